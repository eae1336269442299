"""The words before and after the name of a place: what it is, and how the place meant lies to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rasd.arabic.script import fold

FILE = "place_words.yaml"

#: What the file holds: parts that are mappings of lists, and parts that are lists.
MAPPINGS = ("kinds", "relations", "directions")
LISTS = ("capitals", "qualities", "within", "kilometres", "metres", "lands", "borders")

#: Two words for a direction are one: «شمال شرق».
_BETWEEN = {("north", "east"), ("north", "west"), ("south", "east"), ("south", "west")}


class PlaceWords:
    """The file, folded. ``kinds``: word → the kinds it may open; ``named_for``: kind → the words that open it.

    ``several``: the duals among the heads of several places → their singular.
    """

    def __init__(self, document: dict[str, Any], several: frozenset[str] = frozenset()) -> None:
        self.kinds: dict[str, tuple[str, ...]] = {}
        self.named_for: dict[str, tuple[str, ...]] = {}
        for kind, words in document["kinds"].items():
            folded = [fold(w) for w in words]
            self.named_for[kind] = tuple(folded)
            for word in folded:
                self.kinds[word] = (*self.kinds.get(word, ()), kind)
        self.relations = _inverted(document["relations"])
        self.directions = _inverted(document["directions"])
        self.capitals = frozenset(
            (fold(n), country) for country, _, n in (c.partition("/") for c in document["capitals"])
        )
        self.qualities, self.within, self.kilometres, self.metres, self.lands, self.borders = (
            frozenset(fold(w) for w in document[part]) for part in LISTS[1:]
        )
        singulars = {word: _one(word, {**self.relations, **self.kinds}) for word in sorted(several)}
        self.several = {word: one for word, one in singulars.items() if one}

    def direction(self, word: str) -> str:
        """The point of the compass that a word names, with or without its article and gender; "" for none.

        >>> words = PlaceWords({**dict.fromkeys(MAPPINGS, {}), **dict.fromkeys(LISTS, []),
        ...                     "directions": {"south": ["جنوب", "جنوبي"]}})
        >>> words.direction("الجنوبيه"), words.direction("جنوب"), words.direction("قرب")
        ('south', 'south', '')
        """
        bare = word.removeprefix("ال")
        return self.directions.get(bare) or self.directions.get(bare.removesuffix("ه"), "")


def between(first: str, second: str) -> str:
    """Two directions as one; the first alone where they are no pair.

    >>> between("north", "east"), between("south", ""), between("north", "south")
    ('northeast', 'south', 'north')
    """
    return first + second if (first, second) in _BETWEEN else first or second


def check(document: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """The mistakes of the file."""
    if not isinstance(document, dict):
        yield (), "not a mapping. Begin with «kinds:»."
        return
    for part in [*document, *MAPPINGS, *LISTS]:
        if part not in (*MAPPINGS, *LISTS):
            yield (f"{part}:",), f"unknown key {part!r}. Known are {', '.join((*MAPPINGS, *LISTS))}."
        elif not isinstance(document.get(part), dict if part in MAPPINGS else list):
            yield (f"{part}:",), f"{part} is missing or has the wrong form."
    for part in ("relations", "directions"):
        claimed: dict[str, str] = {}
        groups = document.get(part)
        for name, words in groups.items() if isinstance(groups, dict) else ():
            for word in words if isinstance(words, list) else ():
                if claimed.setdefault(fold(word), name) != name:
                    yield (f"{part}:", word), f"{word} stands in {claimed[fold(word)]} and in {name}. Choose one."


def _inverted(lists: dict[str, list[str]]) -> dict[str, str]:
    return {fold(word): name for name, words in lists.items() for word in words}


def _one(word: str, known: dict[str, Any]) -> str:
    """The singular of a dual in the genitive or nominative: «بلدتي» is of «بلدة»; "" for what is no dual."""
    stem = word[:-1]
    for form in (stem, stem[:-1] + "ه" if stem.endswith("ت") else stem, stem[:-1]):
        if form in known:
            return form
    return ""
