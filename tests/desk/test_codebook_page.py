"""The codebook on the desk: found in any spelling, unknown names by frequency, proposals for the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk_server import faults_of, on_sqlite
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rasd.codebook import own
from rasd.codebook.missing import missing
from rasd.desk.linked import linked
from rasd.desk.models import Proposal
from rasd.desk.roles import Role


def ids(answer: Any) -> list[str]:
    return [known.id for known in answer.context["page_obj"]]


def test_actors_are_found_in_any_spelling(client_as: Callable[..., Client]) -> None:
    client = client_as(Role.viewer, "ar")
    for asked in ("قوات سوريا الديموقراطية", "قُوّات سوريا الديمقراطية", "syr-sdf"):
        assert "syr-sdf" in ids(client.get("/codebook/", {"q": asked})), asked
    assert ids(client.get("/codebook/", {"q": "لا أحد بهذا الاسم"})) == []
    narrowed = client.get("/codebook/", {"country": "LY", "kind": "army"})
    assert {known.country for known in narrowed.context["page_obj"]} == {"LY"}
    assert [word.code for word, _ in client.get("/codebook/", {"q": "دبابة"}).context["words"]] == ["vehicle.tank"]


def test_an_actor_shows_its_names_and_where_it_is_documented(client_as: Callable[..., Client]) -> None:
    client = client_as(Role.viewer)
    text = client.get("/codebook/actors/syr-government/").content.decode()
    assert "نظام الأسد" in text and "Wikipedia" in text and "friends or enemies" in text
    assert client.get("/codebook/actors/no-such/").status_code == 404


def test_unknown_names_come_by_frequency(client_as: Callable[..., Client]) -> None:
    answer = client_as(Role.viewer).get("/codebook/unknown/")
    found = linked(60)
    assert found is not None
    expected = [(name, number) for name, _, number in missing(found.file.claims())]
    assert expected and [(name, number) for name, _, number in answer.context["rows"]] == expected[:60]


def test_proposals_are_applied_by_the_command_line(
    client_as: Callable[..., Client], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASD_DATA_DIR", str(tmp_path / "data"))
    client = client_as(Role.reviewer)
    new = {"name": "حرس النهر", "actor": "own-river-guard", "kind": "group", "en": "River Guard", "country": "sy"}
    assert client.post("/codebook/unknown/", {**new, "source": "a press release"}).status_code == 302
    also = {"name": "جند الفرات الأعلى", "also": "syr-sdf", "source": "a press release"}
    assert client.post("/codebook/unknown/", also).status_code == 302
    assert client.get("/codebook/proposals.yaml").status_code == 403
    path = tmp_path / "proposals.yaml"
    path.write_bytes(client_as(Role.editor).get("/codebook/proposals.yaml").content)
    assert own.add(path) == 2
    assert own.folder().joinpath("proposals.yaml").is_file()


def test_what_the_lint_refuses_is_not_proposed(client_as: Callable[..., Client]) -> None:
    client = client_as(Role.reviewer)
    for wrong in (
        {"name": "حرس النهر"},
        {"name": "حرس النهر", "also": "syr-sdf", "actor": "own-x"},
        {"name": "حرس النهر", "also": "no-such"},
        {"name": "حزب الله", "actor": "own-x", "kind": "group", "en": "X"},
    ):
        answer = client.post("/codebook/unknown/", {**wrong, "source": "somewhere"})
        assert answer.status_code == 200 and answer.context["form"].errors, wrong
    assert not Proposal.objects.exists()


def test_who_may_propose_and_take_back(client_as: Callable[..., Client]) -> None:
    also = {"name": "جند الفرات الأعلى", "also": "syr-sdf", "source": "a press release"}
    assert client_as(Role.viewer).post("/codebook/unknown/", also).status_code == 403
    client_as(Role.editor).post("/codebook/unknown/", also)
    address = f"/codebook/proposals/{Proposal.objects.get().pk}/withdraw/"
    assert client_as(Role.reviewer).post(address).status_code == 403
    assert client_as(Role.editor).post(address).status_code == 302
    assert not Proposal.objects.exists()


def test_pages_have_few_queries_and_are_small(client_as: Callable[..., Client]) -> None:
    client = client_as(Role.reviewer)
    for address in ("/codebook/", "/codebook/unknown/"):
        client.get(address)
        with CaptureQueriesContext(connections["default"]) as queries:
            answer = client.get(address)
        assert len(queries) <= 10 and len(answer.content) < 300_000, address


@on_sqlite
@pytest.mark.parametrize(("language", "scheme"), [("ar", "light"), ("en", "dark")])
def test_the_codebook_in_the_browser(page_as: Callable[..., Any], language: str, scheme: str) -> None:
    page = page_as("editor", language, color_scheme=scheme, viewport={"width": 360, "height": 740})
    page.goto("/codebook/")
    page.keyboard.press("/")
    page.keyboard.type("الجيش اللبناني")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.click("tbody th a")
    page.wait_for_selector(".facts")
    assert faults_of(page) == []
    page.goto("/codebook/unknown/")
    page.wait_for_selector("#propose")
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
