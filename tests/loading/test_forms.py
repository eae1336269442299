"""Every form in which reports come: the examples are read whole, and what is broken is named while the rest is read."""

from __future__ import annotations

import gzip
import io
import json
import os
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from rasd.errors import UsageError
from rasd.loading import Failure, How, Loaded, expand, load_originals

ROOT = Path(__file__).resolve().parents[2]
FORMS = ROOT / "examples" / "forms"
TEXT = "قتل 3 جنود في انفجار قرب مدينة الموصل أمس"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def load(*inputs: str | Path, **how: Any) -> list[Loaded | Failure]:
    return list(load_originals(expand(inputs), how=How(**how)))


def reports(found: Iterable[Loaded | Failure]) -> list[Loaded]:
    return [item for item in found if isinstance(item, Loaded)]


def failures(found: Iterable[Loaded | Failure]) -> list[str]:
    return [f"{item.error.where}: {item.error.what}" for item in found if isinstance(item, Failure)]


@pytest.mark.parametrize(
    ("name", "outlets", "named"),
    [
        ("table.csv", ["ضفاف برس", "شبكة السهل", "منبر النيلين"], "table.csv#1"),
        ("table.xlsx", ["ضفاف برس", "شبكة السهل", "منبر النيلين"], "table.xlsx#1"),
        ("result.json", ["شبكة السهل", "شبكة السهل"], "result.json#1234567890/2"),
        ("message.eml", ["منبر النيلين", "ضفاف برس"], "message.eml"),
        ("bulletin.pdf", [None], "bulletin.pdf"),
        ("feed.rss", ["ضفاف برس"] * 3, "https://example.org/0"),
        ("pages.warc.gz", ["ضفاف برس", "شبكة السهل"], "https://example.org/0"),
        ("pages.wacz", ["ضفاف برس", "شبكة السهل"], "https://example.org/0"),
        ("mixed.zip", [None, "شبكة السهل"], "mixed.zip/news/note.txt"),
    ],
)
def test_the_examples_are_read(name: str, outlets: list[str | None], named: str) -> None:
    found = load(FORMS / name)
    assert failures(found) == []
    assert [item.report.outlet for item in reports(found)] == outlets
    first = reports(found)[0].report
    assert first.id.endswith(named)
    assert "مقتل 4 جنود" in first.text or "دمرت القوات الحكومية" in first.text
    days = {item.report.published.isoformat() if item.report.published else None for item in reports(found)}
    assert days <= {"2020-01-27", None} and (days == {"2020-01-27"} or name in ("bulletin.pdf", "mixed.zip"))


def test_everything_that_is_told_is_kept() -> None:
    (mail, page) = reports(load(FORMS / "message.eml"))
    assert (mail.published_at, mail.report.title) == ("2020-01-27T14:30:00+03:00", "كمين قرب مأرب")
    assert mail.told == {"message-id": "<1@example.org>", "to": "desk@example.org"}
    assert mail.original == (FORMS / "message.eml").read_bytes()
    assert (page.author, page.published_at) == ("مراسل ميداني", "2020-01-27T14:30:00+03:00")
    answered = reports(load(FORMS / "pages.warc.gz"))[0]
    assert answered.fetch is not None
    assert answered.fetch[:3] == ("https://example.org/0", "2020-01-28T08:00:00Z", 200)
    assert answered.fetch.headers == {"Content-Type": "text/html; charset=utf-8"}
    (row, *_) = reports(load(FORMS / "table.csv"))
    assert row.told == {"ملاحظات": "للمراجعة"}
    (post, *_) = reports(load(FORMS / "result.json"))
    assert post.published_at == "2020-01-27T14:30:00"


def test_a_folder_of_every_form_is_read_and_says_what_it_guessed() -> None:
    said: list[str] = []
    found = list(load_originals(expand([FORMS], said.append), how=How(note=said.append)))
    assert len(reports(found)) == 3 + 3 + 2 + 2 + 1 + 3 + 2 + 2 + 2
    assert any("text from «النص»" in line and "kept beside it: «ملاحظات»" in line for line in said)
    assert any("2 posts without Arabic" in line for line in said)


