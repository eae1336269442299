"""Backup, restore, and the move from one database to the other: every row, letter for letter.

A backup is a ledger itself, in one file of SQLite, whatever database it was made from. It is one state of the ledger,
taken while others go on writing.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models, transaction

from rasd.errors import LedgerError, UsageError
from rasd.ledger.address import Address, parse
from rasd.ledger.chain import head
from rasd.ledger.connecting import Door, applied_migrations, check_version, create_file, migrate
from rasd.ledger.drafting import check_free, new_file
from rasd.ledger.inserting import insert
from rasd.ledger.keys import remember

_ROWS = 2000
_BLOB_ROWS = 50
#: The desk keeps what people set for themselves beside the ledger; a program without the desk knows nothing of it.
_OWN = ("contenttypes", "auth", "ledger", "desk")


def tables() -> list[type[models.Model]]:
    """All tables that hold data, those that others refer to first."""
    known = [label for label in _OWN if label in apps.app_configs]
    found = [m for label in known for m in apps.get_app_config(label).get_models(include_auto_created=True)]
    return [model for model in found if not model._meta.proxy and model._meta.managed]


def backup(door: Door, target: str | os.PathLike[str]) -> None:
    """Write the ledger into a new file.

    Raises :class:`UsageError` when the file exists or its folder does not, :class:`LedgerError` when there is no room.
    """
    address = parse(target)
    if address.path is None:
        raise UsageError(f"{address.shown}: a backup is a file. Name one.")
    check_free(address.path)
    try:
        with new_file(address.path) as draft, door.guarded():
            if door.vendor == "sqlite":
                _snapshot(door, draft)
            else:
                _copy_to_file(door, draft)
    except FileExistsError:
        check_free(address.path)
        raise
    except OSError as error:
        raise LedgerError(f"{address.shown}: cannot be written ({error.strerror}). Check its disk.") from error
    except sqlite3.Error as error:
        raise LedgerError(f"{address.shown}: cannot be written ({error}). Check its disk; nothing was lost.") from error


def _snapshot(door: Door, draft: Path) -> None:
    """SQLite's own way to copy a database in use; a copy without the entries that were there before is no backup."""
    before, _ = head(door)
    address = Path(door.address.settings["NAME"]).absolute().as_uri() + "?mode=ro"
    source = sqlite3.connect(address, uri=True)
    with contextlib.closing(source), contextlib.closing(sqlite3.connect(draft)) as target:
        source.backup(target, pages=1000)
        target.execute("PRAGMA journal_mode=DELETE")
        if _entries(target) < before:
            raise LedgerError(f"{door.address.shown}: the copy does not end as the ledger does. Nothing was stored.")


def _entries(copy: sqlite3.Connection) -> int:
    """How many entries the log of a copy has; one without a log has none."""
    try:
        return copy.execute("SELECT max(number) FROM ledger_logentry").fetchone()[0] or 0
    except sqlite3.OperationalError:
        return 0


def _copy_to_file(door: Door, draft: Path) -> None:
    address = parse(draft)
    create_file(address)
    target = Door(address)
    with target.guarded():
        copy(door, target)
        with target.connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=DELETE")
        target.close()


def restore(source: str | os.PathLike[str], target: Address) -> None:
    """Make a ledger from a backup, or from any other ledger; a file becomes PostgreSQL and the other way round.

    Raises :class:`UsageError` when the target holds something already, :class:`LedgerError` when either fails.
    """
    origin = parse(source)
    if origin.path is not None and not origin.path.exists():
        raise LedgerError(f"{origin.shown}: there is no such backup. Check the path.")
    if target.path is not None:
        check_free(target.path)
    from_ = Door(_without_lock(origin))
    with from_.guarded():
        check_version(from_)
    if target.path is not None and origin.path is not None:
        backup(from_, target.path)
        return
    if target.path is not None:
        create_file(target)
    to = Door(target)
    with to.guarded():
        if applied_migrations(to) is None:
            migrate(to)
        check_version(to)
        if head(to)[0]:
            raise UsageError(f"{target.shown}: holds a ledger already. Restore into an empty database.")
    with from_.guarded(), to.guarded():
        copy(from_, to)


def _without_lock(address: Address) -> Address:
    """The same ledger, to be read while others write to it."""
    if address.path is None:
        return address
    options = {**address.settings["OPTIONS"], "transaction_mode": "DEFERRED"}
    return address._replace(settings={**address.settings, "OPTIONS": options})


def copy(source: Door, target: Door) -> None:
    """Every row of every table, as one state of the source and in one transaction of the target."""
    with _still(source), transaction.atomic(using=target.alias):
        for model in tables():
            model._base_manager.using(target.alias).all()._raw_delete(target.alias)
        with source.connection.cursor() as cursor:
            there = set(source.connection.introspection.table_names(cursor))
        for model in tables():
            if model._meta.db_table in there:  # no desk was ever opened on it
                _copy_table(source, target, model)
        if head(source) != head(target):
            raise LedgerError(f"{target.address.shown}: the copy does not end as the ledger does. Nothing was stored.")
        _reset_keys(target)
        remember(target, source)


@contextlib.contextmanager
def _still(door: Door) -> Iterator[None]:
    """The ledger as it is now, whatever others write meanwhile."""
    with transaction.atomic(using=door.alias):
        if door.vendor == "postgresql":
            with door.connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _copy_table(source: Door, target: Door, model: type[models.Model]) -> None:
    fields = model._meta.concrete_fields
    names = [field.attname for field in fields]
    rows = model._base_manager.using(source.alias).order_by("pk").values_list(*names)
    step = _BLOB_ROWS if any(isinstance(field, models.BinaryField) for field in fields) else _ROWS
    number = 0
    iterator = rows.iterator(chunk_size=step)
    while batch := list(islice(iterator, step)):
        number += len(batch)
        insert(target, model, [field.name for field in fields], [_adapted(target, fields, row) for row in batch])
    copied = model._base_manager.using(target.alias).count()
    if copied != number:
        raise LedgerError(f"{target.address.shown}: {number - copied} rows of {model._meta.db_table} did not arrive.")


def _adapted(target: Door, fields: Any, row: tuple[Any, ...]) -> list[Any]:
    return [_value(target, field, value) for field, value in zip(fields, row, strict=True)]


def _value(target: Door, field: Any, value: Any) -> Any:
    if isinstance(field, models.BinaryField):
        return None if value is None else bytes(value)
    return field.get_db_prep_save(value, target.connection)


def _reset_keys(target: Door) -> None:
    """Let PostgreSQL count on from the highest keys; SQLite does so by itself."""
    from django.core.management.color import no_style

    with target.connection.cursor() as cursor:
        for sql in target.connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(sql)
