"""A digest says what the tallies and the sources say, in both forms and languages, and gives nobody away."""

from __future__ import annotations

import base64
import functools
import hashlib
import html.parser as html_parser
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from made_claims import claim
from made_exports import SENTENCE, TODAY, made

from rasd.errors import UsageError
from rasd.exporting.digests import blocks, content, docx, formats, html
from rasd.exporting.digests.blocks import Digest, Heading, Paragraph, Table
from rasd.exporting.tables import Share, share_of
from rasd.linking.incidents import linked
from rasd.model import Claim, Count, Judgement, Sharing
from rasd.tallying.filtering import ALL, Filter

RTL, W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}bidi", "w:bidiVisual"


def shared(
    claims: list[Claim], sharing: Sharing = Sharing.public, judgements: tuple[Judgement, ...] = (), of: Filter = ALL
) -> Share:
    return share_of(claims, linked(claims, judgements=judgements), sharing, today=TODAY, of=of)


@functools.cache
def digest(language: str = "en", sharing: Sharing = Sharing.public, **asked: Any) -> Digest:
    return content.digest_of(shared(made(), sharing, of=Filter(**asked)), language, today=TODAY)


def tables(found: Digest) -> list[Table]:
    return [block for block in found.blocks if isinstance(block, Table)]


@functools.cache
def page(found: Digest) -> str:
    return html.page(found).decode()


@functools.cache
def document(found: Digest) -> bytes:
    return docx.document(found)


def words_of(document: bytes) -> str:
    import docx as library

    opened = library.Document(io.BytesIO(document))
    held = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *held])


# ---- what it says


def test_it_holds_tables_incidents_method_and_sources() -> None:
    heads = [block.parts[0] for block in digest().blocks if isinstance(block, Heading) and block.level < 3]
    assert heads == [
        "Digest of losses as reported", "In short", "Over time", "By side affected", "By place", "By class",
        "Main incidents", "Method and limits", "Sources",
    ]  # fmt: skip


def test_the_tables_say_what_the_tally_says() -> None:
    claims = [
        claim("a-1", "killed", 9, day="2020-01-05", published="2020-01-06"),
        claim("b-1", "killed", 20, day="2020-01-15", count=Count(low=20, qualifier="at_least")),
        claim("c-1", "killed", day="2020-03-25", published="2020-03-26", count=Count(qualifier="vague")),
    ]
    [row] = tables(content.digest_of(shared(claims), today=TODAY))[0].rows
    assert [cell.text for cell in row] == ["killed · people", "29", "29", "open", "+ 1", "3", "2", ""]


def test_what_keeps_a_figure_from_being_taken_as_it_stands_is_said() -> None:
    fields: dict[str, Any] = {"day": "2020-01-05", "published": "2020-01-06", "speaker": "syr-state"}
    rows = [
        claim("a-1", "killed", 9, agent="syr-state", patient="int-islamic-state", **fields),
        claim("b-1", "killed", 4, day="2020-02-05", published="2020-02-06", status="alleged", place="عدن"),
    ]
    found = content.digest_of(shared(rows), today=TODAY)
    said = [block.parts[0] for block in found.blocks if isinstance(block, Paragraph)]
    assert "Of the best figure of killed · people, resting on the side alone that gains from it: 9." in said
    assert "killed · people: incidents in which it is alleged: 1, denied: 0." in said


def test_a_total_stands_beside_the_sum() -> None:
    total = claim(
        "z-1", "killed", 95, day=("2020-01-01", "2020-01-31"), published="2020-02-01", scope="cumulative",
        speaker="المرصد",
    )  # fmt: skip
    one = claim("a-1", "killed", 9, day="2020-01-05", published="2020-01-06")
    tied = Judgement(a=total.id, b=one.id, verdict="sums_up", score=1.0)
    found = content.digest_of(shared([total, one], judgements=(tied,)), today=TODAY)
    said = [block.parts[0] for block in found.blocks if isinstance(block, Paragraph)]
    assert "To check the sum, not part of it: killed · people, 95 (المرصد)." in said


