"""Doers that no list knows: their place and their ending make them the subject of a verb."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import Scene

#: A noun with less than this before its ending is no name of people: «القانون».
_STEM = 3


def unknown_topic(scene: Scene, draft: Draft, k: int) -> Chunk | None:
    """«أن منظومة الدفاع الجوي دمرت 66 مسيّرة»: words between «أن» and a verb name its subject, whoever that is."""
    return None if draft.measure is None or draft.measure.chunk.first < draft.at else words_before(scene, k)


def words_before(scene: Scene, k: int) -> Chunk | None:
    """The words between «أن», or the head of the clause, and the verb at ``k``, if they name its subject."""
    j = k
    while j and k - j < 5 and scene.chunks[j - 1].kind == "w" and not scene.chunks[j - 1].prep:
        j -= 1
    if j and scene.word(j - 1).lstrip("وف").startswith("كان"):
        return None  # «أن الانفجار كان كبيرا وألحق أضرارا»
    if j == k or any(c.word and c.word.carrier for c in scene.chunks[j:k]):
        return None
    opened = j > 0 and scene.chunks[j - 1].kind == "i"
    ours = (j == 0 or scene.chunks[j - 1].kind in '",') and any(_ours(scene, c) for c in scene.chunks[j:k])
    if not opened and not ours:
        return None
    found = Chunk("A", scene.chunks[j].first, scene.chunks[k - 1].last, scene.chunks[j].word)
    found.party = True
    return found


def _ours(scene: Scene, chunk: Chunk) -> bool:
    """«دفاعنا الجوي»: defences that he who speaks calls his own."""
    form = scene.text.forms[chunk.first]
    return form.startswith("دفاع") and form.endswith("نا")


def nominative(scene: Scene, k: int) -> Chunk | None:
    """«قصف المحتلون 40 بلدة»: a definite plural in «ون» right after a verb can be nothing but its subject."""
    after = scene.chunks[k + 1] if k + 1 < len(scene.chunks) else None
    if after is None or after.kind != "w" or scene.chunks[k].kind != "V" or after.first != scene.chunks[k].last:
        return None
    word = scene.text.words[after.first]
    form = word.form
    if (group := _of_a_group(scene, k, form)) is not None:
        return group
    if word.tag != "w" or not (form.startswith("ال") and form.endswith("ون")) or len(form) < len("الون") + _STEM:
        return None
    if form.endswith(("يون", "ليون")) and len(form) <= len("الون") + _STEM:
        return None
    party = Chunk("A", after.first, after.last, word)
    party.party = True
    return party


def _of_a_group(scene: Scene, k: int, form: str) -> Chunk | None:
    """«اقتحم انغماسيون من التنظيم المقر»: people of a kind that no list knows, by the group that they are of."""
    if k + 3 >= len(scene.chunks) or not form.endswith("ون") or form.startswith("ال") or scene.word(k + 2) != "من":
        return None
    group = scene.chunks[k + 3]
    return group if group.kind == "A" and not group.prep and not scene.tells(group) else None
