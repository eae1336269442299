"""``rasd plot`` and ``rasd report`` from the command line: what is written, and what is said when nothing can be."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

import rasd

REPORTS = """\
{"id": "a", "published": "2021-03-02", "outlet": "ضفاف", "text": "مقتل 12 مدنياً وإصابة 30 في قصف على مدينة إدلب أمس."}
{"id": "b", "published": "2021-03-02", "outlet": "السهل", "text": "قالت وزارة الصحة إن 14 مدنياً قتلوا أمس في إدلب."}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reports.jsonl").write_text(REPORTS, encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str, most_bytes: int | None = None) -> subprocess.CompletedProcess[str]:
    def limited() -> None:
        if most_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    return subprocess.run(
        [sys.executable, "-m", "rasd", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(rasd.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limited,
    )


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_plot_is_written_and_not_overwritten_unasked(folder: Path) -> None:
    done = run(folder, "plot", "losses.svg", "reports.jsonl", "--language", "ar")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    before = (folder / "losses.svg").read_bytes()
    assert before.startswith(b"<?xml")
    again = run(folder, "plot", "losses.svg", "reports.jsonl")
    assert again.returncode == 2 and "is there already" in again.stderr
    assert (folder / "losses.svg").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["x.svg", "reports.jsonl", "--by", "week"], "--by week: cannot be plotted over"),
        (["x.svg", "reports.jsonl", "--from", "1990-01-01", "--to", "1990-12-31"], "nothing of the kind is counted"),
        (["x.svg", "reports.jsonl", "--sharing", "all"], "no such level"),
        (["x.svg", "--ledger", "none.db"], "there is no such ledger"),
        (["no/x.svg", "reports.jsonl"], "there is no folder"),
    ],
)
def test_a_wrong_call_is_explained_and_writes_nothing(folder: Path, arguments: list[str], said: str) -> None:
    done = run(folder, "plot", *arguments)
    assert done.returncode in (1, 2) and said in done.stderr and "Traceback" not in done.stderr
    assert names(folder) == ["reports.jsonl"]


def test_without_space_nothing_is_left_behind(folder: Path) -> None:
    done = run(folder, "plot", "x.png", "reports.jsonl", most_bytes=1000)
    assert done.returncode == 1 and "cannot go on" in done.stderr and "Traceback" not in done.stderr
    assert names(folder) == ["reports.jsonl"]
