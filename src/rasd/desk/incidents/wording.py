"""Figures, statuses and reasons of incidents in the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rasd.desk.templatetags.desk import number
from rasd.model import Count

STATUSES: dict[str, str | Promise] = {"asserted": "", "alleged": _("alleged"), "denied": _("denied")}
UNITS: dict[str, str | Promise] = {
    "km": _("km"),
    "m": _("m"),
    "km2": _("km²"),
    "dunam": _("dunams"),
    "percent": _("per cent"),
    "hour": _("hours"),
    "day": _("days"),
}
#: The features of the engine's judgements. Their weights stand in the codebook.
FEATURES: dict[str, str | Promise] = {
    "wording": _("shared wording"),
    "closest": _("the closest in wording"),
    "beginning": _("the same beginning"),
    "original": _("one original"),
    "named_places": _("the same places named"),
    "same_place": _("the same place"),
    "near": _("places near each other"),
    "other_place": _("other places"),
    "far": _("places far apart"),
    "same_day": _("the same day"),
    "other_day": _("other days"),
    "published_apart": _("published days apart"),
    "same_figures": _("the same figures"),
    "other_killed": _("other figures of killed"),
    "other_wounded": _("other figures of wounded"),
    "same_parties": _("the same parties"),
    "other_parties": _("other parties"),
    "same_persons": _("the same persons named"),
    "same_acts": _("the same acts"),
    "other_acts": _("other acts"),
    "aside": _("mentioned beside the subject"),
}


def range_of(count: Count) -> str:
    """A measure in a few signs, with the reader's digits."""
    unit = f" {UNITS[count.unit]}" if count.unit in UNITS else ""
    if count.low is None and count.high is None:
        return gettext("some") + unit if count.qualifier == "vague" else ""
    return _bounds(count.low, count.high, count.qualifier) + unit


def _bounds(low: float | None, high: float | None, qualifier: str | None) -> str:
    if low is None:
        return f"≤ {number(high)}"
    if high is None:
        return f"≥ {number(low)}"
    if low != high:
        return f"{number(low)}–{number(high)}"
    return f"≈ {number(low)}" if qualifier == "approx" else number(low)
