"""Bytes to lines, with nothing believed: encodings, archives, sizes."""

from __future__ import annotations

import gzip
import io
import pathlib
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from rasd.errors import InputError

#: What a file may hold when it is unpacked, in bytes, and how much more than packed.
MOST_BYTES, MOST_RATIO, SUSPICIOUS = 2_000_000_000, 100, 50_000_000
MOST_MEMBERS = 10_000
#: The longest line, in characters.
MOST_IN_LINE = 2_000_000

_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
_SKIPPED = ("readme.txt", "__macosx/")


@contextmanager
def opened(path: pathlib.Path, prefer: str = "") -> Iterator[io.BufferedReader]:
    """The bytes of a file, unpacked.

    Of an archive the one member that holds data is meant, or the one whose name has ``prefer``.
    Raises :class:`InputError` for what cannot or should not be unpacked.
    """
    try:
        with path.open("rb") as raw:
            start = raw.read(4)
            raw.seek(0)
            if start == _ZIP:
                with _archive(path) as archive, archive.open(_member(archive, path, prefer)) as inner:
                    yield io.BufferedReader(Limited(inner, str(path), _most(path)))
            elif start[:2] == _GZIP:
                with gzip.open(raw) as inner:
                    yield io.BufferedReader(Limited(inner, str(path), _most(path)))
            else:
                yield raw
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        if isinstance(error, FileNotFoundError):
            raise InputError(str(path), "no such file", "Check the name.") from None
        raise InputError(str(path), f"cannot be read ({error})", "Is the download complete? Fetch it again.") from error


def _archive(path: pathlib.Path) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(path)
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise InputError(str(path), f"holds {len(members)} files", f"More than {MOST_MEMBERS} are not opened.")
    for member in members:
        parts = pathlib.PurePosixPath(member.filename.replace("\\", "/")).parts
        if ".." in parts or member.filename.startswith(("/", "\\")) or (parts and ":" in parts[0]):
            what = f"holds a file whose name leads elsewhere ({member.filename!r})"
            raise InputError(str(path), what, "Do not use this archive.")
        large = member.file_size > MOST_BYTES
        if large or (member.file_size > SUSPICIOUS and member.file_size > MOST_RATIO * max(1, member.compress_size)):
            what = f"would unpack {member.filename!r} to {member.file_size:,} bytes, far more than it holds"
            raise InputError(str(path), what, "This looks like a zip bomb. Unpack it yourself if you trust it.")
    return archive


def _member(archive: zipfile.ZipFile, path: pathlib.Path, prefer: str) -> str:
    names = [m.filename for m in archive.infolist() if not m.is_dir() and not m.filename.lower().startswith(_SKIPPED)]
    chosen = [n for n in names if prefer and prefer in n] or names
    if len(chosen) != 1:
        what = "holds no file" if not chosen else f"holds several files: {', '.join(sorted(chosen)[:5])}"
        raise InputError(str(path), what, "Unpack it and add the file that is meant.")
    return chosen[0]


def _most(path: pathlib.Path) -> int:
    return min(MOST_BYTES, max(SUSPICIOUS, MOST_RATIO * path.stat().st_size))


class Limited(io.RawIOBase):
    """Unpacked bytes that end with an error once they become too many: a zip bomb.

    ``endless`` says of a block that it begins what is read piece by piece: then there may be any number of bytes.
    """

    def __init__(
        self, inner: IO[bytes] | gzip.GzipFile, where: str, most: int, endless: Callable[[bytes], bool] | None = None
    ) -> None:
        self._inner, self._where, self._most, self._endless, self._read = inner, where, most, endless, 0

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Bytes, counted."""
        found = self._inner.read(size)
        self._read += len(found)
        if self._endless and self._endless(found):
            self._most = sys.maxsize
        if self._read > self._most:
            what = f"unpacks to more than {self._most:,} bytes, like a zip bomb"
            raise InputError(self._where, what, "Look at what it is; unpack it yourself if you trust it.")
        return found

    def readinto(self, buffer: Any) -> int:
        """What buffered readers ask for."""
        view = memoryview(buffer)
        found = self.read(len(view))
        view[: len(found)] = found
        return len(found)


def number_of_lines(stream: io.BufferedReader) -> int:
    """How many lines a stream has, without reading them as text."""
    return sum(piece.count(b"\n") for piece in iter(lambda: stream.read(1 << 20), b""))


def lines(stream: io.BufferedReader, where: str, encoding: str = "utf-8") -> Iterator[str]:
    """The lines of a stream as text.

    Raises :class:`InputError` naming the first line that is not of the encoding.
    """
    number = 0
    while raw := stream.readline(MOST_IN_LINE):
        number += 1
        if len(raw) == MOST_IN_LINE:
            raise InputError(f"{where}:{number}", "the line has no end", "Is this a text file?")
        if number == 1 and raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise InputError(f"{where}:1", "is UTF-16", "Save it as UTF-8.")
        try:
            line = raw.decode(encoding)
        except (UnicodeDecodeError, LookupError) as error:
            what = f"is not {encoding} ({error})"
            raise InputError(f"{where}:{number}", what, "Save it as UTF-8, or say --encoding windows-1256.") from None
        if "\0" in line:
            raise InputError(f"{where}:{number}", "holds zero bytes", "Is this a text file?")
        yield line.removeprefix("\ufeff") if number == 1 else line
