"""The matrix of one incident: what is counted against who says it, each figure with its words."""

from __future__ import annotations

from typing import Any

import msgspec

from rasd.model import Claim, Count, Incident
from rasd.tallying.sources import Copies, distinct, interest, source_name


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that one source gives, with the words that say it first, and all claims and reports that carry it."""

    source: str
    count: Count
    status: str
    interest: str
    published: str | None
    evidence: str
    claims: tuple[str, ...]
    reports: tuple[str, ...]


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """One thing counted: the action, the class, and what each source says.

    ``disagree`` when no number suits all that the sources said last; ``updated`` names those that changed their own.
    """

    action: str
    object: str | None
    unit: str
    disagree: bool
    updated: tuple[str, ...] = ()
    said: tuple[Said, ...]


class Matrix(msgspec.Struct, frozen=True, kw_only=True):
    """The measures of an incident and its sources, in the order in which they first speak."""

    incident: str
    sources: tuple[str, ...]
    measures: tuple[Measure, ...]


def matrix(incident: Incident) -> Matrix:
    """Measures × speakers of one incident, disagreements marked."""
    copies = Copies(incident)
    names: dict[str, str] = {}
    rows: dict[tuple[str, str | None, str], dict[tuple[Any, ...], list[Claim]]] = {}
    for claim in distinct(incident.claims):
        count = claim.count
        if count.qualifier is not None:
            name = names.setdefault(copies.source(claim), source_name(claim))
            said = rows.setdefault((claim.action, claim.object, count.unit), {})
            said.setdefault((name, count.low, count.high, claim.status), []).append(claim)
    measures = tuple(_measure(*key, said) for key, said in rows.items())
    return Matrix(incident=incident.id, sources=tuple(dict.fromkeys(names.values())), measures=measures)


def _measure(action: str, object: str | None, unit: str, rows: dict[tuple[Any, ...], list[Claim]]) -> Measure:
    said = tuple(_said(name, claims) for (name, *_), claims in rows.items())
    return Measure(action=action, object=object, unit=unit, disagree=disagree(said), updated=updated(said), said=said)


def _said(name: str, claims: list[Claim]) -> Said:
    first = claims[0]
    return Said(
        source=name,
        count=first.count,
        status=first.status,
        interest=interest(first),
        published=first.published,
        evidence=first.evidence.text,
        claims=tuple(claim.id for claim in claims),
        reports=tuple(dict.fromkeys(claim.report for claim in claims)),
    )


def updated(said: tuple[Said, ...]) -> tuple[str, ...]:
    """The sources that gave a figure and, on a later day, another."""
    last = _last(said)
    return tuple(dict.fromkeys(s.source for s in said if s not in last))


def _last(said: tuple[Said, ...]) -> tuple[Said, ...]:
    """What each source said last; of one day all."""
    days: dict[str, str] = {}
    for s in said:
        days[s.source] = max(days.get(s.source, ""), s.published or "")
    return tuple(s for s in said if not s.published or s.published == days[s.source])


def disagree(every: tuple[Said, ...]) -> bool:
    """Whether no number suits all sources, by what each said last, or somebody denies it."""
    said = _last(every)
    numbered = [s.count for s in said if s.count.low is not None or s.count.high is not None]
    low = max((c.low for c in numbered if c.low is not None), default=0)
    high = min((c.high for c in numbered if c.high is not None), default=low)
    return low > high or (len(said) > 1 and any(s.status == "denied" for s in said))
