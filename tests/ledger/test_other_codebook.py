"""Five in a hundred entries of the codebook change: no decision is lost silently."""

from __future__ import annotations

import copy
import json
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rasd.codebook import book, gazetteer
from rasd.ledger.store import Ledger
from rasd.model import Report, to_json
from rasd.reading.knowledge import Knowledge
from rasd.resolving.claims import read

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))
SHARE = 0.05
WORDS = ("verbs", "nouns", "results", "phrases", "aliases")


def changed(documents: dict[str, Any], dice: random.Random) -> tuple[dict[str, Any], int, int]:
    """The codebook without some of its words and names; how many there were, and how many are gone."""
    other = copy.deepcopy(documents)
    total = gone = 0
    for entries in other.values():
        for entry in entries if isinstance(entries, list) else ():
            for kind in WORDS:
                words = entry.get(kind) or []
                total += len(words)
                kept = [word for word in words if dice.random() >= SHARE]
                gone += len(words) - len(kept)
                if kind in entry:
                    entry[kind] = kept
    return other, total, gone


def another(reports: list[Report]) -> Knowledge:
    """The knowledge of a changed codebook with which at least one of the reports is read otherwise."""
    usual = [[to_json(claim) for claim in read(report)] for report in reports]
    for seed in range(50):
        documents, total, gone = changed(book.load().documents, random.Random(seed))
        assert 0.03 < gone / total < 0.07
        knowledge = Knowledge(book.Codebook(documents), gazetteer.load())
        now = [[to_json(claim) for claim in read(report, knowledge=knowledge)] for report in reports]
        if [len(claims) for claims in now] != [len(claims) for claims in usual]:
            return knowledge
    raise AssertionError("fifty changes of the codebook have changed no claim")


def test_no_decision_is_lost_silently(ledger: Ledger, tmp_path: Path) -> None:
    import reports

    lines = [{"id": f"r-{i}", "text": t, "published": "2020-01-27"} for i, t in enumerate(reports.usual(8))]
    (tmp_path / "usual.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    ledger.add([tmp_path / "usual.jsonl"])
    decided = [claim.id for claim in ledger.claims()]
    assert len(decided) > 80
    for number, claim in enumerate(decided):
        fields = {"count.low": number, "count.high": None} if number % 3 == 0 else None
        ledger.decide(claim, "corrected" if fields else ("accepted", "rejected")[number % 2], fields=fields)
    knowledge = another([Report.from_text(**line) for line in lines])

    def reader(given: Iterable[Report]) -> Iterator[list[bytes]]:
        for report in given:
            yield [to_json(claim) for claim in read(report, knowledge=knowledge)]

    changes = list(ledger.reread(everything=True, reader=reader))
    assert any(change.differences for change in changes), "the change changed nothing: take another seed"
    carried = [sum(counts) for counts in zip(*(change.carried for change in changes), strict=True)]
    held = list(ledger.decisions())
    assert sum(carried) == len(held) == len(decided)
    current = {row.claim.id for row in ledger.rows(review="all")}
    orphaned = {decision.key for decision in ledger.decisions(orphaned=True)}
    assert len(orphaned) == carried[2]
    for decision in held:
        assert (decision.record_id in current) != (decision.key in orphaned)
    reviewed = {row.claim.id for row in ledger.rows(review="all") if row.review}
    assert reviewed == {decision.record_id for decision in held if decision.key not in orphaned}
    assert not ledger.verify().problems
    # With the codebook as it was every decision is where it was made.
    list(ledger.reread(everything=True))
    assert {decision.record_id for decision in ledger.decisions()} == set(decided)
    assert not list(ledger.decisions(orphaned=True))
