"""What a report tells of where it plays: its dateline, its sure names, its actors, the country of its source."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from rasd.arabic.words import Tokens, tokenise
from rasd.codebook.aliases import words_of
from rasd.codebook.gazetteer import Entry
from rasd.model import Claim, Report
from rasd.resolving.atlas import Atlas
from rasd.resolving.descriptors import describe
from rasd.resolving.evidence import Frame, prominence

#: «دمشق – سانا»، «عدن (رويترز) -»، «الخرطوم:»: the name of a town, a remark, a stop.
_DATELINE = re.compile(r"\W{0,3}([\w ]{2,30}?)\s*(?:[،,/(]\s*[^\n)\-–—:]{1,40}\)?\s*)?[-–—:ـ]")
_ADJECTIVE = 0.5
_SHORTEST = 4
_CLITICS = ("و", "ب", "ل")


class Surroundings:
    """The sure names of a report with their offsets, and the frame they make."""

    def __init__(self, report: Report, claims: Iterable[Claim], atlas: Atlas, country: str | None = None) -> None:
        self.atlas = atlas
        tokens = tokenise(report.text)
        self.at: list[int] = []
        self.entries: list[Entry] = []
        self.votes = self._scan(tokens)
        source = self._source(report.outlet)
        self._frame = Frame(
            given=country is not None,
            country=country or (source if not self.votes or self.votes.get(source or "") else None),
            dateline=tuple(self._dateline(report.text)),
            votes=_shares(self.votes),
            actors=_shares(self._actors(claims)),
            units=frozenset(e.admin1 for e in self.entries if e.admin1),
        )
        self._often = Counter(e.id for e in self.entries)

    def frame(self, start: int, end: int) -> Frame:
        """What the report tells of a name at a span, the name itself left out."""
        own = self.entries[bisect_left(self.at, start) : bisect_left(self.at, end)]
        if not own:
            return self._frame
        votes, names = {**self.votes}, {entry.id for entry in own}
        for entry in {e.id: e for e in own}.values():
            votes[entry.country] -= self._often[entry.id]
        units = frozenset(e.admin1 for e in self.entries if e.admin1 and e.id not in names)
        return self._frame._replace(votes=_shares(votes), units=units)

    def near(self, start: int, end: int, reach: int = 160) -> list[Entry]:
        """The sure names around a span, the nearest first."""
        first, last = bisect_left(self.at, start - reach), bisect_left(self.at, end + reach // 2)
        found = [(min(abs(self.at[n] - start), abs(self.at[n] - end)), n) for n in range(first, last)]
        return [self.entries[n] for _, n in sorted(found) if not start <= self.at[n] < end]

    def _scan(self, tokens: Tokens) -> dict[str, float]:
        votes: dict[str, float] = defaultdict(float)
        sure, nations = sure_names(self.atlas), nations_of(self.atlas)
        for i, form in enumerate(tokens.forms):
            entry = sure.get(form)
            if entry is None and form[:1] in _CLITICS and len(form) > _SHORTEST:
                entry = sure.get(form[1:])
            if entry is not None:
                votes[entry.country] += 1
                self.at.append(tokens.starts[i])
                self.entries.append(entry)
            elif form in nations:
                votes[nations[form]] += _ADJECTIVE
        return votes

    def _dateline(self, text: str) -> list[Entry]:
        match = _DATELINE.match(text[:120])
        if match is None or len(match[1].split()) > 3:
            return []
        told = describe(tuple(tokenise(match[1]).forms), self.atlas)
        if told.relation or told.kinds or not told.bearers or self.atlas.is_ordinary(told.name):
            return []
        best = max(told.bearers, key=prominence)
        return [best.entry]

    def _source(self, outlet: str | None) -> str | None:
        """The country of a known outlet."""
        if not outlet:
            return None
        actors = self.atlas.book.aliases.get(" ".join(words_of(outlet)), ())
        return actors[0].country if actors else None

    def _actors(self, claims: Iterable[Claim]) -> Counter[str]:
        votes: Counter[str] = Counter()
        for claim in claims:
            for party in (claim.agent, claim.patient):
                actor = self.atlas.book.actors.get(party.id) if party is not None and party.id else None
                if actor and actor.get("country"):
                    votes[actor["country"]] += 1
        return votes


def sure_names(atlas: Atlas) -> dict[str, Entry]:
    """The names of one word that mean one place in one country and nothing else."""
    if not atlas.sure:
        gazetteer = atlas.gazetteer
        atlas.sure.update(
            (name, entries[0])
            for name, entries in gazetteer.by_name.items()
            if len(name) >= _SHORTEST
            and " " not in name
            and name not in gazetteer.ambiguous_words
            and name not in gazetteer.without_article
            and entries[0].kind != "neighbourhood"
            and (len(entries) == 1 or len({e.country for e in entries}) == 1)
        )
    return atlas.sure


def nations_of(atlas: Atlas) -> dict[str, str]:
    """The adjectives of nations, as they stand after a noun («السوري»، «السورية»)."""
    if not atlas.nations:
        for name, actors in atlas.book.context_aliases.items():
            country = next((a.country for a in actors if a.kind == "state" and a.country and not a.metonym), None)
            if country and " " not in name:
                atlas.nations.update({"ال" + name: country, "ال" + name + "ه": country})
    return atlas.nations


def _shares(votes: Mapping[str, float]) -> dict[str, float]:
    total = sum(n for country, n in votes.items() if country)
    return {country: n / total for country, n in votes.items() if country} if total else {}
