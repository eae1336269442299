"""Whatever breaks, everything else is done, and what broke has a failure each."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import made_archives
import msgspec
import pytest
from batch.conftest import Batch, bytes_in, here

from rasd.batch import crew
from rasd.batch.crew import Crew, Event
from rasd.batch.kept import failures, opened, rows
from rasd.batch.planning import Shard
from rasd.batch.running import Reader, local
from rasd.batch.runs import Folder, Run
from rasd.errors import UsageError
from rasd.model import Engine


def said(out: Path) -> list[str]:
    return [str(failure.error) for failure in failures(Folder(out))]


def test_a_worker_killed_at_random_changes_nothing(tmp_path: Path, batch: Batch) -> None:
    archive = made_archives.lines(tmp_path / "a.jsonl", 150)
    batch(tmp_path / "whole", archive)
    killed: list[int] = []

    def read(folder: Folder, run: Run, shards: Iterable[Shard]) -> Iterator[Event]:
        dice = random.Random(5)
        team = Crew(folder, run, 2)
        for event in team.read(shards):
            busy = [w.process.pid for w in team.workers if w.has and w.cells[crew.STEP] > 0]
            if len(killed) < 3 and busy:
                killed.append(dice.choice([pid for pid in busy if pid]))
                os.kill(killed[-1], signal.SIGKILL)
            yield event

    done = batch(tmp_path / "out", archive, reader=read)
    assert len(killed) == 3
    assert done.failures == 0
    assert bytes_in(tmp_path / "out") == bytes_in(tmp_path / "whole")


#: Run in every worker before it begins: a report with this word in it does what is told.
POISON = """
import os, time
import rasd.batch.shardreading as reading
plain = reading._Reading._claims
def claims(self, loaded):
    text = loaded.report.text
    if "[kills]" in text: os.kill(os.getpid(), 9)
    if "[endless]" in text:
        while True: pass
    if "[sleeps]" in text:
        import signal; signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM}); time.sleep(1000)
    if "[greedy]" in text: bytearray(3_000_000_000)
    return plain(self, loaded)
