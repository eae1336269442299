"""Ledgers filled from the examples with an account for each role; Django's client, and a browser before a real desk.

``kept`` is the address of a ledger of its own for each test, on SQLite and on PostgreSQL. ``client_as(role)`` answers
in this process, ``browser`` and ``page_as`` show what a person sees of the ``desk`` served from the same ledger.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from desk_server import PASSWORD, Desk
from django.contrib.auth import get_user_model
from django.db import connections
from django.test import Client
from django.test.utils import setup_test_environment, teardown_test_environment
from postgres_server import Server

from rasd.desk.accounts import giving
from rasd.desk.opening import database, prepare
from rasd.desk.roles import Role
from rasd.ledger.address import parse
from rasd.ledger.store import Ledger

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
_numbers = itertools.count(1)


@pytest.fixture(scope="session", autouse=True)
def watched() -> Iterator[None]:
    """Answers carry the forms and lists that they were made from."""
    setup_test_environment()
    yield
    teardown_test_environment()


@contextmanager
def opened(where: str) -> Iterator[None]:
    """A ledger as the desk's in this process."""
    before = connections.settings["default"]
    _use(connections.configure_settings({"default": database(parse(where))})["default"])
    try:
        yield
    finally:
        connections["default"].close()
        _use(before)


def _use(settings: Any) -> None:
    connections.settings["default"] = settings
    with suppress(AttributeError):  # this thread has had none
        del connections["default"]


def _fill(where: str) -> str:
    with Ledger.open(where) as ledger:
        ledger.add([EXAMPLES / name for name in ("report.html", "report.txt", "reports.jsonl")])
    with opened(where):
        prepare(where)
        for role in Role:
            giving.make(role.name, PASSWORD, role)
    connections.close_all()
    return where


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file with a filled ledger, to be copied."""
    return _fill(str(tmp_path_factory.mktemp("desk") / "rasd.db"))


@pytest.fixture(scope="session")
def filled_database(server: Server) -> str:
    """A database with a filled ledger, to be copied."""
    server.execute("CREATE DATABASE filled_ledger")
    _fill(server.url("filled_ledger"))
    return "filled_ledger"


@pytest.fixture
def kept_file(filled_file: str, tmp_path: Path) -> str:
    """A filled ledger in a file."""
    return str(shutil.copy(filled_file, tmp_path / "rasd.db"))


@pytest.fixture
def kept_database(server: Server, filled_database: str) -> Iterator[str]:
    """A filled ledger on PostgreSQL."""
    name = f"desk_{next(_numbers)}"
    server.execute(f"CREATE DATABASE {name} TEMPLATE {filled_database}")
    yield server.url(name)
    server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest) -> str:
    """A filled ledger on each database."""
    found: str = request.getfixturevalue("kept_file" if request.param == "sqlite" else "kept_database")
    return found


@pytest.fixture
def opened_ledger(kept: str) -> Iterator[Ledger]:
    """The same, as the desk's ledger in this process."""
    with opened(kept):
        yield Ledger.default()


@pytest.fixture
def client_as(opened_ledger: Ledger) -> Callable[..., Client]:
    """Django's client, logged in with a role; a stranger for none."""

    def client_as(role: Role | str | None = Role.administrator, language: str = "en") -> Client:
        client = Client(SERVER_NAME="localhost", headers={"accept-language": language})
        if role is not None:
            name = role.name if isinstance(role, Role) else role
            client.force_login(get_user_model().objects.get(username=name))
        return client

    return client_as


# ---- what people see


@pytest.fixture
def desk(kept: str) -> Iterator[Desk]:
    """The real desk on a filled ledger."""
    desk = Desk(kept)
    yield desk
    said = desk.stop()
    assert "Traceback" not in said, said


def session_of(where: str, name: str) -> str:
    """The key of a session at a desk on this ledger, as if the person had logged in."""
    with opened(where):
        client = Client()
        client.force_login(get_user_model().objects.get(username=name))
        connections["default"].close()
        return client.cookies["desk_session"].value


@pytest.fixture
def page_as(browser: Any, desk: Desk, kept: str) -> Iterator[Callable[..., Any]]:
    """A page of the browser, logged in with a role; whatever the page complains of in its console fails the test."""
    contexts, complaints = [], []

    def page_as(role: str | None = "administrator", language: str = "ar", **options: Any) -> Any:
        locale = {"ar": "ar-SY", "en": "en-GB"}[language]
        context = browser.new_context(locale=locale, base_url=desk.url, reduced_motion="reduce", **options)
        contexts.append(context)
        if role is not None:
            context.add_cookies([{"name": "desk_session", "value": session_of(kept, role), "url": desk.url}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    page_as.complaints = complaints  # type: ignore[attr-defined]
    yield page_as
    for context in contexts:
        context.close()
    assert not complaints, complaints
