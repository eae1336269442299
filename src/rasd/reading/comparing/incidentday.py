"""The day that a later sentence names for the incident told before: «وقع الهجوم الثلاثاء»."""

from __future__ import annotations

from rasd.reading.comparing.laterplaces import happens
from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.families import family_of
from rasd.reading.cutting.watching import Watch
from rasd.reading.scenes.drafts import Draft

#: «الحادثة وقعت الجمعة»: what was told before, by a word that says only that it happened.
_INCIDENT = frozenset("الحادث الحادثه الواقعه الجريمه المجزره العمليه".split())
_INCIDENTS = Watch(lambda word, _: word.form.lstrip("و") in _INCIDENT)
#: So many words may stand between «وقعت» and the day.
_NEAR = 4


def dates_back(drafts: list[Draft], before: Draft | None, text: Text) -> Chunk | None:
    """The day of a sentence that says when the attack, the blast or the fighting already told of took place."""
    told = (d for d in drafts if d.violence and d.definite and not any(r.startswith("time-from") for r in d.rules))
    found = next((d for d in told if d.time is not None and _single(d.time) and not text.words[d.at].pron), None)
    if found is None or before is None or family_of(found.action) != family_of(before.action):
        return None  # «استأنفت القوات الجمعة هجومها»: her campaign, not the attack told of
    return found.time


def says_when(text: Text, first: int, last: int) -> Chunk | None:
    """«وقالت إن هذه الحادثة وقعت يوم 17 يوليو»، «ووقع الحادث مساء السبت»: the day, and nothing else that happened."""
    for t in text.within(_INCIDENTS, first, last):
        verb = next((v for v in (t + 1, t - 1, t - 2) if first <= v < last and happens(text, v)), None)
        if verb is None:
            continue
        after = max(t, verb) + 1
        for d in range(after, min(after + _NEAR, last)):
            if text.forms[d] in ("،", ",", "بعد", "قبل", "منذ"):
                break
            if d in text.dates:
                day = Chunk("T", d, text.dates[d].last, text.words[d])
                day.moment = text.dates[d]
                return day if _single(day) else None
    return None


def date_back(told: list[Draft], day: Chunk, text: Text) -> None:
    """Give that day to what was told of the incident before, if none of it has a day of its own."""
    if any(d.time is not None for d in told):
        return
    lead = next((d.place for d in told if d.place is not None), None)
    for draft in told:
        if draft.status != "denied" and (draft.place is None or _one_place(draft.place, lead, text)):
            draft.time = day
            draft.rules.append("time-from-report")


def _single(chunk: Chunk) -> bool:
    moment = chunk.moment
    return moment is not None and moment.start == moment.end and moment.kind in ("point", "weekday")


def _one_place(one: Chunk, other: Chunk | None, text: Text) -> bool:
    if other is None or one is other:
        return True
    names = [{f.removeprefix("ال") for f in text.forms[c.first : c.last] if len(f) > 2} for c in (one, other)]
    return names[0] <= names[1] or names[1] <= names[0]
