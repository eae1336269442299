"""Private persons in whatever is public: read from made reports, written in every format, and looked for in the bytes.

The names are those of victims as the reader found them; every way in which their words could be left — whole, one word
alone, with a particle before it, escaped, zipped, in a column or in a database — is looked for.
"""

from __future__ import annotations

import html
import json
import subprocess
from functools import cache
from pathlib import Path

import pytest

import rasd
from rasd.exporting.formats import FORMATS, export
from rasd.exporting.sharing import shared_claims
from rasd.exporting.tables import Share, share_of
from rasd.linking.incidents import linked
from rasd.model import Claim, Sharing

#: No other word of these reports begins or ends like one of these.
FIRST = ("ظافر", "غضنفر", "همهام", "جلنار")
LAST = ("الزعزوعي", "الشمشيري", "الخرطبيل", "القشقوشي")
FRAMES = (
    "قُتل المدني {first} {last} (34 عاماً) برصاص قناص في مدينة {town} يوم 3 يناير 2018، وقال شقيقه إن {first} كان هناك.",
    "قالت والدة الطفل {first} {last} إن ابنها قتل في قصف على بلدة {town} يوم 5 يناير 2018، وإن «{first} لم يفعل شيئاً».",
    "اعتقلت قوات النظام الشاب {first} {last} في مدينة {town} في 7 يناير 2018. وأفرجت عن {last} بعد يومين.",
    "قُتلت {first} {last} وطفلاها في غارة على مدينة {town} يوم 9 يناير 2018. وشيّع الأهالي جثمان {last} في {town}.",
)
TOWNS = ("حلب", "إدلب", "سراقب", "درعا")


@cache
def claims() -> tuple[Claim, ...]:
    found: list[Claim] = []
    for number, frame in enumerate(FRAMES):
        for first, last in zip(FIRST, LAST, strict=True):
            text = frame.format(first=first, last=last, town=TOWNS[number])
            report = rasd.Report.from_text(
                text, published="2018-01-20", outlet="ضفاف", id=f"{number}-{LAST.index(last)}"
            )
            found += rasd.read(report)
    return tuple(found)


def share(level: Sharing) -> Share:
    return share_of(claims(), linked(claims()), level)


def names() -> set[str]:
    """The words of the private persons that the reader found."""
    return {word for claim in claims() for person in claim.persons if person.private for word in person.text.split()}


def spelled(name: str) -> list[bytes]:
    return [name.encode(), json.dumps(name)[1:-1].encode(), name.encode("utf-16-le")]


def bytes_of(out: Path) -> bytes:
    files = sorted(path for path in out.rglob("*") if path.is_file()) if out.is_dir() else [out]
    raw = b"".join(path.read_bytes() + str(path.name).encode() for path in files)
    for path in files:
        if path.suffix in (".xlsx", ".zip"):
            inside = subprocess.run(["unzip", "-p", str(path)], capture_output=True, check=True).stdout
            raw += inside + html.unescape(inside.decode("utf-8", "replace")).encode()  # XML may spell letters out
        if path.suffix == ".parquet":
            import pyarrow.parquet

            raw += json.dumps(pyarrow.parquet.read_table(path).to_pylist(), default=str, ensure_ascii=False).encode()
    return raw


#: Formats that are one file have a suffix of their own; the others are folders, which any name will do for.
SUFFIX = {
    "xlsx": ".xlsx",
    "geojson": ".geojson",
    "ucdp": ".csv",
    "acled": ".csv",
    "gpkg": ".gpkg",
    "labelstudio": ".json",
}


def written(format: str, level: Sharing, folder: Path) -> bytes:
    suffix = SUFFIX.get(format, ".jsonl" if format in ("jsonl", "webannotation", "plover", "ftm") else "")
    out = folder / f"out{suffix}"
    export(format, share(level), out)
    return bytes_of(out)


def test_there_are_names_to_mask() -> None:
    assert len(names() & {*FIRST, *LAST}) >= 4, names()


@pytest.mark.parametrize("format", FORMATS)
def test_no_private_person_is_left_in_any_format_whatever_the_name(format: str, tmp_path: Path) -> None:
    raw = written(format, Sharing.public, tmp_path)
    assert [name for name in sorted(names()) if any(form in raw for form in spelled(name))] == []


@pytest.mark.parametrize("again", ["احمد الزهيرى", "أَحمد الزهيري", "وأحمد الزهيري", "أحـمد  الزهيري"])
def test_a_name_is_masked_however_it_is_spelled(again: str) -> None:
    text = f"قُتل المدني أحمد الزهيري (34 عاماً) برصاص قناص في مدينة حلب، وأصيب 3 مدنيين كانوا مع {again} هناك."
    found = rasd.read(rasd.Report.from_text(text, published="2018-01-20"))
    assert any(person.private for claim in found for person in claim.persons)
    for record in shared_claims(found, with_recent=True):
        assert "زهير" not in json.dumps(record, ensure_ascii=False, default=str), record["evidence"]["text"]


@pytest.mark.parametrize("format", ["jsonl", "csv", "parquet", "xlsx", "labelstudio"])
def test_they_are_there_when_nothing_is_masked(format: str, tmp_path: Path) -> None:
    """Else the test above would look past what it looks for."""
    raw = written(format, Sharing.internal, tmp_path)
    assert any(form in raw for name in names() for form in spelled(name))
