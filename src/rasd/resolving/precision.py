"""The precision of a place in the codes of UCDP and ACLED, derived when claims are exported.

UCDP GED, ``where_prec`` (Högbladh, *UCDP GED Codebook*): 1 the exact location; 2 within about 25 km of a known point;
3 a second-order administrative division; 4 a first-order division; 5 a linear feature or a fuzzy area that is no
formal division; 6 the country alone; 7 international waters or airspace.

ACLED, ``geo_precision`` (*ACLED Codebook*): 1 the town is named; 2 a small part of a region is named, or a place
near a town, and the town stands for it; 3 a larger region, and its capital or a natural feature stands for it.
"""

from __future__ import annotations

from rasd.model import Place, Where

_NEAR_KM, _SITE_KM = 25.0, 10.0
_UCDP = {"site": 1, "settlement": 1, "admin2": 3, "admin1": 4, "line": 5, "country": 6}
#: Relations that still are at the place itself.
_AT = frozenset(("airport_of", "base_of", "camp_of", "crossing_of", "hill_of", "named_of", "site_of"))


def ucdp_where_prec(place: Place | Where) -> int | None:
    """UCDP's ``where_prec``, 1 to 7; null where nothing is known, the country included.

    >>> ucdp_where_prec(Place(text="شرق حلب", span=(0, 7), level="settlement", relation="east_of", country="SY",
    ...                       lat=36.2, lon=37.2, radius_km=30, status="resolved"))
    5
    """
    if place.level == "country" or (place.level != "unknown" and place.status == "ambiguous"):
        return _UCDP.get(place.level)
    if place.status == "resolved" and place.country is None and place.lat is not None:
        return 7
    if place.lat is None or place.radius_km is None:
        return _by_level(place)
    if place.level == "site" and place.radius_km > _SITE_KM:
        return 2
    if place.relation is None or place.relation in _AT:
        return _UCDP.get(place.level) or (2 if place.radius_km <= _NEAR_KM else 5)
    if place.level in ("admin1", "admin2") and not place.relation.endswith("_part_of"):
        return _UCDP[place.level]
    if place.level in ("line", "admin1"):
        return 5
    return 2 if place.radius_km <= _NEAR_KM else 5


def _by_level(place: Place | Where) -> int | None:
    """Without a point: the first-level unit or the country that is known."""
    if place.status == "resolved" and place.level in ("admin1", "admin2"):
        return _UCDP[place.level]
    if place.admin1:
        return 4
    return 6 if place.country else None


def acled_geo_precision(place: Place | Where) -> int | None:
    """ACLED's ``geo_precision``, 1 to 3; null where ACLED would not code a place: none, a country, open sea.

    >>> acled_geo_precision(Place(text="حلب", span=(0, 3), level="settlement", country="SY", lat=36.2, lon=37.2,
    ...                           radius_km=15, status="resolved"))
    1
    """
    code = ucdp_where_prec(place)
    if code is None or code > 5:
        return None
    return code if code <= 2 else 2 if code == 3 else 3
