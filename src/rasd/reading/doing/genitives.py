"""What stands in the genitive of an event's noun: who did it, or whom or what it hit («قصف الجيش»، «استهداف الجيش»)."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.doing.carriers import blows_himself_up
from rasd.reading.parties.verbsubjects import ARMS, people
from rasd.reading.scenes.antecedents import of_another
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import Scene


def genitive(scene: Scene, draft: Draft, chunk: Chunk, after: Chunk | None) -> None:
    """«قصف الجيش»، «استهداف الجيش»، «قصف المدينة»: what the noun that follows is, by the event's own noun."""
    assert draft.form is not None
    of = draft.form.lexeme.of
    if draft.action == "explosion" and blows_himself_up(scene, chunk):
        draft.agent = draft.agent or scene.whose(chunk) or chunk  # «تفجير أحد المسلحين نفسه»
    elif chunk.kind == "A" and of == "either" and chunk.level == "settlement" and not _object(chunk, after):
        draft.place = draft.place or chunk  # «قصف طرابلس»
    elif chunk.kind == "A" and not chunk.conj:
        thrown = of == "none" or "projectile" in draft.form.lexeme.flags  # «قذائف الفصائل»، «إطلاق الحركة صواريخ»
        if thrown or of in ("agent", "either", "place") or (of == "patient" and _object(chunk, after)):
            draft.agent = draft.agent or chunk
            if after is not None and _object(chunk, after) and after.kind == "G" and of in ("either", "patient"):
                draft.patients.append(after)
        elif of == "patient":
            draft.patients.append(chunk)
    elif _their_own(chunk, after):
        draft.agent = draft.agent or chunk
        draft.patients += [after] if after is not None and after.kind == "G" else []
    elif chunk.kind == "G" and of in ("agent", "either", "patient") and _wielded(scene, chunk, after):
        draft.agent = draft.agent or scene.whose(chunk)
    elif chunk.kind == "G" and of in ("patient", "either") and after is not None and _flown(chunk, after):
        draft.patients += [after] if after.kind == "G" else []
    elif chunk.kind == "G" and (of in ("patient", "either") or (of == "device" and _hit(chunk))):
        draft.patients.append(chunk)
    elif chunk.kind == "G" and of == "agent" and (chunk.party or (" " in draft.form.lexeme.lemma and people(chunk))):
        draft.agent = draft.agent or scene.whose(chunk) or chunk  # «إطلاق مسلحين النار»
    elif chunk.kind == "L" and of in ("patient", "either", "place", "agent"):
        draft.place = draft.place or chunk


def _their_own(chunk: Chunk, after: Chunk | None) -> bool:
    """«استهداف مقاتليها دبابة»: somebody's men or arms, told by a pronoun, before what they hit."""
    if after is None or after.prep or after.conj or chunk.number is not None:
        return False
    return chunk.kind == "G" and of_another(chunk) and after.kind in "AGL"


def _wielded(scene: Scene, chunk: Chunk, after: Chunk | None) -> bool:
    """«قصف دبابة إسرائيلية لموقع»، «قصف زورق للبحرية منزلا»: a tank that did it, before what it struck."""
    arms = (chunk.code or "").startswith(ARMS) and chunk.number is None
    if after is None or not arms or scene.whose(chunk) is None:
        return False
    return after.kind in "AGL" and after.first == chunk.last and (after.prep == "ل" or not (after.prep or after.conj))


def _flown(chunk: Chunk, after: Chunk) -> bool:
    """«استهداف مسيّرة لدراجة نارية»: an aircraft before what it struck, whoever flew it."""
    flies = (chunk.code or "").startswith("aircraft") and chunk.number is None and not chunk.prep
    return flies and after.first == chunk.last and after.prep == "ل" and after.kind in "GAL"


def after_day(scene: Scene, j: int) -> Chunk | None:
    """What stands right after chunk ``j``, or after the day that follows it: «قصف الطيران الاثنين مواقع»."""
    n = j + 1
    if n + 1 < len(scene.chunks) and scene.chunks[n].kind == "T" and scene.chunks[n].first == scene.chunks[j].last:
        return scene.chunks[n + 1] if scene.chunks[n + 1].first == scene.chunks[n].last else None
    return scene.chunks[n] if n < len(scene.chunks) and scene.chunks[n].first == scene.chunks[j].last else None


def _hit(chunk: Chunk) -> bool:
    """«تفجير مقر للشرطة» blew up the seat, «تفجير سيارة مفخخة» the car."""
    return (chunk.code or "").startswith(("site", "vessel", "person"))


def _object(chunk: Chunk, after: Chunk | None) -> bool:
    """«استهداف الاحتلال منزلا»، «استهداف الجيش لشمال غزة»: after a doer in the genitive stands what he struck."""
    if after is None:
        return False
    if after.kind == "L":
        if not (chunk.actors or chunk.article) and chunk.word is not None and chunk.word.group:
            return False  # «استهداف قوة إسرائيلية شرق المدينة»: where they were struck
        return after.prep in ("", "ل") and not after.conj
    return after.kind == "G" and not (after.prep or after.conj)
