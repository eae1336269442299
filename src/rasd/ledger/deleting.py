"""Deletion, for the protection of persons: a tombstone is all that is left, and the chain stays whole."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from typing import NamedTuple

from django.db.models import Q

from rasd.errors import LedgerError, UsageError
from rasd.ledger.chain import Event, append, now
from rasd.ledger.connecting import Door
from rasd.ledger.inserting import clean
from rasd.ledger.nearing import adopt
from rasd.ledger.started import models

#: Entries that are erased by one question to the database.
_ASKED = 500


class Buried(NamedTuple):
    """What is known of a deleted original. Only who has its bytes can find out that it was this one."""

    reason: str
    at: datetime.datetime
    salt: str
    hash: str

    def is_of(self, sha256: str) -> bool:
        """Whether this is the tombstone of the original of that hash."""
        return salted(self.salt, sha256) == self.hash


def salted(salt: str, sha256: str) -> str:
    """The hash that a tombstone carries."""
    return hashlib.sha256(f"{salt}:{sha256}".encode()).hexdigest()


def tombstones(door: Door) -> list[Buried]:
    """All deletions so far."""
    rows = models.Tombstone.objects.using(door.alias).order_by("key")
    return [Buried(*row) for row in rows.values_list("reason", "at", "salt", "hash")]


def delete(door: Door, given: str, reason: str, by: str) -> None:
    """Delete an original, given by its hash (``sha256:…``) or by the name of a report, with all that came of it."""
    if not reason.strip():
        raise UsageError("a deletion needs a reason, which stays in the log. Do not name the person in it.")
    with door.writing():
        original = _found(door, given)
        salt = secrets.token_hex(16)
        buried = salted(salt, original.sha256)
        entries = _judged(door, original)
        told = {"reason": reason, "salt": salt, "hash": buried, **({"entries": entries} if entries else {})}
        append(door, [Event("deleted", told)], by)
        number = models.LogEntry.objects.using(door.alias).order_by("-number").values_list("number", flat=True)[0]
        models.Tombstone.objects.using(door.alias).create(
            entry=number, original=original.key, at=now(), who=clean(by), reason=clean(reason), salt=salt, hash=buried
        )
        _erase(door, original, entries)
    sweep(door)


def _found(door: Door, given: str) -> models.Original:
    rows = models.Original.objects.using(door.alias)
    by_hash = rows.filter(sha256=given.removeprefix("sha256:")).first()
    if by_hash is not None:
        return by_hash
    named = list(rows.filter(sightings__name=given).distinct()[:2])
    if len(named) == 1:
        return named[0]
    what = "several originals were seen under this name" if named else "no original has this hash or name"
    raise LedgerError(f"{given}: {what}. Give the hash (report_id) that rasd claims prints.")


def _judged(door: Door, original: models.Original) -> list[int]:
    """The entries of the log that tell of judgements on its claims: they go with it, whatever the other claim is."""
    rows = models.Judgement.objects.using(door.alias).filter(Q(one=original) | Q(other=original))
    return sorted(rows.values_list("entry", flat=True))


def _erase(door: Door, original: models.Original, entries: list[int]) -> None:
    names = list(original.sightings.values_list("name", flat=True))
    texts = set(original.readings.values_list("text", flat=True))
    texts |= {warc for warc in original.sightings.values_list("warc", flat=True) if warc}
    models.Failure.objects.using(door.alias).filter(where__in=names).delete()
    models.LogEntry.objects.using(door.alias).filter(original=original.key).update(details=None, salt=None)
    for start in range(0, len(entries), _ASKED):
        rows = models.LogEntry.objects.using(door.alias).filter(number__in=entries[start : start + _ASKED])
        rows.update(details=None, salt=None)
    of_pairs = models.Judgement.objects.using(door.alias).filter(Q(one=original) | Q(other=original))
    of_pairs.update(supersedes=None, origin=None)
    models.Claim.objects.using(door.alias).filter(reading__original=original).update(supersedes=None)
    models.Case.objects.using(door.alias).filter(original=original).update(supersedes=None)
    models.Opinion.objects.using(door.alias).filter(decision__original=original).update(supersedes=None)
    models.Decision.objects.using(door.alias).filter(original=original).update(supersedes=None, origin=None)
    sha256 = original.sha256
    nearly = list(original.nearly.order_by("key").values_list("key", flat=True))
    original.delete()
    adopt(door, nearly)
    used = set(models.Reading.objects.using(door.alias).filter(text__in=texts).values_list("text", flat=True))
    used |= set(models.Original.objects.using(door.alias).filter(sha256__in=texts).values_list("sha256", flat=True))
    models.Blob.objects.using(door.alias).filter(sha256__in={sha256, *texts} - used).delete()


def sweep(door: Door) -> None:
    """Overwrite what the database still holds of deleted rows: free pages, the index of words, the write-ahead log.

    Raises :class:`LedgerError` when another program reads the ledger, and so keeps its write-ahead log as it is.
    """
    with door.guarded(), door.connection.cursor() as cursor:
        if door.vendor != "sqlite":
            cursor.execute("VACUUM ledger_blob, ledger_original, ledger_sighting, ledger_claim, ledger_logentry")
            return
        cursor.execute("INSERT INTO ledger_claim_words(ledger_claim_words) VALUES ('optimize')")
        busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        file = door.address.shown
        raise LedgerError(
            f"{file}: deleted, but another program has the ledger open, and until it closes {file}-wal still holds the "
            "bytes of what was deleted. Close it, then run: rasd ledger sweep"
        )
