"""Clustering what memory does not hold: judgements → incidents, the same as :func:`rasd.incidents` gives.

Groups are only ever joined where some pair of them is judged the same: claims fall into islands between which no such
judgement leads, and each island is clustered by itself.
"""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from rasd.batch.linking import claim_in, claims_sql
from rasd.batch.marking import quoted, scanned
from rasd.batch.rowfiles import RowFile, rows_of
from rasd.batch.runs import Folder, Run
from rasd.linking.incidents import incidents
from rasd.linking.judging import weights
from rasd.model import Claim, Incident, Judgement, to_json

_DECODE = msgspec.json.Decoder(Judgement).decode
#: Flat columns of an incident; ``record`` is the rest of it as JSON, without claims and judgements.
COLUMNS = (
    "id text,kind text,what text,place text,country text,lat float,lon float,start text,end text,suggested int,"
    "claims texts,record text"
)


def cluster_all(db: Any, folder: Folder, run: Run, threshold: float | None) -> int:
    """Put the claims together by the table ``judgement``, into the tables ``incident`` and ``member``; how many."""
    limit = weights().threshold if threshold is None else threshold
    _islands(db, folder, limit)
    _sort(db, folder, run)
    made = folder.work / "link-incidents.parquet"
    members = folder.work / "link-members.parquet"
    with RowFile(made, COLUMNS) as rows, RowFile(members, "claim text,incident text") as own:
        for claims, judgements in _by_island(folder):
            for incident in incidents(claims, judgements, threshold=threshold):
                rows.add(*_row(incident))
                for id in {claim.id: None for claim in incident.claims}:
                    own.add(id, incident.id)
    db.execute(f"CREATE TABLE incident AS SELECT * FROM read_parquet({scanned(made)})")
    db.execute(f"CREATE TABLE member AS SELECT * FROM read_parquet({scanned(members)})")
    for path in (made, members, *_sorted(folder)):
        path.unlink()
    number: int = db.execute("SELECT count(*) FROM incident").fetchone()[0]
    return number


def _row(incident: Incident) -> tuple[Any, ...]:
    place = incident.place
    record = to_json(msgspec.structs.replace(incident, claims=(), judgements=(), sums_up=())).decode()
    return (
        incident.id, incident.kind, incident.what,
        *((place.name or place.text, place.country, place.lat, place.lon) if place else (None,) * 4),
        incident.start, incident.end, incident.suggested, [claim.id for claim in incident.claims], record,
    )  # fmt: skip


# ---- islands


def _islands(db: Any, folder: Folder, limit: float) -> None:
    """The table ``island``: for each claim's id the number of the island that it is of."""
    db.execute(
        "CREATE TABLE node AS SELECT id, row_number() OVER (ORDER BY id) - 1 AS node "
        "FROM (SELECT DISTINCT id FROM kept)"
    )
    number = db.execute("SELECT count(*) FROM node").fetchone()[0]
    path = folder.work / "link-edges.parquet"
    db.execute(
        f"COPY (SELECT a.node AS a, b.node AS b FROM judgement j JOIN node a ON a.id = j.a JOIN node b ON b.id = j.b "
        f"WHERE j.verdict <> 'sums_up' AND (j.verdict = 'same' OR j.score >= {limit})) "
        f"TO {quoted(path)} (FORMAT parquet)"
    )
    root = array("q", range(number))
    for row in rows_of(path):
        a, b = _root(root, row["a"]), _root(root, row["b"])
        root[max(a, b)] = min(a, b)
    path.unlink()
    with RowFile(path, "node int,island int") as file:
        for node in range(number):
            file.add(node, _root(root, node))
    db.execute(
        f"CREATE TABLE island AS SELECT n.id, i.island FROM read_parquet({scanned(path)}) i JOIN node n USING (node)"
    )
    path.unlink()
    db.execute("DROP TABLE node")


def _root(root: array[int], node: int) -> int:
    while root[node] != node:
        root[node] = root[root[node]]
        node = root[node]
    return node


def _sorted(folder: Folder) -> tuple[Path, Path]:
    return folder.work / "link-by-island.parquet", folder.work / "link-judged.parquet"


def _sort(db: Any, folder: Folder, run: Run) -> None:
    """Files of the claims and of the judgements inside islands, island by island."""
    claims, judged = map(quoted, _sorted(folder))
    db.execute(
        f"COPY (SELECT i.island AS island, c.n AS n, c.rid AS rid, c.record AS record "
        f"FROM ({claims_sql(folder, run)}) c JOIN island i USING (id) ORDER BY i.island, c.n) "
        f"TO {claims} (FORMAT parquet)"
    )
    db.execute(
        f"COPY (SELECT i.island AS island, j.record AS record FROM judgement j JOIN island i ON i.id = j.a "
        f"JOIN island k ON k.id = j.b WHERE i.island = k.island OR j.verdict = 'sums_up' "
        f"ORDER BY i.island, j.a, j.b, j.verdict) TO {judged} (FORMAT parquet)"
    )


def _by_island(folder: Folder) -> Iterator[tuple[list[Claim], list[Judgement]]]:
    claims, judged = _sorted(folder)
    waiting = itertools.groupby(rows_of(judged), key=lambda row: row["island"])
    island, rows = next(waiting, (None, iter(())))
    for number, group in itertools.groupby(rows_of(claims), key=lambda row: row["island"]):
        own: list[Judgement] = []
        if island == number:
            own = [_DECODE(row["record"]) for row in rows]
            island, rows = next(waiting, (None, iter(())))
        yield [claim_in(row) for row in group], own


# ---- reading back


def rebuilt(
    rows: Iterable[dict[str, Any]], claims: Iterator[dict[str, Any]], judgements: Iterator[dict[str, Any]]
) -> Iterator[Incident]:
    """Incidents from their rows, with the rows of their claims and judgements, all in one order (``no``)."""
    decode = msgspec.json.Decoder(Incident).decode
    told, judged = _Beside(claims), _Beside(judgements)
    for row in rows:
        of: dict[str, list[Claim]] = {}
        for told_row in told.of(row["no"]):
            claim = claim_in(told_row)
            of.setdefault(claim.id, []).append(claim)
        bare = decode(row["record"])
        found = [claim for id in dict.fromkeys(row["claims"]) for claim in of[id]]
        yield msgspec.structs.replace(
            bare,
            claims=tuple(sorted(found, key=lambda c: (c.published or "", c.report, c.evidence.span, c.id))),
            judgements=tuple(_DECODE(j["record"]) for j in judged.of(row["no"])),
            sums_up=tuple(row["sums_up"]),
        )


class _Beside:
    """Rows that belong to others, in the order of these."""

    def __init__(self, rows: Iterator[dict[str, Any]]) -> None:
        self._rows, self._next = rows, next(rows, None)

    def of(self, no: int) -> Iterator[dict[str, Any]]:
        """Those of one."""
        while self._next is not None and self._next["no"] <= no:
            if self._next["no"] == no:
                yield self._next
            self._next = next(self._rows, None)
