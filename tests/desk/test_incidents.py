"""Incidents on the desk: found, read, confirmed, refused, merged and split; by keyboard alone, in both languages."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from desk_server import faults_of, on_sqlite
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rasd.desk.linked import Linked, linked
from rasd.desk.roles import Role
from rasd.ledger.store import Ledger
from rasd.model import Incident

REPORTS = [
    (
        "b1",
        "وكالة الضفة",
        "قتل 12 مدنيا وأصيب 30 آخرون بانفجار سيارة مفخخة في سوق مدينة الباب أمس الثلاثاء، بحسب مصدر طبي.",
    ),
    (
        "b2",
        "شبكة النهر",
        "أسفر انفجار سيارة مفخخة في سوق مدينة الباب أمس الثلاثاء عن مقتل 15 مدنيا وإصابة 30 آخرين، وفق مسعفين.",
    ),
    ("b3", "منبر البحر", "قتل 3 جنود بهجوم مسلح على حاجز في مدينة العريش أمس الثلاثاء، بحسب مصدر أمني."),
]


@pytest.fixture
def told(opened_ledger: Ledger, tmp_path: Path) -> Ledger:
    """The ledger with reports of two incidents, one of them told twice."""
    lines = [
        json.dumps({"id": id, "outlet": outlet, "text": text, "published": "2020-10-07"}, ensure_ascii=False)
        for id, outlet, text in REPORTS
    ]
    path = tmp_path / "told.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert opened_ledger.add([path]).added == 3
    return opened_ledger


def now() -> Linked:
    found = linked(60)
    assert found is not None and found.is_current
    return found


def of(report: str) -> Incident:
    return next(i for i in now().incidents if any(claim.report.endswith(report) for claim in i.claims))


def test_a_page_at_work_keeps_its_file_while_others_come(told: Ledger, tmp_path: Path) -> None:
    """A page asks, maybe with a thread that has not asked before, of incidents that were compared anew since."""
    held, path, many = now(), now().file.path, now().file.count()
    for day in range(1, 5):
        line = {
            "id": f"n{day}",
            "text": f"قتل {day + 2} جنود في هجوم مسلح على حاجز في العريش.",
            "published": "2020-11-01",
        }
        added = tmp_path / f"{day}.jsonl"
        added.write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
        assert told.add([added]).added == 1
        assert now().file.path != path
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(held.file.count).result() == many
    del held
    gc.collect()
    assert not path.exists() and now().file.path.exists()


def test_incidents_are_listed_and_filtered(client_as: Callable[..., Client], told: Ledger) -> None:
    client = client_as(Role.viewer)
    shown = {line.id for line in client.get("/incidents/").context["lines"]}
    assert shown == {incident.id for incident in now().incidents}
    bab = of("b1").id
    for asked in ({"place": "الباب"}, {"since": "2020-10-06", "until": "2020-10-07", "what": "killed", "place": "SY"}):
        assert [line.id for line in client.get("/incidents/", asked).context["lines"]] == [bab], asked
    assert not client.get("/incidents/", {"actor": "لا أحد"}).context["lines"]
    line = client.get("/incidents/", {"place": "الباب"}).context["lines"][0]
    assert (line.killed.low, line.killed.high, line.reports) == (12, 15, 2)


def test_places_are_named_in_the_language_of_the_page(client_as: Callable[..., Client], told: Ledger) -> None:
    now()
    client = client_as(Role.viewer)
    english = {line.name for line in client.get("/incidents/").context["lines"]}
    arabic = client_as(Role.viewer, "ar").get("/incidents/").context["lines"]
    assert "Al Bab" in english or "Al-Bab" in english or "Al Bāb" in english, english
    assert {line.name for line in arabic} == {None} and any("الباب" in (line.place or "") for line in arabic)


def test_an_incident_shows_who_says_what(client_as: Callable[..., Client], told: Ledger) -> None:
    client = client_as(Role.viewer, "ar")
    answer = client.get(f"/incidents/{of('b1').id}/")
    row = next(row for row in answer.context["rows"] if row.measure.action == "killed")
    assert row.measure.disagree
    assert sorted(told.figure for cell in row.cells for told in cell) == ["١٢", "١٥"]
    assert len(answer.context["lines"].reports) == 2 and len(answer.content) < 300_000
    assert client.get("/incidents/i-0000/").status_code == 404
    claim = of("b3").claims[0].id
    assert client.get(f"/incidents/of/{claim}/").headers["Location"] == f"/incidents/{of('b3').id}/"


def test_pairs_are_judged_and_taken_back(client_as: Callable[..., Client], told: Ledger) -> None:
    client = client_as(Role.reviewer)
    pair = client.get(f"/incidents/{of('b1').id}/").context["within"][0]
    asked = {"a": pair.a.id, "b": pair.b.id}
    assert client.post("/incidents/judge/", {**asked, "verdict": "different"}).status_code == 302
    assert of("b1").id != of("b2").id
    pages = [client.get(f"/incidents/{of(name).id}/").context for name in ("b1", "b2")]
    assert all("reviewer" in {pair.by for pair in [*page["within"], *page["between"]]} for page in pages)
    assert client.post("/incidents/judge/", {**asked, "verdict": "undone"}).status_code == 302
    assert of("b1").id == of("b2").id
    assert client.post("/incidents/judge/", {**asked, "verdict": "perhaps"}).status_code == 400
    assert client.post("/incidents/judge/", {"a": "c-1", "b": "c-2", "verdict": "same"}).status_code == 400
    assert [entry.who for entry in told.log() if entry.action == "judged"] == ["reviewer"] * 2
    assert not told.verify().problems


def test_incidents_are_merged_and_split(client_as: Callable[..., Client], told: Ledger) -> None:
    client = client_as(Role.editor)
    both = [of("b1").id, of("b3").id]
    assert client.post("/incidents/merge/", {"incident": both, "reason": "one day"}).status_code == 302
    assert of("b1").id == of("b3").id == of("b2").id
    out = next(claim.report for claim in of("b1").claims if claim.report.endswith("b3"))
    address = f"/incidents/{of('b1').id}/split/"
    refused = client.post(address, {"report": out})
    assert refused.status_code == 409 and "stand against" in refused.content.decode()
    assert client.post(address, {"report": out, "override": "on"}).status_code == 302
    assert of("b1").id == of("b2").id != of("b3").id
    assert client.post(f"/incidents/{of('b1').id}/split/", {}).status_code == 400
    assert client.post("/incidents/merge/", {"incident": both[:1]}).status_code == 400
    assert client.post("/incidents/merge/", {"incident": ["i-1", "i-2"]}).status_code == 400


def test_only_who_may_changes_anything(client_as: Callable[..., Client], told: Ledger) -> None:
    asked = {"/incidents/judge/": Role.reviewer, "/incidents/merge/": Role.editor, "/incidents/i-1/split/": Role.editor}
    for role in Role:
        client = client_as(role)
        for address, needed in asked.items():
            assert (client.post(address).status_code == 403) is (role < needed), (role, address)
            assert client.get(address).status_code in (403, 405)


def test_a_page_has_a_fixed_number_of_queries(client_as: Callable[..., Client], told: Ledger) -> None:
    client = client_as(Role.viewer)
    address = f"/incidents/{of('b1').id}/"
    for page in ("/incidents/", address):
        client.get(page)
        with CaptureQueriesContext(connections["default"]) as queries:
            client.get(page)
        assert len(queries) <= 9, page


@on_sqlite
@pytest.mark.parametrize(("language", "scheme"), [("ar", "dark"), ("en", "light")])
def test_a_pair_is_confirmed_by_keyboard(told: Ledger, page_as: Callable[..., Any], language: str, scheme: str) -> None:
    page = page_as("editor", language, color_scheme=scheme, viewport={"width": 360, "height": 740})
    page.goto("/incidents/?order=reports")
    page.wait_for_selector(".stop")
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector(".matrix")
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.focus(".said button")
    assert page.locator(".tip").first.is_visible()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.wait_for_selector(".state.accepted")
    page.keyboard.press("j")
    page.keyboard.press("u")
    page.wait_for_selector(".state.corrected")


def test_a_claim_leads_to_its_report(client_as: Callable[..., Client], told: Ledger) -> None:
    client, claim = client_as(Role.viewer), of("b1").claims[0].id
    address = client.get(f"/claims/{claim}/").headers["Location"]
    assert address.endswith(f"?claim={claim}#{claim}") and client.get(address).status_code == 200
    assert client.get("/claims/c-0000/").status_code == 404
