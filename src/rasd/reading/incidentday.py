"""The day that a later sentence names for the incident told before: «وقع الهجوم الثلاثاء»."""

from __future__ import annotations

from rasd.reading.chunks import Chunk, Text
from rasd.reading.drafts import Draft
from rasd.reading.families import family_of


def dates_back(drafts: list[Draft], before: Draft | None, text: Text) -> Chunk | None:
    """The day of a sentence that says when the attack, the blast or the fighting already told of took place."""
    told = (d for d in drafts if d.violence and d.definite and not any(r.startswith("time-from") for r in d.rules))
    found = next((d for d in told if d.time is not None and _single(d.time) and not text.words[d.at].pron), None)
    if found is None or before is None or family_of(found.action) != family_of(before.action):
        return None  # «استأنفت القوات الجمعة هجومها»: her campaign, not the attack told of
    return found.time


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
