"""What did not happen: plans, threats, wishes, conditions, possibilities, purposes."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.watching import Watch

_EXPECTED = frozenset("محتمله محتمل محتملا وشيك وشيكه مرتقب مرتقبه متوقع متوقعه".split())


_SIGNS = frozenset("موشرات موشر ادله دليل دلايل اثبات اثباتات براهين".split())
_NONE = frozenset("لا ليس ليست لم ولا وليس وليست ولم دون عدم".split())

#: Past tenses that begin like a present.
_PAST = ("تعرض", "تكبد", "تصدي", "تجدد", "تصاعد", "تواصل", "تسبب", "تبني", "تبنو", "تم")

_MAY = Watch(lambda word, _: word.form in ("قد", "وقد"))


#: What follows these with ل has happened: «نتيجة لقصف»، «مسرحا لاشتباكات»، «هدفا لهجمات».
_EXPOSED_TO = frozenset("نتيجه اضافه خسايرها مسرحا مسرح ساحه هدفا عرضه خلافا وفقا تبعا نظرا سابقا".split())
#: A sentence that opens with these tells in both its clauses what has not happened: «ولو قصفت البلدة لسقط قتلى».
_CONDITION = frozenset(("لو", "ولو", "فلو", "لولا", "ولولا"))
#: After these only what is told in the present is still to come: «إذا صح أن الجيش قصف البلدة».
_IN_CASE = frozenset(("اذا", "واذا", "فاذا"))
_WILL = ("ستت", "سيت", "ستست", "سيست", "سيكون", "ستكون", "سيبدا", "ستبدا", "ستنتهي", "سينتهي")
_WHILES = frozenset("حين الحين وقت فتره".split())
_AGAIN = frozenset("لاخر والاخر واخر الي لاخري واخري".split())
_STOPS = ("توقف", "يتوقف", "تتوقف")
_SUSPENDS = frozenset("علق علقت علقوا يعلق تعلق جمد جمدت".split())
_THREATENS = ("هدد", "يهدد", "تهدد", "توعد", "يتوعد", "تتوعد")
_AFTER = frozenset("اثر بعد عقب ردا جراء".split())
_MEANT_FOR = frozenset("لشن لتنفيذ للقيام لتوجيه لاطلاق".split())
_PICTURES = frozenset("مشاهد لقطات صورا فيديو".split())
#: So many words at most a clause holds before what it tells.
_CLAUSE = 14
#: How often: with these and a present nothing is told that happened on some day.
_AS_A_RULE = frozenset("عاده غالبا نادرا احيانا دايما".split())
_CALLS = ("دعا", "دعت", "دعو", "يدعو", "تدعو", "طالب", "يطالب", "تطالب", "حذر", "يحذر", "تحذر")


class Unreal:
    """What did not happen: plans, threats, wishes, conditions, possibilities, purposes."""

    text: Text
    chunks: list[Chunk]
    sentence: tuple[int, int]

    def _still(self, j: int) -> bool:
        """«لا يزال»، «لم يتوقف»: what still is, is denied by nothing."""
        after = self.text.forms[self.chunks[j].last : self.chunks[j].last + 1]
        return self.chunks[j].kind == "x" and bool(after) and after[0].startswith(("يزال", "تزال", *_STOPS))

    def _unreal(self, k: int, chunk: Chunk) -> bool:
        """Plans, threats, wishes, conditions, and what is said not to have happened without a denial."""
        word = chunk.word
        assert word is not None
        if chunk.last < len(self.text.forms) and self.text.forms[chunk.last] in _EXPECTED:
            return True
        if word.prep == "س" or (word.prep == "ل" and chunk.kind == "V"):
            return True
        if "ل" in (word.prep, chunk.prep) and chunk.kind == "N" and self._purpose(k):
            return True
        if self._called_for(k) or self._in_fear(k) or self._on_condition(chunk):
            return True
        if chunk.kind == "N" and (self._to_come(chunk) or self.text.forms[chunk.first - 1 : chunk.first] == ["اي"]):
            return True
        if (
            self._stopped(chunk)
            or self._as_a_rule(chunk)
            or self._suspended(k)
            or self._whenever(chunk)
            or self._threatened(k)
            or self._to_launch(k)
        ):
            return True
        if not {"بمناي", "بعيدا", "بمعزل"}.isdisjoint(
            self.text.forms[max(self.sentence[0], chunk.first - 3) : chunk.first]
        ):
            return True  # «بقيت العاصمة بمنأى عن المعارك»
        may = bool(self.text.within(_MAY, *self.sentence))
        for j in range(k - 1, max(-1, k - 7), -1):
            before = self.chunks[j]
            if may and self._perhaps(before):
                return True
            if self.text.forms[before.first] in _AFTER:
                break  # «هدد بالرد بعد الهجوم»
            if before.kind not in ",SiVux" or self._still(j):
                continue
            without = j > 0 and self.chunks[j - 1].kind == "x"  # «دون أن يسفر عن إصابات»
            if before.kind == "i" and (self._feared(j) or self._no_sign(before)):
                return True
            if before.kind == "S" and self._unsaid(j, k):
                return True
            if before.kind in ",S" or (before.kind == "i" and j < k - 2 and not without):
                break
            if before.form is not None and before.form.lexeme.lemma == "اوقف" and j >= k - 3:
                return True  # «أوقفت القوات عمليات القصف»
            if before.kind == "V" and j < k - 1:
                break
            if before.kind == "u":
                return True
            if before.kind == "x" and (
                j >= k - 2
                or (
                    chunk.kind in "NG"
                    and k - j <= 6
                    and before.word is not None
                    and before.word.form.removeprefix("و") in ("دون", "بدون", "عدم", "لم", "ليس", "ليست")
                )
            ):
                return before.word is None or before.word.form not in ("غير", "لا") or chunk.kind == "V"
        return False

    def _on_condition(self, chunk: Chunk) -> bool:
        """«ولو قصفت البلدة لسقط قتلى»، «إذا قصفت البلدة يقتل كثيرون»: neither the case nor what follows."""
        opening = self.text.forms[self.sentence[0]]
        if opening in _CONDITION:
            return True
        return opening in _IN_CASE and chunk.form is not None and chunk.form.tense == "present"

    def _to_come(self, chunk: Chunk) -> bool:
        """«إطلاق الصواريخ لن يتوقف»، «العمليات ستتواصل»: what is said of the time to come tells of nothing done."""
        before = self.text.words[chunk.first - 1] if chunk.first > self.sentence[0] else None
        if before is not None and chunk.prep == "ب" and before.plain and before.form.startswith(("سي", "ست")):
            return True  # «أي اعتداء سيقابل بقصف المطارات»
        near = self.text.words[chunk.last : min(chunk.last + 7, self.sentence[1])]
        stop = next((n for n, word in enumerate(near) if word.form in ("،", ",")), len(near))
        return any(w.form in ("لن", "سوف") or w.form.startswith(_WILL) for w in near[:stop])

    def _stopped(self, chunk: Chunk) -> bool:
        """«أن تتوقف عن إطلاق الصواريخ»، «توقف القصف»: what is to stop, or stopped, and is not told of."""
        before = self.text.forms[max(self.sentence[0], chunk.first - 4) : chunk.first]
        at = next((n for n, f in enumerate(before) if f.lstrip("وفلبا").startswith(_STOPS)), -1)
        return at >= 0 and not (at and before[at - 1].lstrip("و") in _NONE | {"من"})

    def _suspended(self, k: int) -> bool:
        """«علق الجيش غاراته»، «علقت جزئيا العمليات من قصف جوي»: with «على» it would be a comment on them."""
        for j in range(k - 1, max(-1, k - 9), -1):
            before = self.chunks[j]
            if self.text.forms[before.first].lstrip("وف") in _SUSPENDS:
                return "علي" not in self.text.forms[before.first : self.chunks[k].first]
            if before.kind in ",SVir":
                return False
        return False

    def _whenever(self, chunk: Chunk) -> bool:
        """«عندما تتعرض الدولة لهجوم»، «كلما قصفت»: what happens whenever, told of no day."""
        if self._now_and_then(chunk):
            return True
        first = max(self.sentence[0], chunk.first - (2 if chunk.kind == "V" else 5))
        for t in range(chunk.first - 1, first - 1, -1):
            form = self.text.forms[t].lstrip("وف")
            if form == "كلما":
                return True
            if form == "عندما" and t + 1 < self.sentence[1]:
                after = self.text.forms[t + 1]
                return after[:1] in ("ي", "ت") and not after.endswith("ت") and not after.startswith(_PAST)
        return False

    def _as_a_rule(self, chunk: Chunk) -> bool:
        """«عادة ما تستهدف الجماعة الحواجز»، «لا يتبنون عادة الهجمات»: what is the rule, or never is."""
        forms = self.text.forms
        if chunk.kind == "V" and chunk.conj:
            return False  # «قصفت سوقا غالبا ما يرتاده النازحون وقتلت 9»
        for t in range(chunk.first - 1, max(self.sentence[0], chunk.first - _CLAUSE) - 1, -1):
            if forms[t] in ("،", ",", "؛") or self.text.words[t].tag == "s":
                return False
            if forms[t].lstrip("و") in _AS_A_RULE:
                never = not {"لا", "ولا"}.isdisjoint(forms[max(self.sentence[0], t - 4) : t])
                return forms[t + 1] == "ما" or never
        return False

    def _now_and_then(self, chunk: Chunk) -> bool:
        """«تنفذ الحركة تفجيرات من حين لآخر»، «بين الحين والآخر»: what happens again and again, told of no day."""
        near = self.text.forms[chunk.last - 1 : min(chunk.last + 10, self.sentence[1])]
        stop = next((n for n, form in enumerate(near) if form in ("،", ",", "؛")), len(near))
        after = zip(near[:stop], near[1:stop], near[2:stop], strict=False)
        return any(a in ("من", "بين") and b in _WHILES and c in _AGAIN for a, b, c in after)

    def _threatened(self, k: int) -> bool:
        """«هددت الدولتان خلال الفترة الماضية بشن ضربات»: the threat stands farther before what is threatened."""
        for j in range(k - 1, max(-1, k - 14), -1):
            before = self.chunks[j]
            if before.kind == "u":
                return self.text.forms[before.first].lstrip("وف").startswith(_THREATENS)
            if before.kind in ",SVirk" or self.text.forms[before.first] in _AFTER:
                return False
        return False

    def _to_launch(self, k: int) -> bool:
        """«تستخدم لشن هجوم»، «تستعد لتنفيذ عملية»: what something is meant for."""
        before = self.text.forms[self.chunks[k].first - 1] if self.chunks[k].first > self.sentence[0] else ""
        tried = any(
            c.word is not None and c.word.form.lstrip("وب").startswith("محاول") for c in self.chunks[max(0, k - 6) : k]
        )
        return before in _MEANT_FOR and not tried and self._purpose(k)

    def _called_for(self, k: int) -> bool:
        """«دعت الحركة أنصارها إلى تصعيد الاشتباك واستهداف الجنود»: what somebody calls for, however long the call."""
        if self.chunks[k].kind != "N":
            return False
        for j in range(k - 1, max(-1, k - 18), -1):
            before = self.chunks[j]
            if before.kind == "u":
                return self.text.forms[before.first].lstrip("وف").startswith(_CALLS)
            if before.kind in ",SiVrk":
                return False
        return False

    def _perhaps(self, chunk: Chunk) -> bool:
        """«قد يؤدي»: قد before an imperfect is a possibility."""
        if chunk.word is None or chunk.word.form not in ("قد", "وقد") or chunk.last >= self.sentence[1]:
            return False
        after = self.text.words[chunk.last]
        if after.form.endswith("ت") or after.form.startswith(_PAST):
            return False  # «قد تعرضت»
        return after.form[:1] in ("ي", "ت") and (after.carrier != "" or any(f.tense == "present" for f in after.act))

    def _unsaid(self, j: int, k: int) -> bool:
        """«لم يتحدثوا عن سقوط ضحايا»: what nobody speaks of."""
        before = self.chunks[j - 1] if j else None
        if before is None or before.word is None or before.word.form.lstrip("و") != "لم":
            return False
        between = self.chunks[j:k]
        return not any(c.kind in "ir" or (c.word is not None and c.word.carrier == "caused") for c in between)

    def _feared(self, j: int) -> bool:
        """«مخاوفها من أن يؤدي القصف إلى …»: what is feared, wished or planned, after «أن» and an imperfect."""
        that = self.chunks[j]
        after = self.text.forms[that.last : that.last + 1]
        if self.text.forms[that.first] != "ان" or not after or after[0][:1] not in ("ي", "ت"):
            return False
        return not after[0].startswith(_PAST) and any(c.kind == "u" for c in self.chunks[max(0, j - 3) : j])

    def _in_fear(self, k: int) -> bool:
        """«ويخشى السكان أن يؤدي هجوم على مدينتهم إلى نزوح الآلاف»: what an attack that is feared would lead to."""
        for j in range(k - 1, max(-1, k - 14), -1):
            if self.chunks[j].kind in ",SV":
                break
            if self.chunks[j].kind == "i":
                return self._feared(j)
        return False

    def _no_sign(self, that: Chunk) -> bool:
        """«ليس لديها أي مؤشرات على أن …»، «لا توجد أدلة على أن …»: of what there is no sign nothing is told."""
        first = max(self.sentence[0], that.first - 8)
        before = self.text.forms[first : that.first]
        return before[-1:] == ["علي"] and not _SIGNS.isdisjoint(before[-2:]) and not _NONE.isdisjoint(before)

    def _purpose(self, k: int) -> bool:
        """«لتحرير المدينة» is a purpose; «تعرضت لهجوم»، «أدى لمقتل»، «انتقاما لمقتل» are not."""
        form = self.chunks[k].form
        if form is not None and form.lexeme.lemma in ("مقتل", "استشهاد", "اصابه", "وفاه", "مصرع"):
            return False
        before = [c.word for c in self.chunks[max(0, k - 10) : k] if c.word is not None]
        shown = form is not None and "violence" in form.lexeme.flags
        if shown and k and self.chunks[k - 1].kind == "w" and self.text.forms[self.chunks[k - 1].first] in _PICTURES:
            return False  # «بثت الكتائب مشاهد لاستهداف دبابة»
        if any(w.form.lstrip("و").startswith(("استنكار", "ادانت", "تنديد", "شجب")) for w in before):
            return False
        return not any(w.carrier in ("patient", "caused") or w.form.removeprefix("ال") in _EXPOSED_TO for w in before)
