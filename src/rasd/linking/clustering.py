"""Clustering: judgements → incidents.

Correlation clustering by greedy contraction. People's judgements come first: what they hold for the same is joined,
and what they hold for different never is. Then the claims of one telling are joined, and then, the surest first, groups
whose tellings are on the whole judged the same: the mean of the log-odds over all pairs of their tellings, a pair
that was not judged counting against.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable

from rasd.model import Judgement

#: The log-odds of a pair of tellings that was not judged, and the furthest that one judgement can weigh.
UNJUDGED = -2.0
_SUREST = 0.9999
#: How much surer it has to be the more pairs of tellings are joined at once: a wrong join of many is the dearer.
CAUTION = 0.2


class Groups:
    """Claims in groups, with what people hold apart and how the engine judges the groups."""

    def __init__(self, ids: Iterable[str], threshold: float) -> None:
        self._root = {id: id for id in ids}
        self.members = {id: [id] for id in self._root}
        #: The tellings in a group: what a mean is taken over.
        self.size = dict.fromkeys(self._root, 1)
        self._offset = math.log(threshold / (1 - threshold))
        self.apart: dict[str, set[str]] = {}
        #: group → group → sum of log-odds less ``UNJUDGED`` for each judged pair.
        self.near: dict[str, dict[str, float]] = {}

    def group(self, id: str) -> str:
        """The group of a claim."""
        root = self._root[id]
        while root != self._root[root]:
            root = self._root[root]
        while self._root[id] != root:
            self._root[id], id = root, self._root[id]
        return root

    def hold_apart(self, a: str, b: str) -> None:
        """Never let the groups of two claims become one."""
        one, other = self.group(a), self.group(b)
        if one != other:
            self.apart.setdefault(one, set()).add(other)
            self.apart.setdefault(other, set()).add(one)

    def may_join(self, a: str, b: str) -> bool:
        """Whether no person holds two groups apart."""
        return b not in self.apart.get(a, ())

    def add(self, a: str, b: str, score: float) -> None:
        """Take account of a judgement of the engine."""
        one, other = self.group(a), self.group(b)
        if one != other:
            score = min(max(score, 1 - _SUREST), _SUREST)
            weight = max(math.log(score / (1 - score)) - self._offset, UNJUDGED) - UNJUDGED
            for x, y in ((one, other), (other, one)):
                row = self.near.setdefault(x, {})
                row[y] = row.get(y, 0.0) + weight

    def mean(self, a: str, b: str) -> float:
        """How sure it is, on the whole, that two groups are one; large groups have to be surer."""
        pairs = self.size[a] * self.size[b]
        return self.near.get(a, {}).get(b, 0.0) / pairs + UNJUDGED - CAUTION * math.log(pairs)

    def join(self, a: str, b: str, *, one_telling: bool = False) -> str:
        """Make two groups one, and give its name: the first of its claims."""
        a, b = sorted((a, b))
        self._root[b] = a
        self.members[a] += self.members.pop(b)
        self.size[a] = max(self.size[a], self.size.pop(b)) if one_telling else self.size[a] + self.size.pop(b)
        self._move(self.apart, b, a)
        row = self.near.pop(b, {})
        mine = self.near.setdefault(a, {})
        mine.pop(b, None)
        for other, weight in row.items():
            self.near[other].pop(b, None)
            if other != a:
                mine[other] = self.near[other][a] = mine.get(other, 0.0) + weight
        return a

    @staticmethod
    def _move(apart: dict[str, set[str]], old: str, new: str) -> None:
        for other in apart.pop(old, set()):
            apart[other].discard(old)
            if other != new:
                apart[other].add(new)
                apart.setdefault(new, set()).add(other)


def cluster(
    ids: Iterable[str], judgements: Iterable[Judgement], threshold: float, *, confirmed_only: bool = False
) -> list[list[str]]:
    """The groups of claims that the judgements imply; the same for any order of what is given."""
    groups = Groups(sorted(ids), threshold)
    known = groups.members.keys()
    usable = sorted((j for j in judgements if j.a in known and j.b in known), key=lambda j: (j.a, j.b, j.by))
    people = [j for j in usable if j.by_person]
    for judgement in people:
        if judgement.verdict == "different":
            groups.hold_apart(judgement.a, judgement.b)
    join_all(groups, (j for j in people if j.verdict == "same"))
    engine = [j for j in usable if not j.by_person and j.verdict != "sums_up"]
    join_all(groups, (j for j in engine if is_one_telling(j)), one_telling=True)
    if not confirmed_only:
        for judgement in engine:
            if not is_one_telling(judgement):
                groups.add(judgement.a, judgement.b, judgement.score)
        _contract(groups)
    return sorted(sorted(own) for own in groups.members.values())


def is_one_telling(judgement: Judgement) -> bool:
    """Whether two claims are tied because one report tells of them together."""
    return any(reason.feature == "one_telling" for reason in judgement.reasons)


def join_all(groups: Groups, judgements: Iterable[Judgement], *, one_telling: bool = False) -> None:
    """Join the groups of each pair that judgements name, unless a person holds them apart."""
    for judgement in judgements:
        a, b = groups.group(judgement.a), groups.group(judgement.b)
        if a != b and groups.may_join(a, b):
            groups.join(a, b, one_telling=one_telling)


def _contract(groups: Groups) -> None:
    """Join the two groups that are most surely one, until no two are on the whole judged the same."""
    queue = [(-groups.mean(a, b), a, b) for a, row in groups.near.items() for b in row if a < b]
    queue = [entry for entry in queue if entry[0] < 0]
    heapq.heapify(queue)
    while queue:
        sureness, a, b = heapq.heappop(queue)
        if a not in groups.members or b not in groups.members or -groups.mean(a, b) != sureness:
            continue
        if not groups.may_join(a, b):
            continue
        joined = groups.join(a, b)
        for other in groups.near[joined]:
            one, two = sorted((joined, other))
            value = groups.mean(one, two)
            if value > 0:
                heapq.heappush(queue, (-value, one, two))
