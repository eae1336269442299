"""A report together with what is kept of it: its original bytes, and how it was come by."""

from __future__ import annotations

from typing import Any, NamedTuple

from rasd.model import Report


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
