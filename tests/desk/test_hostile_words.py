"""Words that want to run: through every loader and every form into a ledger, and out on every page and export."""

from __future__ import annotations

import csv
import email.message
import html
import io
import json
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from rasd.desk.linked import linked
from rasd.desk.models import Proposal, Search
from rasd.desk.roles import Role
from rasd.desk.tallies.views import share
from rasd.errors import RasdError
from rasd.exporting import drawing, plots
from rasd.exporting.digests import content, docx
from rasd.exporting.digests import html as pages
from rasd.exporting.formats import FORMATS, export
from rasd.ledger import models
from rasd.ledger.store import Ledger
from rasd.model import Sharing

HOSTILE = (
    "=1+1",  # first, so that a cell of a table begins with it
    "<script>ran=1</script>",
    '"><img src=x onerror=ran=2>',
    "'><svg/onload=ran=3>",
    "</textarea></title></style></script><script>ran=4</script>",
    "{{ 7*191 }}{% now 'Y' %}${7*191}",
    "javascript:ran=5",
    "\u202eبلح\u2066\u200b",
    "<base href=//evil.example>--><![CDATA[",
)
ALL = " ".join(HOSTILE)
#: What a template would have made of it; digits within a hash are none of that.
CALCULATED = re.compile(r"(?<![0-9a-z])1337(?![0-9a-z])")
LINK = "javascript:ran=6//<script>ran=7</script>"


def body(n: int) -> str:
    """A report in which claims are read, with hostile words in its sentences."""
    told = ALL.removeprefix("=1+1 ")
    return (
        f"قُتل {n} جنود في قصف على مدينة حلب أمس {told}، وفق ما أعلن الدفاع المدني {told}. وأصيب {n + 9} مدنيا {told}."
    )


def write_all(folder: Path) -> None:
    """One input of each form, hostile in every part of it."""
    e = html.escape(ALL)
    (folder / "page.html").write_text(
        f"<html><head><title>{e}</title><meta property='og:site_name' content='{e}'>"
        f"<link rel=canonical href='{html.escape(LINK)}'><meta name=author content='{e}'></head><body><h1>{e}</h1>"
        f"<article><p>{html.escape(body(3))}</p><p>{html.escape(body(4))}</p><script>ran=8</script></article>",
        "utf-8",
    )
    record = {"id": ALL, "title": ALL, "outlet": ALL, "url": LINK, "text": body(5) + "\0", "published": "2020-01-27"}
    (folder / "records.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    with (folder / "table.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["title", "text", "outlet", "url", ALL], [ALL, body(6), ALL, LINK, ALL]])
    book = openpyxl.Workbook()
    for row in (["title", "text", "outlet", "url", "note"], [ALL, body(7), ALL, LINK, ALL]):
        book.active.append([f"'{cell}" if cell.startswith("=") else cell for cell in row])
    book.save(folder / "book.xlsx")
    post = {"id": 1, "type": "message", "date": "2020-01-27T10:00:00", "from": ALL, "text": body(8)}
    (folder / "result.json").write_text(json.dumps({"name": ALL, "id": 7, "messages": [post]}), "utf-8")
    mail = email.message.EmailMessage()
    mail["From"], mail["Subject"] = f'"{HOSTILE[1]}" <a@example.org>', ALL
    mail.set_content(body(9))
    mail.add_attachment(body(10).encode(), "text", "plain", filename='"><img src=x onerror=ran=9>.txt')
    (folder / "mail.eml").write_bytes(f"Message-ID: <{HOSTILE[1]}@x>\n".encode() + mail.as_bytes())
    (folder / "feed.rss").write_text(
        f"<rss version='2.0'><channel><title>{e}</title><item><title>{e}</title><link>{html.escape(LINK)}</link>"
        f"<description>{html.escape(html.escape(body(11)))}</description></item></channel></rss>",
        "utf-8",
    )
    (folder / "<svg onload=ran=10>.txt").write_text(body(12), "utf-8")
    with zipfile.ZipFile(folder / "some.zip", "w") as archive:
        archive.writestr("../../<img src=x onerror=ran=11>.txt", body(13))


