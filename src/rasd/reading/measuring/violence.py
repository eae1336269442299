"""Attacks, strikes, clashes and explosions, and how many there were."""

from __future__ import annotations

from rasd.codebook.book import Form
from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.trends import only_a_trend
from rasd.reading.cutting.watching import Watch
from rasd.reading.measuring.eventcounts import EventCounts
from rasd.reading.measuring.fields import of_speech
from rasd.reading.scenes.drafts import Draft, Measure

_ASCRIBES = ("نسب", "ينسب", "تنسب")
_BLAMES = ("حمل", "يحمل", "تحمل", "محمل", "يتحمل", "تتحمل")
_BEARS = ("يتحمل", "تتحمل")
_CULPRITS = ("منفذي", "منفذو", "مرتكبي", "مرتكبو", "مدبري", "مدبرو")
_UNREST = frozenset("عنف العنف الاوضاع الوضع الازمه الغضب الشامل".split())
_FAILED = ("فشل", "يفشل", "تفشل", "اخفق", "اخفاق", "يخفق", "تخفق", "عجز")
_ITSELF = frozenset("هو هي انه انها بانه بانها".split())
#: After these a fight only says of what kind the ground is.
_GROUND_OF = frozenset("جبهات ساحه ساحات ارض محاور محور جبهه خطوط ميدان ميادين مناطق موسم اتون رحي".split())
_MOST = frozenset("اكبر اعنف اسوا اول ثاني ثالث رابع خامس احدث اخر اضخم اوسع اشرس اكثر".split())

_OF_IT = frozenset(("عنه", "عنها", "عنهما"))
#: «تبنت الجماعة الهجوم»، «مسؤوليتها عن الهجوم».
_CLAIMING = Watch(
    lambda word, _: (
        word.form.lstrip("وفب").removeprefix("ال").startswith("مسوولي")
        or word.form.lstrip("وف")[:4] in ("تبني", "تبنت", "تتبن", "يتبن")
    )
)


