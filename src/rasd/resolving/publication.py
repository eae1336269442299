"""When a report was published that does not say so: what its own words tell, and how far they narrow it.

Nothing is guessed: a day is taken where the text names it («اليوم الأحد 26 كانون الثاني 2020», a line that is a date),
or where weekday, month and year leave few; otherwise the words are only told under ``--why``.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator
from typing import NamedTuple

from rasd.arabic import calendar as words
from rasd.arabic.dates import Moment, find_dates
from rasd.arabic.words import Tokens
from rasd.resolving.quotations import is_quoted

#: Lines at the head of a text in which a date alone is that of the report.
_HEAD_LINES = 3
_WORDS = frozenset("wln")
_DASHES = frozenset(".-–—:")
#: More days than this say too little.
_FEW = 6
_MONTHS = frozenset((*words.MONTHS, *words.PAIR_HEADS))
#: A day by which the month that is named is known, whatever its year.
_TRIAL = datetime.date(2019, 12, 31)
_ONE_DAY = datetime.timedelta(days=1)


class Publication(NamedTuple):
    """The days on which a report can have been published, and the words that tell so.

    ``sure``: days can be counted from them; else they only narrow it for a person.
    """

    days: tuple[datetime.date, ...] = ()
    told: tuple[str, ...] = ()
    sure: bool = False


class _Hints(NamedTuple):
    """What single expressions tell: whole days; weekdays, the month and the earliest day in it, its year."""

    head: list[datetime.date]
    days: list[datetime.date]
    weekdays: list[int]
    months: list[tuple[int, int]]
    years: list[int]
    told: list[str]


def published(tokens: Tokens) -> Publication:
    """What a text tells of the day on which it was published.

    >>> from rasd.arabic.words import tokenise
    >>> published(tokenise("قتل ثلاثة اليوم الأحد. قصفت 20 بلدة منذ 16 كانون الثاني 2020 الجاري")).days
    (datetime.date(2020, 1, 19), datetime.date(2020, 1, 26))
    """
    hints = _Hints([], [], [], [], [], [])
    for moment in find_dates(tokens, None):
        _learn(tokens, moment, hints)
    told = tuple(dict.fromkeys(hints.told))
    exact = set(hints.head[:1] or hints.days)
    if exact:
        (day, *others) = sorted(exact)
        fits = not others and all(day.weekday() == w for w in hints.weekdays)
        return Publication(tuple(sorted(exact)), told, sure=fits)
    return _narrowed(hints, told)


def _narrowed(hints: _Hints, told: tuple[str, ...]) -> Publication:
    """The days of the current month that fit the weekday; none without its year."""
    months, weekdays, years = {number for number, _ in hints.months}, set(hints.weekdays), set(hints.years)
    if len(months) != 1 or len(weekdays) > 1 or len(years) != 1:
        return Publication((), told)
    (month,), (year,) = months, years
    length = calendar.monthrange(year, month)[1]
    first = datetime.date(year, month, max(earliest for _, earliest in hints.months))
    last = first.replace(day=length)
    days = [first + n * _ONE_DAY for n in range((last - first).days + 1)]
    fitting = tuple(day for day in days if not weekdays or day.weekday() in weekdays)
    return Publication(fitting, told, sure=0 < len(fitting) <= _FEW)


def _learn(tokens: Tokens, moment: Moment, hints: _Hints) -> None:
    if is_quoted(tokens, moment.first):
        return
    day = moment.start if moment.start is not None and moment.start == moment.end else None
    distance, month = _distance(tokens, moment), _current_month(tokens, moment)
    weekdays = list(_weekdays(tokens, moment)) if distance is not None and day is None else []
    if day is not None and _is_head(tokens, moment):
        hints.head.append(day)
    elif day is not None and distance is not None:
        hints.days.append(day - distance * _ONE_DAY)
    elif not (weekdays or month):
        return
    hints.weekdays.extend([(weekday - (distance or 0)) % 7 for weekday in weekdays])
    if month is not None:
        year, number, earliest = month
        hints.years.extend([year] if year is not None else [])
        hints.months.extend([(number, earliest)] if number is not None else [])
    hints.told.append(tokens.slice(moment.first, moment.last))


def _is_head(tokens: Tokens, moment: Moment) -> bool:
    """Whether a date is all that one of the first lines says, or opens the text up to a stop: «26 آذار 2020 –»."""
    first = tokens.kinds.rfind("b", 0, moment.first) + 1
    last = tokens.kinds.find("b", moment.last)
    if set(tokens.kinds[first : moment.first]) & _WORDS or tokens.kinds.count("b", 0, first) >= _HEAD_LINES:
        return False
    rest = tokens.kinds[moment.last : last if last >= 0 else len(tokens.kinds)]
    return not set(rest) & _WORDS or (first == 0 and tokens.forms[moment.last] in _DASHES)


def _distance(tokens: Tokens, moment: Moment) -> int | None:
    """«اليوم» 0, «أمس» -1, «أول من أمس» -2, if an expression says one of them."""
    forms = tokens.forms[moment.first : moment.last]
    for n, form in enumerate(forms):
        if form in words.TODAY:
            return 0
        entry = words.NEAR_DAYS.get(form)
        if entry is not None and entry.value == -1:
            return -2 if n and (forms[0] in words.FIRST or forms[0] in words.BEFORE) else -1
    return None


def _weekdays(tokens: Tokens, moment: Moment) -> Iterator[int]:
    for form in tokens.forms[moment.first : moment.last]:
        entry = words.WEEKDAYS.get(form)
        if entry is not None and entry.definite:
            yield entry.value


def _current_month(tokens: Tokens, moment: Moment) -> tuple[int | None, int | None, int] | None:
    """«منذ 16 كانون الثاني الجاري»، «العام الجاري 2020»: year and month as far as told, and the day that is over."""
    forms = tokens.forms[moment.first : moment.last + 1]
    if not any((entry := words.WHICH.get(form)) is not None and entry.definite and entry.value == 0 for form in forms):
        return None
    whole_year = moment.precision == "year" or (
        any(form in words.YEAR_WORD for form in forms) and not any(form in _MONTHS for form in forms)
    )
    if moment.start is not None and whole_year:
        return moment.start.year, None, 1  # «العام الجاري 2020»، «منذ بداية العام 2020 الجاري»
    if moment.start is not None:
        return moment.start.year, moment.start.month, _over(moment, moment.start)
    if not any(form in _MONTHS for form in forms):
        return None  # «منذ بداية العام الجاري»
    trial = find_dates(tokens, _TRIAL, moment.first, moment.last)
    start = trial[0].start if trial else None
    return (None, start.month, _over(moment, start)) if start is not None else None


def _over(moment: Moment, start: datetime.date) -> int:
    """The day of the month that lies behind: where something has gone on since; a day alone may be to come."""
    return start.day if moment.kind == "since" else 1
