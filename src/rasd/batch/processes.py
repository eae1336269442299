"""Reports read one after another or by several processes, always in the order given.

A worker gets reports and gives back records already encoded, so that little is copied between
processes. What goes wrong with one report becomes a :class:`~rasd.loading.Failure` that names it.

Each worker has a pipe of its own and one batch at a time, and nothing is shared between workers: one
that dies, or is stopped in the middle of an answer, closes its pipe and leaves nobody waiting. (With
``ProcessPoolExecutor`` the workers share one pipe, and a half-written answer stops the program for ever.)
"""

from __future__ import annotations

import gc
import importlib
import itertools
import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import NamedTuple

from rasd.errors import InputError
from rasd.loading import Failure
from rasd.model import Claim, Report, to_json

#: Reports a worker is given at a time, and batches taken up for each worker before the first is handed on.
BATCH = 16
_AHEAD = 4


class Reading(NamedTuple):
    """A report and its claims, each a line of JSON."""

    report: Report
    records: list[bytes]

    @property
    def claims(self) -> list[Claim]:
        """The records as claims again."""
        import msgspec

        return [msgspec.json.decode(record, type=Claim) for record in self.records]


Outcome = Reading | Failure
_Answer = list[bytes] | tuple[str, str, str]
_Batch = list[Report | Failure]


def read_all(items: Iterable[Report | Failure], jobs: int = 1) -> Iterator[Outcome]:
    """Read reports with ``jobs`` processes; the outcomes come in the order of the items, whatever ``jobs`` is.

    Failures of loading pass through at their place.
    """
    if jobs <= 1:
        for item in items:
            yield _outcome(item, None if isinstance(item, Failure) else _answer(item))
        return
    yield from _Pool(jobs).run(_batches(items))


def _batches(items: Iterable[Report | Failure]) -> Iterator[_Batch]:
    source = iter(items)
    while batch := list(itertools.islice(source, BATCH)):
        yield batch


def _answer(report: Report) -> _Answer:
    """The records of one report, or what to say of it when reading breaks."""
    import rasd

    try:
        return [to_json(claim) for claim in rasd.read(report)]
    except Exception as error:  # one report must not end the run
        what = f"could not be read ({type(error).__name__}: {error})"
        return report.id, what, "This is a defect of Rasd: please report it with the text."


def _outcome(item: Report | Failure, answer: _Answer | None) -> Outcome:
    if isinstance(item, Failure):
        return item
    if isinstance(answer, list):
        return Reading(item, answer)
    assert answer is not None
    return Failure(InputError(*answer))


def _work(pipe: Connection) -> None:
    """Answer batches until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    importlib.import_module("rasd.resolving.claims")  # now, so that what reading needs once is frozen with the rest
    gc.freeze()  # and left out of every collection of garbage
    gc.disable()
    with pipe:
        while True:
            try:
                reports = pipe.recv()
            except (EOFError, ConnectionResetError):
                return
            answers = [_answer(report) for report in reports]
            gc.collect()
            try:
                pipe.send(answers)
            except (BrokenPipeError, ConnectionResetError):
                return


class _Job:
    """A batch and what became of its reports so far."""

    def __init__(self, batch: _Batch) -> None:
        self.batch = batch
        self.reports = [item for item in batch if isinstance(item, Report)]
        self.answers: list[_Answer] = []
        self.singly = False

    @property
    def left(self) -> list[Report]:
        """The reports to send next: all that have no answer, or one when the batch has killed a worker."""
        start = len(self.answers)
        return self.reports[start : start + 1] if self.singly else self.reports[start:]

    @property
    def done(self) -> bool:
        return len(self.answers) == len(self.reports)

    def killed(self) -> None:
        """The worker died over what was sent: go on report by report, to find which one kills."""
        if self.singly:
            what = "broke the process that read it (out of memory?)"
            how = "Cut it into smaller reports, or use fewer --jobs."
            self.answers.append((self.left[0].id, what, how))
        self.singly = True

    def outcomes(self) -> Iterator[Outcome]:
        given = iter(self.answers)
        for item in self.batch:
            yield _outcome(item, None if isinstance(item, Failure) else next(given))


def start_sheltered(process: BaseProcess) -> None:
    """Start a process that ignores Ctrl-C, which reaches the whole group, also before it can say so itself."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if hasattr(signal, "pthread_sigmask") else None
    try:
        process.start()
    finally:
        if before is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Worker:
    """A process with its pipe, and the batch it has."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs,), daemon=True)
        start_sheltered(self.process)
        theirs.close()  # or its end would stay open here when the worker dies
        self.job: _Job | None = None

    def take(self, job: _Job) -> bool:
        """Send a batch; whether the worker lives to get it."""
        self.job = job
        try:
            self.pipe.send(job.left)
        except (BrokenPipeError, ConnectionResetError):
            return False
        return True

    def answer(self) -> bool:
        """Receive what it has to say; whether it lives."""
        assert self.job is not None
        try:
            self.job.answers += self.pipe.recv()
        except (EOFError, ConnectionResetError):
            return False
        return True

    def stop(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


class _Pool:
    """Worker processes; when one dies another takes its place and its batch."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.workers: list[_Worker] = []
        self.undone: deque[_Job] = deque()  #: to be sent
        self.ordered: deque[_Job] = deque()  #: to be handed on, in the order given

    def run(self, batches: Iterator[_Batch]) -> Iterator[Outcome]:
        try:
            for batch in batches:
                job = _Job(batch)
                self.ordered.append(job)
                self.undone.append(job)
                self._send()
                while len(self.ordered) >= self.jobs * _AHEAD:
                    yield from self._first()
            while self.ordered:
                yield from self._first()
        finally:
            for worker in self.workers:
                worker.stop()

    def _send(self) -> None:
        """Give each idle worker a batch."""
        while self.undone:
            idle = next((w for w in self.workers if w.job is None), None)
            if idle is None:
                if len(self.workers) >= self.jobs:
                    return
                idle = _Worker()
                self.workers.append(idle)
            job = self.undone.popleft()
            if job.done:  # nothing but failures of loading
                continue
            if not idle.take(job):
                self._bury(idle)

    def _first(self) -> Iterator[Outcome]:
        """The outcomes of the batch whose turn it is."""
        while not self.ordered[0].done:
            self._send()
            busy = {worker.pipe: worker for worker in self.workers if worker.job}
            for pipe in wait(list(busy)):
                worker = busy[pipe]  # type: ignore[index]
                if not worker.answer():
                    self._bury(worker)
                elif worker.job and not worker.job.done:
                    self.undone.appendleft(worker.job)
                worker.job = None
            self._send()
        yield from self.ordered.popleft().outcomes()

    def _bury(self, worker: _Worker) -> None:
        self.workers.remove(worker)
        worker.stop()
        if worker.job:
            worker.job.killed()
            if not worker.job.done:
                self.undone.appendleft(worker.job)
