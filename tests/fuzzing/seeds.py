"""What fuzzing starts from: a small sound input of every form that Rasd reads."""

from __future__ import annotations

import email.message
import gzip
import io
import json
import zipfile
from collections.abc import Callable

TEXT = (
    "قالت وزارة الصحة، الأحد، إن 12 مدنياً قتلوا وأصيب نحو 30 في غارة على مدينة حلب أمس، بينهم 4 أطفال.\n"
    "وأضاف المتحدث باسم الجيش أن قواته دمرت دبابتين وثلاث عربات و«أسقطت طائرة مسيرة» قرب بلدة سراقب.\n"
    "ونفى المصدر سقوط البلدة، بينما زعمت الجماعة مقتل ما بين 15 و20 جندياً في 3/5/2020.\n"
)


def page() -> bytes:
    about = '{"@type": "NewsArticle", "headline": "غارة", "datePublished": "2020-01-27T10:00:00+03:00"}'
    meta = '<meta property="article:published_time" content="2020-01-26T08:00:00Z"><meta charset="utf-8">'
    body = "".join(f"<p class=x>{line}</p>" for line in TEXT.splitlines())
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>خبر</title>{meta}'
        f'<script type="application/ld+json">{about}</script></head><body><nav><a href="/">الرئيسية</a></nav>'
        f"<article><h1>خبر</h1>{body}<table><tr><td>1<td>2</table></article><aside>اقرأ أيضاً</aside></body></html>"
    ).encode()


def jsonl() -> bytes:
    rows = [
        {"id": "a", "text": TEXT, "published": "2020-01-27", "outlet": "ضفاف"},
        {"id": 7, "text": "قتل جندي", "title": None, "url": "https://a.example/1"},
    ]
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def table() -> bytes:
    return f'id,date,text,source\n1,2020-01-27,"{TEXT}",ضفاف\n2,27/01/2020,قتل جندي في حلب,\n'.encode()


def workbook() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["id", "date", "text"], [1, "2020-01-27", TEXT]):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def telegram() -> bytes:
    post = {
        "id": 1,
        "type": "message",
        "date": "2020-01-27T10:00:00",
        "date_unixtime": "1580112000",
        "from": "قناة",
        "text": ["عاجل: ", {"type": "bold", "text": "مقتل 3 جنود"}, " في حلب"],
    }
    return json.dumps({"name": "قناة", "type": "public_channel", "id": 9, "messages": [post]}).encode()


def mail() -> bytes:
    message = email.message.EmailMessage()
    message["Subject"] = "خبر عاجل"
    message["From"] = "مراسل <a@b.example>"
    message["Date"] = "Mon, 27 Jan 2020 10:00:00 +0300"
    message.set_content(TEXT)
    message.add_alternative(page().decode(), subtype="html")
    message.add_attachment(table(), maintype="text", subtype="csv", filename="t.csv")
    return message.as_bytes()


def pdf() -> bytes:
    """A page with a text layer, as small as PDF allows."""
    content = b"BT /F1 12 Tf 72 720 Td (12 killed in Aleppo) Tj T* (30 wounded) ' ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def warc() -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:6d5a8c1e-0000-4000-8000-000000000001>\r\n"
        "WARC-Date: 2020-01-27T10:00:00Z\r\nWARC-Target-URI: https://a.example/1\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def packed(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, raw in members:
            archive.writestr(name, raw)
    return out.getvalue()


def feed() -> bytes:
    item = f"<item><title>خبر</title><link>https://a.example/1</link><guid>1</guid><description>{TEXT}</description>"
    date = "<pubDate>Mon, 27 Jan 2020 10:00:00 +0300</pubDate></item>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>ق</title>{item}{date}</channel></rss>'.encode()


def atom() -> bytes:
    entry = f'<entry><id>1</id><updated>2020-01-27T10:00:00Z</updated><content type="html">{TEXT}</content></entry>'
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>ق</title>{entry}</feed>'.encode()


def opml() -> bytes:
    return b'<opml version="2.0"><body><outline text="a" xmlUrl="https://a.example/feed"/></body></opml>'


def mhtml() -> bytes:
    head = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n"
    )
    return head.encode() + page() + b"\r\n--b--\r\n"


def gazetteer() -> bytes:
    return (
        "name_ar,name_en,latitude,longitude,admin1\nعين الهدى,Ayn,35.5,36.7,Aleppo\nتل النور,Tall,35.6,36.8,\n".encode()
    )


def geonames() -> bytes:
    row = ["1", "Ayn", "Ayn", "عين الهدى,Ayn", "35.5", "36.7", "P", "PPL", "SY", "", "09", "", "", "", "10", "", "400"]
    return ("\t".join([*row, "Asia/Damascus", "2020-01-01"]) + "\n").encode()


def whosonfirst() -> bytes:
    about = {"wof:id": 1, "wof:name": "Ayn", "name:ara_x_preferred": ["عين"], "wof:placetype": "locality"}
    properties = {**about, "wof:country": "SY", "geom:latitude": 35.5, "geom:longitude": 36.7}
    return json.dumps({"type": "Feature", "id": 1, "properties": properties, "geometry": None}).encode()


