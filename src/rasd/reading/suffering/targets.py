"""To whom it was done: what an event hit, who was exposed to it, from whom ground was taken."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.doing.doers import subject
from rasd.reading.parties.afterevents import fighters, members
from rasd.reading.parties.befallen import befallen, institution, occupants
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import WINDOW, Scene, bare

_ONTO = frozenset("علي ضد نحو صوب باتجاه تجاه بحق الي عليه".split())
#: Before the place of a deed.
_WHERE = frozenset("في قرب عند داخل".split())
_STRIKING = ("aircraft", "weapon.rocket", "weapon.artillery", "weapon.explosive")
_LAUNCHED = ("اطلق", "ارسل", "سيرت", "دفعت")
_EXPOSED = ("تعرض", "يتعر", "تتعر")


def national(chunk: Chunk) -> bool:
    """«غارة إسرائيلية»: an adjective of nationality after the event's noun."""
    if chunk.kind != "G" or chunk.form is None or "nation" not in chunk.form.lexeme.flags:
        return False
    return not chunk.conj and chunk.number is None and not chunk.prep and chunk.form.number in "sa"


def national_after_another(scene: Scene, j: int) -> Chunk | None:
    """«القصف الجوي والأرضي الإسرائيلي»: the nation behind two adjectives that و joins."""
    chunk, before = scene.chunks[j], scene.chunks[j - 1]
    adjectives = chunk.conj and before.kind == "w" and scene.text.forms[before.first].endswith(("ي", "يه"))
    if not adjectives or chunk.kind != "G" or chunk.owner is None or chunk.owner.first != chunk.first + 1:
        return None
    return chunk.owner if scene.text.forms[chunk.first].endswith(("ي", "يه")) else None


#: An aside between two commas is no longer than this many chunks.
_ASIDE = 7


def past_aside(scene: Scene, j: int) -> int:
    """«استهدف الجيش، فجر اليوم، موقعا»: the chunk after an aside that opens with the comma at ``j``, or ``j``."""
    for n in range(j + 1, min(j + 2 + _ASIDE, len(scene.chunks))):
        chunk = scene.chunks[n]
        if chunk.kind == ",":
            return n + 1 if n > j + 1 and scene.text.forms[chunk.first] in ("،", ",", "-", "–") else j
        opens = chunk.kind in "TpL" or bool(chunk.prep)
        if chunk.kind in "VSirk" or (n == j + 1 and not opens):
            return j
    return j


def targets(scene: Scene, k: int, end: int) -> list[Chunk]:
    """What an event is said to hit: after على، ضد, or as the object of «استهدف»."""
    head = scene.chunks[k]
    verb = head.kind == "V" or (head.kind == "N" and head.form is not None and head.form.lexeme.of == "patient")
    doer = head.kind == "N" and head.form is not None and head.form.lexeme.of in ("agent", "either")
    prepared = False
    for j in range(k + 1, min(end, k + 12)):
        chunk = scene.chunks[j]
        if _of_the_day(scene, j) or (j == k + 1 and head.kind == "N" and national(chunk)):
            continue
        if chunk.kind == "p":
            prepared = scene.word(j) in _ONTO
            if not prepared and scene.word(j) != "من" and verb:
                break
            continue
        given = chunk.prep == "ل" and head.kind == "N" and not scene.word(j - 1).startswith(("تابع", "التابع"))
        theirs = given and doer and not _set_for(head) and _acts(scene, k, chunk)
        if strikes(scene, j, end) or theirs or _of_the_camp(scene, j):
            continue  # «قصف لقوات الجيش» is the army's
        if _can_be_hit(chunk) and (prepared or (verb and not chunk.prep) or given):
            return [chunk]
        if (prepared or (verb and j == k + 1)) and (body := institution(scene, j)) is not None:
            return [body]
        if chunk.kind in "ik" or _carries_on(scene, j):
            break
    return []


def _of_the_camp(scene: Scene, j: int) -> bool:
    """«في مخيم كذا للاجئين»: what kind of camp it is, not whom something hit."""
    chunk, before = scene.chunks[j], scene.chunks[j - 1]
    camp = before.kind == "L" and before.code == "site.camp" and before.last == chunk.first
    return camp and chunk.prep == "ل" and chunk.code == "person.civilian"


def _carries_on(scene: Scene, j: int) -> bool:
    """«شنت روسيا غارات على إدلب، وشن الجيش غارات»: after a comma another verb carries another deed."""
    word = scene.chunks[j].word
    return word is not None and word.carrier == "agent" and not word.pron and scene.chunks[j - 1].kind == ","


def _acts(scene: Scene, k: int, chunk: Chunk) -> bool:
    """Whether who stands after ل did it: «قصف للجيش»، «هجوم لانتحاريين»."""
    return chunk.kind == "A" or chunk.party or members(chunk) or fighters(scene, k, chunk)


