"""Claims in the reader's language: actions and objects, numbers, days, names."""

from __future__ import annotations

import datetime
import functools
from typing import Any

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from rasd.desk.preferring import digits as chosen
from rasd.model import Count, Party, Place, Speaker, Time

_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
Text = str | Promise

REVIEWS: dict[str, Text] = {
    "": gettext_lazy("to be reviewed"),
    "accepted": gettext_lazy("accepted"),
    "corrected": gettext_lazy("corrected"),
    "rejected": gettext_lazy("rejected"),
}
STATUSES: dict[str, Text] = {
    "asserted": gettext_lazy("asserted"),
    "alleged": gettext_lazy("alleged"),
    "denied": gettext_lazy("denied"),
}
SCOPES: dict[str, Text] = {
    "single": gettext_lazy("one incident"),
    "cumulative": gettext_lazy("since a day"),
    "summary": gettext_lazy("several incidents"),
}
STANCES: dict[str, Text] = {
    "says": pgettext_lazy("stance", "says"),
    "claims": pgettext_lazy("stance", "claims"),
    "denies": pgettext_lazy("stance", "denies"),
}
QUALIFIERS: dict[str, Text] = {
    "exact": gettext_lazy("exactly"),
    "approx": gettext_lazy("about"),
    "at_least": gettext_lazy("at least"),
    "at_most": gettext_lazy("at most"),
    "range": gettext_lazy("from … to …"),
    "vague": gettext_lazy("several, no number"),
    "implicit": gettext_lazy("one, without a numeral"),
}
UNITS: dict[str, Text] = {
    "item": gettext_lazy("pieces or persons"),
    "km": gettext_lazy("km"),
    "m": gettext_lazy("m"),
    "km2": gettext_lazy("km²"),
    "dunam": gettext_lazy("dunams"),
    "percent": gettext_lazy("per cent"),
    "hour": gettext_lazy("hours"),
    "day": gettext_lazy("days"),
}


def is_arabic() -> bool:
    """Whether the page is in Arabic."""
    return (get_language() or "").startswith("ar")


def localised(text: str) -> str:
    """A text with the digits that the person reads."""
    return text.translate(_ARABIC) if chosen.get() == "arab" else text


def numeral(value: float | None) -> str:
    """A number with its thousands set apart."""
    if value is None:
        return ""
    text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    if chosen.get() == "arab":
        text = text.translate(_ARABIC).replace(",", "٬").replace(".", "٫")
    return text


def date(value: datetime.date | str | None) -> str:
    """A day in the local form; nothing for none, or for what is no day."""
    try:
        found = datetime.date.fromisoformat(value[:10]) if isinstance(value, str) else value
    except ValueError:
        return ""
    return localised(formats.date_format(found, "j F Y")) if found else ""


@functools.cache
def _names() -> dict[str, tuple[str, str]]:
    """Code of an action or object → Arabic and English name."""
    from rasd.codebook.book import load

    documents = load().documents
    entries = [*documents["actions.yaml"], *documents["objects.yaml"]]
    return {entry["code"]: (entry["ar"], entry["en"]) for entry in entries}


def coded(code: str | None) -> str:
    """The name of an action or object."""
    if not code:
        return ""
    arabic, english = _names().get(code, (code, code))
    return arabic if is_arabic() else english


def codes(known: frozenset[str]) -> list[tuple[str, str]]:
    """Codes with their names, by name, to choose from."""
    return sorted(((code, coded(code)) for code in known), key=lambda pair: pair[1])


def actor(id: str | None, fallback: str = "") -> str:
    """The neutral name of an actor."""
    from rasd.codebook.book import load

    entry: dict[str, Any] | None = load().actors.get(id or "")
    return str(entry["ar" if is_arabic() else "en"]) if entry else fallback


def named(party: Party | Speaker | None) -> str:
    """A party or speaker: the neutral name where one is certain, else the report's words."""
    return actor(party.id, party.name or party.text) if party else ""


def where(place: Place | None) -> str:
    """A place: in Arabic as the report words it, else by its name."""
    if place is None:
        return ""
    name = place.text if is_arabic() or not place.name else place.name
    return f"{name} ({place.country})" if place.country and place.country not in name else name


def how_many(count: Count) -> str:
    """A measure in words: number, how exact, unit."""
    low, high = numeral(count.low), numeral(count.high)
    form = {
        "approx": _("about %(n)s"),
        "at_least": _("at least %(n)s"),
        "at_most": _("at most %(n)s"),
    }.get(count.qualifier or "", "%(n)s")
    if low and high and low != high:
        told = f"{low}–{high}"
    elif count.qualifier == "vague":
        told = _("several")
    else:
        told = form % {"n": low or high} if low or high else ""
    return f"{told} {UNITS[count.unit]}" if told and count.unit != "item" and count.unit in UNITS else told


def when(time: Time | None) -> str:
    """The days of a claim."""
    if time is None:
        return ""
    start, end = date(time.start), date(time.end)
    return f"{start} – {end}" if start and end and start != end else start or end
