"""Claims in the making: what a sentence says, before names, days and speakers are settled."""

from __future__ import annotations

from collections.abc import Callable

from rasd.codebook.book import Form
from rasd.model import Amount
from rasd.reading.cutting.chunks import Chunk
from rasd.reading.speaking.attribution import Segment
from rasd.reading.speaking.persons import Named


class Measure:
    """A number as the text gives it: bounds, qualifier, unit, class, and the chunk it was read from."""

    __slots__ = ("chunk", "code", "high", "low", "qualifier", "unit")

    def __init__(
        self, chunk: Chunk, low: Amount | None, high: Amount | None, qualifier: str, unit: str, code: str | None
    ) -> None:
        self.chunk = chunk
        self.low = low
        self.high = high
        self.qualifier = qualifier
        self.unit = unit
        self.code = code


#: What a draft is made of.
DRAFT_PARTS = (
    "action",
    "agent",
    "at",
    "cause",
    "code",
    "definite",
    "end",
    "form",
    "means",
    "measure",
    "named",
    "of",
    "part_of",
    "patient",
    "patients",
    "place",
    "rules",
    "same_items",
    "segment",
    "sentence",
    "status",
    "time",
    "violence",
)


class Draft:
    """One claim in the making. ``at`` is the token of its trigger, ``rules`` what found it."""

    __slots__ = DRAFT_PARTS

    def __init__(self, action: str, at: int, sentence: tuple[int, int], rule: str) -> None:
        self.action = action
        self.at = at
        self.end = at + 1
        self.sentence = sentence
        self.rules = [rule]
        self.form: Form | None = None
        self.code: str | None = None
        self.measure: Measure | None = None
        self.agent: Chunk | None = None
        self.patient: Chunk | None = None
        self.patients: list[Chunk] = []
        self.place: Chunk | None = None
        self.time: Chunk | None = None
        self.segment: Segment | None = None
        self.status = "asserted"
        self.violence = False
        self.definite = False
        self.means = ""
        self.cause: Draft | None = None
        self.part_of: Draft | None = None
        self.same_items: Draft | None = None
        self.of = ""
        self.named: list[Named] = []

    @property
    def place_carried(self) -> bool:
        """Whether its place is that of the sentences before."""
        return "place-from-context" in self.rules

    def __repr__(self) -> str:
        measure = self.measure and (self.measure.low, self.measure.high, self.measure.qualifier)
        return f"<{self.action} {self.code} @{self.at} {measure}>"


def without_shares(drafts: list[Draft]) -> list[Draft]:
    """«ثلث الضحايا»، «نصف المنازل»: a part of a whole that is told elsewhere is no number of persons or things."""
    return without(drafts, lambda draft: draft.measure is not None and _is_share(draft.measure))


def without(drafts: list[Draft], unfit: Callable[[Draft], bool]) -> list[Draft]:
    """The drafts that are fit, none of them tied to one that is not."""
    gone = {id(draft) for draft in drafts if unfit(draft)}
    if not gone:
        return drafts
    left = [draft for draft in drafts if id(draft) not in gone]
    for draft in left:
        draft.part_of = None if id(draft.part_of) in gone else draft.part_of
        draft.same_items = None if id(draft.same_items) in gone else draft.same_items
        draft.cause = None if id(draft.cause) in gone else draft.cause
    return left


def _is_share(measure: Measure) -> bool:
    return measure.unit == "item" and measure.low is not None and measure.low != int(measure.low)


def listed_before(draft: Draft) -> bool:
    """«51 قرويا و28 جنديا قتلوا»: all of a list that stands before its verb were harmed, and did nothing."""
    return draft.rules[0] == "list-member" and draft.measure is not None and draft.measure.chunk.first < draft.at
