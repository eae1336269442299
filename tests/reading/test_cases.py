"""Runs the cases that stand beside the reading rules (``src/rasd/reading/*.cases.yaml``).

A case is a sentence and the claims that must be found in it; its keys are in ``CASE_KEYS``, those of
a row of ``finds`` and ``not`` in ``FACETS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from rasd.model import Claim

FOLDER = Path(__file__).resolve().parents[2] / "src" / "rasd" / "reading"
CASE_KEYS = {"in", "from", "published", "outlet", "finds", "not", "more", "rules", "known-failure"}

Case = dict[str, Any]
Row = dict[str, Any]


def words(name: Any) -> str | None:
    """The words of a named thing, or null when the claim has none."""
    return None if name is None else str(name.text)


#: What a row may ask of a claim. ``restated`` and ``part`` are true or false.
FACETS: dict[str, Callable[[Claim], Any]] = {
    "action": lambda c: c.action,
    "object": lambda c: c.object,
    "low": lambda c: c.count.low,
    "high": lambda c: c.count.high,
    "qualifier": lambda c: c.count.qualifier,
    "unit": lambda c: c.count.unit,
    "measure": lambda c: c.count.text,
    "agent": lambda c: words(c.agent),
    "patient": lambda c: words(c.patient),
    "place": lambda c: words(c.place),
    "start": lambda c: c.time and c.time.start,
    "end": lambda c: c.time and c.time.end,
    "speaker": lambda c: words(c.speaker),
    "speakers": lambda c: [words(link.speaker) for link in c.attribution],
    "status": lambda c: c.status,
    "scope": lambda c: c.scope,
    "persons": lambda c: [p.text for p in c.persons],
    "evidence": lambda c: c.evidence.text,
    "restated": lambda c: c.restates is not None,
    "part": lambda c: c.part_of is not None,
    "same-items": lambda c: c.same_items_as is not None,
}


def cases() -> Iterator[tuple[str, Case]]:
    """Every case with a name for the test report: its file and number."""
    for path in sorted(FOLDER.rglob("*.cases.yaml")):
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")) or [], 1):
            yield f"{path.name.removesuffix('.cases.yaml')}-{number}", case


ALL = list(cases())


@cache
def claims_in(text: str, published: str | None, outlet: str | None) -> list[Claim]:
    import rasd

    return rasd.read(rasd.Report.from_text(text, published=published, outlet=outlet))


def claims_of(case: Case) -> list[Claim]:
    published = case.get("published")
    return claims_in(case["in"], None if published is None else str(published), case.get("outlet"))


def comparable(value: Any) -> Any:
    """Texts are equal when they differ only in spelling variants; dates are their ISO form."""
    from rasd.arabic.script import fold

    if isinstance(value, list | tuple):
        return [comparable(v) for v in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return " ".join(fold(word) for word in str(value).split())


def fits(row: Row, claim: Claim) -> bool:
    return all(comparable(FACETS[key](claim)) == comparable(wanted) for key, wanted in row.items())


def unmatched(rows: list[Row], claims: list[Claim]) -> list[Row]:
    """The rows left over when as many as possible have a claim of their own."""
    holder: dict[int, int] = {}

    def place(row: int, tried: set[int]) -> bool:
        for number, claim in enumerate(claims):
            if number in tried or not fits(rows[row], claim):
                continue
            tried.add(number)
            if number not in holder or place(holder[number], tried):
                holder[number] = row
                return True
        return False

    return [row for number, row in enumerate(rows) if not place(number, set())]


def shown(claims: list[Claim]) -> str:
    """The claims as rows, for the message of a failing case."""
    facets = {k: f for k, f in FACETS.items() if k not in {"evidence", "measure"}}
    rows = [{k: v for k, f in facets.items() if (v := f(c)) not in (None, False, [])} for c in claims]
    return "\n".join(f"  {row} {list(c.rules)}" for row, c in zip(rows, claims, strict=True)) or "  nothing"


def faults(case: Case, claims: list[Claim]) -> list[str]:
    """What is wrong with a reading, as the case sees it."""
    rows: list[Row] = case.get("finds", [])
    found = [f"missing: {row}" for row in unmatched(rows, claims)]
    found += [f"must not be there: {row}" for row in case.get("not", []) if any(fits(row, c) for c in claims)]
    fresh = sum(c.restates is None for c in claims)
    wanted = sum(not row.get("restated") for row in rows)
    if "finds" in case and not case.get("more") and fresh != wanted:
        found.append(f"{fresh} claims instead of {wanted}")
    fired = {name for c in claims for name in c.rules}
    return found + [f"rule did not fire: {name}" for name in case.get("rules", []) if name not in fired]


def test_there_are_cases() -> None:
    assert ALL, f"no *.cases.yaml in {FOLDER}"


@pytest.mark.parametrize("case", [c for _, c in ALL], ids=[n for n, _ in ALL])
def test_case(case: Case) -> None:
    assert set(case) <= CASE_KEYS, f"unknown keys {set(case) - CASE_KEYS}"
    assert case.get("from"), "a case says where its sentence is from ('made' when written for it)"
    assert "finds" in case or "not" in case, "a case says what must be found ('finds: []' for nothing)"
    for row in [*case.get("finds", []), *case.get("not", [])]:
        assert row and set(row) <= set(FACETS), f"unknown keys {set(row) - set(FACETS)}"
    claims = claims_of(case)
    wrong = faults(case, claims)
    if "known-failure" in case:
        assert wrong, "this known failure is read correctly now: remove its 'known-failure' line"
        pytest.xfail(case["known-failure"])
    assert not wrong, "\n".join([case["in"], *wrong, "found:", shown(claims)])


def test_every_rule_has_a_case_that_makes_it_fire() -> None:
    from rasd.reading.rules import RULES

    passing = [case for _, case in ALL if "known-failure" not in case]
    listed = {name for case in passing for name in case.get("rules", [])}
    assert not listed - set(RULES), "cases name rules that do not exist"
    fired = {
        name for case in passing for claim in claims_of(case) for name in claim.rules if name in case.get("rules", [])
    }
    assert not set(RULES) - fired, "rules without a case"


def test_every_rule_that_fires_is_registered_and_explained() -> None:
    from rasd.resolving.rules import RULES

    assert all(explanation.strip() for explanation in RULES.values())
    fired = {name for _, case in ALL for claim in claims_of(case) for name in claim.rules}
    assert not fired - set(RULES), "rules that fire but have no explanation"


def test_a_wrong_reading_is_seen() -> None:
    """The judge itself: it tells a right reading from a wrong count, a missing row and a forbidden one."""
    text = "قتل ثلاثة جنود في حلب."
    claims = claims_in(text, None, None)
    right = {"action": "killed", "low": 3}
    assert not faults({"in": text, "finds": [right]}, claims)
    assert faults({"in": text, "finds": [{**right, "low": 4}]}, claims)
    assert faults({"in": text, "finds": [right, right]}, claims)
    assert faults({"in": text, "finds": []}, claims)
    assert faults({"in": text, "not": [{"action": "killed"}]}, claims)
    assert not faults({"in": text, "not": [{"action": "wounded"}]}, claims)
    assert faults({"in": text, "finds": [right], "rules": ["no-such-rule"]}, claims)
