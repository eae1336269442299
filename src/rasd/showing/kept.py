"""Claims as the ledger has them: under their reports as a table, as records, as flat rows."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from rich.console import Console

from rasd.ledger.asking import Kept, Seen
from rasd.model import to_json
from rasd.showing import rows, table

#: Columns of a flat row besides those of the record.
FURTHER = ("review", "outlets", "sightings")


def show(console: Console, kept: Iterable[Kept], isolate: bool, evidence: bool) -> int:
    """Print claims under their reports, with ``evidence`` each with its words; how many there were."""
    number = 0
    for _, group in itertools.groupby(kept, key=lambda row: row.original):
        found = list(group)
        number += len(found)
        claims = [row.claim for row in found]
        table.show_under(console, _title(found, isolate, evidence), claims, isolate, evidence)
    return number


def _title(found: list[Kept], isolate: bool, evidence: bool) -> str:
    claim = found[0].claim
    reviewed = sum(1 for row in found if row.review)
    parts = [claim.report, ", ".join(found[0].outlets), claim.published or "", table.numbered(len(found), "claim")]
    parts.append(f"{reviewed} reviewed" if reviewed else "")
    if evidence:
        parts.append(claim.report_id)
    return table.title_of(parts, isolate)


def records(kept: Iterable[Kept], evidence: bool) -> Iterator[bytes]:
    """The records, one a line; with ``evidence`` each tells its state of review and all its sightings."""
    for row in kept:
        if not evidence:
            yield to_json(row.claim)
            continue
        more = {"review": row.review or "unreviewed", "sightings": [_sighting(seen) for seen in row.sightings]}
        yield to_json({**msgspec.to_builtins(row.claim), **more})


def _sighting(seen: Seen) -> dict[str, Any]:
    return seen._asdict()


def lines(kept: Iterable[Kept]) -> Iterator[str]:
    """Flat rows, the header first."""
    yield rows.header(FURTHER)
    for row in kept:
        yield rows.line_of(row.claim, (row.review or "unreviewed", "; ".join(row.outlets), len(row.sightings)))
