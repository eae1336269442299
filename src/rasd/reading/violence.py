"""Attacks, strikes, clashes and explosions, and how many there were."""

from __future__ import annotations

from rasd.codebook.book import Form
from rasd.reading.chunks import Chunk
from rasd.reading.counting import measure
from rasd.reading.drafts import Draft, Measure
from rasd.reading.searching import Search


class Violence(Search):
    """Attacks, strikes, clashes and explosions, and how many there were."""

    def _tried(self, k: int) -> bool:
        """«حاول اقتحام»، «محاولتهم السيطرة على»."""
        if self.chunks[k].conj:
            return False
        words = [c.word for c in self.chunks[max(0, k - 3) : k] if c.word is not None]
        return any(w.form.lstrip("وفبل").startswith(("حاول", "يحاول", "تحاول", "محاول")) for w in words)

    def _assault(self, k: int, chunk: Chunk, form: Form) -> None:
        """A failed assault is an attack."""
        lexeme = form.lexeme._replace(code="attack", of="patient", flags=form.lexeme.flags | {"violence"})
        draft = Draft("attack", chunk.first, self.sentence, "event-verb")
        draft.form, draft.violence, draft.end = Form(lexeme, form.number, form.tense), True, chunk.last
        self.drafts.append(draft)

    def _violence(self, k: int, chunk: Chunk, form: Form) -> None:
        after = self.text.forms[chunk.last] if chunk.last < len(self.text.forms) else ""
        if self.text.forms[chunk.last : chunk.last + 2] and any(
            f in self.book.elsewhere["figures"] for f in self.text.forms[chunk.last : chunk.last + 2]
        ):
            return  # «هجوم إعلامي»
        if (
            self._topic(k)
            or after.startswith(("اعتراضي", "دفاع"))
            or self._power(chunk)
            or self._wielded(k, chunk, form)
        ):
            return
        if "weak" in form.lexeme.flags and not self._weak_event(k, chunk, form):
            return
        if form.lexeme.needs:
            for other in self.chunks[k + 1 : k + 4]:
                if other.kind == "N" and self.text.forms[other.first] in form.lexeme.needs:
                    other.kind = "w"  # «تبادل الطرفان إطلاق النار» is one clash
        self.timed = False
        count = self._event_count(k, chunk, form) or self._hit_count(k, chunk, form)
        draft = Draft(form.lexeme.code, chunk.first, self.sentence, "event-noun" if chunk.kind == "N" else "event-verb")
        draft.form, draft.violence, draft.end = form, True, chunk.last
        draft.definite = (
            self._pointed(k, chunk) or chunk.article or bool(chunk.word and chunk.word.pron and chunk.kind == "N")
        )
        draft.measure = count
        if count is not None and count.low is not None:
            draft.rules.append("times-attacked" if self.timed else "counted-events")
        before = self.text.forms[max(self.sentence[0], chunk.first - 5) : chunk.first]
        if any(
            f.lstrip("وفب").startswith("مسوولي") or f.lstrip("وف")[:4] in ("تبني", "تبنت", "تتبن", "يتبن")
            for f in before
        ):
            draft.rules.append("responsibility")
        self.drafts.append(draft)

    def _power(self, chunk: Chunk) -> bool:
        """«عبوة شديدة الانفجار»، «قابلة للانفجار»: what a device is like, no event."""
        before = self.text.forms[chunk.first - 1] if chunk.first > self.sentence[0] else ""
        return before.removeprefix("ال") in ("شديد", "شديده", "قابل", "قابله", "سريعه", "عاليه")

    def _wielded(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«استهدفت الموقع بصلية صاروخية»، «بالرشاشات والقذائف»: what an attack was made with is no second one."""
        if form.lexeme.of != "none" or chunk.kind != "N" or not self.drafts:
            return False
        before = self.chunks[k - 1] if k else None
        listed = chunk.conj and before is not None and before.kind == "G" and before.prep == "ب"
        if chunk.prep != "ب" and not listed:
            return False
        attack = self.drafts[-1]
        if not attack.violence or attack.form is None or "means" not in attack.form.lexeme.flags:
            return False
        between = [c for c in self.chunks[:k] if c.first > attack.at][-12:]
        return attack.sentence == self.sentence and not any(c.kind in "VSik" for c in between)

    def _pointed(self, k: int, chunk: Chunk) -> bool:
        """«هجوم اليوم»، «هذا أول هجوم»: an indefinite noun that points back."""
        if chunk.kind != "N" or chunk.form is None or chunk.form.number != "s":
            return False
        after = self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        if (
            after is not None
            and after.kind == "T"
            and after.first == chunk.last
            and self.text.forms[after.first] in ("اليوم", "امس")
        ):
            return True
        before = self.text.forms[max(self.sentence[0], chunk.first - 4) : chunk.first]
        return any(f in ("هذا", "هذه", "يعد", "ويعد", "يعتبر", "ويعتبر") for f in before) and any(
            f in ("اول", "ثاني", "ثالث", "اخر") for f in before
        )

    def _topic(self, k: int) -> bool:
        """«تقرير عن المعارك»: what a report or a talk is about is no claim of its own."""
        if k < 2 or self.text.forms[self.chunks[k].first - 1] not in ("عن", "حول"):
            return False
        before = self.text.forms[max(self.sentence[0], self.chunks[k].first - 5) : self.chunks[k].first - 1]
        if (
            self.chunks[k].article
            and before[-1:]
            and before[-1].removeprefix("ال") in ("جبهات", "ساحه", "ارض", "محاور", "جبهه")
        ):
            return True
        return any(
            f.lstrip("وفبل").removeprefix("ال") in ("تقرير", "تقريرا", "فيديو", "حديث", "فيلم", "مداخله", "معلومات")
            for f in before
        )

    def _weak_event(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«عملية»، «ضرب»، «طال» tell of an attack only with a means or a target beside them."""
        window = self.text.words[chunk.first : chunk.last + 3]
        if form.lexeme.lemma == "عمليه":
            if any(w.carrier == "agent" and w.pron for w in self.text.words[chunk.last : chunk.last + 2]):
                return True
            return any(w.means == "explosion" for w in window) or (
                chunk.last < len(self.text.forms) and self.text.forms[chunk.last] in ("عسكريه", "انتحاريه", "امنيه")
            )
        if form.lexeme.lemma == "كمين":
            after = self.text.words[chunk.last] if chunk.last < len(self.text.words) else None
            return not chunk.article and not (after is not None and after.tag == "w" and after.form.startswith("ال"))
        if form.lexeme.lemma == "خرق":
            return k > 0 and self.chunks[k - 1].kind == "G" and self.chunks[k - 1].number is not None
        if form.lexeme.lemma == "حمله":
            return any(
                w.form in ("علي", "ضد") or w.stem.startswith(("عسكري", "واسع", "امني"))
                for w in self.text.words[chunk.last : chunk.last + 4]
            )
        if form.lexeme.lemma == "اغار":
            return any(w.form in ("علي", "عليه", "عليها") for w in window[1:])
        return any(
            c.kind in "LA" or (c.kind == "G" and (c.code or "").startswith(("site", "place", "person")))
            for c in self.chunks[k + 1 : k + 3]
        )

    def _event_count(self, k: int, chunk: Chunk, form: Form) -> Measure | None:
        """«ثلاث غارات»، «غارتين»، «غارات»: the number of the events themselves."""
        before = self.chunks[k - 1] if k else None
        if (
            before is not None
            and before.kind == "G"
            and before.number is not None
            and before.code is None
            and k - 1 not in self.used
            and before.last == chunk.first
        ):
            self.used.add(k - 1)
            return measure(before)
        times = self._times(k)
        if times is not None:
            return times
        if (
            before is not None
            and before.kind == "G"
            and before.unit == "vague"
            and before.code is None
            and before.last == chunk.first
        ):
            return Measure(chunk, None, None, "vague", "item", None)
        if chunk.kind == "N" and form.number in ("d", "c") and form.lexeme.kind == "noun" and form.number == "d":
            return Measure(chunk, 2, 2, "exact", "item", None)
        if chunk.kind == "N" and form.number == "p" and form.lexeme.code != "clash":
            return Measure(chunk, None, None, "vague", "item", None)
        return None

    def _times(self, k: int) -> Measure | None:
        """«تعرضت لهجمات … 16 مرة»."""
        for j in range(k + 1, len(self.chunks)):
            chunk = self.chunks[j]
            if chunk.kind in "NV":
                return None
            if chunk.kind == "G" and chunk.number is not None and j not in self.used:
                following = self.text.forms[chunk.number.core[1] : chunk.number.core[1] + 1]
                if following and following[0] in ("مره", "مرات"):
                    self.used.add(j)
                    self.timed = True
                    return measure(chunk)
        return None

    def _hit_count(self, k: int, chunk: Chunk, form: Form) -> Measure | None:
        """«أغارت على 18 موقعا»، «بصاروخين»، «تفجير عبوتين»: the number of targets or devices is the strike's."""
        for j in range(k + 1, min(k + 6, len(self.chunks))):
            target = self.chunks[j]
            if target.kind == "G" and j not in self.used:
                code = target.code or ""
                counted = (target.number is not None and target.number.low is not None) or (
                    target.form is not None and target.form.number == "d"
                )
                thrown = form.lexeme.lemma.startswith("القي") or form.lexeme.lemma.startswith("القت")
                device = code.startswith(("weapon", "vehicle")) and (
                    target.prep == "ب" or thrown or (chunk.kind == "N" and form.lexeme.of == "device" and j == k + 1)
                )
                hit = (
                    (chunk.kind == "V" or (form.lexeme.of in ("either", "patient") and j == k + 1))
                    and code.startswith(("site", "vehicle", "place", "vessel", "aircraft"))
                    and not target.prep
                )
                if counted and (device or hit):
                    self.used.add(j)
                    return measure(target)
                if not counted and j > k + 2:
                    return None
            elif target.kind in "VNSi,rbk":
                return None
        return None
