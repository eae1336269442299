"""Which incidents are asked for, and how they stand in the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from rasd.codebook.schema import ACTIONS
from rasd.exporting.captions import Wording
from rasd.model import Claim, Incident
from rasd.tallying.figures import Figure, figure_of
from rasd.tallying.filtering import lies_in
from rasd.tallying.sources import Copies, distinct

_DATE = {"type": "date"}
ORDERS: dict[str, Callable[[Incident], Any]] = {
    "newest": lambda incident: (incident.end or "", incident.id),
    "reports": lambda incident: (len({claim.report for claim in incident.claims}), incident.id),
    "suggested": lambda incident: (incident.suggested, incident.id),
}


class Asking(forms.Form):
    """What incidents are looked for."""

    what = forms.ChoiceField(label=_("What happened"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(_DATE))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(_DATE))
    place = forms.CharField(label=_("Place, province or country"), max_length=100, required=False)
    actor = forms.CharField(label=_("Actor (name or id)"), max_length=100, required=False)
    order = forms.ChoiceField(
        label=_("First"),
        required=False,
        choices=[
            ("newest", _("the newest")),
            ("reports", _("those most reported")),
            ("suggested", _("those with most links to confirm")),
        ],
    )

    def __init__(self, data: Any, words: Wording) -> None:
        super().__init__(data)
        choices = [("", _("anything")), *((code, words.code(code)) for code in sorted(ACTIONS))]
        self.fields["what"].choices = choices  # type: ignore[attr-defined]

    def chosen(self, incidents: Iterable[Incident]) -> list[Incident]:
        """The incidents that fit, in the order asked for."""
        asked = self.cleaned_data if self.is_valid() else {}
        found = [incident for incident in incidents if _fits(incident, asked)]
        return sorted(found, key=ORDERS[asked.get("order") or "newest"], reverse=True)


def _fits(incident: Incident, asked: dict[str, Any]) -> bool:
    since, until = asked.get("since"), asked.get("until")
    if asked.get("what") and not any(claim.action == asked["what"] for claim in incident.claims):
        return False
    if since and (incident.end or "") < since.isoformat():
        return False
    if until and (incident.start or "9999") > until.isoformat():
        return False
    if asked.get("place") and not lies_in(incident, asked["place"]):
        return False
    return not asked.get("actor") or any(_names(claim, asked["actor"].strip()) for claim in incident.claims)


def _names(claim: Claim, actor: str) -> bool:
    """Whether a party of the claim is this actor, by its id or by a part of its name."""
    parties = [party for party in (claim.agent, claim.patient) if party]
    return any(actor == party.id or actor in party.text or actor in (party.name or "") for party in parties)


class Line(NamedTuple):
    """An incident in the list."""

    id: str
    what: str
    place: str | None
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


def line_of(incident: Incident, words: Wording) -> Line:
    """How an incident stands in the list."""
    outlets = dict.fromkeys(claim.outlet or claim.report for claim in incident.claims)
    return Line(
        id=incident.id,
        what=words.code(incident.what),
        place=incident.place.text if incident.place else None,
        start=incident.start,
        end=incident.end,
        outlets=list(outlets),
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
    return figure_of(claims, "person", Copies(incident)) if claims else None
