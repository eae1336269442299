"""Keys of rows: given once and never again, as the log and tombstones go on naming what was deleted."""

from __future__ import annotations

from typing import Any

from rasd.ledger.connecting import Door
from rasd.ledger.started import models

#: The tables whose keys Rasd gives itself.
KEYED: tuple[type[Any], ...] = (models.Original, models.Sighting, models.Reading, models.Claim)


def next_key(door: Door, model: type[Any]) -> int:
    """The key of the next row; only inside :meth:`~rasd.ledger.connecting.Door.writing`, where nobody else adds any."""
    highest = model.objects.using(door.alias).order_by("-pk").values_list("pk", flat=True).first() or 0
    return max(highest, _given(door, model)) + 1


def remember(door: Door, source: Door | None = None) -> None:
    """Let the database know of every key that was given, here or in the ledger that this one is a copy of.

    Before rows are deleted, and after they were copied.
    """
    for model in KEYED:
        last = next_key(source or door, model) - 1
        if last > _given(door, model):
            _set_given(door, model, last)


def _given(door: Door, model: type[Any]) -> int:
    """The highest key that the database knows to have been given."""
    if door.vendor == "sqlite":
        sql = "SELECT max(seq) FROM sqlite_sequence WHERE name = %s"
    else:
        sql = "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, 'key')::regclass)"
    with door.connection.cursor() as cursor:
        cursor.execute(sql, [model._meta.db_table])
        found = cursor.fetchone()
    return int(found[0] or 0) if found else 0


def _set_given(door: Door, model: type[Any], key: int) -> None:
    table = model._meta.db_table
    with door.connection.cursor() as cursor:
        if door.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, key])
        else:
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'key'), %s)", [table, key])
