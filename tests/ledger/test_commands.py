"""The ledger on the command line: what is printed where, and the exit codes."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rasd.cli import app

Rasd = Callable[..., tuple[int, str, str]]


@pytest.fixture
def rasd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rasd:
    """The command line in this process, which starts quicker; ``test_faults`` runs it in its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RASD_USER", "huda")
    monkeypatch.setenv("COLUMNS", "100")

    def run(*arguments: str) -> tuple[int, str, str]:
        done = CliRunner().invoke(app, arguments, prog_name="rasd")
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.stdout, done.stderr

    return run


@pytest.fixture
def filled(rasd: Rasd, reports: Path) -> Rasd:
    assert rasd("add", "reports.jsonl")[0] == 0
    return rasd


def test_a_day_at_the_desk(filled: Rasd, tmp_path: Path) -> None:
    code, out, errors = filled("add", "reports.jsonl", "gone.txt", "--jobs", "2")
    assert (code, out) == (3, "0 added · 0 seen elsewhere before · 4 known already · 1 failed · 0 claims\n")
    assert "gone.txt: there is no such file" in errors
    assert filled("failures")[1].startswith("gone.txt\tthere is no such file\t")
    (tmp_path / "gone.txt").write_text("قتل 3 جنود في حماة.", encoding="utf-8")
    assert filled("retry")[0] == 0
    assert filled("failures") == (0, "", "rasd: nothing has failed\n")
    ids = [json.loads(line)["id"] for line in filled("claims", "--action", "killed")[1].splitlines()]
    assert filled("decide", ids[0], "corrected", "--set", "count.low=9", "--reason", "recount")[0] == 0
    assert filled("decide", ids[1], "rejected")[0] == 0
    (row,) = [json.loads(line) for line in filled("claims", "--review", "corrected", "--evidence")[1].splitlines()]
    assert (row["count"]["low"], row["review"]) == (9, "corrected")
    assert row["sightings"][0]["outlet"] == "outlet 0"
    verdicts = [json.loads(line)["verdict"] for line in filled("decisions")[1].splitlines()]
    assert verdicts == ["rejected", "corrected"]
    code, out, _ = filled("reread", "--all", "--diff")
    assert code == 0 and out.endswith("decisions and judgements: 2 stand, 0 moved, 0 orphaned\n")
    assert filled("reread")[1].startswith("0 read again")


