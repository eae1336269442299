"""The real desk in a process of its own, and a real Chromium before it."""

from __future__ import annotations

import os
import queue
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

#: For what is the same on both databases.
on_sqlite = pytest.mark.parametrize("kept", ["sqlite"], indirect=True)
ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "a-long-enough-phrase"
_ADDRESS = re.compile(r"http://\S+?/(?=\s)")
#: What Chromium needs to run as root and without a screen, and to leave the network alone.
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def chromium() -> str | None:
    """Debian's Chromium; none where it is not installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


class Desk:
    """A desk that serves a ledger until it is stopped."""

    def __init__(self, ledger: str, *options: str) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "RASD_DESK_PASSWORD": PASSWORD}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "rasd", "desk", "--ledger", ledger, "--port", "0", *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        self.lines: queue.Queue[str | None] = queue.Queue()
        self.said: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()
        self.url = self._wait()

    def _listen(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line)
            self.lines.put(line)
        self.lines.put(None)

    def _wait(self) -> str:
        while (line := self.lines.get(timeout=60)) is not None:
            if found := _ADDRESS.search(line):
                return found[0]
        raise AssertionError("the desk did not open:\n" + "".join(self.said))

    def stop(self) -> str:
        """Stop it; all that it said."""
        self.process.terminate()
        self.process.wait(timeout=30)
        return "".join(self.said)


def log_in(page: Any, url: str, name: str = "administrator") -> None:
    """Log in as a person would; accounts of the tests are named like their roles."""
    page.goto(url)
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("button.main")
    page.wait_for_url(lambda address: "/login/" not in address)


def faults_of(page: Any) -> list[str]:
    """What axe-core finds on a page against WCAG 2.2 AA, one line each."""
    from axe_playwright_python.sync_playwright import Axe

    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{v['id']}: {v['help']}: {node['html'][:200]}" for v in found for node in v["nodes"]]
