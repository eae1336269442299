"""The gazetteer: names of places as Arabic writes them, and the places that bear them.

Four tables are our own, with a source in every row: countries, first-level units, districts, and
what news names and GeoNames lacks. The fifth, ``geonames.tsv``, is filtered from GeoNames when the
package is built (``tools/build_places.py``). A row of ours with GeoNames' id speaks for that town:
its names replace those of GeoNames, which mixes Arabic with misspellings.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import pathlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rasd.arabic.script import fold
from rasd.codebook.collector import paused
from rasd.errors import CodebookError

PLACES = pathlib.Path(__file__).parent / "data" / "places"
OWN_TABLES = ("countries.tsv", "admin1.tsv", "admin2.tsv", "features.tsv")
GEONAMES = "geonames.tsv"
COMMON_WORDS = "common_words.txt"

#: The kinds of place, those that a bare name means first before those that it means last; a large
#: town comes before the province that is named after it, a small one elsewhere after.
KINDS = (
    "country", "large town", "admin1", "settlement", "town", "region", "admin2", "sea", "camp", "village",
    "neighbourhood", "airport", "base", "crossing", "site", "hill", "river", "road",
)  # fmt: skip
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
LARGE = 20_000

#: First words that some writers join to the next: دير الزور and ديرالزور, خان يونس and خانيونس.
JOINED = frozenset("ابو ام ابي بني بور بيت تل خان دير ذي رام عبد عين كفر نور ود".split())
SHORTEST = 3
#: What the source of a row says whose point nobody has held against a published one, and how far such a point may be
#: off, in kilometres: of those that were checked, 19 in 20 lay within 10.
UNCHECKED = "unchecked"
_UNCHECKED_KM = {"admin2": 30.0, "region": 30.0, "neighbourhood": 10.0}
_UNCHECKED_ELSE = 20.0


class Entry(NamedTuple):
    """One place. ``admin1`` is a code: ISO 3166-2 where our table has it, else GeoNames' own.

    Coordinates are ``None`` where we are not certain of them; ``radius_km`` is how far the place
    may reach from them.
    """

    id: str
    name_ar: str
    name_en: str
    country: str
    admin1: str
    kind: str
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    radius_km: float | None = None


class Gazetteer:
    """All places by name; built once, never changed.

    ``by_name``: folded words joined by one space → the places of that name, the most prominent
    first. A name whose first word has the article is there without it too, as clitics leave it
    («للفاشر»); ``without_article`` are the keys that no place bears in full.
    ``ambiguous_words``: folded names that are ordinary words or names of persons too, or that
    have lost their article, and mean a place only where the words around them say so.
    ``version``: a hash of the tables.
    """

    __slots__ = ("ambiguous_words", "by_name", "entries", "version", "without_article")

    def __init__(
        self, named: Iterable[tuple[Entry, tuple[str, ...]]], common: Iterable[str], version: str = ""
    ) -> None:
        self.version = version
        bearers: dict[str, list[Entry]] = {}
        entries = []
        for entry, names in named:
            entries.append(entry)
            for name in dict.fromkeys(names):
                bearers.setdefault(name, []).append(entry)
        full = frozenset(bearers)
        for name in full:
            if name.startswith("ال") and len(name.split(" ", 1)[0]) > SHORTEST + 1:
                bearers.setdefault(name[2:], []).extend(bearers[name])
        self.entries: tuple[Entry, ...] = tuple(entries)
        self.by_name: dict[str, tuple[Entry, ...]] = {name: _by_prominence(own) for name, own in bearers.items()}
        self.without_article: frozenset[str] = frozenset(bearers.keys() - full)
        self.ambiguous_words: frozenset[str] = self._ambiguous(common)

    def lookup(self, forms: tuple[str, ...]) -> tuple[Entry, ...]:
        """The places whose name is exactly these folded words; none gives an empty tuple.

        >>> load().lookup(("خان", "يونس"))[0].country
        'PS'
        """
        return self.by_name.get(" ".join(forms), ())

    def _ambiguous(self, common: Iterable[str]) -> frozenset[str]:
        """The listed words that are names here, with and without the article, and the short names."""
        listed = set(common)
        listed |= {word[2:] for word in listed if word.startswith("ال")}
        short = {name for name in self.by_name if len(name) < SHORTEST}
        bare = {name for name in self.without_article if " " not in name}
        return frozenset((listed & self.by_name.keys()) | short | bare)


def _by_prominence(entries: list[Entry]) -> tuple[Entry, ...]:
    if len(entries) > 1:
        entries = sorted(dict.fromkeys(entries), key=_prominence)
    return tuple(entries)


def _prominence(entry: Entry) -> tuple[int, int, str]:
    return _RANK["large town" if entry.population >= LARGE else entry.kind], -entry.population, entry.id


@functools.cache
def load() -> Gazetteer:
    """The gazetteer that comes with the package, read once.

    Raises ``CodebookError`` when the built table is missing.
    """
    with paused():
        return read(PLACES)


def read(folder: pathlib.Path) -> Gazetteer:
    """The gazetteer whose tables lie in ``folder``."""
    path = folder / GEONAMES
    if not path.exists():
        raise CodebookError(f"{path}: missing. Build it: python tools/build_places.py {path}")
    towns = _towns(path)
    rows = [row for name in OWN_TABLES for row in own_rows(folder / name)]
    named = list(_merged(towns, rows))
    return Gazetteer(named, _words(folder / COMMON_WORDS), _version(folder))


def _version(folder: pathlib.Path) -> str:
    digest = hashlib.sha256()
    for name in (*OWN_TABLES, GEONAMES, COMMON_WORDS):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:16]


Row = tuple[Entry, tuple[str, ...]]


def _merged(towns: dict[str, Row], rows: list[Row]) -> Iterator[Row]:
    """Our rows, then the towns of GeoNames; a town that we have too keeps its population."""
    for entry, names in rows:
        town = towns.pop(entry.id, None)
        if town:
            entry = entry._replace(population=town[0].population, admin1=entry.admin1 or town[0].admin1)
        yield entry, names
    yield from towns.values()


def _towns(path: pathlib.Path) -> dict[str, Row]:
    """The table of GeoNames: id → town and folded names."""
    text = path.read_text(encoding="utf-8")
    found = {}
    for line, names in zip(text.splitlines(), _folded_names(text), strict=True):
        id_, ar, en, country, admin1, lat, lon, population, kind = line.split("\t")
        place = (country, admin1, kind, float(lat), float(lon), int(population))
        found[id_] = Entry(id_, ar.split("|", 1)[0], en, *place), names
    return found


def own_rows(path: pathlib.Path) -> Iterator[Row]:
    """One of our own tables: places and their folded names."""
    text = path.read_text(encoding="utf-8")
    lines = csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row, names in zip(lines, _folded_names(text), strict=True):
        if row[0] == "id":
            continue
        try:
            id_, ar, en, country, admin1, kind, lat, lon, radius, _source = row
            point = (_number(lat), _number(lon), 0, _number(radius))
        except ValueError as error:
            what = f"{path.name}: row {row[0]!r}: {error}."
            raise CodebookError(f"{what} A row has ten columns, with numbers in lat, lon and radius_km.") from error
        yield Entry(id_, ar.split("|", 1)[0], en, country, admin1, kind, *point), _kept(names, kind)


def too_sure(path: pathlib.Path) -> Iterator[tuple[int, str, float]]:
    """Rows of one of our own tables that reach less far than their unchecked point may be off: line, id, kilometres."""
    for line, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        id_, _, _, _, _, kind, lat, _, radius, source = row.split("\t")
        least = unchecked_km(kind)
        if lat and UNCHECKED in source and (_number(radius) or 0) < least:
            yield line, id_, least


def unchecked_km(kind: str) -> float:
    """How far the point of a place of that kind may be off that nobody has checked, in kilometres."""
    return _UNCHECKED_KM.get(kind, _UNCHECKED_ELSE)


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _kept(names: tuple[str, ...], kind: str) -> tuple[str, ...]:
    """Names of one or two letters are dropped, save those of provinces and towns (إب, قم)."""
    return tuple(name for name in names if len(name) >= SHORTEST or kind in ("admin1", "town"))


def _folded_names(text: str) -> Iterator[tuple[str, ...]]:
    """The folded names of each line of a table, which has them in its second column.

    The whole column is folded at once: one call instead of twenty thousand.
    """
    column = "".join([line.split("\t", 2)[1] + "\n" for line in text.splitlines()])
    for cell in fold(column).splitlines():
        names = cell.split("|")
        yield tuple(names + [joined for name in names for joined in _joined(name)])


def _joined(name: str) -> Iterator[str]:
    first, _, rest = name.partition(" ")
    if rest and first in JOINED:
        yield first + rest


def _words(path: pathlib.Path) -> Iterator[str]:
    """The folded words of a list: one a line, ``#`` begins a remark."""
    for line in path.read_text(encoding="utf-8").splitlines():
        word = line.partition("#")[0].strip()
        if word:
            yield fold(word)
