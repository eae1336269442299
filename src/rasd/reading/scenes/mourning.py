"""«نعت كتائب كذا الشهيد فلان»: the body that mourns lost one of its own, and says so."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import Scene
from rasd.reading.scenes.voices import armed
from rasd.reading.speaking.attribution import Segment
from rasd.reading.speaking.speakers import Speaking

#: What is held for the dead, some day later.
_FUNERAL = frozenset(("تشييع", "دفن", "جنازه", "تابين"))
#: How a draft of one who is mourned is marked: where he came from is not where he fell.
MOURNED = "mourned"


def mourned(scene: Scene, draft: Draft) -> None:
    """Give a mourned fighter his side, and the telling to the body that mourns him."""
    if draft.form is None or "mourns" not in draft.form.lexeme.flags:
        return
    body = _mourner(scene, scene.index.get(draft.at, 0))
    if body is None:
        return
    who = Speaking(body.first, body.last, body.actors)
    draft.patient, draft.of = body, MOURNED
    if armed(scene, who) is not None and draft.code in (None, "person"):
        draft.code = "person.combatant"
    if draft.agent is not None and scene.one(draft.agent, body):
        draft.agent = None
    if draft.segment is None or not draft.segment.chain:
        draft.segment = Segment(draft.at, draft.end, [who], (draft.at, draft.at + 1), "says")


def _mourner(scene: Scene, k: int) -> Chunk | None:
    """The party right after the verb, or right before it."""
    for j in (k + 1, k - 1):
        chunk = scene.chunks[j] if 0 <= j < len(scene.chunks) else None
        if chunk is not None and chunk.kind == "A" and not chunk.prep and not scene.after_preposition(j):
            return chunk
    return None


def of_a_funeral(scene: Scene, j: int, k: int) -> bool:
    """«تجمع الآلاف الاثنين لتشييع 29 طفلا قتلوا في غارة»: the day of the funeral, before which they died."""
    between = scene.text.forms[scene.chunks[j].last : scene.chunks[k].first]
    return any(f.lstrip("لبو").removeprefix("ال") in _FUNERAL for f in between)
