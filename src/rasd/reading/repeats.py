"""What a report says twice is kept as a record and counted once."""

from __future__ import annotations

from rasd.reading.chunks import Chunk, Text
from rasd.reading.drafts import Draft

_FIRE = {"shelling": "fire", "airstrike": "fire", "drone_strike": "fire"}


class Settled:
    """A draft with what it restates."""

    __slots__ = ("draft", "restates")

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.restates: Settled | None = None


def settle(drafts: list[Draft], text: Text) -> list[Settled]:
    """Mark what restates an earlier claim by the same speaker, or is the outlet's wording of a source's claim."""
    rows = [Settled(d) for d in drafts]
    for n, row in enumerate(rows):
        for earlier in rows[:n]:
            if earlier.restates is not None or not _same(earlier.draft, row.draft, text):
                continue
            kept, again = _which(earlier, row, text)
            if kept is None or again is None:
                continue
            again.restates = kept
            again.draft.rules.append("restated")
            _enrich(kept.draft, again.draft)
            if again is row:
                break
    return rows


def _which(earlier: Settled, later: Settled, text: Text) -> tuple[Settled | None, Settled | None]:
    """Which of two equal claims is kept: a source's before the outlet's, else the first."""
    a, b = _speaker(earlier.draft, text), _speaker(later.draft, text)
    if a and b and not a & b:
        return None, None
    if b and not a:
        return later, earlier
    return earlier, later


def _speaker(draft: Draft, text: Text) -> set[str]:
    if draft.segment is None or not draft.segment.chain:
        return set()
    who = draft.segment.chain[-1]
    return {f.removeprefix("ال") for f in text.forms[who.first : who.last]}


def _same(a: Draft, b: Draft, text: Text) -> bool:
    if a.violence != b.violence or a is b.part_of or b is a.part_of:
        return False
    if a.violence:
        return _same_event(a, b, text)
    if a.action != b.action or a.measure is None or b.measure is None:
        return a.action == b.action and a.measure is b.measure is None and _overlap(a.place, b.place, text) and a.action == "took"
    if a.measure.low != b.measure.low or (a.measure.qualifier == "vague") != (b.measure.qualifier == "vague"):
        return False
    if a.measure.high != b.measure.high and not _one_voice(a, b, text):
        return False
    if a.measure.unit != b.measure.unit or not _kin(a.code, b.code) or a.part_of is not b.part_of and (a.code != b.code):
        return False
    if a.measure.qualifier in ("vague", "implicit") and a.sentence == b.sentence:
        return False
    return _compatible(a, b, text)


def _same_event(a: Draft, b: Draft, text: Text) -> bool:
    if _FIRE.get(a.action, a.action) != _FIRE.get(b.action, b.action) and not (b.definite and {a.action, b.action} <= {"attack", "explosion"}):
        return False
    if (a.measure and a.measure.low) != (b.measure and b.measure.low) and not b.definite:
        return False
    if b.definite and b.of != "bridged":
        return True
    return _compatible(a, b, text)


def _one_voice(a: Draft, b: Draft, text: Text) -> bool:
    """Whether «14 على الأقل» and «14» come from one source, or one of them from the outlet."""
    one, two = _speaker(a, text), _speaker(b, text)
    return bool(one & two) or not one and not two


def _kin(a: str | None, b: str | None) -> bool:
    return a == b or a is None or b is None or a.split(".")[0] == b.split(".")[0] and "." not in (a if len(a) < len(b) else b)


def _compatible(a: Draft, b: Draft, text: Text) -> bool:
    """No place, day or side of one contradicts the other's."""
    placed = "place-from-context" in a.rules or "place-from-context" in b.rules
    return (
        (placed or _overlap(a.place, b.place, text))
        and _overlap(a.patient, b.patient, text)
        and _overlap(a.agent, b.agent, text)
        and _same_days(a, b)
    )


def _same_days(a: Draft, b: Draft) -> bool:
    one, two = a.time and a.time.moment, b.time and b.time.moment
    if not one or not two or one.start is None or two.start is None:
        return True
    return one.start <= (two.end or two.start) and two.start <= (one.end or one.start)


def _overlap(a: Chunk | None, b: Chunk | None, text: Text) -> bool:
    if a is None or b is None or a is b:
        return True
    one = {f.removeprefix("ال").lstrip("وبل") for f in text.forms[a.first : a.last] if len(f) > 2}
    two = {f.removeprefix("ال").lstrip("وبل") for f in text.forms[b.first : b.last] if len(f) > 2}
    return bool(one & two)


def _enrich(kept: Draft, again: Draft) -> None:
    """What the restatement adds to the kept claim where that is silent."""
    for slot in ("agent", "patient", "place", "time"):
        if getattr(kept, slot) is None:
            setattr(kept, slot, getattr(again, slot))
    if kept.code is not None and again.code is not None and again.code.startswith(kept.code + "."):
        kept.code = again.code
