"""Writing: a file or folder is there whole or not at all, and nothing is overwritten unasked."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rasd.errors import UsageError


def check_free(out: Path, overwrite: bool = False) -> None:
    """Raises ``UsageError`` when something is there already, or the folder to write in is not."""
    if str(out) == "-":
        raise UsageError("-: an export is a file or a folder, and is not printed. Name one.")
    if (out.exists() or out.is_symlink()) and not overwrite:
        raise UsageError(f"{out}: is there already. Name another, or add --overwrite.")
    if not out.parent.is_dir():
        raise UsageError(f"{out}: there is no folder {out.parent}. Make it first.")


@contextlib.contextmanager
def whole(out: Path, overwrite: bool = False) -> Iterator[Path]:
    """A path to write to, which takes the place of ``out`` once all is written.

    A folder is only overwritten when all that lies in it is written anew: nothing else is ever removed.
    Raises ``UsageError`` when something is there already, or the folder to write in is not.
    """
    check_free(out, overwrite)
    out = out if out.name not in ("", "..") else out.resolve()
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".rasd-") as folder:
        part = Path(folder) / out.name
        yield part
        if out.is_dir():
            _check_only_exports(out, part)
            out.replace(Path(folder) / ".before")
        part.replace(out)


def _check_only_exports(out: Path, part: Path) -> None:
    """Raises ``UsageError`` when a folder holds anything that is not written anew."""
    written = {path.name for path in part.iterdir()} if part.is_dir() else set()
    others = sorted(path.name for path in out.iterdir() if path.name not in written)
    if others or not part.is_dir():
        held = f"holds {', '.join(others[:3])}" + (" and more" if len(others) > 3 else "") if others else "is a folder"
        raise UsageError(f"{out}: {held}, which --overwrite does not remove. Name another file or folder.")


#: What a formula may begin with, the wide signs of East Asian keyboards among them.
_BEGUN = tuple("=+-@\t\r\n＝＋－＠")


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("قتل"), harmless(-3)
    ("'=1+1", 'قتل', -3)
    """
    if isinstance(value, str) and value[:1] in _BEGUN:
        return "'" + value
    return value


def needed(extra: str, module: str) -> UsageError:
    """What to say when the library of a format is not installed."""
    message = "this format needs {module}. Install it: pip install 'rasd[{extra}]'"
    return UsageError(message, "format-needs", module=module, extra=extra)
