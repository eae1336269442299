"""Things destroyed, damaged, seized, brought down, brought to bear."""

from __future__ import annotations

from rasd.codebook.book import Form
from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.families import FORCES
from rasd.reading.measuring.counting import is_counted, listed, measure
from rasd.reading.measuring.losses import Losses
from rasd.reading.scenes.drafts import Draft, Measure


class Things(Losses):
    """Things destroyed, damaged, seized, brought down, brought to bear."""

    def _things(self, k: int, chunk: Chunk, form: Form) -> None:
        if form.lexeme.code == "deployed" and "counted" in form.lexeme.flags:
            self._partaking(k, chunk, form)
            return
        meant = max(self._things_meant(k), self._meant(k, person=False))
        if meant >= 0:
            self.used.add(meant)
            self._draft(form, chunk, self.chunks[meant], "things-after-verb")
            return
        members, rule = self._governed(k, chunk, form, person=False)
        people = form.lexeme.code == "deployed"
        if not members and people:
            members, rule = self._governed(k, chunk, form, person=True)
            rule = (
                rule.replace("victims", "things")
                .replace("doer-verb-things", "things-after-verb")
                .replace("before", "after")
            )
        if not members and people and self._sent(k, chunk, form):
            return
        if not members:
            if form.lexeme.code == "destroyed" and self._razed(k, chunk, form):
                return
            if form.lexeme.code in ("destroyed", "damaged"):
                self._struck_place(k, chunk, form)
            return
        shared = self._coordinated(k)
        if people:
            members = [*members, *self._men_besides(members[-1])]
        for n, j in enumerate(members):
            member = self.chunks[j]
            if (member.code or "").startswith("place") and form.lexeme.code not in ("destroyed", "damaged"):
                continue
            if form.lexeme.code == "seized" and (member.code or "").startswith("site") and member.code != "site.depot":
                continue
            if form.lexeme.code == "deployed" and not self._deployable(member, form):
                continue
            self.used.add(j)
            draft = self._draft(form, chunk, member, rule if n == 0 else "list-member")
            if draft is not None and shared:
                self._share(draft, shared)

    def _men_besides(self, j: int) -> list[int]:
        """«دفع بـ20 آلية و300 جندي»: men by their number, right behind the things sent with them."""
        n = j + 2 if j + 1 < len(self.chunks) and self.text.forms[self.chunks[j + 1].first] == "و" else j + 1
        men = self.chunks[n] if n < len(self.chunks) else None
        if men is None or men.kind != "G" or men.number is None or men.result is not None or n in self.used:
            return []
        return [n] if men.code == "person.combatant" and (n > j + 1 or men.conj) else []

    def _sent(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«أرسلت الحكومة قوات إضافية»، «دفع الجيش بوحدات إلى كذا»: some forces, without a number."""
        forces = next((c for c in self.chunks[k + 1 : k + 5] if c.kind in "AGVNSiw" and self._some_forces(c)), None)
        if forces is None or any(c.kind in "VNSi" for c in self.chunks[k + 1 : self.chunks.index(forces)]):
            return False
        draft = Draft("deployed", chunk.first, self.sentence, "things-after-verb")
        draft.form, draft.code, draft.end = form, "person.combatant", forces.last
        draft.measure = Measure(forces, None, None, "vague", "item", draft.code)
        self.drafts.append(draft)
        return True

    def _things_meant(self, k: int) -> int:
        """«103 مدارس دمرها الاحتلال»: the counted things just before that the pronoun means, or -1."""
        word, before = self.chunks[k].word, self.chunks[k - 1] if k else None
        if word is None or word.pron not in ("ه", "ها", "هما") or self.chunks[k].kind != "V":
            return -1
        if word.conj:
            return self._thing_before(k)
        if before is not None and before.kind == "r" and k > 1:
            before = self.chunks[k - 2]
        if before is None or before.kind != "G" or not is_counted(before) or before.article:
            return -1
        j = next(n for n, c in enumerate(self.chunks) if c is before)
        return j if (before.code or "person").startswith(("site", "vehicle", "weapon")) and j not in self.used else -1

    def _thing_before(self, k: int) -> int:
        """«اقتحموا المنزل ودمروه»: the one thing told of before in the sentence that the pronoun means, or -1."""
        for j in range(k - 1, max(-1, k - 9), -1):
            chunk = self.chunks[j]
            if chunk.kind in "Si":
                return -1
            if chunk.kind == "G" and (chunk.code or "").startswith(("site", "vehicle")) and chunk.form is not None:
                return j if chunk.form.number == "s" and chunk.number is None and not chunk.unit else -1
        return -1

    def _deployable(self, member: Chunk, form: Form) -> bool:
        """Forces and weapons; of «وصول قافلة» and «نشر جندي» only what is counted or many."""
        code = member.code or ""
        if code.startswith(("site", "place")) or (
            code.startswith("person") and code not in ("person", "person.combatant")
        ):
            return False
        if code.startswith("person") and form.lexeme.lemma in ("استخدم", "استخدام", "استعمل"):
            return False  # «استخدام العناصر أسلحة»
        if not code.startswith("person") and "weak" not in form.lexeme.flags:
            return True
        return is_counted(member) or (member.form is not None and member.form.number != "s")

    def _first_partaker(self, k: int) -> int:
        """Where the counted forces stand that took part in an attack («شارك في الهجوم 300 مقاتل»), or -1."""
        if not self._joined_in_fighting(k):
            return -1
        for j in (*range(k + 1, min(k + 8, len(self.chunks))), *range(k - 1, max(-1, k - 4), -1)):
            chunk = self.chunks[j]
            if chunk.kind == "G" and is_counted(chunk) and (chunk.code or "").startswith(FORCES):
                return j if not chunk.result and not chunk.prep and j not in self.used else -1
            if chunk.kind in "VS" and j < k:
                return -1
            if chunk.kind in "VSikrbu":
                break
        return -1

    def _joined_in_fighting(self, k: int) -> bool:
        """Whether what was joined in is an attack or an operation, which a parade or a workshop is not."""
        events = [
            n for n, c in enumerate(self.chunks) if c.form is not None and "violence" in c.form.lexeme.flags and n != k
        ]
        if self.chunks[k].kind == "N":
            return bool(events)
        into = self.text.forms[self.chunks[k].last : self.chunks[k].last + 9]
        if into[:1] in (["فيها"], ["فيه"]):
            return any(k - 7 < n < k for n in events)
        joined = next((n for n in range(k + 1, min(k + 7, len(self.chunks))) if self._is_in(n)), -1)
        return joined >= 0 and joined + 1 in events

    def _is_in(self, n: int) -> bool:
        return self.text.forms[self.chunks[n].first : self.chunks[n].last] == ["في"]

    def _partaking(self, k: int, chunk: Chunk, form: Form) -> None:
        first = self._first_partaker(k)
        for n, m in enumerate(listed(self.chunks, first, None)):
            if (self.chunks[m].code or "").startswith(FORCES) and is_counted(self.chunks[m]):
                self.used.add(m)
                self._draft(form, chunk, self.chunks[m], "forces-brought" if n == 0 else "list-member")

    def _razed(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«تجريف 15 دونما من الأراضي الزراعية»: land razed or burnt, by its area."""
        for j in range(k + 1, min(k + 6, len(self.chunks))):
            land = self.chunks[j]
            if land.kind in "VNS":
                return False
            found = measure(land) if land.kind == "G" and land.unit == "dunam" and j not in self.used else None
            if found is not None:
                self.used.add(j)
                draft = Draft(form.lexeme.code, chunk.first, self.sentence, "things-of-noun")
                draft.form, draft.measure, draft.code, draft.end = form, found, "place.area", land.last
                self.drafts.append(draft)
                return True
        return False

    def _struck_place(self, k: int, chunk: Chunk, form: Form) -> None:
        """«تدمير كمين المطافي»: a named site is one."""
        for j in range(k + 1, min(k + 4, len(self.chunks))):
            place = self.chunks[j]
            if place.kind in "VNS":
                return
            if place.kind == "L" and place.level == "site":
                draft = Draft(form.lexeme.code, chunk.first, self.sentence, "things-of-noun")
                draft.form, draft.code, draft.place = form, "site.military", place
                draft.measure = Measure(place, 1, 1, "implicit", "item", "site.military")
                draft.end = place.last
                self.drafts.append(draft)
                return

    def _brought(self, k: int) -> None:
        """«الهجوم تم بواسطة 50 عنصرا و6 دبابات»: forces brought to bear."""
        if k + 1 >= len(self.chunks) or self.chunks[k + 1].kind != "G" or not any(d.violence for d in self.drafts):
            return
        first = self.chunks[k + 1]
        if not is_counted(first) and (first.article or (first.form is not None and first.form.number == "s")):
            return  # «زرعت بواسطة المتشددين»، «هجوم بواسطة عبوة»: who did it, and with what
        for m in listed(self.chunks, k + 1, None):
            member = self.chunks[m]
            found = measure(member)
            by = member.party and member.number is None and m == k + 1  # «زرعت بواسطة المسلحين» tells the doer
            if found is None or by or not (member.code or "").startswith(FORCES):
                continue
            self.used.add(m)
            draft = Draft("deployed", member.first, self.sentence, "forces-brought")
            draft.measure, draft.code, draft.end = found, member.code, member.last
            self.drafts.append(draft)
