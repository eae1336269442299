"""Whole expressions of time: one point, or a stretch from one to another."""

from __future__ import annotations

import datetime

from rasd.arabic import calendar as words
from rasd.arabic.calendardates import (
    Found,
    Scan,
    day_month_at,
    day_number_at,
    day_of_month_word_at,
    decade_at,
    skip,
    year_alone_at,
)
from rasd.arabic.counted import NUMBER_WORDS, counts
from rasd.arabic.dispatch import Starting, longest
from rasd.arabic.durations import ago_at, away, last_at, later_at, since_measure_at, whole_measure_at
from rasd.arabic.namings import DIGITS, MONTH_STARTS, NEAR_DAY_STARTS, NUMBERS, day_at
from rasd.arabic.numericdates import years_at
from rasd.arabic.periods import nth_at, part_at, portion_at, season_at, whole_at
from rasd.arabic.reckoning import Days, plus_days, week_of
from rasd.arabic.relative import period_at, two_weekdays_at

# One point in time


def _week_and_day_at(scan: Scan, i: int) -> Found | None:
    """«هذا الأسبوع الجمعة»، «بعد 3 أسابيع يوم الإثنين»: a weekday of the week just named."""
    week = period_at(scan, i, "week") or later_at(scan, i) or ago_at(scan, i)
    if not week or week[1].precision not in ("week", "day"):
        return None
    j = skip(scan, week[0], words.DAY)
    entry = words.WEEKDAYS.get(scan.forms[j])
    if not entry or not (entry.definite or j > week[0]):
        return None
    monday = week_of(week[1].start) if week[1].start else None
    day = plus_days(monday.start, entry.value) if monday and monday.start else None
    return j + 1, Days(day, day, "day", True)


_LEADS = words.BEFORE_PART_OF_DAY | words.PARTS_OF_DAY | words.DAY | words.DATED | words.DEMONSTRATIVES
_MEASURE_LEADS = words.BEFORE | words.AFTER | words.SINCE | words.FROM
_POINTS = Starting(
    (nth_at, words.DAY.union(words.ORDINAL_LAST, NUMBER_WORDS, words.WEEKDAYS, words.WEEK_WORD)),
    (day_at, NUMBERS.union(MONTH_STARTS, NEAR_DAY_STARTS, words.WEEKDAYS, _LEADS)),
    (part_at, words.PARTS),
    (portion_at, words.QUARTER | words.HALF_OF),
    (last_at, NUMBERS.union(words.DURING, words.ORDINAL_LAST, words.UNITS, words.ARTICLES)),
    (ago_at, _MEASURE_LEADS),
    (later_at, words.AFTER),
    (_week_and_day_at, _MEASURE_LEADS.union(words.DEMONSTRATIVES, words.UNITS)),
    (whole_at, NUMBERS.union(MONTH_STARTS, words.DEMONSTRATIVES, words.UNITS)),
    (decade_at, words.DECADE_NAMES),
    (season_at, words.SEASONS),
)


def point_at(scan: Scan, i: int) -> Found | None:
    """One day or period, however it is named."""
    if i not in scan.seen:
        scan.seen[i] = _POINTS.read(scan, i)
    return scan.seen[i]


# From one to another


def days_of_month_at(scan: Scan, i: int) -> Found | None:
    """«من 3 إلى 7 أيار»، «3-7 مايو»، «بين 3 و12 سبتمبر»، «يومي 3 و4 مايو»: days of one month."""
    led = scan.forms[i] in words.FROM or scan.forms[i] in words.BETWEEN or scan.forms[i] in words.DAYS_TWO
    first = day_number_at(scan, i + led)
    if not first:
        return None
    second = _after_joint(scan, first.last, led or scan.forms[i - 1] in words.IN)
    final = longest(scan, second, (day_month_at, day_of_month_word_at)) if second else None
    if not final or not final[1].start:
        return None
    end = final[1].start
    if first.value > end.day or final[1].precision != "day":
        return None
    start = end - datetime.timedelta(end.day - first.value) if first.value < end.day else end
    return final[0], final[1]._replace(start=start, precision="days", kind="range")


def _after_joint(scan: Scan, i: int, led: bool) -> int | None:
    """The token after «إلى», a dash or, with «بين» or «من» before, «و»."""
    form = scan.forms[i]
    if form in words.TO or form in words.DASHES or form in words.SLASHES or (led and form == "ل"):
        return i + 1
    if led and form.startswith("و"):
        return i + 1 if form == "و" else i
    return None


def between_at(scan: Scan, i: int) -> Found | None:
    """«بين آب 2014 ونهاية نيسان 2018»، «من الثلاثاء إلى الخميس»، «2 أكتوبر إلى 22 أكتوبر»."""
    with_and = scan.forms[i] in words.BETWEEN or scan.forms[i] in words.MONTHS_TWO
    led = with_and or scan.forms[i] in words.FROM
    first = point_at(scan, i + led)
    if not first:
        return None
    second_at = _after_joint(scan, first[0], with_and)
    if second_at is None and _day_follows(scan, first):  # «ليلة الجمعة السبت»
        second_at = first[0]
    if second_at is None or (not led and first[1].precision not in ("day", "month")):
        return None
    return _from_to(scan, i + led, first, second_at)


def _day_follows(scan: Scan, first: Found) -> bool:
    """Whether the word after a weekday is the weekday that follows it."""
    days, entry = first[1], words.WEEKDAYS.get(scan.forms[first[0]])
    if days.kind != "weekday" or not days.end or not entry or entry.lead:
        return False
    return entry.value == (days.end.weekday() + 1) % 7


