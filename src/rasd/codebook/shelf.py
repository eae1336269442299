"""The shelf: the gazetteers that a user has added, on disk and ready to be asked by name.

Each is one read-only SQLite file in ``gazetteers`` under the data folder, written by
:mod:`rasd.gazetteers`. Nothing is read before a name is asked for, so that tens of thousands of
places cost neither time at the start nor memory; the answers that were given are remembered.
"""

from __future__ import annotations

import hashlib
import os
import pathlib
import sqlite3
import sys
import threading
from typing import Any, NamedTuple

from rasd.codebook.gazetteer import Entry
from rasd.errors import CodebookError

#: Which folder is used instead of the platform's own.
VARIABLE = "RASD_DATA_DIR"
FOLDER, SUFFIX = "gazetteers", ".places"
#: The form of the files; one of another form has to be added again.
FORM = "1"

_COLUMNS = "id, name_ar, name_en, country, admin1, kind, lat, lon, population, radius_km"
_ASK = (
    f"SELECT {_COLUMNS}, n.folded, p.source, p.licence FROM names n JOIN places p ON p.number = n.place"
    " WHERE n.skeleton = ? ORDER BY p.number, n.folded"
)


def data_dir() -> pathlib.Path:
    """Where Rasd keeps what a user adds: ``RASD_DATA_DIR``, else the platform's folder for an application's data."""
    given = os.environ.get(VARIABLE)
    if given:
        return pathlib.Path(given)
    home = pathlib.Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "rasd"
    if sys.platform == "win32":
        return pathlib.Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "rasd"
    return pathlib.Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "rasd"


class Found(NamedTuple):
    """A place of an added gazetteer, under the folded name by which it was found."""

    entry: Entry
    name: str
    source: str
    licence: str


class Added:
    """One added gazetteer: what its file says of itself, and its places by name."""

    def __init__(self, path: pathlib.Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._connection: tuple[int, sqlite3.Connection] | None = None
        try:
            self.about: dict[str, str] = dict(self._pairs())
        except sqlite3.Error as error:
            raise CodebookError(f"{path}: no gazetteer of Rasd ({error}). Remove the file and add it again.") from error
        if self.about.get("form") != FORM:
            raise CodebookError(f"{path}: written by another version of Rasd. Add the gazetteer again.")

    @property
    def name(self) -> str:
        """The name under which it is listed and removed."""
        return self.path.name.removesuffix(SUFFIX)

    def _pairs(self) -> list[tuple[str, str]]:
        return [(key, value) for key, value in self._ask("SELECT key, value FROM about")]

    def bearers(self, skeleton: str) -> list[Found]:
        """The places with a name of that skeleton."""
        return [Found(Entry(*row[:10]), *row[10:]) for row in self._ask(_ASK, (skeleton,))]

    def _ask(self, question: str, values: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            if self._connection is None or self._connection[0] != os.getpid():  # a child does not share its parent's
                address = self.path.absolute().as_uri() + "?mode=ro&immutable=1"
                opened = sqlite3.connect(address, uri=True, check_same_thread=False)
                self._connection = os.getpid(), opened
            return self._connection[1].execute(question, values).fetchall()

    def close(self) -> None:
        """Let go of the file, so that it can be removed on every platform."""
        with self._lock:
            if self._connection is not None:
                self._connection[1].close()
                self._connection = None


class Shelf:
    """All added gazetteers, in the order of their names."""

    def __init__(self, added: tuple[Added, ...] = ()) -> None:
        self.added = added
        self._known: dict[str, tuple[Found, ...]] = {}

    @property
    def version(self) -> str:
        """A hash of the places; "" when nothing has been added."""
        if not self.added:
            return ""
        lines = "\n".join(f"{one.name} {one.about['places_sha256']}" for one in self.added)
        return hashlib.sha256(lines.encode()).hexdigest()[:16]

    def bearers(self, skeleton: str) -> tuple[Found, ...]:
        """The places with a name of that skeleton, in all gazetteers."""
        if not self.added:
            return ()
        known = self._known.get(skeleton)
        if known is None:
            known = tuple(found for one in self.added for found in one.bearers(skeleton))
            if len(self._known) > 50_000:  # a long batch must not grow without end
                self._known.clear()
            self._known[skeleton] = known
        return known

    def close(self) -> None:
        """Let go of the files."""
        for one in self.added:
            one.close()


def folder() -> pathlib.Path:
    """Where the added gazetteers lie."""
    return data_dir() / FOLDER


def load(place: pathlib.Path | None = None) -> Shelf:
    """The gazetteers that have been added; none gives an empty shelf.

    Raises :class:`CodebookError` for a file that cannot be used.
    """
    place = folder() if place is None else place
    if not place.is_dir():
        return Shelf()
    return Shelf(tuple(Added(path) for path in sorted(place.glob("*" + SUFFIX))))
