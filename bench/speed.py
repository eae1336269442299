"""Measures how fast Rasd reads and writes docs/speed.md.

The yardstick, "the pass", is the least that any program does with a report: parse its JSON and find
its words. Both run in turn on the same reports in the same process, in CPU time, and the median of
the ratios is what counts: it hardly depends on the machine. Absolute figures are for orientation.
"""

from __future__ import annotations

import gc
import json
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import reports

import rasd

ROOT = Path(__file__).resolve().parent.parent
RESULT = ROOT / "docs" / "speed.md"
COMPILED = ROOT / "build" / "compiled"
WORDS = re.compile(r"\w+|[^\w\s]")
COUNT, ROUNDS, STARTS = 160, 9, 5
LENGTHS_KB = (4, 16, 64, 256, 1024)


class Child(NamedTuple):
    """What a process has used."""

    cpu_s: float
    peak_mb: float


class Throughput(NamedTuple):
    """Reading against the pass."""

    ratio: float
    lowest: float
    highest: float
    reports_per_s: float
    claims: int


def cpu(work: Callable[[], object]) -> float:
    """The CPU seconds that a call takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def lines_for(texts: Sequence[str]) -> list[str]:
    """The reports as JSON Lines."""
    days = reports.published(len(texts))
    return [json.dumps({"text": t, "published": d}, ensure_ascii=False) for t, d in zip(texts, days, strict=True)]


def the_pass(lines: Sequence[str]) -> int:
    """The yardstick over all lines."""
    return sum(len(WORDS.findall(json.loads(line)["text"])) for line in lines)


def read_all(lines: Sequence[str]) -> int:
    """Rasd over all lines, JSON included; the number of claims."""
    found = 0
    for line in lines:
        record = json.loads(line)
        found += len(rasd.read(rasd.Report.from_text(record["text"], published=record.get("published"))))
    return found


def one_round(lines: Sequence[str]) -> tuple[float, float, int]:
    """The pass, reading, the pass again: their ratio, the seconds of reading, the claims found."""
    gc.collect()
    before = cpu(partial(the_pass, lines))
    start = time.process_time()
    found = read_all(lines)
    spent = time.process_time() - start
    after = cpu(partial(the_pass, lines))
    return (before + after) / 2 / spent, spent, found


def compiled() -> Throughput | None:
    """Reading with the grammar compiled (`make compiled`), where that was done since the code last changed."""
    library = next(COMPILED.glob("*__mypyc*"), None)
    newest = max(path.stat().st_mtime for path in (ROOT / "src").rglob("*.py"))
    if library is None or library.stat().st_mtime < newest:
        return None
    command = [sys.executable, str(Path(__file__).resolve()), "--throughput"]
    environment = {**os.environ, "PYTHONPATH": str(COMPILED)}
    output = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout
    return Throughput(*json.loads(output))


def on_file(path: Path) -> str:
    """The ratio on reports of one's own (JSON Lines with ``text`` and ``published``), the first round apart."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rasd.read(rasd.Report.from_text("قتل جندي"))  # the codebook is loaded
    cold, *warm = (one_round(lines) for _ in range(4))
    ratio = statistics.median(r for r, _, _ in warm)
    return f"{len(lines)} reports, {cold[2]} claims: {cold[0]:.3f} of the pass at first sight, {ratio:.3f} after"


def throughput() -> Throughput:
    """Interleaved rounds of the pass and of reading, each on reports not seen before.

    Fresh reports keep caches of words honest: they may be warm, as in a long run, but not with the
    very texts that are measured.
    """
    read_all(lines_for(reports.usual(COUNT, seed=0)))
    ratios, speeds, claims = [], [], 0
    for turn in range(1, ROUNDS + 1):
        lines = lines_for(reports.usual(COUNT, seed=reports.SEED + turn))
        ratio, spent, found = one_round(lines)
        ratios.append(ratio)
        speeds.append(COUNT / spent)
        claims += found
    return Throughput(statistics.median(ratios), min(ratios), max(ratios), statistics.median(speeds), claims)


