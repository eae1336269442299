"""Sources named beside what they say: «بحسب المرصد»، «وفقا لما نشرته الوكالة»، «كما أفادت السلطات»."""

from __future__ import annotations

import copy

from rasd.reading.cutting.chunks import Text
from rasd.reading.cutting.names import Names
from rasd.reading.speaking.capitals import capital
from rasd.reading.speaking.mentions import Mentions, unnamed
from rasd.reading.speaking.segments import Segment
from rasd.reading.speaking.speakers import Speaking, speaker_phrase
from rasd.reading.speaking.speech import Speech

#: A toll speaks only by who gave it.
_TOLL = "حصيله"
#: Between «بحسب» and the source: «بحسب ما أوردت»، «وفق بيان».
_TOLD = frozenset("ما لما مانقل به عنه له عن لها عنها ورد جاء علي في".split())
#: «حسبما جاء في حسابها»: whoever spoke before is meant.
_OF_ITS_OWN = frozenset("حسابها حسابه صفحتها صفحته موقعها موقعه بيانها بيانه بياناتها".split())
#: «وفقا لإجراءات قانونية»: by what rule it was done, and nobody's word.
_RULES = frozenset("لاجراءات لاجراء لقواعد لقوانين لمعايير لشروط لاوامر".split())
_NO_SOURCE = _OF_ITS_OWN | _RULES
#: A clause with a voice of its own begins after these.
_TURNS = frozenset("فيما بينما وفيما وبينما".split())

#: «ما أدى إلى»، «الأمر الذي أسفر عن»: what led to the outcome stands before.
_WHICH = frozenset("ما مما الذي".split())


