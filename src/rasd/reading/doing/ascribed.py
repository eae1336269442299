"""Who did it, by the words that lead to him: «من قبل …»، «على يد …»، «نسب إلى …»."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.families import FIGHTING_KINDS
from rasd.reading.cutting.watching import Watch
from rasd.reading.parties.topics import topic
from rasd.reading.scenes.scene import WINDOW, Scene
from rasd.reading.scenes.stance import ASCRIBED

_TO = frozenset("الي اليه".split())
#: So near the head of a sentence it is said to whom all of it is ascribed.
_AT_THE_HEAD = 7
#: What shows a deed, and the verbs by which its doers publish it.
_PICTURES = frozenset("مشاهد مشهد لقطات فيديو صور تسجيل مقطع شريط".split())
_PUBLISHED = frozenset("نشر نشرت بث بثت عرض عرضت وزع وزعت ينشر تنشر يبث تبث".split())
#: «أوقعوا», «استدرج»: leading somebody into an ambush.
_INTO_IT = ("اوقع", "وقع", "يوقع", "توقع", "استدرج", "يستدرج", "تستدرج")
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


def shown_by(scene: Scene, k: int) -> Chunk | None:
    """«نشرت كتائب كذا مشاهد من عملية استهداف دبابة»: an armed body shows what it did itself."""
    at = next((j for j in range(k - 1, max(-1, k - 6), -1) if scene.word(j).removesuffix("ا") in _PICTURES), -1)
    if at < 2 or any(c.kind in "VSi,A" for c in scene.chunks[at + 1 : k]):
        return None
    for j in range(at - 1, max(-1, at - 4), -1):
        if scene.text.forms[scene.chunks[j].first].lstrip("وف") in _PUBLISHED:
            who = scene.chunks[j + 1]
            armed = (
                who.actors[0].kind in FIGHTING_KINDS if who.actors else who.word is not None and bool(who.word.group)
            )
            return who if who.kind == "A" and not who.prep and armed else None
    return None


def lured(scene: Scene, k: int) -> tuple[Chunk | None, Chunk | None]:
    """«أوقع المقاتلون قوة للعدو في كمين»، «استدرجوا قوة إسرائيلية وأوقعوها في كمين»: who led whom into an ambush."""
    if k < 2 or scene.word(k - 1) != "في":
        return None, None
    j = next((j for j in range(k - 2, max(-1, k - 7), -1) if _leads(scene, j)), -1)
    if j < 0:
        return None, None
    word = scene.chunks[j].word
    back = word is not None and word.pron in ("ه", "ها", "هم")
    first = next((n for n in range(j - 1, max(-1, j - 7), -1) if _leads(scene, n)), -1) if back else j
    if first < 0:
        return None, None
    between = scene.chunks[first + 1 : j if back else k - 1]
    parties = [scene.whose(c) or c for c in between if c.kind == "A" or (c.kind == "G" and c.number is None)]
    parties = [c for c in parties if c.kind == "A" or c.code == "person.combatant"]
    if len(parties) < 2:
        who = topic(scene, first)
        return who, parties[0] if parties and (who is not None or back) else None
    return parties[0], parties[1]


def _leads(scene: Scene, j: int) -> bool:
    return scene.text.forms[scene.chunks[j].first].lstrip("وف").startswith(_INTO_IT)


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
    """«مقتل 10 أشخاص، 8 منهم على يد القوات»: who killed the eight is not told of the ten.

    «قتل خمسة منهم برصاص القوات»: there is no figure before it that it could be part of.
    """
    whole = any(c.number is not None for c in scene.chunks[max(0, k - 1) : k + 1])
    for n in range(k + 2, j):
        before = scene.chunks[n - 1]
        if before.kind != "G" or before.number is None:
            continue
        if whole and scene.chunks[n].kind == "b" and before.code is None:
            return True
        whole = True
    return False
