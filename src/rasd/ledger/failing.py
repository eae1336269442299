# ruff: noqa: PTH100 — names stay the strings that were given
"""What could not be added: listed until it could."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from rasd.errors import InputError
from rasd.ledger.chain import canonical, now
from rasd.ledger.connecting import Door
from rasd.ledger.inserting import clean, clean_or_none
from rasd.ledger.started import models


class Failed(NamedTuple):
    """An input that could not be added; ``source`` is the path or address to try again, none for standard input."""

    where: str
    what: str
    remedy: str
    source: str | None
    options: str
    last: datetime.datetime
    times: int


def remember(door: Door, failures: Iterable[tuple[InputError, str | None]], options: dict[str, Any]) -> None:
    """List failures, each input once; only inside :meth:`Door.writing`."""
    rows = models.Failure.objects.using(door.alias)
    at = now()
    for error, source in failures:
        told = {
            "what": clean(error.what),
            "remedy": clean(error.remedy),
            "source": clean_or_none(place_of(source)),
            "last": at,
        }
        known = rows.filter(where=clean(error.where)).first()
        if known is None:
            rows.create(where=clean(error.where), first=at, options=canonical(options), **told)
        else:
            rows.filter(pk=known.pk).update(times=known.times + 1, resolved=None, options=canonical(options), **told)


def suspects(door: Door) -> set[str]:
    """The sources of which something could not be added."""
    rows = models.Failure.objects.using(door.alias).filter(resolved=None).exclude(source=None)
    return {source for source in rows.values_list("source", flat=True) if source}


def resolve(door: Door, sources: Iterable[str], since: datetime.datetime) -> None:
    """Strike what failed before a run that went through these sources and did not fail in it again."""
    rows = models.Failure.objects.using(door.alias)
    rows.filter(source__in=list(sources), last__lt=since, resolved=None).update(resolved=now())


def place_of(source: str | None) -> str | None:
    """A source so that it can be found again from any folder.

    >>> place_of("https://example.org/a"), place_of(None)
    ('https://example.org/a', None)
    """
    if source is None or "://" in source:
        return source
    return os.path.abspath(source)


def failures(door: Door) -> Iterator[Failed]:
    """What could not be added so far, in the order of its names."""
    rows = models.Failure.objects.using(door.alias).filter(resolved=None).order_by("where")
    for row in rows.values_list("where", "what", "remedy", "source", "options", "last", "times").iterator():
        yield Failed(*row)
