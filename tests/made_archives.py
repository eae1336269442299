"""Archives made up for the tests of batches: lines, pages, WARC, WACZ, Parquet, all of reports of our own."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

from made_reports import TEXTS

PERSIAN = (
    "وزارت دفاع اعلام کرد که سه سرباز در یک انفجار در نزدیکی شهر کشته شدند و پنج نفر دیگر زخمی شدند. "
    "این گزارش هنوز توسط منابع مستقل تایید نشده است و پلیس گفت تحقیقات ادامه دارد."
)
LONG = (
    "قالت مصادر محلية إن قصفا مدفعيا استهدف السوق الشعبي في مدينة تعز صباح الأحد، ما أدى إلى مقتل 6 مدنيين وإصابة 11 "
    "آخرين بجروح متفاوتة نقلوا على إثرها إلى مستشفى الثورة. وأضافت المصادر أن ثلاث قذائف سقطت وسط الباعة والمتسوقين "
    "قبل الظهر بقليل، وأن فرق الإسعاف واصلت انتشال الضحايا حتى المساء. وحمّل المجلس المحلي جماعة الحوثي مسؤولية القصف، "
    "فيما لم يصدر عن الجماعة أي تعليق. وقال الطبيب سامر العبسي إن المستشفى استقبل طفلين بين القتلى."
)


def line(n: int, **more: object) -> str:
    """One report as a line of JSON."""
    text = TEXTS[n % len(TEXTS)] + f" وكان ذلك الهجوم رقم {n} في المنطقة منذ مطلع العام."
    told = {"text": text, "published": f"2020-01-{n % 27 + 1:02d}", "outlet": f"وكالة {n % 3}", **more}
    return json.dumps(told, ensure_ascii=False) + "\n"


def lines(path: Path, number: int, first: int = 0) -> Path:
    """A file of JSON lines."""
    path.write_text("".join(line(n) for n in range(first, first + number)), encoding="utf-8")
    return path


def html(text: str, title: str = "خبر", language: str = "ar") -> bytes:
    """A page."""
    return (
        f"<!DOCTYPE html><html lang='{language}'><head><meta charset='utf-8'><title>{title}</title>"
        f"<meta property='article:published_time' content='2020-01-26T10:00:00+03:00'></head><body>"
        f"<nav><a href='/'>الرئيسية</a></nav><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    ).encode()


def warc(pages: dict[str, bytes], compressed: bool = True) -> bytes:
    """A WARC archive of pages by their address, as a crawler writes it."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=compressed)
    for n, (url, page) in enumerate(pages.items()):
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(page),
            http_headers=headers,
            warc_headers_dict={
                "WARC-Date": "2020-01-26T10:00:00Z",
                "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{n:012d}>",
            },
        )
        writer.write_record(record)
    return out.getvalue()


def corpus(folder: Path) -> Path:
    """A folder with something of each kind, and something broken."""
    folder.mkdir(parents=True)
    lines(folder / "a.jsonl", 60)
    with (folder / "a.jsonl").open("a", encoding="utf-8") as file:
        file.write("{ not json\n")
        file.write(json.dumps({"id": "long-1", "text": LONG, "published": "2020-01-26"}, ensure_ascii=False) + "\n")
    (folder / "b.html").write_bytes(html(LONG, "قصف على سوق تعز"))
    (folder / "c.txt").write_text(TEXTS[0], encoding="utf-8")
    pages = {f"https://news{n}.example/{n}": html(TEXTS[n % 4] + f" الخبر {n}.") for n in range(8)}
    (folder / "d.warc.gz").write_bytes(warc(pages))
    with zipfile.ZipFile(folder / "e.wacz", "w") as packed:
        packed.writestr("datapackage.json", "{}")
        packed.writestr("archive/data.warc.gz", warc({"https://w.example/1": html(TEXTS[1] + " من الأرشيف.")}))
    (folder / "f.warc.gz").write_bytes(warc(pages)[:-300])
    (folder / "g.txt").write_bytes(b"")
    with gzip.open(folder / "h.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("".join(line(n) for n in range(60, 70)))
    parquet(folder / "i.parquet", 30)
    return folder


def parquet(path: Path, number: int) -> Path:
    """A Parquet table of reports, ten a group."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [json.loads(line(100 + n)) for n in range(number)]
    columns = {name: [row[name] for row in rows] for name in ("text", "published", "outlet")}
    pq.write_table(pa.table(columns), path, row_group_size=10)
    return path
