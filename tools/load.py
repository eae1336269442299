"""Many reviewers at once on one desk: how long they wait, what goes wrong, whether a decision is lost, memory.

``python tools/load.py [REVIEWERS] [SECONDS] [REPORTS] [URL]``: 50 reviewers for 600 seconds on a ledger of 2,000
reports in a new file, or on the empty PostgreSQL database at URL. They and the desk share the machine. RASD_LOAD_LOOKS:
seconds that each looks at a page at most, where it is not 1 to 3. RASD_LOAD_BESIDE: so many more reports are brought
in meanwhile by ``rasd add``, one call after the other (none).
"""

from __future__ import annotations

import collections
import os
import pathlib
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from typing import Any, NamedTuple

import httpx

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / part) for part in ("src", "tests", "bench")]

import reports  # noqa: E402
from desk_server import Desk  # noqa: E402

REVIEWERS, SECONDS, REPORTS = 50, 600.0, 2000
#: Seconds that a reviewer looks at a page before the next click, at least and at most.
LOOKS = (1.0, 3.0) if (given := os.environ.get("RASD_LOAD_LOOKS")) is None else (0.0, float(given))
#: How many reports ``rasd add`` brings in beside the reviewers.
BESIDE_ADDED = int(os.environ.get("RASD_LOAD_BESIDE", "0"))
#: What is promised: seconds that 95 of 100 requests take at most, and how much more memory than after a fifth of it.
P95, GROWTH = 0.5, 1.15
#: Beside reviewing, pages that are looked at now and then.
BESIDE = (
    "/incidents/",
    "/tallies/",
    "/log/",
    "/complete/places/?q=حلب",
    "/codebook/?q=جيش",
    "/inbox/?text=قتل&state=all",
)
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
_CARD = re.compile(r'hx-post="/reports/(\d+)/claims/([\w-]+)/decide/".*?name="seen" value="(\d+)"', re.S)
_REPORT = re.compile(r'href="/reports/(\d+)/')
#: A decision: by whom, on which claim, what.
Decision = tuple[str, str, str]


class Answer(NamedTuple):
    """A request that was answered: what for, seconds until the last byte, status (0: none came)."""

    what: str
    seconds: float
    status: int


