"""Proof: every original against its hash, every span against its text, and the log from its first entry to its last."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
from django.db.utils import DatabaseError

from rasd.ledger.cases import digest_of as digest_of_cases
from rasd.ledger.chain import BEGINNING, Entry, canonical, digest_of, hash_of
from rasd.ledger.connecting import Door
from rasd.ledger.deciding import is_own
from rasd.ledger.originals import unpack
from rasd.ledger.started import models
from rasd.ledger.storing import digest_of as digest_of_records

_decode = msgspec.json.Decoder().decode
_CHECKED = (
    "originals",
    "texts",
    "readings",
    "claims",
    "spans",
    "decisions",
    "opinions",
    "judgements",
    "cases",
    "entries",
)
Told = dict[str, Any]
#: What the log tells → the column that must have it.
_OF_BOTH = {"verdict": "verdict", "reason": "reason", "of": "origin", "how": "carried"}
_OF_DECISIONS = {"record": "record_id", "fields": "fields", **_OF_BOTH}
_OF_OPINIONS = {"verdict": "verdict", "fields": "fields", "reason": "reason"}
_OF_JUDGEMENTS = {"one": "one_record", "other": "other_record", **_OF_BOTH}


class Verification(NamedTuple):
    """What was checked, how often, and what is broken; ``sealed`` is the entry that a seal was found at."""

    checked: dict[str, int]
    problems: list[str]
    head: tuple[int, str]
    sealed: int | None = None


class Verifying:
    """One run over a ledger."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.problems: list[str] = []
        self.checked = dict.fromkeys(_CHECKED, 0)
        self.added: dict[str, int] = {}  #: hash → key, of originals that the log knows
        self.readings: dict[int, str] = {}  #: key → digest of the records, of readings that the log knows
        self.decided: dict[int, Told] = {}  #: key → what the log tells of a decision
        self.lists: dict[int, str] = {}  #: original → digest of its cases, of lists that the log knows
        self.seconded: dict[int, Told] = {}  #: and of what second reviewers said
        self.judged: dict[int, Told] = {}  #: and of a judgement
        self.erased: dict[int, int | None] = {}  #: entries without details → their original
        self.accounted: set[int] = set()  #: entries whose details went with an original that another one names
        self.made: set[str | None] = set()  #: digests of the claims that people have added
        self.hashes: dict[str, int] = {}

    def run(self, seal: str | None) -> Verification:
        """Check everything."""
        head = self._log(seal)
        self._blobs()
        self._originals()
        self._readings()
        self._decided(models.Decision, "decision", self.decided, _OF_DECISIONS)
        self._decided(models.Opinion, "opinion", self.seconded, _OF_OPINIONS)
        self._decided(models.Judgement, "judgement", self.judged, _OF_JUDGEMENTS)
        self._cases()
        self._index()
        self._pages()
        sealed = self._sealed(seal) if seal is not None else None
        return Verification(self.checked, self.problems, head, sealed)

    def _rows(self, model: type[Any]) -> Any:
        return model.objects.using(self.door.alias)

    def _sealed(self, seal: str) -> int | None:
        found = self.hashes.get(seal.strip().lower().rpartition(" ")[2].rpartition("-")[2])
        if found is None:
            self.problems.append(f"seal {seal}: no entry of the log has this hash: the log was rewritten since, or cut")
        return found

    def _log(self, seal: str | None) -> tuple[int, str]:
        buried = set(self._rows(models.Tombstone).values_list("original", flat=True))
        number, previous = 0, BEGINNING
        for row in self._rows(models.LogEntry).order_by("number").values_list(*Entry._fields).iterator():
            entry = Entry(*row)
            self.checked["entries"] += 1
            if entry.number != number + 1:
                self.problems.append(f"log: entry {number + 1} is missing")
            if entry.previous != previous:
                self.problems.append(f"log: entry {entry.number} does not follow the one before it")
            if hash_of(entry) != entry.hash:
                self.problems.append(f"log: entry {entry.number} ({entry.action}, {entry.at:%Y-%m-%d}) was changed")
            self._details(entry)
            number, previous = entry.number, entry.hash
            if seal is not None:
                self.hashes[entry.hash] = entry.number
        for erased, original in self.erased.items():
            if original not in buried and erased not in self.accounted:
                self.problems.append(f"log: the details of entry {erased} are gone, and no tombstone says why")
        if not number:
            self.problems.append("log: it is empty")
        return number, previous

    def _details(self, entry: Entry) -> None:
        if entry.details is None or entry.salt is None:
            self.erased[entry.number] = entry.original
            return
        if digest_of(entry.salt, entry.details) != entry.digest:
            self.problems.append(f"log: the details of entry {entry.number} ({entry.action}) were changed")
            return
        told = json.loads(entry.details)
        if entry.action == "added":
            self.added[told["original"].removeprefix("sha256:")] = entry.original or 0
        elif entry.action == "read":
            self.readings[told["reading"]] = told["records"]
        elif entry.action in ("decided", "carried"):
            if "fields" in told:
                told["fields"] = canonical(told["fields"]) if told["fields"] else None
            self.decided[told["decision"]] = told
            self.made.add(told.get("claim"))
        elif entry.action == "listed":
            self.lists[entry.original or 0] = told["records"]
        elif entry.action == "seconded":
            told["fields"] = canonical(told["fields"]) if told["fields"] else None
            self.seconded[told["opinion"]] = told
        elif entry.action in ("judged", "rejudged"):
            self.judged[told["judgement"]] = told
        elif entry.action == "deleted":
            self.accounted.update(told.get("entries", ()))

    def _blobs(self) -> None:
        for sha256, size, data in self._rows(models.Blob).values_list("sha256", "size", "data").iterator(chunk_size=50):
            self.checked["texts"] += 1
            try:
                raw = unpack(data)
            except zlib.error:
                self.problems.append(f"bytes {sha256}: cannot be unpacked")
                continue
            if hashlib.sha256(raw).hexdigest() != sha256 or len(raw) != size:
                self.problems.append(f"bytes {sha256}: are not what their hash says")

    def _originals(self) -> None:
        kept = set(self._rows(models.Blob).values_list("sha256", flat=True))
        for key, sha256 in self._rows(models.Original).values_list("key", "sha256").iterator():
            self.checked["originals"] += 1
            if sha256 not in kept:
                self.problems.append(f"original sha256:{sha256}: its bytes are gone")
            if self.added.pop(sha256, None) != key:
                self.problems.append(f"original sha256:{sha256}: the log does not know of it")
        self.problems += [f"original sha256:{sha256}: is gone, and no tombstone says why" for sha256 in self.added]

    def _readings(self) -> None:
        rows = self._rows(models.Reading).order_by("key")
        for key, text, digest, number in rows.values_list("key", "text", "records", "claims").iterator(chunk_size=100):
            self.checked["readings"] += 1
            if self.readings.pop(key, None) != digest:
                self.problems.append(f"reading {key}: the log does not know of it, or it was changed")
            records = list(self._records(key))
            read = [record for record in records if not is_own(record.decode())]
            if len(read) != number or digest_of_records(read) != digest:
                self.problems.append(f"reading {key}: its claims are not those that were read")
            added = [record for record in records if is_own(record.decode())]
            if any(digest_of_records([record]) not in self.made for record in added):
                self.problems.append(f"reading {key}: the log does not know of a claim that was added by hand")
            self._spans(key, text, records)
        self.problems += [f"reading {key}: is gone" for key in self.readings]

    def _records(self, reading: int) -> Iterator[bytes]:
        rows = self._rows(models.Claim).filter(reading=reading, supersedes=None).order_by("key")
        for record in rows.values_list("record", flat=True):
            yield record.encode()

    def _spans(self, reading: int, text: str, records: list[bytes]) -> None:
        blob = self._rows(models.Blob).filter(pk=text).first()
        if blob is None:
            self.problems.append(f"reading {reading}: its text is gone")
            return
        try:
            words = unpack(blob.data).decode("utf-8", "surrogatepass")
        except (zlib.error, UnicodeDecodeError):
            return  # said already of the bytes
        for record in records:
            self.checked["claims"] += 1
            claim = _decode(record)
            for slice_, (start, end) in spans_in(claim):
                self.checked["spans"] += 1
                if words[start:end] != slice_:
                    self.problems.append(f"claim {claim['id']}: «{slice_}» is not what its text has at {start}–{end}")

    def _decided(self, model: type[Any], what: str, known: dict[int, Told], columns: dict[str, str]) -> None:
        """What people decided or judged, against what the log tells of it."""
        for key, *row in self._rows(model).order_by("key").values_list("key", *columns.values()).iterator():
            self.checked[f"{what}s"] += 1
            told = known.pop(key, None)
            if told is None:
                self.problems.append(f"{what} {key}: the log does not know of it")
            elif any(told.get(name, value) != value for name, value in zip(columns, row, strict=True)):
                self.problems.append(f"{what} {key}: is not what the log tells of it")
        self.problems += [f"{what} {key}: is gone" for key in known]

    def _cases(self) -> None:
        """The cases of each list, against what the log tells of them."""
        rows = self._rows(models.Case)
        self.checked["cases"] = rows.count()
        for original in rows.order_by().values_list("original", flat=True).distinct():
            if self.lists.pop(original, None) != digest_of_cases(self.door, original):
                self.problems.append(f"list of incidents {original}: its cases are not those that the log tells of")
        self.problems += [f"list of incidents {original}: its cases are gone" for original in self.lists]

    def _index(self) -> None:
        """The index of words, which SQLite keeps beside the rows."""
        if self.door.vendor != "sqlite":
            return
        try:
            with self.door.connection.cursor() as cursor:
                cursor.execute("INSERT INTO ledger_claim_words(ledger_claim_words, rank) VALUES ('integrity-check', 1)")
        except DatabaseError:
            self.problems.append("index of words: does not fit the claims; searching may miss some (no claim is lost)")

    def _pages(self) -> None:
        """The file itself, page by page and index by index: a damaged index would hide rows that are there."""
        if self.door.vendor == "sqlite":
            try:
                with self.door.connection.cursor() as cursor:
                    cursor.execute("PRAGMA integrity_check(20)")
                    found = [row[0] for row in cursor.fetchall()]
            except DatabaseError as error:
                found = [str(error)]
            self.problems += [f"the file: {' '.join(said.split())}" for said in found if said != "ok"]


def spans_in(value: Any) -> Iterator[tuple[str, tuple[int, int]]]:
    """Every text of a record with its span."""
    if isinstance(value, dict):
        if value.get("span") and isinstance(value.get("text"), str):
            yield value["text"], value["span"]
        for inside in value.values():
            yield from spans_in(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from spans_in(inside)
