"""The log: what was done, when, by whom, with which version; each entry carries the hash of the one before.

An entry's hash covers its number, time, person, version, action, the digest of its details, and the hash of the entry
before. The digest is salted and the details stand beside it, so that they can be erased when an original is deleted,
without breaking the chain.
"""

from __future__ import annotations

import contextlib
import datetime
import getpass
import hashlib
import json
import os
import secrets
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from typing import Any, NamedTuple

from rasd.ledger.connecting import Door
from rasd.ledger.inserting import clean, insert, moment
from rasd.ledger.started import models
from rasd.version import __version__

#: What the first entry carries.
BEGINNING = "0" * 64
_ACTING: ContextVar[str] = ContextVar("acting", default="")


class Event(NamedTuple):
    """Something that was done; ``original`` is the key of the original that it was done to."""

    action: str
    details: dict[str, Any]
    original: int | None = None


class Entry(NamedTuple):
    """A row of the log."""

    number: int
    at: datetime.datetime
    who: str
    version: str
    action: str
    original: int | None
    salt: str | None
    details: str | None
    digest: str
    previous: str
    hash: str


def now() -> datetime.datetime:
    """The time, in UTC."""
    return datetime.datetime.now(datetime.UTC)


@contextlib.contextmanager
def acting_as(name: str) -> Iterator[None]:
    """Let what is done inside be done by this person; the desk knows who has logged in."""
    mark = _ACTING.set(name)
    try:
        yield
    finally:
        _ACTING.reset(mark)


def person() -> str:
    """Who acts: whoever :func:`acting_as` names, else ``RASD_USER``, else the name of the account."""
    acting = _ACTING.get()
    if acting:
        return acting
    try:
        return os.environ.get("RASD_USER") or getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def canonical(value: Any) -> str:
    """JSON in one form, whoever writes it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(salt: str, details: str) -> str:
    """The salted hash that stands for an entry's details."""
    return hashlib.sha256(f"{salt}:{details}".encode("utf-8", "surrogatepass")).hexdigest()


def hash_of(entry: Entry) -> str:
    """The hash of an entry: of everything in it, its details by their digest."""
    moment = entry.at.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    covered = [
        entry.number,
        moment,
        entry.who,
        entry.version,
        entry.action,
        entry.original,
        entry.digest,
        entry.previous,
    ]
    return hashlib.sha256(canonical(covered).encode("utf-8", "surrogatepass")).hexdigest()


def head(door: Door) -> tuple[int, str]:
    """The number and hash of the last entry."""
    found = models.LogEntry.objects.using(door.alias).order_by("-number").values_list("number", "hash").first()
    return found or (0, BEGINNING)


def chained(events: Iterable[Event], after: tuple[int, str], who: str) -> list[Entry]:
    """Events as entries that follow the last one."""
    number, previous = after
    at = now()
    found = []
    for event in events:
        number += 1
        salt, details = secrets.token_hex(16), clean(canonical(event.details))
        digest = digest_of(salt, details)
        entry = Entry(number, at, who, __version__, event.action, event.original, salt, details, digest, previous, "")
        entry = entry._replace(hash=hash_of(entry))
        previous = entry.hash
        found.append(entry)
    return found


def append(door: Door, events: Iterable[Event], who: str | None = None) -> None:
    """Write events to the log; only inside :meth:`Door.writing`."""
    entries = chained(events, head(door), clean(who or person())[:200])
    if entries:
        at = moment(door, entries[0].at)
        insert(door, models.LogEntry, Entry._fields, [entry._replace(at=at) for entry in entries])
