"""A report: its words marked in their order, its claims decided on by keys, two reviewers at once, long texts."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from desk_server import faults_of, on_sqlite
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rasd.desk.report.pieces import CHARACTERS, CLAIMS, pieces
from rasd.desk.roles import Role
from rasd.ledger.store import Ledger

TEXT = (
    "قُتل ثلاثة جنود في حلب أمس، وفق ما أعلن الدفاع المدني.\r\n"
    "وأصيب 12 مدنياً بينهم 4 أطفال في قصف على بلدة النيرب. وعند الفجر سُمع دوي قوي في البلدة."
)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def report(opened_ledger: Ledger) -> int:
    opened_ledger.receive([("new.txt", TEXT.encode())])
    from rasd.ledger.models import Original

    key: int = Original.objects.order_by("-key").values_list("key", flat=True)[0]
    return key


def cards(client: Client, report: int) -> list[Any]:
    found: list[Any] = client.get(f"/reports/{report}/").context["cards"]
    return found


def test_the_text_is_shown_letter_for_letter(client_as: Callable[..., Client], report: int) -> None:
    import html
    import re

    page = client_as().get(f"/reports/{report}/")
    shown = re.search(r'id="report-text"[^>]*>(.*?)</div>', page.content.decode(), re.DOTALL)
    assert shown and html.unescape(re.sub(r"<[^>]+>", "", shown[1])) == TEXT
    assert "&#13;" in shown[1]


def test_deciding_makes_a_row_each_time_with_name_and_time(
    client_as: Callable[..., Client], opened_ledger: Ledger, report: int
) -> None:
    client = client_as(Role.reviewer)
    card = cards(client, report)[0]
    address = f"/reports/{report}/claims/{card.row.record_id}/decide/"
    answer = client.post(address, {"verdict": "accepted", "seen": 0}, headers=HTMX)
    assert answer.status_code == 200 and 'data-review="accepted"' in answer.content.decode()
    card = cards(client, report)[0]
    assert [(d.verdict, d.by) for d in card.decisions] == [("accepted", "reviewer")]
    assert client.post(address, {"verdict": "rejected", "seen": card.seen}, headers=HTMX).status_code == 400
    client.post(address, {"verdict": "rejected", "seen": card.seen, "reason": "موضوع آخر"}, headers=HTMX)
    card = cards(client, report)[0]
    client.post(address, {"verdict": "undone", "seen": card.seen}, headers=HTMX)
    card = cards(client, report)[0]
    assert [d.verdict for d in card.decisions] == ["accepted", "rejected", "undone"] and card.row.review == ""
    assert [d.told for d in card.decisions] == ["accepted", "rejected", "taken back"]
    assert not opened_ledger.verify().problems


def test_the_second_of_two_reviewers_is_told_and_overwrites_nothing(
    client_as: Callable[..., Client], report: int
) -> None:
    first, second = client_as(Role.reviewer), client_as(Role.editor)
    card = cards(second, report)[0]
    address = f"/reports/{report}/claims/{card.row.record_id}/decide/"
    first.post(address, {"verdict": "accepted", "seen": 0}, headers=HTMX)
    answer = second.post(address, {"verdict": "rejected", "reason": "x", "seen": card.seen}, headers=HTMX)
    assert answer.status_code == 409
    assert "reviewer has decided on this meanwhile" in answer.content.decode()
    assert answer.headers["HX-Retarget"] == f"#{card.row.record_id}"
    plain = second.post(address, {"verdict": "rejected", "reason": "x", "seen": card.seen})
    assert plain.status_code == 409 and "meanwhile" in plain.content.decode()
    form = {**_form(second, report, card.row.record_id), "low": "4", "high": "4", "seen": card.seen}
    told = second.post(f"/reports/{report}/claims/{card.row.record_id}/correct/", form, headers=HTMX)
    assert told.status_code == 409
    assert [d.verdict for d in cards(second, report)[0].decisions] == ["accepted"]


def _form(client: Client, report: int, claim: str) -> dict[str, Any]:
    form = client.get(f"/reports/{report}/claims/{claim}/correct/").context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_a_correction_sets_what_differs_and_survives_reading_again(
    client_as: Callable[..., Client], opened_ledger: Ledger, report: int
) -> None:
    client = client_as(Role.reviewer)
    claim = cards(client, report)[0].row.record_id
    address = f"/reports/{report}/claims/{claim}/correct/"
    form = _form(client, report, claim)
    same = client.post(address, {**form, "seen": 0}, headers=HTMX)
    assert "Nothing differs" in same.content.decode()
    wrong = client.post(address, {**form, "agent_words": "كلمات ليست هناك", "seen": 0}, headers=HTMX)
    assert wrong.context["form"].errors.keys() == {"agent_words"}
    wrong = client.post(address, {**form, "agent_words": "مدنيا", "agent_id": "nobody", "seen": 0}, headers=HTMX)
    assert wrong.context["form"].errors.keys() == {"agent_id"}
    given = {**form, "low": "4", "high": "4", "place_words": "النيرب", "place_id": "", "start": "2020-01-25"}
    answer = client.post(address, {**given, "end": "2020-01-25", "seen": 0}, headers=HTMX)
    assert answer.headers["HX-Redirect"] == f"/reports/{report}/?claim={claim}"
    (kept,) = opened_ledger.rows(id=claim)
    assert (kept.review, kept.claim.count.low, kept.claim.place and kept.claim.place.text) == ("corrected", 4, "النيرب")
    assert kept.claim.time and kept.claim.time.start == "2020-01-25"
    decision = next(opened_ledger.decisions())
    assert set(json.loads(decision.fields or "")) <= {"count.low", "count.high", "place", "time"}
    list(opened_ledger.reread(everything=True))
    assert [row.claim.count.low for row in opened_ledger.rows(id=claim)] == [4]
    assert not opened_ledger.verify().problems


def test_a_missed_claim_is_added_by_its_words(
    client_as: Callable[..., Client], opened_ledger: Ledger, report: int
) -> None:
    client = client_as(Role.reviewer)
    words = "سُمع دوي قوي"
    start = TEXT.index(words)
    address = f"/reports/{report}/missed/"
    page = client.get(address, {"start": start - 1, "end": start + len(words) + 1}, headers=HTMX)
    assert page.context["missed"] == words
    form = {
        "evidence": words,
        "span_start": start,
        "span_end": start + len(words),
        "action": "explosion",
        "unit": "item",
    }
    form |= {"stance": "says", "status": "asserted", "scope": "single", "place_words": "النيرب"}
    assert "not in the report" in client.post(address, {**form, "evidence": "شيء آخر"}).content.decode()
    assert client.post(address, {**form, "action": ""}).context["form"].errors.keys() == {"action"}
    claim = client.post(address, form, headers=HTMX).headers["HX-Redirect"].rpartition("=")[2]
    card = next(card for card in cards(client, report) if card.row.record_id == claim)
    assert card.is_added and card.row.review == "accepted" and card.claim.evidence.text == words
    assert card.claim.place and card.claim.place.status == "resolved"
    undone = client.post(
        f"/reports/{report}/claims/{claim}/decide/", {"verdict": "undone", "seen": card.seen}, headers=HTMX
    )
    assert undone.status_code == 200 and not undone.content
    assert claim not in [card.row.record_id for card in cards(client, report)]
    assert not opened_ledger.verify().problems


def test_the_original_is_shown_as_text_and_saved_as_a_file(client_as: Callable[..., Client], report: int) -> None:
    client = client_as(Role.viewer)
    page = client.get(f"/reports/{report}/original/")
    assert "<mark" not in page.content.decode() and "الدفاع المدني" in page.content.decode()
    bytes_ = client.get(f"/reports/{report}/original/bytes/")
    assert bytes_.content == TEXT.encode()
    assert bytes_.headers["Content-Type"] == "application/octet-stream"
    assert bytes_.headers["Content-Disposition"].startswith("attachment")


def test_a_long_report_comes_in_pieces_that_miss_nothing() -> None:
    text = "".join(f"قُتل {n} جنود في حلب أمس.\n" for n in range(3000))
    starts = [n for n in range(len(text)) if text.startswith("قُتل", n)]
    found = pieces(text, starts)
    assert "".join(text[piece.start : piece.end] for piece in found) == text
    assert [n for piece in found for n in range(piece.first, piece.last)] == list(range(3000))
    assert all(piece.last - piece.first <= CLAIMS and piece.end - piece.start <= CHARACTERS for piece in found)
    assert pieces("", []) and len(pieces("ا" * 100_000, [])) < 20


def test_a_report_with_claims_by_the_thousand_is_a_small_page(
    client_as: Callable[..., Client], opened_ledger: Ledger
) -> None:
    text = "".join(f"وقُتل {n} جنود في بلدة النيرب بريف إدلب أمس.\n\n" for n in range(2, 700))
    opened_ledger.receive([("long.txt", text.encode())])
    from rasd.ledger.models import Original

    key = Original.objects.order_by("-key").values_list("key", flat=True)[0]
    client = client_as(Role.reviewer)
    client.get(f"/reports/{key}/")
    with CaptureQueriesContext(connections["default"]) as captured:
        page = client.get(f"/reports/{key}/?part=3")
    assert len(captured) <= 14 and len(page.content) < 300_000
    assert page.context["claims"] >= 690 and page.context["number"] == 3
    last = opened_ledger.count(report="long.txt", review="all")
    assert last == page.context["claims"]


# ---- what people see

_ORDER = """() => {
    const text = document.getElementById("report-text");
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const boxes = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const word of node.data.matchAll(/[\\u0621-\\u064a]{2,}/gu)) {
            const range = document.createRange();
            range.setStart(node, word.index);
            range.setEnd(node, word.index + word[0].length);
            const box = range.getBoundingClientRect();
            boxes.push([word[0], box.left, box.right, box.top, box.bottom]);
        }
    }
    return boxes;
}"""


@on_sqlite
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_words_of_marked_arabic_run_from_right_to_left(page_as: Callable[..., Any], language: str, width: int) -> None:
    page = page_as("reviewer", language, viewport={"width": width, "height": 800})
    page.goto("/inbox/?state=all")
    page.locator("[data-row]").first.click()
    page.wait_for_selector(".card.on")
    assert page.locator("mark").count() > 3
    boxes = page.evaluate(_ORDER)
    assert len(boxes) > 20
    for (one, left, _, top, bottom), (other, _, right, next_top, _) in pairwise(boxes):
        same_line = abs(next_top - top) < (bottom - top) / 2
        assert right <= left + 1.5 if same_line else next_top > top, (one, other)


@on_sqlite
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_report_is_accessible_in_light_and_dark_and_on_a_phone(page_as: Callable[..., Any], language: str) -> None:
    page = page_as("reviewer", language, viewport={"width": 360, "height": 740})
    page.goto("/inbox/?state=all")
    page.locator("[data-row]").first.click()
    page.wait_for_selector(".card.on")
    assert faults_of(page) == []
    page.emulate_media(color_scheme="dark")
    page.keyboard.press("w")
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.keyboard.press("e")
    page.wait_for_selector("#claim-dialog[open] form")
    assert faults_of(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("link", name={"ar": "الأصل", "en": "Original"}[language]).click()
    page.wait_for_selector("pre.source")
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_day_of_reviewing_by_keys_alone(page_as: Callable[..., Any], language: str, kept: str) -> None:
    page = page_as("reviewer", language)
    page.goto("/inbox/")
    page.locator("textarea[name=text]").fill(TEXT)
    page.locator("form[data-drop] button.main").click()
    page.wait_for_selector(".card.on")
    first = page.locator(".card.on").get_attribute("id")
    page.keyboard.press("a")  # accepted, and on to the next
    page.wait_for_selector(f"#{first}[data-review=accepted]")
    page.wait_for_selector(f".card.on:not(#{first})")
    second = page.locator(".card.on").get_attribute("id")
    assert second != first
    page.keyboard.press("u")  # takes back what was decided last
    page.wait_for_selector(f"#{first}.on[data-review='']")
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.type("not an event")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#{second}[data-review=rejected]")
    page.keyboard.press("k")
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert page.locator(".card.on").get_attribute("id") == first
    page.keyboard.press("e")
    page.wait_for_selector("#claim-dialog[open] form")
    page.locator("#claim-dialog [name=low]").fill("5")
    page.locator("#claim-dialog [name=high]").fill("5")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#{first}.on[data-review=corrected]")
    # On an Arabic keyboard the same place gives another letter.
    page.locator(".card.on").evaluate(
        "card => card.dispatchEvent(new KeyboardEvent('keydown', { key: 'ع', code: 'KeyU', bubbles: true }))"
    )
    page.wait_for_selector(f"#{first}[data-review='']")
    # A claim that was missed: its words are selected.
    page.evaluate(
        """() => {
            const text = document.getElementById("report-text");
            const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf("سُمع دوي قوي");
                if (at < 0) continue;
                getSelection().setBaseAndExtent(node, at, node, at + "سُمع دوي قوي".length);
            }
        }"""
    )
    page.keyboard.press("n")
    page.wait_for_selector("#claim-dialog[open] form")
    assert page.locator("#id_evidence").input_value() == "سُمع دوي قوي"
    page.locator("#claim-dialog [name=action]").select_option("explosion")
    page.locator("#claim-dialog button.main").click()
    page.wait_for_url("**claim=c-*")
    page.wait_for_selector(".card.on[data-review=accepted]")
    with Ledger.open(kept, create=False) as ledger:
        made = [(row.verdict, row.by) for row in ledger.decisions()]
        assert sorted(made) == sorted([("added", "reviewer"), ("undone", "reviewer"), ("rejected", "reviewer")])
        assert not ledger.verify().problems


@on_sqlite
def test_the_second_reviewer_sees_who_was_quicker(page_as: Callable[..., Any]) -> None:
    pages = [page_as(role, "en") for role in ("reviewer", "editor")]
    for page in pages:
        page.goto("/inbox/?state=all")
        page.locator("[data-row]").first.click()
        page.wait_for_selector(".card.on")
    claim = pages[0].locator(".card.on").get_attribute("id")
    pages[0].keyboard.press("a")
    pages[0].wait_for_selector(f"#{claim}[data-review=accepted]")
    pages[1].keyboard.press("r")
    pages[1].keyboard.type("no")
    pages[1].keyboard.press("Enter")
    pages[1].wait_for_selector(f"#{claim} .message.error")
    assert "reviewer has decided" in pages[1].locator(f"#{claim} .message.error").inner_text()
    assert pages[1].locator(f"#{claim}").get_attribute("data-review") == "accepted"
    page_as.complaints.clear()  # type: ignore[attr-defined]  # the browser tells of the 409


@on_sqlite
@pytest.mark.parametrize("answer", ["none", "busy"])
def test_a_decision_that_was_not_stored_is_gone_back_to(page_as: Callable[..., Any], answer: str) -> None:
    page = page_as("reviewer", "ar")
    page.goto("/inbox/?state=all")
    page.locator("[data-row]").first.click()
    page.wait_for_selector(".card.on")
    claim = page.locator(".card.on").get_attribute("id")
    busy = {"status": 503, "content_type": "text/html", "body": "<p class='message error'>مشغول</p>"}
    page.route("**/decide/", lambda route: route.abort() if answer == "none" else route.fulfill(**busy))
    page.keyboard.press("a")
    page.wait_for_selector("#messages .message.error")
    told = page.locator("#messages").inner_text()
    assert told.startswith("لا يجيب المكتب" if answer == "none" else "مشغول")
    assert page.locator(".card.on").get_attribute("id") == claim
    assert page.locator("[data-busy]").count() == 0
    page.unroute("**/decide/")
    page.keyboard.press("a")
    page.wait_for_selector(f"#{claim}[data-review=accepted]")
    assert page.locator("#messages").inner_text() == ""
    page_as.complaints.clear()  # type: ignore[attr-defined]  # the browser tells of what was broken off


@on_sqlite
def test_a_key_held_down_decides_once(page_as: Callable[..., Any]) -> None:
    page = page_as("reviewer", "en")
    page.goto("/inbox/?state=all")
    page.locator("[data-row]").first.click()
    page.wait_for_selector(".card.on")
    first = page.locator(".card.on").get_attribute("id")
    page.keyboard.down("a")
    for _ in range(4):
        page.keyboard.down("a")  # as a keyboard repeats it
    page.keyboard.up("a")
    page.wait_for_selector(f"#{first}[data-review=accepted]")
    assert page.locator(".card[data-review=accepted], [data-busy]").count() == 1


def test_what_was_read_is_not_said_twice(client_as: Callable[..., Client], report: int) -> None:
    parts = [part for card in cards(client_as(), report) for part in card.parts]
    same = [part for part in parts if part.meaning and part.meaning == part.text]
    assert all(part.told == "" for part in same)
    assert any(part.told for part in parts)
