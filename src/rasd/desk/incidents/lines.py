"""How an incident stands in a list: what is shown of it, whatever the language."""

from __future__ import annotations

from typing import NamedTuple

from rasd.exporting.captions import Wording
from rasd.model import Incident
from rasd.tallying.figures import Figure, figure_of
from rasd.tallying.sources import Copies, distinct

#: Outlets that are kept of a line: one more than are shown.
OUTLETS = 5


class Line(NamedTuple):
    """An incident in the list."""

    id: str
    what: str
    #: Where, as reports word it, and its name in English where the gazetteer has one.
    place: str | None
    name: str | None
    start: str | None
    end: str | None
    outlets: list[str]
    reports: int
    claims: int
    suggested: int
    killed: Figure | None
    wounded: Figure | None
    is_summary: bool
    #: Whether a person has judged that reports in it tell of one incident.
    is_confirmed: bool

    def in_words(self, words: Wording) -> Line:
        """The same, with what happened in words; in Arabic a place is named as reports word it."""
        return self._replace(what=words.code(self.what), name=None if words.is_rtl else self.name)


def line_of(incident: Incident) -> Line:
    """How an incident stands in the list; what happened as its code."""
    outlets = dict.fromkeys(claim.outlet or claim.report for claim in incident.claims)
    return Line(
        id=incident.id,
        what=incident.what,
        place=incident.place.text if incident.place else None,
        name=incident.place.name if incident.place else None,
        start=incident.start,
        end=incident.end,
        outlets=list(outlets)[:OUTLETS],
        reports=len({claim.report for claim in incident.claims}),
        claims=len({claim.id for claim in incident.claims if not claim.restates}),
        suggested=incident.suggested,
        killed=_figure(incident, "killed"),
        wounded=_figure(incident, "wounded"),
        is_summary=incident.kind == "summary",
        is_confirmed=any(held.by_person and held.verdict == "same" for held in incident.judgements),
    )


def _figure(incident: Incident, action: str) -> Figure | None:
    claims = [claim for claim in distinct(incident.claims) if claim.action == action and claim.scope == "single"]
    figure = figure_of(claims, "person", Copies(incident)) if claims else None
    return figure and figure._replace(accounts=(), vague=())
