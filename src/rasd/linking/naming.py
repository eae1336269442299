"""Place names in running text, for comparison alone: which known names two texts share.

Reading decides which place belongs to a claim; a claim whose place it missed can still be compared by the names of
places that stand in its report.
"""

from __future__ import annotations

import functools

from rasd.arabic.words import Tokens
from rasd.codebook import gazetteer
from rasd.codebook.gazetteer import Entry, Gazetteer

_LONGEST = 3
#: Names of countries and the like say too little.
_BROAD = frozenset(("country",))


def places_named(tokens: Tokens) -> list[str]:
    """The names of places in a text that are no ordinary words, in order, each as the gazetteer spells it."""
    known, firsts = gazetteer.load(), _firsts()
    forms = tokens.forms
    found = []
    done = 0
    for i, form in enumerate(forms):
        heads = _heads(form) if i >= done else ()
        for head in heads:
            width = firsts.get(head, 0)
            name = _longest(known, [head, *forms[i + 1 : i + width]])
            if name:
                found.append(name.removeprefix("ال"))
                done = i + name.count(" ") + 1
                break
    return found


def _longest(known: Gazetteer, words: list[str]) -> str | None:
    for width in range(len(words), 0, -1):
        name = " ".join(words[:width])
        bearers = known.by_name.get(name)
        if bearers and name not in known.ambiguous_words and bearers[0].kind not in _BROAD:
            return name
    return None


@functools.cache
def _firsts() -> dict[str, int]:
    """The first words of names, and the greatest number of words of a name that begins so."""
    found: dict[str, int] = {}
    for name in gazetteer.load().by_name:
        first = name.partition(" ")[0]
        found[first] = max(found.get(first, 0), min(name.count(" ") + 1, _LONGEST))
    return found


@functools.lru_cache(maxsize=100_000)
def _heads(form: str) -> tuple[str, ...]:
    """The ways to take clitics off a word, so far as a name begins with what is left."""
    ways = [form]
    if form[:1] in "وف":
        ways.append(form[1:])
    for way in tuple(ways):
        if way.startswith("لل"):
            ways.append("ال" + way[2:])
        if way[:1] in "بلك" and len(way) > 3:
            ways.append(way[1:])
    return tuple(way for way in ways if way in _firsts())


@functools.lru_cache(maxsize=20_000)
def bearers(words: str) -> tuple[Entry, ...]:
    """The places with certain coordinates that bear a name."""
    return tuple(e for e in gazetteer.load().by_name.get(words, ()) if e.lat is not None and e.kind not in _BROAD)