reading._Reading._claims = claims
"""


@pytest.fixture
def poisoned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers in which certain reports break in certain ways."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(POISON, encoding="utf-8")
    source = Path(crew.__file__).parents[2]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "site"), str(source)]))


def test_a_poisoned_report_is_one_failure(
    tmp_path: Path, batch: Batch, poisoned: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "_GRACE", 1.0)
    archive = tmp_path / "a.jsonl"
    good = [made_archives.line(n, id=f"r{n}") for n in range(12)]
    bad = [
        json.dumps({"id": mark, "text": f"قتل ثلاثة جنود [{mark}] أمس"}, ensure_ascii=False) + "\n"
        for mark in ("kills", "endless", "sleeps", "greedy")
    ]
    archive.write_text("".join([*good[:4], bad[0], good[4], bad[1], *good[5:8], bad[2], bad[3], *good[8:]]), "utf-8")
    done = batch(tmp_path / "out", archive, reader=local(1), seconds=1.0, megabytes=1000, shard_size=10**9)
    assert done.manifest is not None
    folder, _ = opened(str(tmp_path / "out"))
    assert [r["report"] for r in rows(folder, 0, "reports")] == [f"r{n}" for n in range(12)]
    assert [s.partition(".")[0] for s in said(tmp_path / "out")] == [
        "kills: broke the process that read it (out of memory?)",
        "endless: takes longer than 1 seconds",
        "sleeps: takes longer than 1 seconds",
        "greedy: needs more than 1,000 MB of memory",
    ]


def test_a_shard_that_is_corrupt(tmp_path: Path, batch: Batch) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    made_archives.lines(folder / "a.jsonl", 10)
    table = made_archives.parquet(folder / "b.parquet", 30)
    table.write_bytes(table.read_bytes()[:-700])
    (folder / "c.warc.gz").write_bytes(made_archives.warc({"https://a.example/1": made_archives.html("قتل جندي")})[:80])
    (folder / "d.jsonl.gz").write_bytes(b"\x1f\x8b" + b"no gzip at all" * 20)
    made_archives.lines(folder / "e.jsonl", 10, 50)
    done = batch(tmp_path / "out", folder)
    assert done.manifest is not None
    assert done.manifest.reports == 20
    assert [s.partition(":")[0].rpartition("/")[2] for s in said(tmp_path / "out")] == [
        "b.parquet", "c.warc.gz", "d.jsonl.gz"
    ]  # fmt: skip


def test_a_page_without_end(tmp_path: Path, batch: Batch) -> None:
    import fsspec
    from fsspec.implementations.memory import MemoryFileSystem

    system: MemoryFileSystem = fsspec.filesystem("memory")
    endless = b"<html><body>" + "<p>قتل ثلاثة جنود".encode() * 600_000  # larger than any report may be
    system.pipe("/endless/a.html", endless)
    system.pipe("/endless/b.jsonl", b'{"text": "' + b"x" * 7_000_000 + b'"}\n' + made_archives.line(1).encode())
    try:
        done = batch(tmp_path / "out", "memory://endless")  # the memory of this process, read in this process
    finally:
        system.rm("/endless", recursive=True)
    assert done.manifest is not None
    assert done.manifest.reports == 1
    assert [s.partition(". ")[0] for s in said(tmp_path / "out")] == [
        "memory:///endless/a.html: is larger than 5 MB",
        "memory:///endless/b.jsonl:1: the line is larger than 5 MB",
    ]


def test_an_input_that_gives_no_more_bytes(tmp_path: Path, batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "STILL", 3.0)
    made_archives.lines(tmp_path / "a.jsonl", 5)
    slow = tmp_path / "site"
    slow.mkdir()
    (slow / "sitecustomize.py").write_text(
        "import rasd.batch.pieces as p, time\nplain = p.opened\n"
        "def opened(source):\n    if source.name.endswith('b.txt'): time.sleep(1000)\n    return plain(source)\n"
        "p.opened = opened\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(slow), str(Path(crew.__file__).parents[2])]))
    (tmp_path / "b.txt").write_text("قتل جندي", encoding="utf-8")
    made_archives.lines(tmp_path / "c.jsonl", 5, 5)
    files = [tmp_path / name for name in ("a.jsonl", "b.txt", "c.jsonl")]
    done = batch(tmp_path / "out", *files, reader=local(1), seconds=1.0, shard_size=10**9)
    assert done.manifest is not None
    assert (done.manifest.reports, done.manifest.failures) == (10, 1)
    assert "b.txt: gives no more bytes" in said(tmp_path / "out")[0]


def test_an_input_that_changes_while_it_is_read(tmp_path: Path, batch: Batch) -> None:
    first, changing, last = (tmp_path / name for name in ("a.jsonl", "b.jsonl", "c.jsonl"))
    made_archives.lines(first, 5)
    made_archives.lines(changing, 40, 5)
    made_archives.lines(last, 5, 50)

    done = batch(tmp_path / "out", first, changing, last, reader=_changing(changing), shard_size=10**9)
    assert done.manifest is not None
    assert done.manifest.reports == 10
    assert [s.partition(". ")[0] for s in said(tmp_path / "out")] == [f"{changing}: changed while it was read"]


def _changing(path: Path) -> Reader:
    """Reads here, while the file grows as soon as its first reports have been read."""

    def read(folder: Folder, run: Run, shards: Iterable[Shard]) -> Iterator[Event]:
        from rasd.batch.crew import Unfinished, attempt
        from rasd.batch.guarding import REPORTS, Beat

        class Watching(Beat):
            changed = False

            def count(self, field: int, number: int = 1) -> None:
                super().count(field, number)
                if field == REPORTS and self.cells[REPORTS] == 10 and not self.changed:
                    self.changed = True
                    with path.open("a", encoding="utf-8") as file:
                        file.write(made_archives.line(99))

        beat = Watching()
        for shard in shards:
            yield attempt(folder, run, shard, beat, Unfinished(shard).spared)

    return read


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can mount a small disk")
def test_an_output_folder_that_fills_up(tmp_path: Path, batch: Batch) -> None:
    archive = made_archives.lines(tmp_path / "a.jsonl", 400)
    out = tmp_path / "small"
    out.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=280k", "tmpfs", str(out)], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"this machine lets nobody mount: {mounted.stderr.decode()}")
    try:
        done = batch(out, archive, reader=local(1), shard_size=30_000)
        assert done.full
        assert done.manifest is None
        assert "cannot be written" in next(iter(done.undone.values()))
        whole = {p.name for p in out.glob("*.done")}
        assert whole
        assert not list((out / "work").glob(".*")), "something half written is left"
        subprocess.run(["mount", "-o", "remount,size=50m", str(out)], check=True)
        again = batch(out, archive, shard_size=30_000)
        batch(tmp_path / "out", archive, shard_size=30_000)
        assert again.manifest is not None
        assert bytes_in(out) == bytes_in(tmp_path / "out")
    finally:
        subprocess.run(["umount", str(out)], check=True)


def test_a_shard_whose_files_are_damaged_is_read_again(tmp_path: Path, batch: Batch) -> None:
    archive = made_archives.lines(tmp_path / "a.jsonl", 40)
    batch(tmp_path / "whole", archive)
    first = batch(tmp_path / "out", archive, part=(1, 2))
    assert first.manifest is None
    damaged = tmp_path / "out" / "shard-00000.claims.parquet"
    damaged.write_bytes(damaged.read_bytes()[:-10])
    batch(tmp_path / "out", archive)
    assert bytes_in(tmp_path / "out") == bytes_in(tmp_path / "whole")


def test_a_plan_that_was_changed_is_not_followed(tmp_path: Path, batch: Batch) -> None:
    archive = made_archives.lines(tmp_path / "a.jsonl", 20)
    batch(tmp_path / "out", archive, part=(1, 2))
    plan = tmp_path / "out" / "work" / "shards.jsonl"
    plan.write_bytes(plan.read_bytes().replace(b"a.jsonl", b"b.jsonl"))
    with pytest.raises(UsageError, match="is not the plan of this batch any more"):
        batch(tmp_path / "out", archive)


def test_a_machine_with_another_version_reads_nothing(tmp_path: Path, batch: Batch) -> None:
    archive = made_archives.lines(tmp_path / "a.jsonl", 20)

    def read(folder: Folder, run: Run, shards: Iterable[Shard]) -> Iterator[Event]:
        other = msgspec.structs.replace(run, engine=Engine("9.9.9", "k-other"))
        yield from here(folder, other, shards)

    done = batch(tmp_path / "out", archive, reader=read)
    assert done.manifest is None
    assert "was to be read with Rasd 9.9.9 and knowledge k-other" in done.undone[0]
