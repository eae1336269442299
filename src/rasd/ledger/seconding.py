"""Two reviewers: what a second one says of a claim beside the first's decision, and who settles where they disagree.

The first decision stays in effect. A second reviewer who says the same confirms it; one who says otherwise makes the
claim ``disputed``, as which it is answered, exported and listed until a third person decides.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from rasd.errors import Conflict, UsageError
from rasd.ledger.chain import Event, append, canonical, now, person
from rasd.ledger.connecting import Door
from rasd.ledger.correcting import corrected
from rasd.ledger.deciding import apply, check_decision, decide, head_of, is_same, row_of_claim
from rasd.ledger.flattening import claim_of
from rasd.ledger.inserting import clean, clean_or_none
from rasd.ledger.started import models


class Said(NamedTuple):
    """What one reviewer says of a claim."""

    key: int
    verdict: str
    fields: str | None
    reason: str | None
    by: str
    at: datetime.datetime


class Disagreement(NamedTuple):
    """A claim on which reviewers disagree: the decision in effect, and what others say otherwise."""

    record_id: str
    original: str
    decision: Said
    others: tuple[Said, ...]


def second(
    door: Door,
    record_id: str,
    verdict: str,
    *,
    fields: Mapping[str, Any] | None = None,
    reason: str | None = None,
    by: str | None = None,
    user: int | None = None,
    seen: int | None = None,
) -> bool:
    """Say what a second reviewer holds of a claim; whether that is what the first decided.

    ``verdict``, ``fields`` and ``seen`` are those of :func:`rasd.ledger.deciding.decide`. Raises :class:`UsageError`
    when nobody has decided yet, or the same person has.
    """
    check_decision(verdict, fields)
    if verdict == "undone":
        message = "a second reviewer accepts, rejects or corrects; undone takes back one's own decision."
        raise UsageError(message, "no-second-verdict")
    who = by or person()
    with door.writing():
        row = row_of_claim(door, record_id)
        if fields:
            corrected(claim_of(row.record), fields)
        head = head_of(door, row)
        if seen is not None and seen != (head.key if head else 0):
            raise Conflict(record_id, head.by if head else None, head.key if head else 0)
        if head is None or head.verdict == "undone":
            raise UsageError(
                "{claim}: nobody has decided on it yet. Decide first: rasd decide.", "nobody-decided", claim=record_id
            )
        if head.by == clean(who):
            message = "{claim}: {by} has decided on it. A second reviewer is another person."
            raise UsageError(message, "first-reviewer", claim=record_id, by=head.by)
        opinion = _store(door, head, verdict, fields, reason, who, user)
        apply(door, head, row)
        return opinion.agrees


def _store(
    door: Door,
    head: models.Decision,
    verdict: str,
    fields: Mapping[str, Any] | None,
    reason: str | None,
    by: str,
    user: int | None,
) -> models.Opinion:
    told = canonical(dict(fields)) if fields else None
    root = head.origin_id or head.key
    before = models.Opinion.objects.using(door.alias).filter(decision=root, by=clean(by), superseded_by=None).first()
    opinion = models.Opinion.objects.using(door.alias).create(
        decision_id=root,
        verdict=verdict,
        fields=told,
        reason=clean_or_none(reason),
        agrees=is_same(head, verdict, told),
        user_id=user,
        by=clean(by),
        at=now(),
        supersedes=before,
    )
    details = {"opinion": opinion.key, "record": head.record_id, "verdict": verdict, "fields": dict(fields or {})}
    append(door, [Event("seconded", {**details, "reason": opinion.reason}, head.original_id)], opinion.by)
    return opinion


def settle(door: Door, record_id: str, verdict: str, **more: Any) -> int:
    """Decide where reviewers disagree; by a third person. As :func:`rasd.ledger.deciding.decide`.

    Raises :class:`UsageError` where nobody disagrees, or one of those who do would settle it.
    """
    with door.writing():
        head = head_of(door, row_of_claim(door, record_id))
        against = list(current(door, head).filter(agrees=False)) if head else []
        if head is None or not against:
            raise UsageError("{claim}: there is no disagreement to settle.", "nothing-to-settle", claim=record_id)
        who = more.get("by") or person()
        if who in {head.by, *(opinion.by for opinion in against)}:
            message = "{claim}: {by} is one of those who disagree. Let a third person settle it."
            raise UsageError(message, "party-to-disagreement", claim=record_id, by=who)
        return decide(door, record_id, verdict, **{**more, "by": who})


def current(door: Door, head: models.Decision) -> QuerySet[models.Opinion]:
    """What others say now of the decision that holds, or of the one that it carries over."""
    root = head.origin_id or head.key
    return models.Opinion.objects.using(door.alias).filter(decision=root, superseded_by=None).order_by("key")


def _heads(door: Door) -> QuerySet[models.Decision]:
    rows = models.Decision.objects.using(door.alias).filter(superseded_by=None).exclude(verdict="undone")
    return rows.exclude(carried="orphaned")


def disagreements(door: Door) -> Iterator[Disagreement]:
    """The claims on which reviewers disagree, the latest first."""
    against = models.Opinion.objects.using(door.alias).filter(superseded_by=None, agrees=False)
    roots = against.values("decision")
    for head in _heads(door).filter(Q(key__in=roots) | Q(origin__in=roots)).select_related("original").order_by("-key"):
        others = tuple(_said(opinion) for opinion in current(door, head).filter(agrees=False))
        yield Disagreement(head.record_id, head.original.sha256, _said(head), others)


def _said(row: models.Decision | models.Opinion) -> Said:
    return Said(row.key, row.verdict, row.fields, row.reason, row.by, row.at)


def awaiting(door: Door, by: str | None = None) -> Iterator[str]:
    """The ids of claims that one person has decided on and no other has looked at; not those decided on ``by``."""
    roots = models.Opinion.objects.using(door.alias).values("decision")
    rows = _heads(door).exclude(Q(key__in=roots) | Q(origin__isnull=False, origin__in=roots))
    if by is not None:
        rows = rows.exclude(by=by)
    yield from rows.order_by("key").values_list("record_id", flat=True).iterator()
