"""Sharing: what may go out to whom.

``public``: private persons are masked in every role and inside the evidence, coordinates are no finer than a
settlement, forces deployed and what is younger than a week are left out, and no reviewer is named. ``partner``: persons
and places as read, no reviewer. ``internal``: all.
"""

from __future__ import annotations

import datetime
import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from rasd.codebook.aliases import words_of
from rasd.codebook.book import load
from rasd.codebook.naming import is_description, kind_of
from rasd.errors import UsageError
from rasd.model import Claim, Incident, Sharing, Where

MASK = "▮"
#: Claims of the last days are left out of what is public.
RECENT_DAYS = 7
#: Places whose point is nobody's business: the settlement's is given instead, where it is known, else none.
FINE_LEVELS = frozenset(("site",))
#: Letters that may be attached before a name.
_CLITICS = "[وفبلك]{0,2}"
_SHORTEST_NAME = 3
#: Kin, folded: who speaks as somebody's mother is as private as the one named after her.
_KIN = frozenset(
    "والد والده اب ابو ام ابن ابنه نجل نجله زوج زوجه ارمله اخ اخت شقيق شقيقه عم عمه خال خاله جد جده قريب قريبه".split()
)

Record = dict[str, Any]


def sharing_named(name: str) -> Sharing:
    """The level of sharing of that name.

    Raises ``UsageError`` when there is none.
    """
    if name not in set(Sharing):
        raise UsageError(f"--sharing {name}: no such level. Known are {', '.join(Sharing)}.")
    return Sharing(name)


def shared_claims(
    claims: Iterable[Claim],
    sharing: Sharing = Sharing.public,
    *,
    today: datetime.date | None = None,
    with_deployed: bool = False,
    with_recent: bool = False,
) -> list[Record]:
    """The claims that may go out, as records, masked as the level asks.

    ``today`` is the day from which recency is counted; by default that of the clock.
    """
    records = list(claims)
    if sharing is not Sharing.public:
        return [msgspec.to_builtins(claim) for claim in records]
    masks, others = masks_of(records), Elsewhere(records)
    day = today or datetime.date.today()
    return [
        masked(claim, masks.get(claim.report_id), others)
        for claim in records
        if (with_deployed or claim.action != "deployed") and (with_recent or not is_recent(claim, day))
    ]


def is_recent(claim: Claim, today: datetime.date) -> bool:
    """Whether a claim is of the last days, by its day or else by its publication; without either nobody can tell."""
    said = (claim.time.end if claim.time else None) or claim.published
    return said is None or (today - datetime.date.fromisoformat(said[:10])).days < RECENT_DAYS


_WORD = re.compile(r"\w+")


def masks_of(claims: Iterable[Claim]) -> dict[str, re.Pattern[str]]:
    """For each report, a pattern of the names of private persons in it: whole, without a middle, or the last alone."""
    names: dict[str, set[str]] = {}
    for claim in claims:
        for person in claim.persons:
            if person.private:
                names.setdefault(claim.report_id, set()).update(forms_of(person.text))
        for name in filter(is_perhaps_a_person, _unidentified(claim)):
            names.setdefault(claim.report_id, set()).update((name, *_of_kin(name)))
    return {report: _pattern(forms) for report, forms in names.items() if forms}


def _unidentified(claim: Claim) -> Iterator[str]:
    """Whom a claim names as doer, affected or speaker without anybody being known by that name."""
    speakers = [s for link in claim.attribution if link.speaker for s in (link.speaker.parts or (link.speaker,))]
    for party in (claim.agent, claim.patient, *speakers):
        if party is not None and party.id is None:
            yield " ".join(party.text.split())


def _of_kin(name: str) -> tuple[str, ...]:
    """«والدة الطفل فلان الفلاني»: the ways in which the one named after the kin is called again."""
    forms = words_of(name)
    is_kin = len(forms) > 2 and not _KIN.isdisjoint((forms[0], forms[0].removeprefix("و")))
    return tuple(forms_of(" ".join(name.split()[-2:]))) if is_kin else ()


