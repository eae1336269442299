"""FollowTheMoney: reports, incidents, claims, parties and places as entities, one JSON object a line.

An incident is an ``Event``, its parties ``Organization``s or ``PublicBody``s, its place an ``Address``, a report an
``Article``, and each claim a ``Note`` on the event with the words that say it and the article as proof.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from rasd.codebook.book import load
from rasd.exporting import events
from rasd.exporting.captions import Wording
from rasd.exporting.sharing import Record
from rasd.exporting.tables import CAVEAT, Share
from rasd.exporting.ucdp import speaker_of
from rasd.model import Incident, Where

Entity = dict[str, Any]


def write(share: Share, out: Path) -> None:
    """The entities as one file, each once."""
    found: dict[str, Entity] = {}
    for entity in entities(share):
        found.setdefault(entity["id"], entity)
    out.write_bytes(b"".join(msgspec.json.encode(entity) + b"\n" for entity in found.values()))


def entities(share: Share) -> Iterator[Entity]:
    """All entities of what goes out."""
    words = Wording("en")
    known = {record["id"]: record for record in share.claims}
    for record in share.claims:
        yield article(record)
    for incident in share.incidents:
        records = [known[claim.id] for claim in incident.claims if claim.id in known]
        yield from around(incident)
        yield event(incident, records, share, words)
        for record in records:
            yield note(record, incident, share, words)


def entity(id: str, schema: str, **properties: Any) -> Entity:
    """An entity; properties without a value are left out.

    >>> entity("x", "Event", name="shelling", date=None, proof=["a", None])
    {'id': 'x', 'schema': 'Event', 'properties': {'name': ['shelling'], 'proof': ['a']}}
    """
    held = {key: value if isinstance(value, list) else [value] for key, value in properties.items()}
    kept = {key: [str(value) for value in values if value not in (None, "")] for key, values in held.items()}
    return {"id": id, "schema": schema, "properties": {key: values for key, values in kept.items() if values}}


def _id(kind: str, name: str) -> str:
    return f"rasd-{kind}-{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def article_id(record: Record) -> str:
    """The id of the report that a claim is read in."""
    return _id("report", record["report"])


def article(record: Record) -> Entity:
    """The report; its hash is SHA-256, for which ``contentHash`` has no room."""
    return entity(
        article_id(record),
        "Article",
        fileName=record["report"],
        title=record["report"],
        publisher=record["outlet"],
        publishedAt=record["published"],
        language="ara",
        notes=[record["report_id"], CAVEAT],
    )


def around(incident: Incident) -> Iterator[Entity]:
    """The parties and the place of an incident."""
    for side in events.sides(incident):
        if side.id:
            entry = load().actors.get(side.id) or {}
            schema = "PublicBody" if side.kind in events.STATE else "Organization"
            yield entity(
                party_id(side.id), schema, name=side.name, alias=entry.get("ar"), country=_lower(entry.get("country"))
            )
    if incident.place is not None:
        yield address(incident.place)


def party_id(id: str) -> str:
    """The id of a party's entity."""
    return f"rasd-actor-{id}"


def address_id(where: Where) -> str:
    """The id of a place's entity."""
    return _id("place", where.id or where.text)


def address(where: Where) -> Entity:
    """A place."""
    names = [part for part in (where.name or where.text, where.admin1) if part]
    return entity(
        address_id(where),
        "Address",
        full=", ".join(dict.fromkeys(names)),
        name=where.text,
        state=where.admin1,
        country=_lower(where.country),
        latitude=where.lat,
        longitude=where.lon,
    )


def _lower(code: str | None) -> str | None:
    return code.lower() if code else None


def event(incident: Incident, records: list[Record], share: Share, words: Wording) -> Entity:
    """An incident."""
    where = incident.place
    named = [words.code(incident.what), (where.name or where.text) if where else None, incident.start]
    return entity(
        f"rasd-{incident.id}",
        "Event",
        name=" · ".join(filter(None, named)),
        recordId=incident.id,
        startDate=incident.start,
        endDate=incident.end,
        location=where.text if where else None,
        country=_lower(where.country) if where else None,
        addressEntity=address_id(where) if where else None,
        involved=[party_id(side.id) for side in events.sides(incident) if side.id],
        proof=sorted({article_id(record) for record in records}),
        publisher=sorted({record["outlet"] or record["report"] for record in records}),
        summary=events.notes(incident, share, events.deaths(incident)),
        keywords=[incident.what, incident.kind],
    )


def note(record: Record, incident: Incident, share: Share, words: Wording) -> Entity:
    """A claim: what is said, by whom, in which words."""
    count = record["count"]
    bounds = [count[key] for key in ("low", "high")]
    number = "" if bounds == [None, None] else "–".join("…" if bound is None else f"{bound:,}" for bound in bounds)
    what = " ".join(filter(None, (words.code(record["action"]), words.code(record["object"]), number)))
    return entity(
        f"rasd-{record['id']}",
        "Note",
        name=f"{what} ({speaker_of(record)})",
        entity=f"rasd-{incident.id}",
        description=record["evidence"]["text"],
        summary=f"{record['status']}, {record['scope']}. State: {share.review(record['id'])}. {CAVEAT}",
        publisher=record["outlet"],
        proof=article_id(record),
        keywords=[record["id"], record["status"], record["action"], record["object"]],
        notes=record["report_id"],
    )
