"""Counted people beneath a heading that tells what befell them («حصيلة الضحايا: …»، «3 مدنيين جراء قصف»)."""

from __future__ import annotations

from rasd.codebook.book import Codebook, Form
from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.scenes.drafts import Draft
from rasd.reading.speaking.headers import bullet, item_of

#: A heading has no more words; a longer line that counts nobody is prose, and ends the list.
_HEADING, _PROSE = 24, 30
#: A sentence that opens a list may have so many.
_LONG = 70
#: What parts the label of a line from its figure.
_PARTING = frozenset(":–—‒=")
#: So many words may stand before the colon of a line.
_LABEL = 12
_PEOPLE = frozenset("killed wounded killed_or_wounded arrested abducted missing displaced released".split())
_FALLEN = frozenset(("killed", "wounded"))
#: «على النحو التالي:», «كالآتي:», «كما يلي:»: the word before the colon above a list.
_FOLLOWING = frozenset("التالي الاتي يلي ياتي".split())
#: Nouns that have the letters of a verb of happening.
_NOUNS = frozenset(("سقوط", "وقوع"))


class UnderHeading:
    """What befell those whom the lines counted now name, as the heading above says."""

    def __init__(self, text: Text, book: Codebook) -> None:
        self.text = text
        self.book = book
        self.fell: Form | None = None
        #: Whether the list below consists of items with a mark: a line without one ends it.
        self.bulleted = False
        #: The class that the heading gives («الضحايا المدنيين»), for those who have none of their own.
        self.code: str | None = None

    def heading(self, first: int, last: int) -> None:
        """Open the list beneath a heading of victims, close it at another heading or at prose."""
        if self.bulleted and item_of(self.text, first) < 0:
            self.fell, self.bulleted = None, False
        below = bullet(self.text, last) or self.text.forms[last - 2].removeprefix("ك") in _FOLLOWING
        lists = self.text.forms[last - 1] == ":" and bool(below)
        if last - first > (_LONG if lists else _PROSE):
            self.fell = None
        elif last - first <= _HEADING or lists:
            codes = self._codes(first, last)
            counted = any(t in self.text.numbers and t not in self.text.dates for t in range(first, last))
            opens = self.text.forms[last - 1] == ":"
            if (not counted and (self._victims(first, last) or (codes & _PEOPLE and opens))) or (
                counted and opens and len(codes & _FALLEN) == 1 and below
            ):  # «مقتل 14 مدنيا توزعوا على النحو التالي:»
                self.fell = self._form("wounded" if codes == {"wounded"} else "killed", codes)
                self.bulleted = lists and self.fell is not None and bool(bullet(self.text, last))
                words = [f for w in self.text.words[first:last] for f in w.cls[:1]]
                civil = any(f.lexeme.code == "person.civilian" for f in words)
                self.code = "person.civilian" if civil and self.fell is not None else None

    def _victims(self, first: int, last: int) -> bool:
        """«حصيلة الضحايا»، «الخسائر البشرية ليوم …»: a heading that counts those who fell, and no sentence."""
        if self.text.forms[last - 1] != ":" and self._tells(first, last):
            return False
        counts = [
            t for t in range(first, last) if self.text.forms[t].lstrip("و").removeprefix("ال") in self.book.counts
        ]
        return any(self.text.forms[t + 1 : t + 2] in (["البشريه"], ["بشريه"]) for t in counts) or (
            bool(counts) and bool(self._codes(first, last) & (_FALLEN | {"killed_or_wounded"}))
        )

    def _tells(self, first: int, last: int) -> bool:
        """«ولم يسفر الحادث عن سقوط ضحايا»، «قالت قيادة العمليات إن عاملين قتلا»: a sentence heads no list."""
        return any(
            w.tag in "vs" or (w.carrier in ("caused", "happened") and w.form not in _NOUNS)
            for w in self.text.words[first:last]
        )

    def _codes(self, first: int, last: int) -> set[str]:
        words = self.text.words[first:last]
        return {f.lexeme.code for w in words for f in w.act[:1] if f.lexeme.code in _PEOPLE}

    def _form(self, code: str, codes: set[str]) -> Form | None:
        if codes - _FALLEN - {"killed_or_wounded"}:
            return None
        sample = "قتلي" if code == "killed" else "جرحي"
        return next((f for f in self.book.actions.get(sample, ()) if f.lexeme.kind == "result"), None)

    def mark(self, chunks: list[Chunk]) -> Chunk | None:
        """Make the counted people that a line opens with those who fell; its label («قوات كذا:») is given back."""
        if self.fell is None:
            return None
        if not self._joined(chunks) and any(c.kind in "VSk" or c.result is not None for c in chunks):
            return None
        colon = next((n for n, c in enumerate(chunks[:_LABEL]) if n and self.text.forms[c.first] in _PARTING), -1)
        content = [c for c in chunks[colon + 1 :] if c.kind not in ',"w']
        one = content[0] if content else None
        if one is None or one.kind != "G" or not self._counts_people(one, chunks, colon):
            return None
        if one.number is None and not self._one_or_two(one, content):
            return None
        if any(c.kind in "NV" and c.first < one.first for c in chunks):
            return None
        if one.number is not None and one.number.low == 0:
            return None  # «زملكا: 0»
        one.result = self.fell
        one.code = one.code or "person"
        label = next((c for c in chunks[: max(colon, 0)] if c.kind in "AL"), None)
        return label if label is not None and label.kind == "A" else None

    def _joined(self, chunks: list[Chunk]) -> bool:
        """«المدنيون 13 بينهم …»: a line that names its class before the number counts that class."""
        if len(chunks) < 2 or any(c.kind != "G" for c in chunks[:2]):
            return False
        one, figure = chunks[:2]
        bare = figure.number is not None and figure.code is None and not figure.unit and one.last == figure.first
        if not bare or one.number is not None or not one.article or not (one.code or "").startswith("person"):
            return False
        one.number, one.last, one.article = figure.number, figure.last, False
        del chunks[1]
        return True

    def _one_or_two(self, one: Chunk, content: list[Chunk]) -> bool:
        """«عنصران من …»، «طفلة جراء قصف …»: people of whom the line goes on to tell how they fell."""
        number = one.form.number if one.form is not None else ""
        told = any(c.kind == "N" for c in content)
        return not one.article and not one.prep and told and number in ("d", "s") and (one.code or "") != "person"

    def _counts_people(self, one: Chunk, chunks: list[Chunk], colon: int) -> bool:
        if (one.code or "").startswith("person"):
            return True
        labelled = any(c.kind in "AL" for c in chunks[: max(colon, 0)])
        after = next((c for c in chunks if c.first >= one.last), None)
        alone = after is None or after.level == "("  # «حلب: 3 (طفل، رجلان)»
        return one.code is None and labelled and alone and not one.unit


def of_the_class(drafts: list[Draft], code: str | None) -> None:
    """«الضحايا المدنيين: … 31 قتيلا»: those counted beneath are of the heading's class."""
    for draft in drafts if code is not None else ():
        if draft.code == "person" and draft.action in _FALLEN and draft.part_of is None:
            draft.code = code


def did(drafts: list[Draft], label: Chunk) -> None:
    """«القوات كذا: 44 مدنيا»: the party of the line's label is the doer of what it counts."""
    for draft in drafts:
        if draft.agent is None and draft.action in _FALLEN:
            draft.agent = label
            draft.rules.append("agent-from-label")
