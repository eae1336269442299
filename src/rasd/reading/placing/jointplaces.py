"""Places told together: «مشرعة وحدنان»، «بين كذا وكذا»."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.names import Names
from rasd.reading.cutting.placechunks import place_chunk
from rasd.reading.measuring.events import SentenceEvents
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import Scene

#: So many words the name of the place around several may have.
_NAME = 6
_ONE_BY_ONE = frozenset(("took", "lost"))


def joined(scene: Scene, draft: Draft) -> None:
    """«في مشرعة وحدنان»: one figure over several places has them all."""
    place = draft.place
    if place is None or draft.measure is None or draft.action in _ONE_BY_ONE or place.parts:
        return
    k = scene.index.get(place.first)
    if k is None or scene.chunks[k] is not place:
        return
    places = SentenceEvents(scene.text, scene.book, scene.chunks, draft.sentence).place_list(k)
    if len(places) < 2 or (draft.violence and draft.measure.low is None):
        return
    draft.place = together(scene, k, places)


def together(scene: Scene, k: int, places: list[Chunk]) -> Chunk:
    """«مشرعة وحدنان»، «بين كذا وكذا»: the places from chunk ``k`` on as one."""
    whole = scene.joint.get(k)
    if whole is None:
        place = scene.chunks[k]
        whole = scene.joint[k] = Chunk("L", place.first, places[-1].last, place.word)
        whole.level, whole.code, whole.parts = place.level, place.code, places
    return whole


def around(event: Draft, told: list[Draft], text: Text, names: Names) -> Chunk | None:
    """«في قريتي كذا وكذا بمديرية كذا»: of an attack on several places, the wider one in which they lie."""
    places = [d.place for d in told if d.at == event.at and d.violence and d.place is not None]
    if len(places) < 2 or event.place is None:
        return None
    end = max(place.last for place in places)
    start = end + 1 if text.forms[end : end + 1] == ["في"] else end
    if (
        start >= len(text.forms)
        or (start == end and not text.forms[start].startswith("ب"))
        or not text.words[start].place
    ):
        return None
    return place_chunk(text, names, start, min(start + _NAME, len(text.forms)))
