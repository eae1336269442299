"""Places told together: «مشرعة وحدنان»، «بين كذا وكذا»."""

from __future__ import annotations

from rasd.reading.chunks import Chunk
from rasd.reading.drafts import Draft
from rasd.reading.events import SentenceEvents
from rasd.reading.scene import Scene

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
