"""The ledger as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """What is kept: originals, sightings, readings, claims, decisions, failures, and the log."""

    name = "rasd.ledger"
    label = "ledger"
    verbose_name = "Ledger"
