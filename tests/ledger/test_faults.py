"""Faults for real: killed, locked out, out of space, cut off, too new. A clear error, and nothing lost or half-done."""

from __future__ import annotations

import contextlib
import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from postgres_server import Server

from rasd.errors import LedgerError, UsageError
from rasd.ledger.started import models
from rasd.ledger.store import Ledger

ROOT = Path(__file__).resolve().parents[2]
NUMBER = 320


def rasd(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    """The command line, in a process of its own and in a group of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "rasd", *arguments]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, **options
    )


def done(process: subprocess.Popen[bytes]) -> tuple[int, str, str]:
    """How it ended, and what it said."""
    out, errors = process.communicate(timeout=180)
    return process.returncode, out.decode(), errors.decode()


@pytest.fixture
def many(tmp_path: Path) -> Path:
    path = tmp_path / "many.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for i in range(NUMBER):
            text = f"قُتل {i % 90 + 3} جنود في هجوم على حاجز رقم {i} قرب حلب أمس."
            out.write(json.dumps({"id": f"r-{i}", "text": text, "published": "2020-01-27"}, ensure_ascii=False) + "\n")
    return path


def is_whole(ledger: Ledger) -> int:
    """No half-written row: every original has its sighting, its reading, all its claims. How many there are."""
    originals = models.Original.objects.using(ledger.door.alias)
    assert not originals.filter(readings=None).exists()
    assert not originals.filter(sightings=None).exists()
    assert not ledger.verify().problems
    number = originals.count()
    assert models.Sighting.objects.using(ledger.door.alias).count() == number
    return number


def test_killed_again_and_again_it_goes_on_where_it_was(where: str, many: Path) -> None:
    dice = random.Random(7)
    kept = 0
    for _ in range(4):
        process = rasd("add", str(many), "--ledger", where)
        with Ledger.open(where, create=False) as ledger:
            while models.Original.objects.using(ledger.door.alias).count() == kept and process.poll() is None:
                time.sleep(0.005)
            time.sleep(dice.random() * 0.1)
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            before, kept = kept, is_whole(ledger)
        assert before < kept
    code, _, errors = done(rasd("add", str(many), "--ledger", where))
    assert (code, errors) == (0, "")
    with Ledger.open(where, create=False) as ledger:
        assert is_whole(ledger) == NUMBER
        assert ledger.add([many]).known == NUMBER


def test_killed_while_a_ledger_is_made_there_is_none_or_a_whole_one(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    for delay in (0.35, 0.5, 0.65):
        process = rasd("ledger", "init", "--ledger", str(path))
        time.sleep(delay)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        if path.exists():
            with Ledger.open(path, create=False) as ledger:
                assert not ledger.verify().problems
            path.unlink()
    assert done(rasd("ledger", "init", "--ledger", str(path))) == (0, "", "")


def test_two_at_once_into_a_ledger_that_is_not_there_yet(tmp_path: Path, many: Path) -> None:
    where = str(tmp_path / "both.db")
    both = [rasd("add", str(many), "--ledger", where) for _ in range(2)]
    for process in both:
        code, _, errors = done(process)
        assert (code, errors) == (0, "")
    with Ledger.open(where, create=False) as ledger:
        assert is_whole(ledger) == NUMBER


def test_two_at_once(database: str, many: Path) -> None:
    both = [rasd("add", str(many), "--ledger", database) for _ in range(2)]
    sums = [done(process) for process in both]
    assert [(code, errors) for code, _, errors in sums] == [(0, "")] * 2
    assert sum(int(out.split(" ")[0]) for _, out, _ in sums) == NUMBER
    with Ledger.open(database, create=False) as ledger:
        assert is_whole(ledger) == NUMBER


def test_a_locked_ledger_says_so_and_loses_nothing(file: str, reports: Path) -> None:
    with Ledger.open(file) as ledger:
        ledger.add([reports])
        before = ledger.info()
    impatient = f"sqlite:///{file}?timeout=0.3"
    with contextlib.closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with Ledger.open(impatient) as ledger:
            with pytest.raises(LedgerError, match="is locked: another program has been writing"):
                ledger.decide(next(iter(ledger.claims())).id, "accepted")
            assert ledger.count() > 0
    with Ledger.open(file) as ledger:
        assert ledger.info() == before


@contextlib.contextmanager
def small_disk(folder: Path, size: int = 3) -> Iterator[Path]:
    """A disk of so many MB (root), or else this process with files of 3 MB at most."""
    folder.mkdir()
    if (
        os.getuid() == 0
        and subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}m", "tmpfs", str(folder)]).returncode == 0
    ):
        try:
            yield folder
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=True)
    else:
        yield folder


def limited() -> None:
    """In the child: no file larger than 3 MB, and an error instead of a signal."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))


def test_a_full_disk_says_so_and_keeps_what_was_stored(tmp_path: Path, many: Path) -> None:
    with small_disk(tmp_path / "small") as disk:
        where = str(disk / "rasd.db")
        options: dict[str, Any] = {} if disk.is_mount() else {"preexec_fn": limited}
        code, out, errors = done(rasd("add", str(many), "--ledger", where, **options))
        assert (code, out) == (1, "")
        assert "its disk is full or broken" in errors and "Traceback" not in errors
        with Ledger.open(where, create=False) as ledger:
            kept = is_whole(ledger)
        assert 0 < kept < NUMBER
        bigger = tmp_path / "bigger.db"
        bigger.write_bytes(Path(where).read_bytes())
        wal = Path(where + "-wal")
        if wal.exists():
            Path(f"{bigger}-wal").write_bytes(wal.read_bytes())
    code, out, _ = done(rasd("add", str(many), "--ledger", str(bigger)))
    assert out.startswith(f"{NUMBER - kept} added · 0 seen elsewhere before · {kept} known already")
    with Ledger.open(bigger) as ledger:
        assert is_whole(ledger) == NUMBER


def test_a_backup_onto_a_full_disk_leaves_nothing_behind(tmp_path: Path, many: Path) -> None:
    with Ledger.open(tmp_path / "rasd.db") as ledger:
        ledger.add([many])
        with small_disk(tmp_path / "small", 1) as disk:
            if not disk.is_mount():
                pytest.skip("only root can mount a small disk")
            with pytest.raises(LedgerError, match="cannot be written"):
                ledger.backup(disk / "backup.db")
            assert list(disk.iterdir()) == []
        assert not ledger.verify().problems


def test_a_server_that_goes_away_in_mid_batch(many: Path) -> None:
    from postgres_server import binaries

    folder = binaries()
    if folder is None:
        pytest.skip("PostgreSQL is not installed") if not os.environ.get("CI") else pytest.fail("no PostgreSQL")
    own = Server(folder)
    try:
        own.start()
        own.execute("CREATE DATABASE rasd")
        where = own.url("rasd")
        Ledger.open(where).close()
        process = rasd("add", str(many), "--ledger", where)
        with Ledger.open(where) as ledger:
            while not models.Original.objects.using(ledger.door.alias).exists():
                time.sleep(0.02)
        own.stop()
        code, out, errors = done(process)
        assert (code, out) == (1, "")
        assert "out of reach, or the connection broke" in errors and "Traceback" not in errors
        assert done(rasd("claims", "--ledger", where))[0] == 1
        own.start()
        with Ledger.open(where) as ledger:
            assert 0 < is_whole(ledger) < NUMBER
        assert done(rasd("add", str(many), "--ledger", where))[0] == 0
        with Ledger.open(where) as ledger:
            assert is_whole(ledger) == NUMBER
    finally:
        own.remove()


def test_an_open_ledger_finds_its_server_again(server: Server, database: str, reports: Path) -> None:
    with Ledger.open(database) as ledger:
        ledger.add([reports])
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'ledger_%'")
        with pytest.raises(LedgerError, match="out of reach"):
            ledger.count()
        assert ledger.count() > 0


def test_a_newer_ledger_is_refused(where: str) -> None:
    from django.db import connections

    with Ledger.open(where) as ledger, connections[ledger.door.alias].cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '9999_later', '2030-01-01')"
        )
    with pytest.raises(LedgerError, match=r"newer version of Rasd .*9999_later.* Upgrade Rasd"):
        Ledger.open(where)


