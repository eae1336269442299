"""Decisions: a new row each time, seen in what is asked, and carried over to later readings or listed as orphaned."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from made_ledgers import another_id, reader

from rasd.errors import LedgerError, UsageError
from rasd.ledger.store import Ledger
from rasd.model import Claim


@pytest.fixture
def filled(ledger: Ledger, reports: Path) -> Ledger:
    ledger.add([reports])
    return ledger


def test_accepting_and_rejecting(filled: Ledger) -> None:
    first, second, *rest = filled.claims()
    filled.decide(first.id, "accepted", reason="seen the film")
    filled.decide(second.id, "rejected")
    assert list(filled.claims()) == [first, *rest]
    assert list(filled.claims(review="all")) == [first, second, *rest]
    assert [row.review for row in filled.rows(id=first.id)] == ["accepted"]
    assert list(filled.claims(review="rejected")) == [second]
    filled.decide(second.id, "undone")
    assert list(filled.claims()) == [first, second, *rest]
    assert [(d.record_id, d.verdict, d.reason) for d in filled.decisions()] == [
        (second.id, "undone", None),
        (first.id, "accepted", "seen the film"),
    ]
    assert not filled.verify().problems


def test_a_correction_is_a_row_of_its_own(filled: Ledger) -> None:
    claim = next(iter(filled.claims(action="killed")))
    filled.decide(claim.id, "corrected", fields={"count.low": 13, "count.high": 14, "action": "wounded"})
    (row,) = filled.rows(id=claim.id)
    assert (row.review, row.claim.action, row.claim.count.low, row.claim.count.high) == ("corrected", "wounded", 13, 14)
    assert row.claim.evidence == claim.evidence
    assert claim.id not in {c.id for c in filled.claims(action="killed")}
    filled.decide(claim.id, "corrected", fields={"count.low": 20, "count.high": None})
    (row,) = filled.rows(id=claim.id)
    assert (row.claim.action, row.claim.count.low, row.claim.count.high) == ("killed", 20, None)
    filled.decide(claim.id, "undone")
    assert list(filled.claims(id=claim.id)) == [claim]
    assert not filled.verify().problems


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"count.lowest": 5}, "no such field"),
        ({"count.low": "many"}, "does not fit"),
        ({"count.low": 500}, "count.low=500 is above count.high=12. Set both; count.high=null leaves it open"),
        ({"count.high": -1}, "below nought"),
        ({"time.start": "2020-02-30"}, "no such day"),
        ({"time.start": "20200126"}, "no such day"),
        ({"time.end": "2020-W05-1"}, "no such day"),
        ({"time.start": "2020-01-27"}, "time.start=2020-01-27 is after time.end=2020-01-26. Set both"),
        ({"action": "flew"}, "no such code. Known are abducted"),
        ({"object": "person.pilot"}, "no such code"),
        ({"status": "true"}, "no such code"),
        ({"id": "c-1"}, "cannot be corrected"),
        ({"evidence": None}, "cannot be corrected"),
        ({}, "which fields"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(filled: Ledger, fields: dict[str, object], said: str) -> None:
    claim = next(iter(filled.claims()))
    with pytest.raises(UsageError, match=said):
        filled.decide(claim.id, "corrected", fields=fields)
    with pytest.raises(UsageError, match="no such verdict"):
        filled.decide(claim.id, "maybe")
    with pytest.raises(LedgerError, match="no claim"):
        filled.decide("c-0", "accepted")
    with pytest.raises(UsageError, match="no decision to take back"):
        filled.decide(claim.id, "undone")
    assert list(filled.decisions()) == []
    assert not filled.verify().problems


def test_the_second_of_two_reviewers_is_told(filled: Ledger) -> None:
    claim = next(iter(filled.claims()))
    key = filled.decide(claim.id, "accepted", by="huda", seen=0)
    with pytest.raises(LedgerError, match="huda has decided on it meanwhile"):
        filled.decide(claim.id, "rejected", by="sami", seen=0)
    filled.decide(claim.id, "rejected", by="sami", seen=key)
    assert [decided.by for decided in filled.decisions()] == ["sami"]


def test_decisions_stand_where_the_id_is_the_same(filled: Ledger) -> None:
    claim = next(iter(filled.claims(action="killed")))
    filled.decide(claim.id, "corrected", fields={"count.low": 9})
    changes = list(filled.reread(everything=True))
    assert sum(change.carried.standing for change in changes) == 1
    assert not any(change.differences for change in changes)
    (row,) = filled.rows(id=claim.id)
    assert (row.review, row.claim.count.low) == ("corrected", 9)
    assert [d.carried for d in filled.decisions()] == [""]
    assert not filled.verify().problems


def test_decisions_go_to_the_claim_whose_words_overlap_or_are_orphaned(filled: Ledger) -> None:
    killed = list(filled.claims(action="killed"))
    destroyed = next(iter(filled.claims(action="destroyed")))
    for claim in (*killed, destroyed):
        filled.decide(claim.id, "accepted", by="huda")

    def other(claim: Claim) -> Claim | None:
        if claim.action == "destroyed":
            return None
        return msgspec.structs.replace(claim, id=another_id(claim)) if claim.action == "killed" else claim

    changes = list(filled.reread(everything=True, reader=reader(other)))
    assert sum(change.carried.moved for change in changes) == len(killed)
    lost = sum(1 for d in filled.decisions(orphaned=True))
    assert lost == sum(change.carried.orphaned for change in changes) >= 1
    assert destroyed.id in {d.record_id for d in filled.decisions(orphaned=True)}
    assert len(list(filled.decisions())) == len(killed) + 1
    carried = [d for d in filled.decisions() if d.carried == "overlap"]
    assert {d.by for d in carried} == {"huda"}
    assert filled.count(review="accepted") == len({d.record_id for d in carried})
    kinds = {difference.kind for change in changes for difference in change.differences}
    assert kinds == {"new", "gone"}
    # A third version finds the first claims again: every decision is back where it was made.
    list(filled.reread(everything=True))
    assert list(filled.decisions(orphaned=True)) == []
    assert {d.record_id for d in filled.decisions()} == {claim.id for claim in (*killed, destroyed)}
    assert filled.count(review="accepted") == len(killed) + 1
    assert not filled.verify().problems


def test_what_changed_is_told_and_a_dry_run_stores_nothing(filled: Ledger) -> None:
    before = filled.info()

    def other(claim: Claim) -> Claim:
        return msgspec.structs.replace(claim, status="alleged")

    asserted = filled.count(status="asserted")
    changes = list(filled.reread(everything=True, reader=reader(other), dry=True))
    told = [difference.fields for change in changes for difference in change.differences]
    assert len(told) == filled.count() - filled.count(status="alleged")
    assert {("status", *fields["status"]) for fields in told} <= {
        ("status", "asserted", "alleged"),
        ("status", "denied", "alleged"),
    }
    assert filled.info() == before
    assert filled.count(status="asserted") == asserted


def test_nothing_is_read_again_that_this_version_has_read(filled: Ledger) -> None:
    assert list(filled.reread()) == []
