"""What a passage is about: war, or a field in which death and the words of war mean something else.

An earthquake kills, a striker shells a goal, a film has its prisoners. The words of such fields and the signs of
war are in the codebook. A field is judged for the sentence and what stands around it, never for a whole report that
tells of war as well: a page may hold a match beside a battle.
"""

from __future__ import annotations

import bisect
import functools
import operator
from collections.abc import Sequence

from rasd.arabic.sentences import sentences
from rasd.codebook.book import Actor, Codebook
from rasd.reading.cutting.chunks import Text
from rasd.reading.cutting.families import FALLEN
from rasd.reading.cutting.names import Names
from rasd.reading.cutting.tagging import Word
from rasd.reading.cutting.watching import Watch
from rasd.reading.scenes.drafts import Draft

_FIELD = Watch(lambda word, book: book.fields.opens(word.form))
_WAR = Watch(lambda word, book: book.war.opens(word.form))
_FIGURE = Watch(lambda word, book: book.figurative.opens(word.form) or of_speech(word.form, book))
_NAMED = Watch(lambda word, _: bool(word.names))

#: Kinds of parties whose name alone says that a passage is of war; police and guards also see to accidents and crime.
_AT_WAR = frozenset(("army", "group", "militia", "coalition"))
_ACTS = frozenset(("acts",))
_WAGED = _ACTS | {"parties"}
_ARMED = _WAGED | {"arms"}
_COMMON = _ARMED | {"common"}
_ANY = _COMMON | {"borrowed"}
#: The signs of war that outweigh a field: none that the field borrows.
_OUTWEIGHED = {
    "causes": _ANY, "mishaps": _ANY, "crimes": _ANY, "games": _ARMED, "trade": _COMMON, "politics": _COMMON,
    "stage": _WAGED, "history": _ACTS, "drills": frozenset[str](),
}  # fmt: skip
#: A word of these settles what its sentence is about, whatever stands around it.
_PLAIN = frozenset(("causes", "games", "history", "drills"))
#: They borrow words of war, but nobody comes to harm by them: who is said to have, has.
_WORDS_ALONE = frozenset(("trade", "politics", "drills"))
#: They may be what news of an attack tell in passing: of a match, a concert, a vote.
_IN_PASSING = _WORDS_ALONE | {"games", "stage"}
_HARMED = FALLEN | {"abducted", "arrested", "released", "displaced"}
#: These tell of their own sentence and of none beside it.
_ALONE = frozenset(("drills",))
#: What is told of years before this one is history.
_TODAY = 1900
#: So many words after an attack its place may stand.
_AT = 4
#: «معركة مع السرطان»، «حرب على الفقر».
_WITH = frozenset(("مع", "ضد", "علي"))
_WITH_ARTICLE = ("ال", "لل", "وال", "بال", "فال", "ولل")
#: The sign that the name of a party to a war is.
_PARTIES = "parties"
#: So many sentences on either side a field reaches.
_NEAR = 2


