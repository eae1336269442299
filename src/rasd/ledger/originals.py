"""Bytes by their SHA-256: stored once, compressed, never changed."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import BinaryField
from django.db.models.functions import Substr

from rasd.errors import LedgerError
from rasd.ledger.connecting import Door
from rasd.ledger.started import models

#: Bytes of a text that are enough for a heading, and packed ones that hold as many.
_BEGINNING, _PACKED = 800, 2_000


class Packed(NamedTuple):
    """Bytes ready to be stored."""

    sha256: str
    size: int
    data: bytes


def pack(raw: bytes) -> Packed:
    """Hash and compress bytes.

    >>> pack(b"x").sha256[:8], unpack(pack(b"x").data)
    ('2d711642', b'x')
    """
    return Packed(hashlib.sha256(raw).hexdigest(), len(raw), zlib.compress(raw, 6))


def unpack(data: bytes | memoryview) -> bytes:
    """The bytes that were packed."""
    return zlib.decompress(data)


def beginnings(door: Door, hashes: Iterable[str]) -> dict[str, str]:
    """Hash → how the text of it begins, some hundred characters, whatever its length. For a heading, not as proof."""
    rows = models.Blob.objects.using(door.alias).filter(pk__in=set(hashes))
    packed = rows.annotate(start=Substr("data", 1, _PACKED, output_field=BinaryField())).values_list("pk", "start")
    return {sha256: _beginning(bytes(start)) for sha256, start in packed}


def _beginning(packed: bytes) -> str:
    try:
        return zlib.decompressobj().decompress(packed, _BEGINNING).decode("utf-8", "ignore")
    except zlib.error:  # bytes_of says what is wrong with it
        return ""


def bytes_of(door: Door, sha256: str) -> bytes:
    """The stored bytes of a hash.

    Raises :class:`LedgerError` when they are not there, cannot be unpacked, or are not what the hash says.
    """
    row = models.Blob.objects.using(door.alias).filter(pk=sha256).first()
    if row is None:
        message = "{ledger}: holds no bytes of hash {hash}. See rasd verify."
        raise LedgerError(message, "no-bytes", ledger=door.address.shown, hash=sha256)
    try:
        raw = unpack(row.data)
    except zlib.error as error:
        message = "{ledger}: the bytes of {hash} are damaged ({said}). Restore a backup."
        raise LedgerError(message, "bytes-changed", ledger=door.address.shown, hash=sha256, said=error) from error
    if hashlib.sha256(raw).hexdigest() != sha256:
        message = "{ledger}: the bytes of {hash} were changed. Restore a backup."
        raise LedgerError(message, "bytes-changed", ledger=door.address.shown, hash=sha256)
    return raw
