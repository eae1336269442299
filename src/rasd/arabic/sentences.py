"""Sentences, in text whose punctuation cannot be trusted.

A full stop, a question mark, a line break, or a run of blanks that a page's layout left behind ends
a sentence; a stop inside a number or an abbreviation of single letters does not.
"""

from __future__ import annotations

from rasd.arabic.marks import ENDINGS, LAYOUT_GAP, STOPS, found
from rasd.arabic.words import Tokens

_CAUSES = frozenset("جراء اثر نتيجه بسبب".split())
#: What opens the parts of a figure that stands before a semicolon.
_PARTS = frozenset("هم هما بينهم بينهن منهم معظمهم غالبيتهم اغلبهم نصفهم جميعهم".split())
_CLOSERS = frozenset("\"'”»)’]")


def sentences(tokens: Tokens) -> list[tuple[int, int]]:
    """The token ranges of the sentences; line breaks belong to none.

    >>> from rasd.arabic.words import tokenise
    >>> t = tokenise("قتل جندي. وأصيب آخر\\nانتهى")
    >>> [t.slice(a, b) for a, b in sentences(t)]
    ['قتل جندي.', 'وأصيب آخر', 'انتهى']
    """
    spans: list[tuple[int, int]] = []
    begin, total = 0, len(tokens.forms)
    for i in found(ENDINGS, tokens.marks, 0, total):
        if i < begin:
            continue
        if tokens.kinds[i] == "b":
            end, following = i, i + 1
        elif tokens.forms[i] in STOPS and not _inside(tokens, i) and not _goes_on(tokens, i):
            end = following = _past_closers(tokens, i + 1)
        elif tokens.starts[i] - tokens.ends[i - 1] > LAYOUT_GAP:
            end = following = i
        else:
            continue
        if end > begin:
            spans.append((begin, end))
        begin = following
    if begin < total:
        spans.append((begin, total))
    return spans


def _past_closers(tokens: Tokens, i: int) -> int:
    """The token after the brackets and quotation marks that close with a stop."""
    while i < len(tokens.forms) and tokens.forms[i] in _CLOSERS and tokens.starts[i] == tokens.ends[i - 1]:
        i += 1
    return i


def _goes_on(tokens: Tokens, i: int) -> bool:
    """«إصابة أربعة؛ جراء قصف كذا»، «قتل 7؛ بينهم طفلان»: a cause, or the parts of a figure, after a semicolon."""
    if tokens.forms[i] != "؛":
        return False
    after = tokens.forms[i + 1 : i + 3]
    return after == ["من", "بينهم"] or not (_CAUSES | _PARTS).isdisjoint(after[:1])


def _inside(tokens: Tokens, i: int) -> bool:
    """Whether a stop is part of a dotted abbreviation or an ellipsis within the sentence."""
    forms, kinds, starts, ends = tokens.forms, tokens.kinds, tokens.starts, tokens.ends
    if forms[i] != "." or (i and len(forms[i - 1]) > 1 and (i + 1 == len(forms) or forms[i + 1] != ".")):
        return False
    if i + 1 < len(forms) and forms[i + 1] == "." and starts[i + 1] == ends[i]:
        return True
    if i and forms[i - 1] == "." and starts[i] == ends[i - 1]:
        return not (i + 1 < len(forms) and kinds[i + 1] == "b")
    short = i > 0 and kinds[i - 1] in "wl" and len(forms[i - 1]) == 1 and starts[i] == ends[i - 1]
    return bool(short and i + 1 < len(forms) and kinds[i + 1] in "wl" and len(forms[i + 1]) <= 2)
