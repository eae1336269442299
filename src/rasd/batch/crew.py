"""The crew: processes that read shards, watched by the one that gives them out.

A process that dies or stands still is replaced and its shard begun anew. What it stood at is tried again; if that kills
again and again, it is passed over with a failure. Processes are replaced after some shards, so that memory stays flat.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple

from rasd.batch.guarding import FIELDS, INSIDE, PIECE, SINCE, STEP, Beat, limit_memory, now, resident_mb
from rasd.batch.planning import Shard
from rasd.batch.processes import start_sheltered
from rasd.batch.runs import Folder, Run, ShardManifest, engine
from rasd.batch.shardreading import Spared, read_shard
from rasd.model import Engine

#: A process is replaced after so many shards, or once it holds so many megabytes more than at its start.
_SHARDS, _GROWTH_MB = 64, 400
#: How long a process may be still outside a step, fetching or unpacking, in seconds.
STILL = 600.0
#: Seconds of grace before a process is killed that should have ended a step itself.
_GRACE = 15.0
_TICK = 0.5
#: Seconds within which a process must have loaded what it reads with.
_START = 300.0
#: How often a process may die at one place, or stand still there, until that is passed over: once may be chance.
_DEATHS, _STILL = 3, 2
#: How often a shard is begun anew that kills its process at ever other places.
_TRIES = 50


class Done(NamedTuple):
    """A shard that is there."""

    manifest: ShardManifest


class Undone(NamedTuple):
    """A shard that could not be written, or not be read at all, and why; ``full`` when the disk is."""

    shard: int
    why: str
    full: bool = False


class Tick(NamedTuple):
    """Nothing has ended: the counts of the shards that are being read, for the display."""

    counts: tuple[int, ...]


Event = Done | Undone | Tick


class Unfinished:
    """A shard to be read, and what killed its readers so far."""

    def __init__(self, shard: Shard) -> None:
        self.shard = shard
        self.tries = 0
        self._suspect: Counter[tuple[bool, int, int]] = Counter()
        self.steps: dict[int, str] = {}
        self.pieces: dict[int, str] = {}

    def killed(self, cells: Any, stood_still: bool, seconds: float) -> None:
        """Its reader died, or was killed because it stood still."""
        self.tries += 1
        if not cells[SINCE]:
            return  # it had not begun
        inside, piece, step = bool(cells[INSIDE]), int(cells[PIECE]), int(cells[STEP])
        self._suspect[inside, piece, step] += 1
        if self._suspect[inside, piece, step] < (_STILL if stood_still else _DEATHS):
            return
        if inside:
            took_long = f"takes longer than {seconds:g} seconds"
            self.steps[step] = took_long if stood_still else "broke the process that read it (out of memory?)"
        else:
            self.pieces[piece] = "gives no more bytes" if stood_still else "broke the process that opened it"

    @property
    def spared(self) -> Spared:
        """What is not tried again."""
        return Spared(self.steps, self.pieces)


def _work(pipe: Connection, cells: Any, path: str) -> None:
    """Read shards until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    threading.Thread(target=_end_with_parent, daemon=True).start()
    folder, beat = Folder(path), Beat(cells)
    run = folder.run()
    prepare(run)
    with pipe:
        while True:
            try:
                shard, spared = pipe.recv()
            except (EOFError, ConnectionResetError):
                return
            answer = attempt(folder, run, shard, beat, spared)
            gc.collect()
            try:
                pipe.send((answer, resident_mb()))
            except (BrokenPipeError, ConnectionResetError):
                return


