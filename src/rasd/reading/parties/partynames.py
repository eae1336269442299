"""The name of a party that is only counted, or told by an adjective: from its fuller mention in the report."""

from __future__ import annotations

from collections.abc import Iterator

from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.names import Names
from rasd.reading.cutting.watching import Watch
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import bare, nation

#: «متشددا»: the accusative of what is counted from eleven on.
_PLURALS = ("ين", "ون")
_STATES = frozenset(("state", "government", "army", "force", "coalition"))
#: Mentions of one name that are looked at; a report does not need more.
_MOST = 50
_COUNTRY = ("", "يا", "ا", "ه")


class PartyNames:
    """The definite plurals and the countries of a report, by their bare stems."""

    def __init__(self, text: Text, drafts: list[Draft], names: Names) -> None:
        self.text = text
        self.at: dict[str, int] = {}
        self.named: dict[str, Chunk] = {}
        self.armies = dict(_armies(text))
        self.names = names
        self.wholes: dict[str, list[Chunk]] = {}
        self.runs: dict[tuple[str, ...], int] = {}
        self.members = names.book.members
        if any(_short(c) for d in drafts for c in (d.agent, d.patient)):
            self._index(drafts)

    def _index(self, drafts: list[Draft]) -> None:
        for t, form in enumerate(self.text.forms):
            self.at.setdefault("-" + form, t)
            if form.startswith(("ال", "لل", "وال", "بال")):
                self.at.setdefault(bare(form), t)
        for draft in drafts:
            for chunk in (draft.agent, draft.patient):
                if chunk is not None and chunk.kind == "A":
                    self._learn(chunk)

    def _learn(self, chunk: Chunk) -> None:
        """«الاحتلال الإسرائيلي» is what «إسرائيلي» stands for; «الزوارق الإسرائيلية» are not."""
        word = self.text.words[chunk.first]
        known = chunk.actors and chunk.actors[0].kind in _STATES
        if word.means or bare(word.form) in self.members or not (known or word.group):
            return  # «الادعاء الأوكراني» prosecutes
        for form in self.text.forms[chunk.first + 1 : chunk.last]:
            self.named.setdefault(bare(form).removesuffix("ه"), chunk)

    def army(self, draft: Draft) -> Chunk | None:
        """«5 جنود مصريين»: of the army that the report names with that nationality («الجيش المصري»)."""
        owner = draft.patient
        struck = draft.violence and draft.action != "clash" and draft.code is None
        of_soldiers = draft.code == "person.combatant" or struck
        if owner is None or not of_soldiers or owner.actors or owner.last != owner.first + 1:
            return None
        if not any("nation" in f.lexeme.flags for f in self.text.words[owner.first].cls):
            return None
        known = nation(self.text.forms[owner.first])
        t = self.armies.get(known)
        return None if t is None else Chunk("A", t, self._army_end(t), self.text.words[t])

    def _army_end(self, t: int) -> int:
        return t + (3 if self.text.forms[t].endswith("القوات") else 2)

    def fuller(self, chunk: Chunk | None) -> Chunk | None:
        """The fuller name of a party, or the chunk itself."""
        if chunk is not None and chunk.kind == "A":
            return self._unjoined(chunk) or self._whole(chunk) or chunk
        if chunk is None or not _short(chunk):
            return chunk
        form = self.text.forms[chunk.name[1] - 1 if chunk.kind == "G" and chunk.form is None else chunk.name[0]]
        if _countrymen(chunk):
            return chunk
        named = self._country(form) if _adjective(chunk) else self._plural(form)
        return chunk if named is None else named

    def _unjoined(self, chunk: Chunk) -> Chunk | None:
        """«#ميليشيا_الحوثي» → «ميليشيا الحوثي», where the report writes it so elsewhere."""
        forms = self.text.forms[chunk.first : chunk.last]
        if "_" not in forms:
            return None
        words = [f for f in forms if f not in "_#"]
        for size in range(len(words), 1, -1):
            key = tuple(words[:size])
            t = self.runs[key] = self.runs[key] if key in self.runs else self._run(words[:size])
            if t >= 0:
                found = Chunk("A", t, t + size, self.text.words[t])
                found.actors, found.party = chunk.actors, chunk.party
                return found
        return None

    def _run(self, words: list[str]) -> int:
        """Where these words stand one after the other, or -1."""
        forms, start = self.text.forms, -1
        while True:
            try:
                start = forms.index(words[0], start + 1)
            except ValueError:
                return -1
            if forms[start : start + len(words)] == words:
                return start

    def _whole(self, chunk: Chunk) -> Chunk | None:
        """«للتنظيم»، «الميليشيا» → the name that begins with this word, told before: «تنظيم داعش»."""
        if chunk.last != chunk.first + 1 or chunk.actors or not self.text.words[chunk.first].group:
            return None
        head = bare(self.text.forms[chunk.first])
        if head not in self.members or self.text.words[chunk.first].means:
            return None  # «الجيش»، «الاحتلال» stand for themselves
        if head not in self.wholes:
            self.wholes[head] = list(self._headed_by(head))
        before = [found for found in self.wholes[head][:_MOST] if found.first < chunk.first]
        return before[-1] if before else None

    def _headed_by(self, head: str) -> Iterator[Chunk]:
        """The known names of more than one word that begin with this one, as the report gives them."""
        for t, form in enumerate(self.text.forms):
            if not form.endswith(head) or bare(form).lstrip("و") != head or not self.text.words[t].names:
                continue
            match = self.names.match(self.text, t, len(self.text.forms))
            if match and match[1] and match[0] > t + 1:
                found = Chunk("A", t, match[0], self.text.words[t])
                found.actors, found.party = match[1], True
                yield found

    def _plural(self, form: str) -> Chunk | None:
        """«متشددا» → «المتشددين»."""
        stem = form[:-1] if form.endswith("ا") else form
        for ending in _PLURALS:
            t = self.at.get(bare(stem) + ending)
            if t is not None:
                return self._named(t)
        return None

    def _country(self, form: str) -> Chunk | None:
        """«الإسرائيلية» → «إسرائيل»."""
        adjective = bare(form).removesuffix("ه")
        if adjective in self.named:
            return self.named[adjective]
        stem = adjective.removesuffix("ي")
        for ending in _COUNTRY:
            t = self.at.get("-" + stem + ending)
            if t is not None and len(stem) > 2 and self.text.words[t].names:
                return self._named(t)
        return None

    def _named(self, t: int) -> Chunk:
        found = Chunk("A", t, t + 1, self.text.words[t])
        found.party = True
        return found


