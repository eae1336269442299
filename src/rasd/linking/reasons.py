"""Reasons: why a feature has its value, in a line that a user reads."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import NamedTuple

from rasd.linking.features import distance
from rasd.linking.tellings import Telling
from rasd.linking.wording import Vector, shared

Facts = dict[str, tuple[str, ...]]
Why = Callable[[Telling, Telling], "Told"]

#: The lines, by name, with places for facts. A desk words them in its own language.
LINES = {
    "wording": "words in common: {words}",
    "closest": "no other report, or hardly any, is worded more like it",
    "beginning": "their first lines have in common: {words}",
    "original": "long runs of the same words: one original",
    "named_places": "places in common: {places}",
    "same_place": "the same place: {places}",
    "touching": "their places touch",
    "apart": "their places lie {km} km apart",
    "other_place": "one names {one_places}, the other {other_places}",
    "far": "far from each other: {one_places} and {other_places}",
    "same_day": "the same day: {one_days}",
    "other_day": "one says {one_days}, the other {other_days}",
    "published_apart": "published {days_apart} days apart",
    "same_figures": "both say {figures}",
    "other_killed": "killed: {one_figure} in one, {other_figure} in the other",
    "other_wounded": "wounded: {one_figure} in one, {other_figure} in the other",
    "same_parties": "the same party: {parties}",
    "other_parties": "no party in common",
    "same_persons": "the same person: {persons}",
    "same_acts": "both tell of: {acts}",
    "other_acts": "what happened is of another kind",
    "same_targets": "both tell what was hit: {objects}",
    "other_targets": "what was hit is of another kind",
    "aside": "one report mentions it beside its subject",
    "both_aside": "both reports only mention it",
}


class Told(NamedTuple):
    """Which line it is, and its facts by name: words, names or ids, codes, numbers, the first and last day."""

    line: str
    facts: Facts

    @property
    def text(self) -> str:
        """The line in English.

        >>> Told("other_day", {"one_days": ("2020-01-25", "2020-01-26"), "other_days": ()}).text
        'one says 2020-01-25 to 2020-01-26, the other no day'
        """
        return LINES[self.line].format(**{name: _joined(name, fact) for name, fact in self.facts.items()})


def _joined(name: str, fact: tuple[str, ...]) -> str:
    return " to ".join(fact) or "no day" if name.endswith("_days") else ", ".join(fact)


def _days(telling: Telling) -> tuple[str, ...]:
    days = dict.fromkeys(telling.days[0]) if telling.days else ()
    return tuple(datetime.date.fromordinal(day).isoformat() for day in days)


def _in_common(a: dict[str, float], b: dict[str, float]) -> tuple[str, ...]:
    common = sorted((-w, name) for name, w in a.items() if name in b)
    return tuple(name for _, name in common[:3])


def _words(a: Vector, b: Vector) -> tuple[str, ...]:
    """The words in common that weigh most; those of two letters («في») count as well, but say nothing to a reader."""
    common = shared(a, b, 9)
    return tuple([word for word in common if len(word) > 2 or word.isdigit()][:3] or common[:3])


def _number(figure: float | None) -> str:
    return f"{figure or 0:g}"


def _same_figures(a: Telling, b: Telling) -> Told:
    pairs = [
        (kind, n) for kind in sorted(a.figures) for n in sorted(a.figures[kind] & b.figures.get(kind, frozenset()))
    ]
    return Told("same_figures", {"figures": tuple(f"{kind} {_number(n)}" for kind, n in pairs[:3])})


def _both_places(a: Telling, b: Telling) -> Facts:
    one, other = (tuple(list(telling.named or telling.places)[:2]) for telling in (a, b))
    return {"one_places": one, "other_places": other}


def _apart(a: Telling, b: Telling) -> Told:
    apart = distance(a, b)
    return Told("apart", {"km": (f"{apart:.0f}",)}) if apart else Told("touching", {})


def _other_place(a: Telling, b: Telling) -> Told:
    return _apart(a, b) if a.points and b.points else Told("other_place", _both_places(a, b))


def _aside(a: Telling, b: Telling) -> Told:
    return Told("aside" if a.lead or b.lead else "both_aside", {})


def _published(a: Telling, b: Telling) -> Told:
    return Told("published_apart", {"days_apart": (str(abs((a.published or 0) - (b.published or 0))),)})


def _toll(kind: str) -> Why:
    def why(a: Telling, b: Telling) -> Told:
        one, other = getattr(a.toll, kind), getattr(b.toll, kind)
        return Told(f"other_{kind}", {"one_figure": (_number(one),), "other_figure": (_number(other),)})

    return why


#: By feature.
WHY: dict[str, Why] = {
    "wording": lambda a, b: Told("wording", {"words": _words(a.words, b.words)}),
    "closest": lambda a, b: Told("closest", {}),
    "beginning": lambda a, b: Told("beginning", {"words": _words(a.beginning, b.beginning)}),
    "original": lambda a, b: Told("original", {}),
    "named_places": lambda a, b: Told("named_places", {"places": tuple(shared(a.named, b.named))}),
    "same_place": lambda a, b: Told("same_place", {"places": _in_common(a.places, b.places)}),
    "near": _apart,
    "other_place": _other_place,
    "far": lambda a, b: Told("far", _both_places(a, b)),
    "same_day": lambda a, b: Told("same_day", {"one_days": _days(a)}),
    "other_day": lambda a, b: Told("other_day", {"one_days": _days(a), "other_days": _days(b)}),
    "published_apart": _published,
    "same_figures": _same_figures,
    "other_killed": _toll("killed"),
    "other_wounded": _toll("wounded"),
    "same_parties": lambda a, b: Told("same_parties", {"parties": _in_common(a.parties, b.parties)}),
    "other_parties": lambda a, b: Told("other_parties", {}),
    "same_persons": lambda a, b: Told("same_persons", {"persons": _in_common(a.persons, b.persons)}),
    "same_acts": lambda a, b: Told("same_acts", {"acts": tuple(sorted(a.acts & b.acts))}),
    "other_acts": lambda a, b: Told("other_acts", {}),
    "same_targets": lambda a, b: Told("same_targets", {"objects": tuple(sorted(a.targets & b.targets))}),
    "other_targets": lambda a, b: Told("other_targets", {}),
    "aside": _aside,
}
