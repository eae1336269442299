"""Measures what resolving places costs and writes docs/places-speed.md.

Resolving against reading, reading with a large gazetteer of the user's own against reading without, how long
such a gazetteer takes to add, and the memory that it takes. Ratios of CPU time in one run, as in ``speed.py``.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import reports
from speed import cpu, run_child

from rasd.codebook import book, gazetteer, shelf
from rasd.gazetteers.adding import Wanted, add
from rasd.model import Report
from rasd.reading import reader
from rasd.reading.knowledge import Knowledge
from rasd.resolving.claims import read, resolved

ROOT = Path(__file__).resolve().parent.parent
RESULT = ROOT / "docs" / "places-speed.md"
COUNT, ROUNDS, PLACES = 160, 7, 65_000
SYLLABLES = "دل رم سع طف قك نه وب جخ شص زض".split()
#: Names that the reports have, so that the added places are asked for.
KNOWN = "حلب إدلب سراقب دمشق حمص درعا تعز صنعاء عدن بنغازي طرابلس مصراتة الفاشر الخرطوم بغداد الموصل غزة رفح".split()


class Result(NamedTuple):
    """What was measured."""

    share: float
    with_added: float
    loading_s: float
    adding_s: float
    memory_mb: float
    size_mb: float
    claims: int


def made_up(path: Path) -> Path:
    """A table of as many places as asked for, with names of its own and some that the reports have."""
    lines = ["id,name_ar,lat,lon,cc"]
    for n in range(PLACES):
        name = "".join(SYLLABLES[int(digit)] for digit in str(n))
        lines.append(f"{n},قرية {name},{30 + n % 700 / 100},{36 + n // 700 / 100},SY")
    lines += [f"k{n},{name},{31 + n / 10},{37 + n / 10},SY" for n, name in enumerate(KNOWN)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def reports_of(seed: int) -> list[Report]:
    """Fresh reports."""
    texts = reports.usual(COUNT, seed=seed)
    return [Report.from_text(t, published=d) for t, d in zip(texts, reports.published(COUNT), strict=True)]


def share(known: Knowledge) -> tuple[float, int]:
    """The time of resolving as a share of that of reading, and how many claims there were."""
    shares, number = [], 0
    for turn in range(ROUNDS + 1):
        given = reports_of(reports.SEED + turn)
        texts = [reader.look_up(r, known) for r in given]
        claims = [reader.read(r, knowledge=known) for r in given]
        again = cpu(lambda given=given: [reader.read(r, knowledge=known) for r in given])  # type: ignore[misc]
        rows = list(zip(given, texts, claims, strict=True))
        spent = cpu(lambda rows=rows: [resolved(r, t.tokens, c, known) for r, t, c in rows])  # type: ignore[misc]
        shares.append(spent / again)
        number += sum(map(len, claims))
    return statistics.median(shares[1:]), number


def slower(bare: Knowledge, full: Knowledge) -> float:
    """Reading with added places against reading without, interleaved."""
    ratios = []
    for turn in range(ROUNDS + 1):
        given = reports_of(reports.SEED + turn)

        def all_with(known: Knowledge, given: list[Report] = given) -> float:
            return cpu(lambda: [read(r, knowledge=known) for r in given])

        before, with_added, after = all_with(bare), all_with(full), all_with(bare)
        ratios.append(2 * with_added / (before + after))
    return statistics.median(ratios[1:])


def once(work: Callable[[], object]) -> float:
    """Seconds on the clock."""
    start = time.monotonic()
    work()
    return time.monotonic() - start


def peak_mb(folder: Path, work: str) -> float:
    """The highest resident memory of a process that reads a few reports."""
    os.environ[shelf.VARIABLE] = str(folder)
    return run_child(
        [sys.executable, "-m", "rasd", "read", "--format", "jsonl", "--jobs", "1", "many.jsonl"], work
    ).peak_mb


def measure() -> Result:
    """Everything, in a folder of its own."""
    import json

    with tempfile.TemporaryDirectory() as folder:
        os.environ[shelf.VARIABLE] = folder
        table = made_up(Path(folder) / "many.csv")
        adding = once(lambda: add(Wanted(str(table))))
        size = sum(p.stat().st_size for p in (Path(folder) / shelf.FOLDER).iterdir()) / 1e6
        loading = min(cpu(lambda: gazetteer.read(gazetteer.PLACES)) for _ in range(5))
        bare = Knowledge(book.load(), gazetteer.load())
        full = Knowledge(book.load(), gazetteer.load(), shelf.load())
        many = Path(folder) / "many.jsonl"
        many.write_text("\n".join(json.dumps({"text": r.text}) for r in reports_of(1)), encoding="utf-8")
        part, claims = share(bare)
        memory = peak_mb(Path(folder), folder) - peak_mb(Path(folder) / "none", folder)
        return Result(part, slower(bare, full), loading, adding, memory, size, claims)


def page(found: Result) -> str:
    """The result as a document."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    known = len(gazetteer.load().entries)
    tables = sum(p.stat().st_size for p in gazetteer.PLACES.iterdir()) / 1e6
    return f"""# What places cost

Written by `python bench/places.py` ({machine}); the reports are made up by `bench/reports.py`, the added gazetteer of
{PLACES:,} places by the script. CPU time, one core, the median of {ROUNDS} rounds on {COUNT} fresh reports each.

| | measured | asked for |
|---|---|---|
| resolving, as a share of reading | {found.share:.1%} | 20 % at most |
| reading with {PLACES:,} added places, against reading without | {found.with_added:.2f} | no slower |
| memory that the added places take | {max(0.0, found.memory_mb):.1f} MB | under 60 MB |
| adding them | {found.adding_s:.1f} s | seconds |
| their file on disk | {found.size_mb:.1f} MB | |
| loading the gazetteer of the package ({known:,} places) | {found.loading_s:.3f} s | under 0.2 s |
| its tables in the package, unpacked | {tables:.2f} MB | under 2 MB |
"""


def main() -> None:
    """Measure and write the page."""
    text = page(measure())
    RESULT.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
