"""What the lint looks for in the files of actors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from rasd.arabic.words import tokenise
from rasd.codebook import check_relations, schema
from rasd.codebook.aliases import STEPPED, keys, spelled, words_of
from rasd.codebook.periods import is_bound, told

_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)+")
_COUNTRY = re.compile("[A-Z]{2}")
_OTHERS_SHOWN = 3


def is_list(document: Any) -> bool:
    """Whether a document is a list of entries that can be looked at together."""
    return isinstance(document, list) and all(_usable(entry) for entry in document)


def _usable(entry: Any) -> bool:
    if not isinstance(entry, dict) or not all(isinstance(entry.get(k), str) for k in ("id", "ar")):
        return False
    aliases = entry.get("aliases") or []
    if not isinstance(aliases, list):
        return False
    return all(isinstance(a, str) or (isinstance(a, dict) and isinstance(a.get("ar"), str)) for a in aliases)


def entries(document: Any) -> schema.Found:
    """The mistakes inside single entries of one file."""
    if not isinstance(document, list):
        yield (), "not a list of entries. Begin each actor with «- id:»."
        return
    for entry in document:
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            yield (), f"an entry without an id: {str(entry)[:60]}. Give it one."
            continue
        yield from _entry(entry, (f"id: {entry['id']}",))


def _entry(entry: dict[str, Any], at: tuple[str, ...]) -> schema.Found:
    yield from schema.typed(entry, schema.ACTOR, schema.REQUIRED["actors"], at)
    if not _ID.fullmatch(entry["id"]):
        yield at, f"the id {entry['id']!r} is not of small letters, digits and hyphens (syr-army). Rename it."
    if entry.get("kind") not in schema.KINDS:
        yield (*at, "kind"), f"unknown kind {entry.get('kind')!r}. Known are {', '.join(sorted(schema.KINDS))}."
    for country in [entry.get("country"), *_listed(entry.get("acts_in"))]:
        if country is not None and not _COUNTRY.fullmatch(str(country)):
            yield (*at, "country"), f"{country!r} is no country code. Write two capital letters (ISO 3166), or null."
    if entry.get("source") is None and not entry.get("unsure"):
        yield at, "no source. Name where the actor is documented, or leave null and say under unsure what is not known."
    yield from _years(entry.get("years"), at)
    yield from check_relations.listed(entry, at)
    if _usable(entry):
        yield from _aliases(entry, at)
    else:
        yield at, "an alias is neither a name nor a mapping with ar. Write «- name» or «- {ar: name, …}»."


def _years(years: Any, at: tuple[str, ...]) -> schema.Found:
    if years is None:
        return
    if not isinstance(years, list) or len(years) != 2 or not all(map(is_bound, years)):
        yield (*at, "years"), f"years {years} are not a first and a last year or day. Write [2014, null]."
    elif told(years)[0] > told(years)[1]:
        yield (*at, "years"), f"the years {years} end before they begin. Turn them round."


def _aliases(entry: dict[str, Any], at: tuple[str, ...]) -> schema.Found:
    said: dict[str, str] = {}
    for alias in spelled(entry):
        here = (*at, alias["ar"])
        yield from schema.typed(alias, schema.ALIAS, (), here)
        yield from _years(alias.get("years"), here)
        if alias.get("framing", "neutral") not in schema.FRAMINGS:
            yield here, f"unknown framing {alias['framing']!r}. Known are {', '.join(sorted(schema.FRAMINGS))}."
        yield from _never(alias["ar"], here)
        key = " ".join(words_of(alias["ar"]))
        if key in said:
            yield here, f"the alias {alias['ar']!r} is there already as {said[key]!r}. Remove one."
        said.setdefault(key, alias["ar"])


def _never(alias: str, at: tuple[str, ...]) -> schema.Found:
    """Aliases that reading, which goes from word to word, can never meet."""
    tokens = tokenise(alias)
    odd = [f for f, kind in zip(tokens.forms, tokens.kinds, strict=True) if kind not in "wln" and f not in STEPPED]
    if odd or "\n" in alias:
        mark = odd[0] if odd and odd[0].strip() else "line break"
        yield at, f"the alias {alias!r} holds {mark!r}, over which no name is read. Write the words without it."
    if not any(kind in "wln" for kind in tokens.kinds):
        yield at, f"the alias {alias!r} has no word in it. Remove it."


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


# ---- between entries


def between(documents: dict[str, Any]) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """The mistakes that show only when all files are looked at together, as ``(file, where, message)``."""
    known: dict[str, str] = {}
    for file, entry in _all(documents):
        if entry["id"] in known:
            yield file, (f"id: {entry['id']}",), f"the id {entry['id']} is in {known[entry['id']]} already. Change one."
        known.setdefault(entry["id"], file)
    for file, entry in _all(documents):
        for key in ("part_of", "successor_of"):
            whole = entry.get(key)
            if whole is not None and not (isinstance(whole, str) and whole in known):
                message = f"{key} names {entry[key]}, which no entry has as its id. Correct it, or add the entry."
                yield file, (f"id: {entry['id']}", key), message
    yield from check_relations.between(documents)
    yield from _claimed_twice(documents)


def _all(documents: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((file, entry) for file, document in documents.items() for entry in document)


def _claimed_twice(documents: dict[str, Any]) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Spellings that name several actors although not every one of them says so."""
    names = [(file, entry, alias) for file, entry in _all(documents) for alias in spelled(entry)]
    claims: dict[str, list[tuple[str, dict[str, Any], dict[str, Any]]]] = {}
    for (file, entry, alias), words in zip(names, keys([a["ar"] for _, _, a in names]), strict=True):
        if words and not alias.get("context"):
            claims.setdefault(" ".join(words), []).append((file, entry, alias))
    for own in claims.values():
        ids = list(dict.fromkeys(entry["id"] for _, entry, _ in own))
        for file, entry, alias in own if len(ids) > 1 else ():
            if not alias.get("shared"):
                others = ", ".join([i for i in ids if i != entry["id"]][:_OTHERS_SHOWN])
                message = (
                    f"{alias['ar']!r} names {others} too. Say shared: true at each, or context: true, or remove it."
                )
                yield file, (f"id: {entry['id']}", alias["ar"]), message
