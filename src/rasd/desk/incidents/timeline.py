"""The reports of an incident over the days on which they were published, as positions for a drawing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from rasd.model import Claim, Incident

#: Sizes of the drawing, in units of its own.
WIDTH, ROW, EDGE = 600, 22, 14
#: Outlets that are drawn; the others are in the table below the drawing.
MOST = 20


class Report(NamedTuple):
    """A report of the incident: by what it is found, who published it when, and how many claims it makes."""

    id: str
    outlet: str
    published: str | None
    claims: list[Claim]
    x: float
    y: float


class Timeline(NamedTuple):
    """The reports in the order of their days; ``event`` is where the days of the incident itself lie."""

    reports: list[Report]
    drawn: list[Report]
    height: int
    first: str | None
    last: str | None
    event: tuple[float, float] | None


def timeline(incident: Incident) -> Timeline:
    """Reports of an incident, one row an outlet, from the first day to the last."""
    told = _reports(incident.claims)
    days = [day for claims in told.values() if (day := claims[0].published)]
    first, last = min([*days, *_day(incident.start)], default=None), max([*days, *_day(incident.end)], default=None)
    rows = {name: row for row, name in enumerate(dict.fromkeys(_outlet(claims[0]) for claims in told.values()))}
    reports = [
        Report(id, _outlet(claims[0]), claims[0].published, claims, _x(claims[0].published, first, last),
               EDGE + ROW * rows[_outlet(claims[0])])
        for id, claims in told.items()
    ]  # fmt: skip
    event = None
    if incident.start and incident.end and first and last:
        event = (_x(incident.start, first, last), _x(incident.end, first, last))
    drawn = [report for report in reports if report.published and rows[report.outlet] < MOST]
    return Timeline(reports, drawn, 2 * EDGE + ROW * min(len(rows), MOST), first, last, event)


def _reports(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: (claim.published or "9999", claim.report)):
        found.setdefault(claim.report, []).append(claim)
    return found


def _outlet(claim: Claim) -> str:
    return claim.outlet or claim.report


def _day(day: str | None) -> list[str]:
    return [day] if day else []


def _x(day: str | None, first: str | None, last: str | None) -> float:
    """Where a day lies between the first and the last."""
    if not day or not first or not last or first == last:
        return WIDTH / 2
    start, end, at = (datetime.date.fromisoformat(d).toordinal() for d in (first, last, day))
    return EDGE + (WIDTH - 2 * EDGE) * (at - start) / (end - start)
