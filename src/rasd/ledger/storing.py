"""One batch of reports into the ledger, in one transaction: all of it or nothing."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from rasd.errors import InputError
from rasd.ledger.chain import Event, append, canonical, now
from rasd.ledger.connecting import Door
from rasd.ledger.flattening import COLUMNS, claim_of, parts_of, row_of
from rasd.ledger.inserting import clean, clean_or_none, insert, moment
from rasd.ledger.keys import KEYED, next_key
from rasd.ledger.originals import Packed, pack
from rasd.ledger.shapes import Shape
from rasd.ledger.started import models
from rasd.loading import Loaded
from rasd.model import Claim

_SIGHTING = (
    "key", "original", "identity", "name", "source", "outlet", "url", "title", "author", "language", "published",
    "published_at", "fetch", "told", "warc", "added",
)  # fmt: skip
_READING = ("key", "original", "sighting", "text", "rasd", "knowledge", "claims", "records", "read", "current")
_PART = ("claim", "role", "named", "country", "admin1", "lat", "lon")


#: Names and outlets are looked up by an index, which takes no text of any length; pages claim odd things of themselves.
LONGEST = 500


class Read(NamedTuple):
    """A loaded report and its records, or why it could not be read; neither where it need not be read."""

    loaded: Loaded
    records: list[bytes] | None = None
    error: InputError | None = None
    shape: Shape | None = None


class Stored(NamedTuple):
    """What a batch brought: originals, further sightings of known ones, what was known already, claims.

    ``near`` is how many of the originals are nearly the same as earlier ones.
    """

    added: int = 0
    seen: int = 0
    known: int = 0
    claims: int = 0
    near: int = 0


class Version(NamedTuple):
    """Which code and which knowledge reads now."""

    rasd: str
    knowledge: str


def version() -> Version:
    """The version of this reader and of the knowledge it carries."""
    from rasd.reading.knowledge import default
    from rasd.version import __version__

    return Version(__version__, default().version)


def identity_of(loaded: Loaded) -> str:
    """What makes a sighting this one: the original with its name, outlet, address, day and title.

    Of a file's path only the last part counts, so that a folder may be named from anywhere.
    """
    report = loaded.report
    day = report.published.isoformat() if report.published else None
    name = report.id.rpartition("/")[2] if loaded.source else report.id
    told: list[Any] = [report.report_id, name, report.outlet, report.url, day, report.title]
    return hashlib.sha256(canonical(told).encode("utf-8", "surrogatepass")).hexdigest()


def digest_of(records: Iterable[bytes]) -> str:
    """The hash of records, one a line."""
    total = hashlib.sha256()
    for record in records:
        total.update(record + b"\n")
    return total.hexdigest()


class Batch:
    """The rows of one transaction, collected and then written together."""

    def __init__(self, door: Door, at: datetime.datetime | None = None) -> None:
        self.door = door
        self.at = moment(door, at or now())
        self.blobs: dict[str, Packed] = {}
        self.originals: list[tuple[Any, ...]] = []
        self.bands: list[tuple[int, int]] = []
        self.sightings: list[tuple[Any, ...]] = []
        self.readings: list[tuple[Any, ...]] = []
        self.claims: list[tuple[Any, ...]] = []
        self.parts: list[tuple[Any, ...]] = []
        self.events: list[Event] = []
        self.keys = {model: next_key(door, model) for model in KEYED}

    def key(self, model: type[Any]) -> int:
        """The key of a further row."""
        self.keys[model] += 1
        return self.keys[model] - 1

    def blob(self, raw: bytes) -> str:
        """Keep bytes; their hash."""
        sha256 = hashlib.sha256(raw).hexdigest()
        if sha256 not in self.blobs:
            self.blobs[sha256] = pack(raw)
        return sha256

    def original(self, loaded: Loaded, shape: Shape | None = None, near: int | None = None) -> int:
        """A new original, which may nearly be another one; its key."""
        key = self.key(models.Original)
        sha256 = self.blob(loaded.original)
        self.originals.append((key, sha256, loaded.media, self.at, near, shape.signature if shape else None))
        self.bands.extend((band, key) for band in (shape.bands if shape else ()))
        return key

    def sighting(self, original: int, loaded: Loaded, identity: str, action: str) -> int:
        """Where a report was seen, and the entry of the log that says so; its key."""
        key = self.key(models.Sighting)
        report = loaded.report
        day = report.published.isoformat() if report.published else None
        fetch = canonical(loaded.fetch._asdict()) if loaded.fetch else None
        told = canonical(loaded.told) if loaded.told else None
        texts = [loaded.source, report.outlet, report.url, report.title, loaded.author, report.language]
        name, (source, outlet, url, title, author, language) = clean(report.id)[:LONGEST], map(clean_or_none, texts)
        outlet = outlet and outlet[:LONGEST]  # an index holds it
        warc = self.blob(loaded.warc) if loaded.warc else None
        rest = (day, *map(clean_or_none, (loaded.published_at, fetch, told)), warc, self.at)
        self.sightings.append((key, original, identity, name, source, outlet, url, title, author, language, *rest))
        details = {
            "original": report.report_id, "sighting": identity, "name": name, "outlet": outlet, "url": url,
            "published": day, "size": len(loaded.original), "warc": warc,
        }  # fmt: skip
        self.events.append(Event(action, details, original))
        return key

    def reading(self, original: int, sighting: int, loaded: Loaded, records: list[bytes], by: Version) -> int:
        """A reading with its claims, and the entry of the log that says so; its key."""
        key = self.key(models.Reading)
        text = self.blob(loaded.report.text.encode("utf-8", "surrogatepass"))
        digest = digest_of(records)
        self.readings.append((key, original, sighting, text, *by, len(records), digest, self.at, True))
        for record in records:
            self.claim(key, claim_of(record), record.decode())
        details = {
            "original": loaded.report.report_id, "reading": key, "text": text, "claims": len(records),
            "records": digest, **by._asdict(),
        }  # fmt: skip
        self.events.append(Event("read", details, original))
        return key

    def claim(self, reading: int, claim: Claim, record: str, review: str = "", supersedes: int | None = None) -> int:
        """One claim of a reading; its key."""
        key = self.key(models.Claim)
        self.claims.append((key, reading, supersedes, *row_of(claim, record, review)))
        self.parts.extend((key, *part) for part in parts_of(claim))
        return key

    def write(self) -> None:
        """Write all rows, and the log after them."""
        door = self.door
        insert(door, models.Blob, ("sha256", "size", "data"), self.blobs.values(), known_too=True)
        insert(door, models.Original, ("key", "sha256", "media", "added", "near", "signature"), self.originals)
        insert(door, models.Band, ("band", "original"), self.bands)
        insert(door, models.Sighting, _SIGHTING, self.sightings)
        insert(door, models.Reading, _READING, self.readings)
        insert(door, models.Claim, ("key", "reading", "supersedes", *COLUMNS), self.claims)
        insert(door, models.Part, _PART, self.parts)
        append(door, self.events)


class Known(NamedTuple):
    """An original that the ledger has: its key, and of its current reading the key and the day it was read with."""

    original: int
    reading: int | None
    published: datetime.date | None


def known_originals(door: Door, hashes: Sequence[str]) -> dict[str, Known]:
    """Those of the hashes (without ``sha256:``) that the ledger has."""
    rows = models.Original.objects.using(door.alias).filter(sha256__in=hashes).values_list("sha256", "key")
    keys = dict(rows)
    readings = models.Reading.objects.using(door.alias).filter(original__in=keys.values(), current=True)
    current = {
        original: (key, published)
        for original, key, published in readings.values_list("original", "key", "sighting__published")
    }
    return {sha256: Known(key, *current.get(key, (None, None))) for sha256, key in keys.items()}


def known_sightings(door: Door, identities: Sequence[str]) -> set[str]:
    """Those of the sightings that the ledger has."""
    rows = models.Sighting.objects.using(door.alias).filter(identity__in=identities)
    return set(rows.values_list("identity", flat=True))


def hash_in(report_id: str) -> str:
    """The bare hash of a report's id."""
    return report_id.removeprefix("sha256:")
