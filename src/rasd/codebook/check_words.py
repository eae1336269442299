"""What the lint looks for in actions, objects, units and cues."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from rasd.arabic.script import fold
from rasd.codebook import schema
from rasd.codebook.schema import Found

_WEAK = str.maketrans("", "", "اويىءئؤأإآة")
_PREFIXES = ("ي", "ت", "ن", "أ", "ا")


def actions(document: Any) -> Found:
    """The mistakes of actions.yaml."""
    yield from _codes(document, schema.ACTIONS, "actions.yaml", schema.ACTION)
    spelled: dict[tuple[str, str], tuple[str, bool]] = {}
    for entry in _mappings(document):
        code = str(entry.get("code"))
        yield from _object(entry, (f"code: {code}",))
        for part, word in _words(entry):
            spelling = str(word.get("past") or word.get("sg") or word.get("ar") or "")
            at = (f"code: {code}", spelling) if spelling else (f"code: {code}",)
            yield from _word(part, word, at)
            known, told_apart = spelled.setdefault((part, spelling), (code, _told_apart(word)))
            if known != code and not (told_apart or _told_apart(word)):
                yield (
                    at,
                    f"{spelling!r} stands under {known} too. Tell them apart with only, object or needs.",
                )


def _words(entry: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((part, word) for part in schema.WORDS for word in _mappings(entry.get(part)))


def _told_apart(word: dict[str, Any]) -> bool:
    return any(key in word for key in ("only", "object", "needs"))


def _word(part: str, word: dict[str, Any], at: tuple[str, ...]) -> Found:
    own = {"verbs": ("past", "present"), "phrases": ("ar", "kind")}.get(part, ("sg",))
    yield from schema.typed(word, schema.WORDS[part], own, at)
    yield from _object(word, at)
    for key, allowed in (("voice", schema.VOICES), ("of", schema.GENITIVES), ("kind", schema.PHRASE_KINDS)):
        if key in word and word[key] not in allowed:
            yield at, f"unknown {key} {word[key]!r}. Known are {', '.join(sorted(allowed))}."
    if part == "verbs" and all(isinstance(word.get(k), str) for k in own):
        yield from _conjugates(word["past"], word["present"], at)


def _object(word: dict[str, Any], at: tuple[str, ...]) -> Found:
    for key, allowed in (("object", schema.OBJECTS), ("only", schema.ONLY)):
        value = word.get(key)
        if isinstance(value, str) and value not in allowed:
            yield at, f"{key} {value!r} is no code of an object. Use one of objects.yaml."


def _conjugates(past: str, present: str, at: tuple[str, ...]) -> Found:
    """A present begins with the letter of the person and has the consonants of its past."""
    fits = present.startswith(_PREFIXES) and _consonants(past) == _consonants(present[1:])
    if not fits or " " in past + present:
        yield at, f"the present {present!r} does not fit the past {past!r}. Write the two as «قتل» and «يقتل»."


def _consonants(verb: str) -> str:
    return fold(verb).translate(_WEAK)


def objects(document: Any) -> Found:
    """The mistakes of objects.yaml."""
    yield from _codes(document, schema.OBJECTS, "objects.yaml", schema.OBJECT)
    claimed: dict[str, str] = {}
    for entry in _mappings(document):
        code = str(entry.get("code"))
        for text in [*_texts(entry.get("nouns")), *_texts(entry.get("phrases"))]:
            spelled, *signs = text.split("+")
            singular = spelled.split("/")[0]
            at = (f"code: {code}", singular)
            for sign in signs:
                if sign not in schema.NOUN_SIGNS:
                    yield (
                        at,
                        f"unknown sign +{sign}. Known are {', '.join('+' + s for s in sorted(schema.NOUN_SIGNS))}.",
                    )
            known = claimed.setdefault(fold(singular), code)
            if known != code:
                yield at, f"{singular!r} stands under {known} too. Leave it under one class."


def units(document: Any) -> Found:
    """The mistakes of units.yaml."""
    yield from _codes(document, schema.UNITS, "units.yaml", schema.UNIT)
    claimed: dict[str, str] = {}
    for entry in _mappings(document):
        code = str(entry.get("code"))
        for spelling in _texts(entry.get("ar")):
            if claimed.setdefault(fold(spelling), code) != code:
                yield (f"code: {code}", spelling), f"{spelling!r} is a unit already. Leave it at one."


def _codes(document: Any, allowed: frozenset[str], file: str, keys: schema.Keys) -> Found:
    """Each code of the list once, no other, with the keys that belong to it."""
    if not isinstance(document, list) or not all(isinstance(entry, dict) for entry in document):
        yield (), "not a list of entries. Begin each with «- code:»."
        return
    seen: set[str] = set()
    for entry in document:
        code = str(entry.get("code"))
        at = (f"code: {code}",)
        yield from schema.typed(entry, keys, schema.REQUIRED[file], at)
        if code not in allowed:
            yield at, f"unknown code {code!r}. Known are {', '.join(sorted(allowed))}."
        if code in seen:
            yield at, f"two entries have the code {code}. Make them one."
        seen.add(code)
    for code in sorted(allowed - seen):
        yield (), f"the code {code} has no entry. Add it."


# ---- cues


def cues(document: Any) -> Found:
    """The mistakes of cues.yaml."""
    if not isinstance(document, dict):
        yield (), "not a mapping. Begin with «speaking:»."
        return
    yield from _parts(document)
    for key, names in (("places", "levels of place"), ("carriers", "roles"), ("losing", "roles"), ("means", "means")):
        yield from _once(document.get(key), key, names)
    yield from _once(
        {s: _texts(_part(words, "verbs")) for s, words in _pairs(document.get("speaking"))}, "speaking", "stances"
    )
    denied = {fold(w) for w in _texts(document.get("negation"))}
    for key in ("according", "distance", "by"):
        yield from _opposed(_texts(document.get(key)), denied, key)
    yield from _opposed(_texts(_part(document.get("unreal"), "words")), denied, "unreal")
    for moment in _texts(document.get("moments")):
        if not re.fullmatch(r"[^/]+/\d{4}-\d\d-\d\d", moment):
            yield ("moments:",), f"{moment!r} has no day. Write the name, a slash and the day (2015-03-26)."


def _parts(document: dict[str, Any]) -> Found:
    for key in document:
        if key not in schema.CUES:
            yield (f"{key}:",), f"unknown key {key!r}. Known are {', '.join(schema.CUES)}."
    for key, parts in schema.CUES.items():
        value = document.get(key)
        if not isinstance(value, list if parts is None else dict):
            yield (
                (f"{key}:",),
                f"{key} is missing or has the wrong form. Write a {'list' if parts is None else 'mapping'}.",
            )
        elif parts is not None:
            for part in sorted(parts ^ set(value)):
                what = "unknown" if part in value else "missing"
                yield (f"{key}:",), f"{what} part {part!r} of {key}. It has {', '.join(sorted(parts))}."


def _once(lists: Any, key: str, names: str) -> Found:
    """A word belongs to one list of its kind."""
    claimed: dict[str, str] = {}
    for part, words in _pairs(lists):
        for word in _texts(words):
            known = claimed.setdefault(fold(word), part)
            if known != part:
                yield (
                    (f"{key}:", f"{part}:"),
                    f"{word!r} stands under {known} and {part}. A word has one of the {names}.",
                )


def _opposed(words: list[str], denied: set[str], key: str) -> Found:
    for word in words:
        if fold(word) in denied:
            yield (f"{key}:",), f"{word!r} is a cue under {key} and a negation. Leave it at one of them."


# ---- shapes


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _texts(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _pairs(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, dict) else []


def _part(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None
