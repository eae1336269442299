"""Whom or what the pronoun of a verbal noun means: «10 أشخاص تم اعتقالهم»، «3 عربات ما أدى إلى تدميرها»."""

from __future__ import annotations

from rasd.codebook.book import Form
from rasd.reading.cutting.chunks import Chunk
from rasd.reading.measuring.counting import is_counted
from rasd.reading.measuring.searching import Search

#: The pronouns that mean one, two and several, of people and of things.
_ONE, _TWO = frozenset(("ه", "ها")), frozenset(("هما",))
_PEOPLE, _THINGS = frozenset(("هم", "هن")), frozenset(("ها",))
#: Verbs by which a verbal noun is told as done.
_DONE = frozenset("تم تمت جري جرت".split())
#: So many chunks before a verbal noun may stand those whom its pronoun means.
_REACH = 16


def _feminine(form: Form) -> bool:
    return form.lexeme.lemma.split()[0].endswith("ه")


class Meant(Search):
    """Whom or what the pronoun of a verbal noun means."""

    def _meant(self, k: int, person: bool) -> int:
        """«10 أشخاص تم اعتقالهم»، «3 عربات ما أدى إلى تدميرها»: where those stand whom the pronoun means, or -1."""
        word = self.chunks[k].word
        if self.chunks[k].kind != "N" or word is None or not word.pron or not self._brought_to_pass(k):
            return -1
        j = k
        while j > max(0, k - _REACH):
            j -= 1
            chunk = self.chunks[j]
            if chunk.kind in "Si":
                return -1
            if chunk.kind == "G" and (part := self._of_a_whole(j)) >= 0:
                j = part  # «50 شخصا، بينهم أطفال، تم إجلاؤهم»
                continue
            fits = chunk.kind == "G" and not chunk.prep and self._of_kind(chunk, person)
            if fits and self._agrees_with(chunk, word.pron, person):
                if person and chunk.article and not is_counted(chunk) and not self._named_victim(chunk):
                    return -1  # «الجنود الذين تم إجلاؤهم» were told of before
                return j if self._measurable(chunk, person) and not self._told_already(chunk, k) else -1
        return -1

    def _brought_to_pass(self, k: int) -> bool:
        """Whether it was done («تم اعتقالهم») or brought about («أدى إلى تدميرها»), not only spoken of."""
        near = [c.word for c in self.chunks[max(0, k - 2) : k] if c.word is not None]
        return any(w.carrier == "caused" or w.form.lstrip("وف") in _DONE for w in near)

    def _of_kind(self, chunk: Chunk, person: bool) -> bool:
        if person:
            return (chunk.code or "person").startswith("person") and (chunk.code is not None or is_counted(chunk))
        return (chunk.code or "").startswith(("site", "vehicle", "weapon", "vessel", "aircraft"))

    def _agrees_with(self, chunk: Chunk, pron: str, person: bool) -> bool:
        """Whether a pronoun can mean those of a noun phrase, by how many they are."""
        low = chunk.number.low if chunk.number is not None else None
        kind = chunk.form.number if chunk.form is not None else ""
        if chunk.unit == "two" or low == 2 or (chunk.number is None and kind in ("d", "c")):
            return pron in _TWO
        if low == 1 or chunk.unit == "implicit" or (chunk.number is None and not chunk.unit and kind == "s"):
            return pron in _ONE and (pron == "ها") == (chunk.form is not None and _feminine(chunk.form))
        return pron in (_PEOPLE if person else _THINGS)

    def _told_already(self, chunk: Chunk, k: int) -> bool:
        """Whether the same was told of them before."""
        form = self.chunks[k].form
        told = [d for d in self.drafts if d.measure is not None and d.measure.chunk is chunk]
        return form is not None and any(d.action == form.lexeme.code for d in told)