class Told(NamedTuple):
    """What came of a run."""

    reviewers: int
    seconds: float
    reports: int
    claims: int
    answers: list[Answer]
    conflicts: int
    lost: int
    unasked: int
    problems: int
    memory: list[float]
    #: What the calls of ``rasd add`` said that failed, and how many reports they told of as added and are not there.
    refused: list[str]
    missing: int

    @property
    def errors(self) -> collections.Counter[str]:
        """Answers that should not have come; 409 tells that somebody was quicker."""
        return collections.Counter(
            f"{a.what}: {a.status or 'no answer'}" for a in self.answers if a.status not in (200, 204, 302, 409)
        )

    @property
    def growth(self) -> float:
        """Memory at the end as a multiple of what it was after a fifth of the time."""
        return self.memory[-1] / self.memory[len(self.memory) // 5]


class Reviewer(threading.Thread):
    """A person at the desk: reads the inbox, opens a report, decides on its claims."""

    def __init__(self, name: str, url: str, cookies: dict[str, str], begin: threading.Barrier, seconds: float) -> None:
        super().__init__(name=name, daemon=True)
        self.begin, self.seconds = begin, seconds
        self.client = httpx.Client(base_url=url, cookies=cookies, timeout=60, headers={"accept-language": "ar"})
        self.random = random.Random(name)
        self.answers: list[Answer] = []
        self.decided: list[Decision] = []
        self.conflicts = 0
        self.token = ""

    def run(self) -> None:
        """Wait for the others, and work until the time is over."""
        self.begin.wait()
        end = time.monotonic() + self.seconds
        time.sleep(self.random.uniform(0, LOOKS[1]))
        while time.monotonic() < end:
            self._review(end)
        self.client.close()

    def _review(self, end: float) -> None:
        page = self._ask("inbox", "/inbox/")
        keys = sorted(set(_REPORT.findall(page)))
        for key in self.random.sample(keys, min(2, len(keys))):
            page = self._ask("report", f"/reports/{key}/")
            self.token = found[1] if (found := _TOKEN.search(page)) else self.token
            cards = list({card[1]: card for card in _CARD.findall(page)}.values())  # each has several forms
            for card in self.random.sample(cards, min(3, len(cards))):
                if time.monotonic() > end:
                    return
                self._decide(*card)
        if self.random.random() < 0.5:
            address = self.random.choice(BESIDE)
            self._ask(address.split("?")[0].strip("/"), address)

    def _decide(self, key: str, claim: str, seen: str) -> None:
        verdict = self.random.choice(("accepted", "accepted", "rejected"))
        sent = {"verdict": verdict, "seen": seen, "reason": "موضوع آخر" if verdict == "rejected" else ""}
        address = f"/reports/{key}/claims/{claim}/decide/"
        status, _ = self._timed("decision", "POST", address, sent)
        if status == 200:
            self.decided.append((self.name, claim, verdict))
        self.conflicts += status == 409
        self._look()

    def _ask(self, what: str, address: str) -> str:
        _, text = self._timed(what, "GET", address, None)
        self._look()
        return text

    def _look(self) -> None:
        time.sleep(self.random.uniform(*LOOKS))

    def _timed(self, what: str, method: str, address: str, sent: dict[str, str] | None) -> tuple[int, str]:
        headers = {"HX-Request": "true", "X-CSRFToken": self.token} if sent else {}
        start = time.monotonic()
        try:
            answer = self.client.request(method, address, data=sent, headers=headers)
            status, text = answer.status_code, answer.text
        except httpx.HTTPError:
            status, text = 0, ""
        self.answers.append(Answer(what, time.monotonic() - start, status))
        return status, text


class Adder(threading.Thread):
    """Brings reports in beside the reviewers, by the command line: a call for each, as whoever follows news does."""

    def __init__(self, where: str, folder: pathlib.Path, number: int) -> None:
        super().__init__(name="rasd add", daemon=True)
        self.where, self.folder, self.number = where, folder, number
        self.added, self.refused = 0, list[str]()

    def run(self) -> None:
        """One call after the other, until all are in."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        for n in range(self.number):
            file = self.folder / f"beside-{n}.txt"
            file.write_text(f"أصيب {n + 200} مدنيا في قصف على القرية رقم {n} أمس.", "utf-8")
            command = [sys.executable, "-m", "rasd", "add", str(file), "--ledger", self.where]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            self.added += done.returncode == 0
            if done.returncode:
                self.refused.append(done.stderr.strip())


def fill(where: str, number: int, names: list[str]) -> dict[str, dict[str, str]]:
    """A ledger with reports, and for each reviewer an account that is logged in: name → cookies."""
    from rasd.desk.opening import open_desk

    open_desk(where)  # before anything of the ledger is loaded
    from django.test import Client

    from rasd.desk.accounts import giving
    from rasd.desk.roles import Role
    from rasd.ledger.store import Ledger

    texts = reports.usual(number)
    Ledger.default().receive([(f"{n}.txt", text.encode()) for n, text in enumerate(texts)])
    cookies = {}
    for name in names:
        client = Client(SERVER_NAME="localhost")
        client.force_login(giving.invite(name, Role.reviewer))
        cookies[name] = {key: morsel.value for key, morsel in client.cookies.items()}
    return cookies


def measured(reviewers: int = REVIEWERS, seconds: float = SECONDS, number: int = REPORTS, url: str = "") -> Told:
    """Let them work, and compare what they were told with what the ledger holds."""
    with tempfile.TemporaryDirectory(prefix="rasd-load-") as folder:
        names = [f"reviewer-{n:02}" for n in range(1, reviewers + 1)]
        where = url or str(pathlib.Path(folder) / "rasd.db")
        cookies = fill(where, number, names)
        from rasd.ledger import models
        from rasd.ledger.store import Ledger

        desk = Desk(where)
        begin = threading.Barrier(reviewers + 1)
        people = [Reviewer(name, desk.url, cookies[name], begin, seconds) for name in names]
        for person in people:
            person.start()
        adder = Adder(where, pathlib.Path(folder), BESIDE_ADDED)
        before = models.Original.objects.count()
        begin.wait()
        adder.start()
        memory = []
        while any(person.is_alive() for person in (*people, adder)):
            memory.append(memory_of(desk.process.pid))
            time.sleep(min(1.0, seconds / 20))
        said = desk.stop()
        assert "Traceback" not in said, said[-3000:]
        told = collections.Counter(one for person in people for one in person.decided)
        kept: collections.Counter[Decision] = collections.Counter(
            models.Decision.objects.values_list("by", "record_id", "verdict")
        )
        return Told(
            reviewers, seconds, number, models.Claim.objects.filter(current=True).count(),
            [answer for person in people for answer in person.answers], sum(p.conflicts for p in people),
            (told - kept).total(), (kept - told).total(), len(Ledger.default().verify().problems), memory,
            adder.refused, before + adder.added - models.Original.objects.count(),
        )  # fmt: skip


def memory_of(process: int) -> float:
    """The memory that a process and those that it started hold, in MB."""
    of = pathlib.Path(f"/proc/{process}")
    try:
        found = re.search(r"VmRSS:\s+(\d+) kB", (of / "status").read_text("ascii"))
        started = [int(child) for task in (of / "task").iterdir() for child in (task / "children").read_text().split()]
    except FileNotFoundError:  # it has just ended
        return 0.0
    return (int(found[1]) / 1024 if found else 0.0) + sum(map(memory_of, started))


def chapter(told: Told) -> str:
    """What came of a run, for docs/proof.md."""
    by_kind: dict[str, list[float]] = {}
    for answer in told.answers:
        by_kind.setdefault(answer.what, []).append(answer.seconds)
    whole = [answer.seconds for answer in told.answers]
    load = pathlib.Path("/proc/loadavg").read_text("ascii").split()[0]
    errors = ", ".join(f"{what} ({n})" for what, n in told.errors.most_common(8)) or "none"
    kept = p95(whole) <= P95 and not told.errors and not told.lost and not told.unasked and told.growth <= GROWTH
    lines = [
        f"{told.reviewers} reviewers for {told.seconds:.0f} s on a ledger of {told.reports:,} reports",
        f"({told.claims:,} claims) by loopback; each looks at a page for {LOOKS[0]:g} to {LOOKS[1]:g} s. They and",
        f"the desk share the machine, whose load was {load} on {os.cpu_count()} cores at the end.",
        f"{len(whole):,} requests, {len(whole) / told.seconds:.1f} a second. Asked for:",
        f"95 of 100 within {P95 * 1000:.0f} ms, no error, no lost",
        f"decision, memory flat: **{'kept' if kept else 'not kept in this run'}**.",
        "",
        f"- 95 of 100 requests within **{p95(whole) * 1000:.0f} ms**",
        f"- errors: {errors}",
        f"- decisions that a reviewer was told are kept and are not: **{told.lost}**; kept that nobody was told of:",
        f"  {told.unasked}; second decisions refused because somebody was quicker: {told.conflicts}",
        f"- problems that `rasd verify` finds afterwards: {told.problems}",
        *beside(told),
        f"- memory of the desk: {told.memory[len(told.memory) // 5]:.0f} MB after a fifth of the time,",
        f"  {told.memory[-1]:.0f} MB at the end",
        "",
        "| request | number | median, ms | 95 of 100, ms | slowest, ms |",
        "|---|--:|--:|--:|--:|",
    ]
    for what, took in sorted(by_kind.items(), key=lambda item: -len(item[1])):
        figures = (statistics.median(took), p95(took), max(took))
        lines.append(f"| {what} | {len(took):,} | {' | '.join(f'{figure * 1000:.0f}' for figure in figures)} |")
    return "\n".join(lines)


def beside(told: Told) -> list[str]:
    """What came of the reports that were brought in meanwhile, if any were."""
    if not BESIDE_ADDED:
        return []
    refused = f"{len(told.refused)} ({told.refused[0]})" if told.refused else "none"
    return [
        f"- `rasd add` beside them, {BESIDE_ADDED} calls: refused: {refused}; told of as added and not there:",
        f"  **{told.missing}**",
    ]


def p95(took: list[float]) -> float:
    """What 95 of 100 take at most."""
    return sorted(took)[min(len(took) - 1, int(0.95 * len(took)))]


def main() -> None:
    """Run it as asked, and print what came of it."""
    given: list[Any] = sys.argv[1:]
    kinds = (int, float, int, str)
    print(chapter(measured(*(kind(value) for kind, value in zip(kinds, given, strict=False)))))


if __name__ == "__main__":
    main()
