"""Sentences without a verb of speaking that still belong to what somebody said in the one before."""

from __future__ import annotations

from rasd.reading.chunks import Text

#: How far ahead the same statement may be named again.
_AHEAD = 170


def outcome_of_that(text: Text, first: int, last: int) -> bool:
    """«؛ خلفت عشرات القتلى»، «وقد نتج عن ذلك …»، «وأصيب جندي أيضا»: the outcome of what somebody has just told."""
    if first and text.forms[first - 1] == "؛":
        return True
    if "ايضا" in text.forms[last - 2 : last] and text.words[first].tag == "v" and text.forms[first][0] == "و":
        return True
    near = text.words[first : first + 2]
    caused = any(w.carrier == "caused" for w in near)
    return caused and any(f in ("ذلك", "هذا") for f in text.forms[first : first + 5])


def between_statements(text: Text, first: int, last: int) -> bool:
    """«وأورد البيان …. وفي الأول من … قتل …. وأضاف البيان …»: the statement's list goes on."""
    if text.forms[first] == "وفي" and first + 1 in text.dates:
        opens = True
    else:
        opens = text.forms[first][:1] == "و" and text.words[first].carrier == "caused"
    if not opens:
        return False
    ahead = range(last, min(last + _AHEAD, len(text.forms) - 1))
    return any(text.words[k].tag == "s" and text.forms[k + 1] in ("البيان", "التقرير") for k in ahead)
