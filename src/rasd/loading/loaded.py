"""A report together with what is kept of it: its original bytes, and how it was come by."""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from rasd.errors import InputError
from rasd.loading.sifting import Sift
from rasd.model import Report

#: The largest text or page, and the largest line of JSON, in bytes; a report of this size is a book already.
MAX_SIZE = 5_000_000


class Fetch(NamedTuple):
    """How an original was fetched: the address that answered, when, with which status and headers."""

    url: str
    time: str
    status: int
    headers: dict[str, str]


class Loaded(NamedTuple):
    """A report as it was loaded.

    ``original`` are the bytes whose hash is the report's id, ``media`` their media type. ``source`` is the path or
    address that was named and leads to it again; ``published_at`` the time of publication with its zone, as the
    source writes it; ``told`` what the source says beyond that;
    ``warc`` a page that was fetched as a record by which it can be replayed elsewhere.
    """

    report: Report
    original: bytes
    media: str = "text/plain"
    source: str | None = None
    author: str | None = None
    published_at: str | None = None
    fetch: Fetch | None = None
    told: dict[str, Any] | None = None
    warc: bytes | None = None


class How(NamedTuple):
    """How inputs are loaded: the largest report, who is told of guesses, which columns of tables mean what.

    ``depth`` is how many archives the input lies in; ``fetch`` fetches an address, where fetching was asked for.
    ``sift`` is what is wanted of it; ``guard`` is entered, with its name, for the taking apart of each single text or
    page, and may end it with an :class:`InputError`.
    """

    max_size: int = MAX_SIZE
    note: Callable[[str], None] | None = None
    columns: Mapping[str, str] = {}
    depth: int = 0
    fetch: Callable[[str, How], Iterator[Loaded | InputError]] | None = None
    sift: Sift = Sift()
    guard: Callable[[str], contextlib.AbstractContextManager[object]] = contextlib.nullcontext

    def fetched(self, url: str) -> Iterator[Loaded | InputError]:
        """What is at an address, if fetching was asked for."""
        if self.fetch is None:
            off = "Ask for it with --fetch; nothing is fetched otherwise."
            yield InputError(url, "is an address, and fetching is off", off, "address")
        else:
            yield from self.fetch(url, self)

    def tell(self, text: str) -> None:
        """Tell of a guess."""
        if self.note:
            self.note(text)


def library(module: str, extra: str, where: str) -> Any:
    """A library that reads one form of input.

    Raises :class:`InputError` that says how to install it.
    """
    try:
        return importlib.import_module(module)
    except ImportError:
        name = module.partition(".")[0]
        how = f'Install it: pip install "rasd[{extra}]"'
        raise InputError(where, f"cannot be read without {name}", how, "needs", module=name, extra=extra) from None
