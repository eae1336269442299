"""A later reading in the place of an earlier one: people's decisions are carried over, or listed as orphaned.

So are their judgements of pairs of claims: see ``rejudging``.
"""

from __future__ import annotations

from typing import NamedTuple

from rasd.ledger.chain import Event, append, now
from rasd.ledger.connecting import Door
from rasd.ledger.deciding import apply, is_own
from rasd.ledger.missed import Added
from rasd.ledger.nearing import roots_of, settle
from rasd.ledger.rejudging import rejudge, target
from rasd.ledger.started import models
from rasd.ledger.storing import digest_of


class Carried(NamedTuple):
    """What became of the decisions and judgements on one original.

    They stand by the id of their claims, were moved to overlapping ones, or are orphaned.
    """

    standing: int = 0
    moved: int = 0
    orphaned: int = 0


def supersede(door: Door, old: int, new: int) -> Carried:
    """Let a new reading take the place of an old one; only inside :meth:`Door.writing`."""
    claims = models.Claim.objects.using(door.alias)
    claims.filter(reading=old, current=True).update(current=False)
    models.Reading.objects.using(door.alias).filter(key=old).update(current=False)
    original = models.Reading.objects.using(door.alias).values_list("original", flat=True).get(key=new)
    heads = models.Decision.objects.using(door.alias).filter(original=original, superseded_by=None).order_by("key")
    rows = list(claims.filter(reading=new, supersedes=None)) if heads else []
    added = Added(door, old, new, rows)
    found = []
    for head in heads.select_related("origin"):
        of = head.origin or head
        by_reader = target(rows, of.record_id, of.action, of.span_start, of.span_end)
        found.append((head, *(added.target(head) or by_reader)))
    # Decisions that stand by their id come last: where two meet on one claim, theirs is the word that counts.
    counts = [_carry(door, *item) for item in sorted(found, key=lambda item: item[2] == "id")]
    settle(door, roots_of(door, [original]))
    counts += rejudge(door, original)
    return Carried(*(counts.count(kind) for kind in ("standing", "moved", "orphaned")))


def _carry(door: Door, head: models.Decision, row: models.Claim | None, how: str) -> str:
    stands = row is not None and row.record_id == head.record_id and head.carried != "orphaned"
    if not stands and not (row is None and head.carried == "orphaned"):
        head = _carried_row(door, head, row, how)
    if row is not None:
        apply(door, head, row)
    return "orphaned" if row is None else "standing" if how == "id" else "moved"


def _carried_row(door: Door, head: models.Decision, row: models.Claim | None, how: str) -> models.Decision:
    decision = models.Decision.objects.using(door.alias).create(
        original_id=head.original_id,
        record_id=row.record_id if row else head.record_id,
        verdict=head.verdict,
        fields=head.fields,
        reason=head.reason,
        action=head.action,
        span_start=head.span_start,
        span_end=head.span_end,
        user_id=head.user_id,
        by=head.by,
        at=now(),
        supersedes=head,
        origin=head.origin or head,
        carried=how,
    )
    details = {"decision": decision.key, "of": (head.origin or head).key, "record": decision.record_id, "how": how}
    if row is not None and is_own(row.record):
        details["claim"] = digest_of([row.record.encode()])
    append(door, [Event("carried", details, head.original_id)])
    return decision
