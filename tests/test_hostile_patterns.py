"""No pattern of the code can be made to try again and again: its time grows with the length of a text and no faster."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hostile_patterns import Use, attacks, cost, dearest, patterns_of

import rasd
from rasd.ledger import started  # Django is set up before the modules of the ledger are walked

#: Patterns that only ever see so many letters, by the slice they are given.
BOUNDED = {
    "rasd.resolving.frames._DATELINE": 120,
    "rasd.resolving.claims._LIST": 20,
}
#: Seconds for 4,000 letters: a linear pattern takes less than a thousandth of a second, a quadratic one ten times that.
MOST = 0.006


@cache
def uses() -> dict[str, Use]:
    assert started.models
    distinct: dict[tuple[object, ...], tuple[str, Use]] = {}
    for name, use in patterns_of(rasd).items():
        distinct.setdefault((use.pattern.pattern, use.pattern.flags, use.anchored), (name, use))
    return dict(distinct.values())


def test_the_patterns_of_the_code_are_found() -> None:
    assert len(uses()) > 80
    assert {name.split(".")[1] for name in uses()} >= {"arabic", "loading", "reading", "ledger", "exporting", "desk"}
    assert set(BOUNDED) <= set(uses())


def test_no_pattern_backtracks_without_end() -> None:
    slow = {}
    for name, use in uses().items():
        took, text = dearest(use, BOUNDED.get(name, 4000))
        if took > MOST:
            slow[name] = (round(took, 3), use.pattern.pattern, text[:40])
    assert not slow, "\n".join(f"{name}: {told}" for name, told in slow.items())


def test_a_megabyte_costs_no_more_a_letter_than_a_page() -> None:
    """The text that costs each pattern most, made ever longer."""
    for name, use in uses().items():
        took, text = dearest(use, 400)
        for length in (40_000, 1_000_000) if name not in BOUNDED else ():
            each = max(took / 400, 1e-6)
            long = text * (length // max(1, len(text)))
            assert cost(use, long) < each * length * 4, (name, length, use.pattern.pattern, text[:40])


@pytest.mark.parametrize(
    ("pattern", "anchored"),
    [(r"(a+)+b", True), (r"\s+-", False), (r"<!--.*?-->x", False), (r"(?:a|a)*c", True), (r"\d+(?:,\d+)*;", False)],
)
def test_a_pattern_that_backtracks_is_seen(pattern: str, anchored: bool) -> None:
    """The judge itself."""
    assert dearest(Use(re.compile(pattern, re.S), anchored))[0] > MOST


def test_an_attack_holds_what_the_pattern_repeats() -> None:
    assert any(text.startswith("x=ababab") for text in attacks(re.compile(r"x=(?:ab)+;"), 40))
