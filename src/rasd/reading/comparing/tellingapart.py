"""What tells two events of one place and day apart: who denies it, who is blamed, by what means."""

from __future__ import annotations

from rasd.arabic.dates import LONG
from rasd.reading.scenes.drafts import Draft

_FIRE = frozenset(("shelling", "airstrike", "drone_strike"))
#: Nouns that say themselves by what means it was done, whatever stands beside them.
_OF_THE_AIR = frozenset(("غاره", "اغاره", "اغار"))


def told_apart(a: Draft, b: Draft) -> bool:
    """Whether ``b`` is told as another event than ``a``, which stands before it."""
    if (a.status == "denied") != (b.status == "denied") or _blames(a) != _blames(b):
        return True
    return not b.definite and (_by_other_means(a, b) or _of_the_past(a, b))


def _of_the_past(a: Draft, b: Draft) -> bool:
    """«قُتل في غارة في مايو/أيار 2019»: told of a month or a year, beside an event that is told of no day."""
    if a.time is not None or b.time is None or b.time.moment is None or a.action == "clash":
        return False
    own = not any(rule.startswith("time-from") and rule != "time-from-sentence" for rule in b.rules)
    return own and b.time.moment.kind == "point" and b.time.moment.precision in LONG


def _blames(draft: Draft) -> bool:
    """«اتهمت الحكومة الحركة بقصف البلدة»: what somebody is blamed for is told beside the event, by who blames."""
    if draft.status != "alleged" or draft.agent is None:
        return False
    said = draft.segment is not None and draft.segment.stance == "claims" and bool(draft.segment.chain)
    return said or (draft.definite and "distance" in draft.rules)


def _by_other_means(a: Draft, b: Draft) -> bool:
    """«غارات كثيفة وقصف مدفعي»: a raid from the air and a shelling are two, where both say what they were."""
    if a.action == b.action or not {a.action, b.action} <= _FIRE:
        return False
    return _says_how(a) and _says_how(b)


def _says_how(draft: Draft) -> bool:
    return bool(draft.means) or (draft.form is not None and draft.form.lexeme.lemma in _OF_THE_AIR)
