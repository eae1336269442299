"""The party that a sentence is about: the subject of its main verb, whom what follows still means."""

from __future__ import annotations

from rasd.reading.chunks import Chunk
from rasd.reading.scene import Scene

#: No subject is looked for further back than this many chunks.
_BACK = 40
_FIGHTS = frozenset("خاض خاضت خاضوا خاضها خاضته خاضتها خاضوها يخوض تخوض يخوضون يخوضها تخوضها يخوضونها".split())


def opening_party(scene: Scene, k: int) -> Chunk | None:
    """«تقدمت القوات … بعد معارك مع كذا»: the subject of the verb that opens the clause, or the party after «إن»."""
    for j in range(k - 1, max(0, k - _BACK), -1):
        who, before = scene.chunks[j], scene.chunks[j - 1]
        if who.kind == "S":
            return None
        if who.kind != "A" or who.prep or who.conj or who.first in scene.spoken or scene.tells(who):
            continue
        if before.kind == "i" or (before.kind in "wV" and _opens(scene, j - 1)):
            return who
    return None


def _opens(scene: Scene, j: int) -> bool:
    """Whether the verb at ``j`` opens a clause: at the head of the sentence, after a comma or a conjunction."""
    if scene.chunks[j].conj or scene.text.forms[scene.chunks[j].first][0] == "و":
        return True
    return j == 0 or scene.chunks[j - 1].kind in ",k"


def fought_by_them(scene: Scene, k: int) -> bool:
    """«معارك خاضتها ضد كذا»، «لا تزال تخوض معارك»: a verb of fighting that has its subject before it."""
    near = range(max(0, k - 2), min(k + 4, len(scene.chunks)))
    return any(scene.text.forms[scene.chunks[j].first].lstrip("وف") in _FIGHTS for j in near)
