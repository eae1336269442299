"""A long report in pieces, each a page: cut between lines, so that none has too many words or claims."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

#: Characters and claims on one page.
CHARACTERS, CLAIMS = 12_000, 40


class Piece(NamedTuple):
    """A stretch of the text, and which of the claims (in their order) begin in it."""

    start: int
    end: int
    first: int
    last: int


def pieces(text: str, starts: Sequence[int]) -> list[Piece]:
    """The pieces of a text in which claims begin at these places, in ascending order.

    >>> pieces("ab", [0, 1])
    [Piece(start=0, end=2, first=0, last=2)]
    """
    found: list[Piece] = []
    start = first = 0
    while start < len(text) or not found:
        end = _end(text, start)
        last = bisect_left(starts, end, first)
        if last - first > CLAIMS:
            end = _before(text, start, starts[first + CLAIMS])
            last = bisect_left(starts, end, first)
        if end >= len(text):
            last = len(starts)
        found.append(Piece(start, end, first, last))
        start, first = end, last
    return found


def _end(text: str, start: int) -> int:
    """Where a piece ends by its length: after a line, else after a word."""
    end = start + CHARACTERS
    if end >= len(text):
        return len(text)
    return _before(text, start + CHARACTERS // 2, end)


def _before(text: str, start: int, end: int) -> int:
    """The last end of a line between two places, else of a word, else the later one."""
    for sign in "\n ":
        found = text.rfind(sign, start, end)
        if found > start:
            return found + 1
    return max(end, start + 1)
