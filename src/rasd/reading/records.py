"""Drafts → claims: names, days, spans, evidence and the ids that survive a second reading."""

from __future__ import annotations

import hashlib
from bisect import bisect_left

import rasd.version
from rasd.codebook.aliases import words_of
from rasd.codebook.book import Actor
from rasd.codebook.naming import is_description
from rasd.codebook.periods import Period, period_of
from rasd.model import Claim, Count, Engine, Extent, Link, Party, Person, Place, Report, Span, Speaker, Time
from rasd.reading.comparing.repeats import Settled
from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.families import PERSON_ACTIONS
from rasd.reading.cutting.watching import Watch
from rasd.reading.identities import Identities, Telling
from rasd.reading.knowledge import Knowledge
from rasd.reading.scenes.drafts import Draft
from rasd.reading.speaking.attribution import QUOTES, Segment
from rasd.reading.speaking.persons import role, sex, speaker_name
from rasd.reading.speaking.speakers import Speaking
from rasd.reading.spoken_for import SpokenFor

_CLOSERS = {'"': '"', "”": "“", "»": "«", ")": "("}
#: A clause is longer than this many words on either side only where a text has no stops at all.
_LONGEST = 80
_MARKS = frozenset("\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")
_TRIM = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069 \t\"“”«»'‘’()[]#-–_:،,."
_DEFAULT_OBJECT = {"took": "place.settlement", "lost": "place.area"}
_OUTSETS = ("بدء", "بداي", "اندلاع", "انطلاق", "مطلع", "تاسيس")
_SUMMARY_KINDS = frozenset(("since",))
_SINCE = Watch(lambda word, _: word.form == "منذ")
#: Where evidence begins and ends.
_BEGINS = Watch(lambda word, _: word.form in ("،", ",", "؛", ":", "«", "»", '"'))
_ENDS = Watch(lambda word, _: word.form in ("،", ",", "؛", ".", "«", "»", '"'))


