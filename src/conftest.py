"""Doctests of the ledger import Django's models, which Django must be started for."""

from __future__ import annotations

import rasd.ledger.started  # noqa: F401
