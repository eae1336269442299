"""Who did it, told after an event: «من»، «ل», and who is meant by fighters and members."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.parties.verbsubjects import people
from rasd.reading.scenes.scene import Scene

#: «غارة من طائرة أمريكية»، «قصف من مواقع الجيش»: what things somebody fires from.
_ORIGINS = ("site.mil", "aircraft", "vessel", "vehicle.tank", "weapon")
_GROUNDS = frozenset("مناطق منطقه مواقع اراضي".split())
_FROM = frozenset("من مصدره مصدرها".split())


def fired_from(scene: Scene, k: int, end: int) -> Chunk | None:
    """«القصف … من مواقع الجيش»: whose positions it came from."""
    for j in range(k + 1, min(end, k + 9, len(scene.chunks) - 1)):
        origin = scene.chunks[j + 1]
        if (holder := _held_by(scene, j)) is not None:
            return holder
        if scene.chunks[j].kind != "p" or scene.word(j) != "من":
            continue
        if origin.kind == "A" and scene.text.words[origin.first].means:
            return origin  # «غارات من طيران التحالف»
        if origin.kind == "A" and not origin.level and not origin.prep and j < k + 4 and scene.chunks[k].kind == "N":
            return None if scene.tells(origin) else origin  # «إطلاق نار كثيف من الاحتلال»
        if origin.kind == "G":
            return origin.owner if (origin.code or "").startswith(_ORIGINS) else None
    return None


def _held_by(scene: Scene, j: int) -> Chunk | None:
    """«أطلق من مناطق سيطرة النظام»، «مصدره مناطق سيطرة كذا»: who holds the ground from which it came."""
    held = scene.word(j + 1) == "سيطره" and j + 2 < len(scene.chunks) and scene.chunks[j + 2].kind == "A"
    if not held or scene.text.forms[scene.chunks[j].first] not in _GROUNDS:
        return None
    return scene.chunks[j + 2] if scene.word(j - 1) in _FROM else None


def members(chunk: Chunk) -> bool:
    """«لعناصر التنظيم»: members of a party, who act for it."""
    return chunk.owner is not None and chunk.code == "person.combatant" and chunk.number is None


def fighters(scene: Scene, k: int, chunk: Chunk) -> bool:
    """«هجوم لانتحاريين اثنين»: fighters after ل, where those attacked would stand after على."""
    form = scene.chunks[k].form
    return form is not None and form.lexeme.prep == "علي" and chunk.code == "person.combatant"


def of_whom(scene: Scene, k: int, end: int) -> Chunk | None:
    """«هجمات للمتمردين»، «قصف للطيران الحربي»: after an event's noun ل names the doer."""
    form = scene.chunks[k].form
    if form is not None and form.lexeme.prep == "ل":
        return None  # «كمين للمتمردين» is set for them
    for j in range(k + 1, min(end, k + 5)):
        chunk = scene.chunks[j]
        if chunk.prep == "ل" and chunk.kind in "AG":
            theirs = chunk.kind == "A" or chunk.party or members(chunk) or fighters(scene, k, chunk)
            return (scene.whose(chunk) or people(chunk) or chunk) if theirs else None  # «كمين لدورية»
        if chunk.kind == "G" and chunk.prep == "ب" and (chunk.code or "").startswith(_ORIGINS):
            if chunk.owner is not None:
                return chunk.owner  # «قصف بمسيرة للجيش»
            continue
        if chunk.kind not in "woT" or scene.word(j).startswith("تابع"):
            return None
    return None
