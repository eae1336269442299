"""Who's On First: its SQLite distributions, and its GeoJSON records, one, many or one a line."""

from __future__ import annotations

import json
import pathlib
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from rasd.errors import InputError
from rasd.gazetteers.rows import MOST_ROWS, Row, arabic_names, country_code, point
from rasd.gazetteers.tables import KINDS

SOURCE, LICENCE = "Who's On First", "CC0 and the terms of each source (whosonfirst.org/docs/licenses)"
_SQLITE = b"SQLite format 3\0"
_NAMES = ("name:ara_x_preferred", "name:ara_x_variant", "name:ara_x_colloquial")
_KEYS = ("wof:id", "wof:name", "wof:placetype", "wof:country", "geom:latitude", "geom:longitude")
_ASK = """
    SELECT spr.id, spr.name, spr.placetype, spr.country, spr.latitude, spr.longitude, group_concat(names.name, '|')
    FROM spr JOIN names ON names.id = spr.id WHERE names.language = 'ara' GROUP BY spr.id ORDER BY spr.id
"""


def is_database(path: pathlib.Path) -> bool:
    """Whether a file is a SQLite database."""
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def database(path: pathlib.Path, gazetteer: str) -> Iterator[Row]:
    """The places of a SQLite distribution that have an Arabic name."""
    try:
        found = sqlite3.connect(path.absolute().as_uri() + "?mode=ro&immutable=1", uri=True).execute(_ASK).fetchall()
    except sqlite3.Error as error:
        what = f"is no distribution of Who's On First ({error})"
        raise InputError(str(path), what, "It has the tables spr and names.") from None
    for number, (id_, name, placetype, country, lat, lon, names) in enumerate(found, 1):
        where = f"{path}:{number}"
        told = _Told(*(str(v if v is not None else "") for v in (id_, name, placetype, country, lat, lon, names)))
        yield from _row(gazetteer, told, where)


def is_json(line: str) -> bool:
    """Whether a first line begins GeoJSON."""
    return line.lstrip()[:1] == "{"


def records(lines: Iterable[str], where: str, gazetteer: str) -> Iterator[Row]:
    """The places of GeoJSON records that have an Arabic name."""
    for number, feature in _features(lines, where):
        if number > MOST_ROWS:
            raise InputError(f"{where}:{number}", f"there are more than {MOST_ROWS:,} records", "Add fewer at a time.")
        told = feature.get("properties")
        if not isinstance(told, dict):
            what = "a record has no properties"
            raise InputError(f"{where}:{number}", what, "Is it GeoJSON of Who's On First?")
        names = "|".join(str(name) for key in _NAMES for name in told.get(key) or ())
        cells = (str(told.get(key, "")) for key in _KEYS)
        yield from _row(gazetteer, _Told(*cells)._replace(names=names), f"{where}:{number}")


def _features(lines: Iterable[str], where: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """One record a line, or one document over all lines."""
    source = list(lines)
    for text, number in [("".join(source), 1)] if len(source) > 1 and not _whole(source[0]) else _each(source):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{where}:{number}", f"is no JSON ({error})", "Fetch the file again.") from None
        several = found.get("features") if isinstance(found, dict) else None
        for n, feature in enumerate(several if isinstance(several, list) else [found]):
            if isinstance(feature, dict):
                yield number + n, feature


def _each(source: list[str]) -> list[tuple[str, int]]:
    return [(line, number) for number, line in enumerate(source, 1) if line.strip()]


def _whole(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


class _Told(NamedTuple):
    """What a record says, as text."""

    id: str = ""
    name: str = ""
    placetype: str = ""
    country: str = ""
    lat: str = ""
    lon: str = ""
    names: str = ""


def _row(gazetteer: str, told: _Told, where: str) -> Iterator[Row]:
    known = arabic_names(told.names)
    if not known:
        return
    lat, lon = point(told.lat, told.lon, where)
    yield Row(
        id=f"{gazetteer}:{told.id}",
        names=known,
        name_en=told.name,
        country=country_code(told.country, where),
        admin1="",
        kind=KINDS.get(told.placetype.lower(), "settlement"),
        lat=lat,
        lon=lon,
        population=0,
        radius_km=None,
        source=SOURCE,
        licence=LICENCE,
    )
