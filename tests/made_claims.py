"""Claims made for tests of linking: only what matters is said, the rest is null."""

from __future__ import annotations

import hashlib
from typing import Any

from rasd.model import Claim, Count, Engine, Extent, Link, Party, Person, Place, Speaker, Time

ENGINE = Engine("0", "k")


def claim(report: str, action: str = "killed", low: float | None = None, **given: Any) -> Claim:
    """A claim of a report; ``at`` is its offset in it, ``place``, ``day``, ``by``, ``who`` are words."""
    at = given.pop("at", 0)
    span = (at, at + 5)
    words = given.pop("words", f"{action} {low}")
    place, day, speaker = given.pop("place", None), given.pop("day", None), given.pop("speaker", None)
    agent, patient = given.pop("agent", None), given.pop("patient", None)
    persons = tuple(Person(text=name, span=span) for name in given.pop("persons", ()))
    start, end = day if isinstance(day, tuple) else (day, day)
    fields: dict[str, Any] = {
        "id": "c-" + hashlib.sha256(f"{report} {at} {action} {low} {speaker}".encode()).hexdigest()[:16],
        "report": report,
        "report_id": f"sha256:{report}",
        "outlet": report.partition("-")[0],
        "published": "2020-01-26",
        "action": action,
        "object": "person" if action in ("killed", "wounded") else None,
        "count": Count(low=low, high=low, qualifier="exact" if low is not None else None),
        "agent": agent and Party(text=agent, span=span, id=agent),
        "patient": patient and Party(text=patient, span=span, id=patient),
        "place": place and Place(text=place, span=span, level="settlement"),
        "time": start and Time(text="يوم", span=span, start=start, end=end, precision="day"),
        "attribution": (Link(speaker=Speaker(text=speaker, span=span, id=speaker), cue=None),) if speaker else (),
        "status": "asserted",
        "scope": "single",
        "persons": persons,
        "evidence": Extent(words, span),
        "part_of": None,
        "same_items_as": None,
        "restates": None,
        "rules": (),
        "engine": ENGINE,
    }
    return Claim(**(fields | given))
