"""Claims that the reader missed and a person adds: kept like those read, with their words and with who added them.

Such a claim names the one rule ``person``. Adding it is a decision, so it is in the log and can be taken back. On a
later reading it is carried over: to the same words of the new text, or to the reader's claim if that finds it now.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import msgspec

from rasd.arabic.words import tokenise
from rasd.errors import LedgerError, UsageError
from rasd.ledger.chain import Event, append, now, person
from rasd.ledger.connecting import Door
from rasd.ledger.correcting import corrected
from rasd.ledger.deciding import ADDED, PERSON, apply, is_own
from rasd.ledger.flattening import claim_of
from rasd.ledger.inserting import clean, clean_or_none
from rasd.ledger.originals import bytes_of
from rasd.ledger.started import models
from rasd.ledger.storing import Batch, digest_of, version
from rasd.ledger.verbatim import moved
from rasd.model import Claim, Count, Engine, Extent, Report, Span, to_json


def add_missed(
    door: Door,
    original: int,
    evidence: Span,
    fields: Mapping[str, Any],
    *,
    reason: str | None = None,
    by: str | None = None,
    user: int | None = None,
) -> str:
    """Add a claim to the current reading of an original, by the key of that; the claim's id.

    ``evidence`` is the span of its words; ``fields`` are those of the record, as for a correction, with ``action`` at
    least. A place of which only the words are given is resolved as the reader would.

    Raises :class:`UsageError` for fields that do not fit, or for a claim that is there already.
    """
    with door.writing():
        reading = _current(door, original)
        report = report_of(door, reading)
        claim = placed(report, _made(report, evidence, fields))
        row = (
            models.Claim.objects.using(door.alias).filter(reading=reading, record_id=claim.id, supersedes=None).first()
        )
        if row is not None and (row.current or not is_own(row.record)):
            raise UsageError("{claim}: this claim is there already. Decide on that one.", "claim-there", claim=claim.id)
        if row is None:
            row = _kept(door, reading.key, claim)
        decision = _decision(door, row, original, reason, by or person(), user)
        apply(door, decision, row)
        details = {"decision": decision.key, "record": row.record_id, "verdict": ADDED, "fields": {}}
        details["reason"] = decision.reason
        details["claim"] = digest_of([row.record.encode()])
        append(door, [Event("decided", details, original)], decision.by)
    return row.record_id


def _current(door: Door, original: int) -> models.Reading:
    rows = models.Reading.objects.using(door.alias).select_related("original", "sighting")
    reading = rows.filter(original=original, current=True).first()
    if reading is None:
        message = "original {original}: was not read, or is gone. Look for the report anew."
        raise LedgerError(message, "no-such-report", original=original)
    return reading


def report_of(door: Door, reading: models.Reading) -> Report:
    """The report as it was read; its id is that of the original bytes."""
    seen = reading.sighting
    return Report(
        id=seen.name,
        text=bytes_of(door, reading.text).decode("utf-8", "surrogatepass"),
        report_id="sha256:" + reading.original.sha256,
        published=seen.published,
        outlet=seen.outlet,
        title=seen.title,
        url=seen.url,
        language=seen.language,
    )


def _made(report: Report, evidence: Span, fields: Mapping[str, Any]) -> Claim:
    """The claim that the fields tell of."""
    start, end = evidence
    if not 0 <= start < end <= len(report.text):
        raise UsageError("the words of the claim are not in the report. Mark them anew.", "words-not-there")
    given = dict(fields)
    bare = Claim(
        id="",
        report=report.id,
        report_id=report.report_id,
        outlet=report.outlet,
        published=report.published.isoformat() if report.published else None,
        action=str(given.pop("action", "")),
        object=None,
        count=Count(),
        agent=None,
        patient=None,
        place=None,
        time=None,
        attribution=(),
        status="asserted",
        scope="single",
        persons=(),
        evidence=Extent(report.text[start:end], (start, end)),
        part_of=None,
        same_items_as=None,
        restates=None,
        rules=(PERSON,),
        engine=Engine(*version()),
    )
    claim = corrected(bare, given)
    return msgspec.structs.replace(claim, id=id_of(claim))


def id_of(claim: Claim) -> str:
    """The id of a claim: from its report, action, and the spans of its measure (or words), place and speaker."""
    measure = claim.count.span or claim.evidence.span
    spans = (measure, claim.place and claim.place.span, claim.speaker and claim.speaker.span)
    parts = [claim.report_id, claim.action, *(str(tuple(span) if span else None) for span in spans)]
    return "c-" + hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def placed(report: Report, claim: Claim) -> Claim:
    """A claim with its place resolved, where only the words of that are known."""
    place = claim.place
    if place is None or place.id is not None or place.lat is not None:
        return claim
    from rasd.reading.knowledge import default
    from rasd.resolving.claims import resolved

    (found,) = resolved(report, tokenise(report.text), [claim], default())
    return msgspec.structs.replace(found, rules=claim.rules)


def _kept(door: Door, reading: int, claim: Claim, record: str | None = None) -> models.Claim:
    batch = Batch(door)
    key = batch.claim(reading, claim, record or to_json(claim).decode(), "accepted")
    batch.write()
    return models.Claim.objects.using(door.alias).get(key=key)


def _decision(
    door: Door, row: models.Claim, original: int, reason: str | None, by: str, user: int | None
) -> models.Decision:
    rows = models.Decision.objects.using(door.alias)
    return rows.create(
        original_id=original,
        record_id=row.record_id,
        verdict=ADDED,
        reason=clean_or_none(reason),
        action=row.action,
        span_start=row.span_start,
        span_end=row.span_end,
        user_id=user,
        by=clean(by),
        at=now(),
        supersedes=rows.filter(original=original, record_id=row.record_id, superseded_by=None).first(),
    )


class Added:
    """The claims that people added to an old reading, as the new one has them; only inside :meth:`Door.writing`."""

    def __init__(self, door: Door, old: int, new: int, rows: list[models.Claim]) -> None:
        self.door, self.new = door, new
        before = models.Claim.objects.using(door.alias).filter(reading=old, supersedes=None)
        self.own = {row.record_id: row for row in before if is_own(row.record)}
        known = {row.record_id for row in before}
        self.found = [row for row in rows if row.record_id not in known]  # what the reader finds only now
        self.same = {row.record_id: row for row in rows}
        self.texts = [self._text(key) for key in (old, new)] if self.own else []

    def _text(self, reading: int) -> str:
        sha256 = models.Reading.objects.using(self.door.alias).values_list("text", flat=True).get(key=reading)
        return bytes_of(self.door, sha256).decode("utf-8", "surrogatepass")

    def target(self, head: models.Decision) -> tuple[models.Claim | None, str] | None:
        """The claim of the new reading for a decision on an added one, and how that is known; none for any other."""
        row = self.own.get(head.record_id)
        if row is None:
            return None
        if head.record_id in self.same:
            return self.same[head.record_id], "id"
        now_read = [
            other
            for other in self.found
            if other.action == row.action and other.span_start < row.span_end and row.span_start < other.span_end
        ]
        if now_read and head.verdict in (ADDED, "accepted"):
            return now_read[0], "overlap"
        return self._copied(row)

    def _copied(self, row: models.Claim) -> tuple[models.Claim | None, str]:
        """The claim once more, for the new reading, at the same words of its text."""
        if self.texts[0] == self.texts[1]:
            return _kept(self.door, self.new, claim_of(row.record), row.record), "id"
        record = moved(json.loads(row.record), *self.texts)
        if record is None:
            return None, "orphaned"
        claim = msgspec.convert(record, Claim)
        claim = msgspec.structs.replace(claim, id=id_of(claim))
        return _kept(self.door, self.new, claim), "overlap"
