"""Days that a report names by what began on them: «منذ اندلاع عملية كذا» runs from the day that the codebook knows."""

from __future__ import annotations

import datetime

from rasd.arabic.dates import Moment
from rasd.arabic.words import Tokens
from rasd.codebook.book import Codebook

_SINCE = frozenset(("منذ", "ومنذ", "مند"))
#: What may stand between «منذ» and the name of what began.
_BEGINNING = frozenset("بدء بدايه اندلاع انطلاق تفجر انفجار شن عمليه معركه".split())
#: «منذ الصباح»: of the day of publication.
_TODAY = frozenset(("الصباح", "الفجر", "الظهر", "الظهيره"))
#: A name with one of these holds a place, which is left to stand by itself.
_WHERE = frozenset(("علي", "في"))
_MOST = 3


def named_moments(tokens: Tokens, book: Codebook, published: datetime.date | None, known: set[int]) -> list[Moment]:
    """The spans that begin with something named, up to publication; ``known`` are tokens that a date has taken.

    Nothing without a publication day: the war meant may be another of that name.
    """
    if published is None:
        return []
    found = []
    for i, form in enumerate(tokens.forms):
        if form in _SINCE and i not in known:
            moment = _since(tokens, book, published, i)
            if moment is not None:
                found.append(moment)
    return found


#: A day stands no more than so many words after what began on it («منذ بدء العدوان على كذا في السابع من أكتوبر»).
_DAY_WITHIN = 9
#: What ends the words between the two.
_ENDS = frozenset(".،,؛:؟!")


def moments_told(tokens: Tokens, dates: dict[int, Moment], published: datetime.date | None) -> list[Moment]:
    """«منذ بدء العدوان», told without its day by a report that gives the day where it names it another time."""
    if published is None:
        return []
    begun = {i: j for i, form in enumerate(tokens.forms) if form in _SINCE and (j := _what_began(tokens, i))}
    days = {i: _day_after(tokens, dates, j) for i, j in begun.items()}
    told: dict[str, datetime.date] = {}
    for i, day in days.items():
        if day is not None and day.start is not None and day.start == day.end and day.start < published:
            told.setdefault(tokens.forms[begun[i]].removeprefix("ال"), day.start)
    found = []
    for i, j in begun.items():
        start = told.get(tokens.forms[j].removeprefix("ال"))
        if start is not None and days[i] is None and i not in dates:
            found.append(Moment(i, j + 1, start, published, "since", relative=False, kind="since"))
    return found


def _what_began(tokens: Tokens, i: int) -> int:
    """The noun after «منذ بدء»، «منذ اندلاع», or 0."""
    forms = tokens.forms
    j = i + 1
    while j - i <= _MOST and j < len(forms) and forms[j] in _BEGINNING:
        j += 1
    return j if i + 1 < j < len(forms) and tokens.kinds[j] == "w" and j - i <= _MOST else 0


def _day_after(tokens: Tokens, dates: dict[int, Moment], j: int) -> Moment | None:
    for t in range(j, min(j + _DAY_WITHIN, len(tokens.forms))):
        if tokens.forms[t] in _ENDS:
            return None
        if t in dates:
            return dates[t]
    return None


def _since(tokens: Tokens, book: Codebook, published: datetime.date, i: int) -> Moment | None:
    forms = tokens.forms
    j = i + 1
    if j < len(forms) and forms[j] in _TODAY:
        return Moment(i, j + 1, published, published, "since", relative=True, kind="since")
    while j - i <= _MOST and j < len(forms) and forms[j] in _BEGINNING:
        j += 1
    if j < len(forms) and forms[j] == '"':
        j += 1
    for words, day in book.moments.get(forms[j] if j < len(forms) else "", ()):
        end = j + len(words)
        if tuple(forms[j:end]) == words and day <= published:
            last = j if _WHERE.intersection(words) else end
            return Moment(i, last, day, published, "since", relative=False, kind="since")
    return None


def open_since(moment: Moment, published: datetime.date | None) -> Moment:
    """The span that «منذ» opens at a moment: it lies behind, so a day without a year is the last of its name."""
    start = moment.start
    if start is not None and published is not None and start > published:
        start = start.replace(year=start.year - 1, day=min(start.day, 28) if start.month == 2 else start.day)
    return moment._replace(start=start, end=published, kind="since")


def so_far(moment: Moment, published: datetime.date | None) -> Moment:
    """«هذا الأسبوع»، «هذا العام»: what is told of it had happened when the report was published."""
    start, end = moment.start, moment.end
    if published is None or start is None or end is None or not start <= published < end:
        return moment
    return moment._replace(end=published)
