"""Relations between actors: which hold on which days, whom a side takes in, and what the lint says of mistakes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rasd.codebook.book import DATA, load
from rasd.codebook.check import check
from rasd.codebook.periods import Period, told
from rasd.codebook.relations import Relations
from rasd.codebook.schema import FILES

ENTRIES = {
    "aaa-state": {"id": "aaa-state", "kind": "state"},
    "aaa-old": {"id": "aaa-old", "relations": [{"governs": "aaa-state", "until": "2024-12-08"}]},
    "aaa-new": {"id": "aaa-new", "relations": [{"governs": "aaa-state", "from": "2024-12-09"}]},
    "aaa-ministry": {
        "id": "aaa-ministry",
        "relations": [{"part_of": "aaa-old", "until": "2024-12-08"}, {"part_of": "aaa-new", "from": "2024-12-09"}],
    },
    "aaa-minister": {"id": "aaa-minister", "kind": "person", "part_of": "aaa-ministry", "years": [2020, 2022]},
    "bbb-army": {
        "id": "bbb-army",
        "relations": [{"allied_with": "aaa-old", "in": ["SY"], "from": "2015-09-30", "until": 2020}],
    },
    "bbb-fleet": {"id": "bbb-fleet", "part_of": "bbb-army"},
}
KNOWN = Relations(ENTRIES)


def day(text: str) -> Period:
    return told([text, text])


def ids(side: str, when: Period | None, country: str | None = None, *, allies: bool = True) -> set[str]:
    return {e for e in ENTRIES if KNOWN.belongs(e, side, when, country, allies=allies)}


def test_what_a_body_is_part_of_changes_with_the_days() -> None:
    assert KNOWN.wholes("aaa-ministry", day("2024-12-08")) == ("aaa-ministry", "aaa-old")
    assert KNOWN.wholes("aaa-ministry", day("2024-12-09")) == ("aaa-ministry", "aaa-new")
    assert KNOWN.wholes("aaa-ministry", told(["2024-12-08", "2024-12-09"])) == ("aaa-ministry",)
    assert KNOWN.wholes("aaa-ministry", None) == ("aaa-ministry",)


def test_a_government_is_a_side_of_its_own_and_taken_in_by_its_state() -> None:
    assert KNOWN.wholes("aaa-old", day("2010-01-01")) == ("aaa-old",)
    assert ids("aaa-state", day("2010-01-01")) == {"aaa-state", "aaa-old", "aaa-ministry"}
    assert ids("aaa-state", day("2025-01-01")) == {"aaa-state", "aaa-new", "aaa-ministry"}


def test_a_person_is_part_of_a_body_while_in_office() -> None:
    assert "aaa-minister" in ids("aaa-old", day("2021-05-01"))
    assert "aaa-minister" not in ids("aaa-old", day("2023-05-01"))


def test_an_alliance_holds_both_ways_in_its_countries_and_days_with_the_parts_of_the_ally() -> None:
    assert {"bbb-army", "bbb-fleet"} <= ids("aaa-old", day("2016-01-01"), "SY")
    assert {"aaa-old", "aaa-ministry"} <= ids("bbb-army", day("2016-01-01"), "SY")
    for when, country in (
        (day("2016-01-01"), "UA"),
        (day("2016-01-01"), None),
        (day("2015-09-29"), "SY"),
        (None, "SY"),
    ):
        assert "bbb-army" not in ids("aaa-old", when, country)
    assert "bbb-army" not in ids("aaa-old", day("2016-01-01"), "SY", allies=False)


def test_an_ally_of_a_part_is_an_ally_of_the_whole_but_not_of_another_part() -> None:
    assert "bbb-army" in ids("aaa-state", day("2016-01-01"), "SY")
    assert "bbb-army" not in ids("aaa-ministry", day("2016-01-01"), "SY")


@pytest.mark.parametrize(
    ("actor", "when", "largest"),
    [
        ("sdn-rapid-support-forces", "2022-06-01", "sdn-state"),
        ("sdn-rapid-support-forces", "2023-04-15", "sdn-rapid-support-forces"),
        ("syr-defence-ministry", "2020-01-01", "syr-government"),
        ("syr-defence-ministry", "2025-02-01", "syr-transitional-government"),
        ("syr-ypg", "2014-10-01", "syr-ypg"),
        ("syr-ypg", "2016-10-01", "syr-sdf"),
        ("afg-army", "2020-01-01", "afg-state"),
        ("afg-army", "2022-01-01", "afg-taliban"),
        ("lby-gna-forces", "2019-06-01", "lby-government-of-national-accord"),
        ("lby-libyan-national-army", "2019-06-01", "lby-libyan-national-army"),
    ],
)
def test_who_was_part_of_whom_in_the_wars(actor: str, when: str, largest: str) -> None:
    assert load().relations.wholes(actor, day(when))[-1] == largest


def test_every_relation_of_the_codebook_lies_in_the_years_of_its_actors() -> None:
    actors = load().actors
    for entry in actors.values():
        for item in entry.get("relations", ()):
            other = actors[item.get("part_of") or item.get("allied_with") or item["governs"]]
            days = told([item.get("from"), item.get("until")])
            for lived in (told(entry.get("years")), told(other.get("years"))):
                assert item.get("from") is None or lived[0] // 10_000 <= days[0] // 10_000, (entry["id"], item)
                assert item.get("until") is None or days[1] // 10_000 <= lived[1] // 10_000, (entry["id"], item)


# ---- the lint

ACTORS = """\
- id: aaa-army
  en: Army of A
  ar: جيش الألف
  kind: army
  country: LY
  relations:
    - {part_of: aaa-state, from: 2011, until: 2015-03-01, source: a register}
    - {allied_with: bbb-front, in: [LY], from: 2012, source: a register}
  source: a register
