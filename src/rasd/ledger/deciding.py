"""What people decide on claims: a new row each time, nothing is overwritten."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from rasd.errors import Conflict, LedgerError, UsageError
from rasd.ledger.chain import Event, append, canonical, now, person
from rasd.ledger.connecting import Door
from rasd.ledger.correcting import corrected
from rasd.ledger.flattening import claim_of
from rasd.ledger.inserting import clean, clean_or_none
from rasd.ledger.started import models
from rasd.ledger.storing import Batch
from rasd.model import to_json

#: What can be decided; ``undone`` takes the decision before it back.
VERDICTS = ("accepted", "rejected", "corrected", "undone")
#: The verdict of who has added a claim that the reader missed, and the rule that such a claim names.
ADDED, PERSON = "added", "person"


class Decided(NamedTuple):
    """A decision that holds: the claim, what was decided, and how it came to this claim (see ``models.Decision``)."""

    key: int
    record_id: str
    verdict: str
    fields: str | None
    reason: str | None
    by: str
    at: datetime.datetime
    carried: str
    original: str


def decide(
    door: Door,
    record_id: str,
    verdict: str,
    *,
    fields: Mapping[str, Any] | None = None,
    reason: str | None = None,
    by: str | None = None,
    user: int | None = None,
    seen: int | None = None,
) -> int:
    """Decide on a claim of a current reading; the key of the decision.

    ``fields`` are what a correction sets: names of the record, with dots for what is inside (``count.low``).
    ``seen`` is the key of the decision that the person saw (0: none); if another was made since, nothing is stored
    and :class:`Conflict` is raised.
    """
    check_decision(verdict, fields)
    with door.writing():
        row = row_of_claim(door, record_id)
        if fields:
            corrected(claim_of(row.record), fields)
        head = head_of(door, row)
        if seen is not None and seen != (head.key if head else 0):
            raise Conflict(record_id, head.by if head else None, head.key if head else 0)
        if verdict == "undone" and (head is None or head.verdict == "undone"):
            raise UsageError("{claim}: there is no decision to take back.", "nothing-decided", claim=record_id)
        decision = _decision(door, row, verdict, fields, reason, by or person(), user, head)
        if head is not None and head.by == decision.by and verdict != "undone":
            _hand_on(door, head, decision)
        apply(door, decision, row)
        details = {"decision": decision.key, "record": record_id, "verdict": verdict, "fields": dict(fields or {})}
        append(door, [Event("decided", {**details, "reason": decision.reason}, decision.original_id)], decision.by)
    return decision.key


def check_decision(verdict: str, fields: Mapping[str, Any] | None) -> None:
    """Raise :class:`UsageError` for a verdict that there is not, or that does not go with such fields."""
    if verdict not in VERDICTS:
        message = "{given}: no such verdict. Write one of {known}."
        raise UsageError(message, "no-such-verdict", given=verdict, known=", ".join(VERDICTS))
    if (verdict == "corrected") != bool(fields):
        message = "corrected needs --set FIELD=VALUE, which fields it sets; the other verdicts set none."
        raise UsageError(message, "verdict-and-fields")


def head_of(door: Door, row: models.Claim) -> models.Decision | None:
    """The decision on a claim that no later one supersedes."""
    last = models.Decision.objects.using(door.alias).filter(record_id=row.record_id, superseded_by=None)
    return last.filter(original=row.reading.original_id).order_by("-key").first()


def _hand_on(door: Door, old: models.Decision, new: models.Decision) -> None:
    """Where a person changes their own decision, what second reviewers said is held against the new one."""
    opinions = models.Opinion.objects.using(door.alias).filter(decision=old.origin_id or old.key)
    for opinion in opinions:
        agrees = is_same(new, opinion.verdict, opinion.fields)
        models.Opinion.objects.using(door.alias).filter(key=opinion.key).update(decision=new, agrees=agrees)


def is_same(decision: models.Decision, verdict: str, fields: str | None) -> bool:
    """Whether a verdict says what was decided; who has added a claim holds it for right."""
    decided = "accepted" if decision.verdict == ADDED else decision.verdict
    return (decided, decision.fields) == (verdict, fields)


def _is_disputed(door: Door, decision: models.Decision) -> bool:
    root = decision.origin_id or decision.key
    rows = models.Opinion.objects.using(door.alias).filter(decision=root, superseded_by=None, agrees=False)
    return decision.verdict != "undone" and rows.exists()


def row_of_claim(door: Door, record_id: str) -> models.Claim:
    """The row that the reader wrote of a claim of a current reading; :class:`LedgerError` if there is none."""
    rows = models.Claim.objects.using(door.alias).select_related("reading")
    row = rows.filter(record_id=record_id, supersedes=None, reading__current=True).first()
    if row is None:
        message = "{claim}: no claim of a current reading has this id. See rasd claims."
        raise LedgerError(message, "no-such-claim", claim=record_id)
    return row


def _decision(
    door: Door,
    row: models.Claim,
    verdict: str,
    fields: Mapping[str, Any] | None,
    reason: str | None,
    by: str,
    user: int | None,
    head: models.Decision | None,
) -> models.Decision:
    return models.Decision.objects.using(door.alias).create(
        original_id=row.reading.original_id,
        record_id=row.record_id,
        verdict=verdict,
        fields=canonical(dict(fields)) if fields else None,
        reason=clean_or_none(reason),
        action=row.action,
        span_start=row.span_start,
        span_end=row.span_end,
        user_id=user,
        by=clean(by),
        at=now(),
        supersedes=head,
    )


def apply(door: Door, decision: models.Decision, row: models.Claim) -> None:
    """Let a decision show in the rows of its claim: ``row`` is the one that the reader wrote."""
    rows = models.Claim.objects.using(door.alias)
    rows.filter(supersedes=row.key, current=True).update(current=False)
    disputed = _is_disputed(door, decision)
    if decision.verdict != "corrected":
        state = _state(decision, row)
        if disputed:
            state = {"current": True, "review": "disputed"}
        rows.filter(key=row.key).update(copies=None, **state)
        return
    rows.filter(key=row.key).update(current=False)
    claim = corrected(claim_of(row.record), json.loads(decision.fields or "{}"))
    batch = Batch(door)
    batch.claim(row.reading_id, claim, to_json(claim).decode(), "disputed" if disputed else "corrected", row.key)
    batch.write()


def _state(decision: models.Decision, row: models.Claim) -> dict[str, Any]:
    """How a row stands after any decision but a correction. What a person has added is accepted, or withdrawn."""
    if decision.verdict == "undone" and is_own(row.record):
        before = (decision.origin or decision).supersedes
        return {"current": before is not None and before.verdict != ADDED, "review": "accepted"}
    review = {"undone": "", ADDED: "accepted"}.get(decision.verdict, decision.verdict)
    return {"current": True, "review": review}


def is_own(record: str) -> bool:
    """Whether a record is a claim that a person has added. (Within a text, quotation marks would be escaped.)"""
    return f'"rules":["{PERSON}"' in record


def decisions(door: Door, orphaned: bool = False) -> Iterator[Decided]:
    """The decisions that hold, or only those that lost their claim, the latest first."""
    rows = models.Decision.objects.using(door.alias).filter(superseded_by=None).order_by("-key")
    if orphaned:
        rows = rows.filter(carried="orphaned")
    columns = ("key", "record_id", "verdict", "fields", "reason", "by", "at", "carried", "original__sha256")
    for row in rows.values_list(*columns).iterator():
        yield Decided(*row)
