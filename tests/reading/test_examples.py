"""Reads whole reports and compares all their claims with those a careful reader finds.

The reports are those of ``examples/`` and of ``reports.jsonl`` beside this file.
``claims/NAME.yaml`` has one row a claim. A field left out is null, ``status`` is ``asserted`` unless said, ``day``
gives first and last day at once, and a list gives wordings of which each will do. Rows the reader gets wrong keep the
truth and name the fields that are wrong in ``known-failure`` (``claim`` when it is not found at all); claims that it
makes up are rows with ``made-up``. Both are strict: what is read rightly must lose its mark.

``kinds/NAME.yaml`` is a report with its rows, without marks. A hash of the name halves these: by the one half reading
is mended; the errors of the other are not looked at, so that its scores tell what reading is worth on unseen reports.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from rasd.model import Claim, Report

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parents[1] / "examples"
#: The day on which the reports without a date of their own were published.
PUBLISHED = "2020-01-27"

Row = dict[str, Any]


def words(name: Any) -> str | None:
    return None if name is None else str(name.text)


def fields_of(claim: Claim) -> Row:
    """A claim as the fields that are compared."""
    return {
        "action": claim.action,
        "object": claim.object,
        "low": claim.count.low,
        "high": claim.count.high,
        "qualifier": claim.count.qualifier,
        "agent": words(claim.agent),
        "patient": words(claim.patient),
        "place": words(claim.place),
        "start": claim.time and claim.time.start,
        "end": claim.time and claim.time.end,
        "speaker": words(claim.speaker),
        "status": claim.status,
    }


FIELDS = "action object low high qualifier agent patient place start end speaker status".split()
EVENTS = {"attack", "clash", "shelling", "airstrike", "drone_strike", "explosion", "assassination", "raid"}


def truth_of(row: Row) -> Row:
    """A row of the file with every field, each as the list of values that will do."""
    full = dict.fromkeys(FIELDS) | {"status": "asserted"}
    full |= {field: value for field, value in row.items() if field in FIELDS}
    if "day" in row:
        full |= {"start": row["day"], "end": row["day"]}
    return {field: [plain(v) for v in (value if isinstance(value, list) else [value])] for field, value in full.items()}


def plain(value: Any) -> Any:
    """A value for comparing: words without spelling variants, days in ISO form."""
    from rasd.arabic.script import fold

    if value is None or isinstance(value, int | float):
        return value
    return " ".join(fold(word) for word in str(value).split())


def wrong_fields(truth: Row, found: Row) -> list[str]:
    """The fields in which a claim differs from a row of the file."""
    uncompared = set()
    if "vague" in truth["qualifier"]:
        uncompared |= {"low", "high"}
    if set(truth["action"]) & EVENTS:
        uncompared.add("object")
    return [f for f in FIELDS if f not in uncompared and plain(found[f]) not in truth[f]]


def kin(truth: Row, found: Row) -> bool:
    """Whether a claim may be an attempt at a row: the same action and figure, or any violence at the place."""
    wrong = set(wrong_fields(truth, found))
    if set(truth["action"]) & EVENTS and found["action"] in EVENTS and not wrong & {"place", "speaker"}:
        wrong.discard("action")
    return not wrong & {"action", "low", "high"}


def matched(truths: list[Row], claims: list[Row]) -> tuple[dict[int, int], list[int]]:
    """The claim of each row, those with the fewest wrong fields first, and the claims left over."""
    pairs = sorted(
        (len(wrong_fields(truth, claim)), t, c)
        for t, truth in enumerate(truths)
        for c, claim in enumerate(claims)
        if kin(truth, claim)
    )
    holders: dict[int, int] = {}
    for _, t, c in pairs:
        if t not in holders and c not in holders.values():
            holders[t] = c
    return holders, [c for c in range(len(claims)) if c not in holders.values()]


@cache
def reports() -> dict[str, Report]:
    """The example reports by the name of their file of claims."""
    from rasd.loading import load

    named = {}
    paths = [EXAMPLES / "reports.jsonl", EXAMPLES / "report.txt", EXAMPLES / "report.html", HERE / "reports.jsonl"]
    for path in (str(path) for path in paths):
        for report in load([path]):
            name = Path(path).name if Path(report.id).name == Path(path).name else report.id
            if report.published is None:
                report = type(report).from_text(report.text, published=PUBLISHED, id=report.id)
            named[name] = report
    return named


@cache
def reading_of(name: str) -> list[Row]:
    import rasd

    return [fields_of(c) for c in rasd.read(reports()[name]) if c.restates is None]


def rows_of(name: str) -> list[Row]:
    rows: list[Row] = yaml.safe_load((HERE / "claims" / f"{name}.yaml").read_text(encoding="utf-8"))
    return rows


def names() -> list[str]:
    return sorted(path.name.removesuffix(".yaml") for path in (HERE / "claims").glob("*.yaml"))


def faults(rows: list[Row], claims: list[Row]) -> Iterator[str]:
    """Where a reading differs from its file, and where the file's marks do."""
    expected = [row for row in rows if not row.get("made-up")]
    holders, left = matched([truth_of(row) for row in expected], claims)
    for number, row in enumerate(expected):
        claim = claims[holders[number]] if number in holders else None
        wrong = ["claim"] if claim is None else wrong_fields(truth_of(row), claim)
        known = row.get("known-failure", [])
        shown = {field: value for field, value in row.items() if field != "known-failure"}
        if set(wrong) - set(known):
            yield f"wrong in {wrong}: {shown}\n    found: {claim}"
        elif set(known) - set(wrong):
            yield f"right now, take {sorted(set(known) - set(wrong))} from its known-failure: {shown}"
    yield from surplus([row for row in rows if row.get("made-up")], [claims[c] for c in left])