ACTOR = """- id: xxx-army
  en: An army
  ar: الجيش الشرقي
  kind: army
  country: SY
  part_of: null
  years: [1950, null]
  aliases: [قوات الشرق, {ar: الشرقيون, context: true, framing: partisan}]
  source: made
"""
ACTION = """- code: killed
  en: killed
  ar: قتل
  object: person
  verbs: [{past: قتل, present: يقتل, voice: both}]
  nouns: [{sg: مقتل, of: patient}]
  results: [{sg: قتيل, pl: [قتلى], object: person}]
  phrases: [{ar: أودى بحياة, kind: noun, of: patient}]
"""
OBJECT = "- code: person\n  en: people\n  ar: أشخاص\n  nouns: [شخص/أشخاص, جندي/جنود+regular]\n  phrases: [عامل إغاثة]\n"

#: Words, marks and digits that steer a reader of Arabic one way or the other.
WORDS = [
    *"""قتل قُتل مقتل قتلى قتيل جريح أصيب وأصيب استشهد لقوا حتفهم قصف غارة غارات هجوم هاجم استهدف انفجار اشتباكات بين
    الجيش السوري مسلحون جنديان جنود مدنياً أطفال طفلان امرأة دبابة دبابتين وعربة آليات خمسة ثلاثة عشر مئة آلاف مليون
    ونصف نحو أكثر من ما لا يقل عن بينهم منهم آخرون على الأقل قال وقالت وأضاف أعلنت وزارة الدفاع مصدر بحسب وفق زعم نفى
    إن أن إنها حيث إذا سوف لو لم لن قد في من إلى مدينة حلب بلدة ريف إدلب غزة أمس اليوم الأحد الماضي يوم منذ عام شهر
    كانون الثاني يناير 2020 سيطر انسحب دمر لها ضبط وتدمير أسقط طائرة مسيرة صاروخ نزح عائلة اعتقل أفرج حصيلة عدد بلغ
    خسائر مسؤوليته تبنت كمين عبوة ناسفة الذي كان اقرأ أيضاً رجب 1441 هـ الموافق ربع ثلث نصف بالمئة""".split(),
    *"«»“”()[]{}.,،؛:؟!-–/%٪٫٬ـ\u200f\u202b\u202c\u200d\u00a0\ufeff\u0670\u0651",
    *"3 12 ١٢ ۷ 1.5 2,000 10:30 12/6/2020 1441 T-72 14.5 ٣٠٪".split(),
]
SHEET = (
    b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c><c r="B1" t="inlineStr"><is><t>date</t></is></c></row>'
    b'<row r="2"><c r="A2" t="inlineStr"><is><t>\xd9\x82\xd8\xaa\xd9\x84</t></is></c><c r="B2"><v>43857</v></c></row>'
    b'<row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3" t="e"><v>#N/A</v></c></row></sheetData></worksheet>'
)


def of(name: str) -> tuple[Callable[[], bytes], ...]:
    """The inputs to start a target from."""
    return OF[name]


#: The inputs of each target, made when they are asked for.
OF: dict[str, tuple[Callable[[], bytes], ...]] = {
    "text": (TEXT.encode, lambda: TEXT.encode("cp1256"), lambda: TEXT.encode("utf-16")),
    "page": (page, mhtml),
    "jsonl": (jsonl,),
    "table": (table,),
    "workbook": (workbook,),
    "sheet": (lambda: SHEET,),
    "telegram": (telegram,),
    "mail": (mail,),
    "pdf": (pdf,),
    "warc": (warc, lambda: gzip.compress(warc(), mtime=0)),
    "zip": (
        lambda: packed(("a.txt", TEXT.encode()), ("b/c.html", page())),
        lambda: packed(("datapackage.json", b"{}"), ("archive/data.warc.gz", gzip.compress(warc(), mtime=0))),
    ),
    "gzip": (lambda: gzip.compress(TEXT.encode(), mtime=0), lambda: gzip.compress(feed(), mtime=0)),
    "feed": (feed, atom),
    "follow": (feed, atom, opml),
    "gazetteer": (gazetteer, geonames, whosonfirst),
    "codebook": (ACTOR.encode, ACTION.encode, OBJECT.encode),
    "dates": (lambda: "مساء أمس الأربعاء 14 شباط/فبراير 2018، منذ مطلع الشهر و3/5/2020".encode(),),
    "numbers": (lambda: "ثلاثة وعشرون ألفاً ومئتان، نحو 1.5 مليون، بين 10 و15، ٣٠٪، أكثر من 2,000".encode(),),
    "reader": (TEXT.encode, lambda: "قتيل: 4\nجرحى: 12\nمكان: حلب\n".encode()),
    "address": (lambda: b"postgresql://a:b@host:5432/name?sslmode=require", lambda: b"sqlite:///a.db?timeout=3"),
}
