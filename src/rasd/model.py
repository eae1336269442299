"""The domain: reports and the claims read from them, as frozen records.

The fields and their order are those of the public JSON record, so that encoding a
:class:`Claim` *is* the record: nothing is renamed or dropped on the way out.
Spans are ``[start, end)`` in Unicode code points of the report's text. Frozen as they are, the records can
hold no cycles, so Python's collector of garbage need not look at them (``gc=False``).
"""

from __future__ import annotations

import datetime
import enum
import hashlib
from typing import Any

import msgspec

Span = tuple[int, int]
Amount = int | float

#: Whether a claim is said as it stands, with distance, or to deny it.
STATUSES = ("asserted", "alleged", "denied")
#: Whether a claim tells of one thing, of what came together over a time, or sums several up.
SCOPES = ("single", "cumulative", "summary")


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One report: its text, and what is known of where and when it was published.

    ``id`` is the name the record carries in ``report`` (a path, or the id of a JSON line).
    ``report_id`` is ``sha256:`` and the hash of the original bytes.
    """

    id: str
    text: str
    report_id: str
    published: datetime.date | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        published: datetime.date | str | None = None,
        outlet: str | None = None,
        id: str = "-",
        original: bytes | None = None,
        title: str | None = None,
        url: str | None = None,
    ) -> Report:
        """A report from a text in memory.

        ``published`` is a date or its ISO form (``"2020-01-26"``); a longer ISO timestamp is
        cut to its day. ``original`` are the bytes to hash; without them the text's UTF-8.

        Raises ``ValueError`` when ``published`` is not an ISO date.

        >>> Report.from_text("قتل جندي", published="2020-01-26").published
        datetime.date(2020, 1, 26)
        """
        if isinstance(published, str):
            published = datetime.date.fromisoformat(published.strip()[:10])
        raw = text.encode("utf-8", "surrogatepass") if original is None else original
        digest = "sha256:" + hashlib.sha256(raw).hexdigest()
        return cls(
            id=id,
            text=text,
            report_id=digest,
            published=published,
            outlet=outlet,
            title=title,
            url=url,
        )


class Extent(msgspec.Struct, frozen=True, gc=False):
    """Words of the report: the slice and where it is."""

    text: str
    span: Span


class Count(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A measure: its bounds (null: open or not given), qualifier, unit, and its words."""

    low: Amount | None = None
    high: Amount | None = None
    qualifier: str | None = None
    unit: str = "item"
    text: str | None = None
    span: Span | None = None


class Party(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A doer or one affected: the text's words, and a neutral identity where one is certain."""

    text: str
    span: Span
    id: str | None = None
    name: str | None = None
    basis: str | None = None
    framing: str = "neutral"
    voice: str = "outlet"


class Place(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A place as the text names it; coordinates only where they are certain."""

    text: str
    span: Span
    id: str | None = None
    name: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    level: str = "unknown"
    radius_km: float | None = None
    relation: str | None = None
    status: str = "unresolved"
    parts: tuple[Place, ...] | None = None


class Time(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The days on which it happened, from the text's words and the publication date."""

    text: str
    span: Span
    start: str | None = None
    end: str | None = None
    precision: str | None = None
    inferred: bool = False


class Speaker(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """To whom the text attributes a claim."""

    text: str
    span: Span
    id: str | None = None
    name: str | None = None
    parts: tuple[Speaker, ...] | None = None


class Link(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One link of the chain of attribution: who, with which word, at what distance."""

    speaker: Speaker | None
    cue: Extent | None
    stance: str = "says"


class Person(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A person the text names."""

    text: str
    span: Span
    age: int | None = None
    sex: str | None = None
    role: str = "victim"
    private: bool = True


class Engine(msgspec.Struct, frozen=True, gc=False):
    """Which code and which knowledge read the claim."""

    rasd: str
    knowledge: str


class Claim(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing that a report says happened, with one measure at most, and who says so."""

    id: str
    report: str
    report_id: str
    outlet: str | None
    published: str | None
    action: str
    object: str | None
    count: Count
    agent: Party | None
    patient: Party | None
    place: Place | None
    time: Time | None
    attribution: tuple[Link, ...]
    status: str
    scope: str
    persons: tuple[Person, ...]
    evidence: Extent
    part_of: str | None
    same_items_as: str | None
    restates: str | None
    rules: tuple[str, ...]
    engine: Engine

    @property
    def speaker(self) -> Speaker | None:
        """The innermost named source; null when the outlet itself speaks."""
        return next((k.speaker for k in reversed(self.attribution) if k.speaker), None)


class Reason(msgspec.Struct, frozen=True):
    """One feature of a judgement: how far it applies (0 to 1), what it counts for, and why, in a line.

    ``told`` is which line it is, and ``facts`` what it tells: by these a page words it in another language.
    """

    feature: str
    value: float
    weight: float
    why: str
    told: str = ""
    facts: dict[str, tuple[str, ...]] = {}


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """Whether two claims speak of one incident, who says so, and why.

    ``verdict`` is ``same``, ``different`` or ``sums_up`` (the first is a total over a time and an area in which the
    second lies). ``score`` is how sure the engine is that they are the same, from 0 to 1; a person's judgement has
    1 or 0. ``by`` is ``engine`` or the person's name.
    """

    a: str
    b: str
    verdict: str
    score: float
    by: str = "engine"
    reasons: tuple[Reason, ...] = ()

    @property
    def by_person(self) -> bool:
        """Whether a person has judged."""
        return self.by != "engine"


class Where(msgspec.Struct, frozen=True, kw_only=True):
    """The place of an incident: the name most told, and what it was resolved to; a :class:`Place` of no one report."""

    text: str
    id: str | None = None
    name: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    level: str = "unknown"
    radius_km: float | None = None
    relation: str | None = None
    status: str = "unresolved"


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """The claims that, as the judgements imply, speak of one incident; recomputed at will, never stored as truth.

    ``kind`` is ``single``, or ``summary`` for claims that sum up several incidents; ``sums_up`` then names those.
    ``suggested`` is how many of its claims are tied to it by the engine alone.
    """

    id: str
    kind: str
    what: str
    place: Where | None
    start: str | None
    end: str | None
    claims: tuple[Claim, ...]
    judgements: tuple[Judgement, ...]
    sums_up: tuple[str, ...] = ()
    suggested: int = 0


class Sharing(enum.StrEnum):
    """To whom something goes."""

    public = "public"
    partner = "partner"
    internal = "internal"


def to_json(record: Any) -> bytes:
    """A record as one line of JSON (UTF-8, without a line end)."""
    return msgspec.json.encode(record)
