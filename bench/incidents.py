"""Measures the desk's incidents in a large ledger and writes docs/incidents-speed.md: linking, memory, pages.

python bench/incidents.py CLAIMS …     measures ledgers of so many claims, made up as for linking, and prints
python bench/incidents.py              measures 100,000, and writes the page
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import desk
import linking
import msgspec

ROOT = Path(__file__).resolve().parent.parent
RESULT = ROOT / "docs" / "incidents-speed.md"
SIZES = (100_000,)
#: Reports of a transaction.
BATCH = 500


def fill(ledger: Any, number: int) -> None:
    """A ledger of so many made-up claims of incidents, each told by one to six reports."""
    from rasd.ledger.storing import Batch, Version
    from rasd.loading import Loaded
    from rasd.model import Report, to_json

    reports = itertools.groupby(linking.claims(number), key=lambda claim: claim.report)
    while True:
        some = list(itertools.islice(((name, list(told)) for name, told in reports), BATCH))
        if not some:
            break
        with ledger.door.writing():
            batch = Batch(ledger.door)
            for name, told in some:
                text = "\n".join(dict.fromkeys([f"خبر {name}", *(claim.evidence.text for claim in told)]))
                report = Report.from_text(text, id=name, published=told[0].published, outlet=f"outlet {told[0].outlet}")
                loaded = Loaded(report, text.encode())
                own = {"report_id": report.report_id, "outlet": report.outlet}
                made = [to_json(msgspec.structs.replace(claim, **own)) for claim in told]
                key = batch.original(loaded)
                seen = batch.sighting(key, loaded, hashlib.sha256(loaded.original).hexdigest(), "added")
                batch.reading(key, seen, loaded, made, Version("0", "k-0"))
            batch.write()
    ledger.optimize()


def addresses(db: Any) -> dict[str, str]:
    """The pages that are measured: of the incidents the one told by most, and a common one."""
    ids = [id for (id,) in db.execute("SELECT id FROM incident ORDER BY reports DESC, id")]
    return {
        "incidents": "/incidents/",
        "incidents, deep": "/incidents/?page=100",
        "incidents, most reported": "/incidents/?order=reports",
        "incidents, an action": "/incidents/?what=airstrike",
        "incidents, a month": "/incidents/?since=2019-03-01&until=2019-03-31",
        "incidents, a place": "/incidents/?place=حلب",
        "incidents, an actor": "/incidents/?actor=الشرطة",
        "an incident": f"/incidents/{ids[len(ids) // 2]}/",
        "the largest incident": f"/incidents/{ids[0]}/",
    }


def measure(claims: int) -> dict[str, Any]:
    """All that is measured of one size, in this process."""
    with tempfile.TemporaryDirectory() as folder:
        client = desk.prepared(str(Path(folder) / "large.db"), claims, fill)
        from rasd.desk.linked import linked
        from rasd.ledger.store import Ledger

        start = time.perf_counter()
        found = linked(wait=36_000)
        assert found is not None
        linking_seconds = time.perf_counter() - start
        apart = resource.getrusage(resource.RUSAGE_CHILDREN)
        file, own = found.file, Ledger.default()
        a, b = (id for (id,) in file.db.execute("SELECT id FROM claim WHERE number IN (7, 70007)"))
        told = [desk.measured(client, *page) for page in addresses(file.db).items()]
        judged = []
        for verdict in ("different", "undone", "same"):
            own.judge(a, b, verdict)
            start = time.perf_counter()
            after = linked(wait=600)
            judged.append(time.perf_counter() - start)
            assert after is not None and after.is_current
        slow = {}
        for name, address in {"map": "/map/", "tallies": "/tallies/"}.items():
            start = time.perf_counter()
            assert client.get(address).status_code == 200
            slow[name] = time.perf_counter() - start
        return {
            "claims": claims, "incidents": file.count(), "linking": linking_seconds,
            "cpu": apart.ru_utime + apart.ru_stime, "apart": apart.ru_maxrss / 1024,
            "file": file.path.stat().st_size / 1e6, "judged": statistics.median(judged),
            "pages": told, "slow": slow, "here": resident(),
        }  # fmt: skip


def resident() -> float:
    """The memory that this process holds now, in megabytes."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in told.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def page(rows: list[dict[str, Any]]) -> str:
    """The result as a document."""
    lines = [
        "# Speed of the desk's incidents",
        "",
        f"Measured by `python bench/incidents.py` on SQLite, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}.",
        "The claims are made up as for [linking](linking-speed.md): incidents of three years, each told by one to six",
        "reports. All claims are linked by a process of its own, which ends with it; the desk's process that shows",
        "incidents holds none of them. After a claim more, all claims are linked again, meanwhile the pages show the",
        "incidents of before; what a person judges of a pair shows after the time in the column.",
        "",
        "| claims | incidents | linking, seconds | CPU seconds | MB of the process that links | MB of the file "
        "| seconds after a judgement | MB of the desk's process |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {r['claims']:,} | {r['incidents']:,} | {r['linking']:.0f} | {r['cpu']:.0f} | {r['apart']:,.0f} "
        f"| {r['file']:,.0f} | {r['judged']:.2f} | {r['here']:,.0f} |"
        for r in rows
    ]
    for row in rows:
        lines += ["", f"## Pages at {row['claims']:,} claims", ""]
        lines += [f"Each {desk.TIMES} times; queries are those of the ledger.", ""]
        lines += ["| page | median ms | worst ms | queries | KB |", "|---|---:|---:|---:|---:|"]
        lines += [f"| {p[0]} | {p[1]:.0f} | {p[2]:.0f} | {p[3]} | {p[4] / 1000:.0f} |" for p in row["pages"]]
        slow = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in row["slow"].items())
        lines += ["", f"Pages that go through all incidents, the first time: {slow}."]
    return "\n".join(lines) + "\n"


def in_process(claims: int) -> dict[str, Any]:
    """What a process of its own measures."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", str(claims)], stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Measure, print and write."""
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(int(sys.argv[2]))))
        return
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    text = page([in_process(size) for size in sizes])
    print(text)
    if not sys.argv[1:]:
        RESULT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
