"""A figure becomes a claim in the making: its number, its class, whom it names, what else shares it."""

from __future__ import annotations

from rasd.codebook.book import Form
from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.families import ARMED_KINDS, PERSON_ACTIONS, THING_ACTIONS
from rasd.reading.measuring.counting import measure
from rasd.reading.measuring.measurable import Measurable
from rasd.reading.scenes.drafts import Draft, Measure
from rasd.reading.speaking.persons import age_after, sex, victims

_OF_THEM = frozenset(("منهم", "منها"))
_NUMBER = frozenset("عدد حصيله اجمالي".split())
_ROSE = ("رتفع", "ارتفع", "ترتفع", "صل", "تصل")
_CAME_TO = ("بلغ", "تجاوز")
#: «بشكل جزئي»، «تدميرا جزئيا».
_AFTER_A_FASHION = frozenset("بشكل بصوره تدميرا دمارا".split())
#: Classes that the age told beside a person may change.
_OF_ANY_AGE = frozenset(("person", "person.civilian", "person.woman", "person.child"))


class Drafting(Measurable):
    """A figure becomes a claim in the making."""

    def _draft(self, form: Form, chunk: Chunk, member: Chunk, rule: str) -> Draft | None:
        found = self._by_their_number(member) or measure(member)
        named = member.article and member.number is None
        if found is None or ("indefinite" in form.lexeme.flags and (named or member.first > chunk.last)):
            return None  # «القضاء على التنظيم عسكريا» tells of no death
        draft = Draft(form.lexeme.code, chunk.first, self.sentence, rule)
        if member.article and found.qualifier == "implicit" and (member.code or "").startswith("person"):
            draft.named = victims(self.text, self._name_start(member), self.sentence[1])
            if len(draft.named) > 1:
                found = Measure(member, len(draft.named), len(draft.named), "exact", "item", member.code)
        draft.form, draft.measure = form, found
        draft.agent = self.doer
        draft.end = max(chunk.last, member.last)
        draft.code = member.code if member.code and member.code != "unit" else None
        if draft.code is None and draft.action in PERSON_ACTIONS and (kind := self._number_of(chunk)) is not None:
            draft.code, member.owner = kind.code, member.owner or kind.owner
        if draft.code == "person" and self._own_men(member):
            draft.code = "person.combatant"
        if draft.code == "person" and member.form is not None and member.form.lexeme.lemma == "زميل":
            draft.code = self._others(draft, member) or draft.code  # «مقتل جندي وإصابة زميله»
        if found.low == found.high == 1:
            draft.code = self._by_age(member, draft)
        if draft.code is None and member.others and draft.action in PERSON_ACTIONS and self._of_armed(member):
            draft.code = "person.combatant"
        if draft.code is None and member.others and draft.action not in THING_ACTIONS:
            draft.code = self._others(draft, member)
        if draft.code is None and draft.action in THING_ACTIONS:
            draft.code = self._like_before(draft, member)
            if draft.code is None:
                return None
        if (
            draft.action == "destroyed"
            and (draft.code or "").startswith(("aircraft", "weapon.rocket"))
            and any(
                f.removeprefix("ال").startswith("دفاع")
                for f in self.text.forms[max(self.sentence[0], chunk.first - 6) : draft.end]
            )
        ):
            draft.action = "shot_down"
        if draft.action == "destroyed" and self._in_part(member):
            draft.action = "damaged"
        if member.level == "both" and draft.action in ("killed", "wounded", "missing"):
            draft.action = "killed_or_wounded"
            draft.rules.append("killed-or-wounded")
        self.drafts.append(draft)
        return draft

    def _in_part(self, member: Chunk) -> bool:
        """«تدمير 30 منزلا جزئيا»، «بشكل جزئي»: what is destroyed in part is damaged."""
        after = self.text.forms[member.last : min(member.last + 2, self.sentence[1])]
        return after[:1] == ["جزييا"] or (
            len(after) > 1 and after[1].startswith("جزيي") and after[0] in _AFTER_A_FASHION
        )

    def _own_men(self, member: Chunk) -> bool:
        """«هاجموا الشرطة وقتلوا مئات من أفرادها»: members of an armed body named before."""
        words = self.text.words[member.first : member.last]
        if not any(w.pron and w.cls and w.cls[0].lexeme.lemma == "فرد" for w in words):
            return False
        before = [c for c in self.chunks if c.first < member.first and c.kind == "A"]
        if not before:
            return False
        body = before[-1]
        return body.actors[0].kind in ARMED_KINDS if body.actors else bool(self.text.words[body.first].group)

    def _of_armed(self, member: Chunk) -> bool:
        """«استهدفوا قوات الجيش، ما أدى إلى مقتل المئات منهم»: those of an armed body that is named before."""
        if not _OF_THEM.intersection(self.text.forms[member.last - 1 : member.last + 1]):
            return False
        before = [c.owner or c for c in self.chunks if c.last <= member.first]
        parties = (c for c in reversed(before) if c.kind == "A" or c.party)
        body = next((c for c in parties if not (c.actors and c.actors[0].kind == "person")), None)
        if body is None or any((d.code or "").startswith("person") and d.at > body.first for d in self.drafts):
            return False
        if body.kind != "A":
            return body.code == "person.combatant"
        return body.actors[0].kind in ARMED_KINDS if body.actors else bool(self.text.words[body.first].group)

    def _by_age(self, member: Chunk, draft: Draft) -> str | None:
        """«الشاب فلان (16 عاما)» is a child, «فتاة (20 عاما)» is none."""
        if draft.code not in _OF_ANY_AGE or len(draft.named) > 1:
            return draft.code
        age = draft.named[0].age if draft.named else age_after(self.text, member.last, self.sentence[1])
        if age is None or (age < 18) == (draft.code == "person.child"):
            return draft.code
        if age < 18:
            return "person.child"
        return "person.woman" if sex(member) == "female" else "person"

    def _by_their_number(self, member: Chunk) -> Measure | None:
        """«اعتقال المواطنين الذين بلغ عددهم 8 آلاف»: the number of a plural told after it."""
        if (member.number is not None and member.number.low is not None) or member.form is None:
            return None
        if (risen := self._risen_to(member)) is not None:
            return risen
        if member.form.number not in "px":
            return None
        k = next((n for n, c in enumerate(self.chunks) if c is member), len(self.chunks))
        for j in range(k + 1, min(k + 7, len(self.chunks) - 1)):
            after = self.chunks[j + 1]
            if self.text.forms[self.chunks[j].last - 1] in ("عددهم", "عددها", "عددهن"):
                found = measure(after) if after.kind == "G" and after.number is not None else None
                if found is not None and found.low is not None and j + 1 not in self.used:
                    self.used.add(j + 1)
                    return Measure(after, found.low, found.high, found.qualifier, "item", member.code)
                return None
            if self.chunks[j].kind in "NSG":
                return None
        return None

    def _number_of(self, trigger: Chunk) -> Chunk | None:
        """«وصل عدد المدنيين الذين قتلوا إلى 31»: the people whose number a bare figure behind the verb is."""
        k = next((n for n, c in enumerate(self.chunks) if c is trigger), 0)
        if k < 2 or self.chunks[k - 1].kind != "r":
            return None
        kind = self.chunks[k - 2]
        number = {self.text.forms[kind.first], self.text.forms[kind.first - 1]} & _NUMBER
        return kind if number and kind.kind == "G" and (kind.code or "").startswith("person") else None

    def _risen_to(self, member: Chunk) -> Measure | None:
        """«يرتفع عدد الجنود الذين قُتلوا في كذا إلى 22»، «عدد الجنود الذين قتلوا بلغ 22»: the number it has come to."""
        t = member.first if self.text.forms[member.first] in _NUMBER else member.first - 1
        rose = self.text.forms[t - 1].lstrip("وفلي") if t > self.sentence[0] else ""
        if self.text.forms[t] not in _NUMBER:
            return None
        risen = rose.startswith(_ROSE)
        k = next((n for n, c in enumerate(self.chunks) if c is member), len(self.chunks))
        for j in range(k + 1, min(k + 16, len(self.chunks))):
            after = self.chunks[j]
            before = self.text.forms[after.first - 1]
            risen = risen or self.text.forms[after.first].lstrip("وفلي").startswith(_ROSE)
            to = (risen and before == "الي") or before.lstrip("وفلي").startswith(_CAME_TO)
            if after.kind == "G" and after.number is not None and to:
                found = measure(after) if j not in self.used else None
                if found is None or found.low is None or not (after.code or "person").startswith("person"):
                    return None
                self.used.add(j)
                after.owner = after.owner or member.owner
                return Measure(after, found.low, found.high, found.qualifier, "item", member.code)
            if after.kind in "Si" or (after.kind == "V" and after.word is not None and after.word.conj):
                return None
        return None

    def _like_before(self, draft: Draft, member: Chunk) -> str | None:
        """«دمر دبابتين … وثلاثا أخرى»، «وأعطب أخرى»: the class of the things told of before."""
        for before in reversed(self.drafts):
            alike = (
                before.action == draft.action
                or before.at == draft.at
                or (member.others and before.action in THING_ACTIONS)
            )
            if alike and before.code and not before.code.startswith("person"):
                return before.code
        return None

    def _others(self, draft: Draft, member: Chunk) -> str | None:
        """«5 آخرون» are of the class named just before, unless their make-up is told."""
        if any(f.startswith(("اغلب", "معظم", "غالب")) for f in self.text.forms[member.last : member.last + 3]):
            return "person"
        for before in reversed(self.drafts):
            if before.code is not None and before.code.startswith("person") and before.part_of is None:
                return before.code
        if member.number is not None and member.number.article:
            return "person"  # «قتل العشرات» at the head of a sentence
        return self.others_before

    def _share(self, draft: Draft, forms: list[Form]) -> None:
        for form in forms:
            codes = {draft.action, form.lexeme.code}
            if codes == {"killed", "wounded"}:
                draft.action = "killed_or_wounded"
                draft.rules.append("killed-or-wounded")
                continue
            if form.lexeme.code == draft.action:
                continue
            twin = Draft(form.lexeme.code, draft.at, self.sentence, "shared-figure")
            twin.form, twin.measure, twin.code, twin.end, twin.same_items = (
                form,
                draft.measure,
                draft.code,
                draft.end,
                draft,
            )
            self.drafts.append(twin)
