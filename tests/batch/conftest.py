"""What the tests of batches share."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rasd.batch.crew import Event, Unfinished, attempt
from rasd.batch.guarding import Beat
from rasd.batch.planning import Shard
from rasd.batch.running import Finished, Reader, run
from rasd.batch.runs import Asked, Folder, Run
from rasd.model import Sharing

Batch = Callable[..., Finished]


def here(folder: Folder, run: Run, shards: Iterable[Shard]) -> Iterator[Event]:
    """Reads in this process, which is the quickest where it is not processes that are tested."""
    for shard in shards:
        yield attempt(folder, run, shard, Beat(), Unfinished(shard).spared)


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    """Runs a batch of small shards, by default for internal use, in this process."""

    def make(out: Path, *inputs: Path | str, reader: Reader | None = None, part: Any = None, **asked: Any) -> Finished:
        given = {"shard_size": 4000, "sharing": Sharing.internal, **asked}
        told = Asked(inputs=tuple(sorted(map(str, inputs))), path=str(tmp_path), **given)
        return run(out, told, reader or here, part=part)

    return make


def bytes_in(out: Path) -> dict[str, str]:
    """The hashes of all that a batch gives, by the name of the file."""
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(out.iterdir()) if p.is_file()}
