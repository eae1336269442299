"""Dates: every expression of time in a text, with its first and last day.

:func:`find_dates` reads news: a day without a year or a week lies before publication.
:func:`inspect` reads a text about which nothing is known.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from rasd.arabic import calendar as words
from rasd.arabic.calendardates import Scan
from rasd.arabic.counted import NUMBER_WORDS
from rasd.arabic.dateranges import expression_at
from rasd.arabic.words import Tokens, tokenise


class Moment(NamedTuple):
    """One expression of time: tokens ``[first, last)``, its days, and how it was said.

    ``start`` and ``end`` are the first and last day; both are ``None`` when the words count from
    a publication day that is not known, one is where the text leaves that side open. ``kind`` is
    ``point``, ``weekday``, ``range``, ``last_hours``, ``since``, ``until`` or ``ordinal_only``.
    """

    first: int
    last: int
    start: datetime.date | None
    end: datetime.date | None
    precision: str
    relative: bool
    kind: str


#: Words without which there is no date; all else in a date stands beside one of them, or a number.
ANCHORS = frozenset(
    words.MONTHS.keys()
    | words.HIJRI_MONTHS.keys()
    | words.PAIR_HEADS.keys()
    | words.WEEKDAYS.keys()
    | words.NEAR_DAYS.keys()
    | words.UNITS.keys()
    | words.DECADE_NAMES.keys()
    | words.SEASONS.keys()
    | words.TONIGHT
    | {form for form in words.PARTS_OF_DAY if form.startswith("ال")}
)
#: Words that may stand in a date before its anchor.
_WITHIN = frozenset(
    ANCHORS
    | NUMBER_WORDS.keys()
    | words.PARTS.keys()
    | words.PARTS_OF_DAY
    | words.BEFORE_PART_OF_DAY
    | words.DEMONSTRATIVES
    | words.ORDINAL_LAST
    | words.QUARTER
    | words.SINCE
    | words.DURING
    | words.TO
    | words.FROM
    | words.BETWEEN
    | words.IN
    | words.BEFORE
    | words.AFTER
    | words.ABOUT
    | words.FEW
    | words.DAYS_TWO
    | words.YEARS_TWO
    | words.DATED
    | words.DAY
    | words.MONTHS_TWO
    | words.MATCHING
    | words.SEPARATORS
    | words.COMMAS
    | frozenset(("(", "ال", "و", "اكثر", "اقل"))
)
_REACH = 9
_NUMBER = re.compile("n")


def find_dates(
    tokens: Tokens, published: datetime.date | None, first: int = 0, last: int | None = None, *, news: bool = True
) -> list[Moment]:
    """The expressions of time among tokens ``first`` to ``last``, in order, none overlapping.

    With ``news`` a bare weekday or a date without a year is the last such day up to publication;
    without it a weekday is the coming one and a date belongs to the year of publication.

    >>> found = find_dates(tokenise("قتل ثلاثة مساء أمس الأربعاء"), datetime.date(2020, 1, 16))
    >>> [(m.first, m.last, str(m.start)) for m in found]
    [(2, 5, '2020-01-15')]
    """
    last = len(tokens.forms) if last is None else last
    scan = Scan(tokens.forms, tokens.kinds, last, published, news)
    found: list[Moment] = []
    position = first
    for anchor in _anchors(scan, first):
        if anchor >= position and (moment := _around(scan, anchor, position)):
            found.append(moment)
            position = moment.last
    return found


def _anchors(scan: Scan, first: int) -> list[int]:
    forms, last = scan.forms, scan.last
    hits = [i for i in range(first, last) if forms[i] in ANCHORS]
    numbers = [m.start() for m in _NUMBER.finditer(scan.kinds, first, last) if _may_date(scan, m.start())]
    if not scan.news:
        hits += [i for i in range(first, last) if (e := NUMBER_WORDS.get(forms[i])) and (e.value >= 1000 or e.definite)]
    return sorted({*hits, *numbers}) if numbers or not scan.news else hits


def _may_date(scan: Scan, i: int) -> bool:
    """Whether a number may be a year or begin a date in digits."""
    form = scan.forms[i]
    if len(form) == 4 and form.isdecimal():
        return form[0] in "12"
    if "." in form or scan.kind(i + 1) in "ns" or scan.at(i + 1) in words.SEPARATORS:
        return True
    return not scan.news or scan.at(i - 1) in words.DAY


def _around(scan: Scan, anchor: int, position: int) -> Moment | None:
    """The longest expression over an anchor, from the earliest word that can begin it."""
    for start in _starts(scan, anchor, position):
        found = expression_at(scan, start)
        if found and found[0] > anchor:
            days = found[1]
            return Moment(start, found[0], days.start, days.end, days.precision, days.relative, days.kind)
    return None


def _starts(scan: Scan, anchor: int, position: int) -> Iterator[int]:
    start = anchor
    low = max(position, anchor - _REACH)
    while start > low and (scan.forms[start - 1] in _WITHIN or scan.kinds[start - 1] == "n"):
        start -= 1
    return iter(range(start, anchor + 1))


def inspect(text: str, published: datetime.date | None) -> list[dict[str, Any]]:
    """What dates a text holds, as plain data: words, span, first and last day, exactness.

    >>> inspect("في 1 رمضان 1437 هـ", None)
    [{'text': '1 رمضان 1437 هـ', 'span': [3, 18], 'start': '2016-06-06', 'end': '2016-06-06', 'precision': 'day'}]
    """
    tokens = tokenise(text)
    return [
        {
            "text": tokens.slice(m.first, m.last),
            "span": list(tokens.span(m.first, m.last)),
            "start": m.start.isoformat() if m.start else None,
            "end": m.end.isoformat() if m.end else None,
            "precision": m.precision,
        }
        for m in find_dates(tokens, published, news=False)
    ]
