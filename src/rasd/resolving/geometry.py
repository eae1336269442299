"""Distances and directions on the globe."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt

EARTH_KM = 6371.0
#: A degree of latitude, and so the quickest bound on a distance.
DEGREE_KM = 111.2

#: Direction → degrees from north, clockwise.
BEARINGS = {
    "north": 0,
    "northeast": 45,
    "east": 90,
    "southeast": 135,
    "south": 180,
    "southwest": 225,
    "west": 270,
    "northwest": 315,
}


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The great-circle distance in kilometres.

    >>> round(distance_km(33.51, 36.29, 36.20, 37.16))  # Damascus to Aleppo
    309
    """
    phi1, phi2 = radians(lat1), radians(lat2)
    half = sin((phi2 - phi1) / 2) ** 2 + cos(phi1) * cos(phi2) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def moved(lat: float, lon: float, direction: str, km: float) -> tuple[float, float]:
    """The point some kilometres away in a direction, to three decimals.

    >>> moved(33.31, 44.37, "northeast", 100)
    (33.944, 45.137)
    """
    bearing, arc, phi = radians(BEARINGS[direction]), km / EARTH_KM, radians(lat)
    there = asin(sin(phi) * cos(arc) + cos(phi) * sin(arc) * cos(bearing))
    turn = atan2(sin(bearing) * sin(arc) * cos(phi), cos(arc) - sin(phi) * sin(there))
    return round(degrees(there), 3), round((lon + degrees(turn) + 540) % 360 - 180, 3)


def midpoint(lat1: float, lon1: float, lat2: float, lon2: float) -> tuple[float, float]:
    """The point half-way, to three decimals; for the distances of roads the plain mean is near enough.

    >>> midpoint(33.0, 36.0, 34.0, 37.0)
    (33.5, 36.5)
    """
    return round((lat1 + lat2) / 2, 3), round((lon1 + lon2) / 2, 3)
