"""Towns as what was attacked or taken: «قصفت الطائرات دمشق», where the town's name may also mean its rulers."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Text
from rasd.reading.cutting.names import Names, is_adjective

#: Verbs that have ground as their object.
_ON_GROUND = frozenset("took lost besieged attack raid shelling airstrike drone_strike".split())
#: So many words a doer between the verb and the town may have.
_DOER = 5
#: Endings of nouns after which no genitive stands: «مسلحون كابول» is no phrase.
_NO_GENITIVE = ("ون", "ين", "ان", "تين")
_ARMED = ("person.combatant", "vehicle", "weapon", "aircraft")
_RELATIVES = frozenset("الذي التي اللذان اللذين اللتان اللتين".split())


def fallen_upon(text: Text, names: Names, i: int) -> bool:
    """«قصفت الطائرات دمشق»، «صواريخ استهدفت كييف»: a verb of attack has its doer before the town at ``i``."""
    if _more_follows(text, i):
        return False  # «قصفت طائرات موسكو مدينة كذا»
    for t in range(i - 1, max(-1, i - 2 - _DOER), -1):
        if _falls_upon(text, t):
            return _doer_before(text, t) if t == i - 1 else _doer_between(text, names, t + 1, i)
        if text.kinds[t] == "p" or text.words[t].conj or text.words[t].tag in "pbirxksyv" or t in text.dates:
            return False
    return False


def _falls_upon(text: Text, t: int) -> bool:
    """Whether a word is a verb that leads straight to ground, with no pronoun already in its place."""
    if text.kinds[t] != "w" or text.words[t].pron:
        return False
    verbs = (f.lexeme for f in text.words[t].act if f.lexeme.kind == "verb")
    return any(v.code in _ON_GROUND and v.voice != "undergo" and not v.prep for v in verbs)


def _doer_before(text: Text, verb: int) -> bool:
    """«صواريخ استهدفت صنعاء»، «الغارات التي طالت دمشق»: who or what the verb is said of stands before it."""
    before = text.words[verb - 1] if verb else None
    if before is None or text.kinds[verb - 1] != "w" or text.words[verb].conj:
        return False
    return before.form in _RELATIVES or _somebody(text, verb - 1)


def _doer_between(text: Text, names: Names, first: int, i: int) -> bool:
    """«قصف الجيش الروسي كييف»، «هاجم مسلحون كابول»: a doer that the town's name is no part of."""
    if not any(_somebody(text, t) for t in range(first, i)):
        return False
    last = text.words[i - 1]
    if last.form.startswith("ال") or last.form.endswith(_NO_GENITIVE) or (last.act and not last.article):
        return True  # «استهدفت غارات صنعاء»
    if last.means or _armed(text, i - 1) or (i - first > 1 and is_adjective(text, i - 1)):
        return True
    return any((m := names.match(text, t, i)) is not None and m[0] == i and bool(m[1]) for t in range(first, i))


def _somebody(text: Text, t: int) -> bool:
    """Whether a word is a group, a thing of war, an event, or a name: what can fall upon a town."""
    word = text.words[t]
    event = any(f.lexeme.kind == "noun" for f in word.act)
    return bool(word.group or word.means) or event or _armed(text, t) or bool(word.names and not word.place)


def _armed(text: Text, t: int) -> bool:
    """Whether a word names fighters, vehicles, weapons or aircraft."""
    return any(f.lexeme.code.startswith(_ARMED) for f in text.words[t].cls)


def _more_follows(text: Text, i: int) -> bool:
    """Whether an object follows the town, so that the town belongs to the doer before it."""
    k = i + 1
    while k in text.dates:
        k = text.dates[k].last
    if k >= len(text.forms) or text.kinds[k] != "w":
        return False
    after = text.words[k]
    if after.form.startswith("و") or after.conj or after.prep or after.tag in "pbirxv":
        return False
    thing = bool(after.cls) and not any("nation" in f.lexeme.flags for f in after.cls)
    return bool(after.place) or thing or bool(after.group)
