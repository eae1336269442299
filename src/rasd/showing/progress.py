"""A progress bar on standard error, for people, once the work turns out to be long."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rasd.showing.messages import is_terminal

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
