"""Cells: figures of many incidents added up by month, side, object and more.

Killed and wounded never mix: each cell is of one action and one unit. The figures of a class hold those of the
classes below it (``within`` names the one above), so that cells of one column are not to be added up.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from rasd.codebook.book import load
from rasd.errors import UsageError
from rasd.model import STATUSES, Claim, Incident
from rasd.tallying.figures import Figure, figure_of
from rasd.tallying.filtering import Filter, LeftOut, check_filter, is_short, within
from rasd.tallying.sources import Copies, distinct, party_name, side_name

DATES = {"day": 10, "month": 7, "year": 4}
AXES = ("day", "month", "year", "side", "party", "agent", "object", "class", "place", "admin1", "country", "incident")
#: Units whose figures cannot be added up over incidents.
NOT_ADDED = frozenset(("percent",))
#: What stands where the reports do not say.
UNSAID = None


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """A total that a source gives for a time inside the cell: a check on the sum, no part of it."""

    claim: str
    source: str
    low: float | None
    high: float | None


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One cell: what is counted, its range, and what it rests on. ``high`` is null where it is open.

    ``claims`` are those that give its figures, ``vague`` those of the incidents that it counts without a number.
    """

    key: dict[str, str | None]
    action: str
    object: str | None
    unit: str
    within: str | None
    low: float
    best: float
    high: float | None
    rules: dict[str, int]
    incidents: tuple[str, ...]
    sources: int
    unquantified: int
    alleged: int
    denied: int
    gaining: float
    suggested: int
    claims: tuple[str, ...]
    vague: tuple[str, ...]
    checks: tuple[Check, ...]


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """The cells, what they were asked for, and how many incidents had no day to be asked about."""

    by: tuple[str, ...]
    start: str | None
    end: str | None
    cells: tuple[Cell, ...]
    undated: int = 0


def tally(
    incidents: Iterable[Incident],
    by: Iterable[str] = ("month", "side", "object"),
    *,
    start: str | None = None,
    end: str | None = None,
    place: str | None = None,
    status: Iterable[str] = STATUSES,
    side: str | None = None,
    allies: bool = True,
) -> Tally:
    """Add up the figures of incidents as ranges.

    ``by`` are columns of ``AXES``; ``start`` and ``end`` ISO days; ``place`` a name, a province or a country's code;
    ``status`` the claims that are heard; ``side`` the id of an actor whose losses alone are asked for, with those of
    its parts and, unless ``allies`` is false, of its allies, as they were on the days of each claim.

    Raises ``UsageError`` for an unknown column, status or side, or a period that ends before it begins.
    """
    return tally_of(incidents, by, Filter(start, end, place, tuple(status), side, allies))


def tally_of(incidents: Iterable[Incident], by: Iterable[str], asked: Filter) -> Tally:
    """The tally of the incidents that a filter asks for.

    Raises ``UsageError`` for an unknown column, and for a filter that makes no sense.
    """
    axes = tuple(dict.fromkeys(by))
    check_axes(axes)
    check_filter(asked)
    sums: dict[tuple[Any, ...], list[tuple[Incident, Figure, list[Claim]]]] = {}
    totals = []
    left = LeftOut()
    for incident in within(incidents, asked, left):
        if incident.kind == "summary":
            totals.append(incident)
        else:
            for key, figure, claims in figures_in(incident, axes):
                sums.setdefault(key, []).append((incident, figure, claims))
    cells = [cell_of(key, rows, axes, totals) for key, rows in sorted(sums.items(), key=lambda row: repr(row[0]))]
    return Tally(by=axes, start=asked.start, end=asked.end, cells=tuple(cells), undated=left.undated)


def check_axes(by: tuple[str, ...]) -> None:
    """Raise ``UsageError`` for a column that there is not."""
    for axis in by:
        if axis not in AXES:
            message = "{option} {given}: no such column. Known are {known}."
            raise UsageError(message, "no-such-column", option="by", given=axis, known=", ".join(AXES))


def date_of(incident: Incident, length: int) -> str | None:
    """The day, month or year of an incident; None where its days do not lie in one."""
    if incident.start is None:
        return UNSAID
    start, end = incident.start[:length], (incident.end or incident.start)[:length]
    return start if start == end or is_short(incident) else UNSAID


# ---- one incident


def figures_in(incident: Incident, by: tuple[str, ...]) -> Iterator[tuple[tuple[Any, ...], Figure, list[Claim]]]:
    """The figures of one incident, each under the key of its cell."""
    copies = Copies(incident)
    heard = [c for c in distinct(incident.claims) if c.scope == "single"]
    measures = sorted({(c.action, c.count.unit) for c in heard if c.count.qualifier is not None})
    for action, unit in measures:
        if unit in NOT_ADDED and "incident" not in by:
            continue
        own = [c for c in heard if c.action == action and c.count.unit == unit]
        for parties, claims in by_parties(own, by):
            for code in codes_in(action, claims, by):
                figure = figure_of(claims, code, copies)
                if figure is not None:
                    yield (action, unit, *key_of(incident, parties, code, by)), figure, claims


