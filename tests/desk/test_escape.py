"""Escape, the key that is hit most easily by mistake: what was written outlives it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desk_server import on_sqlite

OPEN = "#claim-dialog[open]"


@on_sqlite
def test_a_half_filled_correction_is_not_lost_by_one_escape(page_as: Callable[..., Any]) -> None:
    page = page_as("reviewer", "ar")
    page.goto("/inbox/?state=all")
    page.locator("[data-row]").first.click()
    page.wait_for_selector(".card.on")
    page.keyboard.press("e")
    page.wait_for_selector(f"{OPEN} form")
    page.keyboard.press("Escape")  # nothing was written
    page.wait_for_selector(OPEN, state="detached")
    page.keyboard.press("e")
    page.wait_for_selector(f"{OPEN} form")
    field = page.locator(f"{OPEN} [name=reason]")
    field.click()
    page.keyboard.type("العدد في السطر الثاني")
    page.keyboard.press("Escape")
    page.wait_for_selector(f"{OPEN} .message.warning[role=alert]")
    assert field.input_value() == "العدد في السطر الثاني"
    page.keyboard.type("!")  # one goes on, and Escape asks again
    page.keyboard.press("Escape")
    assert page.locator(OPEN).count() and field.input_value().endswith("!")
    page.keyboard.press("Escape")
    page.wait_for_selector(OPEN, state="detached")
    assert page.locator("#claim-dialog .message").count() == 0
    page.keyboard.press("e")  # and the claim is where it was
    page.wait_for_selector(f"{OPEN} form")


@on_sqlite
def test_escape_puts_a_reason_aside_before_it_leaves_the_report(page_as: Callable[..., Any]) -> None:
    page = page_as("reviewer", "en")
    page.goto("/inbox/?state=all")
    page.locator("[data-row]").first.click()
    page.wait_for_selector(".card.on")
    report = page.url
    page.keyboard.press("r")
    page.keyboard.type("another subject")
    page.keyboard.press("Escape")
    assert page.url == report and page.locator(".rejecting[open]").count() == 0
    page.keyboard.press("r")
    assert page.locator(".card.on [name=reason]").input_value() == "another subject"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("**/inbox/")


@on_sqlite
def test_a_field_that_is_wrong_is_gone_to(page_as: Callable[..., Any]) -> None:
    page = page_as("reviewer", "en")
    page.goto("/inbox/?state=all")
    page.locator("[data-row]").first.click()
    page.wait_for_selector(".card.on")
    page.keyboard.press("e")
    page.wait_for_selector(f"{OPEN} form")
    page.locator(f"{OPEN} [name=agent_words]").fill("كلمات ليست هناك")
    page.locator(f"{OPEN} button.main").click()
    page.wait_for_selector(f"{OPEN} .errorlist")
    assert page.evaluate("document.activeElement.name") == "agent_words"
