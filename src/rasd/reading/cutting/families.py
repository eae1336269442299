"""Families of actions: whom or what they befall, and which words of violence stand for one another."""

from __future__ import annotations

PERSON_ACTIONS = frozenset(
    (
        "killed",
        "wounded",
        "killed_or_wounded",
        "captured",
        "arrested",
        "abducted",
        "missing",
        "released",
        "surrendered",
        "displaced",
    )
)

#: What befalls those who fall in a fight.
FALLEN = frozenset(("killed", "wounded", "killed_or_wounded"))

THING_ACTIONS = frozenset(("destroyed", "damaged", "seized", "shot_down", "deployed"))

#: Violence that one word may stand for another of.
FAMILY = {
    "shelling": "fire", "airstrike": "fire", "drone_strike": "fire", "explosion": "explosion", "attack": "attack",
    "assassination": "attack", "raid": "attack", "clash": "clash",
}  # fmt: skip

CIVILIANS = frozenset(
    ("person.civilian", "person.child", "person.woman", "person.journalist", "person.medic", "person.official")
)

#: Kinds of parties that fight, and those that bear arms.
FIGHTING_KINDS = frozenset(("army", "force", "police", "group", "militia", "coalition"))
ARMED_KINDS = FIGHTING_KINDS | {"intelligence"}

FORCES = ("person.combatant", "vehicle", "weapon", "aircraft", "vessel")


def family_of(action: str) -> str:
    """What one event may be called by another's name: a blast is also an attack.

    >>> family_of("explosion"), family_of("airstrike")
    ('attack', 'fire')
    """
    family = FAMILY[action]
    return "attack" if family == "explosion" else family
