"""What goes out says of itself: how far it may go, what was asked for, and what is not in it."""

from __future__ import annotations

from collections.abc import Iterator

from rasd.exporting.captions import Wording
from rasd.exporting.tables import Left, Share
from rasd.tallying.filtering import ALL, LeftOut


def holds(share: Share, words: Wording) -> Iterator[str]:
    """What was asked for, where that is not all, and what it leaves out; what is withheld from the public."""
    if share.of != ALL:
        yield f"{words('holds')}: {' · '.join(words.asked(share.of))}"
    yield from left_out(share.left, words)
    if share.left.withheld:
        yield words("not_public", claims=share.left.withheld)


def left_out(left: Left | LeftOut, words: Wording) -> Iterator[str]:
    """What a filter leaves out, if anything."""
    if left.claims:
        yield words("not_asked_for", incidents=left.incidents, claims=left.claims)
    if left.undated:
        yield words("undated", number=left.undated)
