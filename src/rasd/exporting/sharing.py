"""Sharing: what may go out to whom.

``public``: private persons are masked in every role and inside the evidence, coordinates are no finer than a
settlement, forces deployed and what is younger than a week are left out, and no reviewer is named. ``partner``: persons
and places as read, no reviewer. ``internal``: all.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from rasd.codebook.aliases import words_of
from rasd.codebook.book import load
from rasd.codebook.naming import is_description, kind_of
from rasd.errors import UsageError
from rasd.exporting.passing import named_in_passing
from rasd.exporting.persons import FUNCTION, MASK, Called, Elsewhere, Mask, units_of
from rasd.model import Claim, Incident, Judgement, Reason, Sharing
from rasd.tallying.filtering import narrowed
from rasd.tallying.sources import is_copied

#: Claims of the last days are left out of what is public.
RECENT_DAYS = 7
#: Places whose point is nobody's business: the settlement's is given instead, where it is known, else none.
FINE_LEVELS = frozenset(("site",))

Record = dict[str, Any]
#: What hides private persons, by report.
Masks = Mapping[str, Mask]


def sharing_named(name: str) -> Sharing:
    """The level of sharing of that name.

    Raises ``UsageError`` when there is none.
    """
    if name not in set(Sharing):
        message = "{option} {given}: no such level. Known are {known}."
        raise UsageError(message, "no-such-level", option="sharing", given=name, known=", ".join(Sharing))
    return Sharing(name)


def shared_claims(
    claims: Iterable[Claim],
    sharing: Sharing = Sharing.public,
    *,
    today: datetime.date | None = None,
    with_deployed: bool = False,
    with_recent: bool = False,
    only: Callable[[Claim], bool] | None = None,
    masks: Masks | None = None,
) -> list[Record]:
    """The claims that may go out, as records, masked as the level asks.

    ``today`` is the day from which recency is counted; by default that of the clock. ``only`` says which of the claims
    are asked for: those whom the others name as private persons are masked in them all the same. ``masks`` are those of
    :func:`masks_of`, where they are made already.
    """
    known = list(claims)
    asked = known if only is None else [claim for claim in known if only(claim)]
    if sharing is not Sharing.public:
        return [msgspec.to_builtins(claim) for claim in asked]
    masks = masks_of(known) if masks is None else masks
    day = today or datetime.date.today()
    return [
        masked(claim, masks.get(claim.report_id))
        for claim in asked
        if (with_deployed or claim.action != "deployed") and (with_recent or not is_recent(claim, day))
    ]


def is_recent(claim: Claim, today: datetime.date) -> bool:
    """Whether a claim is of the last days, by its day or else by its publication; without either nobody can tell."""
    said = (claim.time.end if claim.time else None) or claim.published
    return said is None or (today - datetime.date.fromisoformat(said[:10])).days < RECENT_DAYS


def masks_of(claims: Iterable[Claim]) -> dict[str, Mask]:
    """For each report that names private persons, what hides them: its own, and those whom other reports name."""
    given = list(claims)
    people: dict[str, set[Called]] = {}
    texts: dict[str, set[str]] = {}
    for claim in given:
        people.setdefault(claim.report_id, set()).update(_private(claim))
        texts.setdefault(claim.report_id, set()).update(_texts(claim))
    others = Elsewhere(person for own in people.values() for person in own if person.again)
    officials = _officials(given)
    for report, told in texts.items():
        found = others.named_in(told) if others.by_two else set()
        found.update(person for text in told for person in named_in_passing(text))
        known = officials.get(report, set())
        people[report] |= {p for p in found if not any(_is_called_so(official, p) for official in known)}
    places = _places(given)
    return {report: Mask(own, places.get(report, frozenset())) for report, own in people.items() if own}


def _private(claim: Claim) -> Iterator[Called]:
    """The private persons of a claim, and whoever may be one."""
    for person in claim.persons:
        units = units_of(person.text)
        if person.private and units and units[0] not in load().unnamed_speakers:  # «شهود عيان»
            yield Called(units)
    for name in filter(is_perhaps_a_person, _unidentified(claim)):
        yield from _perhaps(name)


@functools.lru_cache(maxsize=10_000)
def _perhaps(name: str) -> tuple[Called, ...]:
    """A name that nobody is known by: as it stands, and called by a part of it where it can be no body's."""
    units = units_of(name)
    if kin := _of_kin(name):
        return (Called(units, again=False), Called(kin))
    return (Called(units, again=_is_personal(name, units)),) if units else ()


