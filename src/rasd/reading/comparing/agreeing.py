"""Whether two claims can speak of the same: no place, day or side of one contradicts the other's."""

from __future__ import annotations

from rasd.arabic.dates import Moment
from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.names import BARE, content_words
from rasd.reading.cutting.placechunks import heading
from rasd.reading.dating.days import lasting
from rasd.reading.scenes.drafts import Draft

#: A headline has no more words, stands so far above, and so many spaces part it from what follows.
_HEADLINE, _HEADLINES, _APART = 25, 90, 3
#: So many words into a sentence «قتل اثنان آخران» is not told beside others of the same sentence.
_AT_ONCE = 3


def compatible(a: Draft, b: Draft, text: Text) -> bool:
    """No place, day or side of one contradicts the other's."""
    placed = "place-from-context" in b.rules and not (b.violence and not b.definite)
    placed = placed or (not b.violence and "place-from-context" in a.rules)
    return (
        (
            placed
            or overlap(a.place, b.place, text)
            or named_beside(a, b, text)
            or named_beside(b, a, text)
            or (numbered(a) and _within(a.place, b.place, text))
        )
        and overlap(a.patient, b.patient, text)
        and overlap(a.agent, b.agent, text)
        and same_days(a, b)
    )


def in_headline(draft: Draft, text: Text) -> bool:
    """Whether a draft stands in a headline: a line without a stop that stands apart, above the text."""
    first, end = draft.sentence
    if first >= _HEADLINES or end - first > _HEADLINE or end >= len(text.forms) or text.forms[end - 1] in ".،":
        return False
    tokens = text.tokens
    if text.kinds[end] == "b":
        return True
    gap = tokens.text[tokens.ends[end - 1] : tokens.starts[end]]
    return "\n" in gap or len(gap) >= _APART


def of_others(draft: Draft, before: Draft) -> bool:
    """«إصابة 6. كما قتل اثنان آخران»: others than those of the sentence before."""
    one, other = draft.measure, before.measure
    if one is None or other is None or not one.chunk.others or other.chunk.others:
        return False
    return 0 <= draft.sentence[0] - before.sentence[1] <= 1 and draft.at - draft.sentence[0] < _AT_ONCE


def numbered(draft: Draft) -> bool:
    """Whether a draft is a figure with a number of its own."""
    measure = draft.measure
    return not draft.violence and measure is not None and measure.qualifier not in ("vague", "implicit")


def _within(a: Chunk | None, b: Chunk | None, text: Text) -> bool:
    """Whether one place is a country or «غربي كذا», and the other lies somewhere in it."""
    return a is not None and b is not None and wide(a, text) != wide(b, text)


def wide(place: Chunk, text: Text) -> bool:
    """Whether a place is a country or a part of one («غربي كذا»)."""
    return place.level == "country" or heading(text, place)


def named_beside(a: Draft, b: Draft, text: Text) -> bool:
    """«… بقصف على إدلب» and «… بلدة سراقب بريف إدلب»: the wider place stands beside the finer one."""
    if a.violence or a.place is None or b.place is None or a.place.level == "country":
        return False
    if a.measure is None or a.measure.qualifier in ("vague", "implicit"):
        return False
    return content_words(a.place, text) <= words_beside(b.place, text)


def words_beside(place: Chunk, text: Text) -> set[str]:
    """The words right after a place, where the wider one may be named: «بريف إدلب»، «في محافظة كذا»."""
    found: set[str] = set()
    for t in range(place.last, min(place.last + 4, len(text.forms))):
        if text.kinds[t] != "w" or text.forms[t].startswith("و"):
            break
        if len(text.forms[t]) > 2:
            found.add(BARE[text.forms[t]])
    return found


def same_days(a: Draft, b: Draft) -> bool:
    """Whether the days of two claims do not contradict each other."""
    one, two = moment_of(a), moment_of(b)
    if a.violence and (one is not None and lasting(one)) != (two is not None and lasting(two)):
        return False  # the fighting of last year is not that of yesterday
    if not one or not two or one.start is None or two.start is None:
        return True
    return one.start <= (two.end or two.start) and two.start <= (one.end or one.start)


def moment_of(draft: Draft) -> Moment | None:
    """When, if the words say."""
    return draft.time.moment if draft.time is not None else None


def overlap(a: Chunk | None, b: Chunk | None, text: Text) -> bool:
    """Whether two names share a word, or one of them is missing."""
    if a is None or b is None or a is b:
        return True
    return not content_words(a, text).isdisjoint(content_words(b, text))
