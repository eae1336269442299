"""Measures the ledger and writes docs/ledger-speed.md: storing against reading, filters over many claims, memory.

    python bench/ledger.py [CLAIMS] [REPORTS] [URL]

CLAIMS for the filters (default 1,000,000), REPORTS for the memory (default 100,000), and the URL of an empty
PostgreSQL database to measure instead of SQLite.
"""

from __future__ import annotations

import datetime
import gc
import hashlib
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import reports

import rasd
from rasd.codebook.book import load
from rasd.ledger.adding import Adding, read_singly
from rasd.ledger.asking import Question, query
from rasd.ledger.store import Ledger
from rasd.ledger.storing import Batch, Version
from rasd.loading import Loaded
from rasd.model import Claim, Party, Place, Report, Time, to_json

ROOT = Path(__file__).resolve().parent.parent
RESULT = ROOT / "docs" / "ledger-speed.md"
STORED = 1000
A_REPORT = 10
PLACES = 3000
DAYS = 3650


class Storing(NamedTuple):
    """Reading and storing the same reports, in CPU seconds of this process."""

    reading: float
    storing: float
    claims: int


def loaded_of(text: str, number: int) -> Loaded:
    """A made-up report as it would be loaded."""
    report = Report.from_text(text, id=f"r-{number}", published="2020-01-27", outlet=f"outlet {number % 30}")
    return Loaded(report, text.encode())


def storing(where: str, number: int = STORED) -> Storing:
    """Add reports and tell apart the time that the reader takes."""
    texts = reports.usual(number)
    list(read_singly([Report.from_text(texts[0])]))
    spent = 0.0

    def timed(given: Iterable[Report]) -> Iterator[Any]:
        nonlocal spent
        for report in given:
            start = time.process_time()
            outcome = list(read_singly([report]))
            spent += time.process_time() - start
            yield from outcome

    with Ledger.open(where) as ledger:
        start = time.process_time()
        adding = Adding(ledger.door, timed, {})
        for _ in adding.run(loaded_of(text, i) for i, text in enumerate(texts)):
            pass
        total = time.process_time() - start
    return Storing(spent, total - spent, adding.summary.claims)


def models_of_claims() -> list[Claim]:
    """Claims as the reader gives them, to be varied."""
    return [claim for text in reports.usual(120) for claim in rasd.read(Report.from_text(text, published="2020-01-27"))]


def varied(claims: list[Claim], dice: random.Random, actors: list[str], report: Report) -> Iterator[Claim]:
    """The claims of a report that never was: other actors, places and days, as varied as in years of news."""
    for claim in dice.sample(claims, A_REPORT):
        place = int(dice.paretovariate(0.5)) % PLACES
        day = (datetime.date(2012, 1, 1) + datetime.timedelta(dice.randrange(DAYS))).isoformat()
        span = claim.evidence.span
        yield msgspec.structs.replace(
            claim,
            id=f"c-{dice.getrandbits(64):016x}",
            report=report.id,
            report_id=report.report_id,
            outlet=report.outlet,
            agent=Party(text="x", span=span, id=actors[int(dice.paretovariate(0.6)) % len(actors)]),
            patient=Party(text="x", span=span, id=actors[int(dice.paretovariate(0.6)) % len(actors)]),
            place=Place(text="x", span=span, id=f"geonames:{place}", country="SY", admin1=f"SY-{place % 14}"),
            time=Time(text="x", span=span, start=day, end=day, precision="day"),
        )


