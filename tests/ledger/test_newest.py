"""The newest rows of a question: both ways to find them give the same, each is quick where it is used."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rasd.ledger.asking import Question, asked_of, query
from rasd.ledger.newest import branches, few, newest, walked
from rasd.ledger.started import models
from rasd.ledger.store import Ledger

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))

QUESTIONS: list[dict[str, Any]] = [
    {},
    {"review": "all"},
    {"review": "unreviewed"},
    {"review": "rejected"},
    {"action": "killed"},
    {"object": "person", "review": "unreviewed"},
    {"side": "syr-government"},
    {"side": "syr-government", "place": "SY"},
    {"actor": "الجيش السوري", "place": "SY"},
    {"place": "SY", "speaker": "syr-defence-ministry"},
    {"place": "SY", "outlet": "outlet 1", "review": "all"},
    {"text": "قتل", "review": "unreviewed"},
    {"status": "asserted", "since": "2019-01-01", "until": "2021-01-01"},
    {"outlet": "outlet 2", "action": "killed"},
    {"rule": "victims-of-noun", "place": "SY"},
]


ARMY = "مقتل 8 من جنود الجيش السوري في هجوم على حلب أمس. قتل الجيش السوري 3 مدنيين في حلب أمس."


def names(question: dict[str, Any]) -> str:
    return "-".join(question) or "all"


@pytest.fixture
def decided(ledger: Ledger, reports: Path, write: Callable[..., Path]) -> Ledger:
    made = {"id": "r-army", "text": ARMY, "published": "2018-05-05", "outlet": "outlet 2"}
    ledger.add([reports, write(made, name="army.jsonl")])
    for position, claim in enumerate(list(ledger.claims())):
        if position % 3 == 0:
            ledger.decide(claim.id, "rejected" if position % 2 else "accepted", reason="made up")
    return ledger


def test_both_ways_give_the_same(decided: Ledger) -> None:
    for asked in QUESTIONS:
        door, question = decided.door, Question(**asked)
        keys = list(query(door, question).order_by("-key").values_list("key", flat=True))
        for before in (None, keys[len(keys) // 2] if keys else 1):
            expected = [key for key in keys if before is None or key < before]
            for most in (0, len(keys), 10_000):
                found = newest(door, question, most)
                assert [row.key for row in found.rows(4, before)] == expected[:4], (asked, before, most)
                assert found.number == min(len(keys), most + 1), (asked, most)


def test_the_questions_find_something(decided: Ledger) -> None:
    """Else both ways would agree on nothing."""
    empty = [names(asked) for asked in QUESTIONS if not newest(decided.door, Question(**asked), 10).number]
    assert empty == []


@pytest.fixture(scope="module")
def bench() -> Any:
    import ledger

    return ledger


def plan_of(rows: Any) -> str:
    return str(rows.values_list("key", "reading").explain()).replace('"', "")


def is_scan(line: str) -> bool:
    """Whether a line of a plan says that the whole table is read."""
    if "Seq Scan on ledger_claim " in line:
        return True
    return "SCAN ledger_claim" in line and "USING INDEX" not in line and "VIRTUAL TABLE" not in line


@pytest.mark.parametrize("where", ["sqlite", "postgresql"], indirect=True)
def test_what_is_rare_is_looked_up_and_what_is_common_not_sorted(bench: Any, where: str) -> None:
    """With statistics that call every country and state of review common: one value has them all."""
    with Ledger.open(where) as ledger:
        bench.fill(ledger, 6_000)
        door = ledger.door
        rows = models.Claim.objects.using(door.alias)
        last = rows.order_by("-key").values_list("key", flat=True)[0]
        rows.filter(key=last).update(review="rejected")
        rows.filter(key=last - 1).update(country="SD", action="besieged", agent_id="sdn-army")
        common = rows.order_by().values_list("agent_id", flat=True)[0]
        ledger.optimize()
        for asked in (
            {"review": "rejected"},
            {"place": "SD"},
            {"action": "besieged"},
            {"agent": "sdn-army"},
            {"action": "besieged", "review": "unreviewed"},
        ):
            answer = asked_of(door, Question(**asked))
            found = few(answer, 100)
            assert found is not None and found, asked
            for branch in branches(answer):
                plan = plan_of(branch.order_by()[:101])
                assert not any(map(is_scan, plan.splitlines())), plan
        for asked in ({}, {"action": "killed"}, {"place": "SY"}, {"actor": common}, {"review": "unreviewed"}):
            question = Question(**asked)
            assert newest(door, question, 100).number == 101, asked
            plan = plan_of(walked(asked_of(door, question), None)[:50])
            assert "TEMP B-TREE" not in plan and "Sort" not in plan, plan


def test_reports_are_asked_for_with_a_fixed_number_of_queries(decided: Ledger) -> None:
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    for asked in ({"place": "SY"}, {"side": "syr-government"}, {}):
        with CaptureQueriesContext(connections[decided.door.alias]) as captured:
            newest(decided.door, Question(**asked), 10_000).rows(10)
        few_queries = len(captured)
        with CaptureQueriesContext(connections[decided.door.alias]) as captured:
            newest(decided.door, Question(**asked), 0).rows(10)
        assert len(captured) <= few_queries + 1
