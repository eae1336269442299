"""How many took part in an attack: «هاجم 40 مسلحا القرية»، «أربعة مسلحين أطلقوا النار»، «هجوم شنه ثلاثة مسلحين»."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.tagging import Word
from rasd.reading.measuring.counting import measure
from rasd.reading.measuring.searching import Search
from rasd.reading.scenes.drafts import Draft

#: Those who attack, and what they attack with.
_FORCES = ("person.combatant", "aircraft", "vessel")
#: Verbs that tell of going at somebody; who stands right after one with no preposition may be its doer.
_GOING_AT = frozenset("هاجم اقتحم داهم اغار شن نفذ".split())
#: So many chunks of little weight may part attackers from their verb: «أربعة مسلحين، أمس، أطلقوا».
_BETWEEN = 3
#: So many words part attackers from their attack.
_NEAR = 8


class Attackers(Search):
    """How many took part in an attack."""

    def _attackers(self) -> None:
        """Forces told by their number who made an attack of the sentence."""
        if not any(d.violence for d in self.drafts):
            return
        for j, chunk in enumerate(self.chunks):
            if chunk.kind == "G" and j not in self.used and self._by_number(chunk) and self._attacked(j):
                self.used.add(j)
                draft = Draft("deployed", chunk.first, self.sentence, "forces-brought")
                draft.measure, draft.end = measure(chunk), chunk.last
                draft.code = "person.combatant" if chunk.code in (None, "person") else chunk.code
                if not j or self.chunks[j - 1].kind != "b":  # «مسلحون بينهم انتحاريان اقتحموا»
                    self._made_by(chunk)
                self.drafts.append(draft)

    def _made_by(self, chunk: Chunk) -> None:
        """They are the doers of the attack beside them, unless another is known."""
        near = [d for d in self.drafts if d.violence and abs(d.at - chunk.first) <= _NEAR]
        for draft in near[:1]:
            draft.agent = draft.agent or chunk

    def _by_number(self, chunk: Chunk) -> bool:
        number, form = chunk.number, chunk.form
        if chunk.result is not None or chunk.prep or chunk.article or chunk.others:
            return False
        if not (chunk.code or "").startswith(_FORCES) and chunk.code != "person":
            return False
        if number is None:
            return form is not None and form.number in "dc"
        return number.low is not None and number.kind == "cardinal" and not number.article and (number.low or 0) > 1

    def _attacked(self, j: int) -> bool:
        """Whether those at ``j`` are who made an attack: before a verb of many, or right after one."""
        chunk = self.chunks[j]
        for after in self.chunks[j + 1 : j + 2 + _BETWEEN]:
            joined = after.word is not None and bool(after.word.conj)
            if not joined and self._verb_of_attack(after):
                plural = after.form is not None and after.form.number in "pd"
                return plural or self.text.forms[after.first].endswith(("وا", "ا"))
            if joined or after.kind not in 'wTA,"':
                break
        before = self.chunks[j - 1] if j else None
        if before is None or before.word is None or before.last != chunk.first or not self._verb_of_attack(before):
            return False
        stem = _stem(before.word)
        if stem == "قام":
            nouns = [c.form for c in self.chunks[j + 1 : j + 7] if c.kind == "N" and c.form is not None]
            return any("violence" in form.lexeme.flags for form in nouns)
        return stem in _GOING_AT and (bool(before.word.pron) or self._object_after(j))

    def _verb_of_attack(self, chunk: Chunk) -> bool:
        if chunk.kind == "V":
            return chunk.form is not None and "violence" in chunk.form.lexeme.flags
        word = chunk.word
        return word is not None and word.carrier == "agent" and _stem(word) in (*_GOING_AT, "قام")

    def _object_after(self, j: int) -> bool:
        """Whether what was attacked, or the attack, follows: «هاجم 40 مسلحا القرية»، «شن 4 مسلحين هجوما»."""
        after = next((c for c in self.chunks[j + 1 : j + 4] if c.kind not in "wT"), None)
        return after is not None and after.kind in "GALN" and not (after.prep or after.conj)


def _stem(word: Word) -> str:
    """A verb of the past without what is attached to it."""
    form = word.form.lstrip("وف").removesuffix(word.pron) if word.pron else word.form.lstrip("وف")
    return form.removesuffix("وا").removesuffix("ا").removesuffix("ت")
