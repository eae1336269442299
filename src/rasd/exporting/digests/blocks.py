"""Blocks: what a digest is made of, whatever it is written as."""

from __future__ import annotations

import re
from typing import NamedTuple

from rasd.exporting.plots import Picture

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
#: What neither HTML nor DOCX can hold.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


class Heading(NamedTuple):
    """A heading of level 1 to 3; its parts are set apart by dots, each in its own direction."""

    level: int
    parts: tuple[str, ...]


class Paragraph(NamedTuple):
    """A paragraph; ``kind`` is plain, note or caveat."""

    parts: tuple[str, ...]
    kind: str = "plain"


class Cell(NamedTuple):
    """A cell: what it says, a remark beside it, and the words that say it."""

    text: str
    remark: str = ""
    quote: str = ""


class Table(NamedTuple):
    """A table with a row of heads; the rows numbered in ``marked`` stand out."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    marked: frozenset[int] = frozenset()


class Figure(NamedTuple):
    """A picture."""

    picture: Picture


class Listing(NamedTuple):
    """Points, one below the other."""

    items: tuple[str, ...]


Block = Heading | Paragraph | Table | Figure | Listing


class Digest(NamedTuple):
    """A whole digest: its title, its language, the day it was made on, its blocks."""

    title: str
    language: str
    day: str
    blocks: tuple[Block, ...]

    @property
    def is_rtl(self) -> bool:
        """Whether it runs from right to left."""
        return self.language == "ar"


def is_arabic(text: str) -> bool:
    """Whether a text holds Arabic letters, so that it runs from right to left.

    >>> is_arabic("حلب (Aleppo)"), is_arabic("12–14")
    (True, False)
    """
    return _ARABIC.search(text) is not None


def clean(text: str) -> str:
    """A text without the characters that documents cannot hold, on one line."""
    return " ".join(_FORBIDDEN.sub("", text).split())
