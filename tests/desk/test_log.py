"""The log: who did what, filters, older pages; and the check of everything, as a person starts it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

import pytest
from desk_server import faults_of, on_sqlite
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from rasd.desk import working
from rasd.desk.log import views
from rasd.desk.log.wording import BROKEN, CHECKED, told_of
from rasd.desk.roles import Role
from rasd.ledger import verifying
from rasd.ledger.models import Blob, LogEntry
from rasd.ledger.store import Ledger


def numbers(answer: Any) -> list[int]:
    return [line.number for line in answer.context["lines"]]


def test_the_newest_comes_first_and_filters_narrow(client_as: Callable[..., Client], opened_ledger: Ledger) -> None:
    client = client_as(Role.viewer)
    last = opened_ledger.seal()
    answer = client.get("/log/")
    assert numbers(answer)[0] == last[0] and f"{last[0]}-{last[1]}" in answer.content.decode()
    answer = client.get("/log/", {"action": "added"})
    assert {line.action for line in answer.context["lines"]} == {"added"}
    assert numbers(client.get("/log/", {"who": "nobody"})) == []
    assert numbers(client.get("/log/", {"until": "2001-01-01"})) == []
    assert numbers(client.get("/log/", {"since": "2001-01-01", "before": 3})) == [2, 1]
    assert numbers(client.get("/log/", {"since": "no day"}))  # a filter that makes no sense is told, not a crash


def test_older_entries_are_a_page_away(
    client_as: Callable[..., Client], opened_ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "SHOWN", 5)
    client, seen, address = client_as(Role.viewer, "ar"), [], "/log/"
    while address:
        answer = client.get(address)
        seen += numbers(answer)
        older = re.search(r'rel="next" href="\?([^"]+)"', answer.content.decode())
        address = f"/log/?{older[1]}" if older else ""
    assert seen == sorted(LogEntry.objects.values_list("number", flat=True), reverse=True)


def test_a_page_costs_the_same_however_long_the_log(client_as: Callable[..., Client], opened_ledger: Ledger) -> None:
    client = client_as(Role.viewer)
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connections["default"]) as queries:
            client.get("/log/")
        costs.append(len(queries))
        for number in range(150):
            opened_ledger.record("exported", {"rows": number})
    assert costs[0] >= costs[1] and costs[1] <= 9


def checked(client: Client, **posted: str) -> Any:
    client.post("/log/verify/", posted)
    work = working.latest("verify")
    assert work is not None and work.wait(60)
    return client.get("/log/verify/", headers={"HX-Request": "true"})


@on_sqlite
def test_a_change_is_named(client_as: Callable[..., Client], opened_ledger: Ledger) -> None:
    client = client_as(Role.reviewer)
    number, seal = opened_ledger.seal()
    answer = checked(client, seal=f"{number}-{seal}")
    assert not answer.context["problems"] and answer.context["verified"].sealed == number
    answer = checked(client, seal="0" * 64)
    assert "was rewritten" in answer.context["problems"][0]
    kept = Blob.objects.first()
    assert kept is not None
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger_blob'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute("UPDATE ledger_blob SET size = size + 1 WHERE sha256 = %s", [kept.sha256])
    answer = checked(client)
    assert any(kept.sha256 in problem for problem in answer.context["problems"])


def test_viewers_read_and_do_not_start_checks(client_as: Callable[..., Client]) -> None:
    client = client_as(Role.viewer)
    assert client.post("/log/verify/").status_code == 403
    assert client.get("/log/verify/").status_code == 302
    assert "Check everything" not in re.sub(r"data-keys=\S+.*", "", client.get("/log/").content.decode())


@on_sqlite
@pytest.mark.parametrize(("language", "scheme"), [("ar", "light"), ("en", "dark")])
def test_everything_is_checked_by_one_key(page_as: Callable[..., Any], language: str, scheme: str) -> None:
    page = page_as("reviewer", language, color_scheme=scheme, viewport={"width": 360, "height": 740})
    page.goto("/log/")
    page.keyboard.press("v")
    page.wait_for_selector("#check .soft time")
    assert {"ar": "كل شيء كما حُفظ", "en": "Everything is as it was kept"}[language] in page.inner_text("#check")
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_everything_that_a_check_can_find_is_worded() -> None:
    source = inspect.getsource(verifying)
    found = re.findall(r'self\._broken\(\s*(?:message|"[^"]*"),\s*"([a-z-]+)"((?:,\s*\w+=[^,)]+)*)', source)
    assert {code for code, _ in found} == BROKEN.keys()
    for code, given in found:
        names = set(re.findall(r"%\((\w+)\)s", str(BROKEN[code])))
        assert names <= set(re.findall(r"(\w+)=", given)), code
    assert set(verifying._CHECKED) == CHECKED.keys()


def test_what_is_broken_is_told_in_the_reader_s_language() -> None:
    problem = verifying.Problem("{what} {key}: is gone", "gone", what="decision", key=12)
    with translation.override("ar"):
        assert told_of(problem) == "هذا مفقود: القرار 12"
