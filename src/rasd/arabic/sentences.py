"""Sentences, in text whose punctuation cannot be trusted.

A full stop, a question mark, a line break, or a run of blanks that a page's layout left behind ends
a sentence; a stop inside a number or an abbreviation of single letters does not.
"""

from __future__ import annotations

from rasd.arabic.words import Tokens

_STOPS = frozenset(".!؟?؛…")
_CLOSERS = frozenset("\"'”»)’]")
#: Blanks in a row that only a table cell or a stripped page leaves.
_LAYOUT_GAP = 4


def sentences(tokens: Tokens) -> list[tuple[int, int]]:
    """The token ranges of the sentences; line breaks belong to none.

    >>> from rasd.arabic.words import tokenise
    >>> t = tokenise("قتل جندي. وأصيب آخر\\nانتهى")
    >>> [t.slice(a, b) for a, b in sentences(t)]
    ['قتل جندي.', 'وأصيب آخر', 'انتهى']
    """
    forms, kinds, starts, ends = tokens.forms, tokens.kinds, tokens.starts, tokens.ends
    found: list[tuple[int, int]] = []
    begin, total = 0, len(forms)
    i = 0
    while i < total:
        kind = kinds[i]
        if kind == "b":
            if i > begin:
                found.append((begin, i))
            begin = i + 1
        elif kind == "p" and forms[i] in _STOPS and not _inside(tokens, i):
            i += 1
            while i < total and forms[i] in _CLOSERS and starts[i] == ends[i - 1]:
                i += 1
            found.append((begin, i))
            begin = i
            continue
        elif i > begin and starts[i] - ends[i - 1] > _LAYOUT_GAP:
            found.append((begin, i))
            begin = i
        i += 1
    if begin < total:
        found.append((begin, total))
    return found


def _inside(tokens: Tokens, i: int) -> bool:
    """Whether a stop is part of a dotted abbreviation or an ellipsis within the sentence."""
    forms, kinds, starts, ends = tokens.forms, tokens.kinds, tokens.starts, tokens.ends
    if forms[i] != ".":
        return False
    if i + 1 < len(forms) and forms[i + 1] == "." and starts[i + 1] == ends[i]:
        return True
    if i and forms[i - 1] == "." and starts[i] == ends[i - 1]:
        return not (i + 1 < len(forms) and kinds[i + 1] == "b")
    short = i > 0 and kinds[i - 1] in "wl" and len(forms[i - 1]) == 1 and starts[i] == ends[i - 1]
    return bool(short and i + 1 < len(forms) and kinds[i + 1] in "wl" and len(forms[i + 1]) <= 2)
