"""Reasons: why a feature has its value, in a line that a user reads."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from rasd.linking.features import distance
from rasd.linking.tellings import Days, Telling
from rasd.linking.wording import shared

Why = Callable[[Telling, Telling], str]


def _day(number: int) -> str:
    return datetime.date.fromordinal(number).isoformat()


def _days(days: Days) -> str:
    return _day(days[0]) if days[0] == days[1] else f"{_day(days[0])} to {_day(days[1])}"


def _said(telling: Telling) -> str:
    return _days(telling.days[0]) if telling.days else "no day"


def _in_common(a: dict[str, float], b: dict[str, float]) -> str:
    common = sorted((-w, name) for name, w in a.items() if name in b)
    return ", ".join(name for _, name in common[:3])


def _number(figure: float) -> str:
    return f"{figure:g}"


def _same_figures(a: Telling, b: Telling) -> str:
    pairs = [
        (kind, n) for kind in sorted(a.figures) for n in sorted(a.figures[kind] & b.figures.get(kind, frozenset()))
    ]
    return "both say " + ", ".join(f"{kind} {_number(n)}" for kind, n in pairs[:3])


def _places(telling: Telling) -> str:
    return ", ".join(list(telling.named or telling.places)[:2])


def _apart(a: Telling, b: Telling) -> str:
    apart = distance(a, b)
    return f"their places lie {apart:.0f} km apart" if apart else "their places touch"


def _other_place(a: Telling, b: Telling) -> str:
    return _apart(a, b) if a.points and b.points else f"one names {_places(a)}, the other {_places(b)}"


def _aside(a: Telling, b: Telling) -> str:
    return "one report mentions it beside its subject" if a.lead or b.lead else "both reports only mention it"


def _published(a: Telling, b: Telling) -> str:
    return f"published {abs((a.published or 0) - (b.published or 0))} days apart"


def _toll(kind: str) -> Why:
    def why(a: Telling, b: Telling) -> str:
        one, other = getattr(a.toll, kind), getattr(b.toll, kind)
        return f"{kind}: {_number(one or 0)} in one, {_number(other or 0)} in the other"

    return why


WHY: dict[str, Why] = {
    "wording": lambda a, b: "words in common: " + ", ".join(shared(a.words, b.words)),
    "closest": lambda a, b: "no other report, or hardly any, is worded more like it",
    "beginning": lambda a, b: "their first lines have in common: " + ", ".join(shared(a.beginning, b.beginning)),
    "original": lambda a, b: "long runs of the same words: one original",
    "named_places": lambda a, b: "places in common: " + ", ".join(shared(a.named, b.named)),
    "same_place": lambda a, b: "the same place: " + _in_common(a.places, b.places),
    "near": _apart,
    "other_place": _other_place,
    "far": lambda a, b: f"far from each other: {_places(a)} and {_places(b)}",
    "same_day": lambda a, b: f"the same day: {_said(a)}",
    "other_day": lambda a, b: f"one says {_said(a)}, the other {_said(b)}",
    "published_apart": _published,
    "same_figures": _same_figures,
    "other_killed": _toll("killed"),
    "other_wounded": _toll("wounded"),
    "same_parties": lambda a, b: "the same party: " + _in_common(a.parties, b.parties),
    "other_parties": lambda a, b: "no party in common",
    "same_persons": lambda a, b: "the same person: " + _in_common(a.persons, b.persons),
    "same_acts": lambda a, b: "both tell of: " + ", ".join(sorted(a.acts & b.acts)),
    "other_acts": lambda a, b: "what happened is of another kind",
    "aside": _aside,
}