@pytest.fixture(scope="module")
def hostile_file(filled_file: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A filled ledger to which all of that was added."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "in").mkdir()
    write_all(folder / "in")
    where = str(shutil.copy(filled_file, folder / "rasd.db"))
    with Ledger.open(where) as ledger:
        told: list[RasdError] = []
        ledger.add([folder / "in"], complain=told.append)
        assert not ledger.verify().problems
    assert not any("Traceback" in str(error) for error in told)
    return where


@pytest.fixture
def kept(hostile_file: str, tmp_path: Path) -> str:
    """Its copy, for each test."""
    return str(shutil.copy(hostile_file, tmp_path / "rasd.db"))


def keys() -> list[int]:
    """The originals of hostile reports, the newest first."""
    found = models.Sighting.objects.filter(original__key__gt=0).order_by("-original").values_list("original", "name")
    return list(dict.fromkeys(key for key, _ in found))


def say_hostile_things(client: Client) -> None:
    """What people can type, hostile, by the forms of the desk."""
    key = keys()[0]
    card = client.get(f"/reports/{key}/").context["cards"][0]
    decide = f"/reports/{key}/claims/{card.row.record_id}/decide/"
    client.post(decide, {"verdict": "rejected", "reason": ALL, "seen": 0})
    client.post("/inbox/searches/", {"name": ALL[:80], "query": f"text={HOSTILE[1]}"})
    client.post("/codebook/unknown/", {"name": ALL[:90], "also": "isr", "source": f"https://x/{HOSTILE[2]}"})
    assert Search.objects.count() == 1
    Proposal.objects.create(
        name=ALL[:200], actor="x-y", en=HOSTILE[1], kind="group", country="SY", source=LINK,
        user=models.User.objects.get(username="administrator"),
    )  # fmt: skip
    client.post("/log/verify/", {"seal": HOSTILE[1]})


def live(page: str) -> Iterator[str]:
    """What of a page would run, or lead or load from elsewhere."""
    for node in HTMLParser(page).css("*"):
        if node.tag == "script" and (not node.attributes.get("src") or node.text(deep=True).strip()):
            yield node.html or ""
        if node.tag in ("base", "iframe", "object", "embed", "style") and "evil" in (node.html or ""):
            yield node.html or ""
        for name, value in node.attributes.items():
            scheme = re.match(r"[\s\x00-\x1f]*([a-z][a-z0-9+.\-]*):", value or "", re.I)
            leads = name in ("href", "src", "action", "formaction", "xlink:href", "hx-get", "hx-post", "data")
            if name.startswith(("on", "hx-on")) or (leads and scheme and scheme[1].lower() not in ("http", "https")):
                yield f"<{node.tag} {name}={value!r}>"


def crawled(client: Client, most: int = 5) -> Iterator[tuple[str, Any]]:
    """All that pages lead to, a few of each kind of address."""
    waiting, seen, times = ["/inbox/?state=all", "/", *(f"/reports/{key}/" for key in keys())], set(), Counter[str]()
    while waiting:
        address = waiting.pop(0)
        path = urlsplit(address).path
        try:
            kind = resolve(path).url_name or ""
        except Exception:  # a file, or no page at all
            continue
        if address in seen or (times[kind] >= most and kind not in ("report", "original")) or kind == "logout":
            continue
        seen.add(address)
        times[kind] += 1
        answer = client.get(address)
        yield address, answer
        if answer.status_code == 302:
            waiting.append(urljoin(address, answer.headers["Location"]))
        elif answer.headers.get("Content-Type", "").startswith("text/html"):
            for node in HTMLParser(answer.content.decode()).css("[href],[hx-get],[src]"):
                for name in ("href", "hx-get", "src"):
                    if (to := node.attributes.get(name)) and not urlsplit(urljoin(address, to)).netloc:
                        waiting.append(urljoin(address, to.partition("#")[0]))


def test_no_page_lets_words_run_and_no_role_is_led_where_it_may_not_go(client_as: Callable[..., Client]) -> None:
    say_hostile_things(client_as())
    assert linked(60) is not None
    kinds, loud = Counter[str](), 0
    for role in (Role.administrator, Role.viewer):
        for address, answer in crawled(client_as(role), 5 if role is Role.administrator else 1):
            assert answer.status_code in (200, 302), (role, address, answer.status_code)
            if answer.status_code == 302:
                continue
            kind = answer.headers["Content-Type"].partition(";")[0]
            kinds[kind] += 1
            assert kind in ("text/html", "application/json") or "attachment" in answer.headers.get(
                "Content-Disposition", ""
            ) or kind == "image/svg+xml", (address, kind)  # fmt: skip
            if kind == "text/html":
                text = answer.content.decode()
                assert list(live(text)) == [], address
                shown = re.sub(r'value="[^"]*"|<textarea.*?</textarea>', "", text, flags=re.S)
                assert not CALCULATED.search(shown) and "\u202e" not in shown and "\0" not in text, address
                loud += "ran=" in text
            elif kind == "image/svg+xml":
                assert not [n for n in ElementTree.fromstring(answer.content).iter() if n.tag.endswith("script")]
    assert kinds["text/html"] > 40 and loud > 20, (kinds, loud)


def test_no_export_lets_words_run(opened_ledger: Ledger, tmp_path: Path) -> None:
    found = linked(60)
    assert found is not None
    all_ = share(found, Sharing.internal)
    assert sum("ran=" in claim["evidence"]["text"] for claim in all_.claims) > 10
    for format in FORMATS:
        export(format, all_, tmp_path / format)
    for path in tmp_path.rglob("*"):
        if path.suffix == ".csv" or path.name in ("ucdp", "acled"):
            with path.open(encoding="utf-8-sig", newline="") as file:
                cells = [cell for row in csv.reader(file) for cell in row]
            begun = [cell for cell in cells if cell[:1] in tuple("=+@\t\r\n＝＋－＠")]
            assert begun == [] and [c for c in cells if c.startswith("-") and not _is_number(c)] == [], path
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "xlsx").read_bytes()))
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n", "d", "b"}
    assert not [cell for sheet in book for row in sheet for cell in row if cell.hyperlink]
    for language in ("ar", "en"):
        digest = content.digest_of(all_, language)
        page = pages.page(digest).decode()
        assert "ran=" in page and [fault for fault in live(page) if "data:" not in fault] == []
        with zipfile.ZipFile(io.BytesIO(docx.document(digest))) as document:
            for name in document.namelist():
                if name.endswith((".xml", ".rels")):
                    written = document.read(name)
                    ElementTree.fromstring(written)
                    assert b'Target="javascript:' not in written, name
    svg = drawing.drawn(plots.picture_of(all_, plots.Plot(("month", "side")), "ar"), ".svg")
    assert not [n for n in ElementTree.fromstring(svg).iter() if str(n.tag).endswith("script")]


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_uploads_are_never_served_as_pages(client_as: Callable[..., Client], tmp_path: Path) -> None:
    client = client_as(Role.reviewer)
    zeros = io.BytesIO()
    with zipfile.ZipFile(zeros, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(30):
            archive.writestr(f"{n}.txt", bytes(20_000_000))
    assert len(zeros.getvalue()) < 2_000_000
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" onload="ran=1"><text>{html.escape(body(20))}</text></svg>'
    page = f"<html><body><script>ran=1</script><article><p>{html.escape(body(21))}</p></article>"
    sent = [
        ("../../../outside.txt", body(22).encode()), ("C:\\outside.txt", body(23).encode()),
        ("page.html", page.encode()), ("picture.svg", svg.encode()), ("program.exe", b"MZ" + bytes(5000)),
        ("bomb.zip", zeros.getvalue()), ("not.xlsx", b"PK\x03\x04" + bytes(500)),
        ("x" * 5000 + ".txt", body(24).encode()),
        ("nothing.txt", b""), ("wrong.pdf", b"%PDF-1.7 nothing"), ("half.eml", b"Subject: =?utf-8?b?" + b"=" * 999),
    ]  # fmt: skip
    known = set(keys())
    for name, content_ in sent:
        answer = client.post("/inbox/add/", {"sent": [SimpleUploadedFile(name, content_, "text/html")]}, follow=True)
        # An empty file is refused on the page with the form; all others are taken or reported beside the list.
        assert answer.status_code == (400 if name == "nothing.txt" else 200), name
        assert list(live(answer.content.decode())) == [], name
    new = set(keys()) - known
    assert len(new) >= 4
    for key in new:
        raw = client.get(f"/reports/{key}/original/bytes/")
        assert raw.headers["Content-Type"] == "application/octet-stream"
        assert raw.headers["Content-Disposition"].startswith("attachment;")
        assert raw.headers["X-Content-Type-Options"] == "nosniff"
        assert list(live(client.get(f"/reports/{key}/original/").content.decode())) == []
    assert not list(tmp_path.parent.rglob("outside.txt"))
    many = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(60)]
    assert client.post("/inbox/add/", {"sent": many}).status_code == 400
    assert client.post("/inbox/add/", {f"f{n}": "x" for n in range(2000)}).status_code == 400
    assert (
        client.post("/inbox/add/", b"--x\r\nnonsense", content_type="multipart/form-data; boundary=x").status_code < 500
    )
    assert client.post("/inbox/add/", b"x", content_type="multipart/form-data").status_code == 400


