"""What may stand in the codebook's files: codes, kinds, keys. The lint holds the files to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

#: Mistakes: words that lead to the line, and the message.
Found = Iterator[tuple[tuple[str, ...], str]]

ACTIONS = frozenset(
    "killed wounded killed_or_wounded captured arrested abducted missing released surrendered displaced "
    "destroyed damaged seized shot_down deployed took lost besieged "
    "attack clash shelling airstrike drone_strike explosion assassination raid".split()
)
OBJECTS = frozenset(
    "person person.combatant person.civilian person.child person.woman person.journalist person.medic person.official "
    "vehicle vehicle.tank vehicle.armored vehicle.military vehicle.civilian "
    "weapon weapon.artillery weapon.rocket weapon.air_defense weapon.machine_gun weapon.small_arms weapon.explosive "
    "aircraft aircraft.plane aircraft.helicopter aircraft.drone vessel "
    "site site.military site.depot site.home site.hospital site.school site.worship site.market site.camp "
    "site.infrastructure place place.settlement place.hill place.area".split()
)
UNITS = frozenset("km m km2 dunam percent hour day".split())
STANCES = frozenset("says claims denies".split())
KINDS = frozenset(
    "state government ministry army force police intelligence militia group coalition party monitor rescue ngo un "
    "agency outlet office person community".split()
)
FRAMINGS = frozenset("neutral official partisan".split())

#: key → the types a value may have.
Types = tuple[type, ...]
Keys = dict[str, Types]
_TEXT: Types = (str,)
_FLAG: Types = (bool,)
_LIST: Types = (list,)
NONE = type(None)

#: What every word of an action may say about itself besides its spelling.
_WORD: Keys = {
    "of": _TEXT, "voice": _TEXT, "prep": _TEXT, "object": _TEXT, "only": _TEXT, "needs": _LIST,
    **dict.fromkeys("weak means counted indefinite projectile raid bridge expel dawn frame mourns".split(), _FLAG),
}  # fmt: skip
WORDS: dict[str, Keys] = {
    "verbs": {"past": _TEXT, "present": _TEXT, **_WORD},
    "nouns": {"sg": _TEXT, "pl": _LIST, **_WORD},
    "results": {"sg": _TEXT, "pl": _LIST, **_WORD},
    "phrases": {"ar": _TEXT, "kind": _TEXT, "present": _TEXT, **_WORD},
}
#: What ``only`` may name besides a class of objects: people who fight, by whatever word;
#: what right after the verb can be hit without being a person; a measured number.
ONLY = OBJECTS | {"forces", "hull", "unit"}
VOICES = frozenset("act undergo both".split())
GENITIVES = frozenset("patient agent either device place none".split())
PHRASE_KINDS = frozenset("verb noun result".split())
NOUN_SIGNS = frozenset("soft family nation party protest regular anybody".split())

ACTION: Keys = {"code": _TEXT, "en": _TEXT, "ar": _TEXT, "object": _TEXT, "violence": _FLAG} | dict.fromkeys(
    WORDS, _LIST
)
OBJECT: Keys = {"code": _TEXT, "en": _TEXT, "ar": _TEXT, "nouns": _LIST, "phrases": _LIST}
UNIT: Keys = {"code": _TEXT, "ar": _LIST}
ACTOR: Keys = {
    "id": _TEXT, "en": _TEXT, "ar": _TEXT, "kind": _TEXT, "country": (str, NONE), "part_of": (str, NONE),
    "successor_of": (str, NONE), "acts_in": _LIST, "years": _LIST, "office": _TEXT, "aliases": (list, NONE),
    "relations": _LIST, "source": (str, NONE), "unsure": _TEXT,
}  # fmt: skip
#: One of the first three, with its days, the countries in which an alliance holds, and where it is documented.
RELATION: Keys = {
    "part_of": _TEXT, "allied_with": _TEXT, "governs": _TEXT, "from": (int, str), "until": (int, str), "in": _LIST,
    "source": _TEXT, "unsure": _TEXT,
}  # fmt: skip
ALIAS: Keys = {
    "ar": _TEXT, "framing": _TEXT, "years": _LIST, "context": _FLAG, "shared": _FLAG, "metonym": _FLAG
}  # fmt: skip
REQUIRED = {
    "actions.yaml": ("code", "en", "ar"),
    "objects.yaml": ("code", "en", "ar", "nouns"),
    "units.yaml": ("code", "ar"),
    "actors": ("id", "en", "ar", "kind", "country", "source"),
}

#: The keys of cues.yaml, and of those that have parts, their parts.
CUES: dict[str, frozenset[str] | None] = {
    "speaking": STANCES,
    "according": None,
    "distance": None,
    "moments": None,
    "speakers": frozenset("heads unnamed speak_for head_of".split()),
    "kinds": frozenset("person institution".split()),
    "unreal": frozenset(("words",)),
    "negation": None,
    "elsewhere": frozenset(
        "causes mishaps crimes games stage trade politics history drills uncounted figures abstract controlled".split()
    ),
    "war": frozenset("parties arms acts common borrowed".split()),
    "groups": frozenset("members qualities named described numbered".split()),
    "places": frozenset("settlement area province site around".split()),
    "carriers": frozenset("agent patient happened caused".split()),
    "losing": frozenset("suffered missing inflicted".split()),
    "by": None,
    "labels": frozenset("place time agent".split()),
    "counts": None,
    "means": frozenset("drone_strike airstrike shelling explosion".split()),
}
#: The features of linking that speak for two reports telling of one incident, and those that speak against it.
FOR = frozenset(
    "wording closest beginning original named_places same_place near same_day same_figures same_parties same_persons "
    "same_acts same_targets".split()
)
AGAINST = frozenset(
    "other_place far other_day published_apart other_killed other_wounded other_parties other_acts other_targets "
    "aside".split()
)
WEIGHTS: Keys = {
    "bias": (int, float),
    "threshold": (int, float),
    "features": (dict,),
    "updates": _LIST,
    "everyday": _LIST,
}
FILES = frozenset(
    f"{name}.yaml" for name in ("actions", "objects", "units", "cues", "place_words", "weights", "word_classes")
)
#: Written by the build; everything else has to be a file that somebody loads.
BUILT = frozenset(("codebook.json",))


def typed(item: Any, allowed: Keys, required: Iterable[str], at: tuple[str, ...]) -> Found:
    """Unknown keys, wrong types and what is missing."""
    for key, value in item.items():
        if key not in allowed:
            yield (*at, str(key)), f"unknown key {key!r}. Known are {', '.join(allowed)}."
        elif not isinstance(value, allowed[key]):
            kinds = " or ".join("null" if t is NONE else t.__name__ for t in allowed[key])
            yield (*at, str(key)), f"{key} is a {type(value).__name__}. Write a {kinds}."
    for key in required:
        if key not in item:
            yield at, f"{key} is missing. Add it."
