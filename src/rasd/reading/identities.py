"""Which actor a name means: the words name it, or the rest of the report decides; a wrong one is worse than none."""

from __future__ import annotations

import datetime
import functools
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rasd.codebook.aliases import words_of
from rasd.codebook.book import Actor
from rasd.reading.chunks import Text
from rasd.reading.names import Names
from rasd.reading.watching import Watch

#: Whose country says nothing of where a report is from or about.
_EVERYWHERE = frozenset(("outlet", "agency", "monitor", "ngo", "un", "rescue"))
#: A state's adjective beside these is said of its forces.
_ARMED = frozenset(
    "person.combatant vehicle vehicle.tank vehicle.armored vehicle.military aircraft aircraft.plane aircraft.drone "
    "aircraft.helicopter vessel weapon weapon.artillery weapon.rocket weapon.air_defense site.military".split()
)
#: Tokens within which a mention is fresh, and within which two mentions rival each other.
_FRESH, _NEAR, _FAR = 60, 40, 250
_WORDS = frozenset("wln")
#: What may follow a name and no longer belongs to it: «التحالف الذي تقوده …»، «الجيش بقيادة …».
_BREAKS = frozenset("الذي التي الذين بقياده المدعوم المدعومه المدعومين الموالي المواليه التابع التابعه في من".split())
_STOPS = frozenset("،,؛:")
_NAMES = Watch(lambda word, _: bool(word.names))
_SO_CALLED = (("ما", "يسمي"), ("ما", "يسمي", "ب"), ("ما", "يعرف"), ("ما", "تسمي"), ("من",))


class Mention(NamedTuple):
    """An actor that the text names for certain, at a token."""

    at: int
    actor: Actor


class _Bearers(NamedTuple):
    """The bearers of one name in one year, as they are asked for again and again."""

    all: tuple[Actor, ...]
    possible: list[Actor]
    by_id: dict[str, Actor]
    by_country: dict[str | None, list[Actor]]


#: (bearers, year) → those of that year; the tuples are those of the codebook, told apart by identity.
_KNOWN: dict[tuple[int, int | None], _Bearers] = {}


def _bearers(candidates: tuple[Actor, ...], year: int | None) -> _Bearers:
    key = id(candidates), year
    known = _KNOWN.get(key)
    if known is not None and known.all is candidates:
        return known
    found = _of(candidates, [c for c in candidates if year is None or c.existed(year)])
    if len(_KNOWN) > 5_000:  # a long batch must not grow without end
        _KNOWN.clear()
    _KNOWN[key] = found
    return found


def _of(candidates: tuple[Actor, ...], possible: list[Actor]) -> _Bearers:
    by_country: dict[str | None, list[Actor]] = {}
    for actor in possible:
        by_country.setdefault(actor.country, []).append(actor)
    return _Bearers(candidates, possible, {actor.id: actor for actor in possible}, by_country)


