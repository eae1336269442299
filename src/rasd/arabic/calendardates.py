"""Dates of the calendar in a text: days, months and years, in digits and in words.

Every rule is a function ``rule(scan, i)`` that reads to the right from token ``i`` and returns
the token after what it read and what that means, or nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import NamedTuple

from rasd.arabic import calendar as words
from rasd.arabic.counted import NUMBER_WORDS, Number, counts, number_at
from rasd.arabic.reckoning import (
    Days,
    choose,
    day_of,
    hijri_day,
    hijri_month,
    hijri_year,
    hijri_year_on,
    month_of,
    year_of,
)
from rasd.arabic.words import Tokens

Found = tuple[int, Days]
Rule = Callable[["Scan", int], Found | None]


#: Empty tokens past the ends, so that a rule may look a few tokens beyond them either way.
_BEYOND = 24


class Scan:
    """The tokens being read and the days that relative words start from.

    ``forms`` has the folded form of a token and ``kinds`` its kind; beyond the ends these are empty
    and ``b``. ``near`` and ``look`` say which year a date without one belongs to: the day to
    compare with, and ``back`` (the last such date), ``ahead`` (the next) or ``year`` (of the same
    year). ``seen`` remembers what was read at a token, so that it is read once.
    """

    __slots__ = ("forms", "kinds", "last", "look", "near", "news", "published", "seen")

    def __init__(self, forms: list[str], kinds: str, last: int, published: datetime.date | None, news: bool) -> None:
        self.forms, self.kinds, self.last = forms, kinds, last
        self.published, self.news = published, news
        self.near, self.look = published, "back" if news else "year"
        self.seen: dict[int, Found | None] = {}

    @classmethod
    def of(cls, tokens: Tokens, last: int, published: datetime.date | None, news: bool) -> Scan:
        """The tokens of a text up to, not including, ``last``."""
        return cls(tokens.forms[:last] + [""] * _BEYOND, tokens.kinds[:last] + "b" * _BEYOND, last, published, news)

    def back(self) -> Scan:
        """The same tokens read as news, which looks back: «منذ» says that it is past."""
        return self if self.news else Scan(self.forms, self.kinds, self.last, self.published, True)

    def towards(self, near: datetime.date, look: str) -> Scan:
        """The same tokens, years inferred from another day."""
        other = Scan(self.forms, self.kinds, self.last, self.published, self.news)
        other.near, other.look = near, look
        return other

    def number(self, i: int) -> Number | None:
        """The number that starts at token ``i``."""
        form = self.forms[i]
        return number_at(self.forms, i, self.last) if form in NUMBER_WORDS or form.isdecimal() else None


class Month(NamedTuple):
    """A month as named: which, of which calendar, and whether the word alone says so."""

    number: int
    hijri: bool
    sure: bool
    last: int


class Year(NamedTuple):
    """A year as named; ``relative`` when it was «last year» and the like."""

    number: int
    hijri: bool
    relative: bool
    last: int


def skip(scan: Scan, i: int, forms: frozenset[str]) -> int:
    """One token further when token ``i`` is one of ``forms``."""
    return i + 1 if scan.forms[i] in forms else i


def which_at(scan: Scan, i: int) -> tuple[int, int] | None:
    """Which one: «الماضي» -1, «الجاري» 0, «المقبل» 1, «قبل الماضي» -2, «بعد القادم» 2."""
    twice = scan.forms[i] in words.BEFORE or scan.forms[i] in words.AFTER
    entry = words.WHICH.get(scan.forms[i + twice])
    if not entry or not entry.definite or entry.lead:
        return None
    return i + 1 + twice, entry.value * (1 + twice)


# Months


#: Particles have no more letters.
_SHORT = 3


def month_at(scan: Scan, i: int) -> Month | None:
    """A month by name, by two names («نيسان/أبريل») or by number («شهر 9»)."""
    led = scan.forms[i] in words.MONTH_WORD
    month = month_name_at(scan, i + led)
    if month:
        return _paired(scan, month._replace(sure=True) if led else month)
    number = scan.number(i + 1) if led else None
    if number and number.value <= 12 and not number.ordinal and not _is_unit(scan, number.last):
        return None if _counts(scan, i, number.last) else Month(number.value, False, True, number.last)
    return None


def _counts(scan: Scan, i: int, after: int) -> bool:
    """«خلال الشهر 6 تفجيرات»: after the month that is meant, a number before a bare noun counts it."""
    form = scan.forms[after]
    bare = scan.kinds[after] == "w" and not form.startswith(("ال", "لل")) and len(form) > _SHORT
    return scan.forms[i].endswith("الشهر") and bare and form not in words.YEAR_WORD


def _is_unit(scan: Scan, i: int) -> bool:
    entry = words.UNITS.get(scan.forms[i])
    return bool(entry and not entry.definite)


def month_name_at(scan: Scan, i: int) -> Month | None:
    """One name of a month, without its twin in another habit."""
    form = scan.forms[i]
    if entry := words.PAIR_HEADS.get(form):
        pair = (words.PAIR_HEAD_WORDS[entry.value], scan.forms[i + 1])
        if number := words.MONTH_PAIRS.get(pair):
            return Month(number, False, True, i + 2)
        if number := words.HIJRI_PAIRS.get(pair):
            return Month(number, True, True, i + 2)
    if entry := words.MONTHS.get(form):
        return Month(entry.value, False, form not in words.WEAK_MONTHS, i + 1)
    if entry := words.HIJRI_MONTHS.get(form):
        return Month(entry.value, True, form not in words.WEAK_MONTHS, i + 1)
    return None


def _paired(scan: Scan, month: Month) -> Month:
    """«كانون الثاني/يناير»، «يوليو (تموز)»: the twin must be the same month."""
    i = month.last
    mark = scan.forms[i]
    opened = mark == "("
    if not (opened or mark in words.SLASHES or mark in words.DASHES):
        i -= 1
    twin = month_name_at(scan, i + 1)
    if not twin or (twin.number, twin.hijri) != (month.number, month.hijri):
        return month
    end = twin.last
    if opened:
        if scan.forms[end] != ")":
            return month
        end += 1
    return month._replace(sure=True, last=end)


# Years


def year_at(scan: Scan, i: int, hijri: bool = False) -> Year | None:
    """The year after a month: «2014», «من عام 2014», «من العام الماضي», «ألفان وثمانية عشر»."""
    j = i + 1 if scan.forms[i] in words.COMMAS or scan.forms[i] in words.SEPARATORS else i
    j = skip(scan, j, words.OF)
    return _relative_year_at(scan, j) or _numbered_year_at(scan, j, hijri, j == i)


def _relative_year_at(scan: Scan, i: int) -> Year | None:
    """«العام الماضي»، «هذه السنة» as the year of a month."""
    if not scan.published:
        return None
    if scan.forms[i] in words.DEMONSTRATIVES and scan.forms[i + 1] in words.YEAR_WORD:
        return Year(scan.published.year, False, True, i + 2)
    entry = words.UNITS.get(scan.forms[i])
    which = which_at(scan, i + 1) if entry and entry.definite and scan.forms[i] in words.YEAR_WORD else None
    return Year(scan.published.year + which[1], False, True, which[0]) if which else None


def _numbered_year_at(scan: Scan, i: int, hijri: bool, adjacent: bool) -> Year | None:
    led = scan.forms[i] in words.YEAR_WORD
    number = scan.number(i + led)
    if not number or not (number.value >= 1000 or (led and number.value > 31)):
        return None
    if not led and not _plausible(number, hijri, adjacent):
        return None
    end, era = _era_at(scan, number.last)
    hijri = era == "h" or (hijri and not era and 1300 <= number.value <= 1550)
    return Year(number.value, hijri, False, end)


def _plausible(number: Number, hijri: bool, adjacent: bool) -> bool:
    """A bare number is the year of a month when it is of our centuries."""
    return 1300 <= number.value <= 1550 if hijri and number.value < 1800 else 1500 <= number.value <= 2100


def _era_at(scan: Scan, i: int) -> tuple[int, str]:
    if scan.forms[i] in words.HIJRI_SIGN:
        return i + 1, "h"
    if scan.forms[i] in words.COMMON_SIGN:
        return i + 1, "c"
    return i, ""


# A month or a day of it, with or without its year


def within(scan: Scan, month: Month, day: int | None) -> Found | None:
    """The month, or its day, in the year that the words after it give or the context implies."""
    i, which = month.last, which_at(scan, month.last)
    if which:
        i = which[0]
    year = year_at(scan, i, month.hijri)
    if year and not (year.relative and which):
        return _in_year(month, day, year)
    days = _in_context(scan, month, day, which[1] if which else None)
    return i, days or Days(None, None, "day" if day else "month", True)


def _in_year(month: Month, day: int | None, year: Year) -> Found | None:
    days = _make(month, day, month.hijri)(year.number)
    return (year.last, days._replace(relative=year.relative)) if days else None


def _in_context(scan: Scan, month: Month, day: int | None, which: int | None) -> Days | None:
    near = scan.published if which is not None else scan.near
    if not near:
        return None
    year = hijri_year_on(near) if month.hijri else near.year
    if year is None:
        return None
    days = choose(_make(month, day, month.hijri), year, near, scan.look, which)
    return days._replace(relative=True, yearless=which is None) if days else None


def _make(month: Month, day: int | None, hijri: bool) -> Callable[[int], Days | None]:
    if day is None:
        return lambda year: (hijri_month if hijri else month_of)(year, month.number)
    return lambda year: (hijri_day if hijri else day_of)(year, month.number, day)


def day_number_at(scan: Scan, i: int) -> Number | None:
    """A day of the month: 1 to 31, in digits or as an ordinal."""
    number = scan.number(i)
    return number if number and 1 <= number.value <= 31 else None


def possible(month: Month, day: int) -> bool:
    """Whether the month can have that day in some year."""
    if month.hijri:
        return day <= 30
    return day_of(2000, month.number, day) is not None


def day_month_at(scan: Scan, i: int) -> Found | None:
    """«20 تشرين الثاني/نوفمبر الماضي»، «التاسع من كانون الثاني»، «15 من شهر مايو 2014»."""
    number = day_number_at(scan, i)
    if not number:
        return None
    j = number.last
    j = j + 1 if scan.forms[j] in words.SEPARATORS else skip(scan, j, words.OF)
    month = month_at(scan, j)
    if month and scan.forms[i - 1] in words.NAMED_BY_DATE and not year_at(scan, month.last):
        return None
    if not month or not possible(month, number.value) or (not month.sure and _other_word(scan, month)):
        return None
    return within(scan, month, number.value)


def _other_word(scan: Scan, month: Month) -> bool:
    """«5 رجب طيب»: a weak month after a day is doubted only when it carries the article."""
    form = scan.forms[month.last - 1]
    entry = words.MONTHS.get(form) or words.HIJRI_MONTHS.get(form)
    return bool(entry and entry.definite)


def month_day_at(scan: Scan, i: int) -> Found | None:
    """«يناير-1»، «سبتمبر الحادي والعشرين»، «أكتوبر/ 2»: the day after its month."""
    month = month_at(scan, i)
    if not month:
        return None
    mark = scan.forms[month.last]
    marked = mark in words.SLASHES or mark in words.DASHES
    number = day_number_at(scan, month.last + marked)
    if not number or not possible(month, number.value) or not (marked or _clear_day(scan, number)):
        return None
    return within(scan, month._replace(last=number.last), number.value)


def _clear_day(scan: Scan, number: Number) -> bool:
    """A day after its month stands for itself: an ordinal, or digits before a year."""
    return number.ordinal or (number.digits and bool(year_at(scan, number.last)))


def day_of_month_word_at(scan: Scan, i: int) -> Found | None:
    """«20 من الشهر الجاري»، «الحادي عشر من الشهر قبل الماضي»، «4 من هذا الشهر»."""
    number = day_number_at(scan, i)
    span = month_word_at(scan, skip(scan, number.last, words.OF)) if number else None
    if not number or not span:
        return None
    end, days = span
    if not days.start:
        return end, days._replace(precision="day")
    found = day_of(days.start.year, days.start.month, number.value)
    return (end, found._replace(relative=True)) if found else None


def month_word_at(scan: Scan, i: int) -> Found | None:
    """«الشهر الماضي»، «هذا الشهر» as the month of a day."""
    this = scan.forms[i] in words.DEMONSTRATIVES
    if scan.forms[i + this] not in words.MONTH_WORD:
        return None
    which = (i + 2, 0) if this else which_at(scan, i + 1)
    if not which:
        return None
    if not scan.published:
        return which[0], Days(None, None, "month", True)
    year, month = divmod(scan.published.year * 12 + scan.published.month - 1 + which[1], 12)
    days = month_of(year, month + 1)
    return (which[0], days._replace(relative=True)) if days else None


def month_alone_at(scan: Scan, i: int) -> Found | None:
    """«شباط 2014»، «نوفمبر الماضي»، «شهر 9»: a month as a whole."""
    month = month_at(scan, i)
    if not month or scan.forms[i - 1] in words.CARS or (scan.kinds[i - 1] == "n" and len(scan.forms[i - 1]) < 3):
        return None
    return within(scan, month, None) if month.sure or _month_by_company(scan, i, month) else None


def _month_by_company(scan: Scan, i: int, month: Month) -> bool:
    """A doubtful month name counts beside «في», a year or «الماضي», or alone on its line."""
    if which_at(scan, month.last) or year_at(scan, month.last, month.hijri):
        return True
    if scan.forms[i] in words.HIJRI_MONTHS and scan.kinds[month.last] == "w":
        return False
    beside = scan.forms[i - 1]
    led = beside in words.IN or beside in words.DURING or beside in words.SINCE or beside in words.PARTS
    return led or (scan.kinds[i - 1] == "b" and scan.kinds[month.last] == "b")


# Years alone


def year_alone_at(scan: Scan, i: int) -> Found | None:
    """«عام 2014»، «سنة 1995»، «العام 1887»، «عام 1437 هجري»؛ «2013» after a preposition."""
    led = scan.forms[i] in words.YEAR_WORD
    number = scan.number(i + led)
    if not number or (led and number.value < 100):
        return None
    end, era = _era_at(scan, number.last)
    if not led and not era and not _lone_year(scan, i, number):
        return None
    if _is_unit(scan, end) or (not led and era and number.value < 1000):
        return None
    days = hijri_year(number.value) if era == "h" else year_of(number.value)
    return (end, days) if days and number.value > 31 else None


def _lone_year(scan: Scan, i: int, number: Number) -> bool:
    """A number of four digits is a year after a word that leads years, or as all there is."""
    following = scan.kinds[number.last]
    if scan.forms[i - 1] in words.YEAR_LEADS or scan.forms[i - 1] in words.PARTS:
        latest = scan.published.year + 10 if scan.published else 2100
        if 1900 <= number.value <= latest and (number.value != 2000 or following != "w"):
            return scan.forms[i - 1] not in words.TO or not counts(scan.forms, number.last)
    if scan.news:
        return False
    return 1500 <= number.value <= 2100 and following in "bp" and scan.kinds[i - 1] != "p"


def decade_at(scan: Scan, i: int) -> Found | None:
    """«السبعينيات»، «ثمانينات القرن الماضي»: ten years of the twentieth century."""
    entry = words.DECADE_NAMES.get(scan.forms[i])
    if not entry:
        return None
    end = skip(scan, i + 1, words.OF)
    end = end + 1 if scan.forms[end] in words.CENTURY else i + 1
    if end > i + 1 and (which := which_at(scan, end)):
        end = which[0]
    first = 1900 + entry.value
    return end, Days(datetime.date(first, 1, 1), datetime.date(first + 9, 12, 31), "decade")
