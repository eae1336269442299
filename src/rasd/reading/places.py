"""Where: the finest place named beside an event, in its sentence, or in the sentences before."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from rasd.reading.chunks import Chunk
from rasd.reading.days import of_itself, own_day
from rasd.reading.drafts import Draft
from rasd.reading.events import SentenceEvents
from rasd.reading.families import PERSON_ACTIONS
from rasd.reading.names import FINENESS, heading
from rasd.reading.scene import WINDOW, Scene
from rasd.reading.voices import same_voice

_AWAY = frozenset("من الي نحو باتجاه عن".split())
_AIMED = frozenset("نحو باتجاه".split())
_FIRE = frozenset(("shelling", "airstrike", "drone_strike", "attack"))
_ONE_BY_ONE = frozenset(("took", "lost"))
_MOVES = frozenset(("took", "lost", "deployed", "displaced"))

#: What one side reports of itself: another voice's account of it may be of another place.
_OWN_DEEDS = frozenset(("destroyed", "shot_down", "captured", "seized", "took", "lost"))


def take_place(scene: Scene, draft: Draft, k: int, end: int) -> None:
    """The finest of the places that stand together first in the draft's region."""
    if draft.place is not None:
        start = scene.index.get(draft.place.first)
        if start is not None:
            draft.place = finest(scene, start, end)
        return
    for n in range(bisect_left(scene.places, k), len(scene.places)):
        j = scene.places[n]
        if j >= min(end, k + WINDOW):
            return
        chunk = scene.chunks[j]
        if chunk.first not in scene.spoken and _stands(scene, chunk, draft):
            draft.place = finest(scene, j, end)
            return


def _stands(scene: Scene, chunk: Chunk, draft: Draft) -> bool:
    """Whether a place is where it happened: not where somebody came from, was taken to, or moved."""
    forms = scene.text.forms
    before = forms[chunk.first - 1] if chunk.first else ""
    earlier = forms[chunk.first - 2] if chunk.first > 1 else ""
    near = earlier in ("بالقرب", "القرب", "مقربه", "كل")
    aimed = before in _AIMED and draft.action in _FIRE  # «صواريخ باتجاه المدينة»
    if before in _AWAY and not (near or aimed) and draft.action not in _MOVES:
        return False
    return not (chunk.code == "site.hospital" and draft.action in PERSON_ACTIONS)


def finest(scene: Scene, j: int, end: int) -> Chunk:
    """Of a chain of places («حي كذا في مدينة كذا بمحافظة كذا») the most specific."""
    best = scene.chunks[j]
    gap = 0
    for n in range(j + 1, min(end, j + 8)):
        chunk = scene.chunks[n]
        if chunk.kind == "L" and not chunk.conj:
            if _finer(scene, chunk, best):
                best = chunk
            gap = 0
        elif chunk.kind == "," and gap == 0 and n + 1 < len(scene.chunks) and _goes_on(scene, n + 1):
            gap += 1
        elif (chunk.kind == "p" and chunk.conj) or _lies(scene, n):
            break  # «في حي كذا، وفي مخيم كذا»، «في منطقة كذا الواقعة بين مدينتين»
        elif chunk.kind in 'wp"':
            gap += 1
            if gap > 2:
                break
        else:
            break
    return best


def _lies(scene: Scene, n: int) -> bool:
    """«الواقعة»، «القريبة»، «المحاذية»، «التابعة»: what follows only says where a place lies."""
    form = scene.text.forms[scene.chunks[n].first]
    return form.startswith(("الواقع", "القريب", "المحاذي", "المتاخم", "المجاور", "التابع")) or form == "بين"


def _finer(scene: Scene, chunk: Chunk, best: Chunk) -> bool:
    """Whether a further place is more specific: «بمدينة كذا» after «حي كذا» is not."""
    if best.level in ("area", "settlement", "site") and (chunk.prep == "ب" or _inside(scene, chunk)):
        return False  # «حي كذا في مخيم كذا»
    return FINENESS.get(chunk.level, 3) < FINENESS.get(best.level, 3) and not heading(scene.text, chunk)


def _inside(scene: Scene, chunk: Chunk) -> bool:
    return scene.text.forms[chunk.first - 1] == "في"


def _goes_on(scene: Scene, n: int) -> bool:
    """Whether what follows a comma still says where: with a preposition or a head («، حي كذا»)."""
    chunk = scene.chunks[n]
    return (chunk.kind == "p" and not chunk.conj) or (
        chunk.kind == "L" and (chunk.prep == "ب" or _headed(scene, chunk))
    )


def _headed(scene: Scene, chunk: Chunk) -> bool:
    return scene.text.forms[chunk.first] in scene.book.place_heads


