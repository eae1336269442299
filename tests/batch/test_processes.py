"""Many reports: the same outcomes in the same order for any number of processes, and one bad report alone fails."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

import pytest

import rasd
from rasd.batch import BATCH, Outcome, Reading, read_all
from rasd.errors import InputError
from rasd.loading import Failure
from rasd.model import Report


class Deadly(str):
    """A text that ends the process it is sent to, as running out of memory would."""

    def __reduce__(self) -> Any:
        return os._exit, (9,)


def report(number: int, text: str = "قُتل {} جنود في هجوم على حلب أمس، بحسب الوزارة.") -> Report:
    return Report.from_text(text.format(number), id=f"r{number}", published="2020-01-26")


def many() -> list[Report | Failure]:
    failure = Failure(InputError("b.txt", "is empty", "Give a text."))
    return [report(3), failure, *(report(i) for i in range(4, 3 * BATCH)), failure]


def plain(outcomes: Iterable[Outcome]) -> list[object]:
    return [str(outcome) if isinstance(outcome, Failure) else outcome for outcome in outcomes]


def test_the_outcomes_are_the_same_for_any_number_of_processes() -> None:
    alone = plain(read_all(many(), jobs=1))
    assert alone == plain(read_all(many(), jobs=2))
    assert [o.report.id if isinstance(o, Reading) else o for o in alone[:3]] == ["r3", str(many()[1]), "r4"]
    assert any(o.records for o in alone if isinstance(o, Reading))


def test_records_and_claims_are_the_same() -> None:
    (outcome,) = read_all([report(7)])
    assert isinstance(outcome, Reading)
    assert outcome.claims == list(rasd.read(report(7)))
    assert outcome.claims


def test_a_report_that_breaks_the_reader_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaking(given: Report) -> list[Any]:
        if given.id == "r5":
            raise RecursionError("too deep")
        return []

    monkeypatch.setattr(rasd, "read", breaking, raising=False)
    outcomes = list(read_all([report(4), report(5), report(6)]))
    assert [type(o) for o in outcomes] == [Reading, Failure, Reading]
    assert str(outcomes[1]).startswith("r5: could not be read (RecursionError: too deep).")


def test_a_report_that_kills_its_process_fails_alone() -> None:
    deadly = report(0, Deadly("قتل"))
    items: list[Report | Failure] = [report(i) for i in range(1, BATCH + 4)]
    items.insert(3, Report(id="deadly", text=Deadly("قتل"), report_id=deadly.report_id))
    outcomes = list(read_all(items, jobs=2))
    assert [i for i, o in enumerate(outcomes) if isinstance(o, Failure)] == [3]
    assert str(outcomes[3]).startswith("deadly: broke the process that read it")
    assert [o.report.id for o in outcomes if isinstance(o, Reading)] == [f"r{i}" for i in range(1, BATCH + 4)]


def test_reading_may_be_stopped_half_way() -> None:
    outcomes = read_all((report(i) for i in range(10_000_000)), jobs=2)
    assert isinstance(next(outcomes), Reading)
    outcomes.close()  # type: ignore[attr-defined]
