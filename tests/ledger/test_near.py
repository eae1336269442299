"""One article in several outlets with small edits: all originals are kept, every claim counts once, with all outlets."""

from __future__ import annotations

import datetime
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rasd.ledger.store import Ledger

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))
import reports

TEXT = reports.report_of(2600, random.Random(11))
ADDED = "وقال مصدر طبي إن 17 مدنياً قتلوا في غارة جوية على مخيم شمال المدينة فجر الأحد."


def paragraphs() -> list[str]:
    return [p for p in TEXT.split("\n") if p]


@pytest.fixture
def three(ledger: Ledger, write: Callable[..., Path]) -> Ledger:
    """The article, a copy with a paragraph added, and one with a paragraph dropped and the spelling changed."""
    more = "\n".join([*paragraphs(), ADDED])
    less = "\n".join(paragraphs()[:-1]).replace("أ", "ا")
    told: dict[str, Any] = {"published": "2020-01-27"}
    ledger.add(
        [
            write(
                {"id": "one", "text": TEXT, "outlet": "ضفاف", **told},
                {"id": "two", "text": more, "outlet": "نداء", **told},
            )
        ]
    )
    summary = ledger.add([write({"id": "three", "text": less, "outlet": "منبر", **told})])
    assert (summary.added, summary.near) == (1, 1)
    return ledger


def alone(text: str, outlet: str) -> int:
    import rasd

    return len(rasd.read(rasd.Report.from_text(text, published="2020-01-27", outlet=outlet)))


def test_claims_count_once_with_all_outlets(three: Ledger) -> None:
    assert three.info()["originals"] == 3
    assert three.info()["nearly the same"] == 2
    rows = list(three.rows())
    assert len(rows) == alone(TEXT, "x") + alone(ADDED, "x")
    assert {row.outlets for row in rows} >= {("ضفاف", "نداء", "منبر"), ("نداء",)}
    (added,) = [row for row in rows if row.claim.count.low == 17 and "مخيم" in row.claim.evidence.text]
    assert added.outlets == ("نداء",)
    assert three.count(outlet="نداء") == len(rows)
    assert three.count(outlet="منبر") == sum("منبر" in row.outlets for row in rows) > 0
    assert not three.verify().problems


def test_reading_again_keeps_them_together(three: Ledger) -> None:
    before = [(row.claim.id, row.outlets) for row in three.rows()]
    list(three.reread(everything=True))
    assert [(row.claim.id, row.outlets) for row in three.rows()] == before
    assert not three.verify().problems


def test_when_the_first_one_is_deleted_the_next_takes_its_place(three: Ledger) -> None:
    three.delete("one", "for protection")
    rows = list(three.rows())
    assert len(rows) == alone(TEXT, "x") + alone(ADDED, "x")
    assert {row.outlets for row in rows} >= {("نداء", "منبر"), ("نداء",)}
    three.delete("two", "for protection")
    assert {row.outlets for row in three.rows()} == {("منبر",)}
    assert not three.verify().problems


def test_a_copy_that_a_person_decided_on_stands_for_itself(three: Ledger) -> None:
    row = next(row for row in three.rows() if row.outlets == ("ضفاف", "نداء", "منبر"))
    three.decide(row.claim.id, "accepted")
    list(three.reread(everything=True))
    assert [r.review for r in three.rows(id=row.claim.id)] == ["accepted"]


def test_other_days_and_other_texts_stay_apart(ledger: Ledger, write: Callable[..., Path]) -> None:
    later = (datetime.date(2020, 1, 27) + datetime.timedelta(days=30)).isoformat()
    ledger.add([write({"id": "one", "text": TEXT, "published": "2020-01-27"})])
    summary = ledger.add([write({"id": "two", "text": TEXT + "\n" + ADDED, "published": later})])
    assert (summary.added, summary.near) == (1, 0)
    summary = ledger.add([write({"id": "three", "text": reports.report_of(2600, random.Random(12))})])
    assert (summary.added, summary.near) == (1, 0)