@pytest.mark.parametrize("about", ['Here is the data you asked "Telegram" for', None])
def test_an_export_of_a_whole_account_is_read_whatever_comes_before_its_chats(about: str | None) -> None:
    chat = json.loads((FORMS / "result.json").read_text(encoding="utf-8"))
    contacts = [{"user_id": n, "first_name": "فلان", "phone_number": "00963", "date": "2019"} for n in range(1000)]
    export = {"about": about} if about else {}
    export |= {"personal_information": {"user_id": 1}, "contacts": {"about": "…", "list": contacts}}  # type: ignore[dict-item]
    private = {**chat, "type": "personal_chat", "name": "فلان"}
    export |= {"chats": {"about": "…", "list": [private, chat]}}  # type: ignore[dict-item]
    Path("result.json").write_text(json.dumps(export, ensure_ascii=False, indent=1), encoding="utf-8")
    with zipfile.ZipFile("export.zip", "w") as archive:
        archive.write("result.json")
    for name in ("result.json", "export.zip"):
        told: list[str] = []
        found = load(name, note=told.append)
        assert failures(found) == [] and len(reports(found)) == 2
        assert any("1 private conversations left out" in line for line in told)
    Path("result.json").write_text(json.dumps(private, ensure_ascii=False), encoding="utf-8")
    assert len(reports(load("result.json"))) == 2  # exported by itself, it is meant
    Path("lines.json").write_text(json.dumps({"contacts": "x", "text": TEXT}, ensure_ascii=False), encoding="utf-8")
    assert len(reports(load("lines.json"))) == 1


# ---- tables


def table(*rows: str, name: str = "t.csv", encoding: str = "utf-8-sig") -> str:
    Path(name).write_bytes("\r\n".join(rows).encode(encoding))
    return name


def test_a_table_without_a_header_is_read_by_what_it_holds() -> None:
    long = TEXT + " بحسب مصدر أمني في المدينة قال إن التحقيق جار"
    table(f'1,"{long}",https://a.example/1,2020-01-27', f'2,"{long} أيضاً",https://a.example/2,28/01/2020')
    first, second = reports(load("t.csv"))
    assert (first.report.text, first.report.url) == (long, "https://a.example/1")
    assert str(second.report.published) == "2020-01-28"


