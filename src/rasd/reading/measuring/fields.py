"""What a passage is about: war, or a field in which death and the words of war mean something else.

An earthquake kills, a striker shells a goal, a film has its prisoners. The words of such fields and the signs of
war are in the codebook. A field is judged for the sentence and what stands around it, never for a whole report that
tells of war as well: a page may hold a match beside a battle.
"""

from __future__ import annotations

from rasd.arabic.sentences import sentences
from rasd.codebook.book import Actor
from rasd.reading.cutting.chunks import Text
from rasd.reading.cutting.families import FALLEN
from rasd.reading.cutting.names import Names
from rasd.reading.cutting.watching import Watch
from rasd.reading.scenes.drafts import Draft

_FIELD = Watch(lambda word, book: book.fields.opens(word.form))
_WAR = Watch(lambda word, book: book.war.opens(word.form))
_NAMED = Watch(lambda word, _: bool(word.names))

#: Kinds of parties whose name alone says that a passage is of war; police and guards also see to accidents and crime.
_AT_WAR = frozenset(("army", "group", "militia", "coalition"))
_ANY = frozenset(("arms", "acts", "common", "borrowed"))
_COMMON = frozenset(("arms", "acts", "common"))
_ARMED = frozenset(("arms", "acts"))
_ACTS = frozenset(("acts",))
#: The signs of war that outweigh a field: none that the field borrows.
_OUTWEIGHED = {
    "causes": _ANY, "mishaps": _ANY, "crimes": _ANY, "games": _ARMED, "trade": _COMMON, "politics": _COMMON,
    "stage": _ACTS, "history": _ACTS, "drills": frozenset[str](),
}  # fmt: skip
#: A word of these settles what its sentence is about, whatever stands around it.
_PLAIN = frozenset(("causes", "games", "drills"))
#: They borrow words of war, but nobody dies of them: who is said to have died, died.
_WORDS_ALONE = frozenset(("trade", "politics", "drills"))
#: These tell of their own sentence and of none beside it.
_ALONE = frozenset(("drills",))
#: So many sentences on either side a field reaches.
_NEAR = 2


class Fields:
    """The fields of a report's passages, asked for sentence by sentence."""

    def __init__(self, text: Text, names: Names) -> None:
        self.text = text
        self.names = names
        self._sentences: list[tuple[int, int]] | None = None

    def elsewhere(self, first: int, last: int, drafts: list[Draft]) -> bool:
        """Whether what a sentence tells belongs to another field than war."""
        if not drafts or not self.text.at(_FIELD):
            return False
        own = self._fields(first, last)
        fields = own if own or self._dated_and_placed(first, last) else self._around(first, last)
        return any(self._holds(field, (first, last), field in own, drafts) for field in sorted(fields))

    def _holds(self, field: str, sentence: tuple[int, int], own: bool, drafts: list[Draft]) -> bool:
        """Whether a field that is spoken of nearby is what the sentence is about: no sign of war outweighs it."""
        if field in _WORDS_ALONE and any(d.action in FALLEN or _blast(d) for d in drafts):
            return False
        stretch = sentence if own and field in _PLAIN else self._paragraph(*sentence)
        return not self._at_war(*stretch, _OUTWEIGHED[field])

    def _fields(self, first: int, last: int) -> set[str]:
        known = self.names.book.fields
        found: set[str] = set()
        for t in self.text.within(_FIELD, first, last):
            found |= known.at(self.text.forms, t)
        return found

    def _around(self, first: int, last: int) -> set[str]:
        """The fields of the sentences beside this one in its paragraph; of the report, if nothing in it is of war."""
        start, end = self._paragraph(first, last)
        beside = [s for s in self._all() if start <= s[0] < end]
        at = next((n for n, s in enumerate(beside) if s[0] <= first < s[1]), 0)
        near = beside[max(0, at - _NEAR) : at + _NEAR + 1]
        found = self._fields(near[0][0], near[-1][1]) if near else set[str]()
        total = len(self.text.forms)
        if not found and not self._at_war(0, total, _ANY):
            found = self._fields(0, total)
        return found - _ALONE

    def _dated_and_placed(self, first: int, last: int) -> bool:
        """Whether a sentence tells its own day and place: it goes on from none beside it."""
        if not any(t in self.text.dates for t in range(first, last)):
            return False
        return any(self._named(t)[1] for t in self.text.within(_NAMED, first, last))

    def _at_war(self, first: int, last: int, signs: frozenset[str]) -> bool:
        """Whether one of some signs of war stands between two tokens, or the name of a party to one."""
        if not signs:
            return False
        known = self.names.book.war
        if any(not signs.isdisjoint(known.at(self.text.forms, t)) for t in self.text.within(_WAR, first, last)):
            return True
        return any(self._party(t) for t in self.text.within(_NAMED, first, last))

    def _party(self, t: int) -> bool:
        actors = self._named(t)[0]
        return bool(actors) and all(actor.kind in _AT_WAR for actor in actors)

    def _named(self, t: int) -> tuple[tuple[Actor, ...], str]:
        """The actors and the level of the place that a name may mean."""
        match = self.names.match(self.text, t, len(self.text.forms))
        return (match[1], match[2]) if match is not None else ((), "")

    def _paragraph(self, first: int, last: int) -> tuple[int, int]:
        """The tokens between the line breaks around a sentence."""
        kinds = self.text.kinds
        while first and kinds[first - 1] != "b":
            first -= 1
        while last < len(kinds) and kinds[last] != "b":
            last += 1
        return first, last

    def _all(self) -> list[tuple[int, int]]:
        if self._sentences is None:
            self._sentences = sentences(self.text.tokens)
        return self._sentences


def _blast(draft: Draft) -> bool:
    """«انفجار قرب مركز اقتراع»: a crisis may explode, but an explosion that is named is one."""
    return draft.action == "explosion" and draft.form is not None and draft.form.lexeme.kind == "noun"
