"""The subject of a verb of speaking: after it, before it, or the one who spoke last."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Text
from rasd.reading.cutting.names import Names
from rasd.reading.speaking.mentions import Mentions
from rasd.reading.speaking.speakers import Speaking, addressed, speaker_phrase
from rasd.reading.speaking.speech import CONTINUES, Speech

_AUX = frozenset("وكان كان وكانت كانت وكانوا اما فيما وقد قد فقد تزال يزال زالت زال مازالت مازال".split())
#: What may stand before a subject at the head of a sentence.
_AT_THE_HEAD = _AUX | {"سبق", "وسبق"}
_MARKS = frozenset('"“«')
_IN_IT = (["فيه"], ["فيها"], ["خلاله"], ["خلالها"])
#: Figures that nobody is named for.
_FIGURES = frozenset("حصيله احصاييه احصاءات احصايات تقديرات ارقام".split())
_DATELINE_ENDS = frozenset(("--", "—", "ــ", "–", "-"))
_TELLS_WHOM = frozenset("افاد ابلغ اخبر".split())
_OF_AN_OUTLET = frozenset(("مدير", "مكتب"))
_ISSUES = frozenset("اصدر صدر نشر بث وجه القي".split())


class Subjects:
    """Finds who speaks, for the verbs of a report."""

    def __init__(self, text: Text, names: Names, mentions: Mentions, speech: Speech) -> None:
        self.text = text
        self.names = names
        self.mentions = mentions
        self.speech = speech

    def of(self, i: int, after: int, first: int, last: int) -> Speaking | None:
        """Who speaks: named before the verb, after it, or the one who spoke last."""
        word, lexeme = self.text.words[i], self.text.words[i].say
        assert lexeme is not None
        if word.pron and lexeme.lexeme.code == "claims":
            return speaker_phrase(self.text, self.names, after, last, bare_names=False) or self.mentions.last()
        if lexeme.lexeme.lemma == "نقل" and self.text.forms[i + 1 : i + 2] == ["عن"]:
            return self.mentions.last() or self.behind(i + 1, last)
        if lexeme.lexeme.lemma == "جاء":
            if self.text.forms[i - 1] == "ما":
                return None
            source = (
                speaker_phrase(self.text, self.names, i + 2, last, bare_names=False)
                if self.text.forms[i + 1 : i + 2] == ["في"]
                else None
            )
            return self.mentions.identify(source) if source else None
        if self.text.forms[i + 1 : i + 2] in _IN_IT:
            return self._issuer(i, first)
        told = addressed(self.text, self.names, after, last)
        that = (told > after or self.speech.that(after, last)) and not self._named_in_marks(after, last)
        speaking = self.adjacent(i, first) or (None if that else speaker_phrase(self.text, self.names, after, last))
        speaking = speaking or self._past_whom(after, told, last)
        if speaking is not None and lexeme.lexeme.lemma == "اتهم":
            self.without_accused(speaking)
        if speaking is not None and lexeme.lexeme.lemma == "اتهم" and self._accused_alone(speaking, i, last):
            return self.before(i, first) or (self.mentions.last() if word.conj else None)
        if speaking is not None and lexeme.lexeme.lemma in _TELLS_WHOM:
            self._without_whom(speaking)
        if speaking is not None:
            return self.mentions.identify(speaking)
        speaking = self.before(i, first)
        if speaking is None and (that or self.speech.event_follows(after, last)):
            speaking = self.mentions.last() or (self.mentions.before if lexeme.lexeme.lemma in CONTINUES else None)
        return speaking

    def without_accused(self, speaking: Speaking) -> None:
        """«اتهمت وزارة الداخلية العراقية الشرطة الاتحادية»: a body with «ال» after a definite word is another."""
        text = self.text
        for t in range(speaking.first + 2, speaking.last):
            definite = text.forms[t].startswith("ال") and text.forms[t - 1].startswith("ال")
            found = self.names.match(text, t, speaking.last) if definite and text.words[t].names else None
            known = found is not None and bool(found[1]) and found[1][0].kind != "person"
            if definite and (known or text.words[t].group) and not text.words[t].place:
                speaking.last = t
                return

    def _accused_alone(self, speaking: Speaking, i: int, last: int) -> bool:
        """«اتُهمت القوات بقصف …»: the one party after the verb is who is accused, and accuses nobody."""
        if speaking.first < i or speaking.last >= last:
            return False
        after, form = self.text.words[speaking.last], self.text.forms[speaking.last]
        return form.startswith("ب") and (after.tag == "n" or form.startswith("بال")) and not after.pron

    def _without_whom(self, speaking: Speaking) -> None:
        """«أفاد ضابط في الشرطة وكالة كذا بأن»، «أبلغ مسؤول رويترز أن»: the agency was told, it is no part of him."""
        head, known = speaking.head.removeprefix("ال"), self.text.classes
        if not head or head in _OF_AN_OUTLET or head in known.media or head in known.press:
            return
        for t in range(speaking.first + 1, speaking.last):
            found = self.names.match(self.text, t, speaking.last) if self.text.words[t].names else None
            agency = found is not None and bool(found[1]) and found[1][0].kind in ("agency", "outlet")
            if (agency or self.text.forms[t] == "وكاله") and not self.text.words[t].prep:
                if self.text.forms[t - 1] not in ("في", "من", "باسم"):
                    speaking.last = t
                return

    def _past_whom(self, after: int, told: int, last: int) -> Speaking | None:
        """«وقال لوكالة كذا مصدر أمني إن …»: who speaks stands after whom he told."""
        if told == after or self.speech.that(told, last):
            return None
        speaking = speaker_phrase(self.text, self.names, told, last, bare_names=False)
        return speaking if speaking is not None and speaking.first == told and speaking.head else None

    def _named_in_marks(self, i: int, last: int) -> bool:
        """«نقلت "وكالة كذا" أن …»: the quotation marks are around the name of who speaks."""
        text = self.text
        if i >= last or text.forms[i] not in _MARKS:
            return False
        speaking = speaker_phrase(text, self.names, i, last, bare_names=False)
        if speaking is None or not (speaking.actors or speaking.head):
            return False
        return any(
            text.words[k].tag == "i" and text.kinds[k] == "w"
            for k in range(speaking.last, min(speaking.last + 3, last))
        )

    def _issuer(self, i: int, first: int) -> Speaking | None:
        """«أصدر المجلس بيانا نفى فيه …»: who issued what it is said in."""
        for k in range(i - 1, max(first - 1, i - 14), -1):
            say = self.text.words[k].say
            if say is not None and say.lexeme.lemma in _ISSUES:
                speaking = speaker_phrase(self.text, self.names, k + 1, i)
                return self.mentions.identify(speaking) if speaking else None
        return self.before(i, first)

    def before(self, i: int, first: int) -> Speaking | None:
        """The subject before its verb: «وكان المتحدث قد أعلن»، «أما المرصد فأكد»."""
        text = self.text
        j = first
        while j < i and (text.kinds[j] == "p" or text.words[j].tag in "ku" or text.forms[j] in _AT_THE_HEAD):
            j += 1
        starts = [j]
        for k in range(i - 1, max(first, i - 16), -1):  # or after the last comma, «فيما», «بينما»
            if (text.kinds[k] == "p" and text.forms[k] in "،,:؛") or text.words[k].tag == "k" or text.forms[k] in _AUX:
                starts.append(k + 1)
                break
        for start in starts:
            if start >= i:
                continue
            speaking = speaker_phrase(text, self.names, start, i, bare_names=i - start <= 4)
            if speaking is None or self._verb_between(speaking.last, i):
                continue
            if speaking.last < i - 7 and not self._aside(speaking.last, i):
                continue
            if text.forms[speaking.first].removeprefix("ال") in _FIGURES:
                continue  # «وكانت حصيلة سابقة أفادت بمقتل …»
            if any(text.forms[k] in _DATELINE_ENDS for k in range(speaking.first, i)):
                continue  # «أتلانتا، الولايات المتحدة (CNN)-- نقلت …»
            if speaking.actors or speaking.head or i - start <= 4:
                return self.mentions.identify(speaking)
        return None

    def _aside(self, a: int, b: int) -> bool:
        """«لكن الإعلام الحربي، التابع للحزب …، قال»: between commas, who he is."""
        marks = ("،", ",")
        aside = self.text.forms[a] in marks and self.text.forms[b - 1] in marks and b - a < 16
        return aside and not any(f in marks for f in self.text.forms[a + 1 : b - 1])

    def adjacent(self, i: int, first: int) -> Speaking | None:
        """A known source right before its verb: «مصادر في الحكومة تعلن»."""
        text = self.text
        if text.words[i].conj:
            return None
        end = i - 1 if i > first and text.forms[i - 1] in ("قد", "فقد") else i
        if end < i and end > first and text.forms[end - 1] in ("كان", "كانت", "كانوا"):
            end -= 1  # «أن مصادر طبية كانت قد أفادت»
        for start in range(max(first, end - 8), end):
            free = (
                start == first
                or text.kinds[start - 1] != "w"
                or text.words[start - 1].tag in "ki"
                or text.forms[start - 1] in _AUX
            )
            if not free or text.words[start].prep or text.kinds[start] not in "wl":
                continue
            speaking = speaker_phrase(text, self.names, start, end, bare_names=False)
            if speaking is not None and speaking.last == end and (speaking.actors or speaking.head):
                return speaking
        return None

    def group_before(self, i: int, first: int) -> Speaking | None:
        """The last actor named before the verb in its sentence."""
        for k in range(i - 1, first - 1, -1):
            if self.text.words[k].names:
                found = self.names.match(self.text, k, i)
                if found and found[1] and found[1][0].kind in ("group", "militia"):
                    return Speaking(k, found[0], found[1])
        return None

    def _verb_between(self, a: int, b: int) -> bool:
        return any(self.text.words[k].tag == "v" and self.text.kinds[k] == "w" for k in range(a, b))

    def behind(self, i: int, last: int) -> Speaking | None:
        """«نقلت الوكالة عن مصدر … قوله»: the source behind the carrier."""
        for k in range(i, min(i + 8, last)):
            if k > i + 3 and self.text.words[k - 1].tag in "vnsiq":
                return None
            if self.text.forms[k] == "عن":
                speaking = speaker_phrase(self.text, self.names, k + 1, last, bare_names=True)
                return self.mentions.identify(speaking) if speaking else None
        return None
