"""``rasd gazetteer`` and ``rasd inspect places`` as people call them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = "id,name_ar,lat,lon,cc\n1,قرية الديك,35.123,36.234,SY\n2,قرية البط,35.2,36.3,SY\n"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "villages.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "bad.csv").write_text(TABLE.replace("36.3", "536.3"), encoding="utf-8")
    return tmp_path


def rasd(here: Path, *arguments: str, given: str = "") -> tuple[int, str, str]:
    path = os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(
        [sys.executable, "-m", "rasd", "--data-dir", "data", *arguments],
        cwd=here, input=given.encode(), capture_output=True, env={**os.environ, "PYTHONPATH": path}, timeout=120,
    )  # fmt: skip
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_add_list_find_remove(here: Path) -> None:
    assert rasd(here, "gazetteer", "list") == (0, "", "")
    added = rasd(here, "gazetteer", "add", "villages.csv", "--source", "made up", "--licence", "CC0")
    assert added == (0, "", "rasd: added villages: 2 places with Arabic names (table).\n")
    out = rasd(here, "gazetteer", "list")[1]
    assert out.split("\t")[:6] == ["villages", "2", "table", "made up", "CC0", "villages.csv"]
    _, out, _ = rasd(here, "gazetteer", "find", "قريه الديك")
    (place,) = [json.loads(line) for line in out.splitlines()]
    assert (place["lat"], place["source"], place["licence"]) == (35.123, "made up", "CC0")
    _, out, errors = rasd(here, "gazetteer", "find", "كذا وكذا")
    assert out == "" and "no place is called" in errors
    assert rasd(here, "gazetteer", "remove", "villages")[0] == 0
    assert rasd(here, "gazetteer", "remove", "villages")[0] == 2
    assert rasd(here, "gazetteer", "list")[1] == ""


def test_a_bad_file_changes_nothing(here: Path) -> None:
    rasd(here, "gazetteer", "add", "villages.csv")
    before = rasd(here, "gazetteer", "list")
    code, out, errors = rasd(here, "gazetteer", "add", "bad.csv", "--name", "villages")
    assert (code, out) == (3, "") and "bad.csv:3: (35.2, 536.3) lies off the globe" in errors
    assert rasd(here, "gazetteer", "list") == before
    assert rasd(here, "gazetteer", "add", "villages.csv", "--column", "nom=x")[0] == 2


def test_an_added_place_is_found_in_claims_and_changes_their_knowledge(here: Path) -> None:
    text = "مقتل 3 جنود في قرية الديك بريف حماة."
    bare = [json.loads(line) for line in rasd(here, "read", "-", given=text)[1].splitlines()]
    rasd(here, "gazetteer", "add", "villages.csv")
    full = [json.loads(line) for line in rasd(here, "read", "-", given=text)[1].splitlines()]
    assert [c["place"]["status"] for c in bare] == ["unresolved"] and bare[0]["place"]["relation"] == "within"
    assert [(c["place"]["status"], c["place"]["lat"]) for c in full] == [("resolved", 35.123)]
    assert [c["id"] for c in full] == [c["id"] for c in bare]
    assert full[0]["engine"]["knowledge"] != bare[0]["engine"]["knowledge"]


def test_inspect_places(here: Path) -> None:
    lines = [
        '{"text": "طرابلس", "country": "LB"}',
        '{"text": "طرابلس", "country": null}',
        "لا مكان هنا اليوم",
        '{"text": "x", "country": 5}',
    ]
    code, out, errors = rasd(here, "inspect", "places", given="\n".join(lines) + "\n")
    first, second, third, fourth = [json.loads(line) for line in out.splitlines()]
    assert code == 3 and "code of two letters" in errors and third == fourth == []
    assert (first[0]["status"], first[0]["country"], first[0]["span"]) == ("resolved", "LB", [0, 6])
    assert second[0]["status"] == "ambiguous" and second[0]["lat"] is None
    assert [c["country"] for c in second[0]["candidates"]] == ["LY", "LB"]
    wanted = {"text", "span", "status", "name", "country", "admin1", "lat", "lon", "radius_km", "candidates"}
    assert wanted <= first[0].keys()
    assert first[0]["candidates"][0].keys() == {"name", "country", "lat", "lon", "score", "reason"}


def test_why_tells_what_was_weighed(here: Path) -> None:
    code, out, _ = rasd(here, "read", "-", "--why", "--format", "table", given="بيروت - مقتل 3 جنود في طرابلس.")
    assert code == 0 and "= Tripoli, North Lebanon, LB 34.434, 35.844 within 4 km" in out
    assert "rule: place-beside: Of several places of the name" in out
    weighed = [line for line in out.splitlines() if "place weighed" in line]
    assert ["Tripoli, LB" in weighed[0], "Tripoli, LY" in weighed[1]] == [True, True]
    assert "dateline" in weighed[0]
