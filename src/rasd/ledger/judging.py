"""What people hold of pairs of claims — one incident, or not: a new row each time, nothing is overwritten."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from rasd.errors import Conflict, Contradiction, LedgerError, UsageError
from rasd.ledger.chain import Event, append, head, now, person
from rasd.ledger.connecting import Door
from rasd.ledger.deciding import row_of_claim
from rasd.ledger.inserting import clean, clean_or_none
from rasd.ledger.started import models

#: What can be held of two claims; ``undone`` takes the judgement before it back.
VERDICTS = ("same", "different", "undone")
#: Who judges where no person does; nobody else may bear the name.
ENGINE = "engine"
#: Claims whose judgements are looked up at a time.
_ASKED = 300


class Judged(NamedTuple):
    """A judgement that holds: of which claims, what, who said so when and why, and how it came to these claims."""

    key: int
    a: str
    b: str
    verdict: str
    reason: str | None
    by: str
    at: datetime.datetime
    carried: str


def judge(
    door: Door,
    a: str,
    b: str,
    verdict: str,
    *,
    reason: str | None = None,
    by: str | None = None,
    user: int | None = None,
    seen: int | None = None,
) -> int:
    """Say that two claims speak of one incident (``same``) or not (``different``); the key of the judgement.

    It counts for all that the two reports tell of that incident, and takes the place of what was held of the pair
    before. ``seen`` is the key of the judgement that the person saw (0: none); if another was made since, nothing is
    stored and :class:`Conflict` is raised. What other judgements exclude raises :class:`Contradiction`.
    """
    _check(a, b, verdict, by)
    with door.writing():
        heads = list(heads_of(door, a, b))
        last = heads[0] if heads else None
        if seen is not None and seen != (last.key if last else 0):
            raise Conflict(f"{a} and {b}", last.by if last else None, last.key if last else 0)
        if verdict == "undone" and all(held.verdict == "undone" for held in heads):
            raise UsageError("{one} and {other}: there is no judgement to take back.", "nothing-judged", one=a, other=b)
        if verdict != "undone":
            contradict(door, a, b, verdict)
        sides = _sides_of(last) if verdict == "undone" and last else _sides(door, a, b)
        for further in heads[1:]:  # carried over to the same pair from claims that are one now
            if further.verdict != "undone":
                store(door, _sides_of(further), "undone", reason, by or person(), user, further)
        return store(door, sides, verdict, reason, by or person(), user, last).key


def _check(a: str, b: str, verdict: str, by: str | None) -> None:
    if verdict not in VERDICTS:
        message = "{given}: no such verdict. Write one of {known}."
        raise UsageError(message, "no-such-verdict", given=verdict, known=", ".join(VERDICTS))
    if a == b:
        raise UsageError("{claim}: is one claim. Name two.", "one-claim", claim=a)
    if (by or person()).strip() in ("", ENGINE):
        message = "{by!r} is no person's name. Say who judges (RASD_USER)."
        raise UsageError(message, "no-person", by=by or person())


def heads_of(door: Door, a: str, b: str) -> QuerySet[models.Judgement]:
    """The judgements of a pair that no later one supersedes, the latest first."""
    pair = Q(one_record=a, other_record=b) | Q(one_record=b, other_record=a)
    return models.Judgement.objects.using(door.alias).filter(pair, superseded_by=None).order_by("-key")


Sides = dict[str, Any]


def is_case(record_id: str) -> bool:
    """Whether an id is that of an incident of a desk's own list (see ``cases``), not of a claim."""
    return record_id.startswith("d-")


def _sides(door: Door, a: str, b: str) -> Sides:
    found: Sides = {}
    if is_case(a) and is_case(b):
        message = "{one} and {other} are both of the desk's own list. Name a claim beside one of them."
        raise UsageError(message, "both-cases", one=a, other=b)
    for name, record_id in (("one", a), ("other", b)):
        if is_case(record_id):
            found |= _side_of_case(door, name, record_id)
            continue
        row = row_of_claim(door, record_id)
        found |= {
            f"{name}_id": row.reading.original_id,
            f"{name}_record": row.record_id,
            f"{name}_action": row.action,
            f"{name}_start": row.span_start,
            f"{name}_end": row.span_end,
        }
    return found


def _side_of_case(door: Door, side: str, record_id: str) -> Sides:
    row = models.Case.objects.using(door.alias).filter(record_id=record_id, current=True).first()
    if row is None:
        message = "{case}: no incident of the desk's lists has this id. See rasd cases."
        raise LedgerError(message, "no-such-case", case=record_id)
    told = {"id": row.original_id, "record": record_id, "action": "", "start": 0, "end": 0}
    return {f"{side}_{name}": value for name, value in told.items()}


def _sides_of(row: models.Judgement) -> Sides:
    names = ("id", "record", "action", "start", "end")
    return {f"{side}_{name}": getattr(row, f"{side}_{name}") for side in ("one", "other") for name in names}


