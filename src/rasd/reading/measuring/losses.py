"""What a side lost: so many men and things, or losses without a number."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.families import FALLEN, FIGHTING_KINDS, FORCES
from rasd.reading.cutting.tagging import Word
from rasd.reading.cutting.watching import Watch
from rasd.reading.measuring.counting import is_counted, listed, measure
from rasd.reading.measuring.meant import Meant
from rasd.reading.scenes.drafts import Draft, Measure

LOSSES = Watch(lambda word, _: word.form.lstrip("وفبل").removeprefix("ال").startswith(("خساير", "خسارت")))

_NOT = frozenset("لم دون بدون اي عدم لا".split())


class Losses(Meant):
    """What a side lost: so many men and things, or losses without a number."""

    def _lost(self, k: int, chunk: Chunk) -> bool:
        """«تكبد الجيش 40 عنصرا و6 آليات»، «خسر 3 دبابات»: people lost are killed, things destroyed."""
        word = chunk.word
        if word is None or not word.loses or k in self.used or self._unreal(k, chunk):
            return False
        j = self._what_was_lost(k)
        if j < 0:
            return False
        found = False
        for m in listed(self.chunks, j, None):
            found = self._loss(k, m, self._loser(k, j)) or found
        return found

    def _what_was_lost(self, k: int) -> int:
        """The first counted thing, or men, after the word of losing; -1 where none is."""
        word = self.chunks[k].word
        for j in range(k + 1, min(k + 12, len(self.chunks))):
            chunk = self.chunks[j]
            losable = chunk.result is None or self._armed_loser(k, j, chunk)
            if chunk.kind == "G" and losable and j not in self.used and self._losable(chunk, word):
                return -1 if self.chunks[j - 1].kind == "p" and not chunk.prep else j
            if chunk.kind in "VNSikrbxu":
                return -1
        return -1

    def _armed_loser(self, k: int, j: int, chunk: Chunk) -> bool:
        """«خسائر الجيش 120 قتيلا و4 دبابات»: the dead whom an armed party lost are its men."""
        if chunk.result is None or chunk.result.lexeme.code not in FALLEN or chunk.number is None:
            return False
        loser = self._loser(k, j)
        return loser is not None and loser.kind == "A" and all(a.kind in FIGHTING_KINDS for a in loser.actors)

    def _losable(self, chunk: Chunk, word: Word | None) -> bool:
        """Men by their number, things by their number or one of them; men who are «lost» must be the loser's own."""
        code = chunk.code or ""
        if not code.startswith((*FORCES, "person")) or chunk.article:
            return False
        own = any(w.pron for w in self.text.words[chunk.first : chunk.last]) or bool(word and word.form.endswith("نا"))
        if word is not None and word.loses == "missing" and code.startswith("person") and not own:
            return False
        if is_counted(chunk):
            return True
        return not code.startswith("person") and word is not None and word.loses != "losses" and chunk.form is not None

    def _loser(self, k: int, j: int) -> Chunk | None:
        """Who lost them: the party after the verb, the second of two, else the one before."""
        word = self.chunks[k].word
        after = [c for c in self.chunks[k + 1 : j] if c.kind == "A" or (c.kind == "G" and c.party)]
        if after:
            inner = after[-1].owner if word is not None and word.loses == "inflicted" else None
            return inner or after[-1]
        if word is None or word.pron or word.loses == "inflicted":
            return None
        for chunk in reversed(self.chunks[max(0, k - 6) : k]):
            if chunk.kind in "VNS,":
                return None
            if chunk.kind == "A" or (chunk.kind == "G" and chunk.party):
                return chunk
        return None

    def _loss(self, k: int, m: int, loser: Chunk | None) -> bool:
        member = self.chunks[m]
        found = measure(member)
        if found is None or m in self.used or not (member.code or "").startswith((*FORCES, "person")):
            return False
        self.used.add(m)
        person = (member.code or "").startswith("person")
        fell = member.result.lexeme.code if member.result is not None else "killed"
        draft = Draft(fell if person else "destroyed", self.chunks[k].first, self.sentence, "losses-counted")
        draft.measure, draft.code, draft.end = found, member.code, member.last
        if member.result is not None and member.code == "person":
            draft.code = "person.combatant"
        draft.patient = member.owner or loser
        self.drafts.append(draft)
        return True

    def _losses(self) -> None:
        """«خسائر فادحة في الأرواح والعتاد»: some killed, some things destroyed, without a number."""
        forms = self.text.forms
        for t in self.text.within(LOSSES, *self.sentence):
            if not _NOT.isdisjoint(forms[max(self.sentence[0], t - 4) : t]):
                continue
            before = len(self.drafts)
            window = forms[t + 1 : min(t + 9, self.sentence[1])]
            kinds = {f.lstrip("و").removeprefix("ال") for f in window[:3]} & {"بشريه", "ماديه"}
            if "بشريه" in kinds and not forms[t].lstrip("وب").startswith("ال"):
                armed = "صفوف" in window or "ماديه" in kinds
                self._some("killed_or_wounded", "person.combatant" if armed else "person", t, t + 3)
            if "ماديه" in kinds:
                self._some("damaged", None, t, t + 2)
            if window[:1] and "من" in window[:5] and self._dealt_in(t, window):
                continue
            if "في" not in window[:4]:
                continue
            for n, form in enumerate(window):
                bare = form.lstrip("و").removeprefix("ال")
                if bare in ("ارواح", "افراد"):
                    whose = "person.combatant" if forms[t].endswith(("تها", "ته", "تهم", "ها", "هم")) else "person"
                    self._some("killed", whose, t, t + n + 2)
                elif bare in ("عتاد", "معدات"):
                    self._some("destroyed", "weapon", t, t + n + 2)
            self._of_the_inflicted(t, before)

    def _dealt_in(self, t: int, window: list[str]) -> bool:
        """«خسائر فادحة بصفوف العدو من معدات وأشخاص»: of what they were."""
        bare = [f.lstrip("و").removeprefix("ال") for f in window[window.index("من") + 1 :]]
        arms = not {"معدات", "عتاد", "اسلحه", "اليات"}.isdisjoint(bare)
        men = not {"اشخاص", "افراد", "ارواح"}.isdisjoint(bare)
        if arms and men:
            self._some("destroyed", "weapon", t, t + len(window))
            self._some("killed_or_wounded", "person.combatant", t, t + len(window))
        return arms and men

    def _of_the_inflicted(self, t: int, before: int) -> None:
        """«صدت هجوما للميليشيا وكبدتها خسائر»: the losses are those of the party named last."""
        words = self.text.words[max(self.sentence[0], t - 2) : t]
        if not any(w.loses == "inflicted" and w.pron for w in words):
            return
        parties = [c for c in self.chunks if c.last < t and (c.kind == "A" or (c.kind == "G" and c.party))]
        for draft in self.drafts[before:] if parties else ():
            draft.patient = draft.patient or parties[-1]

    def _some(self, action: str, code: str | None, first: int, last: int) -> None:
        if any(d.action == action and d.code == code and d.rules[0] == "losses" for d in self.drafts):
            return
        chunk = Chunk("G", last - 1, last, self.text.words[last - 1])
        draft = Draft(action, first, self.sentence, "losses")
        draft.measure, draft.code, draft.end = Measure(chunk, None, None, "vague", "item", code), code, last
        self.drafts.append(draft)
