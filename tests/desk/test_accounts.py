"""Accounts: who may open what, log-in, settings; and the frame of every page, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from desk_server import PASSWORD, faults_of, log_in, on_sqlite
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from rasd.desk.access import Allowed, Open
from rasd.desk.accounts import giving, throttling
from rasd.desk.roles import Role
from rasd.errors import UsageError
from rasd.ledger.store import Ledger

OPEN = {"login", "language", "choose-password"}


def views(patterns: list[URLPattern | URLResolver]) -> Iterator[tuple[str, type]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns)
        else:
            yield pattern.name or str(pattern.pattern), pattern.callback.view_class  # type: ignore[attr-defined]


def test_every_address_names_a_role_and_few_are_open() -> None:
    found = dict(views(get_resolver().url_patterns))
    assert {name for name, view in found.items() if issubclass(view, Open)} == OPEN
    assert [name for name, view in found.items() if name not in OPEN and not issubclass(view, Allowed)] == []
    assert all(isinstance(view.role, Role) for name, view in found.items() if name not in OPEN)  # type: ignore[attr-defined]


def test_nothing_but_the_log_in_page_answers_a_stranger(client_as: Callable[..., Client]) -> None:
    stranger = client_as(None)
    for address in ("/", "/settings/", "/no/such/page/", "/reports/abc/", "/admin/"):
        answer = stranger.get(address)
        assert (answer.status_code, answer.headers["Location"][:7]) == (302, "/login/"), address
        assert not answer.content
    assert stranger.get("/login/").status_code == 200
    assert stranger.get("/settings/", headers={"HX-Request": "true"}).status_code == 401


def test_another_name_of_the_desk_is_refused_quietly(
    client_as: Callable[..., Client], capfd: pytest.CaptureFixture[str]
) -> None:
    assert client_as(None).get("/login/", headers={"host": "evil.example"}).status_code == 400
    assert capfd.readouterr().err == ""


def test_headers_forbid_what_did_not_come_with_the_page(client_as: Callable[..., Client]) -> None:
    answer = client_as(None).get("/login/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_who_fails_too_often_has_to_wait(client_as: Callable[..., Client]) -> None:
    client = client_as(None)
    for _ in range(throttling.BY_NAME):
        answer = client.post("/login/", {"username": "viewer", "password": "wrong"})
        assert "Too many attempts" not in answer.content.decode()
    answer = client.post("/login/", {"username": "viewer", "password": PASSWORD})
    assert answer.status_code == 200 and "Too many attempts" in answer.content.decode()
    assert client.post("/login/", {"username": "editor", "password": PASSWORD}).status_code == 302


def test_settings_are_kept_and_no_two_actions_share_a_key(client_as: Callable[..., Client]) -> None:
    client = client_as(Role.viewer)
    page = client.get("/settings/")
    form = {**page.context["form"].initial}
    form |= {field.html_name: field.value() for field in page.context["form"].keys}
    kept = client.post("/settings/", {**form, "language": "ar", "digits": "latn", "theme": "dark", "key-accept": "y"})
    assert kept.status_code == 302
    page = client.get("/settings/")
    text = page.content.decode()
    assert 'lang="ar"' in text and 'data-theme="dark"' in text and "y" in text
    refused = client.post("/settings/", {**form, "key-accept": "r"})
    assert refused.status_code == 200 and refused.context["form"].errors.keys() == {"key-reject"}


@pytest.mark.parametrize("role", Role)
def test_accounts_are_in_the_log_and_one_administrator_stays(opened_ledger: Ledger, role: Role) -> None:
    giving.make("لينا", "nine-green-doors", role)
    assert ("لينا", role, True) in list(giving.accounts())
    assert next(reversed(list(opened_ledger.log()))).action == "account made"
    with pytest.raises(UsageError, match="already"):
        giving.make("لينا", "nine-green-doors", role)
    with pytest.raises(UsageError):
        giving.make("other", "password", role)
    if role is not Role.administrator:
        with pytest.raises(UsageError, match="only administrator"):
            giving.change_role("administrator", Role.viewer)
    assert not opened_ledger.verify().problems


@on_sqlite
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_accounts_are_accessible(page_as: Callable[..., Any], language: str, scheme: str) -> None:
    page = page_as(None, language, color_scheme=scheme, viewport={"width": 360, "height": 740})
    page.goto("/login/")
    assert page.evaluate("document.documentElement.dir") == {"ar": "rtl", "en": "ltr"}[language]
    assert faults_of(page) == []
    log_in(page, "/login/", "viewer")
    page.goto(reverse("settings"))
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.keyboard.press("Shift+?")
    assert page.locator("#keys").is_visible()
    assert faults_of(page) == []


def test_a_session_in_use_is_prolonged_and_an_idle_one_ends(client_as: Callable[..., Client]) -> None:
    client = client_as(Role.viewer)
    answer = client.get("/settings/")
    assert "no-store" in answer.headers["Cache-Control"]
    session = client.session
    assert 3500 < session.get_expiry_age() <= 3600
    session["touched"] = 0
    session.save()
    client.get("/settings/")
    assert client.session["touched"] > 0
    rows = Session.objects.filter(pk=client.session.session_key)
    rows.update(expire_date=timezone.now())
    assert client.get("/settings/").status_code == 302


def test_logging_out_ends_the_session_at_the_server(client_as: Callable[..., Client]) -> None:
    client = client_as(Role.viewer)
    kept = client.cookies["desk_session"].value
    assert client.get("/logout/").status_code == 405
    client.post("/logout/")
    client.cookies["desk_session"] = kept
    assert client.get("/settings/").status_code == 302


def test_a_form_from_elsewhere_is_refused(client_as: Callable[..., Client]) -> None:
    client = client_as(Role.viewer)
    client.handler.enforce_csrf_checks = True
    answer = client.post("/settings/", {"language": "en"})
    assert answer.status_code == 403 and "expired" in answer.content.decode()
    assert client.post("/language/", {"language": "en", "next": "https://elsewhere.example/"}).status_code == 403
    client.handler.enforce_csrf_checks = False
    assert (
        client.post("/language/", {"language": "en", "next": "https://elsewhere.example/"}).headers["Location"] == "/"
    )
