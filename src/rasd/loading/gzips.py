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
from rasd.outside import HEAD, Limited

_TIMES = 40


def read(stream: BinaryIO, where: str, how: How) -> Iterator[Loaded | InputError]:
    """The reports of the file inside."""
    from rasd.loading import warc
    from rasd.loading.forms import load_stream
    from rasd.loading.kinds import kind_of

    refuse_deep(where, how.depth)
    name = where.removesuffix(".gz")
    try:
        inner = Limited(gzip.GzipFile(fileobj=stream), where, how.max_size * _TIMES, _is_archive)
        unpacked = cast(BinaryIO, io.BufferedReader(inner, HEAD))
        head = unpacked.peek(HEAD)  # type: ignore[attr-defined]
        if kind_of(name, head) == "warc":
            yield from warc.read(unpacked, where, how)
        else:
            yield from load_stream(unpacked, name, how._replace(depth=how.depth + 1))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        what = f"is a gzip archive that is damaged or cut off ({error})"
        raise InputError(where, what, "Fetch it again.", "damaged") from error


def _is_archive(block: bytes) -> bool:
    """Whether a block begins an archive of pages or lines of JSON: these are read record by record, however long."""
    return block.startswith((b"WARC/1", b'{"'))
