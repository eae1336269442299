"""Texts made fit to be printed: on one line, without characters that command a terminal."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"\s+")


def harmless(text: str) -> str:
    """A text without the characters by which it could command the terminal or turn lines around.

    Each is replaced by one other, so that offsets stay.

    >>> harmless("قتل\\x1b[31m جندي")
    'قتل\ufffd[31m جندي'
    """
    return _CONTROL.sub("\ufffd", text)


def one_line(text: str) -> str:
    """A text on one line, harmless to the terminal."""
    return harmless(_BLANKS.sub(" ", text).strip())
