"""Writes the examples of binary and mixed forms in examples/forms/, from texts made for the project.

They are kept in the repository; run this after changing a text. Needs the extras ``documents`` and ``web``.
"""

from __future__ import annotations

import datetime
import io
import json
import zipfile
import zlib
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

FORMS = Path(__file__).resolve().parent.parent / "examples" / "forms"
DAY = datetime.datetime(2020, 1, 27, 14, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=3)))
TEXTS = (
    "أعلنت قيادة العمليات مقتل 4 جنود وإصابة 9 آخرين في انفجار عبوة ناسفة شمال مدينة الرمادي أمس.",
    "قالت شبكة السهل إن 3 مدنيين بينهم طفل قتلوا في قصف مدفعي على بلدة كفر نبل صباح اليوم الاثنين.",
    "دمرت القوات الحكومية آليتين عسكريتين وصادرت 12 صاروخاً في كمين قرب مدينة مأرب، بحسب مصدر عسكري.",
)
OUTLETS = ("ضفاف برس", "شبكة السهل", "منبر النيلين")
TITLES = ("انفجار شمال الرمادي", "قصف على كفر نبل", "كمين قرب مأرب")


def page(number: int) -> bytes:
    """A page of an outlet that is none."""
    return f"""<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{TITLES[number]}</title>
<meta property="og:site_name" content="{OUTLETS[number]}"><meta name="author" content="مراسل ميداني">
<meta property="article:published_time" content="{DAY.isoformat()}"></head>
<body><nav>الرئيسية | أخبار</nav><article><h1>{TITLES[number]}</h1><p>{TEXTS[number]}</p></article></body></html>
""".encode()


def table() -> str:
    """A table with a semicolon, as spreadsheets in many countries write it."""
    rows = ["رقم;التاريخ;المصدر;العنوان;نص الخبر;ملاحظات"]
    for i, text in enumerate(TEXTS):
        rows.append(f'{i + 1};2020-01-27;{OUTLETS[i]};{TITLES[i]};"{text}";للمراجعة')
    return "\n".join(rows).replace("نص الخبر", "النص") + "\n"


def workbook() -> bytes:
    """The same as a workbook."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "أخبار"
    sheet.append(["رقم", "تاريخ النشر", "المصدر", "النص"])
    for i, text in enumerate(TEXTS):
        sheet.append([i + 1, DAY.date(), OUTLETS[i], text])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def telegram() -> str:
    """An export of one channel: text as a string, and as a list of pieces."""
    pieces = [{"type": "hashtag", "text": "#عاجل"}, " ", {"type": "bold", "text": TEXTS[1]}]
    messages = [
        {"id": 1, "type": "service", "action": "create_channel", "date": "2020-01-01T00:00:00", "text": ""},
        {"id": 2, "type": "message", "date": "2020-01-27T14:30:00", "from": OUTLETS[1], "text": TEXTS[0]},
        {"id": 3, "type": "message", "date": "2020-01-27T15:00:00", "from": OUTLETS[1], "text": pieces},
        {"id": 4, "type": "message", "date": "2020-01-27T15:05:00", "photo": "photos/1.jpg", "text": ""},
    ]
    export = {"name": OUTLETS[1], "type": "public_channel", "id": 1234567890, "messages": messages}
    return json.dumps(export, ensure_ascii=False, indent=1)


def mail() -> bytes:
    """A message with a text and an attached page."""
    message = EmailMessage()
    message["From"] = f"{OUTLETS[2]} <news@example.org>"
    message["To"] = "desk@example.org"
    message["Subject"] = TITLES[2]
    message["Date"] = format_datetime(DAY)
    message["Message-ID"] = "<1@example.org>"
    message.set_content(TEXTS[2])
    message.add_attachment(page(0), maintype="text", subtype="html", filename="page.html")
    raw = message.as_bytes()
    boundary = message.get_boundary() or ""
    return raw.replace(boundary.encode(), b"=====made=for=rasd=====")


def feed() -> str:
    """A feed with the text of its entries."""
    items = "".join(
        f"<item><title>{TITLES[i]}</title><link>https://example.org/{i}</link><guid>https://example.org/{i}</guid>"
        f"<pubDate>{format_datetime(DAY)}</pubDate><description><![CDATA[<p>{TEXTS[i]}</p>]]></description></item>"
        for i in range(3)
    )
    head = f"<title>{OUTLETS[0]}</title><link>https://example.org/</link><description>أخبار</description>"
    return f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>{head}{items}</channel></rss>\n'


def warc() -> bytes:
    """Two pages as they were answered with, one that was not found."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for i, (status, body) in enumerate((("200 OK", page(0)), ("404 Not Found", b"gone"), ("200 OK", page(1)))):
        headers = StatusAndHeaders(status, [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        told = {"WARC-Date": "2020-01-28T08:00:00Z", "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{i:012}>"}
        record = writer.create_warc_record(
            f"https://example.org/{i}",
            "response",
            payload=io.BytesIO(body),
            http_headers=headers,
            warc_headers_dict=told,
        )
        writer.write_record(record)
    return out.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    """An archive whose bytes are the same in every run."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 28, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def wacz() -> bytes:
    """A web archive collection: WARC files with an index beside them."""
    about = json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": []})
    return zipped({"datapackage.json": about.encode(), "archive/data.warc.gz": warc(), "pages/pages.jsonl": b"{}\n"})


def pdf() -> bytes:
    """A page of text as a document whose letters can be taken out again (a font of its own is not needed for that)."""
    letters = sorted(set(TEXTS[2]))
    codes = {letter: code for code, letter in enumerate(letters, 1)}
    shown = "".join(f"{codes[letter]:02x}" for letter in TEXTS[2])
    pairs = "".join(f"<{code:02x}> <{ord(letter):04x}>\n" for letter, code in codes.items())
    cmap = f"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def
1 begincodespacerange <00> <ff> endcodespacerange
{len(codes)} beginbfchar
{pairs}endbfchar
endcmap end end"""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        (f"BT /F1 12 Tf 50 780 Td <{shown}> Tj ET", "stream"),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        (cmap, "stream"),
        "<</Title(Bulletin)/Author(Desk)/CreationDate(D:20200128080000Z)>>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        if isinstance(item, tuple):
            packed = zlib.compress(item[0].encode())
            head = f"<</Length {len(packed)}/Filter/FlateDecode>>"
            body = head.encode() + b"\nstream\n" + packed + b"\nendstream"
        else:
            body = item.encode()
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info 7 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def main() -> None:
    """Write them all."""
    FORMS.mkdir(parents=True, exist_ok=True)
    made: dict[str, bytes] = {
        "table.csv": table().encode(),
        "table.xlsx": workbook(),
        "result.json": telegram().encode(),
        "message.eml": mail(),
        "bulletin.pdf": pdf(),
        "feed.rss": feed().encode(),
        "pages.warc.gz": warc(),
        "pages.wacz": wacz(),
        "mixed.zip": zipped({"news/page.html": page(1), "news/note.txt": TEXTS[0].encode(), "logo.png": b"\x89PNG"}),
    }
    for name, content in made.items():
        (FORMS / name).write_bytes(content)


if __name__ == "__main__":
    main()
