"""A figure and its parts: «بينهم 4 أطفال»، «28 قتيلا، 17 متمردا و11 عنصرا»، «القتلى هم ضابط و4 جنود»."""

from __future__ import annotations

from itertools import pairwise

from rasd.codebook.book import Form
from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.families import ARMED_KINDS, PERSON_ACTIONS
from rasd.reading.measuring.counting import is_counted, listed, measure, parts_begin
from rasd.reading.measuring.salvos import Salvos
from rasd.reading.scenes.drafts import Draft, Measure

_INCLUDED = (["في"], ["فيهم"], ["فيها"], ["فيهن"], ["يشمل"])
_WHERE = frozenset("في علي فوق قرب شرق غرب شمال جنوب".split())
_MOST = ("معظم", "غالب", "اغلب", "جلهم")
_HARM = frozenset(("killed", "wounded"))
#: Who is told apart among those who fell.
_WEAK = frozenset(("person.child", "person.woman"))
#: One of these killed says nothing of who the others were.
_OF_ONE = frozenset(("person.child", "person.woman", "person.official"))
#: Actions by which people come into prison, and out of it.
_HELD = frozenset(("arrested", "abducted", "captured", "released"))
_FORMER = ("محرر", "سابق")
#: So many words may stand between two figures of one harm, and none of these.
_JOINED = 9
_PARTED = frozenset("بينما فيما حين ؛ . :".split())
#: So many words may stand between a figure and «بما في ذلك …».
_NEAR = 9


def _of_kind(part: str | None, whole: str | None) -> bool:
    """People are parts of people, places of places, things of things."""
    if part is None or whole is None:
        return True
    return all(part.startswith(kind) == whole.startswith(kind) for kind in ("person", "place"))


