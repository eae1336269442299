"""Judging: claims → judgements, each with its reasons.

The claims of one telling are tied to its first; tellings of different reports are judged by their features, and the
judgement stands between their first claims. A score is the logistic of the weighted sum: how sure the engine is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from rasd.codebook.book import load
from rasd.codebook.collector import paused
from rasd.linking.candidates import Pair, pairs
from rasd.linking.features import FEATURES
from rasd.linking.gathering import gather
from rasd.linking.reasons import WHY
from rasd.linking.summing import ties
from rasd.linking.tellings import Telling
from rasd.model import Claim, Judgement, Reason, Report

#: Pairs less sure than this are not worth showing; clustering takes them for different.
FLOOR = 0.08
#: How sure it is that claims of one telling belong together.
TOGETHER = 0.99


class Weights:
    """What the features count for, and from which score on two tellings are taken for one incident."""

    def __init__(self, entry: dict[str, object]) -> None:
        self.bias: float = entry["bias"]  # type: ignore[assignment]
        self.threshold: float = entry["threshold"]  # type: ignore[assignment]
        given: dict[str, float] = entry["features"]  # type: ignore[assignment]
        self.closest = given["closest"]
        self.rows = [(name, FEATURES[name], weight) for name, weight in given.items() if name != "closest" and weight]


def weights() -> Weights:
    """The weights of the codebook."""
    return Weights(load().documents["weights.yaml"])


def link(claims: Iterable[Claim], reports: Iterable[Report] = ()) -> list[Judgement]:
    """Judge which claims speak of one incident.

    With their ``reports`` the wording of whole texts counts; without, that of the claims' evidence. The judgements
    depend on the claims alone, not on their order.

    >>> link([])
    []
    """
    with paused():
        return _link(gather(claims, reports, load()), weights())


def _link(tellings: list[Telling], given: Weights) -> list[Judgement]:
    found = [judgement for telling in tellings for judgement in together(telling)]
    for pair in pairs(tellings):
        judgement = judge(pair, given)
        if judgement is not None:
            found.append(judgement)
    found += ties(tellings)
    return sorted(found, key=lambda j: (j.a, j.b, j.verdict))


def judge(pair: Pair, given: Weights) -> Judgement | None:
    """The judgement of a pair of tellings; None when nothing worth showing speaks for it."""
    a, b, closest = pair
    values = [(name, feature(a, b), weight) for name, feature, weight in given.rows]
    total = given.bias + given.closest * closest + sum(value * weight for _, value, weight in values)
    score = 1 / (1 + math.exp(-total))
    if score < FLOOR:
        return None
    values.append(("closest", closest, given.closest))
    return _judgement(a, b, score, given.threshold, _reasons(a, b, values))


def _reasons(a: Telling, b: Telling, values: list[tuple[str, float, float]]) -> tuple[Reason, ...]:
    """What counts, the weightiest first."""
    counting = sorted((v for v in values if abs(v[1] * v[2]) >= 0.01), key=lambda v: (-abs(v[1] * v[2]), v[0]))
    told = [(name, round(value, 3), weight, WHY[name](a, b)) for name, value, weight in counting]
    return tuple(Reason(name, value, weight, why.text, why.line, why.facts) for name, value, weight, why in told)


def _judgement(a: Telling, b: Telling, score: float, threshold: float, reasons: tuple[Reason, ...]) -> Judgement:
    one, other = sorted((a.claims[0].id, b.claims[0].id))
    verdict = "same" if score >= threshold else "different"
    return Judgement(a=one, b=other, verdict=verdict, score=round(score, 4), reasons=reasons)


def together(telling: Telling) -> Iterator[Judgement]:
    """The claims of one telling, each tied to its first."""
    first = telling.claims[0].id
    why = (Reason("one_telling", 1.0, 0.0, "one report tells of them together"),)
    for claim in telling.claims[1:]:
        if claim.id != first:
            one, other = sorted((first, claim.id))
            yield Judgement(a=one, b=other, verdict="same", score=TOGETHER, reasons=why)
