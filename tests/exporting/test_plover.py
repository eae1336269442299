"""PLOVER 0.8: its fields and lists by name, nothing guessed, the range beside the figure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from made_claims import claim
from made_exports import TODAY

from rasd.errors import UsageError
from rasd.exporting import plover
from rasd.exporting.formats import export
from rasd.exporting.tables import Share, share_of
from rasd.linking.incidents import linked
from rasd.model import Claim

#: The fields of a record in the manual, those that it requires first.
REQUIRED = {"id", "date", "source", "event"}
FIELDS = REQUIRED | set(
    "has_event time enddate endtime recipient event_loc event_text quad_code event_scale mode context size link text "
    "text_info cite_info coder coded_date coded_time comment".split()
)
#: The modes of the categories that we write.
MODES = {
    "ASSAULT": "abduct beat torture execute sexual assassinate destroy primitive firearms explosives suicide-attack "
    "heavy-weapons cleansing massacre unconventional sideAB",
    "COERCE": "confiscate restrict ban censor curfew martial-law arrest deport withhold",
    "MOBILIZE": "troops weapons police militia",
    "RETREAT": "withdraw release return disarm ceasefire access resign",
}


def records(claims: list[Claim], folder: Path) -> list[dict[str, Any]]:
    share = share_of(claims, linked(claims), today=TODAY)
    export("plover", share, folder / "out.jsonl")
    return [json.loads(line) for line in (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()]


def test_a_record_has_what_is_required_and_no_field_of_another_name(public: Share, tmp_path: Path) -> None:
    export("plover", public, tmp_path / "out.jsonl")
    for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        assert set(record) >= REQUIRED
        assert {key for key in record if not key.startswith("rasd_")} <= FIELDS
        assert "سامر" not in line


def test_categories_and_modes_are_from_the_lists() -> None:
    for kind in plover.KINDS.values():
        assert kind.mode is None or kind.mode in MODES[kind.event].split(), kind
        assert kind.event in plover.QUADS


def test_every_action_of_the_codebook_has_a_category_or_is_known_to_have_none() -> None:
    from rasd.codebook.book import load

    actions = {entry["code"] for entry in load().documents["actions.yaml"]}
    assert actions - set(plover.KINDS) == {"missing", "displaced"}


def test_figures_stand_by_their_names_with_their_range(tmp_path: Path) -> None:
    one = claim("a-1", "killed", 7, day="2020-01-05", published="2020-01-06", agent="syr-state", speaker="m")
    other = claim("b-1", "killed", 9, day="2020-01-05", published="2020-01-06", agent="syr-state", speaker="n")
    [record] = records([one, other], tmp_path)
    assert record["size"] == {"dead": 7, "rasd_dead_low": 7, "rasd_dead_high": 9}
    assert (record["date"], record["event"], record["quad_code"]) == ("2020-01-05", ["ASSAULT"], 4)
    assert record["source"] == [
        {"code": "SYR", "sector": "GOV", "identifier_text": "syr-state", "rasd_id": "syr-state"}
    ]


def test_both_sides_of_a_clash_are_sources(tmp_path: Path) -> None:
    [record] = records(
        [claim("a-1", "clash", day="2020-01-05", agent="syr-state", patient="int-islamic-state")], tmp_path
    )
    assert [actor["code"] for actor in record["source"]] == ["SYR", "IMG"]
    assert record["recipient"] == []


def test_what_has_no_day_is_left_out(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no incident has a day"):
        records([claim("a-1", "displaced", 300, day="2020-01-05")], tmp_path)
    assert list(tmp_path.iterdir()) == []
