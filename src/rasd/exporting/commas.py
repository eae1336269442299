"""CSV: a file for each table, UTF-8, with or without a byte-order mark, cells made harmless; HXL tags if asked for."""

from __future__ import annotations

import csv
from pathlib import Path

from rasd.exporting.tables import Share, Table, tables
from rasd.exporting.writing import harmless


def write(share: Share, out: Path, *, bom: bool = False, tags: bool = False) -> None:
    """The tables as files of a folder; the claims alone as one file, when ``out`` ends with .csv."""
    found = tables(share)
    if out.suffix == ".csv":
        write_table(found[0], out, bom=bom, tags=tags)
        return
    out.mkdir()
    for table in found:
        write_table(table, out / f"{table.name}.csv", bom=bom, tags=tags)


def write_table(table: Table, path: Path, *, bom: bool = False, tags: bool = False) -> None:
    """One table; the HXL tags stand below the names of the columns."""
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in table.columns])
        if tags:
            writer.writerow([column.tag for column in table.columns])
        writer.writerows([harmless(cell) for cell in row] for row in table.rows)


def write_hxl(share: Share, out: Path, *, bom: bool = False) -> None:
    """The tables with HXL tags."""
    write(share, out, bom=bom, tags=True)
