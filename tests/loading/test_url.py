"""Fetching, from a server of our own: off unless asked for, public addresses only, and every limit kept."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import io
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest

from rasd.errors import InputError
from rasd.ledger.store import Ledger
from rasd.loading import Failure, How, Loaded, expand, load_originals
from rasd.loading import url as web
from rasd.loading.url import Limits, Web, is_public

TEXT = "أعلنت قيادة العمليات مقتل 4 جنود وإصابة 9 آخرين في انفجار عبوة ناسفة شمال مدينة الرمادي أمس."
PAGE = f"""<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>خبر</title>
<meta property="og:site_name" content="ضفاف">
<meta property="article:published_time" content="2020-01-27T10:00:00+03:00">
</head><body><article><p>{TEXT}</p></article></body></html>"""


BOMB = gzip.compress(bytes(20_000_000), 1)


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers each path in its own way; what was asked is noted."""

    protocol_version = "HTTP/1.1"
    asked: list[str]
    robots = b""

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        self.asked.append(self.path)
        name = self.path.strip("/").partition("?")[0].replace(".", "_") or "page"
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            getattr(self, f"answer_{name.partition('/')[0]}", self.answer_missing)()

    def send(self, body: bytes, status: int = 200, media: str = "text/html; charset=utf-8", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": media, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def answer_robots_txt(self) -> None:
        self.send(self.robots, 200 if self.robots else 404, "text/plain")

    def answer_page(self) -> None:
        self.send(PAGE.encode())

    def answer_missing(self) -> None:
        self.send(b"gone", 404)

    def answer_packed(self) -> None:
        self.send(gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def answer_cut(self) -> None:
        self.send(gzip.compress(PAGE.encode() * 50)[:300], Content_Encoding="gzip")

    def answer_bomb(self) -> None:
        self.send(BOMB, Content_Encoding="gzip")

    def answer_huge(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(200):
            self.wfile.write(b"<p>" + b" " * 1_000_000)
        self.close_connection = True

    def answer_trickle(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for letter in PAGE.encode() * 10:
            self.wfile.write(bytes([letter]))
            time.sleep(0.05)

    def answer_slowhead(self) -> None:
        for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 10_000:
            self.wfile.write(bytes([letter]))
            self.wfile.flush()
            time.sleep(0.05)

    def answer_liar(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        self.wfile.write(PAGE.encode())
        self.close_connection = True

    def answer_wrong(self) -> None:
        self.send(PAGE.replace('charset="utf-8"', 'charset="utf-8"').encode("cp1256", "replace"))

    def answer_to(self) -> None:
        self.send(b"", 302, Location=self.path.partition("?")[2])

    def answer_late(self) -> None:
        time.sleep(0.6)
        self.send(PAGE.encode())

    def answer_onward(self) -> None:
        self.send(b"", 302, Location=unquote(self.path.partition("?")[2]).encode().decode("latin-1"))

    def answer_round(self) -> None:
        self.send(b"", 302, Location="/round")

    def answer_feed(self) -> None:
        item = f"<item><title>خبر</title><link>https://a.example/1</link><description>{TEXT}</description></item>"
        self.send(f"<rss version='2.0'><channel><title>ضفاف</title>{item}</channel></rss>".encode(), media="text/xml")

    def answer_english(self) -> None:
        self.send(b"<p>Four soldiers were killed.</p>")


@pytest.fixture
def site() -> Iterator[str]:
    Handler.asked = []
    Handler.robots = b""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


LOCAL = Limits(size=2_000_000, seconds=20, redirects=3, pause=0, private=True)


def load(*urls: str, limits: Limits = LOCAL) -> list[Loaded | Failure]:
    return list(load_originals(expand(urls), how=How(fetch=Web(limits).load)))


def said(found: list[Loaded | Failure]) -> list[str]:
    return [item.error.what for item in found if isinstance(item, Failure)]


def test_a_page_with_all_that_is_known_of_it(site: str) -> None:
    for path in ("/", "/packed"):
        (page,) = load(site + path)
        assert isinstance(page, Loaded)
        assert TEXT in page.report.text
        assert (page.report.id, page.report.url, page.report.outlet) == (site + path, site + path, "ضفاف")
        assert page.published_at == "2020-01-27T10:00:00+03:00"
        assert page.fetch and (page.fetch.url, page.fetch.status) == (site + path, 200)
        assert page.fetch.headers["content-type"] == "text/html; charset=utf-8"
        assert page.original == PAGE.encode()


def test_it_is_off_unless_asked_for(site: str) -> None:
    (failure,) = load_originals(expand([site]))
    assert isinstance(failure, Failure)
    assert str(failure.error).endswith("fetching is off. Ask for it with --fetch; nothing is fetched otherwise.")
    assert Handler.asked == []


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 240.0.0.1
    ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 ff02::1 ::ffff:127.0.0.1 ::ffff:a9fe:a9fe 64:ff9b::7f00:1
    2002:7f00:1:: 198.18.0.1 192.0.2.1 2001:db8::1""".split(),
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "8.8.8.8"])
def test_addresses_that_are(address: str) -> None:
    assert is_public(address)


def test_local_addresses_are_refused_before_anything_is_sent(site: str) -> None:
    port = site.rpartition(":")[2]
    public = LOCAL._replace(private=False)
    hosts = ("127.0.0.1", "localhost", "0x7f000001", "2130706433", "127.1", "[::1]", "[::ffff:127.0.0.1]")
    for host in hosts:
        (what,) = said(load(f"http://{host}:{port}/", limits=public))
        assert "not public" in what or "not known" in what, (host, what)
    assert Handler.asked == []


def test_a_redirect_is_checked_like_the_first_address(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "is_public", lambda address: address == "127.0.0.1")
    public = LOCAL._replace(private=False)
    assert said(load(site, limits=public)) == []
    for inside in ("http://169.254.169.254/latest/meta-data/", "http://127.0.0.2/", "http://[::1]/"):
        assert said(load(f"{site}/to?{inside}", limits=public))[0].startswith("leads to an address that is not public")
    for scheme in ("file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/"):
        assert "no address of a page" in said(load(f"{site}/to?{scheme}", limits=public))[0]


def test_a_name_that_changes_its_address_in_between_gains_nothing(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address that was looked at is the one connected to: the name is looked up once a request."""
    import socket

    asked: list[str] = []
    real = socket.getaddrinfo

    def rebinding(host: str, *rest: Any, **more: Any) -> Any:
        asked.append(host)
        return real("127.0.0.1" if host == "news.example" else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(web, "is_public", lambda address: address == "127.0.0.1")
    port = site.rpartition(":")[2]
    assert said(load(f"http://news.example:{port}/", limits=LOCAL._replace(private=False))) == []
    assert asked.count("news.example") == 2  # robots.txt and the page, each looked at and then connected to by number


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/gone", "status 404"),
        ("/round", "leads on more than 3 times"),
        ("/bomb", "larger than 2 MB"),
        ("/huge", "larger than 2 MB"),
        ("/trickle", "took longer than 1.5 s"),
        ("/slowhead", "took longer than 1.5 s"),
        ("/liar", "the page ended early"),
        ("/cut", "is cut off"),
        ("/english", "holds no Arabic"),
    ],
)
def test_servers_that_misbehave(site: str, path: str, what: str) -> None:
    began = time.monotonic()
    limits = LOCAL._replace(seconds=1.5) if path in ("/trickle", "/slowhead") else LOCAL
    (error,) = said(load(site + path, limits=limits))
    assert what in error
    assert time.monotonic() - began < 15


def test_an_encoding_that_is_declared_wrongly(site: str) -> None:
    (page,) = load(site + "/wrong")
    assert isinstance(page, Loaded) and TEXT in page.report.text


def test_addresses_in_arabic_letters(site: str) -> None:
    (page,) = load(f"{site}/page?q=حلب&n=1%2B1")
    assert isinstance(page, Loaded)
    assert Handler.asked[-1] == "/page?q=%D8%AD%D9%84%D8%A8&n=1%2B1"
    for target in ("/page/حلب و إدلب", "/page/%D8%AD%D9%84%D8%A8"):  # as its bytes stand in the header
        (page,) = load(f"{site}/onward?{quote(target)}")
        assert isinstance(page, Loaded), page
        assert unquote(Handler.asked[-1]) == unquote(target) and Handler.asked[-1].isascii()


def test_the_pause_that_a_site_asks_for_is_no_time_of_its_page(site: str) -> None:
    Handler.robots = b"User-agent: *\nCrawl-delay: 2"
    began = time.monotonic()
    (page,) = load(f"{site}/to?/late", limits=LOCAL._replace(seconds=1.5))
    assert isinstance(page, Loaded), page
    assert time.monotonic() - began > 4


def test_redirects_to_another_page_are_followed(site: str) -> None:
    (page,) = load(f"{site}/to?/packed")
    assert isinstance(page, Loaded) and page.fetch
    assert (page.report.id, page.fetch.url) == (f"{site}/to?/packed", site + "/packed")


def test_a_feed_at_an_address(site: str) -> None:
    (entry,) = load(site + "/feed")
    assert isinstance(entry, Loaded) and entry.fetch
    assert (entry.report.id, entry.report.outlet) == ("https://a.example/1", "ضفاف")


def test_robots_are_asked_first_and_obeyed(site: str) -> None:
    Handler.robots = b"User-agent: *\nDisallow: /packed\n"
    found = load(site + "/", site + "/packed")
    assert said(found) == ["is closed to programs by the site's robots.txt"]
    assert Handler.asked == ["/robots.txt", "/"]


def test_one_host_is_given_a_pause(site: str) -> None:
    began = time.monotonic()
    load(site + "/", site + "/packed", limits=LOCAL._replace(pause=0.2))
    assert time.monotonic() - began >= 0.4  # robots.txt and two pages


@pytest.mark.parametrize("wrong", ["http://", "https://user:pw@a.example/", "http://a.example:99999/", "http://[::1/x"])
def test_addresses_that_are_none(wrong: str) -> None:
    with pytest.raises(InputError, match="address"):
        Web(LOCAL).get(wrong)


def test_lists_of_addresses(site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.txt").write_text(f"# today\n{site}/\n\n{site}/gone\n", encoding="utf-8")
    Path("list.csv").write_text(f"link,note\n{site}/packed,front page\n", encoding="utf-8")
    first, second = load("list.txt")
    assert isinstance(first, Loaded) and said([second]) == ["was answered with status 404"]
    (row,) = load("list.csv")
    assert isinstance(row, Loaded) and row.told and row.told["note"] == "front page"
    assert len(said(list(load_originals(expand(["list.txt", "list.csv"]))))) == 3


Run = Callable[..., tuple[int, str, str]]


def test_a_fetched_page_is_kept_and_can_be_replayed(site: str, tmp_path: Path) -> None:
    def rasd(*arguments: str) -> tuple[int, str, str]:
        environment = {"PYTHONPATH": str(Path(web.__file__).parents[2]), "PATH": ""}
        command = [sys.executable, "-m", "rasd", *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, env=environment, timeout=60)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    polite = ("--fetch", "--pause", "0", "--allow-private-addresses")
    code, out, errors = rasd("add", f"{site}/", f"{site}/gone")
    assert (code, Handler.asked) == (3, []) and "fetching is off" in errors
    code, out, errors = rasd("add", f"{site}/", f"{site}/gone", *polite)
    assert (code, out.split(" · ")[0]) == (3, "1 added") and "status 404" in errors
    assert rasd("add", f"{site}/", *polite)[1].startswith("0 added · 0 seen elsewhere before · 1 known already")
    record = json.loads(rasd("claims", "--limit", "1", "--evidence")[1])
    assert record["sightings"][0]["url"] == f"{site}/"
    assert rasd("ledger", "warc", "pages.warc.gz")[0] == 0
    assert rasd("ledger", "warc", "pages.warc.gz")[0] == 2
    from warcio.archiveiterator import ArchiveIterator

    (page,) = ArchiveIterator(io.BytesIO((tmp_path / "pages.warc.gz").read_bytes()), check_digests="raise")
    assert page.rec_headers["WARC-Target-URI"] == f"{site}/"
    (again,) = load_originals(expand([tmp_path / "pages.warc.gz"]))
    assert isinstance(again, Loaded) and again.original == PAGE.encode()
    with Ledger.open(tmp_path / "rasd.db") as ledger:
        assert not ledger.verify().problems
        ledger.delete(f"{site}/", "for protection")
        assert list(ledger.pages()) == []
        assert not ledger.verify().problems