def _set_for(head: Chunk) -> bool:
    """«كمين للمتمردين»: ل names those it was set for, not who set it."""
    return head.form is not None and head.form.lexeme.prep == "ل"


def _of_the_day(scene: Scene, j: int) -> bool:
    """«استهدفوا عند الساعة 14:10 من بعد ظهر الجمعة موقعا»: the hour between the verb and its object."""
    near = scene.chunks[j : j + (2 if scene.chunks[j].kind in "pw" else 1)]  # what is hit stands before a day too
    return any(c.kind == "T" or scene.text.forms[c.first].removeprefix("ال") == "ساعه" for c in near)


def strikes(scene: Scene, j: int, end: int) -> bool:
    """«استهدف القصف الصاروخي سوقا»، «استهدفت مسيرة سيارة»: what struck, named before what was struck."""
    chunk = scene.chunks[j]
    if chunk.kind != "G" or chunk.number is not None or chunk.prep or j + 1 >= min(end, len(scene.chunks)):
        return False
    if not (chunk.code or "").startswith(_STRIKING):
        return False
    n = j + 1
    while n < min(end, len(scene.chunks)) - 1 and n < j + 3 and _describes(scene, n):
        n += 1  # «استهدفت طائرات مجهولة مواقع»
    after = scene.chunks[n]
    return after.kind in "AGL" and not after.prep and not after.conj


def _describes(scene: Scene, n: int) -> bool:
    """Whether chunk ``n`` is no more than an adjective of what struck."""
    word = scene.chunks[n].word
    plain = scene.chunks[n].kind == "w" and word is not None and not (word.carrier or word.conj or word.prep)
    return plain and scene.text.forms[scene.chunks[n].first].endswith(("ه", "يه"))


def _can_be_hit(chunk: Chunk) -> bool:
    """Whether a chunk names somebody or something, and is not a mere adjective of nationality."""
    if chunk.kind not in "AG" or chunk.code == "unit":
        return False
    return not (chunk.kind == "G" and chunk.form is not None and chunk.form.number == "a")


def owner_after(scene: Scene, chunk: Chunk) -> Chunk | None:
    """«مواقع عدة للمتمردين»، «مدفع طراز 57 للنظام»: whose a thing is, told by ل after it."""
    start = scene.index.get(chunk.last - 1)
    if start is None:
        return None
    for j in range(start + 1, min(len(scene.chunks), start + 5)):
        after = scene.chunks[j]
        several = after.kind == "G" and scene.text.forms[after.name[0]].startswith("لل")  # «مواقع عدة للمتمردين»
        if (after.kind in "AG" and after.prep == "ل" and after.code != "unit") or several:
            joined = scene.chunks[j + 1] if j + 1 < len(scene.chunks) else after
            theirs = joined.owner if joined.conj and joined.kind == "G" and joined.first == after.last else None
            return scene.whose(after) or theirs or befallen(after)  # «تجمعا لجنود وآليات العدو»
        if after.kind == "A" and not after.prep and scene.chunks[j - 1].word is not None and _of_theirs(scene, j - 1):
            return after  # «مقرا لقيادة الاحتلال»
        if national(after) and scene.chunks[j - 1].kind == "w" and not scene.chunks[j - 1].conj:
            return after  # «قافلة مؤللة إسرائيلية»
        if (
            after.conj
            and after.first == chunk.last
            and after.kind == "G"
            and after.owner is not None
            and not chunk.article
        ):
            return after.owner  # «مواقع وتجمعات المتمردين»
        if (after.kind not in "wL" and after.code is None) or after.kind in "VNSp,":
            return None
    return None


def _of_theirs(scene: Scene, j: int) -> bool:
    """«لقيادة …»، «لعناصر …»: after ل a word that adds nothing to the name of those whose a thing is."""
    word = scene.chunks[j].word
    return word is not None and word.form.startswith("ل") and bare(word.form[1:]) in scene.book.members


def launched_by(scene: Scene, chunk: Chunk) -> Chunk | None:
    """«12 مسيرة أطلقتها القوات»: whose what was brought down is, told by who had launched it."""
    k = scene.index.get(chunk.last)
    while k is not None and k < len(scene.chunks) - 1 and scene.chunks[k].kind == "w":
        form = scene.text.forms[scene.chunks[k].first]
        if form.startswith(_LAUNCHED) and form[-1] in "اه":
            return scene.actor_at(k + 1, k + 3)
        k += 1
    return None


