"""What a terminal needs: lines of a given width, and Arabic kept apart from Latin."""

from __future__ import annotations

import io
import re
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console

from rasd.showing.messages import is_terminal

#: First-strong isolate and its end: what stands between is ordered on its own.
_ISOLATE, _END = "\u2068", "\u2069"
#: Between who did it and to whom.
ARROW = "→ "
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def console_for(stream: TextIO, no_color: bool = False) -> tuple[Console, bool]:
    """A console that writes UTF-8 to the stream, and whether Arabic must be isolated there (on a terminal)."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace")
    console = Console(file=stream, no_color=no_color or None, markup=False, emoji=False)
    return console, is_terminal(stream)


def isolated(text: str) -> str:
    """Arabic wrapped so that it does not pull the Latin words and numbers beside it into its own order.

    An arrow before it stays outside, where it points from left to right.
    """
    if not _RIGHT_TO_LEFT.search(text):
        return text
    arrow = ARROW if text.startswith(ARROW) else ""
    return f"{arrow}{_ISOLATE}{text.removeprefix(arrow)}{_END}"


def wrapped(text: str, width: int) -> list[str]:
    """A text cut at blanks into lines of at most ``width`` columns; a longer word is cut inside.

    >>> wrapped("قتل ثلاثة جنود", 10)
    ['قتل ثلاثة', 'جنود']
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        while cell_len(word) > width:
            room = width - cell_len(line) - 1 if line else width
            if room < width // 2:
                lines, line, room = [*lines, line], "", width
            line, word = f"{line} {word[:room]}".strip(), word[room:]
            lines, line = [*lines, line], ""
        if line and cell_len(line) + 1 + cell_len(word) > width:
            lines, line = [*lines, line], ""
        line = f"{line} {word}".strip()
    return [*lines, line] if line else lines


def width_of(line: str) -> int:
    """How many columns a line takes; marks and isolates take none."""
    return cell_len(line)
