"""Ratios that hold on any machine; ``bench/ledger.py`` measures the sizes that the project asks for."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import pytest

from rasd.ledger.store import Ledger

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))


@pytest.fixture(scope="module")
def bench() -> Any:
    import ledger

    return ledger


def test_storing_takes_less_time_than_reading(bench: Any, file: str) -> None:
    measured = bench.storing(file, 120)
    assert measured.claims > 1000
    assert measured.storing < measured.reading


def test_a_filter_hardly_grows_with_the_ledger(bench: Any, where: str) -> None:
    """Ten times the claims must not take ten times as long: an index answers, no scan."""
    asked = bench.questions()["actor, action, place, month"]
    times = []
    with Ledger.open(where) as ledger:
        for number in (2_000, 20_000):
            bench.fill(ledger, number)
            runs = []
            for _ in range(7):
                start = time.perf_counter()
                list(bench.query_of(ledger, asked))
                runs.append(time.perf_counter() - start)
            times.append(min(runs))
            plan = bench.query_of(ledger, asked).explain()
            assert "Seq Scan on ledger_claim " not in plan
    assert times[1] < 5 * times[0] + 0.01
