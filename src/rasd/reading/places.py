"""Where: the finest place named beside an event, in its sentence, or in the sentences before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from rasd.reading.chunks import Chunk
from rasd.reading.days import of_itself, own_day, recaps
from rasd.reading.drafts import Draft
from rasd.reading.families import PERSON_ACTIONS, family_of
from rasd.reading.names import COUNTRYSIDE, FINENESS
from rasd.reading.naming import witnessed
from rasd.reading.placechunks import heading, place_chunk
from rasd.reading.pointedback import NEAR_BY, pointed_back, same_kind, town_told
from rasd.reading.scene import WINDOW, Scene
from rasd.reading.struckplaces import struck_place
from rasd.reading.voices import same_voice

_AWAY = frozenset("من الي نحو باتجاه عن".split())
#: «شهيدا على طريق القدس»: what for, not where.
_CAUSE = ["طريق", "القدس"]
_EVERYWHERE = frozenset("الرياسي الجمهوري الملكي الدولي المركزي الحكومي الرييسي الرييسيه التجاري".split())
#: After these begins what somebody says.
OPENS_SPEECH = frozenset(':"«“')
_FROM_TO = frozenset(("الي", "نحو"))
_LYING = frozenset("واقع واقعه اقع اقعه تقع يقع تبعد يبعد".split())
#: «قرية كذا المطلة على مدينة كذا»: what lies beside the place that is meant.
_BESIDE = frozenset(
    "المطله المطل المطلين القريبه القريب المحاذيه المحاذي المجاوره المجاور المتاخمه المتاخم الموديه المودي الرابطه "
    "الرابط الفاصل الفاصله".split()
)
#: «بشأن إقليم كذا» is what is spoken of.
_ABOUT = frozenset("بشان بخصوص حول".split())
_NOT_THERE = _ABOUT | {"من", "الي"}
_LOCALS = frozenset("محليه محلي محليون محليين سكان اهالي".split())
#: Parts of a hospital's ground where the dead are found, not treated.
_GROUNDS = frozenset("مقبره مقابر محيط ساحه باحه داخل قرب امام اقتحام حصار".split())
_FAR = frozenset("بعد مسافه تبعد يبعد".split())
_AIMED = frozenset("نحو باتجاه".split())
_FIRE = frozenset(("shelling", "airstrike", "drone_strike", "attack"))
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
    if _lies_elsewhere(scene, chunk):
        return False
    near = earlier in ("بالقرب", "القرب", "مقربه", "كل")
    aimed = before in _AIMED and draft.action in _FIRE  # «صواريخ باتجاه المدينة»
    if before in _AWAY and not (near or aimed) and draft.action not in _MOVES:
        return False
    return not (chunk.code == "site.hospital" and draft.action in PERSON_ACTIONS and not _lay_there(scene, chunk))


def _lay_there(scene: Scene, chunk: Chunk) -> bool:
    """«المقبرة الجماعية في مستشفى كذا»، «في محيط مستشفى كذا»: they were not taken there."""
    before = scene.text.forms[max(0, chunk.first - 4) : chunk.first + 1]
    return any(f.removeprefix("ال") in _GROUNDS for f in before)


def _lies_elsewhere(scene: Scene, chunk: Chunk) -> bool:
    """«سبها الواقعة على مسافة 700 كيلومتر جنوبي طرابلس»: the second name only says where the first one lies."""
    before = scene.text.forms[max(0, chunk.first - 8) : chunk.first]
    if scene.text.forms[chunk.first : chunk.last] == _CAUSE and before[-1:] == ["علي"]:
        return True
    if any(f in _BESIDE for f in before[-2:]):
        return True
    return any(f.removeprefix("ال").lstrip("و") in _LYING for f in before) and any(f in _FAR for f in before)


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
        elif (chunk.kind == "p" and (chunk.conj or _leads_away(scene, n, best))) or _lies(scene, n):
            break  # «في حي كذا، وفي مخيم كذا»، «في منطقة كذا الواقعة بين مدينتين»
        elif chunk.kind in 'wp"':
            gap += 1
            if gap > 2:
                break
        else:
            break
    return best


def _leads_away(scene: Scene, n: int, best: Chunk) -> bool:
    """«نقل السفارة في إسرائيل من تل أبيب إلى القدس»: what stands after «إلى» is elsewhere."""
    form = scene.word(n)
    return form in _FROM_TO or (form == "من" and best.level == "country")


def _lies(scene: Scene, n: int) -> bool:
    """«الواقعة»، «القريبة»، «المحاذية»، «التابعة»: what follows only says where a place lies."""
    form = scene.text.forms[scene.chunks[n].first]
    return form.startswith(("الواقع", "القريب", "المحاذي", "المتاخم", "المجاور", "التابع")) or form == "بين"


def _finer(scene: Scene, chunk: Chunk, best: Chunk) -> bool:
    """Whether a further place is more specific: «بمدينة كذا» after «حي كذا» is not."""
    if chunk.level == "settlement" and _unnamed(scene, best):
        return True
    if best.level in ("area", "settlement", "site") and (chunk.prep == "ب" or _inside(scene, chunk)):
        return False  # «حي كذا في مخيم كذا»
    within = chunk.prep == "ب" or _inside(scene, chunk) or not _headed(scene, chunk)
    if best.level == "area" and chunk.level == "settlement" and within:
        return False  # «حي الكرادة وسط بغداد»، but «منطقة كذا، بلدة كذا»
    if scene.text.forms[chunk.first].removeprefix("ب") in COUNTRYSIDE and best.level != "country":
        return False  # «بلدة كذا بريف كذا»
    return FINENESS.get(chunk.level, 3) < FINENESS.get(best.level, 3) and not heading(scene.text, chunk)


def _unnamed(scene: Scene, place: Chunk) -> bool:
    """«القصر الرئاسي في مقديشو»، «المطار الدولي»: every capital has one, so the town says where."""
    words = scene.text.forms[place.name[0] : place.last]
    return len(words) == 2 and words[0].startswith("ال") and words[1] in _EVERYWHERE


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
        town_told(scene, draft)
        return
    if draft.of == "mourned":
        draft.place = draft.cause.place if draft.cause is not None else None  # «الشهيد فلان، من بلدة كذا»
        return
    if draft.place is None:
        take_place(scene, draft, *scene.region(draft))
    if _narrowed(draft) or (draft.place is None and _of_the_event(scene, draft)):
        assert draft.cause is not None
        draft.place = draft.cause.place
        draft.rules.append("place-from-event")
        return
    if draft.place is not None or of_itself(draft):
        return
    if (named := pointed_back(scene, draft)) is not None:
        draft.place = named
        draft.rules.append("place-from-kind")
        return
    if draft.violence and (toll := _of_the_toll(scene, draft)) is not None:
        draft.place = toll
        draft.rules.append("place-from-sentence")
        return
    place = struck_place(scene, draft) or _coordinate(scene, draft) or _sentence_place(scene, draft)
    if place is not None:
        draft.place = place
        draft.rules.append("place-from-sentence")
    elif (same := same_kind(scene, draft)) is not None:
        draft.place = same
        draft.rules.append("place-from-kind")
    elif _carries_over(scene, draft) and not (_of_locals(scene, draft) and _seat(scene, draft)):
        draft.place = _told_of_before(scene, draft)
        draft.rules.append("place-from-context")
    elif (seat := _seat(scene, draft)) is not None:
        draft.place = seat
        draft.rules.append("place-from-speaker")
    elif (country := _of_the_war(scene, draft)) is not None:
        draft.place = country
        draft.rules.append("place-from-context")


def _of_the_war(scene: Scene, draft: Draft) -> Chunk | None:
    """«أوقعت الحرب عشرة آلاف قتيل منذ 2015»: the toll of a war is of the country that was named last."""
    numbered = draft.measure is not None and draft.measure.low is not None
    if draft.violence or not numbered or draft.action not in PERSON_ACTIONS or not recaps(scene, draft):
        return None
    return scene.context.kinds.get("country")


def _of_the_toll(scene: Scene, draft: Draft) -> Chunk | None:
    """«الهجوم الذي أوقع 31 قتيلا ببغداد»: where its dead fell is where it was."""
    for toll in scene.drafts:
        if toll.cause is draft and toll.at > draft.at and toll.sentence == draft.sentence and not toll.violence:
            probe = Draft(draft.action, toll.at, draft.sentence, "")
            take_place(scene, probe, *scene.region(toll))
            if probe.place is not None:
                return probe.place
    return None


def _coordinate(scene: Scene, draft: Draft) -> Chunk | None:
    """«مقتل 5 وإصابة 10 في بلدة كذا»: the place after what is joined to it by «و» is of both."""
    k, end = scene.region(draft)
    for _ in range(3):
        if end >= len(scene.chunks) or end - k > NEAR_BY or not scene.chunks[end].conj or scene.chunks[end].kind == "p":
            return None
        n = bisect_right(scene.starts, end)
        after = scene.starts[n] if n < len(scene.starts) else len(scene.chunks)
        for j in scene.places[bisect_left(scene.places, end) :]:
            if j >= min(after, end + WINDOW):
                break
            chunk = scene.chunks[j]
            if chunk.first not in scene.spoken and _stands(scene, chunk, draft):
                return finest(scene, j, after)
        end = after
    return None


def _of_locals(scene: Scene, draft: Draft) -> bool:
    """«مصادر محلية في قرية كذا»، «سكان في بلدة كذا»: who tells of what happened where they are."""
    if draft.segment is None or not draft.segment.chain:
        return False
    who = draft.segment.chain[-1]
    return any(scene.text.forms[t].removeprefix("ال") in _LOCALS for t in range(who.first, who.last))


def _seat(scene: Scene, draft: Draft) -> Chunk | None:
    """«قالت وزارة الصحة في غزة إن 20 شخصا قتلوا»: a toll of those who count the dead of one place is of that place."""
    if draft.action not in PERSON_ACTIONS or draft.violence or draft.segment is None or draft.measure is None:
        return None
    for who in draft.segment.chain:
        for t in range(who.first + 1, who.last):
            if scene.text.forms[t - 1] != "في" or (not scene.text.words[t].place and not scene.text.words[t].names):
                continue
            place = place_chunk(scene.text, scene.names, t, who.last)
            if place is not None:
                return place
    return None


def _narrowed(draft: Draft) -> bool:
    """«قتلى في أفغانستان … إثر تفجير في كابول»: the event of the same sentence says where in the country."""
    place, event = draft.place, draft.cause
    if place is None or place.level not in ("country", "province") or draft.action in _MOVES:
        return False
    if event is None or event.place is None or event.sentence != draft.sentence or place.parts:
        return False
    told = not any(rule.startswith("place-from") and rule != "place-from-sentence" for rule in event.rules)
    return told and FINENESS.get(event.place.level, 3) < FINENESS[place.level]


def _of_the_event(scene: Scene, draft: Draft) -> bool:
    """Whether a draft is where its event was: not a recap's total, whose event was told of in sentences before."""
    event = draft.cause
    if event is None or event.place is None or of_itself(draft):
        return False
    carried = "place-from-context" in event.rules or event.sentence != draft.sentence
    return not (carried and recaps(scene, draft) and not _wide(scene, event.place))


def _wide(scene: Scene, place: Chunk) -> bool:
    """Whether a place is a country or a region, so that a recap of the war may still be of it."""
    return place.level == "country" or (place.level == "province" and not scene.text.words[place.first].place)


def _told_of_before(scene: Scene, draft: Draft) -> Chunk | None:
    """«الهجوم»، «الاشتباكات»: where the last event of its kind was; else the place told of last."""
    if draft.violence and draft.definite:
        return scene.context.where.get(family_of(draft.action), scene.context.place)
    return scene.context.place


def _carries_over(scene: Scene, draft: Draft) -> bool:
    """Whether the place told of before still holds: the same voice goes on, and no recap begins."""
    if scene.context.place is None or (recaps(scene, draft) and not _wide(scene, scene.context.place)):
        return False
    if same_voice(scene, draft) or any(d.violence and d.definite for d in scene.drafts):
        return True
    return draft.action not in _OWN_DEEDS and not own_day(scene)


def _sentence_place(scene: Scene, draft: Draft) -> Chunk | None:
    """A place elsewhere in the sentence, those before the trigger first."""
    k = scene.index.get(draft.at, 0)
    here = bisect_left(scene.places, k)
    said = _where_said(scene, draft)
    before = [
        j
        for j in reversed(scene.places[max(0, here - WINDOW) : here])
        if scene.chunks[j].first not in said and not scene.of_a_deed(j, draft) and _tells_where(scene, j)
    ]
    after = (
        j
        for j in scene.places[here : here + WINDOW]
        if j != k and not scene.of_a_deed(j, draft) and _tells_where(scene, j)
    )
    found = next(after, None)
    if before and not (found is not None and _names_more(scene, before[0], found, k)):
        near = [j for j in before if before[0] - j < 7]
        return finest(scene, min(near, key=lambda j: _coarseness(scene, j)), len(scene.chunks))
    return None if found is None else finest(scene, found, len(scene.chunks))