def _end_with_parent() -> None:
    """End this process when the one that gives out shards is gone, be it killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def prepare(run: Run) -> None:
    """Load what reading needs once, keep it out of every collection of garbage, and limit the memory."""
    import rasd
    from rasd.batch.shardfiles import needed
    from rasd.exporting.parquet import arrow  # noqa: F401 — loaded before memory is limited

    needed("pyarrow.parquet")
    rasd.read(rasd.Report.from_text("قُتل جندي في حلب أمس", published="2020-01-26"))
    gc.collect()
    gc.freeze()
    gc.disable()
    limit_memory(run.asked.megabytes)


def attempt(folder: Folder, run: Run, shard: Shard, beat: Beat, spared: Spared) -> Done | Undone:
    """Read a shard, or say why that cannot be."""
    import errno

    if engine() != run.engine:
        ours, theirs = _of(engine()), _of(run.engine)
        return Undone(shard.number, f"was to be read with {theirs}, but there is {ours} on this machine")
    try:
        return Done(read_shard(folder, run, shard, beat, spared))
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES)
        return Undone(shard.number, f"cannot be written ({error.strerror or error})", full)
    except MemoryError:
        return Undone(shard.number, f"needs more than {run.asked.megabytes:,} MB beside its reports")


def _of(by: Engine) -> str:
    return f"Rasd {by.rasd} and knowledge {by.knowledge}"


class _Worker:
    """A process with its pipe, and the shard it has."""

    def __init__(self, folder: Folder) -> None:
        context = multiprocessing.get_context("spawn")
        self.cells = context.RawArray("q", FIELDS)
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, self.cells, str(folder.path)), daemon=True)
        start_sheltered(self.process)
        theirs.close()  # or its end would stay open here when the worker dies
        self.has: Unfinished | None = None
        self.shards = 0
        self.first_mb = 0.0
        self.given = 0
        self.is_worn = False

    def take(self, unfinished: Unfinished) -> None:
        self.has = unfinished
        for field in range(FIELDS):
            self.cells[field] = 0  # it begins when it says so
        self.given = now()
        try:
            self.pipe.send((unfinished.shard, unfinished.spared))
        except (BrokenPipeError, ConnectionResetError):
            return  # seen when its answer is awaited

    def answer(self) -> Done | Undone | None:
        """What it has to say; None when it died."""
        try:
            said, held = self.pipe.recv()
        except (EOFError, ConnectionResetError):
            return None
        self.shards += 1
        self.first_mb = self.first_mb or held
        self.is_worn = self.shards >= _SHARDS or held > self.first_mb + _GROWTH_MB
        answer: Done | Undone = said
        return answer

    def stands_still(self, seconds: float) -> bool:
        """Whether it has been at one thing for too long."""
        if self.has is None:
            return False
        if not self.cells[SINCE]:
            return now() - self.given > _START * 1000
        longest = seconds + _GRACE if self.cells[INSIDE] else max(STILL, seconds)
        return now() - int(self.cells[SINCE]) > longest * 1000

    def stop(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


class Crew:
    """So many processes, for the shards of a run."""

    def __init__(self, folder: Folder, run: Run, workers: int) -> None:
        self.folder, self.run, self.number = folder, run, workers
        self.workers: list[_Worker] = []
        self.waiting: deque[Unfinished] = deque()

    def read(self, shards: Iterable[Shard]) -> Iterator[Event]:
        """Read shards; what became of each as it ends, and every half second a tick."""
        source = iter(shards)
        try:
            while self._busy(source):
                yield from self._wait()
                yield Tick(tuple(sum(cells) for cells in zip(*self._counts(), strict=True)))
        finally:
            for worker in self.workers:
                worker.stop()
            self.workers = []

    def _counts(self) -> list[list[int]]:
        return [[0] * FIELDS, *(list(w.cells) for w in self.workers if w.has)]

    def _busy(self, source: Iterator[Shard]) -> bool:
        """Give each idle process a shard; whether any has one."""
        while sum(w.has is not None for w in self.workers) < self.number:
            unfinished = self.waiting.popleft() if self.waiting else None
            if unfinished is None:
                shard = next(source, None)
                if shard is None:
                    break
                unfinished = Unfinished(shard)
            worker = next((w for w in self.workers if w.has is None), None)
            if worker is None:
                worker = _Worker(self.folder)
                self.workers.append(worker)
            worker.take(unfinished)
        return any(w.has for w in self.workers)

    def _wait(self) -> Iterator[Event]:
        busy = {worker.pipe: worker for worker in self.workers if worker.has}
        for pipe in wait(list(busy), timeout=_TICK):
            worker = busy.pop(pipe)  # type: ignore[call-overload]
            yield from self._answered(worker)
        for worker in busy.values():
            if worker.stands_still(self.run.asked.seconds):
                yield from self._lost(worker, stood_still=True)

    def _answered(self, worker: _Worker) -> Iterator[Event]:
        answer = worker.answer()
        if answer is None:
            yield from self._lost(worker, stood_still=False)
            return
        yield answer
        worker.has = None
        if worker.is_worn:
            self.workers.remove(worker)
            worker.stop()

    def _lost(self, worker: _Worker, stood_still: bool) -> Iterator[Event]:
        unfinished = worker.has
        assert unfinished is not None
        self.workers.remove(worker)
        worker.stop()
        unfinished.killed(worker.cells, stood_still, self.run.asked.seconds)
        if unfinished.tries >= _TRIES:
            yield Undone(unfinished.shard.number, f"killed {_TRIES} processes that read it")
        else:
            self.waiting.append(unfinished)