def test_two_people_and_what_they_hold(filled: Rasd, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = [json.loads(line)["id"] for line in filled("claims", "--action", "killed")[1].splitlines()][:2]
    monkeypatch.setenv("RASD_USER", "huda")
    code, _, said = filled("decide", one, "corrected", "--set", "count.low=500")
    assert code == 2 and "count.low=500 is above count.high=12" in said
    assert filled("decide", one, "accepted") == (0, "", "")
    assert filled("judge", one, other, "same", "--reason", "الصورة نفسها") == (0, "", "")
    assert filled("judge", one, other, "maybe")[0] == 2
    monkeypatch.setenv("RASD_USER", "sami")
    assert "disputed until a third person decides" in filled("decide", one, "rejected", "--second")[2]
    (found,) = map(json.loads, filled("decisions", "--disputed")[1].splitlines())
    assert (found["record_id"], found["decision"]["by"], found["others"][0]["by"]) == (one, "huda", "sami")
    (judged,) = map(json.loads, filled("judgements")[1].splitlines())
    assert (judged["verdict"], judged["reason"], judged["by"]) == ("same", "الصورة نفسها", "huda")
    assert len(filled("incidents", "--confirmed-only")[1].splitlines()) == 3  # of four reports
    assert filled("incidents", "--confirmed-only", "--format", "table", "--why")[1].count("(1.00, huda)") == 1
    assert filled("verify")[0] == 0


def test_claims_in_three_forms(filled: Rasd) -> None:
    code, out, errors = filled("claims", "--text", "دَبّابات", "--format", "jsonl")
    (record,) = [r for r in map(json.loads, out.splitlines()) if r["action"] == "destroyed"]
    assert (code, errors, record["count"]["low"]) == (0, "", 3)
    plain = filled("claims", "--format", "csv")[1]
    rows = list(csv.DictReader(io.StringIO(plain)))
    assert {row["review"] for row in rows} == {"unreviewed"} and rows[0]["outlets"] == "outlet 0"
    assert filled("claims", "--format", "csv", "--bom")[1] == "\ufeff" + plain
    assert int(filled("claims", "--count")[1]) == len(rows)
    code, table, _ = filled("claims", "--format", "table", "--action", "killed", "--limit", "1")
    assert table.startswith("r-0 · outlet 0 · 2020-01-27 · 1 claim\n") and "مقتل 12 جندياً" not in table
    with_words = filled("claims", "--format", "table", "--action", "killed", "--limit", "1", "--evidence")[1]
    assert "مقتل 12 جندياً" in with_words and "sha256:" in with_words
    assert filled("claims", "--text", "xyzzy", "--format", "table")[2] == "rasd: no claim fits\n"


def test_what_verification_prints(filled: Rasd) -> None:
    seal = filled("seal")[1].strip()
    code, out, _ = filled("verify", "--seal", seal)
    assert code == 0
    assert "broken: nothing\n" in out and f"seal: {seal}\n" in out
    assert "Everything up to entry 9 is as it was when the seal was taken." in out
    assert "This proves:" in out and "It does not prove:" in out
    assert filled("delete", "r-1", "--reason", "asked by the family")[0] == 0
    assert filled("verify", "--seal", seal)[0] == 0
    code, out, _ = filled("verify", "--seal", "0" * 64)
    assert code == 1 and "no entry of the log has this hash" in out
    log = [json.loads(line) for line in filled("log")[1].splitlines()]
    assert {entry["who"] for entry in log} == {"huda"}
    assert log[-1]["details"]["reason"] == "asked by the family"


def test_a_ledger_is_made_backed_up_and_moved(filled: Rasd, server: object, tmp_path: Path) -> None:
    server.execute("DROP DATABASE IF EXISTS by_command WITH (FORCE)")  # type: ignore[attr-defined]
    server.execute("CREATE DATABASE by_command")  # type: ignore[attr-defined]
    url = server.url("by_command")  # type: ignore[attr-defined]
    assert filled("ledger", "init") == (0, "", "")
    assert filled("ledger", "backup", "backup.db") == (0, "", "")
    assert filled("ledger", "restore", "backup.db", "--ledger", url) == (0, "", "")
    assert filled("ledger", "migrate", "--ledger", url) == (0, "", "")
    assert filled("claims", "--ledger", url)[1] == filled("claims")[1] != ""
    figures = [dict(line.split("\t") for line in filled("ledger", "info", *at)[1].splitlines())
               for at in ((), ("--ledger", url))]  # fmt: skip
    assert figures[0]["database"].startswith("SQLite") and figures[1]["database"].startswith("PostgreSQL")
    same = [{k: v for k, v in f.items() if k not in ("ledger", "database")} for f in figures]
    assert same[0] == same[1]
    assert filled("add", "reports.jsonl", "--ledger", url)[1].startswith("0 added")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["claims", "--ledger", "gone.db"], 1, "there is no such ledger"),
        (["claims", "--action", "hugged"], 2, "--action hugged: no such code. Known are abducted,"),
        (["claims", "--since", "soon"], 2, "Write it as 2020-01-26."),
        (["claims", "--ledger", "mysql://x"], 2, "no such kind of database"),
        (["decide", "c-1", "accepted"], 1, "no claim of a current reading has this id"),
        (["decide", "c-1", "perhaps"], 2, "no such verdict"),
        (["decide", "c-1", "corrected", "--set", "count.low"], 2, "Write it as count.low=5"),
        (["delete", "nobody", "--reason", "x"], 1, "no original has this hash or name"),
        (["delete", "nobody"], 2, "--reason"),
        (["ledger", "restore", "gone.db", "--ledger", "x.db"], 1, "there is no such backup"),
        (["ledger", "backup", "rasd.db"], 2, "exists already"),
        (["ledger", "warc", "rasd.db"], 2, "exists already"),
        (["ledger", "restore", "rasd.db", "--ledger", "rasd.db"], 2, "exists already"),
        (["export", "jsonl", "rasd.db"], 2, "is there already"),
        (["ledger", "backup", "no/rasd.db"], 2, "there is no folder no. Make it first"),
        (["ledger", "warc", "no/pages.warc.gz"], 2, "there is no folder no. Make it first"),
        (["ledger", "restore", "rasd.db", "--ledger", "no/rasd.db"], 2, "there is no folder no. Make it first"),
        (["ledger", "init", "--ledger", "no/rasd.db"], 2, "there is no folder no. Make it first"),
        (["export", "jsonl", "no/out.jsonl"], 2, "there is no folder no. Make it first"),
        (["retry", "--ledger", "gone.db"], 1, "there is no such ledger"),
    ],
)
def test_a_wrong_call_is_explained(
    rasd: Rasd, template_file: Path, tmp_path: Path, arguments: list[str], code: int, said: str
) -> None:
    shutil.copy(template_file, tmp_path / "rasd.db")
    status, out, errors = rasd(*arguments)
    assert (status, out) == (code, "")
    assert said in errors and "Traceback" not in errors


def test_whom_a_rejected_claim_names_stays_private(rasd: Rasd, write: Callable[..., Path], tmp_path: Path) -> None:
    told = (
        "قُتل المدني همهام الخرطبيل (34 عاما) برصاص قناص في مدينة حلب يوم 3 يناير 2018. "
        "وأصيب 4 مدنيين كانوا مع الخرطبيل في قصف على مدينة إدلب يوم 5 يناير 2018."
    )
    write({"id": "r-1", "text": told, "published": "2018-01-20"})
    assert rasd("add", "reports.jsonl")[0] == 0
    claims = [json.loads(line) for line in rasd("claims", "--format", "jsonl")[1].splitlines()]
    [naming] = [claim["id"] for claim in claims if claim["persons"]]
    assert rasd("decide", naming, "rejected", "--reason", "of another war")[0] == 0
    assert rasd("export", "jsonl", "public.jsonl")[0] == 0
    public = (tmp_path / "public.jsonl").read_text(encoding="utf-8")
    assert naming not in public and "مع ▮ في قصف" in public and "الخرطبيل" not in public
