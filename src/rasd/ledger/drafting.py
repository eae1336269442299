"""New files: written under another name first, so that no half-made one is ever seen, and none is overwritten."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from rasd.errors import UsageError


def check_free(path: Path) -> None:
    """Raise :class:`UsageError` when there is a file already, or no folder to write it in."""
    if path.exists():
        raise UsageError(f"{path}: exists already. Name a new file, or remove it first.")
    check_folder(path)


def check_folder(path: Path) -> None:
    """Raise :class:`UsageError` when there is no folder to write a file in."""
    if not path.parent.is_dir():
        raise UsageError(f"{path}: there is no folder {path.parent}. Make it first.")


@contextlib.contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """A path to write to; what is written there gets its name in the end, unless that is taken (FileExistsError)."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    remove(draft)  # what a killed process of the same number left behind
    try:
        yield draft
        _publish(draft, path)
    finally:
        remove(draft)


def remove(draft: Path) -> None:
    """Remove a draft with the files that SQLite keeps beside it."""
    for end in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(OSError):
            draft.with_name(draft.name + end).unlink()


def _publish(draft: Path, target: Path) -> None:
    """Give the finished file its name unless that is taken."""
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    try:
        os.link(draft, target)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links
        if target.exists():
            raise FileExistsError(target) from None
        draft.rename(target)