def exposed(scene: Scene, k: int) -> Chunk | None:
    """«تعرضت مواقع الجيش لهجوم»، «هجوم تعرض له الجيش»: the one exposed is the patient."""
    for j in range(k - 1, max(-1, k - 12), -1):
        if _is_exposure(scene.chunks[j]):
            return scene.actor_at(j + 1, k) or subject(scene, j, j + 1)
    for j in range(k + 1, min(len(scene.chunks), k + 5)):
        if _is_exposure(scene.chunks[j]):
            stop = next((n for n in range(j + 1, min(len(scene.chunks), j + 5)) if scene.word(n) == "من"), j + 5)
            return scene.actor_at(j + 1, min(len(scene.chunks), stop))
    return None


def _is_exposure(chunk: Chunk) -> bool:
    word = chunk.word
    return word is not None and word.carrier == "patient" and word.stem[:4] in _EXPOSED


#: «من قبضة كذا»، «من سيطرة كذا»: between «من» and who held it.
_GRIP = frozenset("سيطره قبضه يد ايدي ايادي احتلال براثن دنس".split())


def from_whom(scene: Scene, k: int, end: int) -> Chunk | None:
    """«استعاد … من كذا»: the one who lost it."""
    for j in range(k + 1, min(end, k + WINDOW, len(scene.chunks) - 1)):
        if scene.chunks[j].kind == "p" and scene.word(j) == "من":
            held = j + 1 + (scene.word(j + 1) in _GRIP)
            who = scene.actor_at(held, held + 2)
            if who is not None:
                return who
        if (holder := _taken_by(scene, j) or _under_control(scene, j)) is not None:
            return holder
        if _stronghold(scene.chunks[j]) and scene.chunks[j - 1].kind in "LGwk":
            return scene.chunks[j].owner
    return None


def _under_control(scene: Scene, j: int) -> Chunk | None:
    """«سيطر على قاعدتين كانتا تحت سيطرة كذا»: who held the ground until then."""
    if not scene.text.forms[scene.chunks[j].first].startswith("كان") or j + 3 >= len(scene.chunks):
        return None
    held = scene.word(j + 1) == "تحت" and scene.word(j + 2) in _GRIP
    return scene.actor_at(j + 3, j + 5) if held else None


def _taken_by(scene: Scene, j: int) -> Chunk | None:
    """«استعادوا ثكنة انتزعتها الجماعة»، «بلدة كانت تسيطر عليها الفصائل»: who had taken or held it loses it."""
    held = scene.chunks[j]
    word = held.word
    if held.kind == "V" and word is not None and word.pron in ("ه", "ها") and scene.chunks[j - 1].kind in "GLr":
        took = any(f.lexeme.code in ("took", "seized") for f in word.act)
        return scene.actor_at(j + 1, j + 2) if took and j + 1 < len(scene.chunks) else None
    return occupants(scene, held)


def _object_after(scene: Scene, j: int, end: int) -> bool:
    """«قصفت المدفعية في المدينة مواقع للفصائل»: behind where it was stands what was hit."""
    n = j + 1
    while n < min(end, len(scene.chunks)) and (scene.chunks[n].kind in 'T"' or scene.word(n) == "في"):
        n += 1
    after = scene.chunks[n] if n < min(end, len(scene.chunks)) else None
    return after is not None and after.kind in "AG" and not after.prep and not after.conj


def _stronghold(chunk: Chunk) -> bool:
    """«سيطروا على حي كذا، آخر معقل للمتمردين»: a position that is somebody's, told of a place that fell."""
    return chunk.kind == "G" and chunk.owner is not None and (chunk.code or "").startswith("site.mil")


def objects(scene: Scene, draft: Draft, begin: int, end: int) -> None:
    """The object of a verb of violence: whom or what it hit, or the place."""
    assert draft.form is not None
    prep = draft.form.lexeme.prep
    j = begin - 1
    while j + 1 < min(end, begin + 9):
        j += 1
        if scene.chunks[j].kind == ",":
            j = past_aside(scene, j)
            if j >= min(end, len(scene.chunks)):
                return
        chunk = scene.chunks[j]
        if strikes(scene, j, end) or _of_the_day(scene, j):
            continue
        if chunk.kind in "AGL" and chunk.prep != "ب" and chunk.code != "unit":
            if prep and scene.word(j - 1) not in _ONTO | {prep, "مع"}:
                continue
            if draft.action != "clash" and scene.word(j - 1) == "مع" and j > begin:
                continue  # «استهدفنا مع السرايا غرفة قيادة»
            if chunk.kind == "L":
                draft.place = draft.place or chunk
                if _object_after(scene, j, end):
                    continue
            else:
                draft.patients.append(chunk)
            return
        if j == begin and not prep and (body := institution(scene, j)) is not None:
            draft.patients.append(body)
            return
        passes = scene.word(j) in _ONTO | _WHERE | {"مع", prep}
        if chunk.kind in "i," or (chunk.kind == "p" and not passes):
            return