class Violence(EventCounts):
    """Attacks, strikes, clashes and explosions, and how many there were."""

    def _tried(self, k: int) -> bool:
        """«حاول اقتحام»، «محاولتهم السيطرة على»."""
        noun = self.chunks[k].kind == "N"
        if self.chunks[k].conj and not noun:
            return False
        reach = 5 if noun and self.chunks[k].conj else 3  # «حاولوا التوسع جنوبا والاستيلاء على»
        words = [c.word for c in self.chunks[max(0, k - reach) : k] if c.word is not None]
        tried = any(w.form.lstrip("وفبل").startswith(("حاول", "يحاول", "تحاول", "محاول")) for w in words)
        return tried or any(w.form.removeprefix("ال").lstrip("و").startswith(_FAILED) for w in words)

    def _assault(self, k: int, chunk: Chunk, form: Form) -> None:
        """A failed assault is an attack."""
        lexeme = form.lexeme._replace(code="attack", of="patient", flags=form.lexeme.flags | {"violence"})
        draft = Draft("attack", chunk.first, self.sentence, "event-verb")
        draft.form, draft.violence, draft.end = Form(lexeme, form.number, form.tense), True, chunk.last
        before = self.text.forms[chunk.first - 1] if chunk.first else ""
        draft.definite = chunk.article and before.removeprefix("و").startswith(_FAILED)  # «فشل الهجوم»
        self.drafts.append(draft)

    def _violence(self, k: int, chunk: Chunk, form: Form) -> None:
        after = self.text.forms[chunk.last] if chunk.last < len(self.text.forms) else ""
        following = self.text.forms[chunk.last : chunk.last + (4 if form.lexeme.needs else 2)]
        if any(of_speech(word, self.book) for word in following):
            return  # «هجوم إعلامي»، «تبادل الطرفان القصف الكلامي»
        if (
            self._topic(k)
            or after.startswith(("اعتراضي", "دفاع"))
            or self._power(chunk)
            or self._wielded(k, chunk, form)
            or self._warning(k, chunk)
            or self._facing(chunk)
            or self._controlled(chunk, form)
            or self._made_safe(k, chunk, form)
        ):
            return
        if "weak" in form.lexeme.flags and not self._weak_event(k, chunk, form):
            return
        if form.lexeme.needs:
            for other in self.chunks[k + 1 : k + 7]:
                if other.kind == "N" and self.text.forms[other.first] in form.lexeme.needs:
                    other.kind = "w"  # «تبادل الطرفان إطلاق النار» is one clash
        self.timed = False
        count = self._event_count(k, chunk, form) or self._blew_themselves_up(k, form)
        if count is None or count.low is None:
            labelled = self._labelled(k)
            count = labelled or self._hit_count(k, chunk, form) or count
            if (count is None or count.low is None) and only_a_trend(self.text, chunk, self.sentence):
                if [c.kind for c in self.chunks[k + 1 : k + 3]] == ["r", "V"]:
                    self.chunks[k + 2].kind = "w"  # «عدد الهجمات التي استهدفت القوات تراجع»
                return
        else:
            labelled = None
        draft = Draft(form.lexeme.code, chunk.first, self.sentence, "event-noun" if chunk.kind == "N" else "event-verb")
        draft.form, draft.violence, draft.end = form, True, chunk.last
        draft.definite = (
            self._pointed(k, chunk) or chunk.article or bool(chunk.word and chunk.word.pron and chunk.kind == "N")
        )
        if draft.definite and (labelled or self._some_of(k, chunk, count) or self._carried_out(k, chunk)):
            draft.definite = False
        draft.measure = count
        if count is not None and count.low is not None:
            draft.rules.append("times-attacked" if self.timed else "counted-events")
        claim = self._claim(chunk.first)
        if claim >= 0 and self._unclaimed(claim):
            return
        if self._laid_on(chunk, claim, draft):
            draft.status = "alleged"
            draft.rules.append("distance")
        elif claim >= 0 and self.text.forms[claim].lstrip("وفب") != "المسووليه":  # «اتهمتها بالمسؤولية عن الهجوم»
            draft.rules.append("responsibility")
        self.drafts.append(draft)
        if count is not None and count.low is not None:
            self._elsewhere_too(k, draft)
            self._further_targets(k, draft)
        self._caught_in(k, form)

    def _claim(self, at: int) -> int:
        """Where «مسؤوليته»، «تبنى» stands before an event, or -1."""
        for t in self.text.within(_CLAIMING, max(self.sentence[0], at - 9), at):
            if self.text.forms[t + 1] in _OF_IT:
                continue  # «هجوم أعلنت الحركة مسؤوليتها عنه، استهدف …»: of what was told before
            if t >= at - 5 or not any(w.tag in "vsn" for w in self.text.words[t + 1 : at]):
                return t
        return -1

    def _laid_on(self, chunk: Chunk, claim: int, draft: Draft) -> bool:
        """«حمّل المجلس الميليشيات مسؤولية التفجير»، «نسب الجيش الهجوم إلى الحركة»: whom somebody blames for it."""
        begin = max(self.sentence[0], (claim if claim >= 0 else chunk.first) - 14)
        verbs = _BLAMES if claim >= 0 else _ASCRIBES
        verb = next((t for t in range(begin, chunk.first) if self.text.forms[t].lstrip("وف").startswith(verbs)), -1)
        if verb < 0:
            return False
        if claim >= 0:
            between = [c for c in self.chunks if verb < c.first < claim]
            blamed = [who for c in between if (who := c if c.kind == "A" or c.party else c.owner) is not None]
        else:
            to = next((t for t in range(chunk.last, chunk.last + 5) if self.text.forms[t : t + 1] == ["الي"]), -1)
            blamed = [c for c in self.chunks if c.kind == "A" and c.first == to + 1] if to > 0 else []
        blamed = blamed or (self._blamed_elsewhere(chunk, verb) if claim >= 0 else [])
        draft.agent = blamed[-1] if blamed else None
        return bool(blamed)

    def _blamed_elsewhere(self, chunk: Chunk, verb: int) -> list[Chunk]:
        """«حمّلت الوزارة المسؤولية عن القصف للجيش»، «روسيا تتحمل المسؤولية»: who is blamed after or before."""
        after = [c for c in self.chunks if c.kind == "A" and c.prep == "ل" and chunk.last <= c.first < chunk.last + 3]
        bears = self.text.forms[verb].lstrip("وف").startswith(_BEARS)
        return after or ([c for c in self.chunks if c.kind == "A" and c.last == verb] if bears else [])

    def _unclaimed(self, t: int) -> bool:
        """«ولم تتبن أي جهة الهجوم»، «لم تعلن أي جهة مسؤوليتها عن»: nobody claims it."""
        return any(w.tag == "x" for w in self.text.words[max(self.sentence[0], t - 6) : t])

    def _some_of(self, k: int, chunk: Chunk, count: Measure | None) -> bool:
        """«عشرات الهجمات»: the article after a number of them points back to nothing."""
        before = self.chunks[k - 1] if k else None
        some = before is not None and before.kind == "G" and before.last == chunk.first and before.code is None
        return some and count is not None

    def _carried_out(self, k: int, chunk: Chunk) -> bool:
        """«قام المسلحون بالهجوم على مواقع»، «كثفوا هجماتهم على»: told for the first time, in spite of the article."""
        pron = bool(chunk.word and chunk.word.pron)
        onto = any(
            self.text.forms[t] in ("علي", "ضد") for t in range(chunk.last, min(chunk.last + 2, self.sentence[1]))
        )
        if not (chunk.prep == "ب" or pron) or not onto:
            return False
        return any(
            c.word is not None and c.word.carrier in ("agent", "happened") and c.kind in "wSV"
            for c in self.chunks[max(0, k - 4) : k]
        )

    def _facing(self, chunk: Chunk) -> bool:
        """«في مواجهة الجيش»، «بمواجهة الإرهاب»: against somebody, which tells of no clash."""
        form = self.text.forms[chunk.first]
        before = self.text.forms[chunk.first - 1] if chunk.first else ""
        if form.lstrip("بل") != "مواجهه" or not (before.lstrip("و") == "في" or form[0] in "بل"):
            return False
        after = self.text.words[chunk.last : chunk.last + 1]
        return bool(after) and (after[0].article or after[0].form.startswith("ال") or bool(after[0].group))

    def _power(self, chunk: Chunk) -> bool:
        """«عبوة شديدة الانفجار»، «قابلة للانفجار»: what a device is like, no event."""
        before = self.text.forms[chunk.first - 1] if chunk.first > self.sentence[0] else ""
        if self.text.forms[chunk.first] == "اطلاق" and before:  # «منصات إطلاق القذائف»
            stands = self.text.words[chunk.first - 1].cls
            return before in ("مصدر", "مصادر") or any(f.lexeme.code.startswith(("site", "weapon")) for f in stands)
        if before.removeprefix("ال") in ("خليه", "قياده", "غرفه") and chunk.article:
            return True  # «خلية الاستهداف»، «قيادة العمليات»
        if any(f.lstrip("ل").startswith(_CULPRITS) for f in self.text.forms[max(0, chunk.first - 2) : chunk.first]):
            return True  # «البحث عن منفذي الهجوم»
        unrest = any(f in _UNREST for f in self.text.forms[chunk.last : chunk.last + 2])
        if unrest and chunk.form is not None and chunk.form.lexeme.code == "explosion":
            return True  # «تفجر أعمال عنف»
        earlier = self.text.words[chunk.first - 2].cls if chunk.first > 1 else ()
        if before.removeprefix("ال") == "اطلاق" and any(f.lexeme.code.startswith("weapon") for f in earlier):
            return True
        return before.removeprefix("ال") in ("شديد", "شديده", "قابل", "قابله", "سريعه", "عاليه")

    def _controlled(self, chunk: Chunk, form: Form) -> bool:
        """«تفجير عبوة بشكل مسيطر عليه»: set off by engineers, which is no attack."""
        if form.lexeme.code != "explosion":
            return False
        near = self.text.forms[chunk.last : min(chunk.last + 9, self.sentence[1])]
        return not self.book.elsewhere["controlled"].isdisjoint(near)

    def _warning(self, k: int, chunk: Chunk) -> bool:
        """«أطلقوا النار في الهواء»، «اشتباكات مع متظاهرين»: shots at nobody, and what a protest comes to."""
        near = self.chunks[k + 1 : k + 7]
        if any(self.text.forms[c.first : c.last + 1] == ["في", "الهواء"] for c in near):
            return True
        if chunk.form is None or chunk.form.lexeme.code != "clash":
            return False
        side = next((c for c in near if c.kind in "GA"), None)
        return any(protesters(c) for c in near[:5] if c is side or c.conj or c.prep == "ل")

    def _wielded(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«استهدفت الموقع بصلية صاروخية»، «بالرشاشات والقذائف»: what an attack was made with is no second one."""
        if form.lexeme.of != "none" or chunk.kind != "N" or not self.drafts:
            return False
        before = self.chunks[k - 1] if k else None
        conj = chunk.conj or self.text.forms[chunk.first - 1] == "و"
        if conj and before is not None and self.text.forms[before.first] == "و" and k > 1:
            before = self.chunks[k - 2]
        attack = self.drafts[-1]
        arms = conj and before is not None and before.kind == "G" and (before.code or "").startswith("weapon")
        if arms and (attack.action == "deployed" or (attack.violence and attack.measure is not None)):
            return True  # «استخدمت أسلحة رشاشة وقذائف»، «أطلقوا 180 صاروخا وقذيفة»
        listed = conj and before is not None and before.kind == "G" and before.prep == "ب"
        if chunk.prep != "ب" and not listed:
            return False
        wields = attack.form is not None and ("means" in attack.form.lexeme.flags or attack.action == "clash")
        if not attack.violence or not wields:
            return False
        between = [c for c in self.chunks[:k] if c.first > attack.at][-12:]
        if attack.sentence != self.sentence or any(c.kind in "VSik" for c in between):
            return False
        if attack.measure is None and chunk.prep == "ب" and self._pair(chunk, form):
            attack.measure = Measure(chunk, 2, 2, "exact", "item", None)  # «قصفت القرية بقذيفتين»
            attack.rules.append("counted-events")
        return True

    def _pointed(self, k: int, chunk: Chunk) -> bool:
        """«هجوم اليوم»، «هذا أول هجوم»، «إنه هجوم»، «في أعنف هجوم»: an indefinite noun that points back."""
        if chunk.kind != "N" or chunk.form is None or chunk.form.number != "s":
            return False
        after = self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        if after is not None and after.kind == "N" and after.article and after.first == chunk.last:
            return True
        if (
            after is not None
            and after.kind == "T"
            and after.first == chunk.last
            and self.text.forms[after.first] in ("اليوم", "امس")
        ):
            return True
        before = self.text.forms[max(self.sentence[0], chunk.first - 4) : chunk.first]
        if before and (before[-1].lstrip("وف") in _ITSELF or _of_all(before)):
            return True
        return any(f in ("هذا", "هذه", "يعد", "ويعد", "يعتبر", "ويعتبر") for f in before) and any(
            f in ("اول", "ثاني", "ثالث", "اخر") for f in before
        )

    def _topic(self, k: int) -> bool:
        """«تقرير عن المعارك»: what a report or a talk is about is no claim of its own."""
        chunk = self.chunks[k]
        before = self.text.forms[max(self.sentence[0], chunk.first - 5) : chunk.first]
        if chunk.article and before and before[-1].lstrip("وفبل").removeprefix("ال") in _GROUND_OF:
            return True  # «محاور القتال»، «ساحات المعارك»
        opens = self.text.forms[chunk.last : chunk.last + 1] in (["«"], ['"'], ["“"])
        if opens and chunk.form is not None and chunk.form.lexeme.lemma == "معركه":
            return True  # «معركة "عاصفة الجنوب"» is the name of a campaign
        if self._named_fight(k) or self._nth_time(chunk):
            return True
        if chunk.article and before[-1:] and before[-1] in _MOST and before[-2:-1] and before[-2] in _ITSELF:
            return True  # «الضربة هي أحدث الضربات»
        if k < 2 or before[-1:] not in (["عن"], ["حول"]):
            return False
        return any(
            f.lstrip("وفبل").removeprefix("ال") in ("تقرير", "تقريرا", "فيديو", "حديث", "فيلم", "مداخله", "معلومات")
            for f in before[:-1]
        )

    def _named_fight(self, k: int) -> bool:
        """«معركة حلب تشبه …»، «المعركة ضد الإرهاب»: a battle by its name, which tells of no fight."""
        chunk = self.chunks[k]
        if chunk.form is None or chunk.form.lexeme.lemma != "معركه":
            return False
        if self.text.forms[chunk.last : chunk.last + 2] == ["الحرب", "العالميه"]:
            return True
        if chunk.form.number != "s":
            return False
        if chunk.article:
            return self.text.forms[chunk.last : chunk.last + 1] == ["ضد"]
        after = self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        return after is not None and after.kind == "L" and after.first == chunk.last and not after.prep

    def _nth_time(self, chunk: Chunk) -> bool:
        """«وتعد هذه ثالث مرة تستهدف فيها»، «هذه المرة الأولى التي يتم استهداف»: how often, of what was told."""
        before = self.text.forms[max(self.sentence[0], chunk.first - 9) : chunk.first]
        at = next((n for n, f in enumerate(before) if f.removeprefix("ال") == "مره"), -1)
        return at > 0 and any(f in ("هذه", "هي", "انها", "وهي") for f in before[max(0, at - 3) : at])

    def _weak_event(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«عملية»، «ضرب»، «طال» tell of an attack only with a means or a target beside them."""
        window = self.text.words[chunk.first : chunk.last + 3]
        if form.lexeme.lemma == "عمليه":
            if self._led(k, chunk) or any(
                w.carrier == "agent" and w.pron for w in self.text.words[chunk.last : chunk.last + 2]
            ):
                return True
            doer = self.chunks[k + 1] if k + 1 < len(self.chunks) else None
            if doer is not None and doer.kind == "A" and doer.prep == "ل" and doer.first == chunk.last:
                return True  # «في عملية للمقاومة»
            return any(w.means == "explosion" for w in window) or (
                chunk.last < len(self.text.forms) and self.text.forms[chunk.last] in ("عسكريه", "انتحاريه", "امنيه")
            )
        if form.lexeme.lemma == "كمين":
            after = self.text.words[chunk.last] if chunk.last < len(self.text.words) else None
            return not chunk.article and not (after is not None and after.tag == "w" and after.form.startswith("ال"))
        if form.lexeme.lemma == "ضرب" and any(w.form.startswith("طوق") for w in window):
            return False  # «ضربت القوات طوقا أمنيا»
        if form.lexeme.code == "clash":  # «صراع»، «نزاع»
            told = not chunk.article or any(c.kind == "L" for c in self.chunks[k + 1 : k + 9])
            return told and "بين" in self.text.forms[chunk.last : chunk.last + 4] and self._two_sides(k)
        if form.lexeme.lemma == "خرق":
            return k > 0 and self.chunks[k - 1].kind == "G" and self.chunks[k - 1].number is not None
        if form.lexeme.lemma == "حمله":
            near = (f.removeprefix("ال") for f in self.text.forms[chunk.last : chunk.last + 4])
            return self.book.elsewhere["figures"].isdisjoint(near) and any(
                w.form in ("علي", "ضد") or w.stem.startswith(("عسكري", "واسع", "امني"))
                for w in self.text.words[chunk.last : chunk.last + 4]
            )
        if form.lexeme.lemma == "اغار":
            return any(f in ("علي", "عليه", "عليها") for f in self.text.forms[chunk.last : chunk.last + 8])
        if form.lexeme.lemma == "ضرب" and form.tense == "present" and k and self.chunks[k - 1].kind == "r":
            return False  # «العنف الذي يضرب البلاد»
        return any(
            c.kind in "LA" or (c.kind == "G" and (c.code or "").startswith(("site", "place", "person")))
            for c in self.chunks[k + 1 : k + 3]
        )

    def _two_sides(self, k: int) -> bool:
        """«صراع بين كذا وكذا»: two parties, or people of two sides, right after it."""
        near = [c for c in self.chunks[k + 1 : k + 9] if c.kind == "A" or (c.code or "").startswith("person")]
        return len(near) > 1

    def _led(self, k: int, chunk: Chunk) -> bool:
        """«أطلق الجيش عملية برية في»، «تواصل الكتائب عملياتها ضد»: an operation of a party, at a place."""
        before, after = self.chunks[max(0, k - 5) : k], self.chunks[k + 1 : k + 6]
        word = chunk.word
        theirs = word is not None and bool(word.pron)
        following = self.text.words[chunk.last : chunk.last + 1]
        if not theirs and following and following[0].tag in "wn" and not following[0].form.endswith("ه"):
            return False  # «عملية إجلاء»
        if not theirs and (not following or following[0].tag == "n"):
            return False
        leads = any(c.word is not None and (c.word.carrier in _LEADS or _leading(c.word.form)) for c in before)
        who = theirs or any(c.kind == "A" and not c.prep for c in before)
        return leads and who and any(c.kind in "LA" for c in after)


#: «شن»، «واصل»: verbs by which an event is told of its doer; «بدأ»: by which it is told at all.
_LEADS = ("agent", "happened")
_LEADING = frozenset("تكثيف مواصله تنفيذ شن بدء اطلاق استيناف تواصل".split())


def _leading(form: str) -> bool:
    return form.lstrip("وب") in _LEADING


def _of_all(before: list[str]) -> bool:
    """«في أعنف هجوم»، «أنها أول عملية»: the one told of, by its rank."""
    return before[-1] in _MOST and len(before) > 1 and (before[-2] == "في" or before[-2].lstrip("وف") in _ITSELF)


def protesters(chunk: Chunk | None) -> bool:
    """«متظاهرين»: people in a protest, with whom a clash is no event of an armed conflict."""
    return chunk is not None and chunk.form is not None and "protest" in chunk.form.lexeme.flags
