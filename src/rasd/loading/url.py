"""Live pages: the door of reports to the network, closed unless asked for. http and https, public addresses, limits."""

from __future__ import annotations

import contextlib
import datetime
import http.client
import io
import ipaddress
import socket
import ssl
import string
import threading
import time
import urllib.parse
import urllib.robotparser
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from rasd.errors import InputError
from rasd.loading.forms import load_bytes
from rasd.loading.kinds import kind_of
from rasd.loading.loaded import Fetch, How, Loaded, library
from rasd.loading.warc import fetched
from rasd.outside import HEAD
from rasd.version import __version__

AGENT = f"rasd/{__version__} (reads reports of armed conflict; one request at a time)"
_HEADERS = {"User-Agent": AGENT, "Accept": "text/html,application/xhtml+xml,*/*;q=0.5", "Accept-Encoding": "gzip"}
_BLOCK = 65536


class Limits(NamedTuple):
    """What a page may cost: bytes (unpacked), seconds from the first to the last, redirects, seconds between requests
    to one host. ``private`` lets local addresses through, for tests alone."""

    size: int = 20_000_000
    seconds: float = 60.0
    redirects: int = 5
    pause: float = 1.0
    private: bool = False


class Answer(NamedTuple):
    """What a server answered with: the address that did, when, its status, headers, and the unpacked body."""

    url: str
    time: str
    status: int
    headers: dict[str, str]
    body: bytes


def is_public(address: str) -> bool:
    """Whether an address belongs to the public network, in whatever form it is wrapped.

    >>> [is_public(a) for a in ("93.184.216.34", "127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "64:ff9b::7f00:1")]
    [True, False, False, False, False]
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class Clock:
    """The seconds that a page may take, over all its redirects; it stands still while a site asks to wait."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds

    @contextlib.contextmanager
    def running(self) -> Iterator[float]:
        """The seconds that are left; what passes inside is taken from them."""
        began = time.monotonic()
        try:
            yield max(0.1, self.left)
        finally:
            self.left -= time.monotonic() - began


