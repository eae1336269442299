"""Incidents over time: how many began in each day, week, month or year, as bars of a drawing."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from rasd.model import Incident

#: Sizes of the drawing, in units of its own, and the most bars that it has unless years do not do with so few.
WIDTH, HEIGHT, MOST = 600.0, 80.0, 72
#: The share of its room that a bar fills.
_FILL = 0.84

Day = datetime.date


class Bar(NamedTuple):
    """A bar: the days that it stands for, how many incidents began on them, and where it is drawn."""

    first: str
    last: str
    number: int
    x: float
    y: float
    width: float
    height: float


class Histogram(NamedTuple):
    """The bars from the first day to the last; how many incidents have no certain day and stand in none."""

    bars: list[Bar]
    unit: str
    most: int
    undated: int

    @property
    def last_day(self) -> str:
        """The last day of the last bar; empty without bars."""
        return self.bars[-1].last if self.bars else ""


def histogram(incidents: Iterable[Incident]) -> Histogram:
    """The bars of single incidents, each of which counts once, on the day from which on it may have happened."""
    days: Counter[Day] = Counter()
    undated = 0
    for incident in incidents:
        day = _day(incident.start or incident.end)
        if day is None:
            undated += 1
        else:
            days[day] += 1
    if not days:
        return Histogram([], "day", 0, undated)
    first, last = min(days), max(days)
    unit = next((name for name, (length, _) in _UNITS.items() if (last - first).days // length < MOST), "year")
    begin = _UNITS[unit][1]
    numbers: Counter[Day] = Counter()
    for day, number in days.items():
        numbers[begin(day)] += number
    return Histogram(_bars(numbers, begin), unit, max(numbers.values()), undated)


def _bars(numbers: Counter[Day], begin: Callable[[Day], Day]) -> list[Bar]:
    starts = [min(numbers)]
    while starts[-1] < max(numbers):
        starts.append(_next(starts[-1], begin))
    width, most = WIDTH / len(starts), max(numbers.values())
    bars = []
    for at, start in enumerate(starts):
        number = numbers[start]
        height = max(2.0, HEIGHT * number / most) if number else 0.0
        end = _next(start, begin) - datetime.timedelta(days=1)
        x = width * (at + (1 - _FILL) / 2)
        bars.append(Bar(start.isoformat(), end.isoformat(), number, x, HEIGHT - height, width * _FILL, height))
    return bars


def _next(start: Day, begin: Callable[[Day], Day]) -> Day:
    """The beginning of the next stretch; none is longer than a year or shorter than a day."""
    for days in (1, 7, 31, 366):
        then = begin(start + datetime.timedelta(days=days))
        if then > start:
            return then
    raise AssertionError("a stretch of time has an end")


def _day(text: str | None) -> Day | None:
    try:
        return Day.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


#: How many days a stretch has at most, and on which day that of a day begins.
_UNITS: dict[str, tuple[int, Callable[[Day], Day]]] = {
    "day": (1, lambda day: day),
    "week": (7, lambda day: day - datetime.timedelta(days=day.weekday())),
    "month": (28, lambda day: day.replace(day=1)),
    "year": (366, lambda day: day.replace(month=1, day=1)),
}
