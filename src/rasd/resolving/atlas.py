"""The atlas: who bears a name, in the package's gazetteer and in those that a user has added."""

from __future__ import annotations

import functools
from math import log10
from typing import Any, NamedTuple

from rasd.codebook import placewords
from rasd.codebook.gazetteer import Entry
from rasd.codebook.placewords import PlaceWords
from rasd.codebook.spelling import ARTICLE, SAME, difference, skeleton, skeletons
from rasd.reading.knowledge import Knowledge
from rasd.resolving.geometry import DEGREE_KM, distance_km
from rasd.resolving.signs import Signs

#: A name has at most so many words.
MOST_WORDS = 6
SETTLEMENTS = frozenset(("settlement", "large town", "town", "village"))
UNITS = frozenset(("admin1", "admin2"))
#: Two rows of one name, so near to one another, are one place.
_SAME_KM, _SEAT_KM = 12.0, 50.0
#: What a looser spelling loses further where somebody in the same country is spelled as asked.
_OUTSPELLED = 0.6


_KINDS = {
    "country": 3.0,
    "admin1": 1.8,
    "admin2": 1.4,
    "region": 1.2,
    "sea": 3.0,
    "river": 1.5,
    "town": 1.4,
    "camp": 0.9,
}
_SIZES = ((100_000, 1.8), (20_000, 1.5))
#: A user's gazetteer has every hamlet: what only it knows is less likely to be what a report names. Its
#: provinces are ours by other names, or none.
_ADDED, _ADDED_KINDS = -0.4, {"country": 1.0, "admin1": 1.0, "town": 1.0}
_SUBDISTRICT_KM, _SUBDISTRICT = 12.0, 0.8


class Bearer(NamedTuple):
    """One place that bears a name: the rows that speak of it (a town and the district it is the seat of), the
    likeliest first; how far the spelling is from the one asked for; the gazetteer it comes from, "" for our own;
    how likely it is to be meant by the name alone."""

    entries: tuple[Entry, ...]
    difference: float = SAME
    origin: str = ""
    prominence: float = 0.0

    @property
    def entry(self) -> Entry:
        """The likeliest row."""
        return self.entries[0]


class Atlas:
    """Names → places; what was asked before is remembered."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.gazetteer = knowledge.gazetteer
        self.shelf = knowledge.shelf
        self.book = knowledge.codebook
        self.words = PlaceWords(
            knowledge.codebook.documents[placewords.FILE], knowledge.codebook.word_classes.plural_place
        )
        self.units = {(e.country, e.admin1): e for e in self.gazetteer.entries if e.kind == "admin1"}
        self.countries = {e.country: e for e in self.gazetteer.entries if e.kind == "country"}
        self.signs = Signs(self.gazetteer, self.book)
        #: Filled by :mod:`rasd.resolving.claims`: phrases taken apart.
        self.phrases: dict[str, Any] = {}
        #: Filled by :mod:`rasd.resolving.descriptors`: what single words, and the words before a name, can tell.
        self.telling: dict[str, bool] = {}
        self.heads: dict[tuple[str, ...], Any] = {}
        self._known: dict[tuple[str, ...], tuple[Bearer, ...]] = {}

    def bearers(self, words: tuple[str, ...]) -> tuple[Bearer, ...]:
        """The places that bear a name of these folded words, in any of its spellings."""
        known = self._known.get(words)
        if known is None:
            known = self._bearers(words)
            if len(self._known) > 100_000:  # a long batch must not grow without end
                self._known.clear()
            self._known[words] = known
        return known

    def own(self, words: tuple[str, ...]) -> list[Entry]:
        """The package's own rows of that name in any spelling."""
        found = (e for name in self._by_skeleton.get(skeleton(words), ()) for e in self.gazetteer.by_name[name])
        return list(dict.fromkeys(found))

    def is_ordinary(self, words: tuple[str, ...]) -> bool:
        """Whether the name is an ordinary word too."""
        return " ".join(words) in self.gazetteer.ambiguous_words

    def nation(self, word: str) -> str:
        """The country of an adjective («السورية»); "" where it is none."""
        bare = word.removeprefix("ال")
        for form in (bare, bare.removesuffix("ه"), bare.removesuffix("ه") + "ي"):
            for actor in self.book.context_aliases.get(form, ()):
                if actor.kind == "state" and actor.country:
                    return actor.country
        return ""

    def admin1(self, entry: Entry) -> str | None:
        """The English name of the first-level unit that a place lies in; the unit as its source names it else."""
        unit = self.units.get((entry.country, entry.admin1))
        if unit is not None:
            return unit.name_en
        return None if not entry.admin1 or entry.admin1.startswith(f"{entry.country}.") else entry.admin1

    def _bearers(self, words: tuple[str, ...]) -> tuple[Bearer, ...]:
        found: list[tuple[float, str, Entry]] = []
        key = skeleton(words)
        if len(key) < 2:
            return ()
        for name in self._by_skeleton.get(key, ()):
            off = difference(words, tuple(name.split()))
            found += [(off, "", entry) for entry in self.gazetteer.by_name[name]]
        for added in self.shelf.bearers(key):
            found.append((difference(words, tuple(added.name.split())), added.entry.id.split(":", 1)[0], added.entry))
        found.sort(key=lambda row: row[0])
        bearers = _outspelled(_merged(_strict(found, words)))
        return tuple(b._replace(prominence=prominence(b)) for b in bearers)

    @functools.cached_property
    def _by_skeleton(self) -> dict[str, list[str]]:
        """skeleton → the names that have it; those without their article are left to their full form."""
        table: dict[str, list[str]] = {}
        names = sorted(self.gazetteer.by_name.keys() - self.gazetteer.without_article)
        for name, bones in zip(names, skeletons(names), strict=True):
            table.setdefault(bones, []).append(name)
        return table


