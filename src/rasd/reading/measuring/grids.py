"""Figures by kind or by column: a side's losses («الدبابات — 384»), the rows of a table («| حلب | 4 | 7 |»)."""

from __future__ import annotations

import itertools

from rasd.codebook.book import Form
from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.families import FORCES, PERSON_ACTIONS
from rasd.reading.cutting.names import Names
from rasd.reading.cutting.phrases import Chunker
from rasd.reading.cutting.watching import Watch
from rasd.reading.measuring.counting import measure
from rasd.reading.measuring.losses import LOSSES
from rasd.reading.scenes.drafts import Draft, Measure
from rasd.reading.speaking.headers import bullet

#: A heading of losses has no more words, the label of a line no more than those.
_HEADING, _LABEL = 24, 7
_PARTING = frozenset(":–—‒=-")
_BAR = "|"
_BARS = Watch(lambda word, _: word.form == _BAR)


class LossTable:
    """A side's losses, one kind a line, beneath a heading that says whose they are («خسائر القوات كذا:»)."""

    def __init__(self, text: Text, chunker: Chunker) -> None:
        self.text = text
        self.chunker = chunker
        self.open = False
        self.loser: Chunk | None = None
        self.time: Chunk | None = None

    def head(self, chunks: list[Chunk], first: int, last: int) -> None:
        """Open the table at a heading of losses that counts nothing itself."""
        counts = any(c.kind in "VS" or c.number is not None for c in chunks)
        if not counts and self.may_head(first, last):
            self.open = True
            self.loser = next((c for c in chunks if c.kind == "A" or (c.kind == "G" and c.party)), None)
            self.time = next((c for c in chunks if c.kind == "T"), None)

    def may_head(self, first: int, last: int) -> bool:
        """Whether a short line names losses and leads to a list."""
        if last - first > _HEADING or not self.text.within(LOSSES, first, last):
            return False
        return self.text.forms[last - 1] == ":" or bool(bullet(self.text, last))

    def line(self, chunks: list[Chunk], first: int, last: int) -> Draft | None:
        """«الدبابات — 384 (+7)»: how many of a kind were lost; a line of prose closes the table."""
        content = [c for c in chunks if c.kind not in ',"']
        figure = next((c for c in content if c.kind == "G" and c.number is not None), None)
        if figure is None or any(c.kind == "S" for c in content):
            self.open = self.open and len(content) <= _LABEL
            return None
        label = [c for c in content if c.first < figure.first]
        found = measure(figure)
        parted = self.text.forms[figure.first - 1] in _PARTING
        if not label or not parted or found is None or not found.low or figure.first - first > _LABEL + 3:
            return None
        code = self._kind(label)
        return self._draft(code, found, figure, (first, last)) if code else None

    def _kind(self, label: list[Chunk]) -> str:
        """The class that the label of a line names."""
        named = next((c.code for c in label if c.kind == "G" and c.code), None)
        code = named or self.chunker.class_within(label[0].first, label[-1].last)
        if code.startswith("person"):
            return "person.combatant" if code == "person" else code
        return code if code.startswith(FORCES) else ""

    def _draft(self, code: str, found: Measure, figure: Chunk, sentence: tuple[int, int]) -> Draft:
        action = "killed" if code.startswith("person") else "destroyed"
        draft = Draft(action, figure.first, sentence, "losses-counted")
        draft.measure, draft.code, draft.end = found, code, figure.last
        draft.patient, draft.time = self.loser, self.time
        return draft


class Columns:
    """A table drawn with bars: what befell those counted stands above each column."""

    def __init__(self, text: Text, names: Names) -> None:
        self.text = text
        self.names = names
        self.heads: list[Form | None] = []

    def cells(self, first: int, last: int) -> list[tuple[int, int]]:
        """The token ranges between the bars of a line; none where it has no two bars."""
        bars = self.text.within(_BARS, first, last)
        if len(bars) < 2:
            return []
        edges = [first - 1, *bars, last]
        return [(a + 1, b) for a, b in itertools.pairwise(edges) if b > a + 1]

    def head(self, cells: list[tuple[int, int]]) -> bool:
        """Whether a line heads the columns («| المحافظة | القتلى | الجرحى |»)."""
        heads = [self._action(*cell) for cell in cells]
        counted = any(t in self.text.numbers for a, b in cells for t in range(a, b))
        if counted or not any(heads):
            return False
        self.heads = heads
        return True

    def _action(self, first: int, last: int) -> Form | None:
        acts = (f for w in self.text.words[first:last] for f in w.act[:1])
        return next((f for f in acts if f.lexeme.kind == "result" and f.lexeme.code in PERSON_ACTIONS), None)

    def _place(self, first: int, last: int) -> Chunk | None:
        """The place that the first cell of a line is the name of."""
        end, _, level, *_ = self.names.match(self.text, first, last) or (-1, (), "")
        if end != last or not level:
            return None
        place = Chunk("L", first, last, self.text.words[first])
        place.level = level.lstrip("?")
        return place

    def row(self, cells: list[tuple[int, int]], chunks: list[Chunk], sentence: tuple[int, int]) -> list[Draft]:
        """The figures of a line, each with what its column tells, at the place that the line names."""
        if len(cells) != len(self.heads):
            self.heads = []
            return []
        place = self._place(*cells[0])
        found = []
        for head, (first, last) in zip(self.heads, cells, strict=True):
            figure = next((c for c in chunks if c.kind == "G" and first <= c.first < last), None)
            told = measure(figure) if figure is not None and figure.number is not None else None
            if head is None or figure is None or told is None or not told.low:
                continue
            draft = Draft(head.lexeme.code, figure.first, sentence, "table-cell")
            draft.form, draft.measure, draft.end = head, told, figure.last
            draft.code, draft.place = figure.code or head.lexeme.object or "person", place
            found.append(draft)
        return found


class Grids:
    """The loss table and the table with columns that the lines of a report stand in, if any."""

    def __init__(self, text: Text, chunker: Chunker) -> None:
        self.losses = LossTable(text, chunker)
        self.columns = Columns(text, chunker.names)

    def awaits(self, first: int, last: int) -> bool:
        """Whether a line may belong to a table, or head one."""
        return self.losses.open or self.losses.may_head(first, last) or bool(self.columns.cells(first, last))

    def read(self, chunks: list[Chunk], first: int, last: int) -> list[Draft] | None:
        """The claims of a line of a table; nothing in the line that heads its columns, None where there is no table."""
        cells = self.columns.cells(first, last)
        if cells and self.columns.head(cells):
            return []
        rows = self.columns.row(cells, chunks, (first, last)) if cells and self.columns.heads else []
        if rows:
            return rows
        line = self.losses.line(chunks, first, last) if self.losses.open else None
        if line is None:
            self.losses.head(chunks, first, last)
        return [line] if line is not None else None