class Breakdowns(Salvos):
    """A figure and its parts."""

    def _parts(self, k: int, chunk: Chunk) -> bool:
        """«بما في ذلك 3 أطفال»، «هم 5 رجال وامرأتان»، «نصفهم من الأطفال»: parts told after the figure."""
        if chunk.kind not in "wpS" or not parts_begin(chunk):
            return False
        form = self.text.forms[chunk.first]
        if form in ("بما", "بمن") and self.text.forms[chunk.last : chunk.last + 1] not in _INCLUDED:
            return False
        after = next((c for c in self.chunks[k + 1 : k + 4] if c.kind not in 'wp"'), None)
        near = any(d.measure is not None and 0 <= chunk.first - d.end < _NEAR for d in self.drafts[-3:])
        if not near or after is None or after.kind != "G" or not after.code:
            return False
        if form.endswith(("جميعهم", "كلهم")):
            return self._all_of(after)
        self._breakdown(k)
        return True

    def _all_of(self, kind: Chunk) -> bool:
        """«9 قتلى وعدد من الجرحى، جميعهم مدنيون»: of what class all of them were."""
        if kind.number is not None or kind.form is None or kind.form.number not in "px":
            return False
        self.used.add(self.chunks.index(kind))
        for draft in self.drafts[-2:]:
            if draft.code == "person" and draft.part_of is None and draft.action in PERSON_ACTIONS:
                draft.code = kind.code
        return True

    def _apposed(self, k: int, whole: Draft) -> None:
        """«28 قتيلا، 17 متمردا و11 عنصرا»، «10 (6 رجال و4 نساء)»: parts that add up to the figure before them."""
        j = k + 1
        while j < min(k + 3, len(self.chunks)) and self.chunks[j].kind in "Vw" and self.chunks[j].kind == "V":
            j += 1  # «17 شخصا قتلوا، 12 جنديا و5 …»
        if (
            j + 1 >= len(self.chunks)
            or (self.chunks[j].kind != "," and self.chunks[j].level != "(")
            or self.chunks[j + 1].kind != "G"
            or whole.measure is None
        ):
            return
        members = listed(self.chunks, j + 1, True)
        parts = [measure(self.chunks[m]) for m in members]
        counted = sum(p.low or 0 for p in parts if p is not None)
        some = self.chunks[j].level == "(" and counted < (whole.measure.low or 0) and self._bracketed(members)
        if not some and (len(members) < 2 or whole.measure.low is None or counted != whole.measure.low):
            return
        if not self.used.isdisjoint(members):
            return
        for m, part in zip(members, parts, strict=True):
            if part is None:
                continue
            self.used.add(m)
            draft = Draft(whole.action, self.chunks[m].first, self.sentence, "breakdown")
            draft.form, draft.measure, draft.part_of, draft.end = whole.form, part, whole, self.chunks[m].last
            draft.code = self.chunks[m].code or whole.code
            self.drafts.append(draft)
        codes = {self.chunks[m].code for m in members}
        if whole.code == "person" and len(codes) == 1 and not some:
            whole.code = codes.pop()

    def _bracketed(self, members: list[int]) -> bool:
        """«17 (4 أطفال، 3 نساء)»: children and women who fill a bracket behind a figure are some of those it counts."""
        closes = members[-1] + 1
        shut = closes < len(self.chunks) and self.text.forms[self.chunks[closes].first] == ")"
        return shut and all(self.chunks[m].code in _WEAK and is_counted(self.chunks[m]) for m in members)

    def _namely(self, k: int, chunk: Chunk) -> bool:
        """«قتلى الجيش هم ضابط و4 جنود»: who the dead are."""
        if chunk.result is None or chunk.number is not None or k + 2 >= len(self.chunks):
            return False
        j = next(
            (
                n
                for n in range(k + 1, min(k + 4, len(self.chunks)))
                if self.text.forms[self.chunks[n].first] in ("هم", "هما")
            ),
            -1,
        )
        while 0 <= j < len(self.chunks) - 1 and self.chunks[j + 1].kind == '"':
            j += 1
        if (
            j < 0
            or j + 1 >= len(self.chunks)
            or self.chunks[j + 1].kind != "G"
            or self.chunks[j + 1].result is not None
        ):
            return False
        self._fallen_named(chunk.result, j + 1)
        return True

    def _among(self, k: int, chunk: Chunk) -> bool:
        """«من بين المصابين العقيد فلان»، «كان بين القتلى أطفال»: some of those who fell."""
        if (
            chunk.result is None
            or not chunk.article
            or chunk.number is not None
            or [f.removeprefix("و") for f in self.text.forms[chunk.first - 1 : chunk.first]] != ["بين"]
        ):
            return False
        if self.text.forms[chunk.first - 2 : chunk.first - 1] == ["من"] and (j := self._said_to_be(k)) >= 0:
            self._fallen_named(chunk.result, j)
            return True
        j = k + 1
        while j < len(self.chunks) and self.chunks[j].kind in '"w' and j < k + 3:
            j += 1
        if (
            j >= len(self.chunks)
            or self.chunks[j].kind != "G"
            or self.chunks[j].result is not None
            or not self._measurable(self.chunks[j], True)
        ):
            return False
        self._fallen_named(chunk.result, j)
        return True

    def _said_to_be(self, k: int) -> int:
        """«وكان المدير من بين المصابين»، «إن ضابطا من بين الجرحى»: the one of whom it is said, or -1."""
        for j in range(k - 1, max(0, k - 9), -1):
            chunk, before = self.chunks[j], self.chunks[j - 1]
            if chunk.kind in "VNSi" or chunk.result is not None:
                return -1
            opens = before.kind == "i" or self.text.forms[before.first].removeprefix("و") in ("كان", "كانت")
            if chunk.kind == "G" and opens and (chunk.code or "").startswith("person"):
                return j if j not in self.used and self._measurable(chunk, True) else -1
        return -1

    def _fallen_named(self, result: Form, j: int) -> None:
        """A draft for each of those listed from chunk ``j`` on, whom ``result`` (قتيل) has counted together."""
        for m in listed(self.chunks, j, True):
            member = self.chunks[m]
            found = measure(member)
            if found is None or m in self.used:
                continue
            self.used.add(m)
            draft = Draft(result.lexeme.code, member.first, self.sentence, "victims-named")
            draft.form, draft.measure, draft.code, draft.end = result, found, member.code, member.last
            self.drafts.append(draft)

    def _counted_of_them(self, k: int, whole: Draft) -> bool:
        """«22 قتيلا، 9 منهم من أفراد الشرطة»: the number stands before «منهم»."""
        before = self.chunks[k - 1] if k else None
        if (
            before is None
            or before.kind != "G"
            or before.number is None
            or before.code is not None
            or k - 1 in self.used
            or before.number.low is None
            or before.number.kind != "cardinal"
        ):
            return False
        if self.text.forms[self.chunks[k].first] not in ("منهم", "منهن", "منها", "بينهم"):
            return False
        kind = next(
            (c for c in self.chunks[k + 1 : k + 4] if c.kind == "G" and (c.code or "").startswith("person")), None
        )
        self.used.add(k - 1)
        draft = Draft(whole.action, before.first, self.sentence, "breakdown")
        draft.form, draft.measure, draft.part_of, draft.end = whole.form, measure(before), whole, (kind or before).last
        draft.code = kind.code if kind is not None else whole.code
        if kind is not None:
            before.owner = kind.owner
            self.used.add(self.chunks.index(kind))
        self.drafts.append(draft)
        self._elsewhere_too(k, draft)
        return True

    def _elsewhere_too(self, k: int, draft: Draft) -> None:
        """«30 قتيلا في بغداد و12 في كركوك»، «9 غارات على كذا و12 على كذا»: more of the same at another place."""
        for j in range(k + 1, min(k + 9, len(self.chunks) - 1)):
            more, after = self.chunks[j], self.chunks[j + 1]
            if more.kind in "VNSikrb":
                return
            if more.kind != "G" or self._some_ground(more):
                continue
            if not self._bare_figure(more):
                return
            if after.kind == "p" and self.text.forms[after.first] in _WHERE and j not in self.used:
                twin = Draft(draft.action, more.first, self.sentence, "list-member")
                twin.form, twin.measure, twin.code, twin.end = draft.form, measure(more), draft.code, more.last
                twin.violence, twin.part_of = draft.violence, draft.part_of
                self.used.add(j)
                self.drafts.append(twin)
                self._elsewhere_too(j, twin)
                return

    def _some_ground(self, chunk: Chunk) -> bool:
        """«على مناطق في كذا»: ground without a number, on which an attack was."""
        return not is_counted(chunk) and (chunk.code or "").startswith(("place", "site"))

    def _bare_figure(self, chunk: Chunk) -> bool:
        number = chunk.number
        bare = number is not None and number.low is not None and number.kind == "cardinal" and not number.article
        return bare and chunk.code is None and not chunk.level and chunk.conj and chunk.owner is None

    def _another_whole(self, m: int, whole: Draft) -> bool:
        """«1200 غالبيتهم مدنيون و160 في كذا»: a bare figure at another place after parts without number is no part."""
        part = self.chunks[m]
        after = self.text.forms[part.last : part.last + 1]
        if part.code is not None or not self._bare_figure(part) or after != ["في"] or self.drafts[-1].part_of is None:
            return False
        before = self.drafts[-1].measure
        if before is None or before.qualifier != "vague":
            return False
        draft = Draft(whole.action, part.first, self.sentence, "list-member")
        draft.form, draft.measure, draft.code, draft.end = whole.form, measure(part), whole.code, part.last
        self.drafts.append(draft)
        return True

    def _awaits_its_verb(self, k: int) -> bool:
        """«إن 20 مدنيا، بينهم طفل، قتلوا»: the whole is no claim before its verb is read."""
        for j in range(k - 1, max(-1, k - 6), -1):
            before = self.chunks[j]
            if before.kind == "G" and before.number is not None and (before.code or "").startswith("person"):
                return j not in self.used
            if before.kind in "VNSG":
                return False
        return False

    def _breakdown(self, k: int) -> None:
        """«بينهم 4 أطفال وامرأة»: parts of the figure before."""
        whole = next(
            (d for d in reversed(self.drafts) if d.measure is not None and not d.violence and d.part_of is None), None
        )
        if whole is None or k + 1 >= len(self.chunks) or self._awaits_its_verb(k):
            return
        if self._counted_of_them(k, whole):
            return
        j = k + 1
        while j < len(self.chunks) and j < k + 3 and (self.chunks[j].kind in 'wp"' or self._colon(j)):
            j += 1  # «من بينهم: 3 أطفال»
        if j < len(self.chunks) and self.chunks[j].kind == "A" and self._most_of_an_army(k, j, whole):
            return
        if j >= len(self.chunks) or self.chunks[j].kind != "G":
            return
        if self.chunks[j].result and not self._once_held(j, whole):
            return
        for m in listed(self.chunks, j, (whole.code or "").startswith("person")):
            part = self.chunks[m]
            if m in self.used or not (part.code or part.number):
                continue
            self.used.add(m)
            found = measure(part) if part.result is None else None
            if found is None or not _of_kind(part.code, whole.code):
                continue
            if self._another_whole(m, whole):
                continue
            if whole.measure is not None and whole.measure.chunk.others and part.code not in (None, whole.code):
                whole.code = "person"  # «16 آخرين بينهم 6 مدنيين»
            draft = Draft(whole.action, part.first, self.sentence, "breakdown")
            draft.form, draft.measure, draft.part_of, draft.end = whole.form, found, whole, part.last
            draft.code = part.code or whole.code
            self.drafts.append(draft)

    def _once_held(self, j: int, whole: Draft) -> bool:
        """«اعتقلت 17 مواطنا بينهم 3 أسرى محررين وطفل»: what some had been is no class of theirs; others come after."""
        part = self.chunks[j]
        held = part.result is not None and part.result.lexeme.code in _HELD and whole.action in _HELD
        return (
            held
            and self.text.forms[part.last : part.last + 1] != []
            and (self.text.forms[part.last].removeprefix("ال").startswith(_FORMER))
        )

    def _most_of_an_army(self, k: int, j: int, whole: Draft) -> bool:
        """«375 قتيلا، معظمهم من الميليشيات»: most of them were of an armed body."""
        most = self.text.forms[self.chunks[k].first].startswith(_MOST)
        body = self.chunks[j]
        armed = body.actors[0].kind in ARMED_KINDS if body.actors else bool(self.text.words[body.first].group)
        people = (whole.code or "").startswith("person")
        if not (most and armed and people) or self.text.forms[body.first - 1] != "من":
            return False
        draft = Draft(whole.action, self.chunks[k].first, self.sentence, "breakdown")
        draft.form, draft.part_of, draft.end, draft.code = whole.form, whole, body.last, "person.combatant"
        draft.measure, draft.patient = Measure(body, None, None, "vague", "item", draft.code), body
        self.drafts.append(draft)
        return True

    def _colon(self, j: int) -> bool:
        return self.text.forms[self.chunks[j].first] == ":"

    def _borrow_classes(self) -> None:
        """«مقتل 47 وجرح 77 من عناصر كذا»: a bare figure is of the class, and the side, of the one joined to it."""
        people = [d for d in self.drafts if d.action in PERSON_ACTIONS and d.measure is not None and d.part_of is None]
        for draft, following in pairwise(people):
            chunk = draft.measure.chunk if draft.measure is not None else None
            after = following.measure.chunk if following.measure is not None else None
            if (
                chunk is None
                or after is None
                or draft.code is not None
                or following.code is None
                or chunk.number is None
                or chunk.others
            ):
                continue
            if after.first - chunk.last <= 2:
                draft.code = following.code
                chunk.owner = chunk.owner or after.owner
        for draft, following in pairwise(people):
            self._of_one_body(draft, following)
        for before, draft in pairwise(people):
            self._like_those_before(before, draft)

    def _like_those_before(self, before: Draft, draft: Draft) -> None:
        """«قُتل 5 مدنيين وأصيب 12»: a bare figure joined to another of the same harm is of the class told with that."""
        one, two = before.measure, draft.measure
        if one is None or two is None or draft.code is not None or not (before.code or "").startswith("person."):
            return
        bare = two.chunk.number is not None and not two.chunk.others and two.chunk.owner is None
        if not bare or {before.action, draft.action} - _HARM or before.code in _OF_ONE or one.low == 1:
            return
        if 0 <= draft.at - before.end <= _JOINED and not any(
            f.rstrip(".؛") != f or f in _PARTED for f in self.text.forms[before.end : draft.at]
        ):
            draft.code = before.code

    def _of_one_body(self, draft: Draft, following: Draft) -> None:
        """«قتيلين وثلاثة جرحى في صفوف القوات»، «25 قتيلا و35 جريحا من القوات»: the second's side is that of both."""
        if draft.measure is None or following.measure is None or draft.code != "person":
            return
        one, two = draft.measure.chunk, following.measure.chunk
        forms = self.text.forms[two.first : two.last]
        ranks = "صفوف" in forms or ("من" in forms and two.result is not None and two.owner is not None)
        if ranks and one.result is not None and two.conj and 0 <= two.first - one.last <= 1:
            draft.code, one.owner = following.code, one.owner or two.owner
