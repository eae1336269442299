"""What tests of ledgers share: every row of one, changes behind its back, and the reader of another day."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import connections

from rasd.ledger.copying import tables
from rasd.ledger.store import Ledger
from rasd.model import Claim, Report, to_json


def rows_of(ledger: Ledger) -> dict[str, list[Any]]:
    """Every row of every table."""
    found = {}
    for model in tables():
        names = [field.attname for field in model._meta.concrete_fields]
        rows = model._base_manager.using(ledger.door.alias).order_by("pk").values_list(*names)
        found[model._meta.db_table] = [
            tuple(bytes(value) if isinstance(value, memoryview) else value for value in row) for row in rows
        ]
    return found


def tamper(ledger: Ledger, sql: str, *values: object) -> None:
    """Change rows as somebody would who has the database in hand: with the guards off."""
    with connections[ledger.door.alias].cursor() as cursor:
        if ledger.door.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(sql, values)
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        cursor.execute("PRAGMA foreign_keys=OFF")
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(sql, values)
        for _, trigger in triggers:
            cursor.execute(trigger)
        cursor.execute("PRAGMA foreign_keys=ON")


Change = Callable[[Claim], Claim | None]


def reader(change: Change) -> Callable[[Iterable[Report]], Iterator[list[bytes]]]:
    """The reader of another day: each claim changed in some way, or not found any more."""

    def read(reports: Iterable[Report]) -> Iterator[list[bytes]]:
        from rasd.resolving.claims import read as now

        for report in reports:
            yield [to_json(other) for claim in now(report) if (other := change(claim)) is not None]

    return read


def another_id(claim: Claim) -> str:
    return "c-" + hashlib.sha256(claim.id.encode()).hexdigest()[:16]
