"""Incidents on the map: each a circle within which it happened, those near each other in one at small scale.

Nothing is drawn as a point. A circle that stands for several covers all of theirs.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from rasd.desk.map.projecting import Box, around, dot, km_a_dot, united
from rasd.exporting.sharing import FINE_LEVELS
from rasd.model import Incident
from rasd.resolving.geometry import distance_km

#: A circle as small as a settlement's is the smallest that is drawn, whatever finer a report says.
SMALLEST_KM = 3.0
#: Decimals of a degree that are kept of a place finer than a settlement: about a kilometre.
_DECIMALS = 2
#: Circles of which the radius has more dots of the screen than the first are drawn by themselves; the others together
#: with those that are nearer than the second.
OWN_DOTS, NEAR = 40, 48
#: A circle from this size on says little of where on the map to look.
COUNTRY_KM = 150.0
#: The most that is drawn at once; what most incidents are in comes first.
MOST = 400


class Spot(NamedTuple):
    """Where an incident happened: within so many kilometres of a point."""

    lat: float
    lon: float
    km: float
    text: str

    @property
    def box(self) -> Box:
        """The box around it."""
        return around(self.lat, self.lon, self.km)


class Sign(NamedTuple):
    """What is drawn: a circle, how many incidents happened within it, and at how many places."""

    lat: float
    lon: float
    km: float
    number: int
    places: int
    #: The places in the order of how much happened there, the first of them.
    names: list[str]
    #: The points of the places alone lie in this box: by it the table shows just these.
    area: Box
    #: This box holds the circles whole.
    box: Box


def spot_of(incident: Incident) -> Spot | None:
    """Where an incident happened; none where nobody knows how far from a point."""
    place = incident.place
    if place is None or place.lat is None or place.lon is None or not place.radius_km:
        return None
    km = max(SMALLEST_KM, place.radius_km)
    if place.level in FINE_LEVELS:
        return Spot(round(place.lat, _DECIMALS), round(place.lon, _DECIMALS), km, place.text)
    return Spot(place.lat, place.lon, km, place.text)


def spots(incidents: Iterable[Incident]) -> dict[tuple[float, float, float], list[Spot]]:
    """Where single incidents happened, by place: a total over several adds nothing, and is not drawn."""
    found: dict[tuple[float, float, float], list[Spot]] = {}
    for incident in incidents:
        spot = spot_of(incident) if incident.kind == "single" else None
        if spot is not None:
            found.setdefault(spot[:3], []).append(spot)
    return found


def signs(placed: dict[tuple[float, float, float], list[Spot]], box: Box, zoom: int) -> list[Sign]:
    """What is drawn of a part of the map: the large circles by themselves, the small ones near each other together."""
    alone: list[Sign] = []
    small: list[list[Spot]] = []
    for (lat, lon, km), here in placed.items():
        if not box.holds(lat, lon, km):
            continue
        if km / km_a_dot(lat, zoom) > OWN_DOTS:
            alone.append(_sign([here]))
        else:
            small.append(here)
    found = alone + [_sign(places) for places in _together(small, zoom)]
    return sorted(found, key=lambda sign: (-sign.number, sign.area))[:MOST]


def _together(small: list[list[Spot]], zoom: int) -> list[list[list[Spot]]]:
    """Places by those that are near each other on the screen: each goes to the nearest that holds more, if one is."""
    groups: list[list[list[Spot]]] = []
    middles: dict[tuple[int, int], list[tuple[float, float, int]]] = {}
    for here in sorted(small, key=lambda here: (-len(here), here[0][:3])):
        x, y = dot(here[0].lat, here[0].lon, zoom)
        column, row = int(x // NEAR), int(y // NEAR)
        cells = ((column + right, row + down) for right in (-1, 0, 1) for down in (-1, 0, 1))
        distances = [(math.hypot(x - a, y - b), at) for cell in cells for a, b, at in middles.get(cell, ())]
        distance, at = min(distances, default=(NEAR, -1))
        if distance < NEAR:
            groups[at].append(here)
        else:
            middles.setdefault((column, row), []).append((x, y, len(groups)))
            groups.append([here])
    return groups


def _sign(places: list[list[Spot]]) -> Sign:
    """One circle for these places: in the middle of theirs, and as large as covers them."""
    places = sorted(places, key=len, reverse=True)
    ones = [here[0] for here in places]
    box = united([one.box for one in ones])
    area = united([Box(one.lon, one.lat, one.lon, one.lat) for one in ones])
    lat, lon = (area.south + area.north) / 2, (area.west + area.east) / 2
    km = max(distance_km(lat, lon, one.lat, one.lon) + one.km for one in ones)
    names = list(dict.fromkeys(one.text for one in ones))[:3]
    return Sign(lat, lon, km, sum(map(len, places)), len(places), names, area, box)


def whole(placed: dict[tuple[float, float, float], list[Spot]]) -> Box | None:
    """The box to begin with: all that is narrower than a country, else all."""
    circles = [here[0].box for (_, _, km), here in placed.items() if km < COUNTRY_KM]
    circles = circles or [here[0].box for here in placed.values()]
    return united(circles) if circles else None