_FORCES = Watch(lambda word, _: word.form.endswith(("الجيش", "القوات")))


def _armies(text: Text) -> Iterator[tuple[str, int]]:
    """The armies that are named by their nationality: «الجيش المصري»، «القوات المسلحة المصرية»."""
    forms = text.forms
    for t in reversed(text.within(_FORCES, 0, len(forms) - 1)):
        if forms[t].endswith("الجيش") and forms[t + 1].startswith("ال"):
            yield nation(forms[t + 1]), t
        elif forms[t].endswith("القوات") and forms[t + 1] == "المسلحه" and t + 2 < len(forms):
            yield nation(forms[t + 2]), t


def _short(chunk: Chunk | None) -> bool:
    """Whether a party is only an adjective, or a singular that is counted."""
    if chunk is None or chunk.kind != "G" or chunk.form is None or chunk.owner is not None:
        return False
    return _adjective(chunk) or (chunk.party and chunk.form.number in "sc" and chunk.number is not None)


def _countrymen(chunk: Chunk) -> bool:
    """«32 فلسطينيا»، «100 سوري»: people of a country, counted, are named by these words already."""
    if chunk.form is None or "nation" not in chunk.form.lexeme.flags or _adjective(chunk):
        return False
    return chunk.form.lexeme.code == "person"


def _adjective(chunk: Chunk) -> bool:
    """«إسرائيلية»: a nationality that qualifies what was done."""
    if chunk.form is None or "nation" not in chunk.form.lexeme.flags:
        return False
    return chunk.number is None and chunk.form.number in "sa"
