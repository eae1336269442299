"""The claims of a report as cards: what holds of each now, what was decided on it, which words are to be marked."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rasd.arabic.script import fold
from rasd.desk import wording
from rasd.desk.texts import Mark
from rasd.ledger import models
from rasd.ledger.connecting import Door
from rasd.ledger.deciding import is_own
from rasd.ledger.flattening import claim_of
from rasd.model import Claim, Extent, Link, Party, Place, Span

#: The parts of a claim, each marked in a way of its own.
LABELS = {
    "measure": gettext_lazy("Number"),
    "agent": gettext_lazy("Doer"),
    "patient": gettext_lazy("Affected"),
    "place": gettext_lazy("Place"),
    "time": gettext_lazy("Time"),
    "speaker": gettext_lazy("Source"),
    "cue": gettext_lazy("Word of attribution"),
    "person": gettext_lazy("Person"),
}


#: The same for what a correction sets, and what else it may set.
_FIELDS = {
    **LABELS,
    "count": LABELS["measure"],
    "attribution": LABELS["speaker"],
    "action": gettext_lazy("Action"),
    "object": gettext_lazy("Object"),
    "status": gettext_lazy("Status"),
    "scope": gettext_lazy("Scope"),
}


class Row(NamedTuple):
    """A claim as the reader or a person made it: its key, the key of the row that shows it now, how it stands."""

    key: int
    shown: int
    record_id: str
    review: str
    start: int
    copies: int | None


class Decision(NamedTuple):
    """What was decided, by whom, when, why."""

    key: int
    verdict: str
    by: str
    at: datetime.datetime
    reason: str | None
    carried: str
    fields: str | None

    @property
    def changed(self) -> str:
        """The names of what a correction sets."""
        names = (name.partition(".")[0] for name in json.loads(self.fields or "{}"))
        return _(", ").join(dict.fromkeys(str(_FIELDS.get(name, name)) for name in names))

    @property
    def told(self) -> str:
        """The verdict in words."""
        names = {"added": _("added by hand"), "undone": _("taken back")}
        return names.get(self.verdict) or str(wording.REVIEWS.get(self.verdict, self.verdict))


class Part(NamedTuple):
    """A part of a claim: which, its words, where they stand, what they were taken to mean."""

    name: str
    text: str
    span: Span | None
    meaning: str = ""

    @property
    def label(self) -> str:
        """Its name."""
        return str(LABELS[self.name])

    @property
    def told(self) -> str:
        """What they were taken to mean, where that says more than the words themselves."""
        return "" if fold(self.meaning) == fold(self.text) else self.meaning


class Tie(NamedTuple):
    """A tie to another claim of the report: how, its id, and its number on the page (none: not shown any more)."""

    label: str
    record_id: str
    n: int | None


class Card(NamedTuple):
    """A claim on the page of its report."""

    n: int
    row: Row
    claim: Claim
    is_added: bool
    decisions: tuple[Decision, ...]
    ties: tuple[Tie, ...] = ()

    @property
    def head(self) -> Decision | None:
        """The last decision."""
        return self.decisions[-1] if self.decisions else None

    @property
    def seen(self) -> int:
        """The key of the last decision, by which it is noticed that another was made since."""
        return self.head.key if self.head else 0

    @property
    def can_be_undone(self) -> bool:
        """Whether there is a decision to take back."""
        return self.head is not None and self.head.verdict != "undone"

    @property
    def parts(self) -> list[Part]:
        """The parts that the text words."""
        return list(parts_of(self.claim))


def rows_of(door: Door, reading: int) -> list[Row]:
    """The claims of a reading, in the order of the text, without those that were taken back after adding them."""
    columns = ("key", "record_id", "supersedes", "current", "copies", "review", "span_start")
    found: dict[int, Row] = {}
    corrections: list[tuple[int, int, str]] = []
    rows = models.Claim.objects.using(door.alias).filter(reading=reading).order_by("key")
    for key, record_id, supersedes, current, copies, review, start in rows.values_list(*columns):
        if supersedes is not None:
            corrections += [(supersedes, key, review)] if current else []
        else:
            found[key] = Row(key, key if current or copies else 0, record_id, review, start, copies)
    for key, shown, review in corrections:
        found[key] = found[key]._replace(shown=shown, review=review)
    return sorted((row for row in found.values() if row.shown), key=lambda row: (row.start, row.key))


def cards(door: Door, original: int, all_: Sequence[Row], first: int, last: int) -> list[Card]:
    """Cards for some of the claims of a report, those from one place up to another; numbered from 1 on."""
    rows = all_[first:last]
    numbers = {row.record_id: n for n, row in enumerate(all_, 1)}
    claims = models.Claim.objects.using(door.alias).filter(key__in=[row.shown for row in rows])
    records = dict(claims.values_list("key", "record"))
    decisions: dict[str, list[Decision]] = {}
    made = models.Decision.objects.using(door.alias).filter(
        original=original, record_id__in=[row.record_id for row in rows]
    )
    for record_id, *told in made.order_by("key").values_list("record_id", *Decision._fields):
        decisions.setdefault(record_id, []).append(Decision(*told))
    found = []
    for n, row in enumerate(rows, first + 1):
        claim, is_added = claim_of(records[row.shown]), is_own(records[row.shown])
        made_on = tuple(decisions.get(row.record_id, ()))
        found.append(Card(n, row, claim, is_added, made_on, tuple(_ties(claim, numbers))))
    return found


def _ties(claim: Claim, numbers: Mapping[str, int]) -> Iterator[Tie]:
    for label, other in (
        (_("Part of"), claim.part_of),
        (_("Says again"), claim.restates),
        (_("Same things as"), claim.same_items_as),
    ):
        if other:
            yield Tie(label, other, numbers.get(other))


def parts_of(claim: Claim) -> Iterator[Part]:
    """The parts of a claim that the text words."""
    if claim.count.text:
        yield Part("measure", claim.count.text, claim.count.span, wording.how_many(claim.count))
    yield from _party("agent", claim.agent)
    yield from _party("patient", claim.patient)
    if claim.place:
        yield Part("place", claim.place.text, claim.place.span, _place(claim.place))
    if claim.time:
        yield Part("time", claim.time.text, claim.time.span, wording.when(claim.time) or _("no day known"))
    for link in claim.attribution:
        yield from _link(link)
    for person in claim.persons:
        yield Part("person", person.text, person.span)


def _party(name: str, party: Party | None) -> Iterator[Part]:
    if party:
        yield Part(name, party.text, party.span, wording.actor(party.id, party.name or ""))


def _link(link: Link) -> Iterator[Part]:
    if link.speaker:
        told = wording.actor(link.speaker.id, link.speaker.name or "")
        yield Part("speaker", link.speaker.text, link.speaker.span, told)
    if link.cue:
        yield Part("cue", link.cue.text, link.cue.span, str(wording.STANCES.get(link.stance, link.stance)))


def _place(place: Place) -> str:
    states = {"ambiguous": _("several places of this name"), "unresolved": _("not found in the gazetteer")}
    known = (wording.resolved(place), states.get(place.status))
    return _(", ").join(filter(None, known))


def marks(cards: Iterable[Card], start: int, end: int) -> list[Mark]:
    """What is to be marked between two places of the text; spans count from the first."""
    found: list[Mark] = []
    for card in cards:
        found += _clipped(card.claim.evidence, f"n{card.n}", start, end)
        for part in card.parts:
            if part.span is not None:
                found += _clipped(Extent(part.text, part.span), f"n{card.n}-{part.name}", start, end, quiet=True)
    return found


def _clipped(extent: Extent, of: str, start: int, end: int, quiet: bool = False) -> Iterator[Mark]:
    first, last = max(extent.span[0], start), min(extent.span[1], end)
    if first < last:
        yield Mark(first - start, last - start, of, quiet)
