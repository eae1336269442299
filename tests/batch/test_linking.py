"""Linking on disk gives the judgements and incidents that linking in memory gives."""

from __future__ import annotations

import json
import random
from pathlib import Path

import msgspec
import pytest
import yaml
from batch.conftest import Batch
from made_archives import lines

import rasd
from rasd.batch import kept, linking
from rasd.batch.linked import LinkManifest, is_linked, link, linked_incidents
from rasd.batch.rowfiles import Shelf, rows_of
from rasd.errors import UsageError
from rasd.model import Claim, Judgement, Report, Sharing
from rasd.tallying.cells import tally

WARS = Path(__file__).resolve().parents[1] / "linking" / "wars"


def war_reports() -> list[dict[str, object]]:
    entries = [e for path in sorted(WARS.glob("*.yaml")) for e in yaml.safe_load(path.read_text(encoding="utf-8"))]
    rows = [row for entry in entries for row in entry["reports"]]
    return [
        {"id": f"r{n}", "published": day.isoformat(), "outlet": outlet, "text": text}
        for n, (day, outlet, text) in enumerate(rows)
    ]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Reports of four wars, some of them carried by two outlets, in an order that is nobody's."""
    told = war_reports()
    told += [{**report, "id": f"{report['id']}-copy", "outlet": "نسخة"} for report in told[:20]]
    random.Random(3).shuffle(told)
    path = tmp_path / "wars.jsonl"
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in told), encoding="utf-8")
    return path


def memory(out: Path) -> tuple[list[Claim], list[Report]]:
    folder, run = kept.opened(str(out))
    return list(kept.claims(folder, run)), list(kept.reports(folder, run))


@pytest.mark.parametrize("sharing", [Sharing.internal, Sharing.public])
def test_linked_on_disk_as_in_memory(
    archive: Path, tmp_path: Path, batch: Batch, sharing: Sharing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "_CHUNK", 40)
    batch(tmp_path / "out", archive, sharing=sharing, shard_size=40_000)
    done = link(str(tmp_path / "out"))
    claims, reports = memory(tmp_path / "out")
    judged = rasd.link(claims, reports)
    assert {j.verdict for j in judged} == {"same", "different", "sums_up"}
    on_disk = [
        msgspec.json.decode(row["record"], type=Judgement) for row in rows_of(tmp_path / "out" / "judgements.parquet")
    ]
    assert on_disk == judged
    folder, run = kept.opened(str(tmp_path / "out"))
    in_memory = rasd.incidents(claims, judged)
    assert list(linked_incidents(folder, run)) == in_memory
    assert (done.judgements, done.incidents) == (len(judged), len(in_memory))
    assert tally(linked_incidents(folder, run), ("month", "side")) == tally(in_memory, ("month", "side"))


def test_a_batch_is_linked_from_its_own_files_whatever_its_folder_is_called(tmp_path: Path, batch: Batch) -> None:
    """A pattern of SQL would find the neighbour's: «[1]» is «1» there, and «*» anything."""
    outs = [tmp_path / name / "out" for name in ("o1", "axb", "o[1]", "a*b", "shard-7")]
    for n, out in enumerate(outs):
        out.parent.mkdir()
        batch(out, lines(tmp_path / f"{n}.jsonl", 4 + n, first=20 * n), shard_size=2000)
    for out in outs:
        done = link(str(out))
        judged = rasd.link(*memory(out))
        assert (done.judgements, done.claims) == (len(judged), len(memory(out)[0])), out
        found = [row["record"] for row in rows_of(out / "judgements.parquet")]
        assert [msgspec.json.decode(record, type=Judgement) for record in found] == judged


def test_any_threshold_gives_what_it_gives_in_memory(archive: Path, tmp_path: Path, batch: Batch) -> None:
    batch(tmp_path / "out", archive, shard_size=10**9)
    claims, reports = memory(tmp_path / "out")
    judged = rasd.link(claims, reports)
    for threshold in (0.3, 0.8):
        assert link(str(tmp_path / "out"), threshold=threshold).threshold == threshold
        folder, run = kept.opened(str(tmp_path / "out"))
        assert list(linked_incidents(folder, run)) == rasd.incidents(claims, judged, threshold=threshold)


def test_what_cannot_be_linked_is_said(tmp_path: Path, batch: Batch) -> None:
    with pytest.raises(UsageError, match="holds no batch"):
        link(str(tmp_path / "nothing"))
    (tmp_path / "a.txt").write_text("قتل جندي في حلب أمس", encoding="utf-8")
    (tmp_path / "b.txt").write_text("قتل جندي في حماة أمس", encoding="utf-8")
    batch(tmp_path / "out", tmp_path / "a.txt", tmp_path / "b.txt", shard_size=1, part=(1, 2))
    with pytest.raises(UsageError, match="1 of 2 shards missing"):
        link(str(tmp_path / "out"))
    with pytest.raises(UsageError, match="no score"):
        link(str(tmp_path / "out"), threshold=2)


def test_a_batch_without_claims_has_no_incidents(tmp_path: Path, batch: Batch) -> None:
    (tmp_path / "a.txt").write_text("افتتح المعرض في المدينة أمس", encoding="utf-8")
    batch(tmp_path / "out", tmp_path / "a.txt")
    done = link(str(tmp_path / "out"))
    assert isinstance(done, LinkManifest)
    assert (done.claims, done.incidents) == (0, 0)
    folder, run = kept.opened(str(tmp_path / "out"))
    assert is_linked(folder)
    assert list(linked_incidents(folder, run)) == []


def test_a_shelf_gives_back_what_was_put_there(tmp_path: Path) -> None:
    shelf: Shelf[dict[str, int]] = Shelf(tmp_path / "shelf", kept=3)
    for n in range(10):
        shelf.add({"n": n})
    shelf.close()
    assert [shelf[n]["n"] for n in (9, 0, 9, 5, 1, 2, 9)] == [9, 0, 9, 5, 1, 2, 9]
    assert [item["n"] for item in shelf] == list(range(10))
    shelf.drop()
    assert not (tmp_path / "shelf").exists()