def store(
    door: Door,
    sides: Sides,
    verdict: str,
    reason: str | None,
    by: str,
    user: int | None,
    supersedes: models.Judgement | None,
) -> models.Judgement:
    """A further row, and its entry in the log; only inside :meth:`Door.writing`."""
    row = models.Judgement.objects.using(door.alias).create(
        **sides,
        verdict=verdict,
        reason=clean_or_none(reason),
        user_id=user,
        by=clean(by),
        at=now(),
        supersedes=supersedes,
        entry=head(door)[0] + 1,
    )
    told = {"judgement": row.key, "one": row.one_record, "other": row.other_record, "verdict": verdict}
    append(door, [Event("judged", {**told, "reason": row.reason})], row.by)
    return row


def judgements(door: Door, orphaned: bool = False) -> Iterator[Judged]:
    """The judgements that hold, or only those that lost a claim, the latest first."""
    rows = models.Judgement.objects.using(door.alias).filter(superseded_by=None).order_by("-key")
    if orphaned:
        rows = rows.filter(carried="orphaned")
    columns = ("key", "one_record", "other_record", "verdict", "reason", "by", "at", "carried")
    for row in rows.values_list(*columns).iterator():
        yield Judged(*row)


# ---- contradictions


def contradict(door: Door, a: str, b: str, verdict: str) -> None:
    """Raise :class:`Contradiction` when people's other judgements exclude that two claims are the same, or not."""
    of_a = held_with(door, a, without=(a, b))
    if verdict == "different":
        if b in of_a:
            way = _way(of_a, b)
            raise Contradiction(
                "{one} and {other} cannot be different: people hold them for one incident by way of {way}. "
                "Take one of these back first: rasd judge {a} {b} undone",
                tuple((step.a, step.b) for step in way),
                "held-for-one", one=a, other=b, way=_told(way), a=way[0].a, b=way[0].b, by=way[0].by,
            )  # fmt: skip
        return
    of_b = held_with(door, b, without=(a, b))
    for apart in _between(door, set(of_a), set(of_b), without=(a, b)):
        if apart.a not in of_a:
            apart = apart._replace(a=apart.b, b=apart.a)
        way = [*_way(of_a, apart.a), *_way(of_b, apart.b)]
        because = f", and {_told(way)}" if way else ""
        raise Contradiction(
            "{one} and {other} cannot be the same: {by} holds {a} and {b} for different ({at:%Y-%m-%d}){because}. "
            "Take that back first: rasd judge {a} {b} undone",
            ((apart.a, apart.b),),
            "held-apart", one=a, other=b, a=apart.a, b=apart.b, by=apart.by, at=apart.at, because=because,
        )  # fmt: skip


#: A claim → the judgement by which it was reached, none for the one that was asked for.
Reached = dict[str, Judged | None]


def held_with(door: Door, claim: str, without: tuple[str, str] | None = None) -> Reached:
    """All claims that people hold for the same as one, with the judgement that leads to each."""
    reached: Reached = {claim: None}
    new = [claim]
    while new:
        found = []
        for judged in _touching(door, new, "same"):
            if without and {judged.a, judged.b} == set(without):
                continue
            for from_, to in ((judged.a, judged.b), (judged.b, judged.a)):
                if from_ in reached and to not in reached:
                    reached[to] = judged
                    found.append(to)
        new = found
    return reached


def _touching(door: Door, claims: list[str], verdict: str) -> Iterator[Judged]:
    rows = models.Judgement.objects.using(door.alias).filter(superseded_by=None, verdict=verdict)
    rows = rows.exclude(carried="orphaned").order_by("key")
    for start in range(0, len(claims), _ASKED):
        asked = claims[start : start + _ASKED]
        found = rows.filter(Q(one_record__in=asked) | Q(other_record__in=asked))
        columns = ("key", "one_record", "other_record", "verdict", "reason", "by", "at", "carried")
        yield from (Judged(*row) for row in found.values_list(*columns))


def _between(door: Door, one: set[str], other: set[str], without: tuple[str, str]) -> Iterator[Judged]:
    for judged in _touching(door, sorted(one), "different"):
        crosses = (judged.a in one and judged.b in other) or (judged.b in one and judged.a in other)
        if crosses and {judged.a, judged.b} != set(without):
            yield judged


def _way(reached: Reached, to: str) -> list[Judged]:
    """The judgements that lead from the claim that was asked for to another."""
    way: list[Judged] = []
    while (judged := reached[to]) is not None:
        way.append(judged)
        to = judged.a if judged.b == to else judged.b
    return way[::-1]


def _told(way: list[Judged]) -> str:
    return ", ".join(f"{step.a} = {step.b} ({step.by}, {step.at:%Y-%m-%d})" for step in way)
