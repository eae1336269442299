"""Who says it: the stretches of a sentence that a source is made to answer for, and at what distance."""

from __future__ import annotations

from rasd.reading.chunks import Text
from rasd.reading.names import Names
from rasd.reading.speakers import Speaking, speaker_phrase

_QUOTES = frozenset("\"“«”»")
_OPENING = frozenset("\"“«")
_SETTING_WORDS = frozenset("بيان تصريح تصريحات حديث تقرير تقارير معلومات ارقام احصاءات احصايات وثايق شهادات روايه افاده".split())
_ANAPHORS = frozenset(
    "البيان المصدر المصادر المتحدث الناطق الوزاره الوكاله المرصد التقرير الموقع المسوول الاخير الاخيره الصحيفه المنظمه الجماعه التنظيم الحركه الشاهد المركز "
    "الوزير الرييس الشبكه المسوولون المسوولين القناه الهييه المكتب".split()
)
#: These verbs open speech only with «إن», a colon or a quotation after them (or a known speaker).
_NEEDS_THAT = frozenset(
    "بين رصد سجل نشر كتب واصل حمل وصف جاء صدر تحدث بث ختم رجح قدر تبني وثق نقل اظهر نسب عزا كذب اصدر قدرت حذر ادان ندد استنكر اعرب شدد راي احصي اعتبر "
    "تابع اورد روي حصر نوه كشف".split()
)


#: «يذكر أن»: nobody is made to answer for it.
_IMPERSONAL = frozenset("يذكر يشار تجدر يقال ذكرت".split()) - {"ذكرت"}


class Segment:
    """Tokens ``first`` up to ``last`` that are somebody's words, with the chain of speakers, outermost first."""

    __slots__ = ("chain", "cue", "first", "last", "stance")

    def __init__(self, first: int, last: int, chain: list[Speaking], cue: tuple[int, int], stance: str) -> None:
        self.first = first
        self.last = last
        self.chain = chain
        self.cue = cue
        self.stance = stance


