"""Parts of months, years and weeks: thirds, quarters, seasons, the first Friday, the last week."""

from __future__ import annotations

import datetime

from rasd.arabic import calendar as words
from rasd.arabic.calendardates import Found, Scan, month_alone_at, skip, which_at, year_alone_at, year_at
from rasd.arabic.reckoning import Days, choose, month_of, plus_days, week_of, year_of
from rasd.arabic.relative import UNKNOWN, period_at

# Parts of a period


def part_at(scan: Scan, i: int) -> Found | None:
    """«مطلع الشهر الجاري»، «أواخر نيسان 2018»، «منتصف 2015»، «بداية العام»، «أول شباط»."""
    entry = words.PARTS.get(scan.forms[i])
    if not entry:
        return None
    whole = whole_at(scan, skip(scan, i + 1, words.OF), bare=entry.value not in _WITH_NAME)
    if not whole:
        return None
    end, days = whole
    return end, cut(days, entry.value, scan.news)


#: Parts that need the period's own name: «أول» and «آخر» are said of much else.
_WITH_NAME = (words.FIRST_DAY, words.LAST_DAY, words.HALF)


#: Before this year a number after «العام» counts something.
_EARLIEST = 1900


def whole_at(scan: Scan, i: int, bare: bool = False) -> Found | None:
    """A month, year or week as a whole, however it is named."""
    period, year = period_at(scan, i, bare=bare), year_alone_at(scan, i)
    if period and year and year[0] > period[0] and year[1].start and year[1].start.year >= _EARLIEST:
        period = None  # «العام 2015» is no bare «العام»; «مطلع العام 210 من الجنود» is
    return month_alone_at(scan, i) or period or year


def cut(days: Days, part: int, news: bool = True) -> Days:
    """The beginning, middle or end of a month (its thirds), year (four months) or week."""
    if not days.start or not days.end:
        return days._replace(precision=f"part_of_{days.precision}")
    start, end = days.start, days.end
    if part == words.HALF and days.precision == "month":
        return _single(days, start + datetime.timedelta(14))
    if part == words.FIRST_DAY or (part == words.BEGINNING and not news):
        if days.precision == "month":
            return _single(days, start)
        part = words.BEGIN
    if part == words.BEGINNING:
        part = words.BEGIN
    if part == words.LAST_DAY:
        if not news and days.precision == "month":
            return _single(days, end)
        part = words.END
    if days.precision == "week" and part in (words.MIDDLE, words.HALF):  # Wednesday and Thursday
        middle = start + datetime.timedelta(2), start + datetime.timedelta(3)
        return days._replace(start=middle[0], end=middle[1], precision="part_of_week")
    first, second = _THIRDS.get(days.precision, (3, 4))
    if days.precision == "year" and (start.month, start.day) == (1, 1):
        ends = datetime.date(start.year, 4, 30), datetime.date(start.year, 8, 31)
    else:
        ends = start + datetime.timedelta(first - 1), start + datetime.timedelta(second - 1)
    return _third(days, part, start, end, ends)


_THIRDS = {"month": (10, 20), "week": (3, 3), "year": (118, 236)}


def _single(days: Days, day: datetime.date) -> Days:
    return days._replace(start=day, end=day, precision="day")


def _third(
    days: Days, part: int, start: datetime.date, end: datetime.date, ends: tuple[datetime.date, datetime.date]
) -> Days:
    precision = f"part_of_{days.precision}"
    if part == words.BEGIN:
        return days._replace(end=ends[0], precision=precision)
    after_middle = ends[1] + datetime.timedelta(1)
    if part == words.END:
        return days._replace(start=after_middle, precision=precision)
    return days._replace(start=ends[0] + datetime.timedelta(1), end=max(ends), precision=precision)


def portion_at(scan: Scan, i: int) -> Found | None:
    """«الربع الثالث من 2016»، «النصف الأول من العام الماضي»: quarters and halves of a year or month."""
    quarter = scan.forms[i] in words.QUARTER
    if not quarter and scan.forms[i] not in words.HALF_OF:
        return None
    rank = _rank(scan, i + 1)
    last = 4 if quarter else 2
    if not rank or rank[1] > last:
        return None
    j = skip(scan, rank[0], words.OF)
    whole = whole_at(scan, j, bare=j > rank[0]) or _year_in_words(scan, j)
    if not whole or not whole[1].start or not _divisible(whole[1], whole[1].start):
        return None
    return whole[0], _portion(whole[1], rank[1] if rank[1] > 0 else last, quarter)


def _divisible(days: Days, start: datetime.date) -> bool:
    """Months, and years that begin with January: the quarters of a Hijri year are not reckoned."""
    return days.precision == "month" or (days.precision == "year" and (start.month, start.day) == (1, 1))


def season_at(scan: Scan, i: int) -> Found | None:
    """«صيف 2014»، «الشتاء الماضي»، «ربيع العام الماضي»: three months, winter from December on."""
    entry = words.SEASONS.get(scan.forms[i])
    if not entry:
        return None
    month = entry.value
    if year := year_at(scan, i + 1):
        found = None if year.hijri else _season(year.number, month)
        return (year.last, found) if found else None
    which = which_at(scan, i + 1)
    if not which or not scan.published:
        return (which[0], Days(None, None, "season", True)) if which else None
    days = choose(lambda y: _season(y, month), scan.published.year, scan.published, scan.look, which[1])
    return (which[0], days._replace(relative=True)) if days else None


