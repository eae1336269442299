"""Words of reports on a page: safe, invisible characters made visible, marked without breaking the line's order."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

#: What may stay invisible: blanks, line ends, and the joiners that Arabic is written with.
_PLAIN = frozenset(" \n\r\t\u00a0\u200c\u200d")
#: Stands for a character that is not seen or that turns the line around; it has no direction of its own.
_SHOWN = "\u25cc"


class Mark(NamedTuple):
    """Words to be marked: their span in the text that is shown, and of what they are (a claim's id, a role)."""

    start: int
    end: int
    of: str
    #: Words outside of any evidence: marked only while their claim is looked at.
    quiet: bool = False


def is_hidden(char: str) -> bool:
    """Whether a character is not seen, or changes the direction of others.

    >>> [is_hidden(char) for char in "ق \\u202e\\u200b\\x00"]
    [False, False, True, True, True]
    """
    return char not in _PLAIN and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def visible(text: str) -> SafeString:
    """A text as HTML; each hidden character is a sign that says which one it is when pointed at.

    One character stays one character, also to a browser, so that spans can be told from what is selected on the page.
    """
    if not any(map(is_hidden, text)):
        return mark_safe(escape(text).replace("\r", "&#13;"))
    return mark_safe("".join(_sign(char) if is_hidden(char) else escape(char) for char in text).replace("\r", "&#13;"))


def without_hidden(text: str) -> str:
    """A text with a sign in the place of each hidden character.

    >>> without_hidden("قتلى\u202e")
    'قتلى◌'
    """
    return "".join(_SHOWN if is_hidden(char) else char for char in text)


def heading(text: str, most: int = 90) -> str:
    """The first line of a text that has no title, cut after a word; nothing where it holds no letter.

    >>> heading("\\n  قتل 3 جنود \\nأمس"), heading("قتل ثلاثة جنود في حلب", 12), heading(" * ")
    ('قتل 3 جنود', 'قتل ثلاثة …', '')
    """
    line = next((line.strip() for line in text.splitlines() if any(map(str.isalpha, line))), "")
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"


def _sign(char: str) -> str:
    name = unicodedata.name(char, "")
    told = f"U+{ord(char):04X} {name}".strip()
    return f'<span class="hidden-sign" title="{escape(told)}">{_SHOWN}</span>'


def marked(text: str, marks: Iterable[Mark] = ()) -> SafeString:
    """A text as HTML with marks, which may lie within and across one another.

    Each stretch under at least one mark is one ``<mark>``; ``data-of`` names all that it belongs to. A mark holds the
    bare words: a label in it would turn the words of a right-to-left line around.

    >>> str(marked("قتل 3 جنود", [Mark(0, 10, "a"), Mark(4, 5, "b")]))
    '<mark data-of="a">قتل </mark><mark data-of="a b" data-depth="2">3</mark><mark data-of="a"> جنود</mark>'
    """
    marks = [mark for mark in marks if 0 <= mark.start < mark.end]
    edges = sorted({0, len(text), *(min(edge, len(text)) for mark in marks for edge in (mark.start, mark.end))})
    starts: dict[int, list[Mark]] = {}
    for mark in marks:
        starts.setdefault(mark.start, []).append(mark)
    open_: list[Mark] = []
    found = []
    for start, end in pairwise(edges):
        open_ = [mark for mark in open_ if mark.end > start] + starts.get(start, [])
        piece = visible(text[start:end])
        found.append(_marked_piece(piece, open_) if open_ else piece)
    return mark_safe("".join(found))


def _marked_piece(piece: str, marks: list[Mark]) -> str:
    loud = len({mark.of for mark in marks if not mark.quiet})
    depth = f' data-depth="{min(loud, 4)}"' if loud > 1 else ""
    of = escape(" ".join(dict.fromkeys(mark.of for mark in marks)))
    return f'<mark data-of="{of}"{depth}>{piece}</mark>' if loud else f'<span data-of="{of}">{piece}</span>'
