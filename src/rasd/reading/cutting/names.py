"""Names of actors and places in a text: those the codebook knows, and those the grammar makes out."""

from __future__ import annotations

import functools

from rasd.codebook.aliases import STEPPED
from rasd.codebook.book import Actor, Codebook
from rasd.codebook.gazetteer import Gazetteer
from rasd.codebook.shelf import Shelf
from rasd.codebook.wordclasses import WordClasses
from rasd.reading.cutting.chunks import Chunk, Text

_QUOTES = frozenset("\"“”«»'‘’()#_[]")
_OPENERS = frozenset("\"“«'‘([”")
#: Words whose first letter is no particle, though a town begins behind it.
_WHOLE = frozenset("فعاليه فعاليات وتيره وجيزه بلاغ".split())
#: A countryside says less than the town named before it.
COUNTRYSIDE = frozenset("ريف ريفي ضواحي".split())


class _Step:
    """A word of the names that begin alike: what the words so far name, and the words that may come next."""

    __slots__ = ("named", "nexts")

    def __init__(self, named: tuple[tuple[Actor, ...], str] | None) -> None:
        self.named = named
        self.nexts: dict[str, _Step] = {}


Match = tuple[int, tuple[Actor, ...], str, int]


#: «(صور)»: that pictures follow, and no town.
_LABELS = (["(", "صور", ")"], ["[", "صور", "]"], ["|", "صور", "|"])


class Names:
    """The names of the codebook and the gazetteer, ready to be matched at a token."""

    def __init__(self, book: Codebook, gazetteer: Gazetteer, shelf: Shelf) -> None:
        self.book = book
        self.gazetteer = gazetteer
        #: What the user has added: asked where a place must stand and no name of ours does.
        self.shelf = shelf
        self.heads: dict[str, int] = dict(book.alias_heads)
        for name in gazetteer.by_name:
            first = name.split(" ", 1)[0]
            size = name.count(" ") + 1
            if size > self.heads.get(first, 0):
                self.heads[first] = size
        self.longer = _by_first_word((*book.aliases, *gazetteer.by_name))
        self.steps: dict[str, _Step] = {}

    def match(self, text: Text, i: int, last: int) -> Match | None:
        """The longest name that starts at token ``i``: its end, its actors, its place level, letters stripped.

        It is asked for again and again, so the text remembers its names, wherever the phrase in hand
        ends; only one that goes on beyond that end is looked for anew.
        """
        if not text.words[i].names or text.forms[i - 1 : i + 2] in _LABELS:
            return None
        if i in text.names:
            found = text.names[i]
        else:
            found = text.names[i] = self._match(text, i, len(text.forms))
        if found is None or found[0] <= last:
            return found
        return self._match(text, i, last)

    def _match(self, text: Text, i: int, last: int) -> Match | None:
        forms = text.forms
        for key, strip in text.words[i].names:
            step = self.steps.get(key) or self._compiled(key)
            end, named = i + 1, step.named
            nexts = step.nexts
            if nexts and end < last and (forms[end] in nexts or self._may_go_on(text, end, last, step)):
                end, named = self._longest(text, end, last, step)
            if named is not None and not (strip and not named[0] and forms[i] in _WHOLE):
                return end, *named, strip
        return None

    def _compiled(self, key: str) -> _Step:
        """The names that begin with a word, as steps; made when the word is first met."""
        first = self.steps[key] = _Step(self._named(key))
        for name in self.longer.get(key, ()):
            step = first
            for word in name.split(" ")[1:]:
                step = step.nexts.setdefault(word, _Step(None))
            step.named = self._named(name)
        return first

    def _named(self, name: str) -> tuple[tuple[Actor, ...], str] | None:
        """The actors that bear a name and its level as a place, if anybody or anything does."""
        actors, entries = self.book.aliases.get(name, ()), self.gazetteer.by_name.get(name)
        level = level_of(entries[0].kind) if entries else ""
        if entries and " " not in name and name in self.gazetteer.ambiguous_words:
            level = "?" + level
        return (actors, level) if actors or entries else None

    def _may_go_on(self, text: Text, j: int, last: int, step: _Step) -> bool:
        """Whether the next word can be the second of a name."""
        forms = text.forms
        if forms[j] not in _QUOTES:
            return forms[j] in step.nexts
        while j < last and forms[j] in _QUOTES:
            j += 1
        return j < last and forms[j] in step.nexts

    def _longest(self, text: Text, j: int, last: int, step: _Step) -> tuple[int, tuple[tuple[Actor, ...], str] | None]:
        """The end of the longest name whose first word stands before ``j``, and what it names."""
        forms, kinds = text.forms, text.kinds
        end, named = j, step.named
        while step.nexts and j < last:
            form = forms[j]
            j += 1
            if form in STEPPED:
                continue
            following = step.nexts.get(form)
            if following is None or kinds[j - 1] not in "wln":
                break
            step = following
            if step.named is not None:
                end, named = j, step.named
        return end, named


