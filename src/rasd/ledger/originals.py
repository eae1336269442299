"""Bytes by their SHA-256: stored once, compressed, never changed."""

from __future__ import annotations

import hashlib
import zlib
from typing import NamedTuple

from rasd.errors import LedgerError
from rasd.ledger.connecting import Door
from rasd.ledger.started import models


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
