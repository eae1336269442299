"""One day, named once or more: «مساء أمس الأربعاء»، «الخميس الموافق 14 شباط»."""

from __future__ import annotations

import datetime

from rasd.arabic import calendar as words
from rasd.arabic.calendardates import (
    Found,
    Scan,
    day_month_at,
    day_number_at,
    day_of_month_word_at,
    month_at,
    month_day_at,
    skip,
    within,
    year_at,
)
from rasd.arabic.counted import NUMBER_WORDS
from rasd.arabic.dispatch import Starting
from rasd.arabic.numericdates import numeric_at
from rasd.arabic.reckoning import Days, day_of, plus_days
from rasd.arabic.relative import near_day_at, weekday_at

DIGITS = frozenset("0")
NUMBERS = DIGITS.union(NUMBER_WORDS)
MONTH_STARTS = words.MONTH_WORD.union(words.MONTHS, words.HIJRI_MONTHS, words.PAIR_HEADS)
NEAR_DAY_STARTS = words.BEFORE.union(words.AFTER, words.NEAR_DAYS, words.DEMONSTRATIVES, words.TONIGHT, words.FIRST)
#: The names of one day, the surest first: its date, its distance from publication, its weekday.
_NAMINGS = (
    Starting(
        (day_month_at, NUMBERS),
        (day_of_month_word_at, NUMBERS),
        (month_day_at, MONTH_STARTS),
        (numeric_at, DIGITS),
    ),
    Starting((near_day_at, NEAR_DAY_STARTS)),
    Starting((weekday_at, words.WEEKDAYS)),
)


def _naming_at(scan: Scan, i: int) -> tuple[int, int, Days] | None:
    """One naming of a day: its rank, the token after it, the day."""
    best: tuple[int, int, Days] | None = None
    for rank, naming in enumerate(_NAMINGS):
        found = naming.read(scan, i)
        if found and (not best or found[0] > best[1]):
            best = (rank, *found)
    return best


def _past_leads(scan: Scan, i: int) -> int:
    """Past «صباح», «بعد ظهر», «يوم», «هذا»: words before a day that do not change which it is."""
    j = i + 1 if scan.forms[i] in words.DEMONSTRATIVES else i
    before = j
    while scan.forms[j] in words.BEFORE_PART_OF_DAY:
        j += 1
    if scan.forms[j] not in words.PARTS_OF_DAY:
        j = before
    while scan.forms[j] in words.PARTS_OF_DAY:
        j = skip(scan, skip(scan, j + 1, words.AFTER_PART_OF_DAY), words.FROM)
    return skip(scan, j, words.DATED)


def _led_naming_at(scan: Scan, i: int) -> tuple[int, int, Days] | None:
    """A naming of a day after the words that may lead it, «يوم» the last of them."""
    j = _past_leads(scan, i)
    if j > i and scan.forms[j - 1] in words.FROM:  # «فجرا من»: only before a day that is named
        return _naming_at(scan, j) or _naming_at(scan, skip(scan, j, words.DAY))
    return _naming_at(scan, j) or (_naming_at(scan, j + 1) if scan.forms[j] in words.DAY else None)


def day_at(scan: Scan, i: int) -> Found | None:
    """«مساء أمس الأربعاء»، «الخميس الموافق 14 شباط»، «يوم الأحد (12/1/2020)»: one day, named once or more."""
    if scan.forms[i] in words.FROM:
        return None
    first = _naming_at(scan, i) or _led_naming_at(scan, i)
    if not first:
        return _bare_day_at(scan, i)
    named, end = {first[0]: first[2]}, first[1]
    while more := _further_naming(scan, end, named):
        named[more[0]], end = more[2], more[1]
    if set(named) == {2} and (ordinal := _ordinal_day_at(scan, end, named[2])):
        return ordinal
    if set(named) == {2} and named[2].kind == "weekday" and (month := _in_another_month(scan, end)):
        return month
    return end, _agreed(scan, named)