def fill(ledger: Ledger, number: int) -> None:
    """Fill up to so many claims, stored as adding stores them."""
    done = ledger.info()["originals"] * A_REPORT
    dice = random.Random(reports.SEED + done)
    claims, actors = models_of_claims(), sorted(load().actors)
    by = Version(rasd.__version__, "k-0")
    while done < number:
        with ledger.door.writing():
            batch = Batch(ledger.door)
            for _ in range(min(500, (number - done) // A_REPORT + 1)):
                loaded = loaded_of(f"خبر {done}", done)
                key = batch.original(loaded)
                sighting = batch.sighting(key, loaded, hashlib.sha256(loaded.original).hexdigest(), "added")
                made = [to_json(claim) for claim in varied(claims, dice, actors, loaded.report)]
                batch.reading(key, sighting, loaded, made, by)
                done += A_REPORT
            batch.write()
    ledger.optimize()


def questions() -> dict[str, dict[str, Any]]:
    """What a desk asks."""
    actors = sorted(load().actors)
    month = {"since": "2016-03-01", "until": "2016-03-31"}
    return {
        "actor, action, place, month": {"actor": actors[1], "action": "killed", "place": "geonames:5", **month},
        "the same, the commonest of each": {"actor": actors[1], "action": "killed", "place": "geonames:1", **month},
        "actor, action, governorate, month": {"actor": actors[1], "action": "killed", "place": "SY-1", **month},
        "side, object, month": {"side": actors[1], "object": "person", **month},
        "action, month": {"action": "airstrike", **month},
        "words": {"text": "قصف مدفعي"},
        "words, month": {"text": "جنود", **month},
        "a report": {"report": "r-1000"},
    }


def filtered(ledger: Ledger) -> list[tuple[str, float, int, bool]]:
    """Each question: the median of five runs in seconds, the claims found, whether the plan scans the table.

    SQLite works in this process, so its CPU time is what counts, however busy the machine is; a server's is not.
    """
    clock = time.process_time if ledger.door.vendor == "sqlite" else time.perf_counter
    found = []
    for name, asked in questions().items():
        asked = {k: v for k, v in asked.items() if k != "place"} | _place(asked)
        times = []
        for _ in range(5):
            start = clock()
            rows = list(query_of(ledger, asked)[:200])
            times.append(clock() - start)
        number = query_of(ledger, asked).count()
        plan = query_of(ledger, asked).explain()
        scans = any(("SCAN ledger_claim" in line and "INDEX" not in line) or "Seq Scan on ledger_claim " in line
                    for line in plan.replace('"', "").splitlines())  # fmt: skip
        assert len(rows) == min(number, 200)
        found.append((name, statistics.median(times), number, scans))
    return found


def _place(asked: dict[str, Any]) -> dict[str, Any]:
    return {"place": asked["place"]} if "place" in asked else {}


def query_of(ledger: Ledger, asked: dict[str, Any]) -> Any:
    """The rows of a question; ids of places are made up here, so the gazetteer is not asked for them."""
    from rasd.codebook.areas import Area
    from rasd.ledger import asking

    def area(value: str) -> Area:
        if value.startswith("SY-"):
            return Area(id="x", country="SY", admin1=(value,))
        return Area(id=value)

    asking.area_of = area
    return query(ledger.door, Question(**asked)).values_list("key", "record")


def peak_mb(number: int, folder: str) -> float:
    """The highest resident memory of ``rasd add`` over so many short reports, in a process of its own."""
    path = Path(folder) / "many.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for i in range(number):
            line = {
                "id": f"r-{i}",
                "text": f"قتل {i % 90 + 3} جنود في هجوم رقم {i} قرب حلب.",
                "published": "2020-01-27",
            }
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    command = [sys.executable, "-m", "rasd", "add", "many.jsonl", "--ledger", "many.db"]
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0
    return usage.ru_maxrss / 2**10


def main() -> None:
    """Measure everything and write the page."""
    claims, many = (int(sys.argv[i]) if len(sys.argv) > i else default for i, default in ((1, 1_000_000), (2, 100_000)))
    with tempfile.TemporaryDirectory() as folder:
        where = sys.argv[3] if len(sys.argv) > 3 else f"{folder}/filled.db"
        stored = storing(f"{folder}/stored.db" if len(sys.argv) <= 3 else where)
        print(stored, file=sys.stderr)
        with Ledger.open(where) as ledger:
            start = time.perf_counter()
            fill(ledger, claims)
            print(f"filled in {time.perf_counter() - start:.0f} s", file=sys.stderr)
            gc.collect()
            found = filtered(ledger)
            size = Path(where).stat().st_size / 1e9 if Path(where).exists() else 0
        peak = peak_mb(many, folder) if many else 0
    text = page(stored, found, claims, size, many, peak)
    print(text)
    if len(sys.argv) <= 1:
        RESULT.write_text(text, encoding="utf-8")


def page(
    stored: Storing, found: list[tuple[str, float, int, bool]], claims: int, size: float, many: int, peak: float
) -> str:
    """The result as a document."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    rows = "\n".join(
        f"| {name} | {1000 * seconds:.0f} ms | {number:,} | {'yes' if scans else 'no'} |"
        for name, seconds, number, scans in found
    )
    return f"""# Speed of the ledger

Written by `python bench/ledger.py` ({machine}), on SQLite.

## Storing against reading

{STORED:,} made-up reports of 3 to 4 KB, {stored.claims:,} claims:
**storing takes {stored.storing / stored.reading:.2f} of the time that reading takes** (CPU time of one process; asked
for: less than 1). For orientation: {stored.reading:.1f} s and {stored.storing:.1f} s.

## Filters over {claims:,} claims

CPU time for the first 200 records of each answer, the median of 5; the file takes {size:.1f} GB. Asked for: actor,
action, place and month in less than 300 ms, without a scan of the whole table.

| asked for | time | claims that fit | scans the table |
|---|---|---|---|
{rows}

## Memory

`rasd add` of {many:,} short reports: {peak:.0f} MB at its peak (asked for: less than 500 MB).
"""


if __name__ == "__main__":
    main()