class Attribution:
    """Finds the segments of each sentence; remembers who spoke before, for «وأضاف» and «المصدر»."""

    def __init__(self, text: Text, names: Names) -> None:
        self.text = text
        self.names = names
        self.latest: list[Speaking] = []
        self.header: Speaking | None = None
        self.quote: Segment | None = None
        self.lines = 0

    def forget(self) -> None:
        """A new article begins: nobody has spoken yet."""
        self.latest, self.header, self.quote, self.lines = [], None, None, 0

    # ---- one sentence

    def segments(self, first: int, last: int) -> list[Segment]:
        """The segments of the sentence ``first`` up to ``last``, in the order they open."""
        text, book = self.text, self.names.book
        found: list[Segment] = []
        self.lines += 1
        header = self._header(first, last)
        if header:
            found.append(header)
        elif self.header:
            found.append(Segment(first, last, [self.header], (self.header.first, self.header.last), "says"))
        if self.quote:
            found.append(Segment(first, last, self.quote.chain, self.quote.cue, self.quote.stance))
        i = first
        while i < last:
            word = text.words[i]
            segment = None
            if text.kinds[i] == "w":
                if word.form in book.according or (word.form[0] in "وف" and word.form[1:] in book.according):
                    segment = self._according(i, first, last)
                elif word.form in ("كما", "ما") and i + 1 < last and text.words[i + 1].tag == "s" and (i > first and (word.form == "كما" or text.forms[i - 1] in ("علي", "وفق", "بحسب", "حسب"))):
                    segment = self._as_told(i + 1, first, last)
                elif word.say is not None and word.tag in "sy":
                    segment = self._spoken(i, first, last)
            if segment:
                found.append(segment)
                i = max(i + 1, max((s.last for s in segment.chain if s.first >= i), default=i + 1))
            else:
                i += 1
        self._close(found)
        self._follow_quote(first, last, found)
        return found

    def at(self, segments: list[Segment], i: int) -> Segment | None:
        """The innermost segment that covers token ``i``."""
        best = None
        for segment in segments:
            if segment.first <= i < segment.last and (best is None or segment.first >= best.first):
                best = segment
        return best

    def _remember(self, speaking: Speaking) -> None:
        self.latest.append(speaking)
        del self.latest[:-12]

    # ---- «X: …» at the head of a line

    def _header(self, first: int, last: int) -> Segment | None:
        text = self.text
        j = first
        while j < last and text.kinds[j] in "pls" and text.forms[j] != ":":
            j += 1
        colon = next((k for k in range(j, min(j + 11, last)) if text.forms[k] == ":"), -1)
        if colon <= j:
            self._signed(j, last)
            return None
        if any(text.words[k].tag in "svi" and text.kinds[k] == "w" for k in range(j, colon)):
            return None
        speaking = speaker_phrase(text, self.names, j, colon, bare_names=False)
        if speaking is None or speaking.last < colon - 3 or not (speaking.actors or speaking.head):
            return None
        if speaking.last < colon and text.words[speaking.last].tag not in "pw":
            return None
        speaking = self._identity(speaking)
        self._remember(speaking)
        if colon >= last - 1:
            self.header = speaking
        return Segment(colon, last, [speaking], (colon, colon + 1), "says")

    def _signed(self, j: int, last: int) -> None:
        """A first line that is nothing but a source's name speaks for what follows."""
        text = self.text
        if self.lines > 3 or last - j > 14 or any(text.words[k].tag in "vnqsi" and text.kinds[k] == "w" for k in range(j, last)):
            return
        speaking = speaker_phrase(text, self.names, j, last, bare_names=False)
        if speaking is None or last - speaking.last > 4 or not speaking.actors and speaking.head.removeprefix("ال") not in ("متحدث", "ناطق"):
            return
        if speaking.actors and speaking.actors[0].kind in ("outlet", "agency", "state"):
            return
        self._remember(speaking)
        self.header = speaking

    # ---- «بحسب المرصد»

    def _according(self, i: int, first: int, last: int) -> Segment | None:
        text = self.text
        form = text.words[i].form
        rests = self.names.book.according.get(form) or self.names.book.according.get(form[1:], [])
        for rest in rests:
            j = i + 1
            if tuple(text.forms[j : j + len(rest)]) != rest:
                continue
            j += len(rest)
            while j < last and (text.words[j].say is not None and text.words[j].tag == "s" or text.forms[j] in ("ما", "لما", "مانقل") or text.forms[j] in _SETTING_WORDS):
                j += 1
            if j < last and text.forms[j] in ("به", "عنه", "له", "عن"):
                j += 1
            speaking = speaker_phrase(text, self.names, j, last, bare_names=j > i + 1)
            if speaking is None:
                continue
            speaking = self._identity(speaking)
            self._remember(speaking)
            return Segment(*self._reach(i, speaking.last, first, last), [speaking], (i, j), "says")
        return None

    def _as_told(self, i: int, first: int, last: int) -> Segment | None:
        """«…، كما أفادت سلطات البلاد»، «على ما أعلن مصدر»."""
        speaking = speaker_phrase(self.text, self.names, i + 1, last)
        if speaking is None or not (speaking.actors or speaking.head):
            return None
        speaking = self._identity(speaking)
        self._remember(speaking)
        return Segment(first, last, [speaking], (i - 1, i + 1), "says")

    def _reach(self, i: int, end: int, first: int, last: int) -> tuple[int, int]:
        """What «بحسب …» covers: the sentence it stands in, from the start or up to its end."""
        return first, last

    # ---- verbs of speaking

    def _spoken(self, i: int, first: int, last: int) -> Segment | None:
        text = self.text
        word = text.words[i]
        assert word.say is not None
        stance = word.say.lexeme.code
        if word.say.lexeme.kind == "saying":
            return self._participle(i, last, stance)
        if i > first and text.words[i - 1].tag == "x" or word.prep in ("س", "ل"):
            return None
        if word.pron and text.forms[i - 1] not in ("ما", "لما", "مما") or word.stem in _IMPERSONAL:
            return None
        if word.say.lexeme.lemma == "نقل" and "عن" not in text.forms[i + 1 : i + 9]:
            return None
        if i > first and text.words[i - 1].tag == "r" and word.say.lexeme.lemma in _NEEDS_THAT:
            return None
        after = self._adverbs(i + 1, last)
        that = self._that(after, last)
        speaking = self._adjacent(i, first) or (None if that else speaker_phrase(text, self.names, after, last))
        if speaking is not None:
            speaking = self._identity(speaking)
        else:
            speaking = self._before(i, first)
            if speaking is None and (that or self._event_follows(after, last)):
                speaking = self._anaphor()
        if speaking is None:
            return None
        lemma = word.say.lexeme.lemma
        end = max(speaking.last, i + 1) if speaking.first > i else i + 1
        if lemma in _NEEDS_THAT and not self._opens(end, last):
            return None
        if not (speaking.actors or speaking.head or speaking.pronoun or self._opens(end, last)):
            return None
        chain = [speaking]
        if lemma == "نقل":
            inner = self._quoted_source(end, last)
            if inner is not None and not self._unnamed(inner):
                chain.append(inner)
            elif inner is not None and speaking.pronoun:
                chain = [inner]
        self._remember(chain[-1])
        begin = i if speaking.first > i or speaking.pronoun else min(i, speaking.first)
        return Segment(begin, last, chain, (i, i + 1), stance)

    def _participle(self, i: int, last: int, stance: str) -> Segment | None:
        if not self._opens(i + 1, last) and self.text.forms[i + 1 : i + 2] != ["الي"]:
            return None
        speaking = self._anaphor()
        if speaking is None:
            return None
        return Segment(i, last, [speaking], (i, i + 1), stance)

    def _adverbs(self, i: int, last: int) -> int:
        """Skip what may stand between the verb and its subject: times, «من جانبه», «في بيان»."""
        text = self.text
        while i < last:
            moment = text.dates.get(i)
            if moment:
                i = moment.last
            elif text.forms[i] in ("،", ",", "ايضا", "كذلك", "بدوره", "لاحقا", "رسميا", "موخرا", "بدورها", "في", "عن") and (
                text.forms[i] not in ("في", "عن") or i + 1 < last and text.forms[i + 1] in _SETTING_WORDS
            ):
                i += 2 if text.forms[i] == "في" else 1
            else:
                return i
        return i

    def _that(self, i: int, last: int) -> bool:
        text = self.text
        return i < last and (text.words[i].tag == "i" and text.kinds[i] == "w" or text.forms[i] in _OPENING or text.forms[i] == ":" or text.forms[i] in ("الي", "عن"))

    def _opens(self, i: int, last: int) -> bool:
        """Whether what is said begins at ``i`` or a few words on: «إن», a colon, a quotation, an event."""
        text = self.text
        for k in range(i, min(i + 14, last)):
            if text.kinds[k] == "w" and text.words[k].tag == "i" or text.forms[k] == ":" or text.forms[k] in _OPENING:
                return True
            if text.words[k].tag in "nq" and k - i <= 3:
                return True
            if text.words[k].tag in "v" and k > i:
                return False
        return False

    def _event_follows(self, i: int, last: int) -> bool:
        text = self.text
        return i < last and text.words[i].tag in "nq" or i + 1 < last and text.forms[i] in ("عن", "الي") and text.words[i + 1].tag in "nq"

    def _before(self, i: int, first: int) -> Speaking | None:
        """The subject before its verb: «وكان المتحدث قد أعلن»، «أما المرصد فأكد»."""
        text = self.text
        j = first
        while j < i and (text.kinds[j] == "p" or text.words[j].tag in "ku" or text.forms[j] in ("وكان", "كان", "وكانت", "كانت", "وكانوا", "اما", "فيما", "وقد", "قد")):
            j += 1
        starts = [j]
        for k in range(i - 1, max(first, i - 16), -1):  # or after the last comma, «فيما», «بينما»
            if text.kinds[k] == "p" and text.forms[k] in "،,:؛" or text.words[k].tag == "k":
                starts.append(k + 1)
                break
        for start in starts:
            if start >= i:
                continue
            speaking = speaker_phrase(text, self.names, start, i, bare_names=i - start <= 4)
            if speaking is not None and (speaking.last >= i - 7) and not self._clause_between(speaking.last, i):
                if speaking.actors or speaking.head or i - start <= 4:
                    return self._identity(speaking)
        return None

    def _adjacent(self, i: int, first: int) -> Speaking | None:
        """A known source right before its verb: «مصادر في الحكومة تعلن»."""
        text = self.text
        if text.words[i].conj:
            return None
        end = i - 1 if i > first and text.forms[i - 1] in ("قد", "فقد") else i
        for start in range(max(first, end - 8), end):
            if start > first and text.kinds[start - 1] == "w" and text.words[start - 1].tag not in "kip" and text.forms[start - 1] not in ("وكان", "وكانت", "كان", "كانت", "اما"):
                continue
            speaking = speaker_phrase(text, self.names, start, end, bare_names=False)
            if speaking is not None and speaking.last == end and (speaking.actors or speaking.head) and not text.words[start].prep and (start == first or text.words[start - 1].tag != "p"):
                return speaking
        return None

    def _clause_between(self, a: int, b: int) -> bool:
        return any(self.text.words[k].tag in "v" and self.text.kinds[k] == "w" for k in range(a, b))

    def _quoted_source(self, i: int, last: int) -> Speaking | None:
        """«نقلت الوكالة عن مصدر … قوله»: the source behind the carrier."""
        text = self.text
        for k in range(i, min(i + 4, last)):
            if text.forms[k] == "عن":
                speaking = speaker_phrase(text, self.names, k + 1, last, bare_names=True)
                return self._identity(speaking) if speaking else None
        return None

    def _unnamed(self, speaking: Speaking) -> bool:
        """«مصادر»، «شهود عيان»: whoever cites them answers for them."""
        return speaking.head.removeprefix("ال") in ("مصدر", "مصادر", "شهود", "شاهد", "سكان", "اهالي", "مسوول", "مسوولين", "ناشطين") and not speaking.actors

    # ---- who is meant

    def _anaphor(self) -> Speaking | None:
        if not self.latest:
            return None
        known = self.latest[-1]
        again = Speaking(known.first, known.last, known.actors, known.head)
        again.pronoun = True
        return again

    def _identity(self, speaking: Speaking) -> Speaking:
        """A short second mention («البيان»، a surname) is the one who spoke before."""
        text = self.text
        forms = text.forms
        size = speaking.last - speaking.first
        head = forms[speaking.first]
        bare = head[1:] if head[:1] in "وف" and head[1:] in _ANAPHORS else "ال" + head[2:] if head.startswith("لل") else head
        if size == 1 and bare in _ANAPHORS and not speaking.actors:
            known = self._recall(bare)
            if known:
                return known
        elif size <= 2 and not speaking.actors and not speaking.head:
            for known in reversed(self.latest):
                if known.last - known.first > size and forms[speaking.last - 1] in forms[known.first : known.last]:
                    again = Speaking(known.first, known.last, known.actors, known.head)
                    again.pronoun = True
                    return again
        return speaking

    def _recall(self, word: str) -> Speaking | None:
        stem = word.removeprefix("ال")
        if word in ("البيان", "التقرير", "الاخير", "الاخيره"):
            return self._anaphor()
        for known in reversed(self.latest):
            if any(form.removeprefix("ال").removeprefix("و") == stem for form in self.text.forms[known.first : known.last]):
                again = Speaking(known.first, known.last, known.actors, known.head)
                again.pronoun = True
                return again
        return None

    # ---- extents

    def _close(self, found: list[Segment]) -> None:
        """A spoken stretch ends where the next verb of speaking with a speaker of its own begins."""
        spoken = [s for s in found if s.cue[0] >= s.first and s.first == s.cue[0]]
        for one, after in zip(spoken, spoken[1:], strict=False):
            if one.last > after.first and after.first > one.first:
                one.last = after.first

    def _follow_quote(self, first: int, last: int, found: list[Segment]) -> None:
        """A quotation left open at the end of a sentence goes on in the next."""
        text = self.text
        depth = self.quote is not None
        for i in range(first, last):
            form = text.forms[i]
            if form in _QUOTES:
                depth = not depth if form == '"' else form in "“«"
        if not depth:
            self.quote = None
        elif self.quote is None:
            segment = next((s for s in reversed(found)), None)
            self.quote = segment if segment and segment.chain else None
