"""Deletion on request, end to end: after it no byte of what was deleted is left in a ledger's files."""

from __future__ import annotations

import json
import sqlite3
import zlib
from pathlib import Path

import pytest

from rasd.errors import LedgerError
from rasd.ledger.store import Ledger

#: Words that stand nowhere else, one for every place in which a report, its claims or decisions keep some.
SECRET = {
    "name": "report-zqx-name",
    "text": "زقرطوب",
    "place": "كفرزقنة",
    "outlet": "صدى زقران",
    "title": "عنوان زقشمي",
    "author": "زقمان الظليلي",
    "url": "https://zqx-deleted.example/page",
}
TEXT = (
    "قُتل المعلم {text} الحلبي (44 عاماً) وأصيب 7 مدنيين في قصف على بلدة {place} أمس، وقال {text} إن الجيش السوري "
    "دمر 3 دبابات قرب {place}."
).format(**SECRET)


def filled(folder: Path, number: int = 40) -> Path:
    """A ledger of many reports in which one is to be deleted, decided on, read twice, and seen twice."""
    rows = [{"id": f"r-{i}", "text": f"قُتل {i + 3} جنود في هجوم على حاجز رقم {i} قرب حلب أمس."} for i in range(number)]
    rows.insert(number // 2, {**{k: SECRET[k] for k in ("outlet", "title", "author", "url")}, "text": TEXT})
    rows[number // 2]["id"] = SECRET["name"]
    source = folder / "source" / "reports.jsonl"
    source.parent.mkdir()
    source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    path = folder / "kept" / "rasd.db"
    path.parent.mkdir()
    with Ledger.open(path) as ledger:
        ledger.add([source])
        for claim in list(ledger.claims(report=SECRET["name"])):
            ledger.decide(claim.id, "accepted", reason=f"says {SECRET['text']}")
            ledger.decide(claim.id, "rejected", reason=f"not {SECRET['place']}")
    return path


def left(path: Path) -> list[str]:
    """Which of the words are still somewhere in the ledger's files: plain, escaped as in JSON, or compressed."""
    raw = b"".join(file.read_bytes() for file in path.parent.iterdir())
    forms = {name: [word.encode(), json.dumps(word)[1:-1].encode()] for name, word in SECRET.items()}
    forms["blob"] = [zlib.compress(TEXT.encode(), level)[2:40] for level in (1, 6, 9)]
    return [name for name, spelled in forms.items() if any(form in raw for form in spelled)]


def test_what_is_to_be_deleted_is_there_before(tmp_path: Path) -> None:
    assert {"name", "text", "place", "outlet", "title", "author", "url"} <= set(left(filled(tmp_path)))


def test_after_a_deletion_no_byte_is_left(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with Ledger.open(path) as ledger:
        ledger.delete(SECRET["name"], "the family asked for it")
        assert left(path) == [], "while the ledger is open"
        assert not ledger.verify().problems
    assert left(path) == []


def test_a_deletion_beside_a_reader_says_what_is_left_and_ends_it_later(tmp_path: Path) -> None:
    """Somebody who reads holds the write-ahead log: the deletion stands, and says that it is to be run once more."""
    path = filled(tmp_path)
    with sqlite3.connect(path, isolation_level=None) as reader, Ledger.open(f"sqlite:///{path}?timeout=0.5") as ledger:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM ledger_claim").fetchone()
        with pytest.raises(LedgerError, match="another program has the ledger open"):
            ledger.delete(SECRET["name"], "the family asked for it")
        assert ledger.count(report=SECRET["name"], review="all") == 0
        reader.execute("COMMIT")
        ledger.sweep()
        assert left(path) == []
        assert not ledger.verify().problems


def test_a_search_finds_nothing_of_it(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with Ledger.open(path) as ledger:
        assert ledger.count(text=SECRET["text"], review="all") > 0
        ledger.delete(SECRET["name"], "the family asked for it")
        assert ledger.count(text=SECRET["text"], review="all") == 0
        raw = sqlite3.connect(path).execute(
            "SELECT count(*) FROM ledger_claim_words WHERE ledger_claim_words MATCH ?", (SECRET["text"],)
        )
        assert raw.fetchone() == (0,)
