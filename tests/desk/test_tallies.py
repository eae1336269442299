"""Tallies on the desk: the cells of the command line, the claims behind each, pictures and exports with their level."""

from __future__ import annotations

import io
import json
import sqlite3
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from desk_server import faults_of, on_sqlite
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rasd.codebook.book import load
from rasd.desk.linked import linked
from rasd.desk.roles import Role
from rasd.desk.tallies import views
from rasd.exporting import plots
from rasd.ledger.store import Ledger
from rasd.tallying.cells import tally

of = plots.picture_of


def test_cells_are_those_of_the_command_line(client_as: Callable[..., Client], opened_ledger: Ledger) -> None:
    answer = client_as(Role.viewer).get("/tallies/", {"by": ["year", "object"], "status": "asserted"})
    found = linked(60)
    assert found is not None and found.is_current
    expected = tally(found.incidents, ["year", "object"], status=["asserted"]).cells
    assert expected and [row.cell for row in answer.context["rows"]] == list(expected)


def test_every_cell_opens_the_claims_behind_it(client_as: Callable[..., Client]) -> None:
    client = client_as(Role.viewer, "ar")
    rows = client.get("/tallies/").context["rows"]
    for row in rows:
        answer = client.get("/tallies/claims/", {"cell": row.id})
        behind = {claim.id for claim, _ in answer.context["claims"]}
        assert set(row.cell.claims) <= behind and behind, row
    assert client.get("/tallies/claims/", {"cell": "0" * 16}).status_code == 404


def test_what_makes_no_sense_is_told(client_as: Callable[..., Client]) -> None:
    client = client_as(Role.viewer)
    for asked in ({"since": "2021-01-02", "until": "2021-01-01"}, {"side": "no-such-actor"}, {"by": "colour"}):
        answer = client.get("/tallies/", asked)
        assert answer.status_code == 200 and answer.context["form"].errors, asked


def test_every_actor_can_be_chosen_for_a_side(client_as: Callable[..., Client]) -> None:
    client = client_as(Role.viewer, "ar")
    page = client.get("/tallies/").content.decode()
    field = next(part for part in page.split("<input ") if 'name="side"' in part)
    assert 'data-completes="actors"' in field and 'id="actors" data-from="/complete/actors/"' in page
    kinds = {load().actors[id_]["kind"] for id_, _ in client.get("/complete/actors/", {"q": "شرطة"}).json()}
    assert "police" in kinds


def test_what_a_person_decides_is_in_the_next_tally(client_as: Callable[..., Client], opened_ledger: Ledger) -> None:
    client = client_as(Role.viewer)
    row = next(row for row in client.get("/tallies/").context["rows"] if len(row.cell.claims) == 1)
    opened_ledger.decide(row.cell.claims[0], "rejected", reason="not so", by="reviewer")
    assert row.cell not in [other.cell for other in client.get("/tallies/").context["rows"]]


