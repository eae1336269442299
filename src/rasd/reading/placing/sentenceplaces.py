"""Where, when the clause does not say: another place of the sentence, unless it is where something was said."""

from __future__ import annotations

from bisect import bisect_left

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.names import COUNTRYSIDE, FINE, FINENESS
from rasd.reading.cutting.naming import witnessed
from rasd.reading.cutting.placechunks import heading
from rasd.reading.placing.clauseplaces import around_an_origin, finest, headed, lies, lies_elsewhere
from rasd.reading.placing.pointedback import NEAR_BY
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import WINDOW, WITHIN_REACH, Scene

#: After these begins what somebody says.
_OPENS_SPEECH = frozenset(':"«“')
#: «بشأن إقليم كذا» is what is spoken of.
_ABOUT = frozenset("بشان بخصوص حول".split())
#: So many chunks after «منذ» the place of what it names stands at most.
_SPAN = 6
#: After these stands where somebody is from: «وسكان بلدة كذا».
_HOME = frozenset(("وسكان", "مواليد"))
#: Some of those told of before, and so many chunks after them their place stands at most.
_OF_THEM, _MOST = frozenset("غالبيتهم معظمهم اغلبهم اغلبيتهم بعضهم بينهم منهم غالبيتها معظمها".split()), 5
_NOT_THERE = _ABOUT | {"من", "الي"}


def sentence_place(scene: Scene, draft: Draft) -> Chunk | None:
    """A place elsewhere in the sentence, those before the trigger first."""
    k = scene.index.get(draft.at, 0)
    here = bisect_left(scene.places, k)
    said = _where_said(scene, draft)
    before = [
        j
        for j in reversed(scene.places[max(0, here - WINDOW) : here])
        if scene.chunks[j].first not in said
        and not scene.of_a_deed(j, draft)
        and not _of_most(scene, j)
        and ((scene.chunks[j].first in scene.taken and not scene.chunks[j].conj) or _tells_where(scene, j))
    ]
    after = (
        j
        for j in scene.places[here : here + WINDOW]
        if j != k and j - k < WITHIN_REACH and not scene.of_a_deed(j, draft) and _tells_where(scene, j)
    )
    found = next(after, None)
    before = [j for j in before if not _since(scene, j)] or before
    if before and not (found is not None and _names_more(scene, before[0], found, k)):
        near = [j for j in before if before[0] - j < 7]
        return finest(scene, min(near, key=lambda j: _coarseness(scene, j)), len(scene.chunks))
    return None if found is None else finest(scene, found, len(scene.chunks))


def _of_most(scene: Scene, j: int) -> bool:
    """«قتل 30 في كذا، غالبيتهم في حي كذا، وأصيب 40»: where most of those before were, and not those after."""
    for n in range(j - 1, max(-1, j - _MOST), -1):
        if scene.chunks[n].kind == ",":
            return False
        word = scene.text.words[scene.chunks[n].first]
        if word.form in _OF_THEM or (word.quantifier and word.pron):
            return True
    return False


def _since(scene: Scene, j: int) -> bool:
    """«منذ بدء العدوان على كذا»: the place of what a span began with, where another is told as well."""
    for n in range(j - 1, max(-1, j - _SPAN), -1):
        if scene.chunks[n].kind == ",":
            return False
        if scene.text.forms[scene.chunks[n].first] == "منذ":
            return True
    return False


def _where_said(scene: Scene, draft: Draft) -> range:
    """«قال الناطق في مؤتمر صحفي في كذا إن …»: the tokens from the verb of speaking to what is said."""
    if draft.segment is None or not draft.segment.first <= draft.segment.cue[0] < draft.at:
        return range(0)
    cue = draft.segment.cue[0]
    start = max(cue, draft.sentence[0])
    for chunk in scene.chunks[scene.index.get(start, 0) + 1 :]:
        if chunk.first >= draft.at or chunk.kind in "VN":
            return range(0)
        if scene.text.words[chunk.first - 1].tag == "r":
            continue  # «الوزير، الذي كان يتحدث في كذا، إن»
        if chunk.kind == "i" or scene.text.forms[chunk.first] in _OPENS_SPEECH:
            return range(start, chunk.first)
    return range(0)


