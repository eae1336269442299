"""Where a ledger is: ``--ledger FILE|URL`` as Django's settings of a database."""

from __future__ import annotations

import os
import urllib.parse
from pathlib import Path
from typing import Any, NamedTuple

from rasd.errors import UsageError

DEFAULT = "rasd.db"
#: Seconds to wait for another program's writing to end, unless ``?timeout=`` says otherwise.
_PATIENCE = 60.0
#: Passwords no longer than this are found in any name.
_SHORT = 5
_FORM = "Name a file, or write postgresql://user:password@host:5432/name"
_PRAGMAS = " ".join(
    f"PRAGMA {name}={value};"
    for name, value in {
        "journal_mode": "WAL",
        "synchronous": "FULL",
        "cache_size": "-65536",
        "temp_store": "MEMORY",
        "secure_delete": "ON",
    }.items()
)


class Address(NamedTuple):
    """A place for a ledger: how it may be shown (never with a password), Django's settings, its file if it is one."""

    shown: str
    settings: dict[str, Any]
    path: Path | None


def parse(given: str | os.PathLike[str]) -> Address:
    """The address that a person gave.

    >>> parse("rasd.db").shown, parse("postgresql://ali:secret@db.example/rasd").shown
    ('rasd.db', 'postgresql://ali@db.example/rasd')
    """
    text = os.fspath(given)
    scheme, separator, _ = text.partition("://")
    if not text or "\0" in text:
        raise UsageError(f"--ledger {text!r}: names nothing. {_FORM}")
    if not separator:
        return _file(text, {})
    if scheme == "sqlite":
        try:
            parts = urllib.parse.urlsplit(text)
        except ValueError as error:
            raise UsageError(f"--ledger {text!r}: is no address ({error}). {_FORM}") from error
        return _file(urllib.parse.unquote(parts.path.removeprefix("/")), _options(parts.query))
    if scheme in ("postgresql", "postgres"):
        return _server(text)
    raise UsageError(f"--ledger {scheme}://…: no such kind of database. {_FORM}")


def _options(query: str) -> dict[str, str]:
    return dict(urllib.parse.parse_qsl(query))


def _file(name: str, options: dict[str, str]) -> Address:
    if not name:
        raise UsageError(f"--ledger: names no file. {_FORM}")
    path = Path(name)
    try:
        timeout = float(options.get("timeout", _PATIENCE))
    except ValueError:
        raise UsageError(f"--ledger …?timeout={options['timeout']}: no number of seconds.") from None
    settings = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"timeout": timeout, "transaction_mode": "IMMEDIATE", "init_command": _PRAGMAS},
    }
    return Address(name, settings, path)


def _server(text: str) -> Address:
    try:
        parts = urllib.parse.urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise UsageError(f"--ledger postgresql://…: {error}. {_FORM}") from None
    name = urllib.parse.unquote(parts.path.removeprefix("/"))
    if not name:
        raise UsageError(f"--ledger postgresql://…: names no database. {_FORM}")
    password = urllib.parse.unquote(parts.password or "")
    options: dict[str, Any] = {"connect_timeout": 10, **_options(parts.query)}
    settings = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": urllib.parse.unquote(parts.username or ""),
        "PASSWORD": password,
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(port or options.pop("port", "")),
        "OPTIONS": options,
    }
    who = f"{parts.username}@" if parts.username else ""
    where = (parts.hostname or "") + (f":{port}" if port else "")
    shown = f"postgresql://{who}{where}/{name}"
    if len(password) > _SHORT:  # an address pasted twice has it in the name of the database too
        shown = shown.replace(password, "…")
    return Address(shown, settings, None)
