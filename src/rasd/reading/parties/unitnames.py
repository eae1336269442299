"""Battalions and brigades that no list knows: «كتيبة كذا» is a body where it acts, else the ground that it holds."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.scenes.scene import bare

#: Prepositions after which stands who fought, and not where.
_SIDES = frozenset(("بين", "مع", "ضد"))
_WAS = frozenset(("كان", "كانت"))


def as_bodies(text: Text, chunks: list[Chunk]) -> None:
    """«هاجم لواء الفجر بلدة كذا»: a unit by its name, told as a place, is a party where it is a subject or a side."""
    for k, chunk in enumerate(chunks):
        if chunk.kind != "L" or chunk.actors or chunk.last == chunk.first + 1 or chunk.prep:
            continue
        if text.forms[chunk.first].lstrip("و") in text.classes.armed_body and _acts(text, chunks, k):
            chunk.kind, chunk.code, chunk.level, chunk.party = "A", None, "", True


def _acts(text: Text, chunks: list[Chunk], k: int) -> bool:
    before, after = _beside(chunks, k, -1), _beside(chunks, k, 1)
    form = bare(text.forms[before.first]) if before is not None else ""
    if before is not None and before.kind == "p":
        return form in _SIDES
    if chunks[k].conj and before is not None and before.kind == "A":
        return True  # «بين الجيش ولواء كذا»
    if before is not None and (before.kind in "VS" or form.lstrip("وف") in _WAS or _carries(before)):
        return True
    opens = before is None or before.kind in "i,k"
    return opens and after is not None and (after.kind in "VS" or _carries(after))


def _beside(chunks: list[Chunk], k: int, step: int) -> Chunk | None:
    """The chunk next to the one at ``k``, past a quotation mark."""
    k += step
    if 0 <= k < len(chunks) and chunks[k].kind == '"':
        k += step
    return chunks[k] if 0 <= k < len(chunks) else None


def _carries(chunk: Chunk) -> bool:
    return chunk.kind == "w" and chunk.word is not None and chunk.word.carrier == "agent"
