"""WARC archives of the web: every page that was answered with, with its address, time, status and headers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from rasd.errors import InputError
from rasd.loading.archives import Budget
from rasd.loading.bodies import unpacked
from rasd.loading.forms import load_bytes
from rasd.loading.loaded import Fetch, How, Loaded, library
from rasd.loading.sifting import LeftOut
from rasd.loading.text import holds_arabic

_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
_CUT = "It was cut off or damaged there: what stands before it was read. Fetch it again."
_SUFFIXES = {"text/plain": ".txt", "application/pdf": ".pdf"}


def read(stream: BinaryIO, where: str, how: How) -> Iterator[Loaded | InputError]:
    """The pages of an archive that hold Arabic; the number of the others is told."""
    fastwarc = library("fastwarc.warc", "web", where)
    budget = Budget(where, 0)
    budget.bytes *= 50  # archives of the web are large, and read one record at a time
    found = left_out = 0
    try:
        for record in fastwarc.ArchiveIterator(_Reader(stream), record_types=fastwarc.WarcRecordType.response):
            found += 1
            if record.http_headers is None or record.http_headers.status_code != 200:
                left_out += 1
                continue
            try:
                how.sift.site(record.headers.get("WARC-Target-URI", "").strip("<>"), where)
            except LeftOut as left:  # before it is unpacked
                yield left
                continue
            headers = {name.lower(): value for name, value in record.http_headers.astuples()}
            raw = unpacked(record.reader.read(how.max_size + 1), headers, how.max_size)
            budget.spend(len(raw))
            pages = list(_pages(record, raw, where, how))
            left_out += not pages
            yield from pages
    except InputError:
        raise
    except Exception as error:  # what the library says of broken archives is of many types
        yield InputError(f"{where}#{found + 1}", f"is damaged ({type(error).__name__}: {error})", _CUT, "damaged")
        return
    if left_out:
        how.tell(f"{where}: {left_out} answers left out (no pages, not found, or without Arabic)")
    if not found:
        raise InputError(where, "is a WARC archive without pages, or is damaged", "Fetch it again.", "no-report")


class _Reader:
    """A stream as fastwarc reads it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        """So many bytes."""
        return self._stream.read(size)

    def tell(self) -> int:
        """Where it is, where that is known."""
        return self._stream.tell() if self._stream.seekable() else 0

    def close(self) -> None:
        """Whoever opened the stream closes it."""


def _pages(record: Any, raw: bytes, where: str, how: How) -> Iterator[Loaded | InputError]:
    url = record.headers.get("WARC-Target-URI", "").strip("<>")
    media = (record.http_content_type or "").lower()
    if media not in _PAGES:
        return
    name = url or f"{where}#{record.record_id}"
    if len(raw) > how.max_size:
        what = f"is larger than {how.max_size / 1e6:g} MB"
        yield InputError(name, what, "Raise --max-size.", "too-large", size=how.max_size)
        return
    if media != "application/pdf" and not _may_hold_arabic(raw):
        return
    headers = dict(record.http_headers.astuples())
    fetch = Fetch(url, record.headers.get("WARC-Date", ""), record.http_headers.status_code, headers)
    for loaded in load_bytes(raw, "page" + _SUFFIXES.get(media, ".html"), how):
        if isinstance(loaded, LeftOut):
            yield loaded
            continue
        if isinstance(loaded, InputError):
            if "no Arabic" not in loaded.what:
                yield loaded.at(name)
            continue
        yield fetched(loaded, name, fetch, {"archive": where, "record": record.record_id})


def fetched(loaded: Loaded, name: str, fetch: Fetch, told: dict[str, Any]) -> Loaded:
    """A page as a report that was fetched: its name is its address."""
    import msgspec

    report = msgspec.structs.replace(loaded.report, id=name, url=loaded.report.url or fetch.url or None)
    return loaded._replace(report=report, fetch=fetch, told={**(loaded.told or {}), **told})


def _may_hold_arabic(raw: bytes) -> bool:
    """Whether a page can hold Arabic in any encoding: most of the web does not, and need not be parsed."""
    sample = raw[:200_000]
    return any(byte in sample for byte in (b"\xd8", b"\xd9", b"\xc7", b"&#1", b"&#x6")) or holds_arabic(
        sample.decode("utf-16", "ignore")
    )
