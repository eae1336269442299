"""Days and periods named from the day of publication: yesterday, Thursday, last month, its end."""

from __future__ import annotations

import datetime

from rasd.arabic import calendar as words
from rasd.arabic.calendardates import (
    Found,
    Scan,
    month_at,
    skip,
    which_at,
)
from rasd.arabic.reckoning import Days, hijri_year, hijri_year_on, month_of, plus_days, week_of, year_of

UNKNOWN = Days(None, None, "day", True)


def _from_published(scan: Scan, days: int) -> Days:
    day = plus_days(scan.published, days) if scan.published else None
    return Days(day, day, "day", True)


# Days near publication


def near_day_at(scan: Scan, i: int) -> Found | None:
    """«أمس»، «أول من أمس»، «بعد غد»، «اليوم»، «هذا الصباح»، «الليلة الماضية»."""
    return _twice_away_at(scan, i) or _this_day_at(scan, i) or _night_at(scan, i) or _single_day_at(scan, i)


def _twice_away_at(scan: Scan, i: int) -> Found | None:
    form = scan.forms[i]
    ordinal_first = form in words.FIRST
    if ordinal_first or form in words.BEFORE:
        j = skip(scan, i + 1, words.FROM if ordinal_first else words.DAY)
        entry = words.NEAR_DAYS.get(scan.forms[j])
        return (j + 1, _from_published(scan, -2)) if entry and entry.value == -1 else None
    if form in words.AFTER:
        entry = words.NEAR_DAYS.get(scan.forms[i + 1])
        return (i + 2, _from_published(scan, 2)) if entry and entry.value == 1 else None
    return None


def _this_day_at(scan: Scan, i: int) -> Found | None:
    if scan.forms[i] not in words.DEMONSTRATIVES:
        return None
    form = scan.forms[i + 1]
    if form in words.TODAY or (form.startswith("ال") and form in words.PARTS_OF_DAY):
        return i + 2, _from_published(scan, 0)
    return None


def _night_at(scan: Scan, i: int) -> Found | None:
    """«الليلة الماضية» is the day before publication; «الليلة» alone the day itself."""
    if scan.forms[i] not in words.TONIGHT or scan.forms[i - 1] in words.THAT:
        return None
    which = which_at(scan, i + 1)
    return (which[0], _from_published(scan, which[1])) if which else (i + 1, _from_published(scan, 0))


def _single_day_at(scan: Scan, i: int) -> Found | None:
    entry = words.NEAR_DAYS.get(scan.forms[i])
    if not entry:
        return None
    if entry.value == 0:
        return _today_at(scan, i)
    opened = scan.forms[i + 1] == "("
    if entry.value == -1 and scan.forms[i + 1 + opened] == "الاول" and (not opened or scan.forms[i + 3] == ")"):
        return i + 2 + 2 * opened, _from_published(scan, -2)
    return i + 1, _from_published(scan, entry.value)


def _today_at(scan: Scan, i: int) -> Found | None:
    """«اليوم», unless it is a paper's name or a day of the story («اليوم الثالث»، «اليوم التالي»)."""
    following = scan.forms[i + 1]
    if scan.forms[i - 1] in words.PAPERS or scan.forms[i - 1] in words.THAT or following in words.NOT_TODAY:
        return None
    if which := which_at(scan, i + 1):
        return None if scan.news else (which[0], _from_published(scan, which[1]))
    number = scan.number(i + 1)
    if number and number.ordinal and not month_at(scan, skip(scan, number.last, words.OF)):
        return None
    return i + 1, _from_published(scan, 0)


# Weekdays


def weekday_at(scan: Scan, i: int) -> Found | None:
    """«الخميس»، «الأحد الماضي»، «الجمعة من الأسبوع المقبل»: a day of the week."""
    entry = words.WEEKDAYS.get(scan.forms[i])
    if not entry or not (entry.definite or not entry.lead) or not _is_day_name(scan, i, entry.definite):
        return None
    if in_week := period_at(scan, skip(scan, i + 1, words.OF), "week"):
        return in_week[0], _day_in_week(in_week[1], entry.value)
    which = which_at(scan, i + 1)
    end = which[0] if which else i + 1
    if not scan.published:
        return end, UNKNOWN
    day = _weekday(scan.published, entry.value, which[1] if which else None, scan.news)
    return end, Days(day, day, "day", True, kind="weekday" if not which else "point")


