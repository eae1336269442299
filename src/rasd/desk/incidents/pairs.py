"""The pairs of an incident that a person may confirm or refuse: what ties its reports, and what nearly ties others."""

from __future__ import annotations

from typing import NamedTuple

from rasd.desk.incidents.wording import line_of
from rasd.desk.linked import Linked
from rasd.linking.clustering import is_one_telling
from rasd.model import Claim, Incident, Judgement

#: Pairs shown at once.
MOST = 12
#: From which score on a pair that was not tied is worth a look.
WORTH = 0.15


class Speaks(NamedTuple):
    """What speaks for or against, in a line, and whether it speaks for."""

    line: str
    is_for: bool


class Pair(NamedTuple):
    """Two claims of two reports, what is held of them, and why."""

    a: Claim
    b: Claim
    score: float
    verdict: str
    by: str
    reasons: list[Speaks]
    #: The other incident, where the second claim is of another one.
    other: str | None


def pairs_of(incident: Incident, found: Linked) -> tuple[list[Pair], list[Pair]]:
    """Pairs within the incident, those least sure first; and pairs with other incidents, those most sure first."""
    claims = {claim.id: claim for claim in incident.claims}
    held_of: dict[tuple[str, ...], Judgement] = {}
    for judgement in sorted(incident.judgements, key=lambda held: held.by_person):  # a person's comes over the engine's
        if not is_one_telling(judgement) and judgement.verdict != "sums_up":
            held_of[_key(judgement)] = judgement
    within = [_pair(judgement, found, None) for judgement in held_of.values()]
    held = {_key(judgement) for judgement in incident.judgements}
    across = {
        _key(judgement): _pair(judgement, found, claims)
        for id in claims
        for judgement in found.told.pairs.get(id, ())
        if judgement.score >= WORTH and judgement.verdict != "sums_up" and _key(judgement) not in held
    }
    between = [pair for pair in across.values() if pair and pair.other not in (None, incident.id)]
    inside = [pair for pair in within if pair]
    return sorted(inside, key=_open_first)[:MOST], sorted(between, key=lambda pair: -pair.score)[:MOST]


def _open_first(pair: Pair) -> tuple[bool, float]:
    return pair.by != "engine", pair.score


def _key(judgement: Judgement) -> tuple[str, ...]:
    return tuple(sorted((judgement.a, judgement.b)))


def _pair(judgement: Judgement, found: Linked, own: dict[str, Claim] | None) -> Pair | None:
    """A judgement with its claims; the one of this incident comes first."""
    a, b = judgement.a, judgement.b
    if own is not None and a not in own:
        a, b = b, a
    one, other = _claim(a, found), _claim(b, found)
    if one is None or other is None:
        return None
    reasons = [
        Speaks(line_of(r), r.weight * r.value > 0)
        for r in sorted(judgement.reasons, key=lambda r: -abs(r.weight * r.value))
        if r.weight * r.value
    ]
    incident = found.of_claim.get(b)
    return Pair(
        one, other, judgement.score, judgement.verdict, judgement.by, reasons, incident.id if incident else None
    )


def _claim(id: str, found: Linked) -> Claim | None:
    incident = found.of_claim.get(id)
    return next((claim for claim in incident.claims if claim.id == id), None) if incident else None
