"""The codebook as it is loaded: forms, phrases, names, its version, and the compiled file."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from rasd.codebook import book
from rasd.codebook.book import Codebook, compile_to, documents, load, parse
from rasd.codebook.periods import told
from rasd.errors import CodebookError

ARMY = {"id": "aaa-army", "en": "Army of A", "ar": "جيش الألف", "kind": "army", "country": "LY"}


@pytest.fixture(scope="module")
def parsed() -> dict[str, Any]:
    return parse()


def with_actors(parsed: dict[str, Any], *entries: dict[str, Any]) -> Codebook:
    words = {name: document for name, document in parsed.items() if not name.startswith("actors/")}
    return Codebook({**words, "actors/made.yaml": list(entries)})


@pytest.mark.parametrize(
    ("form", "code", "kind"),
    [
        ("قتلوا", "killed", "verb"),
        ("يقتل", "killed", "verb"),
        ("اعتقالات", "arrested", "noun"),
        ("جريحين", "wounded", "result"),
        ("غارتان", "airstrike", "noun"),
    ],
)
def test_forms_are_derived_from_lemmas(form: str, code: str, kind: str) -> None:
    assert (code, kind) in {(f.lexeme.code, f.lexeme.kind) for f in load().actions[form]}


@pytest.mark.parametrize(("form", "number"), [("دبابه", "s"), ("دبابتين", "d"), ("دبابات", "p"), ("مدنيين", "x")])
def test_number_comes_back_with_the_form(form: str, number: str) -> None:
    assert number in {found.number for found in load().classes[form]}


def test_a_phrase_of_a_class_goes_with_every_form_of_its_head() -> None:
    for head, number in (("سياره", "s"), ("سيارات", "p"), ("سيارتين", "d")):
        found = {(p.rest, p.lexeme.code, p.number) for p in load().class_phrases[head]}
        assert (("اسعاف",), "vehicle.civilian", number) in found


def test_longer_phrases_come_first() -> None:
    for phrases in (*load().phrases.values(), *load().class_phrases.values()):
        lengths = [len(p.rest) for p in phrases]
        assert lengths == sorted(lengths, reverse=True)


def test_marks_in_an_alias_do_not_keep_it_from_being_met(parsed: dict[str, Any]) -> None:
    made = with_actors(parsed, ARMY | {"aliases": ["لواء «النور» - الكتيبة 7", "إل/إن"]})
    assert {"لواء النور الكتيبه 7", "ال ان"} <= made.aliases.keys()
    assert made.alias_heads["لواء"] == 4


def test_an_alias_that_needs_its_context_is_kept_apart(parsed: dict[str, Any]) -> None:
    made = with_actors(parsed, ARMY | {"aliases": [{"ar": "الجيش", "context": True}], "years": [2011, None]})
    assert "الجيش" not in made.aliases
    (actor,) = made.context_aliases["الجيش"]
    assert actor.context and actor.days == (20110101, 99991231)
    assert not actor.existed(told([2010, 2010])) and actor.existed(told([2030, 2030]))


def test_years_of_an_alias_go_before_those_of_the_actor(parsed: dict[str, Any]) -> None:
    alias = {"ar": "حرس الألف", "shared": True, "years": [2015, 2016]}
    made = with_actors(parsed, ARMY | {"aliases": [alias], "years": [2011, None]})
    assert made.aliases["حرس الالف"][0].days == (20150101, 20161231)


def test_the_neutral_name_is_shared_when_it_is_listed_so(parsed: dict[str, Any]) -> None:
    made = with_actors(parsed, ARMY | {"aliases": [{"ar": "جيش الألف", "shared": True, "framing": "official"}]})
    (actor,) = made.aliases["جيش الالف"]
    assert actor.shared and actor.framing == "official"


def test_two_actors_of_one_name_are_both_found(parsed: dict[str, Any]) -> None:
    alias = {"ar": "القوات المشتركة", "shared": True}
    other = ARMY | {"id": "bbb-army", "ar": "جيش الباء", "aliases": [alias]}
    made = with_actors(parsed, ARMY | {"aliases": [alias]}, other)
    assert [a.id for a in made.aliases["القوات المشتركه"]] == ["aaa-army", "bbb-army"]
    assert [row["id"] for row in made.find("القوات المشتركة")] == ["aaa-army", "bbb-army"]


def test_one_id_twice_is_refused(parsed: dict[str, Any]) -> None:
    with pytest.raises(CodebookError, match=r"actors/made\.yaml: two actors have the id aaa-army"):
        with_actors(parsed, ARMY, ARMY)


def test_find_tells_file_and_entry() -> None:
    rows = load().find("الدبابة")
    assert {"file": "objects.yaml", "id": "vehicle.tank", "ar": "دبابه", "kind": "class", "alias": "دبابه"} in rows
    assert load().find("أعلن")[0]["file"] == "cues.yaml"
    assert load().find("") == [] and load().find("\n") == []


def test_find_shows_names_that_need_their_context() -> None:
    names = [row for row in load().find("الوزارة") if row["file"].startswith("actors/")]
    assert len(names) > 10 and all(row["context"] for row in names)


def test_the_version_is_that_of_the_content(parsed: dict[str, Any]) -> None:
    assert Codebook(parsed).version == Codebook(dict(reversed(parsed.items()))).version
    other = copy.deepcopy(parsed)
    other["units.yaml"][0]["ar"].append("كيلومترات طولية")
    assert Codebook(other).version != Codebook(parsed).version


def test_the_compiled_codebook_is_the_parsed_one(parsed: dict[str, Any], tmp_path: Path) -> None:
    compile_to(tmp_path / "codebook.json")
    again = documents(compiled=tmp_path / "codebook.json")
    assert again == parsed and list(again) == list(parsed)
    assert documents(compiled=tmp_path / "none.json") == parsed


def test_a_compiled_file_does_not_hide_a_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_text("- قبل", encoding="utf-8")
    compiled = tmp_path / "codebook.json"
    compile_to(compiled, tmp_path)
    (tmp_path / "two.yaml").write_text("- بعد", encoding="utf-8")
    read: list[str] = []
    parsing = book._parsed
    monkeypatch.setattr(book, "_parsed", lambda path, data: read.append(path.name) or parsing(path, data))
    assert documents(tmp_path, compiled) == {"one.yaml": ["قبل"], "two.yaml": ["بعد"]}
    assert read == ["two.yaml"]


def test_what_is_no_yaml_is_told_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "units.yaml").write_text("- [", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"units\.yaml: not YAML"):
        parse(tmp_path)
