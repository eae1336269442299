"""What happened: the triggers of a sentence and the measures they govern."""

from __future__ import annotations

from rasd.codebook.book import Form
from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.families import PERSON_ACTIONS, THING_ACTIONS
from rasd.reading.cutting.watching import Watch
from rasd.reading.measuring.counting import PARTS
from rasd.reading.measuring.fitting import Fitting
from rasd.reading.scenes.drafts import Draft, without

_IDLE = frozenset('wSp,"LATiYkurx')
# Words asked for below that no other part watches for: being watched, they are not passed over as idle.
Watch(
    lambda word, _: (
        (word.carrier == "happened" and word.form.lstrip("و").startswith("سقط"))
        or word.form.lstrip("وب") == "سقوط"
        or word.form in ("وقع", "وقعت", "ووقعت")
        or word.stem == "بواسطه"
        or word.form == "بين"
        or word.form in PARTS
        or bool(word.loses)
    )
)
#: What is tried and not done is an attack: «حاولوا السيطرة على»، «حاولوا خطف».
_ASSAULTS = frozenset(("took", "attack", "raid", "abducted"))


class SentenceEvents(Fitting):
    """The drafts of one sentence."""

    def read(self) -> list[Draft]:
        """All drafts, in the order of their triggers."""
        for k, chunk in enumerate(self.chunks):
            if chunk.kind in _IDLE and (chunk.word is None or not chunk.word.watched):
                continue  # most chunks; the words asked for below are watched
            if chunk.word is not None and chunk.word.loses and self._lost(k, chunk):
                continue
            if chunk.kind in "VN" and chunk.form is not None:
                self._trigger(k, chunk)
            elif chunk.kind == "G" and k not in self.used:
                self._thing(k, chunk)
            elif chunk.kind == "b":
                self._breakdown(k)
            elif chunk.kind in "wpS" and chunk.word is not None and chunk.word.form in PARTS and self._parts(k, chunk):
                continue
            elif (
                chunk.kind in "wS"
                and chunk.word is not None
                and (
                    (chunk.word.carrier == "happened" and chunk.word.form.lstrip("و").startswith("سقط"))
                    or chunk.word.form.lstrip("وب") == "سقوط"
                    or chunk.word.form in ("وقع", "وقعت", "ووقعت")
                )
            ):
                self._fallen(k)
            elif chunk.kind == "p" and chunk.word is not None and chunk.word.stem == "بواسطه":
                self._brought(k)
            elif chunk.kind == "p" and chunk.word is not None and chunk.word.form == "بين":
                self._fell_both(k)
        self._losses()
        self._attackers()
        self._borrow_classes()
        self.drafts = without(self.drafts, lambda d: d.measure is not None and self._of_no_one(d.measure.chunk))
        self.drafts.sort(key=lambda d: d.at)
        return self.drafts

    def _trigger(self, k: int, chunk: Chunk) -> None:
        form = self._settled(k, chunk)
        if form is None:
            return
        if self._unreal(k, chunk):
            chunk.unreal = True
            return
        code = self._by_object(k, form.lexeme.code, form.lexeme.lemma, form.lexeme.flags)
        if self._tried(k):
            if code in _ASSAULTS:
                self._assault(k, chunk, form)
            elif code == "assassination":
                self._violence(k, chunk, form)
            return
        if code != form.lexeme.code:
            form = form._replace(lexeme=form.lexeme._replace(code=code))
        chunk.form = form
        self.doer = None
        code = form.lexeme.code
        if "violence" in form.lexeme.flags:
            self._violence(k, chunk, form)
        elif code in PERSON_ACTIONS:
            self._people(k, chunk, form)
        elif code in THING_ACTIONS:
            self._things(k, chunk, form)
        else:
            self._ground(k, chunk, form)

    def _by_object(self, k: int, code: str, lemma: str, flags: frozenset[str]) -> str:
        """What an action is by what it is done to: ground is taken, not seized; hostages are abducted, not arrested."""
        if code == "seized" and "weak" not in flags and self._governs(k, "place"):
            return "took"
        if lemma == "ضبط" and self._people_caught(k):
            return "arrested"
        if code == "arrested" and self._hostages(k):
            return "abducted"
        return code

    def _people_caught(self, k: int) -> bool:
        """«ضبط 3 متهمين»، «ضبطت الشرطة 21 محكوما»: what is caught are people, the doer may stand before them."""
        near = self.chunks[k + 1 : k + 3]
        if near and near[0].kind != "A":
            near = near[:1]
        return any((c.code or "").startswith("person") and not c.article for c in near)

    def _hostages(self, k: int) -> bool:
        """«احتجاز 30 رهينة»، «احتجز مسلحون 30 رهينة»: whom they hold are hostages."""
        near = self.chunks[k + 1 : k + 3]
        return any(c.result is not None and c.result.lexeme.code == "abducted" for c in near)

    def _settled(self, k: int, chunk: Chunk) -> Form | None:
        """Which entry of the word is meant here, by what follows it."""
        word = chunk.word
        phrase = chunk.form is not None and " " in chunk.form.lexeme.lemma
        known = word.act if word is not None and chunk.last == chunk.first + 1 and not phrase else (chunk.form,)
        if chunk.kind == "V" and self._qualified_at_once(k):
            chunk.kind = "N"
        kind = "verb" if chunk.kind == "V" else "noun"
        first = "ا" if word is not None and word.stem.startswith("ا") else ""  # «أصاب» is hardly «I am hit»
        for form in sorted(
            (f for f in known if f is not None),
            key=lambda f: (f.lexeme.kind != kind, bool(first) and f.tense == "present"),
        ):
            if self._fits(k, chunk, form):
                return form
        return None

    def _qualified_at_once(self, k: int) -> bool:
        """«قصف استهدف موقعا»: before a verb that says what was hit, an event spelled like a verb is a noun."""
        after = self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        word = self.chunks[k].word
        if self._told_after_speaker(k) or self._joined_to_noun(k) or self._after_that(k):
            return True
        bridges = after is not None and after.kind == "V" and after.form is not None and not after.conj
        if (
            not bridges
            or after is None
            or after.form is None
            or "bridge" not in after.form.lexeme.flags
            or word is None
        ):
            return False
        return any(f.lexeme.kind == "noun" and "violence" in f.lexeme.flags for f in word.act)

    def _after_that(self, k: int) -> bool:
        """«إن قصفا للجيش أسفر عن»: after «إن» no verb in the dual stands, but a noun that ends so."""
        word = self.chunks[k].word
        if word is None or not k or self.chunks[k - 1].kind != "i" or not word.form.endswith("ا"):
            return False
        opened = self.text.forms[self.chunks[k - 1].last - 1].endswith("ان")
        return opened and any(f.lexeme.kind == "noun" and "violence" in f.lexeme.flags for f in word.act)

    def _joined_to_noun(self, k: int) -> bool:
        """«قامت القوات بقصف مواقع وضرب تجمعات»: joined to a verbal noun that a verb governs, it is one, too."""
        word, after = self.chunks[k].word, self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        if not self.chunks[k].conj or word is None or after is None or (after.kind == "A" and not after.prep):
            return False
        near = self.chunks[max(0, k - 8) : k]
        governed = any(c.kind == "N" and c.prep == "ب" for c in near) and not any(c.kind in "VSi," for c in near[-4:])
        return governed and any(f.lexeme.kind == "noun" and "violence" in f.lexeme.flags for f in word.act)

    def _told_after_speaker(self, k: int) -> bool:
        """«أكد مجاهدونا قنص جندي»: what a verb of speaking with its subject leads to is a noun."""
        if k < 2 or self.chunks[k].conj or self.chunks[k - 2].kind != "S" or self.chunks[k - 1].kind not in "AG":
            return False
        word = self.chunks[k].word
        spelled = word is not None and any(f.lexeme.kind == "noun" and "violence" in f.lexeme.flags for f in word.act)
        return spelled and not self.chunks[k - 1].prep
