"""Long work beside the pages: one run of a name at a time, in a thread of its own; pages ask how far it is."""

from __future__ import annotations

import datetime
import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any

from django.db import connections

from rasd.errors import RasdError

_log = logging.getLogger("django.desk")
_lock = threading.Lock()
_known: dict[str, Work] = {}


class Work:
    """One run: how far it is (``progress``, filled by what runs), its ``result``, or the ``error`` it ended with."""

    def __init__(self) -> None:
        self.started = datetime.datetime.now(datetime.UTC)
        self.ended: datetime.datetime | None = None
        self.progress: Mapping[str, Any] = {}
        self.result: Any = None
        self.error: RasdError | str = ""
        self._done = threading.Event()

    @property
    def is_done(self) -> bool:
        """Whether it has ended, well or not."""
        return self._done.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait for the end, at most so long; whether it has come."""
        return self._done.wait(seconds)

    def run(self, task: Callable[[Work], Any]) -> None:
        """Do it, and keep what came of it. The thread's connections are closed."""
        try:
            self.result = task(self)
        except RasdError as error:
            self.error = error
        except Exception:  # a defect: told where the desk runs, and as such on the page
            _log.exception("Work beside the pages failed.")
            self.error = "?"
        finally:
            connections.close_all()
            self.ended = datetime.datetime.now(datetime.UTC)
            self._done.set()


def begin(name: str, task: Callable[[Work], Any]) -> Work:
    """Start a task, unless one of this name is still running: then that one is given."""
    with _lock:
        known = _known.get(name)
        if known is not None and not known.is_done:
            return known
        work = _known[name] = Work()
    threading.Thread(target=work.run, args=(task,), name=name, daemon=True).start()
    return work


def latest(name: str) -> Work | None:
    """The last run of this name since the desk was opened."""
    return _known.get(name)