@functools.cache
def is_perhaps_a_person(name: str) -> bool:
    """Whether a name that nobody is known by may be a person's: it is no description, group or institution, or of kin.

    >>> [is_perhaps_a_person(n) for n in ("أحمد السليمان", "والدة الطفل فلان العلي", "مصدر أمني", "كتائب الضفتين")]
    [True, True, False, False]
    """
    book = load()
    if _of_kin(name):
        return True
    return " " in name and not is_description(book, name) and kind_of(book, name) in (None, "person")


def forms_of(name: str) -> Iterator[str]:
    """The ways in which a text calls a person again."""
    words = name.split()
    yield " ".join(words)
    if len(words) > 1:
        yield f"{words[0]} {words[-1]}"
        yield " ".join(words[:2])
        if len(words[-1]) > _SHORTEST_NAME:
            yield words[-1]


#: Letters that writers of Arabic put for one another, and signs that may stand between any two.
_ALIKE = {letter: f"[{group}]" for group in ("اأإآٱ", "ىيئ", "ةه", "ؤو") for letter in group}
_SIGNS = "[\u0640\u064b-\u0652]*"


def _spelled(word: str) -> str:
    """A pattern of the spellings of a name: «أحمد» is «احمد» in the next sentence."""
    return _SIGNS.join(_ALIKE.get(letter, re.escape(letter)) for letter in word) + _SIGNS


def _pattern(forms: set[str]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    either = "|".join(r"\s+".join(map(_spelled, form.split())) for form in longest_first)
    return re.compile(rf"(?<!\w)({_CLITICS})(?:{either})(?!\w)")


def masking(claims: Iterable[Claim], sharing: Sharing) -> Callable[[str], str]:
    """What hides the private persons of some claims in a text that was made of the words of their reports."""
    patterns = list(masks_of(claims).values()) if sharing is Sharing.public else []

    def hide(text: str) -> str:
        for names in patterns:
            text = names.sub(rf"\g<1>{MASK}", text)
        return text

    return hide


class Elsewhere:
    """Whole names of private persons in any report: another report may tell of them without a word that says so."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        whole = {p.text for claim in claims for p in claim.persons if p.private and len(p.text.split()) > 1}
        self.beginning = {" ".join(name.split()[:2]): name for name in sorted(whole)}

    def named_in(self, text: str) -> re.Pattern[str] | None:
        """A pattern of those who are named in a text; None when nobody is."""
        words = _WORD.findall(text)
        found = {f"{bare} {after}" for one, after in itertools.pairwise(words) for bare in (one, one[1:])}
        forms = {form for begin in found & self.beginning.keys() for form in forms_of(self.beginning[begin])}
        return _pattern(forms) if forms else None


def masked(claim: Claim, names: re.Pattern[str] | None, others: Elsewhere | None = None) -> Record:
    """One claim as a public record: the private persons of its report are masked, and those named in it of others."""
    record: Record = msgspec.to_builtins(claim)
    record["place"] = coarse(record["place"])
    known = others.named_in(claim.evidence.text) if others is not None else None
    hidden: Record = record
    for pattern in filter(None, (known, names)):
        hidden = _mask(hidden, pattern)
    if known is None and names is None:
        return record
    for person, original in zip(hidden["persons"], claim.persons, strict=True):
        if original.private:
            person["text"], person["age"], person["sex"] = MASK, None, None
    if hidden != record:
        hidden = _without_spans(hidden)
    return {**hidden, "report_id": None}


def _mask(value: Any, names: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return names.sub(rf"\g<1>{MASK}", value)
    if isinstance(value, dict):
        return {key: _mask(inner, names) for key, inner in value.items()}
    return [_mask(inner, names) for inner in value] if isinstance(value, list | tuple) else value


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
            place = shared_place(incident) if sharing is Sharing.public else incident.place
            judged = incident.judgements if sharing is Sharing.internal else ()
            found.append(msgspec.structs.replace(incident, claims=claims, place=place, judgements=judged))
    return found


def shared_place(incident: Incident) -> Where | None:
    """The place of an incident without the point of a site and without the names of private persons."""
    place = incident.place
    if place is None:
        return None
    text = masking(incident.claims, Sharing.public)(place.text)
    point = dict.fromkeys(("lat", "lon", "radius_km")) if place.level in FINE_LEVELS else {}
    return msgspec.structs.replace(place, text=text, **point)
