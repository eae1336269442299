"""What follows a counted or countable noun and belongs to it: adjectives, «اثنين», «آخرين», the body it is of."""

from __future__ import annotations

from collections.abc import Callable

from rasd.reading.cutting.chunks import INSIDE, Chunk
from rasd.reading.cutting.names import is_adjective
from rasd.reading.cutting.owners import OwnedChunks, agrees, of_rank, one_of

#: The phrase ends here, and no further step is tried.
_ENDS = 0
_MOST = 5

#: A step: the token up to which it has taken in what stands at ``j``, ``_ENDS``, or None where another may know.
Step = Callable[["TailedChunks", Chunk, int, int], int | None]


class TailedChunks(OwnedChunks):
    """What follows a counted or countable noun and belongs to it."""

    def _both(self, chunk: Chunk, i: int, last: int) -> None:
        """«50 ما بين شهيد وجريح»، «10 بين قتيل وجريح»."""
        text = self.text
        j = i + 1
        if j < last and text.forms[j] == "بين":
            j += 1
        codes: set[str] = set()
        while j < last and len(codes) < 2:
            word = text.words[j]
            if word.tag == "q" or word.tag == "n":
                codes.add(word.act[0].lexeme.code)
            elif text.kinds[j] == "w" and text.forms[j] != "و":
                break
            j += 1
        if (
            codes >= {"killed", "wounded"}
            and self.text.forms[j : j + 2] == ["في", "صفوف"]
            and j + 2 < last
            and self.text.words[j + 2].cls
        ):
            chunk.code = self.text.words[j + 2].cls[0].lexeme.code  # «بين قتيل وجريح في صفوف المدنيين»
            j += 3
        if codes >= {"killed", "wounded"}:
            chunk.unit = "both" if not chunk.unit else chunk.unit
            chunk.last = j
            chunk.others = False
            chunk.level = "both"

    def _tail(self, chunk: Chunk, last: int) -> None:
        """Take in what follows, a step at a time."""
        j: int | None = chunk.last
        for _ in range(_MOST):
            if not j or j >= last:
                return
            for step in _STEPS:
                taken = step(self, chunk, j, last)
                if taken is not None:
                    break
            j = taken

    def _mark(self, chunk: Chunk, j: int, last: int) -> int | None:
        """Past a mark before a word that may belong to the phrase («"مسلحين" تكفيريين»)."""
        form = self.text.forms[j]
        if form not in INSIDE or j + 1 >= last or form in "-–":
            return None
        word = self.text.words[j + 1] if self.text.kinds[j + 1] == "w" else None
        return _ENDS if word is None or word.tag not in "wc" or form in ")»”" else j + 1

    def _foreign(self, chunk: Chunk, j: int, last: int) -> int | None:
        """A day, or no word at all."""
        return _ENDS if j in self.text.dates or self.text.kinds[j] not in "wln" else None

    def _how_many(self, chunk: Chunk, j: int, last: int) -> int | None:
        """«المصابون الثلاثة»، «جنديان اثنان»: a numeral after the noun; any other counts something else."""
        number = self.text.numbers.get(j)
        if number is None:
            return None
        definite = chunk.article or (chunk.word is not None and chunk.word.pron != "")
        if chunk.number is None and number.article and (number.low or 0) > 1 and definite:
            return self._numbered_by(chunk, j)
        alone = number.core[0] == j and not number.joined and number.kind == "cardinal"
        if chunk.number is not None or number.low not in (1, 2) or not alone:
            return _ENDS
        in_turn = self.text.forms[number.last : number.last + 1] == ["تلو"]  # «الواحد تلو الآخر»
        return _ENDS if in_turn or one_of(self.text, j) else self._numbered_by(chunk, j)

    def _numbered_by(self, chunk: Chunk, j: int) -> int:
        chunk.number = self.text.numbers[j]
        chunk.last = chunk.number.last
        return chunk.last

    def _and_others(self, chunk: Chunk, j: int, last: int) -> int | None:
        """«جنود آخرون»."""
        if self.text.words[j].tag != "o":
            return None
        chunk.others, chunk.last = True, j + 1
        return chunk.last

    def _dead_and_wounded(self, chunk: Chunk, j: int, last: int) -> int | None:
        """«50 شخصا بين قتيل وجريح»."""
        if self.text.words[j].tag != "p" or self.text.forms[j] not in ("بين", "ما"):
            return None
        self._both(chunk, j, last)
        return _ENDS

    def _whose(self, chunk: Chunk, j: int, last: int) -> int | None:
        """«جنود من الجيش»: with whose they are the phrase is complete."""
        return _ENDS if self._owner(chunk, j, last) else None

    def _what_kind(self, chunk: Chunk, j: int, last: int) -> int | None:
        """«قتلى مدنيين»."""
        kind = self._kind_of_victim(chunk, self.text.words[j])
        if not kind:
            return None
        chunk.code, chunk.last = kind, j + 1
        return chunk.last

    def _of_a_nation(self, chunk: Chunk, j: int, last: int) -> int | None:
        """«جنود أتراك»: whose they are, unless that is told already."""
        word = self.text.words[j]
        if word.conj or word.prep or not any("nation" in form.lexeme.flags for form in word.cls):
            return None
        if chunk.owner is None:
            chunk.owner = Chunk("A", j, j + 1, word)
            chunk.owner.party = True
        chunk.last = j + 1
        return chunk.last

    def _quality(self, chunk: Chunk, j: int, last: int) -> int | None:
        """«مسلحون مجهولون»، «قائد ميداني»; «عناصر تكفيرية» is who they are, too."""
        text = self.text
        if not (
            is_adjective(text, j)
            or agrees(chunk, text, j)
            or of_rank(text, chunk, j)
            or self._before_owner(chunk, j, last)
            or (chunk.code == "person.combatant" and text.forms[j].removeprefix("ال") == "احتياط")
        ):
            return None
        if chunk.name[1] == j and text.words[j].siding:
            chunk.name = (chunk.name[0], j + 1)
        chunk.last = j + 1
        return chunk.last


_STEPS: tuple[Step, ...] = (
    TailedChunks._mark,
    TailedChunks._foreign,
    TailedChunks._how_many,
    TailedChunks._and_others,
    TailedChunks._dead_and_wounded,
    TailedChunks._whose,
    TailedChunks._what_kind,
    TailedChunks._of_a_nation,
    TailedChunks._quality,
)
