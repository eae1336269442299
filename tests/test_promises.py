"""The page of promises names tests that are there, and a day's work asks for nothing from the network."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def named(page: str) -> list[str]:
    return re.findall(r"`(tests/[\w/]+\.py(?:::\w+)?)`", (ROOT / page).read_text(encoding="utf-8"))


def is_there(test: str) -> bool:
    """Whether a test is in its file, by the name of its function."""
    path, _, name = test.partition("::")
    if not (ROOT / path).is_file():
        return False
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return not name or name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_promise_names_tests_that_are_there() -> None:
    promised = named("docs/promises.md")
    assert len(promised) > 25
    assert not [
        test for test in promised + named("SECURITY.md") + named("docs/security-checks.md") if not is_there(test)
    ]


def test_every_kept_promise_has_a_test() -> None:
    rows = [line for line in (ROOT / "docs/promises.md").read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    assert len(rows) > 10
    assert all("::test_" in row for row in rows[1:]), "a promise that nothing shows"


def test_a_test_that_is_gone_is_seen() -> None:
    assert is_there("tests/test_promises.py::test_a_test_that_is_gone_is_seen")
    assert not is_there("tests/test_promises.py::test_of_nothing") and not is_there("tests/gone.py")


WORK = """
import socket, sys
asked = []
def hook(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"):
        asked.append((event, arguments))
        raise OSError("the network was asked")
sys.addaudithook(hook)
from rasd.cli import main
for line in sys.stdin.read().splitlines():
    sys.argv = ["rasd", *line.split()]
    try:
        main()
    except SystemExit as ended:
        assert not ended.code, (line, ended.code)
assert not asked, asked
try:
    socket.create_connection(("127.0.0.1", 9))
except OSError:
    pass
assert asked, "the watch itself sees nothing"
"""


def test_a_days_work_touches_no_network(tmp_path: Path) -> None:
    """Everything but what asks for the network by name, with a watch on every socket that is opened."""
    ledger, reports = f"--ledger {tmp_path}/rasd.db", ROOT / "examples" / "reports.jsonl"
    lines = [
        f"read {ROOT}/examples/report.html --format jsonl",
        f"add {reports} {ledger}",
        f"claims {ledger}",
        f"incidents {ledger}",
        f"tally --by month,side {ledger}",
        f"export csv {tmp_path}/out.csv {ledger}",
        f"verify {ledger}",
        "codebook check",
    ]
    code = f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r})\n{WORK}"
    done = subprocess.run(
        [sys.executable, "-c", code], input="\n".join(lines), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
