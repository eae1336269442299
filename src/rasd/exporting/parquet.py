"""Parquet: a file for each table, with the types of its columns."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from rasd.exporting.tables import CAVEAT, Share, Table, tables
from rasd.exporting.writing import needed


def write(share: Share, out: Path) -> None:
    """The tables as files of a folder; the claims alone as one file, when ``out`` ends with .parquet.

    Raises ``UsageError`` without pyarrow.
    """
    found = tables(share)
    if out.suffix == ".parquet":
        write_table(found[0], out)
        return
    out.mkdir()
    for table in found:
        write_table(table, out / f"{table.name}.parquet")


def write_table(table: Table, path: Path) -> None:
    """One table."""
    try:
        import pyarrow.parquet
    except ImportError:
        raise needed("export", "pyarrow") from None
    pyarrow.parquet.write_table(arrow(table), path)


def arrow(table: Table) -> Any:
    """A table as Arrow holds it, with what the columns mean."""
    import pyarrow as pa

    types = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "date": pa.date32(),
        "bytes": pa.binary(),
    }
    schema = pa.schema(
        [pa.field(c.name, types[c.type], metadata={"description": c.about}) for c in table.columns],
        metadata={"caveat": CAVEAT},
    )
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    dated = [
        [_day(v) for v in column] if c.type == "date" else list(column)
        for c, column in zip(table.columns, columns, strict=True)
    ]
    return pa.table([pa.array(v, type=f.type) for v, f in zip(dated, schema, strict=True)], schema=schema)


def _day(value: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(value[:10]) if value else None
