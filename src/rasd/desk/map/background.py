"""The quiet background of the map: settlements and units of the gazetteer, those that stand out first.

Bases, crossings, sites and the like are left out: the map is to find one's way by, not to find targets. No borders
are drawn: the gazetteer has none.
"""

from __future__ import annotations

import functools
from collections import Counter
from typing import NamedTuple

from rasd.codebook.gazetteer import Entry, load
from rasd.desk.map.projecting import Box, dot

#: From which zoom on a kind of place is shown, and to which.
_ZOOMS = {
    "country": (2, 6),
    "admin1": (6, 9),
    "settlement": (5, 12),
    "town": (6, 12),
    "admin2": (9, 10),
    "village": (9, 12),
    "region": (9, 12),
}
#: Inhabitants of whom a town has to have more to be shown at a zoom; from the last on all are.
_PEOPLE = {5: 500_000, 6: 250_000, 7: 80_000, 8: 20_000, 9: 1}
#: A label has a cell of the screen to itself, so many dots wide and high, and the cells beside it.
_CELL = (56, 30)
#: The most that are shown at once.
MOST = 200
_SETTLED = frozenset(("settlement", "town", "village"))
_FIRST = {"country": 0, "admin1": 1}


class Label(NamedTuple):
    """A place as it is shown; a settlement has a dot, a unit has its name alone."""

    lat: float
    lon: float
    name: str
    kind: str


@functools.cache
def _shown() -> tuple[Entry, ...]:
    """The places that may be shown, those that stand out first."""
    entries = load().entries
    known = Counter(entry.country for entry in entries)
    found = [entry for entry in entries if entry.kind in _ZOOMS and entry.lat is not None and entry.name_ar]
    return tuple(sorted(found, key=lambda entry: (_FIRST.get(entry.kind, 2), -_size(entry, known), entry.id)))


def _size(entry: Entry, known: Counter[str]) -> float:
    """How much a place stands out among its kind: a country by how much of it reports tell of, then by its extent."""
    if entry.kind != "country":
        return entry.population
    return 10_000 * known[entry.country] + (entry.radius_km or 9_999)  # the largest have no radius


def labels(box: Box, zoom: int) -> list[Label]:
    """The places of a part of the map, so few that none stands on another."""
    taken: set[tuple[int, int]] = set()
    found: list[Label] = []
    for entry in _shown():
        if entry.lat is None or entry.lon is None or not _fits(entry, zoom) or not box.holds(entry.lat, entry.lon):
            continue
        x, y = dot(entry.lat, entry.lon, zoom)
        cell = int(x // _CELL[0]), int(y // _CELL[1])
        if cell not in taken:
            taken |= {cell, (cell[0] + 1, cell[1]), (cell[0] - 1, cell[1])}
            kind = "settlement" if entry.kind in _SETTLED else entry.kind
            found.append(Label(round(entry.lat, 3), round(entry.lon, 3), entry.name_ar, kind))
            if len(found) == MOST:
                break
    return found


def _fits(entry: Entry, zoom: int) -> bool:
    first, last = _ZOOMS[entry.kind]
    return first <= zoom <= last and (entry.kind not in _SETTLED or entry.population >= _PEOPLE.get(zoom, 0))
