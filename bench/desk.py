"""Measures the desk on a large ledger and writes docs/desk-speed.md: what a page takes, asks for, and weighs.

    python bench/desk.py [CLAIMS] [LEDGER]

CLAIMS (default 1,000,000, ten a report) are made up unless LEDGER (a file or postgresql://…) has them already.
Without a LEDGER a file is made and removed.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
RESULT = ROOT / "docs" / "desk-speed.md"
NAME, PASSWORD = "measurer", "as-long-as-it-takes"
TIMES = 21


class Measured(NamedTuple):
    """A page: milliseconds in the median and at worst, queries, bytes."""

    page: str
    median: float
    worst: float
    queries: int
    size: int


def addresses(middle: int) -> dict[str, str]:
    """The pages that are measured."""
    return {
        "inbox": "/inbox/",
        "inbox, all claims": "/inbox/?state=all",
        "inbox, a common action": "/inbox/?action=killed",
        "inbox, a rare action": "/inbox/?action=assassination",
        "inbox, action and month": "/inbox/?action=airstrike&since=2016-03-01&until=2016-03-31",
        "inbox, words": "/inbox/?text=جنود",
        "inbox, rare words": "/inbox/?text=مروحية",
        "inbox, a place": "/inbox/?place=SY-1",
        "inbox, rule": "/inbox/?rule=victims-of-noun",
        "inbox, rejected": "/inbox/?state=rejected",
        "inbox, without claims": "/inbox/?state=empty",
        "inbox, deep": f"/inbox/?before={middle}",
        "report": f"/reports/{middle // 10}/",
        "original": f"/reports/{middle // 10}/original/",
        "log": "/log/",
        "people": "/people/",
    }


def measured(client: Any, page: str, address: str) -> Measured:
    """One page, asked for several times."""
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    taken = []
    for _ in range(TIMES):
        start = time.perf_counter()
        answer = client.get(address)
        taken.append(1000 * (time.perf_counter() - start))
        assert answer.status_code == 200, (address, answer.status_code)
    with CaptureQueriesContext(connections["default"]) as captured:
        client.get(address)
    return Measured(page, statistics.median(taken), max(taken), len(captured), len(answer.content))


def filled(kept: Any, claims: int) -> None:
    """So many claims, as the ledger's own measurement makes them."""
    import ledger as filling

    filling.fill(kept, claims)


def prepared(where: str, claims: int, fill: Callable[[Any, int], None] = filled) -> Any:
    """The ledger filled, and a client that has logged in."""
    from rasd.desk.opening import open_desk

    open_desk(where)
    from django.contrib.auth import get_user_model
    from django.test import Client

    from rasd.desk.accounts import giving
    from rasd.desk.roles import Role
    from rasd.ledger.store import Ledger

    with Ledger.open(where) as kept:
        fill(kept, claims)
    users = get_user_model().objects
    if not users.filter(username=NAME).exists():
        giving.make(NAME, PASSWORD, Role.administrator)
    client = Client(SERVER_NAME="localhost")
    client.force_login(users.get(username=NAME))
    return client


def written(results: list[Measured], claims: int, database: str) -> str:
    """The page of results."""
    lines = [
        "# Speed of the desk",
        "",
        f"Measured by `python bench/desk.py` with {claims:,} claims of {claims // 10:,} reports on {database}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}. Each page {TIMES} times.",
        "",
        "| page | median ms | worst ms | queries | KB |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| {r.page} | {r.median:.0f} | {r.worst:.0f} | {r.queries} | {r.size / 1000:.0f} |" for r in results]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print and write."""
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        where = sys.argv[2] if len(sys.argv) > 2 else str(Path(folder) / "large.db")
        client = prepared(where, claims)
        from rasd.ledger.store import Ledger

        database = Ledger.default().info()["database"]
        results = [measured(client, *item) for item in addresses(claims // 2).items()]
        text = written(results, claims, database)
        print(text)
        print(json.dumps([r._asdict() for r in results]), file=sys.stderr)
        if len(sys.argv) < 3:
            RESULT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