def test_the_matrix_sets_speakers_side_by_side_and_says_where_they_differ() -> None:
    one = claim("a-1", "killed", 47, day="2020-01-05", published="2020-01-06", speaker="وزارة الدفاع", words="قتل 47")
    other = claim("b-1", "killed", 12, day="2020-01-05", published="2020-01-06", speaker="المرصد", words="قتل 12")
    same = Judgement(a=one.id, b=other.id, verdict="same", score=1.0, by="Lina")
    found = content.digest_of(shared([one, other], judgements=(same,)), today=TODAY)
    matrix = next(table for table in tables(found) if table.head[0] == "Measure")
    assert matrix.head[1:] == ("وزارة الدفاع", "المرصد")
    [row] = matrix.rows
    assert [(cell.text, cell.quote) for cell in row[1:]] == [("47", "قتل 47"), ("12", "قتل 12")]
    assert matrix.marked == {0}
    said = [block.parts[0] for block in found.blocks if isinstance(block, Paragraph)]
    assert "The sources disagree on killed · people: 47 (وزارة الدفاع) against 12 (المرصد)." in said
    assert "Lina" not in page(found)


def test_every_report_is_listed_with_the_hash_of_its_original() -> None:
    rows = {row[1].text: row[4].text for row in tables(digest())[-1].rows}
    assert rows == {"one-1": "withheld", "two-1": "two-1", "three-1": "three-1"}


def test_a_period_leaves_out_what_is_not_in_it() -> None:
    assert {row[1].text for row in tables(digest(start="2020-01-24", end="2020-01-31"))[-1].rows} == {"one-1", "two-1"}


def test_it_is_dated_and_names_its_codebook() -> None:
    assert "Made on 2020-06-01 by Rasd" in page(digest())
    assert "‎2020-06-01" in page(digest("ar"))


# ---- what it keeps to itself


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_public_digest_names_no_private_person(language: str) -> None:
    found = digest(language)
    for text in (page(found), words_of(document(found))):
        assert "سامر" not in text and "الحلبي" not in text and "▮" in text
        assert "four-1" not in text, "the last week"
        assert "نشر 4 دبابات" not in text, "forces deployed"


def test_an_internal_digest_quotes_letter_for_letter() -> None:
    found = digest("ar", Sharing.internal)
    assert SENTENCE in page(found)
    assert SENTENCE in words_of(document(found))


# ---- as a page

ALLOWED = (
    "html head meta title style body main h1 h2 h3 p bdi div table thead tbody tr th td span q figure img ul li".split()
)


def elements(text: str) -> list[tuple[str, list[tuple[str, str]]]]:
    found = []

    class Reader(html_parser.HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[Any]) -> None:
            found.append((tag, attrs))

    Reader().feed(text)
    return found


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_page_stands_alone(language: str) -> None:
    text = page(digest(language))
    assert {tag for tag, _ in elements(text)} <= set(ALLOWED)
    links = [value for _, given in elements(text) for key, value in given if key in ("src", "href", "srcset", "style")]
    assert links and all(link.startswith("data:image/svg+xml;base64,") for link in links)
    assert not re.search(r"url\(|@import|https?://", text)
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    allowed = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; img-src data:; style-src 'sha256-{allowed}'" in text


def test_a_page_runs_the_way_of_its_language_and_arabic_within_it_its_own() -> None:
    assert '<html lang="ar" dir="rtl">' in page(digest("ar"))
    english = page(digest("en"))
    assert '<html lang="en" dir="ltr">' in english
    assert '<q dir="rtl" lang="ar">' in english


