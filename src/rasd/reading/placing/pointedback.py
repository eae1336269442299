"""Places pointed back to by their kind alone: «هذا الحي»، «المدينة»، «المخيم»."""

from __future__ import annotations

from collections.abc import Iterable

from rasd.codebook.book import Codebook
from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import Scene

#: Of these kinds a report speaks of one at a time; «المنطقة» may be anywhere.
_KNOWN_BY_KIND = frozenset("حي مخيم مطار قاعده معسكر قطاع مديريه ناحيه جزيره".split())
#: How many chunks after its trigger a place may be pointed back to.
NEAR_BY = 14


def pointed_back(scene: Scene, draft: Draft) -> Chunk | None:
    """«في هذا الحي»، «وسط المدينة»: the last place of that kind is meant."""
    k, end = scene.region(draft)
    for j in range(k + 1, min(end, k + NEAR_BY)):
        chunk = scene.chunks[j]
        if chunk.kind in "NS" or (chunk.kind == "V" and not _leads_on(chunk)):
            return None
        head = _bare_kind(scene, chunk)
        shown = scene.text.forms[chunk.first - 1] in ("هذا", "هذه")
        if head and (shown or head in _KNOWN_BY_KIND or scene.book.place_heads[head] in ("settlement", "province")):
            return _last_of_kind(scene, head, j)
    return None


def _leads_on(chunk: Chunk) -> bool:
    """«الغارة التي استهدفت البلدة»: a verb that only leads from the event to what it struck."""
    return chunk.form is not None and "bridge" in chunk.form.lexeme.flags


def same_kind(scene: Scene, draft: Draft) -> Chunk | None:
    """«عملية في الولاية نفسها، قتل فيها 30»: the same place as before, named by its kind earlier in the sentence."""
    forms = scene.text.forms
    here = scene.index.get(draft.at, 0)
    for j in range(here - 1, max(-1, here - NEAR_BY), -1):
        chunk = scene.chunks[j]
        after = forms[chunk.last] if chunk.last < draft.at else ""
        head = _bare_kind(scene, chunk) if after in ("نفسها", "نفسه", "ذاتها", "ذاته") else ""
        if head:
            return _last_of_kind(scene, head, j)
    return None


def pointed_before(scene: Scene, draft: Draft) -> Chunk | None:
    """«بعد وصول المشيعين إلى مقبرة القرية انفجرت عبوتان»: the village that the words before the event mean."""
    here = scene.index.get(draft.at, 0)
    for j in range(here - 1, max(-1, here - NEAR_BY), -1):
        if scene.chunks[j].kind == "L":
            return None
        head = _bare_kind(scene, scene.chunks[j])
        if head and (head in _KNOWN_BY_KIND or scene.book.place_heads[head] == "settlement"):
            return _last_of_kind(scene, head, j)
    return None


def _bare_kind(scene: Scene, chunk: Chunk) -> str:
    """The kind of place that a chunk is by itself, with the article and without a name («البلدة»)."""
    if chunk.kind == "L" or chunk.conj or not _one_word(scene, chunk):
        return ""
    form = scene.text.forms[chunk.first]
    for dressed in (form, form[1:] if form[:1] in ("ب", "و", "ل") else ""):
        head = dressed.removeprefix("ال") if dressed.startswith("ال") else dressed[1:] if dressed[:1] == "ل" else ""
        if scene.book.place_heads.get(head, "around") != "around":
            return head
    return ""


def _one_word(scene: Scene, chunk: Chunk) -> bool:
    """Whether a chunk is one word, or one with an adjective: «المطار العسكري»، «البلدة الواقعة»."""
    size = chunk.last - chunk.first
    if size == 1:
        return True
    word, feminine = scene.text.words[chunk.first + 1], scene.text.forms[chunk.first].endswith("ه")
    agrees = word.form.endswith("ه") == feminine  # «مبنى المحافظة الرئيسي»
    return size == 2 and agrees and word.article and not (word.names or word.act or word.group)


def _last_of_kind(scene: Scene, head: str, j: int) -> Chunk | None:
    """The last place that was called so, in the sentence before chunk ``j`` or in those before it."""
    earlier = [scene.chunks[n] for n in scene.places if n < j]
    kinds = {**scene.context.kinds, **kinds_of(scene.text, scene.book, earlier)}
    return kinds.get(head) or (kinds.get("settlement") if scene.book.place_heads[head] == "settlement" else None)


def kinds_of(text: Text, book: Codebook, places: Iterable[Chunk]) -> dict[str, Chunk]:
    """Places by what they are called («حي»، «مدينة»), towns also where only their name is given."""
    found: dict[str, Chunk] = {}
    for place in places:
        form = text.forms[place.first]
        head = next((f for f in (form, form[1:]) if f.removeprefix("ال") in book.place_heads), "").removeprefix("ال")
        if head:
            found[head] = place
        if place.level == "country" and not text.words[place.first].place:
            found["country"] = found["theatre"] = place
        elif place.level in ("province", "country") and book.place_heads.get(head) != "province":
            found["theatre"] = place  # «الغوطة الشرقية»، «شرق كذا», no «محافظة كذا»
        if place.level == "settlement" and book.place_heads.get(head, "settlement") == "settlement":
            found["settlement"] = place
    return found


def town_told(scene: Scene, draft: Draft) -> None:
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
