"""Marking: which reports of a whole run are copies of earlier ones, or nearly the same.

Candidates share one of the bands of their signatures; DuckDB joins them, on disk where memory does not hold them. Each
is then compared with the earlier one by what both say, as in the ledger. The earlier one is the one that stands first.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from rasd.batch.runs import Folder, Run
from rasd.batch.shardfiles import needed, sync
from rasd.ledger.shapes import Sketch, likeness, may_be_alike, sketches_alike
from rasd.model import Sharing

#: Days between which one article may be published in several outlets.
_DAYS = 3
#: Each text is compared with so many of the first that share a band: a phrase that all pages carry leads to no more.
_FIRST = 4
_BAND = 8
_ROWS = 20_000


def database(folder: Folder, name: str) -> Any:
    """A database for joins in the folder of a run, with two threads and a gigabyte; the rest is on disk."""
    duckdb = needed("duckdb")
    path = folder.work / f"{name}.duckdb"
    path.unlink(missing_ok=True)
    connection = duckdb.connect(str(path))
    connection.execute("SET memory_limit='1GB'")
    connection.execute("SET threads=2")
    connection.execute("SET preserve_insertion_order=false")
    connection.execute(f"SET temp_directory={quoted(folder.work / f'{name}.tmp')}")
    return connection


def drop(folder: Folder, name: str) -> None:
    """Remove what :func:`database` made."""
    import shutil

    for path in folder.work.glob(f"{name}.duckdb*"):
        path.unlink(missing_ok=True)
    shutil.rmtree(folder.work / f"{name}.tmp", ignore_errors=True)


#: The number of a shard, from the name of its file.
SHARD = r"CAST(regexp_extract(filename, 'shard-([0-9]+)[^/\\]*$', 1) AS BIGINT)"


def quoted(path: Path) -> str:
    """A path as SQL writes it."""
    return "'" + str(path).replace("'", "''") + "'"


def scanned(path: Path) -> str:
    """A file as SQL reads it: what patterns are made of stands for itself («out[1]» is not «out1»)."""
    return quoted(Path(re.sub(r"[*?\[]", r"[\g<0>]", str(path))))


def mark_near(folder: Folder, run: Run) -> int:
    """Write ``near.parquet``: every report that is a copy of an earlier one or nearly the same; how many there are."""
    db = database(folder, "near")
    try:
        _load(db, folder, run)
        found = _roots(db)
        _write(folder, db, run, found)
    finally:
        db.close()
        drop(folder, "near")
    return len(found)


def _load(db: Any, folder: Folder, run: Run) -> None:
    """The shapes of all reports by number: the shard's times a million and the row."""
    db.execute(
        "CREATE TABLE shape (n BIGINT, report_id VARCHAR, published DATE, signature BLOB, runs BLOB, "
        "sentences BLOB, figures BLOB)"
    )
    db.execute("CREATE TABLE band (n BIGINT, band BLOB)")
    for number in range(run.shards):
        path = scanned(folder.shapes(number))
        n = f"{number}::BIGINT * 1000000 + row"
        db.execute(
            f"INSERT INTO shape SELECT {n}, report_id, published, signature, runs, sentences, figures "
            f"FROM read_parquet({path})"
        )
        # hex gives two characters a byte, so a band is 16 of them
        db.execute(
            f"INSERT INTO band SELECT n, unhex(substr(h, i * {2 * _BAND} + 1, {2 * _BAND})) FROM "
            f"(SELECT {n} AS n, hex(bands) AS h, unnest(range(octet_length(bands) // {_BAND})) AS i "
            f"FROM read_parquet({path}) WHERE bands IS NOT NULL)"
        )


class _Near(NamedTuple):
    root: int
    kind: str
    likeness: float


