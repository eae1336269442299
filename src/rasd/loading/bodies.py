"""Bodies of answers as crawlers keep them: in chunks and packed, as they came, or as a browser made them."""

from __future__ import annotations

import importlib
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

#: How the body of a page begins, as it is and packed with gzip.
_BEGIN = (b"<", b"\x1f")
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")


def unpacked(body: bytes, headers: Mapping[str, str], limit: int) -> bytes:
    """A body without its chunks and unpacked, as far as one byte beyond a limit.

    Many archives keep the headers of an answer and the body that a browser made of it: what does not look as the
    headers say is left as it is. ``headers`` have names in small letters.
    """
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = b"".join(_chunks(body)) or body
    unpack = _UNPACKERS.get(headers.get("content-encoding", "").lower().strip())
    return (unpack(body, limit + 1) or body) if unpack else body


def _chunks(body: bytes) -> Iterator[bytes]:
    """The chunks of a body; of one that is cut off, those that are there; none of one that has none."""
    at = 0
    while (head := _CHUNK.match(body, at)) and (size := int(head[1], 16)):
        end = head.end() + size
        is_cut = end + 2 > len(body)
        if body[end : end + 2] != b"\r\n" if not is_cut else not at and body[head.end() : head.end() + 1] not in _BEGIN:
            return  # a number that only looked like the size of a chunk
        yield body[head.end() : end]
        at = end + 2


def _zlib(*forms: int) -> Callable[[bytes, int], bytes]:
    def unpack(body: bytes, limit: int) -> bytes:
        for form in forms:
            try:
                return zlib.decompressobj(wbits=form).decompress(body, limit)
            except zlib.error:
                continue
        return b""

    return unpack


def _brotli(body: bytes, limit: int) -> bytes:
    """Brotli, where its library is installed."""
    try:
        library: Any = importlib.import_module("brotli")
        unpacker = library.Decompressor()
        return bytes(unpacker.process(body, output_buffer_limit=limit))[:limit]
    except Exception:  # its error has no name that all versions share; not installed: the page is told of as it is
        return b""


_UNPACKERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _zlib(zlib.MAX_WBITS | 16),
    "x-gzip": _zlib(zlib.MAX_WBITS | 16),
    "deflate": _zlib(zlib.MAX_WBITS, -zlib.MAX_WBITS),
    "br": _brotli,
}