class Web:
    """A polite reader of the web: robots.txt, a pause between requests to one host, and every limit kept."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.robots: dict[str, urllib.robotparser.RobotFileParser] = {}
        self.last: dict[str, float] = {}

    def load(self, url: str, how: How) -> Iterator[Loaded | InputError]:
        """The report, or the reports, at an address."""
        try:
            answer = self.get(url)
            if answer.status != 200:
                raise InputError(url, f"was answered with status {answer.status}", "Check the address in a browser.")
        except InputError as error:
            yield error
            return
        yield from loaded_from(answer, url, how)

    def get(self, url: str, conditions: Mapping[str, str] | None = None) -> Answer:
        """What an address is answered with, redirects followed; each step is checked like the first.

        Raises :class:`InputError` for what is not fetched, or goes wrong.
        """
        try:
            return self._follow(url, conditions or {})
        except InputError as error:
            if error.where == url:
                raise
            raise InputError(url, f"{error.what} ({error.where})", error.remedy) from error

    def _follow(self, url: str, conditions: Mapping[str, str]) -> Answer:
        here, clock = url, Clock(self.limits.seconds)
        for _ in range(self.limits.redirects + 1):
            self._ask_robots(here)
            answer = self._once(here, clock, conditions)
            target = answer.headers.get("location")
            if answer.status not in (301, 302, 303, 307, 308) or not target:
                return answer
            here = urllib.parse.urljoin(here, _as_written(target))
        raise InputError(url, f"leads on more than {self.limits.redirects} times", "Check the address in a browser.")

    # ---- politeness

    def _ask_robots(self, url: str) -> None:
        """Raise :class:`InputError` where robots.txt asks not to be visited."""
        root = "{0.scheme}://{0.netloc}".format(_parts(url))
        if root not in self.robots:
            parser = urllib.robotparser.RobotFileParser()
            parser.parse(self._rules(root + "/robots.txt"))
            self.robots[root] = parser
        if not self.robots[root].can_fetch("rasd", url):
            raise InputError(
                url, "is closed to programs by the site's robots.txt", "Save the page by hand and add that."
            )

    def _rules(self, url: str) -> list[str]:
        """The lines of robots.txt; none where there is no such file. A server in trouble is left alone."""
        answer = self._once(url, Clock(self.limits.seconds), {})
        if answer.status >= 500:
            raise InputError(url, f"was answered with status {answer.status}", "Try again later.")
        return answer.body[:500_000].decode("utf-8", "replace").splitlines() if answer.status == 200 else []

    def _wait(self, host: str) -> None:
        pauses = [p.crawl_delay("rasd") for root, p in self.robots.items() if root.endswith("//" + host)]
        pause = max([self.limits.pause, *(float(p) for p in pauses if p)])
        due = self.last.get(host, -1e9) + min(pause, 60)
        time.sleep(max(0.0, due - time.monotonic()))
        self.last[host] = time.monotonic()

    # ---- one request

    def _once(self, url: str, clock: Clock, conditions: Mapping[str, str]) -> Answer:
        parts = _parts(url)
        address = self._resolve(parts, url)
        self._wait(parts.netloc)  # what a site asks to wait is no time of its page
        with clock.running() as seconds:
            return self._asked(url, parts, _connection(parts, address, seconds), seconds, conditions)

    def _asked(
        self,
        url: str,
        parts: urllib.parse.SplitResult,
        connection: Connection,
        seconds: float,
        conditions: Mapping[str, str],
    ) -> Answer:
        ended = threading.Event()
        watch = threading.Timer(seconds, _cut, (connection, ended))
        watch.start()
        try:
            connection.request("GET", _target(parts), headers={**_HEADERS, **conditions})
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders()}
            body = self._body(response, headers, url)
            if ended.is_set():
                raise TimeoutError
            at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
            return Answer(url, at, response.status, headers, body)
        except InputError:
            raise
        except (OSError, http.client.HTTPException, zlib.error, EOFError, ValueError) as error:
            slow = ended.is_set() or isinstance(error, TimeoutError)
            what = f"took longer than {self.limits.seconds:g} s" if slow else f"could not be fetched ({_reason(error)})"
            raise InputError(url, what, "Try again later, or save the page by hand.") from error
        finally:
            watch.cancel()
            connection.close()

    def _resolve(self, parts: urllib.parse.SplitResult, url: str) -> str:
        """The address to connect to: one that was looked at, so that no second look-up can change it."""
        try:
            port = parts.port or (443 if parts.scheme == "https" else 80)
            found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError, ValueError) as error:
            raise InputError(url, f"its host is not known ({error})", "Check the address.") from error
        addresses = [str(entry[4][0]) for entry in found]
        if not self.limits.private and not all(map(is_public, addresses)):
            raise InputError(url, "leads to an address that is not public", "Only pages of the public web are fetched.")
        return addresses[0]

    def _body(self, response: http.client.HTTPResponse, headers: dict[str, str], url: str) -> bytes:
        """The body, unpacked, as far as the limit; how long the server says it is, is not believed."""
        packed = headers.get("content-encoding", "").lower() in ("gzip", "x-gzip")
        unpacker = zlib.decompressobj(wbits=31) if packed else None
        found = io.BytesIO()
        while block := response.read1(_BLOCK):
            room = self.limits.size + 1 - found.tell()
            found.write(unpacker.decompress(block, max(1, room)) if unpacker else block)
            if found.tell() > self.limits.size:
                raise InputError(url, f"is larger than {self.limits.size / 1e6:g} MB", "Save the page by hand.")
        if response.length:  # it promised more
            raise http.client.IncompleteRead(b"", response.length)
        if unpacker and not unpacker.eof and found.tell():
            raise EOFError("the compressed page is cut off")
        return found.getvalue()


def _parts(url: str) -> urllib.parse.SplitResult:
    try:
        parts = urllib.parse.urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError as error:
        raise InputError(url, f"is no address ({error})", "Write it as https://example.org/page") from error
    if not usable or parts.username is not None or any(c in url for c in "\r\n\0 "):
        raise InputError(url, "is no address of a page (http or https, no password)", "Write https://example.org/page")
    return parts


def _target(parts: urllib.parse.SplitResult) -> str:
    """The path and the question as they are sent: letters that are no ASCII are written as %D8%AD…"""
    path = urllib.parse.quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    return path + (f"?{urllib.parse.quote(parts.query, safe=string.punctuation)}" if parts.query else "")


def _as_written(header: str) -> str:
    """A header as the server wrote it: http.client takes its bytes for Latin-1, addresses are in UTF-8."""
    with contextlib.suppress(UnicodeError):
        header = header.encode("latin-1").decode("utf-8")
    return header.strip().replace(" ", "%20")


class _Fixed(http.client.HTTPConnection):
    """A connection to an address that was looked at, whatever its host resolves to by now."""

    def __init__(self, parts: urllib.parse.SplitResult, address: str, seconds: float) -> None:
        super().__init__(parts.hostname or "", parts.port, timeout=seconds)
        self._address = address
        self.raw: socket.socket | None = None  #: stays when http.client has handed its socket on

    def connect(self) -> None:
        """Connect."""
        self.raw = self.sock = socket.create_connection((self._address, self.port), self.timeout)


class _FixedSecure(http.client.HTTPSConnection):
    """The same, encrypted, with the certificate of the host."""

    def __init__(self, parts: urllib.parse.SplitResult, address: str, seconds: float) -> None:
        self._context_used = ssl.create_default_context()
        super().__init__(parts.hostname or "", parts.port, timeout=seconds, context=self._context_used)
        self._address = address
        self.raw: socket.socket | None = None  #: stays when http.client has handed its socket on

    def connect(self) -> None:
        """Connect."""
        self.raw = socket.create_connection((self._address, self.port), self.timeout)
        self.raw = self.sock = self._context_used.wrap_socket(self.raw, server_hostname=self.host)


Connection = _Fixed | _FixedSecure


def _connection(parts: urllib.parse.SplitResult, address: str, seconds: float) -> Connection:
    return (_FixedSecure if parts.scheme == "https" else _Fixed)(parts, address, seconds)


def _cut(connection: Connection, ended: threading.Event) -> None:
    """End a connection from outside: a server may send one byte at a time for ever."""
    ended.set()
    if connection.raw is not None:
        with contextlib.suppress(OSError):
            connection.raw.shutdown(socket.SHUT_RDWR)


def _reason(error: Exception) -> str:
    if isinstance(error, http.client.IncompleteRead):
        return "the page ended early"
    return f"{type(error).__name__}: {error}"[:200]


# ---- what was fetched


def loaded_from(answer: Answer, url: str, how: How) -> Iterator[Loaded | InputError]:
    """A page that was fetched as a report, with the record by which it can be replayed elsewhere."""
    media = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    fetch = Fetch(answer.url, answer.time, answer.status, answer.headers)
    name = _file_name(media, answer.body)
    for loaded in load_bytes(answer.body, name, how):
        if isinstance(loaded, InputError):
            yield loaded.at(url)
        elif name.startswith("page"):
            yield fetched(loaded, url, fetch, {"asked": url})._replace(warc=warc_record(answer, url))
        else:
            yield loaded._replace(fetch=fetch)


def _file_name(media: str, body: bytes) -> str:
    """A name that says of which kind a page is, as the server and its first bytes say."""
    kind = kind_of("page", body[:HEAD])
    if kind in ("feed", "zip", "warc", "gzip"):
        return f"inside.{kind}" if kind != "feed" else "inside.rss"
    if media == "text/plain" and kind != "page":
        return "page.txt"
    return "page.pdf" if kind == "pdf" else "page.html"


def warc_record(answer: Answer, url: str) -> bytes:
    """The answer as a record of a WARC archive, compressed; records one after the other are an archive."""
    status = library("warcio.statusandheaders", "web", url)
    writing = library("warcio.warcwriter", "web", url)
    out = io.BytesIO()
    writer: Any = writing.WARCWriter(out, gzip=True)
    unpacked = ("content-encoding", "transfer-encoding", "content-length")
    kept = [(name, value) for name, value in answer.headers.items() if name not in unpacked]
    line = f"{answer.status} {http.client.responses.get(answer.status, '')}".strip()
    headers = status.StatusAndHeaders(line, [*kept, ("content-length", str(len(answer.body)))], protocol="HTTP/1.1")
    at = answer.time.replace("+00:00", "Z")
    record = writer.create_warc_record(
        answer.url,
        "response",
        payload=io.BytesIO(answer.body),
        http_headers=headers,
        warc_headers_dict={"WARC-Date": at},
    )
    writer.write_record(record)
    return out.getvalue()
