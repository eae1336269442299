"""What happened: the triggers of a sentence and the measures they govern."""

from __future__ import annotations

from rasd.codebook.book import Form
from rasd.reading.chunks import Chunk
from rasd.reading.drafts import Draft
from rasd.reading.families import PERSON_ACTIONS, THING_ACTIONS
from rasd.reading.ground import Ground
from rasd.reading.people import People
from rasd.reading.things import Things
from rasd.reading.tolls import Tolls
from rasd.reading.violence import Violence
from rasd.reading.watching import Watch

_GAMES = Watch(lambda word, book: word.form.lstrip("وفب") in book.elsewhere["games"])
_CAUSES = Watch(lambda word, book: word.form.lstrip("وفب") in book.elsewhere["causes"])
#: «قضى 5 أشخاص» but «قضت المحكمة بسجن 5»: those befallen stand right after.
_LOOSE_VERBS = frozenset(("قضي", "نفق", "صرع"))


class SentenceEvents(People, Things, Ground, Violence, Tolls):
    """The drafts of one sentence."""

    def read(self) -> list[Draft]:
        """All drafts, in the order of their triggers."""
        for k, chunk in enumerate(self.chunks):
            if chunk.kind in "VN" and chunk.form is not None:
                self._trigger(k, chunk)
            elif chunk.kind == "G" and k not in self.used:
                self._thing(k, chunk)
            elif chunk.kind == "b":
                self._breakdown(k)
            elif (
                chunk.kind in "wS"
                and chunk.word is not None
                and chunk.word.carrier == "happened"
                and chunk.word.form.lstrip("و").startswith("سقط")
            ):
                self._fallen(k)
            elif chunk.kind == "p" and chunk.word is not None and chunk.word.stem == "بواسطه":
                self._brought(k)
            elif chunk.kind == "p" and chunk.word is not None and chunk.word.form == "بين":
                self._fell_both(k)
        if self._elsewhere():
            return []
        self._losses()
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
        if form is None or self._unreal(k, chunk):
            return
        if self._tried(k):
            if form.lexeme.code in ("took", "attack", "raid"):
                self._assault(k, chunk, form)
            elif form.lexeme.code == "assassination":
                self._violence(k, chunk, form)
            return
        if form.lexeme.code == "seized" and self._governs(k, "place"):
            form = form._replace(lexeme=form.lexeme._replace(code="took"))  # ground is taken, not seized
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

    def _settled(self, k: int, chunk: Chunk) -> Form | None:
        """Which entry of the word is meant here, by what follows it."""
        word = chunk.word
        phrase = chunk.form is not None and " " in chunk.form.lexeme.lemma
        known = word.act if word is not None and chunk.last == chunk.first + 1 and not phrase else (chunk.form,)
        kind = "verb" if chunk.kind == "V" else "noun"
        for form in sorted((f for f in known if f is not None), key=lambda f: f.lexeme.kind != kind):
            if self._fits(k, chunk, form):
                return form
        return None

    def _fits(self, k: int, chunk: Chunk, form: Form) -> bool:
        lexeme = form.lexeme
        following = self.text.forms[chunk.last : chunk.last + 14]
        if lexeme.kind == "result":
            return False
        if lexeme.needs:
            return any(f in lexeme.needs for f in following)
        if lexeme.code == "took" and (
            (form.tense == "present" and "expel" not in lexeme.flags) or self._present_state(k, chunk)
        ):
            return False
        if lexeme.code == "deployed" and chunk.word is not None and chunk.word.prep == "ب":
            return False
        if (
            lexeme.kind == "verb"
            and lexeme.voice in ("act", "both")
            and chunk.word is not None
            and chunk.word.pron
            and "violence" not in lexeme.flags
        ):
            return lexeme.code in PERSON_ACTIONS and chunk.word.pron in ("ه", "ها", "هم") and self._antecedent(k) >= 0
        if "dawn" in lexeme.flags and form.number == "s" and chunk.last in self.text.dates:
            return False
        if (
            "dawn" in lexeme.flags
            and chunk.last < len(self.text.forms)
            and self.text.forms[chunk.last] in ("اليوم", "امس", "يوم")
        ):
            return False
        if lexeme.only:
            return self._governs(k, lexeme.only)
        if "counted" in lexeme.flags or ("weak" in lexeme.flags and lexeme.code in PERSON_ACTIONS):
            return self._governs(
                k, "person", reach=2 if lexeme.lemma in _LOOSE_VERBS and following[:1] != ["علي"] else 4
            )
        return True

    def _present_state(self, k: int, chunk: Chunk) -> bool:
        """«تحت سيطرة»، «الخاضعة لسيطرة»: a state, not a change of hands."""
        before = self.text.forms[chunk.first - 1] if chunk.first else ""
        return before in ("تحت", "خارج", "مناطق") or bool(chunk.word and chunk.word.prep == "ل" and chunk.kind == "N")
