"""Looking things up in the codebook: by any spelling, with or without diacritics, or by a part of a name."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, NamedTuple

from rasd.arabic.script import fold
from rasd.codebook.aliases import spelled
from rasd.codebook.book import load


class Known(NamedTuple):
    """An actor, with all its names folded into one text to look in."""

    id: str
    ar: str
    en: str
    kind: str
    country: str | None
    names: str


class Word(NamedTuple):
    """An action or class with its names and words."""

    code: str
    ar: str
    en: str
    words: tuple[str, ...]


@functools.cache
def actors() -> tuple[Known, ...]:
    """All actors, by country and name."""
    found = []
    for entry in load().actors.values():
        names = [fold(alias["ar"]) for alias in spelled(entry)]
        text = "\n".join([*names, entry["en"].casefold(), entry["id"]])
        found.append(Known(entry["id"], entry["ar"], entry["en"], entry["kind"], entry.get("country"), text))
    return tuple(sorted(found, key=lambda known: (known.country or "~", known.id)))


@functools.cache
def words() -> tuple[Word, ...]:
    """All actions and classes."""
    documents = load().documents
    return tuple(
        Word(entry["code"], entry["ar"], entry["en"], tuple(_words_of(entry)))
        for entry in (*documents["actions.yaml"], *documents["objects.yaml"])
    )


def _words_of(entry: dict[str, Any]) -> Iterator[str]:
    for verb in entry.get("verbs", ()):
        yield verb["past"]
    for key in ("nouns", "results"):
        for noun in entry.get(key, ()):
            yield noun["sg"] if isinstance(noun, dict) else noun.split("+")[0].split("/")[0]
    for phrase in entry.get("phrases", ()):
        yield phrase["ar"] if isinstance(phrase, dict) else phrase


def find_actors(asked: str, country: str, kind: str) -> list[Known]:
    """Actors that fit; those whose name begins with what is asked come first."""
    needle = fold(asked.strip()).casefold()
    found = [
        known
        for known in actors()
        if needle in known.names and (not country or known.country == country) and (not kind or known.kind == kind)
    ]
    return sorted(found, key=lambda known: not known.names.startswith(needle)) if needle else found


def find_words(asked: str) -> list[Word]:
    """Actions and classes that fit."""
    needle = fold(asked.strip()).casefold()
    return [word for word in words() if not needle or needle in _text_of(word)]


@functools.cache
def _text_of(word: Word) -> str:
    return "\n".join([*(fold(w) for w in word.words), fold(word.ar), word.en.casefold(), word.code])
