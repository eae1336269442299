"""Places told by what was struck: a state, a base, the ground that a body's name ends in."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.placechunks import place_chunk
from rasd.reading.placing.pointedback import NEAR_BY
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import Scene

_FIRED = frozenset(("shelling", "airstrike", "drone_strike"))
_OF_STATES = frozenset(("state", "government", "army", "coalition"))
_AT = frozenset("علي نحو باتجاه صوب تجاه الي".split())
_AT_BASE = frozenset("في علي داخل قرب محيط تجاه باتجاه".split())


def struck_place(scene: Scene, draft: Draft) -> Chunk | None:
    """«أطلقوا 180 صاروخا على إسرائيل»: the state fired at; «معارك مع المقاومة في قطاع غزة»: a place within a name."""
    k, _ = scene.region(draft)
    for j in range(k + 1, min(len(scene.chunks), k + NEAR_BY)):
        chunk = scene.chunks[j]
        if chunk.kind in "VS":
            return None
        if chunk.code == "site.military" and draft.violence and (base := _named_base(scene, j)) is not None:
            return base
        if chunk.kind == "G" and chunk.owner is not None and chunk.owner.first > chunk.first and draft.violence:
            chunk = chunk.owner  # «مقر وزارة الدفاع في صنعاء»
        if chunk.kind != "A":
            continue
        if chunk.level == "country" and draft.action in _FIRED and scene.text.forms[chunk.first - 1] in _AT:
            return chunk
        if draft.violence and chunk.last - chunk.first > 2 and (place := _named_inside(scene, chunk)) is not None:
            return place
    return None


def state_fired_on(scene: Scene, draft: Draft) -> Chunk | None:
    """«أطلقت الفصائل صواريخ على جنوب إسرائيل»: fire upon a part of a state by who is no state is against the state."""
    ground, agent = draft.place, draft.agent
    if (
        ground is None
        or draft.action not in _FIRED
        or ground.kind != "L"
        or scene.text.forms[ground.first - 1] not in _AT
    ):
        return None
    if agent is not None and agent.actors and agent.actors[0].kind in _OF_STATES:
        return None
    if scene.text.words[ground.first].place_inside != "around" or ground.last != ground.first + 2:
        return None  # «على بلدة في لبنان» is against nobody yet
    found = scene.names.match(scene.text, ground.last - 1, ground.last)
    if found is None or not found[1] or found[1][0].kind != "state":
        return None
    state = Chunk("A", ground.last - 1, ground.last, scene.text.words[ground.last - 1])
    state.actors = found[1]
    return state


def _named_base(scene: Scene, j: int) -> Chunk | None:
    """«في موقع المالكية»، «على ثكنة زرعيت»: a base that bears the name of the place where it lies."""
    chunk = scene.chunks[j]
    if chunk.number is not None or chunk.last - chunk.first != 2 or scene.text.forms[chunk.first - 1] not in _AT_BASE:
        return None
    found = scene.names.match(scene.text, chunk.first + 1, chunk.last)
    if found is None or not found[2] or found[1]:
        return None
    place = Chunk("L", chunk.first, chunk.last, chunk.word)
    place.level = "site"
    return place


def _named_inside(scene: Scene, chunk: Chunk) -> Chunk | None:
    """The place that a body's name ends in («المقاومة في قطاع غزة»)."""
    for t in range(chunk.first + 1, chunk.last):
        if scene.text.forms[t - 1] == "في":
            place = place_chunk(scene.text, scene.names, t, chunk.last)
            return None if place is None or place.level == "country" else place
    return None
