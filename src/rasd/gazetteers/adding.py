"""``rasd gazetteer add``: a file, an address or a country becomes a gazetteer on the shelf."""

from __future__ import annotations

import hashlib
import io
import itertools
import pathlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rasd.errors import InputError
from rasd.gazetteers import fetch, geonames, opening, store, tables, whosonfirst
from rasd.gazetteers.fetch import Progress
from rasd.gazetteers.rows import MOST_ROWS, Row, country_code
from rasd.outside import is_address


class Wanted(NamedTuple):
    """What a user asks for: the source, and what has to be said about it."""

    given: str
    name: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    country: str | None = None
    source: str | None = None
    licence: str | None = None
    encoding: str = "utf-8"
    alternate_names: str | None = None
    sha256: str | None = None


class Result(NamedTuple):
    """What was added."""

    name: str
    rows: int
    form: str


def add(wanted: Wanted, progress: Progress = lambda done, total: None) -> Result:
    """Add a gazetteer; when anything is wrong with it, nothing is changed.

    Raises :class:`InputError` that names the line.
    """
    downloads: list[pathlib.Path] = []
    path, alternates, name = _files(wanted, progress, downloads)
    reading = _Reading(wanted, path, alternates, name)
    store.path_of(name)  # a name that is none is told before the work
    rows, form = reading.rows()
    about = {"from": wanted.given, "kind": form, "sha256": _hash(path)}
    about |= {"source": wanted.source or reading.source, "licence": wanted.licence or reading.licence}
    number = store.write(name, _counted(rows, progress), about)
    for download in downloads:
        fetch.forget(download)
    return Result(name, number, form)


def _files(
    wanted: Wanted, progress: Progress, downloads: list[pathlib.Path]
) -> tuple[pathlib.Path, pathlib.Path | None, str]:
    """The file to read, that of the alternate names, and the gazetteer's name."""
    if fetch.is_country(wanted.given):
        dump, names = (fetch.fetch(address, progress) for address in fetch.addresses(wanted.given))
        downloads += [dump, names]
        return dump, names, wanted.name or f"geonames-{wanted.given.lower()}"
    alternates = pathlib.Path(wanted.alternate_names) if wanted.alternate_names else None
    if is_address(wanted.given):
        path = fetch.fetch(wanted.given, progress, wanted.sha256)
        downloads.append(path)
        return path, alternates, wanted.name or _stem(path.name.split("-", 1)[1])
    path = pathlib.Path(wanted.given)
    if not path.is_file():
        what = "is no file" if path.exists() else "no such file"
        remedy = "Give a file, an address that begins with https://, or a country's code in capitals (SY)."
        raise InputError(wanted.given, what, remedy)
    if wanted.sha256 and _hash(path) != wanted.sha256.lower():
        raise InputError(wanted.given, f"has the checksum {_hash(path)}, not {wanted.sha256}", "Fetch it again.")
    return path, alternates, wanted.name or _stem(path.name)


class _Reading:
    """One file being read: what form it has, and its rows."""

    def __init__(self, wanted: Wanted, path: pathlib.Path, alternates: pathlib.Path | None, name: str) -> None:
        self.wanted, self.path, self.alternates, self.name = wanted, path, alternates, name
        self.source, self.licence = wanted.given, "not said"

    def rows(self) -> tuple[Iterator[Row], str]:
        """The rows, read as they are asked for, and the form of the file."""
        if whosonfirst.is_database(self.path):
            self.source, self.licence = whosonfirst.SOURCE, whosonfirst.LICENCE
            return whosonfirst.database(self.path, self.name), "Who's On First (SQLite)"
        lines = self._lines(self.path)
        first = next(lines, "")
        if not whosonfirst.is_json(first):
            self._not_too_many()
        lines = itertools.chain([first], lines)
        where = self.wanted.given
        if geonames.is_dump(first):
            self.source, self.licence = geonames.SOURCE, geonames.LICENCE
            return geonames.rows(lines, where, self._names()), "GeoNames"
        if whosonfirst.is_json(first):
            self.source, self.licence = whosonfirst.SOURCE, whosonfirst.LICENCE
            return whosonfirst.records(lines, where, self.name), "Who's On First (GeoJSON)"
        country = country_code(self.wanted.country, "--country") if self.wanted.country else ""
        told = tables.Table(where, self.name, self.wanted.source or where, self.wanted.licence or "not said", country)
        return tables.rows(lines, told, dict(self.wanted.columns)), "table"

    def _lines(self, path: pathlib.Path, prefer: str = "") -> Iterator[str]:
        with opening.opened(path, prefer) as stream:
            yield from opening.lines(stream, str(path), self.wanted.encoding)

    def _not_too_many(self) -> None:
        """Told before the work and not after half of it."""
        with opening.opened(self.path) as stream:
            number = opening.number_of_lines(stream)
        if number > MOST_ROWS + 1:
            where = f"{self.wanted.given}:{MOST_ROWS + 2}"
            raise InputError(
                where, f"there are more than {MOST_ROWS:,} rows", "Keep those of the country that you need."
            )

    def _names(self) -> dict[str, tuple[str, ...]]:
        if self.alternates is None:
            return {}
        return geonames.alternate_names(self._lines(self.alternates, "lternate"), str(self.alternates))


def _counted(rows: Iterable[Row], progress: Progress) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        if number % 5000 == 0:
            progress(number, None)
        yield row


def _stem(name: str) -> str:
    return pathlib.PurePath(name).name.split(".", 1)[0] or "gazetteer"


def _hash(path: pathlib.Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(io.DEFAULT_BUFFER_SIZE * 8):
            digest.update(piece)
    return digest.hexdigest()
