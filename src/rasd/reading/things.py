"""Things destroyed, damaged, seized, brought down, brought to bear."""

from __future__ import annotations

from rasd.codebook.book import Form
from rasd.reading.chunks import Chunk
from rasd.reading.counting import is_counted, listed, measure
from rasd.reading.drafts import Draft, Measure
from rasd.reading.families import FORCES
from rasd.reading.losses import Losses


class Things(Losses):
    """Things destroyed, damaged, seized, brought down, brought to bear."""

    def _things(self, k: int, chunk: Chunk, form: Form) -> None:
        if form.lexeme.code == "deployed" and "counted" in form.lexeme.flags:
            self._partaking(k, chunk, form)
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
        if not members:
            if form.lexeme.code == "destroyed" and self._razed(k, chunk, form):
                return
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

    def _first_partaker(self, k: int) -> int:
        """Where the counted forces stand that took part in an attack («شارك في الهجوم 300 مقاتل»), or -1."""
        fought = any(c.kind == "N" and c.form is not None and "violence" in c.form.lexeme.flags for c in self.chunks)
        if not fought:
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
