"""Relations between actors: who is part of whom, who governs, who fights on whose side, and from when until when.

They are data of the codebook with sources, and no verdicts: an alliance says that two fought on one side, in some
countries and over some time, nothing else. A relation holds for a claim when it holds on all of its days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from rasd.codebook.periods import ALWAYS, Period, common, told

PART_OF, ALLIED_WITH, GOVERNS = "part_of", "allied_with", "governs"
KINDS = (PART_OF, ALLIED_WITH, GOVERNS)
NOWHERE_ELSE: frozenset[str] = frozenset()


class Relation(NamedTuple):
    """``one`` is part of ``other``, allied with it, or governs it, on those days; no ``countries``: anywhere."""

    kind: str
    one: str
    other: str
    days: Period = ALWAYS
    countries: frozenset[str] = NOWHERE_ELSE


class Member(NamedTuple):
    """An actor that belongs to a side on those days, as a part of it or as an ally; no ``countries``: anywhere."""

    id: str
    days: Period
    countries: frozenset[str]
    ally: bool


class Relations:
    """The relations of all actors, asked from the part to the whole and from the whole to its parts."""

    def __init__(self, entries: Mapping[str, Mapping[str, Any]]) -> None:
        self.above: dict[str, list[Relation]] = {}
        self.below: dict[str, list[Relation]] = {}
        self.allies: dict[str, list[Relation]] = {}
        self.successors: dict[str, list[str]] = {}
        self._known: dict[tuple[str, bool], tuple[Member, ...]] = {}
        for relation in (r for entry in entries.values() for r in relations_of(entry)):
            if relation.kind == ALLIED_WITH:
                self.allies.setdefault(relation.one, []).append(relation)
                self.allies.setdefault(relation.other, []).append(relation)
                continue
            self.below.setdefault(relation.other, []).append(relation)
            if relation.kind == PART_OF:
                self.above.setdefault(relation.one, []).append(relation)
        for id_, entry in entries.items():
            if entry.get("successor_of"):
                self.successors.setdefault(entry["successor_of"], []).append(id_)

    def wholes(self, actor: str, when: Period | None = None) -> tuple[str, ...]:
        """An actor and what it was part of on all of those days, up to the largest; without days, what always holds."""
        found = [actor]
        while (whole := self._whole(found[-1], when)) is not None and whole not in found:
            found.append(whole)
        return tuple(found)

    def _whole(self, actor: str, when: Period | None) -> str | None:
        return next((r.other for r in self.above.get(actor, ()) if covers(r.days, when)), None)

    def members(self, side: str, *, allies: bool = True) -> tuple[Member, ...]:
        """Everybody who belongs to a side: itself, its parts, and with ``allies`` theirs with their parts."""
        known = self._known.get((side, allies))
        if known is None:
            known = self._known[side, allies] = tuple(self._members(side, allies))
        return known

    def _members(self, side: str, allies: bool) -> list[Member]:
        own = list(self._parts(Member(side, ALWAYS, NOWHERE_ELSE, False)))
        for member in tuple(own) if allies else ():
            for relation in self.allies.get(member.id, ()):
                days = common(relation.days, member.days)
                if days is not None:
                    ally = relation.other if relation.one == member.id else relation.one
                    own += self._parts(Member(ally, days, relation.countries, True))
        return list(dict.fromkeys(own))

    def _parts(self, top: Member) -> Iterator[Member]:
        waiting, seen = [top], {top.id}
        while waiting:
            member = waiting.pop()
            yield member
            for relation in self.below.get(member.id, ()):
                days = common(relation.days, member.days)
                if days is not None and (relation.one not in seen or relation.days != ALWAYS):
                    seen.add(relation.one)
                    waiting.append(member._replace(id=relation.one, days=days))

    def belongs(
        self, actor: str, side: str, when: Period | None, country: str | None = None, *, allies: bool = True
    ) -> bool:
        """Whether an actor belonged to a side on all of those days, in that country."""
        return any(
            m.id == actor and covers(m.days, when) and (not m.countries or country in m.countries)
            for m in self.members(side, allies=allies)
        )


def covers(days: Period, when: Period | None) -> bool:
    """Whether something holds on all of some days; what is not dated is held only by what always holds.

    >>> covers((20230415, 99991231), (20230501, 20230502)), covers((20230415, 99991231), None), covers(ALWAYS, None)
    (True, False, True)
    """
    first, last = when or ALWAYS
    return days[0] <= first and last <= days[1]


def relations_of(entry: Mapping[str, Any]) -> Iterator[Relation]:
    """The relations that an entry tells: its ``part_of``, and those listed with their days."""
    if entry.get(PART_OF):  # a person is part of a body while in office
        days = told(entry.get("years")) if entry.get("kind") == "person" else ALWAYS
        yield Relation(PART_OF, entry["id"], entry[PART_OF], days)
    for item in entry.get("relations") or ():
        days = told([item.get("from"), item.get("until")])
        for kind in KINDS:
            if kind in item:
                yield Relation(kind, entry["id"], item[kind], days, frozenset(item.get("in") or ()))
