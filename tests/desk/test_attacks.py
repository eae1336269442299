"""The desk attacked: sessions, forged forms, frames, hosts, guesses, hostile values in every field and address."""

from __future__ import annotations

import math
import re
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from desk.test_permissions import addresses
from desk_server import PASSWORD, Desk, on_sqlite
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from rasd.desk.access import Open
from rasd.desk.accounts import giving, throttling
from rasd.desk.models import Attempt
from rasd.desk.roles import Role
from rasd.ledger.store import Ledger

CODE = Path(__file__).resolve().parents[2] / "src" / "rasd" / "desk"
OTHER = "eleven-slow-rivers"


def log_in(client: Client, name: str = "viewer", password: str = PASSWORD, **more: str) -> Any:
    return client.post("/login/", {"username": name, "password": password, **more})


def session_of(client: Client) -> str:
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def names() -> list[str]:
    """Every name under which a page of the desk reads what is sent to it: from its code, so that none is forgotten."""
    code = "\n".join(path.read_text("utf-8") for path in CODE.rglob("*.py"))
    found = re.findall(r"""(?:GET|POST|get|asked)(?:\.get|\.getlist)?[(\[]"(\w+)\"""", code)
    return sorted({*found, *re.findall(r"^    (\w+) = forms\.", code, re.M), *re.findall(r'"(\w+)", "\w+"', code)})


# ---- sessions


@on_sqlite
def test_a_session_from_before_logging_in_is_worth_nothing(client_as: Callable[..., Client]) -> None:
    victim, attacker = client_as(None), client_as(None)
    planted = "a" * 32
    for client in (victim, attacker):
        client.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert log_in(victim).status_code == 302
    assert session_of(victim) != planted
    assert victim.get("/settings/").status_code == 200
    assert attacker.get("/settings/").status_code == 302
    before = session_of(victim)
    log_in(victim, "editor")  # somebody else at the same browser
    victim.post("/logout/")
    attacker.cookies[settings.SESSION_COOKIE_NAME] = before
    assert attacker.get("/settings/").status_code == 302, "a session goes on after logging out"
    cookie = log_in(victim).cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


@on_sqlite
def test_another_password_ends_the_other_sessions_and_a_switch_all(
    client_as: Callable[..., Client], opened_ledger: Ledger
) -> None:
    here, elsewhere = client_as(None), client_as(None)
    assert {log_in(here).status_code, log_in(elsewhere).status_code} == {302}
    before = session_of(here)
    asked = {"old_password": PASSWORD, "new_password1": OTHER, "new_password2": OTHER}
    refused = elsewhere.post("/settings/password/", {**asked, "old_password": "guessed"})
    assert refused.status_code == 200 and refused.context["form"].errors
    assert here.post("/settings/password/", asked).status_code == 302
    assert session_of(here) != before and here.get("/settings/").status_code == 200
    assert elsewhere.get("/settings/").status_code == 302
    last = list(opened_ledger.log())[-1]
    assert (last.action, last.who) == ("password set", "viewer")
    giving.switch("viewer", False)
    assert here.get("/settings/").status_code == 302
    assert log_in(elsewhere, password=OTHER).status_code == 200


