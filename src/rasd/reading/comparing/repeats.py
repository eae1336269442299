"""What a report says twice is kept as a record and counted once."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from itertools import pairwise

from rasd.arabic.dates import LONG
from rasd.reading.comparing.agreeing import (
    compatible,
    in_headline,
    moment_of,
    named_beside,
    numbered,
    of_others,
    overlap,
    same_days,
    wide,
    words_beside,
)
from rasd.reading.comparing.laterplaces import relocate, says_where
from rasd.reading.comparing.recalling import recalled, reminded
from rasd.reading.comparing.tellingapart import told_apart
from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.names import COUNTRYSIDE, FINE, FINENESS, WIDE, content_words
from rasd.reading.cutting.placechunks import heading
from rasd.reading.dating.days import one_day
from rasd.reading.scenes.drafts import Draft, Measure
from rasd.reading.speaking.headers import item_of
from rasd.reading.speaking.mentions import same_source
from rasd.reading.speaking.speakers import Speaking

#: Words by which an event is told from one before it.
_OTHER = frozenset("اخر اخري مماثل مماثله مشابه مشابهه".split())
_FIRE = {"shelling": "fire", "airstrike": "fire", "drone_strike": "fire"}


class Settled:
    """A draft with what it restates."""

    __slots__ = ("draft", "order", "restates")

    def __init__(self, draft: Draft, order: int) -> None:
        self.draft = draft
        self.order = order
        self.restates: Settled | None = None


def settle(drafts: list[Draft], text: Text) -> list[Settled]:
    """Mark what restates an earlier claim by the same speaker, or is the outlet's wording of a source's claim."""
    rows = [Settled(d, n) for n, d in enumerate(drafts)]
    pairs = _pairs(drafts)
    shelves = _Shelves(text, pairs)
    for row in rows:
        for earlier in shelves.like(row):
            if earlier.restates is not None:
                continue
            if not (_same(earlier.draft, row.draft, text) or _same_pair(earlier.draft, row.draft, pairs)):
                continue
            kept, again = _which(earlier, row, text)
            if kept is None or again is None:
                continue
            again.restates = kept
            again.draft.rules.append("restated")
            before, undated = kept.draft.place, kept.draft.time is None
            if says_where(row.draft, text):
                relocate(kept.draft, again.draft, drafts, text)
            _enrich(kept.draft, again.draft, text)
            if kept.draft.place is not before and before is not None:
                _beside_it(rows, kept, before)
            if undated and one_day(kept.draft.time):
                _on_its_day(rows, kept)
            if again is row:
                break
        shelves.put(row)
    return rows


def _beside_it(rows: list[Settled], kept: Settled, before: Chunk) -> None:
    """«35 قتيلا و20 جريحا على أطراف المدينة»: what was told beside a claim that is now placed better was there, too."""
    for row in rows[max(0, kept.order - _BESIDE) : kept.order + _BESIDE]:
        if row.draft.place is before and not row.draft.violence and row.draft.sentence == kept.draft.sentence:
            row.draft.place = kept.draft.place


def _on_its_day(rows: list[Settled], kept: Settled) -> None:
    """What an event did happened on the day that another mention of it gave it."""
    for row in rows[max(0, kept.order - _BESIDE) : kept.order + _BESIDE]:
        if row.draft.cause is kept.draft and row.draft.time is None:
            row.draft.time = kept.draft.time
            row.draft.rules.append("time-from-report")


def _pairs(drafts: list[Draft]) -> dict[int, tuple[object, object]]:
    """For each killed and wounded told side by side, both their numbers: «4 قتلى و7 جرحى»."""
    found: dict[int, tuple[object, object]] = {}
    people = [d for d in drafts if d.action in ("killed", "wounded") and d.part_of is None]
    for one, two in pairwise(people):
        if (one.action, two.action) != ("killed", "wounded") or one.sentence != two.sentence:
            continue
        if one.measure is not None and two.measure is not None and one.measure.low and two.measure.low:
            found[id(one)] = found[id(two)] = (one.measure.low, two.measure.low)
    return found


def _same_pair(a: Draft, b: Draft, pairs: dict[int, tuple[object, object]]) -> bool:
    """Killed and wounded with both numbers the same are one toll, however its place is worded."""
    pair = pairs.get(id(a))
    if pair is None or pair != pairs.get(id(b)) or a.action != b.action or a.sentence == b.sentence:
        return False
    return _kin(a.code, b.code) and same_days(a, b) and pair not in ((1, 1), (1, 2), (2, 1))


#: Events that a later, definite mention may call by the other's name.
_BLASTS = frozenset(("attack", "explosion"))
_ALL, _ANYWHERE = "*", ""
_LARGE = 30
#: So many claims on either side may have been told beside one.
_BESIDE = 8
#: So many claims of one action with one figure in one place are looked at: an endless list must not cost its square.
_MOST = 60


class _Shelves:
    """The claims so far, so laid out that those a further one may restate are few however long the report.

    A shelf holds the claims of one action (or family of actions) with one figure, by the words of
    their places. :meth:`like` gives more than what is the same, never less.
    """

    def __init__(self, text: Text, pairs: dict[int, tuple[object, object]]) -> None:
        self.text = text
        self.pairs = pairs
        self.shelves: dict[tuple[object, ...], dict[str | int, list[Settled]]] = {}

    def put(self, row: Settled) -> None:
        """Keep a row, unless it has turned out to restate another."""
        if row.restates is not None:
            return
        shelf = self.shelves.setdefault(_shelf(row.draft), {})
        for word in (_ALL, *(self._place_words(row.draft) or (_ANYWHERE,))):
            shelf.setdefault(word, []).append(row)
        if row.draft.violence:
            self.shelves.setdefault((_family(row.draft),), {}).setdefault(_ALL, []).append(row)

    def like(self, row: Settled) -> Iterable[Settled]:
        """The earlier rows that a row may say again, in the order of the text."""
        draft = row.draft
        if draft.violence and draft.definite:
            family = _family(draft)
            actions = sorted(_BLASTS) if family in _BLASTS else [family]
            return heapq.merge(*(self._rows((action,), _ALL) for action in actions), key=_order)
        shelf, words = _shelf(draft), self._place_words(draft)
        if not words:
            return self._rows(shelf, _ALL)
        found = {r for word in (*words, _ANYWHERE) for r in self._rows(shelf, word)}
        if draft.violence:
            found.update(r for r in self._rows((_family(draft),), _ALL) if r.draft.measure and r.draft.measure.low)
        return sorted(found, key=_order)

    def _rows(self, shelf: tuple[object, ...], word: str | int) -> list[Settled]:
        """The latest rows of a shelf under a word that restate nothing themselves."""
        rows = self.shelves.get(shelf, {}).get(word, [])
        return [r for r in rows[-_MOST:] if r.restates is None]

    def _place_words(self, draft: Draft) -> tuple[str | int, ...]:
        """What a place shares with another that overlaps it; nothing where any place will do."""
        if draft.place is None or "place-from-context" in draft.rules:
            return ()
        if draft.measure is not None and not draft.violence and (_telling(draft.measure) or id(draft) in self.pairs):
            return ()
        if numbered(draft) and (wide(draft.place, self.text) or in_headline(draft, self.text)):
            return ()
        beside = () if draft.violence else words_beside(draft.place, self.text)
        return (*content_words(draft.place, self.text), *beside, id(draft.place))


def _order(row: Settled) -> int:
    return row.order


def _family(draft: Draft) -> str:
    return _FIRE.get(draft.action, draft.action)


def _shelf(draft: Draft) -> tuple[object, ...]:
    """What a claim must share with one that it restates, unless it is a definite mention of an event."""
    measure = draft.measure
    if draft.violence:
        return _family(draft), measure and measure.low
    if measure is None:
        return (draft.action, None, "", False)
    return (draft.action, measure.low, measure.unit, measure.qualifier == "vague")


def _which(earlier: Settled, later: Settled, text: Text) -> tuple[Settled | None, Settled | None]:
    """Which of two equal claims is kept: a source's before the outlet's, else the first."""
    a, b = _speaker(earlier.draft), _speaker(later.draft)
    if a and b and not same_source(text, a, b):
        if numbered(later.draft) and in_headline(earlier.draft, text) and not in_headline(later.draft, text):
            return later, earlier  # a headline shortens who says it: «الحركة تؤكد مقتل 3» for her spokesman
        return None, None
    if b and not a:
        return later, earlier
    one, two = earlier.draft.measure, later.draft.measure
    if one is not None and two is not None and (one.qualifier, two.qualifier) == ("exact", "at_least"):
        return later, earlier  # the more careful wording is kept
    return earlier, later


def _speaker(draft: Draft) -> Speaking | None:
    return draft.segment.chain[-1] if draft.segment is not None and draft.segment.chain else None


def _same(a: Draft, b: Draft, text: Text) -> bool:
    if a.violence != b.violence or a is b.part_of or b is a.part_of:
        return False
    if ("responsibility" in a.rules) != ("responsibility" in b.rules):
        return False
    if a.at == b.at and (a.violence or "list-member" in b.rules):
        return False  # one attack on several places is a claim for each, and «جنديان وشرطيان» are four
    if a.violence:
        return not _two_items(a, b, text) and _same_event(a, b, text)
    if of_others(b, a):
        return False
    if a.action != b.action or a.measure is None or b.measure is None:
        return a.action == b.action == "took" and a.measure is b.measure is None and overlap(a.place, b.place, text)
    if a.measure.low != b.measure.low or (a.measure.qualifier == "vague") != (b.measure.qualifier == "vague"):
        return False
    if a.measure.high != b.measure.high and not _one_voice(a, b, text):
        return False
    if a.measure.unit != b.measure.unit or not _kin(a.code, b.code):
        return False
    if a.part_of is not b.part_of and a.code != b.code:
        return False
    if a.sentence == b.sentence and numbered(a) and a.code == b.code and text.forms[b.at - 1] == "كما":
        return False  # «أدى إلى مقتل 4، كما قتل 4 في قصف»
    if _telling(a.measure) and a.code == b.code:
        return same_days(a, b) and (_worded_alike(a.measure, b.measure) or _placed_alike(a, b, text))
    if numbered(a) and (a.measure.low or 0) > 2 and in_headline(a, text):
        return same_days(a, b)
    if a.measure.qualifier in ("vague", "implicit") and a.sentence == b.sentence:
        return False
    if a.measure.qualifier == "implicit" and not _one_noun(a.measure, b.measure):
        return False  # one soldier and one officer are two
    return compatible(a, b, text)


def _two_items(a: Draft, b: Draft, text: Text) -> bool:
    """Each item of a list tells of its own event, where neither says that it is the other's."""
    placed = all(d.place is not None and "place-from-context" not in d.rules for d in (a, b))
    if placed or b.definite:
        return False
    items = item_of(text, a.at), item_of(text, b.at)
    return -1 not in items and items[0] != items[1]


