"""Who did it, told after an event: «من»، «ل», and who is meant by fighters and members."""

from __future__ import annotations

from rasd.reading.chunks import Chunk
from rasd.reading.doers import people
from rasd.reading.scene import Scene


def fired_from(scene: Scene, k: int, end: int) -> Chunk | None:
    """«القصف … من مواقع الجيش»: whose positions it came from."""
    for j in range(k + 1, min(end, k + 9, len(scene.chunks) - 1)):
        origin = scene.chunks[j + 1]
        if scene.chunks[j].kind != "p" or scene.word(j) != "من":
            continue
        if origin.kind == "A" and scene.text.words[origin.first].means:
            return origin  # «غارات من طيران التحالف»
        if origin.kind == "A" and not origin.level and not origin.prep and j < k + 4 and scene.chunks[k].kind == "N":
            return None if scene.tells(origin) else origin  # «إطلاق نار كثيف من الاحتلال»
        if origin.kind == "G":
            return origin.owner if (origin.code or "").startswith("site.mil") else None
    return None


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
        if chunk.kind not in "woT" or scene.word(j).startswith("تابع"):
            return None
    return None
