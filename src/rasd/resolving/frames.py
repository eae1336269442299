"""What a report tells of where it plays: its dateline, its sure names, its actors, the country of its source."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rasd.arabic.words import Tokens, tokenise
from rasd.codebook.aliases import words_of
from rasd.codebook.gazetteer import Entry
from rasd.model import Claim, Report
from rasd.reading.about import EVERYWHERE
from rasd.resolving.atlas import Atlas
from rasd.resolving.descriptors import describe
from rasd.resolving.evidence import Frame, framed

#: «دمشق – سانا»، «عدن (رويترز) -»، «الخرطوم:»: the name of a town, a remark, a stop.
_DATELINE = re.compile(r"\W{0,3}([\w ]{2,30}?)(?:\s*+[،,/(][^\n)\-–—:]{1,41}+\)?+)?+\s*+[-–—:ـ]")
_ADJECTIVE = 0.5


class Surroundings:
    """The sure names of a report with their offsets, and the frame they make."""

    def __init__(
        self, report: Report, tokens: Tokens, claims: Sequence[Claim], atlas: Atlas, country: str | None = None
    ) -> None:
        self.atlas = atlas
        self.at: list[int] = []
        self.entries: list[Entry] = []
        self.votes = self._scan(tokens)
        source = self._source(report.outlet)
        self._frame = framed(
            country=country or (source if not self.votes or self.votes.get(source or "") else None),
            given=country is not None,
            dateline=tuple(self._dateline(report.text)),
            votes=_shares(self.votes),
            actors=_shares(self._actors(claims)),
            units=frozenset(e.admin1 for e in self.entries if e.admin1),
        )
        self._often = Counter(self.entries)
        self._frames: dict[frozenset[Entry], Frame] = {frozenset(): self._frame}

    def frame(self, start: int, end: int) -> Frame:
        """What the report tells of a name at a span, the name itself left out."""
        own = frozenset(self.entries[bisect_left(self.at, start) : bisect_left(self.at, end)])
        known = self._frames.get(own)
        if known is None:
            known = self._frames[own] = self._without(own)
        return known

    def _without(self, own: frozenset[Entry]) -> Frame:
        votes, alone = {**self.votes}, {entry.admin1 for entry in own}
        for entry in own:
            votes[entry.country] -= self._often[entry]
        alone -= {other.admin1 for other in self._often if other not in own and other.admin1 in alone}
        frame = self._frame
        return framed(frame.country, frame.given, frame.dateline, _shares(votes), frame.actors, frame.units - alone)

    def near(self, start: int, end: int, reach: int = 160) -> list[Entry]:
        """The sure names around a span, the nearest first."""
        first, last = bisect_left(self.at, start - reach), bisect_left(self.at, end + reach // 2)
        found = [(min(abs(self.at[n] - start), abs(self.at[n] - end)), n) for n in range(first, last)]
        return [self.entries[n] for _, n in sorted(found) if not start <= self.at[n] < end]

    def _scan(self, tokens: Tokens) -> dict[str, float]:
        votes: dict[str, float] = defaultdict(float)
        signs = self.atlas.signs
        for i, sign in enumerate([signs[form] for form in tokens.forms]):
            if sign is None:
                continue
            if isinstance(sign, str):
                votes[sign] += _ADJECTIVE
                continue
            votes[sign.country] += 1
            self.at.append(tokens.starts[i])
            self.entries.append(sign)
        return votes

    def _dateline(self, text: str) -> list[Entry]:
        match = _DATELINE.match(text[:120])
        if match is None or len(match[1].split()) > 3:
            return []
        told = describe(tuple(tokenise(match[1]).forms), self.atlas)
        if told.relation or told.kinds or not told.bearers or self.atlas.is_ordinary(told.name):
            return []
        best = max(told.bearers, key=lambda b: b.prominence)
        return [best.entry]

    def _source(self, outlet: str | None) -> str | None:
        """The country of a known outlet."""
        if not outlet:
            return None
        actors = self.atlas.book.aliases.get(" ".join(words_of(outlet)), ())
        return actors[0].country if actors else None

    def _actors(self, claims: Iterable[Claim]) -> Counter[str]:
        """The countries of those who act, suffer or answer for what is said."""
        votes: Counter[str] = Counter()
        for claim in claims:
            for who in (claim.agent, claim.patient, claim.speaker):
                actor = self.atlas.book.actors.get(who.id) if who is not None and who.id else None
                if actor and actor.get("country") and not (who is claim.speaker and actor["kind"] in EVERYWHERE):
                    votes[actor["country"]] += 1
        return votes


def _shares(votes: Mapping[str, float]) -> dict[str, float]:
    total = sum(n for country, n in votes.items() if country)
    return {country: n / total for country, n in votes.items() if country} if total else {}
