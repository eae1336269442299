"""The pairs of an incident that a person may confirm or refuse: what ties its reports, and what nearly ties others."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from rasd.desk.incidents.wording import line_of
from rasd.desk.linkedfile import Held, LinkedFile
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


def pairs_of(incident: Incident, file: LinkedFile) -> tuple[list[Pair], list[Pair]]:
    """Pairs within the incident, those least sure first; and pairs with other incidents, those most sure first."""
    held_of: dict[tuple[str, ...], Judgement] = {}
    for judgement in sorted(incident.judgements, key=lambda held: held.by_person):  # a person's comes over the engine's
        if not is_one_telling(judgement) and judgement.verdict != "sums_up":
            held_of[_key(judgement)] = judgement
    within = sorted(held_of.values(), key=lambda held: (held.by_person, held.score))[:MOST]
    between = _between(incident, file)
    told = _Told(file, [*within, *between])
    inside, outside = (list(filter(None, map(told.pair, held))) for held in (within, between))
    return inside, outside


def _between(incident: Incident, file: LinkedFile) -> list[Judgement]:
    """What the engine judges of a claim of this incident, which comes first, and one of another."""
    claims = {claim.id: None for claim in incident.claims}
    known = {_key(judgement) for judgement in incident.judgements}
    away = [held for held in file.held(claims, WORTH) if (held.a in claims) != (held.b in claims)]
    found = sorted((held for held in away if _key(held) not in known), key=lambda held: -held.score)[:MOST]
    judged = (file.judgement(held.number) for held in found)
    return [held if held.a in claims else msgspec.structs.replace(held, a=held.b, b=held.a) for held in judged]


def _key(judgement: Judgement | Held) -> tuple[str, ...]:
    return tuple(sorted((judgement.a, judgement.b)))


class _Told:
    """The claims that some judgements are of, and the incidents that they belong to."""

    def __init__(self, file: LinkedFile, judgements: list[Judgement]) -> None:
        self.of = file.whereabouts({id for held in judgements for id in (held.a, held.b)})
        self.claims = {claim.id: claim for claim in file.claims(number for _, number in self.of.values())}

    def pair(self, judgement: Judgement) -> Pair | None:
        """A judgement with its claims."""
        a, b = judgement.a, judgement.b
        if a not in self.claims or b not in self.claims:
            return None
        reasons = [
            Speaks(line_of(r), r.weight * r.value > 0)
            for r in sorted(judgement.reasons, key=lambda r: -abs(r.weight * r.value))
            if r.weight * r.value
        ]
        other, _ = self.of[b]
        return Pair(self.claims[a], self.claims[b], judgement.score, judgement.verdict, judgement.by, reasons, other)
