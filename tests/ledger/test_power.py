"""Power that goes: what was never synced is lost, and the ledger is whole without it, or says what is gone.

The file and its write-ahead log are cut back to any point, or left with pages that never reached the disk, as a disk
does when its power goes. SQLite promises that whole transactions survive up to the last synced one, whatever is torn.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres_server import Server

from rasd.errors import LedgerError
from rasd.ledger import chain
from rasd.ledger.started import models
from rasd.ledger.store import Ledger

ROOT = Path(__file__).resolve().parents[2]
NUMBER = 120
FRAME = 4096 + 24


@pytest.fixture
def many(tmp_path: Path) -> Path:
    path = tmp_path / "many.jsonl"
    rows = ({"id": f"r-{i}", "text": f"قُتل {i + 3} جنود في هجوم رقم {i} قرب حلب أمس."} for i in range(NUMBER))
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def interrupted(tmp_path: Path, many: Path) -> Path:
    """A ledger whose writer is gone in mid-work, with all that it wrote still in the write-ahead log."""
    path = tmp_path / "written" / "rasd.db"
    path.parent.mkdir()
    Ledger.open(path).close()
    code = (
        "import os, sqlite3, sys; from rasd.ledger.store import Ledger\n"
        "ledger = Ledger.open(sys.argv[1]); ledger.add([sys.argv[2]]); os._exit(9)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code, str(path), str(many)], env=environment, check=False)
    assert done.returncode == 9
    assert Path(f"{path}-wal").stat().st_size > 20 * FRAME, "nothing to lose"
    return path


def copies(path: Path, folder: Path, rounds: int) -> Iterator[tuple[random.Random, Path, Path]]:
    """So many fresh copies of a ledger with its log, and dice for each."""
    for number in range(rounds):
        target = folder / f"cut-{number}"
        shutil.copytree(path.parent, target)
        (target / "rasd.db-shm").unlink(missing_ok=True)
        yield random.Random(number), target / "rasd.db", target / "rasd.db-wal"


def whole(path: Path) -> int:
    """The number of originals of a ledger in which nothing is half there."""
    with Ledger.open(path, create=False) as ledger:
        assert not ledger.verify().problems
        rows = models.Original.objects.using(ledger.door.alias)
        assert not rows.filter(readings=None).exists() and not rows.filter(sightings=None).exists()
        return rows.count()


def test_the_log_cut_anywhere_leaves_whole_transactions(interrupted: Path, tmp_path: Path, many: Path) -> None:
    kept = set()
    for dice, path, wal in copies(interrupted, tmp_path, 8):
        raw = wal.read_bytes()
        wal.write_bytes(raw[: dice.randrange(len(raw))])
        kept.add(whole(path))
        with Ledger.open(path) as ledger:
            ledger.add([many])
        assert whole(path) == NUMBER
    assert max(kept) <= NUMBER and len(kept) >= 1


def test_pages_of_the_log_that_never_reached_the_disk(interrupted: Path, tmp_path: Path) -> None:
    for dice, path, wal in copies(interrupted, tmp_path, 8):
        raw = bytearray(wal.read_bytes())
        for _ in range(dice.randint(1, 4)):
            at = 32 + dice.randrange((len(raw) - 32) // FRAME) * FRAME + dice.randrange(FRAME // 512) * 512
            raw[at : at + 512] = bytes(min(512, len(raw) - at))
        wal.write_bytes(raw)
        assert 0 <= whole(path) <= NUMBER


def test_a_log_that_is_lost_whole(interrupted: Path, tmp_path: Path) -> None:
    for _, path, wal in copies(interrupted, tmp_path, 1):
        wal.unlink()
        assert whole(path) <= NUMBER


def test_a_file_that_lost_pages_is_no_silent_loss(tmp_path: Path, many: Path) -> None:
    """A broken disk, not a cut of power: a page of the file itself is gone, be it of an index, and it is said."""
    path = tmp_path / "kept" / "rasd.db"
    path.parent.mkdir()
    with Ledger.open(path) as ledger:
        ledger.add([many])
    for dice, copy, _ in copies(path, tmp_path, 10):
        raw = bytearray(copy.read_bytes())
        used = [at for at in range(8192, len(raw), 4096) if raw[at : at + 4096].strip(b"\0")]
        at = dice.choice(used)
        raw[at : at + 4096] = bytes(4096)
        copy.write_bytes(raw)
        try:
            with Ledger.open(copy, create=False) as ledger:
                assert ledger.verify().problems, f"page {at // 4096 + 1} is gone, and nothing said so"
        except LedgerError as error:
            assert "damaged" in str(error) or "no ledger" in str(error)


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A folder in which nothing may be written: for root a disk mounted so, for others by its permissions."""
    if os.getuid():
        folder.chmod(0o555)
        try:
            yield
        finally:
            folder.chmod(0o755)
        return
    if subprocess.run(["mount", "--bind", str(folder), str(folder)], check=False).returncode:
        pytest.skip("root, and no disk can be mounted")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_folder_that_may_only_be_read(tmp_path: Path, many: Path) -> None:
    """Where nothing may be written every command says so, in words, and nothing is changed."""
    path = tmp_path / "kept" / "rasd.db"
    path.parent.mkdir()
    with Ledger.open(path) as ledger:
        ledger.add([many])
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with read_only(path.parent):
        for arguments in (["add", str(many)], ["delete", "r-1", "--reason", "x"], ["claims"], ["verify"]):
            command = [sys.executable, "-m", "rasd", *arguments, "--ledger", str(path)]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            assert "Traceback" not in done.stderr, done.stderr
            assert done.returncode == 0 or (done.returncode == 1 and str(path) in done.stderr), done
            if arguments[0] in ("add", "delete"):
                assert done.returncode == 1 and "permissions" in done.stderr, done
    assert whole(path) == NUMBER


