"""What a report is about: the actors it names for certain, and the countries it is most often in."""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections import Counter
from typing import NamedTuple

from rasd.codebook.book import Actor
from rasd.codebook.periods import Period, period_of, told
from rasd.reading.cutting.chunks import Text
from rasd.reading.cutting.names import WIDE, Names
from rasd.reading.cutting.watching import Watch

#: Whose country says nothing of where a report is from or about.
EVERYWHERE = frozenset(("outlet", "agency", "monitor", "ngo", "un", "rescue"))
NAME_KINDS = frozenset("wln")
_NAMES = Watch(lambda word, _: bool(word.names))


class Mention(NamedTuple):
    """An actor that the text names for certain, at a token."""

    at: int
    actor: Actor


class Bearers(NamedTuple):
    """The bearers of one name at one time, as they are asked for again and again."""

    all: tuple[Actor, ...]
    possible: list[Actor]
    by_id: dict[str, Actor]
    by_country: dict[str | None, list[Actor]]


#: (bearers, days) → those of that time; the tuples are those of the codebook, told apart by identity.
_KNOWN: dict[tuple[int, Period | None], Bearers] = {}


def bearers(candidates: tuple[Actor, ...], when: Period | None) -> Bearers:
    """Those of the bearers of a name who bore it on one of some days; remembered."""
    key = id(candidates), when
    known = _KNOWN.get(key)
    if known is not None and known.all is candidates:
        return known
    found = of_time(candidates, [c for c in candidates if when is None or c.existed(when)])
    if len(_KNOWN) > 5_000:  # a long batch must not grow without end
        _KNOWN.clear()
    _KNOWN[key] = found
    return found


def of_time(candidates: tuple[Actor, ...], possible: list[Actor]) -> Bearers:
    """The bearers of a name with those of them who are possible, laid out to be asked for."""
    by_country: dict[str | None, list[Actor]] = {}
    for actor in possible:
        by_country.setdefault(actor.country, []).append(actor)
    return Bearers(candidates, possible, {actor.id: actor for actor in possible}, by_country)


class About:
    """The names of one report and what they say of it.

    ``when``: the day of publication, else the latest year that the text dates anything to. ``mentions``: the
    actors named for certain, in the order of the text; ``unsettled``: where a name has several
    bearers. ``votes``: how often a country, its places and its actors are named; ``ranked``: the two
    named most often.
    """

    def __init__(self, text: Text, names: Names, published: datetime.date | None) -> None:
        self.when = period_of(published, published) if published else _latest_year(text)
        self.found = _found(text, names)
        self.places = names.gazetteer
        told = self._told()
        self.mentions = [Mention(at, actors[0]) for at, actors in told if len(actors) == 1 and not actors[0].metonym]
        self.unsettled = [(at, actors) for at, actors in told if len(actors) > 1]
        self.votes = self._votes(names)
        self.ranked = self.votes.most_common(2)

    def countries(self, first: int, last: int) -> frozenset[str]:
        """The countries in which the first large place named among tokens ``first`` to ``last`` can lie."""
        for at, key, _, level in self.found[bisect_left(self.found, (first,)) :]:
            if at >= last:
                break
            if level in WIDE:
                return frozenset(entry.country for entry in self.places.by_name.get(key, ()))
        return frozenset()

    def _told(self) -> list[tuple[int, tuple[Actor, ...]]]:
        """Every name of an actor with those that bore it when the report was written."""
        found = []
        for at, _, actors, _ in self.found:
            if len(actors) > 1 and len({a.country for a in actors}) == 1:
                actors = tuple(bearers(actors, self.when).possible) or actors
            if actors:  # bearers of several countries are told apart by the rest
                found.append((at, actors))
        return found

    def _votes(self, names: Names) -> Counter[str]:
        votes: Counter[str] = Counter()
        for mention in self.mentions:
            if mention.actor.country and mention.actor.kind not in EVERYWHERE:
                votes[mention.actor.country] += 1
        for _, key, actors, level in self.found:
            places = names.gazetteer.by_name.get(key, ())
            if places and level and not level.startswith("?") and (not actors or actors[0].metonym):
                votes[places[0].country] += 1 if level == "country" else 2
        return votes


def _latest_year(text: Text) -> Period | None:
    year = max((m.start.year for m in text.dates.values() if m.start), default=None)
    return told([year, year]) if year is not None else None


def _found(text: Text, names: Names) -> list[tuple[int, str, tuple[Actor, ...], str]]:
    """Every name that codebook or gazetteer knows: token, folded words, actors, level of place."""
    found, after = [], _after_dateline(text)
    for i in text.at(_NAMES):
        match = names.match(text, i, len(text.forms)) if i >= after else None
        if match is None:
            continue
        end, actors, level, strip = match
        key = text.forms[i][strip:]
        if end > i + 1:
            key = " ".join([key, *(text.forms[t] for t in range(i + 1, end) if text.kinds[t] in NAME_KINDS)])
        found.append((i, key, actors, level))
        after = end
    return found


def _after_dateline(text: Text) -> int:
    """The token after «بيروت - رويترز -» or «دمشق (سانا)» at the head: where it was written is not what it is about."""
    for i in range(min(14, len(text.forms))):
        if text.forms[i] in ("-", "–", "—", ")", ":") and 0 < i <= 8:
            return i + 1
        if text.kinds[i] == "b" or text.words[i].tag in "vns":
            break
    return 0
