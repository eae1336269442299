"""Words found again, letter for letter: where a person's words stand in a text, and a record moved to another text."""

from __future__ import annotations

import re
from typing import Any

from rasd.arabic.script import MARKS
from rasd.model import Span


def find_words(text: str, words: str, near: Span) -> Span | None:
    """Where words stand in a text: within the span they are near to, else closest before or after it.

    Diacritics and the kind of blanks make no difference; no word may go on beyond them, but one may begin before.

    >>> find_words("قُتل جندي في حلب ثم في حلب", "حلب", (0, 9)), find_words("قتل", "حلب", (0, 3))
    ((13, 16), None)
    """
    pieces = [re.escape(letter) + f"[{MARKS}]*" for letter in re.sub(f"[{MARKS}]", "", words.strip())]
    if not pieces:
        return None
    pattern = re.sub(r"(?:\\ |\s)(?:\[[^\]]*\]\*)?", r"\\s+", "".join(pieces))
    found = [match.span() for match in re.finditer(pattern + r"(?!\w)", text)]
    return min(found, key=lambda span: _distance(span, near), default=None)


def _distance(span: Span, near: Span) -> int:
    if near[0] <= span[0] and span[1] <= near[1]:
        return 0
    return near[0] - span[0] if span[0] < near[0] else span[1] - near[1]


def moved(record: dict[str, Any], old: str, new: str) -> dict[str, Any] | None:
    """A record of one text as a record of another, in which its evidence stands elsewhere; none if it is not there.

    What it names outside of its evidence has to be there as well, at the same distance.
    """
    start, end = record["evidence"]["span"]
    places = [match.start() for match in re.finditer(re.escape(old[start:end]), new)]
    for place in sorted(places, key=lambda place: abs(place - start)):
        shifted: dict[str, Any] = _shifted(record, place - start)
        if _fits(shifted, new):
            return shifted
    return None


def _shifted(value: Any, by: int) -> Any:
    if isinstance(value, dict):
        span = value.get("span")
        inside = {key: _shifted(one, by) for key, one in value.items()}
        return inside | {"span": [span[0] + by, span[1] + by]} if span else inside
    return [_shifted(one, by) for one in value] if isinstance(value, list) else value


def _fits(value: Any, text: str) -> bool:
    if isinstance(value, dict):
        span = value.get("span")
        if span and isinstance(value.get("text"), str) and text[slice(*span)] != value["text"]:
            return False
        return all(_fits(one, text) for one in value.values())
    return all(_fits(one, text) for one in value) if isinstance(value, list) else True
