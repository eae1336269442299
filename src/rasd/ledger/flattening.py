"""Claims → rows: the record as JSON, and beside it the columns to filter by."""

from __future__ import annotations

from typing import Any

import msgspec

from rasd.ledger.words import words_of
from rasd.model import Claim, Place, Speaker

#: The columns of a claim's row after ``key, reading``, in the order of :func:`row_of`.
COLUMNS = (
    "record_id", "current", "review", "outlet", "published", "action", "object", "low", "high", "qualifier", "unit",
    "agent_id", "patient_id", "speaker_id", "place_id", "country", "admin1", "lat", "lon", "place_level", "start",
    "end", "status", "scope", "restates", "part", "span_start", "span_end", "words", "record",
)  # fmt: skip
_decode = msgspec.json.Decoder(Claim).decode
_NOWHERE = (None,) * 6


def claim_of(record: bytes | str) -> Claim:
    """A record as a claim again."""
    return _decode(record)


def row_of(claim: Claim, record: str, review: str = "") -> tuple[Any, ...]:
    """The cells of a claim's row."""
    count, place, time, speaker = claim.count, claim.place, claim.time, claim.speaker
    start, end = count.span or claim.evidence.span
    where = _NOWHERE if place is None else (place.id, place.country, place.admin1, place.lat, place.lon, place.level)
    return (
        claim.id, True, review, claim.outlet, claim.published, claim.action, claim.object,
        count.low, count.high, count.qualifier, count.unit,
        claim.agent.id if claim.agent else None,
        claim.patient.id if claim.patient else None,
        speaker.id if speaker else None,
        *where,
        time.start if time else None,
        time.end if time else None,
        claim.status, claim.scope, claim.restates is not None, claim.part_of is not None,
        start, end, words_of(claim), record,
    )  # fmt: skip


def parts_of(claim: Claim) -> list[tuple[Any, ...]]:
    """The single places and speakers of joint names: role, id, country, admin1, lat, lon."""
    found: list[tuple[Any, ...]] = []
    for place in _places(claim.place):
        found.append(("place", place.id or place.text, place.country, place.admin1, place.lat, place.lon))
    for speaker in _speakers(claim.speaker):
        found.append(("speaker", speaker.id or speaker.text, None, None, None, None))
    return found


def _places(place: Place | None) -> tuple[Place, ...]:
    return (place.parts or ()) if place else ()


def _speakers(speaker: Speaker | None) -> tuple[Speaker, ...]:
    return (speaker.parts or ()) if speaker else ()