def test_what_is_no_ledger_is_refused(tmp_path: Path, server: Server) -> None:
    (tmp_path / "text.db").write_text("قتل جندي " * 1000, encoding="utf-8")
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE claims (x)")
    server.execute("DROP DATABASE IF EXISTS bare")
    server.execute("CREATE DATABASE bare")
    cases: list[tuple[Any, str]] = [
        (tmp_path / "text.db", "damaged, or no ledger"),
        (tmp_path / "other.db", "no ledger"),
        (tmp_path / "gone.db", "no such ledger"),
        (tmp_path / "no" / "folder.db", "no such ledger"),
        (server.url("gone"), "is not there"),
        (server.url("bare"), "no ledger yet"),
        ("postgresql://rasd@127.0.0.1:1/x", "out of reach"),
    ]
    for where, said in cases:
        with pytest.raises(LedgerError, match=said) as caught:
            Ledger.open(where, create=False)
        assert "secret" not in str(caught.value)
    with pytest.raises(UsageError, match="there is no folder"):
        Ledger.open(tmp_path / "no" / "folder.db")


def test_a_damaged_ledger_says_so(tmp_path: Path, reports: Path, write: Callable[..., Path]) -> None:
    path = tmp_path / "rasd.db"
    with Ledger.open(path) as ledger:
        ledger.add([reports])
    raw = bytearray(path.read_bytes())
    raw[4096 * 4 :] = bytes(len(raw) - 4096 * 4)
    path.write_bytes(raw)
    with pytest.raises(LedgerError, match=r"damaged|no ledger"), Ledger.open(path) as ledger:
        list(ledger.claims())


@pytest.mark.parametrize("wrong", ["", "ftp://x/y", "postgresql://host", "postgresql://host:port/x", "sqlite://"])
def test_an_address_that_makes_no_sense(wrong: str) -> None:
    with pytest.raises(UsageError, match="--ledger"):
        Ledger.open(wrong)


def test_no_message_shows_a_password() -> None:
    with pytest.raises(LedgerError) as caught:
        Ledger.open("postgresql://ali:secret@127.0.0.1:1/x")
    assert "secret" not in str(caught.value) and "ali@127.0.0.1:1/x" in str(caught.value)
