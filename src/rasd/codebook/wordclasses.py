"""Classes of words: titles, offices, media, bodies, kinds of place …, by what the words of a class mean to reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from rasd.arabic.script import fold

FILE = "word_classes.yaml"
#: What an entry of the file may hold.
KEYS = ("means", "includes", "words")


class WordClasses(NamedTuple):
    """The words of each class, folded and without their article; docs/codebook.md says what each class does."""

    rank: frozenset[str]
    rank_word: frozenset[str]
    honorific: frozenset[str]
    title: frozenset[str]
    before_name: frozenset[str]
    office: frozenset[str]
    public: frozenset[str]
    witness: frozenset[str]
    source: frozenset[str]
    located: frozenset[str]
    kin: frozenset[str]
    given_name: frozenset[str]
    ordinary_name: frozenset[str]
    private_person: frozenset[str]
    eminent: frozenset[str]
    guilty: frozenset[str]
    lately: frozenset[str]
    media: frozenset[str]
    press: frozenset[str]
    audience: frozenset[str]
    issued: frozenset[str]
    of_statement: frozenset[str]
    issued_by: frozenset[str]
    with_help: frozenset[str]
    setting: frozenset[str]
    points_back: frozenset[str]
    website: frozenset[str]
    label: frozenset[str]
    read_also: frozenset[str]
    department: frozenset[str]
    harmless: frozenset[str]
    employer: frozenset[str]
    armed_body: frozenset[str]
    spokesman: frozenset[str]
    regular: frozenset[str]
    unit: frozenset[str]
    party_word: frozenset[str]
    any_group: frozenset[str]
    opposed: frozenset[str]
    allied: frozenset[str]
    several_places: frozenset[str]
    plural_place: frozenset[str]
    place_word: frozenset[str]
    needs_name: frozenset[str]
    generic_place: frozenset[str]
    public_body: frozenset[str]
    works: frozenset[str]
    name_opening: frozenset[str]
    beside: frozenset[str]
    standing: frozenset[str]
    no_post: frozenset[str]


def classes_of(document: dict[str, Any]) -> WordClasses:
    """The classes of the file, each with those that it includes."""
    words = {name: _folded(entry["words"]) for name, entry in document.items()}
    return WordClasses(**{name: _whole(name, document, words) for name in WordClasses._fields})


def extended(document: dict[str, Any], name: str, words: list[str]) -> dict[str, Any]:
    """The file with further words in one of its classes."""
    entry = document[name]
    return {**document, name: {**entry, "words": [*entry["words"], *words]}}


def classes_with(document: dict[str, Any], word: str) -> Iterator[str]:
    """The classes that a word is written down in."""
    form = fold(word)
    yield from (name for name, entry in document.items() if form in _folded(entry["words"]))


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(fold("\n".join(words)).split("\n")) if words else frozenset()


def _whole(name: str, document: dict[str, Any], words: dict[str, frozenset[str]]) -> frozenset[str]:
    return words[name].union(*(_whole(inner, document, words) for inner in document[name].get("includes", ())))


def check(document: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """The mistakes of the file."""
    known = WordClasses._fields
    if not isinstance(document, dict):
        yield (), f"not a mapping. Begin with «{known[0]}:»."
        return
    for name in [*document, *(n for n in known if n not in document)]:
        at = (f"{name}:",)
        if name not in known:
            yield at, f"unknown class {name!r}. Known are {', '.join(known)}."
        elif not isinstance(document.get(name), dict):
            yield at, f"the class {name} is missing or no mapping. Give it {', '.join(KEYS)}."
        else:
            yield from ((at, message) for message in _of_class(name, document))
    yield from _twice(document)


def _of_class(name: str, document: dict[str, Any]) -> Iterator[str]:
    entry = document[name]
    yield from (f"unknown key {key!r}. Known are {', '.join(KEYS)}." for key in entry if key not in KEYS)
    if not isinstance(entry.get("means"), str):
        yield "means is missing. Say what its words are, and what reading takes from them."
    for key in ("words", "includes"):
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
            yield f"{key} is no list of words. Write [one, two]."
    if "words" not in entry:
        yield "words is missing. Write [] where the class only includes others."
    later = WordClasses._fields[WordClasses._fields.index(name) :]
    for inner in _texts(entry, "includes"):
        if inner in later or inner not in document:
            yield f"includes {inner!r}, which is no class above it. Move that one up, or leave it out."


def _twice(document: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Spellings of one word in one class, by itself or by a class that it includes."""
    words = {name: _texts(entry, "words") for name, entry in document.items()}
    for name, entry in document.items():
        seen = {fold(word): inner for inner in _texts(entry, "includes") for word in words.get(inner, ())}
        for word in words[name]:
            if fold(word) in seen:
                yield (f"{name}:", word), f"{word} stands in {seen[fold(word)]} already. Leave it out here."
            seen.setdefault(fold(word), name)


def _texts(entry: Any, key: str) -> list[str]:
    value = entry.get(key) if isinstance(entry, dict) else None
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []
