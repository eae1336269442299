"""Where, as the clause itself tells it: the finest of the places that stand together beside a trigger."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.families import PERSON_ACTIONS
from rasd.reading.cutting.names import COUNTRYSIDE, FINENESS
from rasd.reading.cutting.placechunks import heading
from rasd.reading.cutting.placenames import RANKING
from rasd.reading.placing.pointedback import NEAR_BY
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import WINDOW, Scene

_AWAY = frozenset("من الي نحو باتجاه عن".split())
#: «شهيدا على طريق القدس»: what for, not where.
_CAUSE = ["طريق", "القدس"]
_EVERYWHERE = frozenset("الرياسي الجمهوري الملكي الدولي المركزي الحكومي الرييسي الرييسيه التجاري".split())
_FROM_TO = frozenset(("الي", "نحو"))
_LYING = frozenset("واقع واقعه اقع اقعه تقع يقع تبعد يبعد".split())
#: Parts of a hospital's ground where the dead are found, not treated.
_GROUNDS = frozenset("مقبره مقابر محيط ساحه باحه داخل قرب امام اقتحام حصار".split())
_BROUGHT = ("نقل", "اسعف", "تنقل")
_HOSPITALS = frozenset("مستشفي مستشفيات مشفي مشافي مستوصف".split())
#: So many words after «الواقعة» a place still says where something lies.
_ASIDE = 5
_FAR = frozenset("بعد مسافه تبعد يبعد".split())
_AIMED = frozenset("نحو باتجاه".split())
_WITHIN = frozenset(("داخل", "اراضي", "جهه", "ناحيه", "اتجاه"))
#: Attacks that lead into a place.
_INTO = frozenset(("تسلل", "توغل", "تقدم"))
_OUT_OF = frozenset(("من", "عن"))
_PARTS = frozenset("مناطق احياء انحاء ارجاء شوارع قري بلدات ضواحي اطراف".split())
_FIRE = frozenset(("shelling", "airstrike", "drone_strike", "attack"))
_IN_IT = frozenset("في وسط داخل ضمن".split())
#: Actions that lead from one place to another.
MOVES = frozenset(("took", "lost", "deployed", "displaced"))


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
        if chunk.first not in scene.spoken and stands(scene, chunk, draft):
            draft.place = finest(scene, j, end)
            return


def stands(scene: Scene, chunk: Chunk, draft: Draft) -> bool:
    """Whether a place is where it happened: not where somebody came from, was taken to, or moved."""
    forms = scene.text.forms
    before = forms[chunk.first - 1] if chunk.first else ""
    earlier = forms[chunk.first - 2] if chunk.first > 1 else ""
    if lies_elsewhere(scene, chunk) or _headed_by(scene, chunk):
        return False
    near = earlier in ("بالقرب", "القرب", "مقربه", "كل", "تبقي") or _parts_of(scene, chunk)
    aimed = before in _AIMED and draft.action in _FIRE  # «صواريخ باتجاه المدينة»
    into = draft.form is not None and draft.form.lexeme.lemma.split(" ")[-1] in _INTO  # «تسلل إلى بلدة كذا عبر النهر»
    if (before == "عبر" and into) or (before == "الي" and into):
        return before == "الي"
    if before in _WITHIN and earlier in _OUT_OF and draft.action not in MOVES:
        return False  # «قذائف من داخل الأراضي كذا»: where they came from
    if before in _AWAY and not (near or aimed) and draft.action not in MOVES:
        return False
    if draft.action not in MOVES and around_an_origin(scene, chunk):
        return False
    return not (chunk.code == "site.hospital" and draft.action in PERSON_ACTIONS and not _lay_there(scene, chunk))


def _treated_there(scene: Scene, chunk: Chunk) -> bool:
    """«نقلوا إلى أحد المستشفيات في مدينة كذا»: the town of the hospital that somebody was brought to."""
    before = scene.text.forms[max(0, chunk.first - 5) : chunk.first]
    brought = scene.text.forms[max(0, chunk.first - 14) : chunk.first]
    if "الي" not in before or not any(f.lstrip("ولي").startswith(_BROUGHT) for f in brought):
        return False
    if not (chunk.prep == "ب" or before[-1:] == ["في"]):
        return False
    return any(f.removeprefix("ال") in _HOSPITALS for f in before[before.index("الي") :])


def _headed_by(scene: Scene, chunk: Chunk) -> bool:
    """«مدير مستشفى كذا»، «رئيس جامعة كذا»: whose head somebody is, not where he is."""
    if chunk.level != "site" or not chunk.first:
        return False
    before = scene.text.forms[chunk.first - 1]
    return not before.startswith("ال") and before.lstrip("ولب") in scene.text.classes.office


def _parts_of(scene: Scene, chunk: Chunk) -> bool:
    """«في مناطق مختلفة من المدينة»، «في أنحاء متفرقة من كذا»: parts of the place."""
    return any(f.removeprefix("ب") in _PARTS for f in scene.text.forms[max(0, chunk.first - 3) : chunk.first - 1])


def _lay_there(scene: Scene, chunk: Chunk) -> bool:
    """«المقبرة الجماعية في مستشفى كذا»، «في محيط مستشفى كذا»: they were not taken there."""
    before = scene.text.forms[max(0, chunk.first - 4) : chunk.first + 1]
    return any(f.removeprefix("ال") in _GROUNDS for f in before)


def lies_elsewhere(scene: Scene, chunk: Chunk) -> bool:
    """«سبها الواقعة على مسافة 700 كيلومتر جنوبي طرابلس»: the second name only says where the first one lies."""
    before = scene.text.forms[max(0, chunk.first - 8) : chunk.first]
    if scene.text.forms[chunk.first : chunk.last] == _CAUSE and before[-1:] == ["علي"]:
        return True
    if any(f.startswith("ال") and f[2:] in scene.text.classes.beside for f in before[-2:]):
        return True
    if _of_the_known(scene, chunk) or _treated_there(scene, chunk):
        return True
    return any(f.removeprefix("ال").lstrip("و") in _LYING for f in before) and any(f in _FAR for f in before)


def around_an_origin(scene: Scene, chunk: Chunk) -> bool:
    """«صواريخ أطلقت من كذا بإيران»: the state of a place from which something came, and that nobody knows."""
    words, forms = scene.text.words, scene.text.forms
    if chunk.prep != "ب" or chunk.first < 2 or forms[chunk.first - 2] != "من":
        return False
    return words[chunk.first - 1].plain and not forms[chunk.first - 1].startswith("ال")


def _of_the_known(scene: Scene, chunk: Chunk) -> bool:
    """«استهدفت البلدة الواقعة في ريف كذا»: where the town lies that has been told of, and is meant by its kind."""
    forms = scene.text.forms
    for t in range(chunk.first - 1, max(0, chunk.first - _ASIDE), -1):
        if scene.text.kinds[t] != "w":
            return False
        if forms[t] in ("الواقع", "الواقعه"):
            kind = forms[t - 1].lstrip("بلو").removeprefix("ال")
            return forms[t - 1] != kind and scene.book.place_heads.get(kind) in ("settlement", "province")
    return False


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
        elif scene.word(n) in RANKING:
            break  # «مدينة كذا ثاني أكبر مدن محافظة كذا»
        elif (chunk.kind == "p" and (chunk.conj or _leads_away(scene, n, best))) or lies(scene, n):
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
    if form == "من" and scene.text.forms[scene.chunks[n].last : scene.chunks[n].last + 1] == ["جهه"]:
        return True  # «في كذا من جهة كذا»
    return form in _FROM_TO or (form == "من" and best.level == "country")


def lies(scene: Scene, n: int) -> bool:
    """«الواقعة»، «القريبة»، «المحاذية»، «التابعة»: what follows only says where a place lies."""
    form = scene.text.forms[scene.chunks[n].first]
    return form.startswith(("الواقع", "القريب", "المحاذي", "المتاخم", "المجاور", "المقابل", "التابع")) or form == "بين"


def _finer(scene: Scene, chunk: Chunk, best: Chunk) -> bool:
    """Whether a further place is more specific: «بمدينة كذا» after «حي كذا» is not."""
    if chunk.level == "settlement" and _unnamed(scene, best):
        return True
    if best.code == "site.market" and chunk.code != "site.market" and _a_town(scene, chunk):
        return True  # «سوق السمك بمديرية كذا»: what was struck, and where it was
    if best.level in ("area", "settlement", "site") and (chunk.prep == "ب" or _inside(scene, chunk)):
        return False  # «حي كذا في مخيم كذا»
    within = chunk.prep == "ب" or _inside(scene, chunk) or not headed(scene, chunk)
    if best.level == "area" and chunk.level == "settlement" and within:
        return False  # «حي الكرادة وسط بغداد»، but «منطقة كذا، بلدة كذا»
    if scene.text.forms[chunk.first].removeprefix("ب") in COUNTRYSIDE and best.level != "country":
        return False  # «بلدة كذا بريف كذا»
    return FINENESS.get(chunk.level, 3) < FINENESS.get(best.level, 3) and not heading(scene.text, chunk)


def _a_town(scene: Scene, chunk: Chunk) -> bool:
    """Whether a place is a town or part of one; a bare name that is a province's too («أريحا») is the town's."""
    return chunk.level in ("settlement", "area") or (chunk.level == "province" and not headed(scene, chunk))


def _unnamed(scene: Scene, place: Chunk) -> bool:
    """«القصر الرئاسي في مقديشو»، «المطار الدولي»: every capital has one, so the town says where."""
    words = scene.text.forms[place.name[0] : place.last]
    return len(words) == 2 and words[0].startswith("ال") and words[1] in _EVERYWHERE


def _inside(scene: Scene, chunk: Chunk) -> bool:
    """«في مدينة كذا»، «وسط مدينة كذا»: the place told before lies in it."""
    return scene.text.forms[chunk.first - 1] in _IN_IT


def _goes_on(scene: Scene, n: int) -> bool:
    """Whether what follows a comma still says where: with a preposition or a head («، حي كذا»)."""
    chunk = scene.chunks[n]
    return (chunk.kind == "p" and not chunk.conj) or (chunk.kind == "L" and (chunk.prep == "ب" or headed(scene, chunk)))


def headed(scene: Scene, chunk: Chunk) -> bool:
    """Whether a place is told by its kind («بلدة كذا»)."""
    return scene.text.forms[chunk.first] in scene.book.place_heads


def past_others(scene: Scene, draft: Draft, k: int, end: int) -> int:
    """«دمرت 66 مسيرة فوق كذا واثنتين فوق كذا»: the place after its own number, not the one before it."""
    if draft.measure is None or draft.measure.low is None or not draft.measure.chunk.conj:
        return k
    m = scene.index.get(draft.measure.chunk.first, k)
    if not k < m < end or not any(k < j < m for j in scene.places):
        return k
    after = next((j for j in scene.places if m < j < end), None)
    return m if after is not None and not any(c.kind == "G" for c in scene.chunks[m + 1 : after]) else k


def coordinate(scene: Scene, draft: Draft) -> Chunk | None:
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
            if chunk.first not in scene.spoken and stands(scene, chunk, draft):
                return finest(scene, j, after)
        end = after
    return None
