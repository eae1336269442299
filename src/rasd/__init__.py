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
    from rasd.linking.incidents import incidents
    from rasd.linking.judging import link
    from rasd.model import Claim, Incident, Judgement, Report
    from rasd.resolving.claims import read
    from rasd.tallying.cells import Tally, tally
    from rasd.tallying.matrix import matrix

_HOMES = {
    "Claim": "rasd.model",
    "Incident": "rasd.model",
    "Judgement": "rasd.model",
    "Ledger": "rasd.ledger",
    "Report": "rasd.model",
    "Tally": "rasd.tallying.cells",
    "incidents": "rasd.linking.incidents",
    "link": "rasd.linking.judging",
    "matrix": "rasd.tallying.matrix",
    "read": "rasd.resolving.claims",
    "tally": "rasd.tallying.cells",
}

__all__ = [
    "Claim",
    "Incident",
    "Judgement",
    "Ledger",
    "Report",
    "Tally",
    "__version__",
    "incidents",
    "link",
    "matrix",
    "read",
    "tally",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        found = globals()[name] = getattr(importlib.import_module(_HOMES[name]), name)
        return found
    raise AttributeError(f"module 'rasd' has no attribute {name!r}")