def _in_another_month(scan: Scan, i: int) -> Found | None:
    """«أحد السعف في أبريل 2017»، «الجمعة في مارس 2016»: a weekday of a month told with its year, so not the last."""
    j = skip(scan, skip(scan, i, words.HOLY_DAYS), words.IN)
    month = month_at(scan, j)
    if month is None or year_at(scan, skip(scan, month.last, words.OF)) is None:
        return None
    return within(scan, month, None)


def _further_naming(scan: Scan, end: int, named: dict[int, Days]) -> tuple[int, int, Days] | None:
    opened = scan.forms[end] == "("
    j = end + opened
    if not opened and (scan.forms[j] in words.COMMAS or scan.forms[j] in words.DASHES):
        j += 1
    j = skip(scan, skip(scan, j, words.MATCHING), words.IN)
    more = _led_naming_at(scan, j)
    if not more:
        return None
    if more[0] in named and not (_restates(scan, j, more[0], opened)):
        return None
    if not opened:
        return more
    return (more[0], more[1] + 1, more[2]) if scan.forms[more[1]] == ")" else None


def _restates(scan: Scan, i: int, rank: int, opened: bool) -> bool:
    """«9 ذي الحجة الموافق 10 أغسطس»، «اليوم (أمس)»: the second naming of one kind is the better."""
    return (rank == 0 and scan.forms[i - 1] in words.MATCHING) or (rank == 1 and opened)


def _agreed(scan: Scan, named: dict[int, Days]) -> Days:
    """The surest naming; a date without its year takes the year in which the weekday is right.

    «اليوم الاثنين» in a report stamped on Tuesday was written on Monday: the weekday is right.
    """
    days = named[min(named)]
    weekday = named.get(2)
    if min(named) == 1 and weekday and days.start and weekday.start:
        return weekday if days.start.weekday() != weekday.start.weekday() else days
    if 0 in named and weekday and days.yearless and days.start and weekday.start:
        return _on_weekday(days, days.start, weekday.start.weekday())
    return days


def _on_weekday(days: Days, start: datetime.date, weekday: int) -> Days:
    if start.weekday() == weekday:
        return days
    for year in (start.year - 1, start.year + 1):
        other = day_of(year, start.month, start.day)
        if other and other.start and other.start.weekday() == weekday:
            return days._replace(start=other.start, end=other.end)
    return days


def _ordinal_day_at(scan: Scan, i: int, weekday: Days) -> Found | None:
    """«السبت السادس عشر»: the day of the month, where it falls on that weekday, nearest to publication."""
    number = day_number_at(scan, skip(scan, i, words.IN))
    if (
        not number
        or not number.ordinal
        or not weekday.start
        or scan.forms[number.last] in words.OF
        or not scan.published
    ):
        return None
    fitting = [
        day
        for away in range(-70, 71)
        if (day := plus_days(scan.published, away))
        and day.day == number.value
        and day.weekday() == weekday.start.weekday()
    ]
    limit = [d for d in fitting if d <= scan.published] if scan.news else fitting
    published = scan.published
    nearest = min(limit, key=lambda d: abs((d - published).days), default=None)
    return (number.last, Days(nearest, nearest, "day", True)) if nearest else None


def _bare_day_at(scan: Scan, i: int) -> Found | None:
    """«يوم 12»، outside news also «في 15»: a day of the month of publication, or of the one before."""
    led = scan.forms[i] in words.DAY
    number = day_number_at(scan, i + led)
    if not number or (number.ordinal and scan.news) or scan.kinds[number.last] not in "bp":
        return None
    if not led and (scan.news or not (scan.forms[i - 1] in words.IN or scan.forms[i - 1] in words.TO)):
        return None
    if not (number.digits or number.ordinal) or scan.forms[number.last] in words.SEPARATORS - {"."}:
        return None
    if not scan.published:
        return number.last, Days(None, None, "day", True, kind="ordinal_only")
    found = day_of(scan.published.year, scan.published.month, number.value)
    if found and found.start and scan.news and found.start > scan.published:
        before = plus_days(scan.published, -scan.published.day)
        found = day_of(before.year, before.month, number.value) if before else None
    return (number.last, found._replace(relative=True, kind="ordinal_only")) if found else None