def test_what_reports_say_is_no_markup() -> None:
    row = claim("a-1", "killed", 3, day="2020-01-02", words='<img src="x"> & \x00\x0b"مقتل"', outlet="<b>صحيفة</b>")
    found = content.digest_of(shared([row]), today=TODAY)
    assert '&lt;img src="x"&gt; &amp; "مقتل"' in page(found)
    assert "<b>" not in page(found) and "\x0b" not in page(found)
    assert '<img src="x"> & "مقتل"' in words_of(document(found))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_browser_shows_it_with_its_style_and_asks_the_network_for_nothing(
    browser: Any, language: str, tmp_path: Path
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    (tmp_path / "digest.html").write_bytes(html.page(digest(language)))
    shown = browser.new_page(viewport={"width": 390, "height": 800})
    complaints: list[str] = []
    asked: list[str] = []
    shown.on("console", lambda message: complaints.append(message.text))
    shown.on("request", lambda request: asked.append(request.url))
    shown.goto((tmp_path / "digest.html").as_uri())
    assert [url for url in asked if not url.startswith("data:")] == [(tmp_path / "digest.html").as_uri()]
    assert complaints == []
    assert shown.evaluate("getComputedStyle(document.querySelector('.caveat')).backgroundColor") == "rgb(255, 246, 224)"
    assert all(shown.evaluate("[...document.images].map(image => image.naturalWidth > 0)"))
    assert shown.evaluate("document.documentElement.scrollWidth") <= 390, "wider than a telephone"
    assert Axe().run(shown).response["violations"] == []
    shown.close()


# ---- as a document


def test_an_arabic_document_runs_from_right_to_left() -> None:
    import docx as library

    opened = library.Document(io.BytesIO(document(digest("ar"))))
    held = [p for table in opened.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    said = [p for p in (*opened.paragraphs, *held) if p.text.strip()]
    arabic_ones = [p for p in said if blocks.is_arabic(p.text)]
    assert arabic_ones and all(p._p.pPr is not None and p._p.pPr.find(RTL) is not None for p in arabic_ones)
    assert all(table._tbl.xpath(f"./w:tblPr/{W}") for table in opened.tables)
    arabic = [run for p in said for run in p.runs if blocks.is_arabic(run.text)]
    assert arabic and all(run.font.rtl for run in arabic)
    assert opened.sections[0]._sectPr.find(RTL) is not None


#: The order that WordprocessingML asks for, as far as a digest uses it.
ORDERS = {
    "pPr": "pStyle keepNext bidi spacing ind jc rPr",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs u rtl cs lang",
    "tblPr": "tblStyle bidiVisual tblW jc tblLayout tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg bidi docGrid",
}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_parts_of_a_document_stand_in_the_order_that_word_asks_for(language: str) -> None:
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(document(digest(language)))) as held:
        roots = [etree.fromstring(held.read(name)) for name in ("word/document.xml", "word/footer1.xml")]
    space = RTL.removesuffix("bidi")
    for name, order in ORDERS.items():
        known = order.split()
        for root in roots:
            for properties in root.iter(space + name):
                found = [child.tag.removeprefix(space) for child in properties]
                assert found == sorted(found, key=known.index), name


def test_an_english_document_does_not() -> None:
    import docx as library

    opened = library.Document(io.BytesIO(document(digest("en"))))
    assert all(p._p.pPr is None or p._p.pPr.find(RTL) is None for p in opened.paragraphs)
    quotes = [p for t in opened.tables for row in t.rows for c in row.cells for p in c.paragraphs if "«" in p.text]
    assert quotes and all(p._p.pPr.find(RTL) is not None for p in quotes if blocks.is_arabic(p.text))


@pytest.mark.parametrize("write", [html.page, docx.document])
def test_the_same_digest_gives_the_same_bytes(write: Any) -> None:
    assert write(digest("ar")) == write(digest("ar"))


def test_a_document_holds_its_pictures_with_what_they_show() -> None:
    with zipfile.ZipFile(io.BytesIO(document(digest("ar")))) as held:
        assert sum(name.endswith(".png") for name in held.namelist()) == 3
        assert "الخسائر كما وردت" in held.read("word/document.xml").decode()
        assert {info.date_time for info in held.infolist()} == {(2020, 6, 1, 0, 0, 0)}


# ---- wrong calls


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"start": "2031-01-01"}, "nothing is told of since 2031-01-01"),
        ({"start": "2020-03-01", "end": "2020-02-01"}, "before it begins"),
        ({"status": ("true",)}, "no such status"),
    ],
)
def test_what_makes_no_sense_is_said(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        digest(**asked)


def test_without_places_or_days_there_is_still_a_digest() -> None:
    rows = [claim("a-1", "attack", None), claim("b-1", "killed", 3)]
    found = content.digest_of(shared(rows, Sharing.internal), "ar", today=TODAY)
    assert "(غير مذكور)" in page(found)
    assert docx.document(found)


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.html or \.docx"):
        formats.write(digest(), tmp_path / "digest.pdf")