def test_nothing_runs_in_a_browser(
    page_as: Callable[..., Any], opened_ledger: Ledger, client_as: Callable[..., Client]
) -> None:
    say_hostile_things(client_as())
    linked(60)
    page = page_as("administrator", "ar")
    page.add_init_script(
        "window.refused = []; addEventListener('securitypolicyviolation', e => refused.push(e.blockedURI))"
    )
    ran: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda asked: ran.append(asked.url) if "evil.example" in asked.url else None)
    incident = next(i for i in linked(60).incidents if "ran=" in i.claims[0].evidence.text)  # type: ignore[union-attr]
    cell = client_as().get("/tallies/").context["rows"][0].id
    key = keys()[0]
    addresses = [
        "/inbox/?state=all", f"/reports/{key}/", f"/reports/{key}/original/", f"/reports/{key}/missed/", "/incidents/",
        f"/incidents/{incident.id}/", "/tallies/", f"/tallies/claims/?cell={cell}",
        "/codebook/unknown/", "/log/", "/map/", "/second/",
    ]  # fmt: skip
    for address in addresses:
        page.goto(address, wait_until="load")
        assert page.evaluate("[window.ran, window.refused]") == [None, []], address
    page.goto(f"/reports/{key}/")
    page.keyboard.press("j")  # to the next claim: its card is moved to and its words are marked
    page.wait_for_timeout(300)
    assert page.evaluate("[window.ran, window.refused]") == [None, []]
    assert ran == []
