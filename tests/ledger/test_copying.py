"""Backup while in use, restore, and the move between the databases: every row arrives."""

from __future__ import annotations

import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from made_ledgers import rows_of
from postgres_server import Server

from rasd.errors import LedgerError, UsageError
from rasd.ledger import migrations
from rasd.ledger.started import models
from rasd.ledger.store import Ledger


@pytest.fixture
def filled(ledger: Ledger, reports: Path) -> Ledger:
    ledger.add([reports, reports.parent / "gone.txt"])
    first, second, third, *_ = ledger.claims()
    ledger.decide(first.id, "corrected", fields={"count.low": 5}, reason="=1+1")
    ledger.decide(second.id, "rejected")
    list(ledger.reread(everything=True))
    ledger.delete("r-3", "for protection")
    user = models.User.objects.db_manager(ledger.door.alias).create_user("huda", password="x" * 12)
    ledger.decide(third.id, "accepted", user=user.pk)
    return ledger


def test_a_backup_is_a_ledger_with_every_row(filled: Ledger, tmp_path: Path) -> None:
    filled.backup(tmp_path / "backup.db")
    with Ledger.open(tmp_path / "backup.db", create=False) as copy:
        assert rows_of(copy) == rows_of(filled)
        assert not copy.verify(filled.seal()[1]).problems
        assert copy.count(text="قتل*") == filled.count(text="قتل*") > 0
    assert sorted(path.name for path in tmp_path.glob("*backup*")) == ["backup.db"]
    with pytest.raises(UsageError, match="exists already"):
        filled.backup(tmp_path / "backup.db")
    with pytest.raises(UsageError, match=r"there is no folder .*no\. Make it first"):
        filled.backup(tmp_path / "no" / "folder.db")


@pytest.mark.parametrize("name", ["cases#1.db", "50%41.db", "what?.db", "what?mode=memory.db", "قضايا ٢.db"])
def test_a_ledger_is_backed_up_whatever_its_name(name: str, file: str, reports: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a#b"
    folder.mkdir()
    Path(file).rename(folder / name)
    with Ledger.open(folder / name, create=False) as ledger:
        ledger.add([reports])
        ledger.backup(tmp_path / "backup.db")
        with Ledger.restore(folder / name, folder / f"restored {name}") as restored:
            assert rows_of(restored) == rows_of(ledger)
        with Ledger.open(tmp_path / "backup.db", create=False) as copy:
            assert rows_of(copy) == rows_of(ledger)
    left = {path.name for path in folder.iterdir() if not path.name.endswith(("-wal", "-shm"))}
    assert left == {name, f"restored {name}"}


def test_the_move_loses_nothing_and_goes_both_ways(filled: Ledger, server: Server, tmp_path: Path) -> None:
    server.execute("DROP DATABASE IF EXISTS moved WITH (FORCE)")
    server.execute("CREATE DATABASE moved")
    filled.backup(tmp_path / "a.db")
    with Ledger.restore(tmp_path / "a.db", server.url("moved")) as moved:
        assert rows_of(moved) == rows_of(filled)
        assert not moved.verify(filled.seal()[1]).problems
        claim = next(iter(moved.claims()))
        key = moved.decide(claim.id, "accepted")
        assert key == 1 + max(row[0] for row in rows_of(filled)["ledger_decision"])
        with Ledger.restore(server.url("moved"), tmp_path / "back.db") as back:
            assert rows_of(back) == rows_of(moved)
            assert not back.verify().problems
    with pytest.raises(UsageError, match="holds a ledger already"):
        Ledger.restore(tmp_path / "a.db", server.url("moved"))
    with pytest.raises(UsageError, match="exists already"):
        Ledger.restore(tmp_path / "a.db", tmp_path / "back.db")
    with pytest.raises(LedgerError, match="no such backup"):
        Ledger.restore(tmp_path / "gone.db", tmp_path / "new.db")


def test_a_backup_is_taken_while_others_write(where: str, reports: Path, tmp_path: Path) -> None:
    with Ledger.open(where) as ledger:
        ledger.add([reports])
    stop = threading.Event()

    def write() -> None:
        with Ledger.open(where) as own:
            claim = next(iter(own.claims()))
            while not stop.is_set():
                own.decide(claim.id, "accepted")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        with Ledger.open(where) as ledger:
            for number in range(3):
                ledger.backup(tmp_path / f"{number}.db")
    finally:
        stop.set()
        writer.join()
    heads = []
    for number in range(3):
        with Ledger.open(tmp_path / f"{number}.db", create=False) as copy:
            assert not copy.verify().problems
            heads.append(copy.seal()[0])
    assert heads == sorted(heads)


def older() -> list[str]:
    """The schemas that ledgers were made with before this one; none was made with the first alone."""
    folder = Path(migrations.__path__[0])
    return sorted(path.stem for path in folder.glob("0*.py"))[1:-1]


@pytest.mark.parametrize("schema", older())
def test_an_older_ledger_is_brought_up_to_date(filled: Ledger, where: str, schema: str) -> None:
    """A ledger with reports, decisions, a deletion and an account, as each older schema kept them."""
    from django.core.management import call_command

    if schema >= "0003":
        filled.judge(*[claim.id for claim in filled.claims(limit=2)], "same", by="huda")
    before, (_, seal) = rows_of(filled), filled.seal()
    call_command("migrate", "ledger", schema, database=filled.door.alias, verbosity=0)
    filled.close()
    with pytest.raises(LedgerError, match=r"older version of Rasd\. Back it up"):
        Ledger.open(where)
    with Ledger.migrate(where) as ledger:
        assert rows_of(ledger) == before
        assert ledger.count(text="قتل*") > 0
        found = ledger.verify(seal)
        assert not found.problems and found.sealed
        ledger.judge(*[claim.id for claim in ledger.claims(limit=2)], "different", by="sami")
        assert not ledger.verify().problems


def test_a_database_that_was_dropped_is_restored_from_its_backup(
    filled: Ledger, where: str, server: Server, tmp_path: Path
) -> None:
    """What was kept until the backup is there again, whole; who had it open is told meanwhile, and finds it again."""
    filled.backup(tmp_path / "backup.db")
    before, (_, seal) = rows_of(filled), filled.seal()
    if filled.door.vendor == "postgresql":
        name = urlsplit(where).path.strip("/")
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")
        with pytest.raises(LedgerError, match=r"out of reach|is not there"):
            filled.count()
        server.execute(f"CREATE DATABASE {name}")
    else:
        filled.close()
        for path in Path(where).parent.iterdir():
            path.unlink()
        with pytest.raises(LedgerError, match="no such ledger"):
            Ledger.open(where, create=False)
    with Ledger.restore(tmp_path / "backup.db", where) as restored:
        assert rows_of(restored) == before
        found = restored.verify(seal)
        assert not found.problems and found.sealed
        restored.decide(next(iter(restored.claims())).id, "accepted", by="huda")
    with Ledger.open(where, create=False) as again:
        assert not again.verify(seal).problems
