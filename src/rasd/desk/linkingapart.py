"""Linking all claims of a ledger into a file: here, or in a process of its own whose memory comes back with its end.

    python -m rasd.desk.linkingapart

The process is told by its standard input which ledger and which file; it ends with whoever started it.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from rasd.desk.linkedfile import LinkedFile
from rasd.errors import LedgerError
from rasd.ledger import linkable
from rasd.ledger.connecting import Door
from rasd.ledger.store import Ledger
from rasd.linking.judging import link
from rasd.model import Claim


def link_into(own: Ledger, path: Path) -> None:
    """Link all claims of a ledger into a new file."""
    reviews: dict[str, str] = {}

    def told() -> Iterator[Claim]:
        for row in own.rows():
            reviews[row.claim.id] = row.review
            yield from linkable.sighted(row)

    claims = list(told())
    judgements = link(claims, linkable.reports(own))
    people = linkable.judged(own, reviews.keys())
    LinkedFile.make(path, ((claim, reviews[claim.id]) for claim in claims), judgements, people)


def link_apart(own: Ledger, path: Path) -> None:
    """The same, by a process that is waited for. Raises :class:`LedgerError` where that fails."""
    command = [sys.executable, "-m", __name__]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        pickle.dump((own.door.address, path), process.stdin)
        process.stdin.flush()  # and left open: its end is that of this process
        if process.wait():
            raise LedgerError("the process that links the claims has failed; what it wrote says why.")


def _end_with(started: BinaryIO) -> None:
    """End when who started this has ended, however that came."""
    started.read()
    os._exit(1)


def main() -> None:
    """Link what standard input names."""
    if hasattr(os, "nice"):
        os.nice(10)  # pages that people wait for go first
    address, path = pickle.load(sys.stdin.buffer)
    threading.Thread(target=_end_with, args=(sys.stdin.buffer,), daemon=True).start()
    with Ledger(Door(address)) as own:
        link_into(own, path)
    sys.stderr.flush()
    os._exit(0)  # the thread that waits holds standard input


if __name__ == "__main__":
    main()
