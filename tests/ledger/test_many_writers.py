"""Many people at once, killed in the middle, and with a clock that goes back: nothing that was acknowledged is lost."""

from __future__ import annotations

import datetime
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rasd.errors import Conflict
from rasd.ledger import chain, deciding, judging, seconding
from rasd.ledger.started import models
from rasd.ledger.store import Ledger

ROOT = Path(__file__).resolve().parents[2]
WRITERS = 50


@pytest.fixture
def claims(where: str, write: Callable[..., Path]) -> list[str]:
    """The ids of a claim for each writer, of as many reports, and one more for all of them."""
    texts = (f"قُتل {n + 3} جنود في هجوم على حاجز رقم {n} قرب حلب أمس." for n in range(WRITERS + 1))
    rows = [{"id": f"r-{n}", "text": text, "published": "2020-01-27"} for n, text in enumerate(texts)]
    with Ledger.open(where) as ledger:
        ledger.add([write(*rows)])
        found = {claim.report: claim.id for claim in ledger.claims(action="killed")}
    return [found[f"r-{n}"] for n in range(WRITERS + 1)]


class Writer(threading.Thread):
    """One of many: decides on its own claim, on the one that all want, judges a pair, and adds a report."""

    def __init__(self, number: int, where: str, claims: list[str], begin: threading.Barrier, file: Path) -> None:
        super().__init__()
        self.number, self.where, self.claims, self.begin, self.file = number, where, claims, begin, file
        self.conflicts = 0
        self.failed: BaseException | None = None

    def run(self) -> None:
        try:
            with Ledger.open(self.where, create=False) as ledger:
                self.begin.wait(60)
                self._write(ledger)
        except BaseException as error:
            self.failed = error
            self.begin.abort()

    def _write(self, ledger: Ledger) -> None:
        own, common, by = self.claims[self.number], self.claims[-1], f"writer {self.number}"
        ledger.decide(own, "accepted", by=by, seen=0)
        seen = 0
        while True:
            try:
                ledger.decide(common, ("accepted", "rejected")[self.number % 2], by=by, seen=seen)
                break
            except Conflict as conflict:
                self.conflicts += 1
                seen = conflict.key
                time.sleep(random.uniform(0, 0.2))  # as a person would look again
        ledger.judge(own, common, "same", by=by)
        assert ledger.add([self.file]).added == 1


def test_fifty_writers_at_once_lose_nothing(where: str, claims: list[str], tmp_path: Path) -> None:
    begin = threading.Barrier(WRITERS)
    writers = []
    for n in range(WRITERS):
        file = tmp_path / f"of-{n}.txt"
        file.write_text(f"أصيب {n + 200} مدنياً في قصف على القرية رقم {n} أمس.", encoding="utf-8")
        writers.append(Writer(n, where, claims, begin, file))
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    failed = [writer.failed for writer in writers if writer.failed]
    assert [error for error in failed if not isinstance(error, threading.BrokenBarrierError)] == []
    assert not failed
    assert sum(writer.conflicts for writer in writers) >= 1
    with Ledger.open(where, create=False) as ledger:
        made = list(models.Decision.objects.using(ledger.door.alias).order_by("key"))
        everyone = {f"writer {n}" for n in range(WRITERS)}
        assert {d.by for d in made if d.record_id == claims[-1]} == everyone
        common = [d for d in made if d.record_id == claims[-1]]
        assert [d.supersedes_id for d in common] == [None, *(d.key for d in common[:-1])]  # one chain, no branch
        assert {d.record_id: d.by for d in made if d.record_id != claims[-1]} == {
            claims[n]: f"writer {n}" for n in range(WRITERS)
        }
        assert {judged.by for judged in ledger.judgements()} == everyone
        assert ledger.info()["originals"] == 2 * WRITERS + 1
        assert not ledger.verify().problems


_AT_WORK = """
import itertools, sys
from rasd.ledger.store import Ledger
where, *claims = sys.argv[1:]
with Ledger.open(where, create=False) as ledger:
    for n in itertools.count():
        print("decided", ledger.decide(claims[n % len(claims)], ("accepted", "rejected")[n % 2], by="huda"), flush=True)
        verdict = ("same", "different")[n % 2]
        print("judged", ledger.judge(claims[0], claims[1], verdict, by="huda"), flush=True)
"""


def test_killed_while_people_decide_nothing_acknowledged_is_lost(where: str, claims: list[str]) -> None:
    dice = random.Random(20200126)
    told: set[tuple[str, int]] = set()
    for _ in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", _AT_WORK, where, *claims[:5]],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        first = [process.stdout.readline() for _ in range(4)]
        time.sleep(dice.uniform(0.02, 0.4))
        process.send_signal(signal.SIGKILL)
        lines = [*first, *process.stdout.read().splitlines()]
        process.wait()
        told |= {(what, int(key)) for what, key in (line.split() for line in lines if len(line.split()) == 2)}
        with Ledger.open(where, create=False) as ledger:
            assert not ledger.verify().problems
    with Ledger.open(where, create=False) as ledger:
        for what, model in (("decided", models.Decision), ("judged", models.Judgement)):
            kept = set(model.objects.using(ledger.door.alias).values_list("key", flat=True))
            acknowledged = {key for kind, key in told if kind == what}
            assert len(acknowledged) >= 3 and acknowledged <= kept
        logged = [json.loads(e.details or "{}") for e in ledger.log() if e.action == "decided"]
        assert {key for kind, key in told if kind == "decided"} <= {entry["decision"] for entry in logged}


def test_a_clock_that_goes_back_breaks_neither_the_order_nor_the_chain(
    where: str, claims: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter(datetime.datetime(2030 - n, 6, 1, tzinfo=datetime.UTC) for n in range(100))
    for module in (chain, deciding, judging, seconding):
        monkeypatch.setattr(module, "now", lambda: next(times))
    with Ledger.open(where, create=False) as ledger:
        ledger.decide(claims[0], "accepted", by="huda")
        ledger.decide(claims[0], "rejected", by="huda")
        ledger.judge(claims[0], claims[1], "same", by="huda")
        ledger.judge(claims[0], claims[1], "different", by="sami")
        _, seal = ledger.seal()
        assert [decided.verdict for decided in ledger.decisions()] == ["rejected"]
        assert [judged.verdict for judged in ledger.judgements()] == ["different"]
        entries = list(ledger.log())[-4:]
        assert [entry.at for entry in entries] == sorted((entry.at for entry in entries), reverse=True)
        found = ledger.verify(seal)
        assert not found.problems and found.sealed
