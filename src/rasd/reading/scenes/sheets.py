"""Sheets and daily counts: «المكان: …», «التاريخ: …», «الجهة المسؤولة: …», and the day in a count's heading."""

from __future__ import annotations

from rasd.arabic.dates import Moment
from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.names import Names
from rasd.reading.cutting.phrases import Chunker
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import bare

#: A label has no more words than these, a heading no more than those.
_LABEL, _HEADING = 4, 24
#: Within so many of the first lines a heading stands.
_AT_THE_TOP = 4
#: So many rows with a certain place make the others' labels places, too.
_KNOWN_ROWS = 2
#: What nobody does by force to others.
_NO_DEED = frozenset(("clash", "lost", "surrendered", "displaced", "released"))
#: What gathers the news of a day.
_DAILY = frozenset("تقرير نشره موجز ابرز اخبار اهم متابعات".split())
_KINDS = {"place": "L", "time": "T", "agent": "AG"}


class Sheet:
    """One sheet of a page: what its labels say of place, day and doer, for the tokens ``first`` up to ``last``."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.last = first
        self.labels: set[tuple[str, ...]] = set()
        self.told: dict[str, Chunk] = {}


def from_sheets(found: list[Draft], text: Text, names: Names, chunker: Chunker) -> None:
    """Give what the labels and the heading say to the claims that do not say it themselves."""
    if not found:
        return
    lines = _lines(text)
    _rows(found, text, names, lines)
    sheets = [s for s in _sheets(text, names, chunker, lines) if len(s.told) > 1 or _counts_for_one(s)]
    for draft in found if sheets else ():
        sheet = next((s for s in sheets if s.first <= draft.at < s.last), None)
        if sheet is not None:
            _fill(draft, sheet)


def from_heading(found: list[Draft], text: Text, names: Names, chunker: Chunker) -> None:
    """Give the day and the place in a count's heading to the claims below that have none."""
    day = _headed(found, text, names, _lines(text)) if found else None
    place = _where(text, chunker, day) if day is not None else None
    for draft in found if day is not None else ():
        if place is not None and draft.place is None and draft.at >= place.last:
            draft.place = place
            draft.rules.append("place-from-heading")
        since = "منذ" in text.forms[draft.sentence[0] : draft.at]
        if day is not None and draft.at > day.first and draft.time is None and not since:
            draft.time = day
            draft.rules.append("time-from-heading")


def _rows(found: list[Draft], text: Text, names: Names, lines: list[tuple[int, int]]) -> None:
    """«الجوف: 9 غارات»: among rows of places, a label that may be a place is one."""
    rows: list[tuple[int, int, str, tuple[int, int]]] = []
    for first, last in lines:
        colon = _colon(text, first, last)
        start = next((t for t in range(first, max(colon, first)) if text.kinds[t] not in "ps"), colon)
        match = names.match(text, start, colon) if start < colon else None
        if match is not None and match[2] and match[0] == colon and not match[1]:
            rows.append((first, last, match[2], (start, colon)))
    if sum(not level.startswith("?") for _, _, level, _ in rows) < _KNOWN_ROWS:
        return
    for first, last, level, (start, colon) in rows:
        for draft in found:
            if first <= draft.at < last and (draft.place is None or "place-from-context" in draft.rules):
                draft.place = Chunk("L", start, colon, text.words[start])
                draft.place.level = level.lstrip("?")
                draft.rules.append("place-from-label")


def _lines(text: Text) -> list[tuple[int, int]]:
    """The token ranges of the lines that hold anything."""
    lines, first = [], 0
    for t, kind in enumerate([*text.kinds, "b"]):
        if kind == "b":
            if t > first:
                lines.append((first, t))
            first = t + 1
    return lines


# ---- labels


def _sheets(text: Text, names: Names, chunker: Chunker, lines: list[tuple[int, int]]) -> list[Sheet]:
    """The sheets of a page; a label that comes again opens the next one."""
    sheets = [Sheet(0)]
    for first, last in lines:
        colon = _colon(text, first, last)
        if colon > first:
            label = tuple(text.forms[t] for t in range(first, colon) if text.kinds[t] == "w")
            if label in sheets[-1].labels:
                sheets.append(Sheet(first))
            sheets[-1].labels.add(label)
            role = _role(label, names)
            value = _value(text, chunker, role, colon + 1, last) if role else None
            if value is not None and (role != "place" or _finer(value, sheets[-1].told.get(role))):
                sheets[-1].told[role] = value
        sheets[-1].last = last
    return sheets


