"""JSON Lines: the records of the claims, whole, one a line; in a folder also the incidents, with the ids of theirs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from rasd.exporting.tables import CAVEAT, Share
from rasd.model import Incident, Sharing


def write(share: Share, out: Path) -> None:
    """The claims as one file when ``out`` has an ending, else a folder with claims and incidents."""
    of = {claim.id: incident.id for incident in share.incidents for claim in incident.claims}
    claims = [
        {**r, "incident": of.get(r["id"]), "review": share.review(r["id"]), "caveat": CAVEAT} for r in share.claims
    ]
    if out.suffix:
        _lines(claims, out)
        return
    out.mkdir()
    _lines(claims, out / "claims.jsonl")
    _lines([_incident(incident, share.sharing) for incident in share.incidents], out / "incidents.jsonl")


def _lines(records: list[dict[str, Any]], path: Path) -> None:
    path.write_bytes(b"".join(msgspec.json.encode(record) + b"\n" for record in records))


def _incident(incident: Incident, sharing: Sharing) -> dict[str, Any]:
    record: dict[str, Any] = msgspec.to_builtins(incident)
    judgements = record["judgements"] if sharing is Sharing.internal else []
    return {
        **record,
        "claims": [claim.id for claim in incident.claims],
        "judgements": judgements,
        "caveat": CAVEAT,
    }
