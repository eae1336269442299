"""From when until when: the years and days of the codebook, as numbers that compare."""

from __future__ import annotations

import datetime
import functools
from typing import Any

#: First and last day, each as the number YYYYMMDD.
Period = tuple[int, int]
ALWAYS: Period = (0, 99_991_231)


def period_of(first: datetime.date, last: datetime.date) -> Period:
    """Two days as a period.

    >>> period_of(datetime.date(2024, 12, 8), datetime.date(2024, 12, 9))
    (20241208, 20241209)
    """
    return number(first), number(last)


def number(day: datetime.date) -> int:
    """A day as a number that sorts like it."""
    return day.year * 10_000 + day.month * 100 + day.day


def told(bounds: Any) -> Period:
    """What ``years``, or ``from`` and ``until``, of an entry tell: years or days, None where open.

    >>> told([2016, "2017-01-28"]), told([None, 2024]), told(None)
    ((20160101, 20170128), (0, 20241231), (0, 99991231))
    """
    return _told(*bounds) if bounds else ALWAYS


@functools.lru_cache(maxsize=10_000)
def _told(first: int | str | None, last: int | str | None) -> Period:
    return _bound(first, ALWAYS[0], 101), _bound(last, ALWAYS[1], 1231)


def _bound(value: int | str | None, open_end: int, day: int) -> int:
    if value is None:
        return open_end
    return value * 10_000 + day if isinstance(value, int) else int(value.replace("-", ""))


def is_bound(value: Any) -> bool:
    """Whether a value is a year, a day as records write it, or open.

    >>> is_bound(2014), is_bound("2024-12-08"), is_bound("8.12.2024"), is_bound(None)
    (True, True, False, True)
    """
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value).isoformat() == value
        except ValueError:
            return False
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and 1000 < value < 2100)


def overlap(one: Period, other: Period) -> bool:
    """Whether two periods have a day in common."""
    return one[0] <= other[1] and other[0] <= one[1]


def common(one: Period, other: Period) -> Period | None:
    """The days that two periods have in common, or None."""
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else None


def day_of(number: int) -> datetime.date:
    """The day that a number means; open ends are the first and last day of the calendar.

    >>> day_of(20241208), day_of(0)
    (datetime.date(2024, 12, 8), datetime.date(1, 1, 1))
    """
    if number < 10_101:
        return datetime.date.min
    return datetime.date(number // 10_000, number // 100 % 100, number % 100)
