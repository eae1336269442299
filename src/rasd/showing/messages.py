"""Messages for the person at the keyboard, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

from rasd.loading import Failure
from rasd.showing.words import harmless

T = TypeVar("T")


def is_terminal(stream: TextIO) -> bool:
    """Whether people look at the stream directly."""
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False


def say(message: str) -> None:
    """One line on standard error; nobody listening is no error."""
    try:
        line = harmless(message) + "\n"
        sys.stderr.write(line.encode(sys.stderr.encoding or "utf-8", "replace").decode(sys.stderr.encoding or "utf-8"))
        sys.stderr.flush()
    except BrokenPipeError:
        pass


class Failures:
    """Says each failure as it comes by, and counts them."""

    def __init__(self) -> None:
        self.number = 0

    def told(self, outcomes: Iterable[T | Failure]) -> Iterator[T]:
        """The outcomes that succeeded; the others are said."""
        for outcome in outcomes:
            if isinstance(outcome, Failure):
                self.number += 1
                say(f"rasd: {outcome}")
            else:
                yield outcome
