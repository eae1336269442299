"""Reading a shard: from its pieces to its files, in one process; every engine does just this."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

import rasd
from rasd.batch.guarding import CLAIMS, FAILURES, LEFT_OUT, REPORTS, Beat, Guard
from rasd.batch.pieces import Changed, changed, read_piece
from rasd.batch.planning import Piece, Shard
from rasd.batch.rows import failure_row, rows_of
from rasd.batch.runs import Asked, Folder, Run, ShardManifest
from rasd.batch.shardfiles import ShardFiles
from rasd.errors import InputError
from rasd.loading import Failure
from rasd.loading.loaded import How, Loaded
from rasd.loading.sifting import LeftOut
from rasd.model import Claim

#: Reports after which garbage is collected.
_COLLECT = 200
_DEFECT = "This is a defect of Rasd: please report it with the text."


class Spared(NamedTuple):
    """What is not tried again in a shard: steps and pieces that killed the process before, and why."""

    steps: Mapping[int, str]
    pieces: Mapping[int, str]


def read_shard(folder: Folder, run: Run, shard: Shard, beat: Beat, spared: Spared) -> ShardManifest:
    """Read a shard and write its files.

    Raises :class:`OSError` when they cannot be written.
    """
    broken: dict[int, Failure] = {number: _stalled(shard.pieces[number], why) for number, why in spared.pieces.items()}
    while True:
        beat.reset()
        try:
            with ShardFiles(folder, run, shard.number) as files:
                _Reading(run, files, beat, spared).read(shard, broken)
                return files.finish()
        except _ChangedAt as error:  # what was read of it has to go, and with it the shard so far
            broken[error.number] = changed(shard.pieces[error.number])


class _ChangedAt(Exception):
    def __init__(self, number: int) -> None:
        self.number = number


def _stalled(piece: Piece, why: str) -> Failure:
    return Failure(InputError(piece.name, why, "Fetch or copy it again, and read it in a new batch."), piece.path)


class _Reading:
    """A shard while it is read."""

    def __init__(self, run: Run, files: ShardFiles, beat: Beat, spared: Spared) -> None:
        asked = run.asked
        self.run, self.files, self.beat = run, files, beat
        self.guard = Guard(asked.seconds, asked.megabytes, beat, spared.steps)
        self.sift = asked.sift()
        self.how = How(asked.max_size, None, asked.columns, sift=self.sift, guard=self.guard)
        self.row = 0

    def read(self, shard: Shard, broken: Mapping[int, Failure]) -> None:
        """All of its pieces; those that are broken give a failure each."""
        for number, piece in enumerate(shard.pieces):
            self.beat.at(number)
            if number in broken:
                self._failed(broken[number])
                continue
            try:
                for item in read_piece(piece, self.how):
                    self._one(item)
            except Changed:
                raise _ChangedAt(number) from None

    def _one(self, item: Loaded | Failure) -> None:
        if isinstance(item, Failure):
            self._failed(item)
            return
        loaded = told(item, self.run.asked)
        try:
            self.sift.report(loaded.report)
            with self.guard(loaded.report.id):
                rows, withheld = rows_of(self.run, loaded, self._claims(loaded), self.row)
        except InputError as error:
            self._failed(Failure(error, loaded.source))
            return
        self.row += 1
        self.files.add(rows, withheld)
        self.beat.count(REPORTS)
        self.beat.count(CLAIMS, len(rows["claims"]))
        if self.row % _COLLECT == 0:
            gc.collect()

    def _claims(self, loaded: Loaded) -> list[Claim]:
        try:
            return list(rasd.read(loaded.report))
        except (InputError, MemoryError):  # of the guard
            raise
        except Exception as error:  # one report must not end the run
            what = f"could not be read ({type(error).__name__}: {error})"
            raise InputError(loaded.report.id, what, _DEFECT) from error

    def _failed(self, failure: Failure) -> None:
        error = self.sift.failure(failure.error)
        if isinstance(error, LeftOut):
            self.files.left_out[error.why] += 1
            self.beat.count(LEFT_OUT)
            return
        self.files.add({"failures": [failure_row(failure, self.run.asked.sharing)]})
        self.beat.count(FAILURES)


def told(loaded: Loaded, asked: Asked) -> Loaded:
    """With the day and the outlet that were given for all reports."""
    if asked.published is None and asked.outlet is None:
        return loaded
    import datetime

    report = loaded.report
    day = datetime.date.fromisoformat(asked.published) if asked.published else report.published
    outlet = report.outlet if asked.outlet is None else asked.outlet
    return loaded._replace(report=msgspec.structs.replace(report, published=day, outlet=outlet))


def reports_of(shard: Shard, asked: Asked) -> Iterator[Loaded | Failure]:
    """The reports of a shard anew, with their originals, without what is left out."""
    sift = asked.sift()
    how = How(asked.max_size, None, asked.columns, sift=sift)
    for piece in shard.pieces:
        try:
            for item in read_piece(piece, how):
                if isinstance(item, Failure):
                    if not isinstance(sift.failure(item.error), LeftOut):
                        yield item
                    continue
                with contextlib.suppress(LeftOut):
                    loaded = told(item, asked)
                    sift.report(loaded.report)
                    yield loaded
        except Changed:
            yield changed(piece)
