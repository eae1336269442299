"""The shape of a text: a MinHash by which texts that share most of their wording are found among many.

A text is taken as the set of its runs of three words, folded, so that spelling and punctuation make no difference.
Texts are candidates when one of 32 bands of four hash values is the same. They are one article with edits when they
share enough of their runs, and enough whole sentences or figures: the daily counts of one monitor share most of their
runs, but another number or place stands in every sentence. All is counted on the texts themselves.
"""

from __future__ import annotations

import array
import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import rensa

from rasd.arabic.numbers import find_numbers
from rasd.arabic.words import Tokens, tokenise

HASHES, BANDS = 128, 32
_ROWS = HASHES // BANDS
_SEED = 20200126
_RUN = 3
#: A text of fewer words has no shape: short posts of one outlet are alike without being the same.
_SHORTEST = 40
#: The share of common runs from which two texts may be one article with edits, and of words in common sentences.
ALIKE, _SENTENCES = 0.42, 0.4
#: Where sentences are long, one letter changes all of one: then so many runs must be common, and so many figures.
_EDITED, _FIGURES = 0.5, 0.85
#: How far the estimate from two signatures may lie below that.
_MARGIN = 0.13
#: Sentences of fewer words are headings and formulas, which strangers share.
_A_SENTENCE = 5


_STOP = re.compile(r"[.!?؟؛\n]+")


class Shape(NamedTuple):
    """A signature and its bands."""

    signature: bytes
    bands: tuple[int, ...]


class Sketch(NamedTuple):
    """What two texts are compared by: hashes of their runs, of their longer sentences, of their figures."""

    runs: frozenset[int]
    sentences: Counter[int]
    figures: Counter[int]

    def packed(self) -> tuple[bytes, bytes, bytes]:
        """As bytes, to be kept beside a signature."""
        sentences = (number for pair in sorted(self.sentences.items()) for number in pair)
        parts = (sorted(self.runs), sentences, sorted(self.figures.elements()))
        return tuple(array.array("I", part).tobytes() for part in parts)  # type: ignore[return-value]

    @classmethod
    def unpacked(cls, runs: bytes, sentences: bytes, figures: bytes) -> Sketch:
        """From the bytes of :meth:`packed`."""
        pairs = array.array("I", sentences)
        counted = Counter(dict(zip(pairs[::2], pairs[1::2], strict=True)))
        return cls(frozenset(array.array("I", runs)), counted, Counter(array.array("I", figures)))


def _hash(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def sketch_of(text: str) -> Sketch:
    """What a text is compared by.

    >>> sketch_of("قتل 3 جنود") == Sketch.unpacked(*sketch_of("قُتل 3 جنود").packed())
    True
    """
    return _sketch(text, tokenise(text))


def _sketch(text: str, tokens: Tokens) -> Sketch:
    sentences: Counter[int] = Counter()
    for sentence, number in _sentences(text).items():
        sentences[_hash(sentence)] = number
    figures = Counter(_hash(f"{number.low}-{number.high}") for number in find_numbers(tokens))
    return Sketch(frozenset(map(_hash, _runs(tokens))), sentences, figures)


def _words(tokens: Tokens) -> list[str]:
    return [form for form, kind in zip(tokens.forms, tokens.kinds, strict=True) if kind in "wln"]


def _runs(tokens: Tokens) -> set[str]:
    words = _words(tokens)
    return {" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}


def runs(text: str) -> set[str]:
    """The runs of words of a text.

    >>> sorted(runs("قُتل ثلاثة جنود في حلب"))
    ['ثلاثه جنود في', 'جنود في حلب', 'قتل ثلاثه جنود']
    """
    return _runs(tokenise(text))


def _sentences(text: str) -> Counter[str]:
    """The longer sentences of a text, folded, with the number of their words."""
    cut = (_words(tokenise(part)) for part in _STOP.split(text))
    found = ((" ".join(words), len(words)) for words in cut)
    return Counter({sentence: number for sentence, number in found if number >= _A_SENTENCE})


def shape_of(text: str) -> Shape | None:
    """The shape of a text; none where it is too short to have one."""
    return _shape(runs(text))


def shaped(text: str) -> tuple[Shape, Sketch] | None:
    """The shape of a text and what it is compared by; none where it is too short to have one."""
    tokens = tokenise(text)
    shape = _shape(_runs(tokens))
    return None if shape is None else (shape, _sketch(text, tokens))


def _shape(found: set[str]) -> Shape | None:
    if len(found) < _SHORTEST:
        return None
    hashes = rensa.RMinHash(num_perm=HASHES, seed=_SEED)
    hashes.update(sorted(found))
    values = array.array("I", hashes.digest())
    return Shape(values.tobytes(), tuple(_bands(values)))


def _bands(values: array.array[int]) -> Iterator[int]:
    """Each band as a number that fits a column of 64 bits with a sign."""
    for band in range(BANDS):
        part = values[band * _ROWS : (band + 1) * _ROWS].tobytes()
        yield int.from_bytes(hashlib.blake2b(bytes([band]) + part, digest_size=8).digest(), "big", signed=True)


def may_be_alike(one: bytes, other: bytes) -> bool:
    """Whether two signatures leave it open that their texts are alike."""
    first, second = array.array("I", one), array.array("I", other)
    same = sum(a == b for a, b in zip(first, second, strict=True))
    return same / HASHES >= ALIKE - _MARGIN


def alike(one: str, other: str) -> bool:
    """Whether two texts are one article, with a paragraph added, dropped or reworded at most."""
    return sketches_alike(sketch_of(one), sketch_of(other))


def sketches_alike(one: Sketch, other: Sketch) -> bool:
    """Whether the texts of two sketches are one article."""
    share = likeness(one, other)
    if share < ALIKE:
        return False
    return _share(one.sentences, other.sentences) >= _SENTENCES or (
        share >= _EDITED and _share(one.figures, other.figures) >= _FIGURES
    )


def likeness(one: Sketch, other: Sketch) -> float:
    """The share of runs that two texts have in common."""
    first, second = one.runs, other.runs
    return len(first & second) / len(first | second) if first or second else 0.0


def _share(one: Counter[int], other: Counter[int]) -> float:
    """How much of the smaller one the two have in common."""
    smaller = min(one.total(), other.total())
    return (one & other).total() / smaller if smaller else float(not one and not other)
