"""A later sentence that says where the event told of before took place: «الانفجار وقع في بلدة كذا»."""

from __future__ import annotations

from rasd.reading.chunks import Chunk, Text
from rasd.reading.drafts import Draft
from rasd.reading.names import FINENESS, heading

_TOOK_PLACE = frozenset("وقع وقعت حدث حدثت حصل حصلت جري جرت ووقع ووقعت وحدث وحصل يقع كان كانت".split())
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
