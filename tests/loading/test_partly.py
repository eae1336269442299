"""Of what is read in part only, the rest is told: nothing of an input is lost without a word."""

from __future__ import annotations

import importlib.util
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pypdf
import pytest

from rasd.loading import How, Loaded, expand, load_originals, pdf

ROOT = Path(__file__).resolve().parents[2]
TEXT = "قتل 3 جنود في انفجار قرب مدينة الموصل أمس"


def read(path: Path) -> tuple[list[Loaded], list[str], list[str]]:
    """What is read, what is named as unreadable, and what is told."""
    told: list[str] = []
    found = list(load_originals(expand([path]), how=How(note=told.append)))
    reports = [item for item in found if isinstance(item, Loaded)]
    return reports, [str(item) for item in found if not isinstance(item, Loaded)], told


def mail(text: str, **headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {"From": "desk@a.example", **headers}.items():
        message[name] = value
    message.set_content(text)
    return message


def saved(message: EmailMessage, folder: Path) -> Path:
    path = folder / "m.eml"
    path.write_bytes(bytes(message))
    return path


def test_mail_forwarded_as_it_came_is_read_with_its_own_day(tmp_path: Path) -> None:
    outer = mail("مرفق لكم الخبر\n", Date="Mon, 27 Jan 2020 10:00:00 +0300")
    outer.add_attachment(mail(TEXT, Subject="خبر", Date="Sun, 26 Jan 2020 23:30:00 +0300"))
    (_, inner), failures, _ = read(saved(outer, tmp_path))
    assert not failures
    assert (inner.report.text.strip(), inner.report.title, str(inner.report.published)) == (TEXT, "خبر", "2020-01-26")
    assert inner.report.id.endswith("m.eml/forwarded.eml")


def test_mail_in_mail_in_mail_has_an_end(tmp_path: Path) -> None:
    message = mail(TEXT)
    for depth in range(6):
        outer = mail(f"{TEXT} {depth}")
        outer.add_attachment(message)
        message = outer
    reports, failures, _ = read(saved(message, tmp_path))
    assert len(reports) == 3 and len(failures) == 1 and "one in the other" in failures[0]


def test_attachments_that_are_not_read_are_told(tmp_path: Path) -> None:
    message = mail(TEXT)
    for name, content in (("خبر.docx", b"PK\x03\x04" + bytes(26) + b"word/document.xml"), ("صورة.png", b"\x89PNG\r\n")):
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    reports, [failure], [told] = read(saved(message, tmp_path))
    assert len(reports) == 1
    assert "خبر.docx: is a document" in failure
    assert told.endswith("attachments of other kinds left out (صورة.png)")


def test_a_page_in_arabic_beside_a_text_in_none(tmp_path: Path) -> None:
    message = mail("View this mail in a browser.\n")
    message.add_alternative(
        f"<html><body><article><p>{TEXT} بحسب مصدر أمني.</p></article></body></html>", subtype="html"
    )
    [report], failures, _ = read(saved(message, tmp_path))
    assert not failures and TEXT in report.report.text


def test_rows_with_more_cells_than_columns_are_told(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"outlet,text\nضفاف,{TEXT}, وجرح 5 آخرون\nضفاف,{TEXT},\n", encoding="utf-8")
    reports, _, told = read(path)
    assert len(reports) == 2
    assert any("1 rows have more cells than there are columns (first row 2)" in line for line in told)


def test_a_quotation_mark_that_is_not_closed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = [f'ضفاف,"{TEXT}', *(f"ضفاف,{TEXT} {n}" for n in range(5))]
    path.write_text("\n".join(["outlet,text", *rows]), encoding="utf-8")
    reports, _, told = read(path)
    assert len(reports) == 1  # all rows after it are one text
    assert any("a quotation mark is opened and not closed" in line for line in told)
    path.write_text("\n".join(["outlet,text", *rows[1:], f'ضفاف,"{TEXT} ""قال"" كذا"']), encoding="utf-8")
    reports, _, told = read(path)
    assert len(reports) == 6 and not any("quotation mark is" in line for line in told)


def test_hidden_sheets_of_a_workbook_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("ظاهر", "مخفي"):
        sheet = book.create_sheet(name)
        sheet.append(("outlet", "text"))
        sheet.append(("ضفاف", f"{TEXT} {name}"))
    del book["Sheet"]
    book["مخفي"].sheet_state = "hidden"
    book.save(tmp_path / "t.xlsx")
    [report], failures, told = read(tmp_path / "t.xlsx")
    assert report.report.text == f"{TEXT} ظاهر" and not failures
    assert any("hidden sheets left out (مخفي)" in line for line in told)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """Two pages with a text, and between them one without, as scanned."""
    spec = importlib.util.spec_from_file_location("make_examples", ROOT / "tools" / "make_examples.py")
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    (tmp_path / "one.pdf").write_bytes(made.pdf())
    writer = pypdf.PdfWriter()
    writer.append(tmp_path / "one.pdf")
    writer.add_blank_page(200, 200)
    writer.append(tmp_path / "one.pdf")
    writer.write(tmp_path / "d.pdf")
    return tmp_path / "d.pdf"


def test_pages_without_a_text_are_told(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reports, _, told = read(document)
    assert len(reports) == 1 and told == [f"{document}: 1 of 3 pages hold no text (scans?) and are left out"]
    monkeypatch.setattr(pdf, "_PAGES", 1)
    _, _, told = read(document)
    assert told == [f"{document}: only the first 1 of 3 pages are read. Cut it into several documents"]
