"""A batch into a ledger and into tallies: the same as if its reports had been added and counted one by one."""

from __future__ import annotations

import json
from pathlib import Path

import made_archives
import pytest
from batch.conftest import Batch
from batch.test_inputs import run_rasd

import rasd
from rasd.batch import Reading, kept, read_all
from rasd.batch.importing import import_into
from rasd.batch.linked import link
from rasd.errors import RasdError
from rasd.loading import load
from rasd.model import Report, Sharing, to_json
from rasd.showing.incidents import incidents_of_batch
from rasd.tallying.cells import tally


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return made_archives.corpus(tmp_path / "in")


def told(ledger: rasd.Ledger) -> list[bytes]:
    return sorted(to_json(claim) for claim in ledger.claims())


def test_imported_as_if_added(archive: Path, tmp_path: Path, batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    with rasd.Ledger.open(tmp_path / "added.db") as ledger:
        added = ledger.add([archive])
        claims, originals = told(ledger), ledger.info()["originals"]
    batch(tmp_path / "out", archive)
    read: list[Report] = []
    monkeypatch.setattr(rasd.resolving.claims, "read", lambda report: read.append(report))
    with rasd.Ledger.open(tmp_path / "imported.db") as ledger:
        done = import_into(ledger, str(tmp_path / "out"))
        assert (done.added, done.seen, done.failed) == (added.added, added.seen, added.failed)
        assert told(ledger) == claims
        assert ledger.info()["originals"] == originals
        assert not ledger.verify().problems
        assert not read, "a report was read again"
        again = import_into(ledger, str(tmp_path / "out"))
        assert (again.added, again.seen, again.claims) == (0, 0, 0)
        assert told(ledger) == claims


def test_a_public_batch_is_read_again(tmp_path: Path, batch: Batch) -> None:
    made_archives.lines(tmp_path / "a.jsonl", 12)
    batch(tmp_path / "out", tmp_path / "a.jsonl", sharing=Sharing.public)
    notes: list[str] = []
    with rasd.Ledger.open(tmp_path / "rasd.db") as ledger:
        done = import_into(ledger, str(tmp_path / "out"), note=notes.append)
        whole = [r for o in read_all(load([tmp_path / "a.jsonl"])) if isinstance(o, Reading) for r in o.records]
        assert told(ledger) == sorted(whole)
    assert done.added == 12
    assert "claims are masked; its reports are read again" in notes[0]


def test_an_input_that_is_gone_or_changed_is_a_failure(tmp_path: Path, batch: Batch) -> None:
    for name in "abc":
        made_archives.lines(tmp_path / f"{name}.jsonl", 3, ord(name))
    batch(tmp_path / "out", *(tmp_path / f"{name}.jsonl" for name in "abc"))
    (tmp_path / "a.jsonl").unlink()
    (tmp_path / "b.jsonl").write_text(made_archives.line(500), encoding="utf-8")
    said: list[RasdError] = []
    with rasd.Ledger.open(tmp_path / "rasd.db") as ledger:
        done = import_into(ledger, str(tmp_path / "out"), complain=said.append)
    assert done.added == 3
    assert [str(error).partition(":")[0].rpartition("/")[2] for error in said] == ["a.jsonl", "b.jsonl"]


def test_tallies_of_a_batch(tmp_path: Path, batch: Batch) -> None:
    archive = made_archives.lines(tmp_path / "a.jsonl", 40)
    for sharing in (Sharing.internal, Sharing.public):
        out = tmp_path / sharing
        batch(out, archive, sharing=sharing)
        folder, run = kept.opened(str(out))
        claims = list(kept.claims(folder, run))
        judged = rasd.link(claims, list(kept.reports(folder, run)))
        expected = [to_json(cell) for cell in tally(rasd.incidents(claims, judged), ("month", "object")).cells]
        assert expected
        assert [to_json(c) for c in tally(incidents_of_batch(str(out)), ("month", "object")).cells] == expected
        linked = run_rasd(tmp_path, "batch", "link", str(out)) if sharing is Sharing.internal else link(str(out))
        assert "incidents" in str(linked)
        done = run_rasd(tmp_path, "tally", str(out), "--by", "month,object", "--format", "jsonl")
        assert done.stdout.encode().splitlines() == expected


def test_masked_claims_are_not_given_spans_that_nobody_read(tmp_path: Path, batch: Batch) -> None:
    batch(tmp_path / "out", made_archives.lines(tmp_path / "a.jsonl", 5), sharing=Sharing.public)
    done = run_rasd(tmp_path, "incidents", "out", "--format", "jsonl")
    assert done.returncode == 2
    assert "its claims are masked" in done.stderr
    imported = run_rasd(tmp_path, "ledger", "import", "out")
    assert imported.stdout.startswith("5 added"), imported.stderr
    claims = run_rasd(tmp_path, "claims", "--format", "jsonl").stdout.splitlines()
    assert json.loads(claims[0])["evidence"]["span"]
    assert run_rasd(tmp_path, "ledger", "import", ".").returncode == 2
