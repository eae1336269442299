"""Dates: every expression of time in a text, with its first and last day.

:func:`find_dates` reads news: a day without a year or a week lies before publication.
:func:`inspect` reads a text about which nothing is known.
"""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

from rasd.arabic import calendar as words
from rasd.arabic.calendardates import Scan, month_name_at
from rasd.arabic.counted import NUMBER_WORDS
from rasd.arabic.dateranges import STARTS, expression_at
from rasd.arabic.marks import ANCHORS, DATES, found
from rasd.arabic.words import Tokens, tokenise

#: Precisions of a month and more.
LONG = frozenset("month months season year years".split())


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


#: Words that may stand in a date before its anchor.
_WITHIN = ANCHORS.union(
    NUMBER_WORDS,
    words.PARTS,
    words.PARTS_OF_DAY,
    words.BEFORE_PART_OF_DAY,
    words.DEMONSTRATIVES,
    words.ORDINAL_LAST,
    words.QUARTER,
    words.SINCE,
    words.DURING,
    words.TO,
    words.FROM,
    words.BETWEEN,
    words.IN,
    words.BEFORE,
    words.AFTER,
    words.ABOUT,
    words.FEW,
    words.DAYS_TWO,
    words.YEARS_TWO,
    words.DATED,
    words.DAY,
    words.MONTHS_TWO,
    words.MATCHING,
    words.SEPARATORS,
    words.COMMAS,
    ("(", "ال", "و", "اكثر", "اقل"),
)
_REACH = 9
#: First words of months of two words that mean nothing in time without the second: «ذو», «الذي», «تشرين».
_HALF_MONTHS = frozenset(words.PAIR_HEADS).difference(words.SEASONS, words.DEMONSTRATIVES)
#: Anchors that are dates only with a word of time beside them.
_DEPENDENT = frozenset(
    form for table in (words.WEEKDAYS, words.UNITS) for form, entry in table.items() if not entry.definite
)
#: Every word that any rule of dates takes, and what may join two of them.
_COMPANY = _WITHIN.union(
    NUMBER_WORDS,
    (")",),
    *(value for value in vars(words).values() if isinstance(value, dict | frozenset)),
    *(pair for pairs in (words.MONTH_PAIRS, words.HIJRI_PAIRS) for pair in pairs),
)


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
    scan = Scan.of(tokens, last, published, news)
    moments: list[Moment] = []
    position = first
    for anchor in _anchors(scan, tokens.marks, first):
        if anchor >= position and (moment := _around(scan, anchor, position)):
            moments.append(moment)
            position = moment.last
    return moments


def _anchors(scan: Scan, marks: str, first: int) -> list[int]:
    """The tokens over which a date may stand."""
    kinds, last = scan.kinds, scan.last
    hits = [i for i in found(DATES, marks, first, last) if (_may_date if kinds[i] == "n" else _may_anchor)(scan, i)]
    if scan.news:
        return hits
    years = [
        i for i in range(first, last) if (e := NUMBER_WORDS.get(scan.forms[i])) and (e.value >= 1000 or e.definite)
    ]
    return sorted({*hits, *years})


def _may_date(scan: Scan, i: int) -> bool:
    """Whether a number may be a year or begin a date in digits."""
    form = scan.forms[i]
    if len(form) == 4 and form.isdecimal():
        return form[0] in "12"
    if "." in form or scan.kinds[i + 1] in "ns" or scan.forms[i + 1] in words.SEPARATORS:
        return True
    return not scan.news or scan.forms[i - 1] in words.DAY


def _may_anchor(scan: Scan, i: int) -> bool:
    """Whether a word of time may belong to a date here, by the words beside it.

    «الذي» opens a month only before its second word; «أحد», «عاما» say nothing without company.
    """
    form = scan.forms[i]
    if form in _HALF_MONTHS:
        return month_name_at(scan, i) is not None
    if form not in _DEPENDENT:
        return True
    before, after = scan.forms[i - 1], scan.forms[i + 1]
    return before in _COMPANY or after in _COMPANY or scan.kinds[i - 1] == "n" or scan.kinds[i + 1] == "n"


def _around(scan: Scan, anchor: int, position: int) -> Moment | None:
    """The longest expression over an anchor, from the earliest word that can begin it."""
    forms, kinds = scan.forms, scan.kinds
    start, low = anchor, max(position, anchor - _REACH)
    while start > low and (forms[start - 1] in _WITHIN or kinds[start - 1] == "n"):
        start -= 1
    for i in range(start, anchor + 1):
        found = expression_at(scan, i) if forms[i] in STARTS or kinds[i] == "n" else None
        if found and found[0] > anchor:
            days = found[1]
            return Moment(i, found[0], days.start, days.end, days.precision, days.relative, days.kind)
    return None


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
