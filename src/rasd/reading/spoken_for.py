"""Which actor speaks in «المتحدث باسم وزارة الدفاع الروسية، اللواء …»: a person, or the body spoken for."""

from __future__ import annotations

import itertools

from rasd.codebook.aliases import words_of
from rasd.codebook.book import Actor
from rasd.reading.identities import Identities

#: Bodies whose director or correspondent speaks for them; an army has many voices.
_OWN_VOICE = frozenset(("outlet", "agency", "monitor", "ngo", "un", "rescue"))
_CONTEXT_WORDS = 4
Named = tuple[int, int, tuple[Actor, ...]]


class SpokenFor:
    """The identities of the speakers of one report; remembers them, for «وقال الحارث» after his full name."""

    def __init__(self, identities: Identities) -> None:
        self.identities = identities
        self.text = identities.text
        self.names = identities.names
        self.book = identities.book
        self.known: dict[tuple[int, int], Actor | None] = {}

    def actor(self, first: int, last: int, actors: tuple[Actor, ...]) -> Actor | None:
        """The actor that a speaker phrase means, if one is certain."""
        if (first, last) not in self.known:
            self.known[first, last] = self._find(first, last, actors)
        return self.known[first, last]

    def parts(self, first: int, last: int) -> list[tuple[int, int]]:
        """The single speakers of a joint phrase («وزارة الصحة ومصادر أمنية»); empty for one speaker."""
        covered = [(at, end) for at, end, _ in self._named(first, last)]
        inner = (i for i in range(first + 1, last) if not any(at < i < end for at, end in covered))
        starts = [i for i in inner if self._joins(i)]
        return list(itertools.pairwise([first, *starts, last])) if starts else []

    def _joins(self, i: int) -> bool:
        form = self.text.forms[i]
        if not form.startswith("و") or len(form) < 4:
            return False
        rest = form[1:]
        if rest in self.book.speaker_heads or rest.removeprefix("ال") in self.book.speaker_heads:
            return form not in self.book.speaker_heads and form.removeprefix("ال") not in self.book.speaker_heads
        found = self.names.match(self.text, i, len(self.text.forms))
        return bool(found and found[1] and found[3])

    # ---- one speaker

    def _find(self, first: int, last: int, actors: tuple[Actor, ...]) -> Actor | None:
        last = self._before_hearer(first, last)
        named = self._named(first, last)
        person = next((a for _, _, found in named for a in found if a.kind == "person" and len(found) == 1), None)
        if person:
            return person
        opening = self._bare(first)
        if opening in self.book.unnamed_speakers and opening not in self.book.speaks_for | self.book.heads_of_bodies:
            return None
        whole, basis = self.identities.choose(first, last, actors if opening == self.text.forms[first] else ())
        if whole and basis == "alias":
            return whole
        for i in range(first, last):
            word = self._bare(i)
            if word in self.book.speaks_for:
                return self._body(i + 1, last, named)
            if word in self.book.heads_of_bodies and (i == first or self.text.kinds[i - 1] == "p"):
                found = self._body(i + 1, last, named)
                return found if found and found.kind in _OWN_VOICE else None
        if opening in self.book.unnamed_speakers:
            return None
        return whole or self._again(first, last)

    def _before_hearer(self, first: int, last: int) -> int:
        """The end of the phrase without those who are told: «مدير المرصد لوكالة فرانس برس»، «الجيش لصحفيين»."""
        for i in range(first + 1, last):
            form = self.text.forms[i]
            if form == "ل" or (form.startswith("ل") and self._hears(i)):
                return i
        return last

    def _hears(self, i: int) -> bool:
        if any(f.lexeme.code == "person.journalist" for f in self.text.words[i].cls):
            return True
        match = self.names.match(self.text, i, len(self.text.forms))
        return bool(match and match[3] and match[1] and match[1][0].kind in ("outlet", "agency"))

    def _bare(self, i: int) -> str:
        """A word without its clitics, if it is one by which speakers are told apart."""
        form = self.text.forms[i]
        for rest in (form, form[1:] if form[:1] in "وفبل" else form, "ا" + form[1:] if form.startswith("لل") else form):
            bare = rest.removeprefix("ال")
            if bare in self.book.speaks_for or bare in self.book.heads_of_bodies or bare in self.book.unnamed_speakers:
                return bare
        return form

    def _body(self, first: int, last: int, named: list[Named]) -> Actor | None:
        """The first body named from a token on: by a name of its own, else by one that the context settles."""
        for at, end, actors in named:
            if at >= first:
                found = self.identities.choose(at, end, actors)[0]
                return found if found and found.kind != "person" else None
        return self._contextual(first, last)

    def _contextual(self, first: int, last: int) -> Actor | None:
        """«المتحدث باسم الشرطة»: the longest name that needs its context."""
        for at in range(first, min(last, first + 3)):
            for end in range(min(last, at + _CONTEXT_WORDS), at, -1):
                found = self.identities.choose(at, end)[0]
                if found:
                    return found
        return None

    def _again(self, first: int, last: int) -> Actor | None:
        """The last word of a name alone, after the full name («الحارث» after «الحارث إدريس»)."""
        surname = self.text.forms[last - 1]
        if last - first > 2 or len(surname) < 4:
            return None
        for (at, end), actor in reversed(self.known.items()):
            if end <= first and end - at > last - first and surname in self.text.forms[at:end]:
                return actor
        persons = [m.actor for m in self.identities.mentions if m.at < first and m.actor.kind == "person"]
        return next((a for a in reversed(persons) if surname in words_of(a.ar) + words_of(a.alias)), None)

    def _named(self, first: int, last: int) -> list[Named]:
        """The actors named inside a phrase."""
        found, i = [], first
        while i < last:
            match = self.names.match(self.text, i, last) if self.text.words[i].names else None
            if match and match[1]:
                found.append((i, match[0], match[1]))
            i = match[0] if match else i + 1
        return found
