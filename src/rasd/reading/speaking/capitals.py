"""Capitals as sources: «بحسب أنقرة» is the word of a government, and no place."""

from __future__ import annotations

from rasd.codebook.book import Codebook
from rasd.reading.cutting.chunks import Text
from rasd.reading.speaking.speakers import Speaking


def capital(text: Text, book: Codebook, at: int, last: int) -> Speaking | None:
    """«بحسب أنقرة»، «وفقا لدمشق»: a capital after such a word is its government."""
    if at >= last:
        return None
    form = text.forms[at]
    known = book.context_aliases.get(form) or book.context_aliases.get(form.removeprefix("ل"), ())
    states = tuple(actor for actor in known if actor.metonym)
    return Speaking(at, at + 1, states) if len(states) == 1 else None
