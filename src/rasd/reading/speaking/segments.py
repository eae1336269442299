"""A stretch of text that is somebody's words."""

from __future__ import annotations

from rasd.reading.speaking.speakers import Speaking


class Segment:
    """Tokens ``first`` up to ``last`` that are somebody's words, with the chain of speakers, outermost first."""

    __slots__ = ("chain", "cue", "first", "last", "stance")

    def __init__(self, first: int, last: int, chain: list[Speaking], cue: tuple[int, int], stance: str) -> None:
        self.first = first
        self.last = last
        self.chain = chain
        self.cue = cue
        self.stance = stance
