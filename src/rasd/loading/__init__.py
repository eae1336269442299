# ruff: noqa: PTH116, PTH123 — names stay the strings that were given
"""Loading: files, folders, pages and JSON Lines to reports; whatever cannot be read is said, not raised."""

from __future__ import annotations

import datetime
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO, NamedTuple

import msgspec

from rasd.errors import InputError
from rasd.loading.forms import load_bytes, load_stream
from rasd.loading.inputs import Found, Note, Source, expand
from rasd.loading.kinds import MANY, kind_of
from rasd.loading.loaded import MAX_SIZE, Fetch, How, Loaded
from rasd.model import Report
from rasd.outside import HEAD

__all__ = [
    "MAX_SIZE",
    "Failure",
    "Fetch",
    "How",
    "Loaded",
    "expand",
    "expected",
    "load",
    "load_found",
    "load_originals",
    "open_source",
    "read_source",
    "sent",
]


class Failure(NamedTuple):
    """An input that could not be read, and why; ``source`` is the path that leads to it, where there is one."""

    error: InputError
    source: str | None = None

    def __str__(self) -> str:
        return str(self.error)


def load(
    inputs: Iterable[str | os.PathLike[str]],
    *,
    published: datetime.date | None = None,
    outlet: str | None = None,
    max_size: int = MAX_SIZE,
    note: Note | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Report | Failure]:
    """The reports of files, folders, globs and ``-`` (standard input), one at a time, ordered by name.

    ``published`` and ``outlet`` hold for every report, over what the input says itself.
    ``max_size`` is the largest report in bytes. ``note`` is told of files that a folder leaves out. ``columns`` says
    which columns of tables mean what.
    An input that cannot be read becomes a :class:`Failure` and the others are still read.
    """
    found = expand(inputs, note)
    yield from load_found(found, published=published, outlet=outlet, max_size=max_size, note=note, columns=columns)


def expected(found: Iterable[Found]) -> int | None:
    """How many reports and failures the sources will give, unless one of them may hold many."""
    items = list(found)
    many = any(
        isinstance(i, Source) and ((i.path is None and not i.url) or kind_of(i.name, b"") in MANY) for i in items
    )
    return None if many else len(items)


def load_found(
    found: Iterable[Found],
    *,
    published: datetime.date | None = None,
    outlet: str | None = None,
    max_size: int = MAX_SIZE,
    note: Note | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Report | Failure]:
    """The reports of sources already expanded; the rest is as in :func:`load`."""
    for item in load_originals(found, published=published, outlet=outlet, how=How(max_size, note, columns or {})):
        yield item if isinstance(item, Failure) else item.report


def load_originals(
    found: Iterable[Found],
    *,
    published: datetime.date | None = None,
    outlet: str | None = None,
    how: How | None = None,
) -> Iterator[Loaded | Failure]:
    """As :func:`load_found`, with the original bytes and how each report was come by."""
    for item in found:
        if isinstance(item, InputError):
            yield Failure(item, item.where)
            continue
        for loaded in read_source(item, how or How()):
            if isinstance(loaded, Failure):
                yield loaded._replace(source=item.path or item.url)
            else:
                told = _told(loaded.report, published, outlet)
                yield loaded._replace(report=told, source=item.path or item.url)


def sent(
    files: Iterable[tuple[str, bytes]], published: datetime.date | None, outlet: str | None, how: How
) -> Iterator[Loaded | Failure]:
    """The reports of files that somebody has sent: by name and bytes, without a path that leads to them again."""
    for name, raw in files:
        if not raw:
            yield Failure(InputError(name, "is empty", "Give a file with the text of a report.", "empty"))
            continue
        for item in load_bytes(raw, name, how):
            if isinstance(item, InputError):
                yield Failure(item)
            else:
                yield item._replace(report=_told(item.report, published, outlet))


def _told(report: Report, published: datetime.date | None, outlet: str | None) -> Report:
    if published is None and outlet is None:
        return report
    return msgspec.structs.replace(
        report, published=published or report.published, outlet=report.outlet if outlet is None else outlet
    )


def read_source(source: Source, how: How) -> Iterator[Loaded | Failure]:
    """The reports of one file; one failure if it cannot be read, one for each part of it that cannot."""
    if source.url is not None:
        for item in how.fetched(source.url):
            yield Failure(item) if isinstance(item, InputError) else item
        return
    try:
        with open_source(source) as stream:
            for found in load_stream(stream, source.name, how):
                yield Failure(found) if isinstance(found, InputError) else found
    except InputError as error:
        yield Failure(error)
    except OSError as error:
        yield Failure(_not_opened(source, error))
    except (MemoryError, ValueError, RuntimeError) as error:  # a page that breaks its parser must not end the run
        what = f"cannot be read ({type(error).__name__}: {error})"
        remedy = "Save its text as a .txt file in UTF-8 and read that."
        yield Failure(InputError(source.name, what, remedy, "unreadable"))


def _remedy(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "Allow yourself to read it (chmod u+r)."
    if isinstance(error, FileNotFoundError):
        return "Check the spelling; a link may lead to a file that is gone."
    return "Check the file and its disk."


def open_source(source: Source) -> BinaryIO:
    """Open a file or standard input for reading bytes.

    Raises :class:`InputError` when it cannot be opened, or is a device on which reading could wait for ever.
    """
    if source.path is None:
        return open(sys.stdin.fileno(), "rb", buffering=HEAD, closefd=False)
    try:
        mode = os.stat(source.path).st_mode
        is_stream = stat.S_ISFIFO(mode) and source.path.startswith(("/dev/", "/proc/"))
        if stat.S_ISREG(mode) or is_stream:
            return open(source.path, "rb", buffering=HEAD)
    except OSError as error:
        raise _not_opened(source, error) from error
    what = "a folder" if stat.S_ISDIR(mode) else "a device or a named pipe"
    raise InputError(source.name, f"is {what}", "Name a file, or pipe its contents in and name - for standard input.")


def _not_opened(source: Source, error: OSError) -> InputError:
    reason = (error.strerror or str(error)).lower()
    return InputError(source.name, f"cannot be opened ({reason})", _remedy(error))
