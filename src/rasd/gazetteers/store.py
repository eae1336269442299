"""Rows → a file on the shelf: written beside it, checked to the last row, and only then put in its place."""

from __future__ import annotations

import hashlib
import os
import pathlib
import re
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

from rasd.arabic.script import fold
from rasd.codebook import gazetteer, shelf
from rasd.codebook.spelling import skeleton
from rasd.errors import InputError, UsageError
from rasd.gazetteers.rows import Row, keys

_TABLES = """
    PRAGMA journal_mode = OFF;
    CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE places (number INTEGER PRIMARY KEY, id TEXT NOT NULL, name_ar TEXT NOT NULL, name_en TEXT NOT NULL,
        country TEXT NOT NULL, admin1 TEXT NOT NULL, kind TEXT NOT NULL, lat REAL, lon REAL,
        population INTEGER NOT NULL, radius_km REAL, source TEXT NOT NULL, licence TEXT NOT NULL);
    CREATE TABLE names (skeleton TEXT NOT NULL, place INTEGER NOT NULL, folded TEXT NOT NULL,
        PRIMARY KEY (skeleton, place, folded)) WITHOUT ROWID;
"""
_NAME = re.compile(r"[\w][\w.-]{0,63}")


def path_of(name: str) -> pathlib.Path:
    """Where a gazetteer of that name lies.

    Raises :class:`UsageError` for a name that is none.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no name for a gazetteer: letters, digits, points and hyphens only.")
    return shelf.folder() / (name + shelf.SUFFIX)


def write(name: str, rows: Iterable[Row], about: Mapping[str, str]) -> int:
    """Put the rows on the shelf under that name and return their number; when a row is wrong nothing is changed."""
    target = path_of(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
    os.close(handle)
    try:
        number = _fill(made, rows, about)
        if not number:
            what = "holds no place with an Arabic name"
            raise InputError(about.get("from", name), what, "Nothing was added. Is it the right file or column?")
        pathlib.Path(made).replace(target)
    finally:
        with suppress(FileNotFoundError):
            pathlib.Path(made).unlink()
    return number


def remove(name: str) -> None:
    """Take a gazetteer off the shelf."""
    path = path_of(name)
    try:
        path.unlink()
    except FileNotFoundError:
        known = ", ".join(sorted(p.name.removesuffix(shelf.SUFFIX) for p in path.parent.glob("*" + shelf.SUFFIX)))
        raise UsageError(f"no gazetteer is called {name}. Added are: {known or 'none'}.") from None


def _fill(made: str, rows: Iterable[Row], about: Mapping[str, str]) -> int:
    connection = sqlite3.connect(made)
    try:
        connection.executescript(_TABLES)
        digest, number = hashlib.sha256(), 0
        units = _units()
        for number, row in enumerate(rows, 1):
            row = row._replace(admin1=_unit(units, row))
            digest.update(repr(row).encode())
            place = (number, row.id, row.names[0], row.name_en, row.country, row.admin1, row.kind, row.lat, row.lon)
            further = (row.population, row.radius_km, row.source, row.licence)
            connection.execute(f"INSERT INTO places VALUES ({', '.join('?' * 13)})", place + further)
            connection.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?)", _names(row, number))
        told = {**about, "form": shelf.FORM, "rows": str(number), "places_sha256": digest.hexdigest()}
        connection.executemany("INSERT INTO about VALUES (?, ?)", sorted(told.items()))
        connection.commit()
    finally:
        connection.close()
    return number


def _names(row: Row, number: int) -> Iterator[tuple[str, int, str]]:
    for name in keys(row.names):
        yield skeleton(name.split(" ")), number, name


def _units() -> dict[tuple[str, str], str]:
    """(country, name of a first-level unit) → its code in our table."""
    return {
        (entry.country, name): entry.admin1
        for entry, names in gazetteer.own_rows(gazetteer.PLACES / "admin1.tsv")
        for name in (*names, fold(entry.name_en))
    }


def _unit(units: Mapping[tuple[str, str], str], row: Row) -> str:
    """The code of the unit that a row names, where our table knows it; else the name itself."""
    name = fold(" ".join(row.admin1.split()))
    bare = name.split(" ", 1)[-1] if name.startswith(("محافظه ", "ولايه ", "شعبيه ")) else name
    for known in (name, bare, name.removeprefix("ال")):
        if (row.country, known) in units:
            return units[row.country, known]
    return row.admin1
