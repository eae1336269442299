"""Gathering: tellings with all that they are compared by, taken from claims, reports and the codebook."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Iterator

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


def gather(claims: Iterable[Claim], reports: Iterable[Report], book: Codebook) -> list[Telling]:
    """The tellings of some claims; with their reports, leads are compared by the whole text."""
    texts = {report.report_id: report for report in reports}
    heads = frozenset(stem(form) for form in book.place_heads)
    tellings = tellings_of(claims, heads)
    tokens = [tokenise(_text(telling, texts)) for telling in tellings]
    words = [stems_of(own) for own in tokens]
    named = [places_named(own) for own in tokens]
    growing = frozenset(stem(form) for form in tokenise(" ".join(book.documents["weights.yaml"]["updates"])).forms)
    leads = [t.index for t in tellings if t.lead]
    rarity = Rarity((words[i] for i in leads), everyday(book))
    fame = Rarity(named[i] for i in leads)
    known = Rarity(ids_of(tellings[i]) for i in leads)
    for telling in tellings:
        i = telling.index
        where = frozenset(stem(form) for name in named[i] for form in name.split())
        other = [word for word in words[i] if word not in where]
        telling.words = rarity.vector(other)
        telling.beginning = rarity.vector(other[:BEGINNING], BEGINNING * 4)
        telling.update = not growing.isdisjoint(words[i][: 2 * BEGINNING])
        telling.runs = runs(words[i])
        telling.named = fame.vector(named[i])
        telling.days = days_said(telling, tokens[i])
        _name(telling, rarity, heads)
        telling.places.update((id, known.of(id)) for id in ids_of(telling))
        telling.cells = cells_of(_points(telling, named[i], heads))
        telling.around = around(telling.cells)
    return tellings


def _points(telling: Telling, named: list[str], heads: frozenset[str]) -> list[Point]:
    """The points of the places of its claims and, where those are known, of the others that its text names."""
    found = [point for claim in telling.claims for point in whereabouts(claim.place, heads)]
    if found:
        entries = (entry for name in dict.fromkeys(named) for entry in bearers(name) or bearers("ال" + name))
        found += [Point(entry.lat or 0.0, entry.lon or 0.0, 0.0) for entry in entries]
    return found


def _text(telling: Telling, texts: dict[str, Report]) -> str:
    report = texts.get(telling.report) if telling.lead else None
    if report is not None:
        return f"{report.title or ''}\n{report.text}"
    return "\n".join(dict.fromkeys(claim.evidence.text for claim in telling.claims))


def _name(telling: Telling, rarity: Rarity, heads: frozenset[str]) -> None:
    """Fill in the names that the claims give, each with how much it says."""
    for claim in telling.claims:
        for place in parts_of(claim.place):
            own = (w for w in _stems(place.text) if w not in heads)
            telling.places.update((w, rarity.of(w)) for w in own)
        for party in (claim.agent, claim.patient):
            if party is not None:
                names = [party.id] if party.id else _stems(party.text)
                telling.parties.update((name, rarity.of(name)) for name in names)
        for person in claim.persons:
            telling.persons.update((w, rarity.of(w)) for w in _stems(person.text))


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