def _by_first_word(names: tuple[str, ...]) -> dict[str, list[str]]:
    """first word → the names of two words or more that begin with it."""
    found: dict[str, list[str]] = {}
    for name in names:
        first, _, rest = name.partition(" ")
        if rest:
            found.setdefault(first, []).append(name)
    return found


def level_of(kind: str) -> str:
    """The level that a kind of the gazetteer has for reading: settlement, area, site, province …"""
    if kind in ("settlement", "town", "village"):
        return "settlement"
    if kind in ("admin1", "region"):
        return "province"
    if kind in ("country", "admin2"):
        return kind
    if kind in ("neighbourhood", "sea", "river", "road"):
        return "area"
    return "site"


#: From the most to the least specific.
FINENESS = {"site": 0, "area": 2, "settlement": 1, "admin2": 3, "province": 4, "country": 5, "": 3}
#: Levels of ground that holds many places, and of a place in it.
WIDE, FINE = frozenset(("country", "province", "admin2")), frozenset(("settlement", "area", "site"))


def quoted(text: Text, i: int, last: int, most: int = 8) -> int:
    """The token after a name in quotation marks or brackets that opens at ``i``; ``i`` where there is none."""
    if i >= last or text.forms[i] not in _OPENERS:
        return i
    if text.forms[i] == '"' and text.starts_together(i) and text.forms[i - 1] not in ("(", "ل", "ب", "و", "لـ"):
        return i  # it closes
    for j in range(i + 1, min(i + most + 1, last)):
        if text.forms[j] in _QUOTES and text.forms[j] not in "#_":
            return j + 1 if j > i + 1 else i
    return i


def of_other_number(text: Text, end: int) -> bool:
    """Whether the word at ``end`` names people in the plural, and the word before it is no such plural."""
    word = text.words[end]
    if not word.form.endswith("ين") or not any(f.lexeme.code.startswith("person") for f in word.cls):
        return False
    before = text.words[end - 1]
    return not (before.form.endswith(("ين", "ون", "اء", "ات")) or any(f.number in "px" for f in before.cls))


def is_adjective(text: Text, i: int) -> bool:
    """Whether a word looks like an adjective that qualifies what stands before it."""
    form = text.forms[i]
    word = text.words[i]
    if text.kinds[i] != "w" or word.conj or word.prep or word.tag not in "wcn" or form == "المسووليه":
        return False
    if i in text.numbers:
        return False  # «طائرات الجيش سبعمئة وثلاثين غارة»
    if form.startswith(("بال", "لل", "كال")) or word.place_inside not in ("", "around"):
        return False  # «الطائرات البلدة»
    if word.group and form.endswith("ات"):
        return False  # «السلطات القوات الأمريكية»
    if any(f.lexeme.flags & {"nation"} for f in word.cls):
        return True
    if word.tag == "n" or (word.cls and not word.article and word.cls[0].lexeme.code.startswith(("vehicle", "weapon"))):
        return False  # «المقاتلون آلية»
    return form.endswith(("ي", "يه", "ون", "ين", "ات", "يا", "ه", "يتين")) and (
        form.startswith("ال") or form.endswith(("يه", "حه", "فه", "قه", "ليه", "حون", "حين", "ديه", "يتين"))
    )


def content_words(chunk: Chunk, text: Text) -> set[str]:
    """The words of a name, without what may be attached before them, and without what every name may hold."""
    words = {BARE[f] for f in text.forms[chunk.first : chunk.last] if len(f) > 2}
    return words - _common(text.classes) or words


@functools.lru_cache(maxsize=2)
def _common(classes: WordClasses) -> frozenset[str]:
    """Words that tell no name from another, as they are left: «مدينة»، «قوات», and the «بيت» of «بيت لاهيا»."""
    return frozenset(BARE[word] for word in classes.place_word | classes.party_word | classes.name_opening)


class _Bare(dict[str, str]):
    """form → the form without article, conjunction and preposition."""

    def __missing__(self, form: str) -> str:
        if len(self) > 100_000:  # a long batch must not grow without end
            self.clear()
        bare = self[form] = form.removeprefix("ال").lstrip("وبل")
        return bare


BARE = _Bare()
