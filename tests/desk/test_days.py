"""Days in forms: written in the local order, not in that of the browser's system, or chosen in its calendar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desk_server import faults_of, on_sqlite
from django.test import Client


@on_sqlite
def test_a_day_is_written_or_chosen(page_as: Callable[..., Any]) -> None:
    page = page_as("viewer", "ar")
    page.goto("/tallies/")
    assert page.locator("input[type=date]:visible:not(.unseen)").count() == 0
    page.locator("#id_since").fill("١٥/١/٢٠٢٠")
    page.locator(".calendar").first.click()
    calendar = page.locator(".day input[type=date]").first
    assert calendar.input_value() == "2020-01-15"
    page.keyboard.press("Escape")
    calendar.evaluate("at => { at.value = '2020-02-03'; at.dispatchEvent(new Event('change', { bubbles: true })); }")
    assert page.locator("#id_since").input_value() == "03/02/2020"
    page.keyboard.press("Enter")
    page.wait_for_url("**since=03%2F02%2F2020**")
    assert page.locator("#id_since").input_value() == "03/02/2020"
    page.locator("#id_since").fill("2/30/2020")
    page.keyboard.press("Enter")
    page.wait_for_selector(".errorlist")
    assert page.locator("#id_since").input_value() == "2/30/2020"
    assert faults_of(page) == []


def test_the_last_day_there_is_breaks_no_page(client_as: Callable[..., Client]) -> None:
    client = client_as()
    for page in ("inbox", "incidents", "tallies", "log", "map"):
        for asked in ("since=1/1/0001&until=31/12/9999", "since=31/12/9999", "until=1/1/0001"):
            assert client.get(f"/{page}/?{asked}").status_code == 200, (page, asked)
