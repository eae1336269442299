"""``rasd batch link``: judgements and incidents of a batch, written beside its shards, and read back from there."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from rasd.batch.clustering import cluster_all, rebuilt
from rasd.batch.kept import opened
from rasd.batch.linking import Told, claims_sql, judge_all
from rasd.batch.marking import database, drop, quoted, scanned
from rasd.batch.rowfiles import rows_of
from rasd.batch.runs import FileHash, Folder, Run
from rasd.batch.shardfiles import hash_of, needed, put, sync
from rasd.errors import UsageError
from rasd.model import Engine, Incident

_BESIDE = "judgements", "incidents"


class LinkManifest(msgspec.Struct, frozen=True, kw_only=True):
    """What linking gave, and of what: it holds for the shards of that manifest alone."""

    batch: str
    threshold: float | None
    claims: int
    judgements: int
    incidents: int
    engine: Engine
    files: dict[str, FileHash]


def _manifest(folder: Folder) -> Path:
    return folder.path / "link.json"


def _file(folder: Folder, kind: str) -> Path:
    return folder.path / f"{kind}.parquet"


def link(path: str, *, threshold: float | None = None, told: Told | None = None) -> LinkManifest:
    """Link the claims of a batch that is done: ``judgements.parquet``, ``incidents.parquet`` and ``link.json`` in it.

    ``told`` hears what is done, and how much of it. Raises :class:`UsageError` when there is no batch, when it is not
    done, or when the threshold is no score.
    """
    if threshold is not None and not 0 < threshold < 1:
        raise UsageError(f"--threshold {threshold:g}: no score. Give a number between 0 and 1, for instance 0.5.")
    folder, run = opened(path)
    needed("duckdb")
    _manifest(folder).unlink(missing_ok=True)
    db = database(folder, "link")
    try:
        if run.shards:
            judged = judge_all(db, folder, run, told or _nobody)
            number = cluster_all(db, folder, run, threshold)
        else:
            raise UsageError(f"{path}: holds no shard, so there is nothing to link.")
        _write(db, folder)
        claims = db.execute("SELECT count(*) FROM kept").fetchone()[0]
    finally:
        db.close()
        drop(folder, "link")
        for left in folder.work.glob("link-*"):
            left.unlink(missing_ok=True)
    files = {p.name: FileHash(p.stat().st_size, hash_of(p)) for p in (_file(folder, kind) for kind in _BESIDE)}
    made = LinkManifest(
        batch=hash_of(folder.manifest),
        threshold=threshold,
        claims=claims,
        judgements=judged,
        incidents=number,
        engine=run.engine,
        files=files,
    )
    put(_manifest(folder), msgspec.json.format(msgspec.json.encode(made)) + b"\n")
    return made


def _nobody(_what: str, _number: int) -> None:
    pass


def _write(db: Any, folder: Folder) -> None:
    """The two tables, in the order in which :func:`rasd.link` and :func:`rasd.incidents` give them."""
    parts = {kind: folder.work / f"link-{kind}.part" for kind in _BESIDE}
    db.execute(
        "COPY (SELECT a, b, verdict, score, record FROM judgement ORDER BY a, b, verdict) "
        f"TO {quoted(parts['judgements'])} (FORMAT parquet, COMPRESSION zstd)"
    )
    db.execute(
        "CREATE TABLE sums AS SELECT DISTINCT a.incident AS incident, b.incident AS other FROM judgement j "
        "JOIN member a ON a.claim = j.a JOIN member b ON b.claim = j.b "
        "WHERE j.verdict = 'sums_up' AND a.incident <> b.incident"
    )
    db.execute(
        "COPY (SELECT row_number() OVER (ORDER BY coalesce(start, ''), id) AS no, i.*, "
        "coalesce(s.others, []) AS sums_up FROM incident i LEFT JOIN "
        "(SELECT incident, list(other ORDER BY other) AS others FROM sums GROUP BY incident) s ON s.incident = i.id "
        f"ORDER BY no) TO {quoted(parts['incidents'])} (FORMAT parquet, COMPRESSION zstd)"
    )
    for kind, part in parts.items():
        sync(part)
        part.replace(_file(folder, kind))


def is_linked(folder: Folder) -> bool:
    """Whether the batch is linked, as it is now."""
    try:
        told = msgspec.json.decode(_manifest(folder).read_bytes(), type=LinkManifest)
        return told.batch == hash_of(folder.manifest)
    except (OSError, msgspec.MsgspecError):
        return False


def threshold_of(folder: Folder) -> float | None:
    """The threshold by which a batch was linked."""
    return msgspec.json.decode(_manifest(folder).read_bytes(), type=LinkManifest).threshold


def linked_incidents(folder: Folder, run: Run) -> Iterator[Incident]:
    """The incidents of a batch that is linked, in the order of their days, one at a time."""
    name = f"tally-{datetime.datetime.now():%H%M%S%f}"
    db = database(folder, name)
    claims, judged = folder.work / f"{name}-claims.parquet", folder.work / f"{name}-judged.parquet"
    rows = _file(folder, "incidents")
    try:
        db.execute(
            f"CREATE TABLE member AS SELECT DISTINCT no, unnest(claims) AS claim FROM read_parquet({scanned(rows)})"
        )
        db.execute(
            f"COPY (SELECT m.no AS no, c.n AS n, c.rid AS rid, c.record AS record FROM ({claims_sql(folder, run)}) c "
            f"JOIN member m ON m.claim = c.id ORDER BY m.no, c.n) TO {quoted(claims)} (FORMAT parquet)"
        )
        db.execute(
            f"COPY (SELECT a.no AS no, j.record AS record FROM read_parquet({scanned(_file(folder, 'judgements'))}) j "
            "JOIN member a ON a.claim = j.a JOIN member b ON b.claim = j.b "
            "WHERE a.no = b.no OR j.verdict = 'sums_up' ORDER BY a.no, j.a, j.b, j.verdict) "
            f"TO {quoted(judged)} (FORMAT parquet)"
        )
        db.close()
        yield from rebuilt(rows_of(rows), rows_of(claims), rows_of(judged))
    finally:
        db.close()
        drop(folder, name)
        claims.unlink(missing_ok=True)
        judged.unlink(missing_ok=True)
