"""Which actor a name means: the words name it, or the rest of the report decides; a wrong one is worse than none."""

from __future__ import annotations

import datetime
import functools
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rasd.codebook.aliases import words_of
from rasd.codebook.book import Actor
from rasd.codebook.periods import Period
from rasd.reading.about import NAME_KINDS, About, Bearers, Mention, bearers, of_time
from rasd.reading.cutting.chunks import Text
from rasd.reading.cutting.names import Names

#: A state's adjective beside these is said of its forces.
_ARMED = frozenset(
    "person.combatant vehicle vehicle.tank vehicle.armored vehicle.military aircraft aircraft.plane aircraft.drone "
    "aircraft.helicopter vessel weapon weapon.artillery weapon.rocket weapon.air_defense site.military".split()
)
#: Those who stay in their country, save where ``acts_in`` says more; those whom a commander leads.
_OF_STATES = frozenset("state government ministry army force police intelligence".split())
_FORCES = frozenset("army force militia group police coalition".split())
#: Tokens within which a mention is fresh, and within which two mentions rival each other.
_FRESH, _NEAR, _FAR = 60, 40, 250
#: What may follow a name and no longer belongs to it: «التحالف الذي تقوده …»، «الجيش بقيادة …».
_BREAKS = frozenset("الذي التي الذين بقياده المدعوم المدعومه المدعومين الموالي المواليه التابع التابعه في من".split())
_STOPS = frozenset("،,؛:")
_SO_CALLED = (("ما", "يسمي"), ("ما", "يسمي", "ب"), ("ما", "يعرف"), ("ما", "تسمي"), ("من",))


class Telling(NamedTuple):
    """What a claim tells around a name: on which days, who says it, and the tokens that name where."""

    when: Period | None = None
    teller: Actor | None = None
    place: tuple[int, int] | None = None


_NOTHING = Telling()


