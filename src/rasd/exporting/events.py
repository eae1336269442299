"""Events: what the event codings of the field have in common — sides, tolls, precision — from an incident of ours.

Nothing is guessed: what the claims do not say stays empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from rasd.codebook.book import load
from rasd.exporting.tables import CAVEAT, Share, toll
from rasd.model import Claim, Incident, Party
from rasd.tallying.figures import Figure, figure_of
from rasd.tallying.sources import Copies, days_of, distinct, party_name, wholes

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
    """Who was killed, as far as it is said; ``high`` is None where it is open or nothing is said.

    ``fighters`` are those of any side; ``of_one`` and ``of_other`` those known to be of the one who did it and of the
    one to whom it was done.
    """

    low: int
    best: int
    high: int | None
    civilians: int
    fighters: int
    of_one: int
    of_other: int
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
    one, other = sides(incident)
    of_one, of_other = _fallen(incident, one, other), _fallen(incident, other, one)
    fighters = min(best - civilians, max(_best(incident, "person.combatant"), of_one + of_other))
    of_one = min(fighters, of_one)
    of_other = min(fighters - of_one, of_other)
    high = None if figure.high is None else round(figure.high)
    return Deaths(round(figure.low), best, high, civilians, fighters, of_one, of_other, figure.rule)


def _fallen(incident: Incident, side: Side, against: Side) -> int:
    """How many fighters of a side were killed, as claims say that tell whose they were."""

    def is_of(claim: Claim, one: Side) -> bool:
        of, when = claim.patient.id if claim.patient else None, days_of(claim)
        return bool(of and one.id) and (
            of == one.id or one.id in wholes(of or "", when) or of in wholes(one.id or "", when)
        )

    heard = [c for c in distinct(incident.claims) if c.action == "killed" and c.count.unit == "item"]
    own = [c for c in heard if c.scope == "single" and is_of(c, side) and not is_of(c, against)]
    figure = figure_of(own, "person.combatant", Copies(incident))
    return round(figure.best) if figure and figure.accounts else 0


def dead_fighters(toll_of: Deaths | None, one: Side, other: Side) -> str | None:
    """Of which sides the dead fighters were, in a sentence; None where none are told of."""
    if toll_of is None or not toll_of.fighters:
        return None
    unknown = toll_of.fighters - toll_of.of_one - toll_of.of_other
    named = ((toll_of.of_one, one.name or "actor 1"), (toll_of.of_other, other.name or "actor 2"))
    told = [f"{number} of {name}" for number, name in named if number]
    told += [f"{unknown} of a side that is not said"] if unknown else []
    return f"Fighters killed: {', '.join(told)}."


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
    if fighters := dead_fighters(toll_of, *sides(incident)):
        said.append(fighters)
    if any(claim.time is not None and claim.time.inferred for claim in incident.claims):
        said.append("Days counted from an inferred day of publication.")
    if incident.suggested:
        said.append("Put together by an engine, not reviewed.")
    said.append(f"Originals: {archives(incident, share) or 'not named'}.")
    return " ".join(said)
