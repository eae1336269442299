"""Which place a phrase means: the homonyms weighed against one another, and an honest answer.

Pure functions of the phrase, the knowledge and what stands around it.
"""

from __future__ import annotations

from typing import NamedTuple

from rasd.codebook.gazetteer import Entry
from rasd.resolving.atlas import SETTLEMENTS, Atlas, Bearer
from rasd.resolving.descriptors import Described
from rasd.resolving.evidence import MARGIN, Candidate, Frame, Near, relative, weigh
from rasd.resolving.extents import Extent, at, in_parent, near_neighbour, shared
from rasd.resolving.geometry import distance_km
from rasd.resolving.suits import NAMED_FREELY

#: Candidates that are not worth telling.
_TOO_FAR = 6.0
MOST_CANDIDATES = 25
_ONE_SPOT_KM = 12.0
_QUARTER_KM, _SMALL = 20.0, 20_000
_COARSE = frozenset(("country", "admin1", "admin2", "sea", "region"))
#: Below this nothing speaks for a place but its name.
_LEAST = 0.0


class Resolved(NamedTuple):
    """The answer for one phrase: what was decided, where that is, who else was weighed, and by which rule."""

    status: str
    entry: Entry | None
    extent: Extent
    candidates: tuple[Candidate, ...] = ()
    rule: str = "place-unknown"

    @property
    def sure(self) -> bool:
        """Whether it is one place and no doubt is left."""
        return self.status == "resolved" and self.entry is not None


def resolve(told: Described, frame: Frame, near: Near, atlas: Atlas) -> Resolved:
    """The place that a phrase means; ``near`` are the places named beside it, the nearest first."""
    if told.back:
        return _pointing_back(told, near, atlas)
    bearers = told.bearers
    candidates = [weigh(b, told, frame, near, atlas) for b in bearers]
    if told.facility and not NAMED_FREELY.isdisjoint(told.kinds):
        candidates = [c for c in candidates if c.local and _lends_its_name(c, near)]
    ranked = sorted(candidates, key=lambda c: (-c.score, c.entry.id))
    ranked = [c for c in ranked if c.score > ranked[0].score - _TOO_FAR][:MOST_CANDIDATES]
    if not ranked or ranked[0].score < _LEAST or _elsewhere(ranked[0], told, atlas):
        return _unknown(told, frame, near, atlas, tuple(ranked))
    top = ranked[0]
    rivals = [c for c in ranked[1:] if c.score > top.score - MARGIN and not _one_spot(c.entry, top.entry)]
    if rivals:
        return Resolved("ambiguous", None, shared([top, *rivals], atlas), tuple(ranked), "place-ambiguous")
    seat = _seat(top.entry, bearers)
    return Resolved(
        "resolved", top.entry, at(top.entry, told, frame, atlas, seat), tuple(ranked), _reason(top, bearers)
    )


def _seat(entry: Entry, bearers: tuple[Bearer, ...]) -> Entry | None:
    """The town that a province is named after."""
    together = next((b.entries for b in bearers if entry in b.entries), ())
    return next((e for e in together if e.kind in SETTLEMENTS and e.lat is not None), None)


def _pointing_back(told: Described, near: Near, atlas: Atlas) -> Resolved:
    """«تلتها», «في ريفها»: the place named before, as far as the head tells."""
    if not near.all:
        return Resolved("unresolved", None, Extent())
    named = near.all[0]
    extent = at(named, told._replace(facility=bool(told.kinds)), Frame(), atlas)
    return Resolved("resolved", named, extent, (), "place-back")


def _lends_its_name(candidate: Candidate, near: Near) -> bool:
    """A quarter or a school is named after any town: only a small place, or one close by, is what it lies at."""
    entry = candidate.entry
    small = entry.kind not in _COARSE and entry.population < _SMALL
    return small or candidate.by_parent or any(_close(entry, n, _QUARTER_KM) for n in near.all if n.kind in SETTLEMENTS)


def _elsewhere(top: Candidate, told: Described, atlas: Atlas) -> bool:
    """Whether the best is not where the words say, or where nothing else in the report is."""
    held = any(parent.bearers and not parent.weak and not relative(parent) for parent in told.parents)
    if (held and not top.by_parent) or top.abroad or (not top.local and _many_bear(told, atlas)):
        return True
    beside = top.by_parent or any(reason.startswith("beside") for reason in top.reasons)
    return bool(told.relation) and not told.kinds and not beside and atlas.is_ordinary(told.name)  # «مناطق جديدة»


def _many_bear(told: Described, atlas: Atlas) -> bool:
    """Whether a quarter or the like bears a name that others bear too («حي اليرموك»)."""
    if NAMED_FREELY.isdisjoint(told.kinds):
        return False
    return len(atlas.bearers(told.name)) > 1


def _unknown(told: Described, frame: Frame, near: Near, atlas: Atlas, ranked: tuple[Candidate, ...]) -> Resolved:
    """A name that leads nowhere: the place named beside it, or the larger one that it is said to lie in."""
    beside = next((n for n in near.joined if n.lat is not None and n.kind not in _COARSE), None)
    if beside is not None and not told.bearers:
        return Resolved("unresolved", None, near_neighbour(beside, atlas), ranked, "place-inferred")
    for parent in (p for p in told.parents if not relative(p) and not p.weak):
        inner = resolve(parent._replace(parents=()), frame, near, atlas)
        if inner.entry is not None:
            return Resolved("unresolved", None, in_parent(inner.extent), ranked, "place-in-parent")
    return Resolved("unresolved", None, Extent(), ranked)


def _reason(top: Candidate, bearers: tuple[Bearer, ...]) -> str:
    """The rule that decided between the candidates."""
    if top.by_parent:
        return "place-parent"
    if len(bearers) == 1:
        return "place-only"
    if any(reason.startswith("beside") for reason in top.reasons):
        return "place-beside"
    if any(reason.startswith("in ") for reason in top.reasons):
        return "place-country"
    return "place-size"


def _one_spot(one: Entry, other: Entry) -> bool:
    """Whether it makes no difference which of two is meant."""
    return one.country == other.country and _close(one, other, _ONE_SPOT_KM)


def _close(one: Entry, other: Entry, km: float) -> bool:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return distance_km(one.lat, one.lon, other.lat, other.lon) <= km
