"""Words: a text cut into tokens, and a token into its clitics.

Cutting is done by one pattern whose matches cover the text without gaps, so that offsets come
from the lengths of the pieces; what a piece is, is remembered for every piece ever seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, chain
from operator import add
from typing import NamedTuple

from rasd.arabic.marks import mark
from rasd.arabic.script import MARKS, fold

_ARABIC = (
    r"\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c7\ufb50-\ufdff\ufe70-\ufefc"
    + MARKS
)
#: Marks of direction and other letters without width, which stand before a word as a blank does.
UNSEEN = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2065\u2066\u2067\u2068\u2069\ufeff\u061c"
)
#: Every blank but the line feed, which ends a line.
_BLANKS = (
    " \t\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000" + UNSEEN
)
_PIECE = re.compile(
    rf"[^\S\n]*(?:[{UNSEEN}]+[^\S\n]*)*"  # so for speed: nearly every gap is plain blanks
    rf"(?:[{_ARABIC}]+|[0-9٠-٩۰-۹]+(?:[.,٫٬،'’][0-9٠-٩۰-۹]+)*|[^\W\d_]+|\n[\s]*|\S|\Z|\s)"
)
_LATIN = re.compile(r"[^\W\d_]+\Z")
_NUMBER = re.compile(r"[0-9٠-٩۰-۹]")


class _Pieces(dict[str, tuple[str, str, int, str]]):
    """piece → (form, kind, width of the leading space, mark), filled as pieces are first seen."""

    def __missing__(self, piece: str) -> tuple[str, str, int, str]:
        bare = piece.lstrip(_BLANKS)
        form, kind = _kind(bare)
        gap = len(piece) - len(bare)
        found = form, kind, gap, mark(form, kind, gap)
        if len(self) > 400_000:  # a long batch must not grow without end
            self.clear()
        if len(piece) < 40:
            self[piece] = found
        return found


def _kind(bare: str) -> tuple[str, str]:
    if not bare or bare[0] == "\n":
        return "\n" if bare else "", "b" if bare else "s"
    if _NUMBER.match(bare):
        return fold(bare), "n"
    folded = fold(bare)
    if not folded:
        return "", "s"
    if _LATIN.match(folded):
        return folded, "w" if "\u0600" <= folded[0] <= "\u06ff" else "l"
    return folded, "p"


_PIECES = _Pieces()
_known = _PIECES.__getitem__


class Tokens:
    """The tokens of a text, as columns: token ``i`` is ``text[starts[i]:ends[i]]``.

    ``forms[i]`` is its folded form. ``kinds[i]`` is one letter: ``w`` Arabic word, ``l`` word of
    another script, ``n`` number in digits (with its separators), ``p`` a mark of punctuation or
    symbol, ``b`` line break(s), ``s`` nothing visible. ``marks[i]`` is the letter of :mod:`rasd.arabic.marks`
    by which numbers, dates and the ends of sentences are found.
    """

    __slots__ = ("ends", "forms", "kinds", "marks", "starts", "text")

    def __init__(self, text: str, starts: list[int], ends: list[int], forms: list[str], kinds: str, marks: str) -> None:
        self.text = text
        self.starts = starts
        self.ends = ends
        self.forms = forms
        self.kinds = kinds
        self.marks = marks

    def slice(self, first: int, last: int) -> str:
        """The original words of tokens ``first`` up to, not including, ``last``."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The original span of tokens ``first`` up to, not including, ``last``."""
        return self.starts[first], self.ends[last - 1]


def tokenise(text: str) -> Tokens:
    """Cut a text into tokens.

    >>> t = tokenise("قُتل 1,200 جندي.")
    >>> t.forms, t.kinds
    (['قتل', '1,200', 'جندي', '.'], 'wnwp')
    >>> t.slice(0, 2)
    'قُتل 1,200'
    """
    pieces = _PIECE.findall(text)
    if pieces and not pieces[-1]:
        pieces.pop()
    if not pieces:
        return Tokens(text, [], [], [], "", "")
    forms, kinds, gaps, marks = zip(*map(_known, pieces), strict=False)
    ends = list(accumulate(map(len, pieces)))
    starts = list(map(add, gaps, chain((0,), ends)))  # the pieces leave nothing out between them
    return Tokens(text, starts, ends, list(forms), "".join(kinds), "".join(marks))


class Cut(NamedTuple):
    """One way to cut a word: conjunction, preposition, article, the stem, the attached pronoun."""

    conjunction: str
    preposition: str
    article: bool
    stem: str
    pronoun: str


#: Attached pronouns, longest first.
PRONOUNS = ("هما", "كما", "هم", "هن", "كم", "ها", "نا", "ني", "ه", "ك", "ي")


def cuts(form: str) -> Iterator[Cut]:
    """The ways to cut a folded word into clitics and stem, the least cut first.

    Nothing is looked up here: the caller keeps the cuts whose stem it knows.

    >>> [c.stem for c in cuts("وللقوات")][:3]
    ['وللقوات', 'للقوات', 'قوات']
    """
    for conjunction in ("", "و", "ف"):
        if not form.startswith(conjunction) or len(form) - len(conjunction) < 2:
            continue
        rest = form[len(conjunction) :]
        yield from _after_conjunction(conjunction, rest)


def _after_conjunction(conjunction: str, rest: str) -> Iterator[Cut]:
    yield from _with_pronoun(conjunction, "", False, rest)
    if rest.startswith("ال") and len(rest) > 3:
        yield Cut(conjunction, "", True, rest[2:], "")
    if rest.startswith("لل") and len(rest) > 3:
        yield Cut(conjunction, "ل", True, rest[2:], "")
        yield Cut(conjunction, "ل", True, rest[1:], "")
    for preposition in ("ب", "ل", "ك", "س"):
        if not rest.startswith(preposition) or len(rest) < 4:
            continue
        inner = rest[1:]
        if inner.startswith("ال") and len(inner) > 3 and preposition != "س":
            yield Cut(conjunction, preposition, True, inner[2:], "")
        yield from _with_pronoun(conjunction, preposition, False, inner)


def _with_pronoun(conjunction: str, preposition: str, article: bool, stem: str) -> Iterator[Cut]:
    yield Cut(conjunction, preposition, article, stem, "")
    for pronoun in PRONOUNS:
        if stem.endswith(pronoun) and len(stem) - len(pronoun) >= 2:
            bare = stem[: -len(pronoun)]
            yield Cut(conjunction, preposition, article, bare, pronoun)
            if bare.endswith(("او", "اي")) and len(bare) > 4:  # the hamza takes a seat before a pronoun: إجلاؤهم
                yield Cut(conjunction, preposition, article, bare[:-1] + "ء", pronoun)
            if bare.endswith("ت"):  # the ta marbuta opens before a pronoun: سيطرته
                yield Cut(conjunction, preposition, article, bare[:-1] + "ه", pronoun)
            elif (
                bare.endswith("و") and len(bare) > 3 and not bare.startswith("ال")
            ):  # the alef of the plural goes before a pronoun: قتلوهم
                yield Cut(conjunction, preposition, article, bare + "ا", pronoun)
