"""Points that nobody has checked are given with a radius no smaller than what they may be off."""

from __future__ import annotations

import pytest

from rasd.codebook.gazetteer import OWN_TABLES, PLACES, UNCHECKED, load, unchecked_km
from rasd.reading.knowledge import default
from rasd.resolving.mentions import inspect

HEADS = {"town": "بلدة", "village": "قرية", "neighbourhood": "حي", "camp": "مخيم", "admin2": "محلية"}
TABLES = [(PLACES / name).read_text(encoding="utf-8").splitlines() for name in OWN_TABLES]
ROWS = [row for lines in TABLES for line in lines if UNCHECKED in (row := line.split("\t"))[9]]
#: Points that another place, which is documented, has too.
ELSEWHERE = {(e.lat, e.lon) for e in load().entries if e.id not in {row[0] for row in ROWS}}

#: How far the least uncertain of the places at a point may be off.
LEAST: dict[tuple[float, float], float] = {}
for row in ROWS:
    at = float(row[6]), float(row[7])
    LEAST[at] = min(unchecked_km(row[5]), LEAST.get(at, 1e9))


@pytest.mark.parametrize("headed", [False, True])
def test_no_unchecked_point_is_given_for_more_than_it_is(headed: bool) -> None:
    met = 0
    for _, names, _, country, _, kind, lat, lon, _, _ in ROWS:
        if (float(lat), float(lon)) in ELSEWHERE:
            continue
        name = names.partition("|")[0]
        text = f"{HEADS[kind]} {name}" if headed and kind in HEADS else name
        for found in inspect(text, country, default()):
            if found["status"] == "resolved" and (found["lat"], found["lon"]) == (float(lat), float(lon)):
                met += 1
                assert found["radius_km"] >= LEAST[found["lat"], found["lon"]], (text, found)
    assert met > 100
