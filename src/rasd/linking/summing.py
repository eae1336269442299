"""Summing: totals over a time, tied to the incidents that they sum up, and never merged with them."""

from __future__ import annotations

from collections.abc import Iterator

from rasd.linking.features import families
from rasd.linking.tellings import Telling
from rasd.model import Judgement, Reason

#: The incidents that one total is tied to, at most.
MOST = 40
#: A name of a place that says less than this (a country's) says nothing of the area.
SAYS = 1.5


def ties(tellings: list[Telling]) -> Iterator[Judgement]:
    """For each total, the tellings of single incidents that lie in its time and area and tell of what it counts."""
    by_place: dict[str, list[Telling]] = {}
    for telling in tellings:
        if not telling.sums and telling.lead:
            for name in telling.places:
                by_place.setdefault(name, []).append(telling)
    for total in tellings:
        if total.sums and total.period:
            yield from _of(total, by_place)


def _of(total: Telling, by_place: dict[str, list[Telling]]) -> Iterator[Judgement]:
    assert total.period is not None
    found: dict[int, tuple[str, Telling]] = {}
    for name, weight in sorted(total.places.items()):
        if weight < SAYS:
            continue
        for telling in by_place.get(name, ()):
            day = telling.days[0][0] if telling.days else telling.published
            if day is not None and total.period[0] <= day <= total.period[1] and _counts(total, telling):
                found.setdefault(telling.index, (name, telling))
                if len(found) >= MOST:
                    break
    for _, (name, telling) in sorted(found.items()):
        yield tie(total.claims[0].id, telling.claims[0].id, name)


def tie(total: str, claim: str, place: str) -> Judgement:
    """A total sums up what a claim is of, for it lies in its time and in a place."""
    why = (Reason("sums_up", 1.0, 0.0, f"a total over a time and a place ({place}) in which the other lies"),)
    return Judgement(a=total, b=claim, verdict="sums_up", score=0.0, reasons=why)


def _counts(total: Telling, telling: Telling) -> bool:
    """Whether the total counts what the telling tells of."""
    return bool(total.acts & telling.acts or families(total) & families(telling))
