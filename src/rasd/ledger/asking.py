"""Which claims are asked for: filters over the current rows, each answered by an index."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from rasd.codebook.areas import area_of
from rasd.codebook.periods import ALWAYS, Period, day_of
from rasd.codebook.schema import ACTIONS, OBJECTS
from rasd.codebook.unknown import no_such_actor, no_such_day, turned_round
from rasd.errors import UsageError
from rasd.ledger import words
from rasd.ledger.connecting import Door
from rasd.ledger.flattening import claim_of
from rasd.ledger.started import models
from rasd.model import SCOPES, STATUSES, Claim

#: Review states as they are asked for → as they stand in a row. Without one, all but the rejected are given.
REVIEWS = {
    "unreviewed": "",
    "accepted": "accepted",
    "corrected": "corrected",
    "rejected": "rejected",
    "disputed": "disputed",
}
#: Rows whose sightings are looked up at a time.
_CHUNK = 500
_ID = re.compile(r"[a-z]+(?:-[a-z0-9]+)+\Z|[a-z]+:\S+\Z")


class Seen(NamedTuple):
    """A sighting of an original."""

    outlet: str | None
    url: str | None
    published: datetime.date | None
    title: str | None
    name: str


class Kept(NamedTuple):
    """A claim as the ledger has it: what people decided on it, and every sighting of its original."""

    key: int
    claim: Claim
    review: str
    original: str
    sightings: tuple[Seen, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        """All outlets that carried it, each once."""
        return tuple(dict.fromkeys(seen.outlet for seen in self.sightings if seen.outlet))


class Question(NamedTuple):
    """What claims are asked for; every part narrows the answer, and what is none does not matter.

    ``object`` takes in the kinds below it (``person`` has ``person.child``). ``actor`` is the doer or the affected,
    ``side`` an actor with its parts and allies as they were on the claim's days, ``own_side`` without the allies.
    Actors, speakers and places are ids, or words of their names.
    ``since`` and ``until`` are days: the claim's own days must touch the stretch between them.
    """

    action: str | None = None
    object: str | None = None
    actor: str | None = None
    agent: str | None = None
    patient: str | None = None
    side: str | None = None
    own_side: str | None = None
    speaker: str | None = None
    place: str | None = None
    since: datetime.date | str | None = None
    until: datetime.date | str | None = None
    published_since: datetime.date | str | None = None
    published_until: datetime.date | str | None = None
    outlet: str | None = None
    status: str | None = None
    scope: str | None = None
    review: str | None = None
    text: str | None = None
    rule: str | None = None
    report: str | None = None
    id: str | None = None


class Either(NamedTuple):
    """Several conditions of which a row has to fit one; each is looked up by an index of its own."""

    conditions: tuple[Q, ...]


Condition = Q | Either


class Asked(NamedTuple):
    """A question as conditions: the rows that fit the plain ones, and what each of them has to fit besides."""

    door: Door
    question: Question
    #: The rows that fit the plain conditions, whatever their state of review.
    rows: QuerySet[models.Claim]
    state: Q
    eithers: tuple[Either, ...]


def asked_of(door: Door, question: Question) -> Asked:
    """The conditions of a question. Raises :class:`UsageError` for a code or a day that there is not."""
    _check_period("", question.since, question.until)
    _check_period("published_", question.published_since, question.published_until)
    given = {name: value for name, value in question._asdict().items() if value is not None}
    conditions = [condition(door, given[name]) for name, condition in _CONDITIONS.items() if name in given]
    conditions += _days(question.since, question.until)
    plain = [condition for condition in conditions if isinstance(condition, Q)]
    rows = models.Claim.objects.using(door.alias).filter(Q(current=True), *plain)
    eithers = tuple(condition for condition in conditions if isinstance(condition, Either))
    return Asked(door, question, rows, _review(question.review), eithers)


def query(door: Door, question: Question) -> QuerySet[models.Claim]:
    """The rows that answer a question, in the order in which they came in.

    Raises :class:`UsageError` for a code or a day that there is not.
    """
    asked = asked_of(door, question)
    now = rows = asked.rows.filter(asked.state)
    for either in asked.eithers:
        # The plain conditions stand in every branch too, where they narrow what its index finds.
        first, *others = [now.filter(branch).values_list("key", flat=True) for branch in either.conditions]
        rows = rows.filter(key__in=first.union(*others) if others else first)
    return rows.order_by("key")


def answer(door: Door, question: Question, limit: int | None = None) -> Iterator[Kept]:
    """The claims asked for, a chunk at a time."""
    columns = ("key", "record", "review", "reading__original", "reading__original__sha256")
    rows = query(door, question).values_list(*columns)
    with door.guarded():
        source = islice(rows.iterator(chunk_size=_CHUNK), limit)
        while chunk := list(islice(source, _CHUNK)):
            copied = _copied(door, [row[0] for row in chunk])
            sightings = _sightings(door, {row[3] for row in chunk}.union(*copied.values()))
            for key, record, review, original, sha256 in chunk:
                seen = [found for where in (original, *copied.get(key, ())) for found in sightings.get(where, ())]
                yield Kept(key, claim_of(record), review, sha256, tuple(seen))


def _copied(door: Door, keys: list[int]) -> dict[int, list[int]]:
    """Claims → the originals, nearly the same, that repeat them word for word."""
    rows = models.Claim.objects.using(door.alias).filter(copies__in=keys, reading__current=True).order_by("key")
    found: dict[int, list[int]] = {}
    for key, original in rows.values_list("copies", "reading__original"):
        if key is not None:
            found.setdefault(key, []).append(original)
    return found


def _sightings(door: Door, originals: set[int]) -> dict[int, list[Seen]]:
    rows = models.Sighting.objects.using(door.alias).filter(original__in=originals).order_by("key")
    found: dict[int, list[Seen]] = {}
    for original, *seen in rows.values_list("original", *Seen._fields):
        found.setdefault(original, []).append(Seen(*seen))
    return found


# ---- conditions


def no_such_code(option: str, given: str, known: Iterable[str]) -> UsageError:
    """That something is none of the codes that there are."""
    message = "{option} {given}: no such code. Known are {known}."
    return UsageError(message, "no-such-code", option=option, given=given, known=", ".join(sorted(known)))


def _code(what: str, known: Iterable[str]) -> Callable[[Door, str], Q]:
    def condition(door: Door, value: str) -> Q:
        if value not in known:
            raise no_such_code(what, value, known)
        return Q(**{what: value})

    return condition


def _object(door: Door, value: str) -> Q:
    below = [code for code in OBJECTS if code == value or code.startswith(value + ".")]
    if not below:
        raise no_such_code("object", value, OBJECTS)
    return Q(object__in=below)


def matching(door: Door, asked: list[str]) -> Q:
    """Rows that have all the words."""
    if not asked:
        raise UsageError("the text to search for holds no word. Write a word, or leave the option out.", "no-word")
    if door.vendor == "sqlite":
        found = RawSQL(
            "SELECT rowid FROM ledger_claim_words WHERE ledger_claim_words MATCH %s", [words.for_sqlite(asked)]
        )
    else:
        found = RawSQL(
            "SELECT key FROM ledger_claim WHERE current"
            " AND array_to_tsvector(string_to_array(words, ' ')) @@ %s::tsquery",
            [words.for_postgresql(asked)],
        )
    return Q(key__in=found)


def _text(door: Door, value: str) -> Q:
    return matching(door, words.asked(value))


def _is_actor(value: str) -> bool:
    from rasd.codebook.book import load

    return value in load().actors or _ID.match(value) is not None


def _party(role: str, mark: str) -> Callable[[Door, str], Q]:
    def condition(door: Door, value: str) -> Q:
        return Q(**{role: value}) if _is_actor(value) else matching(door, words.asked(value, mark))

    return condition


_agent, _patient = _party("agent_id", words.AGENT), _party("patient_id", words.PATIENT)


def _actor(door: Door, value: str) -> Either:
    return Either((_agent(door, value), _patient(door, value)))


def _own_side(door: Door, value: str) -> Either:
    """The actor with its parts on the days of each claim."""
    return _side(door, value, allies=False)


def _side(door: Door, value: str, *, allies: bool = True) -> Either:
    """The actor with all that belonged to it on the days of each claim: its parts, and its allies in that country."""
    from rasd.codebook.book import load

    if value not in load().actors:
        raise no_such_actor("side", value)
    together: dict[tuple[Period, frozenset[str]], list[str]] = {}
    for member in load().relations.members(value, allies=allies):
        together.setdefault((member.days, member.countries), []).append(member.id)
    return Either(
        tuple(
            Q(**{f"{role}_id__in": sorted(ids)}) & _on(days) & (Q(country__in=countries) if countries else Q())
            for role in ("agent", "patient")
            for (days, countries), ids in together.items()
        )
    )


def _on(days: Period) -> Q:
    """Claims all of whose days lie in a period; one without a day counts as of its publication."""
    if days == ALWAYS:
        return Q()
    first, last = map(day_of, days)
    begins, ends = _half_open(first, last)
    undated = Q(start__isnull=True, end__isnull=True, published__range=(first, last))
    return Q(start__gte=first, end__lte=last) | ends | begins | undated


def _half_open(first: datetime.date, last: datetime.date) -> tuple[Q, Q]:
    """Claims without a first day that end in a stretch of days, and those without a last one that begin in it."""
    inside = (first, last)
    return Q(start__isnull=True, end__range=inside), Q(end__isnull=True, start__range=inside)


def _speaker(door: Door, value: str) -> Either:
    own = Q(speaker_id=value) if _is_actor(value) else matching(door, words.asked(value, words.SPEAKER))
    return Either((own, Q(key__in=_parts(door, Q(role="speaker", named=value)))))


def _parts(door: Door, condition: Q) -> QuerySet[Any, int]:
    return models.Part.objects.using(door.alias).filter(condition).values_list("claim", flat=True)


def _place(door: Door, value: str) -> Either:
    """A place, or what lies within it: a country by its two letters, a place by its id or its name."""
    area = area_of(value)
    found: list[Q] = []
    if area.named:
        found.append(matching(door, words.asked(area.named, words.PLACE)))
    if area.id:
        found += [Q(place_id=area.id), Q(key__in=_parts(door, Q(role="place", named=area.id)))]
    if area.admin1:
        inside = Q(country=area.country, admin1__in=area.admin1)
        found += [inside, Q(key__in=_parts(door, inside & Q(role="place")))]
    elif area.country:
        found += [Q(country=area.country), Q(key__in=_parts(door, Q(country=area.country, role="place")))]
    return Either(tuple(found))


def _day(name: str, value: datetime.date | str) -> datetime.date:
    try:
        return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)
    except ValueError:
        raise no_such_day(name, value) from None


def _days(since: datetime.date | str | None, until: datetime.date | str | None) -> list[Condition]:
    """Claims whose days touch a stretch; of one without a first or a last day («منذ أيام») the other is what is known.

    With both ends, each of the three ways to touch it is looked up on its own: an index of days is of no use to an OR.
    """
    first = None if since is None else _day("since", since)
    last = None if until is None else _day("until", until)
    if first is not None and last is not None:
        return [Either((Q(start__lte=last, end__gte=first), *_half_open(first, last)))]
    if first is not None:
        return [Q(end__gte=first) | Q(end__isnull=True, start__gte=first)]
    if last is not None:
        return [Q(start__lte=last) | Q(start__isnull=True, end__lte=last)]
    return []


def _check_period(of: str, first: datetime.date | str | None, last: datetime.date | str | None) -> None:
    """Raise :class:`UsageError` for a period that ends before it begins."""
    if first is not None and last is not None and _day(of + "since", first) > _day(of + "until", last):
        raise turned_round(first, last)


def _report(door: Door, value: str) -> Q:
    """A report by the hash of its original, or by its name."""
    originals = models.Original.objects.using(door.alias)
    sha256 = value.removeprefix("sha256:")
    keys = list(originals.filter(sha256=sha256).values_list("key", flat=True))
    keys += originals.filter(sightings__name=value).values_list("key", flat=True).distinct()
    return Q(reading__original__in=keys)


def _rule(door: Door, value: str) -> Q:
    from rasd.resolving.rules import explain

    explain(value)  # raises where there is no such rule
    return matching(door, [words.rule_word(value)])


def _outlet(door: Door, value: str) -> Either:
    """Carried by an outlet, or repeated in an original that it carried."""
    seen = models.Sighting.objects.using(door.alias).filter(outlet=value).values("original")
    copies = models.Claim.objects.using(door.alias).filter(copies__isnull=False, reading__original__in=seen)
    return Either((Q(reading__original__in=seen), Q(key__in=copies.values("copies"))))


def _review(value: str | None) -> Q:
    if value is None:
        return ~Q(review="rejected")
    if value == "all":
        return Q()
    if value not in REVIEWS:
        message = "{option} {given}: no such state. Write one of {known} or all."
        raise UsageError(message, "no-such-state", option="review", given=value, known=", ".join(REVIEWS))
    return Q(review=REVIEWS[value])


_CONDITIONS: dict[str, Callable[[Door, Any], Condition]] = {
    "action": _code("action", ACTIONS),
    "object": _object,
    "actor": _actor,
    "agent": _agent,
    "patient": _patient,
    "side": _side,
    "own_side": _own_side,
    "speaker": _speaker,
    "place": _place,
    "published_since": lambda door, value: Q(published__gte=_day("published_since", value)),
    "published_until": lambda door, value: Q(published__lte=_day("published_until", value)),
    "outlet": _outlet,
    "status": _code("status", STATUSES),
    "scope": _code("scope", SCOPES),
    "text": _text,
    "rule": _rule,
    "report": _report,
    "id": lambda door, value: Q(record_id=value),
}
