"""What people's judgements say of the claims that are asked for now: as linking takes them."""

from __future__ import annotations

from collections.abc import Container, Iterator

from django.db.models import QuerySet

from rasd.codebook.book import load
from rasd.ledger.connecting import Door
from rasd.ledger.flattening import claim_of
from rasd.ledger.judging import Judged, is_case, judgements
from rasd.ledger.started import models
from rasd.linking.cutting import cut
from rasd.linking.wording import stem
from rasd.model import Claim, Judgement, Reason

_ASKED = 300


def implied(door: Door, claims: Container[str]) -> list[Judgement]:
    """People's judgements of these claims, given by their ids.

    A judgement of a claim that only repeats another is one of that other; where a claim was rejected since, another of
    the same telling speaks for it.
    """
    held = [j for j in judgements(door) if j.verdict != "undone" and j.carried != "orphaned"]
    held = [j for j in held if not is_case(j.a) and not is_case(j.b)] + list(_by_cases(held))
    away = {id for judged in held for id in (judged.a, judged.b) if id not in claims}
    instead = dict(_instead(door, sorted(away), claims))
    found = [_judgement(judged, instead.get(judged.a, judged.a), instead.get(judged.b, judged.b)) for judged in held]
    return [judgement for judgement in found if judgement.a != judgement.b]


def _by_cases(held: list[Judged]) -> Iterator[Judged]:
    """What people hold of cases, said of claims: those held for one case are the same, one held against it is not."""
    same: dict[str, Judged] = {}
    for verdict in ("same", "different"):
        for judged in held:
            case, claim = (judged.a, judged.b) if is_case(judged.a) else (judged.b, judged.a)
            if is_case(case) and judged.verdict == verdict:
                first = same.setdefault(case, judged) if verdict == "same" else same.get(case)
                if first is not None and first is not judged:
                    yield judged._replace(a=first.b if first.a == case else first.a, b=claim)


def _judgement(judged: Judged, a: str, b: str) -> Judgement:
    one, other = sorted((a, b))
    score = 1.0 if judged.verdict == "same" else 0.0
    why = judged.reason or f"judged on {judged.at:%Y-%m-%d}"
    reasons = (Reason("judged", 1.0, 0.0, why),)
    return Judgement(a=one, b=other, verdict=judged.verdict, score=score, by=judged.by, reasons=reasons)


def _instead(door: Door, away: list[str], claims: Container[str]) -> Iterator[tuple[str, str]]:
    """For claims that are not asked for, those that speak for them."""
    rows = models.Claim.objects.using(door.alias)
    for start in range(0, len(away), _ASKED):
        found = rows.filter(record_id__in=away[start : start + _ASKED], supersedes=None, reading__current=True)
        for record_id, copies, reading in list(found.values_list("record_id", "copies", "reading")):
            other = _first(rows.filter(key=copies), claims) if copies else _companion(door, record_id, reading, claims)
            if other is not None:
                yield record_id, other


def _first(rows: QuerySet[models.Claim], claims: Container[str]) -> str | None:
    return next((id for id in rows.values_list("record_id", flat=True) if id in claims), None)


def _companion(door: Door, record_id: str, reading: int, claims: Container[str]) -> str | None:
    """A claim that the same report tells of the same incident."""
    rows = models.Claim.objects.using(door.alias).filter(reading=reading, supersedes=None).order_by("key")
    told: list[Claim] = [claim_of(record) for record in rows.values_list("record", flat=True)]
    heads = frozenset(stem(form) for form in load().place_heads)
    for own, _, _ in cut(told, heads):
        ids = [claim.id for claim in own]
        if record_id in ids:
            return next((id for id in ids if id in claims), None)
    return None