def test_a_clock_that_goes_back_changes_no_order(where: str, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The log is in the order of its numbers, whatever the clock says."""
    with Ledger.open(where) as ledger:
        ledger.add([reports])
        back = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=400)
        monkeypatch.setattr(chain, "now", lambda: back)
        monkeypatch.setattr("rasd.ledger.deciding.now", lambda: back, raising=False)
        claim = next(iter(ledger.claims()))
        ledger.decide(claim.id, "accepted")
        ledger.decide(claim.id, "rejected")
        assert not ledger.verify().problems
        numbers = [entry.number for entry in ledger.log()]
        assert numbers == list(range(1, len(numbers) + 1))
        assert [d.verdict for d in ledger.decisions() if d.record_id == claim.id][-1] == "rejected"
        assert next(iter(ledger.claims(review="all", report=None))) is not None


def test_a_backup_of_one_database_is_restored_on_the_other_and_back(
    tmp_path: Path, reports: Path, server: Server, database: str
) -> None:
    file = tmp_path / "first.db"
    with Ledger.open(file) as ledger:
        ledger.add([reports])
        claim = next(iter(ledger.claims()))
        ledger.decide(claim.id, "accepted", reason="seen")
        _, seal = ledger.seal()
        before = [claim.id for claim in ledger.claims(review="all")]
        ledger.backup(tmp_path / "backup.db")
    third = tmp_path / "third.db"
    server.execute("DROP DATABASE IF EXISTS empty_one")
    server.execute("CREATE DATABASE empty_one")
    restored = server.url("empty_one")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    for source, target in ((str(tmp_path / "backup.db"), restored), (restored, str(third))):
        command = [sys.executable, "-m", "rasd", "ledger", "restore", source, "--ledger", target]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        with Ledger.open(target, create=False) as ledger:
            found = ledger.verify(seal)
            assert not found.problems and found.sealed
            assert [claim.id for claim in ledger.claims(review="all")] == before
