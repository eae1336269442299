# ruff: noqa: PTH112, PTH113, PTH116, PTH118, PTH119, PTH122, PTH207 — names stay the strings that were given
"""Which files are meant: INPUT… spelled out, in an order that never depends on the order of the arguments."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from rasd.errors import InputError
from rasd.outside import is_address

#: Suffixes read inside a folder; files without any suffix are read too. A file named on its own is always tried.
REPORT_SUFFIXES = frozenset(
    ".txt .text .html .htm .xhtml .mht .mhtml .jsonl .ndjson "
    ".csv .tsv .xlsx .parquet .eml .pdf .zip .wacz .warc .gz .rss .atom".split()
)
#: What Telegram Desktop calls its export; other .json files in a folder may be anything.
_EXPORT = "result.json"
#: By what one knows a folder that ``rasd batch`` has written, wherever it lies.
BATCH = "work/run.json"
#: Folders that browsers write beside a saved page (``page.html`` and ``page_files/``).
_PAGE_FOLDER = ("_files", ".files", "_fichiers", "_Dateien")

Note = Callable[[str], None]


class Source(NamedTuple):
    """One file or address to read: the name its records carry, and the path (none: standard input)."""

    name: str
    path: str | None
    url: str | None = None


Found = Source | InputError


def expand(inputs: Iterable[str | os.PathLike[str]], note: Note | None = None) -> list[Found]:
    """Files, folders, globs and ``-`` as sources, sorted by name, each file once.

    An input that leads nowhere stands in the list as an :class:`InputError` at its own place.
    ``note`` is told which files of a folder are left out.
    """
    found: dict[str, Found] = {}
    for given in sorted({os.fspath(i) for i in inputs}):
        for name, item in _expand_one(given, note or (lambda _: None)):
            found.setdefault(name, item)
    return _each_file_once(found[name] for name in sorted(found))


def _each_file_once(items: Iterable[Found]) -> list[Found]:
    seen: set[str] = set()
    kept: list[Found] = []
    for item in items:
        if isinstance(item, Source) and item.path is not None:
            real = os.path.realpath(item.path)
            if real in seen:
                continue
            seen.add(real)
        kept.append(item)
    return kept


def _expand_one(given: str, note: Note) -> Iterator[tuple[str, Found]]:
    if is_address(given):
        yield given, Source(given, None, given)
    elif given == "-":
        yield "-", Source("-", None)
    elif not given or "\0" in given:
        yield given, InputError(repr(given), "is not a file name", "Name a file, a folder, or - for standard input.")
    elif os.path.isdir(given):
        yield from _folder(given, note)
    elif os.path.lexists(given):
        yield _named(given)
    elif glob.has_magic(given):
        yield from _glob(given, note)
    else:
        yield _name(given), InputError(_name(given), "there is no such file", "Check the spelling and the folder.")


def _named(path: str) -> tuple[str, Source]:
    name = _name(path)
    return name, Source(name, path)


def _name(path: str) -> str:
    """The path as a record can carry it: forward slashes, valid Unicode."""
    plain = os.path.normpath(path).replace(os.sep, "/")
    return os.fsencode(plain).decode("utf-8", "replace")


def _glob(pattern: str, note: Note) -> Iterator[tuple[str, Found]]:
    hits = sorted(glob.glob(pattern, recursive=True))
    if not hits:
        yield pattern, InputError(pattern, "matches no file", "Check the pattern and the folder.")
    for hit in hits:
        if not os.path.isdir(hit):
            yield _named(hit)
        elif "**" not in pattern:  # ** lists what is in the folders already
            yield from _folder(hit, note)


def _folder(folder: str, note: Note) -> Iterator[tuple[str, Found]]:
    left_out: set[str] = set()
    count = total = 0
    for name, item in _walk(folder, note):
        total += 1
        if isinstance(item, Source) and not is_report(item.path or ""):
            left_out.add(os.path.splitext(name)[1].lower() or name)
            count += 1
            continue
        yield name, item
    if count:
        shown = " ".join(sorted(left_out)[:8])
        note(f"{_name(folder)}: {count} file(s) of other kinds left out ({shown}); name one to have it read")
    if total == count:
        yield _name(folder), InputError(_name(folder), "the folder holds no report", "Put .txt, .html or .jsonl in it.")


def is_report(path: str) -> bool:
    """Whether a file of a folder or an archive is read without being named."""
    suffix = os.path.splitext(path)[1].lower()
    return suffix in REPORT_SUFFIXES or not suffix or os.path.basename(path) == _EXPORT


def is_batch(folder: str) -> bool:
    """Whether a folder is what ``rasd batch`` has written: read as reports, it would count everything twice."""
    return os.path.isfile(os.path.join(folder, BATCH))


def _walk(folder: str, note: Note) -> Iterator[tuple[str, Found]]:
    """Regular files below a folder; a folder already visited (a loop of links) is not entered again."""
    failures: list[OSError] = []
    seen: set[tuple[int, int]] = set()
    for here, folders, files in os.walk(folder, followlinks=True, onerror=failures.append):
        status = os.stat(here)
        if (status.st_dev, status.st_ino) in seen:
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        if is_batch(here):
            folders.clear()
            note(f"{_name(here)}: is what rasd batch has written, and is left out; name a file of it to have it read")
            continue
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not _beside_page(f, files))
        for file in sorted(files):
            path = os.path.join(here, file)
            if not file.startswith(".") and _is_plain(path):
                yield _named(path)
    for failure in failures:
        name = _name(str(failure.filename))
        yield name, InputError(name, f"the folder cannot be opened ({failure.strerror})", "Check its permissions.")


def _beside_page(folder: str, files: list[str]) -> bool:
    stems = {os.path.splitext(f)[0] for f in files if f.lower().endswith((".html", ".htm"))}
    return any(folder.endswith(end) and folder.removesuffix(end) in stems for end in _PAGE_FOLDER)


def _is_plain(path: str) -> bool:
    """A regular file or a broken link (which is reported); no pipes or devices, on which reading could wait."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return True
