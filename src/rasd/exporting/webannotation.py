"""W3C Web Annotation: the evidence of each claim as an annotation of its report, one JSON-LD object a line.

The report is named by the hash of its original; the words by a quotation and, where they may be given, their position.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from rasd.exporting.sharing import Record
from rasd.exporting.tables import CAVEAT, Share

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write(share: Share, out: Path) -> None:
    """One file."""
    lines = (annotation(record, share.review(record["id"])) for record in share.claims)
    out.write_bytes(b"".join(msgspec.json.encode(line) + b"\n" for line in lines))


def annotation(record: Record, review: str) -> Record:
    """One claim: what it says as the body, the words that say it as the target."""
    evidence = record["evidence"]
    selectors: list[dict[str, Any]] = [{"type": "TextQuoteSelector", "exact": evidence["text"]}]
    if evidence["span"]:
        start, end = evidence["span"]
        selectors.append({"type": "TextPositionSelector", "start": start, "end": end})
    source = f"urn:sha256:{record['report_id'].removeprefix('sha256:')}" if record["report_id"] else "urn:rasd:withheld"
    number = {key: record["count"][key] for key in ("low", "high", "qualifier", "unit")}
    value = {"action": record["action"], "object": record["object"], **number, "status": record["status"]}
    return {
        "@context": CONTEXT,
        "id": f"urn:rasd:{record['id']}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            {"type": "Dataset", "format": "application/json", "value": msgspec.json.encode(value).decode()},
            {"type": "TextualBody", "language": "en", "purpose": "commenting", "value": f"{CAVEAT} State: {review}."},
        ],
        "target": {"source": source, "selector": selectors},
    }
