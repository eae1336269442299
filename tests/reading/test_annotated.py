"""What was found in reports that are not kept here is kept without a word of theirs, and comes back with them."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = "قتل 5 مدنيين في بلدة سراقب أمس، بحسب الدفاع المدني.\nوأصيب 7 في سراقب."
FOUND = {
    "action": "killed", "object": "person.civilian", "low": 5, "high": 5, "qualifier": "exact", "unit": "item",
    "agent": None, "patient": None, "place": "بلدة سراقب", "start": "2020-01-26", "end": "2020-01-26",
    "speaker": "الدفاع المدني", "status": "asserted", "quote": "قتل 5 مدنيين",
}  # fmt: skip


@pytest.fixture
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("annotated", ROOT / "tools" / "annotated.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_annotations_come_back_with_the_words_of_the_report(tool: ModuleType, tmp_path: Path) -> None:
    reports, gold, kept = tmp_path / "reports.jsonl", tmp_path / "gold", tmp_path / "annotated.jsonl"
    reports.write_text(json.dumps({"id": "a1", "text": TEXT, "published": "2020-01-27"}) + "\n", encoding="utf-8")
    gold.mkdir()
    other = FOUND | {"low": 7, "high": 7, "agent": "جهة لم تسم", "place": "سراقب", "quote": "وأصيب 7"}
    (gold / "a1.gold.json").write_text(json.dumps({"claims": [FOUND, other]}), encoding="utf-8")
    assert tool.add(str(reports), str(gold), kept) == 1
    assert tool.add(str(reports), str(gold), kept) == 1  # the same report again
    rows = tool.annotations(kept)[tool.hash_of(TEXT)]
    assert rows[1]["unplaced"] == ["agent"] and TEXT[slice(*rows[1]["place"])] == "سراقب"
    assert rows[1]["place"][0] > TEXT.index("\n")  # the one beside the quote
    assert tool.write(str(reports), str(tmp_path / "out"), kept) == 1
    back = json.loads((tmp_path / "out" / "a1.gold.json").read_text(encoding="utf-8"))
    assert back["claims"] == [FOUND, other | {"agent": None}]


def test_what_is_kept_holds_no_word_of_any_report(tool: ModuleType) -> None:
    kept = tool.ANNOTATED.read_text(encoding="utf-8")
    assert not re.search("[\u0600-\u06ff]", kept)
    rows = [row for claims in tool.annotations().values() for row in claims]
    assert len(rows) > 900 and all(set(row) <= {*tool.KEPT, *tool.NAMES, "unplaced"} for row in rows)
    assert all(
        isinstance(row[name], list) and len(row[name]) == 2 for row in rows for name in tool.NAMES if name in row
    )
