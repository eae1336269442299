"""Days of claims that reading could not count, or counted from the wrong day.

Where the report does not say when it was published, its days are counted from the days on which it can have been, as
far as the text narrows them, and marked ``inferred``. Inside a quotation «أمس» is the day before the statement.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Sequence

from msgspec.structs import replace

from rasd.arabic.dates import Moment, find_dates
from rasd.arabic.words import Tokens
from rasd.model import Claim, Report, Span, Time
from rasd.resolving.publication import Publication, published
from rasd.resolving.quotations import opened_at

INFERRED, STATEMENT = "time-inferred", "time-from-statement"
#: So many tokens before and after the word of speaking the day of the statement may stand.
_BEFORE, _AFTER = 10, 14
_STOPS = frozenset(".؛!?؟\n")
_QUOTES = '"«“'


def dated(report: Report, tokens: Tokens, claims: list[Claim]) -> list[Claim]:
    """The claims with the days that the text allows to count, in the same order."""
    if report.published is not None:
        if not any(mark in report.text for mark in _QUOTES):
            return claims
        return [_from_statement(claim, tokens, report.published) for claim in claims]
    if not any(_is_open(claim.time) for claim in claims):
        return claims
    told = published(tokens)
    return [_inferred(claim, tokens, told) for claim in claims] if told.sure else claims


def explained(report: Report) -> list[str]:
    """For ``--why``: what an undated report tells of the day on which it was published; nothing for a dated one."""
    if report.published is not None:
        return []
    from rasd.arabic.words import tokenise

    told = published(tokenise(report.text))
    if not told.told:
        return []
    words = "; ".join(told.told)
    days = ", ".join(day.isoformat() for day in told.days)
    if told.sure:
        return [f"not told, inferred from the words: {words}", f"candidates: {days}"]
    return [f"not told; the words do not settle it: {words}", *([f"candidates: {days}"] if days else [])]


# ---- without a publication date


def _is_open(time: Time | None) -> bool:
    """Whether a day, or the end of a span that «منذ» opens, hangs on the day of publication."""
    return time is not None and time.end is None and (time.start is None or time.precision == "since")


def _inferred(claim: Claim, tokens: Tokens, told: Publication) -> Claim:
    """From the first to the last day that the words can mean."""
    time = claim.time
    if time is None or not _is_open(time):
        return claim
    found = [moment for day in told.days if (moment := _at(tokens, time.span, day)) is not None]
    starts, ends = [m.start for m in found if m.start], [m.end for m in found if m.end]
    if len(starts) < len(told.days) or len(ends) < len(told.days):
        return claim
    start, end = min(starts), max(ends)
    precision = time.precision if len(set(starts)) == len(set(ends)) == 1 else "days"
    time = replace(time, start=start.isoformat(), end=end.isoformat(), precision=precision, inferred=True)
    return replace(claim, time=time, rules=(*claim.rules, INFERRED))


def _at(tokens: Tokens, span: Span, day: datetime.date) -> Moment | None:
    """What the words of a span mean in a report of that day."""
    first, last = bisect_left(tokens.starts, span[0]), bisect_left(tokens.starts, span[1])
    found = find_dates(tokens, day, first, last)
    return found[0] if len(found) == 1 and found[0].last == last else None


# ---- inside quotations


def _from_statement(claim: Claim, tokens: Tokens, published: datetime.date) -> Claim:
    """«قال الجمعة: "قصفنا أمس …"»: counted from the day on which it was said."""
    time, cues = claim.time, [link.cue.span[0] for link in claim.attribution if link.cue is not None]
    if time is None or time.start is None or not cues:
        return claim
    here = bisect_left(tokens.starts, time.span[0])
    opened = opened_at(tokens, here)
    if opened is None:
        return claim
    said = _day_of_statement(tokens, bisect_left(tokens.starts, cues[-1]), opened, published)
    if said is None or said >= published:
        return claim
    moment = _at(tokens, time.span, said)
    if moment is None or not moment.relative or moment.start is None or moment.end is None:
        return claim
    days = (moment.start.isoformat(), moment.end.isoformat())
    if days == (time.start, time.end):
        return claim
    return replace(
        claim, time=replace(time, start=days[0], end=days[1]), rules=tuple(dict.fromkeys((*claim.rules, STATEMENT)))
    )


def _day_of_statement(tokens: Tokens, cue: int, opened: int, published: datetime.date) -> datetime.date | None:
    """The single day that stands beside the word of speaking, before the quotation opens."""
    if cue > opened:
        return None
    first, last = _within_sentence(tokens, cue, max(0, cue - _BEFORE), min(opened, cue + _AFTER))
    days = {m.start for m in find_dates(tokens, published, first, last) if m.start is not None and m.start == m.end}
    return days.pop() if len(days) == 1 else None


def _within_sentence(tokens: Tokens, at: int, first: int, last: int) -> tuple[int, int]:
    """The stretch around a token as far as its sentence goes."""
    forms: Sequence[str] = tokens.forms
    before = next((t + 1 for t in range(at - 1, first - 1, -1) if forms[t] in _STOPS), first)
    after = next((t for t in range(at, last) if forms[t] in _STOPS), last)
    return before, after
