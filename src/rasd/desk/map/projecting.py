"""The projection of web maps: degrees to dots of the screen, boxes of degrees."""

from __future__ import annotations

import math
from typing import NamedTuple

#: Zooms that are answered: the world on one screen, to one where a village fills a hand.
FIRST_ZOOM, LAST_ZOOM = 2, 12
_TILE = 256
_EQUATOR_KM = 40_075.017
_KM_OF_DEGREE = _EQUATOR_KM / 360
#: The projection has no poles.
_NORTHMOST = 85.05


class Box(NamedTuple):
    """A box of degrees, from its south-western corner to its north-eastern one."""

    west: float
    south: float
    east: float
    north: float

    @property
    def text(self) -> str:
        """As an address has it."""
        return ",".join(f"{value:.5f}" for value in self)

    def holds(self, lat: float, lon: float, km: float = 0.0) -> bool:
        """Whether a point, or any of the circle around it, lies in the box.

        >>> box = Box(36.0, 34.0, 37.0, 35.0)
        >>> box.holds(34.5, 36.5), box.holds(35.5, 36.5), box.holds(35.5, 36.5, km=80)
        (True, False, True)
        """
        high = km / _KM_OF_DEGREE
        wide = high / max(0.05, math.cos(math.radians(lat)))
        return self.west - wide <= lon <= self.east + wide and self.south - high <= lat <= self.north + high


def box_of(text: str) -> Box | None:
    """The box that an address names; none where it names none.

    >>> box_of("36,34,37,35"), box_of("36,34,nan,35"), box_of("a")
    (Box(west=36.0, south=34.0, east=37.0, north=35.0), None, None)
    """
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        return None
    if len(numbers) != 4 or not all(math.isfinite(number) for number in numbers):
        return None
    return Box(*numbers)


def around(lat: float, lon: float, km: float) -> Box:
    """The box around a circle."""
    high = km / _KM_OF_DEGREE
    wide = high / max(0.05, math.cos(math.radians(lat)))
    return Box(lon - wide, lat - high, lon + wide, lat + high)


def united(boxes: list[Box]) -> Box:
    """The box that holds all of these."""
    return Box(
        min(box.west for box in boxes),
        min(box.south for box in boxes),
        max(box.east for box in boxes),
        max(box.north for box in boxes),
    )


def dot(lat: float, lon: float, zoom: int) -> tuple[float, float]:
    """Where a point lies on the whole map of a zoom, in dots.

    >>> [round(value) for value in dot(0.0, 0.0, 3)]
    [1024, 1024]
    """
    size = _TILE << zoom
    sine = math.sin(math.radians(max(-_NORTHMOST, min(_NORTHMOST, lat))))
    return (lon / 360 + 0.5) * size, (0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)) * size


def km_a_dot(lat: float, zoom: int) -> float:
    """How many kilometres a dot of the screen is at a latitude."""
    return _EQUATOR_KM * math.cos(math.radians(lat)) / float(_TILE << zoom)
