"""Originals that are nearly the same: one article in several outlets, with small edits.

Each is kept and read. The claims of a later one that say word for word what an earlier one says are copies: they count
once, with the outlets of both. What the later one adds or words otherwise stands beside it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from rasd.ledger.connecting import Door
from rasd.ledger.flattening import claim_of
from rasd.ledger.originals import bytes_of
from rasd.ledger.shapes import Shape, alike, may_be_alike
from rasd.ledger.started import models
from rasd.ledger.words import said
from rasd.model import Claim, Report

#: Days between which one article may be published in several outlets.
_DAYS = 3
#: Parameters of one question to the database.
_ASKED = 500


class _Candidate(NamedTuple):
    """An original that may be nearly the same; ``root`` is the first of those that are."""

    key: int
    root: int
    signature: bytes
    published: datetime.date | None
    text: str | None  #: none: still in the database


class Nearby:
    """The originals that may be nearly those of a batch; only inside :meth:`Door.writing`."""

    def __init__(self, door: Door, shapes: Iterable[Shape | None]) -> None:
        self.door = door
        self.by_band: dict[int, list[int]] = {}
        self.candidates: dict[int, _Candidate] = {}
        self.found: list[int] = []
        self.roots: set[int] = set()
        self._look_up(sorted({band for shape in shapes if shape for band in shape.bands}))

    def _look_up(self, bands: list[int]) -> None:
        rows = models.Band.objects.using(self.door.alias)
        for start in range(0, len(bands), _ASKED):
            asked = rows.filter(band__in=bands[start : start + _ASKED])
            for band, original in asked.values_list("band", "original"):
                self.by_band.setdefault(band, []).append(original)
        keys = sorted({key for keys in self.by_band.values() for key in keys})
        for start in range(0, len(keys), _ASKED):
            self._load(keys[start : start + _ASKED])

    def _load(self, keys: list[int]) -> None:
        days = dict(
            models.Sighting.objects.using(self.door.alias)
            .filter(original__in=keys)
            .exclude(published=None)
            .order_by("-key")
            .values_list("original", "published")
        )
        rows = models.Original.objects.using(self.door.alias).filter(key__in=keys).exclude(signature=None)
        for key, near, signature in rows.values_list("key", "near", "signature"):
            self.candidates[key] = _Candidate(key, near or key, bytes(signature or b""), days.get(key), None)

    def find(self, shape: Shape | None, report: Report) -> int | None:
        """The first of the originals that are nearly this one, if there is any."""
        if shape is None:
            return None
        keys = {key for band in shape.bands for key in self.by_band.get(band, ())}
        for key in sorted(keys & self.candidates.keys()):
            candidate = self.candidates[key]
            if self._is_near(candidate, shape, report):
                return candidate.root
        return None

    def _is_near(self, candidate: _Candidate, shape: Shape, report: Report) -> bool:
        days = (candidate.published, report.published)
        if days[0] and days[1] and abs(days[0] - days[1]).days > _DAYS:
            return False
        return may_be_alike(candidate.signature, shape.signature) and alike(self._text(candidate), report.text)

    def _text(self, candidate: _Candidate) -> str:
        if candidate.text is not None:
            return candidate.text
        readings = models.Reading.objects.using(self.door.alias).filter(original=candidate.key, current=True)
        sha256 = readings.values_list("text", flat=True).first()
        return bytes_of(self.door, sha256).decode("utf-8", "surrogatepass") if sha256 else ""

    def add(self, key: int, near: int | None, shape: Shape | None, report: Report) -> None:
        """An original of this batch, which later ones may be near to."""
        if near is not None:
            self.found.append(key)
            self.roots.add(near)
        if shape is not None:
            self.candidates[key] = _Candidate(key, near or key, shape.signature, report.published, report.text)
            for band in shape.bands:
                self.by_band.setdefault(band, []).append(key)


def roots_of(door: Door, originals: Iterable[int]) -> set[int]:
    """The first ones of the groups that these originals belong to; nothing for those that stand alone."""
    rows = models.Original.objects.using(door.alias)
    found = set(rows.filter(key__in=originals).exclude(near=None).values_list("near", flat=True))
    found |= set(rows.filter(near__in=originals).values_list("near", flat=True))
    return {key for key in found if key is not None}


def settle(door: Door, roots: Iterable[int]) -> None:
    """Say anew which claims of nearly the same originals are copies; only inside :meth:`Door.writing`."""
    for root in sorted(roots):
        _settle(door, root)


def _settle(door: Door, root: int) -> None:
    originals = models.Original.objects.using(door.alias)
    members = [root, *originals.filter(near=root).order_by("key").values_list("key", flat=True)]
    claims = models.Claim.objects.using(door.alias)
    claims.filter(reading__original__in=members, reading__current=True, copies__isnull=False).update(
        copies=None, current=True
    )
    first: dict[tuple[object, ...], int] = {}
    for member in members:
        rows = claims.filter(reading__original=member, reading__current=True, current=True).order_by("key")
        own = [
            (key, review, _telling(claim_of(record)))
            for key, review, record in rows.values_list("key", "review", "record")
        ]
        for key, review, telling in own:
            copied = first.get(telling)
            if copied is not None and not review:  # what a person has decided on stands for itself
                claims.filter(key=key).update(copies=copied, current=False)
        for key, _, telling in own:
            first.setdefault(telling, key)


def _telling(claim: Claim) -> tuple[object, ...]:
    """What two claims must share to be one: what happened, how many, when, and the words."""
    count, time = claim.count, claim.time
    when = (time.start, time.end) if time else None
    return (
        claim.action,
        claim.object,
        count.low,
        count.high,
        count.qualifier,
        count.unit,
        when,
        said(claim.evidence.text),
    )


def adopt(door: Door, originals: list[int]) -> None:
    """Let the first of those whose own first one is gone take its place."""
    if not originals:
        return
    rows = models.Original.objects.using(door.alias)
    rows.filter(key=originals[0]).update(near=None)
    rows.filter(key__in=originals[1:]).update(near=originals[0])
    for member in originals:
        claims = models.Claim.objects.using(door.alias).filter(reading__original=member, reading__current=True)
        claims.filter(copies__isnull=False).update(copies=None, current=True)
    settle(door, originals[:1])
