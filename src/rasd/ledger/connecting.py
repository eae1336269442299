"""Connections to ledgers: opened, created whole or not at all, and their errors put into words."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from pathlib import Path

from django.core.management import call_command
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.utils import DatabaseError, InterfaceError, OperationalError, ProgrammingError

from rasd.errors import LedgerError
from rasd.ledger.address import Address
from rasd.ledger.drafting import check_folder, new_file
from rasd.ledger.started import models

#: The lock that PostgreSQL's writers of one ledger take in turn.
_TURN = 0x7261_7364
_numbers = itertools.count(1)

#: What a database says → what that means, and what to do.
_MEANINGS: tuple[tuple[tuple[str, ...], str, str, str], ...] = (
    (
        ("is locked", "lock timeout"),
        "is locked: another program has been writing to it",
        "Wait until that has finished and run the same command again.",
        "ledger-locked",
    ),
    (
        ("disk is full", "No space left", "could not extend", "disk I/O error", "could not write"),
        "cannot grow: its disk is full or broken",
        "Make room and run the same command again; what was stored before is kept.",
        "ledger-full",
    ),
    (
        ("not a database", "malformed", "file is encrypted"),
        "is damaged, or no ledger",
        "Restore a backup (rasd ledger restore), or name another file.",
        "ledger-damaged",
    ),
    (
        ("readonly database", "read-only"),
        "cannot be written to",
        "Check its permissions, and those of its folder.",
        "ledger-read-only",
    ),
    (
        ("unable to open",),
        "cannot be opened",
        "Check the path, its permissions, and those of its folder.",
        "ledger-not-opened",
    ),
    (
        ("password authentication", "no password supplied", "role ", "permission denied"),
        "refuses the user",
        "Check the user and the password in --ledger.",
        "ledger-refuses",
    ),
    (
        ("does not exist",),
        "is not there",
        "Create the database first (createdb), then run rasd ledger init.",
        "ledger-missing",
    ),
)
_AWAY = (
    "is out of reach, or the connection broke",
    "See that it runs, then run the same command again; nothing is lost.",
    "ledger-away",
)


def explained(address: Address, error: Exception) -> LedgerError:
    """An error of the database as one that says what to do."""
    said = " ".join(str(error).split())
    meanings = ((what, remedy, code) for marks, what, remedy, code in _MEANINGS if any(mark in said for mark in marks))
    away = _AWAY if isinstance(error, OperationalError | InterfaceError) else None
    what, remedy, code = next(meanings, away) or ("", "", "")
    if not code:
        return LedgerError(f"{address.shown}: {said[:300]}")
    message = f"{{ledger}}: {what} ({{said}}). {remedy}"
    return LedgerError(message, code, ledger=address.shown, said=said[:160])


class Door:
    """One opened ledger: Django's alias of its database, which every query names."""

    def __init__(self, address: Address, alias: str | None = None) -> None:
        self.address = address
        self.alias = alias or f"ledger-{next(_numbers)}"
        if alias is not None:  # of a program that has configured it
            return
        complete = connections.configure_settings({"default": dict(address.settings)})["default"]
        connections.settings[self.alias] = complete

    @property
    def connection(self) -> BaseDatabaseWrapper:
        """This thread's connection."""
        return connections[self.alias]

    @property
    def vendor(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.connection.vendor

    @contextlib.contextmanager
    def guarded(self) -> Iterator[None]:
        """What the database complains of inside becomes a :class:`LedgerError`."""
        try:
            yield
        except DatabaseError as error:
            with contextlib.suppress(DatabaseError):
                self.connection.close()
            raise explained(self.address, error) from error

    @contextlib.contextmanager
    def writing(self) -> Iterator[CursorWrapper]:
        """A transaction of the one writer: all of it is stored, or nothing; others wait for their turn."""
        with self.guarded(), transaction.atomic(using=self.alias), self.connection.cursor() as cursor:
            if self.vendor == "postgresql":
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])
            yield cursor

    def close(self) -> None:
        """Close this thread's connection."""
        self.connection.close()


def known_migrations() -> list[str]:
    """The names of the migrations that this version of Rasd has."""
    folder = Path(__file__).parent / "migrations"
    return sorted(path.stem for path in folder.glob("[0-9]*.py"))


def applied_migrations(door: Door) -> list[str] | None:
    """The names of those that a ledger has had; none where the database is no ledger."""
    with door.connection.cursor() as cursor:
        tables = door.connection.introspection.table_names(cursor)
        if "django_migrations" not in tables:
            if tables and door.vendor == "sqlite":
                raise LedgerError(f"{door.address.shown}: is a database, but no ledger. Name another file.")
            return None
        cursor.execute("SELECT name FROM django_migrations WHERE app = 'ledger'")
        return sorted(row[0] for row in cursor.fetchall()) or None


def migrate(door: Door) -> None:
    """Bring the tables to this version; PostgreSQL's programs take turns."""
    with contextlib.ExitStack() as stack:
        if door.vendor == "postgresql":
            cursor = stack.enter_context(door.connection.cursor())
            cursor.execute("SELECT pg_advisory_lock(%s)", [_TURN + 1])
            stack.callback(_unlock, door)
        call_command("migrate", database=door.alias, verbosity=0, interactive=False)


def _unlock(door: Door) -> None:
    with contextlib.suppress(DatabaseError), door.connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [_TURN + 1])


def create_file(address: Address) -> None:
    """Make a new ledger in a file: whole, or not at all.

    Raises :class:`UsageError` when there is no folder for it, :class:`LedgerError` when it cannot be written.
    """
    assert address.path is not None
    check_folder(address.path)
    door = None
    try:
        with contextlib.suppress(FileExistsError), new_file(address.path) as draft:  # another's is as good
            door = Door(Address(address.shown, {**address.settings, "NAME": str(draft)}, draft))
            with door.guarded():
                migrate(door)
                door.close()
    except OSError as error:
        raise LedgerError(f"{address.shown}: cannot be created ({error.strerror}). Check its folder.") from error
    finally:
        if door is not None:
            connections.settings.pop(door.alias, None)


def check_version(door: Door) -> None:
    """Raise :class:`LedgerError` for a ledger of a newer or an older version, or for none at all."""
    try:
        applied = applied_migrations(door)
    except ProgrammingError as error:
        raise explained(door.address, error) from error
    if applied is None:
        raise LedgerError(f"{door.address.shown}: is no ledger yet. Run rasd ledger init --ledger …")
    known = known_migrations()
    newer = sorted(set(applied) - set(known))
    if newer:
        raise LedgerError(
            f"{door.address.shown}: was made by a newer version of Rasd (it has had {newer[-1]}). Upgrade Rasd."
        )
    if set(known) - set(applied):
        raise LedgerError(
            f"{door.address.shown}: was made by an older version of Rasd. Back it up (rasd ledger backup), "
            "then run rasd ledger migrate."
        )


__all__ = [
    "Door",
    "applied_migrations",
    "check_version",
    "create_file",
    "explained",
    "known_migrations",
    "migrate",
    "models",
]