class Identities:
    """Settles the names of one report."""

    def __init__(self, text: Text, names: Names, published: datetime.date | None) -> None:
        self.text = text
        self.names = names
        self.book = names.book
        self.published = published
        self.against: dict[str, set[str]] = {}

    # ---- asking

    def choose(self, first: int, last: int, actors: tuple[Actor, ...] = ()) -> tuple[Actor | None, str | None]:
        """The actor that tokens ``first`` up to ``last`` mean, and whether the words say so or the ``context`` does."""
        certain = _sole(actors)
        if certain:
            return certain, "alias"
        candidates: tuple[Actor, ...] = actors
        for key in self._keys(first, last):
            found = self.book.aliases.get(key, ())
            certain = _sole(found)
            if certain and not certain.metonym:
                return certain, "alias"
            candidates = candidates or found or self.book.context_aliases.get(key, ())
        if last - first == 1 and any("nation" in f.lexeme.flags for f in self.text.words[first].cls):
            return None, None  # «سوريين» are people, whoever they fight for
        settled = self._settle(candidates, first, self._name(first, last)) if candidates else self._short(first, last)
        return settled, "context" if settled else None

    def nation(self, first: int, last: int, role: str) -> Actor | None:
        """The state that an adjective names beside what it does or has: «غارة إسرائيلية»، «دبابتان تركيتان»."""
        text = self.text
        if last - first != 1 or not first or text.words[first].conj:
            return None
        before, form = text.words[first - 1], text.forms[first]
        strikes = role == "agent" and (before.tag == "n" or before.means) and not form.endswith(("ين", "ون", "ان"))
        if not strikes and not any(f.lexeme.code in _ARMED for f in before.cls):
            return None
        states = {a for key in _dressed([form]) for a in self._gentile(key[0].removeprefix("ال"))}
        return states.pop() if len(states) == 1 else None

    def _gentile(self, form: str) -> tuple[Actor, ...]:
        stems = {form.removesuffix(ending) for ending in ("", "ه", "تان", "تين", "ين", "ان", "ا")}
        found = {a for stem in stems for a in self.book.context_aliases.get(stem, ()) if a.kind == "state"}
        return tuple(found)

    def oppose(self, one: tuple[int, int], other: tuple[int, int]) -> None:
        """Remember that two names face each other: nobody fights himself."""
        for name, foe in ((one, other), (other, one)):
            known = next((a for key in self._keys(*foe) if (a := _sole(self.book.aliases.get(key, ())))), None)
            if known:
                self.against.setdefault(self._name(*name), set()).add(known.id)

    # ---- the words

    def _name(self, first: int, last: int) -> str:
        return " ".join(self._bare(first, last))

    def _bare(self, first: int, last: int) -> list[str]:
        """The folded words of a name, clitics of the first one off."""
        text = self.text
        forms = [text.forms[t] for t in range(first, last) if text.kinds[t] in _WORDS]
        if forms:
            forms[0] = _without_clitics(text.words[first].form, text.words[first].conj, text.words[first].prep)
        return forms

    def _keys(self, first: int, last: int) -> Iterator[str]:
        """The names to look up: as written, cut before a relative clause, without «عناصر» and its like."""
        text = self.text
        forms = [text.forms[t] for t in range(first, last) if text.kinds[t] in _WORDS]
        comma = next((t - first for t in range(first + 1, last) if text.forms[t] in _STOPS), 0)
        cut = comma or next((n for n in range(1, len(forms)) if forms[n] in _BREAKS), len(forms))
        for words in _dressed(forms):
            yield " ".join(words)
            if cut > 1 or comma:
                yield " ".join(words[:cut])
            yield from self._without_members(words)

    def _without_members(self, words: list[str]) -> Iterator[str]:
        while len(words) > 1 and words[0].removeprefix("ال") in self.book.members:
            words = words[1:]
            for lead in _SO_CALLED:
                if tuple(words[: len(lead)]) == lead:
                    words = words[len(lead) :]
            yield " ".join(words)
            if words and words[0].startswith("ب") and len(words[0]) > 4:
                yield " ".join([words[0][1:], *words[1:]])

    # ---- the context

    def _settle(self, candidates: tuple[Actor, ...], at: int, name: str) -> Actor | None:
        """One of several bearers of a name, or the only one of a name that needs its context."""
        foes = self.against.get(name)
        bearers = _bearers(candidates, self.year)
        if foes:
            bearers = _of(candidates, [c for c in bearers.possible if c.context or not {c.id, c.part_of} & foes])
        possible = bearers.possible
        if len(possible) == 1 and not possible[0].context and not possible[0].metonym and self._plausible(possible[0]):
            return possible[0]
        return self._mentioned(bearers.by_id, at) or self._of_the_country(bearers)

    def _mentioned(self, by_id: dict[str, Actor], at: int) -> Actor | None:
        """The candidate named for certain before, unless another one was named nearly as late."""
        latest: Mention | None = None
        for m in self._back(at):
            if latest is None and at - m.at > _FAR:
                return None
            if latest is not None and latest.at - m.at >= _NEAR:
                break
            if m.actor.id in by_id and latest is not None and m.actor.id != latest.actor.id:
                return None
            if m.actor.id in by_id and latest is None:
                latest = m
        if latest is None:
            return None
        low, high = bisect_left(self.unsettled, (latest.at - _NEAR + 1,)), bisect_left(self.unsettled, (at,))
        others = (a.id for _, bearers in self.unsettled[low:high] for a in bearers)
        if any(i in by_id and i != latest.actor.id for i in others):
            return None
        actor = by_id[latest.actor.id]
        return actor if at - latest.at <= _FRESH or self._plausible(actor) else None

    def _back(self, at: int) -> Iterator[Mention]:
        """The mentions before ``at``, the last first."""
        for n in range(bisect_left(self.mentions, (at,)) - 1, -1, -1):
            yield self.mentions[n]

    def _plausible(self, actor: Actor) -> bool:
        """Whether the report is at least half as much about the actor's country as about any other."""
        most = self.ranked[0][1] if self.ranked else 0
        return actor.country is None or 2 * self.votes[actor.country] >= most

    def _of_the_country(self, bearers: _Bearers) -> Actor | None:
        """The one candidate of the country that the report is clearly about."""
        ranked = self.ranked
        if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]):
            return None
        country = ranked[0][0]
        own = bearers.by_country.get(country) or [a for a in bearers.possible if country in a.acts_in]
        return own[0] if len(own) == 1 else None

    def _short(self, first: int, last: int) -> Actor | None:
        """«التنظيم»، «الحركة»: the latest actor named whose full name begins so."""
        words = self._bare(first, last)
        if len(words) != 1 or not words[0].startswith("ال") or len(words[0]) < 5:
            return None
        head = words[0].removeprefix("ال")
        if head not in self.book.groups_named or head in ("قوات", "جيش", "شرطه"):
            return None
        fitting = [m.actor for m in self.mentions if m.actor.kind != "community" and head in self._heads(m.actor.id)]
        return self._mentioned({actor.id: actor for actor in dict.fromkeys(fitting)}, first)

    def _heads(self, id_: str) -> frozenset[str]:
        entry = self.book.actors[id_]
        names = [entry["ar"], *(a["ar"] if isinstance(a, dict) else a for a in entry.get("aliases") or ())]
        return frozenset(_first_word(name) for name in names)

    # ---- what the report is about

    @functools.cached_property
    def year(self) -> int | None:
        """The year of publication, else the latest year that the text dates anything to."""
        if self.published:
            return self.published.year
        return max((m.start.year for m in self.text.dates.values() if m.start), default=None)

    @functools.cached_property
    def mentions(self) -> list[Mention]:
        """The actors named for certain, in the order of the text."""
        return [Mention(at, actors[0]) for at, actors in self._bearers if len(actors) == 1 and not actors[0].metonym]

    @functools.cached_property
    def unsettled(self) -> list[tuple[int, tuple[Actor, ...]]]:
        """Where the text has a name that several actors bear."""
        return [(at, actors) for at, actors in self._bearers if len(actors) > 1]

    @functools.cached_property
    def _bearers(self) -> list[tuple[int, tuple[Actor, ...]]]:
        """Every name of an actor with those that bore it when the report was written."""
        found = []
        for at, _, actors, _ in self._found:
            if len({a.country for a in actors}) == 1:  # bearers of several countries are told apart by the rest
                actors = tuple(_bearers(actors, self.year).possible) or actors if len(actors) > 1 else actors
            if actors:
                found.append((at, actors))
        return found

    @functools.cached_property
    def votes(self) -> Counter[str]:
        """How often the report names a country, its places and its actors."""
        votes: Counter[str] = Counter()
        for mention in self.mentions:
            if mention.actor.country and mention.actor.kind not in _EVERYWHERE:
                votes[mention.actor.country] += 1
        for _, key, actors, level in self._found:
            places = self.names.gazetteer.by_name.get(key, ())
            if places and level and not level.startswith("?") and (not actors or actors[0].metonym):
                votes[places[0].country] += 1 if level == "country" else 2
        return votes

    @functools.cached_property
    def ranked(self) -> list[tuple[str, int]]:
        """The two countries named most often."""
        return self.votes.most_common(2)

    @functools.cached_property
    def _found(self) -> list[tuple[int, str, tuple[Actor, ...], str]]:
        """Every name that codebook or gazetteer knows: token, folded words, actors, level of place."""
        text, found, after = self.text, [], _after_dateline(self.text)
        for i in text.at(_NAMES):
            match = self.names.match(text, i, len(text.forms)) if i >= after else None
            if match is None:
                continue
            end, actors, level, strip = match
            key = text.forms[i][strip:]
            if end > i + 1:
                key = " ".join([key, *(text.forms[t] for t in range(i + 1, end) if text.kinds[t] in _WORDS)])
            found.append((i, key, actors, level))
            after = end
        return found