def _is_personal(name: str, units: tuple[str, ...]) -> bool:
    """Whether all words of a name are names: none is known to mean anything else («منظومة الدفاع الجوي»)."""
    if not 2 <= len(units) <= 4 or units[0].startswith("ال"):
        return False
    book = load()
    common = (book.classes, book.actions, book.sayings, book.name_kinds, book.place_heads, book.qualities, book.members)
    bare = [word.removeprefix("ال") for word in words_of(name)]
    return not any(word in table or word in FUNCTION for word in bare for table in common)


def _officials(claims: Iterable[Claim]) -> dict[str, set[tuple[str, ...]]]:
    """For each report, those whom it names as holders of a public office."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for claim in claims:
        names = {units_of(person.text) for person in claim.persons if not person.private}
        if names:
            found.setdefault(claim.report_id, set()).update(names)
    return found


def _is_called_so(official: tuple[str, ...], person: Called) -> bool:
    """Whether an official bears a name, whole or only by his first or last word."""
    return person.units == official or (person.after is not None and person.units[0] in (official[0], official[-1]))


def _texts(claim: Claim) -> Iterator[str]:
    """Every string of a claim in which a person may be named."""
    yield claim.report
    yield from filter(None, (claim.outlet, claim.evidence.text, claim.count.text if claim.count else None))
    speakers = [s for link in claim.attribution if link.speaker for s in (link.speaker, *(link.speaker.parts or ()))]
    yield from (f"{link.cue.text} {link.speaker.text}" for link in claim.attribution if link.cue and link.speaker)
    places = (claim.place, *(claim.place.parts or ())) if claim.place else ()
    yield from (said.text for said in (claim.agent, claim.patient, *places, *speakers, *claim.persons) if said)


def _places(claims: Iterable[Claim]) -> dict[str, frozenset[str]]:
    """For each report, the last words of the places that it is known to speak of."""
    found: dict[str, frozenset[str]] = {}
    for claim in claims:
        if claim.place is not None and claim.place.id is not None:
            last = frozenset(words_of(claim.place.text)[-1:])
            found[claim.report_id] = found.get(claim.report_id, frozenset()) | last
    return found


def _unidentified(claim: Claim) -> Iterator[str]:
    """Whom a claim names as doer, affected or speaker without anybody being known by that name."""
    speakers = [s for link in claim.attribution if link.speaker for s in (link.speaker.parts or (link.speaker,))]
    for party in (claim.agent, claim.patient, *speakers):
        if party is not None and party.id is None:
            yield " ".join(party.text.split())


def _of_kin(name: str) -> tuple[str, ...]:
    """«والدة الطفل فلان الفلاني»: the units of the one named after the kin."""
    forms = words_of(name)
    is_kin = len(forms) > 2 and not load().word_classes.kin.isdisjoint((forms[0], forms[0].removeprefix("و")))
    return units_of(" ".join(name.split()[-2:])) if is_kin else ()


@functools.cache
def is_perhaps_a_person(name: str) -> bool:
    """Whether a name that nobody is known by may be a person's: no description, group, institution or place, or of kin.

    >>> [is_perhaps_a_person(n) for n in ("أحمد السليمان", "والدة الطفل فلان العلي", "مصدر أمني", "كتائب الضفتين")]
    [True, True, False, False]
    """
    book = load()
    if _of_kin(name):
        return True
    if " " not in name or is_description(book, name) or words_of(name)[0] in book.place_heads:
        return False
    if words_of(name)[0].removeprefix("ال") in book.word_classes.public:  # «محافظ كذا فلان الفلاني»
        return False
    return kind_of(book, name) in (None, "person")


def hidden_in(text: str, masks: Masks, reports: Iterable[str], *, known: bool = False) -> str:
    """A text that was made of the words of some reports, without the private persons in these.

    ``known``: it names a known party or place, whose own words stay.
    """
    own = (masks[report] for report in reports if report in masks)
    return functools.reduce(lambda left, mask: mask.hide(left, known=known), own, text)


def masked(claim: Claim, mask: Mask | None) -> Record:
    """One claim as a public record, without the private persons of its report."""
    record: Record = msgspec.to_builtins(claim)
    record["place"] = coarse(record["place"])
    if mask is None:
        return record
    hidden: Record = _hidden(record, mask)
    for person, original in zip(hidden["persons"], claim.persons, strict=True):
        if original.private:
            person["text"], person["age"], person["sex"] = MASK, None, None
    if hidden != record:
        hidden = _without_spans(hidden)
    return {**hidden, "report_id": None}


def _hidden(value: Any, mask: Mask, *, known: bool = False) -> Any:
    if isinstance(value, str):
        return mask.hide(value, known=known)
    if isinstance(value, dict):
        known = "text" in value and value.get("id") is not None
        return {key: _hidden(inner, mask, known=known) for key, inner in value.items()}
    return [_hidden(inner, mask) for inner in value] if isinstance(value, list | tuple) else value


def _without_spans(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: None if key == "span" else _without_spans(inner) for key, inner in value.items()}
    return [_without_spans(inner) for inner in value] if isinstance(value, list | tuple) else value


def coarse(place: Record | None) -> Record | None:
    """A place without the point of a hospital, a school, a camp, a position."""
    if place is None:
        return None
    fine = place.get("level") in FINE_LEVELS
    inner = place.get("parts")
    parts = [coarse(part) for part in inner] if inner else inner
    return {**place, "parts": parts, **(dict.fromkeys(("lat", "lon", "radius_km")) if fine else {})}


def shared_incidents(incidents: Iterable[Incident], sharing: Sharing, known: set[str]) -> list[Incident]:
    """The incidents that hold a claim that goes out, with those claims alone; no reviewer is named outside.

    Their claims are those that were read, for the figures: what is written of claims are the shared records.
    """
    found = []
    for incident in incidents:
        claims = tuple(claim for claim in incident.claims if claim.id in known)
        if claims:
            own = narrowed(incident, claims)
            judged = own.judgements if sharing is Sharing.internal else tuple(copied(own.judgements))
            found.append(msgspec.structs.replace(own, judgements=judged))
    return found


def copied(judgements: Iterable[Judgement]) -> Iterator[Judgement]:
    """Of judgements only which reports are copies of one original, without a name or a word of theirs: for the figures.

    Copies are one source to whomever the figures go.
    """
    for judgement in filter(is_copied, judgements):
        reasons = tuple(Reason(r.feature, r.value, r.weight, "") for r in judgement.reasons if r.feature == "original")
        yield Judgement(a=judgement.a, b=judgement.b, verdict="same", score=judgement.score, reasons=reasons)


def publicly_placed(incident: Incident, masks: Masks) -> Incident:
    """An incident whose place is without the point of a site and without the names of private persons."""
    place = incident.place
    if place is None:
        return incident
    reports = dict.fromkeys(claim.report_id for claim in incident.claims)
    text = hidden_in(place.text, masks, reports, known=place.id is not None)
    point = dict.fromkeys(("lat", "lon", "radius_km")) if place.level in FINE_LEVELS else {}
    return msgspec.structs.replace(incident, place=msgspec.structs.replace(place, text=text, **point))