@on_sqlite
def test_a_session_ends_after_half_a_day_and_a_role_at_once(
    client_as: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_as(Role.administrator)
    giving.make("second", PASSWORD, Role.administrator)
    assert client.get("/people/").status_code == 200
    giving.change_role("administrator", Role.viewer)
    assert client.get("/people/").status_code == 403
    now = time.time() + settings.SESSION_LONGEST + 60
    monkeypatch.setattr("rasd.desk.access.time.time", lambda: now)
    assert client.get("/settings/").headers["Location"].startswith("/login/")


# ---- forged requests


@on_sqlite
def test_no_form_is_taken_that_was_not_sent_from_the_desk(
    client_as: Callable[..., Client], opened_ledger: Ledger
) -> None:
    before = opened_ledger.seal()
    user = get_user_model().objects.get(username="administrator")
    posted = 0
    for address, view in addresses():
        if not hasattr(view, "post"):
            continue
        posted += 1
        client = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
        if not issubclass(view, Open):
            client.force_login(user)
        assert client.post(address, {"csrfmiddlewaretoken": "a" * 64}).status_code == 403, address
    assert posted > 15
    client = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    token = client.get("/login/").cookies[settings.CSRF_COOKIE_NAME].value
    sent = {"username": "viewer", "password": PASSWORD, "csrfmiddlewaretoken": token}
    foreign = {"origin": "https://elsewhere.example"}
    assert client.post("/login/", sent, headers=foreign).status_code == 403
    assert client.post("/login/", sent).status_code == 302
    assert opened_ledger.seal() == before


@on_sqlite
def test_every_answer_carries_the_headers(client_as: Callable[..., Client]) -> None:
    answers = {}
    administrator, stranger = client_as(), client_as(None)
    for address, _ in addresses():
        answers[address] = administrator.get(address)
        administrator = client_as() if "logout" in address else administrator
    answers["refused"] = client_as(Role.viewer).get("/people/")
    answers["static"] = stranger.get("/static/desk/desk.css")
    answers["no file"] = stranger.get("/static/desk/../settings.py")
    answers["host"] = stranger.get("/login/", headers={"host": "evil.example"})
    answers["null"] = stranger.get("/claims/%00/")
    answers["forged"] = Client(enforce_csrf_checks=True, SERVER_NAME="localhost").post("/login/")
    statuses = {answer.status_code for answer in answers.values()}
    assert {200, 302, 400, 403, 404, 405} <= statuses, statuses
    for name, answer in answers.items():
        told = (name, answer.status_code, dict(answer.headers))
        assert answer.status_code < 500, told
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy, told
        assert answer.headers["X-Frame-Options"] == "DENY", told
        assert answer.headers["X-Content-Type-Options"] == "nosniff", told
        assert answer.headers["Referrer-Policy"] == "same-origin", told
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", told
        assert "Server" not in answer.headers and "X-Powered-By" not in answer.headers, told
    assert "no-store" in answers["/inbox/"].headers["Cache-Control"]
    assert b"SECRET" not in answers["no file"].content


@on_sqlite
def test_only_the_desks_own_names_are_answered(client_as: Callable[..., Client]) -> None:
    client = client_as(Role.administrator)
    for host in ("evil.example", "localhost.evil.example", "localhost@evil.example", "localhost:80:80", ""):
        assert client.get("/people/", headers={"host": host}).status_code == 400, host
    invited = client.post("/people/", {"name": "n", "role": "viewer"}, headers={"x-forwarded-host": "evil.example"})
    assert urlsplit(invited.context["link"]).hostname == "localhost"


@on_sqlite
def test_nobody_is_led_elsewhere(client_as: Callable[..., Client]) -> None:
    away = (
        "https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
        "javascript:alert(1)", "https:evil.example", "http:///evil.example", "\x09//evil.example", " //evil.example",
    )  # fmt: skip
    for address in away:
        inside = log_in(client_as(None), next=address).headers["Location"]
        switched = client_as(None).post("/language/", {"language": "en", "next": address}).headers["Location"]
        known = client_as(Role.viewer).get("/login/", {"next": address}).headers["Location"]
        assert {inside, switched, known} == {"/"}, (address, inside, switched, known)
    assert log_in(client_as(None), next="/log/").headers["Location"] == "/log/"


# ---- guesses


@on_sqlite
def test_whether_there_is_an_account_is_not_told_by_words_or_by_time(client_as: Callable[..., Client]) -> None:
    giving.invite("invited", Role.viewer)
    giving.make("off", PASSWORD, Role.viewer)
    giving.switch("off", False)
    told, spent = set(), dict[str, float]()
    for name in ("viewer", "nobody-of-this-name", "off", "invited") * 3:
        client = client_as(None)
        began = time.thread_time()  # of this thread: whatever else the machine does
        answer = log_in(client, name, "a-wrong-password")
        # The least of three: collecting the garbage of the tests before takes as long as two passwords.
        spent[name] = min(spent.get(name, math.inf), time.thread_time() - began)
        text = re.sub(
            r'name="csrfmiddlewaretoken" value="\w+"|<input[^>]*name="username"[^>]*>', "", answer.content.decode()
        )
        told.add((answer.status_code, re.sub(r'"X-CSRFToken": ?"\w+"', "", text)))
    assert len(told) == 1
    assert max(spent.values()) < 2 * min(spent.values()), spent


@on_sqlite
def test_many_addresses_do_not_help_to_guess(client_as: Callable[..., Client]) -> None:
    for n in range(throttling.BY_NAME_ANYWHERE):
        throttling.failed("viewer", f"192.0.2.{n}")
    answer = log_in(client_as(None))
    assert answer.status_code == 200 and "Too many attempts" in answer.content.decode()
    Attempt.objects.all().delete()
    for n in range(throttling.BY_NAME):  # one network of IPv6 is one address
        throttling.failed("viewer", throttling.network_of(f"2001:db8::{n}"))
    sent = {"username": "viewer", "password": PASSWORD}
    assert client_as(None).post("/login/", sent, REMOTE_ADDR="2001:db8::ffff").status_code == 200
    assert client_as(None).post("/login/", sent, REMOTE_ADDR="2001:db8:1::1").status_code == 302


# ---- hostile values

VALUES = ("9" * 40, "-1", "٣", "\ufffe' OR 1=1 -- {{7*7}}{% x %} ../../etc/passwd <svg onload=x> %s %(n)s", "a" * 5000)


def hostile() -> Iterator[str]:
    """Every address, what is to be filled in by a hostile value where it may be one."""
    for address, _ in addresses():
        yield address
        for sample in ("/c-0123456789abcdef/", "/x/"):
            if sample in address:
                for value in ("%27%20OR%201=1%20--", "..%2f..%2fetc%2fpasswd", "%EF%BF%BE%3Csvg%3E", "9" * 40):
                    yield address.replace(sample, f"/{value}/")
        if "/1/" in address:
            yield address.replace("/1/", f"/{'9' * 40}/")


def test_no_value_in_any_field_breaks_a_page(client_as: Callable[..., Client]) -> None:
    fields, broken, asked = names(), [], 0
    assert len(fields) > 50, fields
    everything = [dict.fromkeys(fields, value) for value in VALUES]
    for number, address in enumerate(hostile()):
        client = client_as(Role.administrator)
        client.raise_request_exception = False
        given = everything[number % len(VALUES)]
        for answer in (client.get(address), client.get(address, given), client.post(address, given)):
            asked += 1
            if answer.status_code >= 500:
                broken.append((address, answer.request["REQUEST_METHOD"], number % len(VALUES), answer.status_code))
    assert asked > 150 and broken == []


def test_null_characters_are_refused_before_a_database_sees_them(client_as: Callable[..., Client]) -> None:
    client = client_as(Role.administrator)
    client.raise_request_exception = False
    for address in ("/claims/%00/", "/inbox/?actor=%00", "/codebook/?q=%00", "/login/?next=%00", "/x?%00=1"):
        assert client.get(address).status_code == 400, address
    assert client.post("/inbox/searches/", {"name": "a\0b", "query": ""}).status_code == 400
    assert log_in(client_as(None), "view\0er").status_code == 400
    assert client.get("/inbox/?actor=%ff%fe").status_code == 200


@on_sqlite
def test_actors_are_completed_from_all_their_names(client_as: Callable[..., Client]) -> None:
    assert client_as(Role.viewer).get("/complete/actors/", {"q": "حزب"}).json()


@on_sqlite
def test_the_server_refuses_what_is_no_sound_request(desk: Desk) -> None:
    where = urlsplit(desk.url)
    assert where.hostname and where.port

    def answer(raw: bytes) -> int:
        with socket.create_connection((where.hostname, where.port), timeout=20) as line:
            line.sendall(raw)
            return int(line.recv(4096).split(b" ", 2)[1])

    host = f"Host: localhost:{where.port}\r\n".encode()
    post = b"POST /login/ HTTP/1.1\r\n" + host
    assert answer(b"GET /login/ HTTP/1.1\r\n" + host + b"Connection: close\r\n\r\n") == 200
    assert answer(post + b"Content-Length: 70000000\r\n\r\n") == 413
    assert answer(post + b"Content-Length: -1\r\n\r\n") == 400
    assert answer(post + b"Content-Length: 4\r\nContent-Length: 9\r\n\r\nabcd") == 400
    assert answer(post + b"Transfer-Encoding: chunked, x\r\n\r\n0\r\n\r\n") in (400, 501)
    assert answer(b"GET /login/ HTTP/1.1\r\n" + host + b"X: " + b"a" * 300_000 + b"\r\n\r\n") == 431
    assert answer(b"GET /login/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n") == 400
    assert answer(b"GET /static/../settings.py HTTP/1.1\r\n" + host + b"Connection: close\r\n\r\n") in (302, 404)
    assert answer(b"GET http://evil.example/login/ HTTP/1.1\r\n" + host + b"Connection: close\r\n\r\n") in (200, 400)
