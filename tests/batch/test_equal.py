"""The same archive gives the same claims, byte for byte, however it is read."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import made_archives
import pytest
from batch.conftest import Batch, bytes_in

from rasd.batch import Reading, read_all
from rasd.batch.kept import opened, rows
from rasd.batch.running import local
from rasd.loading import load

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_archives.corpus(tmp_path_factory.mktemp("archive") / "in")


def records_in(out: Path) -> list[str]:
    folder, this = opened(str(out))
    return [row["record"] for n in range(this.shards) for row in rows(folder, n, "claims")]


def test_a_batch_reads_what_read_reads(archive: Path, tmp_path: Path, batch: Batch) -> None:
    done = batch(tmp_path / "out", archive, reader=local(2))
    one_by_one = [o for o in read_all(load([archive])) if isinstance(o, Reading)]
    assert records_in(tmp_path / "out") == [record.decode() for o in one_by_one for record in o.records]
    assert done.manifest is not None
    assert done.manifest.reports == len(one_by_one) > 100
    assert done.manifest.shards > 8
    folder, this = opened(str(tmp_path / "out"))
    said = [row["report"] for n in range(this.shards) for row in rows(folder, n, "failures")]
    failed = [str(o.error.where) for o in load([archive]) if not hasattr(o, "text")]
    assert said == failed
    assert len(failed) == 3  # a line, the end of an archive, an empty file


def test_any_number_of_workers_gives_the_same_bytes(archive: Path, tmp_path: Path, batch: Batch) -> None:
    for workers in (1, 2, 8):
        batch(tmp_path / f"out{workers}", archive, reader=local(workers))
    one = bytes_in(tmp_path / "out1")
    assert one == bytes_in(tmp_path / "out2") == bytes_in(tmp_path / "out8")
    assert {"manifest.json", "near.parquet", "shard-00003.claims.parquet"} <= one.keys()


def test_parts_give_the_same_bytes(archive: Path, tmp_path: Path, batch: Batch) -> None:
    batch(tmp_path / "whole", archive)
    first = batch(tmp_path / "parts", archive, part=(2, 2))
    assert first.manifest is None
    assert first.done < batch(tmp_path / "parts", archive, part=(1, 2)).shards + first.shards
    assert bytes_in(tmp_path / "whole") == bytes_in(tmp_path / "parts")


def test_killed_and_begun_again_it_goes_on(archive: Path, tmp_path: Path, batch: Batch) -> None:
    batch(tmp_path / "whole", archive)
    out = tmp_path / "killed"
    code = (
        "import sys\nfrom rasd.batch.running import local, run\nfrom rasd.batch.runs import Asked\n"
        "if __name__ == '__main__':\n"
        f"    run({str(out)!r}, Asked(inputs=({str(archive)!r},), path={str(tmp_path)!r}, shard_size=4000, "
        "sharing='internal'), local(1))\n"
    )
    script = tmp_path / "run.py"
    script.write_text(code, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    killed = 0
    for _ in range(2):
        child = subprocess.Popen([sys.executable, script], env=environment, start_new_session=True)
        before = len(list(out.glob("*.done")))
        until = time.monotonic() + 60
        while len(list(out.glob("*.done"))) < before + 2 and child.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            killed += 1
        child.wait()
    assert killed
    assert not (out / "manifest.json").exists()
    stamps = {p.name: p.stat().st_mtime_ns for p in out.glob("*.done")}
    batch(out, archive, reader=local(2))
    assert bytes_in(out) == bytes_in(tmp_path / "whole")
    assert stamps
    assert not list((out / "work").glob(".*")), "something half written is left"
    assert all((out / name).stat().st_mtime_ns == stamp for name, stamp in stamps.items()), "read again"


def test_a_run_that_is_done_is_not_read_again(archive: Path, tmp_path: Path, batch: Batch) -> None:
    batch(tmp_path / "out", archive)
    stamps = {p: p.stat().st_mtime_ns for p in (tmp_path / "out").iterdir() if p.is_file()}
    again = batch(tmp_path / "out", archive)
    assert again.manifest is not None
    assert stamps == {p: p.stat().st_mtime_ns for p in (tmp_path / "out").iterdir() if p.is_file()}
