"""Gathering: tellings with all that they are compared by, taken from claims, reports and the codebook."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rasd.arabic.dates import find_dates
from rasd.arabic.words import Tokens, tokenise
from rasd.codebook.book import Codebook
from rasd.linking.cutting import tellings_of, whereabouts
from rasd.linking.naming import bearers, places_named
from rasd.linking.tellings import BROAD, Days, Point, Telling, around, cells_of, parts_of, short_days
from rasd.linking.wording import BEGINNING, Rarity, runs, stem, stems_of
from rasd.model import Claim, Report

#: The words of a report within which a date may be that of its lead, and how many days before publication.
FIRST_WORDS, FIRST_DAYS = 80, 10
#: The days of a telling that are compared.
MOST_DAYS = 4


class Seen(NamedTuple):
    """What stands in a telling, in order.

    ``words`` are the stems of its text, ``named`` the names of places in it; ``places``, ``parties`` and ``persons``
    are the names that its claims give, ``ids`` the places that these were resolved to.
    """

    words: list[str]
    named: list[str]
    places: list[str]
    parties: list[str]
    persons: list[str]
    ids: frozenset[str]


class Rarities(NamedTuple):
    """How much words, names of places in texts, and places say by which tellings are compared."""

    words: Rarity
    named: Rarity
    places: Rarity

    def add(self, telling: Telling, seen: Seen) -> None:
        """One telling more; leads alone count."""
        if telling.lead:
            self.words.add(seen.words)
            self.named.add(seen.named)
            self.places.add(seen.ids)


class Gatherer:
    """Fills tellings in two steps: each by itself, then by how rare among all is what it says."""

    def __init__(self, book: Codebook) -> None:
        self.heads = frozenset(stem(form) for form in book.place_heads)
        updates = tokenise(" ".join(book.documents["weights.yaml"]["updates"])).forms
        self._growing = frozenset(stem(form) for form in updates)
        self.rarities = Rarities(Rarity(everyday=everyday(book)), Rarity(), Rarity())

    def look(self, telling: Telling, report: Report | None) -> Seen:
        """Fill in what a telling says by itself; ``report`` is its own, where that is known."""
        tokens = tokenise(_text(telling, report))
        seen = Seen(stems_of(tokens), places_named(tokens), *_names(telling, self.heads), ids_of(telling))
        telling.update = not self._growing.isdisjoint(seen.words[: 2 * BEGINNING])
        telling.runs = runs(seen.words)
        telling.days = days_said(telling, tokens)
        telling.cells = cells_of(_points(telling, seen.named, self.heads))
        telling.around = around(telling.cells)
        self.rarities.add(telling, seen)
        return seen

    def weigh(self, telling: Telling, seen: Seen) -> None:
        """Fill in how much its words and names say, once all have been looked at."""
        rarity = self.rarities.words
        where = frozenset(stem(form) for name in seen.named for form in name.split())
        other = [word for word in seen.words if word not in where]
        telling.words = rarity.vector(other)
        telling.beginning = rarity.vector(other[:BEGINNING], BEGINNING * 4)
        telling.named = self.rarities.named.vector(seen.named)
        telling.places = {name: rarity.of(name) for name in seen.places}
        telling.places.update((id, self.rarities.places.of(id)) for id in sorted(seen.ids))
        telling.parties = {name: rarity.of(name) for name in seen.parties}
        telling.persons = {name: rarity.of(name) for name in seen.persons}


def gather(claims: Iterable[Claim], reports: Iterable[Report], book: Codebook) -> list[Telling]:
    """The tellings of some claims; with their reports, leads are compared by the whole text."""
    texts = {report.report_id: report for report in reports}
    gatherer = Gatherer(book)
    tellings = tellings_of(claims, gatherer.heads)
    seen = [gatherer.look(telling, texts.get(telling.report)) for telling in tellings]
    for telling, own in zip(tellings, seen, strict=True):
        gatherer.weigh(telling, own)
    return tellings


def _points(telling: Telling, named: list[str], heads: frozenset[str]) -> list[Point]:
    """The points of the places of its claims and, where those are known, of the others that its text names."""
    found = [point for claim in telling.claims for point in whereabouts(claim.place, heads)]
    if found:
        entries = (entry for name in dict.fromkeys(named) for entry in bearers(name) or bearers("ال" + name))
        found += [Point(entry.lat or 0.0, entry.lon or 0.0, 0.0) for entry in entries]
    return found


def _text(telling: Telling, report: Report | None) -> str:
    if report is not None and telling.lead:
        return f"{report.title or ''}\n{report.text}"
    return "\n".join(dict.fromkeys(claim.evidence.text for claim in telling.claims))


def _names(telling: Telling, heads: frozenset[str]) -> tuple[list[str], list[str], list[str]]:
    """The names that the claims give: of places, of parties, of persons."""
    places: dict[str, None] = {}
    parties: dict[str, None] = {}
    persons: dict[str, None] = {}
    for claim in telling.claims:
        for place in parts_of(claim.place):
            places.update((w, None) for w in _stems(place.text) if w not in heads)
        for party in (claim.agent, claim.patient):
            if party is not None:
                parties.update((name, None) for name in ([party.id] if party.id else _stems(party.text)))
        for person in claim.persons:
            persons.update((w, None) for w in _stems(person.text))
    return list(places), list(parties), list(persons)


def ids_of(telling: Telling) -> frozenset[str]:
    """The places no larger than a district that its claims were resolved to."""
    first = telling.claims[: max(3, len(telling.claims) // 2)]
    places = (place for claim in first for place in parts_of(claim.place))
    return frozenset(place.id for place in places if place.id and place.level not in BROAD)


@functools.lru_cache(maxsize=50_000)
def _stems(name: str) -> tuple[str, ...]:
    """The stems of a name, which many claims repeat."""
    return tuple(stems_of(tokenise(name)))


def days_said(telling: Telling, tokens: Tokens) -> list[Days]:
    """The days of a telling: of its text's first lines, then of its claims."""
    said = list(_first_dates(telling, tokens)) if telling.lead else []
    said += [days for claim in telling.claims if (days := short_days(claim))]
    return list(dict.fromkeys(said))[:MOST_DAYS]


def _first_dates(telling: Telling, tokens: Tokens) -> Iterator[Days]:
    if telling.published is None:
        return
    published = datetime.date.fromordinal(telling.published)
    for moment in find_dates(tokens, published, 0, min(FIRST_WORDS, len(tokens.forms))):
        if moment.start and moment.end and (moment.end - moment.start).days <= 1:
            first = moment.start.toordinal()
            if -FIRST_DAYS <= first - telling.published <= 1:
                yield first, moment.end.toordinal()


def everyday(book: Codebook) -> frozenset[str]:
    """The stems of words that say little: those of the codebook for acts, things, speaking and kinds of names."""
    listed = [*book.actions, *book.classes, *book.sayings, *book.place_heads, *book.speaker_heads, *book.carriers]
    listed += [*book.groups_named, *book.groups_described, *book.members, *book.unreal]
    common = tokenise(" ".join(book.documents["weights.yaml"]["everyday"])).forms
    return frozenset(stem(form) for form in [*listed, *common])
