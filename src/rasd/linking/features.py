"""Features: what speaks for and against two tellings being of one incident.

Each is a function of two tellings: 0 where it does not apply, 1 where it does fully. The first line of its docstring
says what it looks at. What it counts for stands in the codebook's ``weights.yaml``; :mod:`rasd.linking.reasons` says
to a user why it has its value.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from rasd.linking.tellings import Telling, gap, kilometres
from rasd.linking.wording import likeness

Feature = Callable[[Telling, Telling], float]

#: A shared name as rare as this is as good as any.
RARE_ENOUGH = 4.0
#: Kilometres: nearer than this may be the same, as far as that is another.
NEAR_KM, FAR_KM = 15.0, 40.0
#: Publications as many days apart as this, or more, are wholly apart.
LONG_APART = 8
#: What is left of the difference of two tolls of which the later says that it has grown.
GROWN = 0.3
FAMILIES = {
    **dict.fromkeys(("shelling", "airstrike", "drone_strike", "shot_down"), "fire"),
    **dict.fromkeys(("attack", "clash", "assassination", "raid"), "assault"),
    "explosion": "blast",
    **dict.fromkeys(("captured", "arrested", "abducted", "missing", "released", "surrendered"), "taken"),
    **dict.fromkeys(("took", "lost", "besieged"), "ground"),
}


def wording(a: Telling, b: Telling) -> float:
    """How many of the rarer words the two have in common."""
    return likeness(a.words, b.words)


def beginning(a: Telling, b: Telling) -> float:
    """How many of the rarer words of their titles and first lines they have in common."""
    return likeness(a.beginning, b.beginning)


def original(a: Telling, b: Telling) -> float:
    """Whether one text is taken from the other or both from a third: long runs of the same words."""
    if not a.runs or not b.runs:
        return 0.0
    return len(a.runs & b.runs) / min(len(a.runs), len(b.runs))


def named_places(a: Telling, b: Telling) -> float:
    """How many names of places their texts have in common."""
    return likeness(a.named, b.named)


def same_place(a: Telling, b: Telling) -> float:
    """Whether their claims name the same place, the more so the less common its name."""
    return rarest(a.places, b.places)


def near(a: Telling, b: Telling) -> float:
    """Whether places of theirs lie close to each other."""
    apart = distance(a, b)
    return 0.0 if apart is None else max(0.0, 1.0 - apart / NEAR_KM)


def other_place(a: Telling, b: Telling) -> float:
    """Whether both name places, and none of them is the same or near; those named first say as much as the rest."""
    apart = distance(a, b)
    if apart is not None:
        first = kilometres(a.points[0], b.points[0])
        return (min(1.0, apart / FAR_KM) + min(1.0, first / FAR_KM)) / 2
    if not a.named or not b.named or not a.named.keys().isdisjoint(b.named):
        return 0.0
    return 0.0 if a.wide & (b.areas | b.wide) or b.wide & a.areas else 1.0


def far(a: Telling, b: Telling) -> float:
    """Whether all places that they name lie far from each other, whichever of a name is meant."""
    return 1.0 if a.cells and b.cells and a.around.isdisjoint(b.cells) else 0.0


def distance(a: Telling, b: Telling) -> float | None:
    """The least distance of their points in kilometres; how far places reach is seen by the features."""
    if not a.points or not b.points:
        return None
    if not set(a.points).isdisjoint(b.points):
        return 0.0
    return min(kilometres(p, q) for p in a.points for q in b.points)


def same_day(a: Telling, b: Telling) -> float:
    """Whether both say the day, and it is the same."""
    return 1.0 if a.days and b.days and gap(a.days[0], b.days[0]) == 0 else 0.0


def other_day(a: Telling, b: Telling) -> float:
    """Whether both say the day, and it is another, the more so the more days lie between."""
    if not a.days or not b.days:
        return 0.0
    least = min(gap(p, q) for p in a.days for q in b.days)
    return (min(gap(a.days[0], b.days[0]), 3) + min(least, 3)) / 6


def published_apart(a: Telling, b: Telling) -> float:
    """How many days lie between their publication."""
    if a.published is None or b.published is None:
        return 0.0
    return min(abs(a.published - b.published), LONG_APART) / LONG_APART


def same_figures(a: Telling, b: Telling) -> float:
    """Whether they give the same figures of the same kind; a large one says more than «one»."""
    score = sum(max(map(weight_of, a.figures[k] & b.figures[k]), default=0.0) for k in a.figures if k in b.figures)
    return min(1.0, score / 1.5)


def other_killed(a: Telling, b: Telling) -> float:
    """Whether their first figures of those killed differ, the more so the further apart; less when a toll has grown."""
    return differ(a.toll.killed, b.toll.killed) * grown(a, b, a.toll.killed, b.toll.killed)


def other_wounded(a: Telling, b: Telling) -> float:
    """Whether their first figures of those wounded differ, as with those killed."""
    return differ(a.toll.wounded, b.toll.wounded) * grown(a, b, a.toll.wounded, b.toll.wounded)


def grown(a: Telling, b: Telling, one: float | None, other: float | None) -> float:
    """How much a difference of figures says: little when the later report has more and says that the toll has grown."""
    if not one or not other or a.published is None or b.published is None:
        return 1.0
    early, late = (a, b) if one < other else (b, a)
    if (late.published or 0) < (early.published or 0):
        return 1.0
    return GROWN if late.update else 1.0


def same_parties(a: Telling, b: Telling) -> float:
    """Whether they name the same doer, or the same people hit."""
    return rarest(a.parties, b.parties)


def other_parties(a: Telling, b: Telling) -> float:
    """Whether both name parties, and none of them is the same."""
    return 1.0 if a.parties and b.parties and a.parties.keys().isdisjoint(b.parties) else 0.0


def same_persons(a: Telling, b: Telling) -> float:
    """Whether they name the same persons."""
    return rarest(a.persons, b.persons)


def same_acts(a: Telling, b: Telling) -> float:
    """How many of the acts that they tell are the same."""
    return len(a.acts & b.acts) / min(len(a.acts), len(b.acts))


def other_acts(a: Telling, b: Telling) -> float:
    """Whether what happened is of another kind: fire from afar, an assault, a blast, people taken, ground."""
    kinds, others = families(a), families(b)
    return 1.0 if kinds and others and kinds.isdisjoint(others) else 0.0


def same_targets(a: Telling, b: Telling) -> float:
    """How many of the kinds of people, sites and things that were hit are the same."""
    return len(a.targets & b.targets) / min(len(a.targets), len(b.targets)) if a.targets and b.targets else 0.0


def other_targets(a: Telling, b: Telling) -> float:
    """Whether both tell what sites or things were hit, and none is of the same kind; people are hit everywhere."""
    one, other = sites(a), sites(b)
    return 1.0 if one and other and one.isdisjoint(other) else 0.0


def sites(a: Telling) -> set[str]:
    """The kinds of sites and things that a telling says were hit."""
    return {target for target in a.targets if not target.startswith("person")}


def aside(a: Telling, b: Telling) -> float:
    """Whether one or both only mention it beside what they are about."""
    return ((not a.lead) + (not b.lead)) / 2


def families(a: Telling) -> set[str]:
    """The kinds of what a telling says happened."""
    return {FAMILIES[act] for act in a.acts if act in FAMILIES}


def weight_of(figure: float) -> float:
    """How much it says that two give this figure."""
    return min(1.0, 0.25 + 0.15 * math.log2(max(figure, 1)))


def differ(a: float | None, b: float | None) -> float:
    """How far two figures are apart: 1 when one is e times the other or more.

    >>> differ(10, 10), differ(None, 3), differ(2, 50)
    (0.0, 0.0, 1.0)
    """
    return min(1.0, abs(math.log(a / b))) if a and b else 0.0


def rarest(a: dict[str, float], b: dict[str, float]) -> float:
    """How much the rarest of the names says that two have in common."""
    return min(1.0, max((w for name, w in a.items() if name in b), default=0.0) / RARE_ENOUGH)


#: Every feature of two tellings by its name. ``closest`` needs all candidates: see :mod:`rasd.linking.candidates`.
FEATURES: dict[str, Feature] = {
    f.__name__: f
    for f in (
        wording, beginning, original, named_places, same_place, near, other_place, far, same_day, other_day,
        published_apart, same_figures, other_killed, other_wounded, same_parties, other_parties, same_persons,
        same_acts, other_acts, same_targets, other_targets, aside,
    )
}  # fmt: skip
