"""Filtering: what is asked of incidents: when, where, whose losses, which claims are heard; said once for all outputs.

Tallies, pictures, digests, exports and lists of incidents are of one :class:`Filter`, so that their figures are the
same.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from rasd.arabic.script import fold
from rasd.codebook.areas import Area, area_of
from rasd.codebook.book import load
from rasd.codebook.unknown import no_such_actor, no_such_day, turned_round
from rasd.errors import UsageError
from rasd.linking.incidents import unconfirmed
from rasd.model import STATUSES, Claim, Incident, Judgement, Where
from rasd.tallying.sources import is_copied, is_on_side

#: An incident told of as within a longer stretch of days than this is of no one day or month.
SHORT_DAYS = 7


class Filter(NamedTuple):
    """What is asked of incidents; what is none does not matter.

    ``start`` and ``end`` are ISO days, ``place`` a name, a province or a country's code, ``status`` the claims that
    are heard. ``side`` is the id of an actor whose losses alone are heard, with those of its parts and, unless
    ``allies`` is false, of its allies, as they were on the days of each claim. ``threshold`` and ``confirmed_only``
    say which ties between reports hold where incidents are put together.
    """

    start: str | None = None
    end: str | None = None
    place: str | None = None
    status: tuple[str, ...] = STATUSES
    side: str | None = None
    allies: bool = True
    threshold: float | None = None
    confirmed_only: bool = False

    @property
    def hears_all(self) -> bool:
        """Whether every claim of an incident is heard."""
        return self.side is None and set(STATUSES) <= set(self.status)


#: The filter that leaves nothing out.
ALL = Filter()


class LeftOut:
    """How much a filter leaves out: incidents, those of them for want of a certain day, and claims."""

    def __init__(self) -> None:
        self.incidents = self.undated = self.claims = 0


def check_filter(asked: Filter) -> None:
    """Whether what is asked makes sense.

    Raises ``UsageError`` for an unknown status, place or side, days that are none, or a period that ends before it
    begins.
    """
    for status in sorted(set(asked.status) - set(STATUSES)):
        message = "{option} {given}: no such status. Known are {known}."
        raise UsageError(message, "no-such-code", option="status", given=status, known=", ".join(STATUSES))
    if not asked.status:
        message = "{option}: names no status. Known are {known}."
        raise UsageError(message, "no-status", option="status", known=", ".join(STATUSES))
    if asked.place is not None:
        area_of(asked.place)
    if asked.side is not None and asked.side not in load().actors:
        raise no_such_actor("side", asked.side)
    for name, day in (("since", asked.start), ("until", asked.end)):
        if day is not None and not is_day(day):
            raise no_such_day(name, day)
    if asked.start and asked.end and asked.start > asked.end:
        raise turned_round(asked.start, asked.end)
    if asked.threshold is not None and not 0 < asked.threshold < 1:
        message = "{option} {given:g}: no score. Give a number between 0 and 1, for instance 0.5."
        raise UsageError(message, "no-score", option="threshold", given=asked.threshold)


def within(incidents: Iterable[Incident], asked: Filter, left: LeftOut | None = None) -> Iterator[Incident]:
    """The incidents that are asked for, each with the claims of it that are heard; ``left`` counts the others.

    An incident is in the period and the place or not as a whole, with the claims that say another day or place.
    """
    left = LeftOut() if left is None else left
    for incident in incidents:
        kept = heard(incident, asked) if _fits(incident, asked, left) else ()
        left.incidents += not kept
        left.claims += len(incident.claims) - len(kept)
        if kept:
            yield narrowed(incident, kept)


def _fits(incident: Incident, asked: Filter, left: LeftOut) -> bool:
    if asked.place is not None and not lies_in(incident, asked.place):
        return False
    if is_in_period(incident, asked):
        return True
    left.undated += incident.kind == "single" and (incident.start is None or not is_short(incident))
    return False


def heard(incident: Incident, asked: Filter) -> tuple[Claim, ...]:
    """The claims of an incident that are heard."""
    if asked.hears_all:
        return incident.claims
    said = [claim for claim in incident.claims if claim.status in asked.status]
    if asked.side is None:
        return tuple(said)
    return tuple(claim for claim in said if is_on_side(claim, asked.side, allies=asked.allies))


def narrowed(incident: Incident, claims: tuple[Claim, ...]) -> Incident:
    """An incident with some of its claims alone; which reports are copies of one original stays known."""
    if len(claims) == len(incident.claims):
        return incident
    of = {claim.id: claim.report_id for claim in incident.claims}
    first = {claim.report_id: claim.id for claim in reversed(claims)}
    judgements = tuple(_moved(judgement, of, first) for judgement in incident.judgements)
    return msgspec.structs.replace(
        incident, claims=claims, judgements=judgements, suggested=_suggested(incident, claims) if len(first) > 1 else 0
    )


def _suggested(incident: Incident, left: tuple[Claim, ...]) -> int:
    """How many of the claims that are left are in it by the engine's word alone."""
    if not incident.suggested:
        return 0
    alone = {claim.id for claim in unconfirmed(incident.claims, incident.judgements)}
    return min(incident.suggested, sum(claim.id in alone for claim in left))


def _moved(judgement: Judgement, of: dict[str, str], first: dict[str, str]) -> Judgement:
    """A judgement that one report copies another, on the first claims of theirs that are left."""
    if not is_copied(judgement):
        return judgement
    a, b = (first.get(of.get(id, ""), id) for id in (judgement.a, judgement.b))
    return msgspec.structs.replace(judgement, a=a, b=b)


# ---- the period and the place


def is_day(text: str) -> bool:
    """Whether a text is a day as records write it; «20200126», which is none there, would compare wrongly."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_in_period(incident: Incident, asked: Filter) -> bool:
    """Whether an incident lies in the period; one over a longer time, and a total, has to lie in it wholly."""
    if not (asked.start or asked.end):
        return True
    if incident.start is None:
        return False
    first, last = incident.start, incident.end or incident.start
    if incident.kind == "summary" or not is_short(incident):
        first, last = last, first
    return not ((asked.start and last < asked.start) or (asked.end and first > asked.end))


def is_short(incident: Incident) -> bool:
    """Whether the days of an incident are few."""
    if incident.start is None or incident.end is None:
        return True
    first, last = map(datetime.date.fromisoformat, (incident.start, incident.end))
    return (last - first).days < SHORT_DAYS


def lies_in(incident: Incident, place: str) -> bool:
    """Whether an incident is told of at a place, or within it: a country or a province by its code or name."""
    area, where = area_of(place), incident.place
    if where is not None and area.id is not None and where.id == area.id:
        return True
    if where is not None and area.country is not None and where.country == area.country and _fits_unit(where, area):
        return True
    asked = set(fold(place).split())
    return any(asked <= set(name.split()) for name in names_of(incident))


def _fits_unit(where: Where, area: Area) -> bool:
    return not area.admin1 or where.admin1 in area.admin1


def names_of(incident: Incident) -> set[str]:
    """The folded names that the place of an incident goes by."""
    where = incident.place
    named = [where.text, where.name, where.admin1, where.country, where.id] if where else []
    named += [claim.place.text for claim in incident.claims if claim.place]
    return {fold(name) for name in named if name}
