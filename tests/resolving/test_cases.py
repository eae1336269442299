"""Runs the cases that stand beside the resolving of places (``src/rasd/resolving/*.cases.yaml``).

A case is a line of text, where its source is from, and the places that must be found in it, in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from rasd.reading.knowledge import default
from rasd.resolving.geometry import distance_km
from rasd.resolving.mentions import inspect
from rasd.resolving.rules import PLACES

FOLDER = Path(__file__).resolve().parents[2] / "src" / "rasd" / "resolving"
CASE_KEYS = {"in", "country", "from", "finds", "known-failure"}
#: ``candidates``: countries that must be among them, [] for none at all; ``at``: [lat, lon, km].
FACETS = {"text", "status", "name", "country", "admin1", "level", "relation", "reason", "candidates", "at", "radius_km"}


def cases() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(FOLDER.glob("*.cases.yaml")):
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1):
            yield f"{path.name.removesuffix('.cases.yaml')}-{number}", case


ALL = list(cases())


def wrong(wanted: dict[str, Any], found: dict[str, Any]) -> list[str]:
    faults = []
    for key, value in wanted.items():
        if key == "candidates":
            countries = {c["country"] for c in found["candidates"]}
            fits = set(value) <= countries if value else not countries
        elif key == "at":
            lat, lon, km = value
            fits = found["lat"] is not None and distance_km(lat, lon, found["lat"], found["lon"]) <= km
        else:
            fits = found[key] == value
        if not fits:
            faults.append(f"{found['text']}: {key} is {found.get(key)!r}, not {value!r}")
    return faults


def faults(case: dict[str, Any]) -> list[str]:
    found = inspect(case["in"], case.get("country"), default())
    if [p["text"] for p in found] != [w["text"] for w in case["finds"]]:
        return [f"found {[p['text'] for p in found]}"]
    return [fault for wanted, place in zip(case["finds"], found, strict=True) for fault in wrong(wanted, place)]


@pytest.mark.parametrize("case", [c for _, c in ALL], ids=[n for n, _ in ALL])
def test_case(case: dict[str, Any]) -> None:
    assert set(case) <= CASE_KEYS and case["from"]
    assert all(set(row) <= FACETS for row in case["finds"])
    found = faults(case)
    if "known-failure" in case:
        assert found, "this known failure is resolved now: remove its 'known-failure' line"
        pytest.xfail(case["known-failure"])
    assert not found, "\n".join([case["in"], *found])


def test_there_are_enough_cases() -> None:
    assert sum(name.startswith("homonyms") for name, _ in ALL) >= 40
    assert sum(name.startswith("descriptors") for name, _ in ALL) >= 60


def test_every_rule_has_a_case_that_makes_it_decide() -> None:
    decided = {p["reason"] for _, case in ALL for p in inspect(case["in"], case.get("country"), default())}
    assert decided == set(PLACES)