def _counts_for_one(sheet: Sheet) -> bool:
    """«قتلى: 9»، «مختطفون: 34»، «الجهة المنتهكة: …»: a count whose labels name who did it all."""
    return "agent" in sheet.told and len(sheet.labels) > _KNOWN_ROWS


def _finer(place: Chunk, known: Chunk | None) -> bool:
    """«المحافظة: … المديرية: …»: what is told later lies in what is told before, unless it is a country."""
    return known is None or place.level not in ("country", "province")


def _colon(text: Text, first: int, last: int) -> int:
    """The colon after a line's label, or -1."""
    while first < last and text.kinds[first] in "ps":
        first += 1
    return next((t for t in range(first, min(first + _LABEL + 1, last)) if text.forms[t] == ":"), -1)


def _role(label: tuple[str, ...], names: Names) -> str:
    """What a label tells: «مكان الحادثة» a place, «التاريخ» a day, «الجهة المسؤولة» the doer."""
    words = tuple(bare(f) for f in label)
    return next((names.book.labels[words[:n]] for n in (2, 1) if words[:n] in names.book.labels), "")


def _value(text: Text, chunker: Chunker, role: str, first: int, last: int) -> Chunk | None:
    """The place, day or party that a label's line begins with."""
    while first < last and text.kinds[first] in "ps":
        first += 1
    if role == "time":
        moment = next((text.dates[t] for t in range(first, min(first + 3, last)) if t in text.dates), None)
        if moment is None:
            return None
        chunk = Chunk("T", moment.first, moment.last, text.words[moment.first])
        chunk.moment = moment
        return chunk
    chunks = [c for c in chunker.cut(first, last) if c.kind not in '",'] if first < last else []
    one = chunks[0] if chunks else None
    if one is None or one.first > first + 1 or one.kind not in _KINDS[role]:
        return None
    return one if one.kind != "G" or one.party or one.owner is not None else None


def _fill(draft: Draft, sheet: Sheet) -> None:
    """Give a claim of a sheet the place, day and doer of its labels."""
    place, day, doer = (sheet.told.get(role) for role in _KINDS)
    from_elsewhere = "place-from-context" in draft.rules and not _within(draft.place, sheet)
    if place is not None and (draft.place is None or from_elsewhere):
        draft.place = place
        draft.rules.append("place-from-label")
    if day is not None and (draft.time is None or "time-from-context" in draft.rules):
        draft.time = day
        draft.rules.append("time-from-label")
    if doer is not None and draft.agent is None and draft.action not in _NO_DEED and draft.patient is not doer:
        draft.agent = doer
        draft.rules.append("agent-from-label")


def _within(place: Chunk | None, sheet: Sheet) -> bool:
    return place is not None and sheet.first <= place.first < sheet.last


# ---- headings


def _where(text: Text, chunker: Chunker, day: Chunk) -> Chunk | None:
    """«حصيلة الضحايا في اليمن خلال …»: the place that the heading names."""
    first, last = next(line for line in _lines(text) if line[0] <= day.first < line[1])
    return next((c for c in chunker.cut(first, last) if c.kind == "L"), None)


def _news_of_a_day(text: Text, day: Moment, first: int) -> bool:
    """«تقرير ميداني يوم الثلاثاء»، «أبرز أخبار يوم 4 آذار»: a heading of what one day brought."""
    if (
        day.start is None
        or day.start != day.end
        or not any("يوم" in f for f in text.forms[max(first, day.first - 1) : day.last])
    ):
        return False
    return any(bare(f) in _DAILY for f in text.forms[first : day.first])


def _headed(found: list[Draft], text: Text, names: Names, lines: list[tuple[int, int]]) -> Chunk | None:
    """«حصيلة يوم السبت 25 يناير»: the day or days of which a count at the top of a page tells."""
    start = next((d.at for d in found if d.measure is not None), found[0].at)
    for first, last in lines[:_AT_THE_TOP]:
        if last - first > _HEADING or start < first:
            continue
        dated = next((text.dates[t] for t in range(first, last) if t in text.dates), None)
        counts = any(bare(f) in names.book.counts for f in text.forms[first:last])
        counts = counts or (dated is not None and _news_of_a_day(text, dated, first))
        if not counts or dated is None or dated.kind == "since" or first <= start < last:
            continue
        chunk = Chunk("T", dated.first, dated.last, text.words[dated.first])
        chunk.moment = dated
        return chunk
    return None
