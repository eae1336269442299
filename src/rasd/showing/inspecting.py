"""What the Arabic layer finds in single lines: numbers or dates, one JSON array a line."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from rasd.errors import InputError
from rasd.loading import Failure, open_source
from rasd.loading.inputs import Source
from rasd.loading.text import decode
from rasd.model import to_json

_FORM = 'Write a plain line of text, or {"text": …, "published": "2020-01-26"}.'


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
            text, published = _question(raw, f"{name}:{number}")
            yield to_json(_found(what, text, published))
        except InputError as error:
            yield Failure(error)
            yield b"[]"  # so that answers stay beside their questions


def _question(raw: bytes, where: str) -> tuple[str, datetime.date | None]:
    line = decode(raw, where).rstrip("\r\n")
    if not line.lstrip().startswith("{"):
        return line, None
    try:
        question = json.loads(line)
        published = question.get("published")
        day = None if published is None else datetime.date.fromisoformat(published[:10])
        text = question["text"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(where, f"is no question ({type(error).__name__}: {error})", _FORM) from error
    if not isinstance(text, str):
        raise InputError(where, '"text" is no string', _FORM)
    return text, day


def _found(what: str, text: str, published: datetime.date | None) -> list[dict[str, Any]]:
    if what == "numbers":
        from rasd.arabic import numbers

        return numbers.inspect(text)
    from rasd.arabic import dates

    return dates.inspect(text, published)
