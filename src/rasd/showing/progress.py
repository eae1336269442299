"""A progress bar on standard error, for people, once the work turns out to be long."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from rasd.showing.messages import is_terminal

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")
#: Seconds after which work is long.
_PATIENCE = 1.5


def with_progress(items: Iterable[T], total: int | None) -> Iterator[T]:
    """The same items; meanwhile a bar, if the output goes elsewhere and a person watches standard error.

    ``total`` is their number where it is known.
    """
    if not is_terminal(sys.stderr) or is_terminal(sys.stdout):
        yield from items
        return
    source = iter(items)
    begun = time.monotonic()
    for done, item in enumerate(source, 1):
        yield item
        if time.monotonic() - begun > _PATIENCE:
            yield from _barred(source, total, done)
            return


def _barred(source: Iterator[T], total: int | None, done: int) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    layout = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*layout, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=total, completed=done)
        for item in source:
            yield item
            bar.advance(task)


class Bar:
    """How far a long work is, with its rate and the time that remains, if a person watches standard error."""

    def __init__(self, what: str, total: int | None) -> None:
        self.what, self.total = what, total
        self._bar: Progress | None = None

    def __enter__(self) -> Bar:
        if is_terminal(sys.stderr):
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            rate = TextColumn("{task.fields[rate]}")
            layout = (TextColumn(self.what), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
            self._bar = Progress(*layout, console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task(self.what, total=self.total, rate="")
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def update(self, done: int) -> None:
        """So much is done by now."""
        if self._bar is not None:
            speed = self._bar.tasks[0].speed
            self._bar.update(self._task, completed=done, rate=f"{speed:.0f}/s" if speed else "")
