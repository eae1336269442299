"""Doers and targets that a report names once and means throughout.

After all sentences are read, a claim without a doer takes the one whom the report shows doing the
same thing in the same place, or acting against the same people; likewise for the target. A party that
is only counted («12 متشددا») or told by an adjective («غارة إسرائيلية») takes its name from elsewhere
in the report («المتشددين»، «إسرائيل»).
"""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.families import FAMILY
from rasd.reading.cutting.names import Names
from rasd.reading.parties.guards import guard
from rasd.reading.parties.partynames import PartyNames
from rasd.reading.scenes.drafts import Draft

#: «ما يسمى …».
_SO_CALLED = frozenset(("من", "في", "ما", "يسمي"))
_HARM = frozenset(
    (
        "killed", "wounded", "killed_or_wounded", "captured", "arrested", "abducted", "displaced", "destroyed",
        "damaged",
    )
)  # fmt: skip
_STRUCK = _HARM - {"captured", "arrested", "abducted"}
_GROUND = frozenset(("took", "lost", "besieged"))
_FIRE = frozenset(("shelling", "airstrike", "drone_strike"))
_ARMS = ("weapon", "vehicle.t", "vehicle.a", "vehicle.m", "site.military")
#: More parties than this no report tells apart; a list of a hundred thousand must not cost its square.
_MOST = 200


class Side:
    """One party under all the words that a report has for it."""

    def __init__(self, chunk: Chunk, words: frozenset[str], ids: frozenset[str]) -> None:
        self.chunk = chunk
        self.words = set(words)
        self.ids = set(ids)
        self.against: list[Side] = []
        self.fights: list[Side] = []