def run_child(arguments: Sequence[str], folder: str) -> Child:
    """Run a program to its end and take its own account of CPU time and memory."""
    child = subprocess.Popen(arguments, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with {child.returncode}")
    scale = 2**20 if sys.platform == "darwin" else 2**10
    return Child(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale)


def median_child(arguments: Sequence[str], folder: str) -> Child:
    """The median of several cold starts, after one that fills the disk's cache."""
    run_child(arguments, folder)
    runs = [run_child(arguments, folder) for _ in range(STARTS)]
    return Child(statistics.median(r.cpu_s for r in runs), max(r.peak_mb for r in runs))


def starts() -> dict[str, Child]:
    """Cold starts of the command and of the bare import, beside an interpreter that does nothing."""
    python = sys.executable
    command = [python, "-m", "rasd", "read", "--format", "jsonl"]
    if not (ROOT / "src" / "rasd" / "__main__.py").exists():
        command = [str(Path(python).with_name("rasd")), "read", "--format", "jsonl"]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "one.txt").write_text(reports.usual(1)[0], encoding="utf-8")
        many = Path(folder) / "many.jsonl"
        many.write_text("\n".join(lines_for(reports.usual(400))) + "\n", encoding="utf-8")
        return {
            "`python -c pass`": median_child([python, "-c", "pass"], folder),
            "`import rasd`": median_child([python, "-c", "import rasd; rasd.read"], folder),
            "`rasd read one.txt`": median_child([*command, "one.txt"], folder),
            "`rasd read many.jsonl` (400 reports)": run_child([*command, "--jobs", "1", "many.jsonl"], folder),
        }


def per_kb(size_kb: int) -> float:
    """CPU milliseconds for each KB of one report of that size, the best of three."""
    text = reports.report_of(size_kb * 1000, random.Random(size_kb))
    report = rasd.Report.from_text(text, published="2020-01-26")
    return 1000 * min(cpu(lambda: rasd.read(report)) for _ in range(3)) / (len(text.encode()) / 1000)


def _also(faster: Throughput | None) -> str:
    """What the compiled grammar does."""
    if faster is None:
        return ""
    return f"""
Compiled (`make compiled`; run with `PYTHONPATH=build/compiled`; the same claims): **{faster.ratio:.3f} of the pass**
(lowest {faster.lowest:.3f}, highest {faster.highest:.3f}), {faster.reports_per_s:.0f} reports/s.
"""


def page(speed: Throughput, faster: Throughput | None, children: dict[str, Child], lengths: dict[int, float]) -> str:
    """The result as a document."""
    base = lengths[LENGTHS_KB[0]]
    rows = "\n".join(f"| {name} | {c.cpu_s:.2f} s | {c.peak_mb:.0f} MB |" for name, c in children.items())
    growth = "\n".join(f"| {kb} KB | {cost / base:.2f} | {cost:.2f} ms |" for kb, cost in lengths.items())
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"""# Speed

Written by `make bench` ({machine}); the reports are made up by `bench/reports.py`, 3 to 4 KB of UTF-8 each.

## Reading against the pass

The pass is `json.loads` and `re.compile(r"\\w+|[^\\w\\s]").findall` on the same reports: CPU time, one core,
interleaved, the median of {ROUNDS} ratios on {COUNT} fresh reports each.

**Reading runs at {speed.ratio:.3f} of the pass** (lowest {speed.lowest:.3f}, highest {speed.highest:.3f}). The project
asks for 0.08 at least and aims at 0.15. For orientation: {speed.reports_per_s:.0f} reports/s on this machine,
{speed.claims / (COUNT * ROUNDS):.1f} claims a report.
{_also(faster)}
## Cold start and memory

CPU time of the whole process (user and system), median of {STARTS}, and its highest resident memory. Asked for:
under 0.7 s and under 300 MB.

| | CPU | peak memory |
|---|---|---|
{rows}

## Cost against length

CPU time for each KB of one report, as a multiple of the cost at {LENGTHS_KB[0]} KB: a flat column is linear time.

| length | relative cost of a KB | CPU for a KB |
|---|---|---|
{growth}
"""


def main() -> None:
    """Measure everything and write the page; with a file of reports, only read those."""
    if sys.argv[1:] == ["--throughput"]:
        print(json.dumps(throughput()))
        return
    if sys.argv[1:]:
        print(on_file(Path(sys.argv[1])))
        return
    children = starts()
    speed = throughput()
    lengths = {kb: per_kb(kb) for kb in LENGTHS_KB}
    text = page(speed, compiled(), children, lengths)
    RESULT.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
