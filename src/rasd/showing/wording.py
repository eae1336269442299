"""Claims in plain English: what happened, how many, who to whom, when, who says so."""

from __future__ import annotations

import functools

from rasd.model import Amount, Claim, Count, Link, Party, Place, Speaker, Time

_STANCES = {"says": "", "claims": "claims", "denies": "denies"}
_APPROXIMATE = {"approx": "≈ ", "at_least": "≥ ", "at_most": "≤ "}


@functools.cache
def _names() -> dict[str, str]:
    """The English name of every action and object of the codebook."""
    from rasd.codebook.book import load

    documents = load().documents
    entries = [*documents["actions.yaml"], *documents["objects.yaml"]]
    return {entry["code"]: entry["en"] for entry in entries}


def name_of(code: str | None) -> str:
    """An action or object in words; a code without a name stays a code."""
    return _names().get(code, code) if code else ""


def what(claim: Claim) -> str:
    """What happened, to what kind of thing: «killed · civilians»."""
    return " · ".join(filter(None, (name_of(claim.action), name_of(claim.object))))


def how_many(count: Count) -> str:
    """A measure in a few signs.

    >>> how_many(Count(low=20, qualifier="at_least")), how_many(Count(low=10, high=15, qualifier="range"))
    ('≥ 20', '10–15')
    >>> how_many(Count(qualifier="vague")), how_many(Count(low=3, high=3, qualifier="exact", unit="km"))
    ('some', '3 km')
    """
    unit = "" if count.unit == "item" else f" {count.unit}"
    if count.low is None and count.high is None:
        return "some" + unit if count.qualifier == "vague" else ""
    return _bounds(count.low, count.high, count.qualifier) + unit


def _bounds(low: Amount | None, high: Amount | None, qualifier: str | None) -> str:
    if low is None or high is None:
        sign = "≤ " if low is None else "≥ "
        return sign + _amount(high if low is None else low)
    if low != high:
        return f"{_amount(low)}–{_amount(high)}"
    return _APPROXIMATE.get(qualifier or "", "") + _amount(low)


def _amount(number: Amount | None) -> str:
    return "" if number is None else f"{number:,}"


def party(found: Party | None) -> str:
    """Who: the neutral name where one is certain, else the text's words."""
    return (found.name or found.text) if found else ""


def place(found: Place | None) -> str:
    """Where: the text's words."""
    return found.text if found else ""


def when(found: Time | None) -> str:
    """The days: one, or the first and the last; ``~`` before those counted from an inferred day of publication.

    Where no day is known, the text's words.

    >>> when(Time(text="أمس", span=(0, 3), start="2020-01-25", end="2020-01-25"))
    '2020-01-25'
    """
    if found is None:
        return ""
    if found.start is None and found.end is None:
        return found.text
    about = "~" if found.inferred else ""
    if found.start == found.end:
        return f"{about}{found.start}"
    return f"{about}{found.start or '…'} to {found.end or '…'}"


def sources(claim: Claim) -> list[str]:
    """The chain of who says it, outermost first, each with its distance; nothing: the report itself."""
    return [_source(link) for link in claim.attribution]


def _source(link: Link) -> str:
    stance = _STANCES.get(link.stance, link.stance)
    who = speaker(link.speaker) or "(unnamed)"
    return f"{who} ({stance})" if stance else who


def speaker(found: Speaker | None) -> str:
    """A source: the neutral name where one is certain, else the text's words."""
    return (found.name or found.text) if found else ""


def remarks(claim: Claim) -> str:
    """What keeps a claim from being counted or believed as it stands: denied, alleged, part of another…"""
    return ", ".join(
        filter(
            None,
            (
                claim.status if claim.status != "asserted" else "",
                claim.scope if claim.scope != "single" else "",
                "a breakdown" if claim.part_of else "",
                "same items" if claim.same_items_as else "",
                "said before" if claim.restates else "",
            ),
        )
    )
