"""The map with its histogram and its table, and what the map asks for as it is moved."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from rasd.desk.access import Allowed
from rasd.desk.incidents.lines import Line
from rasd.desk.map.background import labels
from rasd.desk.map.layers import layers, origin_of
from rasd.desk.map.placing import OWN_DOTS, Sign, Spot, signs, spot_of
from rasd.desk.map.projecting import FIRST_ZOOM, LAST_ZOOM, Box, box_of, km_a_dot
from rasd.desk.map.seeking import FILTER, Sought, sought
from rasd.desk.roles import Role, role_of
from rasd.desk.wording import is_arabic, numeral
from rasd.exporting.captions import Wording

#: Incidents on a page of the table.
SHOWN = 50
_WORLD = Box(-180, -85, 180, 85)
_JSON = {"ensure_ascii": False, "separators": (",", ":")}


class Row(NamedTuple):
    """An incident in the table, and where it is on the map."""

    line: Line
    spot: Spot | None


def told_of(request: HttpRequest, seen: Sought) -> dict[str, Any]:
    """What the table shows of what is sought: a page of it, and how much of it the map cannot show."""
    query = request.GET.copy()
    query.pop("page", None)
    told: dict[str, Any] = {"found": seen.found, "form": seen.form, "query": query.urlencode(), "area": seen.area}
    query.pop("area", None)
    told["everywhere"] = query.urlencode()
    if seen.found is None:
        return told
    here = seen.here
    page = Paginator(here.incidents, SHOWN).get_page(request.GET.get("page"))
    words = Wording("ar" if is_arabic() else "en")
    lines = seen.found.file.lines(incident.id for incident in page)
    spot = {incident.id: spot_of(incident) for incident in page}
    rows = [Row(line.in_words(words), spot[line.id]) for line in lines]
    return {**told, **here.kinds, "page_obj": page, "rows": rows, "total": len(here.incidents)}


class Map(Allowed, TemplateView):
    """The page: filter, map, histogram, table."""

    role = Role.viewer
    template_name = "desk/map/map.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """All that stands on it before the map is moved."""
        seen = sought(self.request.GET)
        told = told_of(self.request, seen)
        filters = self.request.GET.copy()
        for name in [name for name in filters if name not in FILTER]:
            del filters[name]
        have = layers()
        chart = seen.fitting.chart
        chosen = [at for at, bar in enumerate(chart.bars) if _is_chosen(seen, bar.first, bar.last)]
        return super().get_context_data(
            chart=chart, chosen=chosen, first_chosen=min(chosen, default=0), last_chosen=max(chosen, default=0),
            filters=filters.urlencode(), whole=seen.fitting.whole, begin=seen.begin, end=seen.end,
            layers=have, host=origin_of(have.tiles) if have.tiles else "",
            may_set=(role_of(self.request.user) or Role.viewer) >= Role.administrator,
            **told, **given,
        )  # fmt: skip

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        """The page; pictures of the one server of tiles are let in, if one is set."""
        answer = super().render_to_response(context, **options)
        if context["host"]:
            answer._csp_update = {"img-src": [context["host"]]}  # type: ignore[attr-defined]  # as django-csp has it
        return answer


def _is_chosen(seen: Sought, first: str, last: str) -> bool:
    return not (seen.begin and last < seen.begin) and not (seen.end and first > seen.end)


class Table(Allowed, TemplateView):
    """The table alone, for another stretch of time or another area."""

    role = Role.viewer
    template_name = "desk/map/table.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """A page of it."""
        return super().get_context_data(**told_of(self.request, sought(self.request.GET)), **given)


class Drawn(Allowed, View):
    """What is drawn of incidents on a part of the map."""

    role = Role.viewer

    def get(self, request: HttpRequest) -> HttpResponse:
        """The circles, the largest numbers first."""
        seen = sought(request.GET)
        box, zoom = _part(request)
        found = signs(seen.within.placed, box, zoom)
        return JsonResponse({"signs": [_told(sign, zoom) for sign in found]}, json_dumps_params=_JSON)


def _told(sign: Sign, zoom: int) -> dict[str, Any]:
    title = ngettext("%(shown)s incident", "%(shown)s incidents", sign.number) % {"shown": numeral(sign.number)}
    return {
        "lat": round(sign.lat, 5),
        "lon": round(sign.lon, 5),
        "km": round(sign.km, 2),
        "number": numeral(sign.number),
        "places": sign.places,
        "large": sign.km / km_a_dot(sign.lat, zoom) > OWN_DOTS,
        "title": title,
        "names": ["".join(filter(str.isprintable, name)) for name in sign.names],
        "area": sign.area.text,
        "box": [round(value, 4) for value in sign.box],
    }


class Places(Allowed, View):
    """The quiet background of a part of the map."""

    role = Role.viewer

    def get(self, request: HttpRequest) -> HttpResponse:
        """Places with their Arabic names; kept by the browser for an hour."""
        answer = JsonResponse({"places": labels(*_part(request))}, json_dumps_params=_JSON)
        answer["Cache-Control"] = "private, max-age=3600"
        return answer


def _part(request: HttpRequest) -> tuple[Box, int]:
    """Which part of the map is asked for, and at which zoom; the world for what is none."""
    try:
        zoom = int(request.GET.get("zoom", ""))
    except ValueError:
        zoom = FIRST_ZOOM
    return box_of(request.GET.get("box", "")) or _WORLD, max(FIRST_ZOOM, min(LAST_ZOOM, zoom))