- id: aaa-state
  en: A
  ar: دولة الألف
  kind: state
  country: LY
  source: a register
- id: bbb-front
  en: Front of B
  ar: جبهة الباء
  kind: group
  country: null
  source: a register
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in sorted(FILES):
        shutil.copy(DATA / name, tmp_path / name)
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "few.yaml").write_text(ACTORS, encoding="utf-8")
    return tmp_path


def test_relations_that_are_in_order(data: Path) -> None:
    assert check(data) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("{part_of: aaa-state", "{part_of: aaa-land", 7, "part_of names aaa-land, which no entry has"),
        ("{allied_with: bbb-front", "{allied_with: aaa-army", 8, "aaa-army is related to itself"),
        ("{part_of: aaa-state", "{governs: bbb-front", 7, "governs names bbb-front, which is no state"),
        ("{part_of: aaa-state, from", "{from", 6, "this has 0 of them"),
        ("{part_of: aaa-state", "{part_of: aaa-state, allied_with: bbb-front", 7, "this has 2 of them"),
        ("from: 2011, until: 2015-03-01", "from: 2016, until: 2015-03-01", 7, "ends (2015-03-01) before it begins"),
        ("until: 2015-03-01", "until: 1.3.2015", 7, "are no years or days"),
        ("until: 2015-03-01", "until: 2015-02-31", 7, "are no years or days"),
        ("until: 2015-03-01, source: a register", "until: 2015-03-01", 7, "source is missing"),
        ("{part_of: aaa-state, from: 2011", "{part_of: aaa-state, in: [LY]", 7, "only an alliance holds in some"),
        ("in: [LY]", "in: [Libya]", 8, "'Libya' is no country code"),
        ("{allied_with: bbb-front, in: [LY], from: 2012", "{part_of: bbb-front, from: 2014", 8, "on one day"),
        (
            "  country: LY\n  relations:",
            "  country: LY\n  part_of: aaa-state\n  relations:",
            6,
            "part_of is told twice",
        ),
        ("    - {part_of", "    - until 2015\n    - {part_of", 1, "is no mapping"),
        (
            "kind: group\n",
            "kind: group\n  relations: [{allied_with: aaa-army, from: 2013, source: x}]\n",
            8,
            "tells of its alliance with aaa-army too",
        ),
        (
            "kind: state\n",
            "kind: state\n  relations: [{part_of: aaa-army, from: 2020, source: x}]\n",
            7,
            "aaa-army is part of itself",
        ),
    ],
)
def test_mistakes_in_relations(data: Path, old: str, new: str, line: int, message: str) -> None:
    path = data / "actors" / "few.yaml"
    assert old in ACTORS
    path.write_text(ACTORS.replace(old, new, 1), encoding="utf-8")
    found = check(data)
    assert [m for m in found if m.startswith(f"actors/few.yaml:{line}: ") and message in m], found
