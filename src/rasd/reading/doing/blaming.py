"""Who is blamed for a deed, and by whom: «اتهمت الحكومة المتمردين بقتل 9»، «حمّل المرصد الجيش مسؤولية الهجوم»."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.scenes.antecedents import ACCUSES, accuses_them
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import Scene
from rasd.reading.speaking.deeds import blames

_ADMITS = frozenset("اعترف اعترفت يعترف تعترف اقر اقرت يقر تقر".split())
_OWNING_UP = ("بالتسبب", "بتسبب", "بمسوولي", "بالمسوولي")


def accused(scene: Scene, k: int) -> Chunk | None:
    """«اتهمت الحكومة المتمردين بقتل 9»: who is accused of it is the doer, by the accuser's word."""
    if k < 2 or not scene.text.forms[scene.chunks[k].first].startswith("ب") or scene.chunks[k - 1].prep:
        return None
    verbs = [w for j in range(max(0, k - 7), k - 1) if (w := scene.word(j).lstrip("وف")).startswith(ACCUSES)]
    if not verbs or accuses_them(verbs[-1]):
        return None  # «التي اتهمتها واشنطن بالهجوم»: whom follows is the accuser
    return scene.whose(scene.chunks[k - 1])


def responsible(scene: Scene, k: int) -> Chunk | None:
    """«إن قوات كذا مسؤولة عن مقتل 80 مدنيا»، «حمّل كذا مسؤولية مقتل 80 مدنيا»: who is said to answer for it did it."""
    said = k > 0 and scene.word(k - 1) == "عن"
    about = k - 1 if said else k
    if about < 2:
        return None
    word, before = scene.word(about - 1), about - 2
    if word.removeprefix("ال").startswith("مسوولي"):
        if not any(blames(scene.text.forms[c.first]) for c in scene.chunks[max(0, k - 12) : k]):
            return None  # «أعلن التنظيم مسؤولية الهجوم»
        before -= scene.word(before) == "كامل"
    elif not (said and word.startswith("مسوول") and scene.chunks[about - 1].kind in "wG"):
        return None
    who = scene.chunks[max(before, 0)]
    if who.prep or who.kind not in "ALG":
        return None
    return who if who.kind in "AL" else scene.whose(who)


def admitted(scene: Scene, draft: Draft, k: int) -> Chunk | None:
    """«أقر الجيش بقتل 12 مدنيا»، «اعترف التحالف بالتسبب في مقتل 18»: who admits the deed did it."""
    j = k
    if not scene.text.forms[scene.chunks[k].first].startswith("بقتل"):
        j = next((n for n in range(k - 1, max(0, k - 4), -1) if scene.word(n).startswith(_OWNING_UP)), 0)
    if j < 2 or scene.word(j - 2).lstrip("وف") not in _ADMITS:
        return None
    return scene.actor_at(j - 1, j)
