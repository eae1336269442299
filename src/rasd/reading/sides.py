"""Doers and targets that a report names once and means throughout.

After all sentences are read, a claim without a doer takes the one whom the report shows acting
against the same people, or the only one it shows acting at all; likewise for the target.
"""

from __future__ import annotations

from rasd.reading.chunks import Chunk, Text
from rasd.reading.drafts import Draft

_COMMON = frozenset("قوات عناصر مقاتلي مقاتلو جنود مسلحي مسلحو جيش تنظيم حركه جماعه مواقع طيران مدفعيه مليشيا ميليشيا مليشيات ميليشيات من في ما يسمي".split())
_HARM = frozenset(("killed", "wounded", "killed_or_wounded", "captured", "arrested", "abducted", "displaced", "destroyed", "damaged"))
_FIRE = frozenset(("shelling", "airstrike", "drone_strike"))


class Side:
    """One party under all the words that a report has for it."""

    def __init__(self, chunk: Chunk, words: frozenset[str], ids: frozenset[str]) -> None:
        self.chunk = chunk
        self.words = set(words)
        self.ids = set(ids)
        self.against: list[Side] = []


class Sides:
    """The parties of a report and who acts against whom."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.known: list[Side] = []

    def side(self, chunk: Chunk) -> Side:
        """The party that a chunk names, new or known."""
        words = self._words(chunk)
        ids = frozenset(a.id for a in chunk.actors[:1])
        for side in self.known:
            if ids & side.ids or not (ids and side.ids) and words & side.words:
                side.words |= words
                side.ids |= ids
                return side
        side = Side(chunk, words, ids)
        self.known.append(side)
        return side

    def _words(self, chunk: Chunk) -> frozenset[str]:
        first, last = chunk.name
        words = {f.removeprefix("لل").removeprefix("ال").lstrip("وبل") for f in self.text.forms[first:last] if len(f) > 2}
        return frozenset(words - _COMMON) or frozenset(words)


def infer(drafts: list[Draft], text: Text) -> None:
    """Fill the doers and targets that the report as a whole makes clear."""
    sides = Sides(text)
    doers: list[Side] = []
    for draft in drafts:
        if draft.agent is None or draft.status == "denied":
            continue
        doer = sides.side(draft.agent)
        if draft.violence and draft.measure is not None and draft.measure.qualifier == "vague" and draft.action == "attack":
            continue  # «تشن هجمات»: a habit tells nothing of this case
        if doer not in doers:
            doers.append(doer)
        if draft.patient is not None:
            target = sides.side(draft.patient)
            if target is not doer and target not in doer.against:
                doer.against.append(target)
    for draft in drafts:
        _doer(draft, sides, doers)
        _target(draft, sides)


def _doer(draft: Draft, sides: Sides, doers: list[Side]) -> None:
    if draft.agent is not None or draft.status == "denied" or draft.action not in _HARM | _FIRE:
        return
    if draft.cause is not None and draft.cause.action in ("explosion", "clash"):
        return
    target = sides.side(draft.patient) if draft.patient is not None else None
    options = [d for d in doers if target is not None and target in d.against]
    if not options and len(doers) == 1 and doers[0] is not target and _of_fire(draft):
        options = doers
    if len(options) == 1:
        draft.agent = options[0].chunk
        draft.rules.append("agent-from-report")


def _of_fire(draft: Draft) -> bool:
    """Strikes and shelling, and what they did: of these a report names the doer once."""
    return draft.action in _FIRE or draft.cause is not None and draft.cause.action in _FIRE


def _target(draft: Draft, sides: Sides) -> None:
    if draft.patient is not None or draft.agent is None or draft.status == "denied":
        return
    if draft.code not in ("person.combatant",) and not (draft.code or "").startswith(("weapon", "vehicle.t", "vehicle.a", "vehicle.m", "site.military")):
        return
    if draft.action in ("deployed",):
        return
    against = sides.side(draft.agent).against
    if len(against) == 1:
        draft.patient = against[0].chunk
        draft.rules.append("patient-from-report")
