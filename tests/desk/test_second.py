"""A second look: blind to the first decision; disagreement is shown and settled by a third person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from desk_server import faults_of, on_sqlite
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rasd.desk.roles import Role
from rasd.ledger.models import Claim
from rasd.ledger.store import Ledger


@pytest.fixture
def decided(opened_ledger: Ledger) -> list[str]:
    """Three claims that the reviewer has decided on."""
    ids = list(Claim.objects.filter(current=True).order_by("key").values_list("record_id", flat=True)[:3])
    for id in ids:
        opened_ledger.decide(id, "accepted", by="reviewer")
    return ids


def seen(client: Client, claim: str) -> str:
    waiting = client.get("/second/").context["waiting"]
    return str(next(told.seen for told in waiting if told.claim.id == claim))


def state(claim: str) -> str:
    return Claim.objects.get(record_id=claim, current=True).review


def test_one_s_own_decisions_do_not_wait_for_oneself(client_as: Callable[..., Client], decided: list[str]) -> None:
    assert not client_as(Role.reviewer).get("/second/").context["waiting"]
    other = client_as(Role.editor).get("/second/")
    assert [told.claim.id for told in other.context["waiting"]] == decided
    shown = other.content.decode().split("<main")[1]
    assert "<bdi>reviewer</bdi>" not in shown and ">accepted<" not in shown


def test_agreement_ends_it_and_disagreement_is_settled_by_a_third(
    client_as: Callable[..., Client], opened_ledger: Ledger, decided: list[str]
) -> None:
    editor, administrator = client_as(Role.editor), client_as(Role.administrator)
    editor.post(f"/second/{decided[0]}/", {"verdict": "accepted", "seen": seen(editor, decided[0])})
    assert state(decided[0]) == "accepted"
    refused = editor.post(f"/second/{decided[1]}/", {"verdict": "rejected"})
    assert refused.status_code == 400
    answer = editor.post(f"/second/{decided[1]}/", {"verdict": "rejected", "reason": "no event"}, follow=True)
    assert state(decided[1]) == "disputed" and answer.context["disputed"][0].is_party
    assert editor.post(f"/second/{decided[1]}/settle/", {"verdict": "accepted"}).status_code == 400  # it is a party
    assert client_as(Role.reviewer).post(f"/second/{decided[1]}/settle/", {"verdict": "accepted"}).status_code == 403
    told = administrator.get("/second/").context["disputed"]
    assert [said[0] for said in told[0].said] == ["reviewer", "editor"] and not told[0].is_party
    settled = {"verdict": "rejected", "reason": "no event", "seen": told[0].waiting.seen}
    assert administrator.post(f"/second/{decided[1]}/settle/", settled).status_code == 302
    assert state(decided[1]) == "rejected" and not administrator.get("/second/").context["disputed"]
    assert not opened_ledger.verify().problems


def test_who_comes_late_is_told(client_as: Callable[..., Client], opened_ledger: Ledger, decided: list[str]) -> None:
    editor = client_as(Role.editor)
    before = seen(editor, decided[2])
    opened_ledger.decide(decided[2], "rejected", reason="no", by="reviewer")
    answer = editor.post(f"/second/{decided[2]}/", {"verdict": "accepted", "seen": before})
    assert answer.status_code == 409
    assert editor.post("/second/c-0000/", {"verdict": "accepted"}).status_code == 404


def test_the_page_has_few_queries(client_as: Callable[..., Client], decided: list[str]) -> None:
    client = client_as(Role.editor)
    client.get("/second/")
    with CaptureQueriesContext(connections["default"]) as queries:
        client.get("/second/")
    assert len(queries) <= 10


@on_sqlite
@pytest.mark.parametrize(("language", "scheme"), [("ar", "light"), ("en", "dark")])
def test_a_second_look_by_keyboard(decided: list[str], page_as: Callable[..., Any], language: str, scheme: str) -> None:
    page = page_as("editor", language, color_scheme=scheme, viewport={"width": 360, "height": 740})
    page.goto("/second/")
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator(".looks > li").count() == 3
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_selector(".message")
    assert page.locator(".looks > li").count() == 2
