"""Shells and rockets by their number, and how strong a force was."""

from __future__ import annotations

from rasd.codebook.book import Form, Lexeme
from rasd.reading.chunks import Chunk
from rasd.reading.counting import is_counted, measure
from rasd.reading.drafts import Draft
from rasd.reading.searching import Search


class Salvos(Search):
    """Shells and rockets by their number, and how strong a force was."""

    def _salvo(self, k: int, chunk: Chunk) -> bool:
        """«إطلاق 40 صاروخا»، «سقوط 10 قذائف»: shells and rockets that were fired are counted as shelling."""
        if (
            not (chunk.code or "").startswith(("weapon.rocket", "weapon.explosive"))
            or chunk.form is None
            or chunk.form.lexeme.lemma not in ("صاروخ", "قذيفه")
        ):
            return False
        before = self.text.forms[max(self.sentence[0], chunk.first - 3) : chunk.first]
        if is_counted(chunk):
            before = before + self._fired(k)
        after = self.text.forms[chunk.last : chunk.last + 2]
        fell = any(f.lstrip("وفب").removeprefix("ال").startswith(("سقط", "تسقط")) for f in (*before, *after))
        if not fell and not (
            is_counted(chunk)
            and any(
                f.lstrip("وفب").removeprefix("ال").startswith(("سقوط", "اطلاق", "اطلق", "يطلق", "تطلق")) for f in before
            )
        ):
            return False
        if chunk.article:
            return False
        self.used.add(k)
        draft = Draft("shelling", chunk.first, self.sentence, "counted-events")
        one = chunk.form.number == "s" and not is_counted(chunk)
        draft.violence, draft.measure, draft.end = True, None if one else measure(chunk), chunk.last
        if chunk.owner is not None and not chunk.owner.prep:
            draft.agent = chunk.owner  # «صاروخ أطلقه الحوثيون»
        draft.form = Form(Lexeme("noun", "shelling", "قذيفه", of="none", flags=frozenset(("violence", "means"))), "p")
        self.drafts.append(draft)
        return True

    def _fired(self, k: int) -> list[str]:
        """«أطلقت القوات مساء الأحد 260 صاروخا»: the verb, with its subject and the day between."""
        for j in range(k - 1, max(-1, k - 5), -1):
            chunk = self.chunks[j]
            if chunk.word is not None and chunk.word.carrier == "agent" and chunk.word.prep == "":
                return [self.text.forms[chunk.first]]
            if chunk.kind not in "ATGL" or chunk.prep:
                return []
        return []

    def _strength(self, k: int, chunk: Chunk) -> bool:
        """«عدد المسلحين بين 300 و350»: the strength of a force is forces deployed."""
        if (
            chunk.code != "person.combatant"
            or chunk.number is not None
            or not chunk.article
            or self.text.forms[chunk.first - 1 : chunk.first] != ["عدد"]
        ):
            return False
        for j in range(k + 1, min(k + 5, len(self.chunks))):
            after = self.chunks[j]
            if after.kind == "G" and after.number is not None and after.code is None and after.number.low is not None:
                self.used.add(j)
                draft = Draft("deployed", chunk.first, self.sentence, "forces-brought")
                draft.measure, draft.code, draft.end = measure(after), chunk.code, after.last
                self.drafts.append(draft)
                return True
            if after.kind in "VNSG":
                return False
        return False
