"""Asking: every filter narrows rightly, on both databases alike, and no question reads the whole table."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made_reports import TEXTS

from rasd.errors import UsageError
from rasd.ledger.asking import Question, query
from rasd.ledger.store import Ledger
from rasd.model import Claim


@pytest.fixture
def filled(ledger: Ledger, reports: Path) -> Ledger:
    ledger.add([reports])
    return ledger


def asked(ledger: Ledger, **question: Any) -> list[Claim]:
    return list(ledger.claims(**question))


def test_codes_and_what_is_below_them(filled: Ledger) -> None:
    every = asked(filled)
    assert {claim.action for claim in asked(filled, action="killed")} == {"killed"}
    people = asked(filled, object="person")
    assert {claim.object for claim in people} >= {"person.combatant", "person.civilian", "person.child"}
    assert len(people) == sum(1 for claim in every if (claim.object or "").startswith("person"))
    assert asked(filled, object="vehicle.tank", action="killed") == []
    for wrong in ({"action": "hugged"}, {"object": "persons"}, {"status": "true"}, {"scope": "wide"}, {"review": "no"}):
        with pytest.raises(UsageError, match="no such"):
            asked(filled, **wrong)


def test_who_by_id_or_by_words(filled: Ledger) -> None:
    by_id = asked(filled, speaker="syr-defence-ministry")
    assert by_id and by_id == asked(filled, speaker="وزارة الدفاع السورية") == asked(filled, speaker="دفاع السوريه")
    assert by_id == [claim for claim in asked(filled) if claim.speaker and claim.speaker.id == "syr-defence-ministry"]
    named = [claim for claim in asked(filled) if claim.agent or claim.patient]
    assert named
    for claim in named:
        for party in filter(None, (claim.agent, claim.patient)):
            assert claim in asked(filled, actor=party.id or party.text)
    with pytest.raises(UsageError, match="no actor"):
        asked(filled, side="nobody-at-all")


SIDES = [
    ("2022-06-01", "مقتل 5 من عناصر قوات الدعم السريع في هجوم على الخرطوم"),
    ("2023-06-01", "مقتل 6 من عناصر قوات الدعم السريع في هجوم على الخرطوم"),
    ("2018-05-05", "مقتل 7 من جنود الجيش الروسي في هجوم على حلب"),
    ("2018-05-05", "مقتل 8 من جنود الجيش السوري في هجوم على حلب"),
    ("2022-05-05", "مقتل 9 من جنود الجيش الروسي في هجوم على خاركيف في أوكرانيا"),
]


def test_a_side_is_as_it_was_on_the_days_told_of(ledger: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "sides.jsonl"
    rows = [{"id": f"s-{n}", "text": t + " أمس.", "published": day} for n, (day, t) in enumerate(SIDES)]
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    ledger.add([file])

    def lows(**question: str) -> list[float | None]:
        return sorted(c.count.low for c in asked(ledger, action="killed", **question) if c.count.low)

    assert lows() == [5, 6, 7, 8, 9]
    assert lows(side="sdn-state") == [5]
    assert lows(side="sdn-rapid-support-forces") == [5, 6]
    assert lows(side="syr-government") == [7, 8]
    assert lows(own_side="syr-government") == [8]
    assert lows(side="rus-army") == [7, 8, 9]


def test_a_side_has_all_its_parts(filled: Ledger) -> None:
    from rasd.codebook.book import load

    part = next(
        (c.agent or c.patient) for c in asked(filled) if (c.agent and c.agent.id) or (c.patient and c.patient.id)
    )
    assert part is not None and part.id
    entry = load().actors[part.id]
    assert asked(filled, side=part.id)
    if entry.get("part_of"):
        assert len(asked(filled, side=entry["part_of"])) >= len(asked(filled, side=part.id))


def test_where(filled: Ledger) -> None:
    found = asked(filled, place="حلب")
    assert found and {claim.place.text for claim in found if claim.place} == {"مدينة حلب"}
    assert asked(filled, place="لا مكان") == []
    with pytest.raises(UsageError, match="gazetteer"):
        asked(filled, place="geonames:0")


def test_a_place_within_a_country_or_a_unit(ledger: Ledger, reports: Path) -> None:
    """Places as they stand in claims once names are resolved."""
    import msgspec

    from rasd.model import Place, to_json

    def resolved(given: Any) -> Any:
        from rasd.resolving.claims import read

        where = {"country": "SY", "admin1": "SY-HL", "id": "geonames:170063", "lat": 36.2, "lon": 37.16}
        for report in given:
            claims = [c for c in read(report) if c.place]
            both = tuple(Place(text=t, span=(0, 1), id=i, country="SY") for t, i in (("حماة", "x:1"), ("حمص", "x:2")))
            yield [
                to_json(msgspec.structs.replace(c, place=msgspec.structs.replace(c.place, **where)))
                if n
                else to_json(msgspec.structs.replace(c, place=msgspec.structs.replace(c.place, parts=both)))
                for n, c in enumerate(claims)
            ]

    ledger.add([reports], reader=resolved)
    total = ledger.count()
    assert ledger.count(place="SY") == total
    inside = ledger.count(place="SY-HL")
    assert 0 < inside < total
    assert ledger.count(place="geonames:170063") == inside
    assert ledger.count(place="SA") == 0


def test_when(filled: Ledger) -> None:
    day = "2020-01-26"
    assert asked(filled, since=day, until=day) == [
        c for c in asked(filled) if c.time and c.time.start and c.time.start <= day <= (c.time.end or "")
    ]
    assert asked(filled, since="2021-01-01") == []
    assert len(asked(filled, published_since="2020-01-27", published_until="2020-01-27")) == len(asked(filled))
    with pytest.raises(UsageError, match="since yesterday: no such day"):
        asked(filled, since="yesterday")
    with pytest.raises(UsageError, match="before it begins"):
        asked(filled, since="2021-01-02", until="2021-01-01")


OPEN = {
    "first": "قتل 31 جنديا في إدلب حتى 20 كانون الثاني 2020.",
    "last": "قتل 32 جنديا في إدلب منذ 2013.",
}


def test_a_claim_without_a_first_or_last_day_is_found_by_the_other(ledger: Ledger, write: Callable[..., Path]) -> None:
    ledger.add([write(*({"id": id, "text": text} for id, text in OPEN.items()))])
    days = {claim.report: (claim.time.start, claim.time.end) for claim in asked(ledger) if claim.time}
    assert days == {"first": (None, "2020-01-20"), "last": ("2013-01-01", None)}

    def of(**question: str) -> set[str]:
        return {claim.report for claim in asked(ledger, **question)}

    assert of(until="2020-01-31") == {"first", "last"}
    assert of(since="2020-01-01", until="2020-01-31") == of(since="2014-01-01") == {"first"}
    assert of(until="2020-01-19") == of(until="2013-01-01") == of(since="2013-01-01", until="2013-12-31") == {"last"}
    assert of(since="2020-01-21") == of(until="2012-12-31") == set()


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("جنديا", 0),
        ("جندياً", 0),
        ("مَقْتَل", 0),
        ("دبابات", 0),
        ("هجوم حلب", 0),
        ("حلب", 0),
        ("ريف إدلب", 1),
        ("وبالمدينة عدن", 3),
        ("بلده سراقب", 1),
        ("بلدةِ سَراقِبَ", 1),
        ("مدن*", 1),
        ("لا شيء كهذا", None),
    ],
)
def test_words_in_any_spelling(filled: Ledger, question: str, number: int | None) -> None:
    found = {claim.report for claim in asked(filled, text=question)}
    assert found >= {f"r-{number}"} if number is not None else not found


@pytest.mark.parametrize("hostile", ['"', "a' OR 1=1 --", "(قتل", "NEAR/2", "قتل AND", "':* | '", "\\", "*"])
def test_words_are_words_and_no_commands(filled: Ledger, hostile: str) -> None:
    try:
        asked(filled, text=hostile)
    except UsageError as error:
        assert "holds no word" in str(error)


def test_limits_reports_and_ids(filled: Ledger) -> None:
    every = asked(filled)
    assert asked(filled, limit=3) == every[:3]
    assert asked(filled, id=every[1].id) == [every[1]]
    assert asked(filled, report="r-2") == [c for c in every if c.report == "r-2"]
    assert asked(filled, report=every[0].report_id) == [c for c in every if c.report == "r-0"]


QUESTIONS: list[dict[str, Any]] = [
    {"action": "killed", "since": "2020-01-01", "until": "2020-01-31"},
    {"object": "vehicle.tank"},
    {"actor": "rus-armed-forces", "action": "killed", "place": "SY", "since": "2020-01-01", "until": "2020-01-31"},
    {"side": "syr-defence-ministry"},
    {"side": "syr-government"},
    {"own_side": "syr-government"},
    {"speaker": "syr-defence-ministry"},
    {"place": "SY-HL"},
    {"place": "حلب"},
    {"text": "قتل جنود"},
    {"published_since": "2020-01-01", "published_until": "2020-01-31"},
    {"outlet": "ضفاف"},
    {"review": "accepted"},
    {"status": "denied"},
    {"report": "r-1"},
    {"id": "c-1"},
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: "-".join(q))
def test_no_question_reads_the_whole_table(file: str, question: dict[str, Any]) -> None:
    with Ledger.open(file, create=False) as ledger:
        plan = query(ledger.door, Question(**question)).explain()
        scans = [line for line in plan.splitlines() if "SCAN ledger_claim" in line.replace('"', "")]
        assert not [line for line in scans if "USING INDEX" not in line and "VIRTUAL TABLE" not in line], plan


def test_the_made_reports_say_enough(filled: Ledger) -> None:
    assert {claim.report for claim in asked(filled)} == {f"r-{i}" for i in range(len(TEXTS))}
