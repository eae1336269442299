"""What the lint looks for in the relations between actors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from rasd.codebook import schema
from rasd.codebook.periods import is_bound, overlap, told
from rasd.codebook.relations import ALLIED_WITH, GOVERNS, KINDS, PART_OF, Relation, relations_of

_COUNTRY = re.compile("[A-Z]{2}")
#: The file, words that lead to the line, and the message.
Between = Iterator[tuple[str, tuple[str, ...], str]]


def listed(entry: dict[str, Any], at: tuple[str, ...]) -> schema.Found:
    """The mistakes inside the relations of one entry."""
    items = entry.get("relations")
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            yield from _item(item, at)
        else:
            yield at, f"the relation {item!r} is no mapping. Write «- {{part_of: ID, from: 2013, source: …}}»."
    if entry.get(PART_OF) and any(isinstance(i, dict) and PART_OF in i for i in items or ()):
        yield (*at, PART_OF), "part_of is told twice, once without days and once under relations. Keep one."


def _item(item: dict[str, Any], at: tuple[str, ...]) -> schema.Found:
    kinds = [kind for kind in KINDS if kind in item]
    here = (*at, "relations", str(item.get(kinds[0])) if kinds else "relations")
    yield from schema.typed(item, schema.RELATION, ("source",), here)
    if len(kinds) != 1:
        yield here, f"a relation is one of {', '.join(KINDS)}, and this has {len(kinds)} of them. Write one."
    bounds = [item.get("from"), item.get("until")]
    if not all(map(is_bound, bounds)):
        yield here, f"from and until {bounds} are no years or days. Write 2014 or 2024-12-08."
    elif told(bounds)[0] > told(bounds)[1]:
        yield here, f"the relation ends ({bounds[1]}) before it begins ({bounds[0]}). Turn the days round."
    countries = item.get("in") or []
    for country in countries if isinstance(countries, list) else ():
        if not _COUNTRY.fullmatch(str(country)):
            yield here, f"{country!r} is no country code. Write two capital letters (ISO 3166)."
    if countries and ALLIED_WITH not in item:
        yield here, "only an alliance holds in some countries. Remove in."


def between(documents: dict[str, Any]) -> Between:
    """The mistakes in relations that show only when all files are looked at together."""
    entries = {e["id"]: (file, e) for file, document in documents.items() for e in document}
    known = {id_: list(relations_of(entry)) for id_, (_, entry) in entries.items() if _readable(entry)}
    for id_, relations in known.items():
        file, entry = entries[id_]
        for relation in relations:
            message = _wrong(relation, entries)
            if message and relation.other != entry.get(PART_OF):  # looked at with the other keys
                yield file, (f"id: {id_}", "relations", relation.other), message
        for one, other in combinations(relations, 2):
            if one.kind == other.kind == PART_OF and overlap(one.days, other.days):
                yield (
                    file,
                    (f"id: {id_}", "relations", other.other),
                    f"{id_} is part of {one.other} and {other.other} on one day.",
                )
    yield from _twice(known, entries)
    yield from _circles(known, entries)


def _readable(entry: dict[str, Any]) -> bool:
    items = entry.get("relations") or ()
    fine = isinstance(items, list | tuple) and all(isinstance(i, dict) for i in items)
    fine = fine and isinstance(entry.get(PART_OF), str | None)
    return fine and all(
        is_bound(i.get("from")) and is_bound(i.get("until")) and isinstance(i.get("in") or [], list)
        and all(isinstance(i[kind], str) for kind in KINDS if kind in i)
        for i in items
    )  # fmt: skip


def _wrong(relation: Relation, entries: dict[str, tuple[str, dict[str, Any]]]) -> str:
    if relation.other not in entries:
        return f"{relation.kind} names {relation.other}, which no entry has as its id. Correct it, or add the entry."
    if relation.one == relation.other:
        return f"{relation.one} is related to itself. Name another."
    kinds = entries[relation.one][1].get("kind"), entries[relation.other][1].get("kind")
    if relation.kind == GOVERNS and kinds[1] != "state":
        return f"governs names {relation.other}, which is no state. Write part_of, or name the state."
    return ""


def _twice(known: dict[str, list[Relation]], entries: dict[str, tuple[str, dict[str, Any]]]) -> Between:
    """Alliances that are told at both ends."""
    for id_, relations in known.items():
        for relation in relations:
            back = [r for r in known.get(relation.other, ()) if r.kind == ALLIED_WITH and r.other == id_]
            if relation.kind == ALLIED_WITH and id_ < relation.other and any(_alike(relation, r) for r in back):
                message = (
                    f"{relation.other} tells of its alliance with {id_} too. Keep one of them: it holds both ways."
                )
                yield entries[id_][0], (f"id: {id_}", "relations", relation.other), message


def _alike(one: Relation, other: Relation) -> bool:
    somewhere = not (one.countries and other.countries) or one.countries & other.countries
    return bool(somewhere) and overlap(one.days, other.days)


def _circles(known: dict[str, list[Relation]], entries: dict[str, tuple[str, dict[str, Any]]]) -> Between:
    """Actors that are part of themselves, through others and with all days taken together."""
    for id_ in known:
        seen: set[str] = set()
        waiting = [id_]
        while waiting:
            above = [r.other for r in known.get(waiting.pop(), ()) if r.kind == PART_OF]
            waiting += [whole for whole in above if whole not in seen]
            seen.update(above)
        if id_ in seen:
            yield entries[id_][0], (f"id: {id_}", PART_OF), f"{id_} is part of itself. Break the circle."
