"""The lint finds every kind of mistake, names its line, and is silent on the codebook that is shipped."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from rasd.codebook.book import DATA
from rasd.codebook.check import check
from rasd.codebook.schema import FILES

ACTORS = """\
- id: aaa-army
  en: Army of A
  ar: جيش الألف
  kind: army
  country: LY
  part_of: null
  years: [2011, null]
  aliases:
    - قوات الألف
    - {ar: عصابة الألف, framing: partisan}
  source: a register

- id: bbb-front
  en: Front of B
  ar: جبهة الباء
  kind: group
  country: null
  part_of: aaa-army
  years: [null, null]
  aliases:
    - {ar: الجبهة, context: true}
  source: null
  unsure: whether it still exists
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A small codebook that is in order: the words that are shipped, two actors, no places."""
    for name in sorted(FILES):
        shutil.copy(DATA / name, tmp_path / name)
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "few.yaml").write_text(ACTORS, encoding="utf-8")
    return tmp_path


def changed(data: Path, file: str, old: str, new: str) -> list[str]:
    path = data / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return check(data)


def test_the_codebook_that_is_shipped_is_in_order() -> None:
    assert check() == []


def test_the_small_codebook_is_in_order(data: Path) -> None:
    assert check(data) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("kind: army", "kind: host", 4, "unknown kind 'host'"),
        ("framing: partisan", "framing: hostile", 10, "unknown framing 'hostile'"),
        ("part_of: aaa-army", "part_of: aaa-navy", 18, "part_of names aaa-navy"),
        ("part_of: null", "successor_of: ccc", 6, "successor_of names ccc"),
        ("part_of: null", "part_of: bbb-front", 6, "aaa-army is part of itself"),
        ("id: bbb-front", "id: aaa-army", 1, "is in actors/few.yaml already"),
        ("id: bbb-front", "id: Front B", 13, "small letters"),
        ("years: [2011, null]", "years: [2011, 2001]", 7, "end before they begin"),
        ("years: [2011, null]", "years: [since 2011]", 7, "not a first and a last year"),
        ("country: LY", "country: Libya", 5, "'Libya' is no country code"),
        ("country: LY", "country: 218", 5, "country is a int"),
        ("  unsure: whether it still exists\n", "", 13, "no source"),
        ("part_of: null", "partof: null", 6, "unknown key 'partof'"),
        ("en: Army of A\n", "name: Army of A\n", 1, "en is missing"),
        ("framing: partisan", "framed: partisan", 10, "unknown key 'framed'"),
        ("context: true", "context: yes please", 21, "context is a str"),
        ("- قوات الألف", "- جبهة الباء", 9, "'جبهة الباء' names bbb-front too"),
        ("- قوات الألف", "- جيش الالف", 9, "is there already as 'جيش الألف'"),
        ("- قوات الألف", "- قوات الألف، الشرقية", 9, "over which no name is read"),
        ("- قوات الألف", '- ""', 1, "has no word in it"),
        ("- قوات الألف", '- "()"', 9, "has no word in it"),
        ("- قوات الألف", "- [قوات, الألف]", 1, "neither a name nor a mapping"),
        ("- قوات الألف", "- قـوات الألف", 9, "U+0640 is a tatweel"),
        ("- قوات الألف", "- قُوات الألف", 9, "U+064F is a diacritic"),
        ("- قوات الألف", "- ﻗوات الألف", 9, "U+FED7 is a presentation form"),
        ("- قوات الألف", "- قوات\u200f الألف", 9, "U+200F is an invisible character"),
    ],
)
def test_mistakes_in_an_actor(data: Path, old: str, new: str, line: int, message: str) -> None:
    found = changed(data, "actors/few.yaml", old, new)
    assert [m for m in found if m.startswith(f"actors/few.yaml:{line}: ") and message in m], found


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("actions.yaml", "- code: wounded", "- code: hurt", "unknown code 'hurt'"),
        ("actions.yaml", "- code: wounded", "- code: hurt", "the code wounded has no entry"),
        ("actions.yaml", "- code: wounded", "- code: killed", "two entries have the code killed"),
        ("actions.yaml", "past: جرح, present: يجرح", "past: جرح, present: يجلس", "the present 'يجلس' does not fit"),
        ("actions.yaml", "past: جرح, present: يجرح", "past: جرح, present: جرح", "the present 'جرح' does not fit"),
        ("actions.yaml", "past: جرح, present: يجرح", "past: جرح", "present is missing"),
        ("actions.yaml", "voice: undergo", "voice: passive", "unknown voice 'passive'"),
        ("actions.yaml", "object: person", "object: people", "object 'people' is no code"),
        ("actions.yaml", "weak: true", "feeble: true", "unknown key 'feeble'"),
        ("actions.yaml", "past: جرح, present: يجرح", "past: دمر, present: يدمر", "'دمر' stands under"),
        ("objects.yaml", "- code: vehicle.tank", "- code: vehicle.cart", "unknown code 'vehicle.cart'"),
        ("objects.yaml", "[دبابة/دبابات", "[حافلة, دبابة/دبابات", "'حافلة' stands under vehicle.tank too"),
        ("objects.yaml", "+nation+party", "+nation+team", "unknown sign +team"),
        ("units.yaml", "[متر,", "[كم, متر,", "'كم' is a unit already"),
        ("cues.yaml", "negation: [", "negation: [زعم, بحسب, ", "'بحسب' is a cue under according and a negation"),
        ("cues.yaml", "negation: [", "negations: [", "unknown key 'negations'"),
        ("cues.yaml", "negation: [", "negations: [", "negation is missing"),
        ("cues.yaml", "  site: [", "  site: [قرية, ", "'قرية' stands under settlement and site"),
        ("cues.yaml", "زعم/يزعم", "زعم/يزعم, قال/يقول", "'قال/يقول' stands under says and claims"),
        ("cues.yaml", "  heads: [", "  titles: [", "missing part 'heads' of speakers"),
        ("weights.yaml", "  wording:", "  words:", "no feature is called 'words'"),
        ("weights.yaml", "  wording:", "  words:", "wording has no weight"),
        ("weights.yaml", "  aside: -1.0", "  aside: 1.0", "aside speaks against one incident"),
        ("weights.yaml", "  aside: -1.0", "  aside: much", "the weight of aside is no number"),
        ("weights.yaml", "threshold: 0.5", "threshold: 4", "the threshold is 4"),
        ("weights.yaml", "threshold: 0.5", "limit: 0.4", "threshold is missing"),
        ("weights.yaml", "everyday: [", "everyday: [من, ", "من stands twice"),
    ],
)
def test_mistakes_in_the_words(data: Path, file: str, old: str, new: str, message: str) -> None:
    found = changed(data, file, old, new)
    assert [m for m in found if re.match(rf"{file}:\d+: ", m) and message in m], found


def test_a_shared_name_has_to_be_called_shared_by_all(data: Path) -> None:
    (data / "actors" / "few.yaml").write_text(
        ACTORS.replace("- قوات الألف", "- {ar: لواء النور, shared: true}").replace(
            "- {ar: الجبهة, context: true}", "- {ar: لواء النور, shared: true}"
        ),
        encoding="utf-8",
    )
    assert check(data) == []
    found = changed(data, "actors/few.yaml", "- {ar: لواء النور, shared: true}", "- لواء النور")
    assert found == [
        "actors/few.yaml:9: 'لواء النور' names bbb-front too. Say shared: true at each, or context: true, or remove it."
    ]


def test_the_neutral_name_itself_may_be_shared(data: Path) -> None:
    text = ACTORS.replace("ar: جبهة الباء", "ar: جيش الألف").replace(
        "- {ar: الجبهة, context: true}", "- {ar: جيش الألف, shared: true}"
    )
    (data / "actors" / "few.yaml").write_text(
        text.replace("- قوات الألف", "- {ar: جيش الألف, shared: true}"), encoding="utf-8"
    )
    assert check(data) == []


def test_a_file_that_nobody_loads(data: Path) -> None:
    (data / "notes.txt").write_text("to do", encoding="utf-8")
    (data / "verbs.yaml").write_text("[]", encoding="utf-8")
    assert [m.split(":")[0] for m in check(data) if "nothing loads" in m] == ["notes.txt", "verbs.yaml"]


def test_a_file_that_is_missing(data: Path) -> None:
    (data / "units.yaml").unlink()
    assert check(data) == ["units.yaml:1: the file is missing. Put it back."]


def test_a_file_that_is_no_yaml_does_not_hide_the_others(data: Path) -> None:
    (data / "units.yaml").write_text("- {code: km, ar: [كم\n- x", encoding="utf-8")
    found = changed(data, "actors/few.yaml", "kind: army", "kind: host")
    assert any(re.match(r"units.yaml:\d: not YAML", m) for m in found)
    assert any("unknown kind" in m for m in found)


@pytest.mark.parametrize("text", ["", "[]", "a: 1", "- 1", "- {id: 3}", "just words", "- {id: a-b, ar: 5, aliases: 7}"])
def test_files_of_another_shape_are_told_not_stumbled_over(data: Path, text: str) -> None:
    for name in ("actions.yaml", "objects.yaml", "units.yaml", "cues.yaml", "place_words.yaml", "actors/few.yaml"):
        (data / name).write_text(text, encoding="utf-8")
    assert check(data)


def test_a_row_of_places_that_is_wrong(data: Path) -> None:
    shutil.copytree(DATA / "places", data / "places")
    table = data / "places" / "features.tsv"
    table.write_text(table.read_text(encoding="utf-8") + "rasd:x\tاسم\n", encoding="utf-8")
    assert [m for m in check(data) if m.startswith("places:1: ") and "features.tsv" in m]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("office:", "offise:", "unknown class 'offise'"),
        ("[ملازم, نقيب,", "[ملازم, نقيب, نقيب,", "stands in rank already"),
        ("includes: [rank, office]", "includes: [rank, witness]", "no class above it"),
        ("  means: A rank of", "  meaning: A rank of", "unknown key 'meaning'"),
        ("words: [محرر, بارز, ميداني]", "words: محرر", "no list of words"),
        ("[مسؤول, مسؤولة,", "[مسؤول, مسؤولة, وزير,", "وزير stands in office already"),
    ],
)
def test_classes_of_words(data: Path, old: str, new: str, told: str) -> None:
    assert any(
        told in message and message.startswith("word_classes.yaml:")
        for message in changed(data, "word_classes.yaml", old, new)
    )
