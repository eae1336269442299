"""A place that a person names by its id: filled in from the gazetteer."""

from __future__ import annotations

from msgspec.structs import replace

from rasd.codebook.areas import entry_of
from rasd.model import Place
from rasd.resolving.suits import level_of, radius_of


def placed_at(place: Place, id: str) -> Place:
    """The place of a claim as the one with this id; unresolved where the gazetteer has none.

    >>> placed_at(Place(text="حلب", span=(0, 3)), "iso:SY-HL").status
    'resolved'
    """
    entry = entry_of(id)
    if entry is None:
        return place
    return replace(
        place,
        id=entry.id,
        name=entry.name_en or entry.name_ar,
        country=entry.country or None,
        admin1=entry.admin1 or None,
        lat=entry.lat,
        lon=entry.lon,
        level=level_of(entry),
        radius_km=radius_of(entry) if entry.lat is not None else None,
        status="resolved",
    )