def test_a_page_has_few_rows_and_queries(
    client_as: Callable[..., Client], opened_ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_as(Role.viewer)
    client.get("/tallies/")
    monkeypatch.setattr(views, "ROWS", 5)
    with CaptureQueriesContext(connections["default"]) as queries:
        answer = client.get("/tallies/", {"page": 2})
    assert len(answer.context["rows"]) == 5 and len(queries) <= 9


def test_exports_are_for_publishers_and_in_the_log(client_as: Callable[..., Client], opened_ledger: Ledger) -> None:
    asked = {"format": "xlsx", "sharing": "public"}
    assert client_as(Role.editor).post("/tallies/export/", asked).status_code == 403
    publisher = client_as(Role.publisher)
    book = publisher.post("/tallies/export/", asked)
    assert book.headers["Content-Disposition"] == 'attachment; filename="rasd-xlsx-public.xlsx"'
    sheets = openpyxl.load_workbook(io.BytesIO(b"".join(book.streaming_content))).sheetnames  # type: ignore[arg-type]
    assert len(sheets) >= 3
    folder = publisher.post("/tallies/export/", {"format": "csv", "sharing": "internal"})
    names = zipfile.ZipFile(io.BytesIO(b"".join(folder.streaming_content))).namelist()  # type: ignore[arg-type]
    assert any(name.endswith(".csv") for name in names)
    told = [(entry.action, entry.who) for entry in opened_ledger.log()][-2:]
    assert told == [("exported", "publisher")] * 2
    assert publisher.post("/tallies/export/", {"format": "pdf"}).status_code == 302


@on_sqlite
def test_nothing_of_an_export_is_left_on_the_disk(
    client_as: Callable[..., Client], opened_ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    publisher, asked = client_as(Role.publisher), {"format": "csv", "sharing": "internal"}
    answer = publisher.post("/tallies/export/", asked)
    assert int(answer["Content-Length"]) > 1000 and not list(folder.iterdir())
    answer.close()  # the client has gone before the first byte
    with sqlite3.connect(opened_ledger.door.address.settings["NAME"]) as other, connections["default"].cursor() as own:
        own.execute("PRAGMA busy_timeout = 10")
        other.execute("BEGIN IMMEDIATE")
        refused = publisher.post("/tallies/export/", asked)
        other.rollback()
    assert refused.status_code == 302 and not list(folder.iterdir())


@on_sqlite
def test_whom_a_rejected_claim_names_stays_private(client_as: Callable[..., Client], opened_ledger: Ledger) -> None:
    file = Path(opened_ledger.door.address.settings["NAME"]).with_name("named.jsonl")
    told = (
        "قُتل المدني همهام الخرطبيل (34 عاما) برصاص قناص في مدينة حلب يوم 3 يناير 2018. "
        "وأصيب 4 مدنيين كانوا مع الخرطبيل في قصف على مدينة إدلب يوم 5 يناير 2018."
    )
    file.write_text(json.dumps({"id": "named", "text": told, "published": "2018-01-20"}), encoding="utf-8")
    opened_ledger.add([file])
    [naming] = [claim for claim in opened_ledger.claims(report="named") if claim.persons]
    opened_ledger.decide(naming.id, "rejected", reason="of another war", by="reviewer")
    answer = client_as(Role.publisher).post("/tallies/export/", {"format": "jsonl", "sharing": "public"})
    public = b"".join(answer.streaming_content).decode()  # type: ignore[arg-type]
    assert "مع ▮ في قصف" in public and "الخرطبيل" not in public


@on_sqlite
def test_a_cell_shows_no_claims_of_another_side(client_as: Callable[..., Client], opened_ledger: Ledger) -> None:
    file = Path(opened_ledger.door.address.settings["NAME"]).with_name("vague.jsonl")
    told = (
        "مقتل عشرات من جنود الجيش السوري في قصف على مدينة سرمدا يوم 3 مارس 2019.",
        "مقتل عشرات من عناصر هيئة تحرير الشام في قصف على مدينة سرمدا يوم 3 مارس 2019.",
    )
    file.write_text(
        "\n".join(json.dumps({"id": str(n), "text": text}) for n, text in enumerate(told)), encoding="utf-8"
    )
    opened_ledger.add([file])
    client = client_as(Role.viewer)
    asked = {"by": ["side", "object"], "since": "2019-03-01", "until": "2019-03-31"}
    rows = [row for row in client.get("/tallies/", asked).context["rows"] if row.cell.unquantified]
    assert len({row.cell.key["side"] for row in rows}) == 2
    for row in rows:
        behind = client.get("/tallies/claims/", {**asked, "cell": row.id}).context["claims"]
        assert {claim.id for claim, _ in behind} == set(row.cell.vague)


def test_an_export_holds_what_is_asked_for(client_as: Callable[..., Client], opened_ledger: Ledger) -> None:
    publisher = client_as(Role.publisher)
    form = {"format": "jsonl", "sharing": "internal"}

    def claims(address: str, **given: str) -> list[dict[str, Any]]:
        answer = publisher.post(address, {**form, **given})
        return [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]  # type: ignore[arg-type]

    everything = claims("/tallies/export/?status=denied")
    denied = claims("/tallies/export/?status=denied", what="asked")
    assert denied and [c for c in everything if c["status"] == "denied"] == denied and len(denied) < len(everything)
    [entry] = list(opened_ledger.log())[-1:]
    assert json.loads(entry.details or "")["asked"] == "all days · claims heard: denied"
    assert publisher.post("/tallies/export/?side=nobody", {**form, "what": "asked"}).status_code == 302


def test_the_picture_is_public_for_all_but_publishers(client_as: Callable[..., Client]) -> None:
    for role, marked in ((Role.viewer, True), (Role.publisher, False)):
        svg = client_as(role).get("/tallies/plot.svg", {"sharing": "internal"}).content.decode()
        assert svg.startswith("<?xml") and ("For the public" in svg) is marked


def test_a_picture_of_nothing_says_so(client_as: Callable[..., Client]) -> None:
    asked = {"by": ["month"], "since": "1950-01-01", "until": "1950-12-31"}
    for language, words in (("en", "Nothing of the kind"), ("ar", 'direction="rtl"')):
        answer = client_as(Role.viewer).get("/tallies/plot.svg", asked, headers={"accept-language": language})
        assert answer.status_code == 200 and answer.headers["Content-Type"] == "image/svg+xml"
        assert words in answer.content.decode()
    answer = client_as(Role.viewer).get("/tallies/plot.svg", {**asked, "download": "1"})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "asked",
    [
        {"by": ["month", "side"]},
        {"by": ["side", "month"], "status": "asserted"},
        {"by": ["place", "side", "month"], "since": "2000-01-01"},
        {"by": ["object", "month"], "side": "syr-government"},
    ],
)
def test_the_picture_has_the_very_figures_of_its_table(
    client_as: Callable[..., Client], monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any]
) -> None:
    drawn: list[Any] = []
    monkeypatch.setattr(plots, "picture_of", lambda *given: drawn.append((given, of(*given))) or drawn[-1][1])
    client = client_as(Role.viewer, "en")
    rows = client.get("/tallies/", asked).context["rows"]
    cells = [row.cell for row in rows if row.cell.action in plots.ACTIONS and row.cell.key["month"]]
    answer = client.get("/tallies/plot.svg", asked)
    if not cells:
        assert not drawn or not drawn[-1][1].panels
        return
    assert answer.status_code == 200 and "not for sharing" in answer.content.decode()
    [((share, plot, _), picture)] = drawn
    assert plot.by[0] == "month" and set(plot.by) == set(asked["by"]) and share.left.withheld == 0
    marks = Counter((m.value, m.low, m.best, m.high) for panel in picture.panels for m in panel.marks)
    figures = Counter((c.key["month"], c.low, c.best, c.high) for c in cells)
    left = f"Not drawn for want of room: {len(cells) - marks.total()}"
    assert marks == figures or (marks < figures and left in " ".join(picture.notes))


@on_sqlite
@pytest.mark.parametrize(("language", "scheme"), [("ar", "light"), ("en", "dark")])
def test_tallies_in_the_browser(page_as: Callable[..., Any], language: str, scheme: str) -> None:
    page = page_as("publisher", language, color_scheme=scheme, viewport={"width": 360, "height": 740})
    page.goto("/tallies/")
    page.wait_for_selector("table")
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.click("details.picture summary")
    page.evaluate("() => document.querySelector('.picture img').decode()")  # fails where it cannot be drawn
    with page.expect_download() as download:
        page.click(".export button")
    assert download.value.suggested_filename == "rasd-xlsx-public.xlsx"
    page.click("tbody tr:first-child a")
    page.wait_for_selector(".behind .evidence")
    assert faults_of(page) == []
    page.keyboard.press("Escape")
    page.wait_for_selector("table")
