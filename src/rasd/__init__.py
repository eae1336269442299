"""Rasd reads reports of armed conflict in Arabic into attributed claims.

>>> import rasd
>>> [claim.action for claim in rasd.read(rasd.Report.from_text("مقتل 3 جنود في انفجار لغم"))]
['killed', 'explosion']
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from rasd.version import __version__

if TYPE_CHECKING:
    from rasd.ledger.store import Ledger
    from rasd.model import Claim, Report
    from rasd.resolving.claims import read

__all__ = ["Claim", "Ledger", "Report", "__version__", "read"]

_HOMES = {"Claim": "rasd.model", "Ledger": "rasd.ledger", "Report": "rasd.model", "read": "rasd.resolving.claims"}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        found = globals()[name] = getattr(importlib.import_module(_HOMES[name]), name)
        return found
    raise AttributeError(f"module 'rasd' has no attribute {name!r}")
