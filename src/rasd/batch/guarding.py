"""Guarding: no report takes longer or needs more memory than it may, and none kills its process for ever.

A process that reads tells at which step it is; when it dies or stands still, what it stood at is known.
"""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Iterator, Mapping
from typing import Any

from rasd.errors import InputError

_CUT = "Cut it into smaller reports; or look at what it is: no honest page is like this."
#: What a process tells: the piece, the step and whether it is inside one, when that was; then counts of its shard.
PIECE, STEP, INSIDE, SINCE, REPORTS, FAILURES, CLAIMS, LEFT_OUT = range(8)
FIELDS = 8


class Beat:
    """What a process tells of itself, in memory that another one sees."""

    def __init__(self, cells: Any = None) -> None:
        self.cells: Any = [0] * FIELDS if cells is None else cells

    def reset(self) -> None:
        """A new shard begins."""
        for field in range(FIELDS):
            self.cells[field] = 0
        self.cells[SINCE] = now()

    def at(self, piece: int) -> None:
        """A piece begins."""
        self.cells[PIECE], self.cells[SINCE] = piece, now()

    def count(self, field: int, number: int = 1) -> None:
        """So many more."""
        self.cells[field] += number
        self.cells[SINCE] = now()


def now() -> int:
    """Milliseconds of a clock that all processes of a machine share."""
    return time.monotonic_ns() // 1_000_000


class Guard:
    """Entered for each step that may take long: taking a page apart, reading a report.

    ``poisoned`` are the steps that killed a process before, and why; they are not tried again.
    """

    def __init__(self, seconds: float, megabytes: int, beat: Beat, poisoned: Mapping[int, str] | None = None) -> None:
        self.seconds, self.megabytes, self.beat = seconds, megabytes, beat
        self.poisoned = dict(poisoned or {})
        self._name = ""
        self._inside = False
        self._timed = hasattr(signal, "setitimer")
        if self._timed:
            signal.signal(signal.SIGALRM, self._ring)

    def _ring(self, *_: object) -> None:
        if self._inside:
            self._inside = False
            raise InputError(self._name, f"takes longer than {self.seconds:g} seconds", _CUT)

    @contextlib.contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """One step. Raises :class:`InputError` when it takes too long or needs too much, or did so before."""
        cells = self.beat.cells
        cells[STEP] += 1
        if (why := self.poisoned.get(cells[STEP])) is not None:
            raise InputError(name, why, _CUT)
        self._name, self._inside = name, True
        cells[SINCE], cells[INSIDE] = now(), 1
        if self._timed:
            signal.setitimer(signal.ITIMER_REAL, self.seconds)
        try:
            yield
        except MemoryError:
            raise InputError(name, f"needs more than {self.megabytes:,} MB of memory", _CUT) from None
        finally:
            self._inside = False
            if self._timed:
                signal.setitimer(signal.ITIMER_REAL, 0)
            cells[SINCE], cells[INSIDE] = now(), 0


def limit_memory(megabytes: int) -> None:
    """Let this process take so much more memory than it has, and no more; where the system can limit that."""
    try:
        import resource
        from pathlib import Path

        held = next(
            int(line.split()[1]) * 1024
            for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
            if line.startswith("VmData:")
        )
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = held + megabytes * 1_000_000
        resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard < 0 else min(wanted, hard), hard))
    except (ImportError, OSError, StopIteration, ValueError):
        return


def resident_mb() -> float:
    """The memory that this process holds, in megabytes; 0 where that cannot be told."""
    try:
        from pathlib import Path

        pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * 4096 / 1e6
