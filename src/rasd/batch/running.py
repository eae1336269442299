"""Running: an archive read into a folder of Parquet, by whichever engine; stopped and begun again, it goes on."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

import msgspec

from rasd.batch.crew import Crew, Done, Event, Tick, Undone
from rasd.batch.guarding import CLAIMS, FAILURES, REPORTS
from rasd.batch.marking import mark_near
from rasd.batch.planning import Shard
from rasd.batch.runs import Asked, Folder, Run, ShardManifest, begun, share_of_shards
from rasd.batch.shardfiles import hash_of, needed, put
from rasd.model import Engine


class Reader(Protocol):
    """An engine: reads shards into the folder of their run, in any order, and tells what became of each."""

    def __call__(self, folder: Folder, run: Run, shards: Iterable[Shard]) -> Iterator[Event]:
        """Read some shards."""


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a run is. ``weight`` is in bytes of the inputs, ``before`` what was there when it was begun again."""

    shards: int
    shards_done: int
    weight: int
    weight_done: int
    weight_before: int
    reports: int
    reports_before: int
    claims: int
    failures: int


class RunManifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a whole run holds; the same inputs give the same."""

    shards: int
    reports: int
    claims: int
    failures: int
    left_out: dict[str, int]
    withheld: int
    near: int
    sharing: str
    day: str
    engine: Engine
    manifests: dict[str, str]
    files: dict[str, str]


class Finished(msgspec.Struct, frozen=True, kw_only=True):
    """How a call ended: the manifest once all shards are there, the shards that are missing, and why."""

    manifest: RunManifest | None
    done: int
    shards: int
    undone: dict[int, str] = {}
    full: bool = False
    failures: int = 0


def local(workers: int) -> Reader:
    """Processes of this machine."""

    def read(folder: Folder, run: Run, shards: Iterable[Shard]) -> Iterator[Event]:
        return Crew(folder, run, workers).read(shards)

    return read


def run(
    out: str | Path,
    asked: Asked,
    reader: Reader,
    *,
    part: tuple[int, int] | None = None,
    told: Callable[[Progress], None] | None = None,
    note: Callable[[str], None] | None = None,
    day: datetime.date | None = None,
) -> Finished:
    """Read what is asked for into a folder; what is there already is not read again.

    ``part`` is which of how many parts of the shards is this call's; ``told`` hears how far it is. The marks of texts
    that are nearly the same and the manifest are made by the call that finds all shards done.

    Raises :class:`UsageError` when the folder holds another run, or a library is missing.
    """
    needed("pyarrow.parquet")
    asked.sift()  # what is asked for wrongly is said before anything is planned
    folder = Folder(out)
    this = begun(folder, asked, day, note)
    mine = set(share_of_shards(range(this.shards), part))
    counting = _Counting(folder, this, mine)
    todo = (shard for shard in folder.plan() if shard.number in mine and shard.number not in counting.done)
    undone: dict[int, str] = {}
    full = False
    for event in reader(folder, this, todo):
        if isinstance(event, Undone):
            undone[event.shard] = event.why
            full = full or event.full
            if full:
                break  # the others would fail alike: they are read when there is space
        counting.take(event)
        if told:
            told(counting.progress())
    manifest = None if undone else finish(folder, this)
    sums = counting.progress()
    return Finished(
        manifest=manifest,
        done=sums.shards_done,
        shards=sums.shards,
        undone=undone,
        full=full,
        failures=sums.failures,
    )


class _Counting:
    """What is done, and what is under way."""

    def __init__(self, folder: Folder, run: Run, mine: set[int]) -> None:
        self.weights: dict[int, int] = {}
        self.done: set[int] = set()
        self.sums: Counter[str] = Counter()
        self.now: tuple[int, ...] = ()
        for shard in folder.plan():
            if shard.number in mine:
                self.weights[shard.number] = shard.weight
                if folder.is_done(shard.number):
                    self._add(read_manifest(folder, shard.number))
        self.weight = sum(self.weights.values())
        self.weight_done = self.weight_before = sum(self.weights[n] for n in self.done)
        self.reports_before = self.sums["reports"]

    def _add(self, manifest: ShardManifest) -> None:
        self.done.add(manifest.shard)
        for name in ("reports", "claims", "failures"):
            self.sums[name] += getattr(manifest, name)

    def take(self, event: Event) -> None:
        if isinstance(event, Done):
            self._add(event.manifest)
            self.weight_done += self.weights[event.manifest.shard]
        elif isinstance(event, Tick):
            self.now = event.counts

    def progress(self) -> Progress:
        now = self.now or (0,) * (CLAIMS + 1)
        return Progress(
            shards=len(self.weights),
            shards_done=len(self.done),
            weight=self.weight,
            weight_done=self.weight_done,
            weight_before=self.weight_before,
            reports=self.sums["reports"] + now[REPORTS],
            reports_before=self.reports_before,
            claims=self.sums["claims"] + now[CLAIMS],
            failures=self.sums["failures"] + now[FAILURES],
        )


def read_manifest(folder: Folder, number: int) -> ShardManifest:
    """The manifest of a shard that is done."""
    return msgspec.json.decode(folder.shard_manifest(number).read_bytes(), type=ShardManifest)


def finish(folder: Folder, run: Run) -> RunManifest | None:
    """Mark what is nearly the same over all shards, and write the manifest; None while shards are missing."""
    if folder.manifest.exists():
        return msgspec.json.decode(folder.manifest.read_bytes(), type=RunManifest)
    if not all(folder.is_done(number) for number in range(run.shards)):
        return None
    near = mark_near(folder, run)
    sums: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    manifests = {}
    for number in range(run.shards):
        manifest = read_manifest(folder, number)
        for name in ("reports", "claims", "failures", "withheld"):
            sums[name] += getattr(manifest, name)
        left_out.update(manifest.left_out)
        path = folder.shard_manifest(number)
        manifests[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    made = RunManifest(
        shards=run.shards,
        reports=sums["reports"],
        claims=sums["claims"],
        failures=sums["failures"],
        left_out=dict(sorted(left_out.items())),
        withheld=sums["withheld"],
        near=near,
        sharing=run.asked.sharing,
        day=run.day,
        engine=run.engine,
        manifests=manifests,
        files={folder.near.name: hash_of(folder.near)},
    )
    put(folder.manifest, msgspec.json.format(msgspec.json.encode(made)) + b"\n")
    for number in range(run.shards):
        folder.shapes(number).unlink(missing_ok=True)  # hashes of the wording of texts, which nobody needs now
    for left in folder.work.glob(".*.parquet"):
        left.unlink(missing_ok=True)  # by processes that were killed
    return made
