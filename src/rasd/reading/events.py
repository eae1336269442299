"""What happened: the triggers of a sentence and the measures they govern."""

from __future__ import annotations

from rasd.codebook.book import Form
from rasd.reading.attackers import Attackers
from rasd.reading.chunks import Chunk
from rasd.reading.counting import PARTS, is_counted
from rasd.reading.drafts import Draft
from rasd.reading.families import FORCES, PERSON_ACTIONS, THING_ACTIONS
from rasd.reading.ground import Ground
from rasd.reading.people import People
from rasd.reading.things import Things
from rasd.reading.tolls import Tolls
from rasd.reading.violence import Violence
from rasd.reading.watching import Watch

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
_GAMES = Watch(lambda word, book: word.form.lstrip("وفب") in book.elsewhere["games"])
_CAUSES = Watch(lambda word, book: word.form.lstrip("وفب") in book.elsewhere["causes"])
#: «قضى 5 أشخاص» but «قضت المحكمة بسجن 5»: those befallen stand right after.
#: «القضاء على 8 إرهابيين» but «القضاء على الإرهاب»: only of people who are counted.
_DO_AWAY = "قضاء علي"
_LOOSE_VERBS = frozenset(("قضي", "نفق", "صرع"))

#: What is tried and not done is an attack: «حاولوا السيطرة على»، «حاولوا خطف».
_ASSAULTS = frozenset(("took", "attack", "raid", "abducted"))
_ORDERS = frozenset("امر امرا اوامر مذكره مذكرات قرار قرارات".split())
#: «فقتله»، «وقتلهما»: those done away with, as a pronoun.
_THEM = frozenset("ه ها هم هما".split())


#: What these say lasts («يسيطر على البلدة»): their present is a state.
_HOLDS = ("سيطر", "احتل", "حكم")


