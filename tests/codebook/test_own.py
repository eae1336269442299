"""A user's own actors and aliases: checked before they are used, and found by reading from then on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rasd.codebook import book, own
from rasd.errors import CodebookError, UsageError

ACTOR = """
- id: own-river-guard
  en: River Guard
  ar: حرس النهر
  kind: group
  country: SY
  part_of: null
  source: "a press release of 2 May 2021"
  aliases:
    - لواء حرس النهر
"""
ALSO = """
- also: syr-sdf
  aliases:
    - جند الفرات الأعلى
  source: "a press release of 2 May 2021"
"""


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASD_DATA_DIR", str(tmp_path / "data"))


def written(tmp_path: Path, text: str, name: str = "ours.yaml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def known() -> book.Codebook:
    return book.Codebook(own.merged(book.documents()))


def test_actors_and_aliases_are_added(tmp_path: Path) -> None:
    before = known()
    assert own.add(written(tmp_path, ACTOR + ALSO)) == 2
    after = known()
    assert [actor.id for actor in after.aliases["لواء حرس النهر"]] == ["own-river-guard"]
    assert [actor.id for actor in after.aliases["جند الفرات الاعلي"]] == ["syr-sdf"]
    assert after.version != before.version
    own.remove("ours")
    assert known().version == before.version


def test_reading_finds_them_in_a_new_process(tmp_path: Path) -> None:
    report = written(tmp_path, "أعلن لواء حرس النهر مقتل ثلاثة جنود في هجوم على مدينة الرقة أمس.", "report.txt")
    run = [sys.executable, "-m", "rasd"]
    environment = {**os.environ, "PYTHONPATH": str(Path(book.__file__).parents[2])}
    read = [*run, "read", "--format", "jsonl", str(report)]
    assert b"own-river-guard" not in subprocess.run(read, env=environment, capture_output=True, check=True).stdout
    applied = [*run, "codebook", "apply", str(written(tmp_path, ACTOR))]
    subprocess.run(applied, env=environment, capture_output=True, check=True)
    assert b"own-river-guard" in subprocess.run(read, env=environment, capture_output=True, check=True).stdout
    listed = subprocess.run([*run, "codebook", "own"], env=environment, capture_output=True, check=True, text=True)
    assert listed.stdout.startswith("ours\t1\t")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- id: [", "not YAML"),
        ("just words", "no list of actors"),
        (ACTOR.replace("kind: group", "kind: gang"), "unknown kind"),
        (ACTOR.replace("own-river-guard", "syr-sdf"), "is in actors/"),
        (ACTOR.replace("لواء حرس النهر", "قوات سوريا الديمقراطية"), "names syr-sdf too"),
        (ALSO.replace("syr-sdf", "no-such"), "no actor has this id"),
        (ALSO.replace("  source", "  kind"), "nothing else"),
    ],
)
def test_a_mistake_is_named_and_changes_nothing(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(CodebookError, match=told):
        own.add(written(tmp_path, text))
    assert own.files() == []


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        own.add(tmp_path / "nowhere.yaml")
    with pytest.raises(UsageError, match="There are: none"):
        own.remove("../../etc/passwd")


def test_entries_are_written_as_they_are_read(tmp_path: Path) -> None:
    entries = own._read(written(tmp_path, ACTOR + ALSO))
    assert own._read(written(tmp_path, own.written(entries), "again.yaml")) == entries


def test_words_are_added_to_their_class(tmp_path: Path) -> None:
    assert own.add(written(tmp_path, "- class: office\n  words: [باشكاتب]\n")) == 1
    assert "باشكاتب" in known().word_classes.office
    assert "باشكاتب" in known().word_classes.public  # which includes it


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- class: offices\n  words: [باشكاتب]\n", "there is no such class"),
        ("- class: office\n  words: باشكاتب\n", "as a list"),
        ("- class: office\n  words: [باشكاتب]\n  source: x\n", "nothing else"),
        ("- class: office\n  words: [وزير]\n", "stands in office already"),
    ],
)
def test_words_that_do_not_fit_are_refused(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(CodebookError, match=told):
        own.add(written(tmp_path, text))
