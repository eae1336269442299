"""A later sentence that says where the event told of before took place: «الانفجار وقع في بلدة كذا»."""

from __future__ import annotations

from rasd.reading.chunks import Chunk, Text
from rasd.reading.drafts import Draft
from rasd.reading.names import FINENESS
from rasd.reading.placechunks import heading

_TOOK_PLACE = frozenset("وقع وقعت حدث حدثت حصل حصلت جري جرت ووقع ووقعت وحدث وحصل يقع كان كانت".split())
#: «نفذت العملية في كذا»: carried out somewhere.
_CARRIED_OUT = frozenset("نفذ نفذت شن شنت ارتكب ارتكبت".split())
_THERE = frozenset("في قرب عند داخل بمنطقه بمدينه ببلده".split())
_RELATIVES = frozenset("الذي التي اللذان اللذين".split())
#: So many adjectives may stand between the event and the verb: «الهجوم الانتحاري المزدوج وقع».
_ADJECTIVES = 2


def says_where(draft: Draft, text: Text) -> bool:
    """«أن الانفجار وقع في بلدة كذا»، «وقع الهجوم قرب كذا»: of the one event told of before, where it was."""
    if not draft.definite or draft.form is None or draft.form.lexeme.kind != "noun" or draft.measure is not None:
        return False
    if draft.at > draft.sentence[0] and text.forms[draft.at - 1] in _TOOK_PLACE - {"كان", "كانت"}:
        return text.forms[draft.end : draft.end + 1] not in (["الذي"], ["التي"])
    for t in range(draft.end, min(draft.end + _ADJECTIVES + 1, draft.sentence[1])):
        if text.forms[t] in _TOOK_PLACE:
            return True
        if text.forms[t] in _CARRIED_OUT:
            return text.forms[t + 1 : t + 2] != [] and text.forms[t + 1] in _THERE
        if text.forms[t] in _RELATIVES or not text.forms[t].startswith("ال"):
            return False
    return False


def relocate(kept: Draft, again: Draft, drafts: list[Draft], text: Text) -> None:
    """The finer of the two places is that of the event, and of those it befell."""
    old = [d.place for d in (kept, again)]
    place = min((p for p in old if p is not None), key=lambda p: _coarseness(p, text), default=None)
    if place is None:
        return
    kept.place = place
    for draft in drafts:
        if draft.cause in (kept, again) and "place-from-event" in draft.rules and draft.place in old:
            draft.place = place


def _coarseness(place: Chunk, text: Text) -> int:
    return 9 if heading(text, place) else FINENESS.get(place.level, 3)


_RANKS = frozenset("الاكثر الاعنف الاسوا الاكبر الاشد الادمي الاخطر الاول الثاني الثالث الرابع الخامس الاحدث".split())


def ranked(draft: Draft, text: Text) -> bool:
    """«والهجوم هو الأكثر دموية في البلاد منذ …»: it is ranked among others, and what follows is where it ranks."""
    after = text.forms[draft.end : draft.end + 2]
    return len(after) == 2 and after[0] in ("هو", "هي") and after[1] in _RANKS


def recalled(draft: Draft, text: Text) -> bool:
    """«الأكثر دموية منذ الهجوم الذي أوقع 31 قتيلا ببغداد»: told to compare with, and of nothing that comes next."""
    first = draft.sentence[0]
    since = next((t for t in range(draft.at - 1, first, -1) if text.forms[t] == "منذ"), -1)
    if since < 0 or since + 1 >= len(text.words):
        return False
    ranks = any(f.removeprefix("ال")[:3] in ("اكث", "اعن", "اسو", "اكب", "اول", "ادم") for f in text.forms[first:since])
    return ranks and any(f.lexeme.kind == "noun" and "violence" in f.lexeme.flags for f in text.words[since + 1].act)
