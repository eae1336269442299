"""One event told of several places: a claim for each."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.measuring.events import SentenceEvents
from rasd.reading.placing.jointplaces import together
from rasd.reading.scenes.drafts import DRAFT_PARTS, Draft
from rasd.reading.scenes.scene import Scene


def spread(scene: Scene, draft: Draft) -> list[Draft]:
    """One row for each place of an unnumbered event."""
    if draft.place is None or (draft.measure is not None and draft.measure.low is not None):
        return [draft]
    k = scene.index.get(draft.place.first)
    if k is None:
        return [draft]
    places = SentenceEvents(scene.text, scene.book, scene.chunks, draft.sentence).place_list(k)
    if len(places) < 2:
        return [draft]
    if k and scene.word(k - 1) in ("بين", "مابين"):
        draft.place = together(scene, k, places)
        return [draft]
    return [_elsewhere(draft, place) for place in places]


def _elsewhere(draft: Draft, place: Chunk) -> Draft:
    """The same event at another place."""
    copy = Draft(draft.action, draft.at, draft.sentence, draft.rules[0])
    for slot in DRAFT_PARTS:
        setattr(copy, slot, getattr(draft, slot))
    copy.rules = [*draft.rules]
    copy.place = place
    return copy
