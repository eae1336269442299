"""The desk as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Pages, and what people set for themselves."""

    name = "rasd.desk"
    label = "desk"
    verbose_name = "Desk"