def _names_more(scene: Scene, before: int, after: int, k: int) -> bool:
    """«… في الصومال عقب هجوم استخدمت فيه سيارتان قرب كذا في مقديشو»: a town after it, and only a country before."""
    wide = scene.chunks[before].level == "country" and scene.chunks[after].level in FINE
    return wide and after - k < NEAR_BY and not any(c.kind in "SVi" and c.conj for c in scene.chunks[k + 1 : after])


def _coarseness(scene: Scene, j: int) -> int:
    """«جنوب سوريا» says less than the camp named before it."""
    chunk = scene.chunks[j]
    return 1 if chunk.level == "country" or heading(scene.text, chunk) else 0


def _heads_line(scene: Scene, j: int) -> bool:
    """«ريف حماة || قصف على الأحياء»، «حلب - الشيخ مقصود: …»: the place that heads a line of news."""
    after = scene.chunks[j + 1] if j + 1 < len(scene.chunks) else None
    opens = j == 0 or (j == 2 and scene.chunks[0].kind == "L")
    return opens and after is not None and scene.text.forms[after.first] in ("|", "||", ":")


def _orients(scene: Scene, j: int) -> bool:
    """«في كذا المحاصرة قرب العاصمة»، «من كذا ومخيمها، شمالي الضفة»: it says where the place before it lies."""
    if _wider_than_before(scene, j):
        return True
    near = scene.word(j - 1) in ("قرب", "عاصمه") if j else False
    if not near and not heading(scene.text, scene.chunks[j]):
        return False
    for n in range(j - 1 - near, max(-1, j - 5), -1):
        chunk = scene.chunks[n]
        form = scene.text.forms[chunk.first]
        if chunk.kind == "L":
            return True
        if chunk.kind != "," and not (chunk.last == chunk.first + 1 and form.startswith(("ال", "وال"))):
            return False
    return False


def _wider_than_before(scene: Scene, j: int) -> bool:
    """«من مدينة كذا في محافظة كذا»: the province of the town before it."""
    if j < 2 or scene.chunks[j - 2].kind != "L" or scene.word(j - 1) != "في":
        return False
    if scene.text.forms[scene.chunks[j].first] in COUNTRYSIDE:
        return True  # «تل كذا في ريف كذا»
    return FINENESS.get(scene.chunks[j].level, 3) > FINENESS.get(scene.chunks[j - 2].level, 3)


def _around_the_two(scene: Scene, j: int) -> bool:
    """«بين منطقتي كذا وكذا بمدينة كذا»: the town in which lies what is between the two."""
    first = j - 1
    while first > 0 and scene.chunks[first].kind == "L" and scene.chunks[first].conj:
        first -= 1
    return scene.chunks[j].prep == "ب" and first > 0 and first < j - 1 and scene.word(first - 1) == "بين"


def _tells_where(scene: Scene, j: int) -> bool:
    """Whether a place of the sentence can be where something else in it happened."""
    chunk = scene.chunks[j]
    beside = j > 0 and scene.chunks[j - 1].kind == "L" and not _around_the_two(scene, j)
    if chunk.first in scene.spoken or beside or lies_elsewhere(scene, chunk) or around_an_origin(scene, chunk):
        return False
    if _heads_line(scene, j):
        return True
    if any(lies(scene, n) for n in range(max(0, j - 2), j)) or _orients(scene, j):
        return False  # «في مديرية كذا الواقعة في محافظة كذا»
    before = scene.chunks[j - 1].word if j else None
    if before is not None and before.carrier == "patient" and not chunk.prep:
        return True  # «تشهد الضفة اشتباكات»
    stands = chunk.prep == "ب" or (j and scene.chunks[j - 1].kind in "pN") or witnessed(scene.text, chunk.first)
    if not (stands or headed(scene, chunk)):
        return False
    before_it = scene.text.forms[max(0, chunk.first - 2) : chunk.first]
    if before_it == ["من", "داخل"]:
        return False
    return chunk.code != "site.hospital" and not (before_it and before_it[-1] in _NOT_THERE | _HOME)
