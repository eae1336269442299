"""Tellings: the claims of one report, put together by the incident that they tell of.

A report has a *lead*: what it is about. Claims that say another day, a stretch of time, or another far place are
*asides*: what happened before, elsewhere, or in sum. An aside is compared by what it says itself; a lead also by the
words of the whole report, since reading may have missed its place or its day.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable
from typing import NamedTuple

from rasd.linking.wording import Vector
from rasd.model import Claim, Place

#: A stretch of more days than this says when, but not which incident.
SHORT = 4
_EARTH_KM = 6371.0
#: Levels of places too large to say where one incident was.
#: The places told first are those of what is told; later ones may be of its background.
MAIN_POINTS = 2
BROAD = frozenset(("country", "admin1", "line"))
_AREAS = frozenset(("country", "admin1"))

Days = tuple[int, int]
Cell = tuple[int, int]


class Point(NamedTuple):
    """Where a place is, and how far it reaches."""

    lat: float
    lon: float
    radius_km: float


class Toll(NamedTuple):
    """The first figure of a kind that a telling gives for the whole: killed, wounded."""

    killed: float | None
    wounded: float | None


class Telling:
    """What one report tells of one incident, as the features compare it."""

    __slots__ = (
        "acts", "areas", "around", "beginning", "cells", "claims", "days", "figures", "index", "lead", "named",
        "outlet", "parties", "period", "persons", "places", "points", "published", "report", "runs", "sums",
        "targets", "toll", "update", "wide", "words",
    )  # fmt: skip

    def __init__(self, index: int, claims: list[Claim], lead: bool, sums: bool) -> None:
        first = claims[0]
        self.index, self.claims, self.lead, self.sums = index, claims, lead, sums
        self.report, self.outlet = first.report_id, first.outlet
        self.published = ordinal(first.published)
        #: The days said, each a stretch of few; the first said comes first.
        self.days: list[Days] = []
        #: The long stretch of time that a sum is over, or within which an aside says it happened.
        self.period: Days | None = None if lead and not sums else long_days(first)
        self.points = points_of(claims)
        #: The degrees of the globe in which the places that it names lie, all bearers of a name; and those around.
        self.cells: frozenset[Cell] = frozenset()
        self.around: frozenset[Cell] = frozenset()
        #: The countries and governorates in which its places lie, and those of them that its claims name.
        self.areas, self.wide = areas_of(claims)
        self.acts = frozenset(claim.action for claim in claims)
        self.targets = frozenset(claim.object for claim in claims if claim.object)
        self.figures = figures_of(claims)
        #: Whether it says that the toll has grown.
        self.update = False
        self.toll = Toll(first_figure(claims, "killed"), first_figure(claims, "wounded"))
        #: Names with how much each says: of places as claims give them, of parties, of persons.
        self.places: dict[str, float] = {}
        self.parties: dict[str, float] = {}
        self.persons: dict[str, float] = {}
        #: The names of places in its text, its words, and those of its beginning.
        self.named: Vector = {}
        self.words: Vector = {}
        self.beginning: Vector = {}
        self.runs: frozenset[int] = frozenset()


def ordinal(day: str | None) -> int | None:
    """A day of the record as a number.

    >>> ordinal("2020-01-26"), ordinal(None)
    (737450, None)
    """
    return datetime.date.fromisoformat(day[:10]).toordinal() if day else None


def days_of(claim: Claim) -> Days | None:
    """The first and last day that a claim says, when it says both."""
    time = claim.time
    first, last = (ordinal(time.start), ordinal(time.end)) if time else (None, None)
    return None if first is None or last is None else (first, last)


def short_days(claim: Claim) -> Days | None:
    """The days that a claim says, when they are few enough to say which incident."""
    days = days_of(claim)
    return days if days and days[1] - days[0] < SHORT else None


def long_days(claim: Claim) -> Days | None:
    """The days that a claim says, when they are a stretch too long to say which incident."""
    days = days_of(claim)
    return days if days and (claim.scope != "single" or days[1] - days[0] > 2 * SHORT) else None


def gap(a: Days, b: Days) -> int:
    """The days between two stretches of days; 0 when they touch.

    >>> gap((1, 2), (5, 6)), gap((1, 5), (4, 9))
    (3, 0)
    """
    return max(0, a[0] - b[1], b[0] - a[1])


def parts_of(place: Place | None) -> tuple[Place, ...]:
    """The single places of a place."""
    return () if place is None else place.parts or (place,)


def points_of(claims: Iterable[Claim]) -> tuple[Point, ...]:
    """The certain points of places no larger than a district, in the order told."""
    found: dict[Point, None] = {}
    for claim in claims:
        for place in parts_of(claim.place):
            if place.lat is not None and place.lon is not None and place.level not in BROAD:
                found[Point(place.lat, place.lon, place.radius_km or 5.0)] = None
    return tuple(found)[:MAIN_POINTS]


def areas_of(claims: Iterable[Claim]) -> tuple[frozenset[str], frozenset[str]]:
    """The countries and governorates in which the places of claims lie, and those that are such places."""
    places = [place for claim in claims for place in parts_of(claim.place) if place.country]
    lie = {f"{place.country}/{area}" for place in places for area in ("", place.admin1) if area is not None}
    wide = {f"{p.country}/{(p.admin1 or '') if p.level == 'admin1' else ''}" for p in places if p.level in _AREAS}
    return frozenset(lie), frozenset(wide)


def kilometres(a: Point, b: Point) -> float:
    """The distance of two points on the globe.

    >>> round(kilometres(Point(33.5, 36.3, 0), Point(36.2, 37.2, 0)))
    311
    """
    la, lb = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def cells_of(points: Iterable[Point]) -> frozenset[Cell]:
    """The degrees of the globe in which points lie."""
    return frozenset((math.floor(p.lat), math.floor(p.lon)) for p in points)


def around(cells: Iterable[Cell]) -> frozenset[Cell]:
    """Some degrees and those next to them."""
    return frozenset((lat + i, lon + j) for lat, lon in cells for i in (-1, 0, 1) for j in (-1, 0, 1))


def figures_of(claims: Iterable[Claim]) -> dict[str, frozenset[float]]:
    """The figures by what they count; people by what befell them, things by their class too."""
    found: dict[str, set[float]] = {}
    for claim in claims:
        value = claim.count.low if claim.count.low is not None else claim.count.high
        if value is not None and claim.count.unit == "item":
            found.setdefault(counted(claim), set()).add(value)
    return {key: frozenset(values) for key, values in found.items()}


def counted(claim: Claim) -> str:
    """What a claim's figure counts: the action, and for things their class."""
    whole = (claim.object or "").partition(".")[0]
    return claim.action if whole in ("", "person") else f"{claim.action} {whole}"


def first_figure(claims: Iterable[Claim], action: str) -> float | None:
    """The first number for the whole of those killed or wounded."""
    for claim in claims:
        if claim.action == action and not claim.part_of and claim.count.low and claim.count.unit == "item":
            return claim.count.low
    return None
