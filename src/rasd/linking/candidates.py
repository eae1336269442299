"""Candidates: the pairs of tellings that are worth comparing.

Tellings are blocked by days and by area or words: two are candidates when they are of days near each other and share
a name of a place, or one of the words that say most in each. For each telling the likeliest few are kept, so that the
number of pairs grows with the number of tellings and not with its square.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rasd.linking.tellings import Telling
from rasd.linking.wording import Vector, likeness

#: Days that a report may come after what it tells of, when nothing says the day; and the days of one block.
LATE = 8
BLOCK = 4
#: The words of a telling by which others are found, and how many tellings of a block a word may lead to.
WORDS = 24
CROWD = 120
#: What stretches over a long time, or sums up, is compared with its own kind alone.
KINDS = 4
#: The candidates kept for each telling.
KEPT = 12
#: ``closest`` compares with the nearest wording, but not with one less near than this.
LEAST = 0.15
#: Pairs whose wording is further than this from the nearest that either has are not compared.
FURTHEST = 0.15


class Pair(NamedTuple):
    """Two tellings, and how near their wording is to the nearest that either has: 1 for the nearest."""

    a: Telling
    b: Telling
    closest: float


def pairs(tellings: list[Telling]) -> Iterator[Pair]:
    """The candidates among tellings, each once; those over a long time with each other alone, sums with sums."""
    for kind in range(KINDS):
        yield from _closest(_found([t for t in tellings if kind_of(t) == kind]))


def kind_of(telling: Telling) -> int:
    """Which tellings it can be compared with: those of its own kind."""
    return (telling.period is not None) + 2 * telling.sums


def _closest(found: dict[tuple[int, int], tuple[Telling, Telling, float]]) -> Iterator[Pair]:
    best: dict[int, float] = {}
    for (i, j), (_, _, near) in found.items():
        best[i] = max(best.get(i, LEAST), near)
        best[j] = max(best.get(j, LEAST), near)
    for (i, j), (a, b, near) in found.items():
        closest = near / min(best[i], best[j])
        if closest >= FURTHEST:
            yield Pair(a, b, min(1.0, closest))


def _found(tellings: list[Telling]) -> dict[tuple[int, int], tuple[Telling, Telling, float]]:
    blocks: dict[tuple[str, int], list[Telling]] = {}
    keys = {t.index: keys_of(t) for t in tellings}
    for telling in tellings:
        for block in blocks_of(telling):
            for key in keys[telling.index]:
                blocks.setdefault((key, block), []).append(telling)
    found: dict[tuple[int, int], tuple[Telling, Telling, float]] = {}
    for telling in tellings:
        for other, near in nearest(telling, _likely(telling, keys[telling.index], blocks)):
            first, second = sorted((telling, other), key=lambda t: t.index)
            found[first.index, second.index] = (first, second, near)
    return found


def _likely(telling: Telling, keys: dict[str, int], blocks: dict[tuple[str, int], list[Telling]]) -> list[Telling]:
    """The tellings of other reports that share most with one, the likeliest first."""
    scores: dict[int, int] = {}
    others: dict[int, Telling] = {}
    about = blocks_about(telling)
    for key, weight in keys.items():
        for block in about:
            crowd = blocks.get((key, block), ())
            for other in crowd if len(crowd) <= CROWD else ():
                if other.report != telling.report:
                    others[other.index] = other
                    scores[other.index] = scores.get(other.index, 0) + weight
    return [others[i] for i in sorted(scores, key=lambda i: (-scores[i], i))[: KEPT * 2]]


def nearest(telling: Telling, likely: list[Telling]) -> list[tuple[Telling, float]]:
    """Those of the likely ones whose wording is nearest, with their likeness."""
    near = sorted(((likeness(*in_order(telling, other)), -other.index) for other in likely), reverse=True)
    of = {other.index: other for other in likely}
    return [(of[-index], value) for value, index in near[:KEPT]]


def in_order(a: Telling, b: Telling) -> tuple[Vector, Vector]:
    """The words of two tellings, of the first one first: their likeness must not hang on who asks."""
    return (a.words, b.words) if a.index < b.index else (b.words, a.words)


def keys_of(telling: Telling) -> dict[str, int]:
    """What a telling is found by, names of places and its weightiest words; each with its weight in millionths.

    Whole numbers add up to the same in any order.
    """
    keys = {f"@{name}": 1.0 for name in [*telling.named, *(p for p in telling.places if telling.places[p] > 2)]}
    keys |= {f"#{name}": 1.0 for name in telling.persons}
    keys |= dict(sorted(telling.words.items(), key=lambda w: (-w[1], w[0]))[:WORDS])
    return {key: round(weight * 1e6) for key, weight in keys.items()}


def blocks_of(telling: Telling) -> list[int]:
    """The blocks of days that it stands in."""
    return sorted({day // BLOCK for day in days_about(telling)})


def blocks_about(telling: Telling) -> list[int]:
    """The blocks in which others of the same incident may stand."""
    return sorted({day // BLOCK + step for day in days_about(telling) for step in (-1, 0, 1)})


def days_about(telling: Telling) -> list[int]:
    """The days on which it may have happened: those said, else those before publication."""
    if telling.period:
        return [telling.period[1]]
    days = {day for first, last in telling.days for day in range(first, last + 1)}
    if telling.published is not None and telling.lead:
        days |= {telling.published, telling.published - LATE // 2}
    return sorted(days) or [telling.published or 0]
