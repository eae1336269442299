"""One file compressed with gzip: read as what it is without ``.gz``."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from rasd.errors import InputError
from rasd.loading.archives import refuse_deep
from rasd.loading.loaded import How, Loaded

_TIMES = 40
_HEAD = 16384


def read(stream: BinaryIO, where: str, how: How) -> Iterator[Loaded | InputError]:
    """The reports of the file inside."""
    from rasd.loading import warc
    from rasd.loading.forms import load_stream
    from rasd.loading.kinds import kind_of

    refuse_deep(where, how.depth)
    name = where.removesuffix(".gz")
    try:
        unpacked = cast(BinaryIO, io.BufferedReader(_Limited(stream, where, how.max_size * _TIMES), _HEAD))
        head = unpacked.peek(_HEAD)  # type: ignore[attr-defined]
        if kind_of(name, head) == "warc":
            yield from warc.read(unpacked, where, how)
        else:
            yield from load_stream(unpacked, name, how._replace(depth=how.depth + 1))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(where, f"is a gzip archive that is damaged or cut off ({error})", "Fetch it again.") from error


class _Limited(io.RawIOBase):
    """The unpacked bytes; what goes on and on without being an archive of pages is a bomb."""

    def __init__(self, stream: BinaryIO, where: str, limit: int) -> None:
        self._file = gzip.GzipFile(fileobj=stream)
        self._where, self._left, self._streams = where, limit, False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        block = self._file.read(len(memoryview(buffer)))  # type: ignore[arg-type]
        self._streams = self._streams or block.startswith((b"WARC/1", b'{"'))  # read record by record, however long
        self._left -= len(block)
        if self._left < 0 and not self._streams:
            raise InputError(self._where, "unpacks to far more than a report, like a zip bomb", "Look at what it is.")
        memoryview(buffer)[: len(block)] = block  # type: ignore[arg-type]
        return len(block)
