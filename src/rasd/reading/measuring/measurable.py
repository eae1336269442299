"""Which noun phrases can be a measure at all: counted ones, some, one, and a person named."""

from __future__ import annotations

from rasd.codebook.book import Codebook
from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.unreal import Unreal
from rasd.reading.measuring.counting import out_of_so_many
from rasd.reading.scenes.drafts import Draft


class Measurable(Unreal):
    """One sentence in the reading: its chunks, its drafts, and which of its noun phrases can be counted."""

    def __init__(self, text: Text, book: Codebook, chunks: list[Chunk], sentence: tuple[int, int]) -> None:
        self.text = text
        self.book = book
        self.chunks = chunks
        self.sentence = sentence
        self.used: set[int] = set()
        self.others_before: str | None = None
        self.doer: Chunk | None = None
        self.timed = False
        self.parts_at = -1
        self.drafts: list[Draft] = []

    def _the_last(self, chunk: Chunk) -> bool:
        """«آخر معاقل التنظيم»: the last one, not another one."""
        after = chunk.last
        if (
            self.text.forms[chunk.first : after] != ["اخر"]
            or after >= self.sentence[1]
            or self.text.kinds[after] != "w"
        ):
            return False
        word, before = self.text.words[after], self.text.words[chunk.first - 1] if chunk.first else None
        verb = before is not None and any(f.lexeme.kind == "verb" for f in before.act)  # «وأصيب آخر جراء القصف»
        return not verb and word.tag in "wcn" and not (word.article or word.prep or word.conj)

    def _of_no_one(self, chunk: Chunk) -> bool:
        """«فروا بعشرة آلاف دينار»، «قتل الرعاة أربعة ذئاب»: money and animals are no people."""
        if chunk.number is None:
            return False
        after = chunk.number.core[1]
        counted = self.text.kinds[after : after + 1] == "w"
        return counted and chunk.code is None and bool(self.book.uncounted.at(self.text.forms, after))

    def _measurable(self, chunk: Chunk, person: bool) -> bool:
        if chunk.code == "unit" or chunk.prep == "ك":
            return False  # «استخدم الغاز كسلاح»
        if chunk.first and self.text.forms[chunk.first - 1] in ("برتبه", "رتبه"):
            return False  # «ضابط برتبة نقيب» is one
        if chunk.number is not None and self.text.forms[chunk.number.core[1] : chunk.number.core[1] + 1] == ["تلو"]:
            return False  # «الواحد تلو الآخر» counts nobody
        if chunk.first and () in self.book.according.get(self.text.forms[chunk.first - 1], ()):
            return False  # «نزحت …، وفق مسؤول محلي»: who tells of it
        if chunk.others and chunk.number is None and self._the_last(chunk):
            return False
        if chunk.number is not None and out_of_so_many(self.text, chunk):
            return False
        if (
            chunk.number is not None
            and chunk.number.low is None
            and chunk.code is None
            and not chunk.others
            and chunk.owner is None
            and self.text.forms[chunk.number.first].lstrip("وفب") in ("عدد", "عده", "بعض", "العديد", "المزيد", "مزيد")
        ):
            return False  # «عدد من قتلوا»
        if chunk.number is not None or chunk.unit in ("vague", "implicit", "two", "at_least"):
            return person == (chunk.code or "person").startswith("person") or chunk.code is None
        if chunk.form is None or (chunk.code or "").startswith("person") != person:
            return False
        if "nation" in chunk.form.lexeme.flags and chunk.form.number in "sa" and "soft" in chunk.form.lexeme.flags:
            return False
        if person and chunk.article and chunk.form.number == "s":
            known = chunk.form.lexeme.lemma in ("مهاجم", "انتحاري", "منفذ", "مشتبه", "قناص")
            office = chunk.code == "person.official" or "regular" in chunk.form.lexeme.flags  # «مقتل السفير»، «الجندي»
            harmed = office and bool(self.text.words[chunk.first - 1].act)
            return known or harmed or self._named_victim(chunk)
        if (
            not person
            and chunk.article
            and chunk.form.number == "s"
            and (chunk.code or "").startswith(("site", "vehicle", "aircraft", "vessel"))
        ):
            return True
        return not (chunk.article and chunk.form.number == "s") and chunk.form.number != "a"

    def _name_start(self, chunk: Chunk) -> int:
        """Where the name of a person can begin: «القيادي فلان»، «القيادي في الحركة فلان»."""
        t = chunk.last
        k = next((j for j, c in enumerate(self.chunks) if c is chunk), len(self.chunks))
        if self.text.forms[t : t + 1] != ["في"] or k + 2 >= len(self.chunks):
            return t
        body = self.chunks[k + 2]
        return body.last if body.kind == "A" and body.first == t + 1 and not body.prep else t

    def _before_name(self, t: int) -> bool:
        form = self.text.forms[t]
        return form.startswith("ال") and form[2:] in self.text.classes.before_name

    def _named_victim(self, chunk: Chunk) -> bool:
        """«مقتل المواطن محمد …»: a definite person with a name after it is one victim."""
        t = self._name_start(chunk)
        while t < self.sentence[1] and self.text.forms[t] in ('"', "“", "«", "("):
            t += 1
        if t + 1 < self.sentence[1] and self._before_name(t):
            t += 1  # «العميد الركن فلان»، «الأسير المحرر فلان»
        if t >= self.sentence[1] or self.text.kinds[t] != "w" or t in self.text.dates:
            return False
        word = self.text.words[t]
        if self.text.tokens.slice(t, t + 1) == "علي":  # a name, not the preposition that folds like it
            return True
        return (
            word.tag == "w"
            and not word.conj
            and not word.carrier
            and not word.form.startswith("ال")
            and len(word.form) > 2
        )
