"""Asides that tell no more than when and where: «شنت الطائرات، فجر اليوم في ريف حلب، سبع غارات»."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.parties.topics import able

#: An aside is no longer than this many chunks.
_LONGEST = 7
_COMMAS = frozenset("،,-–")


def joined(text: Text, chunks: list[Chunk]) -> None:
    """Let the two commas around such an aside part nothing, as quotation marks do.

    What follows must go on with the clause (a noun phrase, a verbal noun, a preposition), and what stands
    before must have begun it: «قتل في حلب، وفي إدلب، 5» and lists of places keep their commas.
    """
    k = 0
    while k < len(chunks):
        mark = text.forms[chunks[k].first] if chunks[k].kind == "," else ""
        close = (_close(text, chunks, k) or _help(text, chunks, k)) if mark in _COMMAS else 0
        close = close if text.forms[chunks[close].first] in _COMMAS else 0
        if chunks[k].word is not None and text.forms[chunks[k].first] in text.classes.with_help:
            _helped(text, chunks, k)
        if close:
            chunks[k].kind = chunks[close].kind = '"'
        k = close or k + 1


def before_aside(chunks: list[Chunk], k: int) -> int:
    """Where an aside that ends right before chunk ``k`` opens, or ``k`` itself."""
    if k < 2 or chunks[k - 1].kind != '"':
        return k
    return next((n for n in range(k - 2, max(-1, k - 3 - _LONGEST), -1) if chunks[n].kind == '"'), k)


def _close(text: Text, chunks: list[Chunk], k: int) -> int:
    """The comma that closes the aside opened by the comma at ``k``, or 0."""
    if not k or chunks[k - 1].kind not in "AGNVL":
        return 0
    nth = text.forms[chunks[k].last : chunks[k].last + 1] == ["لليوم"]  # «، لليوم الثالث على التوالي،»
    told = "T" if nth else ""
    for n in range(k + 1, min(k + 1 + _LONGEST, len(chunks) - 1)):
        chunk = chunks[n]
        if chunk.kind == ",":
            follows = _goes_on(chunks[k - 1], chunks[n + 1]) or (nth and chunks[n + 1].kind == "V")
            return n if set(told) & {"T", "L"} and follows else 0
        if chunk.kind not in "TpLw" or chunk.conj or (not told and chunk.kind not in "Tp"):
            return 0
        told += chunk.kind
    return 0


def _help(text: Text, chunks: list[Chunk], k: int) -> int:
    """«قوات كذا، وبدعم من طيران التحالف، سيطرت»: the comma that closes what tells only who helped, or 0.

    Those who helped are named in passing: they are neither subject nor object of what follows.
    """
    opened = k and k + 2 < len(chunks) and chunks[k - 1].kind in "AGL"
    if not opened or text.forms[chunks[k + 1].first].removeprefix("و") not in text.classes.with_help:
        return 0
    for n in range(k + 2, min(k + 2 + _LONGEST, len(chunks) - 1)):
        if chunks[n].kind == "," and text.forms[chunks[n].first] in _COMMAS:
            for helper in chunks[k + 1 : n]:
                helper.kind = "w" if helper.kind in "AG" else helper.kind
            return n if chunks[n + 1].kind in "VwNGi" else 0
        if chunks[n].kind in 'VNSi,"':
            return 0
    return 0


def _helped(text: Text, chunks: list[Chunk], k: int) -> None:
    """«الجيش بمشاركة الحشد استطاع»، «القوات بالتعاون مع كذا قصفت»: helpers named between a subject and its verb."""
    if not k or chunks[k - 1].kind not in "AG" or chunks[k - 1].prep:
        return
    n = k + 1
    while n < len(chunks) and n < k + _LONGEST and (chunks[n].kind in "AG" or (n == k + 1 and chunks[n].kind == "p")):
        n += 1
    if n == k + 1 or n == len(chunks) or chunks[n].conj or not _begins_to_act(chunks[n]):
        return
    for helper in chunks[k:n]:
        helper.kind = "w" if helper.kind in "AGN" else helper.kind


def _begins_to_act(chunk: Chunk) -> bool:
    """A verb of action, or one that carries or allows one: «قصفت»، «نفذت»، «تمكنت»."""
    carries = chunk.kind == "w" and chunk.word is not None and chunk.word.carrier == "agent"
    return chunk.kind == "V" or carries or able(chunk)


def _goes_on(before: Chunk, after: Chunk) -> bool:
    """Whether what follows belongs to the clause that stands before the aside."""
    if after.conj or after.kind not in "GNApw":
        return False
    return before.kind != "L" or after.kind not in "pw"
