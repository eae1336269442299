"""The precision of a place and of a day in the codes of UCDP and ACLED, derived when claims are exported.

UCDP GED, ``where_prec`` (Högbladh, *UCDP GED Codebook*): 1 the exact location; 2 within about 25 km of a known point;
3 a second-order administrative division; 4 a first-order division; 5 a linear feature or a fuzzy area that is no
formal division; 6 the country alone; 7 international waters or airspace.

ACLED, ``geo_precision`` (*ACLED Codebook*): 1 the town is named; 2 a small part of a region is named, or a place
near a town, and the town stands for it; 3 a larger region, and its capital or a natural feature stands for it.

UCDP GED, ``date_prec``: 1 the exact day; 2 two to six days; 3 the week; 4 eight to thirty days, or the month; 5 more
than a month, up to a year. ACLED, ``time_precision``: 1 the day; 2 the week; 3 the month.
"""

from __future__ import annotations

import datetime

from rasd.model import Place, Where

_NEAR_KM, _SITE_KM, _TOWN_KM = 25.0, 10.0, 15.0
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
    if place.level == "settlement" and place.relation is None and place.radius_km > _TOWN_KM:
        return 2  # a point that nobody has checked
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


#: Days up to so many → UCDP's code, and ACLED's.
_DATE_PREC = ((1, 1), (6, 2), (7, 3), (31, 4))
_TIME_PRECISION = ((1, 1), (7, 2))


def days_between(start: str | None, end: str | None) -> int | None:
    """How many days it may have been, by its first and last day; None where one of them is not known.

    >>> days_between("2020-01-25", "2020-01-26"), days_between("2020-01-25", None)
    (2, None)
    """
    if start is None or end is None:
        return None
    first, last = map(datetime.date.fromisoformat, (start, end))
    return (last - first).days + 1


def ucdp_date_prec(start: str | None, end: str | None) -> int | None:
    """UCDP's ``date_prec``, 1 to 5, of a first and a last day; None where one of them is not known.

    >>> [ucdp_date_prec("2020-01-01", f"2020-01-{day:02}") for day in (1, 6, 7, 8, 31)], ucdp_date_prec("2020", None)
    ([1, 2, 3, 4, 4], None)
    """
    days = days_between(start, end)
    return None if days is None else next((code for most, code in _DATE_PREC if days <= most), 5)


def acled_time_precision(start: str | None, end: str | None) -> int | None:
    """ACLED's ``time_precision``, 1 to 3, of a first and a last day; None where one of them is not known.

    >>> [acled_time_precision("2020-01-01", f"2020-01-{day:02}") for day in (1, 7, 8)]
    [1, 2, 3]
    """
    days = days_between(start, end)
    return None if days is None else next((code for most, code in _TIME_PRECISION if days <= most), 3)
