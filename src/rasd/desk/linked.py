"""The incidents of the ledger as the pages show them: linked beside the pages, kept until the ledger says more.

What the engine judges rests on what was read and decided; what people judge of pairs is laid over it anew each time,
which takes a fraction of the time. While it is linked anew, pages show the incidents of before and say so.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import NamedTuple

from rasd.desk import working
from rasd.ledger import linkable
from rasd.ledger.models import LogEntry
from rasd.ledger.store import Ledger
from rasd.linking.clustering import is_one_telling
from rasd.linking.incidents import incidents
from rasd.linking.judging import link
from rasd.model import Claim, Incident, Judgement

_NAME = "linking"
#: What the log tells of that changes claims, and what changes judgements alone.
_CLAIMS = ("added", "read", "decided", "seconded", "carried", "deleted")
_JUDGED = ("judged", "rejudged")
#: Where comparing all claims takes longer than so many seconds, it is done anew only after so many times of that, so
#: that a desk at work is not comparing all the time. What people judge shows at once.
_QUICK, _REST = 5.0, 5.0


class Told(NamedTuple):
    """What the ledger has to link, as of one entry of its log, and what the engine judges of it."""

    state: str
    claims: list[Claim]
    reviews: Mapping[str, str]
    judgements: list[Judgement]
    #: What the engine judges of a claim and those of other reports.
    pairs: Mapping[str, list[Judgement]]
    #: When that was, and how many seconds it took.
    at: datetime.datetime
    seconds: float
    #: Claims that people have rejected: they tell nothing, but whom they name stays private.
    rejected: tuple[Claim, ...] = ()


class Linked(NamedTuple):
    """All incidents as of some entries of the log."""

    state: tuple[str, str]
    at: datetime.datetime
    told: Told
    incidents: tuple[Incident, ...]
    by_id: Mapping[str, Incident]
    #: The incident that a claim belongs to.
    of_claim: Mapping[str, Incident]
    #: The desk's own ids of incidents, by claim.
    desk_ids: Mapping[str, str]
    is_current: bool = True

    @property
    def reviews(self) -> Mapping[str, str]:
        """What people decided on claims, by the claim's id."""
        return self.told.reviews


_kept: dict[str, Linked] = {}


def linked(wait: float = 2.0) -> Linked | None:
    """The incidents, current or those of before (``is_current`` is false); none while they are linked the first time.

    Waits at most ``wait`` seconds for current ones.
    """
    which, state = _ledger(), state_of()
    have = _kept.get(which)
    if have is not None and have.state == state:
        return have
    if have is None or have.state[0] == state[0] or _is_rested(have.told):
        working.begin(f"{_NAME} {which}", lambda work: _link(which, state)).wait(wait)
        have = _kept.get(which)
    if have is None:
        return None
    return have._replace(is_current=have.state == state)


def state_of() -> tuple[str, str]:
    """By which entries of the log the incidents of a ledger are told from those of before."""
    return _last(_CLAIMS), _last(_JUDGED)


def _last(actions: tuple[str, ...]) -> str:
    found = LogEntry.objects.filter(action__in=actions).order_by("-number").values_list("hash", flat=True).first()
    return found or ""


def _ledger() -> str:
    """Which ledger this is, whatever its address: its first entry's hash."""
    return LogEntry.objects.order_by("number").values_list("hash", flat=True).first() or ""


def _is_rested(told: Told) -> bool:
    since = (datetime.datetime.now(datetime.UTC) - told.at).total_seconds()
    return told.seconds < _QUICK or since > _REST * told.seconds


def _link(which: str, state: tuple[str, str]) -> None:
    """Link, and keep what came of it."""
    own = Ledger.default()
    have = _kept.get(which)
    told = have.told if have is not None and have.told.state == state[0] else _told(own, state[0])
    judged = linkable.judged(own, {claim.id for claim in told.claims})
    found = tuple(incidents(told.claims, [*told.judgements, *judged]))
    by_id = {incident.id: incident for incident in found}
    of_claim = {claim.id: incident for incident in found for claim in incident.claims}
    _kept[which] = Linked(
        state, datetime.datetime.now(datetime.UTC), told, found, by_id, of_claim, linkable.desk_ids(own)
    )


def _told(own: Ledger, state: str) -> Told:
    began = datetime.datetime.now(datetime.UTC)
    rows = list(own.rows())
    claims = [claim for row in rows for claim in linkable.sighted(row)]
    reviews = {row.claim.id: row.review for row in rows if row.review}
    judged = list(link(claims, linkable.reports(own)))
    pairs: dict[str, list[Judgement]] = {}
    for judgement in judged:
        if not is_one_telling(judgement):
            pairs.setdefault(judgement.a, []).append(judgement)
            pairs.setdefault(judgement.b, []).append(judgement)
    at = datetime.datetime.now(datetime.UTC)
    rejected = tuple(own.claims(review="rejected"))
    return Told(state, claims, reviews, judged, pairs, at, (at - began).total_seconds(), rejected)
