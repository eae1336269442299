"""What fields are completed from: actors of the codebook, places of the gazetteer, rules."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.generic import View

from rasd.arabic.script import fold
from rasd.codebook.gazetteer import Entry
from rasd.desk import wording
from rasd.desk.access import Allowed
from rasd.desk.roles import Role
from rasd.exporting.captions import country_name, name_of_place

_MOST = 15
Choice = tuple[str, str]


class _Completing(Allowed, View):
    """Answers ``?q=`` with values and what they are called."""

    role = Role.viewer

    def get(self, request: HttpRequest) -> HttpResponse:
        """The values that fit, the likeliest first."""
        asked = fold(request.GET.get("q", "").strip()[:80].casefold())
        return JsonResponse(best(self.known(), asked) if asked else [], safe=False)

    def known(self) -> tuple[tuple[str, Choice], ...]:
        """All values with the folded words that they are found by."""
        raise NotImplementedError


def best(known: tuple[tuple[str, Choice], ...], asked: str) -> list[Choice]:
    """Those that begin with what is asked for, then those in which a word does."""
    first = [choice for words, choice in known if words.startswith(asked)][:_MOST]
    within = (choice for words, choice in known if f" {asked}" in words)
    found = dict.fromkeys(first)
    for choice in within:
        if len(found) >= _MOST:
            break
        found[choice] = None
    return list(found)


class Actors(_Completing):
    """Actors by any of their names."""

    def known(self) -> tuple[tuple[str, Choice], ...]:
        """All actors."""
        return _actors()


class Places(_Completing):
    """Places by their names."""

    def known(self) -> tuple[tuple[str, Choice], ...]:
        """All places that come with the package."""
        return _places(wording.language())


class Rules(_Completing):
    """Rules by name and explanation."""

    def known(self) -> tuple[tuple[str, Choice], ...]:
        """All rules."""
        from rasd.resolving.rules import RULES

        return tuple((f"{name} {told}".casefold(), (name, told)) for name, told in RULES.items())


@functools.cache
def _actors() -> tuple[tuple[str, Choice], ...]:
    from rasd.codebook.aliases import spelled
    from rasd.codebook.book import load

    def all_() -> Iterator[tuple[str, Choice]]:
        for id_, entry in load().actors.items():
            names = [entry["ar"], entry["en"], id_, *(alias["ar"] for alias in spelled(entry))]
            yield " ".join(fold(name.casefold()) for name in names), (id_, f"{entry['ar']} · {entry['en']}")

    return tuple(all_())


@functools.cache
def _places(language: str) -> tuple[tuple[str, Choice], ...]:
    from rasd.codebook.gazetteer import load

    entries = sorted(load().entries, key=lambda entry: -entry.population)
    return tuple(
        (
            f"{fold(entry.name_ar)} {entry.name_en.casefold()} {entry.id}",
            (entry.id, " · ".join((entry.name_ar, entry.name_en, _lies_in(entry, language), _kind(entry)))),
        )
        for entry in entries
    )


def _lies_in(entry: Entry, language: str) -> str:
    """The first-level unit of a place, else its country."""
    unit = name_of_place(f"iso:{entry.admin1}", language) if entry.admin1 and entry.kind != "admin1" else None
    return unit or country_name(entry.country, language)


def _kind(entry: Entry) -> str:
    return str(wording.PLACES.get(entry.kind, entry.kind))
