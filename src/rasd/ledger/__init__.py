"""The ledger: every original, every sighting, reading, claim and decision, and a log that shows if any was changed.

A Django app, on SQLite (one file) or PostgreSQL. :class:`~rasd.ledger.store.Ledger` is its door::

    with rasd.Ledger.open("rasd.db") as ledger:
        ledger.add(["reports/"])
        for claim in ledger.claims(action="killed"):
            print(claim.evidence.text)

Nothing of Django is loaded before the first ledger is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rasd.ledger.store import Ledger

__all__ = ["Ledger"]


def __getattr__(name: str) -> Any:
    if name == "Ledger":
        from rasd.ledger.store import Ledger

        return Ledger
    raise AttributeError(f"module 'rasd.ledger' has no attribute {name!r}")
