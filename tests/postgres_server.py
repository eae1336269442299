"""A private PostgreSQL server for the tests, from the binaries that the machine has.

It listens on a socket in a folder of its own. PostgreSQL refuses to run as root, so root runs it as ``postgres``,
or as ``nobody`` where there is no such account.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path


def binaries() -> Path | None:
    """The folder with ``initdb`` and ``pg_ctl``, the newest first; none where PostgreSQL is not installed."""
    found = shutil.which("postgres")
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True)
    folders: Iterable[Path] = [*([Path(found).resolve().parent] if found else []), *installed]
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


class Server:
    """A server that can be started and stopped, with its databases."""

    def __init__(self, folder: Path) -> None:
        self.binaries = folder
        self.home = Path(tempfile.mkdtemp(prefix="rasd-pg-"))
        self.user = _account() if os.getuid() == 0 else None
        if self.user:
            shutil.chown(self.home, self.user)
        self.data = self.home / "data"
        auth = ["--auth=trust", "--username=rasd", "--encoding=UTF8", "--locale=C", "--no-sync"]
        self._run("initdb", "-D", str(self.data), *auth)
        self._watch()

    def _watch(self) -> None:
        """See that nothing stays behind even where the tests are killed."""
        script = (
            'while [ -d "$1" ] && kill -0 "$2" 2>/dev/null; do sleep 1; done; [ -d "$1" ] || exit 0; '
            'kill -QUIT "$(head -n 1 "$1/data/postmaster.pid")" 2>/dev/null; sleep 1; rm -rf "$1"'
        )
        subprocess.Popen(
            ["sh", "-c", script, "watch", str(self.home), str(os.getpid())],
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self.binaries / program), *arguments],
            user=self.user,
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout.decode()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-k {self.home} -c listen_addresses='' -c fsync=off -c max_connections=80"
        log = str(self.home / "log")
        self._run("pg_ctl", "-D", str(self.data), "-o", options, "-l", log, "-w", "-t", "60", "start")

    def stop(self) -> None:
        """Stop it at once, as a machine that loses its power would."""
        self._run("pg_ctl", "-D", str(self.data), "-m", "immediate", "-w", "stop")

    def url(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql://rasd@/{database}?host={self.home}"

    def execute(self, sql: str) -> None:
        """Run a command of administration."""
        import psycopg

        with psycopg.connect(host=str(self.home), user="rasd", dbname="postgres", autocommit=True) as connection:
            connection.execute(sql)  # type: ignore[call-overload]

    def remove(self) -> None:
        """Stop it and leave nothing behind."""
        if (self.data / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self.home, ignore_errors=True)


def _account() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)
