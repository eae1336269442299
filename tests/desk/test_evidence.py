"""The words behind a figure of an incident: whole wherever the figure stands, and taken away by Escape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from desk_server import on_sqlite

SEEN = """tip => { const box = tip.getBoundingClientRect();
    const at = (x, y) => tip.contains(document.elementFromPoint(x, y));
    return box.width > 0 && at(box.left + 4, box.top + 4) && at(box.right - 4, box.bottom - 4); }"""


def look_at_an_incident(page: Any) -> None:
    """The page of the incident with the most reports, once all are linked."""
    page.goto("/incidents/?order=reports")
    page.goto(page.locator("a.stop").first.get_attribute("href", timeout=60_000))
    page.wait_for_selector(".said")


@on_sqlite
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_words_of_every_figure_are_seen_whole(page_as: Callable[..., Any], language: str, width: int) -> None:
    page = page_as("viewer", language, viewport={"width": width, "height": 700})
    look_at_an_incident(page)
    address = page.url
    for figure in (page.locator(".said > button").first, page.locator(".said > button").last):
        figure.focus()
        figure.scroll_into_view_if_needed()
        assert figure.locator("+ .tip").evaluate(SEEN)
    page.keyboard.press("Escape")  # the words go, and not the page
    assert not page.locator(".tip:visible").count() and page.url == address
    page.keyboard.press("Tab")
    page.locator(".said > button").first.focus()  # and come back with the figure
    assert page.locator(".tip:visible").count() == 1


@on_sqlite
def test_what_is_printed_is_all_there(page_as: Callable[..., Any]) -> None:
    page = page_as("viewer", "ar")
    page.emulate_media(media="print")
    look_at_an_incident(page)
    assert page.locator(".said > button").first.is_visible()
    assert not page.locator("header.top").is_visible()
    page.goto("/inbox/?state=all")
    page.locator("[data-row]").first.click()
    page.wait_for_selector(".card.on")
    assert all(body.is_visible() for body in page.locator(".card .body").all())
