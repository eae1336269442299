"""Figures that carry their action in their noun: «5 قتلى», labels, breakdowns, salvos."""

from __future__ import annotations

from itertools import pairwise

from rasd.reading.chunks import Chunk
from rasd.reading.counting import listed, measure
from rasd.reading.drafts import Draft, Measure
from rasd.reading.families import PERSON_ACTIONS
from rasd.reading.salvos import Salvos

_LABELS = frozenset("عدد حصيله اعداد اجمالي العدد الحصيله حصيلته حصيلتها مجموع".split())

_RECKONS = ("قدر", "قدرت", "يقدر", "تقدر", "وقدر")
_RISES = frozenset("الي بلغ بلغت تجاوز تجاوزت ارتفع ارتفعت وصل وصلت يبلغ الى :".split())


class Tolls(Salvos):
    """Figures that carry their action in their noun: «5 قتلى», labels, breakdowns, salvos."""

    def _thing(self, k: int, chunk: Chunk) -> None:
        if self._namely(k, chunk) or self._among(k, chunk) or self._strength(k, chunk):
            return
        if self._salvo(k, chunk):
            return
        if chunk.level == "both":
            self._both(k, chunk)
        elif chunk.result is not None:
            self._result(k, chunk)

    def _fell_both(self, k: int) -> None:
        """«35 عنصرا سقطوا بين قتيل وجريح»: the figure stands before the verb."""
        if k + 2 >= len(self.chunks) or self.text.forms[self.chunks[k].first] != "بين":
            return
        codes = {c.result.lexeme.code for c in self.chunks[k + 1 : k + 3] if c.result is not None}
        if codes != {"killed", "wounded"}:
            return
        for j in range(k - 1, max(-1, k - 9), -1):
            whole = self.chunks[j]
            if (
                whole.kind == "G"
                and whole.number is not None
                and j not in self.used
                and (whole.code or "person").startswith("person")
            ):
                self.used.update((j, k + 1, k + 2))
                draft = Draft("killed_or_wounded", whole.first, self.sentence, "killed-or-wounded")
                draft.measure, draft.code, draft.end = measure(whole), whole.code or "person", self.chunks[k + 2].last
                self.drafts.append(draft)
                return
            if whole.kind in "NS":
                return

    def _both(self, k: int, chunk: Chunk) -> None:
        """«20 بين قتيل وجريح»."""
        found = measure(chunk)
        if found is None:
            return
        self.used.add(k)
        draft = Draft("killed_or_wounded", chunk.first, self.sentence, "killed-or-wounded")
        draft.measure, draft.end = found, chunk.last
        draft.code = chunk.code if chunk.code and chunk.code.startswith("person") else "person"
        self.drafts.append(draft)

    def _result(self, k: int, chunk: Chunk) -> None:
        assert chunk.result is not None
        found = self._label(k, chunk) or self._bodies(k, chunk)
        rule = "labelled-count" if found else "result-noun"
        if found is None:
            if not self._stated(k, chunk):
                return
            found = measure(chunk)
        if found is None or (rule == "result-noun" and self._unreal(k, chunk)):
            return
        self.used.add(k)
        own = found.chunk.result or chunk.result  # «عدد الضحايا إلى 20 قتيلا»
        draft = Draft(own.lexeme.code, chunk.first, self.sentence, rule)
        draft.form, draft.measure, draft.end = chunk.result, found, max(chunk.last, found.chunk.last)
        draft.code = chunk.code
        self.drafts.append(draft)
        self._apposed(k, draft)

    def _stated(self, k: int, chunk: Chunk) -> bool:
        """A counted «قتلى», or a bare one after a verb that brings it («سقط قتلى»); «القتلى» alone is no news."""
        if chunk.article and chunk.number is not None and self.text.forms[chunk.first - 1 : chunk.first] == ["بين"]:
            return False  # «من بين الجرحى الخمسة»
        if chunk.number is not None or chunk.unit in ("vague", "implicit"):
            return True
        if chunk.article or (chunk.word is not None and chunk.word.pron):
            return False
        if (
            chunk.result is not None
            and chunk.result.lexeme.code == "deployed"
            and chunk.form is not None
            and chunk.form.number == "p"
        ):
            return True  # «تعزيزات»
        if chunk.form is not None and chunk.form.number == "d":
            return True
        before = [c.word for c in self.chunks[max(0, k - 3) : k] if c.word is not None]
        if (
            chunk.form is not None
            and chunk.form.number in "cs"
            and chunk.result is not None
            and chunk.result.lexeme.lemma in ("جثمان", "جثه")
        ):
            return any(w.stem in ("انتشال", "عثور") or w.stem[:3] in ("عثر", "انت") for w in before)
        if chunk.form is not None and chunk.form.number in "px" and self._in_ranks(k):
            return True
        brought = any(w.carrier in ("caused", "happened") or w.form in ("سقوط", "وقوع", "خسائر") for w in before)
        joined = k > 0 and chunk.conj and bool(self.drafts) and self.drafts[-1].rules[0] == "result-noun"
        return bool(chunk.form and chunk.form.number in "px") and (brought or joined)

    def _in_ranks(self, k: int) -> bool:
        """«قتلى وجرحى في صفوف الميليشيا»: a headline without a verb."""
        for chunk in self.chunks[k + 1 : k + 4]:
            if chunk.kind == "p" and self.text.forms[chunk.last : chunk.last + 1] in (["صفوف"], ["صف"]):
                return True
            if not (chunk.kind == "G" and chunk.conj):
                return False
        return False

    def _label(self, k: int, chunk: Chunk) -> Measure | None:
        """«عدد الشهداء: 17»، «ارتفع عدد القتلى إلى 20»."""
        labelled = any(f in _LABELS for f in self.text.forms[max(0, chunk.first - 3) : chunk.first])
        if chunk.number is not None or not (chunk.article or labelled):
            return None
        before = self.text.forms[max(self.sentence[0], chunk.first - 5) : chunk.first]
        rose = any(f.lstrip("وفل") in _RISES or f.lstrip("وفل")[1:] in ("تجاوز", "بلغ") for f in before)
        for j in range(k + 1, min(k + (18 if rose and labelled else 10), len(self.chunks))):
            after = self.chunks[j]
            if after.kind == "G" and after.number is not None and j not in self.used:
                if labelled and self._figure_of(k, after):
                    self.used.add(j)
                    return measure(after)
                between = self.text.forms[chunk.last : max(after.first, after.number.core[0])]
                labelled = labelled or (
                    chunk.conj and bool(self.drafts) and self.drafts[-1].rules[0] == "labelled-count"
                )
                labelled = labelled or (chunk.conj and chunk.article and len(between) == 1)
                if ((rose and labelled) or any(f.lstrip("وف") in _RISES for f in between)) and (
                    labelled or (":" in between and after.first - chunk.last <= 3)
                ):
                    self.used.add(j)
                    found = measure(after)
                    if found is not None and "لم" in before and any("تجاوز" in f for f in before):
                        found = Measure(after, None, found.low or found.high, "at_most", "item", after.code)
                    if after.code and after.code.startswith("person") and chunk.code == "person":
                        chunk.code = after.code
                    return found
                return None
            if after.kind == "N" and labelled and (rose or j <= k + 2):
                continue  # «حصيلة قتلى التفجير إلى 21»، «ارتفعت حصيلة القتلى جراء القصف … إلى 21»
            if after.kind in "VNS" and not (after.word and after.word.form in _RISES):
                return None
        return None

    def _bodies(self, k: int, chunk: Chunk) -> Measure | None:
        """«جثث أكثر من 60 مدنيا»."""
        after = self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        lemma = chunk.result.lexeme.lemma if chunk.result is not None else ""
        if lemma not in ("جثه", "جثمان") or chunk.number is not None or after is None or after.number is None:
            return None
        if after.kind != "G" or after.first != chunk.last or not (after.code or "person").startswith("person"):
            return None
        self.used.add(k + 1)
        if after.code:
            chunk.code = after.code
        return measure(after)

    def _figure_of(self, k: int, after: Chunk) -> bool:
        """«عدد القتلى لا يتجاوز 10 آلاف»، «وتقدر المنظمات عدد القتلى … بـ300 ألف»."""
        assert after.number is not None
        if after.first == self.chunks[k].last and after.number.low is None and after.number.high is not None:
            return True
        forms = self.text.forms[max(self.sentence[0], self.chunks[k].first - 9) : self.chunks[k].first]
        return after.number.preposition == "ب" and any(f.lstrip("وف")[:4] in _RECKONS for f in forms)

    def _apposed(self, k: int, whole: Draft) -> None:
        """«28 قتيلا، 17 متمردا و11 عنصرا»: parts that add up to the figure before them."""
        j = k + 1
        if (
            j + 1 >= len(self.chunks)
            or self.chunks[j].kind != ","
            or self.chunks[j + 1].kind != "G"
            or whole.measure is None
        ):
            return
        members = listed(self.chunks, j + 1, True)
        parts = [measure(self.chunks[m]) for m in members]
        if (
            len(members) < 2
            or whole.measure.low is None
            or sum(p.low or 0 for p in parts if p is not None) != whole.measure.low
        ):
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
        if whole.code == "person" and len(codes) == 1:
            whole.code = codes.pop()

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
        for m in listed(self.chunks, j + 1, True):
            found = measure(self.chunks[m])
            if found is None or m in self.used:
                continue
            self.used.add(m)
            draft = Draft(chunk.result.lexeme.code, self.chunks[m].first, self.sentence, "victims-named")
            draft.form, draft.measure, draft.code, draft.end = (
                chunk.result,
                found,
                self.chunks[m].code,
                self.chunks[m].last,
            )
            self.drafts.append(draft)
        return True

    def _among(self, k: int, chunk: Chunk) -> bool:
        """«من بين المصابين العقيد فلان»، «كان بين القتلى أطفال»: some of those who fell."""
        if (
            chunk.result is None
            or not chunk.article
            or chunk.number is not None
            or self.text.forms[chunk.first - 1 : chunk.first] != ["بين"]
        ):
            return False
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
        for m in listed(self.chunks, j, True):
            found = measure(self.chunks[m])
            if found is None or m in self.used:
                continue
            self.used.add(m)
            draft = Draft(chunk.result.lexeme.code, self.chunks[m].first, self.sentence, "victims-named")
            draft.form, draft.measure, draft.code, draft.end = (
                chunk.result,
                found,
                self.chunks[m].code,
                self.chunks[m].last,
            )
            self.drafts.append(draft)
        return True

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
        return True

    def _breakdown(self, k: int) -> None:
        """«بينهم 4 أطفال وامرأة»: parts of the figure before."""
        whole = next(
            (d for d in reversed(self.drafts) if d.measure is not None and not d.violence and d.part_of is None), None
        )
        if whole is None or k + 1 >= len(self.chunks):
            return
        if self._counted_of_them(k, whole):
            return
        j = k + 1
        while j < len(self.chunks) and self.chunks[j].kind in 'wp"' and j < k + 3:
            j += 1
        if j >= len(self.chunks) or self.chunks[j].kind != "G" or self.chunks[j].result:
            return
        for m in listed(self.chunks, j, (whole.code or "").startswith("person")):
            part = self.chunks[m]
            if m in self.used or not (part.code or part.number):
                continue
            self.used.add(m)
            found = measure(part)
            if found is None:
                continue
            if whole.measure is not None and whole.measure.chunk.others and part.code not in (None, whole.code):
                whole.code = "person"  # «16 آخرين بينهم 6 مدنيين»
            draft = Draft(whole.action, part.first, self.sentence, "breakdown")
            draft.form, draft.measure, draft.part_of, draft.end = whole.form, found, whole, part.last
            draft.code = part.code or whole.code
            self.drafts.append(draft)

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
