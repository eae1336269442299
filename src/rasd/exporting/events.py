"""Events: what the event codings of the field have in common — sides, tolls, precision — from an incident of ours.

Nothing is guessed: what the claims do not say stays empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from rasd.codebook.book import load
from rasd.exporting.tables import CAVEAT, Share, toll
from rasd.model import Incident, Party
from rasd.tallying.figures import Figure
from rasd.tallying.sources import distinct, party_name

#: Classes of persons who are civilians.
CIVILIANS = ("person.civilian", "person.child", "person.woman", "person.journalist", "person.medic")
#: Kinds of actors by which a state acts.
STATE = frozenset("state government ministry army force police intelligence".split())


class Side(NamedTuple):
    """A party to an event: its neutral name, and its kind in the codebook."""

    name: str | None
    id: str | None
    kind: str | None


class Deaths(NamedTuple):
    """Who was killed, as far as it is said; ``high`` is None where it is open or nothing is said."""

    low: int
    best: int
    high: int | None
    civilians: int
    fighters: int
    rule: str


def sides(incident: Incident) -> tuple[Side, Side]:
    """Who did it and to whom, as most claims say."""
    claims = list(distinct(incident.claims))
    return _side(c.agent for c in claims), _side(c.patient for c in claims)


def _side(parties: Iterable[Party | None]) -> Side:
    named = [party for party in parties if party is not None and party.id]
    if not named:
        return Side(None, None, None)
    most = min(Counter(p.id for p in named).items(), key=lambda row: (-row[1], row[0] or ""))[0]
    party = next(p for p in named if p.id == most)
    entry = load().actors.get(most or "") or {}
    return Side(party_name(party), party.id, entry.get("kind"))


def deaths(incident: Incident) -> Deaths | None:
    """The killed of an incident; None when no number is given."""
    figure = toll(incident, "killed")
    if figure is None or not figure.accounts:
        return None
    best = round(figure.best)
    civilians = min(best, max((_best(incident, code) for code in CIVILIANS), default=0))
    fighters = min(best - civilians, _best(incident, "person.combatant"))
    high = None if figure.high is None else round(figure.high)
    return Deaths(round(figure.low), best, high, civilians, fighters, figure.rule)


def _best(incident: Incident, code: str) -> int:
    figure: Figure | None = toll(incident, "killed", code)
    return round(figure.best) if figure and figure.accounts else 0


def outlets_of(incident: Incident, share: Share) -> str:
    """Who published what an incident rests on, as far as they may be named."""
    ids = {claim.id for claim in incident.claims}
    return "; ".join(sorted({r["outlet"] or r["report"] for r in share.claims if r["id"] in ids}))


def archives(incident: Incident, share: Share) -> str:
    """The hashes of the archived originals that may be named."""
    known = {record["id"]: record["report_id"] for record in share.claims}
    return "; ".join(sorted({h for claim in incident.claims if (h := known.get(claim.id))}))


def notes(incident: Incident, share: Share, toll_of: Deaths | None) -> str:
    """What does not fit into the columns: the range and its rule, what it rests on, the caveat."""
    said = [CAVEAT]
    if toll_of:
        high = "open" if toll_of.high is None else str(toll_of.high)
        said.append(f"Killed: {toll_of.low} to {high}, best {toll_of.best} ({toll_of.rule}).")
    if any(claim.time is not None and claim.time.inferred for claim in incident.claims):
        said.append("Days counted from an inferred day of publication.")
    if incident.suggested:
        said.append("Put together by an engine, not reviewed.")
    said.append(f"Originals: {archives(incident, share) or 'not named'}.")
    return " ".join(said)