def _sole(actors: Iterable[Actor]) -> Actor | None:
    """The actor that an alias of its own names."""
    actors = tuple(actors)
    return actors[0] if len(actors) == 1 and not actors[0].shared and not actors[0].context else None


@functools.lru_cache(maxsize=50_000)
def _first_word(name: str) -> str:
    words = words_of(name)
    return words[0].removeprefix("ال") if words else ""


def _without_clitics(form: str, conjunction: str, preposition: str) -> str:
    rest = form[len(conjunction) :]
    if preposition == "ل" and rest.startswith("لل"):
        return "ا" + rest[1:]
    return rest[len(preposition) :] if rest.startswith(preposition) else rest


def _dressed(forms: list[str]) -> Iterator[list[str]]:
    """The words of a name with and without what may be a clitic before the first."""
    if not forms:
        return
    yield forms
    first = forms[0]
    for clitics in ("و", "ف", "ب", "ل", "وب", "ول"):
        rest = first.removeprefix(clitics)
        if rest != first and len(rest) > 2:
            yield [rest, *forms[1:]]
            if clitics[-1] == "ل" and rest.startswith("ل"):
                yield ["ا" + rest, *forms[1:]]


def _after_dateline(text: Text) -> int:
    """The token after «بيروت - رويترز -» or «دمشق (سانا)» at the head: where it was written is not what it is about."""
    for i in range(min(14, len(text.forms))):
        if text.forms[i] in ("-", "–", "—", ")", ":") and 0 < i <= 8:
            return i + 1
        if text.kinds[i] == "b" or text.words[i].tag in "vns":
            break
    return 0
