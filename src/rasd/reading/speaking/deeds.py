"""Who takes or gives the blame: claims of responsibility, ascriptions, condemnations."""

from __future__ import annotations

import functools
import re

from rasd.reading.cutting.chunks import Text
from rasd.reading.cutting.names import Names
from rasd.reading.cutting.watching import Watch
from rasd.reading.speaking.mentions import Mentions
from rasd.reading.speaking.segments import Segment
from rasd.reading.speaking.speakers import speaker_phrase
from rasd.reading.speaking.speech import CONDEMNS
from rasd.reading.speaking.subjects import Subjects

_QUOTES = frozenset('"“«”»')


#: What a denial may point back at.
_TOLD_BEFORE = frozenset("هذه هذا ذلك تلك الاتهامات التهم الانباء التقارير الادعاءات المزاعم الاتهام".split())

_DECLINES = frozenset("رفض رفضت رفضوا امتنع امتنعت امتنعوا يرفض ترفض".split())
_COMMENT = frozenset(("التعليق", "التعقيب"))
#: «حمّل» in its persons; it blames only where «المسؤولية» follows («حملت السفينة أسلحة» does not).
_BLAMES = re.compile("و?(?:[يت]?حمل(?:ت|وا|ون)?|محمل(?:ا|ه|ين)?)(?:ها|ه|هم)?")
#: What somebody is blamed with.
_BLAME = frozenset("مسووليه المسووليه مسوولياتها".split())
#: How far behind the verb what somebody is blamed with may stand.
_BLAME_REACH = 16

_DECLINING = Watch(lambda word, _: word.form.lstrip("وف") in _DECLINES)