def test_the_columns_may_be_named() -> None:
    table("a\tb", f"{TEXT} والله أعلم\tقصف على تعز", name="t.tsv")
    (row,) = reports(load("t.tsv", columns={"text": "b", "title": "a"}))
    assert (row.report.text, row.report.title) == ("قصف على تعز", f"{TEXT} والله أعلم")
    with pytest.raises(UsageError, match="no such column, but a, b"):
        load("t.tsv", columns={"text": "c"})
    with pytest.raises(UsageError, match="no such field"):
        load("t.tsv", columns={"colour": "a"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1256"])
def test_rows_in_any_encoding_and_with_line_ends_inside(encoding: str) -> None:
    written = "12/3/2020" if encoding == "cp1256" else "١٢/٣/٢٠٢٠"
    table("النص;التاريخ", f'"{TEXT}\nوأصيب خمسة";"{written}"', ";;", "؟؟;", "no arabic;", encoding=encoding)
    found = load("t.csv")
    assert [item.report.text for item in reports(found)] == [f"{TEXT}\nوأصيب خمسة"]
    assert str(reports(found)[0].report.published) == "2020-03-12"
    assert all("no Arabic" in line or "no text" in line for line in failures(found))


def test_tables_that_are_none() -> None:
    table("a,b", "1,2")
    table("", name="e.csv")
    Path("x.xlsx").write_bytes(b"PK\x03\x04xl/ nothing more")
    Path("y.xlsx").write_text(TEXT, encoding="utf-8")
    said = failures(load("t.csv", "e.csv", "x.xlsx"))
    assert said == [
        "e.csv: is empty",
        "t.csv: has no column with Arabic text",
        "x.xlsx: is a workbook that is damaged (File is not a zip file)",
    ]
    assert [item.report.text for item in reports(load("y.xlsx"))] == [TEXT]


# ---- Telegram


def test_a_cell_without_end_is_told_and_what_to_do() -> None:
    table("id,text", *(f"{n},{TEXT}" for n in range(80)), f'x,"{TEXT * 20_000}', f"y,{TEXT}")
    found = load("t.csv", max_size=200_000)
    assert len(reports(found)) == 80
    (failure,) = (item for item in found if isinstance(item, Failure))
    assert "has a cell longer than 0.2 MB and is not read on" in str(failure.error)
    assert "raise --max-size, and read it again" in str(failure.error)


def test_a_table_of_a_header_alone_says_so() -> None:
    table("id,text")
    said: list[str] = []
    assert load("t.csv", note=said.append) == []
    assert "t.csv: has a header and no rows" in said


def test_an_export_of_a_whole_account() -> None:
    def chat(number: int, text: Any) -> dict[str, Any]:
        post = {"id": 5, "type": "message", "date": "2020-01-27T10:00:00", "from": "س", "text": text}
        return {
            "name": f"قناة {number}",
            "id": number,
            "type": "public_channel",
            "messages": [post, "odd", {"text": 5}],
        }

    export = {
        "about": "…",
        "chats": {"list": [chat(1, TEXT), chat(2, [TEXT, {"type": "link", "text": " t.me/x"}, {"odd": 1}, 5])]},
        "left_chats": {"list": [chat(3, TEXT + " أيضاً"), "odd"]},
    }
    Path("result.json").write_text(json.dumps(export), encoding="utf-8")
    found = reports(load("result.json"))
    assert [item.report.text for item in found] == [TEXT, TEXT + " t.me/x", TEXT + " أيضاً"]
    assert [item.report.outlet for item in found] == ["قناة 1", "قناة 2", "قناة 3"]


def test_an_export_that_is_cut_off() -> None:
    raw = (FORMS / "result.json").read_bytes()
    Path("result.json").write_bytes(raw[: len(raw) // 2])
    assert "is no whole export of Telegram" in failures(load("result.json"))[0]


# ---- mail and PDF


def test_mail_in_odd_clothes() -> None:
    head = "Subject: x\nContent-Type: text/{}; charset={}\nContent-Transfer-Encoding: 8bit\n\n"
    Path("a.eml").write_bytes(head.format("plain", "windows-1256").encode() + TEXT.encode("cp1256"))
    Path("b.eml").write_bytes(head.format("html", "utf-8").encode() + f"<p>{TEXT}</p><p>انتهى</p>".encode())
    Path("c.eml").write_bytes(head.format("plain", "klingon").encode() + TEXT.encode())
    Path("d.eml").write_bytes(b"Subject: nothing\n\n")
    found = load("a.eml", "b.eml", "c.eml", "d.eml")
    assert [TEXT in item.report.text for item in reports(found)] == [True] * 3
    assert failures(found) == ["d.eml: is empty"]


def test_pdf_that_cannot_be_read_is_named() -> None:
    raw = (FORMS / "bulletin.pdf").read_bytes()
    Path("cut.pdf").write_bytes(raw[:200])
    Path("scan.pdf").write_bytes(raw.replace(b"Contents 4 0 R", b"Nothing 4 0 R"))
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(raw))
    writer.encrypt("secret")
    writer.write("locked.pdf")
    said = failures(load("cut.pdf", "locked.pdf", "scan.pdf"))
    assert "cut.pdf: is a PDF document" in said[0]
    assert said[1:] == [
        "locked.pdf: is an encrypted PDF document",
        "scan.pdf: is a PDF document without a text layer (a scan?)",
    ]


# ---- archives


def zipped(path: str, **members: bytes) -> str:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_names_that_climb_out_stay_inside(tmp_path: Path) -> None:
    zipped("evil.zip", **{"../../up.txt": TEXT.encode(), "/etc/passwd.txt": TEXT.encode() + b" "})
    assert [item.report.id for item in reports(load("evil.zip"))] == ["evil.zip/up.txt", "evil.zip/etc/passwd.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["evil.zip"]
    assert not (tmp_path.parent / "up.txt").exists()


def test_a_zip_bomb_is_stopped_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rasd.loading.archives.MOST_UNPACKED", 20_000_000)
    monkeypatch.setattr("rasd.loading.archives.MOST_TIMES", 1)
    huge = bytes(50_000_000)
    zipped("bomb.zip", **{"a.txt": TEXT.encode()}, **{f"b{i}.txt": huge for i in range(20)})
    found = load("bomb.zip")
    assert [item.report.text for item in reports(found)] == [TEXT]
    said = failures(found)
    assert "b0.txt: is larger than 5 MB" in said[0]
    assert "like a zip bomb" in said[-1] and len(said) < 8
    Path("bomb.txt.gz").write_bytes(gzip.compress(bytes(500_000_000), 1))
    assert "larger than 5 MB" in failures(load("bomb.txt.gz"))[0]


def test_archives_in_archives_end() -> None:
    inner = "z0.zip"
    zipped(inner, **{"a.txt": TEXT.encode()})
    for depth in range(1, 5):
        inner = zipped(f"z{depth}.zip", **{f"z{depth - 1}.zip": Path(inner).read_bytes()})
    assert [item.report.text for item in reports(load("z2.zip"))] == [TEXT]
    assert "lies in 3 archives, one in the other" in failures(load("z4.zip"))[0]


def test_a_size_that_lies_is_not_believed() -> None:
    zipped("lie.zip", **{"a.txt": bytes(6_000_000)})
    raw = bytearray(Path("lie.zip").read_bytes())
    at = raw.index(b"PK\x01\x02")
    raw[at + 24 : at + 28] = struct.pack("<I", 10)  # it promises 10 bytes
    Path("lie.zip").write_bytes(raw)
    assert len(failures(load("lie.zip"))) == 1


@pytest.mark.parametrize("name", ["pages.warc.gz", "pages.wacz", "mixed.zip", "table.xlsx", "bulletin.pdf"])
def test_what_is_cut_off_or_damaged_is_one_clear_error(name: str) -> None:
    raw = (FORMS / name).read_bytes()
    for at in (10, len(raw) // 3, len(raw) // 2, len(raw) - 30):
        Path(name).write_bytes(raw[:at])
        Path("good.txt").write_text(TEXT, encoding="utf-8")
        found = load(name, "good.txt")
        assert failures(found), at
        assert reports(found)[-1 if name > "good" else 0].report.id == "good.txt" or len(reports(found)) > 0
        broken = bytearray(raw)
        broken[at] ^= 0xFF
        Path(name).write_bytes(broken)
        load(name)  # whatever it says, nothing is raised


def test_a_truncated_gzip_of_lines_keeps_what_stands_before_the_end() -> None:
    lines = "".join(json.dumps({"id": i, "text": f"{TEXT} {os.urandom(40).hex()}"}) + "\n" for i in range(400))
    raw = gzip.compress(lines.encode())
    Path("many.jsonl.gz").write_bytes(raw[: len(raw) // 2])
    found = load("many.jsonl.gz")
    assert len(reports(found)) > 50
    assert "damaged or cut off" in failures(found)[-1]
    Path("many.jsonl.gz").write_bytes(raw)
    assert len(reports(load("many.jsonl.gz"))) == 400


# ---- feeds


def test_a_feed_whose_entities_explode_is_refused_at_once() -> None:
    lol = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    entities = f'<!DOCTYPE rss [<!ENTITY l0 "قتل">{lol}]>'
    bomb = f'<?xml version="1.0"?>{entities}<rss><channel><title>&l9;</title></channel></rss>'
    Path("bomb.rss").write_text(bomb, encoding="utf-8")
    outside = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>'
    Path("outside.rss").write_text(outside, encoding="utf-8")
    said = failures(load("bomb.rss", "outside.rss"))
    assert len(said) == 2 and all("defines entities" in line for line in said)


def test_feeds_of_every_kind() -> None:
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>منبر</title>
<entry><id>urn:1</id><title>عنوان الخبر</title>
<link href="https://a.example/1"/><updated>2020-01-27T22:30:00+03:00</updated>
<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry>
<entry><id>urn:2</id><title>English</title></entry></feed>"""
    Path("a.atom").write_text(atom, encoding="utf-8")
    (entry,) = reports(load("a.atom"))
    assert (entry.report.id, entry.report.url, entry.report.outlet) == ("urn:1", "https://a.example/1", "منبر")
    assert str(entry.report.published) == "2020-01-27"
    assert entry.report.text.splitlines() == ["عنوان الخبر", TEXT]
    Path("x.rss").write_text("<rss version='2.0'><channel></channel></rss>", encoding="utf-8")
    Path("y.rss").write_text("قتل جندي", encoding="utf-8")
    assert failures(load("x.rss", "y.rss")) == [
        "x.rss: is a feed without entries",
        "y.rss: is no feed that can be read",
    ]


def test_a_missing_library_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for module in ("openpyxl", "pypdf", "fastwarc", "fastwarc.warc"):
        monkeypatch.setitem(sys.modules, module, None)
    found = load(FORMS / "table.xlsx", FORMS / "bulletin.pdf", FORMS / "pages.warc.gz")
    assert reports(found) == []
    remedies = [item.error.remedy for item in found if isinstance(item, Failure)]
    assert remedies == [f'Install it: pip install "rasd[{extra}]"' for extra in ("documents", "web", "documents")]


def test_the_examples_are_those_that_the_tool_makes() -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location("make_examples", ROOT / "tools" / "make_examples.py")
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    assert (FORMS / "table.csv").read_text(encoding="utf-8") == made.table()
    assert (FORMS / "result.json").read_text(encoding="utf-8") == made.telegram()
    assert (FORMS / "feed.rss").read_text(encoding="utf-8") == made.feed()
    assert (FORMS / "bulletin.pdf").read_bytes() == made.pdf()
