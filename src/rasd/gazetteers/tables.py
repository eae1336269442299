"""Tables with a header: OCHA's units and communities, Who's On First, and whatever a user has; CSV or TSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rasd.errors import InputError
from rasd.gazetteers.columns import columns
from rasd.gazetteers.rows import Row, arabic_names, country_code, people, point

#: Placetypes and feature codes of others → kinds of ours.
KINDS = {
    "country": "country", "region": "admin1", "governorate": "admin1", "province": "admin1", "state": "admin1",
    "county": "admin2", "localadmin": "admin2", "district": "admin2", "subdistrict": "admin2", "locality": "settlement",
    "neighbourhood": "neighbourhood", "borough": "neighbourhood", "macrohood": "neighbourhood",
    "microhood": "neighbourhood", "suburb": "neighbourhood", "quarter": "neighbourhood", "campus": "site",
    "venue": "site", "city": "town", "town": "town", "village": "village", "hamlet": "village", "camp": "camp",
    "airport": "airport", "base": "base", "crossing": "crossing", "hill": "hill", "mountain": "hill", "site": "site",
    "settlement": "settlement", "admin1": "admin1", "admin2": "admin2", "river": "river", "road": "road",
    "populated place": "settlement", "island": "region",
}  # fmt: skip
_LEVELS = {"0": "country", "1": "admin1", "2": "admin2", "3": "admin2", "4": "village"}
#: A unit of the third level is about so large.
_THIRD_KM = 12.0
_FACILITIES = {"مطار": "airport", "قاعدة": "base", "مخيم": "camp", "معبر": "crossing"}


class Table(NamedTuple):
    """What is known of a table beside its cells."""

    where: str
    gazetteer: str
    source: str
    licence: str
    country: str = ""


def rows(lines: Iterable[str], table: Table, given: dict[str, str]) -> Iterator[Row]:
    """The rows of a table that have an Arabic name.

    Raises :class:`InputError` naming the line of the first cell that cannot be right.
    """
    source = iter(lines)
    header = next(source, "")
    if not header.strip():
        raise InputError(f"{table.where}:1", "there is no header", "The first line names the columns.")
    delimiter = max("\t,;|", key=header.count)
    dialect = _Plain if delimiter == "\t" else _Quoted
    try:
        names = next(csv.reader([header], dialect, delimiter=delimiter))
    except csv.Error as error:
        what = f"the header cannot be read as columns ({error})"
        raise InputError(f"{table.where}:1", what, "Save the table anew as UTF-8, one line a row.") from error
    at = columns([name.strip() for name in names], given, table.where)
    reader = csv.reader(source, dialect, delimiter=delimiter)
    units: dict[str, str] = {}
    try:
        for cells in reader:
            number = reader.line_num + 1
            if any(cells):
                for found in _row(_Cells(cells, at, f"{table.where}:{number}"), table, len(names)):
                    yield _placed(found, cells, at, units)
    except csv.Error as error:
        raise InputError(
            f"{table.where}:{reader.line_num + 1}", f"cannot be cut into cells ({error})", "Mend the line."
        ) from None


def _placed(row: Row, cells: list[str], at: dict[str, int], units: dict[str, str]) -> Row:
    """A row of a table of all levels: its province is the row of the first level with its p-code."""
    code = cells[at["pcode1"]] if "pcode1" in at else ""
    if row.kind == "admin1":
        units[code] = row.names[0]
    return row if row.admin1 or not code else row._replace(admin1=units.get(code, ""))


class _Quoted(csv.excel):
    """Cells may stand in quotation marks."""

    strict = True


class _Plain(csv.excel_tab):
    """Quotation marks are letters like others."""

    quoting = csv.QUOTE_NONE


class _Cells:
    """One line's cells by field."""

    def __init__(self, cells: list[str], at: dict[str, int], where: str) -> None:
        self.cells, self.at, self.where = cells, at, where

    def __getitem__(self, field: str) -> str:
        place = self.at.get(field)
        return self.cells[place].strip() if place is not None and place < len(self.cells) else ""


def _row(cell: _Cells, table: Table, width: int) -> Iterator[Row]:
    if len(cell.cells) != width:
        what = f"has {len(cell.cells)} cells where the header has {width}"
        raise InputError(cell.where, what, "Mend the line; a cell with the separator inside stands in quotation marks.")
    names = arabic_names(cell["name_ar"])
    lat, lon = point(cell["lat"], cell["lon"], cell.where)
    if not names:
        return
    kind = _kind(cell, names)
    yield Row(
        id=f"geonames:{cell['geonames']}" if cell["geonames"] else f"{table.gazetteer}:{cell['id'] or cell.where}",
        names=names,
        name_en=cell["name_en"],
        country=_country(cell, table),
        admin1=cell["admin1"],
        kind=kind,
        lat=lat,
        lon=lon,
        population=people(cell["population"], cell.where),
        radius_km=_radius(cell),
        source=cell["source"] or table.source,
        licence=cell["licence"] or table.licence,
    )


def _country(cell: _Cells, table: Table) -> str:
    """From a column, from the p-code of the first level, or for the whole file."""
    if table.country:
        return table.country
    if cell["country"]:
        return country_code(cell["country"][:3] if len(cell["country"]) > 3 else cell["country"], cell.where)
    pcode = cell["pcode1"] or cell["id"]
    return country_code(pcode[:2] if len(pcode) > 2 and pcode[:2].isalpha() else "", cell.where)


def _kind(cell: _Cells, names: tuple[str, ...]) -> str:
    told = cell["kind"].lower()
    kind = KINDS.get(told) or _LEVELS.get(cell["level"]) or _by_pcode(cell)
    if cell["seat"] not in ("", "0", "no", "false", "4"):
        return "town"
    if kind == "site":
        return _FACILITIES.get(names[0].split(" ", 1)[0], kind)
    return kind


def _by_pcode(cell: _Cells) -> str:
    """A table of units without coordinates and without a level is one of districts; else settlements are meant."""
    unit = "lat" not in cell.at and "pcode1" in cell.at and "kind" not in cell.at
    return "admin2" if unit else "settlement"


def _radius(cell: _Cells) -> float | None:
    if cell["radius_km"]:
        try:
            return max(0.0, float(cell["radius_km"]))
        except ValueError:
            what = f"{cell['radius_km']!r} is no radius"
            raise InputError(cell.where, what, "Write kilometres: 2.5.") from None
    return _THIRD_KM if cell["level"] == "3" else None
