"""Rules found by the word they begin with, so that many rules cost about what a few do."""

from __future__ import annotations

from collections.abc import Collection

from rasd.arabic.calendardates import Found, Rule, Scan


def longest(scan: Scan, i: int, rules: tuple[Rule, ...]) -> Found | None:
    """What the rule that reads furthest finds; of equals the first."""
    best: Found | None = None
    for rule in rules:
        found = rule(scan, i)
        if found and (not best or found[0] > best[0]):
            best = found
    return best


class Starting(dict[str, tuple[Rule, ...]]):
    """first word → the rules that may begin with it; digits are asked for as ``0``."""

    def __init__(self, *rules: tuple[Rule, Collection[str]]) -> None:
        self.rules = rules

    def starts(self) -> frozenset[str]:
        """Every word with which some rule may begin."""
        return frozenset[str]().union(*(starts for _, starts in self.rules))

    def __missing__(self, form: str) -> tuple[Rule, ...]:
        if len(self) > 20_000:  # a long batch must not grow without end
            self.clear()
        found = self[form] = tuple(rule for rule, starts in self.rules if form in starts)
        return found

    def read(self, scan: Scan, i: int) -> Found | None:
        """What the rule that reads furthest finds at token ``i``."""
        rules = self["0" if scan.kinds[i] == "n" else scan.forms[i]]
        if len(rules) == 1:
            return rules[0](scan, i)
        return longest(scan, i, rules) if rules else None