class SentenceEvents(People, Things, Ground, Violence, Tolls, Attackers):
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
        if self._elsewhere():
            return []
        self._losses()
        self._attackers()
        self._borrow_classes()
        self.drafts.sort(key=lambda d: d.at)
        return self.drafts

    def _elsewhere(self) -> bool:
        """Accidents, diseases and games: a sentence that tells of one and of no attack."""
        if self.text.within(_GAMES, *self.sentence):
            return True
        return bool(self.text.within(_CAUSES, *self.sentence)) and not any(d.violence for d in self.drafts)

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
        if self._told_after_speaker(k) or self._joined_to_noun(k):
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

    def _headline(self, k: int, lemma: str) -> bool:
        """«الجيش يستعيد بلدة كذا»: after its subject, at the head, a present of a change tells what has happened."""
        if not 0 < k <= 2 or self.chunks[k].conj or lemma.startswith(_HOLDS):
            return False
        return self.chunks[0].kind in "AG" and self.chunks[0].first == self.sentence[0] and not self.chunks[0].prep

    def _fits(self, k: int, chunk: Chunk, form: Form) -> bool:
        lexeme = form.lexeme
        following = self.text.forms[chunk.last : chunk.last + 14]
        if lexeme.kind == "result":
            return False
        if lexeme.needs:
            return self._completed(chunk, lexeme.needs, 8 if lexeme.code == "clash" else 14)
        if lexeme.code == "took" and (
            (form.tense == "present" and "expel" not in lexeme.flags and not self._headline(k, lexeme.lemma))
            or self._present_state(k, chunk)
        ):
            return False
        if lexeme.code == "shot_down" and self._dropped(k):
            return False
        if lexeme.lemma == "اصاب" and following[:1] and following[0].startswith(("هدفه", "اهدافه")):
            return False  # «صواريخ أصابت أهدافها»
        if lexeme.lemma == "القضاء علي" and not (k + 1 < len(self.chunks) and is_counted(self.chunks[k + 1])):
            return False  # «جهود القضاء على المتشددين»
        if lexeme.lemma == "طوق" and chunk.word is not None and chunk.word.form.endswith("طوقا"):
            return False  # «ضربوا طوقا»
        if lexeme.code == "wounded" and lexeme.lemma == "اصيب" and self._governs(k, "hull", reach=2):
            return False  # «أصيبت سفينة»
        if lexeme.code == "deployed" and lexeme.kind == "noun" and self._struck_at(k):
            return False
        if (
            lexeme.lemma == "انتشار"
            and k + 1 < len(self.chunks)
            and (self.chunks[k + 1].code or "").startswith("weapon")
        ):
            return False  # «مكافحة انتشار الأسلحة»
        if lexeme.code == "deployed" and "counted" in lexeme.flags:
            return self._first_partaker(k) >= 0
        if lexeme.code == "besieged" and lexeme.kind == "noun" and chunk.article and chunk.first:
            return not self.text.forms[chunk.first - 1].startswith("ال")  # «الجيوب المحاصرة»
        if lexeme.code == "deployed" and chunk.word is not None and chunk.word.prep == "ب" and not lexeme.prep:
            return lexeme.lemma in ("استخدام", "زرع", "زراعه") and self._arms_employed(k)
        if lexeme.code == "missing" and " " in lexeme.lemma:
            return self.text.forms[chunk.first - 1] != "من"  # «انتشال جثة من تحت الأنقاض»
        if lexeme.code in ("arrested", "abducted") and (self._of_the_dead(k) or self._ordered(chunk)):
            return False
        if lexeme.code == "released" and lexeme.kind == "noun" and chunk.word is not None and chunk.word.pron:
            return False  # «وتحريرها من قبضة المسلحين»
        if lexeme.lemma == "اعدام" and self._sentenced(chunk):
            return False
        if (
            lexeme.kind == "verb"
            and lexeme.voice in ("act", "both")
            and chunk.word is not None
            and chunk.word.pron
            and "violence" not in lexeme.flags
        ):
            if lexeme.code in ("destroyed", "damaged", "seized") and "weak" not in lexeme.flags and not lexeme.only:
                return chunk.word.pron in _THEM and self._things_meant(k) >= 0
            return lexeme.code in PERSON_ACTIONS and chunk.word.pron in _THEM and self._antecedent(k) >= 0
        if "dawn" in lexeme.flags and chunk.word is not None and chunk.word.form == "فجرا":
            return following[:1] in (["نفسيهما"], ["نفسهما"])  # «أغارت فجرا على موقع»
        if "dawn" in lexeme.flags and form.number == "s" and chunk.last in self.text.dates:
            return False
        if (
            "dawn" in lexeme.flags
            and chunk.last < len(self.text.forms)
            and self.text.forms[chunk.last] in ("اليوم", "امس", "يوم")
        ):
            return False
        if "counted" in lexeme.flags:
            return self._counts(k, lexeme.only or "person", fighters=lexeme.only == "person")
        if lexeme.lemma == "انفجر" and form.tense == "present" and k + 1 < len(self.chunks):
            following_noun = self.chunks[k + 1].kind == "w" or self.text.words[chunk.last].tag == "p"
            return not following_noun  # «تنفجر في هذه المنطقة نزاعات»
        if lexeme.only:
            return self._governs(k, lexeme.only)
        if lexeme.lemma.endswith(_DO_AWAY):
            return any(c.kind == "G" and is_counted(c) and not c.article for c in self.chunks[k + 1 : k + 3])
        if "weak" in lexeme.flags and lexeme.code in PERSON_ACTIONS:
            return self._governs(
                k, "person", reach=2 if lexeme.lemma in _LOOSE_VERBS and "علي" not in following[:4] else 4
            )
        return True

    def _arms_employed(self, k: int) -> bool:
        """«باستخدام 8 صواريخ»، «باستخدام الأسلحة الثقيلة»: with what an attack was made, counted or many."""
        arms = self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        if arms is None or arms.kind != "G" or not (arms.code or "").startswith(FORCES[1:]):
            return False
        if is_counted(arms):
            return True
        thrown = (arms.code or "").startswith(("weapon.rocket", "weapon.explosive", "aircraft.drone"))
        thrown = thrown and self.text.forms[self.chunks[k].first].startswith("باستخدام")
        return arms.form is not None and arms.form.number == "p" and not thrown  # «بالصواريخ» says what kind of attack

    def _dropped(self, k: int) -> bool:
        """«أسقطت مروحية برميلين متفجرين»: what an aircraft drops is not brought down."""
        near = [c for c in self.chunks[k + 1 : k + 4] if c.kind == "G"]
        return len(near) > 1 and (near[0].code or "").startswith("aircraft") and near[1].code == "weapon.explosive"

    def _counts(self, k: int, wanted: str, fighters: bool = False) -> bool:
        """Whether people of that class, told by their number, are what the word is about («خروج 40 ألف مدني»)."""
        if fighters and self._meant(k, person=True) >= 0:
            return True
        before = self.chunks[max(0, k - 4) : k] if self.chunks[k].kind == "V" else []
        near = [c for c in (*self.chunks[k + 1 : k + 4], *reversed(before)) if c.kind == "G" and is_counted(c)]
        code = near[0].code or "person" if near else ""
        return code.startswith(wanted) and (fighters or code != "person.combatant")

    def _ordered(self, chunk: Chunk) -> bool:
        """«أوامر توقيف»، «مذكرة اعتقال»: ordered, not done."""
        before = self.text.forms[chunk.first - 1 : chunk.first] if chunk.first > self.sentence[0] else []
        return bool(before) and before[0].lstrip("وبل").removeprefix("ال") in _ORDERS

    def _of_the_dead(self, k: int) -> bool:
        """«يحتجزون جثمانه»: a body is held, nobody arrested."""
        return any(c.result is not None and c.result.lexeme.code == "killed" for c in self.chunks[k + 1 : k + 3])

    def _sentenced(self, chunk: Chunk) -> bool:
        """«الحكم بإعدام 45 متهما»: a sentence passed, not carried out."""
        before = self.text.forms[max(self.sentence[0], chunk.first - 4) : chunk.first]
        return any(f.lstrip("وفبل").removeprefix("ال").startswith(("حكم", "احكام", "قضت", "عقوبه")) for f in before)

    def _completed(self, chunk: Chunk, needs: frozenset[str], reach: int) -> bool:
        """«تبادلا إطلاق النار», not «تبادلا الاتهامات رغم وقف إطلاق النار»: the words that a verb needs after it."""
        for t in range(chunk.last, min(chunk.last + reach, len(self.text.forms))):
            if self.text.forms[t].startswith(("الاتهام", "اتهام")):
                return False
            if self.text.forms[t] in needs:
                return not self.text.forms[t - 1].lstrip("ل").startswith("وقف")
        return False

    def _present_state(self, k: int, chunk: Chunk) -> bool:
        """«تحت سيطرة»، «الخاضعة لسيطرة»: a state, not a change of hands."""
        before = self.text.forms[chunk.first - 1] if chunk.first else ""
        return before in ("تحت", "خارج", "مناطق") or bool(chunk.word and chunk.word.prep == "ل" and chunk.kind == "N")