def _where_said(scene: Scene, draft: Draft) -> range:
    """«قال الناطق في مؤتمر صحفي في كذا إن …»: the tokens from the verb of speaking to what is said."""
    if draft.segment is None or not draft.segment.first <= draft.segment.cue[0] < draft.at:
        return range(0)
    cue = draft.segment.cue[0]
    start = max(cue, draft.sentence[0])
    for chunk in scene.chunks[scene.index.get(start, 0) + 1 :]:
        if chunk.first >= draft.at or chunk.kind in "VN":
            return range(0)
        if chunk.kind == "i" or scene.text.forms[chunk.first] in OPENS_SPEECH:
            return range(start, chunk.first)
    return range(0)


def _names_more(scene: Scene, before: int, after: int, k: int) -> bool:
    """«… في الصومال عقب هجوم استخدمت فيه سيارتان قرب كذا في مقديشو»: a town after it, and only a country before."""
    wide = scene.chunks[before].level == "country" and scene.chunks[after].level in ("settlement", "area", "site")
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
    near = scene.word(j - 1) == "قرب" if j else False
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


def _tells_where(scene: Scene, j: int) -> bool:
    """Whether a place of the sentence can be where something else in it happened."""
    chunk = scene.chunks[j]
    if chunk.first in scene.spoken or (j and scene.chunks[j - 1].kind == "L") or _lies_elsewhere(scene, chunk):
        return False
    if _heads_line(scene, j):
        return True
    if any(_lies(scene, n) for n in range(max(0, j - 2), j)) or _orients(scene, j):
        return False  # «في مديرية كذا الواقعة في محافظة كذا»
    before = scene.chunks[j - 1].word if j else None
    if before is not None and before.carrier == "patient" and not chunk.prep:
        return True  # «تشهد الضفة اشتباكات»
    stands = chunk.prep == "ب" or (j and scene.chunks[j - 1].kind in "pN") or witnessed(scene.text, chunk.first)
    if not (stands or _headed(scene, chunk)):
        return False
    return chunk.code != "site.hospital" and not (chunk.first and scene.text.forms[chunk.first - 1] in _NOT_THERE)
