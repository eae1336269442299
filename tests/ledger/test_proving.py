"""Verification names what was tampered with; a seal shows a rewritten log; a deletion keeps the chain whole."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from django.db.utils import DatabaseError
from made_ledgers import tamper
from made_reports import TEXTS

from rasd.errors import LedgerError, RasdError, UsageError
from rasd.ledger.store import Ledger


@pytest.fixture
def filled(ledger: Ledger, reports: Path) -> Ledger:
    ledger.add([reports])
    ledger.decide(next(iter(ledger.claims())).id, "accepted")
    return ledger


def test_an_untouched_ledger_is_whole(filled: Ledger) -> None:
    number, seal = filled.seal()
    found = filled.verify(seal)
    assert (found.problems, found.sealed, found.head) == ([], number, (number, seal))
    assert found.checked["originals"] == 4
    assert found.checked["spans"] > found.checked["claims"] > 0
    assert [entry.action for entry in filled.log()] == ["created", *["added", "read"] * 4, "decided"]


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE ledger_blob SET size = size + 1", "are not what their hash says"),
        ("DELETE FROM ledger_blob", "its bytes are gone"),
        ("UPDATE ledger_claim SET record = replace(record, '12', '13')", "its claims are not those that were read"),
        ("DELETE FROM ledger_claim", "its claims are not those that were read"),
        (
            "UPDATE ledger_reading SET knowledge = 'k-1', records = 'x'",
            "the log does not know of it, or it was changed",
        ),
        ("DELETE FROM ledger_logentry WHERE number = 3", "entry 3 is missing"),
        ("UPDATE ledger_logentry SET who = 'nobody' WHERE number = 2", "entry 2 (added"),
        ("UPDATE ledger_logentry SET details = '{}' WHERE number = 2", "the details of entry 2 (added) were changed"),
        ("UPDATE ledger_logentry SET details = NULL, salt = NULL", "no tombstone says why"),
        ("UPDATE ledger_logentry SET previous = hash WHERE number = 4", "entry 4 does not follow"),
        ("DELETE FROM ledger_decision", "decision 1: is gone"),
        ("DELETE FROM ledger_original", "is gone, and no tombstone says why"),
    ],
)
def test_what_was_tampered_with_is_named(filled: Ledger, sql: str, said: str) -> None:
    tamper(filled, sql)
    problems = filled.verify().problems
    assert any(said in problem for problem in problems), problems


def test_one_changed_letter_of_an_original_is_seen(filled: Ledger) -> None:
    raw = TEXTS[0].encode()
    sha256 = hashlib.sha256(raw).hexdigest()
    other = zlib.compress(raw.replace(b"12", b"19"))
    tamper(filled, "UPDATE ledger_blob SET data = %s WHERE sha256 = %s", other, sha256)
    problems = filled.verify().problems
    assert f"bytes {sha256}: are not what their hash says" in problems
    assert any("«12 جندياً» is not what its text has" in problem for problem in problems)
    with pytest.raises(LedgerError, match="were changed"):
        filled.original(sha256)


def test_a_log_that_was_rewritten_or_cut_does_not_fit_the_seal(filled: Ledger) -> None:
    _, seal = filled.seal()
    assert filled.verify(f"10-{seal}").sealed
    tamper(filled, "DELETE FROM ledger_logentry WHERE number = %s", filled.seal()[0])
    assert any("no entry of the log has this hash" in problem for problem in filled.verify(seal).problems)


def test_the_database_itself_refuses_changes(filled: Ledger) -> None:
    for sql in (
        "UPDATE ledger_blob SET size = 1",
        "UPDATE ledger_claim SET record = '{}'",
        "UPDATE ledger_logentry SET who = 'nobody'",
        "DELETE FROM ledger_logentry",
    ):
        with pytest.raises(DatabaseError, match="never"), connections[filled.door.alias].cursor() as cursor:
            cursor.execute(sql)
    assert not filled.verify().problems


def test_a_deletion_leaves_a_tombstone_and_a_whole_chain(filled: Ledger, where: str, reports: Path) -> None:
    claim = next(iter(filled.claims(report="r-1")))
    filled.decide(claim.id, "accepted", reason="سراقب")
    _, seal = filled.seal()
    filled.delete(claim.report_id, "the family asked for it", by="huda")
    found = filled.verify(seal)
    assert not found.problems and found.sealed
    assert filled.count(report="r-1", review="all") == 0
    assert [d for d in filled.decisions() if d.record_id == claim.id] == []
    erased = [entry for entry in filled.log() if entry.details is None]
    assert [entry.action for entry in erased] == ["added", "read", "decided"]
    last = list(filled.log())[-1]
    assert (last.action, last.who) == ("deleted", "huda")
    assert "the family asked for it" in (last.details or "")
    assert claim.report_id.removeprefix("sha256:") not in (last.details or "")
    with pytest.raises(LedgerError):
        filled.original(claim.report_id)
    assert "سراقب".encode() not in raw_bytes(filled, where)


def raw_bytes(ledger: Ledger, where: str) -> bytes:
    """Everything that the ledger has on disk, free pages too (SQLite); all rows (PostgreSQL)."""
    ledger.close()
    if "://" not in where:
        return b"".join(path.read_bytes() for path in Path(where).parent.iterdir())
    with connections[ledger.door.alias].cursor() as cursor:
        cursor.execute("SELECT string_agg(c::text, ' ') FROM ledger_claim c")
        claims = cursor.fetchone()[0]
        cursor.execute("SELECT string_agg(l::text, ' ') FROM ledger_logentry l")
        return str((claims, cursor.fetchone()[0])).encode()


def test_what_was_deleted_does_not_come_back_unnoticed(filled: Ledger, reports: Path) -> None:
    filled.delete("r-1", "for protection")
    said: list[RasdError] = []
    summary = filled.add([reports], complain=said.append)
    assert (summary.added, summary.known) == (0, 4)
    assert list(map(str, said)) == ["r-1: left out, it was deleted from this ledger (for protection)."]
    assert filled.info()["originals"] == 3


def test_a_deletion_needs_a_reason_and_one_original(filled: Ledger, write: Callable[..., Path]) -> None:
    filled.add([write(*({"id": "twin", "text": text} for text in ("قتل جندي في حلب", "قتل جنديان في حلب")))])
    with pytest.raises(UsageError, match="needs a reason"):
        filled.delete("r-1", "  ")
    with pytest.raises(LedgerError, match="several originals"):
        filled.delete("twin", "x")
    with pytest.raises(LedgerError, match="no original"):
        filled.delete("nobody", "x")


def test_texts_that_two_originals_share_outlive_one_of_them(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXTS[0], encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(TEXTS[0].encode("cp1256"))
    ledger.add([tmp_path / "a.txt", tmp_path / "b.txt"])
    ledger.delete(next(iter(ledger.claims())).report_id, "x")
    assert ledger.count() > 0
    assert not ledger.verify().problems


def test_the_chain_says_who_and_with_which_version(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    import rasd

    monkeypatch.setenv("RASD_USER", "huda")
    ledger.record("exported", {"format": "csv"})
    last = list(ledger.log())[-1]
    assert (last.who, last.version, last.action) == ("huda", rasd.__version__, "exported")


def test_clients_of_the_databases_read_it_too(filled: Ledger, where: str) -> None:
    sql = "SELECT count(*) FROM ledger_claim WHERE action = 'killed'"
    if "://" in where:
        with psycopg.connect(where) as connection:
            (number,) = connection.execute(sql).fetchone() or (0,)
    else:
        (number,) = sqlite3.connect(where).execute(sql).fetchone()
    assert number == filled.count(action="killed") > 0
