"""Lines of a table: «إدلب: 9» beneath a toll is its part at that place."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.measuring.counting import measure
from rasd.reading.scenes.drafts import Draft

_FALLEN = frozenset(("killed", "wounded"))
#: A line of more words than these is prose.
_SHORT = 10


class Table:
    """The toll that stands above, as long as lines of places and figures follow it."""

    def __init__(self) -> None:
        self.toll: Draft | None = None
        self.told = 0.0

    def head(self, drafts: list[Draft]) -> None:
        """Whether the sentence just read gives a toll that lines below may break down."""
        tolls = [d for d in drafts if d.action in _FALLEN and d.part_of is None and d.measure is not None]
        one = len(tolls) == 1 and tolls[0].measure is not None and (tolls[0].measure.low or 0) > 1
        self.toll, self.told = tolls[0] if one else None, 0.0

    def awaits(self, first: int, last: int) -> bool:
        """Whether a sentence is short enough to be a line beneath a toll."""
        return self.toll is not None and last - first <= _SHORT

    def line(self, chunks: list[Chunk], first: int, last: int) -> Draft | None:
        """The part that a line of nothing but a place and a figure tells («حلب: 4»)."""
        toll = self.toll
        if toll is None or toll.measure is None:
            return None
        marks = [c for c in chunks if c.kind == ","]
        content = [c for c in chunks if c.kind not in ',"w']
        if not marks or [c.kind for c in content] != ["L", "G"] or content[1].code or content[1].others:
            return None
        place, figure = content
        found = measure(figure) if figure.number is not None and place.last < figure.first else None
        if found is None or not found.low or self.told + float(found.low) > float(toll.measure.low or 0):
            return None
        self.told += float(found.low)
        return self._part(toll, place, figure, (first, last))

    def _part(self, toll: Draft, place: Chunk, figure: Chunk, sentence: tuple[int, int]) -> Draft:
        part = Draft(toll.action, figure.first, sentence, "breakdown")
        part.form, part.measure, part.code, part.part_of = toll.form, measure(figure), toll.code, toll
        part.agent, part.patient, part.time, part.place = toll.agent, toll.patient, toll.time, place
        part.segment, part.status, part.end = toll.segment, toll.status, figure.last
        return part
