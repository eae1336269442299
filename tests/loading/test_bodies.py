"""Pages in archives of the web are read in whatever way they were sent; nothing of the sending is in their text."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest

from rasd.loading import How, Loaded, expand, load_originals
from rasd.loading.bodies import unpacked

TEXT = "قتل 3 جنود في انفجار قرب مدينة الموصل أمس بحسب مصدر أمني في المدينة، ونقل 12 جريحا إلى المستشفى."
PAGE = f"<html><head><meta charset=utf-8></head><body><article><p>{TEXT}</p></article></body></html>".encode()


def chunked(body: bytes, size: int = 90) -> bytes:
    parts = [body[i : i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def raw_deflated(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def record(body: bytes, number: int, *headers: str) -> bytes:
    """An answer as a crawler keeps it: its bytes as they came."""
    lines = ["HTTP/1.1 200 OK", "Content-Type: text/html; charset=utf-8", *headers, "", ""]
    answer = "\r\n".join(lines).encode() + body
    about = [
        "WARC/1.0", "WARC-Type: response", f"WARC-Target-URI: https://e.example/{number}",
        "WARC-Date: 2020-01-01T00:00:00Z", f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>",
        "Content-Type: application/http; msgtype=response", f"Content-Length: {len(answer)}", "", "",
    ]  # fmt: skip
    return "\r\n".join(about).encode() + answer + b"\r\n\r\n"


def read(folder: Path, *records: bytes) -> list[str]:
    path = folder / "a.warc"
    path.write_bytes(b"".join(records))
    return [item.report.text if isinstance(item, Loaded) else str(item) for item in load_originals(expand([path]))]


CHUNKS = "Transfer-Encoding: chunked"


@pytest.mark.parametrize(
    ("pack", "said"),
    [
        (bytes, ""),
        (gzip.compress, "gzip"),
        (zlib.compress, "deflate"),
        (raw_deflated, "deflate"),
        (brotli.compress, "br"),
    ],
)
def test_a_page_is_read_in_chunks_and_packed(tmp_path: Path, pack: Callable[[bytes], bytes], said: str) -> None:
    headers = [f"Content-Encoding: {said}"] if said else []
    body = pack(PAGE)
    assert read(tmp_path, record(body, 1, *headers), record(chunked(body), 2, CHUNKS, *headers)) == [TEXT] * 2


def test_headers_that_the_body_does_not_keep_to(tmp_path: Path) -> None:
    """Archives made from a browser's pages have the headers of the answer and a body that is unpacked."""
    headers = (CHUNKS, "Content-Encoding: gzip", "Content-Encoding: deflate", "Content-Encoding: br")
    assert read(tmp_path, *(record(PAGE, n, header) for n, header in enumerate(headers))) == [TEXT] * 4


def test_a_page_cut_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    packed = gzip.compress(PAGE * 50)
    cut, short, after = read(
        tmp_path,
        record(chunked(PAGE)[:200], 1, CHUNKS),
        record(chunked(packed, 10_000)[: len(packed) - 20], 2, CHUNKS, "Content-Encoding: gzip"),
        record(PAGE, 3),
    )
    assert TEXT.startswith(cut) and len(cut) > 30 and short.startswith(TEXT) and after == TEXT


def test_a_bomb_is_unpacked_no_further_than_asked() -> None:
    bomb = bytes(50_000_000)
    for pack, said in ((gzip.compress, "gzip"), (zlib.compress, "deflate")):
        assert len(unpacked(pack(bomb), {"content-encoding": said}, 1000)) <= 1001


def test_a_first_line_that_is_a_number_is_no_chunk() -> None:
    for body in (b"2020\r\nnews of the year", b"5\r\nnews\r\nof the year"):
        assert unpacked(body, {"transfer-encoding": "chunked"}, 1000) == body


def test_batches_and_files_tell_alike(tmp_path: Path) -> None:
    told: list[str] = []
    path = tmp_path / "a.warc"
    path.write_bytes(record(chunked(PAGE), 1, CHUNKS) + record(b"\x89PNG", 2, CHUNKS))
    assert len(list(load_originals(expand([path]), how=How(note=told.append)))) == 1
    assert told == [f"{path}: 1 answers left out (no pages, not found, or without Arabic)"]
