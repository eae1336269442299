"""What people hold of pairs of claims: kept, logged, carried over, and never crossed by linking."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from made_ledgers import another_id, reader, rows_of, tamper
from made_reports import TOLD

from rasd.errors import Conflict, Contradiction, LedgerError, UsageError
from rasd.ledger import linkable
from rasd.ledger.regrouping import merge, split
from rasd.ledger.store import Ledger
from rasd.linking.incidents import linked
from rasd.model import Claim, Incident


@pytest.fixture
def filled(ledger: Ledger, write: Callable[..., Path]) -> Ledger:
    told = [{"id": id, "text": text, "published": "2019-07-24", "outlet": f"outlet {id}"} for id, text in TOLD.items()]
    ledger.add([write(*told)])
    return ledger


def incidents(ledger: Ledger, confirmed_only: bool = False) -> list[Incident]:
    claims = [claim for row in ledger.rows() for claim in linkable.sighted(row)]
    judged = linkable.judged(ledger, {claim.id for claim in claims})
    return linked(claims, linkable.reports(ledger), judged, confirmed_only=confirmed_only)


def together(found: list[Incident]) -> set[str]:
    """The reports of each incident, as one word."""
    return {"".join(sorted({claim.report for claim in incident.claims})) for incident in found}


def first(ledger: Ledger, report: str) -> Claim:
    return next(iter(ledger.claims(report=report, action="killed")))


def test_what_people_hold_is_used_and_superseded(filled: Ledger) -> None:
    assert together(incidents(filled)) == {"abc", "d"}
    assert together(incidents(filled, confirmed_only=True)) == {"a", "b", "c", "d"}
    a, b, d = (first(filled, report).id for report in "abd")
    one = filled.judge(a, b, "same", reason="the same photograph", by="huda")
    found = incidents(filled, confirmed_only=True)
    assert together(found) == {"ab", "c", "d"}
    assert [incident.suggested for incident in found] == [0, 0, 0]
    raid = next(i for i in incidents(filled) if len({c.report for c in i.claims}) == 3)
    assert raid.suggested == sum(claim.report == "c" for claim in raid.claims) > 0
    assert [(j.by, j.reasons[0].why) for j in raid.judgements if j.by_person] == [("huda", "the same photograph")]
    other = filled.judge(b, a, "different", by="sami", reason="two markets")
    assert not any({"a", "b"} <= set(reports) for reports in together(incidents(filled)))
    assert [(j.key, j.verdict, j.by) for j in filled.judgements()] == [(other, "different", "sami")]
    filled.judge(a, b, "undone")
    assert together(incidents(filled)) == {"abc", "d"}
    filled.judge(a, d, "same")
    assert together(incidents(filled)) == {"abcd"}
    assert one and [entry.action for entry in filled.log()].count("judged") == 4
    assert not filled.verify().problems


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (("a", "b", "alike"), UsageError, "no such verdict"),
        (("a", "a", "same"), UsageError, "is one claim"),
        (("a", "c-0", "same"), LedgerError, "no claim of a current reading"),
        (("a", "b", "undone"), UsageError, "no judgement to take back"),
        (("a", "b", "same", "engine"), UsageError, "no person's name"),
    ],
)
def test_a_judgement_that_makes_no_sense_is_refused(
    filled: Ledger, call: tuple[str, ...], error: type[Exception], said: str
) -> None:
    ids = [first(filled, name).id if name in TOLD else name for name in call[:2]]
    with pytest.raises(error, match=said):
        filled.judge(*ids, call[2], by="".join(call[3:]) or None)
    assert not list(filled.judgements())


def test_contradictions_are_told_with_what_stands_in_the_way(filled: Ledger) -> None:
    a, b, c, d = (first(filled, report).id for report in "abcd")
    filled.judge(a, b, "same", by="huda")
    filled.judge(c, b, "same", by="sami")
    told = f"{c} = {b} \\(sami, .*{a} = {b} \\(huda, .*rasd judge {c} {b} undone"
    with pytest.raises(Contradiction, match=told) as no:
        filled.judge(c, a, "different")
    assert set(map(frozenset, no.value.pairs)) == {frozenset((a, b)), frozenset((b, c))}
    filled.judge(d, c, "different", by="lina")
    with pytest.raises(Contradiction, match=f"lina holds {c} and {d} for different.*judge {c} {d} undone"):
        filled.judge(a, d, "same")
    filled.judge(c, d, "undone")
    filled.judge(a, d, "same")
    filled.judge(a, b, "different")  # the very pair is superseded
    assert not filled.verify().problems


def test_the_second_of_two_who_judge_is_told(filled: Ledger) -> None:
    a, b = first(filled, "a").id, first(filled, "b").id
    key = filled.judge(a, b, "same", by="huda", seen=0)
    with pytest.raises(Conflict, match="huda has decided on it meanwhile") as conflict:
        filled.judge(b, a, "different", by="sami", seen=0)
    assert (conflict.value.by, conflict.value.key) == ("huda", key)
    filled.judge(b, a, "different", by="sami", seen=key)
    assert [judged.by for judged in filled.judgements()] == ["sami"]


def test_judgements_are_carried_over_or_orphaned_and_come_back(filled: Ledger) -> None:
    a, b, d = (first(filled, report).id for report in "abd")
    filled.judge(a, b, "same", by="huda")
    filled.judge(a, d, "different", by="huda")

    def other(claim: Claim) -> Claim | None:
        if claim.report == "d":
            return None
        return msgspec.structs.replace(claim, id=another_id(claim)) if claim.action == "killed" else claim

    changes = list(filled.reread(everything=True, reader=reader(other)))
    assert sum(change.carried.orphaned for change in changes) >= 1
    (orphan,) = filled.judgements(orphaned=True)
    assert (orphan.verdict, orphan.by) == ("different", "huda")
    moved = first(filled, "a").id
    assert moved != a
    (held,) = (judged for judged in filled.judgements() if judged.carried != "orphaned")
    assert (held.a, held.b, held.verdict, held.carried) == (moved, first(filled, "b").id, "same", "overlap")
    assert together(incidents(filled, confirmed_only=True)) == {"ab", "c"}
    list(filled.reread(everything=True))
    assert {(judged.a, judged.b, judged.verdict) for judged in filled.judgements()} == {
        (a, b, "same"),
        (a, d, "different"),
    }
    assert not list(filled.judgements(orphaned=True))
    assert not filled.verify().problems


def test_a_rejected_claim_leaves_its_telling_tied(filled: Ledger) -> None:
    a, b = first(filled, "a"), first(filled, "b")
    filled.judge(a.id, b.id, "same")
    filled.decide(a.id, "rejected", reason="misread")
    assert "a" in {claim.report for claim in filled.claims()}
    assert together(incidents(filled, confirmed_only=True)) == {"ab", "c", "d"}


def test_a_judgement_of_a_copy_is_one_of_what_it_copies(ledger: Ledger, write: Callable[..., Path]) -> None:
    long = " ".join(
        (TOLD["a"], "وقال شهود إن الطائرات أغارت مرتين على الشارع الرئيسي ثم عادت بعد ساعة إلى المكان نفسه.") * 2
    )
    long += (
        " ونقلت فرق الإسعاف الجرحى إلى المشافي القريبة، فيما أغلقت المحال أبوابها خشية تجدد القصف على المدينة وريفها."
    )
    told = {"a": long, "copy": long + " وأضافت المصادر أن عمليات البحث ما زالت مستمرة.", "d": TOLD["d"]}
    rows = [{"id": id, "text": text, "published": "2019-07-24", "outlet": id} for id, text in told.items()]
    ledger.add([write(*rows)])
    copies = [row.record_id for row in _rows(ledger) if row.copies]
    assert copies
    d = first(ledger, "d").id
    ledger.judge(copies[0], d, "same")
    assert together(incidents(ledger)) == {"acopyd"}


def _rows(ledger: Ledger):  # type: ignore[no-untyped-def]
    from rasd.ledger.started import models

    return models.Claim.objects.using(ledger.door.alias).order_by("key")


def test_a_changed_judgement_is_seen(filled: Ledger) -> None:
    a, b = first(filled, "a").id, first(filled, "b").id
    filled.judge(a, b, "same")
    filled.decide(a, "accepted", reason="seen")
    tamper(filled, "UPDATE ledger_judgement SET verdict = 'different'")
    tamper(filled, "UPDATE ledger_decision SET reason = 'heard'")
    assert filled.verify().problems == [
        "decision 1: is not what the log tells of it",
        "judgement 1: is not what the log tells of it",
    ]
    tamper(filled, "DELETE FROM ledger_judgement")
    assert "judgement 1: is gone" in filled.verify().problems


def test_judgements_go_with_a_deleted_report_and_the_chain_stays_whole(filled: Ledger, where: str) -> None:
    a, b, c = (first(filled, report) for report in "abc")
    filled.judge(a.id, b.id, "same", reason="بيت السيدة فلانة")
    filled.judge(b.id, c.id, "same")
    _, seal = filled.seal()
    filled.delete(b.report_id, "the family asked for it")
    found = filled.verify(seal)
    assert not found.problems and found.sealed
    assert not list(filled.judgements())
    assert not any("فلانة" in (entry.details or "") for entry in filled.log())
    assert not any(b.id in (entry.details or "") for entry in filled.log())
    tamper(filled, "UPDATE ledger_logentry SET details = NULL, salt = NULL WHERE action = 'added' AND original = 1")
    assert any("no tombstone says why" in problem for problem in filled.verify().problems)


def test_judgements_are_backed_up_and_restored(filled: Ledger, tmp_path: Path) -> None:
    filled.judge(first(filled, "a").id, first(filled, "b").id, "different", reason="two markets", by="huda")
    filled.backup(tmp_path / "backup.db")
    with Ledger.open(tmp_path / "backup.db", create=False) as copy:
        assert rows_of(copy) == rows_of(filled)
        assert list(copy.judgements()) == list(filled.judgements())
        assert not copy.verify(filled.seal()[1]).problems


# ---- whole incidents


def test_incidents_are_merged_and_split(filled: Ledger) -> None:
    raid, shelling = sorted(incidents(filled), key=lambda i: -len(i.claims))
    merge(filled, [raid, shelling], reason="one attack", by="huda")
    (whole,) = incidents(filled)
    assert (together([whole]), whole.suggested) == ({"abcd"}, 0)
    ids = {report: [c.id for c in whole.claims if c.report == report] for report in "abcd"}
    split(filled, whole, [ids["a"] + ids["d"], ids["b"] + ids["c"]], reason="two", by="sami", override=True)
    found = incidents(filled)
    assert together(found) == {"ad", "bc"}
    assert [incident.suggested for incident in found] == [0, 0]
    assert not filled.verify().problems


def test_a_merge_against_somebodys_word_needs_to_say_so(filled: Ledger) -> None:
    a, d = first(filled, "a").id, first(filled, "d").id
    filled.judge(a, d, "different", by="huda")
    found, before = incidents(filled), list(filled.judgements())
    with pytest.raises(Contradiction, match="huda holds"):
        merge(filled, found, by="sami")
    assert list(filled.judgements()) == before
    merge(filled, found, by="sami", override=True)
    assert together(incidents(filled)) == {"abcd"}
    with pytest.raises(UsageError, match="hold every claim once"):
        split(filled, incidents(filled)[0], [[a], [d]])


def test_claims_of_one_report_are_split(filled: Ledger) -> None:
    (raid,) = (i for i in incidents(filled) if any(c.report == "a" for c in i.claims))
    own = [claim.id for claim in raid.claims if claim.report == "a"]
    rest = [claim.id for claim in raid.claims if claim.report != "a"]
    assert len(own) > 1
    split(filled, raid, [own[:1], own[1:] + rest])
    assert {frozenset(c.id for c in i.claims) for i in incidents(filled)} >= {
        frozenset(own[:1]),
        frozenset(own[1:] + rest),
    }
