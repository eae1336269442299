"""What reading again has changed, in lines: ``+`` new, ``-`` gone, ``~`` changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rasd.ledger.rereading import Change, Difference
from rasd.model import Claim, to_json
from rasd.showing.words import one_line

_SIGNS = {"new": "+", "gone": "-", "changed": "~"}


class Total:
    """The sum over all originals."""

    def __init__(self) -> None:
        self.reports = self.failed = 0
        self.kinds = dict.fromkeys(_SIGNS, 0)
        self.carried = [0, 0, 0]

    def count(self, change: Change) -> None:
        """One original more."""
        self.reports += 1
        self.failed += change.error is not None
        for difference in change.differences:
            self.kinds[difference.kind] += 1
        self.carried = [a + b for a, b in zip(self.carried, change.carried, strict=True)]

    def line(self, dry: bool) -> str:
        """The sum in words."""
        standing, moved, orphaned = self.carried
        told = [f"{self.reports:,} read again" + (" (nothing stored)" if dry else "")]
        told += [f"{number:,} claims {kind}" for kind, number in self.kinds.items()]
        told.append(f"decisions and judgements: {standing:,} stand, {moved:,} moved, {orphaned:,} orphaned")
        return " · ".join(told)


def lines(change: Change) -> Iterator[str]:
    """One line for each claim that differs."""
    for difference in change.differences:
        yield _line(change.report, difference)


def _line(report: str, difference: Difference) -> str:
    claim = difference.claim
    told = [_SIGNS[difference.kind], report, claim.id, _what(claim)]
    told += [f"{name}: {_shown(old)} → {_shown(new)}" for name, (old, new) in difference.fields.items()]
    return one_line("  ".join(told))


def _what(claim: Claim) -> str:
    words = [claim.action, claim.object or "", claim.count.text or ""]
    return " ".join(word for word in words if word) + f" «{claim.evidence.text}»"


def _shown(value: Any) -> str:
    return to_json(value).decode()
