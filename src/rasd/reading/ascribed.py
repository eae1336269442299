"""Who did it, by the words that lead to him: «من قبل …»، «على يد …»، «نسب إلى …»."""

from __future__ import annotations

from rasd.reading.chunks import Chunk
from rasd.reading.scene import WINDOW, Scene
from rasd.reading.stance import ASCRIBED
from rasd.reading.watching import Watch

_TO = frozenset("الي اليه".split())
#: So near the head of a sentence it is said to whom all of it is ascribed.
_AT_THE_HEAD = 7
_BY = Watch(lambda word, book: word.form in book.by or word.form.lstrip("و") in ASCRIBED)


def ascribed_before(scene: Scene, k: int) -> Chunk | None:
    """«وفي حادثة نسبت إلى الحركة، قتل جندي»: to whom what the sentence tells is ascribed at its head."""
    for j in range(min(k, _AT_THE_HEAD)):
        if scene.text.forms[scene.chunks[j].first].lstrip("و") in ASCRIBED:
            to = next((n for n in range(j + 1, min(k, j + 4)) if scene.word(n) in _TO), k)
            return scene.actor_at(to + 1, min(k, to + 3)) if to + 1 < k else None
        if scene.chunks[j].kind in "VNS":
            return None
    return None


def doer_by(scene: Scene, k: int, end: int) -> Chunk | None:
    """«من قبل …»، «على يد …»، «بنيران …»."""
    forms = scene.text.forms
    limit = min(end, k + WINDOW, len(scene.chunks))
    if k >= limit:
        return None
    for t in scene.text.within(_BY, scene.chunks[k].first, scene.chunks[limit - 1].last):
        j = scene.index.get(t, -1)
        if j < 0 or scene.chunks[j].first != t:
            continue
        if _of_so_many_of_them(scene, k, j):
            return None
        if forms[t].lstrip("و") in ASCRIBED and j + 2 < len(scene.chunks) and scene.word(j + 1) in _TO:
            return scene.actor_at(j + 2, j + 6)
        for rest in scene.book.by.get(forms[t], ()):
            size = 1 + len(rest)
            if tuple(forms[t + 1 : t + size]) == rest:
                following = scene.index.get(t + size)
                who = scene.actor_at(following, following + 3) if following is not None else None
                if who is not None:
                    return who
    return None


def _of_so_many_of_them(scene: Scene, k: int, j: int) -> bool:
    """«مقتل 10 أشخاص، 8 منهم على يد القوات»: who killed the eight is not told of the ten."""
    for n in range(k + 2, j):
        before = scene.chunks[n - 1]
        if scene.chunks[n].kind == "b" and before.kind == "G" and before.number is not None and before.code is None:
            return True
    return False
