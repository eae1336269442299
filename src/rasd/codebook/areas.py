"""What a person means by a place to look in: a country, a unit of one, a settlement, or words of a name."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from rasd.arabic.script import fold
from rasd.arabic.words import tokenise
from rasd.codebook.gazetteer import Entry, load
from rasd.errors import UsageError


class Area(NamedTuple):
    """Where to look; ``named`` are the words that names of places are searched for."""

    named: str | None = None
    id: str | None = None
    country: str | None = None
    admin1: tuple[str, ...] = ()


@functools.cache
def _by_id() -> dict[str, Entry]:
    return {entry.id: entry for entry in load().entries}


def entry_of(id: str) -> Entry | None:
    """The place with this id; none where the gazetteer has none.

    >>> entry_of("iso:SY").name_en, entry_of("iso:XX-YY")
    ('Syria', None)
    """
    return _by_id().get(id)


@functools.lru_cache(maxsize=1000)
def area_of(value: str) -> Area:
    """The area of an ISO code (``SY``, ``SY-ID``), an id of the gazetteer, or a name.

    Raises :class:`UsageError` for an id that the gazetteer does not have.

    >>> area_of("SY").country, area_of("iso:SY-DI").country, area_of("لا مكان كهذا")
    ('SY', 'SY', Area(named='لا مكان كهذا', id=None, country=None, admin1=()))
    """
    if not value.strip():
        message = "{option}: names no place. Write SY, SY-ID, an id of the gazetteer, or a name."
        raise UsageError(message, "no-place", option="place")
    id = "iso:" + value if re.fullmatch(r"[A-Z]{2}(-\w{1,3})?", value) else value
    if re.fullmatch(r"[a-z]+:\S+", id):
        entry = _by_id().get(id)
        if entry is None:
            message = "{option} {given}: no place of the gazetteer has this id. Write a name instead."
            raise UsageError(message, "no-such-place", option="place", given=value)
        return _area(entry)._replace(named=None)
    found = load().lookup(tuple(tokenise(value).forms))
    return _area(_widest(found))._replace(named=value) if found else Area(named=value)


def _widest(bearers: Sequence[Entry]) -> Entry:
    """Of a town and the province or country around it that share a name, the one that takes in the other."""
    first = bearers[0]
    around = (entry for entry in bearers if entry.kind in ("country", "admin1") and entry.country == first.country)
    return next(around, first)


def _area(entry: Entry) -> Area:
    if entry.kind == "country":
        return Area(id=entry.id, country=entry.country)
    if entry.kind == "admin1":
        names = (entry.admin1, entry.name_en, entry.name_ar)
        return Area(id=entry.id, country=entry.country, admin1=tuple(dict.fromkeys(filter(None, names))))
    return Area(id=entry.id)


# ---- places that nobody knows


@functools.cache
def _known_names() -> dict[str, str]:
    """The folded names of all places, Arabic and English, with each as it is written."""
    return {fold(name).casefold(): name for entry in load().entries for name in (entry.name_ar, entry.name_en) if name}


def is_known(value: str) -> bool:
    """Whether a place is known by a code, an id, or a name that holds all of these words.

    >>> is_known("SY"), is_known("حلب"), is_known("aleppo"), is_known("Atlantis")
    (True, True, True, False)
    """
    if area_of(value).named is None or area_of(value).id is not None:
        return True
    asked = set(fold(value).casefold().split())
    return any(asked <= set(name.split()) for name in _known_names())


def near(value: str) -> list[str]:
    """Names of places that are written nearly like this one.

    >>> near("Alepo")
    ['Aleppo']
    """
    found = difflib.get_close_matches(fold(value).casefold(), _known_names(), n=3, cutoff=0.85)
    return [_known_names()[name] for name in found]
