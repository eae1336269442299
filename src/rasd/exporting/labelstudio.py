"""Label Studio: a task for each claim, its evidence as the text and what was read as a prediction to be checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from rasd.exporting.sharing import Record
from rasd.exporting.tables import CAVEAT, Share

#: How a project has to be set up to show the tasks.
CONFIG = """\
<View>
  <Text name="text" value="$text"/>
  <Labels name="part" toName="text">
    <Label value="measure"/><Label value="agent"/><Label value="patient"/><Label value="place"/><Label value="time"/>
  </Labels>
</View>
"""
PARTS = {"count": "measure", "agent": "agent", "patient": "patient", "place": "place", "time": "time"}


def write(share: Share, out: Path) -> None:
    """One JSON array of tasks, as Label Studio imports it; masked claims have no parts marked."""
    out.write_bytes(msgspec.json.encode([task(record, share.review(record["id"])) for record in share.claims]))


def task(record: Record, review: str) -> dict[str, Any]:
    """One claim as a task."""
    data = {key: record[key] for key in ("id", "report", "outlet", "published", "action", "object", "status")}
    result = [part for part in (_part(record, key) for key in PARTS) if part]
    return {
        "data": {**data, "text": record["evidence"]["text"], "review": review, "caveat": CAVEAT},
        "predictions": [{"model_version": record["engine"]["rasd"], "result": result}],
    }


def _part(record: Record, key: str) -> dict[str, Any] | None:
    """A part of a claim as a region of its evidence; None when it stands elsewhere in the report."""
    evidence, part = record["evidence"], record[key]
    if not part or not part.get("span") or not evidence["span"]:
        return None
    start, end = (offset - evidence["span"][0] for offset in part["span"])
    if start < 0 or end > len(evidence["text"]):
        return None
    value = {"start": start, "end": end, "text": evidence["text"][start:end], "labels": [PARTS[key]]}
    return {"id": f"{record['id']}-{key}", "from_name": "part", "to_name": "text", "type": "labels", "value": value}