def by_parties(claims: list[Claim], by: tuple[str, ...]) -> Iterator[tuple[dict[str, str | None], list[Claim]]]:
    """The claims by the parties that the columns ask for; those without one only where none names one."""
    axes = [axis for axis in _PARTY if axis in by]
    groups: dict[tuple[str | None, ...], list[Claim]] = {}
    for claim in claims:
        groups.setdefault(tuple(_PARTY[axis](claim) for axis in axes), []).append(claim)
    named = [key for key in groups if any(part is not None for part in key)]
    for key in named or groups:
        yield dict(zip(axes, key, strict=True)), groups[key]


_PARTY: dict[str, Callable[[Claim], str | None]] = {
    "side": side_name,
    "party": lambda claim: party_name(claim.patient),
    "agent": lambda claim: party_name(claim.agent),
}


#: Columns in which a total has to agree with a cell that it checks.
COMPARED = frozenset((*DATES, *_PARTY, "place", "admin1", "country"))


def codes_in(action: str, claims: list[Claim], by: tuple[str, ...]) -> list[str | None]:
    """The classes to count: all that are told and those above them, or only the topmost; raids are counted as raids."""
    if action in violence():
        return [None]
    told = {c.object for c in claims if c.object}
    above = {code.partition(".")[0] for code in told}
    codes: list[str | None] = [*sorted(told | above if "object" in by else above)]
    return codes or [None]


@functools.cache
def violence() -> frozenset[str]:
    """The actions whose number is that of the acts, whatever they hit."""
    return frozenset(entry["code"] for entry in load().documents["actions.yaml"] if entry.get("violence"))


def key_of(
    incident: Incident, parties: dict[str, str | None], code: str | None, by: tuple[str, ...]
) -> tuple[str | None, ...]:
    """The values of the columns."""
    values: dict[str, str | None] = {**parties, "incident": incident.id, "object": code}
    values["class"] = (code or "").partition(".")[0] or None
    values |= {axis: date_of(incident, length) for axis, length in DATES.items()}
    values |= _where(incident)
    return (*(values[axis] for axis in by), code)


def _where(incident: Incident) -> dict[str, str | None]:
    """The values of the columns of places."""
    where = incident.place
    if where is None:
        return dict.fromkeys(("place", "admin1", "country"))
    return {"place": where.name or where.text, "admin1": where.admin1, "country": where.country}


# ---- many incidents


def cell_of(
    key: tuple[Any, ...], rows: list[tuple[Incident, Figure, list[Claim]]], by: tuple[str, ...], totals: list[Incident]
) -> Cell:
    """The sum of the figures of incidents: the lows, the bests, and the highs, open if one is."""
    action, unit, *values, code = key
    figures = [figure for _, figure, _ in rows]
    numbered = [f for f in figures if f.accounts]
    is_open = any(f.high is None for f in figures)
    named = dict(zip(by, values, strict=True))
    return Cell(
        key=named,
        action=action,
        object=code,
        unit=unit,
        within=(code or "").rpartition(".")[0] or None,
        low=sum(f.low for f in numbered),
        best=sum(f.best for f in numbered),
        high=None if is_open else sum(f.high or 0 for f in numbered),
        rules=_count(f.rule for f in figures),
        incidents=tuple(sorted({incident.id for incident, _, _ in rows})),
        sources=len({a.source for f in figures for a in f.accounts}),
        unquantified=sum(bool(f.vague) for f in figures),
        alleged=sum(any(a.status == "alleged" for a in f.accounts) for f in figures),
        denied=sum(any(a.status == "denied" for a in f.accounts) for f in figures),
        gaining=sum(f.best for f in numbered if f.gaining),
        suggested=len({incident.id for incident, _, _ in rows if incident.suggested}),
        claims=tuple(sorted({id for f in figures for a in f.accounts for id in a.claims})),
        vague=tuple(sorted({id for f in figures for id in f.vague})),
        checks=tuple(checks_of((action, unit, code), named, rows, totals)),
    )


def _count(rules: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for rule in sorted(rules):
        found[rule] = found.get(rule, 0) + 1
    return found


def checks_of(
    counted: tuple[str, str, str | None],
    named: dict[str, str | None],
    rows: list[tuple[Incident, Figure, list[Claim]]],
    totals: list[Incident],
) -> Iterator[Check]:
    """The totals of the same thing, of the same parties and place, over a time inside the cell's."""
    within = {incident.id for incident, _, _ in rows}
    for total in totals:
        if within.isdisjoint(total.sums_up) or ("incident" in named and not within.issuperset(total.sums_up)):
            continue
        for claim in distinct(total.claims):
            if (claim.action, claim.count.unit, claim.object) == counted and _is_inside(claim, total, named):
                name = claim.speaker.name or claim.speaker.text if claim.speaker else claim.outlet or claim.report
                yield Check(claim=claim.id, source=name, low=claim.count.low, high=claim.count.high)


def _is_inside(claim: Claim, total: Incident, named: dict[str, str | None]) -> bool:
    """Whether a total is of the cell's days, parties and place."""
    time = claim.time
    if time is None or time.start is None or time.end is None:
        return False
    own = {axis: party(claim) for axis, party in _PARTY.items()} | _where(total)
    own |= {axis: time.start[:length] for axis, length in DATES.items() if time.start[:length] == time.end[:length]}
    return all(own.get(axis) == value for axis, value in named.items() if axis in COMPARED)