def _season(year: int, month: int) -> Days | None:
    first, final = month_of(year, month), month_of(year + month // 12, (month + 1) % 12 + 1)
    return Days(first.start, final.end, "season") if first and final else None


def _year_in_words(scan: Scan, i: int) -> Found | None:
    number = scan.number(i)
    days = year_of(number.value) if number and 1500 <= number.value <= 2100 else None
    return (number.last, days) if number and days else None


def _portion(days: Days, which: int, quarter: bool) -> Days:
    start, end = days.start, days.end
    assert start and end
    if days.precision == "month":
        half = start + datetime.timedelta(14)
        bounds = (start, half) if which == 1 else (half + datetime.timedelta(1), end)
        return days._replace(start=bounds[0], end=bounds[1], precision="part_of_month")
    months = 3 if quarter else 6
    first = datetime.date(start.year, months * (which - 1) + 1, 1)
    final = month_of(start.year, months * which)
    return days._replace(start=first, end=final and final.end, precision="quarter" if quarter else "part_of_year")


# The nth weekday, day or week of a period


def nth_at(scan: Scan, i: int) -> Found | None:
    """«أول يوم جمعة من يوليو»، «الثلاثاء الثالث من أيلول»، «آخر يوم من الشهر»، «الأسبوع الأول من أكتوبر»."""
    counted = _rank_first(scan, i) or _rank_after(scan, i)
    if not counted:
        return None
    j, rank, what = counted
    whole = whole_at(scan, skip(scan, j, words.OF), bare=scan.forms[j] in words.OF)
    if not whole or whole[1].precision not in ("month", "year"):
        return None
    end, days = whole
    if not days.start or not days.end:
        return end, UNKNOWN
    dated = start_day(days, rank) if rank > 0 and scan.forms[i] in words.WEEKDAYS else None
    if dated and dated.weekday() == what:  # «الثلاثاء الأول من أكتوبر»: the first of October, a Tuesday
        return end, days._replace(start=dated, end=dated, precision="day")
    found = _nth(days, rank, what) if rank <= _MOST and days.end.year < datetime.MAXYEAR else None
    return (end, found._replace(relative=days.relative)) if found else None


def start_day(days: Days, rank: int) -> datetime.date | None:
    """The day of that number within a month."""
    return plus_days(days.start, rank - 1) if days.start and days.precision == "month" else None


_WEEK, _ANY = 7, 8
_MOST = 366


def _rank(scan: Scan, i: int) -> tuple[int, int] | None:
    if scan.forms[i] in words.ORDINAL_LAST:
        return i + 1, -1
    number = scan.number(i)
    return (number.last, number.value) if number and number.ordinal else None


def _rank_first(scan: Scan, i: int) -> tuple[int, int, int] | None:
    rank = _rank(scan, i)
    if not rank:
        number = scan.number(i)
        rank = (number.last, number.value) if number and not number.digits and number.value < 6 else None
        if not rank or scan.forms[i] in words.UNITS or scan.forms[i] in words.WEEKDAYS:
            return None
    what = _counted_day(scan, rank[0])
    return (what[0], rank[1], what[1]) if what else None


def _counted_day(scan: Scan, i: int) -> tuple[int, int] | None:
    if scan.forms[i] in words.WEEK_WORD:
        return i + 1, _WEEK
    j = skip(scan, i, words.DAY)
    entry = words.WEEKDAYS.get(scan.forms[j])
    if entry:
        return j + 1, entry.value
    return (j, _ANY) if j > i else None


def _rank_after(scan: Scan, i: int) -> tuple[int, int, int] | None:
    what = _counted_day(scan, i)
    rank = _rank(scan, what[0]) if what else None
    return (rank[0], rank[1], what[1]) if what and rank and what[1] != _ANY else None


def _nth(days: Days, rank: int, what: int) -> Days | None:
    start, end = days.start, days.end
    assert start and end
    if what == _WEEK:
        return _nth_week(days, rank)
    if what == _ANY:
        day = end if rank < 0 else start + datetime.timedelta(rank - 1)
    elif rank < 0:
        day = end - datetime.timedelta((end.weekday() - what) % 7)
    else:
        day = start + datetime.timedelta((what - start.weekday()) % 7 + 7 * (rank - 1))
    return Days(day, day, "day") if start <= day <= end else None


def _nth_week(days: Days, rank: int) -> Days | None:
    """Weeks of a year are numbered as ISO does; of a month, whole weeks from its first Monday."""
    start, end = days.start, days.end
    assert start and end
    if days.precision == "year":
        first = datetime.date(start.year, 1, 4) if rank > 0 else datetime.date(start.year, 12, 28)
        return week_of(first, rank - 1 if rank > 0 else 0)
    if rank < 0:
        sunday = end - datetime.timedelta((end.weekday() - 6) % 7)
        return week_of(sunday)
    monday = start + datetime.timedelta(-start.weekday() % 7)
    return week_of(monday, rank - 1)
