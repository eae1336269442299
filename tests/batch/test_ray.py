"""Ray: the same bytes as without it, also when its workers are killed."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import made_archives
import pytest
from batch.conftest import Batch, bytes_in

from rasd.batch.rays import on_ray

ray = pytest.importorskip("ray")


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """A cluster of two processors on this machine."""
    source = Path(__file__).resolve().parents[2] / "src"
    os.environ["PYTHONPATH"] = str(source)
    told = ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    yield told.address_info["gcs_address"]
    ray.shutdown()


def test_ray_gives_the_same_bytes_even_when_workers_are_lost(tmp_path: Path, batch: Batch, cluster: str) -> None:
    archive = made_archives.lines(tmp_path / "a.jsonl", 100)
    batch(tmp_path / "whole", archive, shard_size=8000)
    killed: list[int] = []

    def kill() -> None:
        """Kill a process of Ray's that has a shard, once two are done."""
        until = time.monotonic() + 120
        while not killed and time.monotonic() < until:
            time.sleep(0.05)
            if len(list((tmp_path / "out").glob("*.done"))) < 2:
                continue
            for entry in Path("/proc").iterdir():
                if entry.name.isdigit() and b"ray::read_one" in _title(entry):
                    killed.append(int(entry.name))
                    os.kill(killed[-1], signal.SIGKILL)
                    break

    killer = threading.Thread(target=kill)
    killer.start()
    done = batch(tmp_path / "out", archive, reader=on_ray(), shard_size=8000)
    killer.join()
    assert killed
    assert done.undone == {}
    assert bytes_in(tmp_path / "out") == bytes_in(tmp_path / "whole")


def _title(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""
