"""GeoNames' country dumps, with the Arabic names of ``alternateNamesV2`` where that is given."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterable, Iterator, Mapping

from rasd.codebook.gazetteer import PLACES
from rasd.errors import InputError
from rasd.gazetteers.rows import MOST_ROWS, Row, arabic_names, people, point

COLUMNS, ALTERNATE_COLUMNS = 19, 8
SOURCE, LICENCE = "GeoNames", "CC BY 4.0"
_CODES = {
    "ADM1": "admin1", "ADM2": "admin2", "ADM3": "admin2", "PPLX": "neighbourhood", "AIRP": "airport", "AIRF": "airport",
    "AIRB": "base", "MILB": "base", "INSM": "base", "FT": "base", "CMP": "camp", "CMPRF": "camp", "HLL": "hill",
    "HLLS": "hill", "MT": "hill", "MTS": "hill", "PK": "hill", "RGN": "region", "AREA": "region", "OAS": "region",
    "ISL": "region", "DAM": "site", "BDG": "site", "OILF": "site", "OILR": "site", "PRT": "site", "PS": "site",
    "CSTM": "crossing", "WAD": "river", "STM": "river",
}  # fmt: skip
#: Letters that Arabic does not have, by which Persian, Kurdish and Urdu names are told.
_FOREIGN = re.compile("[پچگژڤۆێەڵٹڈںےۍېځڅټډړږښګڼھۀہۂۃکی]")
_ADMIN1 = re.compile(r"GeoNames ([A-Z]{2})\.(\w+)")


def is_dump(line: str) -> bool:
    """Whether a first line is one of a country dump."""
    cells = line.rstrip("\n").split("\t")
    return len(cells) == COLUMNS and cells[0].isdigit() and len(cells[6]) == 1


def rows(lines: Iterable[str], where: str, names: Mapping[str, tuple[str, ...]]) -> Iterator[Row]:
    """The places of a dump that have an Arabic name; ``names``: id → those of ``alternateNamesV2``."""
    codes = admin1_codes()
    for number, line in enumerate(lines, 1):
        if number > MOST_ROWS:
            what = f"the dump has more than {MOST_ROWS:,} rows"
            raise InputError(f"{where}:{number}", what, "Keep the rows of the country that you need.")
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != COLUMNS:
            what = f"has {len(cells)} columns where a dump of GeoNames has {COLUMNS}"
            raise InputError(f"{where}:{number}", what, "Fetch the file again from download.geonames.org.")
        yield from _row(cells, f"{where}:{number}", names, codes)


def _row(cells: list[str], where: str, names: Mapping[str, tuple[str, ...]], codes: Mapping[str, str]) -> Iterator[Row]:
    kind = _CODES.get(cells[7]) or ("settlement" if cells[6] == "P" else "")
    lat, lon = point(cells[4], cells[5], where)
    if not kind or lat is None:
        return
    known = names.get(cells[0]) or _own(cells[3])
    if not known:
        return
    country = cells[8].upper()
    code = f"{country}.{cells[10]}"
    yield Row(
        id=f"geonames:{cells[0]}",
        names=known,
        name_en=cells[2] or cells[1],
        country=country,
        admin1=codes.get(code, code),
        kind=kind,
        lat=lat,
        lon=lon,
        population=people(cells[14], where),
        radius_km=None,
        source=SOURCE,
        licence=LICENCE,
    )


def _own(cell: str) -> tuple[str, ...]:
    """The Arabic names among the alternate names of the dump itself."""
    found = (name for name in cell.split(",") if not _FOREIGN.search(name))
    return tuple(dict.fromkeys(name for cell in found for name in arabic_names(cell)))


def alternate_names(lines: Iterable[str], where: str) -> dict[str, tuple[str, ...]]:
    """``alternateNamesV2``: GeoNames' id → its Arabic names, the preferred first, without those of history."""
    found: dict[str, list[str]] = {}
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) < ALTERNATE_COLUMNS or not cells[1].isdigit():
            what = "is no line of alternateNamesV2"
            raise InputError(
                f"{where}:{number}", what, "It has an id, GeoNames' id, a language, a name and four marks."
            )
        if cells[2] != "ar" or cells[7] == "1":
            continue
        known = found.setdefault(cells[1], [])
        for name in arabic_names(cells[3]):
            known.insert(0, name) if cells[4] == "1" else known.append(name)
    return {id_: tuple(dict.fromkeys(names)) for id_, names in found.items()}


@functools.cache
def admin1_codes() -> dict[str, str]:
    """GeoNames' codes of first-level units → those of our own table."""
    with (PLACES / "admin1.tsv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = ((_ADMIN1.search(row["source"]), row["admin1"]) for row in rows)
    return {f"{match[1]}.{match[2]}": code for match, code in found if match}
