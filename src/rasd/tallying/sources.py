"""Sources: who is behind a figure, whether two are one, and what a source has to gain from it."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from rasd.arabic.script import fold
from rasd.codebook.book import load
from rasd.codebook.periods import Period, told
from rasd.model import Claim, Incident, Judgement, Party

#: From this share of common runs of words on, one report is a copy of the other.
COPY = 0.6


def is_of(object: str | None, code: str | None) -> bool:
    """Whether a class is another or below it.

    >>> is_of("person.child", "person"), is_of("person", "person.child"), is_of(None, None)
    (True, False, True)
    """
    return code is None or object == code or (object or "").startswith(f"{code}.")


def is_copied(judgement: Judgement) -> bool:
    """Whether a judgement says that one report is a copy of the other."""
    return any(reason.feature == "original" and reason.value >= COPY for reason in judgement.reasons)


class Copies:
    """The reports of an incident, with those that are copies of one original taken as one."""

    def __init__(self, incident: Incident) -> None:
        of = {claim.id: claim.report_id for claim in incident.claims}
        self._root = {report: report for report in of.values()}
        self._objects = {claim.id: claim.object for claim in incident.claims}
        for judgement in incident.judgements:
            if is_copied(judgement) and judgement.a in of and judgement.b in of:
                one, other = sorted((self.original(of[judgement.a]), self.original(of[judgement.b])))
                self._root[other] = one

    def original(self, report: str) -> str:
        """The report that stands for all copies of it."""
        while self._root[report] != report:
            report = self._root[report]
        return report

    def is_inside(self, claim: Claim, code: str | None) -> bool:
        """Whether a claim breaks down a whole that is itself of a class or below it: then it adds nothing."""
        return claim.part_of in self._objects and is_of(self._objects[claim.part_of], code)

    def source(self, claim: Claim) -> str:
        """Who is behind a claim: the innermost source that it names, else the outlet, once for all copies."""
        speaker = claim.speaker
        if speaker is not None:
            return speaker.id or fold(" ".join(speaker.text.split()))
        return f"report {self.original(claim.report_id)}"


def source_name(claim: Claim) -> str:
    """A source as people call it."""
    speaker = claim.speaker
    if speaker is not None:
        return speaker.name or " ".join(speaker.text.split())
    return claim.outlet or claim.report


def days_of(claim: Claim) -> Period | None:
    """The days of a claim by which relations between actors are asked: its own, else that of publication."""
    time = claim.time
    first, last = (time.start, time.end) if time is not None else (None, None)
    first = first or last or claim.published
    return told([first, last or first]) if first else None


@functools.lru_cache(maxsize=10_000)
def wholes(actor: str, when: Period | None = None) -> tuple[str, ...]:
    """An actor and what it was part of on those days, up to the largest."""
    return load().relations.wholes(actor, when)


def related(one: str | None, other: str | None, when: Period | None = None) -> bool:
    """Whether two actors were of one side on those days: the same, or parts of the same largest whole."""
    return bool(one and other) and wholes(one or "", when)[-1] == wholes(other or "", when)[-1]


def interest(claim: Claim) -> str:
    """What a source has to gain: ``gains`` (it tells of its side's deeds), ``against`` (of its losses), ``none``."""
    speaker = claim.speaker
    if speaker is None or speaker.id is None:
        return "none"
    when = days_of(claim)
    if related(speaker.id, claim.patient.id if claim.patient else None, when):
        return "against"
    return "gains" if related(speaker.id, claim.agent.id if claim.agent else None, when) else "none"


def party_name(party: Party | None) -> str | None:
    """A party as a tally calls it: its neutral name, else the text's words."""
    if party is None:
        return None
    return party.name or party.id or " ".join(fold(party.text).split())


def side_name(claim: Claim) -> str | None:
    """The largest whole of those affected on the claim's days; None where no identity is certain («إرهابيين»)."""
    party = claim.patient
    if party is None or party.id is None:
        return None
    last = wholes(party.id, days_of(claim))[-1]
    return str((load().actors.get(last) or {}).get("en") or party.name or last)


def is_on_side(claim: Claim, side: str, *, allies: bool = True) -> bool:
    """Whether those affected belonged to a side on the claim's days: its parts, and its allies in that country."""
    id_ = claim.patient.id if claim.patient is not None else None
    country = claim.place.country if claim.place is not None else None
    return id_ is not None and load().relations.belongs(id_, side, days_of(claim), country, allies=allies)


def distinct(claims: tuple[Claim, ...]) -> Iterator[Claim]:
    """The claims that count: each once, restatements left out."""
    seen = set()
    for claim in claims:
        if claim.id not in seen and claim.restates is None:
            seen.add(claim.id)
            yield claim
