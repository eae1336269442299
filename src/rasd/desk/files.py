"""Scripts and styles under an address that changes with their content, so that no browser keeps an old one."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class Stamped(StaticFilesStorage):
    """Addresses of files with a stamp of their content."""

    def url(self, name: str | None) -> str:
        """The address of a file."""
        stamp = stamp_of(name or "")
        return super().url(name) + (f"?{stamp}" if stamp else "")


@functools.cache
def stamp_of(name: str) -> str:
    """The first letters of a file's hash; none for a file that is not there.

    >>> stamp_of("no/such/file.js")
    ''
    """
    found = finders.find(name)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:12] if isinstance(found, str) else ""
