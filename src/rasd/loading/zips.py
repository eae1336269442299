"""ZIP archives of anything that can be read, and WACZ, whose pages lie in WARC files inside; nothing is unpacked."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from rasd.errors import InputError
from rasd.loading.archives import Budget, inside, refuse_deep
from rasd.loading.forms import load_bytes, load_stream
from rasd.loading.inputs import is_report
from rasd.loading.loaded import How, Loaded

_DAMAGED = "Fetch or copy it again: it was cut off or damaged."
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)
#: Files of an archive may be containers themselves; those may be larger than a report.
_CONTAINERS = frozenset(".zip .wacz .warc .gz .xlsx .csv .tsv .jsonl .ndjson .json .pdf .eml".split())
_TIMES = 40
_STREAMS = (".warc", ".warc.gz")


def read(stream: BinaryIO, where: str, how: How) -> Iterator[Loaded | InputError]:
    """The reports in an archive, in the order of their names."""
    refuse_deep(where, how.depth)
    head = stream.peek(8) if hasattr(stream, "peek") else b""
    if len(head) > 6 and head[6] & 1 and head.startswith(b"PK\x03\x04"):
        raise InputError(where, "is an encrypted ZIP archive", "Decrypt it first and read the result.", "encrypted")
    try:
        with seekable(stream) as file, zipfile.ZipFile(file) as archive:
            budget = Budget(where, file.seek(0, os.SEEK_END))
            members = sorted((m for m in archive.infolist() if is_file(m)), key=lambda m: m.filename)
            if any(m.filename.startswith("archive/") and ".warc" in m.filename for m in members):
                members = [m for m in members if m.filename.startswith("archive/")]  # a WACZ: the rest are its indexes
            yield from _members(archive, members, where, how, budget)
    except _BROKEN as error:
        raise InputError(where, f"is a ZIP archive that is damaged ({error})", _DAMAGED, "damaged") from error


def is_file(member: zipfile.ZipInfo) -> bool:
    """Whether a member is no folder. ``is_dir`` of the library breaks on one without a name."""
    return not member.filename.endswith("/")


def seekable(stream: BinaryIO) -> IO[bytes]:
    """The stream if one can go back in it, else a copy on disk, as from a pipe."""
    if stream.seekable():
        return cast(IO[bytes], stream)
    copy = tempfile.TemporaryFile()  # noqa: SIM115 — the caller closes it
    while block := stream.read(1_000_000):
        copy.write(block)
    copy.seek(0)
    return copy


def _members(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], where: str, how: How, budget: Budget
) -> Iterator[Loaded | InputError]:
    left_out: set[str] = set()
    found = 0
    for member in members:
        suffix = PurePosixPath(member.filename).suffix.lower()
        if not is_report(member.filename) or PurePosixPath(member.filename).name.startswith("."):
            left_out.add(suffix or member.filename or "without a name")
            continue
        found += 1
        name = inside(where, member.filename)
        limit = how.max_size * (_TIMES if suffix in _CONTAINERS else 1)
        if member.flag_bits & 1:
            what = "is encrypted, in an encrypted ZIP archive"
            yield InputError(name, what, "Decrypt it first and read the result.", "encrypted")
            continue
        if member.filename.lower().endswith(_STREAMS):
            yield from _stream(archive, member, name, how)
            continue
        content = _content(archive, member, name, limit, budget)
        if isinstance(content, InputError):
            yield content
        else:
            yield from load_bytes(content, name, how)
    if left_out:
        how.tell(f"{where}: files of other kinds left out ({' '.join(sorted(left_out)[:8])})")
    if not found:
        raise InputError(where, "is a ZIP archive without a report", "Put .txt, .html or .jsonl in it.", "no-report")


def _stream(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, how: How) -> Iterator[Loaded | InputError]:
    """The pages of a WARC file inside, which may be of any size: it is read one record after the other."""
    try:
        with archive.open(member) as file:
            stream = cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, file)))
            yield from load_stream(stream, name, how._replace(depth=how.depth + 1))
    except InputError as error:
        yield error
    except _BROKEN as error:
        yield InputError(name, f"is damaged in its archive ({error})", _DAMAGED, "damaged")


def _content(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, limit: int, budget: Budget
) -> bytes | InputError:
    """The bytes of a file, as many as a report may have; what its header promises is not believed."""
    try:
        with archive.open(member) as file:
            raw = file.read(limit + 1)
    except _BROKEN as error:
        return InputError(name, f"is damaged in its archive ({error})", _DAMAGED, "damaged")
    budget.spend(len(raw))
    if len(raw) > limit:
        what = f"is larger than {limit / 1e6:g} MB"
        return InputError(name, what, "Cut it into reports, or raise --max-size.", "too-large", size=limit)
    return raw
