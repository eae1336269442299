"""Shells and rockets by their number, and how strong a force was."""

from __future__ import annotations

from rasd.codebook.book import Form, Lexeme
from rasd.reading.cutting.chunks import Chunk
from rasd.reading.measuring.counting import is_counted, measure
from rasd.reading.measuring.meant import Meant
from rasd.reading.scenes.drafts import Draft

#: What is fired, thrown or dropped, and what kind of attack that is.
_SHOTS = {"صاروخ": "shelling", "قذيفه": "shelling", "مقذوف": "shelling", "برميل": "airstrike", "قنبله": "explosion"}
_AIMED = frozenset("علي باتجاه نحو صوب تجاه اتجاه".split())
_FIRING = tuple("سقوط اطلاق اطلق يطلق تطلق القاء القي القت يلقي تلقي رصد اسقط اسقطت".split())


class Salvos(Meant):
    """Shells and rockets by their number, and how strong a force was."""

    def _salvo(self, k: int, chunk: Chunk) -> bool:
        """«إطلاق 40 صاروخا»، «سقوط 10 قذائف»، «ألقى 14 برميلا»: projectiles fired or dropped."""
        fired = ("weapon.rocket", "weapon.explosive", "aircraft.drone")
        if not (chunk.code or "").startswith(fired) or chunk.form is None:
            return False
        if chunk.code == "aircraft.drone":
            return self._drones(k, chunk)
        lemma = chunk.form.lexeme.lemma.split()[0]
        if lemma not in _SHOTS:
            return False
        near = self.text.forms[max(self.sentence[0], chunk.first - 3) : chunk.first]
        near = [*near, *self.text.forms[chunk.last : chunk.last + 2]]
        fell = any(f.lstrip("وفب").removeprefix("ال").startswith(("سقط", "تسقط")) for f in near)
        fired_on = self._fired(k) and (is_counted(chunk) or self._aimed(k))
        if not fell and not fired_on and not self._fired_after(k, chunk):
            return False
        if chunk.article:
            return False
        self.used.add(k)
        draft = Draft(_SHOTS[lemma], chunk.first, self.sentence, "counted-events")
        one = chunk.form.number == "s" and not is_counted(chunk)
        draft.violence, draft.measure, draft.end = True, None if one else measure(chunk), chunk.last
        if chunk.owner is not None and not chunk.owner.prep:
            draft.agent = chunk.owner  # «صاروخ أطلقه الحوثيون»
        draft.form = Form(Lexeme("noun", "shelling", "قذيفه", of="none", flags=frozenset(("violence", "means"))), "p")
        self._instead(draft)
        self.drafts.append(draft)
        return True

    def _instead(self, draft: Draft) -> None:
        """«أطلقت الحركة 9 صواريخ على البلدة»: the number of shots is the attack, the verb no second one."""
        for one in self.drafts if draft.measure is not None and draft.measure.low is not None else ():
            fired = self.text.forms[one.at].lstrip("وفب").startswith(_FIRING)
            if fired and one.sentence == draft.sentence and one.action == draft.action and one.measure is None:
                draft.agent = draft.agent or one.agent
                self.drafts.remove(one)
                return

    def _aimed(self, k: int) -> bool:
        """«أطلقوا صاروخا باليستيا باتجاه نجران»: one shot, told with where it went."""
        chunk = self.chunks[k]
        return any(f in _AIMED for f in self.text.forms[chunk.last : min(chunk.last + 4, self.sentence[1])])

    def _fired_after(self, k: int, chunk: Chunk) -> bool:
        """«ثلاثة صواريخ أطلقت من القطاع»: told first, and then that they were fired."""
        after = self.text.forms[chunk.last : chunk.last + 2]
        return is_counted(chunk) and after[:1] in (["اطلقت"], ["اطلق"]) and not self._struck_later(k)

    def _struck_later(self, k: int) -> bool:
        """«ثلاثة صواريخ أطلقت من مقاتلة ضربت المدرسة»: the verb that follows tells of it."""
        return any(c.form is not None and "violence" in c.form.lexeme.flags for c in self.chunks[k + 1 : k + 7])

    def _drones(self, k: int, chunk: Chunk) -> bool:
        """«أطلقوا صاروخين وخمس طائرات مسيرة»: drones sent to strike, alone or beside rockets."""
        beside = bool(self.drafts) and self.drafts[-1].rules[0] == "counted-events" and chunk.conj
        if not is_counted(chunk) or chunk.article or not (self._fired(k) or (beside and self._just_before(k))):
            return False
        self.used.add(k)
        draft = Draft("drone_strike", chunk.first, self.sentence, "counted-events")
        draft.violence, draft.measure, draft.end = True, measure(chunk), chunk.last
        draft.form = Form(Lexeme("noun", "drone_strike", "مسيره", of="none", flags=frozenset(("violence",))), "p")
        self.drafts.append(draft)
        return True

    def _just_before(self, k: int) -> bool:
        return self.drafts[-1].end in (self.chunks[k].first, self.chunks[k].first - 1)

    def _fired(self, k: int) -> bool:
        """Whether the clause tells of firing or dropping: «أطلقت القوات مساء أمس 260 صاروخا»."""
        for j in range(k - 1, max(-1, k - 7), -1):
            before = self.chunks[j]
            subject = before.kind == "G" and not before.prep and (before.code or "").startswith(("person", "aircraft"))
            form = self.text.forms[before.first].lstrip("وفب")
            if before.kind in "SG," and not subject and not form.startswith("رصد"):
                return False
            if form.startswith(_FIRING) or form.removeprefix("ال").startswith(_FIRING):
                return True
            if before.kind in "VN":
                return False
        return False

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
