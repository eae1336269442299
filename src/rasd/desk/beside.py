"""Pages that go through all of the ledger are answered by a process of its own, beside the one that reviewers wait for.

Linking all claims and adding them up takes seconds in which a Python process does little else. Reviewers' pages are
therefore never answered where that is done: the server passes on the requests for incidents, the map, tallies, unknown
names and the check of the log as they are, and their answers back. Both processes run the same application, so that
sessions, rights and forms are those of the desk; the one beside it is started with it, again when it died, and ends
with it. Requests go over a socket of this machine that only who has the key of this run can use.
"""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import secrets
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import connection
from multiprocessing.connection import Client, Connection, Listener
from typing import Any, NamedTuple

from rasd.desk.opening import Site, open_desk

#: Addresses that begin so are answered beside.
ADDRESSES = ("/incidents/", "/map/", "/tallies/", "/codebook/unknown/", "/log/")
#: Set in a request that nobody beside can answer: a page says so (``rasd.desk.mishaps``).
DOWN = "rasd.beside_is_down"
#: Requests answered at once, and seconds that starting may take: Django, the codebook, a busy machine.
_THREADS, _STARTS = 4, 60.0
#: Connections that may wait to be taken: more than threads of the server ask at once.
_WAITING = 128
#: How much the one beside gives way to the pages of reviewers, where the system knows such a thing.
_NICE = 5
#: Bytes read at a time of what is sent.
_CHUNK = 1 << 16

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]


class _Asked(NamedTuple):
    """A request on its way: what a server knows of it, and the bytes of its body."""

    environ: dict[str, str]
    body: bytes


class _Head(NamedTuple):
    """How an answer begins; its bytes follow, then none."""

    status: str
    headers: list[tuple[str, str]]


class Beside:
    """The application of the desk, some of whose addresses another process answers."""

    def __init__(self, here: Application, where: str, site: Site) -> None:
        self.here, self.where, self.site = here, where, site
        self._key = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._process: Any = None
        self._hears: Any = None
        self._address: Any = None

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer here or beside."""
        if not environ.get("PATH_INFO", "").startswith(ADDRESSES):
            return self.here(environ, start)
        try:
            return self._passed_on(environ, start)
        except (OSError, EOFError, multiprocessing.AuthenticationError):
            return self.here({**environ, DOWN: True}, start)

    def begin(self) -> None:
        """Start the process, unless it is alive; it is waited for by whoever asks first."""
        with self._lock:
            self._begin()

    def close(self) -> None:
        """End the process."""
        with self._lock:
            if self._process is not None:
                self._process.terminate()
                self._process.join()

    def _begin(self) -> None:
        if self._process is not None and self._process.is_alive():
            return
        context = multiprocessing.get_context("spawn")
        self._hears, tells = context.Pipe(duplex=False)
        given = (self.where, self.site, self._key, tells)
        self._process = context.Process(target=answer_for_ever, args=given, name="rasd desk beside", daemon=True)
        self._process.start()
        tells.close()
        self._address = None

    def _reached(self) -> Connection:
        """A connection to the process, which is started if it is not alive."""
        with self._lock:
            self._begin()
            if self._address is None:
                if not self._hears.poll(_STARTS):
                    raise OSError("the process beside the desk does not start")
                self._address = self._hears.recv()
            address = self._address
        return Client(address, authkey=self._key)

    def _passed_on(self, environ: Environ, start: Start) -> Iterator[bytes]:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length) if length else b""
        way = self._reached()
        try:
            way.send(_Asked({k: v for k, v in environ.items() if isinstance(v, str)}, body))
            head: _Head = way.recv()
        except BaseException:
            way.close()
            raise
        start(head.status, head.headers)
        return _bytes_of(way)


def _bytes_of(way: Connection) -> Iterator[bytes]:
    """The body of an answer. One that breaks off breaks off here, too: its length tells whoever asked."""
    with way, contextlib.suppress(EOFError, ConnectionError):
        while chunk := way.recv_bytes():
            yield chunk


def answer_for_ever(where: str, site: Site, key: bytes, tells: Connection) -> None:
    """What the process does: answer requests until the desk ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both; the desk decides when to end
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_end_with_the_desk, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(_NICE)
    open_desk(where, site)
    from django.core.handlers.wsgi import WSGIHandler

    application = WSGIHandler()
    # On Linux a name that leaves no file behind.
    name = f"\0rasd-desk-{secrets.token_hex(16)}" if sys.platform == "linux" else None
    with Listener(name, backlog=_WAITING, authkey=key) as listener, ThreadPoolExecutor(_THREADS) as pool:
        tells.send(listener.address)
        tells.close()
        while True:
            with contextlib.suppress(OSError, EOFError, multiprocessing.AuthenticationError):
                pool.submit(_answer, application, listener.accept())


def _end_with_the_desk() -> None:
    """End when the desk has ended, however it did: its end of a pipe is closed with it."""
    desk = multiprocessing.parent_process()
    assert desk is not None
    connection.wait([desk.sentinel])
    _leave()


def _leave(*_: object) -> None:
    """End at once, and leave nothing on the disk."""
    linked = sys.modules.get("rasd.desk.linked")
    if linked is not None:
        linked.forget()
    os._exit(0)


def _answer(application: Application, way: Connection) -> None:
    """Answer one request; who has gone away is not waited for."""
    with way, contextlib.suppress(OSError, EOFError):
        asked: _Asked = way.recv()
        environ = {
            **asked.environ,
            "wsgi.version": (1, 0),
            "wsgi.input": io.BytesIO(asked.body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        result = application(environ, lambda status, headers, *_: way.send(_Head(status, list(headers))))
        try:
            for part in result:
                for first in range(0, len(part), _CHUNK):
                    way.send_bytes(part[first : first + _CHUNK])
            way.send_bytes(b"")
        finally:
            getattr(result, "close", lambda: None)()