def surplus(known: list[Row], left: list[Row]) -> Iterator[str]:
    """Claims that are no row of the file, and rows marked as made up that are made up no more."""
    left = list(left)
    for row in known:
        like = next((c for c in left if all(plain(c[f]) == plain(v) for f, v in row.items() if f in FIELDS)), None)
        if like is None:
            yield f"not made up any more, remove the row: {row}"
        else:
            left.remove(like)
    yield from (f"made up: {claim}" for claim in left)


def test_every_example_has_its_claims() -> None:
    assert names() == sorted(reports())


@pytest.mark.parametrize("name", names())
def test_the_claims_of_an_example(name: str) -> None:
    rows = rows_of(name)
    allowed = {*FIELDS, "day", "known-failure", "made-up"}
    assert all(set(row) <= allowed for row in rows), "unknown keys"
    assert {field for row in rows for field in row.get("known-failure", [])} <= {*FIELDS, "claim"}
    found = list(faults(rows, reading_of(name)))
    assert not found, "\n".join(found)


def test_a_wrong_reading_of_an_example_is_seen() -> None:
    """The judge itself."""
    row = {"action": "killed", "object": "person", "low": 3, "high": 3, "qualifier": "exact", "place": ["حلب", "إدلب"]}
    claim = {**dict.fromkeys(FIELDS), **row, "place": "حلب", "status": "asserted"}
    assert not list(faults([row], [claim]))
    assert list(faults([row], []))
    assert list(faults([row], [claim, claim]))
    assert list(faults([row], [{**claim, "agent": "الجيش"}]))
    assert not list(faults([{**row, "known-failure": ["agent"]}], [{**claim, "agent": "الجيش"}]))
    assert list(faults([{**row, "known-failure": ["agent"]}], [claim]))
    assert not list(faults([row, {"action": "killed", "made-up": True}], [claim, claim]))
    assert list(faults([row, {"action": "killed", "made-up": True}], [claim]))


# ---- the floors under the scores


def score_of(pairs: Iterable[tuple[list[Row], list[Row]]]) -> dict[str, float]:
    """Found, right and whole, over reports told as their rows and the claims read from them."""
    wanted = found = given = whole = 0
    for rows, claims in pairs:
        truths = [truth_of(row) for row in rows if not row.get("made-up")]
        holders, _ = matched(truths, claims)
        wanted, found, given = wanted + len(truths), found + len(holders), given + len(claims)
        whole += sum(not wrong_fields(truths[t], claims[c]) for t, c in holders.items())
    return {"recall": found / wanted, "precision": found / given, "whole rows": whole / wanted}


def scores() -> dict[str, float]:
    return score_of((rows_of(name), reading_of(name)) for name in names())


def kinds(learnt: bool) -> list[Path]:
    """The reports of many kinds: those by which reading is mended, or those by which it is only measured."""
    paths = sorted((HERE / "kinds").glob("*.yaml"))
    return [p for p in paths if (hashlib.sha256(p.stem.encode()).digest()[0] % 2 == 0) == learnt]


def scores_of_kinds(learnt: bool) -> dict[str, float]:
    """Over the reports of ``kinds``: bulletins, communiqués, posts, tables, pages with clutter."""
    import rasd
    from rasd.model import Report

    pairs = []
    for path in kinds(learnt):
        kind = yaml.safe_load(path.read_text(encoding="utf-8"))
        report = Report.from_text(kind["text"], published=str(kind["published"]), outlet=kind.get("outlet"))
        claims = [fields_of(c) for c in rasd.read(report) if c.restates is None]
        pairs.append((kind["claims"], claims))
    return score_of(pairs)


def test_the_kinds_are_halved_by_their_names() -> None:
    assert len(kinds(learnt=True)) >= 5 and len(kinds(learnt=False)) >= 5


def scores_of_cases() -> dict[str, float]:
    """Over the cases beside the rules: those read rightly, and the rows found among those wanted."""
    judge = cases_beside_the_rules()
    right = wanted = missing = given = made_up = 0
    for _, case in judge.ALL:
        claims, rows = judge.claims_of(case), case.get("finds", [])
        fresh = [c for c in claims if c.restates is None]
        lost = len(judge.unmatched(rows, claims))
        right += not judge.faults(case, claims)
        wanted, missing, given = wanted + len(rows), missing + lost, given + len(fresh)
        if "finds" in case and not case.get("more"):
            made_up += max(0, len(fresh) - (len(rows) - lost))
    return {
        "cases": right / len(judge.ALL),
        "recall": 1 - missing / wanted,
        "precision": 1 - made_up / given,
    }


def cases_beside_the_rules() -> Any:
    import importlib.util

    spec = importlib.util.spec_from_file_location("cases_beside_the_rules", HERE / "test_cases.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MEASURES = {
    "examples": scores,
    "cases": scores_of_cases,
    "kinds learnt from": lambda: scores_of_kinds(learnt=True),
    "kinds only measured": lambda: scores_of_kinds(learnt=False),
}


@pytest.mark.parametrize(("part", "measure"), MEASURES.items())
def test_scores_stay_above_their_floors(part: str, measure: Any) -> None:
    floors = yaml.safe_load((HERE / "floors.yaml").read_text(encoding="utf-8"))[part]
    reached = measure()
    assert set(floors) == set(reached), "every score has a floor"
    sunk = {name: (round(value, 3), floors[name]) for name, value in reached.items() if value < floors[name]}
    assert not sunk, f"below the floor of floors.yaml (reached, floor): {sunk}"
