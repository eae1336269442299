"""Following feeds: asked for what is new alone, pages added once, a feed in trouble keeps nobody waiting."""

from __future__ import annotations

import contextlib
import http.server
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_reports import TEXTS

from rasd.errors import InputError, RasdError
from rasd.ledger.store import Ledger
from rasd.loading.feeds import feeds_in
from rasd.loading.url import Limits

LIMITS = Limits(seconds=30, pause=0, private=True)
ROOT = Path(__file__).resolve().parents[2]


class Site(http.server.ThreadingHTTPServer):
    """A site with a feed; ``entries`` are the numbers of its articles."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.entries = [0, 1]
        self.asked: list[tuple[str, str | None]] = []
        self.broken: set[str] = set()
        self.url = f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def tag(self) -> str:
        return '"' + "-".join(map(str, self.entries)) + '"'

    def feed(self) -> str:
        items = "".join(
            f"<item><guid>{i}</guid><title>خبر {i}</title><link>{self.url}/{i}</link>"
            f"<pubDate>Mon, 27 Jan 2020 10:00:00 +0300</pubDate><description>{TEXTS[i]}</description></item>"
            for i in self.entries
        )
        return f"<rss version='2.0'><channel><title>ضفاف</title>{items}</channel></rss>"


class Handler(http.server.BaseHTTPRequestHandler):
    """Articles by number, and a feed that knows what its visitor has seen."""

    server: Site

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        path = self.path.strip("/")
        self.server.asked.append((path, self.headers.get("If-None-Match")))
        if path in self.server.broken or path == "robots.txt":
            self.answer(404 if path == "robots.txt" else 500, b"")
        elif path == "feed" and self.headers.get("If-None-Match") == self.server.tag:
            self.answer(304, b"")
        elif path == "feed":
            self.answer(200, self.server.feed().encode(), ETag=self.server.tag)
        else:
            self.answer(200, f"<article><p>{TEXTS[int(path)]}</p><p>انتهى الخبر {path}</p></article>".encode())

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), "Content-Type": "text/html", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def poll(ledger: Ledger, *feeds: str) -> list[tuple[int, int, int]]:
    return [(s.added, s.known, s.failed) for _, s in ledger.follow(feeds, LIMITS)]


def test_only_what_is_new_is_asked_for(ledger: Ledger, site: Site) -> None:
    feed = f"{site.url}/feed"
    assert poll(ledger, feed) == [(2, 0, 0)]
    rows = list(ledger.rows())
    assert {row.outlets for row in rows} == {("ضفاف",)}
    assert {row.claim.published for row in rows} == {"2020-01-27"}
    assert {row.claim.report for row in rows} == {f"{site.url}/0", f"{site.url}/1"}
    site.asked.clear()
    assert poll(ledger, feed) == [(0, 0, 0)]
    assert site.asked == [("robots.txt", None), ("feed", '"0-1"')]
    site.entries = [1, 2]
    site.asked.clear()
    assert poll(ledger, feed) == [(1, 0, 0)]
    assert [path for path, _ in site.asked] == ["robots.txt", "feed", "2"]
    assert not ledger.verify().problems


def test_where_a_page_cannot_be_had_the_feed_speaks(ledger: Ledger, site: Site) -> None:
    site.broken.add("1")
    said: list[RasdError] = []
    ((_, summary),) = ledger.follow([f"{site.url}/feed"], LIMITS, complain=said.append)
    assert (summary.added, summary.failed) == (2, 1)
    assert list(map(str, said)) == [f"{site.url}/1: was answered with status 500. Check the address in a browser."]
    site.broken.clear()
    assert (ledger.retry().added, list(ledger.failures())) == (1, [])


def test_one_feed_in_trouble_keeps_nobody_waiting(ledger: Ledger, site: Site) -> None:
    assert poll(ledger, f"{site.url}/0", "http://127.0.0.1:1/feed", f"{site.url}/feed") == [
        (0, 0, 1),
        (0, 0, 1),
        (2, 0, 0),
    ]
    assert {failed.where for failed in ledger.failures()} == {f"{site.url}/0", "http://127.0.0.1:1/feed"}


def test_lists_of_feeds() -> None:
    opml = '<opml version="2.0"><body><outline text="x"><outline xmlUrl="https://a.example/f"/></outline></body></opml>'
    assert feeds_in(opml.encode(), "f.opml") == ["https://a.example/f"]
    for wrong in ("<opml/>", "not xml", '<!DOCTYPE x [<!ENTITY a "b">]><opml/>'):
        with pytest.raises(InputError, match=r"f\.opml"):
            feeds_in(wrong.encode(), "f.opml")


def test_on_the_command_line_once_and_as_a_service(site: Site, tmp_path: Path) -> None:
    (tmp_path / "f.opml").write_text(
        f'<opml version="2.0"><body><outline xmlUrl="{site.url}/feed"/></body></opml>', encoding="utf-8"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "rasd", "follow", "f.opml", "--pause", "0", "--allow-private-addresses"]
    options: dict[str, Any] = {
        "cwd": tmp_path,
        "env": environment,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
    }
    done = subprocess.run(command, timeout=60, **options)
    assert (done.returncode, done.stdout.decode().split(" · ")[0], done.stderr) == (0, "2 added", b"")
    with subprocess.Popen([*command, "--every", "1"], **options) as service:
        assert service.stdout
        assert service.stdout.readline().startswith(b"0 added")
        time.sleep(0.1)
        service.send_signal(signal.SIGINT)
        assert service.wait(20) == 130


def test_a_service_outlives_a_ledger_that_is_busy(site: Site, tmp_path: Path) -> None:
    Ledger.open(tmp_path / "rasd.db").close()
    command = [sys.executable, "-m", "rasd", "follow", f"{site.url}/feed", "--pause", "0", "--allow-private-addresses"]
    command += ["--ledger", f"sqlite:///{tmp_path}/rasd.db?timeout=0.1"]
    options: dict[str, Any] = {"env": {**os.environ, "PYTHONPATH": str(ROOT / "src")}, "stderr": subprocess.PIPE}
    with contextlib.closing(sqlite3.connect(tmp_path / "rasd.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        once = subprocess.run(command, timeout=60, stdout=subprocess.DEVNULL, **options)
        assert once.returncode == 1 and b"is locked" in once.stderr
        with subprocess.Popen([*command, "--every", "1"], stdout=subprocess.DEVNULL, **options) as service:
            assert service.stderr
            said = service.stderr.readline()
            time.sleep(0.5)
            is_there = service.poll() is None
            service.send_signal(signal.SIGINT)
            service.wait(20)
    assert is_there and b"is locked" in said and said.endswith(b"It is tried again in 1 minutes.\n"), said