class Sides:
    """The parties of a report, who acts against whom, and who did what where."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.known: list[Side] = []
        self.doers: list[Side] = []
        self.deeds: dict[str, list[tuple[Draft, Side]]] = {}
        self.blows: list[tuple[Draft, Side, Side]] = []
        self._seen: dict[int, Side] = {}

    def side(self, chunk: Chunk) -> Side:
        """The party that a chunk names, new or known."""
        found = self._seen.get(id(chunk))
        if found is None:
            found = self._seen[id(chunk)] = self._find(chunk)
        return found

    def _find(self, chunk: Chunk) -> Side:
        words = self._words(chunk)
        ids = frozenset(a.id for a in chunk.actors[:1])
        for side in self.known:
            if ids & side.ids or (not (ids and side.ids) and words & side.words):
                side.words |= words
                side.ids |= ids
                return side
        side = Side(chunk, words, ids)
        if len(self.known) < _MOST:
            self.known.append(side)
        return side

    def _words(self, chunk: Chunk) -> frozenset[str]:
        first, last = chunk.name
        forms = self.text.forms[first:last]
        words = {f.removeprefix("لل").removeprefix("ال").lstrip("وبل") for f in forms if len(f) > 2}
        return frozenset(words - self.text.classes.party_word - _SO_CALLED) or frozenset(words)

    def learn(self, draft: Draft) -> None:
        """What a draft with a doer shows."""
        claimed = "responsibility" in (draft if draft.violence else draft.cause or draft).rules
        blamed = draft.status == "alleged" and not claimed  # by somebody who blames him, not by the outlet
        if draft.agent is None or draft.agent.lone or draft.status == "denied" or blamed:
            return
        doer = self.side(draft.agent)
        if draft.violence:
            if draft.action == "attack" and draft.measure is not None and draft.measure.qualifier == "vague":
                return  # «تشن هجمات»: a habit tells nothing of this case
            deeds = self.deeds.setdefault(FAMILY[draft.action], [])
            if len(deeds) < _MOST:
                deeds.append((draft, doer))
        if not claimed and doer not in self.doers and len(self.doers) < _MOST:
            self.doers.append(doer)
        if draft.patient is not None:
            target = self.side(draft.patient)
            _oppose(doer.against, doer, target)
            if not claimed and len(self.blows) < _MOST:
                self.blows.append((draft, doer, target))
            if draft.action == "clash":
                _oppose(target.against, target, doer)
                _oppose(doer.fights, doer, target)
                _oppose(target.fights, target, doer)


def _oppose(known: list[Side], one: Side, other: Side) -> None:
    if other is not one and other not in known and len(known) < _MOST:
        known.append(other)


def infer(drafts: list[Draft], text: Text, names: Names) -> None:
    """Fill the doers and targets that the report as a whole makes clear."""
    sides = Sides(text)
    known = PartyNames(text, drafts, names)
    for draft in drafts:
        draft.agent, draft.patient = known.fuller(draft.agent), known.army(draft) or known.fuller(draft.patient)
    for draft in drafts:
        sides.learn(draft)
    mixed = {id(d.part_of) for d in drafts if d.part_of is not None and d.patient is not None}
    again(drafts, text)
    for draft in drafts:
        if id(draft) in mixed and draft.patient is None:
            continue  # «28 قتيلا، 17 متمردا و11 عنصرا من القوات»: of no one side
        _doer(draft, sides)
        _target(draft, sides)
    guard(drafts, text)


def again(drafts: list[Draft], text: Text) -> None:
    """«تحرير البلدة جاء بعد …»: ground whose taking was told before, by whom and from whom, was taken by them."""
    told: list[Draft] = []
    for draft in drafts:
        if draft.action not in _GROUND or draft.place is None or draft.status == "denied":
            continue
        if draft.agent is None and len(told) < _MOST:
            before = next((t for t in told if t.action == draft.action and _meet(draft, t, text)), None)
            if before is not None and "place-from-context" not in draft.rules:
                draft.agent, draft.patient = before.agent, draft.patient or before.patient
                draft.rules.append("agent-from-report")
        elif draft.agent is not None:
            told.append(draft)


def _doer(draft: Draft, sides: Sides) -> None:
    """The doer of the same deed, the one who acts against the same people, or the only one there is."""
    if (
        draft.agent is not None
        or draft.status == "denied"
        or (draft.part_of is not None and draft.part_of.agent is None)
    ):
        return
    if draft.part_of is not None:
        draft.agent = draft.part_of.agent
        return
    doer = _of_same_deed(draft, sides) or _of_same_target(draft, sides) or _other_side(draft, sides)
    if doer is not None:
        draft.agent = doer.chunk
        draft.rules.append("agent-from-report")


def _of_same_deed(draft: Draft, sides: Sides) -> Side | None:
    """Who did an event of this kind at this place, where only one did."""
    event = draft if draft.violence else draft.cause
    if event is None or event.action == "clash" or (draft.action not in _STRUCK and not draft.violence):
        return None
    target = sides.side(draft.patient) if draft.patient is not None else None
    known = [(d, s) for d, s in sides.deeds.get(FAMILY[event.action], ()) if _meet(draft, d, sides.text)]
    shown = [(d, s) for d, s in known if "responsibility" not in d.rules]
    if not shown and (draft.violence or any(s is not known[0][1] for s in sides.doers if known)):
        return None  # who claims an attack is the doer of what it did, where nobody else is named
    options = [s for s in {id(s): s for _, s in shown or known}.values() if s is not target]
    return options[0] if len(options) == 1 else None


def _meet(a: Draft, b: Draft, text: Text) -> bool:
    """Whether two drafts may tell of one incident: places and days that do not speak against it."""
    return _one_teller(a, b) and _same_place(a.place, b.place, text) and _same_day(a.time, b.time)


def _one_teller(a: Draft, b: Draft) -> bool:
    """Whether what one source says of the doer holds for the other: one source, the outlet, or the doer himself."""
    if "responsibility" in b.rules or b.segment is None or not b.segment.chain:
        return True
    if a.segment is None or not a.segment.chain:
        return False
    one, other = a.segment.chain[-1], b.segment.chain[-1]
    return (one.first, one.last) == (other.first, other.last)


def _same_place(a: Chunk | None, b: Chunk | None, text: Text) -> bool:
    if a is None or b is None:
        return a is b
    if a.first == b.first:
        return True
    return bool(_place_words(a, text) & _place_words(b, text))


def _place_words(chunk: Chunk, text: Text) -> set[str]:
    words = {f.lstrip("بل").removeprefix("ال") for f in text.forms[chunk.first : chunk.last] if len(f) > 3}
    return words - {"مدينه", "محافظه", "منطقه", "شمال", "جنوب", "شرق", "غرب", "وسط", "قريه", "بلده", "محيط"}


def _same_day(a: Chunk | None, b: Chunk | None) -> bool:
    """Whether two days are the same, or neither is told."""
    one, other = a.moment if a is not None else None, b.moment if b is not None else None
    if one is None or other is None or one.start is None or other.start is None:
        return one is other or ((one is None or one.start is None) and (other is None or other.start is None))
    if one.end is None or other.end is None:
        return one.start == other.start
    return one.start <= other.end and other.start <= one.end


def _of_same_target(draft: Draft, sides: Sides) -> Side | None:
    """The only one who acts against the same people in the report, if by one teller, at one place and day."""
    if draft.action not in _HARM | _FIRE or (draft.cause is not None and draft.cause.action in ("explosion", "clash")):
        return None
    target = sides.side(draft.patient) if draft.patient is not None else None
    options = [d for d in sides.doers if target is not None and target in d.against]
    if len(options) != 1 or not any(t is target and _meet(draft, d, sides.text) for d, _, t in sides.blows):
        return None
    return options[0]


def _other_side(draft: Draft, sides: Sides) -> Side | None:
    """Of those who fell in a clash, the side that the report shows them fighting is the doer."""
    if draft.action not in _HARM or draft.patient is None or draft.cause is None or draft.cause.action != "clash":
        return None
    fights = sides.side(draft.patient).fights
    return fights[0] if len(fights) == 1 else None


def _target(draft: Draft, sides: Sides) -> None:
    if draft.patient is not None or draft.agent is None or draft.status == "denied" or draft.action == "deployed":
        return
    if draft.code != "person.combatant" and not (draft.code or "").startswith(_ARMS):
        return
    against = sides.side(draft.agent).against
    if len(against) == 1:
        draft.patient = against[0].chunk
        draft.rules.append("patient-from-report")
