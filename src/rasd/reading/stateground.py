"""Ground and waters that an adjective says whose they are: «الحدود السورية التركية»، «الأراضي اللبنانية»."""

from __future__ import annotations

from rasd.reading.chunks import Chunk, Text

_OF_STATES = ("حدود", "اراضي", "اجواء", "سواحل", "ساحل")


def of_a_state(text: Text, k: int, last: int) -> bool:
    """«الحدود السورية»، «الأراضي اللبنانية»: ground that an adjective says whose it is."""
    if k >= last or not k or not text.forms[k - 1].endswith(_OF_STATES) or "ال" not in text.forms[k - 1][:4]:
        return False
    return _national(text, k) and text.forms[k].startswith("ال")


def _national(text: Text, k: int) -> bool:
    return any("nation" in f.lexeme.flags for f in text.words[k].cls)


def ground_of_states(text: Text, i: int, k: int, last: int) -> Chunk:
    """The ground of a state, or of two that meet («الحدود السورية التركية»)."""
    end = k + 1
    while end < last and end < k + 3 and (_national(text, end) or text.forms[end] in "-–"):
        end += 1
    chunk = Chunk("L", i, end, text.words[i])
    chunk.level = "country"
    return chunk
