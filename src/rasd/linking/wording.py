"""Wording: how much two texts have in common that is not common to all texts.

Words are compared by a light stem (clitics and endings off), each weighed by how rare it is: among the reports that
are linked, and, so that a handful of reports can be linked too, by whether it is an everyday word of the news.
"""

from __future__ import annotations

import functools
import math
import zlib
from collections import Counter
from collections.abc import Iterable

from rasd.arabic.words import Tokens

Vector = dict[str, float]

#: As if this many other reports had been seen, in which everyday words are in every third, others in one of 200.
PRIOR = 60.0
EVERYDAY, RARE = 0.34, 0.005
#: Each word weighs half of one that stands this many words before it: reports begin with what they are about.
HALF = 60.0
#: The words that count as the beginning of a report.
BEGINNING = 45
#: A vector keeps the words that weigh most; those that are left out add nothing that is seen.
LONGEST = 120
_BEFORE = ("وال", "فال", "بال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ك")
_AFTER = ("هما", "ات", "ون", "ين", "ان", "ها", "هم", "يه", "ه", "ي", "ا")
_SHORTEST = 3
_RUN = 5


@functools.lru_cache(maxsize=200_000)
def stem(form: str) -> str:
    """A folded word without clitics and endings, as far as three letters are left.

    >>> stem("والقذائف"), stem("مسلحين"), stem("بمدينه")
    ('قذائف', 'مسلح', 'مدين')
    """
    for clitic in _BEFORE:
        if form.startswith(clitic) and len(form) - len(clitic) >= _SHORTEST:
            form = form[len(clitic) :]
            break
    for ending in _AFTER:
        if form.endswith(ending) and len(form) - len(ending) >= _SHORTEST:
            return form[: -len(ending)]
    return form


def stems_of(tokens: Tokens) -> list[str]:
    """The stems of the words of a text, and its numbers, in order."""
    return [
        stem(form) for form, kind in zip(tokens.forms, tokens.kinds, strict=True) if kind in "wnl" and len(form) > 1
    ]


def runs(words: list[str]) -> frozenset[int]:
    """A sample of the runs of five words, by which copies of one original are known; the same everywhere."""
    found = {zlib.crc32(" ".join(words[i : i + _RUN]).encode()) for i in range(len(words) - _RUN + 1)}
    sample = frozenset(run for run in found if run % 4 == 0)
    return sample if len(sample) >= 4 else frozenset(found)


class Rarity:
    """How much it says that a word occurs in two texts."""

    def __init__(self, texts: Iterable[Iterable[str]] = (), everyday: frozenset[str] = frozenset()) -> None:
        self._in: Counter[str] = Counter()
        self._number = 0
        self._everyday = everyday
        self._most = math.log(PRIOR)
        for words in texts:
            self.add(words)

    def add(self, words: Iterable[str]) -> None:
        """One text more."""
        self._in.update(set(words))
        self._number += 1
        self._most = math.log(self._number + PRIOR)

    def of(self, word: str) -> float:
        """The weight of a word: 0 for one that is everywhere."""
        prior = PRIOR * (EVERYDAY if word in self._everyday else RARE) + 0.5
        return max(0.0, self._most - math.log(self._in[word] + prior))

    def vector(self, words: Iterable[str], half: float = HALF) -> Vector:
        """The words with their weights, those that come first weighing more; of length one."""
        seen: dict[str, float] = {}
        weight, fall = 1.0, 0.5 ** (1 / half)
        for word in words:
            seen[word] = seen.get(word, 0.0) + weight
            weight *= fall
        weighed = sorted(((-math.sqrt(v) * self.of(w), w) for w, v in seen.items()))[:LONGEST]
        length = math.sqrt(sum(v * v for v, _ in weighed)) or 1.0
        return {w: -v / length for v, w in weighed if v}


def likeness(a: Vector, b: Vector) -> float:
    """The cosine of two vectors: 0 nothing in common, 1 the same words."""
    if len(a) > len(b):
        a, b = b, a
    get = b.get
    return sum([v * get(w, 0.0) for w, v in a.items()])


def shared(a: Vector, b: Vector, most: int = 3) -> list[str]:
    """The words that two vectors have in common and that weigh most."""
    common = sorted((-(v * b[w]), w) for w, v in a.items() if w in b)
    return [w for _, w in common[:most]]
