"""Captions: what plots and digests say around the figures, in English or Arabic, and the names of what they show."""

from __future__ import annotations

import functools
import importlib.resources
import re
from collections.abc import Iterable
from typing import Any

import yaml

from rasd.codebook.book import load as load_codebook
from rasd.codebook.gazetteer import Entry
from rasd.codebook.gazetteer import load as load_gazetteer
from rasd.errors import UsageError
from rasd.model import STATUSES, Incident
from rasd.tallying.filtering import Filter

LANGUAGES = ("ar", "en")
#: Marks before what runs from left to right, or from right to left, whatever stands around it.
TO_RIGHT, TO_LEFT = "\u200e", "\u200f"
#: What befell people, by which those it befell are meant («قتلى»); other codes are named as the codebook names them.
_PEOPLE = frozenset(("killed", "wounded", "killed_or_wounded"))
_DAY = re.compile(r"\d{4}(-\d\d)*$")


@functools.cache
def captions() -> dict[str, dict[str, Any]]:
    """All captions by key, each in every language."""
    text = importlib.resources.files("rasd.exporting").joinpath("captions.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return found


class Wording:
    """Captions and names in one language.

    Raises ``UsageError`` for a language that there are no captions in.

    >>> Wording("en")("since", start="2021-03-01"), Wording("ar").code("shelling"), Wording("ar").code("place")
    ('since 2021-03-01', 'قصف', 'أماكن')
    """

    def __init__(self, language: str, incidents: Iterable[Incident] = ()) -> None:
        if language not in LANGUAGES:
            message = "{option} {given}: no such language. Known are {known}."
            raise UsageError(message, "no-such-language", option="language", given=language, known=", ".join(LANGUAGES))
        self.language = language
        self.is_rtl = language == "ar"
        self._places = self._names_of_places(incidents) if self.is_rtl else {}

    def __call__(self, key: str, **values: object) -> str:
        """A caption, filled in; days keep their order among Arabic words."""
        return str(captions()[key][self.language]).format(**{k: self._kept(v) for k, v in values.items()})

    def _kept(self, value: object) -> object:
        return f"{TO_RIGHT}{value}" if self.is_rtl and isinstance(value, str) and _DAY.match(value) else value

    def points(self, key: str) -> tuple[str, ...]:
        """A caption of several points."""
        return tuple(captions()[key][self.language])

    def code(self, code: str | None) -> str:
        """An action or a class in words; a code without a name stays a code."""
        if code in _PEOPLE:
            return self(code)
        return codes().get(code, {}).get(self.language, code) if code else ""

    def value(self, axis: str, value: str | None) -> str:
        """A value of a column of a tally in words."""
        if value is None:
            return self("unsaid")
        if axis in ("object", "class"):
            return self.code(value)
        if axis == "country":
            return country_name(value, self.language)
        if self.is_rtl and axis in ("side", "party", "agent"):
            return _actors().get(value, value)
        return self._places.get((axis, value), value)

    @property
    def comma(self) -> str:
        """What stands between names in a row."""
        return "، " if self.is_rtl else ", "

    def _names_of_places(self, incidents: Iterable[Incident]) -> dict[tuple[str, str], str]:
        """What the gazetteer calls the places of incidents, by what a tally calls them; else the reports' own words."""
        found: dict[tuple[str, str], str] = {}
        for place in (incident.place for incident in incidents if incident.place):
            entry = _entries().get(place.id or "")
            if place.name:
                found.setdefault(("place", place.name), entry.name_ar if entry else place.text)
            if place.admin1 and (unit := _units().get((place.country, place.admin1))):
                found["admin1", place.admin1] = unit
        return found

    def period(self, start: str | None, end: str | None) -> str:
        """A stretch of days in words."""
        if start and end:
            return self("from_to", start=start, end=end)
        return self("since", start=start) if start else self("until", end=end) if end else self("all_days")

    def asked(self, of: Filter) -> list[str]:
        """What was asked for, in words: the period always, and what else narrows it."""
        found = [self.period(of.start, of.end)]
        found += [self("in_place", place=of.place)] if of.place else []
        if of.side is not None:
            name = str(load_codebook().actors[of.side]["en"])
            found.append(self("losses_of" if of.allies else "losses_without_allies", side=self.value("side", name)))
        if not set(STATUSES) <= set(of.status):
            heard = [self(f"heard_{status}") for status in STATUSES if status in of.status]
            found.append(self("heard", statuses=self.several(heard, len(heard))))
        return [*found, self("confirmed_only")] if of.confirmed_only else found

    def several(self, names: list[str], most: int) -> str:
        """Names in a row, the first of them if there are many."""
        joint = self.comma.join(names[:most])
        return joint if len(names) <= most else self("and_more", names=joint, number=len(names) - most)


def number(value: float) -> str:
    """A number as people read it.

    >>> number(12000), number(304.3333), number(0.5)
    ('12,000', '304.3', '0.5')
    """
    return f"{round(value, 1):,}" if value != int(value) else f"{int(value):,}"


@functools.cache
def codes() -> dict[str | None, dict[str, str]]:
    """The codes of actions and classes, with their names by language."""
    documents = load_codebook().documents
    return {entry["code"]: entry for entry in (*documents["actions.yaml"], *documents["objects.yaml"])}


@functools.cache
def _actors() -> dict[str, str]:
    """The Arabic name of each actor by its English one."""
    actors: Iterable[dict[str, Any]] = load_codebook().actors.values()
    return {entry["en"]: entry["ar"] for entry in actors if entry.get("ar")}


def name_of_place(id: str | None, language: str) -> str | None:
    """The name of a place of the gazetteer by its id."""
    entry = _entries().get(id or "")
    return None if entry is None else entry.name_ar if language == "ar" else entry.name_en


def name_of_unit(country: str | None, name: str, language: str) -> str:
    """A first-level unit of a country, that records name in English."""
    return _units().get((country, name), name) if language == "ar" else name


@functools.cache
def _entries() -> dict[str, Entry]:
    return {entry.id: entry for entry in load_gazetteer().entries}


@functools.cache
def _units() -> dict[tuple[str | None, str | None], str]:
    """The Arabic name of each first-level unit by its country and English name."""
    return {(e.country, e.name_en): e.name_ar for e in load_gazetteer().entries if e.kind == "admin1"}


def country_name(code: str, language: str) -> str:
    """A country by its two letters; these again where the gazetteer has no such country."""
    entry = _entries().get(f"iso:{code}")
    return code if entry is None else entry.name_ar if language == "ar" else entry.name_en