def _from_to(scan: Scan, first_at: int, first: Found, second_at: int) -> Found | None:
    second = point_at(scan, second_at)
    if not second:
        return None
    if second[1].yearless and first[1].start and not first[1].yearless:
        second = point_at(scan.towards(first[1].start, "ahead"), second_at) or second
    elif first[1].yearless and second[1].end:
        look = "year" if first[1].start and first[1].start <= second[1].end and scan.look == "year" else "back"
        first = point_at(scan.towards(second[1].end, look), first_at) or first
    start, end = first[1].start, second[1].end
    if start and end and start > end:
        return None
    precision = {"day": "days", "month": "months", "year": "years"}.get(second[1].precision, "days")
    relative = first[1].relative or second[1].relative
    return second[0], Days(start, end, precision, relative, kind="range")


def two_years_at(scan: Scan, i: int) -> Found | None:
    """«عامي 2006 و2009»، «بين عامي 2014 و2016»، «من 2014 إلى 2018»: the years from one to the other."""
    j = i + (scan.forms[i] in words.BETWEEN or scan.forms[i] in words.FROM)
    led = scan.forms[j] in words.YEARS_TWO or scan.forms[j] in words.YEAR_WORD
    first = scan.number(j + led)
    second_at = _after_joint(scan, first.last, j + led > i) if first else None
    if not first or second_at is None or j + led == i:
        return None
    second = year_alone_at(scan, second_at) or _year_number_at(scan, second_at)
    if not second or not second[1].end or not 1800 <= first.value <= second[1].end.year:
        return None
    return second[0], Days(datetime.date(first.value, 1, 1), second[1].end, "years", kind="range")


def _year_number_at(scan: Scan, i: int) -> Found | None:
    number = scan.number(i)
    if not number or not 1800 <= number.value <= 2100 or counts(scan.forms, number.last):
        return None
    return number.last, Days(datetime.date(number.value, 1, 1), datetime.date(number.value, 12, 31), "year")


def since_at(scan: Scan, i: int) -> Found | None:
    """«منذ 2013»، «منذ مطلع الشهر»، «منذ 16 يناير وحتى اليوم»: from then to the end named, or publication."""
    if scan.forms[i] not in words.SINCE:
        return None
    scan = scan.back() if not since_measure_at(scan, i) else scan
    point = point_at(scan, i + 1)
    if not point:
        return since_measure_at(scan, i)
    to = skip(scan, point[0], words.COMMAS)
    if scan.forms[to] in words.TO and (ranged := _from_to(scan, i + 1, point, to + 1)):
        return ranged
    days = point[1]
    if days.kind in ("last_hours", "range"):
        return None
    return point[0], _open_since(scan, days.start)._replace(relative=days.relative, yearless=days.yearless)


def _open_since(scan: Scan, start: datetime.date | None) -> Days:
    """From a day to publication; with no end where publication is not known or came before."""
    published = scan.published
    end = None if published and start and start > published else published
    return Days(start, end, "since", kind="since")


def until_at(scan: Scan, i: int) -> Found | None:
    """«حتى يوم الخميس»، «لغاية نهاية 2017»، «قبل عام 2011»: up to then, from no known day."""
    before = scan.forms[i] in words.BEFORE
    if not before and scan.forms[i] not in words.UNTIL:
        return None
    point = point_at(scan, i + 1)
    if not point or (before and point[1].relative and not point[1].yearless):
        return None
    end = point[1].start if before else point[1].end
    end = plus_days(end, -1) if before and end else end
    return point[0], Days(None, end, point[1].precision, point[1].relative, kind="until")


def after_at(scan: Scan, i: int) -> Found | None:
    """«بعد عام 2011»: from the day after it to publication."""
    point = point_at(scan, i + 1) if scan.forms[i] in words.AFTER else None
    if not point or not point[1].end or point[1].relative:
        return None
    return point[0], _open_since(scan, plus_days(point[1].end, 1))


def offset_at(scan: Scan, i: int) -> Found | None:
    """«بعد 39 يوما من أول رجب»: so far from a date of the calendar."""
    measured = whole_measure_at(scan, i + 1)
    point = point_at(scan, measured[0] + 1) if measured and scan.forms[measured[0]] in words.FROM else None
    if not measured or not point or (scan.news and point[1].relative):
        return None
    sign = 1 if scan.forms[i] in words.AFTER else -1
    return point[0], away(point[1].start, measured[1], sign)


_EXPRESSIONS = Starting(
    (days_of_month_at, NUMBERS | words.FROM | words.BETWEEN | words.DAYS_TWO),
    (two_years_at, words.BETWEEN | words.FROM | words.YEARS_TWO | words.YEAR_WORD),
    (years_at, DIGITS),
    (two_weekdays_at, words.DAYS_TWO),
    (since_at, words.SINCE),
    (until_at, words.UNTIL | words.BEFORE),
    (after_at, words.AFTER),
    (offset_at, words.AFTER | words.BEFORE),
)


#: The words with which some expression may begin; digits are ``0``.
STARTS = _POINTS.starts().union(_EXPRESSIONS.starts(), words.BETWEEN, words.MONTHS_TWO, words.FROM)


def expression_at(scan: Scan, i: int) -> Found | None:
    """The longest expression of time that starts at token ``i``."""
    return longest(scan, i, (point_at, between_at, _EXPRESSIONS.read))
