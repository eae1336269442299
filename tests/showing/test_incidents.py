"""`rasd incidents`, `rasd incident` and `rasd tally`: what they print, and what they say to a wrong call."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIRST = "قتل 9 مدنيين في غارات جوية على السوق الشعبي في معرة مصرين شمالي إدلب الخميس، وفق الدفاع المدني."
LATER = "ارتفعت إلى 12 قتيلاً حصيلة الغارات الجوية على السوق الشعبي في معرة مصرين شمالي إدلب أمس الخميس."
OTHER = "قتل ثلاثة جنود بانفجار لغم في مديرية حرض بمحافظة حجة الخميس."


@pytest.fixture
def here(tmp_path: Path) -> Path:
    rows = [
        {"id": "one", "text": FIRST, "published": "2021-03-04", "outlet": "أ"},
        {"id": "two", "text": LATER, "published": "2021-03-05", "outlet": "ب"},
        {"id": "three", "text": OTHER, "published": "2021-03-05", "outlet": "ج"},
    ]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (tmp_path / "r.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def rasd(here: Path, *arguments: str) -> tuple[int, str, str]:
    path = os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": path, "COLUMNS": "100"}
    command = [sys.executable, "-m", "rasd", *arguments]
    done = subprocess.run(command, cwd=here, capture_output=True, env=environment, timeout=120)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def rows(here: Path, *arguments: str) -> list[dict]:  # type: ignore[type-arg]
    code, out, errors = rasd(here, *arguments)
    assert (code, errors) == (0, "")
    return [json.loads(line) for line in out.splitlines()]


def test_incidents_are_printed_one_a_line(here: Path) -> None:
    found = rows(here, "incidents", "r.jsonl")
    assert sorted(sorted({c["report"] for c in i["claims"]}) for i in found) == [["one", "two"], ["three"]]
    keys = {"id", "kind", "what", "place", "start", "end", "claims", "judgements", "sums_up", "suggested"}
    assert all(set(incident) == keys for incident in found)


def test_without_an_input_the_ledger_is_linked(here: Path) -> None:
    assert rasd(here, "incidents")[0] != 0  # there is none yet
    copy = json.dumps({"id": "again", "text": FIRST, "published": "2021-03-05", "outlet": "د"}, ensure_ascii=False)
    (here / "more.jsonl").write_text(copy + "\n", encoding="utf-8")
    assert rasd(here, "add", "r.jsonl", "more.jsonl")[0] == 0
    found = rows(here, "incidents")
    together = sorted(sorted({c["report"] for c in i["claims"]}) for i in found)
    assert together == [["again", "one", "two"], ["three"]]
    [civil] = [c for c in rows(here, "tally", "--by", "month") if c["action"] == "killed"]
    assert (civil["low"], civil["best"], civil["high"]) == (12, 15, 15)
    first = found[0]["claims"][0]["id"]
    assert rasd(here, "decide", first, "accepted")[0] == 0
    assert rasd(here, "export", "csv", "claims.csv", "--ledger", "rasd.db")[0] == 0
    with (here / "claims.csv").open(encoding="utf-8", newline="") as file:
        review = {row["id"]: row["review"] for row in csv.DictReader(file)}
    assert review[first] == "accepted"
    assert set(review.values()) == {"accepted", "not reviewed"}


def test_the_table_says_why(here: Path) -> None:
    code, out, _ = rasd(here, "incidents", "r.jsonl", "--format", "table", "--why")
    assert code == 0
    assert "2 reports" in out and "not yet by a person" in out
    assert "same_place: the same place" in out


def test_a_tally_is_printed_as_cells(here: Path) -> None:
    cells = rows(here, "tally", "r.jsonl", "--by", "month,object")
    [civil] = [c for c in cells if c["action"] == "killed" and c["key"]["object"] == "person"]
    assert (civil["low"], civil["best"], civil["high"]) == (12, 15, 15)
    assert civil["suggested"] == 1


def test_without_suggestions_each_report_stands_alone(here: Path) -> None:
    cells = rows(here, "tally", "r.jsonl", "--by", "object", "--confirmed-only")
    [civil] = [c for c in cells if c["action"] == "killed" and c["key"]["object"] == "person"]
    assert (len(civil["incidents"]), civil["suggested"]) == (3, 0)


def test_an_empty_period_says_so(here: Path) -> None:
    code, out, _ = rasd(here, "tally", "r.jsonl", "--from", "1999-01-01", "--to", "1999-02-01", "--format", "table")
    assert code == 0
    assert "nothing is counted in this period and place" in out


def test_an_incident_is_shown_as_sources_side_by_side(here: Path) -> None:
    found = rows(here, "incidents", "r.jsonl")
    id = next(i["id"] for i in found if len({c["report"] for c in i["claims"]}) == 2)
    code, out, _ = rasd(here, "incident", id, "r.jsonl", "--format", "table")
    assert code == 0
    assert "12 · ب" in out and "قتل 9 مدنيين" in out
    [matrix] = rows(here, "incident", id, "r.jsonl")
    assert matrix["incident"] == id


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["tally", "r.jsonl", "--by", "week"], "--by week: no such column"),
        (["tally", "r.jsonl", "--from", "2021-02-30"], "no such day"),
        (["tally", "r.jsonl", "--from", "2021-02-02", "--to", "2021-01-01"], "before it begins"),
        (["tally", "r.jsonl", "--status", "true"], "no such status"),
        (["export", "csv", "-", "r.jsonl"], "is not printed"),
        (["export", "csv", "r.jsonl", "none.jsonl"], "r.jsonl: is there already"),  # before anything is read
        (["export", "geojson", "new", "r.jsonl", "--bom"], "--bom is for csv"),
        (["incidents", "r.jsonl", "--column", "words=x"], "no such field. Known are text"),
        (["incidents", "r.jsonl", "--threshold", "2"], "--threshold 2: no score"),
        (["incident", "i-0", "r.jsonl"], "no incident of these reports has this id"),
    ],
)
def test_a_wrong_call_is_explained(here: Path, arguments: list[str], said: str) -> None:
    code, out, errors = rasd(here, *arguments)
    assert (code, out) == (2, "")
    assert said in errors and "Traceback" not in errors


def test_linking_does_not_load_django() -> None:
    code = (
        "import sys, rasd\n"
        f"claims = rasd.read(rasd.Report.from_text({FIRST!r}, published='2021-03-04'))\n"
        "assert rasd.tally(rasd.incidents(claims, rasd.link(claims))).cells\n"
        "print(sorted({'django', 'typer', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r})\n{code}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_an_export_is_public_unless_asked_otherwise(here: Path) -> None:
    assert rasd(here, "export", "csv", "claims.csv", "r.jsonl") == (0, "", "")
    assert "معرة مصرين" in (here / "claims.csv").read_text(encoding="utf-8")
    code, _, errors = rasd(here, "export", "csv", "claims.csv", "r.jsonl")
    assert code == 2 and "is there already" in errors


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["pdf", "x.pdf"], "no such format"), (["csv", "x.csv", "--sharing", "all"], "no such level")],
)
def test_a_wrong_export_is_explained(here: Path, arguments: list[str], said: str) -> None:
    code, out, errors = rasd(here, "export", *arguments, "r.jsonl")
    assert (code, out) == (2, "")
    assert said in errors and not (here / arguments[1]).exists()
