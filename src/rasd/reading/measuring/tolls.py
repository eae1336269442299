"""Figures that carry their action in their noun: «5 قتلى», labels."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.measuring.breakdowns import Breakdowns
from rasd.reading.measuring.counting import is_counted, measure
from rasd.reading.scenes.drafts import Draft, Measure

_LABELS = frozenset("عدد حصيله اعداد اجمالي العدد الحصيله حصيلته حصيلتها مجموع".split())

_RECKONS = ("قدر", "قدرت", "يقدر", "تقدر", "وقدر")
_RISES = frozenset("الي بلغ بلغت تجاوز تجاوزت ارتفع ارتفعت وصل وصلت يبلغ الى عند :".split())


#: «وسقوط قتلى»: nouns that bring those harmed.
_FALL = frozenset("سقوط وسقوط وقوع ووقوع خساير وخساير".split())


#: What stands between «أسفر», «أدى» and the toll; verbs whose object it is; in how many chunks it is looked for.
_LEADS_TO = ("عن", "الي", "في")
_LEAVE = ("خلف", "وقع", "اوقع", "حصد")
_FAR = 12
#: What parts a label from its figure: «الجرحى – 24».
_PARTING = frozenset(":–—‒=")


#: «يرتفع»، «تصل» without their first letter.
_RISEN = frozenset("رتفع صل بلغ تجاوز رفع".split())


class Tolls(Breakdowns):
    """Figures that carry their action in their noun: «5 قتلى», labels."""

    def _thing(self, k: int, chunk: Chunk) -> None:
        if self._namely(k, chunk) or self._among(k, chunk) or self._strength(k, chunk):
            return
        if self._salvo(k, chunk) or self._fell_dead(k, chunk):
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
                break
        self._made_fall(k)

    def _made_fall(self, k: int) -> None:
        """«وأوقعوهم بين قتيل وجريح»: without a number."""
        before = self.text.forms[max(self.sentence[0], self.chunks[k].first - 4) : self.chunks[k].first]
        if not any("وقع" in f or "يقاع" in f for f in before):
            return
        self.used.update((k + 1, k + 2))
        draft = Draft("killed_or_wounded", self.chunks[k].first, self.sentence, "killed-or-wounded")
        draft.measure = Measure(self.chunks[k + 1], None, None, "vague", "item", "person.combatant")
        draft.code, draft.end = "person.combatant", self.chunks[k + 2].last
        self.drafts.append(draft)

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
        if (chunk.number is not None and self._who_they_were(chunk)) or self._once_were(chunk) or self._belongs_to(k):
            return
        found = self._label(k, chunk) or self._bodies(k, chunk)
        rule = "labelled-count" if found else "result-noun"
        if found is None:
            if not self._stated(k, chunk):
                return
            found = measure(chunk)
        if found is None or (rule == "result-noun" and self._unreal(k, chunk)):
            return
        if found.chunk.number is not None and found.chunk.number.kind == "percent":
            return  # «67 في المئة من النازحين يعيشون …»
        self.used.add(k)
        own = found.chunk.result or chunk.result  # «عدد الضحايا إلى 20 قتيلا»
        action = "missing" if self._buried(k) else own.lexeme.code
        if action == "captured" and any("تبادل" in f for f in self.text.forms[self.sentence[0] : chunk.first]):
            action = "released"  # «تبادل الجانبان 75 أسيرا»
        draft = Draft(action, chunk.first, self.sentence, rule)
        draft.form, draft.measure, draft.end = chunk.result, found, max(chunk.last, found.chunk.last)
        draft.code = self._class_before(k) or chunk.code
        self.drafts.append(draft)
        self._apposed(self.chunks.index(found.chunk), draft)
        self._of_these_too(k, draft)
        if found.chunk is chunk:
            self._elsewhere_too(k, draft)

    def _class_before(self, k: int) -> str | None:
        """«عدد الصحفيين الشهداء: 30»: who the dead are, named before the adjective that tells what befell them."""
        chunk, before = self.chunks[k], self.chunks[k - 1] if k else None
        if before is None or not chunk.article or not before.article or before.last != chunk.first or chunk.conj:
            return None
        people = before.kind == "G" and (before.code or "").startswith("person.") and before.result is None
        return before.code if people and chunk.code == "person" and before.number is None else None

    def _who_they_were(self, chunk: Chunk) -> bool:
        """«اثنان من القتلى كانا عضوين في كذا»: who some of those told of before were."""
        last = self.text.forms[chunk.last - 1]
        were = self.text.forms[chunk.last : chunk.last + 1]
        return last.startswith("ال") and were in (["كانا"], ["كانوا"], ["كان"], ["كانت"])

    def _belongs_to(self, k: int) -> bool:
        """«هدم منزلي شهيدين»: whose home it is, who fell long before."""
        chunk, before = self.chunks[k], self.chunks[k - 1] if k else None
        if before is None or before.last != chunk.first or chunk.conj or chunk.prep or before.article:
            return False
        return before.code == "site.home" and before.form is not None

    def _once_were(self, chunk: Chunk) -> bool:
        """«بينهم أسيران محرران»، «أسرى سابقون»: what they were before, which nobody did to them now."""
        after = self.text.forms[chunk.last : chunk.last + 1]
        return bool(after) and after[0].removeprefix("ال").startswith(("محرر", "سابق"))

    def _of_these_too(self, k: int, draft: Draft) -> None:
        """«غالبية الضحايا من النساء والأطفال»: the second class that most of them were of."""
        chunk, also = self.chunks[k], self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        if also is None or also.kind != "G" or not (also.conj and also.article) or also.result is not None:
            return
        if chunk.unit != "vague" or "من" not in self.text.forms[chunk.first : chunk.last] or also.number is not None:
            return
        found = measure(also)
        if found is not None and found.qualifier == "vague" and (also.code or "").startswith("person."):
            self.used.add(k + 1)
            twin = Draft(draft.action, also.first, self.sentence, "list-member")
            twin.form, twin.measure, twin.code, twin.end = draft.form, found, also.code, also.last
            self.drafts.append(twin)

    def _fell_dead(self, k: int, chunk: Chunk) -> bool:
        """«العشرات سقطوا قتلى»، «سقط 12 عنصرا قتلى وجرحى»: a bare noun that tells what became of those counted."""
        if chunk.result is None or chunk.form is None or chunk.form.number != "p" or chunk.article or k == 0:
            return False
        if chunk.number is not None or chunk.unit or chunk.result.lexeme.code not in ("killed", "wounded"):
            return False
        near = self.text.forms[max(self.sentence[0], chunk.first - 6) : chunk.first]
        if not any(f.lstrip("وف").startswith("سقط") for f in near):
            return False
        for j in range(k - 1, max(-1, k - 4), -1):
            whole = self.chunks[j]
            if whole.kind == "G" and whole.result is None and j not in self.used and self._measurable(whole, True):
                return self._fell(k, j)
            if whole.kind not in "w":
                return False
        return False

    def _fell(self, k: int, j: int) -> bool:
        chunk, whole = self.chunks[k], self.chunks[j]
        found = measure(whole)
        if found is None or not is_counted(whole) or chunk.result is None:
            return False
        also = self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        both = also is not None and also.conj and also.result is not None and also.number is None and not also.article
        self.used.update((j, k, k + 1) if both else (j, k))
        action = "killed_or_wounded" if both else chunk.result.lexeme.code
        draft = Draft(action, chunk.first, self.sentence, "killed-or-wounded" if both else "result-noun")
        draft.form, draft.measure, draft.code, draft.end = chunk.result, found, whole.code or "person", chunk.last
        self.drafts.append(draft)
        return True

    def _buried(self, k: int) -> bool:
        """«آلاف الضحايا تحت الأنقاض»: not recovered yet."""
        chunk = self.chunks[k]
        if chunk.result is None or chunk.result.lexeme.code != "killed_or_wounded":
            return False
        for after in self.chunks[k + 1 : k + 6]:
            if after.kind == "V" and after.form is not None:
                return after.form.lexeme.code == "missing"
            if after.kind in "NS":
                return False
        return False

    def _heads_news(self, k: int) -> bool:
        """«شهداء وجرحى بقصف منزل»، «قتلى في انفجار»: the toll that opens a line of news, before what brought it."""
        first = self.chunks[k - 1] if k and self.chunks[k].conj and self.chunks[k - 1].result is not None else None
        opens = k - 1 if first is not None else k
        chunk = self.chunks[k]
        if chunk.last - chunk.first > 1 and "من" not in self.text.forms[chunk.first : chunk.last]:
            return False  # «جرحى الجيش في المستشفى»
        if opens and not (opens < 3 and self.chunks[opens - 1].kind == ","):
            return False
        n = k + 1
        if n < len(self.chunks) and self.chunks[n].result is not None and self.chunks[n].conj:
            n += 1
        after = self.chunks[n] if n < len(self.chunks) else None
        if after is None:
            return False
        caused = after.kind == "p" and self.text.forms[after.first] in ("في", "جراء", "اثر", "نتيجه", "بسبب")
        return caused or (after.kind == "N" and after.prep == "ب")

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
            return not self._struck_at(k)  # «تعزيزات»
        if chunk.form is not None and chunk.form.number == "d":
            return True
        before = [c.word for c in self.chunks[max(0, k - 3) : k] if c.word is not None]
        if (
            chunk.form is not None
            and chunk.form.number in "cs"
            and chunk.result is not None
            and chunk.result.lexeme.lemma in ("جثمان", "جثه", "شهيد", "شهيده")
        ):
            recovered = any(w.stem.removeprefix("ال").startswith(("انتشال", "عثور", "عثر", "انت")) for w in before)
            if recovered or chunk.result.lexeme.lemma.startswith("جث"):
                return recovered
        if chunk.form is not None and chunk.form.number in "px" and (self._in_ranks(k) or self._heads_news(k)):
            return True
        if self._single(k):
            return True
        brought = any(w.carrier in ("caused", "happened") or w.form in _FALL for w in before) or self._brought_about(k)
        joined = k > 0 and chunk.conj and bool(self.drafts) and self.drafts[-1].rules[0] == "result-noun"
        return bool(chunk.form and chunk.form.number in "px") and (brought or joined)

    def _brought_about(self, k: int) -> bool:
        """«أسفرت الغارات على كذا أمس عن قتلى»، «خلفت الاشتباكات في كذا قتلى»: the cause stands before the toll."""
        chunk, before = self.chunks[k], self.chunks[k - 1] if k else None
        led = before is not None and before.kind == "p" and self.text.forms[before.first] in _LEADS_TO
        if before is None or chunk.conj or chunk.prep not in ("", "ب") or (before.kind == "p" and not led):
            return False
        for verb in reversed(self.chunks[max(0, k - _FAR) : k]):
            if verb.word is not None and verb.word.carrier == "caused":
                return led or bool(chunk.prep) or verb.word.stem.lstrip("يت").startswith(_LEAVE)
            if verb.kind in "VS,":
                return False
        return False

    def _single(self, k: int) -> bool:
        """«سقوط قتيل وثلاثة جرحى»، «قتيل و3 جرحى في انفجار»: one, by its verb or by the figure beside it."""
        chunk = self.chunks[k]
        if chunk.form is None or chunk.form.number != "s" or chunk.conj:
            return False
        before = self.chunks[k - 1].word if k else None
        if before is not None and (before.carrier in ("caused", "happened") or before.stem in ("سقوط", "وقوع")):
            return True
        after = next((c for c in self.chunks[k + 1 : k + 3] if self.text.forms[c.first] != "و"), None)
        if after is None or after.kind != "G" or after.result is None or not after.conj or after.article:
            return False
        return after.number is not None or (after.form is not None and after.form.number in "dp")

    def _in_ranks(self, k: int) -> bool:
        """«قتلى وجرحى في صفوف الميليشيا»: a headline without a verb."""
        if "صفوف" in self.text.forms[self.chunks[k].first : self.chunks[k].last]:
            return True
        for chunk in self.chunks[k + 1 : k + 4]:
            if chunk.result is not None and "صفوف" in self.text.forms[chunk.first : chunk.last]:
                return True
            if chunk.kind == "p" and self.text.forms[chunk.last : chunk.last + 1] in (["صفوف"], ["صف"]):
                return True
            if not (chunk.kind == "G" and chunk.conj):
                return False
        return False

    def _label(self, k: int, chunk: Chunk) -> Measure | None:
        """«عدد الشهداء: 17»، «ارتفع عدد القتلى إلى 20»."""
        labelled = any(f in _LABELS for f in self.text.forms[max(0, chunk.first - 3) : chunk.first])
        labelled = labelled or self._opens_label(k)
        if chunk.number is not None or not (chunk.article or labelled):
            return None
        after = self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        if after is not None and self._digits_after(k, after):
            self.used.add(k + 1)
            return measure(after)
        ahead = self._raised_to(k) if labelled else -1
        if ahead >= 0:
            self.used.add(ahead)
            return measure(self.chunks[ahead])
        before = self.text.forms[max(self.sentence[0], chunk.first - 5) : chunk.first]
        rose = any(f.lstrip("وفل") in _RISES or f.lstrip("وفل")[1:] in _RISEN for f in before)
        for j in range(k + 1, min(k + (18 if rose and labelled else 10), len(self.chunks))):
            after = self.chunks[j]
            if after.code == "unit" and labelled:
                continue
            if after.kind == "G" and after.number is not None and j not in self.used:
                if labelled and self._figure_of(k, after):
                    self.used.add(j)
                    return measure(after)
                between = self.text.forms[chunk.last : max(after.first, after.number.core[0])]
                labelled = labelled or (
                    chunk.conj and bool(self.drafts) and self.drafts[-1].rules[0] == "labelled-count"
                )
                labelled = labelled or (chunk.conj and chunk.article and len(between) == 1)
                if ((rose and labelled) or any(f.lstrip("وف") in _RISES or f in _PARTING for f in between)) and (
                    labelled or (not _PARTING.isdisjoint(between) and after.first - chunk.last <= 3)
                ):
                    self.used.add(j)
                    found = measure(after)
                    if found is not None and "لم" in before and any("تجاوز" in f for f in before):
                        found = Measure(after, None, found.low or found.high, "at_most", "item", after.code)
                    if after.code and after.code.startswith("person") and chunk.code == "person":
                        chunk.code = after.code
                    return found
                return None
            since = "منذ" in self.text.forms[chunk.last : after.first]
            if after.kind == "N" and labelled and (rose or since or j <= k + 2):
                continue  # «حصيلة قتلى التفجير إلى 21»، «ارتفعت حصيلة القتلى جراء القصف … إلى 21»
            if after.kind in "VNS" and not (after.word and after.word.form in _RISES):
                return None
        return None

    def _opens_label(self, k: int) -> bool:
        """«قتلى مدنيون: 9»، «مختطفون: 34»: a line that opens with those counted, before a colon and the number."""
        chunk = self.chunks[k]
        plural = chunk.form is not None and chunk.form.number in "px"
        if not plural or any(c.kind not in ',"' for c in self.chunks[:k]) or k + 2 >= len(self.chunks):
            return False
        figure = self.chunks[k + 2]
        return (
            self.text.forms[self.chunks[k + 1].first] in _PARTING and figure.kind == "G" and figure.number is not None
        )

    def _digits_after(self, k: int, after: Chunk) -> bool:
        """«الشهداء 34,622 والجرحى 77,867»: digits right after the label."""
        label = self.chunks[k]
        if after.kind != "G" or after.number is None or after.first != label.last or after.code is not None:
            return False
        digits = self.text.kinds[after.first] == "n" and after.number.low is not None and after.level == ""
        return digits and label.article and label.form is not None and label.form.number == "p"

    def _raised_to(self, k: int) -> int:
        """«ليرتفع إلى 37 عدد القتلى»: the chunk of the figure that stands before its label, or -1."""
        for j in range(k - 1, max(-1, k - 3), -1):
            before = self.chunks[j]
            if before.kind == "G" and before.number is not None and before.code is None and j not in self.used:
                raised = self.text.forms[max(self.sentence[0], before.first - 3) : before.first]
                return j if any(f.lstrip("وفل") in _RISES or f.lstrip("وفل")[1:] in _RISEN for f in raised) else -1
            if before.kind in "VNSG,":
                return -1
        return -1

    def _bodies(self, k: int, chunk: Chunk) -> Measure | None:
        """«جثث أكثر من 60 مدنيا»."""
        after = self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        lemma = chunk.result.lexeme.lemma if chunk.result is not None else ""
        if lemma not in ("جثه", "جثمان", "رفات") or chunk.number is not None or after is None or after.number is None:
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
        if after.number.qualifier == "range" and after.code is None and self.text.forms[after.first - 1] != "في":
            return True  # «عدد القتلى في المدينة ما بين 1000 و1500»
        forms = self.text.forms[max(self.sentence[0], self.chunks[k].first - 9) : self.chunks[k].first]
        return after.number.preposition == "ب" and any(f.lstrip("وف")[:4] in _RECKONS for f in forms)
