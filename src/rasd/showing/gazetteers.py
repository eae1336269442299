"""``rasd gazetteer``: what was added, what is there, who bears a name."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

from rasd.codebook import shelf
from rasd.errors import UsageError
from rasd.gazetteers import adding, columns, store
from rasd.model import to_json
from rasd.showing.messages import is_terminal, say
from rasd.showing.words import one_line

_EVERY_S = 0.5


def add(
    given: str,
    name: str | None,
    mapping: list[str],
    country: str | None,
    source: str | None,
    licence: str | None,
    encoding: str,
    alternate_names: str | None,
    sha256: str | None,
) -> None:
    """Add a gazetteer and say what was added."""
    told = tuple(columns.mapping(mapping).items())
    wanted = adding.Wanted(given, name, told, country, source, licence, encoding, alternate_names, sha256)
    result = adding.add(wanted, _Meter())
    places = "1 place" if result.rows == 1 else f"{result.rows:,} places"
    say(f"rasd: added {result.name}: {places} with Arabic names ({result.form}).")


class _Meter:
    """How far the work is, on one line of a terminal."""

    def __init__(self) -> None:
        self.last = time.monotonic()

    def __call__(self, done: int, total: int | None) -> None:
        if time.monotonic() - self.last < _EVERY_S or not is_terminal(sys.stderr):
            return
        self.last = time.monotonic()
        sys.stderr.write(f"\r{done:,}" + (f" of {total:,}" if total else "") + " …")
        sys.stderr.flush()


def listed() -> Iterator[str]:
    """One line for each gazetteer: name, places, form, source, licence, file, checksum."""
    for one in shelf.load().added:
        about = one.about
        cells = (one.name, about["rows"], about["kind"], about["source"], about["licence"], about["from"])
        yield "\t".join(one_line(cell) for cell in (*cells, "sha256:" + about["sha256"]))


def remove(name: str) -> None:
    """Take a gazetteer off the shelf."""
    store.remove(name)
    say(f"rasd: removed {name}.")


def find(name: str) -> Iterator[bytes]:
    """Everybody who bears a name, as one JSON object a line, the package's own first.

    Raises :class:`UsageError` for a name without a letter.
    """
    from rasd.arabic.words import tokenise
    from rasd.codebook.spelling import skeleton
    from rasd.reading.knowledge import default
    from rasd.resolving.atlas import atlas_of

    tokens = tokenise(name)
    forms = tuple(f for f, kind in zip(tokens.forms, tokens.kinds, strict=True) if kind in "wln")
    if not forms:
        raise UsageError(f"{name!r} is no name. Write one in Arabic.")
    knowledge = default()
    atlas = atlas_of(knowledge)
    for entry in atlas.own(forms):
        yield to_json(
            {**entry._asdict(), "gazetteer": "rasd", "source": "GeoNames" if "geonames" in entry.id else None}
        )
    for found in knowledge.shelf.bearers(skeleton(forms)):
        yield to_json({**found.entry._asdict(), "source": found.source, "licence": found.licence})
