"""Adding: what is new is kept whole, what is known changes nothing, what fails is listed until it does not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from made_reports import TEXTS

import rasd
from rasd.errors import RasdError
from rasd.ledger.adding import Summary
from rasd.ledger.asking import Seen
from rasd.ledger.store import Ledger
from rasd.model import to_json


def test_what_is_read_is_what_is_kept(ledger: Ledger, reports: Path) -> None:
    summary = ledger.add([reports])
    expected = [
        to_json(claim)
        for i, text in enumerate(TEXTS)
        for claim in rasd.read(rasd.Report.from_text(text, id=f"r-{i}", published="2020-01-27", outlet=f"outlet {i}"))
    ]
    assert summary == Summary(added=4, claims=len(expected))
    assert [to_json(claim) for claim in ledger.claims()] == expected


def test_adding_again_changes_nothing(ledger: Ledger, reports: Path) -> None:
    ledger.add([reports])
    before = ledger.info()
    assert ledger.add([reports]) == Summary(known=4)
    assert ledger.add([reports.parent]).added == 0
    assert ledger.info() == before


def test_originals_come_back_byte_for_byte(ledger: Ledger, tmp_path: Path) -> None:
    raw = ("\ufeff" + TEXTS[0] + "\r\n").encode("utf-16")
    (tmp_path / "a.txt").write_bytes(raw)
    page = f"<html><head><title>خبر</title></head><body><article><p>{TEXTS[1]}</p></article></body></html>".encode()
    (tmp_path / "b.html").write_bytes(page)
    ledger.add([tmp_path / "a.txt", tmp_path / "b.html"])
    for kept in (raw, page):
        assert ledger.original(hashlib.sha256(kept).hexdigest()) == kept
    assert not ledger.verify().problems


def test_one_text_in_many_outlets_is_one_original_with_many_sightings(
    ledger: Ledger, write: Callable[..., Path]
) -> None:
    one = {"text": TEXTS[0], "published": "2020-01-27"}
    path = write(
        {**one, "id": "a", "outlet": "ضفاف", "url": "https://a.example/1"},
        {**one, "id": "b", "outlet": "نداء"},
        {**one, "id": "b", "outlet": "نداء"},
    )
    summary = ledger.add([path])
    assert (summary.added, summary.seen, summary.known) == (1, 1, 1)
    assert ledger.info()["claims"] == summary.claims
    (first, *_) = ledger.rows()
    assert first.outlets == ("ضفاف", "نداء")
    assert first.sightings[0] == Seen("ضفاف", "https://a.example/1", first.sightings[0].published, None, "a")
    assert ledger.count(outlet="نداء") == ledger.count(outlet="ضفاف") == summary.claims


def test_a_day_of_publication_that_comes_later_is_read_with(ledger: Ledger, write: Callable[..., Path]) -> None:
    ledger.add([write({"id": "a", "text": TEXTS[1]})])
    assert {claim.time and claim.time.start for claim in ledger.claims()} == {None}
    summary = ledger.add([write({"id": "a", "text": TEXTS[1], "published": "2020-01-27"})])
    assert (summary.added, summary.seen) == (0, 1)
    assert {claim.time and claim.time.start for claim in ledger.claims()} == {"2020-01-26"}
    assert ledger.info()["readings"] == 2
    assert not ledger.verify().problems


def test_what_fails_is_listed_and_may_be_tried_again(ledger: Ledger, tmp_path: Path, write: Any) -> None:
    write({"id": "good", "text": TEXTS[0]}, {"id": "bad", "text": 5})
    (tmp_path / "odd.txt").write_bytes(b"\x7fELF")
    said: list[RasdError] = []
    summary = ledger.add(
        [tmp_path / "reports.jsonl", tmp_path / "odd.txt", tmp_path / "gone.txt"], complain=said.append
    )
    assert (summary.added, summary.failed, len(said)) == (1, 3, 3)
    names = ["gone.txt", "odd.txt", "reports.jsonl:2"]
    assert [Path(failed.where).name for failed in ledger.failures()] == names
    assert ledger.retry().failed == 3
    assert len(list(ledger.failures())) == 3
    (tmp_path / "gone.txt").write_text(TEXTS[1], encoding="utf-8")
    (tmp_path / "odd.txt").write_text(TEXTS[2], encoding="utf-8")
    write({"id": "good", "text": TEXTS[0]}, {"id": "mended", "text": TEXTS[3]})
    summary = ledger.retry()
    assert (summary.added, summary.failed) == (3, 0)
    assert list(ledger.failures()) == []


def test_a_report_that_breaks_the_reader_is_kept_and_read_later(ledger: Ledger, reports: Path) -> None:
    from rasd.errors import InputError

    def broken(given: Any) -> Any:
        for report in given:
            yield InputError(report.id, "could not be read", "Report it.")

    assert ledger.add([reports], reader=broken) == Summary(added=4, failed=4)
    assert not ledger.verify().problems
    assert [failed.where for failed in ledger.failures()] == ["r-0", "r-1", "r-2", "r-3"]
    summary = ledger.retry()
    assert (summary.known, summary.failed) == (4, 0)
    assert summary.claims == ledger.count() > 0
    assert list(ledger.failures()) == []


def test_characters_that_no_database_takes_do_no_harm(ledger: Ledger, write: Callable[..., Path]) -> None:
    path = write({"id": "a\0b", "text": TEXTS[0] + "\0", "title": "x\0y"})
    ledger.add([path])
    assert ledger.count() > 0
    assert not ledger.verify().problems


def test_what_is_longer_than_any_index_takes_does_no_harm(ledger: Ledger, write: Callable[..., Path]) -> None:
    long = "صحيفة " * 100_000
    told = {"text": TEXTS[0], "outlet": long, "title": long, "url": "https://a.example/" + "x" * 100_000}
    assert ledger.add([write({"id": "a" * 100_000, **told})]).added == 1
    assert ledger.add([write({"id": "a" * 100_000, **told})]).known == 1
    assert ledger.add([write({"id": "b" * 100_000, "text": 5})]).failed == 1
    assert not ledger.verify().problems


def test_everything_a_source_tells_is_kept(ledger: Ledger, write: Callable[..., Path]) -> None:
    from rasd.ledger.started import models

    told = {"id": "a", "text": TEXTS[0], "published": "2020-01-27T10:00:00+03:00", "author": "م", "tags": ["x"]}
    ledger.add([write(told)])
    row = models.Sighting.objects.using(ledger.door.alias).get()
    assert (row.author, row.published_at) == ("م", "2020-01-27T10:00:00+03:00")
    assert json.loads(row.told or "") == {"tags": ["x"]}


def test_what_is_sent_is_added_and_what_is_none_is_said(ledger: Ledger) -> None:
    said: list[RasdError] = []
    files = [("a.txt", TEXTS[0].encode()), ("b.png", b"\x89PNG\r\n\x1a\n" + bytes(64)), ("c.txt", b"")]
    summary = ledger.receive(files, outlet="وكالة", complain=said.append)
    assert (summary.added, summary.failed) == (1, 2) and [error.code for error in said] == ["other-kind", "empty"]
    assert {row.sightings[0].outlet for row in ledger.rows()} == {"وكالة"}
    assert ledger.receive(files[:1], outlet="وكالة").known == 1
    assert not ledger.verify().problems
