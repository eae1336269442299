"""JSON Lines: a bad line is named by its number, the others are read."""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import tracemalloc
from typing import Any

import pytest

from rasd.errors import InputError
from rasd.loading.jsonl import read_objects
from rasd.loading.loaded import Loaded
from rasd.model import Report

GOOD = {
    "id": "r-1",
    "text": "قتل جندي أمس",
    "published": "2020-01-26",
    "outlet": "ضفاف",
    "tags": ["x"],
    "title": "عنوان",
}


def read(*lines: Any, limit: int = 10_000, encoding: str = "utf-8") -> list[Report | InputError]:
    raw = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    found = read_objects(io.BytesIO(raw.encode(encoding, "surrogatepass")), "a.jsonl", limit)
    return [item.report if isinstance(item, Loaded) else item for item in found]


def test_an_object_becomes_a_report() -> None:
    (report,) = read(GOOD)
    assert isinstance(report, Report)
    assert (report.id, report.text, report.outlet) == ("r-1", "قتل جندي أمس", "ضفاف")
    assert report.published == datetime.date(2020, 1, 26)
    assert report.report_id == "sha256:" + hashlib.sha256("قتل جندي أمس".encode()).hexdigest()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1256"])
def test_lines_in_other_encodings_read_the_same(encoding: str) -> None:
    assert read(GOOD, GOOD, encoding=encoding) == read(GOOD, GOOD)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_read_line_by_line_too(encoding: str) -> None:
    """However large the file, no more than a line of it is held."""
    line = json.dumps(GOOD, ensure_ascii=False)
    long = json.dumps({**GOOD, "text": "قتل " * 3_000_000}, ensure_ascii=False)
    raw = f"\ufeff{line}\n{long}\n{line}".encode(encoding)
    tracemalloc.start()
    found = list(read_objects(io.BytesIO(raw), "a.jsonl", 10_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [isinstance(item, Loaded) for item in found] == [True, False, True]
    assert str(found[1]).startswith("a.jsonl:2: the line is larger than 0.01 MB")
    assert peak < 4_000_000 < len(raw)


def test_what_is_not_said_stays_open() -> None:
    (report,) = read({"text": "قتل جندي"})
    assert isinstance(report, Report)
    assert (report.id, report.published, report.outlet) == ("a.jsonl:1", None, None)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ({"text": 5}, '"text" is a number, no string'),
        ({"text": ["قتل"]}, '"text" is a list, no string'),
        ({"id": "x"}, 'has no "text"'),
        ({"text": None}, 'has no "text"'),
        ({"text": ""}, "is empty"),
        ({"text": "no Arabic here"}, "holds no Arabic"),
        ({**GOOD, "published": "yesterday"}, '"published" is "yesterday", no date'),
        ({**GOOD, "published": "2020-02-31"}, '"published" is "2020-02-31", no date'),
        ({**GOOD, "published": 20200126}, '"published" is 20200126, no date'),
        ({**GOOD, "outlet": {"name": "x"}}, '"outlet" is an object, no string'),
        ({**GOOD, "id": True}, '"id" is true or false, no string'),
        ([1, 2], "is a list, no object"),
        ("null", "is null, no object"),
        ('{"text": "قتل جندي"', "is no JSON object"),
        ('{"text": "قتل "جندي" أمس"}', "is no JSON object"),
        ("قتل جندي", "is no JSON object"),
        ("[" * 100_000, "is nested too deep"),
        ('{"text": ' + "9" * 5_000 + "}", "is no JSON object"),
        ("\x00\x01\x02", "is binary"),
        ({"text": "قتل جندي " * 2_000}, "the line is larger than 0.01 MB"),
    ],
)
def test_a_bad_line_is_named_and_its_neighbours_are_read(line: Any, what: str) -> None:
    limit = 10_000 if isinstance(line, dict) else 200_000
    before, error, after = read(GOOD, line, GOOD, limit=limit)
    assert isinstance(before, Report) and isinstance(after, Report)
    assert isinstance(error, InputError)
    assert str(error).startswith(f"a.jsonl:2: {what}")
    assert error.remedy


def test_lone_surrogates_do_not_reach_the_record() -> None:
    (report,) = read('{"id": "\\ud800", "text": "قتل \\ud83d جندي"}')
    assert isinstance(report, Report)
    assert (report.id, report.text) == ("\ufffd", "قتل \ufffd جندي")


def test_empty_lines_are_passed_over_and_counted() -> None:
    assert [getattr(r, "id", None) for r in read("", {"text": "قتل"}, "  ", {"text": "قتل"})] == [
        "a.jsonl:2",
        "a.jsonl:4",
    ]


def test_a_pretty_printed_document_is_one_failure() -> None:
    assert [type(r) for r in read(*json.dumps([GOOD] * 50, indent=1).split("\n"))] == [InputError]
