"""Feeds (RSS, Atom) in a file: one report an entry, from the text that the feed itself carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from rasd.errors import InputError
from rasd.loading.days import day
from rasd.loading.forms import single
from rasd.loading.loaded import How, Loaded, library
from rasd.loading.text import holds_arabic
from rasd.model import Report
from rasd.outside import ADDRESS

_TIMES = 10
_FORM = "Fetch the feed again; it must be RSS or Atom."
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")


def read(stream: BinaryIO, where: str, how: How) -> Iterator[Loaded | InputError]:
    """The entries that hold Arabic; the number of the others is told."""
    limit = how.max_size * _TIMES
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise InputError(where, f"is a feed larger than {limit / 1e6:g} MB", _FORM, "too-large", size=limit)
    found = entries_of(raw, where)
    yield from (entry.loaded for entry in found if entry.loaded)
    left_out = sum(entry.loaded is None for entry in found)
    if left_out:
        how.tell(f"{where}: {left_out} entries without Arabic text left out")
    if not found:
        raise InputError(where, "is a feed without entries", _FORM, "no-report")


class Entry(NamedTuple):
    """An entry of a feed: its id, the page it leads to, and the report that its own text makes, if it holds Arabic."""

    id: str
    link: str | None
    loaded: Loaded | None


def entries_of(raw: bytes, where: str) -> list[Entry]:
    """The entries of a feed, as it has them."""
    feed = parsed(raw, where)
    found = []
    for number, entry in enumerate(feed.entries, 1):
        link = entry.get("link")
        loaded = _loaded(feed, entry, f"{where}#{number}")
        name = entry.get("id") or link or (loaded and loaded.report.report_id) or f"{where}#{number}"
        found.append(Entry(name, link if link and ADDRESS.match(link) else None, loaded))
    return found


def feeds_in(raw: bytes, where: str) -> list[str]:
    """The addresses of the feeds that an OPML file lists, each once.

    Raises :class:`InputError` for what is no OPML, or lists none.
    """
    refuse_entities(raw, where)
    trees = library("defusedxml.ElementTree", "web", where)
    try:
        outlines = trees.fromstring(raw).iter("outline")
    except (SyntaxError, ValueError, LookupError) as error:
        raise InputError(where, f"is no OPML ({error})", "Export the list of feeds again, as OPML.") from error
    listed = [outline.get("xmlUrl") or outline.get("xmlurl") or "" for outline in outlines]
    feeds = list(dict.fromkeys(url for url in listed if ADDRESS.match(url)))
    if not feeds:
        raise InputError(where, "lists no feed", "Export the list of feeds again, as OPML.")
    return feeds


def parsed(raw: bytes, where: str) -> Any:
    """A feed, once it is sure that its entities do not explode.

    Raises :class:`InputError` for a document that defines entities, or is no feed.
    """
    refuse_entities(raw, where)
    reader = library("feedparser", "web", where)
    try:
        feed = reader.parse(raw)
    except (LookupError, ValueError, TypeError, AttributeError) as error:  # of names and links that it does not expect
        raise InputError(where, f"is no feed that can be read ({error})", _FORM, "damaged") from error
    if not feed.get("version") and not feed.entries:  # of no bytes at all it says nothing
        raise InputError(where, "is no feed that can be read", _FORM, "damaged")
    return feed


def refuse_entities(raw: bytes, where: str) -> None:
    """Raise :class:`InputError` for XML that defines entities: honest feeds have none, bombs have little else."""
    defused = library("defusedxml.sax", "web", where)
    common = library("defusedxml.common", "web", where)
    from xml.sax import SAXException
    from xml.sax.handler import ContentHandler

    try:
        defused.parseString(raw, ContentHandler(), forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except common.DefusedXmlException as error:
        what = "defines entities in its XML, as feeds that are made to explode do"
        raise InputError(where, what, "Look at where it comes from.", "bomb") from error
    except (SAXException, ValueError, LookupError):
        pass  # not well-formed: feedparser reads many of those, and expands nothing by itself
    if b"<!ENTITY" in raw[:1_000_000].upper():
        raise InputError(where, "defines entities in its XML", "Look at where it comes from.", "bomb")


def _loaded(feed: Any, entry: Any, place: str) -> Loaded | None:
    contents = [content.get("value") or "" for content in entry.get("content", ())]
    body = max([*contents, entry.get("summary") or ""], key=len)
    title = _plain(entry.get("title"))
    text = _text(body, place) if body else ""
    if title and title not in text:
        text = f"{title}\n{text}" if text else title
    if not holds_arabic(text):
        return None
    url = entry.get("link")
    written = entry.get("published") or entry.get("updated")
    report = Report.from_text(
        text,
        id=entry.get("id") or url or place,
        published=day(written),  # never the library's: it makes 2 March of 31 February, 1 January of a year
        outlet=_plain(feed.feed.get("title")),
        title=title,
        url=url,
    )
    author = _plain(entry.get("author"))
    return Loaded(report, text.encode("utf-8", "replace"), author=author, published_at=written, told={"feed": place})


def _plain(value: Any) -> str | None:
    return " ".join(_TAG.sub(" ", value).split()) or None if isinstance(value, str) else None


def _text(body: str, place: str) -> str:
    if not _TAG.search(body):
        return body.strip()
    page = f"<html><body><article>{body}</article></body></html>"
    try:
        return single(page.encode("utf-8", "replace"), place, "page").report.text
    except InputError:
        return ""
