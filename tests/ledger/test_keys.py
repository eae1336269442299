"""Keys are never given again: the log and tombstones go on naming what was deleted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from postgres_server import Server

from rasd.ledger.address import parse
from rasd.ledger.copying import restore
from rasd.ledger.keys import KEYED, next_key
from rasd.ledger.started import models
from rasd.ledger.store import Ledger


def following(ledger: Ledger) -> list[int]:
    """The next key of each table."""
    return [next_key(ledger.door, model) for model in KEYED]


def report(number: int) -> dict[str, str]:
    return {"id": f"r-{number}", "text": f"قتل {number + 2} جنود في هجوم قرب حلب أمس.", "published": "2020-01-27"}


def test_the_key_of_a_deleted_last_original_is_not_given_again(ledger: Ledger, write: Callable[..., Path]) -> None:
    ledger.add([write(report(1), report(40))])
    before = following(ledger)
    ledger.delete("r-40", "asked by the family")
    ledger.delete("r-1", "asked by the family")
    assert following(ledger) == before
    assert all(key > 1 for key in before)
    ledger.add([write(report(7))])
    originals = models.Original.objects.using(ledger.door.alias).values_list("key", flat=True)
    buried = models.Tombstone.objects.using(ledger.door.alias).values_list("original", flat=True)
    assert len(buried) == 2 and not set(originals) & set(buried)
    assert (
        models.LogEntry.objects.using(ledger.door.alias).filter(original__in=originals).exclude(salt=None).count() == 2
    )
    assert ledger.verify().problems == []


def test_a_copy_gives_none_again_either(file: str, server: Server, write: Callable[..., Path], tmp_path: Path) -> None:
    with Ledger.open(file) as ledger:
        ledger.add([write(report(1), report(40))])
        ledger.delete("r-40", "asked by the family")
        before = following(ledger)
    server.execute("DROP DATABASE IF EXISTS keys_kept WITH (FORCE)")
    server.execute("CREATE DATABASE keys_kept")
    database = server.url("keys_kept")
    restore(file, parse(tmp_path / "same.db"))
    restore(file, parse(database))
    restore(database, parse(tmp_path / "back.db"))
    for copy in (tmp_path / "same.db", database, tmp_path / "back.db"):
        with Ledger.open(copy, create=False) as copied:
            assert following(copied) == before, copy
