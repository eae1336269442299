"""Those killed, wounded, taken, released, driven out."""

from __future__ import annotations

from rasd.codebook.book import Form
from rasd.reading.cutting.chunks import Chunk
from rasd.reading.measuring.breakdowns import Breakdowns
from rasd.reading.measuring.counting import measure
from rasd.reading.scenes.drafts import Draft, Measure
from rasd.reading.speaking.persons import Named, bare_name, victims

#: What befalls one person who is named.
_BEFALL = frozenset(("killed", "wounded", "arrested", "abducted", "released", "missing"))
#: «مع ثلاثة من مرافقيه»، «رفقة اثنين من أبنائه».
_WITH = frozenset("مع برفقه رفقه بصحبه بمعيه".split())


class People(Breakdowns):
    """Those killed, wounded, taken, released, driven out."""

    def _people(self, k: int, chunk: Chunk, form: Form) -> None:
        meant = self._meant(k, person=True)
        members, rule = self._governed(k, chunk, form, person=True)
        if meant >= 0:
            members, rule = [meant], "victims-before-verb"
        if self._cases(k):
            members, rule = [k - 1], "victims-of-noun"
        if (not members or self.chunks[members[0]].conj) and (named := self._by_name(k, chunk, form)) is not None:
            self._told_by_name(chunk, form, named)
            if not members:
                return
        if not members and chunk.kind == "N" and form.lexeme.code == "wounded" and self._some_cases(chunk):
            self._bare(k, chunk, form)
            return
        if not members:
            bare = form.lexeme.code == "displaced" and "counted" not in form.lexeme.flags
            if bare and chunk.kind == "N" and not (chunk.word and chunk.word.article):
                self._bare(k, chunk, form)
            return
        if "mourns" in form.lexeme.flags:
            members = members[:1]  # «زفت كتائب كذا الشهيد فلان»
        shared = self._coordinated(k) if members[0] > k else []
        self._silence_needed(k, form)
        if self._roll(members):
            self._rolled(members, form, chunk)
            return
        if self._sum_up(members):
            members = members[:1]
        members = [*members, *self._along_with(members)]
        parts = self.parts_at if members[0] < k else -1
        self._against(members, chunk, form)
        for n, j in enumerate(members):
            self.used.add(j)
            draft = self._draft(form, chunk, self.chunks[j], rule if n == 0 else "list-member")
            if draft is not None and shared:
                self._share(draft, shared)
            elif draft is not None and n == len(members) - 1:
                self._apposed(j, draft)

        if parts >= 0:
            self._breakdown(parts)

    def _by_name(self, k: int, chunk: Chunk, form: Form) -> Named | None:
        """«قُتل فلان الفلاني في قصف»: a person told by a bare name, of two words at least, with nothing left open."""
        befalls = form.lexeme.voice != "act" if chunk.kind == "V" else chunk.kind == "N"
        after = self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        if not befalls or form.number in "pd" or after is None or after.kind != "w" or after.first != chunk.last:
            return None
        named = bare_name(self.text, chunk.last, self.sentence[1])
        if chunk.kind == "N" and not self.text.words[chunk.last].names:
            return None  # «مقتل زملائنا غدرا»: after a noun only what begins like a name that is known
        return named if named is not None and form.lexeme.code in _BEFALL else None

    def _told_by_name(self, chunk: Chunk, form: Form, named: Named) -> None:
        """One person, as the name says."""
        person = Chunk("G", named.first, named.last, self.text.words[named.first])
        person.code, person.unit = "person", "implicit"
        draft = self._draft(form, chunk, person, "victim-by-name")
        if draft is not None:
            draft.named = [named]
            draft.end = max(draft.end, named.last)

    def _along_with(self, members: list[int]) -> list[int]:
        """«مقتل القيادي فلان مع ثلاثة من مرافقيه»: those who fell with the one named."""
        for j in range(members[-1] + 1, min(members[-1] + 8, len(self.chunks) - 1)):
            with_whom, chunk = self.chunks[j + 1], self.chunks[j]
            if self.text.forms[chunk.first].lstrip("و") in _WITH and with_whom.kind == "G":
                counted = with_whom.number is not None and with_whom.number.kind == "cardinal"
                counted = counted or (with_whom.form is not None and with_whom.form.number in "dc")  # «مع حارسيه»
                fits = counted and j + 1 not in self.used and (with_whom.code or "person").startswith("person")
                return [j + 1] if fits else []
            named = self.text.tokens.slice(chunk.first, chunk.last) == "علي"  # a name, not the preposition
            if chunk.kind not in "wA" and not named:
                return []
        return []

    def _cases(self, k: int) -> bool:
        """«310 حالات اعتقال»: so many cases of it."""
        before = self.chunks[k - 1] if k else None
        if before is None or self.chunks[k].kind != "N" or before.kind != "G" or before.number is None:
            return False
        return self.text.forms[self.chunks[k].first - 1] in ("حاله", "حالات") and k - 1 not in self.used

    def _some_cases(self, chunk: Chunk) -> bool:
        """«تسببت بحالات اختناق»: some, by the plural of their cases."""
        return self.text.forms[chunk.first - 1].lstrip("وبل") == "حالات" and not chunk.article

    def _sum_up(self, members: list[int]) -> bool:
        """«9 مدنيين: 4 في كذا، 3 في كذا، واثنان في كذا»: what adds up to the first are its parts."""
        if len(members) < 3 or self.chunks[members[1]].conj or any(self.chunks[j].number is None for j in members):
            return False  # «ضابطا شرطة ومجند ومسلح» are four
        figures = [m.low for j in members if (m := measure(self.chunks[j])) is not None and m.low is not None]
        return len(figures) == len(members) and sum(figures[1:]) == figures[0]

    def _against(self, members: list[int], chunk: Chunk, form: Form) -> None:
        """«قتل 60 جنديا مقابل 34 مقاتلا»: the dead of the other side."""
        if form.lexeme.code not in ("killed", "wounded"):
            return
        for j in range(members[-1] + 1, min(members[-1] + 7, len(self.chunks) - 1)):
            after = self.chunks[j + 1]
            if self.text.forms[self.chunks[j].first] == "مقابل" and after.kind == "G" and after.number is not None:
                if (after.code or "person").startswith("person"):
                    members.append(j + 1)
                return
            if self.chunks[j].kind in "VNSGi":
                return

    def _roll(self, members: list[int]) -> bool:
        """A list of persons by name («العريف فلان، والجندي فلان») is one row."""
        people = [self.chunks[m] for m in members]
        return len(people) > 1 and all(
            c.article and c.number is None and c.form is not None and c.form.number == "s" and self._named_victim(c)
            for c in people
        )

    def _rolled(self, members: list[int], form: Form, chunk: Chunk) -> None:
        first = self.chunks[members[0]]
        self.used.update(members)
        draft = Draft(form.lexeme.code, chunk.first, self.sentence, "victims-named")
        draft.form, draft.code, draft.end = form, first.code, self.chunks[members[-1]].last
        draft.measure = Measure(first, len(members), len(members), "exact", "item", first.code)
        draft.named = [
            n for m in members for n in victims(self.text, self._name_start(self.chunks[m]), self.sentence[1])[:1]
        ]
        self.drafts.append(draft)

    def _silence_needed(self, k: int, form: Form) -> None:
        """«لقوا مصرعهم»: the noun that completes the verb is no trigger of its own."""
        if form.lexeme.needs:
            for chunk in self.chunks[k + 1 : k + 12]:
                if chunk.kind == "N" and chunk.word is not None and chunk.word.form in form.lexeme.needs:
                    chunk.kind = "w"
                    return

    def _bare(self, k: int, chunk: Chunk, form: Form) -> None:
        """«ونزوح قسري»: some, without a number."""
        draft = Draft(form.lexeme.code, chunk.first, self.sentence, "victims-of-noun")
        draft.form, draft.code = form, "person.civilian" if form.lexeme.code == "displaced" else "person"
        draft.measure = Measure(chunk, None, None, "vague", "item", draft.code)
        draft.end = chunk.last
        self.drafts.append(draft)
