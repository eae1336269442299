"""A desk's own list of incidents: its ids, its columns, what claims may speak of it, and what goes out with it."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from made_ledgers import rows_of, tamper
from made_reports import TOLD

from rasd.errors import InputError, LedgerError, UsageError
from rasd.exporting.tables import share_of, tables
from rasd.ledger import linkable
from rasd.ledger.cases import Listed
from rasd.ledger.matching import suggestions
from rasd.ledger.store import Ledger
from rasd.linking.incidents import linked
from rasd.model import Sharing

HEADER = ["رقم الحادثة", "التاريخ", "المكان", "المحافظة", "عدد القتلى", "الجرحى", "الوصف", "الباحث"]
ROWS = [
    ["MN-0711", datetime.date(2019, 7, 23), "معرة النعمان", "إدلب", 14, "30-32", "قصف السوق الشعبي", "هدى"],
    ["MN-0712", "٢٣/٧/٢٠١٩", "بداما", "إدلب", "خمسة", None, "قصف مدفعي على القرية", "سامي"],
    ["MN-0713", "2019-07-29", "أريحا", "إدلب", 3, None, None, "سامي"],
]


@pytest.fixture
def filled(ledger: Ledger, write: Callable[..., Path]) -> Ledger:
    told = [{"id": id, "text": text, "published": "2019-07-24", "outlet": f"outlet {id}"} for id, text in TOLD.items()]
    ledger.add([write(*told)])
    return ledger


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in [HEADER, *ROWS]:
        book.active.append(row)  # type: ignore[union-attr]
    book.create_sheet("other").append(["about this list"])
    book.save(tmp_path / "list.xlsx")
    return tmp_path / "list.xlsx"


def written(path: Path, rows: list[list[object]], header: list[str] = HEADER) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([header, *rows])
    return path


def test_a_list_is_kept_under_the_desks_own_ids(filled: Ledger, workbook: Path) -> None:
    said: list[str] = []
    assert filled.add_cases(workbook, note=said.append, complain=said.append) == Listed(added=3, failed=1)
    assert "id from «رقم الحادثة», day from «التاريخ», place from «المكان»" in said[0]
    assert "kept beside it: «الباحث»" in said[0] and "no column with the ids" in said[1]
    first, second, third = (kept.case for kept in filled.cases())
    assert (first.name, first.start, first.place, first.killed, first.wounded) == (
        "MN-0711",
        "2019-07-23",
        "معرة النعمان، إدلب",
        (14, 14),
        (30, 32),
    )
    assert (second.start, second.killed, second.wounded, third.told) == (
        "2019-07-23",
        (5, 5),
        None,
        {"الباحث": "سامي"},
    )
    (kept, *_) = filled.cases()
    assert filled.original(kept.original) == workbook.read_bytes()
    before = rows_of(filled)
    assert filled.add_cases(workbook) == Listed(known=3, failed=1)
    assert rows_of(filled) == before
    assert not filled.verify().problems


def test_a_later_list_supersedes_and_removes_nothing(filled: Ledger, workbook: Path, tmp_path: Path) -> None:
    filled.add_cases(workbook)
    ids = {kept.case.name: kept.id for kept in filled.cases()}
    new: list[object] = ["MN-0714", "2019-08-01", "سراقب", "إدلب", 2, "", "", ""]
    later = written(tmp_path / "later.csv", [new, ["MN-0713", "2019-07-29", "أريحا", "إدلب", 4, "", "", "سامي"]])
    assert filled.add_cases(later) == Listed(added=1, changed=1)
    now = {kept.case.name: kept for kept in filled.cases()}
    assert set(now) == {"MN-0711", "MN-0712", "MN-0713", "MN-0714"}
    assert (now["MN-0713"].case.killed, now["MN-0713"].id) == ((4, 4), ids["MN-0713"])
    assert not filled.verify().problems
    tamper(filled, "UPDATE ledger_case SET record = replace(record, '4.0', '5.0')")
    assert any("not those that the log tells of" in problem for problem in filled.verify().problems)


def test_what_may_speak_of_a_case_is_suggested_with_reasons(filled: Ledger, workbook: Path) -> None:
    filled.add_cases(workbook)
    market, village, nothing = suggestions(filled)
    assert {s.claim.report for s in market.suggestions if s.judgement.verdict == "same"} >= {"a", "b"}
    assert {s.claim.report for s in village.suggestions if s.judgement.verdict == "same"} == {"d"}
    assert not nothing.suggestions
    reasons = {reason.feature for reason in village.suggestions[0].judgement.reasons}
    assert {"same_day", "same_place", "same_figures"} <= reasons and "published_apart" not in reasons


def test_what_people_confirm_ties_reports_and_goes_out_with_the_desks_id(filled: Ledger, workbook: Path) -> None:
    filled.add_cases(workbook)
    case = next(kept.id for kept in filled.cases() if kept.case.name == "MN-0711")
    a, b, d = (next(iter(filled.claims(report=report, action="killed"))).id for report in "abd")
    filled.judge(case, a, "same", by="huda")
    filled.judge(b, case, "same", by="huda")
    filled.judge(case, d, "different", by="huda")
    claims = list(filled.claims())
    judged = linkable.judged(filled, {claim.id for claim in claims})
    found = linked(claims, linkable.reports(filled), judged, confirmed_only=True)
    assert {"ab", "c", "d"} == {"".join(sorted({c.report for c in i.claims})) for i in found}
    share = share_of(claims, found, Sharing.internal, desk_ids=linkable.desk_ids(filled))
    by_name = {table.name: table for table in tables(share)}
    for name, reports in (("incidents", 1), ("claims", sum(c.report in "ab" for c in claims))):
        position = [column.name for column in by_name[name].columns].index("desk_id")
        assert [row[position] for row in by_name[name].rows].count("MN-0711") == reports
    (market, *_) = suggestions(filled)
    assert {judgement.verdict for judgement in market.judged} == {"same", "different"}
    list(filled.reread(everything=True))
    assert not list(filled.judgements(orphaned=True))
    filled.delete(next(filled.cases()).original, "it names the families")
    assert not list(filled.cases()) and not list(filled.judgements())
    assert not filled.verify().problems


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["", "2019-07-23", "بداما", "", "", "", "", ""], "has no id"),
        (["X", "someday", "بداما", "", "", "", "", ""], "'someday' is no day"),
        (["X", "2019-07-23", "بداما", "", "many", "", "", ""], "'many' is no number"),
        (["MN-0", "2019-07-23", "بداما", "", "", "", "", ""], "the id MN-0 stands in row 2 already"),
    ],
)
def test_rows_that_are_no_case_are_told(filled: Ledger, tmp_path: Path, row: list[object], said: str) -> None:
    complaints: list[str] = []
    good: list[object] = ["MN-0", "2019-07-23", "بداما", "", "5", "", "", ""]
    assert filled.add_cases(written(tmp_path / "l.csv", [good, row]), complain=complaints.append) == Listed(1, failed=1)
    assert said in complaints[0] and "l.csv:3" in complaints[0]


def test_lists_that_are_none_are_refused(filled: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    with pytest.raises(InputError, match=r"no column with the ids.*--column id=NAME"):
        filled.add_cases(written(path, [["x"]], ["name"]))
    with pytest.raises(UsageError, match="no such column, but a, b"):
        filled.add_cases(written(path, [["x", "y"]], ["a", "b"]), columns={"id": "c"})
    with pytest.raises(InputError, match="neither days nor places"):
        filled.add_cases(written(path, [["x"]], ["id"]))
    with pytest.raises(InputError, match="holds no incident"):
        filled.add_cases(written(path, [], ["id", "date"]))
    (tmp_path / "l.xlsx").write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(InputError, match="workbook that is damaged"):
        filled.add_cases(tmp_path / "l.xlsx")
    with pytest.raises(LedgerError, match="no incident of the desk's lists"):
        filled.judge("d-0", next(iter(filled.claims())).id, "same")
    assert not list(filled.cases()) and not filled.verify().problems
