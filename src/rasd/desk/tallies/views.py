"""The tally, the claims behind a cell, and the picture."""

from __future__ import annotations

import hashlib
import json
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language, get_language_bidi
from django.views.generic import TemplateView, View

from rasd.desk.access import Allowed
from rasd.desk.faults import worded
from rasd.desk.linked import Linked, linked
from rasd.desk.opening import ledger
from rasd.desk.roles import Role, role_of
from rasd.desk.tallies.asking import AXES, Asking
from rasd.desk.tallies.keeping import kept_tally
from rasd.desk.tallies.wording import rule_in_words
from rasd.desk.wording import STATUSES, date, month
from rasd.errors import UsageError
from rasd.exporting.captions import Wording
from rasd.exporting.formats import FORMATS
from rasd.exporting.sharing import sharing_named
from rasd.exporting.tables import Share, share_of
from rasd.model import Claim, Sharing
from rasd.tallying.cells import Cell, Tally
from rasd.tallying.filtering import ALL, Filter

#: Rows on a page.
ROWS, CLAIMS = 150, 50


class Row(NamedTuple):
    """A cell in words: the values of its columns, what is counted, and by what it is found again."""

    values: list[str]
    action: str
    object: str
    cell: Cell
    id: str
    by: tuple[str, ...]

    @property
    def columns(self) -> list[tuple[Any, str]]:
        """The names of its columns, each with the value."""
        return [(AXES[axis], value) for axis, value in zip(self.by, self.values, strict=True)]


def id_of(cell: Cell) -> str:
    """By which a cell is found again: its column values and measure, whatever its figures."""
    of = [cell.key, cell.action, cell.object, cell.unit, cell.within]
    return hashlib.sha256(json.dumps(of, sort_keys=True).encode()).hexdigest()[:16]


def wording(found: Linked | None) -> Wording:
    """Names in the reader's language."""
    return Wording(get_language()[:2], found.file.bare() if found else ())


def query_of(given: QueryDict, *without: str) -> str:
    """The filters of an address, without some."""
    kept = given.copy()
    for name in ("page", "cell", *without):
        kept.pop(name, None)
    return kept.urlencode()


class Tallies(Allowed, TemplateView):
    """Losses as ranges; every cell leads to its claims."""

    role = Role.viewer
    template_name = "desk/tallies/tallies.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """The cells asked for, or why there are none."""
        found = linked()
        form = Asking(self.request.GET)
        told: dict[str, Any] = {"form": form, "found": found, "query": query_of(self.request.GET)}
        if found is not None and form.is_valid():
            try:
                told |= self._answer(kept_tally(found, form), found)
            except UsageError as error:
                form.add_error(None, worded(error))
        may_export = (role_of(self.request.user) or Role.viewer) >= Role.publisher
        told |= {"formats": list(FORMATS), "sharings": list(Sharing), "may_export": may_export}
        return super().get_context_data(**told, **given)

    def _answer(self, tally: Tally, found: Linked) -> dict[str, Any]:
        words = wording(found)
        page = Paginator(tally.cells, ROWS).get_page(self.request.GET.get("page"))
        rows = [_row(cell, tally.by, words) for cell in page]
        return {"tally": tally, "columns": [AXES[axis] for axis in tally.by], "rows": rows, "page_obj": page}


def _row(cell: Cell, by: tuple[str, ...], words: Wording) -> Row:
    values = [_value(axis, cell.key[axis], words) for axis in by]
    return Row(values, words.code(cell.action), words.code(cell.object), cell, id_of(cell), by)


def _value(axis: str, value: str | None, words: Wording) -> str:
    """A value of a column; days and months as people write them."""
    if axis == "day" and value:
        return date(value)
    return month(value) if axis == "month" and value else words.value(axis, value)


class Behind(Allowed, TemplateView):
    """The claims behind one cell, each with its words."""

    role = Role.viewer
    template_name = "desk/tallies/claims.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """The claims of the cell that the address names."""
        found, form = linked(wait=20.0), Asking(self.request.GET)
        if found is None or not form.is_valid():
            raise Http404
        tally = kept_tally(found, form)
        cell = next((cell for cell in tally.cells if id_of(cell) == self.request.GET.get("cell")), None)
        if cell is None:
            raise Http404
        words = wording(found)
        page = Paginator(_claims(found, cell), CLAIMS).get_page(self.request.GET.get("page"))
        query = f"{query_of(self.request.GET)}&cell={id_of(cell)}"
        rules = [(rule_in_words(rule), number) for rule, number in cell.rules.items()]
        return super().get_context_data(
            row=_row(cell, tally.by, words), columns=[AXES[axis] for axis in tally.by], rules=rules, claims=page,
            page_obj=page, query=query, back=query_of(self.request.GET), statuses=STATUSES, found=found, **given,
        )  # fmt: skip


def _claims(found: Linked, cell: Cell) -> list[tuple[Claim, str]]:
    """The claims of a cell, each with the incident it belongs to; those told without a number come with the others."""
    own = {*cell.claims, *cell.vague}
    behind = []
    for id in cell.incidents:
        incident = found.file.incident(id)
        seen: dict[str, Claim] = {}
        for claim in incident.claims if incident else ():
            if claim.id in own:
                seen.setdefault(claim.id, claim)
        behind += [(claim, id) for claim in seen.values()]
    return behind


def share(found: Linked, sharing: Sharing, asked: Filter = ALL) -> Share:
    """What may go out of what the ledger tells and is asked for."""
    incidents = list(found.incidents)
    claims = [claim for incident in incidents for claim in incident.claims]
    return share_of(
        claims, incidents, sharing, reviews=found.file.reviews(), desk_ids=found.desk_ids, of=asked,
        rejected=ledger().claims(review="rejected"),
    )  # fmt: skip


class Plot(Allowed, View):
    """The picture of what is seen: on the page of the table's own figures; to be taken along, for the public.

    A publisher may ask for another level.
    """

    role = Role.viewer

    def get(self, request: HttpRequest) -> HttpResponse:
        """An SVG; one that says why there is none, where nothing can be drawn."""
        from rasd.exporting import drawing, plots

        found, form = linked(wait=20.0), Asking(request.GET)
        if found is None or not form.is_valid():
            raise Http404
        sharing = _level(request)
        plot = plots.Plot(plots.plotted(form.cleaned_data["by"]))
        try:
            picture = plots.picture_of(share(found, sharing, form.asked()), plot, get_language()[:2])
        except UsageError as error:
            if "download" in request.GET:
                raise
            return _no_picture(request, worded(error))
        answer = HttpResponse(drawing.drawn(picture, ".svg"), content_type="image/svg+xml")
        if "download" in request.GET:
            answer["Content-Disposition"] = f'attachment; filename="rasd-{sharing.value}.svg"'
        return answer


def _no_picture(request: HttpRequest, told: str) -> HttpResponse:
    """An image with words: the page shows it where the picture would be."""
    rtl = get_language_bidi()
    return render(request, "desk/tallies/no_picture.svg", {"told": told, "rtl": rtl}, content_type="image/svg+xml")


def _level(request: HttpRequest) -> Sharing:
    """To whom a picture goes: on the page to whoever sees the table, from the page to the public."""
    if not {"download", "sharing"} & set(request.GET):
        return Sharing.internal
    sharing = sharing_named(request.GET.get("sharing", "public"))
    return sharing if (role_of(request.user) or Role.viewer) >= Role.publisher else Sharing.public
