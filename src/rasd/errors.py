"""What can go wrong, said so that a person knows what to do next.

Every message names the file (and line) or the report (and span) and ends with the remedy.
"""

from __future__ import annotations


class RasdError(Exception):
    """The base of all errors that Rasd raises on purpose."""


class InputError(RasdError):
    """An input that cannot be read: missing, empty, binary, of an unknown kind, or too large."""

    def __init__(self, where: str, what: str, remedy: str) -> None:
        self.where, self.what, self.remedy = where, what, remedy
        super().__init__(f"{where}: {what}. {remedy}")


class CodebookError(RasdError):
    """A codebook file that is wrong; the message names the file and the entry."""


class UsageError(RasdError):
    """A call that makes no sense, with the correct form in the message."""


class LedgerError(RasdError):
    """A ledger that is missing, locked, full, broken, out of reach, or of another version of Rasd."""


class Conflict(LedgerError):
    """Somebody has decided since a person looked: nothing was stored. ``by`` is who, ``key`` the decision of theirs."""

    def __init__(self, what: str, by: str | None, key: int) -> None:
        self.by, self.key = by, key
        super().__init__(f"{what}: {by or 'somebody'} has decided on it meanwhile. Look again.")


class Contradiction(UsageError):
    """A judgement that people's other judgements exclude; ``pairs`` are those in the way, as ids of claims."""

    def __init__(self, message: str, pairs: tuple[tuple[str, str], ...]) -> None:
        self.pairs = pairs
        super().__init__(message)
