"""The desk on a ledger: Django set up, the desk's own tables made, the keys to sign with kept."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import django
import django_stubs_ext
from django.conf import settings as configured

from rasd.codebook.shelf import data_dir
from rasd.desk import catalogues, settings
from rasd.errors import LedgerError, UsageError
from rasd.ledger.address import Address, parse

if TYPE_CHECKING:
    from rasd.ledger.store import Ledger

_SECRET = "RASD_DESK_SECRET"
_APPS = ("sessions", "desk")


class Site(NamedTuple):
    """Where the desk is reached: the address that it listens on, and the one that people type, if that is another."""

    host: str = "127.0.0.1"
    port: int = 8000
    public: str | None = None

    @property
    def is_secure(self) -> bool:
        """Whether people reach it by https."""
        return (self.public or "").startswith("https://")

    @property
    def names(self) -> list[str]:
        """The names by which it may be asked for."""
        own = ["localhost", "127.0.0.1", "[::1]", self.host]
        return [*own, urlsplit(self.public).hostname or ""] if self.public else own


def configure(where: str | None = None, site: Site | None = None) -> None:
    """Give Django the desk's settings, once and before anything of the ledger is loaded."""
    if configured.configured:
        raise LedgerError("the desk cannot be opened in a process that has opened a ledger already")
    catalogues.compile_all()
    site = site or Site()
    own: dict[str, Any] = {key: getattr(settings, key) for key in dir(settings) if key.isupper()}
    if where is not None:
        own["DATABASES"] = {"default": database(parse(where))}
    own["SECRET_KEY"] = secret() if where is not None or _SECRET in os.environ else secrets.token_urlsafe(48)
    own["ALLOWED_HOSTS"] = site.names
    if site.public:
        own["CSRF_TRUSTED_ORIGINS"] = [site.public.rstrip("/")]
    if site.is_secure:
        own |= {
            "SESSION_COOKIE_SECURE": True,
            "CSRF_COOKIE_SECURE": True,
            "LANGUAGE_COOKIE_SECURE": True,
            "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
            "SECURE_HSTS_SECONDS": 31_536_000,
        }
    configured.configure(**own)
    django_stubs_ext.monkeypatch()  # Django's classes take the parameters that their types have


def database(address: Address) -> dict[str, Any]:
    """A ledger's database as the desk uses it: connections stay open between requests."""
    return {**address.settings, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}


def secret() -> str:
    """The key that sessions are signed with: ``RASD_DESK_SECRET``, else one that is made once and kept."""
    given = os.environ.get(_SECRET)
    if given:
        if len(given) < 32:
            raise UsageError("RASD_DESK_SECRET is too short to be safe. Write at least 32 characters.")
        return given
    path = data_dir() / "desk.secret"
    try:
        return path.read_text(encoding="ascii") if path.exists() else _made(path)
    except OSError as error:
        raise LedgerError(f"{path}: cannot be kept ({error.strerror}). Set RASD_DESK_SECRET.") from error


def _made(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    made = secrets.token_urlsafe(48)
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:  # noqa: PTH123
            file.write(made)
    except FileExistsError:  # another desk was quicker
        return path.read_text(encoding="ascii")
    return made


def open_desk(where: str, site: Site | None = None, *, create: bool = True) -> None:
    """Set Django up on a ledger, which is made if it is not there, with the desk's own tables.

    Without ``create``, a ledger that is not there raises :class:`LedgerError`.
    """
    set_up(where, site)
    prepare(where, create=create)


def set_up(where: str, site: Site | None = None) -> None:
    """Set Django up on a ledger that may not be there yet."""
    configure(where, site)
    django.setup()


def prepare(where: str, *, create: bool = True) -> None:
    """Make a ledger if it is not there, and the desk's tables in it."""
    from rasd.ledger.store import Ledger

    Ledger.open(where, create=create).close()
    _migrate(where)


def _migrate(where: str) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    targets = [node for node in executor.loader.graph.leaf_nodes() if node[0] in _APPS]
    if executor.migration_plan(targets):
        for name in _APPS:
            call_command("migrate", name, verbosity=0, interactive=False)


def ledger() -> Ledger:
    """The ledger that the desk is open on; on this thread's own connection."""
    from rasd.ledger.store import Ledger

    return Ledger.default()