def _roots(db: Any) -> dict[int, _Near]:
    """For each report that is like an earlier one, the first of its kind."""
    found: dict[int, _Near] = {}
    same = db.execute(
        "SELECT n, first FROM (SELECT n, min(n) OVER (PARTITION BY report_id) AS first FROM shape) "
        "WHERE n > first ORDER BY n"
    )
    for n, first in _all(same):
        found[n] = _Near(first, "same", 1.0)
    near: dict[int, _Near] = {}
    for n, other, sketches in _candidates(db):
        if n in found or n in near or other in found:
            continue  # a copy is what its first is; the first that is like it decides
        one, two = sketches
        if sketches_alike(one, two):
            near[n] = _Near(near[other].root if other in near else other, "near", round(likeness(one, two), 3))
    for n, marked in found.items():  # a copy of what is itself nearly another
        found[n] = marked._replace(root=near[marked.root].root) if marked.root in near else marked
    return dict(sorted((found | near).items()))


def _candidates(db: Any) -> Iterator[tuple[int, int, tuple[Sketch, Sketch]]]:
    """The pairs of a report and an earlier one that may be like it, in order."""
    pairs = db.execute(
        f"""
        WITH first AS (
            SELECT band, n FROM (SELECT band, n, row_number() OVER (PARTITION BY band ORDER BY n) AS i FROM band)
            WHERE i <= {_FIRST}
        ), pair AS (
            SELECT DISTINCT band.n AS n, first.n AS other FROM band JOIN first USING (band) WHERE first.n < band.n
        )
        SELECT pair.n, pair.other, a.published, b.published, a.signature, b.signature,
               a.runs, a.sentences, a.figures, b.runs, b.sentences, b.figures
        FROM pair JOIN shape a ON a.n = pair.n JOIN shape b ON b.n = pair.other
        ORDER BY pair.n, pair.other
        """
    )
    for n, other, day, other_day, signature, other_signature, *rest in _all(pairs):
        if _apart(day, other_day) or not may_be_alike(signature, other_signature):
            continue
        yield n, other, (Sketch.unpacked(*rest[:3]), Sketch.unpacked(*rest[3:]))


def _apart(day: datetime.date | None, other: datetime.date | None) -> bool:
    return day is not None and other is not None and abs((day - other).days) > _DAYS


def _all(cursor: Any) -> Iterator[tuple[Any, ...]]:
    while rows := cursor.fetchmany(_ROWS):
        yield from rows


def _write(folder: Folder, db: Any, run: Run, found: dict[int, _Near]) -> None:
    """The table of marks, with the names of both reports."""
    pyarrow = needed("pyarrow")
    parquet = needed("pyarrow.parquet")
    numbers = pyarrow.table(
        {
            "n": pyarrow.array(list(found), pyarrow.int64()),
            "root": pyarrow.array([m.root for m in found.values()], pyarrow.int64()),
            "kind": pyarrow.array([m.kind for m in found.values()], pyarrow.string()),
            "likeness": pyarrow.array([m.likeness for m in found.values()], pyarrow.float64()),
        }
    )
    db.register("marks", numbers)
    reports = ", ".join(scanned(folder.file(number, "reports")) for number in range(run.shards))
    hashes = "" if run.asked.sharing is Sharing.public else ", r.report_id"
    if run.shards and found:
        db.execute(
            f"CREATE TABLE report AS SELECT {SHARD} * 1000000 + row AS n, report{hashes.replace('r.', '')} "
            f"FROM read_parquet([{reports}], filename=true)"
        )
    else:
        db.execute("CREATE TABLE report (n BIGINT, report VARCHAR, report_id VARCHAR)")
    made = db.sql(
        f"""
        SELECT m.n // 1000000 AS shard, m.n % 1000000 AS row, r.report AS report{hashes},
               m.root // 1000000 AS first_shard, m.root % 1000000 AS first_row, f.report AS first_report,
               m.kind AS kind, m.likeness AS likeness
        FROM marks m JOIN report r ON r.n = m.n JOIN report f ON f.n = m.root ORDER BY m.n
        """
    ).to_arrow_table()
    part = folder.work / ".near.parquet"
    parquet.write_table(made, part, compression="zstd")
    sync(part)
    part.replace(folder.near)
