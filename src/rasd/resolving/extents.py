"""Where an answer lies and how far it reaches: point, radius, level, and the relation to the place named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rasd.codebook.gazetteer import Entry
from rasd.resolving.atlas import Atlas
from rasd.resolving.descriptors import Described
from rasd.resolving.evidence import LARGE, Candidate, Frame, Near, weigh
from rasd.resolving.geometry import distance_km, midpoint, moved
from rasd.resolving.suits import level_of, radius_of

#: How much further than the place named a relation may reach, in kilometres.
_REACH = {"around": 10.0, "near": 10.0, "outskirts_of": 5.0, "front_of": 10.0, "inside": 0.0, "outside": 15.0}
_DIRECTION_KM, _FACILITY_KM, _COUNTRYSIDE_KM, _NEIGHBOUR_KM, _ROAD_KM = 15.0, 10.0, 30.0, 25.0, 30.0


class Extent(NamedTuple):
    """Where: a point with how far the place may lie from it; all null where that is not known."""

    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    level: str = "unknown"
    relation: str | None = None
    country: str | None = None
    admin1: str | None = None


def at(entry: Entry, told: Described, frame: Frame, atlas: Atlas | None, seat: Entry | None = None) -> Extent:
    """The extent of the place that a phrase describes, given the place that it names.

    A bare name of a province that is its capital's too has the point of the capital and the reach of the province.
    """
    own = Extent(entry.lat, entry.lon, radius_of(entry), level_of(entry), None, entry.country or None, None)
    own = own._replace(admin1=atlas.admin1(entry) if atlas is not None else None)
    if seat is not None and entry.kind in ("admin1", "admin2") and not (told.kinds or told.relation or told.direction):
        own = own._replace(lat=seat.lat, lon=seat.lon)
    if own.lat is None:
        own = own._replace(radius_km=None)
    if told.far_end is not None:
        return _road(own, entry, told.far_end, frame, atlas)
    if told.facility:
        return _facility(own, told.kinds[0])
    if told.km is not None and told.direction:
        return _distant(own, told.direction, told.km)
    if told.relation == "countryside_of":
        return _countryside(own, entry, told.direction)
    if told.direction:
        return _towards(own, entry, told.relation, told.direction)
    if told.relation and told.relation != "inside" and not (told.relation == "around" and entry.kind in LARGE):
        return _wider(own, told.relation)
    return own


def _wider(own: Extent, relation: str) -> Extent:
    """«محيط كذا»، «قرب كذا»: the place named and what lies around it."""
    return own._replace(relation=relation, radius_km=_add(own.radius_km, _REACH[relation]))


def _towards(own: Extent, entry: Entry, relation: str, direction: str) -> Extent:
    """«شرق كذا»: a part of a large place, or the land beyond a small one."""
    if entry.kind not in LARGE or own.lat is None or own.lon is None or own.radius_km is None:
        told = f"{direction}_of"
        return own._replace(relation=told, radius_km=_add(own.radius_km, _DIRECTION_KM))
    lat, lon = moved(own.lat, own.lon, direction, own.radius_km / 2)
    return own._replace(lat=lat, lon=lon, radius_km=round(own.radius_km * 0.6, 1), relation=f"{direction}_part_of")


def _countryside(own: Extent, entry: Entry, direction: str) -> Extent:
    """«ريف كذا»: the province without its capital, or the land around a town; a direction halves it."""
    relation = f"{direction}_countryside_of" if direction else "countryside_of"
    reach = own.radius_km if entry.kind in LARGE else _add(own.radius_km, _COUNTRYSIDE_KM)
    level = own.level if entry.kind in LARGE else "admin2"
    if not direction or own.lat is None or own.lon is None or reach is None:
        return own._replace(relation=relation, radius_km=reach, level=level)
    lat, lon = moved(own.lat, own.lon, direction, reach / 2)
    return own._replace(lat=lat, lon=lon, radius_km=round(reach * 0.6, 1), relation=relation, level=level)


def _facility(own: Extent, kind: str) -> Extent:
    """«مطار كذا» that has no row of its own: near the town that it is named after."""
    level = "line" if kind in ("road", "river") else "site"
    reach = None if own.radius_km is None else max(own.radius_km, _ROAD_KM if level == "line" else _FACILITY_KM)
    return own._replace(relation=f"{kind}_of", level=level, radius_km=reach)


def _distant(own: Extent, direction: str, km: float) -> Extent:
    """«100 كلم شمال شرقي كذا»: so far away in that direction, give or take a fifth."""
    relation = f"{km:g}_km_{direction}_of"
    if own.lat is None or own.lon is None:
        return own._replace(relation=relation, level="unknown", admin1=None)
    lat, lon = moved(own.lat, own.lon, direction, km)
    return own._replace(
        lat=lat, lon=lon, relation=relation, level="unknown", admin1=None, radius_km=round(max(5.0, km / 5), 1)
    )


def _road(own: Extent, entry: Entry, end: Described, frame: Frame, atlas: Atlas | None) -> Extent:
    """«طريق كذا – كذا»: the line between both ends."""
    other = _end(entry, end, frame, atlas)
    line = own._replace(relation="road_between", level="line")
    if other is None or other.lat is None or other.lon is None or own.lat is None or own.lon is None:
        return line._replace(radius_km=_add(own.radius_km, _ROAD_KM))
    lat, lon = midpoint(own.lat, own.lon, other.lat, other.lon)
    reach = round(distance_km(own.lat, own.lon, other.lat, other.lon) / 2 + 2, 1)
    return line._replace(lat=lat, lon=lon, radius_km=reach)


def _end(entry: Entry, end: Described, frame: Frame, atlas: Atlas | None) -> Entry | None:
    if atlas is None or not end.bearers:
        return None
    return max((weigh(b, end, frame, Near((entry,)), atlas) for b in end.bearers), key=lambda c: c.score).entry


def in_parent(inner: Extent) -> Extent:
    """An unknown name in a known larger place: somewhere there."""
    return inner._replace(relation="within", level="unknown")


def near_neighbour(beside: Entry, atlas: Atlas) -> Extent:
    """An unknown name beside a known one: the neighbourhood, marked as inferred."""
    unit = atlas.admin1(beside)
    return Extent(beside.lat, beside.lon, _NEIGHBOUR_KM, "unknown", "inferred_near", beside.country or None, unit)


def shared(candidates: Sequence[Candidate], atlas: Atlas) -> Extent:
    """What homonyms have in common: the province, else the country, else nothing."""
    countries = {c.entry.country for c in candidates}
    units = {atlas.admin1(c.entry) for c in candidates}
    if len(countries) > 1:
        return Extent()
    country = countries.pop() or None
    unit = units.pop() if len(units) == 1 else None
    return Extent(level="admin1" if unit else "country", country=country, admin1=unit)


def _add(radius: float | None, further: float) -> float | None:
    return None if radius is None else radius + further
