"""Every page on a phone, on a small laptop and magnified: nothing runs out of its frame, one row leads everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from desk_server import faults_of, on_sqlite

PAGES = ("inbox", "second", "incidents", "map", "tallies", "codebook", "codebook/unknown", "log", "people", "settings")
RUNS_OUT = """() => [document.documentElement, ...document.querySelectorAll(".scroll")]
    .filter(part => part.scrollWidth > part.clientWidth + 1)
    .map(part => `${part.className || part.tagName}: ${part.scrollWidth} > ${part.clientWidth}`)"""


@on_sqlite
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_runs_out_of_its_frame(page_as: Callable[..., Any], language: str, width: int) -> None:
    page = page_as("administrator", language, viewport={"width": width, "height": 800})
    for name in PAGES:
        page.goto(f"/{name}/")
        if name in ("incidents", "map", "tallies"):
            page.wait_for_selector("main table")
        assert page.evaluate(RUNS_OUT) == [], name
        assert page.locator("header.top").bounding_box()["height"] < 64, name


@on_sqlite
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_menu_of_a_narrow_window(page_as: Callable[..., Any], language: str) -> None:
    page = page_as("administrator", language, viewport={"width": 640, "height": 450})  # a laptop at 200 %
    page.goto("/log/")
    link = page.locator("nav a[data-key=go-codebook]")
    assert not link.is_visible()
    page.locator("[data-menu]").focus()
    page.keyboard.press("Enter")
    assert link.is_visible() and faults_of(page) == []
    page.keyboard.press("Escape")
    assert not link.is_visible()
    assert page.evaluate("document.activeElement.matches('[data-menu]')")
    page.keyboard.press("g")  # keys work while it is shut
    page.keyboard.press("c")
    page.wait_for_url("**/codebook/")


@on_sqlite
def test_figures_stand_under_each_other_by_their_units(page_as: Callable[..., Any]) -> None:
    page = page_as("viewer", "ar")
    page.goto("/tallies/")
    page.wait_for_selector("td.figure")
    ends = page.locator("tbody tr td.figure:nth-last-child(3)").evaluate_all(
        """cells => cells.map(cell => { const range = document.createRange(); range.selectNodeContents(cell);
            return Math.round(range.getBoundingClientRect().right); })"""
    )
    assert len(ends) > 2 and len(set(ends)) == 1