def _is_day_name(scan: Scan, i: int, definite: bool) -> bool:
    before = scan.forms[i - 1]
    if before in words.NAMED_BY_DAY or scan.forms[i - 1 - (before in words.DAY)] in words.HABIT:
        return False
    return definite or before in words.DAY or period_at(scan, i + 1, "week") is not None


def _day_in_week(week: Days, weekday: int) -> Days:
    day = plus_days(week.start, weekday) if week.start else None
    return Days(day, day, "day", True)


def _weekday(published: datetime.date, weekday: int, which: int | None, news: bool) -> datetime.date | None:
    """The day meant: news looks back from publication, the publication day itself included."""
    ahead = (weekday - published.weekday()) % 7
    if which == 0:
        return plus_days(published, weekday - published.weekday())
    if which is None:
        return plus_days(published, ahead - 7 if news and ahead else ahead)
    if which > 0:
        return plus_days(published, (ahead or 7) + 7 * (which - 1))
    return plus_days(published, ahead - 7 + 7 * (which + 1))


def two_weekdays_at(scan: Scan, i: int) -> Found | None:
    """«يومي الأربعاء والخميس»: two days that follow each other."""
    first = weekday_at(scan, i + 1) if scan.forms[i] in words.DAYS_TWO else None
    entry = words.WEEKDAYS.get(scan.forms[first[0]]) if first else None
    if not first or not entry or entry.lead != "و":
        return None
    second = weekday_at(scan, first[0])
    if not second:
        return None
    start, end = first[1].start, second[1].start
    if start and end and start > end:
        start = plus_days(start, -7)
    return second[0], Days(start, end, "days", True, kind="range")


# Periods: this week, last month, next year


def period_at(scan: Scan, i: int, unit: str = "", bare: bool = False) -> Found | None:
    """«هذا العام»، «الأسبوع الماضي»، «الشهر قبل الماضي»؛ ``bare`` also takes «العام» as this one."""
    this = scan.forms[i] in words.DEMONSTRATIVES
    entry = words.UNITS.get(scan.forms[i + this])
    named = _PERIODS.get(entry.value) if entry and entry.definite else None
    if not named or (unit and named != unit):
        return None
    hijri = scan.forms[i + 1] in words.HIJRI_SIGN
    which = None if this else which_at(scan, i + 1 + hijri)
    if not (this or which or bare) or (which and _is_office(scan, i, named)):
        return None
    end = which[0] if which else i + 1 + this
    number = scan.number(end) if named == "year" else None
    if number and 1900 <= number.value <= 2100 and (which or this):  # «العام الماضي 2019»
        days = year_of(number.value)
        return (number.last, days) if days else None
    return _placed(scan, end, "hijri year" if hijri and named == "year" else named, which[1] if which else 0)


_PERIODS = {words.WEEKS * 10 + 1: "week", words.MONTHS_UNIT * 10 + 1: "month", words.YEARS * 10 + 1: "year"}


def _is_office(scan: Scan, i: int, named: str) -> bool:
    """«الأمين العام السابق»: the adjective of an office, not last year."""
    return named == "year" and scan.forms[i + 1] in words.OFFICE_ADJECTIVES and scan.forms[i - 1].startswith("ال")


def _placed(scan: Scan, end: int, unit: str, which: int) -> Found | None:
    if not scan.published:
        return end, Days(None, None, unit.split()[-1], True)
    days = _period(scan.published, unit, which)
    return (end, days._replace(relative=True)) if days else None


def _period(day: datetime.date, unit: str, away: int) -> Days | None:
    if unit == "week":
        return week_of(day, away)
    if unit == "hijri year":
        year = hijri_year_on(day)
        return hijri_year(year + away) if year else None
    if unit == "year":
        return year_of(day.year + away)
    year, month = divmod(day.year * 12 + day.month - 1 + away, 12)
    return month_of(year, month + 1)
