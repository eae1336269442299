"""Whether a word that can tell of an action does so where it stands: what speaks against it, and what it needs."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from rasd.codebook.book import Form
from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.families import FORCES, PERSON_ACTIONS
from rasd.reading.measuring.attackers import Attackers
from rasd.reading.measuring.counting import is_counted
from rasd.reading.measuring.fields import in_words_alone
from rasd.reading.measuring.ground import Ground
from rasd.reading.measuring.people import People
from rasd.reading.measuring.things import Things
from rasd.reading.measuring.tolls import Tolls
from rasd.reading.measuring.violence import Violence, protesters

#: «قضى 5 أشخاص» but «قضت المحكمة بسجن 5»: those befallen stand right after.
#: «القضاء على 8 إرهابيين» but «القضاء على الإرهاب»: only of people who are counted.
_DO_AWAY = "قضاء علي"
_LOOSE_VERBS = frozenset(("قضي", "نفق", "صرع"))
_ORDERS = frozenset("امر امرا اوامر مذكره مذكرات قرار قرارات".split())
#: «فقتله»، «وقتلهما»: those done away with, as a pronoun.
_THEM = frozenset("ه ها هم هما".split())
#: What these say lasts («يسيطر على البلدة»): their present is a state.
_HOLDS = ("سيطر", "احتل", "حكم")
#: What somebody shows («نشرت الجماعة صورا»), and deploys nothing by it.
_SHOWN = frozenset("صور صوره مشاهد لقطات فيديو شريط شريطا خبر خبرا".split())
#: «عملية تحرير كذا» is under way, or was; whether it ended well is told elsewhere.
_OPERATIONS = frozenset("عمليه عمليات معركه معارك حمله حملات خطه جهود".split())
_TODAY = frozenset(("اليوم", "امس", "يوم"))

#: What one construction says of it: that it fits, that it does not, or nothing.
Verdict = Callable[["Fitting", int, Chunk, Form], bool | None]
#: Whom nobody captures.
_LOST = frozenset(("killed", "killed_or_wounded", "missing"))


class Fitting(People, Things, Ground, Violence, Tolls, Attackers):
    """Whether a word that can tell of an action does so where it stands."""

    def _only_spelled_so(self, chunk: Chunk, form: Form) -> bool:
        """«أسر الضحايا» are families, whom nobody captured; «عليها آثار إطلاق نار» tells of marks, and not when."""
        if form.lexeme.lemma == "اسر" and chunk.last < len(self.text.words):
            after = self.text.words[chunk.last].act[:1]
            return any(f.lexeme.kind == "result" and f.lexeme.code in _LOST for f in after)
        return form.lexeme.kind == "noun" and self.text.forms[chunk.first - 1 : chunk.first] == ["اثار"]

    def _fits(self, k: int, chunk: Chunk, form: Form) -> bool:
        """What the first construction says that knows; a word that nothing speaks against fits."""
        lexeme = form.lexeme
        if (
            lexeme.kind == "result"
            or self._only_spelled_so(chunk, form)
            or in_words_alone(self.text, self.book, chunk.last)
            or self._rioting(k, chunk, form)
        ):
            return False
        if lexeme.needs:
            return self._completed(chunk, lexeme.needs, 8 if lexeme.code == "clash" else 14)
        of_code, of_word = _AGAINST.get(lexeme.code), _AGAINST_WORDS.get(lexeme.lemma)
        if (of_code and of_code(self, k, chunk, form)) or (of_word and of_word(self, k, chunk, form)):
            return False
        for verdict in _VERDICTS:
            said = verdict(self, k, chunk, form)
            if said is not None:
                return said
        return True

    def _rioting(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«أحرق المحتجون إطارات»، «اقتحم المتظاهرون المقر»: what a protest comes to, but for those it harms."""
        after = self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        acts = chunk.kind == "V" and form.lexeme.voice in ("act", "both") and form.lexeme.code not in PERSON_ACTIONS
        return acts and after is not None and not after.prep and protesters(after)

    # ---- against it, by its action

    def _no_taking(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«يسيطر على»، «تحت سيطرة»: ground that is held, not taken."""
        lexeme = form.lexeme
        held = form.tense == "present" and "expel" not in lexeme.flags and not self._headline(k, lexeme.lemma)
        return held or self._present_state(k, chunk) or self._operation(chunk, form)

    def _operation(self, chunk: Chunk, form: Form) -> bool:
        """«قتلوا في عمليات تطهير المدينة»: an operation goes on for ground, and tells of none that was taken."""
        before = self.text.forms[chunk.first - 1].lstrip("وفبل") if chunk.first > self.sentence[0] else ""
        return form.lexeme.kind == "noun" and not chunk.conj and before in _OPERATIONS

    def _headline(self, k: int, lemma: str) -> bool:
        """«الجيش يستعيد بلدة كذا»: after its subject, at the head, a present of a change tells what has happened."""
        if not 0 < k <= 2 or self.chunks[k].conj or lemma.startswith(_HOLDS):
            return False
        return self.chunks[0].kind in "AG" and self.chunks[0].first == self.sentence[0] and not self.chunks[0].prep

    def _published(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«نشرت الجماعة صورا لجنود»: what is published is no force deployed."""
        told = self.text.classes.setting | self.text.classes.issued | _SHOWN
        following = self.text.forms[chunk.last : chunk.last + 3]
        return any(word in told or word.removesuffix("ا") in told for word in following)

    def _only_dropped(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«أسقطت مروحية برميلين متفجرين»: what an aircraft drops is not brought down."""
        near = [c for c in self.chunks[k + 1 : k + 4] if c.kind == "G"]
        return len(near) > 1 and (near[0].code or "").startswith("aircraft") and near[1].code == "weapon.explosive"

    def _a_hull(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«أصيبت سفينة»: hit, not wounded."""
        return form.lexeme.lemma == "اصيب" and self._governs(k, "hull", reach=2)

    def _no_sending(self, k: int, chunk: Chunk, form: Form) -> bool:
        return form.lexeme.kind == "noun" and self._struck_at(k)

    def _no_arrest(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«يحتجزون جثمانه», a body; «أوامر توقيف», ordered and not done."""
        return self._of_the_dead(k) or self._ordered(chunk)

    def _of_ground(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«وتحريرها من قبضة المسلحين»: a town that is freed."""
        return form.lexeme.kind == "noun" and chunk.word is not None and bool(chunk.word.pron)

    # ---- against it, by its word

    def _on_target(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«صواريخ أصابت أهدافها»."""
        following = self.text.forms[chunk.last : chunk.last + 1]
        return bool(following) and following[0].startswith(("هدفه", "اهدافه"))

    def _of_nobody_counted(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«جهود القضاء على المتشددين»."""
        return not (k + 1 < len(self.chunks) and is_counted(self.chunks[k + 1]))

    def _a_cordon(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«ضربوا طوقا»."""
        return chunk.word is not None and chunk.word.form.endswith("طوقا")

    def _of_arms(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«مكافحة انتشار الأسلحة»."""
        return k + 1 < len(self.chunks) and (self.chunks[k + 1].code or "").startswith("weapon")

    def _sentenced(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«الحكم بإعدام 45 متهما»: a sentence passed, not carried out."""
        before = self.text.forms[max(self.sentence[0], chunk.first - 4) : chunk.first]
        return any(f.lstrip("وفبل").removeprefix("ال").startswith(("حكم", "احكام", "قضت", "عقوبه")) for f in before)

    def _charged(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«بتهمة قتل متظاهرين»: of what somebody is accused in court."""
        return chunk.first > 0 and self.text.forms[chunk.first - 1].lstrip("بو") in ("تهمه", "تهم")

    def _in_words(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«هاجم الرئيس مشاركة القوات»، «هاجم الوزير الحكومة»: who holds an office attacks with words."""
        near = self.chunks[k + 1 : k + 4]
        if chunk.kind != "V" or chunk.word is None or chunk.word.pron or not near or not _in_office(near[0]):
            return False
        return not any(c.kind == "L" or (c.code or "").startswith(("place", "site", "vehicle")) for c in near[1:2])

    def _no_ground(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«فقد الاتصال بمدينة», «فقدت موظفة في مدينة»: not what stands right after the verb or its subject.

        «تفقد الوزير الجرحى», «تفقدت اللجنة المدينة»: a visit, spelled like a loss.
        """
        if "تفقد" in self.text.forms[chunk.first]:
            return True
        near = itertools.takewhile(lambda c: c.kind in "AGLw", self.chunks[k + 1 : k + 5])
        return form.lexeme.code == "lost" and not any(c.kind == "L" or (c.code or "").startswith("place") for c in near)

    def _natural(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«إعلان وفاة زعيمها»، «توفي الرئيس السابق»: one of office who dies, unless of wounds, is not killed."""
        near = next((c for c in self.chunks[k + 1 : k + 3] if c.kind in "AG"), None)
        wounds = any(f.startswith("متاثر") for f in self.text.forms[chunk.last : self.sentence[1]])
        return near is not None and not wounds and near.number is None and _in_office(near)

    # ---- what decides

    def _force_employed(self, k: int, chunk: Chunk, form: Form) -> bool | None:
        """«بمشاركة 40 عنصرا»، «باستخدام 8 صواريخ»."""
        lexeme = form.lexeme
        if lexeme.code != "deployed":
            return None
        if "counted" in lexeme.flags:
            return self._first_partaker(k) >= 0
        if chunk.word is not None and chunk.word.prep == "ب" and not lexeme.prep:
            return lexeme.lemma in ("استخدام", "زرع", "زراعه") and self._arms_employed(k)
        return None

    def _besieging(self, k: int, chunk: Chunk, form: Form) -> bool | None:
        """«الجيوب المحاصرة»: how they are, not what is done to them."""
        if form.lexeme.code != "besieged" or form.lexeme.kind != "noun" or not chunk.article or not chunk.first:
            return None
        return not self.text.forms[chunk.first - 1].startswith("ال")

    def _under_rubble(self, k: int, chunk: Chunk, form: Form) -> bool | None:
        """«انتشال جثة من تحت الأنقاض» misses nobody."""
        if form.lexeme.code != "missing" or " " not in form.lexeme.lemma:
            return None
        return self.text.forms[chunk.first - 1] != "من"

    def _with_pronoun(self, k: int, chunk: Chunk, form: Form) -> bool | None:
        """«فقتله»، «ودمرتها»: whom or what the pronoun means has to be found."""
        lexeme, word = form.lexeme, chunk.word
        acts = lexeme.kind == "verb" and lexeme.voice in ("act", "both") and "violence" not in lexeme.flags
        if not acts or word is None or not word.pron:
            return None
        if lexeme.code in ("destroyed", "damaged", "seized") and "weak" not in lexeme.flags and not lexeme.only:
            return word.pron in _THEM and self._things_meant(k) >= 0
        return lexeme.code in PERSON_ACTIONS and word.pron in _THEM and self._antecedent(k) >= 0

    def _at_dawn(self, k: int, chunk: Chunk, form: Form) -> bool | None:
        """«فجرا نفسيهما» blew up; «أغارت فجرا على موقع»، «فجر اليوم» tell when."""
        if "dawn" not in form.lexeme.flags:
            return None
        if chunk.word is not None and chunk.word.form == "فجرا":
            return self.text.forms[chunk.last : chunk.last + 1] in (["نفسيهما"], ["نفسهما"])
        dated = form.number == "s" and chunk.last in self.text.dates
        return False if dated or not _TODAY.isdisjoint(self.text.forms[chunk.last : chunk.last + 1]) else None

    def _told_by_number(self, k: int, chunk: Chunk, form: Form) -> bool | None:
        """«خروج 40 ألف مدني»: only of so many."""
        if "counted" not in form.lexeme.flags:
            return None
        return self._counts(k, form.lexeme.only or "person", fighters=form.lexeme.only == "person")

    def _breaks_out(self, k: int, chunk: Chunk, form: Form) -> bool | None:
        """«تنفجر في هذه المنطقة نزاعات»."""
        if form.lexeme.lemma != "انفجر" or form.tense != "present" or k + 1 >= len(self.chunks):
            return None
        return not (self.chunks[k + 1].kind == "w" or self.text.words[chunk.last].tag == "p")

    def _governs_its_own(self, k: int, chunk: Chunk, form: Form) -> bool | None:
        return self._governs(k, form.lexeme.only) if form.lexeme.only else None

    def _done_away_with(self, k: int, chunk: Chunk, form: Form) -> bool | None:
        """«القضاء على 8 إرهابيين»."""
        if not form.lexeme.lemma.endswith(_DO_AWAY):
            return None
        return any(c.kind == "G" and is_counted(c) and not c.article for c in self.chunks[k + 1 : k + 3])

    def _weakly(self, k: int, chunk: Chunk, form: Form) -> bool | None:
        """A common word, only with people after it."""
        if "weak" not in form.lexeme.flags or form.lexeme.code not in PERSON_ACTIONS:
            return None
        following = self.text.forms[chunk.last : chunk.last + 4]
        near = form.lexeme.lemma in _LOOSE_VERBS and "علي" not in following
        return self._governs(k, "person", reach=2 if near else 4)

    # ---- signs

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


def _in_office(chunk: Chunk) -> bool:
    """«الوزير»، «الرئيس السوري بشار الأسد»: one who speaks for a state, and not its forces."""
    return chunk.code == "person.official" or any(a.kind == "person" for a in chunk.actors[:1])


_AGAINST: dict[str, Verdict] = {
    "took": Fitting._no_taking,
    "shot_down": Fitting._only_dropped,
    "wounded": Fitting._a_hull,
    "deployed": Fitting._no_sending,
    "arrested": Fitting._no_arrest,
    "abducted": Fitting._no_arrest,
    "released": Fitting._of_ground,
}
_AGAINST_WORDS: dict[str, Verdict] = {
    "اصاب": Fitting._on_target,
    "القضاء علي": Fitting._of_nobody_counted,
    "طوق": Fitting._a_cordon,
    "انتشار": Fitting._of_arms,
    "اعدام": Fitting._sentenced,
    "قتل": Fitting._charged,
    "نشر": Fitting._published,
    "هاجم": Fitting._in_words,
    "فقد": Fitting._no_ground,
    "وفاه": Fitting._natural,
    "توفي": Fitting._natural,
}
_VERDICTS: tuple[Verdict, ...] = (
    Fitting._force_employed,
    Fitting._besieging,
    Fitting._under_rubble,
    Fitting._with_pronoun,
    Fitting._at_dawn,
    Fitting._told_by_number,
    Fitting._breaks_out,
    Fitting._governs_its_own,
    Fitting._done_away_with,
    Fitting._weakly,
)
