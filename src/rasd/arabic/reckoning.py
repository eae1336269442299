"""Arithmetic of days: months, years, weeks and Hijri dates as first and last day."""

from __future__ import annotations

import calendar as gregorian
import datetime
from collections.abc import Callable
from itertools import islice
from typing import NamedTuple

Day = datetime.date


class Days(NamedTuple):
    """First and last day of something, how exact it is, and whether the day of reading matters."""

    start: Day | None
    end: Day | None
    precision: str
    relative: bool = False
    #: The year was not in the text but inferred.
    yearless: bool = False
    kind: str = "point"


def day_of(year: int, month: int, day: int) -> Days | None:
    """One Gregorian day, or nothing where there is no such day."""
    try:
        date = Day(year, month, day)
    except ValueError:
        return None
    return Days(date, date, "day")


def month_of(year: int, month: int) -> Days | None:
    """A whole Gregorian month."""
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    return Days(Day(year, month, 1), Day(year, month, gregorian.monthrange(year, month)[1]), "month")


def year_of(year: int) -> Days | None:
    """A whole Gregorian year."""
    return Days(Day(year, 1, 1), Day(year, 12, 31), "year") if 1 <= year <= 9999 else None


def hijri_day(year: int, month: int, day: int) -> Days | None:
    """One Hijri day by the Umm al-Qura calendar, where its table reaches (1343 to 1500)."""
    from hijridate import Hijri

    try:
        date = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    found = Day(date.year, date.month, date.day)
    return Days(found, found, "day")


def hijri_month(year: int, month: int) -> Days | None:
    """A whole Hijri month."""
    first = hijri_day(year, month, 1)
    final = hijri_day(year, month, 30) or hijri_day(year, month, 29)
    return Days(first.start, final.end, "month") if first and final else None


def hijri_year(year: int) -> Days | None:
    """A whole Hijri year."""
    first, final = hijri_day(year, 1, 1), hijri_month(year, 12)
    return Days(first.start, final.end, "year") if first and final else None


def hijri_year_on(day: Day) -> int | None:
    """The Hijri year of a Gregorian day."""
    from hijridate import Gregorian

    try:
        return int(Gregorian(day.year, day.month, day.day).to_hijri().year)
    except (ValueError, OverflowError):
        return None


def week_of(day: Day, weeks: int = 0) -> Days | None:
    """The week from Monday to Sunday that holds ``day``, or one some weeks away from it."""
    monday = plus_days(day, 7 * weeks - day.weekday())
    sunday = plus_days(monday, 6) if monday else None
    return Days(monday, sunday, "week", True) if monday and sunday else None


def plus_days(day: Day, days: int) -> Day | None:
    """A day some days away; nothing beyond the calendar."""
    try:
        return day + datetime.timedelta(days)
    except OverflowError:
        return None


def plus_months(day: Day, months: int) -> Day | None:
    """The same day some months away, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return Day(year, month + 1, min(day.day, gregorian.monthrange(year, month + 1)[1]))


def choose(make: Callable[[int], Days | None], year: int, near: Day, look: str, which: int | None) -> Days | None:
    """The one of a yearly series that is meant: ``which`` counts from the last (-1) or next (1).

    Without ``which`` the way of looking decides: ``year`` takes the year of ``near``, ``back`` the
    last that has begun, ``ahead`` the first that has not ended.
    """
    if which == 0 or (which is None and look == "year"):
        return make(year)
    if (look == "back") if which is None else (which < 0):
        years = range(year, year - _REACH, -1)
    else:
        years = range(year - 1, year + _REACH)
    fits = _PLACED[look if which is None else "past" if which < 0 else "coming"]
    fitting = (days for y in years if (days := make(y)) and fits(days, near))
    return next(islice(fitting, abs(which or 1) - 1, None), None)


#: So many years either way does a date without its year lie from publication at most.
_REACH = 10
#: How the days that are meant lie to the day they are reckoned from.
_PLACED: dict[str, Callable[[Days, Day], bool]] = {
    "back": lambda days, near: days.start is not None and days.start <= near,
    "ahead": lambda days, near: days.end is not None and days.end >= near,
    "past": lambda days, near: days.end is not None and days.end < near,
    "coming": lambda days, near: days.start is not None and days.start > near,
}
