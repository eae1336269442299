"""Judgements after another reading of a report: carried over to its claims, or listed as orphaned."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from rasd.ledger.chain import Event, append, head, now
from rasd.ledger.connecting import Door
from rasd.ledger.judging import is_case
from rasd.ledger.started import models


def target(
    rows: Iterable[models.Claim], record_id: str, action: str, start: int, end: int
) -> tuple[models.Claim | None, str]:
    """The claim of a later reading that a person has spoken of, and how that is known: ``id``, ``overlap``."""
    best, most = None, 0
    for row in rows:
        if row.record_id == record_id:
            return row, "id"
        shared = min(row.span_end, end) - max(row.span_start, start)
        if row.action == action and shared > most:
            best, most = row, shared
    return best, "overlap" if best else "orphaned"


def rejudge(door: Door, original: int) -> list[str]:
    """Carry the judgements on claims of an original over to its current reading; what became of each."""
    rows = models.Judgement.objects.using(door.alias).filter(superseded_by=None)
    heads = rows.filter(Q(one=original) | Q(other=original)).select_related("origin").order_by("key")
    return [_carry(door, judgement) for judgement in list(heads)]


def _carry(door: Door, judged: models.Judgement) -> str:
    """Each side is looked for anew: another reading of the other report may have lost or found it meanwhile."""
    of = judged.origin or judged
    one, how_one = _found(door, of, "one")
    other, how_other = _found(door, of, "other")
    if one is None or other is None or one == other:  # two claims that are one now say nothing of each other
        if judged.carried != "orphaned":
            _store(door, judged, judged.one_record, judged.other_record, "orphaned")
        return "orphaned"
    how = "id" if how_one == how_other == "id" else "overlap"
    if judged.carried == "orphaned" or (one, other) != (judged.one_record, judged.other_record):
        _store(door, judged, one, other, how)
    return "standing" if how == "id" else "moved"


def _found(door: Door, of: models.Judgement, side: str) -> tuple[str | None, str]:
    if is_case(getattr(of, f"{side}_record")):
        return getattr(of, f"{side}_record"), "id"
    original, *told = (getattr(of, f"{side}_{name}") for name in ("id", "record", "action", "start", "end"))
    rows = models.Claim.objects.using(door.alias).filter(
        reading__original=original, reading__current=True, supersedes=None
    )
    row, how = target(rows.only("record_id", "action", "span_start", "span_end").order_by("key"), *told)
    return (row.record_id if row else None), how


#: What a carried judgement has from the one before it.
_KEPT = (
    "one_id one_action one_start one_end other_id other_action other_start other_end verdict reason user_id by".split()
)


def _store(door: Door, judged: models.Judgement, one: str, other: str, how: str) -> None:
    kept: dict[str, Any] = {name: getattr(judged, name) for name in _KEPT}
    of = judged.origin_id or judged.key
    row = models.Judgement.objects.using(door.alias).create(
        **kept,
        one_record=one,
        other_record=other,
        at=now(),
        supersedes=judged,
        origin_id=of,
        carried=how,
        entry=head(door)[0] + 1,
    )
    told = {"judgement": row.key, "of": of, "one": one, "other": other, "verdict": row.verdict, "how": how}
    append(door, [Event("rejudged", told)])
