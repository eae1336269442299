"""The pieces a sentence is cut into before the grammar looks at it."""

from __future__ import annotations

from bisect import bisect_left
from itertools import compress
from typing import TYPE_CHECKING

from rasd.arabic.words import Tokens
from rasd.codebook.book import Actor, Form
from rasd.reading.cutting.tagging import Word
from rasd.reading.cutting.watching import WATCHES, Watch

if TYPE_CHECKING:
    from rasd.arabic.dates import Moment
    from rasd.arabic.numbers import Number
    from rasd.codebook.wordclasses import WordClasses


#: Marks that part nothing: they may stand inside a phrase.
INSIDE = frozenset('()"“”«»#_-–ـ')


class Chunk:
    """A run of tokens that plays one part.

    ``kind``: ``G`` a counted or countable noun phrase, ``A`` an actor or group, ``L`` a place, ``T`` a
    time, ``V`` a verb of action, ``N`` a verbal noun or event, ``S`` a verb of speaking, ``Y`` its
    participle, ``,`` and ``"`` punctuation, else the word's tag.
    ``name``: the tokens of the bare name inside. ``owner``: of a ``G``, whose they are.
    """

    __slots__ = (
        "actors",
        "article",
        "code",
        "conj",
        "first",
        "form",
        "kind",
        "last",
        "level",
        "moment",
        "name",
        "number",
        "others",
        "owner",
        "parts",
        "party",
        "prep",
        "result",
        "unit",
        "unreal",
        "word",
    )

    def __init__(self, kind: str, first: int, last: int, word: Word | None = None) -> None:
        self.kind = kind
        self.first = first
        self.last = last
        self.word = word
        self.name = (first, last)
        if word is None:
            self.conj, self.prep, self.article = False, "", False
        else:
            self.conj, self.prep, self.article = word.conj != "", word.prep, word.article
        self.form: Form | None = None
        self.number: Number | None = None
        self.actors: tuple[Actor, ...] = ()
        self.owner: Chunk | None = None
        self.parts: list[Chunk] = []
        self.moment: Moment | None = None
        self.code: str | None = None
        self.level = ""
        self.others = False
        self.party = False
        self.result: Form | None = None
        self.unit = ""
        #: An action that is said not to have happened: its places are not those of what has.
        self.unreal = False

    @property
    def lone(self) -> bool:
        """Whether it is one person of no party («انتحاري»), who is the doer of his own deed and of no other."""
        return self.kind == "G" and not self.party and self.owner is None and self.number is None

    def __repr__(self) -> str:
        return f"{self.kind}[{self.first}:{self.last}]{self.code or ''}"


class Text:
    """A report's tokens with everything that was looked up for them."""

    __slots__ = ("classes", "dates", "forms", "kinds", "names", "numbers", "tokens", "watched", "words")

    def __init__(
        self,
        tokens: Tokens,
        words: list[Word],
        numbers: dict[int, Number],
        dates: dict[int, Moment],
        classes: WordClasses,
    ) -> None:
        self.tokens = tokens
        self.classes = classes
        self.words = words
        self.forms = tokens.forms
        self.kinds = tokens.kinds
        self.numbers = numbers
        self.dates = dates
        #: The names found so far, by their first token.
        self.names: dict[int, tuple[int, tuple[Actor, ...], str, int] | None] = {}
        #: The tokens of each watch.
        watched: list[list[int]] = [[] for _ in WATCHES]
        self.watched = watched
        numbers_of = [word.watched for word in words]
        for t in compress(range(len(words)), numbers_of):
            for number in numbers_of[t]:
                watched[number].append(t)

    def at(self, watch: Watch) -> list[int]:
        """The tokens that a watch holds of, in order."""
        return self.watched[watch.number]

    def within(self, watch: Watch, first: int, last: int) -> list[int]:
        """Those of the tokens ``first`` up to ``last``."""
        found = self.watched[watch.number]
        return found[bisect_left(found, first) : bisect_left(found, last)] if found else found

    def starts_together(self, i: int) -> bool:
        """Whether token ``i`` touches the one before it."""
        return i > 0 and self.tokens.starts[i] == self.tokens.ends[i - 1]
