"""Following feeds: asked only for what is new, the pages that new entries lead to are added."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

import msgspec

from rasd.errors import InputError, RasdError
from rasd.ledger.adding import Adding, Reader, Summary
from rasd.ledger.chain import canonical, now
from rasd.ledger.connecting import Door
from rasd.ledger.failing import remember
from rasd.ledger.started import models
from rasd.loading import Failure, How, Loaded
from rasd.loading.feeds import Entry, entries_of
from rasd.loading.url import Limits, Web

_LONGEST = 600
#: Entries of a feed that are remembered; feeds show the last few dozen.
_REMEMBERED = 2000


def follow(
    door: Door, feeds: Iterable[str], limits: Limits, reader: Reader, complain: Callable[[RasdError], None] | None
) -> Iterator[tuple[str, Summary]]:
    """Ask each feed once; what goes wrong with one is listed, and the others are asked all the same."""
    web = Web(limits)
    options = {"published": None, "outlet": None, "max_size": How().max_size, "columns": {}, "fetch": limits._asdict()}
    for url in feeds:
        adding = Adding(door, reader, options, complain)
        try:
            yield url, _poll(door, web, url, adding)
        except InputError as error:
            with door.writing():
                remember(door, [(error, url)], options)
            if complain:
                complain(error)
            yield url, Summary(failed=1)


def _poll(door: Door, web: Web, url: str, adding: Adding) -> Summary:
    if len(url) > _LONGEST:
        raise InputError(url[:80] + "…", f"is longer than {_LONGEST} characters", "Check the address.")
    with door.guarded():
        row = models.Feed.objects.using(door.alias).filter(url=url).first()
    conditions = {"If-None-Match": row.etag, "If-Modified-Since": row.modified} if row else {}
    answer = web.get(url, {name: value for name, value in conditions.items() if value})
    if answer.status == 304:
        return adding.summary
    if answer.status != 200:
        raise InputError(url, f"was answered with status {answer.status}", "Check the address in a browser.")
    entries = entries_of(answer.body, url)
    known = json.loads(row.known) if row else []
    for _ in adding.run(_new(web, [entry for entry in entries if entry.id not in set(known)])):
        pass
    told = {
        "etag": answer.headers.get("etag"),
        "modified": answer.headers.get("last-modified"),
        "known": canonical([*known, *(entry.id for entry in entries if entry.id not in set(known))][-_REMEMBERED:]),
        "polled": now(),
    }
    with door.writing():
        models.Feed.objects.using(door.alias).update_or_create(url=url, defaults=told)
    return adding.summary


def _new(web: Web, entries: list[Entry]) -> Iterator[Loaded | Failure]:
    """The pages that entries lead to; where there is none, or it cannot be had, the entry's own text."""
    for entry in entries:
        found = list(web.load(entry.link, How())) if entry.link else []
        pages = [_told(page, entry) for page in found if isinstance(page, Loaded)]
        yield from pages
        yield from (Failure(error, entry.link) for error in found if isinstance(error, InputError))
        if not pages and entry.loaded:
            yield entry.loaded


def _told(page: Loaded, entry: Entry) -> Loaded:
    """A page with what only its feed says of it."""
    if entry.loaded is None:
        return page
    report, told = page.report, entry.loaded.report
    report = msgspec.structs.replace(
        report,
        outlet=report.outlet or told.outlet,
        published=report.published or told.published,
        title=report.title or told.title,
    )
    at = page.published_at or entry.loaded.published_at
    return page._replace(report=report, published_at=at, told={**(page.told or {}), **(entry.loaded.told or {})})
