"""Whose text it is: a title («موجز وزارة كذا»، «حركة كذا | تقرير يومي»), or the name beneath a communiqué."""

from __future__ import annotations

import itertools

from rasd.reading.cutting.chunks import Text
from rasd.reading.cutting.names import Names
from rasd.reading.speaking.headers import SIGNS, bare_head, past_labels, signs
from rasd.reading.speaking.speakers import Speaking, speaker_phrase

#: A title has no more words, the name before a bar no more than those, the line of a signature no more than these.
_TITLE, _NAME, _SIGNATURE = 24, 12, 10
#: Within so many words a communiqué calls itself one; its signature stands in one of so many last lines.
_OPENS, _LAST_LINES = 16, 3
#: What a text calls itself that has an author; sums and counts have subjects instead («حصيلة القتلى»).
_SELF = frozenset("بيان بلاغ نشره ايجاز موجز ملخص خلاصه تصريح".split())
#: Heads of bodies that give out texts, beside those that head a text by themselves.
_HEADS = SIGNS | {"مركز", "مكتب", "تنسيقيه"}
_REPORTS = _SELF | {"تقرير"}
#: What else a name before a bar may head: its own count.
_SUMS = frozenset("حصيله احصاييه توثيق".split())


def titled(text: Text, names: Names, first: int, last: int) -> Speaking | None:
    """«موجز وزارة كذا حول …»، «حركة كذا | تقرير يومي»: a title that names whose text it heads."""
    j = past_labels(text, first, last)
    if last - first > _TITLE or j >= last or any(w.tag in "vs" for w in text.words[j + 1 : last]):
        return None
    if text.forms[j] in _REPORTS:
        speaking = speaker_phrase(text, names, j + 1, last, bare_names=False)
        return speaking if speaking and speaking.first == j + 1 and signs(speaking, _HEADS) else None
    bar = next((t for t in range(j, min(j + _NAME, last)) if text.forms[t] == "|"), -1)
    if bar < 0 or not any(bare_head(text, t) in _REPORTS | _SUMS for t in range(bar + 1, min(bar + 3, last))):
        return None
    speaking = speaker_phrase(text, names, j, bar, bare_names=False)
    return speaking if speaking and speaking.last == bar and signs(speaking, _HEADS) else None


def signed_off(text: Text, names: Names) -> Speaking | None:
    """«بيان إلى الرأي العام … مركز إعلام كذا»: the name that stands alone beneath a communiqué."""
    opens = range(min(_OPENS, len(text.forms)))
    if not any(text.forms[t] in _SELF and (t == 0 or text.kinds[t - 1] != "w") for t in opens):
        return None
    for first, last in _last_lines(text):
        start = next((t for t in range(first, last) if text.kinds[t] not in "ps"), last)
        if last - start > _SIGNATURE or any(w.tag in "vnqs" for w in text.words[start:last]):
            continue
        if any(t in text.dates for t in range(start, last)):
            continue  # «صنعاء 16 رجب 1442»: where and when it was written
        speaking = speaker_phrase(text, names, start, last, bare_names=False) if start < last else None
        if speaking is not None and speaking.first == start and signs(speaking, _HEADS):
            if all(kind == "w" for kind in text.kinds[speaking.last : last]):
                speaking.last = last  # the name of a body that is not known goes on
            return speaking
    return None


def _last_lines(text: Text) -> list[tuple[int, int]]:
    """The last lines that hold anything, the last first."""
    breaks = [-1, *(t for t, kind in enumerate(text.kinds) if kind == "b"), len(text.kinds)]
    lines = [(a + 1, b) for a, b in itertools.pairwise(breaks) if b > a + 1]
    return lines[:0:-1][:_LAST_LINES]
