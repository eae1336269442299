"""Claims in the reader's language: actions and objects, numbers, days, names."""

from __future__ import annotations

import datetime
import functools
from typing import Any

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, npgettext, pgettext_lazy
from django.utils.translation import gettext as _

from rasd.desk.preferring import digits as chosen
from rasd.exporting.captions import country_name, name_of_place, name_of_unit
from rasd.model import Count, Party, Place, Speaker, Time

_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
Text = str | Promise

REVIEWS: dict[str, Text] = {
    "": gettext_lazy("to be reviewed"),
    "accepted": gettext_lazy("accepted"),
    "corrected": gettext_lazy("corrected"),
    "rejected": gettext_lazy("rejected"),
    "disputed": gettext_lazy("disputed"),
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

#: What actors of the codebook are.
KINDS: dict[str, Text] = {
    "agency": gettext_lazy("news agency"),
    "army": gettext_lazy("army"),
    "coalition": gettext_lazy("coalition"),
    "community": gettext_lazy("community"),
    "force": gettext_lazy("armed force"),
    "government": gettext_lazy("government"),
    "group": gettext_lazy("armed group"),
    "intelligence": gettext_lazy("intelligence service"),
    "militia": gettext_lazy("militia"),
    "ministry": gettext_lazy("ministry"),
    "monitor": gettext_lazy("monitor"),
    "ngo": gettext_lazy("organisation"),
    "office": gettext_lazy("office or body"),
    "outlet": gettext_lazy("outlet"),
    "party": gettext_lazy("political party"),
    "person": gettext_lazy("person"),
    "police": gettext_lazy("police"),
    "rescue": gettext_lazy("rescue service"),
    "state": pgettext_lazy("actor", "state"),
    "un": gettext_lazy("body of the United Nations"),
}

#: What places of the gazetteer are.
PLACES: dict[str, Text] = {
    "admin1": gettext_lazy("province"),
    "admin2": gettext_lazy("district"),
    "airport": gettext_lazy("airport"),
    "base": gettext_lazy("base"),
    "camp": gettext_lazy("camp"),
    "country": gettext_lazy("country"),
    "crossing": gettext_lazy("crossing"),
    "hill": gettext_lazy("hill"),
    "neighbourhood": gettext_lazy("neighbourhood"),
    "region": gettext_lazy("region"),
    "river": gettext_lazy("river"),
    "road": gettext_lazy("road"),
    "sea": gettext_lazy("sea"),
    "settlement": gettext_lazy("settlement"),
    "site": gettext_lazy("site"),
    "town": gettext_lazy("town"),
    "village": gettext_lazy("village"),
}


def is_arabic() -> bool:
    """Whether the page is in Arabic."""
    return (get_language() or "").startswith("ar")


def language() -> str:
    """The language of the page, by its two letters."""
    return "ar" if is_arabic() else "en"


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


def month(value: str) -> str:
    """A month, as tallies name it, in the local form."""
    return localised(formats.date_format(datetime.date.fromisoformat(f"{value}-01"), "F Y"))


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
    within = country(place.country)
    return f"{name} ({within})" if within and within not in name else name


def country(code: str | None) -> str:
    """A country by its two letters."""
    return country_name(code, language()) if code else ""


def resolved(place: Place) -> str:
    """What a place was taken for: its name, the larger unit, the country."""
    name = name_of_place(place.id, language()) or place.name
    unit = name_of_unit(place.country, place.admin1, language()) if place.admin1 else None
    return _(", ").join(dict.fromkeys(filter(None, (name, unit, country(place.country)))))


def how_many(count: Count) -> str:
    """A measure in words: number, how exact, unit."""
    low, high = numeral(count.low), numeral(count.high)
    if low and high and low != high:
        return _with_unit(f"{low}–{high}", max(3, count.high or 0), count.unit)
    if count.qualifier == "vague":
        return _with_unit(_("several"), 3, count.unit)
    if not low and not high:
        return ""
    value = count.low if count.low is not None else count.high
    told = _with_unit(low or high, value or 0, count.unit, after=count.qualifier == "approx")
    form = {
        "approx": _("about %(n)s"),
        "at_least": _("at least %(n)s"),
        "at_most": _("at most %(n)s"),
    }.get(count.qualifier or "", "%(n)s")
    return form % {"n": told}


def _with_unit(told: str, value: float, unit: str, *, after: bool = False) -> str:
    """A number with its unit, which agrees with it; ``after`` a word that governs it, as «about» does."""
    if unit == "item" or unit not in UNITS:
        return told
    n = int(value) if float(value).is_integer() else 100  # as a fraction, which takes the form of a hundred
    forms = {
        "hour": (ngettext("%(n)s hour", "%(n)s hours", n), npgettext("governed", "%(n)s hour", "%(n)s hours", n)),
        "day": (ngettext("%(n)s day", "%(n)s days", n), npgettext("governed", "%(n)s day", "%(n)s days", n)),
        "dunam": (ngettext("%(n)s dunam", "%(n)s dunams", n), npgettext("governed", "%(n)s dunam", "%(n)s dunams", n)),
    }
    return forms[unit][after] % {"n": told} if unit in forms else f"{told} {UNITS[unit]}"


def when(time: Time | None) -> str:
    """The days of a claim."""
    if time is None:
        return ""
    return days(time.start, time.end)


def days(start: str | None, end: str | None) -> str:
    """A stretch of days in the local form; what both have of month and year is said once."""
    first, last = date(start), date(end)
    if not (start and end and first and last) or first == last:
        return first or last
    if start[:4] != end[:4]:
        return f"{first} – {last}"
    begun = datetime.date.fromisoformat(start[:10])
    if start[:7] == end[:7]:
        return f"{localised(str(begun.day))}–{last}"
    return f"{localised(formats.date_format(begun, 'j F'))} – {last}"
