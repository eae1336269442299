"""Bytes to lines, with nothing believed: encodings, archives, sizes."""

from __future__ import annotations

import gzip
import io
import pathlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from rasd.errors import InputError
from rasd.outside import MOST_TIMES, MOST_UNPACKED, Limited, bomb

#: Up to so many bytes a file may unpack to any multiple of its size; so many files an archive may hold.
SUSPICIOUS, MOST_MEMBERS = 50_000_000, 10_000
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
                    yield io.BufferedReader(Limited(inner, str(path), _most(path.stat().st_size)))
            elif start[:2] == _GZIP:
                with gzip.open(raw) as inner:
                    yield io.BufferedReader(Limited(inner, str(path), _most(path.stat().st_size)))
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
        if member.file_size > _most(member.compress_size):
            raise bomb(f"{path}/{member.filename!r}", _most(member.compress_size))
    return archive


def _member(archive: zipfile.ZipFile, path: pathlib.Path, prefer: str) -> str:
    files = [name for name in archive.namelist() if name and not name.endswith("/")]
    names = [name for name in files if not name.lower().startswith(_SKIPPED)]
    chosen = [n for n in names if prefer and prefer in n] or names
    if len(chosen) != 1:
        what = "holds no file" if not chosen else f"holds several files: {', '.join(sorted(chosen)[:5])}"
        raise InputError(str(path), what, "Unpack it and add the file that is meant.")
    return chosen[0]


def _most(packed: int) -> int:
    return min(MOST_UNPACKED, max(SUSPICIOUS, MOST_TIMES * packed))


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
