"""``rasd plot`` and ``rasd report`` from the command line: what is written, and what is said when nothing can be."""

from __future__ import annotations

import contextlib
import csv
import json
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


@pytest.fixture
def winter(tmp_path: Path) -> Path:
    """Three incidents in three months; one of them is denied, one has no day."""
    lines = [
        {"id": "jan", "published": "2020-01-27", "text": "مقتل 12 مدنيا في قصف على مدينة إدلب أمس."},
        {"id": "feb", "published": "2020-02-20", "text": "نفت وزارة الصحة مقتل 9 مدنيين في قصف على مدينة حلب أمس."},
        {"id": "some", "text": "مقتل 5 جنود في اشتباكات في درعا."},
    ]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (tmp_path / "winter.jsonl").write_text(text, encoding="utf-8")
    return tmp_path


def test_an_export_of_a_month_holds_that_month(winter: Path) -> None:
    january = ("--from", "2020-01-01", "--to", "2020-01-31")
    done = run(winter, "export", "csv", "all", "winter.jsonl", "--sharing", "internal")
    assert (done.exit_code, done.stderr) == (0, "")
    done = run(winter, "export", "csv", "january", "winter.jsonl", "--sharing", "internal", *january)
    assert done.exit_code == 0 and "Left out, for it does not fit what was asked for" in done.stderr
    assert "without a certain day, in none of these figures: 1." in done.stderr
    for table, column in (("claims", "report"), ("sources", "id")):
        with (winter / "january" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            assert {row[column] for row in csv.DictReader(file)} == {"jan"}
    with (winter / "all" / "claims.csv").open(encoding="utf-8", newline="") as file:
        assert {row["report"] for row in csv.DictReader(file)} == {"jan", "feb", "some"}


def test_incidents_take_the_filter_of_the_tally(winter: Path) -> None:
    asked = ("winter.jsonl", "--format", "jsonl")
    assert len(run(winter, "incidents", *asked).stdout.splitlines()) == 3
    done = run(winter, "incidents", *asked, "--place", "إدلب")
    [found] = map(json.loads, done.stdout.splitlines())
    assert {c["report"] for c in found["claims"]} == {"jan"} and "Left out" in done.stderr
    denied = [json.loads(line) for line in run(winter, "incidents", *asked, "--status", "denied").stdout.splitlines()]
    assert {(c["report"], c["status"]) for i in denied for c in i["claims"]} == {("feb", "denied")}
    cells = run(winter, "tally", *asked, "--status", "denied", "--by", "incident").stdout.splitlines()
    assert {json.loads(cell)["key"]["incident"] for cell in cells} == {i["id"] for i in denied}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--from", "2020-02-30"], "no such day"),
        (["--from", "2020-02-02", "--to", "2020-02-01"], "Turn the days round"),
        (["--side", "nobody"], "no actor of the codebook"),
        (["--without-allies"], "Say which with --side"),
        (["--status", "doubted"], "no such status"),
        (["--threshold", "2"], "no score"),
        (["--from", "1990-01-01", "--to", "1990-12-31"], "nothing is told of 1990-01-01 to 1990-12-31"),
    ],
)
def test_a_wrong_filter_is_explained_and_writes_nothing(winter: Path, arguments: list[str], said: str) -> None:
    done = run(winter, "export", "jsonl", "out.jsonl", "winter.jsonl", *arguments)
    assert done.exit_code == 2 and said in done.stderr and "Traceback" not in done.stderr
    assert names(winter) == ["winter.jsonl"]


def test_a_picture_of_one_side_is_of_its_losses(winter: Path) -> None:
    line = {"id": "x", "published": "2020-01-27", "text": "مقتل 7 من عناصر جيش النظام السوري في اشتباكات في إدلب أمس."}
    with (winter / "winter.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
    for name, *asked in (("all.svg",), ("side.svg", "--side", "syr-government")):
        assert run(winter, "plot", name, "winter.jsonl", *asked).exit_code == 0
    pictures = [(winter / name).read_text("utf-8") for name in ("all.svg", "side.svg")]
    assert "Published by: feb, jan, x" in pictures[0] and "Published by: x" in pictures[1]
    assert "losses of Syrian government" in pictures[1]


def test_the_text_of_a_table_is_that_of_the_column_that_is_named(tmp_path: Path) -> None:
    table = "a,b\nمقتل 3 جنود في حلب أمس بعد الظهر,وفي درعا هدوء\n"
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    assert run(tmp_path, "text", "t.csv", "--column", "text=b").stdout.rstrip() == "وفي درعا هدوء"


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
