"""Which form an input has, and the loader that reads it; what lies in an archive comes here again."""

from __future__ import annotations

import importlib
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

import msgspec

from rasd.errors import InputError
from rasd.loading.kinds import UNMISTAKABLE, Kind, kind_of, refuse_foreign
from rasd.loading.loaded import How, Loaded
from rasd.loading.text import decode, refuse_no_arabic
from rasd.model import Report
from rasd.outside import ADDRESS, HEAD

Loader = Callable[[BinaryIO, str, How], Iterator[Loaded | InputError]]
#: Loaders by kind, each imported when it is needed.
LOADERS: dict[Kind, str] = {
    "jsonl": "jsonl",
    "table": "tables",
    "workbook": "workbooks",
    "telegram": "telegram",
    "mail": "mail",
    "pdf": "pdf",
    "warc": "warc",
    "wacz": "zips",
    "zip": "zips",
    "gzip": "gzips",
    "feed": "feeds",
    "parquet": "parquets",
}


def load_stream(stream: BinaryIO, name: str, how: How) -> Iterator[Loaded | InputError]:
    """The reports of a stream of bytes, and what is wrong with those that cannot be read."""
    head = stream.peek(HEAD) if hasattr(stream, "peek") else b""
    if not head:
        raise InputError(name, "is empty", "Give a file with the text of a report.", "empty")
    kind = kind_of(name, head)
    if kind not in UNMISTAKABLE:
        refuse_foreign(name, head)
    if kind in LOADERS:
        loader = cast(Loader, importlib.import_module(f"rasd.loading.{LOADERS[kind]}").read)
        if kind == "pdf":
            with how.guard(name):
                pages = list(loader(stream, name, how))
            yield from pages
        else:
            yield from loader(stream, name, how)
        return
    raw = stream.read(how.max_size + 1)
    if len(raw) > how.max_size:
        what = f"is larger than {how.max_size / 1e6:g} MB"
        raise InputError(name, what, "Cut it into reports, or raise --max-size.", "too-large", size=how.max_size)
    if kind == "text" and (listed := addresses(raw)):
        for url in listed:
            yield from how.fetched(url)
        return
    how.sift.page(raw, name)
    with how.guard(name):
        loaded = single(raw, name, kind)
    yield loaded


def addresses(raw: bytes) -> list[str]:
    """The addresses of a list of nothing but addresses, one a line; a # begins a remark.

    >>> addresses(b"# news\\nhttps://a.example/1\\n\\nhttps://a.example/2\\n"), addresses(b"https://a.example/1 said")
    (['https://a.example/1', 'https://a.example/2'], [])
    """
    lines = [line.strip() for line in raw.decode("utf-8-sig", "replace").splitlines()]
    listed = [line for line in lines if line and not line.startswith("#")]
    return list(dict.fromkeys(listed)) if all(map(ADDRESS.match, listed)) else []


def load_bytes(raw: bytes, name: str, how: How) -> Iterator[Loaded | InputError]:
    """As :func:`load_stream`, for what lay in an archive; what cannot be read at all is one error."""
    try:
        yield from load_stream(
            cast(BinaryIO, io.BufferedReader(io.BytesIO(raw), HEAD)), name, how._replace(depth=how.depth + 1)
        )
    except InputError as error:
        yield error
    except (MemoryError, ValueError, RuntimeError) as error:
        what = f"cannot be read ({type(error).__name__}: {error})"
        yield InputError(name, what, "Save its text as a .txt file.", "unreadable")


def single(raw: bytes, name: str, kind: Kind) -> Loaded:
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
    report = msgspec.structs.replace(report, language=said.language)
    media = "multipart/related" if kind == "mhtml" else "text/html"
    return Loaded(report, raw, media, author=said.author, published_at=said.published_at)


def _page_of_archive(raw: bytes, name: str) -> bytes:
    """The page inside a web archive of one file (MHTML)."""
    import email

    for part in email.message_from_bytes(raw).walk():
        if part.get_content_type() == "text/html":
            found = part.get_payload(decode=True)
            return found if isinstance(found, bytes) else b""
    raise InputError(name, "is a web archive without a page", "Save the page again as HTML.", "no-report")