class Fields:
    """The fields of a report's passages, asked for sentence by sentence."""

    def __init__(self, text: Text, names: Names) -> None:
        self.text = text
        self.names = names
        #: The tokens of dates so early that no war of today is told of.
        self.long_gone = sorted(t for t, m in text.dates.items() if m.start is not None and m.start.year < _TODAY)

    def elsewhere(self, first: int, last: int, drafts: list[Draft]) -> bool:
        """Whether what a sentence tells belongs to another field than war."""
        if not drafts or not (self.text.at(_FIELD) or self.long_gone):
            return False
        own = self._fields(first, last)
        fields = own if own or self._dated_and_placed(first, last) else self._around(first, last)
        return any(self._holds(field, (first, last), field in own, drafts) for field in sorted(fields))

    def _holds(self, field: str, sentence: tuple[int, int], own: bool, drafts: list[Draft]) -> bool:
        """Whether a field that is spoken of nearby is what the sentence is about: no sign of war outweighs it."""
        if field in _IN_PASSING and self._news(field, sentence, drafts):
            return False
        blasts = field == "mishaps" and any(map(_blast, drafts))
        if blasts and self._at_war(0, len(self.text.forms), _COMMON):
            return False  # «انفجار يتسبب بحريق»
        stretch = sentence if own and field in _PLAIN else self._paragraph(*sentence)
        return not self._at_war(*stretch, _OUTWEIGHED[field])

    def _news(self, field: str, sentence: tuple[int, int], drafts: list[Draft]) -> bool:
        """«هجوم على حفل غنائي قتل 40»، «هجوم في كابول قبل الانتخابات»: an attack with its dead or its place."""
        attacks = [d for d in drafts if d.violence and d.form is not None and d.form.lexeme.kind == "noun"]
        if attacks and any(d.action in FALLEN for d in drafts):
            return True
        harm = FALLEN if field == "drills" else _HARMED
        if field in _WORDS_ALONE and any(d.action in harm or _blast(d) for d in drafts):
            return True
        if field != "games" and any(self._placed(d.end, min(d.end + _AT, sentence[1])) for d in drafts if d.violence):
            return True
        return field not in ("games", "drills") and self._dated_and_placed(*sentence)

    def _fields(self, first: int, last: int) -> set[str]:
        known = self.names.book.fields
        found = {"history"} if _between(self.long_gone, first, last) else set[str]()
        for t in self.text.within(_FIELD, first, last):
            fields = known.at(self.text.forms, t)
            found |= fields - {"games"} if self._adjective(t) else fields
        return found

    def _adjective(self, t: int) -> bool:
        """«الرئيس المنتخب» plays no match."""
        forms = self.text.forms
        return t > 0 and forms[t].startswith("ال") and forms[t - 1].startswith(_WITH_ARTICLE)

    def _around(self, first: int, last: int) -> set[str]:
        """The fields of the sentences beside this one in its paragraph; of the report, if nothing in it is of war."""
        start, end = self._paragraph(first, last)
        at = max(0, bisect.bisect_right(self._all, first, key=operator.itemgetter(0)) - 1)
        near = [s for s in self._all[max(0, at - _NEAR) : at + _NEAR + 1] if start <= s[0] < end]
        found = self._fields(near[0][0], near[-1][1]) if near else set[str]()
        if not found and not self._at_war(0, len(self.text.forms), _ANY):
            found = self._of_all
        return found - _ALONE

    def _dated_and_placed(self, first: int, last: int) -> bool:
        """Whether a sentence tells its own day and place: it goes on from none beside it."""
        return any(t in self.text.dates for t in range(first, last)) and self._placed(first, last)

    def _placed(self, first: int, last: int) -> bool:
        return any(self._named(t)[1] for t in self.text.within(_NAMED, first, last))

    def _at_war(self, first: int, last: int, signs: frozenset[str]) -> bool:
        """Whether one of some signs of war stands between two tokens, or the name of a party to one."""
        if not signs:
            return False
        return any(_between(self._signs.get(sign, ()), first, last) for sign in (*sorted(signs), _PARTIES))

    @functools.cached_property
    def _signs(self) -> dict[str, list[int]]:
        """Where in the report each sign of war stands, found once: a report may be one line of a megabyte."""
        known, text, found = self.names.book.war, self.text, dict[str, list[int]]()
        total = len(text.forms)
        for t in text.within(_WAR, 0, total):
            signs = known.at(text.forms, t)
            if signs and not in_words_alone(text, self.names.book, t + 1):
                for sign in signs:
                    found.setdefault(sign, []).append(t)
        found[_PARTIES] = [t for t in text.within(_NAMED, 0, total) if self._party(t)]
        return found

    def _party(self, t: int) -> bool:
        actors = self._named(t)[0]
        return bool(actors) and all(actor.kind in _AT_WAR for actor in actors)

    def _named(self, t: int) -> tuple[tuple[Actor, ...], str]:
        """The actors and the level of the place that a name may mean."""
        match = self.names.match(self.text, t, len(self.text.forms))
        return (match[1], match[2]) if match is not None else ((), "")

    def _paragraph(self, first: int, last: int) -> tuple[int, int]:
        """The tokens between the line breaks around a sentence."""
        before, after = bisect.bisect_left(self._breaks, first), bisect.bisect_left(self._breaks, last)
        start = self._breaks[before - 1] + 1 if before else 0
        return start, self._breaks[after] if after < len(self._breaks) else len(self.text.kinds)

    @functools.cached_property
    def _breaks(self) -> list[int]:
        return [t for t, kind in enumerate(self.text.kinds) if kind == "b"]

    @functools.cached_property
    def _of_all(self) -> set[str]:
        return self._fields(0, len(self.text.forms))

    @functools.cached_property
    def _all(self) -> list[tuple[int, int]]:
        return sentences(self.text.tokens)


def _between(places: Sequence[int], first: int, last: int) -> bool:
    """Whether one of some tokens, in their order, stands between two."""
    at = bisect.bisect_left(places, first)
    return at < len(places) and places[at] < last


def of_speech(form: str, book: Codebook) -> bool:
    """«إعلامي»، «الكلامي»: right after a word of violence it makes a figure of speech of it."""
    figures = book.elsewhere["figures"]
    return form in figures or form.removeprefix("ال") in figures


def in_words_alone(text: Text, book: Codebook, after: int) -> bool:
    """«قتل الروتين أحلام الشباب»، «خطفت الممثلة الأضواء»، «القصف الكلامي»: a figure of speech, told by what follows."""
    if not text.within(_FIGURE, after, after + 3):
        return False
    for t in range(after, min(after + 3, len(text.forms))):
        word, form = text.words[t], text.forms[t]
        if book.figurative.at(text.forms, t) or (t == after and of_speech(form, book)):
            return True
        if not (word.tag == "w" or form in _WITH or _somebody(word)) or text.kinds[t] != "w":
            return False
    return False


def _somebody(word: Word) -> bool:
    """«قصف مهاجم الأهلي المرمى»: a person, who may stand between the verb and what it is said of."""
    return word.tag == "c" and all(f.lexeme.code.startswith("person") for f in word.cls)


def _blast(draft: Draft) -> bool:
    """«انفجار قرب مركز اقتراع»: a crisis may explode, but an explosion that is named is one."""
    return draft.action == "explosion" and draft.form is not None and draft.form.lexeme.kind == "noun"
