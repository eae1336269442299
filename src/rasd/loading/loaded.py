"""A report together with what is kept of it: its original bytes, and how it was come by."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from rasd.errors import InputError
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
    source writes it; ``told`` what the source says beyond that.
    """

    report: Report
    original: bytes
    media: str = "text/plain"
    source: str | None = None
    author: str | None = None
    published_at: str | None = None
    fetch: Fetch | None = None
    told: dict[str, Any] | None = None


class How(NamedTuple):
    """How inputs are loaded: the largest report, who is told of guesses, which columns of tables mean what.

    ``depth`` is how many archives the input lies in; ``fetch`` fetches an address, where fetching was asked for.
    """

    max_size: int = MAX_SIZE
    note: Callable[[str], None] | None = None
    columns: Mapping[str, str] = {}
    depth: int = 0
    fetch: Callable[[str], list[Loaded | InputError]] | None = None

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
        raise InputError(where, f"cannot be read without {name}", how) from None
