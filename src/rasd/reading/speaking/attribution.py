"""Who says it: the stretches of a sentence that a source is made to answer for, and at what distance."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from functools import lru_cache

from rasd.codebook.book import Codebook
from rasd.reading.cutting.chunks import Text
from rasd.reading.cutting.names import Names
from rasd.reading.cutting.watching import Watch
from rasd.reading.speaking import headers, signing
from rasd.reading.speaking.according import According
from rasd.reading.speaking.continuing import Listing, between_statements, outcome_of_that
from rasd.reading.speaking.deeds import Deeds, blames
from rasd.reading.speaking.mentions import Mentions, unnamed
from rasd.reading.speaking.segments import Segment
from rasd.reading.speaking.speakers import Speaking, speaker_phrase
from rasd.reading.speaking.speech import CONDEMNS, COUNTS, NEEDS_THAT, REVEALS, Speech
from rasd.reading.speaking.subjects import Subjects

__all__ = ["Attribution", "Segment"]

_QUOTES = frozenset('"“«”»')
#: «أفادت أنباء بأن …»: nobody is named, and the outlet keeps its distance.
_HEARSAY = frozenset("انباء شايعات اشاعات".split())
#: «وبيّن المصدر أن …», spelled like «بين».
_MADE_CLEAR = frozenset(("بين", "وبين"))
#: «قائد الكتيبة، الذي تقول واشنطن إنه …،»: said of somebody in passing.
_RELATIVES = frozenset("الذي التي الذين اللذان اللذين اللتان اللتين".split())
#: How many sentences speech goes on that nothing closes: a quotation mark is easily forgotten.
_AT_MOST = 5


@lru_cache(maxsize=4)
def _openers(book: Codebook) -> frozenset[str]:
    """The words that may open «بحسب …», with and without a conjunction."""
    return frozenset(conj + form for form in book.according for conj in ("", "و", "ف")) | _MADE_CLEAR


_CUES = Watch(lambda word, book: word.say is not None or word.form in _openers(book) or blames(word.form))
QUOTES = Watch(lambda word, _: word.form in _QUOTES)


class Attribution(According):
    """Finds the segments of each sentence; remembers who spoke before, for «وأضاف» and «المصدر»."""

    def __init__(self, text: Text, names: Names) -> None:
        self.text = text
        self.names = names
        self.speech = Speech(text)
        self.mentions = Mentions(text)
        self.subjects = Subjects(text, names, self.mentions, self.speech)
        self.deeds = Deeds(text, names, self.mentions, self.subjects)
        self.cue_words = text.at(_CUES)
        self.quotes = text.at(QUOTES)
        #: Whether the lines count those who fell, by place or by doer («قوات كذا: 44 مدنيا»): a label is no speaker.
        self.counting = False
        self.forget()

    def forget(self) -> None:
        """A new article begins: nobody has spoken yet."""
        self.mentions.forget()
        self.header: Speaking | None = None
        self.quote: Segment | None = None
        self.direct: Segment | None = None
        self.statement: Segment | None = None
        self.listing = Listing(self.text)
        #: The last segment of the sentence before, if somebody spoke in it.
        self.spoke: Segment | None = None
        self.lines = self.gone_on = self.quoted = 0

    # ---- one sentence

    def segments(self, first: int, last: int) -> list[Segment]:
        """The segments of the sentence ``first`` up to ``last``, in the order they open."""
        if headers.links(self.text, first, last):
            self.forget()
            return []
        self.lines += 1
        found = self._opening(first, last)
        said: list[Segment] = []
        self.said = said
        free = first
        for i in self.cue_words[bisect_left(self.cue_words, first) : bisect_left(self.cue_words, last)]:
            segment = self._cue(i, first, last) if i >= free else None
            if segment:
                said.append(segment)
                free = max((s.last for s in segment.chain if s.first >= i), default=i)
        if not said:
            found += self._goes_on(first, last)
        found += said
        self._close(said)
        self._follow_quote(first, last, found)
        self._follow_speech(first, last, said)
        self.listing.opens(said, found, last)
        return found

    def at(self, segments: list[Segment], i: int) -> Segment | None:
        """The innermost segment that covers token ``i``."""
        best = None
        for segment in segments:
            if segment.first <= i < segment.last and (best is None or segment.first >= best.first):
                best = segment
        return best

    def _cue(self, i: int, first: int, last: int) -> Segment | None:
        """The segment that the word at ``i`` opens, if it is a cue."""
        text, book = self.text, self.names.book
        word = text.words[i]
        if text.kinds[i] != "w":
            return None
        form = word.form
        if form in book.according or (form[0] in "وف" and form[1:] in book.according):
            return self._according(i, first, last)
        if form in _MADE_CLEAR:
            return self._made_clear(i, last)
        if self._called(i, word.form) or (form == "وصف" and ":" in text.forms[i + 1 : i + 4]) or form == "نصف":
            return None  # «وصف الحادثة: …» is a label, «تقرير نصف سنوي» no «we describe»
        if blames(form) and (blamed := self.deeds.blamed(i, first, last)) is not None:
            return blamed
        if word.say is None or word.tag not in "sy":
            return None
        if word.tag == "s" and i > first and text.forms[i - 1] in ("كما", "ما"):
            told = self._as_told(i, first, last)
            if told:
                return told
        return self._spoken(i, first, last)

    def _called(self, i: int, form: str) -> bool:
        """«أحدهم يدعى فلان» gives a name and claims nothing; «يدعى أن» is a slip for «يدّعي»."""
        if form.lstrip("وف") not in ("يدعي", "تدعي") or not self.text.tokens.slice(i, i + 1).endswith("ى"):
            return False
        return self.text.forms[i + 1 : i + 2] not in (["ان"], ["بان"], ["انه"], ["انها"])

    # ---- what holds from the start of the sentence

    def _opening(self, first: int, last: int) -> list[Segment]:
        """Who speaks before the sentence names anybody: its header, the text's, an open quotation's."""
        found = []
        opened = headers.header(self.text, self.names, first, last)
        label = self.counting and headers.labels_a_figure(self.text, first, last)
        label = label or (opened is not None and headers.labels_a_doer(self.text, *opened, first, last))
        label = label or (opened is not None and headers.labels_a_place(self.text, *opened, last))
        if opened and not label:
            colon, speaking = opened[0], self.mentions.remember(self.mentions.identify(opened[1]))
            if colon >= last - 1 or (headers.bullet(self.text, last) and not headers.is_item(self.text, first)):
                self.header = speaking
            found.append(Segment(colon, last, [speaking], (colon, colon + 1), "says"))
        else:
            if not label:
                self._head_line(first, last)
            if self.header:
                found.append(Segment(first, last, [self.header], (self.header.first, self.header.last), "says"))
        if self.quote:
            found.append(Segment(first, last, self.quote.chain, self.quote.cue, self.quote.stance))
        return found

    def _head_line(self, first: int, last: int) -> None:
        """The first lines may name whose text it is."""
        if self.lines > 3:
            return
        speaking = headers.signature(self.text, self.names, first, last)
        speaking = speaking or signing.titled(self.text, self.names, first, last)
        if speaking is None and self.lines == 1:
            speaking = headers.communique(self.text, self.names, first, last)
            speaking = speaking or signing.signed_off(self.text, self.names)
        if speaking:
            self.header = self.mentions.remember(speaking)

    def _goes_on(self, first: int, last: int) -> list[Segment]:
        """A sentence without a cue that still belongs to what was said before it."""
        if self.direct is not None and (self.speech.turns_away(first) or self.gone_on >= _AT_MOST):
            self.direct = None
        self.gone_on += 1
        before = self.direct or self.listing.line(first, last)
        if before is None and self.spoke is not None and outcome_of_that(self.text, first, last):
            before = self.spoke
        if before is None and self.statement is not None and between_statements(self.text, first, last):
            before = self.statement
        self.spoke = self.spoke if before is self.spoke else None
        if before is None:
            return []
        return [Segment(first, last, before.chain, before.cue, before.stance)]

    # ---- verbs of speaking

    def _spoken(self, i: int, first: int, last: int) -> Segment | None:
        word = self.text.words[i]
        assert word.say is not None
        lexeme = word.say.lexeme
        if lexeme.kind == "saying":
            return self._participle(i, last, lexeme.code)
        if lexeme.lemma == "تبني":
            return self.deeds.claimed(i, first, last)
        if lexeme.lemma == "نسب":
            return self.deeds.ascribed(i, first, last)
        if not self.speech.is_act(i, first, last):
            return None
        after = self.speech.past_adverbs(i + 1, last)
        speaking = self.subjects.of(i, after, first, last)
        if speaking is None and lexeme.lemma == "اتهم" and word.tag == "s":
            return Segment(i, last, [], (i, i + 1), "claims")  # «اتُهمت القوات بقصف …»: nobody is named who does
        if speaking is None:
            return None
        end = max(speaking.last, i + 1) if speaking.first > i else i + 1
        if self._postponed(i, end, first, last, speaking):
            return Segment(first, last, [self.mentions.remember(speaking)], (i, i + 1), lexeme.code)
        inner = self.subjects.behind(end, last) if lexeme.lemma == "نقل" else None
        if inner is None and not self._says_something(lexeme.lemma, speaking, end, last):
            return None
        chain = [speaking]
        if inner is not None and speaking.pronoun and speaking.first < i and not unnamed(self.text, inner):
            chain = [inner]
        elif inner is not None and not unnamed(self.text, inner):
            chain.append(inner)
        if chain[-1].head in _HEARSAY:
            return Segment(i, last, [], (i, i + 1), "claims")
        if self._in_passing(i):
            return Segment(i, self._clause_end(end, last), chain, (i, i + 1), lexeme.code)
        self.mentions.remember(chain[-1])
        begin = i if speaking.first > i or speaking.pronoun else max(first, min(i, speaking.first))
        until = self.deeds.responsibility(end, last) or self.deeds.condemned(lexeme.lemma, end, last)
        until = until or self.deeds.denied(lexeme.code, end, last) or self.deeds.declined(end, last) or last
        return Segment(begin, until, chain, (i, i + 1), lexeme.code)

    def _in_passing(self, i: int) -> bool:
        """«…، الذي تقول دول غربية إنه مطلوب، قتل …»: what a relative clause is made to say ends with the clause."""
        forms = self.text.forms
        return i > 1 and forms[i - 1] in _RELATIVES and forms[i - 2] in ("،", ",")

    def _clause_end(self, i: int, last: int) -> int:
        return next((t for t in range(i, last) if self.text.forms[t] in ("،", ",")), last)

    def _made_clear(self, i: int, last: int) -> Segment | None:
        """«وبين الناطق أن …»: a speaker and «أن» after it tell the verb from the preposition."""
        speaking = speaker_phrase(self.text, self.names, i + 1, last, bare_names=False)
        if speaking is None or not (speaking.head or speaking.actors):
            return None
        after = self.speech.past_adverbs(speaking.last, last)
        if after >= last or self.text.words[after].tag != "i":
            return None
        speaking = self.mentions.remember(self.mentions.identify(speaking))
        return Segment(i, last, [speaking], (i, i + 1), "says")

    def _postponed(self, i: int, end: int, first: int, last: int, speaking: Speaking) -> bool:
        """«"قتل 20 مدنيا"، قال مسؤول.»: the verb and its subject stand behind what was said, or inside it."""
        forms, kinds = self.text.forms, self.text.kinds
        before = i - 2 if i - 1 > first and forms[i - 1] == "هكذا" else i - 1
        if before <= first or kinds[before] != "p" or forms[before] in ".:(" or self.text.words[i].conj:
            return False
        if speaking.first < i or not (speaking.head or speaking.actors):
            return False
        return end >= last or forms[end] in (".", "،", ",")

    def _says_something(self, lemma: str, speaking: Speaking, end: int, last: int) -> bool:
        """Whether the verb with this subject introduces speech."""
        if not (speaking.actors or speaking.head or speaking.pronoun):
            return self.speech.opens(end, last, strict=lemma in NEEDS_THAT, within=4 if lemma in NEEDS_THAT else 14)
        if lemma in REVEALS and self.text.forms[end : end + 1] == ["عن"] and (speaking.actors or speaking.head):
            return True
        if lemma in CONDEMNS or lemma in COUNTS:
            return not speaking.pronoun or self.speech.opens(end, last)
        if lemma in NEEDS_THAT:
            return self.speech.opens(end, last, strict=NEEDS_THAT[lemma])
        return bool(speaking.actors or speaking.head or speaking.pronoun) or self.speech.opens(end, last)

    def _participle(self, i: int, last: int, stance: str) -> Segment | None:
        """«مضيفاً أن …»: the one who spoke last goes on."""
        text = self.text
        accuses = stance == "claims" and text.kinds[i + 1 : i + 2] == "w"
        deed = stance == "says" and i + 1 < last and text.words[i + 1].tag in "nq"  # «مؤكدا مقتل 9»
        if (
            not (accuses or deed)
            and not self.speech.opens(i + 1, last, strict=True)
            and text.forms[i + 1 : i + 2] not in (["الي"], ["عن"])
        ):
            return None
        speaking = self.mentions.last()
        return Segment(i, last, [speaking], (i, i + 1), stance) if speaking else None

    # ---- extents

    def _close(self, said: list[Segment]) -> None:
        """A spoken stretch ends where the next verb of speaking with a speaker of its own begins."""
        spoken = [s for s in said if s.first == s.cue[0] and not self._in_passing(s.first)]
        for one, after in itertools.pairwise(spoken):
            if one.last > after.first > one.first:
                one.last = after.first

    def _follow_quote(self, first: int, last: int, found: list[Segment]) -> None:
        """A quotation left open at the end of a sentence goes on in the next."""
        depth = self.quote is not None
        for k in self.quotes[bisect_left(self.quotes, first) : bisect_left(self.quotes, last)]:
            form = self.text.forms[k]
            if form == '"' and not depth and self._only_closes(k, last):
                continue
            depth = not depth if form == '"' else form in "“«"
        self.quoted = self.quoted + 1 if self.quote is not None else 0
        if not depth or self.quoted > _AT_MOST:
            self.quote = None
        elif self.quote is None:
            segment = found[-1] if found else None
            self.quote = segment if segment and segment.chain else None

    def _only_closes(self, k: int, last: int) -> bool:
        """A mark written to the word before it and parted from the next closes a quotation that nobody opened."""
        if self.text.words[k - 1].tag == "i":
            return False  # «قال إن" المدفعية …»
        opens = k + 1 < last and self.text.kinds[k + 1] != "p" and self.text.starts_together(k + 1)
        return self.text.starts_together(k) and not opens

    def _follow_speech(self, first: int, last: int, said: list[Segment]) -> None:
        """What the next sentence may go on with: speech after a bare colon, a statement's list."""
        if said:
            self.gone_on = 0
            one = self.spoke = next((s for s in reversed(said) if not self._in_passing(s.cue[0])), said[-1])
            self.direct = one if self.speech.direct(one.cue[0], last) else None
            named = self.text.forms[one.cue[1] : one.cue[1] + 1]
            self.statement = one if named in (["البيان"], ["التقرير"]) else None
