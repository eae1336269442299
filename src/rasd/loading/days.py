"""Days as pages and tables write them; whether the day or the month comes first is told by a whole column."""

from __future__ import annotations

import datetime
import email.utils
import re
from collections.abc import Iterable

from rasd.arabic.dates import find_dates
from rasd.arabic.words import tokenise

_ISO_DAY = re.compile(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_SLASHED = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_COMPACT = re.compile(r"\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{4}|\d{6})?(?!\d{3})")
_EPOCH = re.compile(r"\s*(\d{10})(?:\d{3})?\s*$")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_ENGLISH = re.compile(
    rf"(?:[a-z]+\.?,?\s+)?(?:{_MONTH}\s+(\d{{1,2}})|(\d{{1,2}})\s+{_MONTH}),?\s+(\d{{4}})(?!\d)", re.I
)
#: What may stand beside a day written out in Arabic: the time, and what it is the day of.
_BESIDE = frozenset("الساعه ساعه ص م صباحا مساء ظهرا عصرا فجرا ليلا يوم في بتاريخ تاريخ بتوقيت غرينتش".split())
_LONGEST = 60
#: As many months as a year has: a greater number is a day.
_MOST_MONTHS = 12


def day(value: str | None, *, month_first: bool = False) -> datetime.date | None:
    """The day of a date as pages write it; the page's own time zone is kept.

    ``month_first`` is how a day is read that can be read in two ways.

    >>> [str(day(d)) for d in ("2020-01-26T23:30:00+03:00", "26/01/2020", "Sun, 26 Jan 2020 10:00:00 +0300")]
    ['2020-01-26', '2020-01-26', '2020-01-26']
    >>> [str(day(d)) for d in ("الأحد 26 كانون الثاني 2020", "20200126103000", "January 26, 2020", "يناير")]
    ['2020-01-26', '2020-01-26', '2020-01-26', 'None']
    >>> str(day("03/04/2020")), str(day("03/04/2020", month_first=True))
    ('2020-04-03', '2020-03-04')
    """
    if not value:
        return None
    value = value.translate(_DIGITS)
    if found := _ISO_DAY.match(value) or _COMPACT.match(value):
        return _date(found[1], found[2], found[3])
    if found := _SLASHED.match(value):
        is_month_first = _may_be_month(found[1]) and (month_first or not _may_be_month(found[2]))
        return _date(found[3], *((found[1], found[2]) if is_month_first else (found[2], found[1])))
    if found := _EPOCH.match(value):
        return datetime.datetime.fromtimestamp(int(found[1]), datetime.UTC).date()
    try:
        return email.utils.parsedate_to_datetime(value).date()
    except (ValueError, IndexError, OverflowError):
        return _written_out(value)


def _may_be_month(number: str) -> bool:
    return int(number) <= _MOST_MONTHS


def _date(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _written_out(value: str) -> datetime.date | None:
    """«26 يناير 2020», «January 26, 2020»: one day, and nothing else but its time."""
    if len(value) > _LONGEST:
        return None
    if found := _ENGLISH.match(value.strip()):
        month = _MONTHS[(found[1] or found[4]).lower()]
        return _date(found[5], str(month), found[2] or found[3])
    tokens = tokenise(value)
    moments = find_dates(tokens, None)
    if len(moments) != 1 or moments[0].start is None or moments[0].start != moments[0].end:
        return None
    first, last = moments[0].first, moments[0].last
    beside = [i for i, kind in enumerate(tokens.kinds) if kind in "wl" and not first <= i < last]
    return moments[0].start if all(tokens.forms[i] in _BESIDE for i in beside) else None


def month_comes_first(cells: Iterable[str]) -> bool | None:
    """Whether the days of a column are written like 01/26/2020; None where they can be read in both ways.

    >>> month_comes_first(["03/04/2020", "01/26/2020"]), month_comes_first(["03/04/2020"]), month_comes_first(["2020"])
    (True, None, False)
    """
    either = [(found[1], found[2]) for cell in cells if (found := _SLASHED.match(cell.translate(_DIGITS)))]
    if any(not _may_be_month(first) for first, _ in either):
        return False
    if any(not _may_be_month(second) for _, second in either):
        return True
    return None if any(first != second for first, second in either) else False
