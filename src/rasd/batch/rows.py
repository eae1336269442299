"""Rows: what a shard's tables hold, and what of it goes out at each level of sharing.

``public`` holds the claims as exports to the public do (persons masked, no claim of the last week, no forces deployed),
and of reports neither text nor title, address or path; where a person is masked, no hash. ``partner`` and ``internal``
hold the records as ``rasd read`` prints them, and the texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasd.batch.runs import Run
from rasd.errors import InputError
from rasd.exporting.sharing import Record, masks_of, shared_claims
from rasd.exporting.tables import CLAIMS, Column, Share, Table, claim_row
from rasd.ledger.shapes import shaped
from rasd.loading import Failure, Loaded
from rasd.model import Claim, Report, Sharing, to_json

#: What only linking and review fill in, and what is the same in every row.
_NOT_HERE = frozenset(("incident", "review", "caveat"))
CLAIM_COLUMNS = (
    *(column for column in CLAIMS if column.name not in _NOT_HERE),
    Column("row", "integer", "number of the report in its shard", ""),
    Column("record", "string", "the whole record, JSON", ""),
)


def _columns(lines: str) -> tuple[Column, ...]:
    cells = ([cell.strip() for cell in line.split("|")] for line in lines.strip().splitlines())
    return tuple(Column(name, kind, about, "") for name, kind, about in cells)


REPORT_COLUMNS = _columns("""
row | integer | number of the report in its shard
report | string | name of the report
report_id | string | hash of the original; empty where a person is masked
outlet | string | outlet that published it
published | date | day of publication
title | string | title; empty in public
url | string | address; empty in public
language | string | language that the page says
characters | integer | length of its text
claims | integer | claims read in it, also those that are withheld
source | string | file that it was read from; empty in public
text | string | text that was read; empty in public
""")

FAILURE_COLUMNS = _columns("""
report | string | what could not be read
what | string | why
remedy | string | what to do
source | string | file that it was in; empty in public
""")

SHAPE_COLUMNS = (
    *_columns("""
row | integer | number of the report in its shard
report_id | string | hash of the original
published | date | day of publication
"""),
    *(Column(name, "bytes", "of the text", "") for name in ("signature", "bands", "runs", "sentences", "figures")),
)
COLUMNS = {
    "claims": CLAIM_COLUMNS,
    "reports": REPORT_COLUMNS,
    "failures": FAILURE_COLUMNS,
    "shapes": SHAPE_COLUMNS,
}
Rows = dict[str, list[list[Any]]]


def rows_of(run: Run, loaded: Loaded, claims: Sequence[Claim], row: int) -> tuple[Rows, int]:
    """The rows of one report by the table, and how many of its claims are withheld."""
    level = run.asked.sharing
    records = shared_claims(
        claims,
        level,
        today=run.today,
        with_deployed=run.asked.with_deployed,
        with_recent=run.asked.with_recent,
    )
    share = Share([], [], level)
    rows: Rows = {
        "claims": [_claim(record, share, row) for record in records],
        "reports": [_report(loaded, claims, level, row)],
        "shapes": [_shape(loaded.report, row)],
    }
    return rows, len(claims) - len(records)


def _claim(record: Record, share: Share, row: int) -> list[Any]:
    cells = claim_row(record, {}, share) | {"row": row, "record": to_json(record).decode()}
    return [cells[column.name] for column in CLAIM_COLUMNS]


def _report(loaded: Loaded, claims: Sequence[Claim], level: Sharing, row: int) -> list[Any]:
    report = loaded.report
    public = level is Sharing.public
    names = masks_of(claims).get(report.report_id) if public else None
    mask = names.hide if names else _same
    return [
        row,
        mask(report.id),
        None if names else report.report_id,
        mask(report.outlet) if report.outlet else None,
        report.published.isoformat() if report.published else None,
        None if public else clean(report.title),
        None if public else clean(report.url),
        report.language,
        len(report.text),
        len(claims),
        None if public else clean(loaded.source),
        None if public else clean(report.text),
    ]


def _same(text: str) -> str:
    return text


def clean(text: str | None) -> str | None:
    """A text that every reader of Parquet takes: lone surrogates become question marks."""
    if text is None or text.isascii():
        return text
    return text.encode("utf-8", "replace").decode()


def _shape(report: Report, row: int) -> list[Any]:
    published = report.published.isoformat() if report.published else None
    told = [row, report.report_id, published]
    found = shaped(report.text)
    if found is None:
        return [*told, None, None, None, None, None]
    shape, sketch = found
    return [*told, shape.signature, b"".join(b.to_bytes(8, "big", signed=True) for b in shape.bands), *sketch.packed()]


def failure_row(failure: Failure, level: Sharing) -> list[Any]:
    """The row of something that could not be read."""
    error: InputError = failure.error
    source = None if level is Sharing.public else clean(failure.source)
    return [clean(error.where), clean(error.what), clean(error.remedy), source]


def table_of(kind: str, rows: list[list[Any]]) -> Table:
    """Rows as a table of their kind."""
    return Table(kind, COLUMNS[kind], rows)
