"""A phrase that names a place, taken apart: what it is, how it lies to the one named, and what that lies in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rasd.codebook.placewords import between
from rasd.codebook.spelling import SPACES
from rasd.resolving.atlas import MOST_WORDS, Atlas, Bearer
from rasd.resolving.suits import FACILITIES, suits

Words = tuple[str, ...]

_DASHES = frozenset("- – — ـ /".split())
_SKIPPED = frozenset('من الي علي بعد مسافه نحو حوالي ب في ل : # " “ ” « » ( ) [ ] ، و'.split())
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?\Z")
#: What may stand between a name and what is told of it.
_MARKS = frozenset((*')]»”"،:([', ""))
_NOISE = frozenset("_ # \" “ ” « » ' ‘ ’".split(" "))
CAPITAL = "عاصمه"
BORDER = "border_of"
_DEPTH = 3
_PRONOUNS = ("ها", "هما", "ه")


class Described(NamedTuple):
    """What a phrase says of a place.

    ``relation`` and ``direction``: how the place lies to the one named; ``kinds``: what its head calls it;
    ``name``: the words of the name and ``bearers`` who bears it; ``facility``: the name is that of a place
    which the facility lies at («مطار كذا»); ``parents``: larger places told beside it; ``far_end``: the other
    end of a road; ``nation``: the country of an adjective; ``km``: a distance; ``back``: it points back to
    the place named before («تلتها»); ``capital``: it is called one; ``weak``: a larger place that
    may tell of something else; ``used``: how many words belong to it.
    """

    relation: str = ""
    direction: str = ""
    kinds: Words = ()
    name: Words = ()
    bearers: tuple[Bearer, ...] = ()
    facility: bool = False
    parents: tuple[Described, ...] = ()
    far_end: Described | None = None
    nation: str = ""
    km: float | None = None
    back: bool = False
    capital: bool = False
    weak: bool = False
    shared: bool = False
    used: int = 0

    @property
    def firm(self) -> bool:
        """Whether a head or a direction has been read."""
        return bool(self.kinds or self.relation or self.direction or self.capital)


_NOTHING = Described()


def describe(words: Words, atlas: Atlas, *, running: bool = False, depth: int = 0) -> Described:
    """The parts of a phrase of folded words; ``running`` text may go on with words that are none of it.

    A name that the atlas knows in full is no description: «شمال دارفور» is a province, «شمال حلب» is not.
    """
    clean = tuple(word for word in words if word not in _NOISE)  # «خان_يونس», «محور "كذا"»
    told = _Phrase(clean, atlas, running, depth).read()
    return told._replace(used=len(words)) if told.used == len(clean) else told


def behind(words: Words, atlas: Atlas) -> Described:
    """What the words after a name tell: the larger places («… في ريف حماة»), the nation («… الليبية»)."""
    if not words or not _tells(next((w for w in words if w not in _NOISE), ""), atlas):
        return _NOTHING
    found = _Phrase(tuple(word for word in words if word not in _NOISE), atlas, True, 0).rest(0)
    return found._replace(parents=tuple(p._replace(weak=not p.firm) for p in found.parents))


def _tells(word: str, atlas: Atlas) -> bool:
    """Whether a word can be the first that tells more of a name before it; remembered."""
    known = atlas.telling.get(word)
    if known is None:
        lists = atlas.words
        known = word in _DASHES or word in _MARKS or word in lists.qualities or word in lists.within
        known = known or word in lists.relations or word[:1] in ("ب", "ل") or bool(lists.direction(word))
        known = known or bool(word.startswith("ال") and atlas.nation(word))
        atlas.telling[word] = known
    return known


def headed(told: Described, before: Words, atlas: Atlas) -> Described:
    """A name with the words that stand before it and were left out of it: «محافظتي كذا وكذا»، «قرب كذا».

    The head of several is ``shared`` by all names of the list.
    """
    if not before or told.firm:
        return told
    head = atlas.heads.get(before)
    if head is None:
        head = atlas.heads[before] = _head_of(before, atlas)
    if head is _NOTHING:
        return told
    return told._replace(relation=head.relation, direction=head.direction, kinds=head.kinds, shared=head.shared)


def _head_of(before: Words, atlas: Atlas) -> Described:
    lists, forms = atlas.words, list(opened(before[-1]))
    several = next((lists.several[form] for form in forms if form in lists.several), "")
    if several:
        relation, kinds = lists.relations.get(several, ""), lists.kinds.get(several, ())
        return Described(relation=relation, kinds=() if relation else kinds, shared=True)
    relation = next((lists.relations[form] for form in forms if form in lists.relations), "")
    direction = lists.direction(forms[-1]) if not before[-1].startswith("ال") else ""
    if direction and len(before) > 1:
        direction = between(lists.direction(list(opened(before[0]))[-1]), direction)
    return Described(relation=relation, direction=direction) if relation or direction else _NOTHING


class _Phrase:
    """One phrase, read from left to right."""

    def __init__(self, words: Words, atlas: Atlas, running: bool, depth: int) -> None:
        self.words, self.atlas, self.running, self.depth = words, atlas, running, depth
        self.lists = atlas.words

    def read(self) -> Described:
        """Heads one after the other until the rest is a name."""
        words, i, told = self.words, 0, Described()
        while i < len(words):
            of_a_nation = self._land(i, told) or self._capital(i, told)
            if of_a_nation is not None:
                return of_a_nation
            named = self._named(i, told)
            if named is not None:
                return named
            step = self._head(i, told)
            if step is None:
                return self._unknown(i, told)
            told, i = step
        return told._replace(back=bool(told.kinds or told.relation) and told.back, used=i)

    # ---- before the name

    def _head(self, i: int, told: Described) -> tuple[Described, int] | None:
        """One word before the name: what it adds, and where the next begins."""
        word = self.words[i]
        if _NUMBER.match(word) and i + 1 < len(self.words):
            km = self._distance(i)
            return None if km is None else (told._replace(km=km), i + 2)
        last = i + 1 == len(self.words)
        for form in opened(word):
            if form in self.lists.several:
                form, told = self.lists.several[form], told._replace(shared=True)
            if form == CAPITAL and not last:
                return told._replace(capital=True), i + 1
            direction = self.lists.direction(form)
            if direction and not last:
                return told._replace(direction=between(told.direction, direction)), i + 1
            nation = self.atlas.nation(word) if word.startswith("ال") and not last and told.firm else ""
            if nation:
                return told._replace(nation=nation), i + 1  # «العاصمة الصومالية كذا»
            relation, kinds = self.lists.relations.get(form), self.lists.kinds.get(form)
            if last and not relation and not kinds:
                continue
            if relation and not (kinds and last):
                return told._replace(relation=told.relation or relation), i + 1
            if kinds:
                return told._replace(kinds=told.kinds or kinds), i + 1
        if last:
            return self._pointing(word, told, i)
        return (told, i + 1) if word in _SKIPPED else None

    def _distance(self, i: int) -> float | None:
        number, unit = float(self.words[i].replace(",", ".")), self.words[i + 1]
        if unit in self.lists.kilometres:
            return number
        return number / 1000 if unit in self.lists.metres else None

    def _pointing(self, word: str, told: Described, i: int) -> tuple[Described, int] | None:
        """«تلتها»، «في ريفها»: a head with a pronoun lies at the place named before."""
        for pronoun in _PRONOUNS:
            stem = word.removesuffix(pronoun)
            if stem == word or len(stem) < 2:
                continue
            for form in (f for base in opened(stem) for f in (base, base[:-1] + "ه")):
                relation, kinds = self.lists.relations.get(form, ""), self.lists.kinds.get(form, ())
                if relation or kinds:
                    return told._replace(relation=relation, kinds=kinds, back=True), i + 1
        return None

    # ---- the name

    def _land(self, i: int, told: Described) -> Described | None:
        """«الأراضي اللبنانية», «الحدود السورية»: the land or the border of a nation."""
        word = self.words[i].removeprefix("ال")
        if i + 1 >= len(self.words) or (word not in self.lists.lands and word not in self.lists.borders):
            return None
        nation = self.atlas.nation(self.words[i + 1]) if self.words[i + 1].startswith("ال") else ""
        country = self.atlas.countries.get(nation) if nation else None
        if country is None or (i + 2 < len(self.words) and not self.running):
            return None
        relation = BORDER if word in self.lists.borders else told.relation
        bearer = Bearer((country,), prominence=3.0)
        return told._replace(relation=relation, name=self.words[i : i + 2], bearers=(bearer,), used=i + 2)

    def _capital(self, i: int, told: Described) -> Described | None:
        """«العاصمة الصومالية» with no name behind it: the one that the nation has."""
        if i + 2 != len(self.words) or CAPITAL not in opened(self.words[i]):
            return None
        nation = self.atlas.nation(self.words[i + 1])
        name = next((tuple(n.split(" ")) for n, country in sorted(self.lists.capitals) if country == nation), ())
        bearers = self.atlas.bearers(name) if name else ()
        if not bearers:
            return None
        return told._replace(capital=True, nation=nation, name=name, bearers=tuple(bearers), used=i + 2)

    def _named(self, i: int, told: Described) -> Described | None:
        """The longest name at ``i`` that the atlas knows and after which the rest makes sense."""
        for end in range(min(len(self.words), i + MOST_WORDS), i, -1):
            name = self.words[i:end]
            if (len(name) == 1 and name[0] in _SKIPPED) or not self._may_be_name(name, end, told):
                continue
            bearers, facility = self._bearers(name, told.kinds)
            if not bearers:
                continue
            rest = self.rest(end)
            if rest.used == len(self.words) or self.running:
                told = told._replace(name=name, bearers=bearers, facility=facility)
                return self._with(told, rest)
        return None

    def _may_be_name(self, name: Words, end: int, told: Described) -> bool:
        """A head with more behind it is no name by itself."""
        if len(name) > 1 or (end == len(self.words) and not self.running):
            return True
        bare = name[0].removeprefix("ال")
        if bare == CAPITAL:
            return False
        return bare not in self.lists.kinds and bare not in self.lists.relations and not self.lists.direction(name[0])

    def _bearers(self, name: Words, kinds: Words) -> tuple[tuple[Bearer, ...], bool]:
        """Who bears the name with such a head; whether it is rather the place that the thing lies at."""
        direct = self.atlas.bearers(name)
        if not kinds:
            return direct, False
        fitting = [b for b in direct if any(suits(e, kinds) for e in b.entries)]
        if FACILITIES.isdisjoint(kinds):
            return tuple(fitting + [b for b in direct if b not in fitting]), False
        for head in dict.fromkeys(w for kind in kinds for w in self.lists.named_for[kind]):
            for bearer in self.atlas.bearers((head, *name)):
                if bearer.difference <= SPACES and any(suits(e, kinds) for e in bearer.entries):
                    fitting.append(bearer)
        if fitting:
            return tuple(dict.fromkeys(fitting)), False
        return direct, True

    def _unknown(self, i: int, told: Described) -> Described:
        """A name that nobody bears: its words end where the rest begins to make sense."""
        for end in range(i + 1, len(self.words)):
            rest = self.rest(end)
            if rest.used == len(self.words) and rest.used > end:
                return self._with(told._replace(name=self.words[i:end]), rest)
        name = self.words[i:]
        return told._replace(name=() if self.depth else name, used=0 if self.depth else len(self.words))

    # ---- after the name

    def _with(self, told: Described, rest: Described) -> Described:
        direction = told.direction or (rest.direction if told.relation or "region" in told.kinds else "")
        return told._replace(
            direction=direction,
            parents=rest.parents,
            far_end=rest.far_end,
            nation=rest.nation or told.nation,
            used=rest.used,
        )

    def rest(self, i: int) -> Described:
        """Words behind a name: adjectives, the larger place, the other end of a road."""
        told, words = Described(), self.words
        while i < len(words):
            word = words[i]
            if word in self.lists.qualities or word in ')]»”"،،:':
                i += 1
                continue
            if word.startswith("ال") and self.lists.direction(word) and not self._goes_on(i + 1):
                told, i = told._replace(direction=between(told.direction, self.lists.direction(word))), i + 1
                continue
            nation = self.atlas.nation(word) if word.startswith("ال") else ""
            if nation:
                told, i = told._replace(nation=nation), i + 1
                continue
            further = self._further(i)
            if further is None:
                break
            key, found, i = further
            told = told._replace(parents=(*told.parents, found)) if key else told._replace(far_end=found)
        return told._replace(used=i)

    def _goes_on(self, i: int) -> bool:
        """Whether a name follows a direction, which is then where the place lies («شرقي إدلب»)."""
        return i < len(self.words) and bool(self.atlas.bearers(self.words[i : i + 1]))

    def _further(self, i: int) -> tuple[bool, Described, int] | None:
        """A place behind the name: a larger one (true) or the other end of the road (false)."""
        if self.depth >= _DEPTH:
            return None
        word = self.words[i]
        if word in _DASHES:
            found = describe(self.words[i + 1 :], self.atlas, running=True, depth=self.depth + 1)
            return (False, found, i + 1 + found.used) if found.bearers else None
        start = i
        while start < len(self.words) and (self.words[start] in self.lists.within or self.words[start] in "(["):
            start += 1
        words = self.words[start:]
        if start == i:
            named = self._with_preposition(words)
            if named is None and not self._opens(word):
                return None
            words = named or words
        found = describe(words, self.atlas, running=True, depth=self.depth + 1)
        return (True, found, start + found.used) if found.bearers and found.used else None

    def _with_preposition(self, words: Words) -> Words | None:
        """«بالضفة الغربية», «لليبيا»: a known name under its preposition, without it."""
        word = words[0]
        if word[0] not in "بل" or len(word) < 4:
            return None
        bare = "ال" + word[2:] if word.startswith("لل") else word[1:]
        known = (self.atlas.bearers((bare, *words[1:n])) for n in (3, 2, 1) if n <= len(words))
        return (bare, *words[1:]) if any(known) else None

    def _opens(self, word: str) -> bool:
        """Whether a word begins to tell where the place lies: «بريف …»، «شرقي …»، «التابعة لمحافظة …»."""
        if self.lists.direction(word) and not word.startswith("ال"):
            return True
        forms = [form for form in opened(word) if form != word]
        if any(f in self.lists.kinds or f in self.lists.relations or self.lists.direction(f) for f in forms):
            return word[0] in "بل"
        return word in self.lists.relations


def opened(word: str) -> Iterator[str]:
    """A word as it is, and without what may stand before a head: و ب ل and the article.

    >>> list(opened("بالمحافظه")), list(opened("للمدينه"))
    (['بالمحافظه', 'المحافظه', 'محافظه'], ['للمدينه', 'مدينه'])
    """
    yield word
    if word.startswith("لل") and len(word) > 4:
        yield word[2:]
        return
    if word.startswith("ال") and len(word) > 4:
        yield word[2:]
    if word[:1] in ("و", "ب", "ل", "ف") and len(word) > 3:
        yield word[1:]
        if word[1:3] == "ال" and len(word) > 5:
            yield word[3:]
        elif word[:2] in ("وب", "ول") and len(word) > 4:
            yield word[2:]