class Recorder:
    """Makes the claims of one report."""

    def __init__(self, report: Report, text: Text, knowledge: Knowledge) -> None:
        self.report = report
        self.text = text
        self.engine = Engine(rasd.version.__version__, knowledge.version)
        self.published = report.published.isoformat() if report.published else None
        self.book = knowledge.codebook
        self.identities = Identities(text, knowledge.names, report.published)
        self.spoken_for = SpokenFor(self.identities)
        self.outlet = self._outlet()
        self.quotes = text.at(QUOTES)
        #: What several claims share is made once: spans by tokens, links of a segment, voices by tokens.
        self.spans: dict[tuple[int, int, bool], Span] = {}
        self.links: dict[Segment, tuple[Link, ...]] = {}
        self.voices: dict[tuple[int, int, tuple[Actor, ...]], Speaker] = {}

    def claims(self, rows: list[Settled]) -> list[Claim]:
        """One claim for each settled draft, in the order of the text."""
        rows = sorted(rows, key=lambda r: (r.draft.at, r.draft.end))
        self._oppose(rows)
        ids: dict[int, str] = {}
        taken: set[str] = set()
        for row in rows:
            ids[id(row.draft)] = self._id(row.draft, taken)
        return [self._claim(row, ids) for row in rows]

    def _outlet(self) -> Actor | None:
        """The actor of the outlet, who speaks where nobody else is named."""
        key = " ".join(words_of(self.report.outlet)) if self.report.outlet else ""
        named = (*self.book.aliases.get(key, ()), *self.book.context_aliases.get(key, ()))
        known = [actor for actor in named if actor.kind in ("outlet", "agency")]
        return known[0] if len(known) == 1 else None

    def _oppose(self, rows: list[Settled]) -> None:
        for draft in (row.draft for row in rows):
            if draft.agent is not None and draft.patient is not None:
                self.identities.oppose(draft.agent.name, draft.patient.name)

    def _id(self, draft: Draft, taken: set[str]) -> str:
        parts = [self.report.report_id, draft.action, str(self._measure_span(draft))]
        parts += [str(self._span(draft.place)), str(self._speaker_span(draft.segment))]
        found = "c-" + hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]
        n = 1
        while found in taken:  # two rows of one measure at one place: told apart by their order
            n += 1
            found = "c-" + hashlib.sha256("|".join([*parts, str(n)]).encode()).hexdigest()[:16]
        taken.add(found)
        return found

    def _claim(self, row: Settled, ids: dict[int, str]) -> Claim:
        draft = row.draft
        return Claim(
            id=ids[id(draft)],
            report=self.report.id,
            report_id=self.report.report_id,
            outlet=self.report.outlet,
            published=self.published,
            action=draft.action,
            object=self._object(draft),
            count=self._count(draft),
            agent=self._party(draft.agent, draft, "agent"),
            patient=self._party(draft.patient, draft, "patient"),
            place=self._place(draft.place),
            time=self._time(draft.time),
            attribution=self._attribution(draft.segment),
            status=draft.status,
            scope=self._scope(draft),
            persons=self._persons(draft),
            evidence=self._evidence(draft),
            part_of=ids.get(id(draft.part_of)) if draft.part_of else None,
            same_items_as=ids.get(id(draft.same_items)) if draft.same_items else None,
            restates=ids[id(row.restates.draft)] if row.restates else None,
            rules=tuple(dict.fromkeys(draft.rules)),
            engine=self.engine,
        )

    # ---- parts

    def _object(self, draft: Draft) -> str | None:
        if draft.code:
            return draft.code
        if draft.violence:
            return None
        if draft.action not in PERSON_ACTIONS and draft.action not in _DEFAULT_OBJECT:
            return draft.form.lexeme.object if draft.form else None
        default = draft.form.lexeme.object if draft.form else None
        return _DEFAULT_OBJECT.get(draft.action, default or "person")

    def _count(self, draft: Draft) -> Count:
        measure = draft.measure
        if measure is None:
            return Count()
        start, end = self._measure_span(draft)
        low, high = measure.low, measure.high
        return Count(
            low=_whole(low),
            high=_whole(high),
            qualifier=measure.qualifier,
            unit=measure.unit,
            text=self._slice(start, end),
            span=(start, end),
        )

    def _measure_span(self, draft: Draft) -> Span:
        if draft.measure is None:
            return self.text.tokens.span(draft.at, draft.at + 1)
        chunk = draft.measure.chunk
        return self._trimmed(chunk.first, chunk.last)

    def _party(self, chunk: Chunk | None, draft: Draft, role: str) -> Party | None:
        if chunk is None:
            return None
        start, end = self._trimmed(*chunk.name, clitics=True)
        words = self._slice(start, end)
        actor, basis = self._side(chunk, draft, role)
        if actor is None:
            named = chunk.kind == "A" and not is_description(self.book, words)
            basis = None if named else "description"
        return Party(
            text=words,
            span=(start, end),
            id=actor.id if actor else None,
            name=actor.en if actor else None,
            basis=basis,
            framing=actor.framing if actor else "neutral",
            voice=self._voice(chunk, draft),
        )

    def _side(self, chunk: Chunk, draft: Draft, role: str) -> tuple[Actor | None, str | None]:
        """Who is meant, and whether the words of this sentence say so."""
        if chunk.level and chunk.actors and chunk.actors[0].metonym:
            return None, None  # «قصف صنعاء»: a town, not the government in it
        actor, basis = self.identities.choose(*chunk.name, chunk.actors, self._telling(draft))
        if actor is None:
            actor, basis = self.identities.nation(*chunk.name, role), "context"
        own = draft.sentence[0] <= chunk.first < draft.sentence[1]
        return actor, basis if own else "context"

    def _telling(self, draft: Draft) -> Telling:
        """What is told around the names of a draft."""
        who = draft.segment.chain[-1] if draft.segment is not None and draft.segment.chain else None
        teller = self.spoken_for.actor(who.first, who.last, who.actors) if who is not None else self.outlet
        return Telling(_days(draft.time), teller, draft.place.name if draft.place is not None else None)

    def _voice(self, chunk: Chunk, draft: Draft) -> str:
        if draft.segment is None:
            return "outlet"
        first = draft.segment.first
        opened = bisect_left(self.quotes, chunk.first) - bisect_left(self.quotes, first) if first < chunk.first else 0
        return "quoted" if opened % 2 else "paraphrased"

    def _place(self, chunk: Chunk | None) -> Place | None:
        if chunk is None:
            return None
        start, end = self._trimmed(*chunk.name, clitics=True)
        whole = start == self._trimmed(*chunk.name)[0]
        if chunk.conj and whole and end - start > 3 and self._slice(start, start + 1) == "و":
            start += 1  # «جبهتي الميسرة والميمنة»
        elif chunk.prep == "ب" and whole and chunk.name[0] == chunk.first and self._slice(start, start + 1) == "ب":
            start += 1  # «بمستوطنة كذا»
        return Place(text=self._slice(start, end), span=(start, end), level=_LEVELS.get(chunk.level, "unknown"))

    def _time(self, chunk: Chunk | None) -> Time | None:
        if chunk is None or chunk.moment is None:
            return None
        moment = chunk.moment
        start, end = self._trimmed(chunk.first, chunk.last)
        return Time(
            text=self._slice(start, end),
            span=(start, end),
            start=moment.start.isoformat() if moment.start else None,
            end=moment.end.isoformat() if moment.end and (moment.start or moment.kind == "until") else None,
            precision=moment.precision,
        )

    def _attribution(self, segment: Segment | None) -> tuple[Link, ...]:
        if segment is None:
            return ()
        known = self.links.get(segment)
        if known is not None:
            return known
        links = []
        for n, who in enumerate(segment.chain):
            innermost = n == len(segment.chain) - 1
            cue = self.text.tokens.span(*segment.cue)
            links.append(
                Link(
                    speaker=self._speaker(who),
                    cue=Extent(self._slice(*cue), cue),
                    stance=segment.stance if innermost else "says",
                )
            )
        found = self.links[segment] = tuple(links)
        return found

    def _speaker(self, who: Speaking) -> Speaker:
        key = who.first, who.last, who.actors
        found = self.voices.get(key)
        if found is None:
            found = self.voices[key] = self._voice_of(*key)
        return found

    def _voice_of(self, first: int, last: int, actors: tuple[Actor, ...] = ()) -> Speaker:
        start, end = self._trimmed(first, last, clitics=True)
        parts = self.spoken_for.parts(first, last)
        known = None if parts else self.spoken_for.actor(first, last, actors)
        return Speaker(
            text=self._slice(start, end),
            span=(start, end),
            id=known.id if known else None,
            name=known.en if known else None,
            parts=tuple(self._voice_of(*part) for part in parts) or None,
        )

    def _speaker_span(self, segment: Segment | None) -> Span | None:
        if segment is None or not segment.chain:
            return None
        return self._trimmed(segment.chain[-1].first, segment.chain[-1].last)

    def _scope(self, draft: Draft) -> str:
        moment = draft.time.moment if draft.time is not None else None
        if (moment is not None and moment.kind in _SUMMARY_KINDS) or self._since_outset(draft):
            return "cumulative"
        return "single"

    def _since_outset(self, draft: Draft) -> bool:
        """«منذ بدء الحرب»: counted from the outset, though no day is named."""
        last = min(draft.end + 12, draft.sentence[1] - 1)
        since = self.text.within(_SINCE, max(draft.sentence[0], draft.at - 6), last)
        return any(self.text.forms[t + 1].startswith(_OUTSETS) for t in since)

    def _persons(self, draft: Draft) -> tuple[Person, ...]:
        """The victims that the claim names, and its speaker where it is a person."""
        found = []
        for named in draft.named:
            start, end = self._trimmed(named.first, named.last, clitics=True)
            whose = sex(draft.measure.chunk) if draft.measure is not None and len(draft.named) == 1 else None
            found.append(Person(text=self._slice(start, end), span=(start, end), age=named.age, sex=whose))
        who = draft.segment.chain[-1] if draft.segment is not None and draft.segment.chain else None
        name = speaker_name(self.text, who) if who is not None else None
        if who is not None and name is not None:
            start, end = self._trimmed(name.first, name.last)
            part, private = role(who, self.text.classes)
            found.append(Person(text=self._slice(start, end), span=(start, end), role=part, private=private))
        return tuple(found)

    # ---- spans

    def _evidence(self, draft: Draft) -> Extent:
        """The clause that supports the claim: from the last stop before it to its end, the whole sentence at most."""
        text = self.text
        first, last = draft.at, max(draft.end, draft.at + 1)
        if draft.measure is not None:
            first, last = min(first, draft.measure.chunk.first), max(last, draft.measure.chunk.last)
        low, high = max(draft.sentence[0], first - _LONGEST), min(draft.sentence[1], last + _LONGEST)
        begins, ends = text.at(_BEGINS), text.at(_ENDS)
        n = bisect_left(begins, first)
        first = min(first, max(low, begins[n - 1] + 1 if n else low))
        n = bisect_left(ends, last)
        last = max(last, min(high, ends[n] if n < len(ends) else high))
        start, end = self._trimmed(first, last)
        return Extent(self._slice(start, end), (start, end))

    def _span(self, chunk: Chunk | None) -> Span | None:
        return self._trimmed(chunk.first, chunk.last) if chunk is not None else None

    def _slice(self, start: int, end: int) -> str:
        return self.text.tokens.text[start:end]

    def _trimmed(self, first: int, last: int, clitics: bool = False) -> Span:
        """The span of tokens without the quotation marks around them and, if asked, the clitics before them."""
        key = first, last, clitics
        known = self.spans.get(key)
        if known is None:
            known = self.spans[key] = self._trim(first, last, clitics)
        return known

    def _trim(self, first: int, last: int, clitics: bool) -> Span:
        start, end = self.text.tokens.span(first, max(last, first + 1))
        source = self.text.tokens.text
        while start < end and source[start] in _TRIM:
            start += 1
        while end > start and source[end - 1] in _TRIM:
            end -= 1
        if source[end : end + 1] in _CLOSERS and source[start:end].count(_CLOSERS[source[end]]) % 2:
            end += 1  # «وكالة "سانا"»: a quotation that opens inside the name closes in it
        if clitics:
            start = self._past_clitics(first, start, end)
        return start, end

    def _past_clitics(self, first: int, start: int, end: int) -> int:
        word = self.text.words[first]
        strip = word.names[0][1] if word.names else len(word.conj) + len(word.prep)
        if word.form[:2] == "لل" or (word.form[1:3] == "لل" and strip):
            strip = 1 if word.form.startswith(("و", "ف")) else 0
        position = start
        while strip and position < end - 2:
            position += 1
            while position < end and self.text.tokens.text[position] in _MARKS:
                position += 1
            strip -= 1
        return position


_LEVELS = {
    "settlement": "settlement",
    "province": "admin1",
    "admin2": "admin2",
    "country": "country",
    "site": "site",
    "area": "unknown",
}


def _days(chunk: Chunk | None) -> Period | None:
    """The days that a draft tells of, by which the bearers of a name are told apart."""
    moment = chunk.moment if chunk is not None else None
    if moment is None or moment.start is None or moment.end is None:
        return None
    return period_of(moment.start, moment.end)


def _whole(value: int | float | None) -> int | float | None:
    return int(value) if isinstance(value, float) and value.is_integer() else value