def _one_noun(a: Measure, b: Measure) -> bool:
    one, two = a.chunk.form, b.chunk.form
    if one is not None and two is not None and "nation" in one.lexeme.flags | two.lexeme.flags:
        return True  # «فلسطيني» and «شاب» may be one
    return one is None or two is None or one.lexeme.lemma == two.lexeme.lemma


def _telling(measure: Measure) -> bool:
    """A figure like 37 is not met twice by chance."""
    return measure.qualifier not in ("vague", "implicit") and (measure.low or 0) >= 10


def _worded_alike(a: Measure, b: Measure) -> bool:
    """«13» and «about 13» may be two figures, 137 and «about 137» hardly."""
    return a.qualifier == b.qualifier or "approx" not in (a.qualifier, b.qualifier) or (a.low or 0) >= _LARGE


def _placed_alike(a: Draft, b: Draft, text: Text) -> bool:
    """Whether no place of its own tells one of two figures from the other."""
    if any("place-from-context" in d.rules or "place-from-sentence" in d.rules for d in (a, b)):
        return True
    return overlap(a.place, b.place, text) or named_beside(a, b, text) or named_beside(b, a, text)


def _same_event(a: Draft, b: Draft, text: Text) -> bool:
    if _family(a) != _family(b) and not (b.definite and {a.action, b.action} <= _BLASTS):
        return False
    if (a.measure and a.measure.low) != (b.measure and b.measure.low) and not b.definite and not _covered(a, b, text):
        return False
    if a.at == b.at or _shot(a) != _shot(b) or recalled(b, text) or reminded(a, text) != reminded(b, text):
        return False  # one event at several places; a shell that fell and an air strike
    if _another(b, text) or told_apart(a, b):
        return False
    if b.definite and b.of != "bridged" and not _apart(a, b, text):
        return True
    if says_where(b, text) and same_days(a, b):
        return True
    return not _of_its_own(a, b) and compatible(a, b, text)


