"""A few reviewers at once for some seconds; ``make proof`` has fifty for ten minutes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_reviewers_at_once_lose_no_decision(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "tools" / "load.py"), "4", "15", "20"]
    environment = {**os.environ, "RASD_DATA_DIR": str(tmp_path), "RASD_LOAD_LOOKS": "0.2", "RASD_LOAD_BESIDE": "5"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "errors: none" in done.stdout and "are not: **0**" in done.stdout, done.stdout
    assert "told of:\n  0;" in done.stdout and "finds afterwards: 0" in done.stdout, done.stdout
    assert "5 calls: refused: none; told of as added and not there:\n  **0**" in done.stdout, done.stdout
    decisions = re.search(r"\| decision \| (\d+) \|", done.stdout)
    assert decisions and int(decisions[1]) >= 3, done.stdout
