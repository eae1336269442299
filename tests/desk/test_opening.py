"""Opening the desk: the first account, accounts from the command line, what is told when it cannot be opened."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from desk_server import PASSWORD, ROOT, Desk
from django.db import connections
from postgres_server import Server

from rasd.desk.models import Preference, Search
from rasd.ledger.models import User
from rasd.ledger.store import Ledger


def rasd(*arguments: str, typed: str = "", **environment: str) -> tuple[int, str, str]:
    """Run a command; its exit code, output and errors."""
    done = subprocess.run(
        [sys.executable, "-m", "rasd", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_the_first_start_makes_a_ledger_and_an_administrator(tmp_path: Path) -> None:
    where = str(tmp_path / "new.db")
    code, _, said = rasd("desk", "--ledger", where, "--port", "0")
    assert code == 2 and "--first-account NAME" in said and "Traceback" not in said
    code, _, said = rasd("desk", "--ledger", where, "--port", "0", "--first-account", "huda", typed="short\n")
    assert code == 2 and "too short" in said
    assert not list(tmp_path.iterdir())  # no ledger is left behind that nobody can use
    desk = Desk(where, "--first-account", "huda")
    with urllib.request.urlopen(desk.url + "login/") as answer:
        assert answer.status == 200
    assert "Traceback" not in desk.stop()
    assert rasd("desk", "user", "list", "--ledger", where)[1] == "huda\tadministrator\ton\n"
    with Ledger.open(where, create=False) as ledger:
        assert not ledger.verify().problems


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminal of this kind")
def test_whoever_types_a_short_password_is_asked_again(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "rasd", "desk", "--ledger", str(tmp_path / "new.db"), "--port", "0"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "TERM": "dumb"},
        close_fds=True,
    )
    said = ""
    typed = ["huda", "short", "short", "huda", PASSWORD, PASSWORD]
    while "http://" not in said:
        said += os.read(ours, 4096).decode()
        if said.rstrip().endswith(":") and typed:
            time.sleep(0.3)  # until what is typed is hidden, which throws away what was typed before
            os.write(ours, f"{typed.pop(0)}\n".encode())
            said += " typed "
    process.terminate()
    process.wait(timeout=30)
    os.close(ours)
    os.close(theirs)
    assert "too short" in said and "Try again" in said and not typed


def test_accounts_from_the_command_line(kept_file: str) -> None:
    at = ("--ledger", kept_file)
    assert rasd("desk", "user", "add", "لينا", "--role", "editor", *at, typed=f"{PASSWORD}\n")[0] == 0
    assert rasd("desk", "user", "role", "لينا", "publisher", *at)[0] == 0
    assert rasd("desk", "user", "off", "لينا", *at)[0] == 0
    assert "لينا\tpublisher\toff\n" in rasd("desk", "user", "list", *at)[1]
    code, _, said = rasd("desk", "user", "add", "x", "--role", "king", *at, typed=f"{PASSWORD}\n")
    assert code == 2 and "no such role" in said
    code, _, said = rasd("desk", "user", "role", "nobody", "editor", *at)
    assert code == 2 and "no such account" in said


def test_accounts_are_those_of_the_ledger_named_before_them(kept_file: str, tmp_path: Path) -> None:
    before = ("desk", "--ledger", kept_file, "user")
    assert rasd(*before, "add", "lina", typed=f"{PASSWORD}\n", RASD_LEDGER=str(tmp_path / "other.db"))[0] == 0
    assert "lina\treviewer\ton\n" in rasd(*before, "list")[1]
    after = ("desk", "--ledger", str(tmp_path / "other.db"), "user", "list", "--ledger", kept_file)
    assert "lina\treviewer\ton\n" in rasd(*after)[1]
    code, out, said = rasd("desk", "user", "list", "--ledger", str(tmp_path / "mistyped.db"))
    assert (code, out) == (1, "") and "there is no such ledger" in said
    code, out, said = rasd("desk", "--ledger", str(tmp_path / "mistyped.db"), "user", "add", "x", typed=f"{PASSWORD}\n")
    assert (code, out) == (1, "") and "there is no such ledger" in said
    assert [path.name for path in tmp_path.glob("*.db")] == [Path(kept_file).name]


def test_what_cannot_be_opened_is_said(kept_file: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, _, said = rasd("desk", "--ledger", kept_file, "--port", port)
        assert code == 2 and "--port" in said and "Traceback" not in said
    (tmp_path / "no.db").write_text("no ledger")
    code, _, said = rasd("desk", "--ledger", str(tmp_path / "no.db"))
    assert code == 1 and "Traceback" not in said
    code, _, said = rasd("desk", "--ledger", kept_file, RASD_DESK_SECRET="short")
    assert code == 2 and "32" in said


@pytest.mark.parametrize("hidden", ["csp", "waitress"])
def test_without_the_extra_it_says_how_to_install_it(kept_file: str, hidden: str, tmp_path: Path) -> None:
    code = (
        "import sys, importlib.util as u; found = u.find_spec\n"
        f"u.find_spec = lambda name, *a: None if name == {hidden!r} else found(name, *a)\n"
        f"sys.argv = ['rasd', 'desk', '--ledger', {kept_file!r}]\n"
        "from rasd.cli import main; main()"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 2 and 'pip install "rasd[desk]"' in done.stderr


def test_settings_and_searches_move_with_the_ledger(
    opened_ledger: Ledger, kept: str, server: Server, tmp_path: Path
) -> None:
    user = User.objects.get(username="viewer")
    Preference.objects.create(user=user, language="ar", keys={"accept": "y"})
    Search.objects.create(user=user, name="حلب", query="place=SY")
    backup, other = str(tmp_path / "backup.db"), server.url("moved_desk")
    assert rasd("ledger", "backup", backup, "--ledger", kept)[::2] == (0, "")
    server.execute("DROP DATABASE IF EXISTS moved_desk")
    server.execute("CREATE DATABASE moved_desk")
    assert rasd("ledger", "restore", backup, "--ledger", other)[::2] == (0, "")
    with Ledger.open(other, create=False) as moved:
        alias = moved.door.alias
        assert Preference.objects.using(alias).get(user__username="viewer").keys == {"accept": "y"}
        assert Search.objects.using(alias).get().name == "حلب"
        assert not moved.verify(opened_ledger.seal()[1]).problems
        connections[alias].close()
