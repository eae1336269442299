"""Private persons in a text: what it calls them again, in any spelling, and where their words mean something else.

A name is cut into units («عبد الله», «نور الدين», «أبو بكر» are one each). Two units of a person in a row are that
person; the last unit alone is too, unless it stands in the name of a known body, a place or a nation; the first alone
only where nobody else can be meant («والدة ظافر إن …»).
"""

from __future__ import annotations

import functools
import itertools
import re
import urllib.parse
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rasd.arabic.script import DROPPED, normalise
from rasd.codebook.book import Codebook, load

MASK = "▮"
_SHORTEST = 3
#: Letters of a key by which most words are told to begin no name.
_BEGUN = 3
#: Words of names that belong to the one after them, or to the one before.
OPEN, CLOSE = frozenset("عبد عبيد ابو ابا ابي ام ابن ذو".split()), frozenset("الدين الله الاسلام الحق".split())
LINKS = frozenset("بن ابن بنت ال".split())
_LINK = f"(?:{'|'.join(sorted(LINKS))})"
#: «عبدالله», «ابوبكر», «نورالدين»: written together.
_TOGETHER = re.compile(r"(?P<a>عبد|عبيد)(?P<b>ال.{2,})|(?P<c>ابو)(?P<d>.{2,})|(?P<e>.{2,})(?P<f>الدين|الله)")
_WORD = re.compile(r"[^\W_]+")
_CLITICS = "[وف]?[وفبلك]?"
#: What may stand between two words of a name, and inside one unit of it.
_GAP, _SEAM = r"[\s_\-–«»\"“”()]+", r"[\s_\-]*"
_SUFFIX = re.compile("(?:هما|هم|ها|ه|ي|نا)$")
#: After these, and before those, a first name is a name: they say that somebody is called so, or what he is or does.
_CALLED = frozenset("مدعو مدعوه يدعي تدعي اسمه اسمها شهيد شهيده راحل راحله فقيد ضحيه مغدور".split())
#: Words that are no part of any name, folded.
FUNCTION = frozenset(
    "ان انه انها انهم في من الي علي عن مع قد لقد لم لن لا ما هو هي الذي التي عند عندما حين بعد قبل منذ خلال فوق "
    "عبر ليس ليست الا اذ اذا حتي ضد بان وان فان كل بعض لدي نحو دون رغم حسب مثل غير ثم بل او نفسه نفسها "
    "اثناء بينما كما وهو وهي كان كانت يكون تكون اثر جراء برصاص بجروح ايضا هناك هنا امس اليوم".split()
)
_ASIDE = frozenset("لم لن قد لقد هو هي كان كانت".split())
_TOWARDS = frozenset("في الي نحو قرب".split())


class Called(NamedTuple):
    """A person as named once: the units of the name. ``again``: may be called by a part of it, elsewhere only whole.

    ``after``: for a name of one word that many bear («محمد»), what stands before it in the folded text; elsewhere it is
    this person's only where nobody else can be meant.
    """

    units: tuple[str, ...]
    again: bool = True
    after: str | None = None

    @property
    def last(self) -> str | None:
        """The unit by which the person is called alone: the family's name, or the only name there is."""
        unit = self.units[-1]
        return unit if len(unit) > _SHORTEST or len(self.units) == 1 else None


def units_of(name: str) -> tuple[str, ...]:
    """The folded units of a name.

    >>> units_of("عبدالله بن خالد السُّليمان (34 عاما)")
    ('عبد الله', 'خالد', 'السليمان')
    """
    units: list[str] = []
    for word in _apart(_WORD.findall(normalise(name.partition("(")[0]).text)):
        if units and (word in CLOSE or units[-1].rpartition(" ")[2] in OPEN):
            units[-1] += " " + word
        elif not (units and word in LINKS):
            units.append(word)
    return tuple(units)


