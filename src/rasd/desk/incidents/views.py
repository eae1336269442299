"""The list of incidents, and one of them: matrix, reports over time, pairs to confirm, the figures that follow."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.generic import TemplateView, View

from rasd.desk.access import Allowed
from rasd.desk.incidents.lines import Line, line_of
from rasd.desk.incidents.listing import Asking, Lines
from rasd.desk.incidents.pairs import pairs_of
from rasd.desk.incidents.timeline import timeline
from rasd.desk.linked import linked
from rasd.desk.map.placing import spot_of
from rasd.desk.roles import Role, role_of
from rasd.desk.wording import STATUSES, how_many
from rasd.exporting.captions import Wording
from rasd.model import Incident
from rasd.tallying.cells import Cell, tally
from rasd.tallying.matrix import Measure, Said, matrix

#: Incidents on a page, and claims listed of one.
SHOWN, CLAIMS = 50, 200


class Incidents(Allowed, TemplateView):
    """All incidents that fit."""

    role = Role.viewer
    template_name = "desk/incidents/incidents.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """A page of them."""
        found = linked()
        words = Wording(get_language()[:2])
        form = Asking(self.request.GET, words)
        query = self.request.GET.copy()
        query.pop("page", None)
        told: dict[str, Any] = {"form": form, "found": found, "query": query.urlencode()}
        if found is not None:
            chosen = Lines(found.file, form.wanted(found.file), words)
            page: Page[Line] = Paginator(chosen, SHOWN).get_page(self.request.GET.get("page"))
            told |= {"page_obj": page, "lines": list(page), "total": len(chosen)}
        told["may_merge"] = (role_of(self.request.user) or Role.viewer) >= Role.editor
        return super().get_context_data(**told, **given)


class Told(NamedTuple):
    """A cell of the matrix: what a source says, in signs and in its words."""

    figure: str
    status: str
    said: Said


class MatrixRow(NamedTuple):
    """What is counted, and what each source says of it, in the order of the sources."""

    what: str
    object: str
    measure: Measure
    cells: list[list[Told]]


class IncidentPage(Allowed, TemplateView):
    """One incident."""

    role = Role.viewer
    template_name = "desk/incidents/incident.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """All that is known of it."""
        found = linked(wait=10.0)
        incident = found.file.incident(given["id"]) if found else None
        if found is None or incident is None:
            raise Http404
        words = Wording(get_language()[:2], [incident])
        within, between = pairs_of(incident, found.file)
        lines = timeline(incident)
        cells = [(words.code(cell.action), words.code(cell.object), cell) for cell in _cells(incident)]
        table = matrix(incident)
        names = [words.value("agent", source) for source in table.sources]
        role = role_of(self.request.user) or Role.viewer
        return super().get_context_data(
            found=found, incident=incident, line=line_of(incident).in_words(words), spot=spot_of(incident),
            sources=names, rows=_rows(table.measures, table.sources, words), lines=lines, cells=cells,
            within=within, between=between, reviews=found.file.reviews(claim.id for claim in incident.claims),
            may_judge=role >= Role.reviewer, may_split=role >= Role.editor, **given,
        )  # fmt: skip


def _rows(measures: tuple[Measure, ...], sources: tuple[str, ...], words: Wording) -> list[MatrixRow]:
    rows = []
    for measure in measures:
        cells: list[list[Told]] = [[] for _ in sources]
        for said in measure.said:
            status = "" if said.status == "asserted" else str(STATUSES[said.status])
            told = Told(how_many(said.count), status, said)
            cells[sources.index(said.source)].append(told)
        rows.append(MatrixRow(words.code(measure.action), words.code(measure.object), measure, cells))
    return rows


def _cells(incident: Incident) -> tuple[Cell, ...]:
    return tally([incident], ["object"]).cells


class OfClaim(Allowed, View):
    """Leads from a claim to the incident that it belongs to now."""

    role = Role.viewer

    def get(self, request: HttpRequest, claim: str) -> HttpResponse:
        """Go there."""
        found = linked(wait=10.0)
        incident = found.incident_of(claim) if found else None
        if incident is None:
            raise Http404
        return redirect("incident", incident)
