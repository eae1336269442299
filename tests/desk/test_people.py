"""People: invited by a link that works once, roles given and taken, accounts switched off; all of it in the log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from desk_server import faults_of, on_sqlite
from django.test import Client

from rasd.desk.roles import Role, role_of
from rasd.ledger.models import User
from rasd.ledger.store import Ledger

CHOSEN = "seven-quiet-harbours"


def invite(client: Client, name: str = "سلمى", role: str = "editor") -> str:
    answer = client.post("/people/", {"name": name, "role": role})
    link: str = answer.context["link"]
    assert answer.content.decode().count(link) == 1
    return link.replace("http://localhost", "")


def choose(client: Client, link: str, password: str = CHOSEN) -> Any:
    form = client.get(link, follow=True)
    if "/login/" in form.redirect_chain[-1][0]:
        return None
    address = form.redirect_chain[-1][0]
    return client.post(address, {"new_password1": password, "new_password2": password})


def test_an_invitation_gives_an_account_once(client_as: Callable[..., Client], opened_ledger: Ledger) -> None:
    link = invite(client_as(Role.administrator))
    stranger = client_as(None)
    assert choose(stranger, link, "password").context["form"].errors  # too weak
    assert choose(stranger, link).status_code == 302
    assert stranger.post("/login/", {"username": "سلمى", "password": CHOSEN}).headers["Location"] == "/"
    assert choose(client_as(None), link) is None
    user = User.objects.get(username="سلمى")
    assert role_of(user) is Role.editor and user.has_usable_password()
    told = [(entry.action, entry.who) for entry in opened_ledger.log()][-2:]
    assert told == [("invited", "administrator"), ("password set", "سلمى")]
    assert not opened_ledger.verify().problems


def test_a_false_link_answers_nothing(client_as: Callable[..., Client]) -> None:
    for link in ("/choose/MQ/c0ffee-abcdef/", "/choose/%D8%B3/x-y/", "/choose/MQ/set-password/"):
        answer = client_as(None).get(link)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/login/")


def test_a_name_is_taken_once_and_strangers_letters_are_refused(client_as: Callable[..., Client]) -> None:
    client = client_as(Role.administrator)
    for name in ("Editor", "a b", "<b>"):
        answer = client.post("/people/", {"name": name, "role": "viewer"})
        assert answer.context["form"].errors["name"] and "link" not in answer.context
    assert client.post("/people/", {"name": "x", "role": "queen"}).context["form"].errors["role"]


def test_roles_are_given_and_one_administrator_stays(client_as: Callable[..., Client]) -> None:
    client = client_as(Role.administrator)
    person = {name: f"/people/{User.objects.get(username=name).pk}/" for name in ("viewer", "administrator")}
    assert client.post(person["administrator"], {"do": "off"}, follow=True).status_code == 200
    assert User.objects.get(username="administrator").is_active
    client.post(person["viewer"], {"do": "role", "role": "administrator"})
    assert role_of(User.objects.get(username="viewer")) is Role.administrator
    assert client.post(person["viewer"], {"do": "dance"}).status_code == 400
    assert client.post("/people/0/", {"do": "off"}).status_code == 404
    other = client_as("viewer")
    assert other.get("/people/").status_code == 200
    client.post(person["viewer"], {"do": "off"})
    assert other.get("/people/").status_code == 302  # sessions of an account that is off are over


def test_a_new_password_by_link_ends_old_sessions(client_as: Callable[..., Client]) -> None:
    person = f"/people/{User.objects.get(username='reviewer').pk}/"
    old = client_as(Role.reviewer)
    assert old.get("/settings/").status_code == 200
    link = client_as(Role.administrator).post(person, {"do": "link"}).context["link"].replace("http://localhost", "")
    assert choose(client_as(None), link).status_code == 302
    assert old.get("/settings/").status_code == 302


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.administrator])
def test_only_administrators_see_people(client_as: Callable[..., Client], role: Role) -> None:
    client = client_as(role)
    assert client.get("/people/").status_code == 403
    assert client.post("/people/", {"name": "x", "role": "viewer"}).status_code == 403
    assert client.post("/people/1/", {"do": "off"}).status_code == 403


@on_sqlite
@pytest.mark.parametrize(("language", "scheme"), [("ar", "dark"), ("en", "light")])
def test_a_person_is_invited_in_the_browser(page_as: Callable[..., Any], language: str, scheme: str) -> None:
    page = page_as("administrator", language, color_scheme=scheme, viewport={"width": 360, "height": 740})
    page.goto("/people/")
    page.fill("#id_name", "نور")
    page.click("aside button.main")
    link = page.input_value(".link input")
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    guest = page_as(None, language, color_scheme=scheme)
    guest.goto(link)
    assert faults_of(guest) == []
    guest.fill("#id_new_password1", CHOSEN)
    guest.fill("#id_new_password2", CHOSEN)
    guest.click("button.main")
    guest.fill("#id_username", "نور")
    guest.fill("#id_password", CHOSEN)
    guest.click("button.main")
    guest.wait_for_url(lambda address: "/login/" not in address)
