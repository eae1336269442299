"""Reports into the ledger: what is new is read and kept, what is known is passed over.

Every batch is one transaction, so that a run may end at any moment, even by ``kill -9``: run again, it goes on where
it was. Two runs at once take turns batch by batch, and what the other has stored meanwhile is seen.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from rasd.errors import InputError, RasdError
from rasd.ledger.chain import now
from rasd.ledger.connecting import Door
from rasd.ledger.deleting import Buried, tombstones
from rasd.ledger.failing import place_of, remember, resolve, suspects
from rasd.ledger.nearing import Nearby, settle
from rasd.ledger.shapes import shape_of
from rasd.ledger.storing import (
    Batch,
    Known,
    Read,
    Stored,
    Version,
    hash_in,
    identity_of,
    known_originals,
    known_sightings,
    version,
)
from rasd.ledger.superseding import supersede
from rasd.loading import Failure, Loaded
from rasd.model import Report

#: Reports looked up at a time, and how many reports or bytes make a batch.
_LOOK_UP = 32
_BATCH, _BATCH_BYTES = 64, 16_000_000

#: Reads reports, in their order: the records of each, or why it could not be read.
Reader = Callable[[Iterable[Report]], Iterable[list[bytes] | InputError]]


class Summary(NamedTuple):
    """What a run has done: new originals, further sightings of known ones, inputs known already, failures, claims.

    ``near`` is how many of the new originals are known ones with edits.
    """

    added: int = 0
    seen: int = 0
    known: int = 0
    failed: int = 0
    claims: int = 0
    near: int = 0

    @property
    def done(self) -> int:
        """All reports and failures so far."""
        return self.added + self.seen + self.known + self.failed

    def plus(self, stored: Stored, failed: int) -> Summary:
        """With one batch more."""
        return Summary(
            self.added + stored.added,
            self.seen + stored.seen,
            self.known + stored.known,
            self.failed + failed,
            self.claims + stored.claims,
            self.near + stored.near,
        )


def read_singly(reports: Iterable[Report]) -> Iterator[list[bytes] | InputError]:
    """Read in this process, one report after the other."""
    from rasd.model import to_json
    from rasd.resolving.claims import read

    for report in reports:
        try:
            yield [to_json(claim) for claim in read(report)]
        except Exception as error:  # one report must not end the run
            what = f"could not be read ({type(error).__name__}: {error})"
            yield InputError(report.id, what, "This is a defect of Rasd: please report it with the text.", "defect")


class _Pending(NamedTuple):
    item: Loaded | Failure
    is_read: bool  #: whether the reader has been given it


class Adding:
    """One run: what comes in, what waits for the reader, and the sum so far."""

    def __init__(
        self,
        door: Door,
        reader: Reader,
        options: dict[str, Any],
        complain: Callable[[RasdError], None] | None = None,
        retried: frozenset[str] = frozenset(),
    ) -> None:
        self.door, self.reader, self.options, self.retried = door, reader, options, retried
        self.complain = complain
        self.pending: deque[_Pending] = deque()
        self.summary = Summary()
        self.version: Version | None = None
        self.buried: list[Buried] = []

    def run(self, items: Iterable[Loaded | Failure]) -> Iterator[Summary]:
        """Add the items; the sum after each batch that was stored."""
        batch: list[Read | Failure] = []
        size, begun = 0, now()
        with self.door.guarded():
            suspected = suspects(self.door) | self.retried
            self.buried = tombstones(self.door)
        passed = set(self.retried)
        for ready in self._ready(items):
            batch.append(ready)
            source = place_of(ready.loaded.source if isinstance(ready, Read) else ready.source)
            if source in suspected:
                passed.add(source)
            size += len(ready.loaded.original) if isinstance(ready, Read) else 0
            if len(batch) >= _BATCH or size > _BATCH_BYTES:
                yield self._store(batch)
                batch, size = [], 0
        if batch:
            yield self._store(batch)
        if passed:
            with self.door.writing():
                resolve(self.door, passed, begun)

    def _ready(self, items: Iterable[Loaded | Failure]) -> Iterator[Read | Failure]:
        """All items in their order, those that are new with their records."""
        for outcome in self.reader(self._to_read(items)):
            yield from self._unread()
            loaded = self.pending.popleft().item
            assert isinstance(loaded, Loaded)
            yield Read(loaded, error=outcome) if isinstance(outcome, InputError) else Read(loaded, outcome)
        yield from self._unread()

    def _unread(self) -> Iterator[Read | Failure]:
        while self.pending and not self.pending[0].is_read:
            item = self.pending.popleft().item
            yield Read(item) if isinstance(item, Loaded) else item

    def _to_read(self, items: Iterable[Loaded | Failure]) -> Iterator[Report]:
        """The reports that the ledger has not read yet."""
        source = iter(items)
        while chunk := list(islice(source, _LOOK_UP)):
            hashes = [hash_in(item.report.report_id) for item in chunk if isinstance(item, Loaded)]
            with self.door.guarded():
                known = known_originals(self.door, hashes)
            for item in chunk:
                if self.buried and isinstance(item, Loaded) and self._is_buried(item):
                    continue
                new = isinstance(item, Loaded) and needs_reading(item, known)
                if isinstance(item, Loaded) and not new:
                    item = item._replace(report=_light(item.report), original=b"")
                self.pending.append(_Pending(item, new))
                if new and isinstance(item, Loaded):
                    yield item.report

    def _is_buried(self, loaded: Loaded) -> bool:
        """Whether the original was deleted for the protection of persons; it does not come back unnoticed."""
        found = next((b for b in self.buried if b.is_of(hash_in(loaded.report.report_id))), None)
        if found is not None:
            self.summary = self.summary._replace(known=self.summary.known + 1)
            if self.complain:
                message = "{where}: left out, it was deleted from this ledger ({reason})."
                self.complain(RasdError(message, "deleted", where=loaded.report.id, reason=found.reason))
        return found is not None

    def _store(self, batch: list[Read | Failure]) -> Summary:
        reads = [item for item in batch if isinstance(item, Read)]
        failed = [(item.error, item.source) for item in batch if isinstance(item, Failure)]
        failed += [(read.error, read.loaded.source) for read in reads if read.error]
        reads = [read._replace(shape=shape_of(read.loaded.report.text)) for read in reads]
        if self.version is None and any(read.records is not None for read in reads):
            self.version = version()
        with self.door.writing():
            stored = store(self.door, reads, self.version)
            if failed:
                remember(self.door, failed, self.options)
        self.summary = self.summary.plus(stored, len(failed))
        if self.complain:
            for error, _ in failed:
                self.complain(error)
        return self.summary


def needs_reading(loaded: Loaded, known: dict[str, Known]) -> bool:
    """Whether a report is new, has not been read yet, or was read without the day of publication that it now has."""
    found = known.get(hash_in(loaded.report.report_id))
    if found is None or found.reading is None:
        return True
    return found.published is None and loaded.report.published is not None


def _light(report: Report) -> Report:
    """A report that need not be read, without its text."""
    import msgspec

    return msgspec.structs.replace(report, text="")


def store(door: Door, reads: list[Read], by: Version | None) -> Stored:
    """Write a batch; only inside :meth:`Door.writing`, where what is known cannot change any more."""
    known = known_originals(door, [hash_in(read.loaded.report.report_id) for read in reads])
    identities = [identity_of(read.loaded) for read in reads]
    seen_before = known_sightings(door, identities)
    batch = Batch(door)
    nearby = Nearby(door, [read.shape for read in reads])
    added = seen = same = claims = 0
    superseded: list[tuple[int, int]] = []
    for read, identity in zip(reads, identities, strict=True):
        sha256 = hash_in(read.loaded.report.report_id)
        found = known.get(sha256)
        fresh = needs_reading(read.loaded, known)
        if found is None and not read.loaded.original:  # deleted by somebody else since it was looked up
            same += 1
            continue
        if found is None:
            near = nearby.find(read.shape, read.loaded.report)
            found = Known(batch.original(read.loaded, read.shape, near), None, None)
            nearby.add(found.original, near, read.shape, read.loaded.report)
            sighting = batch.sighting(found.original, read.loaded, identity, "added")
            added += 1
        elif identity not in seen_before:
            sighting = batch.sighting(found.original, read.loaded, identity, "seen")
            seen += 1
        else:
            same += 1
            sighting = _sighting_key(door, identity) if fresh and read.records is not None else 0
        seen_before.add(identity)
        reading = found.reading
        if fresh and read.records is not None and by is not None:
            reading = batch.reading(found.original, sighting, read.loaded, read.records, by)
            claims += len(read.records)
            if found.reading is not None:
                superseded.append((found.reading, reading))
        published = read.loaded.report.published if reading != found.reading else found.published
        known[sha256] = Known(found.original, reading, published)
    batch.write()
    for old, new in superseded:
        supersede(door, old, new)
    settle(door, nearby.roots)
    return Stored(added, seen, same, claims, len(nearby.found))


def _sighting_key(door: Door, identity: str) -> int:
    from rasd.ledger.started import models

    return models.Sighting.objects.using(door.alias).values_list("key", flat=True).get(identity=identity)