def where(scene: Scene, draft: Draft) -> None:
    """The place of a draft: its own, that of the attack that did it, of the sentence, of the sentences before."""
    if draft.of == "meant":
        _town_told(scene, draft)
        return
    if draft.place is None:
        take_place(scene, draft, *scene.region(draft))
    if draft.place is not None or of_itself(draft):
        return
    if draft.cause is not None and draft.cause.place is not None:
        draft.place = draft.cause.place
        draft.rules.append("place-from-event")
        return
    if scene.context.place is not None and pointed_back(scene, draft):
        draft.place = scene.context.place
        draft.rules.append("place-from-context")
        return
    place = _sentence_place(scene, scene.index.get(draft.at, 0))
    if place is not None:
        draft.place = place
        draft.rules.append("place-from-sentence")
    elif _carries_over(scene, draft):
        draft.place = scene.context.place
        draft.rules.append("place-from-context")


def _town_told(scene: Scene, draft: Draft) -> None:
    """«المدينة»: the town named before in the sentence, or told of in those before."""
    k = scene.index.get(draft.at, 0)
    before = [scene.chunks[j] for j in scene.places if j < k and scene.chunks[j].level == "settlement"]
    draft.place = before[-1] if before else _last_town(scene, draft.sentence[0])
    if draft.place is not None:
        draft.rules.append("place-from-sentence" if before else "place-from-context")


#: So many words before a sentence a town is looked for that «المدينة» can mean.
_RECENT = 150


def _last_town(scene: Scene, first: int) -> Chunk | None:
    """The last town that the text names before a sentence, other than one that only says where another lies."""
    text = scene.text
    for t in range(first - 1, max(-1, first - _RECENT), -1):
        found = scene.names.match(text, t, first) if text.words[t].names else None
        if found is None or found[2] != "settlement" or t == 0:
            continue
        stands = text.forms[t - 1] in ("في", "علي", "داخل") or text.words[t - 1].place in ("settlement", "around")
        if not stands or text.forms[t - 1].removeprefix("ال") in _ELSEWHERE:
            continue
        chunk = Chunk("L", t, found[0], text.words[t])
        chunk.level = "settlement"
        return chunk
    return None


_ELSEWHERE = frozenset("عاصمه شرق غرب شمال جنوب شرقي غربي شمالي جنوبي".split())


def _carries_over(scene: Scene, draft: Draft) -> bool:
    """Whether the place told of before still holds: the same voice goes on, and no recap begins."""
    if scene.context.place is None or _cumulative(draft):
        return False
    if same_voice(scene, draft):
        return True
    return draft.action not in _OWN_DEEDS and not own_day(scene)


def pointed_back(scene: Scene, draft: Draft) -> bool:
    """«في هذا الحي»: the place told of before is meant."""
    forms = scene.text.forms[draft.at : min(draft.at + 6, draft.sentence[1])]
    return any(f in ("هذا", "هذه") and w.removeprefix("ال") in scene.book.place_heads for f, w in pairwise(forms))


def _cumulative(draft: Draft) -> bool:
    moment = draft.time.moment if draft.time is not None else None
    if moment is None:
        return False
    if moment.kind == "since" and moment.precision in ("year", "since"):
        return True
    return moment.start is not None and moment.end is not None and (moment.end - moment.start).days > 60


def _sentence_place(scene: Scene, k: int) -> Chunk | None:
    """A place elsewhere in the sentence, those before the trigger first."""
    here = bisect_left(scene.places, k)
    before = [j for j in reversed(scene.places[max(0, here - WINDOW) : here]) if _tells_where(scene, j)]
    if before:
        near = [j for j in before if before[0] - j < 7]
        return finest(scene, min(near, key=lambda j: _coarseness(scene, j)), len(scene.chunks))
    after = (j for j in scene.places[here : here + WINDOW] if j != k and _tells_where(scene, j))
    found = next(after, None)
    return None if found is None else finest(scene, found, len(scene.chunks))


def _coarseness(scene: Scene, j: int) -> int:
    """«جنوب سوريا» says less than the camp named before it."""
    chunk = scene.chunks[j]
    return 1 if chunk.level == "country" or heading(scene.text, chunk) else 0


def _heads_line(scene: Scene, j: int) -> bool:
    """«ريف حماة || قصف على الأحياء»، «حلب - الشيخ مقصود: …»: the place that heads a line of news."""
    after = scene.chunks[j + 1] if j + 1 < len(scene.chunks) else None
    opens = j == 0 or (j == 2 and scene.chunks[0].kind == "L")
    return opens and after is not None and scene.text.forms[after.first] in ("|", "||", ":")


def _tells_where(scene: Scene, j: int) -> bool:
    """Whether a place of the sentence can be where something else in it happened."""
    chunk = scene.chunks[j]
    if chunk.first in scene.spoken or (j and scene.chunks[j - 1].kind == "L"):
        return False
    if _heads_line(scene, j):
        return True
    if any(_lies(scene, n) for n in range(max(0, j - 2), j)):
        return False  # «في مديرية كذا الواقعة في محافظة كذا»
    before = scene.chunks[j - 1].word if j else None
    if before is not None and before.carrier == "patient" and not chunk.prep:
        return True  # «تشهد الضفة اشتباكات»
    if not (chunk.prep == "ب" or (j and scene.chunks[j - 1].kind == "p") or _headed(scene, chunk)):
        return False
    return chunk.code != "site.hospital" and not (chunk.first and scene.text.forms[chunk.first - 1] in ("من", "الي"))


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
