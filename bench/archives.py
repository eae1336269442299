"""Measures whole archives — reading, scaling, linking — and writes docs/batch-speed.md.

Reading: one archive of made-up reports with one and with two processes. Linking: made-up claims written as a batch
would write them, linked on disk; ``python bench/archives.py 1000000`` measures only the linking of further sizes. What
was measured stays in archives.json, so that the page has the large sizes too, which take hours.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import linking as made
import reports

from rasd.batch.linked import link
from rasd.batch.rows import CLAIM_COLUMNS
from rasd.batch.running import finish, local, run
from rasd.batch.runs import Asked, Folder, Run, engine
from rasd.batch.shardfiles import ShardFiles
from rasd.exporting.tables import Share, claim_row
from rasd.model import Sharing, to_json

ROOT = Path(__file__).resolve().parent.parent
RESULT = ROOT / "docs" / "batch-speed.md"
KEPT = Path(__file__).with_suffix(".json")
SIZES = (100_000,)
REPORTS, ROUNDS = 1600, 3
_SHARD = 100_000


def batch_of_claims(number: int, out: Path) -> None:
    """A batch of made-up claims, as if it had been read."""
    import msgspec

    folder = Folder(out)
    folder.work.mkdir(parents=True)
    asked = Asked(inputs=(), path=str(out), sharing=Sharing.internal)
    shards = -(-number // _SHARD)
    this = Run(asked=asked, engine=engine(), day="2020-01-01", shards=shards, weight=0, plan="")
    folder.run_file.write_bytes(msgspec.json.encode(this))
    folder.plan_file.write_bytes(b"")
    share = Share([], [], Sharing.internal)
    claims = made.claims(number)
    for shard in range(shards):
        with ShardFiles(folder, this, shard) as files:
            for _ in range(_SHARD):
                claim = next(claims, None)
                if claim is None:
                    break
                record = msgspec.to_builtins(claim)
                cells = claim_row(record, {}, share) | {"row": 0, "record": to_json(claim).decode()}
                files.add({"claims": [[cells[column.name] for column in CLAIM_COLUMNS]]})
            files.finish()
    finish(folder, this)


def measure_linking(number: int, folder: str) -> None:
    """Link so many claims and print what it took; in a process of its own."""
    out = Path(folder) / "out"
    child = subprocess.run([sys.executable, __file__, "--make", str(number), str(out)], check=True)
    assert child.returncode == 0
    start, cpu = time.monotonic(), time.process_time()
    made_link = link(str(out))
    told = {
        "claims": made_link.claims,
        "judgements": made_link.judgements,
        "incidents": made_link.incidents,
        "seconds": time.monotonic() - start,
        "cpu": time.process_time() - cpu,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "claims_mb": sum(p.stat().st_size for p in out.glob("*.claims.parquet")) / 1e6,
    }
    print(json.dumps(told))


def in_process(number: int) -> dict[str, Any]:
    """What linking so many claims takes."""
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
        command = [sys.executable, __file__, "--link", str(number), folder]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        told = subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout
    found: dict[str, Any] = json.loads(told.splitlines()[-1])
    return found


def measure_reading() -> dict[str, Any]:
    """Reports a second with one and with two processes, in turn; the median of the ratios."""
    import statistics

    rates: dict[int, list[float]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        days = reports.published(REPORTS)
        lines = [
            json.dumps({"text": t, "published": d}, ensure_ascii=False)
            for t, d in zip(reports.usual(REPORTS), days, strict=True)
        ]
        (folder / "a.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        size = (folder / "a.jsonl").stat().st_size
        for turn in range(ROUNDS):
            for workers in (1, 2) if turn % 2 else (2, 1):
                out = folder / f"out-{turn}-{workers}"
                asked = Asked(inputs=(str(folder / "a.jsonl"),), path=place, shard_size=size // 16 + 1)
                start = time.monotonic()
                run(out, asked, local(workers))
                rates[workers].append(REPORTS / (time.monotonic() - start))
                shutil.rmtree(out)
    ratios = [two / one for one, two in zip(rates[1], rates[2], strict=True)]
    return {"one": statistics.median(rates[1]), "two": statistics.median(rates[2]), "ratio": statistics.median(ratios)}


def page(reading: dict[str, Any] | None, rows: list[dict[str, Any]]) -> str:
    """The result as a document."""
    lines = [
        f"| {row['claims']:,} | {row['claims_mb']:,.0f} | {row['judgements']:,} | {row['incidents']:,} "
        f"| {row['cpu']:,.0f} | {row['claims'] / row['cpu']:,.0f} | {row['peak_mb']:,.0f} |"
        for row in rows
    ]
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"""# How fast batches are

Written by `python bench/archives.py` ({machine}).
{reading_part(reading) if reading else ""}
## Linking on disk

Made-up claims over three years, linked by `rasd batch link` in one process; DuckDB may use a gigabyte and two threads,
the rest is on disk. The years stay the same while the claims grow, so that ever more of them are of one day. The time
is CPU time of all threads. [In memory](linking-speed.md) the same takes less time and, of many claims, more memory.

| claims | MB of Parquet | judgements | incidents | CPU seconds | claims a second | peak MB |
|---:|---:|---:|---:|---:|---:|---:|
{chr(10).join(lines)}
"""


def reading_part(reading: dict[str, Any]) -> str:
    """What reading with one and two processes gave."""
    return f"""
## Reading

{REPORTS:,} made-up reports of 3 to 4 KB in 16 shards, from the start of the command's work to the manifest: planning,
starting processes, reading, shapes for near-duplicates, Parquet. In turn, the median of {ROUNDS}, by the clock: the
machine must have nothing else to do.

| processes | reports a second |
|---|---|
| 1 | {reading["one"]:,.0f} |
| 2 | {reading["two"]:,.0f} |

Two processes are **{reading["ratio"]:.2f} times** as fast as one.
"""


def main() -> None:
    """Measure, and write the page; with sizes, only linking of so many claims, beside what was measured before."""
    if sys.argv[1:2] == ["--make"]:
        batch_of_claims(int(sys.argv[2]), Path(sys.argv[3]))
        return
    if sys.argv[1:2] == ["--link"]:
        measure_linking(int(sys.argv[2]), sys.argv[3])
        return
    (ROOT / "build").mkdir(exist_ok=True)
    kept: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {"linking": {}}
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    if not sys.argv[1:]:
        kept["reading"] = measure_reading()
    for size in sizes:
        kept["linking"][str(size)] = in_process(size)
    KEPT.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    rows = [kept["linking"][size] for size in sorted(kept["linking"], key=int)]
    RESULT.write_text(page(kept.get("reading"), rows), encoding="utf-8")


if __name__ == "__main__":
    main()
