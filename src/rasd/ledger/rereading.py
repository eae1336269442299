"""Reading again with a later version: a new reading beside the old one, and what changed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

import msgspec

from rasd.errors import InputError
from rasd.ledger.adding import Reader
from rasd.ledger.connecting import Door
from rasd.ledger.deciding import is_own
from rasd.ledger.originals import bytes_of
from rasd.ledger.started import models
from rasd.ledger.storing import Batch, Version, version
from rasd.ledger.superseding import Carried, supersede
from rasd.loading import Loaded
from rasd.model import Claim, Report

_BATCH = 32
#: What is different in every reading and says nothing of the claim.
_UNTOLD = frozenset(("engine", "rules"))


class Difference(NamedTuple):
    """One claim that is ``new``, ``gone`` or ``changed``; ``fields`` names what changed, from what, to what."""

    kind: str
    claim: Claim
    fields: dict[str, tuple[Any, Any]]


class Change(NamedTuple):
    """What reading an original again has changed, and what became of the decisions on it."""

    report: str
    original: str
    differences: list[Difference]
    carried: Carried
    error: InputError | None = None


class _Old(NamedTuple):
    reading: models.Reading
    report: Report


class Rereading:
    """One run over the originals that another version has read."""

    def __init__(self, door: Door, reader: Reader, dry: bool) -> None:
        self.door, self.reader, self.dry = door, reader, dry
        self.old: deque[_Old] = deque()

    def run(self, everything: bool) -> Iterator[Change]:
        """Read again; one change an original, stored in batches."""
        by = version()
        rows = models.Reading.objects.using(self.door.alias).filter(current=True)
        if not everything:
            rows = rows.exclude(rasd=by.rasd, knowledge=by.knowledge)
        keys = list(rows.order_by("key").values_list("key", flat=True))
        outcomes = iter(self.reader(self._reports(keys)))
        while batch := list(islice(outcomes, _BATCH)):
            pairs = [(self.old.popleft(), outcome) for outcome in batch]
            yield from self._store(pairs, by)

    def _reports(self, keys: Iterable[int]) -> Iterator[Report]:
        rows = models.Reading.objects.using(self.door.alias).select_related("original", "sighting")
        for key in keys:
            with self.door.guarded():
                reading = rows.filter(key=key).first()
                if reading is None:  # deleted meanwhile
                    continue
                text = bytes_of(self.door, reading.text).decode("utf-8", "surrogatepass")
            report = _report(reading, text)
            self.old.append(_Old(reading, report))
            yield report

    def _store(self, pairs: list[tuple[_Old, list[bytes] | InputError]], by: Version) -> Iterator[Change]:
        if self.dry:
            yield from [self._change(old, outcome, Carried()) for old, outcome in pairs]
            return
        with self.door.writing():
            batch = Batch(self.door)
            current = self._still_current([old.reading.key for old, _ in pairs])
            new: dict[int, int] = {}
            for old, outcome in pairs:
                if isinstance(outcome, list) and old.reading.key in current:
                    new[old.reading.key] = batch.reading(
                        old.reading.original_id, old.reading.sighting_id, Loaded(old.report, b""), outcome, by
                    )
            changes = [self._change(old, outcome, Carried()) for old, outcome in pairs]
            batch.write()
            carried = {old: supersede(self.door, old, later) for old, later in new.items()}
        for (old, _), change in zip(pairs, changes, strict=True):
            yield change._replace(carried=carried.get(old.reading.key, Carried()))

    def _still_current(self, keys: list[int]) -> set[int]:
        """Another run may have read some again already."""
        rows = models.Reading.objects.using(self.door.alias).filter(key__in=keys, current=True)
        return set(rows.values_list("key", flat=True))

    def _change(self, old: _Old, outcome: list[bytes] | InputError, carried: Carried) -> Change:
        told = (old.report.id, old.reading.original.sha256)
        if isinstance(outcome, InputError):
            return Change(*told, [], carried, outcome)
        rows = models.Claim.objects.using(self.door.alias).filter(reading=old.reading.key, supersedes=None)
        kept = rows.order_by("key").values_list("record", flat=True)
        before = [record.encode() for record in kept if not is_own(record)]  # people's are carried over
        return Change(*told, list(differences(before, outcome)), carried)


def _report(reading: models.Reading, text: str) -> Report:
    """The report as it was read; its id is that of the original bytes."""
    seen = reading.sighting
    return Report(
        id=seen.name,
        text=text,
        report_id="sha256:" + reading.original.sha256,
        published=seen.published,
        outlet=seen.outlet,
        title=seen.title,
        url=seen.url,
        language=seen.language,
    )


def differences(before: Iterable[bytes], after: Iterable[bytes]) -> Iterator[Difference]:
    """What two readings of one text do not share."""
    old = {claim.id: claim for claim in _claims(before)}
    for claim in _claims(after):
        known = old.pop(claim.id, None)
        if known is None:
            yield Difference("new", claim, {})
        elif fields := _changed(known, claim):
            yield Difference("changed", claim, fields)
    for claim in old.values():
        yield Difference("gone", claim, {})


def _claims(records: Iterable[bytes]) -> Iterator[Claim]:
    for record in records:
        yield msgspec.json.decode(record, type=Claim)


def _changed(old: Claim, new: Claim) -> dict[str, tuple[Any, Any]]:
    pairs = {name: (getattr(old, name), getattr(new, name)) for name in Claim.__struct_fields__ if name not in _UNTOLD}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
