"""Downloads: from a server on this machine, which breaks off, lies and refuses."""

from __future__ import annotations

import hashlib
import http.server
import io
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from rasd.codebook import shelf
from rasd.errors import InputError
from rasd.gazetteers import fetch
from rasd.gazetteers.adding import Wanted, add

TABLE = "id,name_ar,lat,lon,cc\n" + "".join(f"{n},قرية الديك رقم {n},35.1,36.2,SY\n" for n in range(4000))
BODY = TABLE.encode()
DUMP = "900001\tDik\tDik\t\t35.5\t36.5\tP\tPPL\tSY\t\t12\t\t\t\t1200\t\t400\tAsia/Damascus\t2020-01-01\n"


def packed(name: str, text: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, text)
    return made.getvalue()


FILES = {
    "/villages.csv": BODY,
    "/SY.zip": packed("SY.txt", DUMP),
    "/alternatenames/SY.zip": packed("SY.txt", "1\t900001\tar\tقرية الديك\t1\t\t\t\t\t\n"),
}


class Server(http.server.ThreadingHTTPServer):
    """Serves ``FILES``; breaks off after ``limit`` bytes; remembers what was asked."""

    limit: int | None = None
    ranges = True
    tagged = True
    asked: list[tuple[str, str | None]]


class Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        asked = self.headers.get("Range")
        self.server.asked.append((self.path, asked))
        body = FILES.get(self.path)
        if body is None:
            self.send_error(404)
            return
        tag = f'"{hashlib.sha256(body).hexdigest()}"' if self.server.tagged else ""
        is_same = self.headers.get("If-Range") in (None, tag)
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and self.server.ranges and is_same else 0
        if start >= len(body):
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(body)}")
            self.end_headers()
            return
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body) - start))
        if tag:
            self.send_header("ETag", tag)
        self.end_headers()
        self.wfile.write(body[start:][: self.server.limit])

    def log_message(self, *_: object) -> None:
        """Nothing: the tests' output is for failures."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Handler) as found:
        found.asked = []
        thread = threading.Thread(target=found.serve_forever, daemon=True)
        thread.start()
        yield found
        found.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Server) -> Path:
    monkeypatch.setenv("RASD_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("RASD_GEONAMES_URL", base(server))
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def base(server: Server) -> str:
    return f"http://127.0.0.1:{server.server_port}"


def left(data: Path) -> list[str]:
    return sorted(p.name for p in (data / "downloads").glob("*"))


def test_an_address(server: Server, data: Path) -> None:
    told: list[tuple[int, int | None]] = []
    result = add(Wanted(base(server) + "/villages.csv"), lambda done, total: told.append((done, total)))
    assert (result.name, result.rows) == ("villages", 4000)
    assert (len(BODY), len(BODY)) in told
    assert left(data) == [] and shelf.load().added[0].about["from"].endswith("/villages.csv")


def test_a_country(server: Server, data: Path) -> None:
    result = add(Wanted("SY"))
    assert (result.name, result.rows, left(data)) == ("geonames-sy", 1, [])
    assert [path for path, _ in server.asked] == ["/SY.zip", "/alternatenames/SY.zip"]


@pytest.mark.parametrize("ranges", [True, False])
def test_a_download_that_broke_off_goes_on(server: Server, data: Path, ranges: bool) -> None:
    server.limit, server.ranges = 20_000, ranges
    with pytest.raises(InputError, match=r"it goes on after the 20,000 bytes") as raised:
        add(Wanted(base(server) + "/villages.csv"))
    assert "broke off" in str(raised.value) or "IncompleteRead" in str(raised.value)
    assert not shelf.load().added and len(left(data)) == 2
    server.limit = None
    assert add(Wanted(base(server) + "/villages.csv")).rows == 4000
    assert server.asked[-1] == ("/villages.csv", "bytes=20000-") and left(data) == []


def test_what_changed_meanwhile_is_fetched_anew(server: Server, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first half of one day's table and the second of the next day's are no table of any day."""
    server.limit = 20_000
    with pytest.raises(InputError, match="it goes on after"):
        add(Wanted(base(server) + "/villages.csv"))
    server.limit = None
    monkeypatch.setitem(FILES, "/villages.csv", other := BODY.replace("الديك".encode(), "الهدهد".encode()))
    assert fetch.fetch(base(server) + "/villages.csv", lambda done, total: None).read_bytes() == other


def test_what_nobody_can_tell_to_be_the_same_is_fetched_anew(server: Server, data: Path) -> None:
    server.limit, server.tagged = 20_000, False
    with pytest.raises(InputError) as raised:
        add(Wanted(base(server) + "/villages.csv"))
    assert "it goes on after" not in str(raised.value)
    server.limit = None
    assert add(Wanted(base(server) + "/villages.csv")).rows == 4000
    assert [asked for _, asked in server.asked] == [None, None] and left(data) == []


@pytest.mark.parametrize("whole", [True, False])
def test_what_is_all_here_is_not_fetched_twice(server: Server, data: Path, whole: bool) -> None:
    address = base(server) + "/villages.csv"
    path = fetch.fetch(address, lambda done, total: None)
    part = path.with_name(path.name + ".part")
    path.rename(part)
    part.with_name(part.name + ".of").write_text(f'"{hashlib.sha256(BODY).hexdigest()}"', encoding="ascii")
    if not whole:  # more than the file has: it is no part of it
        part.write_bytes(BODY + b"900,x,1,1,SY\n")
    assert add(Wanted(address)).rows == 4000 and left(data) == []
    assert len(server.asked) == (2 if whole else 3)


def test_a_checksum(server: Server, data: Path) -> None:
    address = base(server) + "/villages.csv"
    with pytest.raises(InputError, match="has the checksum"):
        add(Wanted(address, sha256="0" * 64))
    assert left(data) == [] and not shelf.load().added
    assert add(Wanted(address, sha256=hashlib.sha256(BODY).hexdigest().upper())).rows == 4000


def test_what_the_server_does_not_have(server: Server) -> None:
    with pytest.raises(InputError, match="cannot be fetched"):
        add(Wanted(base(server) + "/nothing.csv"))


def test_without_a_network(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    address = base(server)
    server.shutdown()
    server.server_close()
    monkeypatch.setenv("RASD_GEONAMES_URL", address)
    for given in (address + "/villages.csv", "SY"):
        with pytest.raises(InputError, match="Check the connection") as raised:
            add(Wanted(given))
        assert "A file on disk needs no network" in str(raised.value)


def test_a_file_on_disk_asks_nobody(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "v.csv"
    path.write_bytes(BODY)
    add(Wanted(str(path)))
    assert server.asked == []
