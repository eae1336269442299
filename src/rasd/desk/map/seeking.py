"""What the map and its table show: the incidents of a filter, those of a stretch of time, those of an area."""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language

from rasd.desk.incidents.listing import Asking
from rasd.desk.linked import Linked, linked
from rasd.desk.map.histogram import Histogram, histogram
from rasd.desk.map.placing import Spot, spot_of, spots, whole
from rasd.desk.map.projecting import Box, box_of
from rasd.exporting.captions import Wording
from rasd.model import Incident

#: What of an address is the filter; the rest narrows what the filter leaves.
FILTER = ("what", "since", "until", "place", "actor", "order")
#: How many filters are kept in mind, all of one state of the ledger.
_KEPT = 16
_kept: dict[tuple[Any, ...], Chosen] = {}
#: All incidents of the last state that was asked for, without their claims: where and when they happened.
_all: dict[tuple[Any, ...], dict[str, Incident]] = {}
#: An area is met by points that are this near to it, in degrees.
_NEAR = 1e-4


class Stretch(forms.Form):
    """The days that the slider has chosen."""

    begin = forms.DateField(required=False)
    end = forms.DateField(required=False)


class Chosen:
    """Some incidents, and what is drawn of all of them: worked out when it is first asked for."""

    def __init__(self, incidents: Sequence[Incident]) -> None:
        self.incidents = incidents

    @functools.cached_property
    def placed(self) -> dict[tuple[float, float, float], list[Spot]]:
        """Where they happened."""
        return spots(self.incidents)

    @functools.cached_property
    def whole(self) -> Box | None:
        """The part of the map to begin with."""
        return whole(self.placed)

    @functools.cached_property
    def chart(self) -> Histogram:
        """When they began."""
        return histogram(one for one in self.incidents if one.kind == "single")

    @functools.cached_property
    def kinds(self) -> Counter[str]:
        """How many of them are ``placed``, ``unplaced``, or ``totals`` over several."""
        return Counter(
            "totals" if one.kind != "single" else "placed" if spot_of(one) else "unplaced" for one in self.incidents
        )


@dataclasses.dataclass(frozen=True)
class Sought:
    """The form, all incidents (none while they are linked), those that fit, and those of the time and area chosen."""

    form: Asking
    found: Linked | None
    fitting: Chosen
    within: Chosen
    begin: str | None
    end: str | None
    area: Box | None

    @property
    def here(self) -> Chosen:
        """Those of the time that happened in the area, if one is chosen: what the table shows."""
        if self.area is None:
            return self.within
        return Chosen([one for one in self.within.incidents if _lies(one, self.area)])


def sought(asked: QueryDict, wait: float | None = None) -> Sought:
    """What an address asks for."""
    form = Asking(asked, Wording((get_language() or "ar")[:2]))
    found = linked(wait)
    fitting = _fitting(form, found) if found is not None else Chosen(())
    stretch = Stretch(asked)
    days = stretch.cleaned_data if stretch.is_valid() else {}
    begin, end = _iso(days.get("begin")), _iso(days.get("end"))
    within = fitting
    if begin or end:
        within = Chosen([one for one in fitting.incidents if meets(one, begin, end)])
    return Sought(form, found, fitting, within, begin, end, box_of(asked.get("area", "")))


def _fitting(form: Asking, found: Linked) -> Chosen:
    """Those of the filter, kept a while: moving the map asks for the same ones again."""
    asked = form.cleaned_data if form.is_valid() else {}
    of = (found.file.path, found.state)
    key = (of, *(str(asked.get(name) or "") for name in FILTER))
    if key in _kept:
        return _kept[key]
    all_of = _all.get(of)
    if all_of is None:
        _all.clear()
        all_of = _all[of] = {incident.id: incident for incident in found.file.bare()}
    ids = found.file.ids(*form.wanted(found.file))
    chosen = Chosen([all_of[id] for id in ids if id in all_of])
    for other in [old for old in list(_kept) if old[0] != of] if len(_kept) < _KEPT else list(_kept):
        _kept.pop(other, None)
    _kept[key] = chosen
    return chosen


def meets(incident: Incident, begin: str | None, end: str | None) -> bool:
    """Whether an incident may have happened on one of these days; one without days may not be said to have."""
    first, last = incident.start or incident.end, incident.end or incident.start
    return bool(first and last) and not (begin and str(last) < begin) and not (end and str(first) > end)


def _lies(incident: Incident, area: Box) -> bool:
    spot = spot_of(incident)
    if spot is None or incident.kind != "single":
        return False
    return area.west - _NEAR <= spot.lon <= area.east + _NEAR and area.south - _NEAR <= spot.lat <= area.north + _NEAR


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
