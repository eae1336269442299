"""Who is meant: a short second mention («المصدر»، a surname) and a later, fuller one are one speaker."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Text
from rasd.reading.speaking.speakers import Speaking

#: How many speakers back a mention may point.
_KEPT = 12
#: These point at whoever spoke last.
_STATEMENTS = frozenset("البيان التقرير البلاغ الاخير الاخيره".split())
#: Whose bearers stand for one another: «مصدر», then «المسؤول».
_SOURCES = frozenset("مصدر مسوول متحدث ناطق ضابط قايد قيادي".split())
_SAME = frozenset("ذاته نفسه ذاتها نفسها عينه المذكور ايضا".split())


class Mentions:
    """The speakers of a report so far, and what later words make of them."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.latest: list[Speaking] = []
        self.before: Speaking | None = None

    def forget(self) -> None:
        """Nobody has spoken yet; who spoke last is kept for a sentence that plainly goes on."""
        self.before = self.last()
        self.latest = []

    def remember(self, speaking: Speaking) -> Speaking:
        """Keep who speaks now for «وأضاف» and «المصدر»."""
        self.latest.append(speaking)
        del self.latest[:-_KEPT]
        return speaking

    def last(self) -> Speaking | None:
        """Who spoke last, meant by «وأضاف» alone."""
        return self.latest[-1].again() if self.latest else None

    def identify(self, speaking: Speaking) -> Speaking:
        """The speaker meant: one known before, if the words only point back."""
        if not self.latest:
            return speaking
        bare = self._bare(speaking)
        if bare and not speaking.actors:
            return self._recall(bare, speaking)
        described = self._described(speaking) or self._of_ours(speaking)
        if described is not None:
            return described
        if not speaking.head and not speaking.actors:
            return self._surname(speaking) or speaking
        return self._office(speaking) or speaking

    def _bare(self, speaking: Speaking) -> str:
        """The definite noun that points back («المصدر»، «البيان الإسرائيلي»), or nothing."""
        forms = self.text.forms
        head = forms[speaking.first]
        if head.startswith("لل"):
            head = "ال" + head[2:]
        elif head[:1] in "وفبل" and head[1:3] == "ال":
            head = head[1:]
        if not head.startswith("ال") or head[2:] not in self.text.classes.points_back:
            return ""
        size = speaking.last - speaking.first
        same = size == 2 and (forms[speaking.first + 1] in _SAME or head in _STATEMENTS)
        return head if size == 1 or same else ""

    def _described(self, speaking: Speaking) -> Speaking | None:
        """«المسؤول العسكري» after «مصدر عسكري حكومي»: the definite one is the one told of before."""
        forms, first = self.text.forms, speaking.first
        if speaking.last - first != 2 or speaking.actors or not forms[first + 1].startswith("ال"):
            return None
        if self._stem(first) not in _SOURCES or not forms[first].lstrip("ولب").startswith("ال"):
            return None
        kind = forms[first + 1][2:]
        for known in reversed(self.latest):
            words = {self._stem(t) for t in range(known.first, known.last)}
            if kind in words and words & _SOURCES:
                return known.again()
        return None

    def _of_ours(self, speaking: Speaking) -> Speaking | None:
        """«مراسلتنا» after «مراسلة القناة»: the outlet's own, named before."""
        form = self.text.forms[speaking.first].lstrip("ولف")
        if not form.endswith("نا") or form not in self.text.classes.press:
            return None
        kind = form[:-2] if not form.endswith("تنا") else form[:-3] + "ه"
        for known in reversed(self.latest):
            if known.head.removeprefix("ال") == kind and known.last - known.first > 1:
                return known.again()
        return None

    def _recall(self, word: str, speaking: Speaking) -> Speaking:
        if word in _STATEMENTS or speaking.last - speaking.first == 2:
            return self.latest[-1].again()
        stem = word.removeprefix("ال")
        ours = {stem, stem + "نا", stem.removesuffix("ه") + "تنا"}  # «مراسلنا», then «المراسل»
        for known in reversed(self.latest):
            if any(self._stem(t) in ours for t in range(known.first, known.last)):
                return known.again()
        return self.latest[-1].again() if stem in ("مصدر", "متحدث", "ناطق", "مسوول") else speaking

    def _stem(self, t: int) -> str:
        form = self.text.forms[t]
        for clitic in ("و", "ل", "ب", ""):
            if clitic and form.startswith(clitic + "ال"):
                form = form[1:]
        return "".join(form[2:]) if form.startswith(("ال", "لل")) else form

    def _surname(self, speaking: Speaking) -> Speaking | None:
        """«غام» after «بول ديل غام عضو اللجنة»."""
        size = speaking.last - speaking.first
        if size > 2:
            return None
        surname = self.text.forms[speaking.last - 1]
        if size == 2 and not any(surname in self.text.forms[k.first : k.last] for k in self.latest):
            surname = self.text.forms[speaking.first]  # «ليبرمان بناء …»
        for known in reversed(self.latest):
            if known.last - known.first > size and surname in self.text.forms[known.first : known.last]:
                return known.again()
        return None

    def _office(self, speaking: Speaking) -> Speaking | None:
        """An office named twice, once with the name: the earlier mention takes the fuller words."""
        head = speaking.head.removeprefix("ال")
        if head not in self.text.classes.office:
            return None
        words = self._words(speaking)
        for known in reversed(self.latest):
            if known.head.removeprefix("ال") != head:
                continue
            before = self._words(known)
            if words <= before:
                return known.again() if len(words) < len(before) else None
            if before < words and len(before) > 1:
                self._widen(known, speaking)
                return None
        return None

    def _widen(self, known: Speaking, fuller: Speaking) -> None:
        first, last = known.first, known.last
        for one in self.latest:
            if (one.first, one.last) == (first, last):
                one.first, one.last, one.actors = fuller.first, fuller.last, fuller.actors

    def _words(self, speaking: Speaking) -> set[str]:
        kinds = self.text.kinds
        return {self._stem(t) for t in range(speaking.first, speaking.last) if kinds[t] in "wln"}


def unnamed(text: Text, speaking: Speaking) -> bool:
    """«مصادر»، «شهود عيان»: whoever cites them answers for them."""
    if speaking.head.removeprefix("ال") not in text.classes.source or speaking.actors:
        return False
    office = text.forms[speaking.first + 1 : speaking.first + 2] if speaking.last - speaking.first > 1 else []
    return not (speaking.head == "مسوول" and office and office[0].startswith("ال"))  # «مسؤول الإعلام في الحركة»


def same_source(text: Text, one: Speaking, two: Speaking) -> bool:
    """Whether two mentions name one source: the same words, one known actor, or the words of one within the other's."""
    if (one.first, one.last) == (two.first, two.last):
        return True
    ids = {a.id for a in one.actors if not a.shared} & {a.id for a in two.actors if not a.shared}
    if ids:
        return True
    a, b = _content(text, one), _content(text, two)
    return bool(a and b) and (a <= b or b <= a)


def _content(text: Text, speaking: Speaking) -> set[str]:
    forms = (text.forms[t] for t in range(speaking.first, speaking.last) if text.kinds[t] in "wln")
    return {form.removeprefix("لل").removeprefix("ال") for form in forms}
