"""What is found in single lines: numbers, dates or places, one JSON array a line."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from rasd.errors import InputError
from rasd.loading import Failure, open_source
from rasd.loading.inputs import Source
from rasd.loading.text import decode
from rasd.model import to_json

_FORM = 'Write a plain line of text, or {"text": …, "published": "2020-01-26", "country": "SY"}.'


def answers(what: str, given: str) -> Iterator[bytes | Failure]:
    """One JSON array for every line of a file or of standard input (``-``); a failure stands beside an empty one."""
    try:
        with open_source(Source(given, None if given == "-" else given)) as stream:
            yield from _lines(what, stream, "standard input" if given == "-" else given)
    except InputError as error:
        yield Failure(error)


def _lines(what: str, stream: BinaryIO, name: str) -> Iterator[bytes | Failure]:
    for number, raw in enumerate(stream, 1):
        try:
            yield to_json(_found(what, _question(raw, f"{name}:{number}")))
        except InputError as error:
            yield Failure(error)
            yield b"[]"  # so that answers stay beside their questions


class Question(NamedTuple):
    """A line, and what is said about it."""

    text: str
    published: datetime.date | None = None
    country: str | None = None


def _question(raw: bytes, where: str) -> Question:
    line = decode(raw, where).rstrip("\r\n")
    if not line.lstrip().startswith("{"):
        return Question(line)
    try:
        question = json.loads(line)
        published = question.get("published")
        day = None if published is None else datetime.date.fromisoformat(published[:10])
        text, country = question["text"], question.get("country")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(where, f"is no question ({type(error).__name__}: {error})", _FORM) from error
    if not isinstance(text, str):
        raise InputError(where, '"text" is no string', _FORM)
    if country is not None and not (isinstance(country, str) and len(country) == 2 and country.isalpha()):
        raise InputError(where, '"country" is no code of two letters', 'Write "SY", or null.')
    return Question(text, day, country.upper() if country else None)


def _found(what: str, question: Question) -> list[dict[str, Any]]:
    if what == "places":
        from rasd.reading.knowledge import default
        from rasd.resolving import mentions

        return mentions.inspect(question.text, question.country, default())
    if what == "numbers":
        from rasd.arabic import numbers

        return numbers.inspect(question.text)
    from rasd.arabic import dates

    return dates.inspect(question.text, question.published)
