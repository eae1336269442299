"""Django's settings for the ledger. Databases are added as ledgers are opened: see ``started``, ``address``."""

from __future__ import annotations

from typing import Any

INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "rasd.ledger"]
AUTH_USER_MODEL = "ledger.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
#: No default database: what forgets to say which ledger it means fails at once.
DATABASES: dict[str, dict[str, Any]] = {"default": {}}
