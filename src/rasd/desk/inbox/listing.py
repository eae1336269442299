"""Reports for the inbox, the newest first, with the claims that were asked for; always as many queries."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from django.db.models import Count

from rasd.desk.texts import heading
from rasd.ledger import models
from rasd.ledger.asking import Question
from rasd.ledger.connecting import Door
from rasd.ledger.flattening import claim_of
from rasd.ledger.newest import Row, newest
from rasd.ledger.originals import beginnings
from rasd.model import Claim

#: Reports on a page, and claims shown of each.
PAGE, SHOWN = 25, 3
#: Rows looked at for one page: a report may have claims by the thousand.
_FEW, _ROWS = 300, 3_000
#: Beyond this, a count says «more than»: to count on would take longer than the page.
MOST = 10_000


class Seen(NamedTuple):
    """A claim of a report, with its state of review."""

    claim: Claim
    review: str


class Listed(NamedTuple):
    """A report in the inbox: its original's key, what is known of it, how its claims stand, some of them."""

    key: int
    name: str
    title: str | None
    #: How a text without a title begins.
    begins: str
    outlets: tuple[str, ...]
    published: datetime.date | None
    added: datetime.datetime
    number: int
    waiting: int
    decided: int
    claims: tuple[Seen, ...]


class Listing(NamedTuple):
    """A page of the inbox; ``older`` is where the next one begins. ``number`` counts claims (or reports, for those
    without claims), up to :data:`MOST`."""

    rows: list[Listed]
    older: int | None
    number: int

    @property
    def is_more(self) -> bool:
        """Whether there are more than were counted."""
        return self.number > MOST


def listed(door: Door, question: Question, before: int | None = None) -> Listing:
    """The reports with claims that answer a question."""
    found = newest(door, question, MOST)
    for most in (_FEW, _ROWS):
        rows = found.rows(most, before)
        if len(rows) < most or len({row.reading for row in rows}) > PAGE:
            break
    return _page(door, rows, found.number, is_all=len(rows) < most)


def _page(door: Door, rows: list[Row], number: int, is_all: bool) -> Listing:
    """The reports of claims, given from the newest to the oldest, as far as they fill a page."""
    readings: dict[int, list[int]] = {}
    last = 0
    for key, reading in rows:
        if reading not in readings and len(readings) == PAGE:
            return Listing(_described(door, readings), last, number)
        readings.setdefault(reading, []).append(key)
        last = key
    return Listing(_described(door, readings), None if is_all else last, number)


def without_claims(door: Door, before: int | None = None) -> Listing:
    """The reports in which nothing was read."""
    rows = models.Reading.objects.using(door.alias).filter(current=True, claims=0)
    number = rows.order_by()[: MOST + 1].count()
    if before is not None:
        rows = rows.filter(key__lt=before)
    keys = list(rows.order_by("-key").values_list("key", flat=True)[: PAGE + 1])
    return Listing(
        _described(door, {key: [] for key in keys[:PAGE]}), keys[PAGE - 1] if len(keys) > PAGE else None, number
    )


def _described(door: Door, readings: dict[int, list[int]]) -> list[Listed]:
    rows = models.Reading.objects.using(door.alias).filter(key__in=readings).select_related("sighting")
    described = {row.key: row for row in rows}
    outlets: dict[int, dict[str, None]] = {}
    sightings = models.Sighting.objects.using(door.alias).filter(original__in=[r.original_id for r in rows])
    for original, outlet in sightings.order_by("key").values_list("original", "outlet"):
        if outlet:
            outlets.setdefault(original, {})[outlet] = None
    counts = _counts(door, readings)
    shown = _shown(door, [key for keys in readings.values() for key in sorted(keys)[:SHOWN]])
    begin = beginnings(door, [row.text for row in rows if not row.sighting.title])
    found = []
    for key, claims in readings.items():
        row = described[key]
        waiting, decided = counts.get(key, (0, 0))
        found.append(
            Listed(
                row.original_id,
                row.sighting.name,
                row.sighting.title,
                heading(begin.get(row.text, "")),
                tuple(outlets.get(row.original_id, ())),
                row.sighting.published,
                row.sighting.added,
                len(claims),
                waiting,
                decided,
                tuple(shown[claim] for claim in sorted(claims)[:SHOWN] if claim in shown),
            )
        )
    return found


def _counts(door: Door, readings: dict[int, list[int]]) -> dict[int, tuple[int, int]]:
    """Reading → claims that wait, and claims that were decided on."""
    rows = models.Claim.objects.using(door.alias).filter(reading__in=readings, current=True)
    found: dict[int, tuple[int, int]] = {}
    for reading, review, number in rows.order_by().values_list("reading", "review").annotate(Count("key")):
        waiting, decided = found.get(reading, (0, 0))
        found[reading] = (waiting, decided + number) if review else (waiting + number, decided)
    return found


def _shown(door: Door, keys: list[int]) -> dict[int, Seen]:
    rows = models.Claim.objects.using(door.alias).filter(key__in=keys)
    return {key: Seen(claim_of(record), review) for key, record, review in rows.values_list("key", "record", "review")}
