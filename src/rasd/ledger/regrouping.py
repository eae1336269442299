"""Whole incidents put together or taken apart: the judgements of pairs that this comes to, all of them or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from rasd.errors import Contradiction, UsageError
from rasd.ledger.chain import person
from rasd.ledger.judging import heads_of, judge
from rasd.ledger.store import Ledger
from rasd.linking.clustering import is_one_telling
from rasd.model import Incident


class _By:
    """Who judges, and why; with ``override`` what stands in the way is taken back."""

    def __init__(self, ledger: Ledger, reason: str | None, by: str | None, user: int | None, override: bool) -> None:
        self.door, self.override = ledger.door, override
        self.reason, self.by, self.user = reason, by or person(), user
        #: Claims → the number of the group that they are put into, where an incident is split.
        self.groups: dict[str, int] = {}

    def judge(self, a: str, b: str, verdict: str) -> int | None:
        """Judge a pair unless that is held already."""
        last = heads_of(self.door, a, b).exclude(verdict="undone").exclude(carried="orphaned").first()
        if last is not None and last.verdict == verdict:
            return None
        if last is not None and not self.override:
            raise Contradiction(
                "{by} holds {a} and {b} for {verdict} ({at:%Y-%m-%d}). Take that back first: rasd judge {a} {b} undone",
                ((a, b),),
                "judged-otherwise", a=a, b=b, by=last.by, verdict=last.verdict, at=last.at,
            )  # fmt: skip
        while True:
            try:
                return self._say(a, b, verdict)
            except Contradiction as error:
                if not self.override:
                    raise
                self._take_back(error)

    def _take_back(self, error: Contradiction) -> None:
        across = [(a, b) for a, b in error.pairs if self.groups.get(a) != self.groups.get(b)]
        for a, b in across or error.pairs:
            self._say(a, b, "undone")

    def _say(self, a: str, b: str, verdict: str) -> int:
        return judge(self.door, a, b, verdict, reason=self.reason, by=self.by, user=self.user)


def merge(
    ledger: Ledger,
    incidents: Sequence[Incident],
    *,
    reason: str | None = None,
    by: str | None = None,
    user: int | None = None,
    override: bool = False,
) -> list[int]:
    """Say that all tellings in some incidents speak of one; of a single incident, that it is one. The new judgements.

    Raises :class:`Contradiction` where a person holds some of them apart; with ``override`` that is taken back.
    """
    judging = _By(ledger, reason, by, user, override)
    with ledger.door.writing():
        told = [id for incident in incidents for id in _tellings(incident, [claim.id for claim in incident.claims])]
        return [key for key in _all_same(judging, told) if key is not None]


def split(
    ledger: Ledger,
    incident: Incident,
    groups: Sequence[Sequence[str]],
    *,
    reason: str | None = None,
    by: str | None = None,
    user: int | None = None,
    override: bool = False,
) -> list[int]:
    """Take an incident apart into groups of its claims, given by their ids. The new judgements.

    The claims of a group are held for one incident, those of different groups for different ones. Raises
    :class:`UsageError` where the groups do not hold every claim once, :class:`Contradiction` where a person holds
    claims of different groups for the same; with ``override`` that is taken back.
    """
    own = {claim.id for claim in incident.claims}
    listed = [id for group in groups for id in group]
    if len(groups) < 2 or not all(groups) or len(listed) != len(set(listed)) or set(listed) != own:
        message = "{incident}: the groups have to be two or more, and hold every claim once."
        raise UsageError(message, "no-groups", incident=incident.id)
    judging = _By(ledger, reason, by, user, override)
    judging.groups = {id: number for number, group in enumerate(groups) for id in group}
    with ledger.door.writing():
        told = [_tellings(incident, list(group)) for group in groups]
        keys = [key for tellings in told for key in _all_same(judging, tellings)]
        keys += [judging.judge(one[0], other[0], "different") for one, other in combinations(told, 2)]
        return [key for key in keys if key is not None]


def _all_same(judging: _By, tellings: list[str]) -> Iterator[int | None]:
    for other in tellings[1:]:
        yield judging.judge(tellings[0], other, "same")


def _tellings(incident: Incident, claims: list[str]) -> list[str]:
    """The first claim of each telling among some claims of an incident."""
    tied = {id: id for id in claims}
    for judgement in incident.judgements:
        if is_one_telling(judgement) and judgement.a in tied and judgement.b in tied:
            one, other = sorted((_root(tied, judgement.a), _root(tied, judgement.b)), key=claims.index)
            tied[other] = one
    return [id for id in dict.fromkeys(claims) if tied[id] == id]


def _root(tied: dict[str, str], id: str) -> str:
    while tied[id] != id:
        id = tied[id]
    return id
