"""The names of the actors, keyed the way reading walks a text: words alone, no marks between them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from rasd.arabic.words import tokenise
from rasd.codebook.periods import ALWAYS, Period, overlap, told
from rasd.errors import CodebookError

#: Marks that a name is read over: «تنظيم "القاعدة"», «بي كا كا/ي ب ك».
STEPPED = frozenset("\"“”«»'‘’()[]#_-–—/.")


class Actor(NamedTuple):
    """An actor of the codebook as one alias names it.

    ``shared``: other actors bear the alias too. ``context``: the alias means the actor only where the
    text has made that clear. ``metonym``: a capital that stands for a government. ``days``: when the
    alias means the actor, else when the actor existed. ``acts_in``: the countries other than its own
    in which an army or a coalition fights.
    """

    id: str
    en: str
    ar: str
    kind: str
    country: str | None
    alias: str
    framing: str
    shared: bool
    context: bool = False
    metonym: bool = False
    days: Period = ALWAYS
    part_of: str | None = None
    acts_in: tuple[str, ...] = ()

    def existed(self, when: Period) -> bool:
        """Whether the alias meant the actor on one of those days.

        >>> Actor("x", "X", "س", "group", None, "س", "neutral", True, days=(20140101, 99991231)).existed(
        ...     (20120101, 20121231))
        False
        """
        return overlap(self.days, when)


class Aliases:
    """The actors by folded alias.

    ``certain``: aliases by which a text names somebody, with everybody who bears them; ``context``:
    those that need the text around them. ``heads``: first word of a certain alias → the greatest
    number of words. ``entries``: id → entry of the codebook, with the ``file`` it stands in.
    """

    def __init__(self, documents: dict[str, Any]) -> None:
        self.certain: dict[str, tuple[Actor, ...]] = {}
        self.context: dict[str, tuple[Actor, ...]] = {}
        self.heads: dict[str, int] = {}
        self.entries: dict[str, dict[str, Any]] = {}
        named = list(self._named(documents))
        for (entry, alias), words in zip(named, keys([alias["ar"] for _, alias in named]), strict=True):
            if words:
                self._add(words, entry, alias)

    def _named(self, documents: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        for name, document in documents.items():
            if not name.startswith("actors/"):
                continue
            for entry in document or ():
                if entry["id"] in self.entries:
                    raise CodebookError(f"{name}: two actors have the id {entry['id']}. Give one another id.")
                self.entries[entry["id"]] = entry | {"file": name}
                yield from ((entry, alias) for alias in spelled(entry))

    def _add(self, words: list[str], entry: dict[str, Any], alias: dict[str, Any]) -> None:
        actor = actor_of(entry, alias)
        table = self.context if actor.context else self.certain
        key = " ".join(words)
        known = table.get(key)
        if known is None:
            table[key] = (actor,)
        elif known[-1].id != actor.id:  # the aliases of one actor come one after the other
            table[key] = (*known, actor)
        if not actor.context and len(words) > self.heads.get(words[0], 0):
            self.heads[words[0]] = len(words)


def spelled(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """The aliases of an entry with what is said about each.

    ``ar`` comes first, unless it is listed with a flag of its own.

    >>> spelled({"ar": "الجيش", "aliases": [{"ar": "الجيش", "shared": True}, "القوات المسلحة"]})
    [{'ar': 'الجيش', 'shared': True}, {'ar': 'القوات المسلحة'}]
    """
    aliases = [a if isinstance(a, dict) else {"ar": a} for a in entry.get("aliases") or ()]
    own = entry["ar"]
    listed = any(a["ar"] == own and len(a) > 1 for a in aliases)
    return aliases if listed else [{"ar": own}, *aliases]


def keys(spellings: Iterable[str]) -> Iterator[list[str]]:
    """The folded words of each spelling, without the marks between them.

    All are cut at once: one call instead of ten thousand.

    >>> list(keys(["«إف-16»", "سي إن إن"]))
    [['اف', '16'], ['سي', 'ان', 'ان']]
    """
    text = "\n".join([s.replace("\n", " ").strip() or "-" for s in spellings])  # one line each, even of an empty one
    if not text:
        return
    tokens = tokenise(text)
    words: list[str] = []
    for form, kind in zip(tokens.forms, tokens.kinds, strict=True):
        if kind == "b":
            yield words
            words = []
        elif kind in "wln":
            words.append(form)
    yield words


def words_of(spelling: str) -> list[str]:
    """The folded words of one spelling.

    >>> words_of("كتيبة «أ»"), words_of("")
    (['كتيبه', 'ا'], [])
    """
    return list(_words_of(spelling))


@functools.lru_cache(maxsize=20_000)
def _words_of(spelling: str) -> tuple[str, ...]:
    return tuple(next(keys([spelling])))


def actor_of(entry: dict[str, Any], alias: dict[str, Any]) -> Actor:
    """An actor as one alias of its entry names it."""
    said = alias.get
    return Actor(
        entry["id"], entry["en"], entry["ar"], entry["kind"], entry.get("country"), alias["ar"],
        said("framing", "neutral"), said("shared", False), said("context", False), said("metonym", False),
        told(said("years") or entry.get("years")), entry.get("part_of"), tuple(entry.get("acts_in", ())),
    )  # fmt: skip
