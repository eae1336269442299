"""The forms that a digest can be written in, by the ending of the file."""

from __future__ import annotations

from pathlib import Path

from rasd.errors import UsageError
from rasd.exporting.digests import docx, html
from rasd.exporting.digests.blocks import Digest

FORMATS = {".html": html.page, ".docx": docx.document}


def ending_of(out: Path) -> str:
    """How a digest is to be written.

    Raises ``UsageError`` for another ending than ``FORMATS``.
    """
    if out.suffix.lower() not in FORMATS:
        raise UsageError(f"{out}: a digest is written as {' or '.join(FORMATS)}. Name it so.")
    return out.suffix.lower()


def write(digest: Digest, out: Path) -> None:
    """The digest as a file.

    Raises ``UsageError`` for another ending, and without the library that the form needs.
    """
    out.write_bytes(FORMATS[ending_of(out)](digest))
