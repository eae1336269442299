"""Measures what an inbox asks of a large ledger: the newest rows that fit a filter, and how many there are.

    python bench/inbox.py LEDGER

LEDGER as ``bench/ledger.py`` fills one. Prints, for each filter, the time for the newest 3,000 rows together with
counting up to 10,000 (CPU time on SQLite), that number, and where the plan scans or sorts.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import ledger as filled

from rasd.codebook.areas import Area
from rasd.codebook.book import load
from rasd.ledger import asking
from rasd.ledger.asking import Question
from rasd.ledger.connecting import Door
from rasd.ledger.newest import Newest, branches, newest, walked
from rasd.ledger.store import Ledger

ROWS, MOST = 3_000, 10_000
MONTH = {"since": "2016-03-01", "until": "2016-03-31"}


def questions() -> dict[str, dict[str, Any]]:
    """Filters of an inbox, the broad ones too."""
    common = sorted(load().actors)[1]
    return {
        "all": {},
        "not reviewed": {"review": "unreviewed"},
        "action": {"action": "killed"},
        "object": {"object": "person"},
        "actor, the commonest": {"actor": common},
        "side": {"side": common},
        "outlet": {"outlet": "outlet 10"},
        "outlet, action": {"outlet": "outlet 10", "action": "killed"},
        "place, the commonest": {"place": "geonames:1"},
        "governorate": {"place": "SY-1"},
        "country": {"place": "SY"},
        "month": MONTH,
        "status": {"status": "alleged"},
        "words": {"text": "قصف مدفعي"},
        "action, month, not reviewed": {"action": "killed", "review": "unreviewed", **MONTH},
    }


def area(value: str) -> Area:
    """Ids of places are made up, so the gazetteer is not asked for them."""
    if value.startswith("SY"):
        return Area(id=None, country="SY", admin1=(value,) if "-" in value else ())
    return Area(id=value)


def median(door: Any, work: Callable[[], object]) -> float:
    """Milliseconds, of three runs."""
    clock = time.process_time if door.vendor == "sqlite" else time.perf_counter
    runs = []
    for _ in range(3):
        start = clock()
        work()
        runs.append(clock() - start)
    return 1000 * statistics.median(runs)


def main() -> None:
    """Measure and print."""
    asking.area_of = area
    with Ledger.open(sys.argv[1], create=False) as kept:
        print(f"{kept.door.vendor}, {filled.query_of(kept, {}).count():,} claims")
        asking.area_of = area  # the other measure has its own
        for name, asked in questions().items():
            question = Question(**asked)
            found: list[Newest] = []
            took = median(kept.door, lambda q=question, f=found: f.append(asked_newest(kept.door, q)))
            marks = [mark for rows in plans(found[-1]) for mark in marked(rows)]
            print(f"{name:28} {took:6.0f} ms   {found[-1].number:6,}   {'; '.join(dict.fromkeys(marks))}")


def asked_newest(door: Door, question: Question) -> Newest:
    """As the inbox asks."""
    found = newest(door, question, MOST)
    found.rows(ROWS)
    return found


def plans(found: Newest) -> Iterator[str]:
    """The plans by which the rows were found."""
    for rows in branches(found.asked):
        yield rows.order_by().values_list("key", "reading")[: MOST + 1].explain()
    if found.few is None:
        yield walked(found.asked, None)[:ROWS].explain()


def marked(plan: str) -> list[str]:
    """Where a plan scans or sorts."""
    lines = [line.strip() for line in plan.replace('"', "").splitlines()]
    return [line for line in lines if "SCAN ledger_claim" in line or "Seq Scan" in line or "TEMP B-TREE" in line]


if __name__ == "__main__":
    main()
