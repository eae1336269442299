"""Time measured from publication: two days ago, in the last 24 hours, since last month."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from rasd.arabic import calendar as words
from rasd.arabic.calendardates import Found, Scan, month_name_at, skip, which_at
from rasd.arabic.reckoning import Days, month_of, plus_days, plus_months, year_of


class Measure(NamedTuple):
    """So many of a unit; no count when the text gives none («أيام»)."""

    many: int | None
    unit: int


def measure_at(scan: Scan, i: int) -> tuple[int, Measure] | None:
    """«3 أيام»، «ثلاثة أيام»، «يومين»، «أسبوع»، «أكثر من عام»، «بضعة أشهر»."""
    i = _past_about(scan, i)
    entry = words.UNITS.get(scan.forms[i])
    if entry:
        unit, count = divmod(entry.value, 10)
        one = scan.number(i + 1)
        end = one.last if one and count and one.value == count and not one.digits else i + 1
        return end, Measure(count or None, unit)
    if scan.forms[i] in words.FEW:
        entry = words.UNITS.get(scan.forms[i + 1])
        return (i + 2, Measure(None, entry.value // 10)) if entry else None
    number = scan.number(i)
    entry = words.UNITS.get(scan.forms[number.last]) if number else None
    if not number or not entry or number.ordinal:
        return None
    return number.last + 1, Measure(number.value, entry.value // 10)


def _past_about(scan: Scan, i: int) -> int:
    if scan.forms[i] in ("اكثر", "اقل", "ازيد") and scan.forms[i + 1] == "من":
        return i + 2
    return skip(scan, i, words.ABOUT)


_HALVES = {
    words.YEARS: Measure(6, words.MONTHS_UNIT),
    words.MONTHS_UNIT: Measure(15, words.DAYS),
    words.DECADES: Measure(5, words.YEARS),
}


def whole_measure_at(scan: Scan, i: int) -> tuple[int, list[Measure]] | None:
    """One measure or several joined by «و»: «شهر و21 يوما»، «عام ونصف»."""
    first = measure_at(scan, i)
    if not first:
        return None
    end, found = first[0], [first[1]]
    half = _HALVES.get(first[1].unit) if scan.forms[end] in words.AND_A_HALF else None
    if half:
        return end + 1 + (scan.forms[end + 1] in words.UNITS), [*found, half]
    while scan.forms[end] == "و" and (more := measure_at(scan, end + 1)):
        end, found = more[0], [*found, more[1]]
    return end, found


def shifted(day: datetime.date, measure: Measure, sign: int) -> datetime.date | None:
    """The day so far before (-1) or after (1) another."""
    count = sign * (measure.many or 0)
    if measure.unit in (words.HOURS, words.MINUTES):
        hours = abs(count) if measure.unit == words.HOURS else 0
        return plus_days(day, sign * (hours // 24))
    if measure.unit in (words.DAYS, words.WEEKS):
        return plus_days(day, count * (7 if measure.unit == words.WEEKS else 1))
    return plus_months(day, count * {words.MONTHS_UNIT: 1, words.YEARS: 12, words.DECADES: 120}[measure.unit])


_STRETCHES = {
    words.HOURS: "hours",
    words.MINUTES: "hours",
    words.MONTHS_UNIT: "months",
    words.YEARS: "years",
    words.DECADES: "years",
}
_PRECISION = {words.HOURS: "hours", words.MINUTES: "hours", words.DAYS: "day", words.WEEKS: "day"}


def away(day: datetime.date | None, measures: list[Measure], sign: int) -> Days:
    """The day, month or year that lies so far from a day, as exact as its unit."""
    finest = measures[-1].unit
    precision = _PRECISION.get(finest, "month" if finest == words.MONTHS_UNIT else "year")
    vague = any(m.many is None for m in measures) and finest not in (words.HOURS, words.MINUTES)
    day = None if vague else day
    for measure in measures:
        day = shifted(day, measure, sign) if day else None
    if not day:
        return Days(None, None, "days" if vague and precision == "day" else precision, True)
    if precision == "month":
        whole = month_of(day.year, day.month)
    else:
        whole = year_of(day.year) if precision == "year" else None
    return whole._replace(relative=True) if whole else Days(day, day, precision, True)


def ago_at(scan: Scan, i: int) -> Found | None:
    """«قبل يومين»، «قبل أكثر من عام»؛ outside news also «منذ 3 أيام» and «من أسبوع»."""
    form = scan.forms[i]
    before = form in words.BEFORE
    if not before and (scan.news or not (form in words.SINCE or form in words.FROM)):
        return None
    found = whole_measure_at(scan, i + 1)
    if not found or which_at(scan, found[0]) or _measured_from_event(scan, found[0]):
        return None
    if scan.forms[found[0]] in words.FROM and scan.forms[found[0] + 1] == "الان":
        return found[0] + 2, away(scan.published, found[1], -1)
    return found[0], away(scan.published, found[1], -1)


def _measured_from_event(scan: Scan, i: int) -> bool:
    """«قبل يومين من الهجوم»، «قبل عام 2011»: not measured from publication."""
    if scan.forms[i] in words.FROM or scan.forms[i] in ("علي", "عن"):
        return scan.forms[i + 1] != "الان"
    number = scan.number(i)
    if scan.forms[i - 1] in words.MONTH_WORD and (number or month_name_at(scan, i)):
        return True
    return bool(number and number.value >= 1000)


def later_at(scan: Scan, i: int) -> Found | None:
    """«بعد 3 أسابيع»: from publication on; in news such words count from the event told of."""
    if scan.news or scan.forms[i] not in words.AFTER:
        return None
    found = whole_measure_at(scan, i + 1)
    if not found or _measured_from_event(scan, found[0]):
        return None
    return found[0], away(scan.published, found[1], 1)


# «خلال 24 ساعة الماضية»، «الأيام الثلاثة الماضية»


def last_at(scan: Scan, i: int) -> Found | None:
    """«الساعات الـ24 الماضية»، «اليومين الماضيين»، «آخر 3 سنوات»، «خلال 48 ساعة»."""
    led = scan.forms[i] in words.DURING
    latest = scan.forms[i + led] in words.ORDINAL_LAST
    i += led + latest
    found = _counted_span_at(scan, i)
    if not found:
        return None
    end, measure = found
    which = which_at(scan, skip(scan, end, words.SEVERAL))
    if which:  # the words suffice without «خلال», which is a preposition then
        return None if led else (which[0], _stretch(scan, measure, which[1]))
    if latest and measure.many:
        return end, _stretch(scan, measure, -1)
    hours = measure.unit == words.HOURS and measure.many and measure.many % 12 == 0
    return (end, _stretch(scan, measure, -1)) if led and hours else None


def _counted_span_at(scan: Scan, i: int) -> tuple[int, Measure] | None:
    """A plural or dual, its number before or after it: «الـ24 ساعة»، «الساعات الـ24»، «اليومين»."""
    entry = words.UNITS.get(scan.forms[i])
    if entry:
        unit, count = divmod(entry.value, 10)
        if count == 1:
            return None
        number = scan.number(_after_article(scan, i + 1))
        if number and not (count and number.value != count):
            return number.last, Measure(number.value, unit)
        return i + 1, Measure(count or None, unit)
    number = scan.number(_after_article(scan, i))
    entry = words.UNITS.get(scan.forms[number.last]) if number else None
    if not number or not entry or (entry.definite and entry.value % 10 == 1):
        return None
    return number.last + 1, Measure(number.value, entry.value // 10)


def _after_article(scan: Scan, i: int) -> int:
    """Past an article that stands apart: «الـ 24»."""
    return skip(scan, i, words.ARTICLES)


def _stretch(scan: Scan, measure: Measure, which: int) -> Days:
    """From so long before publication up to it; an uncounted stretch has no known start."""
    kind = "last_hours" if measure.unit in (words.HOURS, words.MINUTES) else "range"
    precision = _STRETCHES.get(measure.unit, "days")
    published = scan.published
    if not published:
        return Days(None, None, precision, True, kind=kind)
    if which > 0:
        end = shifted(published, measure, 1) if measure.many else None
        first = published if kind == "last_hours" else plus_days(published, 1)
        return Days(first, end, precision, True, kind=kind)
    return Days(_stretch_start(published, measure), published, precision, True, kind=kind)


def _stretch_start(published: datetime.date, measure: Measure) -> datetime.date | None:
    if measure.unit in (words.HOURS, words.MINUTES):
        return plus_days(published, -max(1, -(-(measure.many or 1) // 24)))
    return shifted(published, measure, -1) if measure.many else None


def since_measure_at(scan: Scan, i: int) -> Found | None:
    """«منذ أسبوعين»، «منذ 3 أيام»: from then until publication."""
    found = whole_measure_at(scan, i + 1) if scan.forms[i] in words.SINCE else None
    definite = words.UNITS.get(scan.forms[i + 1])
    if (
        not found
        or (definite and definite.definite)
        or which_at(scan, found[0])
        or _measured_from_event(scan, found[0])
    ):
        return None
    vague = any(m.many is None and m.unit not in (words.HOURS, words.MINUTES) for m in found[1])
    day = None if vague else scan.published
    for measure in found[1]:
        day = shifted(day, measure, -1) if day else None
    return found[0], Days(day, scan.published, "since", True, kind="since")
