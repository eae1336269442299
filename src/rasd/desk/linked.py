"""The incidents of the ledger as the pages show them: linked beside the pages, kept until the ledger says more.

What the engine judges rests on what was read and decided; what people judge of pairs is laid over it where it changes
something, which takes a fraction of the time. While it is linked anew, pages show the incidents of before and say so.
All of it lies in a file, of which a page loads what it shows; many claims are linked by a process that ends with it.
"""

from __future__ import annotations

import atexit
import contextlib
import datetime
import functools
import os
import shutil
import tempfile
import weakref
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import NamedTuple

from rasd.desk import linkingapart, working
from rasd.desk.linkedfile import LinkedFile
from rasd.ledger import linkable
from rasd.ledger.models import LogEntry
from rasd.ledger.store import Ledger
from rasd.model import Incident

_NAME = "linking"
#: What the log tells of that changes claims, and what changes judgements alone.
_CLAIMS = ("added", "read", "decided", "seconded", "carried", "deleted")
_JUDGED = ("judged", "rejudged")
#: Where comparing all claims takes longer than so many seconds, it is done anew only after so many times of that, so
#: that a desk at work is not comparing all the time. What people judge shows at once.
_QUICK, _REST = 5.0, 5.0
#: Who looks at a page waits for current incidents where the last comparison took less than so many seconds; after a
#: longer one those of before are shown at once, and the page says so.
_SHORT = 1.5
#: More claims than these are linked by a process of their own, whose memory comes back with its end.
_MANY = 5_000
#: How the folders of such files begin; the number of their process follows.
_FOLDER = "rasd-desk-linked-"
_numbers = count(1)


class Linked(NamedTuple):
    """All incidents as of some entries of the log."""

    state: tuple[str, str]
    at: datetime.datetime
    #: When all claims were compared, and how many seconds it took.
    compared: datetime.datetime
    seconds: float
    file: LinkedFile
    #: The desk's own ids of incidents, by claim.
    desk_ids: Mapping[str, str]
    is_current: bool = True

    @property
    def incidents(self) -> Iterator[Incident]:
        """All of them, in the order of their days, loaded one after the other."""
        return self.file.incidents()

    def incident_of(self, claim: str) -> str | None:
        """The incident that a claim belongs to."""
        return self.file.whereabouts([claim]).get(claim, (None, 0))[0]


_kept: dict[str, Linked] = {}


def linked(wait: float | None = None) -> Linked | None:
    """The incidents, current or those of before (``is_current`` is false); none while they are linked the first time.

    Waits at most ``wait`` seconds for current ones; if not given, two where they are likely to come in that time.
    """
    which, state = _ledger(), state_of()
    have = _kept.get(which)
    if have is not None and have.state == state:
        return have
    if have is None or have.state[0] == state[0] or _is_rested(have):
        usual = 2.0 if have is None or have.state[0] == state[0] or have.seconds < _SHORT else 0.0
        working.begin(f"{_NAME} {which}", lambda work: _link(which, state)).wait(usual if wait is None else wait)
        have = _kept.get(which)
    if have is None:
        return None
    return have._replace(is_current=have.state == state)


def state_of() -> tuple[str, str]:
    """By which entries of the log the incidents of a ledger are told from those of before."""
    return _last(_CLAIMS), _last(_JUDGED)


def _last(actions: tuple[str, ...]) -> str:
    found = LogEntry.objects.filter(action__in=actions).order_by("-number").values_list("hash", flat=True).first()
    return found or ""


def _ledger() -> str:
    """Which ledger this is, whatever its address: its first entry's hash."""
    return LogEntry.objects.order_by("number").values_list("hash", flat=True).first() or ""


def _is_rested(have: Linked) -> bool:
    since = (datetime.datetime.now(datetime.UTC) - have.compared).total_seconds()
    return have.seconds < _QUICK or since > _REST * have.seconds


def _link(which: str, state: tuple[str, str]) -> None:
    """Link, and keep what came of it."""
    own = Ledger.default()
    have = _kept.get(which)
    if have is None or have.state[0] != state[0]:
        made = _compared(own, which, state)
    else:
        have.file.judge(linkable.judged(own, have.file))
        made = have
    at = datetime.datetime.now(datetime.UTC)
    _kept[which] = made._replace(state=state, at=at, desk_ids=linkable.desk_ids(own))


def _compared(own: Ledger, which: str, state: tuple[str, str]) -> Linked:
    """All claims compared and put together, into a new file, which goes when no page is made of it any more."""
    began = datetime.datetime.now(datetime.UTC)
    path = _folder() / f"{which[:16]}-{next(_numbers):06}.db"
    if own.count(review="all") > _MANY:
        linkingapart.link_apart(own, path)
    else:
        linkingapart.link_into(own, path)
    at = datetime.datetime.now(datetime.UTC)
    return Linked(state, at, at, (at - began).total_seconds(), _file(path), {})


def _file(path: Path) -> LinkedFile:
    """The file at a path, removed with all that lies beside it once nobody holds what is returned here.

    A page may be at work on a file while the next and the one after it come, so no number of them is safe to keep.
    """
    file = LinkedFile(path)
    weakref.finalize(file, _remove, path)
    return file


def _remove(path: Path) -> None:
    """Remove a file and those of its open writing; what cannot be removed now goes with the folder."""
    for part in path.parent.glob(f"{path.name}*"):
        with contextlib.suppress(OSError):
            part.unlink()


@functools.cache
def _folder() -> Path:
    """Where this process keeps its files; what processes have left that ended before they could remove it goes."""
    for old in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        number = old.name.removeprefix(_FOLDER).partition("-")[0]
        if os.name == "posix" and number.isdecimal() and not Path(f"/proc/{number}").exists():
            shutil.rmtree(old, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix=f"{_FOLDER}{os.getpid()}-"))
    atexit.register(forget)
    return made


def forget() -> None:
    """Remove what this process keeps on the disk, before it ends."""
    if _folder.cache_info().currsize:
        shutil.rmtree(_folder(), ignore_errors=True)
