"""Two reviewers: agreement, disagreement, and a third person who settles it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from made_ledgers import another_id, reader, rows_of, tamper

from rasd.errors import Conflict, UsageError
from rasd.ledger.store import Ledger
from rasd.model import Claim


@pytest.fixture
def filled(ledger: Ledger, reports: Path) -> Ledger:
    ledger.add([reports])
    return ledger


@pytest.fixture
def claim(filled: Ledger) -> str:
    return next(iter(filled.claims(action="killed"))).id


def state(ledger: Ledger, claim: str) -> tuple[str, float | None]:
    (row,) = ledger.rows(id=claim, review="all")
    return row.review, row.claim.count.low


def test_two_who_agree(filled: Ledger, claim: str) -> None:
    fields = {"count.low": 9, "count.high": 14}
    filled.decide(claim, "corrected", fields=fields, by="huda")
    assert (list(filled.awaiting("sami")), list(filled.awaiting("huda"))) == ([claim], [])
    assert filled.second(claim, "corrected", fields=dict(reversed(fields.items())), by="sami")
    assert (list(filled.awaiting()), list(filled.disagreements())) == ([], [])
    assert state(filled, claim) == ("corrected", 9)
    assert not filled.verify().problems


def test_a_disagreement_leaves_the_first_decision_and_is_settled_by_a_third(filled: Ledger, claim: str) -> None:
    filled.decide(claim, "corrected", fields={"count.low": 9}, by="huda")
    assert not filled.second(claim, "rejected", by="sami", reason="misread")
    assert state(filled, claim) == ("disputed", 9)
    assert [c.id for c in filled.claims(review="disputed")] == [claim]
    (found,) = filled.disagreements()
    assert (found.record_id, found.decision.by, [(o.by, o.verdict, o.reason) for o in found.others]) == (
        claim,
        "huda",
        [("sami", "rejected", "misread")],
    )
    for one in ("huda", "sami"):
        with pytest.raises(UsageError, match="one of those who disagree"):
            filled.settle(claim, "accepted", by=one)
    filled.settle(claim, "rejected", by="lina")
    assert state(filled, claim)[0] == "rejected"
    assert not list(filled.disagreements())
    with pytest.raises(UsageError, match="no disagreement to settle"):
        filled.settle(claim, "accepted", by="lina")
    assert [e.action for e in filled.log()][-3:] == ["decided", "seconded", "decided"]
    assert not filled.verify().problems


def test_a_rejection_in_dispute_is_no_rejection_yet(filled: Ledger, claim: str) -> None:
    filled.decide(claim, "rejected", by="huda")
    assert not list(filled.claims(id=claim))
    filled.second(claim, "accepted", by="sami")
    assert [c.id for c in filled.claims(id=claim)] == [claim]


def test_either_may_change_their_mind(filled: Ledger, claim: str) -> None:
    filled.decide(claim, "accepted", by="huda")
    filled.second(claim, "rejected", by="sami")
    assert filled.second(claim, "accepted", by="sami")
    assert state(filled, claim)[0] == "accepted" and not list(filled.disagreements())
    filled.second(claim, "rejected", by="sami")
    filled.decide(claim, "rejected", by="huda")
    assert state(filled, claim)[0] == "rejected" and not list(filled.disagreements())
    assert not filled.verify().problems


def test_what_makes_no_sense_is_refused(filled: Ledger, claim: str) -> None:
    with pytest.raises(UsageError, match="nobody has decided"):
        filled.second(claim, "accepted", by="sami")
    key = filled.decide(claim, "accepted", by="huda")
    with pytest.raises(UsageError, match="is another person"):
        filled.second(claim, "rejected", by="huda")
    with pytest.raises(UsageError, match="takes back one's own"):
        filled.second(claim, "undone", by="sami")
    with pytest.raises(UsageError, match="above"):
        filled.second(claim, "corrected", fields={"count.low": 500}, by="sami")
    with pytest.raises(Conflict, match="huda") as conflict:
        filled.second(claim, "rejected", by="sami", seen=0)
    assert conflict.value.key == key
    assert not list(filled.disagreements())


def test_a_dispute_outlives_another_reading_and_a_backup(filled: Ledger, claim: str, tmp_path: Path) -> None:
    filled.decide(claim, "accepted", by="huda")
    filled.second(claim, "rejected", by="sami")

    def other(claim: Claim) -> Claim:
        return msgspec.structs.replace(claim, id=another_id(claim)) if claim.action == "killed" else claim

    list(filled.reread(everything=True, reader=reader(other)))
    (found,) = filled.disagreements()
    assert found.record_id != claim
    assert state(filled, found.record_id)[0] == "disputed"
    filled.backup(tmp_path / "backup.db")
    with Ledger.open(tmp_path / "backup.db", create=False) as copy:
        assert rows_of(copy) == rows_of(filled)
    filled.settle(found.record_id, "accepted", by="lina")
    assert state(filled, found.record_id)[0] == "accepted"
    assert not filled.verify().problems


def test_an_opinion_is_verified_and_goes_with_its_report(filled: Ledger, claim: str) -> None:
    filled.decide(claim, "accepted", by="huda")
    filled.second(claim, "rejected", by="sami", reason="فلان")
    filled.second(claim, "accepted", by="sami")
    tamper(filled, "UPDATE ledger_opinion SET verdict = 'corrected' WHERE key = 1")
    assert filled.verify().problems == ["opinion 1: is not what the log tells of it"]
    tamper(filled, "UPDATE ledger_opinion SET verdict = 'rejected' WHERE key = 1")
    report = next(iter(filled.claims(id=claim))).report_id
    filled.delete(report, "for protection")
    assert not filled.verify().problems
    assert not any("فلان" in (entry.details or "") for entry in filled.log())
