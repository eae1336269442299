"""At what distance: «على حد وصفه»، «أنباء عن»، «يشتبه»."""

from __future__ import annotations

from rasd.codebook.book import Codebook
from rasd.reading.chunks import Text
from rasd.reading.drafts import Draft

#: How far a distancing word reaches over the words beside it, in tokens.
_REACH = 16


def distances(text: Text, book: Codebook, drafts: list[Draft], sentence: tuple[int, int]) -> None:
    """Set the status of each draft from the stance of its speaker and the distancing words around it."""
    for draft in drafts:
        if draft.segment is not None and draft.segment.stance != "says":
            draft.status = "denied" if draft.segment.stance == "denies" else "alleged"
            draft.rules.append("denial" if draft.status == "denied" else "distance")
    for i in range(*sentence):
        form = text.forms[i]
        for rest in book.distance.get(form, ()):
            if tuple(text.forms[i + 1 : i + 1 + len(rest)]) == rest:
                _keep_away(drafts, i, backwards=form in ("علي", "بحسب"))
                break


def _keep_away(drafts: list[Draft], i: int, backwards: bool) -> None:
    for draft in drafts:
        distance = i - draft.at if backwards else draft.at - i
        if 0 <= distance <= _REACH and draft.status == "asserted":
            draft.status = "alleged"
            draft.rules.append("distance")
