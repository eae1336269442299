"""Which of a desk's own incidents claims may speak of: suggestions with their reasons, for a person to judge.

A case is compared as if it were a short report: its days, its place, its figures and its words, by the features by
which two reports are compared. Nothing of this is stored; what a person judges is (``rasd judge d-… c-… same``).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from rasd.codebook.book import load
from rasd.ledger.cases import Kept, cases
from rasd.ledger.linkable import reports, sighted
from rasd.ledger.missed import placed
from rasd.ledger.store import Ledger
from rasd.linking.candidates import LEAST, Pair
from rasd.linking.gathering import gather
from rasd.linking.judging import judge, weights
from rasd.linking.tellings import Telling
from rasd.linking.wording import likeness
from rasd.loading.caselists import Case
from rasd.model import Claim, Count, Engine, Extent, Judgement, Place, Report, Time

#: Suggestions shown of one case, and the days that a report may lie from it.
MOST, DAYS = 3, 10
#: A case's own point reaches so far, in kilometres: lists give the settlement's.
_REACH = 3.0


Bounds = tuple[float | None, float | None]


class Suggestion(NamedTuple):
    """A report's telling that may be of a case: its first claim, and the engine's judgement with the reasons."""

    claim: Claim
    judgement: Judgement


class Suggested(NamedTuple):
    """A case with what may speak of it, the likeliest first; ``judged`` are the claims that a person has judged."""

    kept: Kept
    suggestions: tuple[Suggestion, ...]
    judged: tuple[Judgement, ...]


def suggestions(ledger: Ledger) -> Iterator[Suggested]:
    """Each case of the desk's lists with what may speak of it."""
    with ledger.door.guarded():
        known = list(cases(ledger.door))
    made = {kept.id: _told(kept) for kept in known}
    near = _near(ledger, known)
    of_cases = [claim for _, claims in made.values() for claim in claims]
    texts = [*reports(ledger, {claim.report_id for claim in near}), *(report for report, _ in made.values())]
    tellings = gather([*near, *of_cases], texts, load())
    found = _compared(tellings, set(made))
    judged = _judged(ledger)
    for kept in known:
        rows = sorted(found.get(kept.id, []), key=lambda s: (-s.judgement.score, s.claim.id))
        yield Suggested(kept, tuple(rows[:MOST]), tuple(judged.get(kept.id, ())))


def _judged(ledger: Ledger) -> dict[str, list[Judgement]]:
    found: dict[str, list[Judgement]] = {}
    for judged in ledger.judgements():
        for case, other in ((judged.a, judged.b), (judged.b, judged.a)):
            if case.startswith("d-") and judged.verdict != "undone" and judged.carried != "orphaned":
                score = 1.0 if judged.verdict == "same" else 0.0
                found.setdefault(case, []).append(
                    Judgement(a=case, b=other, verdict=judged.verdict, score=score, by=judged.by)
                )
    return found


def _near(ledger: Ledger, known: Iterable[Kept]) -> list[Claim]:
    """The claims about the days of the cases; all, where a case has no day."""
    days = {day for kept in known for day in _days(kept.case.start, kept.case.end)}
    undated = any(kept.case.start is None for kept in known)
    found = []
    for row in ledger.rows():
        claim = row.claim
        said = (claim.time and claim.time.start) or claim.published
        if undated or said is None or said[:10] in days:
            found.append(next(sighted(row)))
    return found


def _days(start: str | None, end: str | None) -> Iterator[str]:
    if start is None:
        return
    first, last = (datetime.date.fromisoformat(day) for day in (start, end or start))
    for step in range(-DAYS, min((last - first).days, 60) + DAYS + 1):
        yield (first + datetime.timedelta(step)).isoformat()


def _compared(tellings: list[Telling], ids: set[str]) -> dict[str, list[Suggestion]]:
    """Each case against the tellings that its days leave open."""
    found: dict[str, list[Suggestion]] = {}
    given = weights()
    given.rows = [row for row in given.rows if row[0] != "published_apart"]  # a case was never published
    others = [telling for telling in tellings if telling.report not in ids and not telling.sums]
    by_day: dict[int, list[Telling]] = {}
    for other in others:
        for day in {day for first, last in _days_of(other) for day in range(first - 1, last + 2)}:
            by_day.setdefault(day, []).append(other)
    for case in (telling for telling in tellings if telling.report in ids):
        days = {day for first, last in case.days for day in range(first, min(last, first + 60) + 1)}
        near = {o.index: o for day in days for o in by_day.get(day, ())} if days else {o.index: o for o in others}
        words = {i: likeness(case.words, other.words) for i, other in near.items()}
        best = max([LEAST, *words.values()])
        for i, other in near.items():
            judgement = judge(Pair(case, other, min(1.0, words[i] / best)), given)
            if judgement is not None:
                found.setdefault(case.report, []).append(Suggestion(other.claims[0], judgement))
    return found


def _days_of(telling: Telling) -> list[tuple[int, int]]:
    """The days on which it may have happened: those said, else the last before it was published."""
    if telling.days or telling.published is None:
        return telling.days
    return [(telling.published - DAYS, telling.published)]


def _told(kept: Kept) -> tuple[Report, list[Claim]]:
    """A case as a report and its claims, for comparison alone."""
    case = kept.case
    text = "\n".join(part for part in (case.place, case.text) if part) or case.name
    published = datetime.date.fromisoformat(case.end or case.start) if case.start else None
    report = Report(id=kept.id, text=text, report_id=kept.id, published=published)
    losses = [("killed", case.killed), ("wounded", case.wounded)]
    told: list[tuple[str, Bounds | None]]
    told = [(action, bounds) for action, bounds in losses if bounds not in (None, (0, 0))]
    told = told or [("attack", None)]
    claims = [_claim(kept, report, action, bounds) for action, bounds in told]
    if claims[0].place is not None and claims[0].place.lat is None:
        place = placed(report, claims[0]).place
        claims = [msgspec.structs.replace(claim, place=place) for claim in claims]
    return report, claims


def _time(case: Case) -> Time | None:
    if case.start is None:
        return None
    return Time(text=case.start, span=(0, 0), start=case.start, end=case.end, precision="day")


def _claim(kept: Kept, report: Report, action: str, bounds: Bounds | None) -> Claim:
    case = kept.case
    low, high = bounds or (None, None)
    place = case.place and Place(text=case.place, span=(0, len(case.place)))
    if case.lat is not None and case.lon is not None:
        name = case.place or ""
        place = Place(
            text=name, span=(0, len(name)), lat=case.lat, lon=case.lon, level="settlement", radius_km=_REACH,
            status="resolved",
        )  # fmt: skip
    return Claim(
        id=f"{kept.id}-{action}",
        report=report.id,
        report_id=report.report_id,
        outlet=None,
        published=report.published.isoformat() if report.published else None,
        action=action,
        object="person" if bounds else None,
        count=Count(low=low, high=high, qualifier="exact" if low == high else "range"),
        agent=None,
        patient=None,
        place=place or None,
        time=_time(case),
        attribution=(),
        status="asserted",
        scope="single",
        persons=(),
        evidence=Extent(report.text, (0, len(report.text))),
        part_of=None,
        same_items_as=None,
        restates=None,
        rules=(),
        engine=Engine("", ""),
    )
