"""Figures: low, best and high of one thing counted in one incident, and the rule that gave them.

Each independent source has one account: its latest figures, breakdowns inside their whole. The range goes from the
lowest to the highest account. What is only alleged or is denied widens the range and is never silently in or out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rasd.model import Claim
from rasd.tallying.sources import Copies, interest, is_of, party_name

#: Classes of persons who are civilians too, so that they may be inside a figure of civilians.
INSIDE_CIVILIANS = frozenset(("person.child", "person.woman", "person.journalist", "person.medic"))


class Bounds(NamedTuple):
    """A figure between two bounds; ``high`` is None where it is open."""

    low: float
    high: float | None


class Account(NamedTuple):
    """What one source says was the number."""

    source: str
    low: float
    high: float | None
    status: str
    interest: str
    latest: str
    claims: tuple[str, ...]


class Figure(NamedTuple):
    """The number in one incident: its range, the rule behind ``best``, and what it rests on.

    ``vague`` are the claims that tell of it without a number, where nobody gives one.
    """

    low: float
    best: float
    high: float | None
    rule: str
    accounts: tuple[Account, ...]
    vague: tuple[str, ...] = ()

    @property
    def gaining(self) -> bool:
        """Whether only the side that gains from it says it."""
        said = [a for a in self.accounts if a.status == "asserted"]
        return bool(said) and all(a.interest == "gains" for a in said)


def figure_of(claims: Iterable[Claim], code: str | None, copies: Copies) -> Figure | None:
    """The figure that some claims of one incident and one action give for a class and all below it.

    None when they count nothing of the kind.
    """
    counted = [c for c in claims if is_of(c.object, code) and not copies.is_inside(c, code)]
    by_source: dict[tuple[str, str], list[Claim]] = {}
    vague = []
    for claim in counted:
        if claim.count.low is None and claim.count.high is None:
            if claim.count.qualifier == "vague":
                vague.append(claim.id)
        else:
            by_source.setdefault((copies.source(claim), claim.status), []).append(claim)
    accounts = [account(key, own, code) for key, own in sorted(by_source.items())]
    if not accounts:
        return Figure(0, 0, None, "unquantified", (), tuple(vague)) if vague else None
    return ranged(tuple(accounts))


#: What is counted (a class, and whose) → the figures that one report of a source gives for it.
Things = dict[tuple[str | None, str | None], list[Claim]]


def account(key: tuple[str, str], claims: list[Claim], code: str | None) -> Account:
    """What one source says in all: of each thing its latest figure."""
    latest: Things = {}
    for claim in sorted(claims, key=lambda c: (c.published or "", c.report_id, c.evidence.span)):
        thing = (claim.object, party_name(claim.patient))
        kept = latest.get(thing)
        if kept and (kept[0].published, kept[0].report_id) == (claim.published, claim.report_id):
            kept.append(claim)
        else:
            latest[thing] = [claim]
    used = [claim for own in latest.values() for claim in own]
    bounds = whole(latest, code)
    stakes = {interest(claim) for claim in used}
    stake = "against" if "against" in stakes else "gains" if stakes == {"gains"} else "none"
    last = max(claim.published or "" for claim in used)
    return Account(key[0], *bounds, key[1], stake, last, tuple(claim.id for claim in used))


def whole(latest: Things, code: str | None) -> Bounds:
    """The whole of what a source counts: a figure of the class itself, else the sum of those below it."""
    by_class: dict[str | None, dict[str | None, Bounds]] = {}
    for (object, party), own in latest.items():
        by_class.setdefault(object, {})[party] = together(own)
    totals = {object: over_parties(parties) for object, parties in by_class.items()}
    if code is None:
        return add(totals.values())
    parts = {object: bounds for object, bounds in totals.items() if object != code}
    if code not in totals:
        return inside(parts)
    itself = totals[code]
    high = None if itself.high is None else max(itself.high, inside(parts).low)
    return Bounds(itself.low, high) if parts else itself


def inside(parts: dict[str | None, Bounds]) -> Bounds:
    """The sum of classes; those that may be inside a figure of civilians widen the range only."""
    if "person.civilian" not in parts:
        return add(parts.values())
    sure = add(bounds for object, bounds in parts.items() if object not in INSIDE_CIVILIANS)
    return Bounds(sure.low, add(parts.values()).high)


def together(claims: list[Claim]) -> Bounds:
    """Figures of one thing in one report of one source: the same once; different ones may be parts or the whole."""
    bounds = list(dict.fromkeys(Bounds(c.count.low or 0, c.count.high) for c in claims))
    return Bounds(max(b.low for b in bounds), add(bounds).high)


def over_parties(own: dict[str | None, Bounds]) -> Bounds:
    """The sum over the parties hit; a figure without a party is the same people again, unless it is more."""
    known = [bounds for party, bounds in own.items() if party is not None]
    if not known or None not in own:
        return add(own.values())
    total, loose = add(known), own[None]
    high = None if total.high is None or loose.high is None else max(total.high, loose.high)
    return Bounds(max(total.low, loose.low), high)


def add(bounds: Iterable[Bounds]) -> Bounds:
    """The sum of figures; open if one is.

    >>> add([Bounds(2, 3), Bounds(4, None)])
    Bounds(low=6, high=None)
    """
    low, high = 0.0, 0.0
    is_open = False
    for one in bounds:
        low += one.low
        high += one.high or 0
        is_open = is_open or one.high is None
    return Bounds(_plain(low), None if is_open else _plain(high))


def _plain(number: float) -> float:
    return int(number) if number == int(number) else number


def ranged(accounts: tuple[Account, ...]) -> Figure:
    """The range over independent sources, and the best figure with its rule."""
    asserted = [a for a in accounts if a.status == "asserted"]
    highs = [a.high for a in accounts]
    high = None if None in highs else max(h for h in highs if h is not None)
    if any(a.status == "denied" for a in accounts):
        low, note = 0.0, " (denied)"
    else:
        low, note = (min(a.low for a in asserted), "") if asserted else (0.0, "")
    if not asserted:
        return Figure(_plain(low), 0, high, f"only alleged{note}" if not note else "denied", accounts)
    best, rule = best_of(asserted)
    return Figure(_plain(low), best, high, rule + note, accounts)


def best_of(accounts: list[Account]) -> tuple[float, str]:
    """What most independent sources say, the gaining side heard last; among equals the latest, then the lower."""
    fair = [a for a in accounts if a.interest != "gains"]
    heard = fair or accounts
    figures = sorted({a.low for a in heard})
    if len(figures) == 1:
        rule = "the only figure" if len(heard) == 1 else "all agree"
    else:
        number = {f: sum(a.low == f for a in heard) for f in figures}
        most = max(number.values())
        figures = [f for f in figures if number[f] == most]
        rule = "most sources"
        if len(figures) > 1:
            last = max(a.latest for a in heard if a.low in figures)
            figures = [f for f in figures if any(a.low == f and a.latest == last for a in heard)]
            rule = "the latest" if len(figures) == 1 else "the lower of two"
    return figures[0], rule + (", the gaining side left out" if len(fair) < len(accounts) and fair else "")
