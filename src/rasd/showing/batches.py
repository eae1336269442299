"""``rasd batch``: how far a run is, while it runs, and what it has brought."""

from __future__ import annotations

import itertools
import sys
import time
from typing import TYPE_CHECKING, Self

from rasd.batch.kept import failures
from rasd.batch.running import Finished, Progress
from rasd.batch.runs import Folder
from rasd.showing.messages import is_terminal, say

if TYPE_CHECKING:
    from rich.live import Live

#: Seconds between two lines where nobody watches, as in the log of a cluster's job.
_LINE_EVERY = 60.0
_REFRESH = 0.5
#: Failures that are said; all of them are in the tables.
_SHOWN = 10


class _Line:
    """A line on a terminal that changes in place and is gone at the end."""

    def __init__(self, quiet: bool) -> None:
        self._live: Live | None = None
        if not quiet and is_terminal(sys.stderr):
            from rich.console import Console
            from rich.live import Live

            self._live = Live(console=Console(stderr=True), transient=True, auto_refresh=False)

    def __enter__(self) -> Self:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live is not None:
            self._live.stop()


class Display(_Line):
    """How far a run is: a bar for people, a line a minute for logs; on standard error."""

    def __init__(self, quiet: bool = False) -> None:
        self._begun = time.monotonic()
        self._last = 0.0 if is_terminal(sys.stderr) else self._begun
        self._quiet = quiet
        super().__init__(quiet)

    def show(self, progress: Progress) -> None:
        """So far it is now."""
        now = time.monotonic()
        if self._quiet or now - self._last < (_REFRESH if self._live else _LINE_EVERY):
            return
        self._last = now
        line = line_of(progress, now - self._begun)
        if self._live is not None:
            from rich.text import Text

            self._live.update(Text(line), refresh=True)
        else:
            say(f"rasd: {line}")


class Steps(_Line):
    """Which step a long work is at, and how much of it is done: a line that changes, for people alone."""

    def __init__(self, quiet: bool = False) -> None:
        super().__init__(quiet)

    def show(self, what: str, number: int) -> None:
        """So many of these."""
        if self._live is not None:
            from rich.text import Text

            self._live.update(Text(f"{number:,} {what}"), refresh=True)


def line_of(progress: Progress, seconds: float) -> str:
    """How far it is, in a line: shards, reports, rate, failures, the time that remains.

    >>> p = dict(weight=100, weight_before=0, reports_before=0, claims=9)
    >>> line_of(Progress(shards=4, shards_done=2, weight_done=50, reports=1000, failures=1, **p), 100)
    '2/4 shards · 1,000 reports · 10/s · 1 failed · 9 claims · about 0:01:40 left'
    """
    parts = [f"{progress.shards_done:,}/{progress.shards:,} shards", f"{progress.reports:,} reports"]
    new = progress.reports - progress.reports_before
    if seconds > 0:
        parts.append(f"{new / seconds:,.0f}/s")
    parts += [f"{progress.failures:,} failed", f"{progress.claims:,} claims"]
    read = progress.weight_done - progress.weight_before
    if read > 0 and progress.shards_done < progress.shards:
        parts.append(f"about {duration(seconds * (progress.weight - progress.weight_done) / read)} left")
    return " · ".join(parts)


def duration(seconds: float) -> str:
    """A time to wait.

    >>> duration(3661.4)
    '1:01:01'
    """
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def show(finished: Finished, out: str) -> None:
    """Print what a run has brought, and say what is missing."""
    manifest = finished.manifest
    if manifest is not None:
        parts = [f"{manifest.reports:,} reports", f"{manifest.claims:,} claims", f"{manifest.failures:,} failed"]
        parts += [f"{number:,} left out ({why})" for why, number in manifest.left_out.items()]
        if manifest.near:
            parts.append(f"{manifest.near:,} copies or nearly the same")
        if manifest.withheld:
            parts.append(f"{manifest.withheld:,} claims withheld from the public (see --sharing)")
        print(" · ".join(parts))
        if manifest.failures:
            for failure in itertools.islice(failures(Folder(out)), _SHOWN):
                say(f"rasd: {failure}")
            say(f"rasd: what failed, and why, is in {out}/*.failures.parquet")
        return
    print(f"{finished.done:,} of {finished.shards:,} shards done")
    for number, why in sorted(finished.undone.items())[:20]:
        say(f"rasd: shard {number}: {why}")
    if finished.full:
        say(f"rasd: nothing more can be written to {out}. Make room, and give the same command again: it goes on.")
    elif finished.undone:
        say("rasd: the same command again tries them once more")
    else:
        say("rasd: the other parts are not done yet; the last one to end makes near.parquet and manifest.json")
