"""Dates in digits alone: 2015/5/23, 23-5-2015, 28.10.2016, 13 4 2014, 1/9."""

from __future__ import annotations

import datetime

from rasd.arabic import calendar as words
from rasd.arabic.calendardates import Found, Scan
from rasd.arabic.reckoning import Days, choose, day_of, hijri_day, month_of

_MARKS = words.SEPARATORS
_LEADS = words.DAY.union(words.DATED, words.MATCHING, words.WEEKDAYS)


def numeric_at(scan: Scan, i: int) -> Found | None:
    """A date in digits that starts at token ``i`` and is no part of a longer row of numbers."""
    if scan.kinds[i] != "n":
        return None
    parts, end = _parts(scan, i)
    if any(_joined(scan, j) and (len(parts) < 3 or scan.forms[j] == scan.forms[i + 1]) for j in (i - 1, end)):
        return None
    found = _of_three(scan, parts) if len(parts) == 3 else _of_two(scan, parts, i, end)
    if not found:
        return None
    return end + (scan.forms[end] in words.HIJRI_SIGN or scan.forms[end] in words.COMMON_SIGN), found


def _joined(scan: Scan, i: int) -> bool:
    """Whether a mark at ``i`` ties the number to another: 1/2/3/4, a version, a telephone."""
    mark = scan.forms[i] in words.SLASHES or scan.forms[i] in words.DASHES
    return mark and scan.kinds[i - 1] == "n" and scan.kinds[i + 1] == "n"


def _parts(scan: Scan, i: int) -> tuple[list[str], int]:
    form = scan.forms[i]
    if "." in form:
        return form.split("."), i + 1
    mark = scan.forms[i + 1]
    if mark in _MARKS or scan.kinds[i + 1] == "s":  # a lone tatweel, which folds to nothing, is a dash
        parts, j = [form], i + 1
        while len(parts) < 3 and scan.forms[j] == mark and scan.kinds[j + 1] == "n":
            parts.append(scan.forms[j + 1])
            j += 2
        return parts, j
    if scan.kinds[i : i + 3] == "nnn" and len(scan.forms[i + 2]) == 4 and scan.kinds[i + 3] != "n":
        return scan.forms[i : i + 3], i + 3
    return [form], i + 1


def _of_three(scan: Scan, parts: list[str]) -> Days | None:
    """Year first or last; the day before the month unless only the other way is a date."""
    if not all(p.isdecimal() and len(p) in (1, 2, 4) for p in parts):
        return None
    a, b, c = (int(p) for p in parts)
    if len(parts[0]) == 4:
        return _dated(a, b, c) if len(parts[1]) < 3 and len(parts[2]) < 3 else None
    if len(parts[1]) == 4:
        return None
    if len(parts[2]) == 4:
        return _dated(c, b, a)
    return _short_year(scan, a, b, c) if len(parts[2]) == 2 else None


def _dated(year: int, month: int, day: int) -> Days | None:
    if 1343 <= year <= 1500:
        return hijri_day(year, month, day)
    if not 1800 <= year <= 2100:
        return None
    return day_of(year, month, day) or day_of(year, day, month)


def _short_year(scan: Scan, a: int, b: int, c: int) -> Days | None:
    """Two digits for the year: the reading nearest to publication, one that was past by then first."""
    readings = [d for d in (day_of(2000 + c, b, a), day_of(2000 + a, b, c), day_of(2000 + c, a, b)) if d]
    if not scan.published:
        return readings[0] if readings else None
    published = scan.published
    ahead = {id(d): ((d.start or published) - published).days for d in readings}
    return min(readings, key=lambda d: (ahead[id(d)] > 1, abs(ahead[id(d)])), default=None)


def _of_two(scan: Scan, parts: list[str], i: int, end: int) -> Days | None:
    """«1/9»، «3/2015»: a day and a month, or a month and its year, where a date is expected."""
    if len(parts) != 2 or not all(p.isdecimal() for p in parts) or not _expected(scan, i, end):
        return None
    a, b = int(parts[0]), int(parts[1])
    if len(parts[1]) == 4:
        return month_of(b, a) if 1900 <= b <= 2100 else None
    if len(parts[0]) == 4:
        return month_of(a, b) if 1900 <= a <= 2100 else None
    if len(parts[0]) > 2 or len(parts[1]) > 2:
        return None
    return _nearest(scan, a, b) or _nearest(scan, b, a)


def _expected(scan: Scan, i: int, end: int) -> bool:
    """Two numbers are a date after «يوم», a weekday or «بتاريخ»; without news also elsewhere."""
    before = scan.forms[i - 1]
    if before == "(":
        before = scan.forms[i - 2]
    led = before in _LEADS
    if "." in scan.forms[i]:  # more often a fraction
        return (led or not scan.news) and scan.kinds[end] != "w"
    led = led or (before in words.IN and scan.forms[end] not in words.OF)
    slash = scan.forms[i + 1] in words.SLASHES
    return (led or not scan.news) and (slash or len(scan.forms[i] + scan.forms[i + 2]) > 4)


def _nearest(scan: Scan, day: int, month: int) -> Days | None:
    if day_of(2000, month, day) is None:
        return None
    if not scan.near:
        return Days(None, None, "day", True)
    found = choose(lambda year: day_of(year, month, day), scan.near.year, scan.near, scan.look, None)
    return found._replace(relative=True, yearless=True) if found else None


def years_at(scan: Scan, i: int) -> Found | None:
    """«2014-2018»: from one year to another."""
    if scan.forms[i + 1] not in words.DASHES or _joined(scan, i - 1) or _joined(scan, i + 3):
        return None
    first, final = scan.forms[i], scan.forms[i + 2]
    if not (len(first) == len(final) == 4 and first.isdecimal() and final.isdecimal()):
        return None
    a, b = int(first), int(final)
    if not 1900 <= a < b <= 2100:
        return None
    return i + 3, Days(datetime.date(a, 1, 1), datetime.date(b, 12, 31), "years", kind="range")
