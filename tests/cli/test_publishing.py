"""``rasd plot`` and ``rasd report`` from the command line: what is written, and what is said when nothing can be."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

import rasd
from rasd.cli import app

REPORTS = """\
{"id": "a", "published": "2021-03-02", "outlet": "ضفاف", "text": "مقتل 12 مدنياً وإصابة 30 في قصف على مدينة إدلب أمس."}
{"id": "b", "published": "2021-03-02", "outlet": "السهل", "text": "قالت وزارة الصحة إن 14 مدنياً قتلوا أمس في إدلب."}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reports.jsonl").write_text(REPORTS, encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str) -> Result:
    with contextlib.chdir(folder):
        return CliRunner().invoke(app, arguments)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_plot_is_written_and_not_overwritten_unasked(folder: Path) -> None:
    done = run(folder, "plot", "losses.svg", "reports.jsonl", "--language", "ar")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    before = (folder / "losses.svg").read_bytes()
    assert before.startswith(b"<?xml")
    again = run(folder, "plot", "losses.svg", "reports.jsonl")
    assert again.exit_code == 2 and "is there already" in again.stderr
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
    assert done.exit_code in (1, 2) and said in done.stderr and "Traceback" not in done.stderr
    assert names(folder) == ["reports.jsonl"]


@pytest.mark.parametrize(("name", "language"), [("digest.html", "ar"), ("digest.docx", "en")])
def test_a_digest_is_written(folder: Path, name: str, language: str) -> None:
    asked = ("--from", "2021-03-01", "--to", "2021-03-31", "--language", language)
    done = run(folder, "report", name, "reports.jsonl", *asked)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert names(folder) == sorted(["reports.jsonl", name])
    again = run(folder, "report", name, "reports.jsonl", *asked)
    assert again.exit_code == 2 and "is there already" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["x.pdf", "reports.jsonl"], "a digest is written as .html or .docx"),
        (["x.html", "reports.jsonl", "--from", "1990-01-01", "--to", "1990-12-31"], "nothing is told of 1990-01-01"),
        (["x.html", "reports.jsonl", "--language", "fr"], "no such language"),
        (["x.docx", "--ledger", "none.db"], "there is no such ledger"),
    ],
)
def test_a_wrong_report_is_explained_and_writes_nothing(folder: Path, arguments: list[str], said: str) -> None:
    done = run(folder, "report", *arguments)
    assert done.exit_code in (1, 2) and said in done.stderr and "Traceback" not in done.stderr
    assert names(folder) == ["reports.jsonl"]


def test_a_ledger_without_claims_has_nothing_to_tell(folder: Path) -> None:
    assert run(folder, "ledger", "init", "--ledger", "empty.db").exit_code == 0
    for arguments in (("plot", "x.svg"), ("report", "x.html"), ("export", "csv", "x")):
        done = run(folder, *arguments, "--ledger", "empty.db")
        assert done.exit_code == 2 and "there is no claim" in done.stderr
    assert not {"x.svg", "x.html", "x"} & set(names(folder))


def test_without_space_nothing_is_left_behind(folder: Path) -> None:
    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    done = subprocess.run(
        [sys.executable, "-m", "rasd", "report", "x.html", "reports.jsonl"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(rasd.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limited,
    )
    assert done.returncode == 1 and "cannot go on" in done.stderr and "Traceback" not in done.stderr
    assert names(folder) == ["reports.jsonl"]
