"""Cutting: which claims of one report tell of what it is about, and which of something else."""

from __future__ import annotations

from collections.abc import Iterable

from rasd.arabic.words import tokenise
from rasd.linking.naming import bearers
from rasd.linking.tellings import SHORT, Days, Point, Telling, days_of, gap, kilometres, ordinal, parts_of, short_days
from rasd.linking.wording import stem
from rasd.model import Claim, Place

#: Days that may lie between the days named by one lead: it happened at night, or went on.
NEAR = 1
#: How long before publication a lead without a day may have happened.
RECENT = 3
#: Two places of one report that are further apart than this are two incidents.
FAR_KM = 60.0
#: Days before publication that are still news, and the least figure that is known again.
NEWS, TELLING = 10, 3

Points = tuple[Point, ...]


def tellings_of(claims: Iterable[Claim], heads: frozenset[str]) -> list[Telling]:
    """The tellings of all reports, in an order that depends on the claims alone.

    ``heads`` are the stems of words that say what kind of place a name is («مدينة»).
    """
    by_report: dict[str, dict[str, Claim]] = {}
    for claim in claims:
        by_report.setdefault(claim.report_id, {})[claim.id] = claim
    order = sorted(by_report, key=lambda r: (next(iter(by_report[r].values())).published or "", r))
    found: list[Telling] = []
    for report in order:
        for own, lead, sums in cut(list(by_report[report].values()), heads):
            found.append(Telling(len(found), own, lead, sums))
    return found


Piece = tuple[list[Claim], bool, bool]


def cut(claims: list[Claim], heads: frozenset[str] = frozenset()) -> list[Piece]:
    """The claims of one report as tellings: the claims, whether it is the lead, whether it sums up."""
    ordered = sorted(claims, key=in_text)
    lead, asides = lead_and_asides(ordered)
    pieces: list[Piece] = [(told, i == 0, False) for i, told in enumerate(by_place(lead, heads))]
    pieces += [(told, False, sums) for (sums, _), told in asides.items()]
    return pieces if lead else [(told, i == 0, sums) for i, (told, _, sums) in enumerate(pieces)]


def in_text(claim: Claim) -> tuple[tuple[int, int], str]:
    """The order in which a report tells its claims."""
    return claim.evidence.span, claim.id


Asides = dict[tuple[bool, Days], list[Claim]]


def lead_and_asides(ordered: list[Claim]) -> tuple[list[Claim], Asides]:
    """The claims of the lead, and the others by whether they are sums and by their days."""
    published = ordinal(ordered[0].published)
    days = lead_days([c for c in ordered if c.scope == "single"], published)
    lead: list[Claim] = []
    asides: Asides = {}
    for claim in ordered:
        own = days_of(claim)
        if claim.scope != "single" and (any(map(is_figure, lead)) or not is_recent(own, published)):
            asides.setdefault((True, own or (0, 0)), []).append(claim)
        elif claim.scope == "single" and own and days and is_another_day(own, days, published):
            asides.setdefault((False, own), []).append(claim)
        else:
            lead.append(claim)
    for sums, own in list(asides):
        if is_recent(own, published) and (sums <= is_running(lead)) and retells(asides[sums, own], lead):
            lead += asides.pop((sums, own))
    return sorted(lead, key=in_text), asides


def is_running(lead: list[Claim]) -> bool:
    """Whether a lead tells of what goes on for days, with the toll so far."""
    return any(claim.scope != "single" for claim in lead)


def is_recent(days: Days | None, published: int | None) -> bool:
    """Whether days are the last before publication: news, not history."""
    return days is not None and published is not None and days[0] >= published - NEWS and days[1] <= published + 1


def is_figure(claim: Claim) -> bool:
    """Whether a claim gives a number of people or things that is no mere «one»."""
    return claim.count.low is not None and claim.count.low >= TELLING


def retells(aside: list[Claim], lead: list[Claim]) -> bool:
    """Whether an aside says a figure of the lead again: one incident to which reading gave two days."""
    said = {(claim.action, claim.count.low) for claim in lead if is_figure(claim)}
    return any((claim.action, claim.count.low) in said for claim in aside)


def lead_days(claims: list[Claim], published: int | None) -> Days | None:
    """The days of what a report is about: the first named that is news, or the last days before it was published."""
    for n, claim in enumerate(claims[: max(3, len(claims) // 2)]):
        days = short_days(claim)
        if days and (n == 0 or published is None or is_recent(days, published)):
            return days
    return None if published is None else (published - RECENT, published)


def is_another_day(own: Days, lead: Days, published: int | None) -> bool:
    """Whether the days that a claim says are not those of the lead."""
    if gap(own, lead) > NEAR:
        return True
    long = own[1] - own[0] > 2 * SHORT
    return long and (published is None or own[0] < published - 2 * SHORT)


# ---- places


def by_place(claims: list[Claim], heads: frozenset[str]) -> list[list[Claim]]:
    """The claims by places that are certainly far from each other; one without a place stays with what came before."""
    groups: list[tuple[Points, list[Claim]]] = []
    now: list[Claim] | None = None
    for claim in claims:
        where = whereabouts(claim.place, heads)
        if where:
            now = next((own for points, own in groups if not are_apart(points, where)), None)
            if now is None:
                now = []
                groups.append((where, now))
        elif now is None:
            now = []
            groups.append(((), now))
        now.append(claim)
    lead, *others = [own for _, own in groups] or [[]]
    apart = []
    for own in others:
        if retells(own, lead):
            lead = sorted([*lead, *own], key=in_text)
        else:
            apart.append(own)
    return [lead, *apart] if lead else []


def whereabouts(place: Place | None, heads: frozenset[str]) -> Points:
    """Where a place may be: its own point, or those of all places of its name; broad ones are left out."""
    found: list[Point] = []
    for part in parts_of(place):
        if part.level in ("country", "admin1", "line"):
            continue
        if part.lat is not None and part.lon is not None:
            found.append(Point(part.lat, part.lon, part.radius_km or 5.0))
        elif part.status != "resolved":
            forms = [f for f in tokenise(part.text).forms if stem(f) not in heads]
            found += [Point(e.lat or 0.0, e.lon or 0.0, e.radius_km or 10.0) for e in bearers(" ".join(forms))]
    return tuple(found)


def are_apart(a: Points, b: Points) -> bool:
    """Whether, whichever of the points are meant, they lie far from each other."""
    return bool(a) and bool(b) and all(kilometres(p, q) - p.radius_km - q.radius_km > FAR_KM for p in a for q in b)
