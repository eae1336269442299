"""Many reports: read one after another or by several processes, always in the order given.

A worker gets reports and gives back records already encoded, so that little is copied between
processes. What goes wrong with one report becomes a :class:`~rasd.loading.Failure` that names it.
"""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import NamedTuple

from rasd.errors import InputError
from rasd.loading import Failure
from rasd.model import Claim, Report, to_json

#: Reports a worker is given at a time, and batches given out ahead for each worker.
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


def _start_worker() -> None:
    """Load what reading needs once, and leave it out of every collection of garbage."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    import rasd

    getattr(rasd, "read", None)
    gc.freeze()
    gc.disable()


def _work(reports: list[Report]) -> list[_Answer]:
    answers = [_answer(report) for report in reports]
    gc.collect()
    return answers


class _Pool:
    """Worker processes; when one dies, its batch is read report by report to find which one kills."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.executor = self._start(jobs)
        self.waiting: deque[tuple[_Batch, Future[list[_Answer]]]] = deque()

    def run(self, batches: Iterator[_Batch]) -> Iterator[Outcome]:
        try:
            for batch in batches:
                self.waiting.append((batch, self._submit(batch)))
                if len(self.waiting) >= self.jobs * _AHEAD:
                    yield from self._first()
            while self.waiting:
                yield from self._first()
        finally:
            self._stop()

    def _start(self, jobs: int) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(jobs, mp_context=context, initializer=_start_worker)

    def _submit(self, batch: _Batch) -> Future[list[_Answer]]:
        reports = [item for item in batch if isinstance(item, Report)]
        try:
            return self.executor.submit(_work, reports)
        except BrokenProcessPool as error:  # noticed when its batch is taken up
            failed: Future[list[_Answer]] = Future()
            failed.set_exception(error)
            return failed

    def _first(self) -> Iterator[Outcome]:
        batch, future = self.waiting.popleft()
        try:
            answers = future.result()
        except BrokenProcessPool:
            answers = self._one_by_one(batch)
        given = iter(answers)
        for item in batch:
            yield _outcome(item, None if isinstance(item, Failure) else next(given))

    def _one_by_one(self, batch: _Batch) -> list[_Answer]:
        answers: list[_Answer] = []
        alone = self._start(1)
        for report in (item for item in batch if isinstance(item, Report)):
            try:
                answers += alone.submit(_work, [report]).result()
            except BrokenProcessPool:
                what = "broke the process that read it (out of memory?)"
                answers.append((report.id, what, "Cut it into smaller reports, or use fewer --jobs."))
                alone = self._start(1)
        alone.shutdown()
        self._renew()
        return answers

    def _renew(self) -> None:
        self.executor.shutdown(wait=False, cancel_futures=True)
        self.executor = self._start(self.jobs)
        again = [(b, f if f.done() and not f.cancelled() and not f.exception() else None) for b, f in self.waiting]
        self.waiting = deque((b, f or self._submit(b)) for b, f in again)

    def _stop(self) -> None:
        unfinished = any(not future.done() for _, future in self.waiting)
        self.executor.shutdown(wait=False, cancel_futures=True)
        if unfinished:  # stopped half-way: nobody waits for what the workers still hold
            for process in multiprocessing.active_children():
                process.terminate()
