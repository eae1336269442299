"""Claims → claims whose places and days are resolved; and reading with that done, as the package offers it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from msgspec.structs import replace

from rasd.arabic.words import Tokens, tokenise
from rasd.model import Claim, Place, Report, Span
from rasd.reading import reader
from rasd.reading.knowledge import Knowledge, default
from rasd.resolving.atlas import Atlas, atlas_of
from rasd.resolving.descriptors import Described, behind, headed
from rasd.resolving.evidence import Candidate, Near
from rasd.resolving.frames import Surroundings
from rasd.resolving.joint import pieces
from rasd.resolving.places import Resolved, plain, resolve
from rasd.resolving.times import dated

#: So many words behind a name the larger place may stand; these end the search.
_BEHIND = 14
_STOPS = frozenset((*".؛;\n!?؟", ""))
#: So many candidates are shown.
_SHOWN = 5
#: So many names of a list at most are looked at, on either side.
_IN_LIST = 4
#: What may stand between two names of one list.
_LIST = re.compile(r"[\s\"“”«»،,()\-–]*و?[\s\"“”«»]*(?:\w{2,7}\s+)?[\"“”«»]*\Z")


def read(report: Report, *, knowledge: Knowledge | None = None) -> list[Claim]:
    """The claims of a report, in the order of its text, their places and days resolved.

    A pure function: the same report and the same knowledge give the same claims.

    >>> (claim,) = read(Report.from_text("مقتل 5 جنود في ريف إدلب الجنوبي"))
    >>> claim.place.name, claim.place.level, claim.place.relation, claim.place.status
    ('Idlib', 'admin1', 'south_countryside_of', 'resolved')
    """
    knowledge = knowledge or default()
    text = reader.look_up(report, knowledge)
    claims = dated(report, text.tokens, reader.claims_of(report, text, knowledge))
    return resolved(report, text.tokens, claims, knowledge)


def resolved(report: Report, tokens: Tokens, claims: list[Claim], knowledge: Knowledge) -> list[Claim]:
    """The claims of a report, cut into those tokens, with their places resolved."""
    if all(claim.place is None for claim in claims):
        return claims
    answers = Answers(report, tokens, claims, atlas_of(knowledge))
    return [claim if claim.place is None else _with(claim, answers.place(claim.place)) for claim in claims]


def weighed(report: Report, claims: Sequence[Claim]) -> dict[Span, list[str]]:
    """For ``--why``: the places that were weighed for each span, the likeliest first, with score and reasons."""
    answers = Answers(report, tokenise(report.text), claims, atlas_of(default()), weighing=True)
    return {
        span: [_told(c) for named in several if named.answer is not None for c in named.answer.candidates[:_SHOWN]]
        for span, several in answers.named.items()
    }


def _told(candidate: Candidate) -> str:
    entry = candidate.entry
    reasons = "; ".join(candidate.reasons) or "its name"
    return f"{entry.name_en or entry.name_ar}, {entry.country}, {candidate.score:g}: {reasons}"


def _with(claim: Claim, answer: tuple[Place, tuple[str, ...]]) -> Claim:
    place, rules = answer
    return replace(claim, place=place, rules=tuple(dict.fromkeys((*claim.rules, *rules))))


class Named:
    """One place of the report: where it stands, what its words say, what it was taken for."""

    __slots__ = ("answer", "plain", "span", "told")

    def __init__(self, span: Span, told: Described, plain: Resolved | None) -> None:
        self.span, self.told, self.plain = span, told, plain
        self.answer: Resolved | None = None

    def tell(self, told: Described) -> None:
        """What else the words around say of it."""
        if told is not self.told:
            self.told, self.plain = told, None


class Answers:
    """The places that the claims of one report name, each resolved once."""

    def __init__(
        self,
        report: Report,
        tokens: Tokens,
        claims: Sequence[Claim],
        atlas: Atlas,
        places: Iterable[Place] = (),
        country: str | None = None,
        *,
        weighing: bool = False,
    ) -> None:
        self.atlas, self.weighing = atlas, weighing
        self.text, self.tokens = report.text, tokens
        self.around = Surroundings(report, tokens, claims, atlas, country)
        self.named: dict[Span, list[Named]] = {}
        for place in (*places, *(claim.place for claim in claims)):
            if place is not None and place.span not in self.named:
                self.named[place.span] = self._read(place)
        self.all = sorted((n for several in self.named.values() for n in several), key=lambda n: n.span)
        self._share()
        for n in range(len(self.all)):
            self._resolve(n, frozenset())
        units = self._units()
        for n, named in enumerate(self.all):  # once more with the answers of the others beside
            if _in_doubt(named):
                self._resolve(n, units - _own(named))

    def _resolve(self, n: int, units: frozenset[str]) -> None:
        named = self.all[n]
        frame = self.around.frame(*named.span)
        plain = None if self.weighing else named.plain
        if plain is not None and plain.entry is not None and (not frame.home or plain.entry.country in frame.home):
            named.answer = plain
            return
        if not units <= frame.units:
            frame = frame._replace(units=frame.units | units)
        named.answer = resolve(named.told, frame, self._near(n), self.atlas)

    def place(self, place: Place) -> tuple[Place, tuple[str, ...]]:
        """A place of a claim as it is resolved, and the rules by which."""
        several = self.named[place.span]
        if len(several) == 1:
            return self._filled(place, several[0]), (_rule(several[0]),)
        parts = tuple(self._part(place, named) for named in several)
        return _whole(place, parts), tuple(dict.fromkeys(map(_rule, several)))

    def _read(self, place: Place) -> list[Named]:
        start, end = place.span
        found = phrase(place.text, self.atlas)
        several = [Named((start + first, start + last), told, answer) for first, last, told, answer in found]
        after = behind(self._words_behind(end), self.atlas)
        several[0].tell(headed(several[0].told, self._words_before(start), self.atlas))
        for named in several:
            if after.parents or after.nation:
                parents, nation = named.told.parents or after.parents, named.told.nation or after.nation
                named.tell(named.told._replace(parents=parents, nation=nation))
        return several

    def _words_before(self, start: int) -> tuple[str, ...]:
        """The two words before a name that stand in its line."""
        here = bisect_right(self.tokens.starts, start) - 1
        first = max(0, here - 2)
        line = self.tokens.kinds.rfind("b", first, here) + 1
        return tuple(self.tokens.forms[max(first, line) : here])

    def _words_behind(self, end: int) -> tuple[str, ...]:
        """The words behind a name up to the end of its sentence or line."""
        first = bisect_left(self.tokens.starts, end)
        words = self.tokens.forms[first : first + _BEHIND]
        return tuple(takewhile(lambda form: form not in _STOPS, words))

    def _share(self) -> None:
        """«في كذا وكذا بريف حلب»: what stands behind the last name of a list, or before the first, is told of all."""
        for before, after in pairwise(self.all):
            if before.told.shared and not after.told.firm and self._joined(before, after):
                told = before.told
                after.tell(after.told._replace(kinds=told.kinds, relation=told.relation, shared=True))
        for after, before in pairwise(reversed(self.all)):
            if after.told.parents and not before.told.parents and self._joined(before, after):
                before.tell(before.told._replace(parents=after.told.parents))

    def _units(self) -> frozenset[str]:
        """The provinces of the places that are resolved so far."""
        sure = (n.answer.entry for n in self.all if n.answer is not None and n.answer.entry is not None)
        return frozenset(entry.admin1 for entry in sure if entry.admin1)

    def _listed(self, n: int) -> Iterator[Named]:
        """The other names of the list that a name stands in, the nearest first."""
        for step in (-1, 1):
            here = n
            while 0 <= here + step < len(self.all) and abs(here - n) < _IN_LIST:
                if not self._joined(self.all[min(here, here + step)], self.all[max(here, here + step)]):
                    break
                here += step
                yield self.all[here]

    def _near(self, n: int) -> Near:
        """The places beside: of the same list first, then the other names around."""
        joined = [other.answer.entry for other in self._listed(n) if other.answer and other.answer.entry]
        around = [e for e in self.around.near(*self.all[n].span) if e not in joined]
        return Near(tuple(joined), tuple(around))

    def _joined(self, one: Named, other: Named) -> bool:
        """Whether two names, one after the other, stand in one list: «مصيطف وتل خطرة»."""
        first, second = one.span, other.span
        return 0 <= second[0] - first[1] <= 20 and bool(_LIST.match(self.text[first[1] : second[0]]))

    def _filled(self, place: Place, named: Named) -> Place:
        answer = named.answer
        assert answer is not None
        extent, entry = answer.extent, answer.entry
        known = extent.level != "unknown" or answer.status == "resolved"
        return replace(
            place,
            id=entry.id if entry else None,
            name=(entry.name_en or entry.name_ar) if entry else None,
            country=extent.country,
            admin1=extent.admin1,
            lat=extent.lat,
            lon=extent.lon,
            level=extent.level if known else place.level,
            radius_km=extent.radius_km,
            relation=extent.relation,
            status=answer.status,
        )

    def _part(self, place: Place, named: Named) -> Place:
        start, end = named.span
        while self.text[start : start + 1] in ("و", "ـ") and end - start > 3 and start != place.span[0]:
            start += 1
        text = self.text[start:end]
        return self._filled(Place(text=text, span=(start, end), level=place.level), named)


def _in_doubt(named: Named) -> bool:
    """Whether what is known of the other places could change the answer."""
    return named.answer is None or named.answer.rule != "place-only" or len(named.told.bearers) != 1


def _own(named: Named) -> frozenset[str]:
    """The province that a name was put into itself."""
    return frozenset((named.answer.entry.admin1,)) if named.answer and named.answer.entry else frozenset()


def _rule(named: Named) -> str:
    assert named.answer is not None
    return named.answer.rule


def _whole(place: Place, parts: tuple[Place, ...]) -> Place:
    """A joint name: its parts resolved, its own coordinates null."""
    states = {part.status for part in parts}
    status = states.pop() if len(states) == 1 else "ambiguous" if "ambiguous" in states else "unresolved"
    countries, units = {p.country for p in parts}, {p.admin1 for p in parts}
    return replace(
        place,
        country=countries.pop() if len(countries) == 1 else None,
        admin1=units.pop() if len(units) == 1 else None,
        status=status,
        parts=parts,
    )


def phrase(text: str, atlas: Atlas) -> list[tuple[int, int, Described, Resolved | None]]:
    """The places of a phrase: offsets, what is said, and the answer where nothing need be weighed; remembered."""
    known: list[tuple[int, int, Described, Resolved | None]] | None = atlas.phrases.get(text)
    if known is None:
        tokens = tokenise(text)
        known = [(*tokens.span(p.first, p.last), p.told, plain(p.told, atlas)) for p in pieces(tokens, atlas)]
        if len(atlas.phrases) > 50_000:
            atlas.phrases.clear()
        atlas.phrases[text] = known
    return known
