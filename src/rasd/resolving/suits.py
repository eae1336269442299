"""What a place is: whether the head before its name fits, how far it reaches, at which level it lies."""

from __future__ import annotations

from rasd.codebook.gazetteer import Entry

_SETTLED = frozenset(("settlement", "town", "village", "large town"))

#: The kinds of head that name something at or in a place, and may be named after it.
FACILITIES = frozenset("neighbourhood camp hill airport base crossing river sea road site named".split())
#: Those that are named after any place or person in the world: the name alone leads nowhere.
NAMED_FREELY = frozenset(("neighbourhood", "named"))

#: Kind of head → kinds of place that it fits.
_FITS: dict[str, frozenset[str]] = {
    "country": frozenset(("country",)),
    "admin1": frozenset(("admin1", "region")),
    "admin2": frozenset(("admin2", "admin1")),
    "town": _SETTLED | {"neighbourhood"},
    "village": _SETTLED | {"neighbourhood", "camp"},
    "neighbourhood": frozenset(("neighbourhood", "admin2")),
    "camp": frozenset(("camp",)),
    "hill": frozenset(("hill", "region")),
    "airport": frozenset(("airport", "base")),
    "base": frozenset(("base", "airport", "site")),
    "crossing": frozenset(("crossing",)),
    "river": frozenset(("river", "region")),
    "sea": frozenset(("sea",)),
    "road": frozenset(("road",)),
    "region": frozenset(("region", "admin1", "admin2", "neighbourhood", "sea", "village", "town", "settlement")),
    "site": frozenset(("site", "base", "hill")),
    "named": frozenset(("site",)),
}
_LEVELS = {
    "country": "country",
    "admin1": "admin1",
    "admin2": "admin2",
    "river": "line",
    "road": "line",
    "sea": "unknown",
    **dict.fromkeys(("airport", "base", "crossing", "camp", "site", "hill", "neighbourhood"), "site"),
    **dict.fromkeys(_SETTLED, "settlement"),
}
_RADII = {"country": 400, "admin1": 60, "admin2": 20, "region": 25, "sea": 300, "river": 100, "road": 30}
_SITE_RADII = {"neighbourhood": 1.5, "camp": 1.5, "airport": 3, "base": 3, "crossing": 1, "site": 1.5, "hill": 4}
#: Inhabitants → how far a town reaches, in kilometres.
_TOWNS = ((1_000_000, 15.0), (250_000, 9.0), (50_000, 6.0), (10_000, 4.0))
_VILLAGE = 3.0
#: A region no larger than this is about a district, a larger one about a province.
_DISTRICT_KM = 25


def suits(entry: Entry, kinds: tuple[str, ...]) -> bool:
    """Whether a place can be what its head calls it.

    >>> camp = Entry("rasd:x", "مخيم اليرموك", "Yarmouk", "SY", "SY-DI", "camp")
    >>> suits(camp, ("camp",)), suits(camp, ("admin1",))
    (True, False)
    """
    return any(entry.kind in _FITS[kind] for kind in kinds)


def radius_of(entry: Entry) -> float:
    """How far a place may reach from its point."""
    if entry.radius_km is not None:
        return entry.radius_km
    if entry.kind in _SETTLED:
        return next((km for people, km in _TOWNS if entry.population >= people), _VILLAGE)
    return _RADII.get(entry.kind) or _SITE_RADII.get(entry.kind, 10)


def level_of(entry: Entry) -> str:
    """The level of the public record at which a place lies."""
    if entry.kind == "region":
        return "admin2" if radius_of(entry) <= _DISTRICT_KM else "admin1"
    return _LEVELS.get(entry.kind, "unknown")
