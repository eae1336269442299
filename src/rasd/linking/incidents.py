"""Incidents: what the judgements say belongs together, with what happened, where and when."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from rasd.codebook.collector import paused
from rasd.linking.clustering import Groups, cluster, is_one_telling, join_all
from rasd.linking.judging import link, weights
from rasd.model import Claim, Incident, Judgement, Place, Report, Where

#: What an incident is called by, the most telling first; violence names it before its effects.
_VIOLENCE = "airstrike drone_strike shelling explosion assassination raid clash attack".split()
_LEVELS = "site settlement admin2 line admin1 country unknown".split()


def linked(
    claims: Iterable[Claim],
    reports: Iterable[Report] = (),
    judgements: Iterable[Judgement] = (),
    *,
    threshold: float | None = None,
    confirmed_only: bool = False,
) -> list[Incident]:
    """The incidents of some claims at once: linked, and with the judgements that people have given."""
    records = list(claims)
    judged = [*link(records, reports), *judgements]
    return incidents(records, judged, threshold=threshold, confirmed_only=confirmed_only)


def incidents(
    claims: Iterable[Claim],
    judgements: Iterable[Judgement],
    *,
    threshold: float | None = None,
    confirmed_only: bool = False,
) -> list[Incident]:
    """The incidents that the judgements imply, in the order of their days.

    ``threshold`` is the score from which on the engine's judgements count for the same; the codebook's by default.
    ``confirmed_only`` leaves the engine's judgements between reports out: only people's tie reports together.
    """
    with paused():
        return _incidents(claims, list(judgements), threshold, confirmed_only)


def _incidents(
    claims: Iterable[Claim], judged: list[Judgement], threshold: float | None, confirmed_only: bool
) -> list[Incident]:
    records: dict[str, list[Claim]] = {}
    for claim in claims:
        records.setdefault(claim.id, []).append(claim)
    limit = weights().threshold if threshold is None else threshold
    groups = cluster(records, judged, limit, confirmed_only=confirmed_only)
    of = {id: number for number, group in enumerate(groups) for id in group}
    own: list[list[Judgement]] = [[] for _ in groups]
    sums: list[set[int]] = [set() for _ in groups]
    for judgement in judged:
        a, b = of.get(judgement.a), of.get(judgement.b)
        if a is None or b is None:
            continue
        if judgement.verdict == "sums_up":
            own[a].append(judgement)
            sums[a].add(b)
        elif a == b:
            own[a].append(judgement)
        elif judgement.by_person:  # what they hold apart is told of both
            own[a].append(judgement)
            own[b].append(judgement)
    names = [name_of(group, records) for group in groups]
    found = [
        incident_from(names[n], [c for id in group for c in records[id]], own[n], [names[s] for s in sorted(sums[n])])
        for n, group in enumerate(groups)
    ]
    return sorted(found, key=lambda i: (i.start or "", i.id))


def name_of(group: list[str], records: dict[str, list[Claim]]) -> str:
    """An incident's id: from its earliest claim, so that later reports leave it as it is."""
    first = min((records[id][0].published or "", id) for id in group)
    return "i-" + hashlib.sha256(first[1].encode()).hexdigest()[:16]


def incident_from(name: str, claims: list[Claim], judgements: list[Judgement], sums: list[str]) -> Incident:
    """An incident from its claims, the judgements between them, and the names of those that it sums up."""
    ordered = sorted(claims, key=lambda c: (c.published or "", c.report, c.evidence.span, c.id))
    start, end = when(ordered)
    return Incident(
        id=name,
        kind="summary" if all(claim.scope != "single" for claim in ordered) else "single",
        what=what(ordered),
        place=where(ordered),
        start=start,
        end=end,
        claims=tuple(ordered),
        judgements=tuple(judgements),
        sums_up=tuple(sorted(set(sums) - {name})),
        suggested=len(unconfirmed(ordered, judgements)),
    )


def unconfirmed(claims: Sequence[Claim], judgements: Iterable[Judgement]) -> list[Claim]:
    """The claims of an incident that are in it by the engine's word alone."""
    if len({claim.report_id for claim in claims}) < 2:
        return []
    ties = [j for j in judgements if j.verdict == "same" and (j.by_person or is_one_telling(j))]
    groups = Groups((claim.id for claim in claims), 0.5)
    ties = [j for j in ties if j.a in groups.members and j.b in groups.members]
    join_all(groups, ties)
    judged = sorted({groups.group(id) for j in ties if j.by_person for id in (j.a, j.b)})
    sizes = {group: sum(groups.group(claim.id) == group for claim in claims) for group in judged}
    largest = max(judged, key=lambda group: sizes[group], default=None)
    return [claim for claim in claims if groups.group(claim.id) != largest]


def what(claims: list[Claim]) -> str:
    """What happened: the act of violence told most, else what is told most."""
    told = Counter(claim.action for claim in claims)
    violence = [(-told[act], n, act) for n, act in enumerate(_VIOLENCE) if act in told]
    return min(violence)[2] if violence else min((-n, act) for act, n in told.items())[1]


def where(claims: list[Claim]) -> Where | None:
    """The place told by most reports, the finer one first."""
    places: dict[str, tuple[set[str], Place]] = {}
    for claim in claims:
        if claim.place is not None:
            key = claim.place.id or " ".join(claim.place.text.split())
            places.setdefault(key, (set(), claim.place))[0].add(claim.report_id)
    if not places:
        return None
    ranked = ((p.status != "resolved", -len(told), _LEVELS.index(p.level) if p.level in _LEVELS else 9, key)
              for key, (told, p) in places.items())  # fmt: skip
    place = places[min(ranked)[-1]][1]
    known = {key: getattr(place, key) for key in Where.__struct_fields__ if key != "text"}
    return Where(text=" ".join(place.text.split()), **known)


def when(claims: list[Claim]) -> tuple[str | None, str | None]:
    """The first and last day: what most reports say of those that say it shortest."""
    told: dict[tuple[str, str], set[str]] = {}
    for claim in claims:
        if claim.time and claim.time.start and claim.time.end:
            told.setdefault((claim.time.start, claim.time.end), set()).add(claim.report_id)
    if not told:
        return None, None
    return min(told, key=lambda days: (-len(told[days]), days))
