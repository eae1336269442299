"""Django, started with the ledger's settings unless a program has configured it already; and then the models.

Modules of the ledger import ``models`` from here, so that any of them can be the first one imported.
"""

from __future__ import annotations

import django
from django.apps import apps
from django.conf import settings as configured

from rasd.ledger import settings


def start() -> None:
    """Configure Django and load the apps, once."""
    if not configured.configured:
        own = {key: getattr(settings, key) for key in dir(settings) if key.isupper()}
        configured.configure(**own)
    if not apps.ready:
        django.setup()


start()

from rasd.ledger import models  # noqa: E402

__all__ = ["models", "start"]
