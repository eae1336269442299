"""Whether two places that a report names are one ground: one lies in the other, or has its name and a little more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.names import BARE, COUNTRYSIDE, content_words
from rasd.reading.cutting.placenames import HEADINGS, one_name

if TYPE_CHECKING:
    from rasd.reading.scenes.scene import Context

#: So many chunks on either side of a place are looked at.
_CHAIN = 6
#: What may stand between the places of one chain.
_BETWEEN = 'pw"'
_SIDES = {BARE[form]: form.removesuffix("ا").removesuffix("يه").removesuffix("ي") for form in HEADINGS}


def chain_of(chunks: Sequence[Chunk], place: Chunk) -> list[Chunk]:
    """The places that stand together with one and say where it lies: «حي كذا في مخيم كذا وسط مدينة كذا»."""
    at = next((n for n, c in enumerate(chunks) if c.kind == "L" and c.first <= place.first < c.last), None)
    if at is None:
        return []
    after = _linked(chunks[at + 1 : at + 1 + _CHAIN])
    if chunks[at].conj:
        return after
    return [*_linked(chunks[max(0, at - _CHAIN) : at][::-1], back=True), *after]


def _linked(chunks: Iterable[Chunk], *, back: bool = False) -> list[Chunk]:
    """The places of a chain, from one end of it; a place with «و» is another one."""
    found: list[Chunk] = []
    for chunk in chunks:
        if chunk.kind == "L" and (back or not chunk.conj):
            found.append(chunk)
        if chunk.conj or chunk.kind not in _BETWEEN + "L":
            break
    return [c for c in found if c.level != "country"]


def one_ground(text: Text, one: Chunk, other: Chunk) -> bool:
    """«شمال كذا» and «شمالي مدينة كذا», «كذا» and «كذا البلد»; not «شمال كذا» and «جنوب كذا», nor a whole state."""
    if one_name(text, one, other):
        return True
    if "country" in (one.level, other.level) or _countryside(text, one) or _countryside(text, other):
        return False
    (name, side), (known, its_side) = _told(text, one), _told(text, other)
    if not name or not known or (side and its_side and side != its_side):
        return False
    return name <= known or known <= name


def _countryside(text: Text, place: Chunk) -> bool:
    """«ريف كذا», «ريف كذا الشرقي»: so wide that what happens on the same day may be another matter."""
    return any(f.removeprefix("ب") in COUNTRYSIDE for f in text.forms[place.first : place.last])


def _told(text: Text, place: Chunk) -> tuple[set[str], set[str]]:
    """The words that name a place, and the sides of the sky among them."""
    words = content_words(place, text)
    return {w for w in words if w not in _SIDES}, {_SIDES[w] for w in words if w in _SIDES}


def where_told(text: Text, chunks: Sequence[Chunk], place: Chunk, context: Context) -> bool:
    """Whether a place is where the incident told of before was, or lies in it, or around it."""
    if context.place is None:
        return False
    known = [context.place, *context.there]
    if any(one_ground(text, place, told) for told in (*known, *context.chain)):
        return True
    return any(one_ground(text, wider, told) for wider in chain_of(chunks, place) for told in known)
