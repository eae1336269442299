"""JSON Lines: one report an object, one object a line; a bad line is named and the others are still read."""

from __future__ import annotations

import codecs
import datetime
import io
import itertools
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from rasd.errors import InputError
from rasd.loading.loaded import How, Loaded
from rasd.loading.text import decode, refuse_no_arabic
from rasd.model import Report

_FORM = 'Write one object a line: {"id": …, "text": …, "published": "2020-01-26", "outlet": …}.'
_SURROGATE = re.compile("[\ud800-\udfff]")
_DAY = re.compile(r"\s*\d{4}-\d\d-\d\d")
_BLOCK = 1 << 16
_KNOWN = frozenset("id text published outlet title url author".split())


def read(stream: BinaryIO, where: str, how: How) -> Iterator[Loaded | InputError]:
    """The reports of a file of JSON lines."""
    return read_objects(stream, where, how.max_size)


def read_objects(stream: BinaryIO, where: str, limit: int, first: int = 1) -> Iterator[Loaded | InputError]:
    """The reports of a stream of JSON lines, one at a time, each with all that its object tells.

    Its original is the UTF-8 of its text; ``limit`` is the largest line in bytes, ``first`` the number of its first
    line in the whole file.
    """
    for number, raw in enumerate(_lines(stream, limit), first):
        place = f"{where}:{number}"
        if not raw.strip():
            continue
        try:
            yield _loaded(_parse(raw, place, limit), place)
        except InputError as error:
            yield error
            if number == 1 and raw.strip() in (b"[", b"{"):
                return  # one pretty-printed document: the other lines would each say the same


def _loaded(found: dict[str, Any], place: str) -> Loaded:
    report = _report(found, place)
    told = {key: value for key, value in found.items() if key not in _KNOWN}
    published, author = found.get("published"), found.get("author")
    return Loaded(
        report,
        report.text.encode("utf-8", "surrogatepass"),
        author=author if isinstance(author, str) else None,
        published_at=published.strip() if isinstance(published, str) and "T" in published else None,
        told=told or None,
    )


class _Recoded(io.RawIOBase):
    """A stream of UTF-16 as UTF-8, a block at a time: lines are cut from it as from any other."""

    def __init__(self, begun: bytes, stream: BinaryIO, encoding: str) -> None:
        self._blocks = itertools.chain([begun], iter(lambda: stream.read(_BLOCK), b""), [b""])
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ready = b""

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer as far as there is something."""
        for block in self._blocks if not self._ready else ():
            self._ready = self._decoder.decode(block, not block).encode("utf-8", "replace")
            if self._ready:
                break
        given = self._ready[: len(buffer)]
        self._ready = self._ready[len(given) :]
        buffer[: len(given)] = given
        return len(given)


def _lines(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """Lines of at most ``limit`` bytes and one; the rest of a longer line is passed over."""
    first = stream.readline(limit + 1)
    if first[:2] in (b"\xff\xfe", b"\xfe\xff"):
        order = "utf-16-le" if first[:2] == b"\xff\xfe" else "utf-16-be"
        stream, first = cast(BinaryIO, io.BufferedReader(_Recoded(first[2:], stream, order))), b""
    line = first.removeprefix(b"\xef\xbb\xbf") or stream.readline(limit + 1)
    while line:
        yield line
        while len(line) > limit and not line.endswith(b"\n"):
            line = stream.readline(limit + 1)
        line = stream.readline(limit + 1)


def _parse(raw: bytes, place: str, limit: int) -> dict[str, Any]:
    if len(raw) > limit:
        what = f"the line is larger than {limit / 1e6:g} MB"
        raise InputError(place, what, "Cut it up, or raise --max-size.", "too-large", size=limit)
    try:
        found = json.loads(decode(raw, place))
    except json.JSONDecodeError as error:
        raise InputError(place, f"is no JSON object ({error.msg}, column {error.colno})", _FORM, "no-json") from error
    except RecursionError as error:
        raise InputError(place, "is nested too deep", _FORM, "no-json") from error
    except ValueError as error:  # an integer of thousands of digits
        raise InputError(place, f"is no JSON object ({error})", _FORM, "no-json") from error
    if not isinstance(found, dict):
        raise InputError(place, f"is {_named(found)}, no object", _FORM, "no-json")
    return found


def _report(found: dict[str, Any], place: str) -> Report:
    text = _text(found, "text", place)
    if text is None:
        raise InputError(place, 'has no "text"', _FORM, "no-text")
    refuse_no_arabic(text, place)
    return Report.from_text(
        text,
        id=_id(found.get("id"), place),
        published=_published(found.get("published"), place),
        outlet=_text(found, "outlet", place),
        title=_text(found, "title", place),
        url=_text(found, "url", place),
    )


def _text(found: dict[str, Any], key: str, place: str) -> str | None:
    value = found.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(place, f'"{key}" is {_named(value)}, no string', _FORM, "no-string", key=key)
    return _SURROGATE.sub("\ufffd", value) if value else value


def _id(value: Any, place: str) -> str:
    if value is None or value == "":
        return place
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise InputError(place, f'"id" is {_named(value)}, no string', _FORM, "no-string", key="id")
    return _SURROGATE.sub("\ufffd", str(value))


def _published(value: Any, place: str) -> datetime.date | None:
    if value is None or value == "":
        return None
    try:
        if isinstance(value, str) and _DAY.match(value):
            return datetime.date.fromisoformat(value.strip()[:10])
    except ValueError:
        pass
    what = f'"published" is {_shown(value)}, no date'
    raise InputError(place, what, 'Write it as "2020-01-26", or leave it out.', "no-date", key="published")


def _named(value: Any) -> str:
    names = {str: "a string", bool: "true or false", int: "a number", float: "a number", list: "a list"}
    return "null" if value is None else names.get(type(value), "an object")


def _shown(value: Any) -> str:
    shown = json.dumps(value)
    return shown if len(shown) < 40 else shown[:37] + "…"