def _covered(a: Draft, b: Draft, text: Text) -> bool:
    """«شن الطيران 9 غارات على بلدة كذا … وقصف الطيران البلدة»: a number covers the mention without one."""
    several = a.measure is not None and a.measure.low is not None
    if not several or (b.measure is not None and b.measure.low is not None) or a.action != b.action:
        return False
    if a.place is None or b.place is None or any(r.startswith("place-from") for r in a.rules):
        return False
    return overlap(a.place, b.place, text)


def _of_its_own(a: Draft, b: Draft) -> bool:
    """«في المنطقة نفسها، استهدفت جرافة»: a target that the event before did not have makes it another."""
    verb = b.form is not None and b.form.lexeme.kind == "verb"
    borrowed = any(r.startswith("place-from") for r in b.rules)
    if b.definite or not verb or not b.patients or not borrowed:
        return False
    return not a.patients or (a.code or "") != (b.code or "")


def _shot(draft: Draft) -> bool:
    return draft.form is not None and "projectile" in draft.form.lexeme.flags and draft.action == "shelling"


def _apart(a: Draft, b: Draft, text: Text) -> bool:
    """«القصف على حي كذا» after «قصف على بلدة كذا»: each has a place of its own."""
    own = not any(r.startswith("place-from") for r in b.rules)
    dated = "time-from-context" not in b.rules and not same_days(a, b)
    return (own and not overlap(a.place, b.place, text)) or dated


