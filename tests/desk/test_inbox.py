"""The inbox: what waits, the newest first, searched in Arabic however it is written, and reports that are added."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from desk_server import faults_of, on_sqlite
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rasd.desk.inbox import forms, listing
from rasd.desk.roles import Role
from rasd.ledger.asking import Question
from rasd.ledger.connecting import Door
from rasd.ledger.store import Ledger

TEXT = "قُتل ثلاثة جنود في حلب أمس، وفق ما أعلن الدفاع المدني."
HOSTILE = "قُتل ٤ جنود في <script>alert(1)</script> حلب\u202eبلح أمس، وفق الدفاع المدني."


def test_the_newest_come_first_and_pages_miss_nothing(opened_ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    door = opened_ledger.door
    whole = listing.listed(door, Question(review="all"))
    assert [row.key for row in whole.rows] == sorted((row.key for row in whole.rows), reverse=True)
    assert whole.older is None and whole.number == opened_ledger.count(review="all")
    monkeypatch.setattr(listing, "PAGE", 2)
    assert _walked(door) == [row.key for row in whole.rows]  # few fit: all are looked at
    monkeypatch.setattr(listing, "MOST", 5)
    monkeypatch.setattr(listing, "_FEW", 3)
    assert _walked(door) == [row.key for row in whole.rows]  # many fit: as many as fill a page
    assert listing.listed(door, Question(review="all", action="killed")).is_more


def _walked(door: Door) -> list[int]:
    """The reports of all pages."""
    keys: list[int] = []
    before = None
    while True:
        page = listing.listed(door, Question(review="all"), before)
        keys += [row.key for row in page.rows]
        before = page.older
        if before is None:
            break
    return keys


def test_search_ignores_diacritics_and_letter_variants(client_as: Callable[..., Client]) -> None:
    client = client_as()
    numbers = set()
    for words in ("الإسرائيلي", "الاسرائيلى", "الإسْرائيليّ"):
        found = client.get("/inbox/", {"text": words, "state": "all"}).context["listing"]
        numbers.add(found.number)
    assert len(numbers) == 1 and numbers.pop() > 0


def test_filters_narrow_and_what_makes_no_sense_is_said(client_as: Callable[..., Client]) -> None:
    client = client_as()
    everything = client.get("/inbox/?state=all").context["listing"].number
    for query in ("action=killed", "place=SY", "rule=victims-of-noun", "object=person", "status=alleged"):
        assert 0 < client.get(f"/inbox/?state=all&{query}").context["listing"].number < everything, query
    for query in ("rule=no-such-rule", "side=nobody", "since=2020-02-01&until=2020-01-01"):
        answer = client.get(f"/inbox/?{query}")
        assert answer.status_code == 200 and answer.context["told"], query
    for query in ("action=danced", "since=tomorrow", "before=x", "before=" + "9" * 40, "state=odd"):
        assert client.get(f"/inbox/?{query}").status_code == 200, query


def test_the_number_of_queries_does_not_grow_with_the_ledger(
    client_as: Callable[..., Client], opened_ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_as()

    def queries(address: str) -> int:
        with CaptureQueriesContext(connections["default"]) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    client.get("/inbox/")
    before = queries("/inbox/")
    files = [(f"{n}.txt", f"{TEXT} وأصيب {n + 20} مدنيا.".encode()) for n in range(40)]
    opened_ledger.receive(files)
    assert queries("/inbox/") == before <= 14
    assert queries("/inbox/?action=killed&text=حلب") <= before + 1  # whether the state asked for is rare
    monkeypatch.setattr(listing, "MOST", 5)
    assert queries("/inbox/") <= before + 2


def test_a_pasted_report_is_read_and_shown_at_once(client_as: Callable[..., Client], opened_ledger: Ledger) -> None:
    client = client_as(Role.reviewer)
    answer = client.post("/inbox/add/", {"text": HOSTILE, "outlet": "وكالة", "published": "2020-01-27"}, follow=True)
    text = answer.content.decode()
    assert "<script>alert" not in text and "&lt;script&gt;" in text
    assert "\u202e" not in text and "U+202E RIGHT-TO-LEFT OVERRIDE" in text
    assert "1 claim read" in text and answer.context["cards"][0].claim.outlet == "وكالة"
    entries = list(opened_ledger.log())[-2:]
    assert {entry.who for entry in entries} == {"reviewer"}
    assert not opened_ledger.verify().problems


def test_files_are_limited_by_size_and_kind(client_as: Callable[..., Client], monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_as(Role.reviewer)
    files = [
        SimpleUploadedFile("a.txt", TEXT.encode()),
        SimpleUploadedFile("b.png", b"\x89PNG\r\n\x1a\n" + bytes(99)),
        SimpleUploadedFile("c.txt", b"no Arabic here at all, only English words"),
    ]
    answer = client.post("/inbox/add/", {"sent": files}, follow=True)
    told = [(message.level_tag, str(message)) for message in answer.context["messages"]]
    assert [level for level, _ in told] == ["success", "error", "error"], told
    monkeypatch.setattr(forms, "LARGEST", 10)
    answer = client.post("/inbox/add/", {"sent": [SimpleUploadedFile("a.txt", TEXT.encode())]}, follow=True)
    assert "too large" in answer.content.decode()
    assert "Choose a file" in client.post("/inbox/add/", {"text": "  "}, follow=True).content.decode()


def test_a_text_that_is_refused_is_not_lost(client_as: Callable[..., Client]) -> None:
    client = client_as(Role.reviewer)
    for sent, said in (
        ({"text": "no Arabic here at all", "outlet": "x"}, "holds no Arabic"),
        ({"text": TEXT, "published": "yesterday"}, "This is no day"),
    ):
        answer = client.post("/inbox/add/", sent)
        page = answer.content.decode()
        assert answer.status_code == 400 and said in page
        assert sent["text"] in answer.context["adding"]["text"].value()


def test_a_report_without_a_title_is_headed_by_its_first_words(
    client_as: Callable[..., Client], opened_ledger: Ledger
) -> None:
    opened_ledger.receive([("p-17.txt", ("  \n\n" + TEXT + "\nوأصيب آخرون." + " نص طويل" * 500).encode())])
    (row, *_) = client_as().get("/inbox/").context["listing"].rows
    assert (row.title, row.begins, row.name) == (None, TEXT, "p-17.txt")
    assert TEXT in client_as().get(f"/reports/{row.key}/").content.decode().split("</h1>")[0]


def test_filters_that_make_no_sense_do_not_look_like_an_empty_inbox(client_as: Callable[..., Client]) -> None:
    page = client_as().get("/inbox/?since=x").content.decode()
    assert "Nothing was looked for" in page and "Nothing waits" not in page


def test_searches_are_kept_for_each_person(client_as: Callable[..., Client]) -> None:
    mine, other = client_as(Role.viewer), client_as(Role.editor)
    mine.post("/inbox/searches/", {"name": "قتلى حلب", "query": "action=killed&place=حلب&nonsense=1"})
    (search,) = mine.get("/inbox/").context["searches"]
    assert search.query == "action=killed&place=%D8%AD%D9%84%D8%A8"
    assert other.get("/inbox/").context["searches"] == []
    assert other.post(f"/inbox/searches/{search.pk}/delete/").status_code == 404
    mine.post(f"/inbox/searches/{search.pk}/delete/")
    assert mine.get("/inbox/").context["searches"] == []


def test_reports_without_claims_can_be_looked_for(client_as: Callable[..., Client], opened_ledger: Ledger) -> None:
    opened_ledger.receive([("dull.txt", "عقد المجلس جلسته الأسبوعية وناقش الموازنة.".encode())])
    found = client_as().get("/inbox/?state=empty").context["listing"]
    assert [row.name for row in found.rows] == ["dull.txt"]


@on_sqlite
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_inbox_is_accessible_fits_a_phone_and_takes_a_dropped_file(
    page_as: Callable[..., Any], language: str
) -> None:
    page = page_as("reviewer", language, viewport={"width": 360, "height": 740})
    page.goto("/inbox/?action=killed")
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.emulate_media(color_scheme="dark")
    assert faults_of(page) == []
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "text"
    page.evaluate(
        """(text) => {
            const data = new DataTransfer();
            data.items.add(new File([text], "dropped.txt", { type: "text/plain" }));
            const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
            document.querySelector("[data-drop]").dispatchEvent(drop);
        }""",
        TEXT,
    )
    page.wait_for_url("**/reports/*/")
    assert page.locator(".card").count() == 1


@on_sqlite
@pytest.mark.parametrize(
    ("language", "button", "none"), [("ar", "اختيار ملفات", "لم يُختر شيء"), ("en", "Choose files", "none chosen")]
)
def test_files_are_chosen_in_the_language_of_the_page(
    page_as: Callable[..., Any], language: str, button: str, none: str
) -> None:
    page = page_as("reviewer", language)
    page.goto("/inbox/")
    assert page.locator(".choosing").inner_text().split("\n") == [button, none]
    page.set_input_files("#id_sent", [{"name": "تقرير.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}])
    assert page.locator(".chosen").inner_text() == "تقرير.txt"
    page.locator("form[data-drop] button.main").click()
    page.wait_for_url("**/reports/*/")
