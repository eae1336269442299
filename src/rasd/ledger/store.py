"""The door to a ledger: open it, add to it, ask it."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from rasd.errors import InputError, LedgerError, RasdError
from rasd.ledger.adding import Adding, Reader, Summary, read_singly
from rasd.ledger.address import DEFAULT, Address, parse
from rasd.ledger.asking import Kept, Question, answer, query
from rasd.ledger.cases import Kept as KeptCase
from rasd.ledger.cases import Listed, add_cases, cases
from rasd.ledger.chain import Entry, Event, append, head, person
from rasd.ledger.connecting import Door, applied_migrations, check_version, create_file, known_migrations, migrate
from rasd.ledger.copying import backup, restore
from rasd.ledger.deleting import delete, sweep
from rasd.ledger.failing import Failed, failures, place_of
from rasd.ledger.following import follow
from rasd.ledger.informing import info
from rasd.ledger.originals import bytes_of
from rasd.ledger.rereading import Change, Rereading
from rasd.ledger.reviewing import Reviewing
from rasd.ledger.started import models
from rasd.ledger.verifying import Verification, Verifying
from rasd.loading import MAX_SIZE, Failure, How, Loaded, expand, load_originals, open_source, sent
from rasd.loading.inputs import Note, Source
from rasd.loading.url import Limits, Web
from rasd.model import Claim

#: Rows of an index that SQLite looks at when it counts.
_LOOKED_AT = 1000
#: After so many new reports at once the database counts its rows anew.
_MANY = 1000


class Ledger(Reviewing):
    """Everything that is kept, on SQLite (one file) or PostgreSQL. Made by :meth:`open`."""

    def __init__(self, door: Door) -> None:
        self.door = door

    @classmethod
    def open(cls, where: str | os.PathLike[str] = DEFAULT, *, create: bool = True) -> Self:
        """Open the ledger in a file or at a URL (``postgresql://user:password@host/name``).

        With ``create`` it is made if it is not there. Raises :class:`LedgerError` when it cannot be opened, is of
        another version of Rasd, or is no ledger.
        """
        address = parse(where)
        if address.path is not None and not address.path.exists():
            if not create:
                raise LedgerError(f"{address.shown}: there is no such ledger. rasd add makes one, or rasd ledger init.")
            create_file(address)
        door = Door(address)
        with door.guarded():
            if create and applied_migrations(door) is None:
                migrate(door)
            check_version(door)
        ledger = cls(door)
        ledger._begin()
        return ledger

    @classmethod
    def default(cls) -> Self:
        """The ledger that is Django's default database, in a program that has configured one."""
        from django.db import connection

        known = connection.settings_dict
        path = Path(known["NAME"]) if connection.vendor == "sqlite" else None
        return cls(Door(Address(str(known["NAME"]), known, path), "default"))

    def _begin(self) -> None:
        """The first entry of the log."""
        entries = models.LogEntry.objects.using(self.door.alias)
        if entries.exists():
            return
        with self.door.writing():
            if not entries.exists():
                append(self.door, [Event("created", {"ledger": os.urandom(16).hex()})])

    def close(self) -> None:
        """Close the connection; another call opens it again."""
        self.door.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---- adding

    def add(
        self,
        inputs: Iterable[str | os.PathLike[str]],
        *,
        published: datetime.date | None = None,
        outlet: str | None = None,
        max_size: int = MAX_SIZE,
        columns: Mapping[str, str] | None = None,
        fetch: Limits | None = None,
        reader: Reader = read_singly,
        note: Note | None = None,
        told: Callable[[Summary], None] | None = None,
        complain: Callable[[RasdError], None] | None = None,
    ) -> Summary:
        """Add the reports of files, folders and globs; what is known already changes nothing.

        What cannot be read is listed among the :meth:`failures`. ``columns`` says which column of a table is its
        ``text``, ``published``, … where that is guessed wrongly; ``note`` is told of guesses. Addresses are
        fetched only with ``fetch``, within its limits.

        ``reader`` reads the reports (by default in this process). ``told`` is called with the sum so far after each
        batch, once that is stored, ``complain`` with what could not be added and what was left out.
        """
        options = {
            "published": published.isoformat() if published else None,
            "outlet": outlet,
            "max_size": max_size,
            "columns": dict(columns or {}),
            "fetch": fetch._asdict() if fetch else None,
        }
        return self._add(inputs, options, reader, note, told, complain)

    def _add(
        self,
        inputs: Iterable[str | os.PathLike[str]],
        options: dict[str, Any],
        reader: Reader,
        note: Note | None = None,
        told: Callable[[Summary], None] | None = None,
        complain: Callable[[RasdError], None] | None = None,
        retried: frozenset[str] = frozenset(),
    ) -> Summary:
        day = options["published"]
        loaded = load_originals(
            expand(inputs, note),
            published=datetime.date.fromisoformat(day) if day else None,
            outlet=options["outlet"],
            how=How(options["max_size"], note, options["columns"], fetch=_fetcher(options["fetch"])),
        )
        adding = Adding(self.door, reader, options, complain, retried)
        for summary in adding.run(loaded):
            if told:
                told(summary)
        if adding.summary.added >= _MANY:
            self.optimize()
        return adding.summary

    def add_cases(
        self,
        path: str | os.PathLike[str],
        *,
        columns: Mapping[str, str] | None = None,
        note: Callable[[str], None] | None = None,
        complain: Callable[[str], None] | None = None,
    ) -> Listed:
        """Keep a desk's own list of incidents beside the claims (:func:`rasd.ledger.cases.add_cases`)."""
        with open_source(Source(os.fspath(path), os.fspath(path))) as file:
            raw = file.read()
        quiet = lambda text: None  # noqa: E731
        return add_cases(self.door, raw, os.fspath(path), columns or {}, note or quiet, complain or quiet)

    def cases(self) -> Iterator[KeptCase]:
        """The incidents of the desk's own lists, as these told them last."""
        with self.door.guarded():
            yield from cases(self.door)

    def take(
        self,
        items: Iterable[Loaded | Failure],
        *,
        reader: Reader = read_singly,
        told: Callable[[Summary], None] | None = None,
        complain: Callable[[RasdError], None] | None = None,
        **options: Any,
    ) -> Summary:
        """Add reports that were loaded elsewhere, with their originals; the rest is as in :meth:`add`.

        ``options`` are those by which :meth:`retry` would load them again.
        """
        given = {"published": None, "outlet": None, "max_size": MAX_SIZE, "columns": {}, "fetch": None, **options}
        adding = Adding(self.door, reader, given, complain)
        for summary in adding.run(items):
            if told:
                told(summary)
        return adding.summary

    def follow(
        self,
        feeds: Iterable[str],
        limits: Limits | None = None,
        *,
        reader: Reader = read_singly,
        complain: Callable[[RasdError], None] | None = None,
    ) -> Iterator[tuple[str, Summary]]:
        """Ask feeds once for what is new, and add the pages that their new entries lead to; the sum of each feed."""
        yield from follow(self.door, feeds, limits or Limits(), reader, complain)

    def retry(self, *, reader: Reader = read_singly, complain: Callable[[RasdError], None] | None = None) -> Summary:
        """Add again what could not be added, with the options of that time. What succeeds is no failure any more."""
        sources: dict[str, set[str]] = {}
        for failed in self.failures():
            if failed.source is None:
                if complain:
                    what = "came from standard input, which cannot be asked again"
                    complain(InputError(failed.where, what, "Add it anew."))
            else:
                sources.setdefault(failed.options, set()).add(_from_here(failed.source))
        total = Summary()
        for options, paths in sources.items():
            done = self._add(paths, json.loads(options), reader, complain=complain, retried=_whole(paths))
            total = Summary(*(a + b for a, b in zip(total, done, strict=True)))
        return total

    def pages(self) -> Iterator[bytes]:
        """All pages that were fetched, as records of a WARC archive: one after the other they are an archive."""
        with self.door.guarded():
            rows = models.Sighting.objects.using(self.door.alias).exclude(warc=None).order_by("key")
            for sha256 in dict.fromkeys(rows.values_list("warc", flat=True)):
                yield bytes_of(self.door, sha256 or "")

    def optimize(self) -> None:
        """Let the database count its rows anew, so that it chooses the right index; takes less than a second.

        SQLite looks at a part of each index: what it would find in the whole of one is an average over all values,
        and by that it would rather read the whole table than look up the one row in a thousand that was rejected.
        """
        with self.door.guarded(), self.door.connection.cursor() as cursor:
            if self.door.vendor == "sqlite":
                cursor.execute(f"PRAGMA analysis_limit={_LOOKED_AT}")
            cursor.execute("ANALYZE")

    def failures(self) -> Iterator[Failed]:
        """What could not be added so far."""
        with self.door.guarded():
            yield from failures(self.door)

    # ---- asking

    def claims(self, *, limit: int | None = None, **asked: Any) -> Iterator[Claim]:
        """The claims that fit (see :class:`~rasd.ledger.asking.Question` for what can be asked), corrections applied.

        Rejected ones are left out unless ``review`` asks for them.
        """
        for kept in self.rows(limit=limit, **asked):
            yield kept.claim

    def rows(self, *, limit: int | None = None, **asked: Any) -> Iterator[Kept]:
        """As :meth:`claims`, with the state of review and all sightings."""
        return answer(self.door, Question(**asked), limit)

    def count(self, **asked: Any) -> int:
        """How many claims fit."""
        with self.door.guarded():
            return query(self.door, Question(**asked)).count()

    def original(self, sha256: str) -> bytes:
        """The bytes of an original, as they came."""
        with self.door.guarded():
            return bytes_of(self.door, sha256.removeprefix("sha256:"))

    def receive(
        self,
        files: Iterable[tuple[str, bytes]],
        *,
        published: datetime.date | None = None,
        outlet: str | None = None,
        max_size: int = MAX_SIZE,
        reader: Reader = read_singly,
        complain: Callable[[RasdError], None] | None = None,
    ) -> Summary:
        """Add files that were sent, each by its name and its bytes; otherwise as :meth:`add`. Nothing is fetched."""
        options: dict[str, Any] = {"published": None, "outlet": outlet, "max_size": max_size}
        options |= {"columns": {}, "fetch": None}
        adding = Adding(self.door, reader, options, complain)
        for _ in adding.run(sent(files, published, outlet, How(max_size))):
            pass
        return adding.summary

    # ---- reading again

    def reread(self, *, reader: Reader = read_singly, everything: bool = False, dry: bool = False) -> Iterator[Change]:
        """Read again what another version of the reader or of its knowledge has read; one change an original.

        Each gets a new reading beside the old one, and decisions are carried over. With ``everything`` all is read
        again, with ``dry`` nothing is stored.
        """
        yield from Rereading(self.door, reader, dry).run(everything)

    # ---- proving and deleting

    def verify(self, seal: str | None = None) -> Verification:
        """Check every original, every span and the whole log; with ``seal``, that nothing before it was changed."""
        with self.door.guarded():
            return Verifying(self.door).run(seal)

    def seal(self) -> tuple[int, str]:
        """The number and hash of the last entry of the log, to be kept elsewhere."""
        with self.door.guarded():
            return head(self.door)

    def delete(self, original: str, reason: str, *, by: str | None = None) -> None:
        """Delete an original with all that came of it, for the protection of persons; a tombstone stays."""
        delete(self.door, original, reason, by or person())

    def sweep(self) -> None:
        """Overwrite what the files of the ledger still hold of what was deleted."""
        sweep(self.door)

    def record(self, action: str, details: Mapping[str, Any]) -> None:
        """Write into the log what was done with the ledger elsewhere, such as ``exported``."""
        with self.door.writing():
            append(self.door, [Event(action, dict(details))])

    def log(self) -> Iterator[Entry]:
        """What was done, the first thing first."""
        with self.door.guarded():
            for row in models.LogEntry.objects.using(self.door.alias).order_by("number").iterator():
                yield Entry(*(getattr(row, name) for name in Entry._fields))

    # ---- keeping

    def backup(self, target: str | os.PathLike[str]) -> None:
        """Write the ledger as it is now into a new file, while others go on using it."""
        backup(self.door, target)

    @classmethod
    def restore(cls, backup: str | os.PathLike[str], where: str | os.PathLike[str]) -> Self:
        """Make a new ledger from a backup or from another ledger: also the way from SQLite to PostgreSQL."""
        restore(backup, parse(where))
        return cls.open(where, create=False)

    @classmethod
    def migrate(cls, where: str | os.PathLike[str]) -> Self:
        """Bring a ledger of an older version of Rasd to this one. Back it up first."""
        address = parse(where)
        if address.path is not None and not address.path.exists():
            raise LedgerError(f"{address.shown}: there is no such ledger. rasd ledger init makes one.")
        door = Door(address)
        with door.guarded():
            if set(applied_migrations(door) or ()) < set(known_migrations()):
                migrate(door)
        return cls.open(where, create=False)

    def info(self) -> dict[str, Any]:
        """What is in it, and where and in which version it is."""
        with self.door.guarded():
            return info(self.door)


def _from_here(source: str) -> str:
    """A path as one would type it here, so that reports get the names that they would have had."""
    if "://" in source:
        return source
    short = os.path.relpath(source)
    return source if short.startswith("..") else short


def _fetcher(limits: dict[str, Any] | None) -> Callable[[str, How], Iterator[Loaded | InputError]] | None:
    """What fetches addresses, where that was asked for."""
    return Web(Limits(**limits)).load if limits else None


def _whole(paths: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(place_of, paths)))