def _apart(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        found = _TOGETHER.fullmatch(word)
        yield from filter(None, found.groups()) if found else (word,)


# ---- patterns, over folded text


def _letters(word: str) -> str:
    """A final hamza is often left out, «أبو» follows the case, and ل takes the article's alif («للسليمان»)."""
    if word in ("ابو", "ابا", "ابي"):
        return "اب[واي]"
    if word.startswith("ال") and len(word) > _SHORTEST:
        rest = re.escape(word[2:]).removesuffix("ء")
        return rf"(?:ال|(?<=ل){'ل?' if rest[0] == 'ل' else 'ل'}){rest}ء?"
    return re.escape(word.removesuffix("ء")) + "ء?"


def _unit(unit: str) -> str:
    return _SEAM.join(map(_letters, unit.split()))


def _in_row(unit: str) -> str:
    """A unit among others of its name, with the article or without."""
    first, *rest = unit.split()
    bare = first.removeprefix("ال") if len(first) > _SHORTEST + 1 else first
    return _SEAM.join((f"(?:ال|(?<=ل)ل)?{_letters(bare)}", *map(_letters, rest)))


def _rows(person: Called) -> Iterator[str]:
    """Two or more units in a row, or the first and the last around what else they are called."""
    if person.after is not None:
        before = f"(?<={re.escape(person.after)})" if person.after else r"(?<![\s\S])"
        yield before + _unit(person.units[0])
        yield rf"(?<![\s\S]){_unit(person.units[0])}(?![\s\S])"
        return
    if not person.again:
        yield rf"[\W_]+(?:{_LINK}[\W_]+)?".join(map(_unit, person.units))
        return
    if len(person.units) > 1:
        any_unit = "(?:" + "|".join(sorted(map(_in_row, set(person.units)), key=lambda p: (-len(p), p))) + ")"
        yield rf"{any_unit}(?:{_GAP}(?:{_LINK}{_GAP})?{any_unit})+"
        if person.last:
            yield rf"{_in_row(person.units[0])}(?:{_GAP}[^\W\d_]+){{1,2}}{_GAP}{_in_row(person.last)}"


def _pattern(people: Iterable[Called]) -> re.Pattern[str]:
    ordered = sorted(set(people), key=lambda person: (-len(" ".join(person.units)), person))
    rows = [row for person in ordered for row in _rows(person)]
    lasts = dict.fromkeys(_unit(p.last) for p in ordered if p.again and p.last)
    firsts = dict.fromkeys(_unit(p.units[0]) for p in ordered if _may_stand_alone(p))
    kinds = {"row": rows, "last": lasts, "first": firsts}
    either = "|".join(f"(?P<{kind}>{'|'.join(found)})" for kind, found in kinds.items() if found)
    return re.compile(rf"(?<![^\W_])(?:{_CLITICS})(?:{either})(?![^\W_])")


def _may_stand_alone(person: Called) -> bool:
    first = person.units[0]
    is_called = (person.again and len(person.units) > 1) or person.after is not None
    return is_called and len(first) >= _SHORTEST and first not in FUNCTION


# ---- masks

_normalised = functools.lru_cache(maxsize=4)(normalise)  # one text, the persons of many reports


class Mask:
    """Hides some persons in any text.

    ``places``: folded words of places that the same report is known to speak of.
    """

    def __init__(self, people: Iterable[Called], places: frozenset[str] = frozenset()) -> None:
        named = frozenset(people)
        self.pattern = _pattern(named)
        self.places = places
        self.is_arabic = not any(re.search("[a-zA-Z]", unit) for person in named for unit in person.units)

    def hide(self, text: str, *, known: bool = False) -> str:
        """The text without the persons; ``known``: it names a known party or place, whose own words stay."""
        if (plain := _plain(text)) != text:  # %D8%A7… in an address
            hidden = self.hide(plain, known=known)
            return hidden if hidden != plain else text
        if text.isascii() and self.is_arabic:
            return text
        folded = _normalised(text)
        done, kept = 0, []
        for start, end in self._found(folded.text, known):
            first, last = folded.span(start, end)
            if text.startswith("على", first):  # no Ali: «على السليمان»
                first = min(last, first + len("على "))
            if first < last:
                marks = DROPPED.match(text, last)
                kept += [text[done:first], MASK]
                done = marks.end() if marks else last
        return "".join((*kept, text[done:]))

    def _found(self, text: str, known: bool) -> Iterator[tuple[int, int]]:
        for match in self.pattern.finditer(text):
            kind = match.lastgroup or ""
            start, end = match.span(kind)
            if kind == "row":
                yield start, end
                continue
            around = Around(text, match.start(), start, end)
            if known or (kind == "last" and self._means_another(around)):
                continue
            if kind == "last":
                yield around.with_first_name(), end
            elif around.is_nobody_else():
                yield start, end

    def _means_another(self, around: Around) -> bool:
        return around.is_of_a_known_name() or around.is_a_place(self.places) or around.is_of_a_nation()


class Around:
    """The words around one word of a name in a folded text."""

    def __init__(self, text: str, begins: int, start: int, end: int) -> None:
        self.text, self.start = text, start
        #: As it stands, with its clitics, and without.
        self.whole, self.word = text[begins:end], text[start:end]
        self.before = _adjacent(text[max(0, begins - 80) : begins], -1)
        self.after = _adjacent(text[end : end + 80], 1)

    def is_of_a_known_name(self) -> bool:
        """«كتائب القسام»: with its neighbours it is the name of somebody in the codebook."""
        own = _WORD.findall(self.whole)
        words, at = [*self.before, *own, *self.after], len(self.before)
        windows = ((first, last) for first in range(at + 1) for last in range(at + len(own), len(words) + 1))
        longer = (words[first:last] for first, last in windows if last - first > len(own))
        return any(is_known(load(), form) for window in longer for form in _named(window))

    def is_a_place(self, places: frozenset[str]) -> bool:
        """«بلدة السلمية»; «في السلمية», where the report is known to speak of the place."""
        word = self.before[-1] if self.before else ""
        heads = load().place_heads
        return any(form in heads for form in bare_forms(word)) or (word in _TOWARDS and self.word in places)

    def is_of_a_nation(self) -> bool:
        """«الجيش المصري»: an adjective of the noun before it, unless that is a person («الشاب المصري»)."""
        book, word = load(), self.before[-1] if self.before else ""
        states = book.context_aliases.get(self.word.removeprefix("ال"), ())
        is_definite = any(form.startswith("ال") for form in _without_clitics(word))
        is_adjective = is_definite and any(actor.kind == "state" for actor in states)
        return is_adjective and not any(_is_person(book, form) for form in bare_forms(word))

    def with_first_name(self) -> int:
        """Where «سعاد» begins in «شقيقته سعاد الخرطبيل»."""
        if len(self.before) > 1 and is_kin(self.before[-2]):
            name = self.before[-1]
            if not is_kin(name) and name not in FUNCTION and not name.startswith("ال"):
                return self.text.rindex(name, 0, self.start)
        return self.start

    def is_nobody_else(self) -> bool:
        """Whether a first name alone is told of as a person, with no further name after it that is another's."""
        book, after = load(), self.after[0] if self.after else ""
        bare = after[1:] if after[:1] in ("و", "ف") else after
        follows = not after or bare.isdigit() or bare in FUNCTION or bare in book.sayings or bare in book.actions
        if not (follows or (bare != after and is_kin(bare))):
            return False
        before = self.before[-1] if self.before else ""
        if after in _ASIDE and (before in ("", "ان") or before.removeprefix("و") in _ASIDE):  # «وكان ظافر قد أصيب»
            return True
        tells = (_CALLED, book.sayings, book.actions)
        is_told = any(form in words for words in tells for form in bare_forms(before))
        return is_told or is_kin(before) or any(_is_person(book, form) for form in bare_forms(before))


def _adjacent(text: str, step: int) -> list[str]:
    """The three words next to a place in a text, up to the next stop."""
    part = re.split(r"[^\w\s]", text)[0 if step > 0 else -1]
    words = _WORD.findall(part)
    return words[:3] if step > 0 else words[-3:]


def _without_clitics(word: str) -> Iterator[str]:
    """A word, and what it is if its first letters are attached to it."""
    yield word
    for rest in (word[1:] if word[:1] in "وفبلك" else "", word[2:] if re.match("[وف][بلك]", word) else ""):
        if rest:
            yield rest
            if rest.startswith("ل") and word[: -len(rest)].endswith("ل"):
                yield "ا" + rest


def bare_forms(word: str) -> Iterator[str]:
    """A word as it stands, without what may be attached to it, and without its article."""
    for form in _without_clitics(word):
        yield form
        yield form.removeprefix("ال")


def _named(words: list[str]) -> Iterator[str]:
    return (" ".join((form, *words[1:])) for form in _without_clitics(words[0]))


def is_known(book: Codebook, name: str) -> bool:
    """Whether somebody of the codebook bears a folded name."""
    return name in book.aliases or name in book.context_aliases


def _is_person(book: Codebook, form: str) -> bool:
    return any(found.lexeme.code.startswith("person") for found in book.classes.get(form, ()))


@functools.lru_cache(maxsize=10_000)
def is_kin(word: str) -> bool:
    """«شقيقته»، «لوالد»، «ابنها»."""
    kin = load().word_classes.kin
    for form in bare_forms(word):
        stem = _SUFFIX.sub("", form)
        if not kin.isdisjoint((form, stem, stem[:-1] + "ه" if stem.endswith("ت") else stem)):
            return True
    return False


# ---- in other reports


class Elsewhere:
    """Private persons of any report: another report may tell of them without a word that says so."""

    def __init__(self, people: Iterable[Called]) -> None:
        self.by_two: dict[str, set[Called]] = {}
        for person in sorted({p for p in people if len(p.units) > 1}):
            first, second, last = person.units[0], person.units[1], person.units[-1]
            if is_known(load(), " ".join(person.units)):
                continue
            self.by_two.setdefault(_key(first + last), set()).add(person)
            if len(person.units) > 2:  # others may bear the first two
                self.by_two.setdefault(_key(first + second), set()).add(Called(person.units[:2], again=False))
        self.starts = {key[:length] for key in self.by_two for length in range(1, _BEGUN + 1)}

    def named_in(self, texts: Iterable[str]) -> set[Called]:
        """Those who are named in some texts by two of their names."""
        found: set[Called] = set()
        for text in texts:
            words = [word for word in _WORD.findall(_normalised(_plain(text)).text) if word not in LINKS]
            for i, word in enumerate(words):
                for form, begun in _begun(word):
                    if begun in self.starts:
                        found.update(*map(self._named_by, _two_names([form, *words[i + 1 : i + 6]])))
        return found

    def _named_by(self, letters: str) -> set[Called]:
        return self.by_two.get(_key(letters), set())


def _two_names(words: list[str]) -> Iterator[str]:
    """The letters of a first name and of one after it, each of one word or two, with up to two words in between."""
    for first, between, second in itertools.product((1, 2), (0, 1, 2), (1, 2)):
        at = first + between
        if at + second <= len(words):
            yield "".join((*words[:first], *words[at : at + second]))


def _plain(text: str) -> str:
    return urllib.parse.unquote(text) if "%" in text else text


@functools.lru_cache(maxsize=100_000)
def _begun(word: str) -> tuple[tuple[str, str], ...]:
    """What a word is with and without what may be attached to it, each with how its key begins."""
    return tuple((form, _key(form)[:_BEGUN]) for form in _without_clitics(word))


def _key(letters: str) -> str:
    """Letters of a name whatever its spaces, articles, cases and final hamza."""
    return re.sub("^اب[اي]", "ابو", letters.replace(" ", "")).replace("ال", "").replace("ء", "")