class Identities:
    """Settles the names of one report."""

    def __init__(self, text: Text, names: Names, published: datetime.date | None) -> None:
        self.text = text
        self.names = names
        self.book = names.book
        self.published = published
        self.against: dict[str, set[str]] = {}
        self._about: About | None = None

    @property
    def about(self) -> About:
        """What the report is about, found when it is first asked for."""
        if self._about is None:
            self._about = About(self.text, self.names, self.published)
        return self._about

    @property
    def mentions(self) -> list[Mention]:
        """The actors named for certain, in the order of the text."""
        return self.about.mentions

    # ---- asking

    def choose(
        self, first: int, last: int, actors: tuple[Actor, ...] = (), telling: Telling = _NOTHING
    ) -> tuple[Actor | None, str | None]:
        """The actor that tokens ``first`` up to ``last`` mean, and whether the words say so or the ``context`` does."""
        certain = _sole(actors)
        if certain:
            body = self._body_of(certain, first)
            return (body, "context") if body else (self._then(certain, telling.when), "alias")
        candidates: tuple[Actor, ...] = actors
        for key in self._keys(first, last):
            found = self.book.aliases.get(key, ())
            certain = _sole(found)
            if certain and not certain.metonym:
                body = self._body_of(certain, first)
                return (body, "context") if body else (self._then(certain, telling.when), "alias")
            candidates = candidates or found or self.book.context_aliases.get(key, ())
        if last - first == 1 and any("nation" in f.lexeme.flags for f in self.text.words[first].cls):
            return self._of_the_name(first)  # «سوريين» are people, whoever they fight for
        settled = self._settle(candidates, first, last, telling) if candidates else self._short(first, last)
        return settled, "context" if settled else None

    def _then(self, named: Actor, when: Period | None) -> Actor | None:
        """Who bears a name by which a group is still called after it took another, or became part of one.

        Nobody for certain when several came after it.
        """
        when, actor = when or self.about.when, named
        while when is not None and actor.days[1] < when[0] and self.book.relations.successors.get(actor.id):
            after = self.book.relations.successors[actor.id]
            if len(after) > 1:
                return None
            actor = self.book.actor(after[0])._replace(alias=named.alias, framing=named.framing)
        return actor

    def _of_the_name(self, at: int) -> tuple[Actor | None, str | None]:
        """«مسلحون حوثيون»: fighters told by the name of their side, which has an article where it stands alone."""
        if not any("party" in f.lexeme.flags for f in self.text.words[at].cls):
            return None, None
        bare = _without_clitics(self.text.words[at].form, self.text.words[at].conj, self.text.words[at].prep)
        side = _sole(self.book.aliases.get("ال" + bare, ()))
        return side, "alias" if side else None

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
        forms = [text.forms[t] for t in range(first, last) if text.kinds[t] in NAME_KINDS]
        if forms:
            forms[0] = _without_clitics(text.words[first].form, text.words[first].conj, text.words[first].prep)
        return forms

    def _keys(self, first: int, last: int) -> Iterator[str]:
        """The names to look up: as written, cut before a relative clause, without «عناصر» and its like."""
        text = self.text
        forms = [text.forms[t] for t in range(first, last) if text.kinds[t] in NAME_KINDS]
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

    def _settle(self, candidates: tuple[Actor, ...], at: int, last: int, telling: Telling) -> Actor | None:
        """One of several bearers of a name, or the only one of a name that needs its context."""
        foes = self.against.get(self._name(at, last))
        known = bearers(candidates, telling.when or self.about.when)
        if foes:
            known = of_time(candidates, [c for c in known.possible if c.context or not {c.id, c.part_of} & foes])
        possible = known.possible
        if len(possible) == 1 and not possible[0].context and not possible[0].metonym and self._plausible(possible[0]):
            return possible[0]
        return (
            self._mentioned(known.by_id, at)
            or self._of_the_teller(known, telling)
            or self._of_the_ground(self._of_the_country(known), telling.place)
        )

    def _of_the_teller(self, known: Bearers, telling: Telling) -> Actor | None:
        """«القوات المسلحة» in the mouth of an army's spokesman: the one candidate who is of the speaker's side."""
        if telling.teller is None:
            return None
        relations, days = self.book.relations, telling.when or self.about.when
        whole = relations.wholes(telling.teller.id, days)[-1]
        own = [a for a in known.possible if relations.wholes(a.id, days)[-1] == whole]
        return own[0] if len(own) == 1 else None

    def _of_the_ground(self, actor: Actor | None, place: tuple[int, int] | None) -> Actor | None:
        """Nobody where it happened on ground on which the actor is at home in no way: «موقع للجيش في الجليل»."""
        if actor is None or actor.country is None or actor.kind not in _OF_STATES or place is None:
            return actor
        ground = self.about.countries(*place)
        return actor if not ground or ground & {actor.country, *actor.acts_in} else None

    def _body_of(self, person: Actor, first: int) -> Actor | None:
        """«مسلحو حفتر»: of fighters told by the name of a commander, the body that he commands."""
        if person.kind != "person" or not person.part_of or not first or person.part_of not in self.book.actors:
            return None
        before = self.text.words[first - 1]
        fighters = _without_clitics(before.form, before.conj, before.prep).removeprefix("ال")
        body = self.book.actor(person.part_of) if fighters in self.book.members else None
        return body if body is not None and body.kind in _FORCES else None

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
        unsettled = self.about.unsettled
        low, high = bisect_left(unsettled, (latest.at - _NEAR + 1,)), bisect_left(unsettled, (at,))
        others = (a.id for _, rivals in unsettled[low:high] for a in rivals)
        if any(i in by_id and i != latest.actor.id for i in others):
            return None
        actor = by_id[latest.actor.id]
        return actor if at - latest.at <= _FRESH or self._plausible(actor) else None

    def _back(self, at: int) -> Iterator[Mention]:
        """The mentions before ``at``, the last first."""
        for n in range(bisect_left(self.about.mentions, (at,)) - 1, -1, -1):
            yield self.about.mentions[n]

    def _plausible(self, actor: Actor) -> bool:
        """Whether the report is at least half as much about the actor's country as about any other."""
        most = self.about.ranked[0][1] if self.about.ranked else 0
        return actor.country is None or 2 * self.about.votes[actor.country] >= most

    def _of_the_country(self, known: Bearers) -> Actor | None:
        """The one candidate of the country that the report is clearly about."""
        ranked = self.about.ranked
        if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]):
            return None
        country = ranked[0][0]
        own = known.by_country.get(country) or [a for a in known.possible if country in a.acts_in]
        if len(own) > 1 and all(a.context for a in own):  # «القوات المسلحة» alone: the state's, not its rivals'
            own = [a for a in own if self._is_of_a_state(a)]
        return own[0] if len(own) == 1 else None

    def _is_of_a_state(self, actor: Actor) -> bool:
        whole = self.book.relations.wholes(actor.id, self.about.when)[-1]
        return self.book.actors[whole]["kind"] in ("state", "government")

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