def _another(draft: Draft, text: Text) -> bool:
    """«لغم آخر قد انفجر»، «هجوم مماثل»: it says itself that it is not the one told of before."""
    near = text.forms[max(draft.sentence[0], draft.at - 3) : min(draft.at + 4, draft.sentence[1])]
    return any(f in _OTHER for f in near)


def _one_voice(a: Draft, b: Draft, text: Text) -> bool:
    """Whether «14 على الأقل» and «14» come from one source, or one of them from the outlet."""
    one, two = _speaker(a), _speaker(b)
    if one is None or two is None:
        return one is two
    return same_source(text, one, two)


def _kin(a: str | None, b: str | None) -> bool:
    if a is None or b is None or a == b:
        return True
    return a.split(".")[0] == b.split(".")[0] and "." not in (a if len(a) < len(b) else b)


def _enrich(kept: Draft, again: Draft, text: Text) -> None:
    """What the restatement adds to the kept claim where that is silent or says less."""
    for slot in ("agent", "patient", "place", "time"):
        if slot == "place" and "place-from-context" in again.rules:
            continue
        if getattr(kept, slot) is None and not (slot == "time" and _vague_days(kept, again)):
            setattr(kept, slot, getattr(again, slot))
    if again.place is not None and "place-from-context" not in again.rules and _narrower(again.place, kept.place, text):
        kept.place = again.place
    if kept.code is not None and again.code is not None and again.code.startswith(kept.code + "."):
        kept.code = again.code


def _vague_days(kept: Draft, again: Draft) -> bool:
    """Whether a day is told by its month or year alone, which a single attack does not take from another mention."""
    moment = moment_of(again)
    if not kept.violence or kept.action == "clash":
        return False
    return moment is not None and moment.precision in LONG


def _narrower(one: Chunk, other: Chunk | None, text: Text) -> bool:
    """Whether a place is more specific than a country, a province or a countryside named before."""
    if other is None or one.parts or other.parts or heading(text, one):
        return False
    before = text.forms[one.first - 1] if one.first else ""
    if before not in ("في", "علي") and not text.words[one.first].place and one.prep != "ب":
        return False  # only a name that stands where a place must stand
    wide = other.level in WIDE or heading(text, other)
    wide = wide or text.forms[other.first].removeprefix("ب") in COUNTRYSIDE
    return wide and one.level in FINE and FINENESS[one.level] < FINENESS.get(other.level, 3)
