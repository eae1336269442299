"""Things destroyed, damaged, seized, brought down, brought to bear; losses without a number."""

from __future__ import annotations

from rasd.codebook.book import Form
from rasd.reading.chunks import Chunk
from rasd.reading.counting import is_counted, listed, measure
from rasd.reading.drafts import Draft, Measure
from rasd.reading.families import FORCES
from rasd.reading.searching import Search


class Things(Search):
    """Things destroyed, damaged, seized, brought down, brought to bear; losses without a number."""

    def _things(self, k: int, chunk: Chunk, form: Form) -> None:
        members, rule = self._governed(k, chunk, form, person=False)
        people = form.lexeme.code == "deployed"
        if not members and people:
            members, rule = self._governed(k, chunk, form, person=True)
            rule = (
                rule.replace("victims", "things")
                .replace("doer-verb-things", "things-after-verb")
                .replace("before", "after")
            )
        if not members:
            if form.lexeme.code in ("destroyed", "damaged"):
                self._struck_place(k, chunk, form)
            return
        shared = self._coordinated(k)
        for n, j in enumerate(members):
            member = self.chunks[j]
            if (member.code or "").startswith("place") and form.lexeme.code not in ("destroyed", "damaged"):
                continue
            if form.lexeme.code == "seized" and (member.code or "").startswith("site") and member.code != "site.depot":
                continue
            if (
                form.lexeme.code == "deployed"
                and (member.code or "").startswith("person")
                and not is_counted(member)
                and (member.form is None or member.form.number == "s")
            ):
                continue
            self.used.add(j)
            draft = self._draft(form, chunk, member, rule if n == 0 else "list-member")
            if draft is not None and shared:
                self._share(draft, shared)

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
        for m in listed(self.chunks, k + 1, None):
            member = self.chunks[m]
            found = measure(member)
            if found is None or not (member.code or "").startswith(FORCES):
                continue
            self.used.add(m)
            draft = Draft("deployed", member.first, self.sentence, "forces-brought")
            draft.measure, draft.code, draft.end = found, member.code, member.last
            self.drafts.append(draft)

    def _losses(self) -> None:
        """«خسائر فادحة في الأرواح والعتاد»: some killed, some things destroyed, without a number."""
        forms = self.text.forms
        for t in range(*self.sentence):
            if not forms[t].lstrip("وفبل").removeprefix("ال").startswith(("خساير", "خسارت")):
                continue
            window = forms[t + 1 : min(t + 9, self.sentence[1])]
            if "ماديه" in window[:2] or "الماديه" in window[:2]:
                self._some("damaged", None, t, t + 2)
            if "في" not in window[:4]:
                continue
            for n, form in enumerate(window):
                bare = form.lstrip("و").removeprefix("ال")
                if bare in ("ارواح", "افراد"):
                    whose = "person.combatant" if forms[t].endswith(("تها", "ته", "تهم", "ها", "هم")) else "person"
                    self._some("killed", whose, t, t + n + 2)
                elif bare in ("عتاد", "معدات"):
                    self._some("destroyed", "weapon", t, t + n + 2)

    def _some(self, action: str, code: str | None, first: int, last: int) -> None:
        if any(d.action == action and d.code == code and d.rules[0] == "losses" for d in self.drafts):
            return
        chunk = Chunk("G", last - 1, last, self.text.words[last - 1])
        draft = Draft(action, first, self.sentence, "losses")
        draft.measure, draft.code, draft.end = Measure(chunk, None, None, "vague", "item", code), code, last
        self.drafts.append(draft)
