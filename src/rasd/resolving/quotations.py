"""Quotations: whether a token stands inside one."""

from __future__ import annotations

from rasd.arabic.words import Tokens

_OPEN = frozenset("«“")
_CLOSE = frozenset("»”")
#: Tokens of the longest quotation: a report may be one line of a megabyte.
_LONGEST = 2_000


def opened_at(tokens: Tokens, at: int) -> int | None:
    """The token that opens the quotation in which a token stands; None outside of any.

    A quotation ends with its line at the latest, and is no longer than a page.
    """
    first = max(tokens.kinds.rfind("b", 0, at) + 1, at - _LONGEST)
    opened: int | None = None
    for t in range(first, at):
        form = tokens.forms[t]
        if form in _OPEN or (form == '"' and opened is None):
            opened = t
        elif form in _CLOSE or form == '"':
            opened = None
    return opened


def is_quoted(tokens: Tokens, at: int) -> bool:
    """Whether a token stands inside a quotation.

    >>> from rasd.arabic.words import tokenise
    >>> [is_quoted(tokenise('قال: "قصفنا أمس" ثم غادر أمس'), at) for at in (4, 8)]
    [True, False]
    """
    return opened_at(tokens, at) is not None
