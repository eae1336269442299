"""Claims that a person adds: kept, logged, proved, taken back, and carried over to later readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pytest

from rasd.errors import UsageError
from rasd.ledger.store import Ledger
from rasd.model import Extent, Report, to_json

TEXT = "قُتل ثلاثة جنود في حلب أمس. وفي بلدة النيرب سُمع دوي انفجارين كبيرين عند الفجر."
WORDS = "سُمع دوي انفجارين كبيرين"
START = TEXT.index(WORDS)
SPAN = (START, START + len(WORDS))
PLACE = "النيرب"
AT = TEXT.index(PLACE)
FIELDS = {
    "action": "explosion",
    "count.low": 2,
    "count.high": 2,
    "count.qualifier": "exact",
    "place": {"text": PLACE, "span": [AT, AT + len(PLACE)]},
}


@pytest.fixture
def filled(ledger: Ledger, tmp_path: Path) -> Ledger:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    ledger.add([tmp_path / "a.txt"])
    return ledger


def of_nothing(reports: Iterable[Report]) -> Iterator[list[bytes]]:
    for _ in reports:
        yield []


def shorter(reports: Iterable[Report]) -> Iterator[list[bytes]]:
    """A reader for which the words that a person marked mean an explosion."""
    from rasd.resolving.claims import read

    for report in reports:
        (killed,) = (claim for claim in read(report) if claim.action == "killed")
        found = msgspec.structs.replace(killed, id="c-0123456789abcdef", action="explosion", count=type(killed.count)())
        yield [to_json(killed), to_json(msgspec.structs.replace(found, evidence=Extent(WORDS, SPAN)))]


def test_an_added_claim_is_kept_with_its_words_its_place_and_who_added_it(filled: Ledger) -> None:
    before = list(filled.claims())
    id_ = filled.add_claim(1, SPAN, FIELDS, by="هدى", reason="heard by two")
    (kept,) = filled.rows(id=id_)
    assert kept.claim.evidence.text == WORDS and kept.claim.rules == ("person",)
    assert (kept.review, kept.claim.count.low) == ("accepted", 2)
    assert kept.claim.place and kept.claim.place.status in ("resolved", "ambiguous")
    assert len(list(filled.claims())) == len(before) + 1
    assert [row.by for row in filled.decisions()] == ["هدى"]
    assert [c.id for c in filled.claims(rule="person")] == [id_]
    assert not filled.verify().problems
    with pytest.raises(UsageError, match="already"):
        filled.add_claim(1, SPAN, FIELDS)


def test_adding_is_taken_back_and_done_again(filled: Ledger) -> None:
    id_ = filled.add_claim(1, SPAN, FIELDS)
    filled.decide(id_, "undone")
    assert list(filled.rows(id=id_, review="all")) == []
    assert filled.add_claim(1, SPAN, FIELDS) == id_
    filled.decide(id_, "rejected")
    filled.decide(id_, "undone")
    assert [row.review for row in filled.rows(id=id_)] == ["accepted"]
    assert not filled.verify().problems


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"action": "danced"},
        {**FIELDS, "object": "nothing"},
        {**FIELDS, "nonsense": 1},
        {**FIELDS, "place": "حلب"},
        {**FIELDS, "evidence.text": "x"},
    ],
)
def test_what_makes_no_claim_is_refused(filled: Ledger, fields: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        filled.add_claim(1, SPAN, fields)
    with pytest.raises(UsageError):
        filled.add_claim(1, (0, 10_000), FIELDS)
    assert not list(filled.decisions()) and not filled.verify().problems


def test_an_added_claim_survives_reading_again(filled: Ledger) -> None:
    id_ = filled.add_claim(1, SPAN, FIELDS, by="هدى")
    filled.decide(id_, "corrected", fields={"status": "alleged"}, by="سامر")
    changes = list(filled.reread(everything=True, reader=of_nothing))
    assert [d.claim.id for d in changes[0].differences if d.claim.id == id_] == []
    (kept,) = filled.rows(review="all")
    assert (kept.claim.id, kept.claim.status, kept.review) == (id_, "alleged", "corrected")
    list(filled.reread(everything=True))
    assert [row.claim.status for row in filled.rows(id=id_)] == ["alleged"]
    filled.decide(id_, "undone")
    assert [(row.claim.status, row.review) for row in filled.rows(id=id_)] == [("asserted", "accepted")]
    assert not filled.verify().problems


def test_what_the_reader_finds_later_takes_over(filled: Ledger) -> None:
    id_ = filled.add_claim(1, SPAN, FIELDS)
    list(filled.reread(everything=True, reader=shorter))
    (kept,) = filled.rows(action="explosion")
    assert (kept.claim.id, kept.review) == ("c-0123456789abcdef", "accepted")
    assert list(filled.rows(id=id_, review="all")) == []
    assert [row.carried for row in filled.decisions()] == ["overlap"]
    assert not filled.verify().problems


def test_a_claim_put_in_behind_the_ledgers_back_is_found_out(filled: Ledger) -> None:
    filled.add_claim(1, SPAN, FIELDS)
    from rasd.ledger.started import models

    rows = models.Claim.objects.using(filled.door.alias)
    row = rows.get(record__contains='"person"')
    row.key, row.record, row.record_id = 10_000, row.record.replace('"low":2', '"low":90'), "c-1"
    row.save(using=filled.door.alias, force_insert=True)
    assert any("added by hand" in problem for problem in filled.verify().problems)
