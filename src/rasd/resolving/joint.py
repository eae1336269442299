"""Several places in one phrase: «بلدتي كذا وكذا», «حماة وحلب وحمص»."""

from __future__ import annotations

from typing import NamedTuple

from rasd.arabic.words import Tokens
from rasd.resolving.atlas import Atlas
from rasd.resolving.descriptors import Described, describe

_BREAKS = frozenset("، , و".split())


class Piece(NamedTuple):
    """One place of a phrase: its tokens, and what they say."""

    first: int
    last: int
    told: Described


def pieces(tokens: Tokens, atlas: Atlas) -> list[Piece]:
    """The places that a phrase names, each with the head that they share; one where it names one."""
    whole = describe(tuple(tokens.forms), atlas)
    runs = _runs(tokens, atlas)
    if len(runs) < 2 or (whole.bearers and whole.used == len(tokens.forms)):
        return [Piece(0, len(tokens.forms), whole)]
    found = [Piece(first, last, describe(_words(tokens, first, last), atlas)) for first, last in runs]
    if not any(piece.told.bearers for piece in found) and not _plural(tokens.forms[0], atlas):
        return [Piece(0, len(tokens.forms), whole)]
    return _with_shared_head(found, tokens, atlas)


def _runs(tokens: Tokens, atlas: Atlas) -> list[tuple[int, int]]:
    """The stretches between «و» and commas."""
    runs, first = [], 0
    for i, form in enumerate(tokens.forms):
        if form in _BREAKS or (i > first and _joins(form, atlas)):
            if i > first:
                runs.append((first, i))
            first = i + 1 if form in _BREAKS else i
    if first < len(tokens.forms):
        runs.append((first, len(tokens.forms)))
    return runs


def _joins(form: str, atlas: Atlas) -> bool:
    """Whether a word begins with «و» that joins, and not with that of «وادي»."""
    if not form.startswith("و") or len(form) < 4 or form in atlas.words.kinds:
        return False
    return bool(atlas.bearers((form[1:],))) or not atlas.bearers((form,))


def _words(tokens: Tokens, first: int, last: int) -> tuple[str, ...]:
    forms = tokens.forms[first:last]
    if forms[0].startswith("و") and first and len(forms[0]) > 3:
        forms = [forms[0][1:], *forms[1:]]
    return tuple(forms)


def _plural(form: str, atlas: Atlas) -> bool:
    return form in atlas.words.several


def _with_shared_head(found: list[Piece], tokens: Tokens, atlas: Atlas) -> list[Piece]:
    """«ريفي حلب وإدلب»: the head before the first name stands for all; «في ريف كذا» after the last one too."""
    first = found[0].told
    parents = found[-1].told.parents
    shared = []
    for n, piece in enumerate(found):
        told = piece.told
        if n and _plural(tokens.forms[0], atlas) and not told.kinds and not told.relation:
            direction = told.direction or first.direction
            told = told._replace(kinds=first.kinds, relation=first.relation, direction=direction)
        shared.append(piece._replace(told=told if told.parents else told._replace(parents=parents)))
    return shared
