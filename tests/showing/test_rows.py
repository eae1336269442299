"""CSV: one row a claim, every column always, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import msgspec
import pytest

from rasd.model import Claim, Count, Engine, Extent, Link, Party, Speaker
from rasd.showing import rows

CLAIM = Claim(
    id="c-1", report="a.txt", report_id="sha256:0", outlet=None, published="2020-01-26", action="killed",
    object="person",
    count=Count(low=3, high=None, qualifier="at_least", text="أكثر من 3", span=(0, 9)),
    agent=Party(text='الجيش، "الأول"\nوالثاني', span=(1, 5), id="x", name="Army"), patient=None, place=None, time=None,
    attribution=(
        Link(speaker=Speaker(text="الوكالة", span=(0, 7)), cue=None),
        Link(speaker=Speaker(text="الوزارة", span=(8, 15), id="m"), cue=None, stance="denies"),
    ),
    status="denied", scope="single", persons=(), evidence=Extent("نص", (0, 2)), part_of=None, same_items_as=None,
    restates=None, rules=("a", "b"), engine=Engine("0.1.0", "k-0"),
)  # fmt: skip


def read_back(claim: Claim) -> dict[str, str]:
    (found,) = csv.DictReader(io.StringIO(rows.header() + rows.line_of(claim), newline=""))
    return found


def test_a_claim_is_one_row_with_all_columns() -> None:
    found = read_back(CLAIM)
    assert tuple(found) == rows.COLUMNS == tuple(rows.row(CLAIM))
    assert (found["low"], found["high"], found["agent_name"], found["patient"], found["lat"]) == (
        "3",
        "",
        "Army",
        "",
        "",
    )
    assert (found["speaker"], found["stance"], found["sources"]) == ("الوزارة", "denies", "الوكالة > الوزارة")
    assert found["agent"] == 'الجيش، "الأول"\nوالثاني'
    assert found["rules"] == "a; b"


def test_every_column_is_explained() -> None:
    assert rows.__doc__ is not None
    assert set(rows.COLUMNS) <= set(rows.__doc__.replace("`", " ").replace(".", " ").split())


@pytest.mark.parametrize("sign", "=+-@\t\r")
def test_a_cell_is_no_formula(sign: str) -> None:
    nasty = msgspec.structs.replace(CLAIM, report=f"{sign}cmd|x", outlet=f"{sign}1")
    assert read_back(nasty)["report"] == f"'{sign}cmd|x"
    assert read_back(nasty)["outlet"] == f"'{sign}1"


def test_numbers_stay_numbers() -> None:
    below = msgspec.structs.replace(CLAIM, count=Count(low=-3, high=1.5))
    assert (read_back(below)["low"], read_back(below)["high"]) == ("-3", "1.5")
