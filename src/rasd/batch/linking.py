"""Linking what memory does not hold: the claims of a batch → judgements, the same as :func:`rasd.link` gives.

The steps are those of :mod:`rasd.linking`; what these do with dicts of all tellings, DuckDB does with tables on disk:
which tellings share a block of days and a name, which of them share most, which wording is nearest to each.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import msgspec

from rasd.batch.kept import unmasked
from rasd.batch.marking import SHARD, quoted, scanned
from rasd.batch.rowfiles import RowFile, Shelf, rows_of
from rasd.batch.runs import Folder, Run
from rasd.codebook.book import load
from rasd.codebook.collector import paused
from rasd.linking.candidates import (
    CROWD,
    FURTHEST,
    KEPT,
    LEAST,
    Pair,
    blocks_about,
    blocks_of,
    keys_of,
    kind_of,
    nearest,
)
from rasd.linking.cutting import cut
from rasd.linking.features import FAMILIES
from rasd.linking.gathering import Gatherer, Seen
from rasd.linking.judging import judge, together, weights
from rasd.linking.summing import MOST, SAYS, tie
from rasd.linking.tellings import Telling
from rasd.model import Claim, Judgement, Report, Sharing, to_json

#: Tellings whose candidates are sought at a time.
_CHUNK = 20_000
Told = Callable[[str, int], None]


class Id(NamedTuple):
    """A claim of which only the name is kept."""

    id: str


def judge_all(db: Any, folder: Folder, run: Run, told: Told) -> int:
    """Judge the claims of a batch into the table ``judgement`` of ``db``; how many judgements there are."""
    number = _order(db, folder, run)
    told("claims", number)
    made = folder.work / "link-judgements.parquet"
    with RowFile(made, "a text,b text,verdict text,score float,record text") as judgements, paused():
        tellings = _tell(db, folder, run, judgements)
        told("tellings", len(tellings))
        try:
            _find(db, folder, tellings, told)
            _judge(db, folder, tellings, judgements, told)
            _sum_up(db, folder, judgements)
        finally:
            tellings.drop()
    db.execute(f"CREATE TABLE judgement AS SELECT * FROM read_parquet({scanned(made)})")
    made.unlink()
    total: int = db.execute("SELECT count(*) FROM judgement").fetchone()[0]
    return total


# ---- claims in the order of their reports


def claims_sql(folder: Folder, run: Run) -> str:
    """All claims of a batch: the number of each, its report, its id, its day of publication, its record."""
    files = ", ".join(scanned(folder.file(number, "claims")) for number in range(run.shards))
    told = (
        f"SELECT {SHARD} AS shard, file_row_number AS place, "
        f"row, id, CAST(published AS VARCHAR) AS pub, record, archive "
        f"FROM read_parquet([{files}], filename=true, file_row_number=true)"
    )
    n = "c.shard * 1000000000 + c.place AS n, c.id, c.pub, c.record"
    if run.asked.sharing is not Sharing.public:
        return f"SELECT {n}, c.archive AS rid FROM ({told}) c"
    # where the hash is masked, copies are known by their mark
    first = "coalesce(m.first_shard, c.shard) || ':' || coalesce(m.first_row, c.row)"
    same = f"(SELECT * FROM read_parquet({scanned(folder.near)}) WHERE kind = 'same')"
    return (
        f"SELECT {n}, coalesce(c.archive, 'masked:' || {first}) AS rid "
        f"FROM ({told}) c LEFT JOIN {same} m ON m.shard = c.shard AND m.row = c.row"
    )


def _order(db: Any, folder: Folder, run: Run) -> int:
    """Files of the claims and of the texts in the order of their reports; how many claims there are.

    A claim that several copies of a report give stands where the first gives it, as the last gives it.
    """
    claims = claims_sql(folder, run)
    db.execute(f"CREATE TABLE light AS SELECT n, rid, id, pub FROM ({claims})")
    db.execute(
        "CREATE TABLE kept AS SELECT rid, id, min(n) AS pos, max(n) AS n, last(pub ORDER BY n) AS pub "
        "FROM light GROUP BY rid, id"
    )
    db.execute(
        "CREATE TABLE report AS SELECT rid, row_number() OVER (ORDER BY coalesce(pub, ''), rid) AS no "
        "FROM (SELECT rid, first(pub ORDER BY pos) AS pub FROM kept GROUP BY rid)"
    )
    db.execute(
        f"COPY (SELECT r.no AS no, k.n AS n, r.rid AS rid, c.record AS record FROM ({claims}) c "
        f"JOIN kept k ON k.n = c.n JOIN report r ON r.rid = k.rid ORDER BY r.no, k.pos) "
        f"TO {quoted(folder.work / 'link-claims.parquet')} (FORMAT parquet, COMPRESSION zstd)"
    )
    if run.asked.sharing is not Sharing.public:
        files = ", ".join(scanned(folder.file(number, "reports")) for number in range(run.shards))
        db.execute(
            "COPY (SELECT r.no AS no, last(t.title ORDER BY filename, t.row) AS title, "
            "last(t.text ORDER BY filename, t.row) AS text "
            f"FROM read_parquet([{files}], filename=true) t JOIN report r ON r.rid = t.report_id "
            "GROUP BY r.no ORDER BY r.no) "
            f"TO {quoted(folder.work / 'link-texts.parquet')} (FORMAT parquet, COMPRESSION zstd)"
        )
    number: int = db.execute("SELECT count(*) FROM light").fetchone()[0]
    db.execute("DROP TABLE light")
    return number


def claim_in(row: dict[str, Any]) -> Claim:
    """The claim of a row with its number, its report and its record."""
    if row["rid"].startswith("masked:"):
        return unmasked(msgspec.json.decode(row["record"]), row["rid"].removeprefix("masked:"), row["n"] % 10**9)
    record = msgspec.json.decode(row["record"])
    if record["evidence"]["span"] is None:
        return unmasked(record, "", row["n"] % 10**9)
    return msgspec.convert(record, Claim)


def _in_reports(folder: Folder) -> Iterator[tuple[list[Claim], Report | None]]:
    """The claims of one report after the other, with its text where that is kept."""
    texts = folder.work / "link-texts.parquet"
    waiting = rows_of(texts) if texts.exists() else iter(())
    text = next(waiting, None)
    by_report = itertools.groupby(rows_of(folder.work / "link-claims.parquet"), key=lambda row: row["no"])
    for no, group in by_report:
        while text is not None and text["no"] < no:
            text = next(waiting, None)
        report = None
        if text is not None and text["no"] == no:
            report = Report(id="", text=text["text"] or "", report_id="", title=text["title"])
        yield [claim_in(row) for row in group], report


# ---- tellings


def _tell(db: Any, folder: Folder, run: Run, judgements: RowFile) -> Shelf[Telling]:
    """Cut the claims into tellings and fill these in; tables of what they are found by."""
    gatherer = Gatherer(load())
    first: Shelf[tuple[Telling, Seen, int]] = Shelf(folder.work / "link-seen.pickle")
    for number, (claims, report) in enumerate(_in_reports(folder)):
        for own, lead, sums in cut(claims, gatherer.heads):
            telling = Telling(len(first), own, lead, sums)
            seen = gatherer.look(telling, report)
            for judgement in together(telling):
                add(judgements, judgement)
            telling.claims = [Id(own[0].id)]  # type: ignore[list-item]
            first.add((telling, seen, number))
    first.close()
    for name in ("link-claims.parquet", "link-texts.parquet"):
        (folder.work / name).unlink(missing_ok=True)
    shelf: Shelf[Telling] = Shelf(folder.work / "link-tellings.pickle")
    with _Tables(folder) as tables:
        for telling, seen, number in first:
            gatherer.weigh(telling, seen)
            shelf.add(telling)
            tables.add(telling, number)
    shelf.close()
    first.drop()
    tables.load(db)
    return shelf


def _hash(key: str, kind: int) -> int:
    raw = hashlib.blake2b(f"{kind}{key}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(raw, "big", signed=True)


class _Tables:
    """What tellings are found by, as tables: where each stands, where it looks for others, totals and what they sum."""

    _COLUMNS = (
        ("held", "k int,block int,idx int,report int"),
        ("asked", "idx int,report int,k int,block int,w int"),
        ("lead", "place text,idx int,id text,day int,acts int,families int"),
        ("total", "idx int,id text,ord int,place text,first int,last int,acts int,families int"),
    )

    def __init__(self, folder: Folder) -> None:
        self.files = {name: RowFile(folder.work / f"link-{name}.parquet", columns) for name, columns in self._COLUMNS}
        self._bits: dict[str, int] = {}

    def __enter__(self) -> _Tables:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self.files.values():
            file.close()

    def add(self, telling: Telling, report: int) -> None:
        """One telling more."""
        kind, index = kind_of(telling), telling.index
        stands, looks = blocks_of(telling), blocks_about(telling)
        for key, weight in keys_of(telling).items():
            k = _hash(key, kind)
            for block in stands:
                self.files["held"].add(k, block, index, report)
            for block in looks:
                self.files["asked"].add(index, report, k, block, weight)
        if telling.sums and telling.period:
            for n, (place, says) in enumerate(sorted(telling.places.items())):
                if says >= SAYS:
                    self.files["total"].add(
                        index, telling.claims[0].id, n, place, *telling.period, *self._acts(telling)
                    )
        elif telling.lead and not telling.sums:
            day = telling.days[0][0] if telling.days else telling.published
            for place in telling.places:
                self.files["lead"].add(place, index, telling.claims[0].id, day, *self._acts(telling))

    def _acts(self, telling: Telling) -> tuple[int, int]:
        """Acts and families of acts as bits."""
        kinds = {FAMILIES[act] for act in telling.acts if act in FAMILIES}
        return self._mask(telling.acts), self._mask(frozenset(f"={kind}" for kind in kinds))

    def _mask(self, names: frozenset[str]) -> int:
        return sum(1 << self._bits.setdefault(name, len(self._bits)) for name in sorted(names))

    def load(self, db: Any) -> None:
        """Into the database, the largest in the order in which it is asked."""
        for name, file in self.files.items():
            order = {"held": "ORDER BY block", "asked": "ORDER BY idx"}.get(name, "")
            db.execute(f"CREATE TABLE {name} AS SELECT * FROM read_parquet({scanned(file.path)}) {order}")
            file.path.unlink()
        db.execute(f"CREATE TABLE crowd AS SELECT k, block FROM held GROUP BY k, block HAVING count(*) <= {CROWD}")


# ---- candidates


def _find(db: Any, folder: Folder, tellings: Shelf[Telling], told: Told) -> None:
    """The table ``pair``: candidates, and how near their wording is to the nearest that either has."""
    path = folder.work / "link-found.parquet"
    with RowFile(path, "i int,j int,near float") as found:
        for begin in range(0, len(tellings), _CHUNK):
            for index, others in _likely(db, begin, begin + _CHUNK):
                telling = tellings[index]
                for other, near in nearest(telling, [tellings[o] for o in others]):
                    found.add(*sorted((index, other.index)), near)
            told("compared", min(begin + _CHUNK, len(tellings)))
    db.execute(
        f"CREATE TABLE found AS SELECT i, j, any_value(near) AS near FROM read_parquet({scanned(path)}) GROUP BY i, j"
    )
    path.unlink()
    db.execute(
        f"CREATE TABLE best AS SELECT t, greatest({LEAST}, max(near)) AS near FROM "
        "(SELECT i AS t, near FROM found UNION ALL SELECT j, near FROM found) GROUP BY t"
    )
    db.execute(
        "CREATE TABLE pair AS SELECT i, j, least(1.0, closest) AS closest FROM (SELECT f.i, f.j, "
        "f.near / least(a.near, b.near) AS closest FROM found f JOIN best a ON a.t = f.i JOIN best b ON b.t = f.j) "
        f"WHERE closest >= {FURTHEST}"
    )
    for table in ("held", "asked", "crowd", "found", "best"):
        db.execute(f"DROP TABLE {table}")


def _likely(db: Any, begin: int, end: int) -> list[tuple[int, list[int]]]:
    """For each of some tellings those that share most with it, the likeliest first."""
    db.execute(
        f"CREATE OR REPLACE TEMP TABLE part AS SELECT a.* FROM asked a JOIN crowd USING (k, block) "
        f"WHERE idx >= {begin} AND idx < {end}"
    )
    low, high = db.execute("SELECT min(block), max(block) FROM part").fetchone()
    if low is None:
        return []
    found: list[tuple[int, list[int]]] = db.execute(
        f"""
        WITH score AS (
            SELECT a.idx AS idx, h.idx AS other, sum(a.w) AS s
            FROM part a JOIN (SELECT * FROM held WHERE block BETWEEN {low} AND {high}) h
            ON a.k = h.k AND a.block = h.block WHERE a.report <> h.report GROUP BY a.idx, h.idx
        ), ranked AS (
            SELECT idx, other, row_number() OVER (PARTITION BY idx ORDER BY s DESC, other) AS r FROM score
        )
        SELECT idx, list(other ORDER BY r) FROM ranked WHERE r <= {2 * KEPT} GROUP BY idx ORDER BY idx
        """
    ).fetchall()
    return found


# ---- judgements


def add(file: RowFile, judgement: Judgement) -> None:
    """One judgement as a row."""
    file.add(judgement.a, judgement.b, judgement.verdict, judgement.score, to_json(judgement).decode())


def _judge(db: Any, folder: Folder, tellings: Shelf[Telling], judgements: RowFile, told: Told) -> None:
    path = folder.work / "link-pairs.parquet"
    db.execute(f"COPY (SELECT i, j, closest FROM pair ORDER BY i, j) TO {quoted(path)} (FORMAT parquet)")
    given = weights()
    for n, row in enumerate(rows_of(path), 1):
        judgement = judge(Pair(tellings[row["i"]], tellings[row["j"]], row["closest"]), given)
        if judgement is not None:
            add(judgements, judgement)
        if n % 100_000 == 0:
            told("judged", n)
    path.unlink()


def _sum_up(db: Any, folder: Folder, judgements: RowFile) -> None:
    """For each total the incidents that lie in its time and area and tell of what it counts, in their order."""
    path = folder.work / "link-sums.parquet"
    db.execute(
        f"""
        COPY (SELECT * FROM (
            SELECT t.idx AS total, t.id AS a, t.ord AS ord, t.place AS place, l.idx AS idx, l.id AS b,
                   row_number() OVER (PARTITION BY t.idx, t.ord ORDER BY l.idx) AS r
            FROM total t JOIN lead l ON l.place = t.place
            WHERE l.day BETWEEN t.first AND t.last AND (l.acts & t.acts <> 0 OR l.families & t.families <> 0)
        ) WHERE r <= {2 * MOST} ORDER BY total, ord, idx) TO {quoted(path)} (FORMAT parquet)
        """
    )
    for _, group in itertools.groupby(rows_of(path), key=lambda row: row["total"]):
        found: dict[int, dict[str, Any]] = {}
        for _, places in itertools.groupby(group, key=lambda row: row["ord"]):
            for row in places:
                found.setdefault(row["idx"], row)
                if len(found) >= MOST:
                    break
        for _, row in sorted(found.items()):
            add(judgements, tie(row["a"], row["b"], row["place"]))
    path.unlink()