def _strict(found: list[tuple[float, str, Entry]], words: tuple[str, ...]) -> list[tuple[float, str, Entry]]:
    """Short names are taken as they are spelled; only the article may differ."""
    if len(words) > 1 or len(words[0].removeprefix("ال")) > 3:
        return found
    return [row for row in found if row[0] <= ARTICLE]


def _merged(found: list[tuple[float, str, Entry]]) -> list[Bearer]:
    """Rows of one place brought together."""
    bearers: list[Bearer] = []
    for off, origin, entry in found:
        for n, bearer in enumerate(bearers):
            if any(_same(entry, known) for known in bearer.entries):
                bearers[n] = bearer._replace(entries=_joined(bearer.entries, entry))
                break
        else:
            bearers.append(Bearer((entry,), off, origin))
    return bearers


def prominence(bearer: Bearer) -> float:
    """How likely a place is to be meant by its name alone: its kind and its size.

    >>> town = Entry("geonames:1", "حلب", "Aleppo", "SY", "SY-HL", "settlement", 36.2, 37.2, 2_000_000)
    >>> prominence(Bearer((town,))), prominence(Bearer((town._replace(population=0),)))
    (2.43, 0.8)
    """
    people = max((e.population for e in bearer.entries if e.kind not in UNITS), default=0)
    base = max(_kind_weight(e, bool(bearer.origin)) for e in bearer.entries)
    base = max(base, next((weight for least, weight in _SIZES if people >= least), 0.0))
    return round(base + (0.1 * log10(people) if people > 0 else 0.0) + (_ADDED if bearer.origin else 0.0), 2)


def _kind_weight(entry: Entry, added: bool) -> float:
    if added and entry.kind in _ADDED_KINDS:
        return _ADDED_KINDS[entry.kind]
    if entry.kind == "admin2" and entry.radius_km is not None and entry.radius_km <= _SUBDISTRICT_KM:
        return _SUBDISTRICT
    return _KINDS.get(entry.kind, 0.8 if entry.kind in SETTLEMENTS else 0.6)


def _outspelled(bearers: list[Bearer]) -> list[Bearer]:
    """«اللحج» is rather one of the villages spelled so than «لحج»."""
    spelled = {b.entry.country for b in bearers if b.difference < ARTICLE}
    return [
        b._replace(difference=b.difference + _OUTSPELLED)
        if b.difference >= ARTICLE and b.entry.country in spelled
        else b
        for b in bearers
    ]


def _same(one: Entry, other: Entry) -> bool:
    """Whether two rows of one name speak of one place, or of a town and the unit it is the seat of."""
    if one.country != other.country:
        return False
    if one.id == other.id:
        return True
    kinds = {one.kind, other.kind}
    seat = bool(kinds & UNITS)
    if not seat and len(kinds - SETTLEMENTS) > (1 if kinds & SETTLEMENTS else 0) and one.kind != other.kind:
        return False
    together = bool(one.admin1) and one.admin1 == other.admin1
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return together or (one.kind == other.kind and not (one.admin1 and other.admin1))
    if "admin1" in kinds and together:
        return True
    limit = _SAME_KM
    if seat:
        limit = max(_SEAT_KM, one.radius_km or 0, other.radius_km or 0)
    if abs(one.lat - other.lat) * DEGREE_KM > limit:
        return False
    return distance_km(one.lat, one.lon, other.lat, other.lon) <= limit


def _joined(entries: tuple[Entry, ...], further: Entry) -> tuple[Entry, ...]:
    """A further row: it lends its point to one of its kind that has none, or stands beside them."""
    for n, known in enumerate(entries):
        alike = known.kind == further.kind or {known.kind, further.kind} <= SETTLEMENTS
        if alike:
            if known.lat is None and further.lat is not None:
                known = known._replace(lat=further.lat, lon=further.lon)
            population = max(known.population, further.population)
            return (*entries[:n], known._replace(population=population), *entries[n + 1 :])
    return (*entries, further)


@functools.lru_cache(maxsize=4)
def atlas_of(knowledge: Knowledge) -> Atlas:
    """The atlas of a bundle of knowledge, made once."""
    return Atlas(knowledge)
