# ruff: noqa: PTH116, PTH123 — names stay the strings that were given
"""Loading: files, folders, pages and JSON Lines to reports; whatever cannot be read is said, not raised."""

from __future__ import annotations

import datetime
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

import msgspec

from rasd.errors import InputError
from rasd.loading.inputs import Found, Note, Source, expand
from rasd.loading.kinds import Kind, kind_of, refuse_foreign
from rasd.loading.loaded import Fetch, Loaded
from rasd.loading.text import decode, refuse_no_arabic
from rasd.model import Report

__all__ = [
    "MAX_SIZE",
    "Failure",
    "Fetch",
    "Loaded",
    "expand",
    "expected",
    "load",
    "load_found",
    "load_originals",
    "open_source",
    "read_source",
]

#: The largest text or page, and the largest line of JSON, in bytes; a report of this size is a book already.
MAX_SIZE = 5_000_000
_HEAD = 16384


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
) -> Iterator[Report | Failure]:
    """The reports of files, folders, globs and ``-`` (standard input), one at a time, ordered by name.

    ``published`` and ``outlet`` hold for every report, over what the input says itself.
    ``max_size`` is the largest report in bytes. ``note`` is told of files that a folder leaves out.
    An input that cannot be read becomes a :class:`Failure` and the others are still read.
    """
    yield from load_found(expand(inputs, note), published=published, outlet=outlet, max_size=max_size)


def expected(found: Iterable[Found]) -> int | None:
    """How many reports and failures the sources will give, unless one of them may hold many."""
    items = list(found)
    many = any(isinstance(i, Source) and (i.path is None or kind_of(i.name, b"") == "jsonl") for i in items)
    return None if many else len(items)


def load_found(
    found: Iterable[Found],
    *,
    published: datetime.date | None = None,
    outlet: str | None = None,
    max_size: int = MAX_SIZE,
) -> Iterator[Report | Failure]:
    """The reports of sources already expanded; the rest is as in :func:`load`."""
    for item in load_originals(found, published=published, outlet=outlet, max_size=max_size):
        yield item if isinstance(item, Failure) else item.report


def load_originals(
    found: Iterable[Found],
    *,
    published: datetime.date | None = None,
    outlet: str | None = None,
    max_size: int = MAX_SIZE,
) -> Iterator[Loaded | Failure]:
    """As :func:`load_found`, with the original bytes and how each report was come by."""
    for item in found:
        if isinstance(item, InputError):
            yield Failure(item, item.where)
            continue
        for loaded in read_source(item, max_size):
            if isinstance(loaded, Failure):
                yield loaded._replace(source=item.path)
            else:
                yield loaded._replace(report=_told(loaded.report, published, outlet), source=item.path)


def _told(report: Report, published: datetime.date | None, outlet: str | None) -> Report:
    if published is None and outlet is None:
        return report
    return msgspec.structs.replace(
        report, published=published or report.published, outlet=report.outlet if outlet is None else outlet
    )


def read_source(source: Source, max_size: int = MAX_SIZE) -> Iterator[Loaded | Failure]:
    """The reports of one file; one failure if it cannot be read, one for each line of JSON that cannot."""
    try:
        with open_source(source) as stream:
            for found in _loaded(stream, source.name, max_size):
                yield Failure(found) if isinstance(found, InputError) else found
    except InputError as error:
        yield Failure(error)
    except OSError as error:
        yield Failure(_not_opened(source, error))
    except (MemoryError, ValueError, RuntimeError) as error:  # a page that breaks its parser must not end the run
        what = f"cannot be read ({type(error).__name__}: {error})"
        yield Failure(InputError(source.name, what, "Save its text as a .txt file in UTF-8 and read that."))


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
        return open(sys.stdin.fileno(), "rb", buffering=_HEAD, closefd=False)
    try:
        mode = os.stat(source.path).st_mode
        is_stream = stat.S_ISFIFO(mode) and source.path.startswith(("/dev/", "/proc/"))
        if stat.S_ISREG(mode) or is_stream:
            return open(source.path, "rb", buffering=_HEAD)
    except OSError as error:
        raise _not_opened(source, error) from error
    what = "a folder" if stat.S_ISDIR(mode) else "a device or a named pipe"
    raise InputError(source.name, f"is {what}", "Name a file, or pipe its contents in and name - for standard input.")


def _not_opened(source: Source, error: OSError) -> InputError:
    reason = (error.strerror or str(error)).lower()
    return InputError(source.name, f"cannot be opened ({reason})", _remedy(error))


def _loaded(stream: BinaryIO, name: str, limit: int) -> Iterator[Loaded | InputError]:
    head = stream.peek(_HEAD) if hasattr(stream, "peek") else b""
    if not head:
        raise InputError(name, "is empty", "Give a file with the text of a report.")
    refuse_foreign(name, head)
    kind = kind_of(name, head)
    if kind == "jsonl":
        from rasd.loading.jsonl import read_objects

        yield from read_objects(stream, name, limit)
        return
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise InputError(name, f"is larger than {limit / 1e6:g} MB", "Cut it into reports, or raise --max-size.")
    yield _single(raw, name, kind)


def _single(raw: bytes, name: str, kind: Kind) -> Loaded:
    """The report that a whole file is: a text or a page."""
    if kind == "text":
        text = decode(raw, name)
        refuse_no_arabic(text, name)
        return Loaded(Report.from_text(text, id=name, original=raw), raw)
    from rasd.loading.page import read_page  # the parser of pages is loaded for pages only

    page = read_page(_page_of_archive(raw, name) if kind == "mhtml" else raw, name)
    refuse_no_arabic(page.text, name)
    said = page.said
    report = Report.from_text(
        page.text, id=name, original=raw, published=said.published, outlet=said.outlet, title=said.title, url=said.url
    )
    media = "multipart/related" if kind == "mhtml" else "text/html"
    return Loaded(report, raw, media, author=said.author, published_at=said.published_at)


def _page_of_archive(raw: bytes, name: str) -> bytes:
    """The page inside a web archive of one file (MHTML)."""
    import email

    for part in email.message_from_bytes(raw).walk():
        if part.get_content_type() == "text/html":
            found = part.get_payload(decode=True)
            return found if isinstance(found, bytes) else b""
    raise InputError(name, "is a web archive without a page", "Save the page again as HTML.")
