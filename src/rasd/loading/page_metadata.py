"""What a saved page says of itself: title, day of publication, outlet, address (OpenGraph, JSON-LD, meta, time)."""

from __future__ import annotations

import datetime
import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from rasd.loading.days import day


class Metadata(NamedTuple):
    """What the page says of itself; none where it does not say."""

    title: str | None = None
    published: datetime.date | None = None
    outlet: str | None = None
    url: str | None = None
    body: str | None = None  # JSON-LD's articleBody, where a page carries it
    author: str | None = None
    language: str | None = None
    published_at: str | None = None  # the time of publication as the page writes it, where it has one


_DATE_KEYS = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "article.published",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published_time",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dcterms.issued",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
    "article:modified_time",
)
_OUTLET_KEYS = ("og:site_name", "application-name", "publisher", "dc.publisher", "dcterms.publisher", "cre", "author")
_AUTHOR_KEYS = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author")
_HAS_TIME = re.compile(r"\d\d?:\d\d")
_ARTICLES = re.compile(r"(?:Article|Posting|Report|Review)$")


def metadata(tree: LexborHTMLParser) -> Metadata:
    """Read the page's own metadata, the most exact source of each item first."""
    meta = _meta_tags(tree)
    article = _json_ld(tree)
    dates = [article.get("date"), *(meta.get(k) for k in _DATE_KEYS), *_time_tags(tree)]
    written, published = next(((d, found) for d in dates if (found := day(d))), (None, None))
    outlets = (meta.get("og:site_name"), article.get("outlet"), *(meta.get(k) for k in _OUTLET_KEYS))
    outlet = next((o for o in outlets if o), None)
    return Metadata(
        title=_title(tree, meta, article, outlet),
        published=published,
        outlet=outlet,
        url=_link(tree) or meta.get("og:url") or article.get("url"),
        body=article.get("body"),
        language=_language(tree),
        author=article.get("author")
        or next((meta[k] for k in _AUTHOR_KEYS if meta.get(k) != outlet and k in meta), None),
        published_at=written if written and _HAS_TIME.search(written) else None,
    )


def _language(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first("html[lang]")
    return _clean(node.attributes.get("lang")) if node else None


def _clean(text: Any) -> str | None:
    return " ".join(text.split()) or None if isinstance(text, str) else None


def _meta_tags(tree: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        value = _clean(attributes.get("content"))
        if key and value:
            found.setdefault(key.strip().lower(), value)
    return found


def _link(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first('link[rel="canonical"]')
    return _clean(node.attributes.get("href")) if node else None


def _time_tags(tree: LexborHTMLParser) -> Iterator[str | None]:
    """``<time>`` and other dated elements, those marked as the publication first."""
    for query in ('[itemprop="datePublished"]', "time[pubdate]", "article time", "time"):
        for node in tree.css(query):
            attributes = node.attributes
            yield attributes.get("datetime") or attributes.get("content") or node.text(strip=True)[:40]


def _title(
    tree: LexborHTMLParser, meta: dict[str, str], article: dict[str, str | None], outlet: str | None
) -> str | None:
    said = meta.get("og:title") or article.get("title") or _text_of(tree.css_first("title"))
    headings = [h for h in (_text_of(n) for n in tree.css("h1")) if h]
    for heading in headings:
        if said and (heading in said or said in heading):
            return heading
    return _without_outlet(said, outlet) if said else next(iter(headings), None)


def _text_of(node: LexborNode | None) -> str | None:
    return _clean(node.text(separator=" ")) if node else None


def _without_outlet(title: str, outlet: str | None) -> str:
    """«عنوان | الموقع» without the outlet's name at its end or beginning."""
    parts = re.split(r" (?:\||-|–|—|::|»|•) ", " ".join(title.split()))
    if outlet and len(parts) > 1:
        parts = [p for p in parts if p != outlet] or parts
        return " - ".join(parts)
    return max(parts, key=len)


def _json_ld(tree: LexborHTMLParser) -> dict[str, str | None]:
    """Title, date, outlet, address and body of the page's article, or of the page where no article is named."""
    items = [i for node in tree.css('script[type="application/ld+json"]') for i in _items(node.text())]
    by_id = {i["@id"]: i for i in items if isinstance(i.get("@id"), str) and len(i) > 1}
    items.sort(key=lambda i: not any(_ARTICLES.search(t) for t in _types(i)))
    found: dict[str, str | None] = {}
    for item in items:
        if not any(_ARTICLES.search(t) or t == "WebPage" for t in _types(item)):
            continue
        address = item.get("url")
        values = {
            "title": item.get("headline") or (item.get("name") if "WebPage" not in _types(item) else None),
            "date": item.get("datePublished") or item.get("dateCreated"),
            "outlet": _publisher(item.get("publisher") or item.get("sourceOrganization"), by_id),
            "url": address if isinstance(address, str) else None,
            "body": item.get("articleBody"),
            "author": _publisher(item.get("author") or item.get("creator"), by_id),
        }
        for key, value in values.items():
            found[key] = found.get(key) or (value if key == "body" and isinstance(value, str) else _clean(value))
    return found


def _items(source: str) -> Iterator[dict[str, Any]]:
    """All objects of a JSON-LD script, at whatever depth; a broken script has none."""
    try:
        todo = deque([json.loads(source.strip().removesuffix(";"), strict=False)])
    except (ValueError, RecursionError):
        return
    while todo:
        item = todo.popleft()
        if isinstance(item, dict):
            yield item
            todo.extend(v for v in item.values() if isinstance(v, dict | list))
        elif isinstance(item, list):
            todo.extend(v for v in item if isinstance(v, dict | list))


def _types(item: dict[str, Any]) -> list[str]:
    said = item.get("@type")
    return [t for t in (said if isinstance(said, list) else [said]) if isinstance(t, str)]


def _publisher(said: Any, by_id: dict[str, dict[str, Any]]) -> Any:
    if isinstance(said, list):
        said = next(iter(said), None)
    if isinstance(said, dict):
        name = said.get("name") or by_id.get(str(said.get("@id")), {}).get("name")
        return next(iter(name), None) if isinstance(name, list) else name
    return said
