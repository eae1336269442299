"""Writing: a file or folder is there whole or not at all, and nothing is overwritten unasked."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rasd.errors import UsageError


@contextlib.contextmanager
def whole(out: Path, overwrite: bool = False) -> Iterator[Path]:
    """A path to write to, which takes the place of ``out`` once all is written.

    Raises ``UsageError`` when something is there already, or the folder to write in is not.
    """
    if out.exists() and not overwrite:
        raise UsageError(f"{out}: is there already. Name another, or add --overwrite.")
    if not out.parent.is_dir():
        raise UsageError(f"{out}: there is no folder {out.parent}. Make it first.")
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".rasd-") as folder:
        part = Path(folder) / out.name
        yield part
        if out.is_dir():
            shutil.rmtree(out)
        part.replace(out)


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("قتل"), harmless(-3)
    ("'=1+1", 'قتل', -3)
    """
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


def needed(extra: str, module: str) -> UsageError:
    """What to say when the library of a format is not installed."""
    return UsageError(f"this format needs {module}. Install it: pip install 'rasd[{extra}]'")
