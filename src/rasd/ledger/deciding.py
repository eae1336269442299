"""What people decide on claims: a new row each time, nothing is overwritten."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from rasd.codebook.schema import ACTIONS, OBJECTS
from rasd.errors import Conflict, LedgerError, UsageError
from rasd.ledger.asking import SCOPES, STATUSES
from rasd.ledger.chain import Event, append, canonical, now, person
from rasd.ledger.connecting import Door
from rasd.ledger.flattening import claim_of
from rasd.ledger.inserting import clean, clean_or_none
from rasd.ledger.started import models
from rasd.ledger.storing import Batch
from rasd.model import Claim, to_json

#: What can be decided; ``undone`` takes the decision before it back.
VERDICTS = ("accepted", "rejected", "corrected", "undone")
#: The verdict of who has added a claim that the reader missed, and the rule that such a claim names.
ADDED, PERSON = "added", "person"
#: What makes a claim this claim cannot be corrected: reject it instead.
_FIXED = frozenset("id report report_id rules engine evidence".split())


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
    if verdict not in VERDICTS:
        raise UsageError(f"{verdict}: no such verdict. Write one of {', '.join(VERDICTS)}.")
    if (verdict == "corrected") != bool(fields):
        raise UsageError("corrected needs --set FIELD=VALUE, which fields it sets; the other verdicts set none.")
    with door.writing():
        row = row_of_claim(door, record_id)
        if fields:
            corrected(claim_of(row.record), fields)
        last = models.Decision.objects.using(door.alias).filter(record_id=record_id, superseded_by=None)
        head = last.filter(original=row.reading.original_id).order_by("-key").first()
        if seen is not None and seen != (head.key if head else 0):
            raise Conflict(record_id, head.by if head else None, head.key if head else 0)
        if verdict == "undone" and (head is None or head.verdict == "undone"):
            raise UsageError(f"{record_id}: there is no decision to take back.")
        decision = _decision(door, row, verdict, fields, reason, by or person(), user, head)
        apply(door, decision, row)
        details = {"decision": decision.key, "record": record_id, "verdict": verdict, "fields": dict(fields or {})}
        append(door, [Event("decided", {**details, "reason": decision.reason}, decision.original_id)], decision.by)
    return decision.key


def row_of_claim(door: Door, record_id: str) -> models.Claim:
    """The row that the reader wrote of a claim of a current reading; :class:`LedgerError` if there is none."""
    rows = models.Claim.objects.using(door.alias).select_related("reading")
    row = rows.filter(record_id=record_id, supersedes=None, reading__current=True).first()
    if row is None:
        raise LedgerError(f"{record_id}: no claim of a current reading has this id. See rasd claims.")
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
    if decision.verdict != "corrected":
        rows.filter(key=row.key).update(copies=None, **_state(decision, row))
        return
    rows.filter(key=row.key).update(current=False)
    claim = corrected(claim_of(row.record), json.loads(decision.fields or "{}"))
    batch = Batch(door)
    batch.claim(row.reading_id, claim, to_json(claim).decode(), "corrected", row.key)
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


def corrected(claim: Claim, fields: Mapping[str, Any]) -> Claim:
    """A claim with some fields set to other values.

    Raises :class:`UsageError` for a field that no record has or that cannot be corrected, or a value that does not fit.
    """
    record: dict[str, Any] = msgspec.to_builtins(claim)
    for name, value in fields.items():
        if name.partition(".")[0] in _FIXED:
            raise UsageError(f"{name} says which claim it is and cannot be corrected. Reject the claim instead.")
        _set(record, name, value)
    try:
        changed = msgspec.convert(record, Claim)
    except msgspec.ValidationError as error:
        raise UsageError(f"the correction does not fit the record: {error}.") from None
    _check_codes(changed)
    return changed


def _check_codes(claim: Claim) -> None:
    """Raise :class:`UsageError` for a code that no claim can have: such a claim would be found by no question."""
    for name, value, known in (
        ("action", claim.action, ACTIONS),
        ("object", claim.object, OBJECTS),
        ("status", claim.status, STATUSES),
        ("scope", claim.scope, SCOPES),
    ):
        if value is not None and value not in known:
            raise UsageError(f"{name}={value}: no such code. Known are {', '.join(sorted(known))}.")


def _set(record: dict[str, Any], name: str, value: Any) -> None:
    inside: Any = record
    *path, last = name.split(".")
    for step in path:
        inside = inside.get(step) if isinstance(inside, dict) else None
    if not isinstance(inside, dict) or last not in inside:
        raise UsageError(f"{name}: the record has no such field. See docs/reading.md.")
    inside[last] = value


def decisions(door: Door, orphaned: bool = False) -> Iterator[Decided]:
    """The decisions that hold, or only those that lost their claim, the latest first."""
    rows = models.Decision.objects.using(door.alias).filter(superseded_by=None).order_by("-key")
    if orphaned:
        rows = rows.filter(carried="orphaned")
    columns = ("key", "record_id", "verdict", "fields", "reason", "by", "at", "carried", "original__sha256")
    for row in rows.values_list(*columns).iterator():
        yield Decided(*row)
