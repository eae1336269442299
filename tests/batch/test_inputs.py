"""What goes into a batch: shards, addresses, what is left out, what goes out to whom."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import made_archives
import pytest
from batch.conftest import Batch
from hypothesis import given
from hypothesis import strategies as st
from made_reports import TEXTS

from rasd.batch.addresses import found_in
from rasd.batch.kept import claims, opened, reports, rows
from rasd.batch.pieces import read_piece
from rasd.batch.planning import pieces_of, shards_of
from rasd.batch.runs import Folder
from rasd.errors import UsageError
from rasd.loading import Failure, load
from rasd.loading.inputs import Source
from rasd.loading.loaded import How
from rasd.loading.sifting import sift_of
from rasd.model import Sharing


def names(out: Path, kind: str = "reports") -> list[str]:
    folder = Folder(out)
    return [row["report"] for n in range(folder.run().shards) for row in rows(folder, n, kind)]


def test_a_large_file_of_lines_is_cut_at_lines(tmp_path: Path) -> None:
    made = made_archives.lines(tmp_path / "a.jsonl", 50)
    whole = [item.id for item in load([made]) if not isinstance(item, Failure)]
    for size in (500, 3000, 10**6):
        pieces = list(pieces_of(Source(str(made), str(made)), size))
        read = [i.report.id for p in pieces for i in read_piece(p, How()) if not isinstance(i, Failure)]
        assert read == whole
        assert (len(pieces) > 1) is (size < 10**6)


@given(st.lists(st.integers(0, 400), max_size=30), st.integers(1, 900))
def test_stretches_cover_the_file_and_end_with_lines(tmp_path_factory: Any, lengths: list[int], size: int) -> None:
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    raw = b'{"a": 1}\n' + b"".join(b"x" * n + b"\n" for n in lengths)
    path.write_bytes(raw)
    pieces = list(pieces_of(Source("a.jsonl", str(path)), size))
    if pieces[0].start is None:
        assert len(raw) <= size
        return
    assert [p.start for p in pieces] == [0, *(p.end for p in pieces[:-1])]
    assert pieces[-1].end == len(raw)
    for piece in pieces:
        assert piece.start is not None
        assert raw[: piece.start].count(b"\n") + 1 == piece.first
        assert piece.start == 0 or raw[piece.start - 1 : piece.start] == b"\n"


def test_groups_of_a_parquet_table(tmp_path: Path) -> None:
    made = made_archives.parquet(tmp_path / "a.parquet", 35)
    pieces = list(pieces_of(Source("a.parquet", str(made)), 100))
    assert [(p.groups, p.first) for p in pieces] == [((n, n + 1), 2 + 10 * n) for n in range(4)]
    read = [i.report for p in pieces for i in read_piece(p, How()) if not isinstance(i, Failure)]
    whole = [item for item in load([made]) if not isinstance(item, Failure)]
    assert [r.text for r in read] == [r.text for r in whole]
    assert [r.id.rpartition(":")[2] for r in read] == [r.id.rpartition(":")[2] for r in whole]


def test_shards_are_the_same_whatever_the_order_of_the_inputs(tmp_path: Path) -> None:
    paths = [str(made_archives.lines(tmp_path / f"{n}.jsonl", 5)) for n in range(6)]
    one, other = found_in(paths), found_in([*reversed(paths), paths[2]])
    assert list(shards_of(one, 3000)) == list(shards_of(other, 3000))
    assert len(list(shards_of(one, 3000))) > 1


def test_an_address_is_read_like_a_file(tmp_path: Path, batch: Batch) -> None:
    import fsspec

    system = fsspec.filesystem("memory")
    system.pipe("/news/2020/a.html", made_archives.html(TEXTS[1]))
    system.pipe("/news/b.warc.gz", made_archives.warc({"https://a.example/1": made_archives.html(TEXTS[0])}))
    system.pipe("/news/c.jpg", b"\xff\xd8\xff")
    system.pipe("/news/out/work/run.json", b"{}")
    system.pipe("/news/out/shard-00000.reports.parquet", b"what an earlier batch wrote there")
    try:
        done = batch(tmp_path / "out", "memory://news", "nothing://at/all", "memory://gone/a.jsonl")
    finally:
        system.rm("/news", recursive=True)
    assert done.manifest is not None
    assert names(tmp_path / "out") == ["memory:///news/2020/a.html", "https://a.example/1"]
    assert names(tmp_path / "out", "failures") == ["memory://gone/a.jsonl", "nothing://at/all"]


def test_what_is_in_another_language_or_from_another_site_is_left_out(tmp_path: Path, batch: Batch) -> None:
    pages = {
        "https://www.news.example/1": made_archives.html(made_archives.LONG),
        "https://news.example/2": made_archives.html(made_archives.PERSIAN, "گزارش", "fa"),
        "https://other.example/3": made_archives.html(made_archives.LONG),
        "https://ar.news.example/4": made_archives.html(TEXTS[0]),
    }
    (tmp_path / "a.warc.gz").write_bytes(made_archives.warc(pages))
    done = batch(tmp_path / "out", tmp_path / "a.warc.gz", language="ar", sites=("news.example",))
    assert names(tmp_path / "out") == ["https://www.news.example/1", "https://ar.news.example/4"]
    assert done.manifest is not None
    assert done.manifest.left_out == {"language": 1, "site": 1}
    assert done.manifest.failures == 0
    everything = batch(tmp_path / "all", tmp_path / "a.warc.gz")
    assert everything.manifest is not None
    assert everything.manifest.reports == 4


def test_lines_in_another_script_are_left_out_and_no_failures(tmp_path: Path, batch: Batch) -> None:
    path = made_archives.lines(tmp_path / "a.jsonl", 3)
    with path.open("a", encoding="utf-8") as file:
        file.write('{"text": "Three soldiers were killed near the city."}\n')
    done = batch(tmp_path / "out", path, language="ar")
    assert done.manifest is not None
    assert (done.manifest.reports, done.manifest.failures, done.manifest.left_out) == (3, 0, {"language": 1})
    everything = batch(tmp_path / "all", path)
    assert everything.manifest is not None and everything.manifest.failures == 1


def test_what_is_asked_for_wrongly_is_said() -> None:
    with pytest.raises(UsageError, match="--language en: Rasd reads Arabic"):
        sift_of(language="en")
    with pytest.raises(UsageError, match="--site : no site"):
        sift_of([""])
    assert sift_of(["https://www.a.example/x"]).sites == {"a.example"}


PRIVATE = (
    "قُتل المواطن سامر حسن العبسي (34 عاما) برصاص قناص في مدينة تعز أمس. "
    "وقالت أسرته إن سامر العبسي كان في طريقه إلى عمله."
)


def test_what_is_for_the_public_names_no_private_person(tmp_path: Path, batch: Batch) -> None:
    told = {"text": PRIVATE, "title": "مقتل سامر حسن العبسي", "url": "https://a.example/samer", "id": "r1"}
    old = {**told, "published": "2020-01-26"}
    recent = {"text": TEXTS[0], "published": "2999-01-26", "id": "r2"}
    source = tmp_path / "a.jsonl"
    source.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in (old, recent)), encoding="utf-8")
    done = batch(tmp_path / "public", source, sharing=Sharing.public)
    batch(tmp_path / "internal", source)
    assert done.manifest is not None
    assert done.manifest.withheld > 0
    shown = tables(tmp_path / "public")
    assert "العبسي" not in shown
    assert "a.example" not in shown
    assert str(tmp_path) not in shown
    assert "▮" in shown
    assert "العبسي" in tables(tmp_path / "internal")
    folder, this = opened(str(tmp_path / "public"))
    assert list(reports(folder, this)) == []
    masked = list(claims(folder, this))
    assert masked
    assert {c.report_id for c in masked} == {"masked:0:0"}
    assert not list((tmp_path / "public" / "work").glob("*.shapes.parquet")), "hashes of the wording are left"


def tables(out: Path) -> str:
    import pyarrow.parquet as pq

    return json.dumps(
        [pq.read_table(p).to_pylist() for p in sorted(out.glob("*.parquet"))], default=str, ensure_ascii=False
    )


def test_copies_are_marked_over_all_shards(tmp_path: Path, batch: Batch) -> None:
    edited = made_archives.LONG.replace("حتى المساء", "حتى وقت متأخر")
    texts = [TEXTS[0], made_archives.LONG, TEXTS[1], edited, made_archives.LONG, PRIVATE]
    for n, text in enumerate(texts):
        line = {"id": f"r{n}", "text": text, "published": "2020-01-26", "outlet": f"o{n}"}
        (tmp_path / f"{n}.jsonl").write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    late = {"id": "r9", "text": edited + " وكان ذلك قبل عام.", "published": "2020-03-26"}
    (tmp_path / "9.jsonl").write_text(json.dumps(late, ensure_ascii=False), encoding="utf-8")
    done = batch(tmp_path / "out", tmp_path / "*.jsonl", shard_size=1)
    assert done.manifest is not None
    assert done.manifest.shards == 7
    import pyarrow.parquet as pq

    marks = pq.read_table(tmp_path / "out" / "near.parquet").to_pylist()
    assert [(m["report"], m["first_report"], m["kind"]) for m in marks] == [("r3", "r1", "near"), ("r4", "r1", "same")]
    assert done.manifest.near == 2


def test_an_archive_inside_another_may_be_of_any_size(tmp_path: Path) -> None:
    pages = {f"https://n.example/{n}": made_archives.html(made_archives.LONG + f" {n}.") for n in range(130)}
    inside = made_archives.warc(pages, compressed=False)
    assert len(inside) > 40 * 4000  # more than a file in an archive may have otherwise
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as packed:
        packed.writestr("datapackage.json", "{}")
        packed.writestr("archive/data.warc", inside)
    found = list(load([tmp_path / "a.wacz"], max_size=4000))
    assert [item.id for item in found if not isinstance(item, Failure)] == list(pages)


def run_rasd(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    import os

    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src"), "COLUMNS": "120"}
    command = [sys.executable, "-m", "rasd", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_command(tmp_path: Path) -> None:
    made_archives.lines(tmp_path / "a.jsonl", 12)
    with (tmp_path / "a.jsonl").open("a") as file:
        file.write("no json\n")
    done = run_rasd(tmp_path, "batch", "a.jsonl", "--out", "out", "--shard-size", "0.002")
    assert done.returncode == 3, done.stderr
    assert done.stdout.startswith("12 reports · ")
    assert "a.jsonl:13: is no JSON object" in done.stderr
    another = run_rasd(tmp_path, "batch", "a.jsonl", "--out", "out", "--language", "ar")
    assert another.returncode == 2
    assert "asked otherwise (language, shard_size)" in another.stderr
    nothing = run_rasd(tmp_path, "batch", "nosuch.jsonl", "--out", "none")
    assert (nothing.returncode, (tmp_path / "none").exists()) == (2, False)
    assert "nosuch.jsonl: there is no such file" in nothing.stderr
    assert "no part" in run_rasd(tmp_path, "batch", "a.jsonl", "--out", "x", "--shard", "3/2").stderr
    part = run_rasd(tmp_path, "batch", "a.jsonl", "--out", "x", "--shard", "1/2", "--shard-size", "0.002")
    assert "shards done" in part.stdout
    usage = run_rasd(tmp_path, "batch", "--help").stdout
    assert usage.split("\n")[0].split() == ["Usage:", "rasd", "batch", "[OPTIONS]", "{INPUT}..."]


def test_a_channel_that_bears_the_name_of_a_private_person_is_masked(tmp_path: Path, batch: Batch) -> None:
    text = "قُتل المدني همهام الخرطبيل (34 عاما) برصاص قناص في مدينة حلب يوم 3 يناير 2018."
    told = {"id": "1", "text": text, "published": "2018-01-20", "outlet": "قناة همهام الخرطبيل"}
    (tmp_path / "a.jsonl").write_text(json.dumps(told), encoding="utf-8")
    batch(tmp_path / "out", tmp_path / "a.jsonl", sharing=Sharing.public)
    folder = Folder(tmp_path / "out")
    found = {kind: list(rows(folder, 0, kind)) for kind in ("reports", "claims")}
    assert {row["outlet"] for kind in found.values() for row in kind} == {"قناة ▮"}
