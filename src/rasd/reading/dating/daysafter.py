"""The day of what something came after: «جاء الهجوم بعد ثلاثة أيام من مقتل 14 شخصا», «غداة مقتل 9 مدنيين»."""

from __future__ import annotations

import datetime

from rasd.arabic.calendar import DAYS, MONTHS_UNIT, UNITS, WEEKS
from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.watching import Watch
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import Scene

CAME_AFTER = "time-from-days-after"
_AFTER, _NEXT_DAY = frozenset(("بعد", "وبعد")), "غداه"
_OF = frozenset(("من", "علي"))
_BACK = frozenset(("ذلك", "هذا", "هذه"))
#: How many words may stand between «بعد» and «من»: «بعد اقل من ثلاثة ايام من».
_MOST = 4
#: How far before a trigger the words may stand: in the same clause, with the numbers of those killed and wounded.
_FAR = 16
_ANY = Watch(lambda word, _: word.form == _NEXT_DAY or word.form in UNITS)


class Gap:
    """Where the words end, where they begin, and how many days they say; None for «بعد أيام من»."""

    def __init__(self, first: int, last: int, days: int | None) -> None:
        self.first, self.last, self.days = first, last, days


def was_before(scene: Scene, draft: Draft, told: list[Chunk]) -> bool:
    """Whether a draft tells of what something came after: its day is told behind it, or so many before that one's."""
    gap = gap_before(scene, draft)
    if gap is None:
        return False
    behind = next((chunk for chunk in told if draft.at < chunk.first < draft.sentence[1]), None)
    if behind is not None:  # «بعد يومين من الهجوم الذي أوقع 30 قتيلا و100 جريح الاثنين»
        draft.time = behind
        draft.rules.append("time-from-sentence")
        return True
    said = [chunk for chunk in told if draft.sentence[0] <= chunk.first < gap.first]
    draft.time = day_of(scene, gap, said[-1] if said else scene.context.time)
    if draft.time is not None:
        draft.rules.append(CAME_AFTER)
    return True


def gap_before(scene: Scene, draft: Draft) -> Gap | None:
    """The days by which something told earlier in the sentence came after what a draft tells."""
    if not scene.text.within(_ANY, *draft.sentence):
        return None
    for t in range(draft.at - 1, max(draft.sentence[0], draft.at - _FAR) - 1, -1):
        gap = _gap(scene.text, t)
        if gap is not None:
            back = not _BACK.isdisjoint(scene.text.forms[draft.sentence[0] : gap.first])  # «ويأتي ذلك بعد أسبوع من»
            if back or any(d.sentence == draft.sentence and d.at < gap.first for d in scene.drafts):
                return gap
            return Gap(gap.first, gap.last, None) if draft.at == t + 1 else None  # «وبعد يومين من الهجوم، قتل …»
    return None


def _gap(text: Text, t: int) -> Gap | None:
    """The words that end at a token: «غداة», or «بعد … أيام من»."""
    forms = text.forms
    if forms[t] == _NEXT_DAY:
        return Gap(t, t + 1, 1)
    if forms[t] not in _OF or not t or forms[t - 1] not in UNITS:
        return None
    first = next((s for s in range(t - 2, max(-1, t - 2 - _MOST), -1) if forms[s] in _AFTER), None)
    if first is None:
        return None
    unit, count = divmod(UNITS[forms[t - 1]].value, 10)
    if unit not in (DAYS, WEEKS, MONTHS_UNIT):
        return None
    numbers = [text.numbers[s] for s in range(first + 1, t - 1) if s in text.numbers]
    told = count or (numbers[0].low if len(numbers) == 1 and numbers[0].qualifier == "exact" else None)
    whole = unit != MONTHS_UNIT and told is not None and first == t - (2 if count else 3)
    return Gap(first, t, int(told) * (7 if unit == WEEKS else 1) if whole and told is not None else None)


def day_of(scene: Scene, gap: Gap, anchor: Chunk | None) -> Chunk | None:
    """So many days before the day of what came after it; None where either is not known."""
    moment = anchor.moment if anchor is not None else None
    if moment is None or moment.start is None or moment.start != moment.end or gap.days is None:
        return None
    day = moment.start - datetime.timedelta(days=gap.days)
    chunk = Chunk("T", gap.first, gap.last, scene.text.words[gap.first])
    chunk.moment = moment._replace(first=gap.first, last=gap.last, start=day, end=day, relative=True, kind="point")
    return chunk
