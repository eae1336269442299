"""Words that a part of the grammar watches for: found in a whole report at once, not token by token.

A rule that can begin at few words only declares them as a :class:`Watch`. Each form is asked once, when
it is first met; in a report the watched tokens are then at hand, and a sentence without them costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasd.codebook.book import Codebook
    from rasd.reading.cutting.tagging import Word

WATCHES: list[Watch] = []


class Watch:
    """One kind of words: ``holds`` says of a word, with its codebook, whether it is of them."""

    __slots__ = ("holds", "number")

    def __init__(self, holds: Callable[[Word, Codebook], bool]) -> None:
        self.holds = holds
        self.number = len(WATCHES)
        WATCHES.append(self)


def watched(word: Word, book: Codebook) -> tuple[int, ...]:
    """The numbers of all watches that a word is of."""
    return tuple(watch.number for watch in WATCHES if watch.holds(word, book))