class According:
    """Finds the segments that «بحسب …» and its like open."""

    text: Text
    names: Names
    mentions: Mentions
    speech: Speech
    #: The segments of the sentence so far.
    said: list[Segment]

    def _according(self, i: int, first: int, last: int) -> Segment | None:
        form = self.text.words[i].form
        according = self.names.book.according
        for rest in according.get(form) or according.get(form[1:], []):
            j = i + 1
            if tuple(self.text.forms[j : j + len(rest)]) != rest:
                continue
            j += len(rest)
            told = self._past_told(j, last)
            if told < last and self.text.forms[told] in _NO_SOURCE:
                continue
            speaking = speaker_phrase(
                self.text, self.names, told, last, bare_names=told > i + 1 or self._foreign(told, last)
            )
            speaking = speaking or capital(self.text, self.names.book, told, last) or self._known_by_name(told, last)
            if speaking is not None and self._pointless(speaking):
                speaking = self._known_by_name(told, last)
            if speaking is None:
                continue
            self._part_from_name(speaking)
            speaking = self.mentions.remember(self.mentions.identify(speaking))
            outer = self.said[-1].chain if form == "نقلا" and self.said else []
            if not outer and self._relays(speaking, i):
                return None
            if outer and unnamed(self.text, speaking):
                return None  # who cites unnamed sources answers for them
            begin, end = self._reach(i, max(told, speaking.last if speaking.first >= i else told), first, last)
            return Segment(i if outer else begin, end, [*outer, speaking], (i, j), "says")
        return None

    def _relays(self, speaking: Speaking, i: int) -> bool:
        """«قال مسؤول إن …، بحسب وكالة كذا»: the agency only carries what the other one said."""
        media = speaking.actors and speaking.actors[0].kind in ("agency", "outlet")
        if not media and speaking.head.removeprefix("ال") not in ("وكاله", "صحيفه", "قناه", "موقع", "شبكه"):
            return False
        near = [s for s in self.said if s.first == s.cue[0] and s.chain and s.stance == "says"]
        return bool(near) and not any(self.text.forms[k] in _TURNS for k in range(near[-1].cue[1], i))

    def _past_told(self, j: int, last: int) -> int:
        """Past «ما أوردت»، «لما نقلته»، «عن» between «بحسب» and the source."""
        text = self.text
        while j < last and (
            (text.words[j].say is not None and text.words[j].tag == "s")
            or text.forms[j] in _TOLD
            or text.forms[j] in text.classes.issued_by
        ):
            j += 1
        return j

    def _part_from_name(self, speaking: Speaking) -> None:
        """«وفقا لشهود عيان»: before a word that no list has, «ل» is no letter of the name."""
        word = self.text.words[speaking.first]
        if word.form[:1] == "ل" and not (word.prep or word.conj or word.names) and speaking.head == word.form[1:]:
            word = self.text.words[speaking.first] = copy.copy(word)
            word.prep = "ل"

    def _known_by_name(self, i: int, last: int) -> Speaking | None:
        """«وفقا للخزرجي»، «بحسب الأناضول»: one who spoke before, by his surname or a word of the name alone."""
        form = self.text.forms[i] if i < last else ""
        if len(form) < 4 or not form.startswith(("لل", "ل", "ال")):
            return None
        surname = form if form.startswith("ال") else "ال" + form[2:] if form[1] == "ل" else form[1:]
        for known in reversed(self.mentions.latest):
            if surname in self.text.forms[known.first + 1 : known.last]:
                return known.again()
        return None

    def _foreign(self, i: int, last: int) -> bool:
        """A bare name in «بحسب توم بيتمان»: two words that are no words of the language's own."""
        text = self.text
        if i + 1 >= last or text.kinds[i] != "w" or text.kinds[i + 1] != "w" or text.forms[i] in text.classes.issued:
            return False  # «حسب حصيلة جديدة»: a count names nobody
        return all(
            text.words[k].tag == "w" and not text.forms[k].startswith("ال") and len(text.forms[k]) > 2
            for k in (i, i + 1)
        )

    def _pointless(self, speaking: Speaking) -> bool:
        """«وفق الاتفاق»، «حسب قوله»، «وفق حصيلة أولية»: no source is named."""
        if self.text.forms[speaking.first].removeprefix("ل") == _TOLL:
            after = self.text.forms[speaking.first + 1 : speaking.last]
            return not (speaking.actors or any(f.startswith("ل") or f in ("من", "عن") for f in after))
        return (
            not (speaking.actors or speaking.head)
            and speaking.last - speaking.first == 1
            and self.text.words[speaking.first].article
        )

    def _as_told(self, i: int, first: int, last: int) -> Segment | None:
        """«…، كما أفادت سلطات البلاد»، «على ما أعلن مصدر»."""
        if self.text.forms[i - 1] == "ما" and (i < 2 or self.text.forms[i - 2] not in ("علي", "وفق", "بحسب", "حسب")):
            return None
        if i - 1 == first or (self.text.words[i + 1 : i + 2] and self.text.words[i + 1].tag == "i"):
            return None
        speaking = speaker_phrase(self.text, self.names, i + 1, last)
        if (
            speaking is None
            or not (speaking.actors or speaking.head or self._of_an_office(speaking))
            or self.speech.opens(speaking.last, last, strict=True)
        ):
            return None
        speaking = self.mentions.remember(self.mentions.identify(speaking))
        begin, end = self._reach(i - 1, speaking.last, first, last)
        return Segment(begin, end, [speaking], (i - 1, i + 1), "says")

    def _of_an_office(self, speaking: Speaking) -> bool:
        """«كما صرح فلان الفلاني المتحدث باسم …»: a name that his office follows."""
        offices = self.text.classes.office
        return any(f.removeprefix("ال") in offices for f in self.text.forms[speaking.first + 1 : speaking.last])

    def _reach(self, i: int, end: int, first: int, last: int) -> tuple[int, int]:
        """What «بحسب …» covers: the sentence, or its clause where another source spoke before «، فيما …»."""
        forms = self.text.forms
        begin = self._outcome_before(i, first)
        for k in range(i - 1, begin, -1):
            if (forms[k] in _TURNS or self._outcome(k)) and any(s.cue[0] < k for s in self.said):
                begin = k
                break
        for k in range(max(end, i + 1), last):
            if forms[k] in _TURNS and i - begin > 4:
                return begin, k
        return begin, last

    def _outcome(self, k: int) -> bool:
        """«أعلنت الحركة …، الأمر الذي أدى إلى مقتل 12 وفقا للشرطة»: the second source answers for the outcome."""
        return self.text.words[k].carrier == "caused" and self.text.forms[k - 1] in _WHICH

    def _outcome_before(self, i: int, first: int) -> int:
        """«…، ما أسفر وفق الوكالة عن مقتل 4»: what the source answers for is the outcome, not what led to it."""
        j = i - 1
        while j > first and self.text.kinds[j] == "p":
            j -= 1
        if j <= first + 1 or self.text.words[j].carrier != "caused":
            return first
        return j if self.text.forms[j - 1] in _WHICH else first