class Deeds:
    """Finds how far a source answers for a deed that it claims, ascribes or condemns."""

    def __init__(self, text: Text, names: Names, mentions: Mentions, subjects: Subjects) -> None:
        self.text = text
        self.names = names
        self.mentions = mentions
        self.subjects = subjects

    def responsibility(self, i: int, last: int) -> int:
        """«أعلن … مسؤوليته عن هجوم»: the group answers for the deed; what it cost the outlet tells."""
        text = self.text
        for k in range(i, min(i + 4, last)):
            bare = text.forms[k] == "مسووليه" and "عن" in text.forms[k + 1 : k + 4]
            if bare or text.forms[k].startswith("مسووليت"):
                event = next(
                    (t for t in range(k + 1, min(k + 9, last)) if text.words[t].tag in "nv" and text.kinds[t] == "w"),
                    -1,
                )
                return event + 1 if event > 0 and not self._said_on(event, last) else 0
        return 0

    def condemned(self, lemma: str, i: int, last: int) -> int:
        """«دانت الوزارة …، وذلك بعد …»: what happened before the condemnation the outlet tells."""
        if lemma not in CONDEMNS:
            return 0
        return next((k for k in range(i, last) if self.text.forms[k] == "وذلك"), 0)

    def denied(self, code: str, i: int, last: int) -> int:
        """«تنفي الحكومة هذه الاتهامات، وقد …»: what is denied was told before, and the outlet goes on."""
        if code != "denies" or i >= last or self.text.forms[i] not in _TOLD_BEFORE:
            return 0
        return next((k for k in range(i, last) if self.text.forms[k] in ("،", ",")), 0)

    def declined(self, i: int, last: int) -> int:
        """«إن مسلحيها هاجموا القاعدة، لكنه رفض التعليق على كذا»: of what he declines to speak of he says nothing."""
        forms = self.text.forms
        for t in self.text.within(_DECLINING, i, last - 1):
            if _COMMENT & {*forms[t + 1 : t + 4]}:
                return t - 1 if forms[t - 1].startswith(("لكن", "ولكن")) else t
        return 0

    def _said_on(self, i: int, last: int) -> bool:
        return any(self.text.forms[k] in _QUOTES for k in range(i, min(i + 3, last)))

    def claimed(self, i: int, first: int, last: int) -> Segment | None:
        """«تبنى الهجوم تنظيم كذا»، «تبناه لاحقا …», «تنظيم كذا يتبنى هجوما في كابول»: who claims a deed, and which."""
        text = self.text
        event = i
        speaking = self.subjects.adjacent(i, first)
        for k in range(i + 1, min(i + 8, last)):
            word = text.words[k]
            if (word.tag in "vsir" or word.carrier == "caused") and text.kinds[k] == "w":
                break
            if event == i and text.kinds[k] == "w" and word.tag == "n":
                event = k
            elif speaking is None and not (event > i and self._where(k, event, last)):
                named = speaker_phrase(text, self.names, k, last, bare_names=False)
                if named and (named.actors or named.head or text.words[k].tag == "g"):
                    speaking = named
            if speaking and event > i:
                break
        if event == i and speaking is not None:  # «تبنت الكتائب إطلاق رشقة …، موضحة …»
            event = (
                next((k for k in range(speaking.last, min(speaking.last + 12, last)) if text.kinds[k] == "p"), last) - 1
            )
        elif event == i and not text.words[i].pron:
            return None
        speaking = speaking or self.subjects.before(i, first) or self.subjects.group_before(i, first)
        if speaking is None:
            return None
        speaking = self.mentions.remember(self.mentions.identify(speaking))
        return Segment(
            i, max(event + 1, speaking.last if speaking.first > i else i + 1), [speaking], (i, i + 1), "says"
        )

    def _where(self, k: int, event: int, last: int) -> bool:
        """«تتبنى هجوم كابول»، «هجوما في كابول»: a capital or a state beside the deed is where it was."""
        if self.text.forms[k - 1] != "في" and k != event + 1:
            return False
        found = self.names.match(self.text, k, last)
        return found is not None and bool(found[2])

    def blamed(self, i: int, first: int, last: int) -> Segment | None:
        """«حمّل المرصد الجيش مسؤولية الهجوم»: who blames alleges it; the one party behind the verb is who is blamed."""
        blame = blame_of(self.text, i, last)
        if not blame:
            return None
        named = speaker_phrase(self.text, self.names, i + 1, blame, bare_names=False)
        if named is not None:
            self.subjects.without_accused(named)
        by = named if named is not None and (self.text.words[i].pron or self._another(named.last, blame)) else None
        by = by or self.subjects.adjacent(i, first) or self.subjects.before(i, first) or self.mentions.last()
        chain = [self.mentions.remember(self.mentions.identify(by))] if by is not None else []
        return Segment(
            min(i, by.first) if by is not None and by.first >= first else i, last, chain, (i, i + 1), "claims"
        )

    def _another(self, i: int, blame: int) -> bool:
        """Whether somebody else is named between two words."""
        return any(
            self.text.kinds[t] in "wl" and not self.text.forms[t].startswith("كامل") and self.text.words[t].tag != "p"
            for t in range(i, blame)
        )

    def ascribed(self, i: int, first: int, last: int) -> Segment | None:
        """«هجوم نسبته الحكومة إلى التنظيم»: the deed before it is alleged by who ascribes it."""
        text = self.text
        if not text.words[i].pron:
            return None
        speaking = speaker_phrase(text, self.names, i + 1, last)
        if speaking is None or "الي" not in text.forms[speaking.last : speaking.last + 2]:
            return None
        begin = next(
            (t for t in range(i - 1, max(first, i - 6) - 1, -1) if text.words[t].tag == "n" and text.kinds[t] == "w"), i
        )
        return Segment(begin, speaking.last, [self.mentions.identify(speaking)], (i, i + 1), "claims")


@functools.cache
def blames(form: str) -> bool:
    """Whether a word may be «حمّل», of somebody with a deed."""
    return _BLAMES.fullmatch(form) is not None


def blame_of(text: Text, i: int, last: int) -> int:
    """Where «مسؤولية» stands after a verb that blames, or 0."""
    for t in range(i + 1, min(i + _BLAME_REACH, last)):
        if text.forms[t] in _BLAME:
            return t
        if text.forms[t] in (".", "؛", ":") or text.words[t].tag == "i":
            return 0
    return 0
