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


class Problem(str):
    """Something that is broken, in English; ``code`` says which kind it is and ``fields`` where, for other languages.

    >>> problem = Problem("log: entry {number} is missing", "entry-missing", number=7)
    >>> problem, problem.code, problem.fields
    ('log: entry 7 is missing', 'entry-missing', {'number': 7})
    """

    code: str
    fields: dict[str, object]

    def __new__(cls, message: str, code: str, **fields: object) -> Problem:
        problem = super().__new__(cls, message.format(**fields))
        problem.code, problem.fields = code, fields
        return problem


class Verification(NamedTuple):
    """What was checked, how often, and what is broken; ``sealed`` is the entry that a seal was found at."""

    checked: dict[str, int]
    problems: list[Problem]
    head: tuple[int, str]
    sealed: int | None = None


class Verifying:
    """One run over a ledger."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.problems: list[Problem] = []
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

    def _broken(self, message: str, code: str, **fields: object) -> None:
        self.problems.append(Problem(message, code, **fields))

    def _rows(self, model: type[Any]) -> Any:
        return model.objects.using(self.door.alias)

    def _sealed(self, seal: str) -> int | None:
        found = self.hashes.get(seal.strip().lower().rpartition(" ")[2].rpartition("-")[2])
        if found is None:
            message = "seal {seal}: no entry of the log has this hash: the log was rewritten since, or cut"
            self._broken(message, "no-such-seal", seal=seal)
        return found

    def _log(self, seal: str | None) -> tuple[int, str]:
        buried = set(self._rows(models.Tombstone).values_list("original", flat=True))
        number, previous = 0, BEGINNING
        for row in self._rows(models.LogEntry).order_by("number").values_list(*Entry._fields).iterator():
            entry = Entry(*row)
            self.checked["entries"] += 1
            if entry.number != number + 1:
                self._broken("log: entry {number} is missing", "entry-missing", number=number + 1)
            if entry.previous != previous:
                self._broken(
                    "log: entry {number} does not follow the one before it", "entry-unlinked", number=entry.number
                )
            if hash_of(entry) != entry.hash:
                message = "log: entry {number} ({action}, {at:%Y-%m-%d}) was changed"
                self._broken(message, "entry-changed", number=entry.number, action=entry.action, at=entry.at)
            self._details(entry)
            number, previous = entry.number, entry.hash
            if seal is not None:
                self.hashes[entry.hash] = entry.number
        for erased, original in self.erased.items():
            if original not in buried and erased not in self.accounted:
                message = "log: the details of entry {number} are gone, and no tombstone says why"
                self._broken(message, "details-gone", number=erased)
        if not number:
            self._broken("log: it is empty", "log-empty")
        return number, previous

    def _details(self, entry: Entry) -> None:
        if entry.details is None or entry.salt is None:
            self.erased[entry.number] = entry.original
            return
        if digest_of(entry.salt, entry.details) != entry.digest:
            message = "log: the details of entry {number} ({action}) were changed"
            self._broken(message, "details-changed", number=entry.number, action=entry.action)
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
                self._broken("bytes {hash}: cannot be unpacked", "bytes-damaged", hash=sha256)
                continue
            if hashlib.sha256(raw).hexdigest() != sha256 or len(raw) != size:
                self._broken("bytes {hash}: are not what their hash says", "bytes-differ", hash=sha256)

    def _originals(self) -> None:
        kept = set(self._rows(models.Blob).values_list("sha256", flat=True))
        for key, sha256 in self._rows(models.Original).values_list("key", "sha256").iterator():
            self.checked["originals"] += 1
            if sha256 not in kept:
                self._broken("original sha256:{hash}: its bytes are gone", "original-without-bytes", hash=sha256)
            if self.added.pop(sha256, None) != key:
                self._broken("original sha256:{hash}: the log does not know of it", "original-unknown", hash=sha256)
        for sha256 in self.added:
            self._broken("original sha256:{hash}: is gone, and no tombstone says why", "original-gone", hash=sha256)

    def _readings(self) -> None:
        rows = self._rows(models.Reading).order_by("key")
        for key, text, digest, number in rows.values_list("key", "text", "records", "claims").iterator(chunk_size=100):
            self.checked["readings"] += 1
            if self.readings.pop(key, None) != digest:
                self._broken(
                    "reading {key}: the log does not know of it, or it was changed", "reading-unknown", key=key
                )
            records = list(self._records(key))
            read = [record for record in records if not is_own(record.decode())]
            if len(read) != number or digest_of_records(read) != digest:
                self._broken("reading {key}: its claims are not those that were read", "reading-changed", key=key)
            added = [record for record in records if is_own(record.decode())]
            if any(digest_of_records([record]) not in self.made for record in added):
                message = "reading {key}: the log does not know of a claim that was added by hand"
                self._broken(message, "claim-unknown", key=key)
            self._spans(key, text, records)
        for key in self.readings:
            self._broken("reading {key}: is gone", "reading-gone", key=key)

    def _records(self, reading: int) -> Iterator[bytes]:
        rows = self._rows(models.Claim).filter(reading=reading, supersedes=None).order_by("key")
        for record in rows.values_list("record", flat=True):
            yield record.encode()

    def _spans(self, reading: int, text: str, records: list[bytes]) -> None:
        blob = self._rows(models.Blob).filter(pk=text).first()
        if blob is None:
            self._broken("reading {key}: its text is gone", "text-gone", key=reading)
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
                    message = "claim {claim}: «{words}» is not what its text has at {start}–{end}"
                    self._broken(message, "span-changed", claim=claim["id"], words=slice_, start=start, end=end)

    def _decided(self, model: type[Any], what: str, known: dict[int, Told], columns: dict[str, str]) -> None:
        """What people decided or judged, against what the log tells of it."""
        for key, *row in self._rows(model).order_by("key").values_list("key", *columns.values()).iterator():
            self.checked[f"{what}s"] += 1
            told = known.pop(key, None)
            if told is None:
                self._broken("{what} {key}: the log does not know of it", "unknown", what=what, key=key)
            elif any(told.get(name, value) != value for name, value in zip(columns, row, strict=True)):
                self._broken("{what} {key}: is not what the log tells of it", "changed", what=what, key=key)
        for key in known:
            self._broken("{what} {key}: is gone", "gone", what=what, key=key)

    def _cases(self) -> None:
        """The cases of each list, against what the log tells of them."""
        rows = self._rows(models.Case)
        self.checked["cases"] = rows.count()
        for original in rows.order_by().values_list("original", flat=True).distinct():
            if self.lists.pop(original, None) != digest_of_cases(self.door, original):
                message = "list of incidents {key}: its cases are not those that the log tells of"
                self._broken(message, "list-changed", key=original)
        for original in self.lists:
            self._broken("list of incidents {key}: its cases are gone", "list-gone", key=original)

    def _index(self) -> None:
        """The index of words, which SQLite keeps beside the rows."""
        if self.door.vendor != "sqlite":
            return
        try:
            with self.door.connection.cursor() as cursor:
                cursor.execute("INSERT INTO ledger_claim_words(ledger_claim_words, rank) VALUES ('integrity-check', 1)")
        except DatabaseError:
            message = "index of words: does not fit the claims; searching may miss some (no claim is lost)"
            self._broken(message, "index-unfit")

    def _pages(self) -> None:
        """The file itself, page by page and index by index: a damaged index would hide rows that are there."""
        if self.door.vendor == "sqlite":
            try:
                with self.door.connection.cursor() as cursor:
                    cursor.execute("PRAGMA integrity_check(20)")
                    found = [row[0] for row in cursor.fetchall()]
            except DatabaseError as error:
                found = [str(error)]
            for said in found:
                if said != "ok":
                    self._broken("the file: {said}", "file-damaged", said=" ".join(said.split()))


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
