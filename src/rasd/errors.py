"""What can go wrong, said so that a person knows what to do next.

Every message names the file (and line) or the report (and span) and ends with the remedy. It is worded for whoever
calls from Python or by the command line. An error that pages may have to tell of also has a ``code``, which says which
one it is, and ``fields``, which say what it is about: by these a page words it in its own language and by its own
labels. A field called ``option`` is the name of an argument; the command line writes it as its option.
"""

from __future__ import annotations

from collections.abc import Callable


class RasdError(Exception):
    """The base of all errors that Rasd raises on purpose: a message, in which ``{fields}`` are filled in by ``code``.

    >>> error = RasdError("{option} {given}: no such day.", "no-such-day", option="since", given="2020-13-01")
    >>> str(error), error.worded(lambda option: f"--{option}"), error.code
    ('since 2020-13-01: no such day.', '--since 2020-13-01: no such day.', 'no-such-day')
    """

    def __init__(self, message: str = "", code: str = "", **fields: object) -> None:
        self.message, self.code, self.fields = message, code, fields
        super().__init__(self.worded())

    def worded(self, option: Callable[[str], str] = str) -> str:
        """The message; ``option`` turns the name of an argument into what the reader knows it by."""
        if not self.fields:
            return self.message
        return self.message.format(
            **{name: option(str(value)) if name == "option" else value for name, value in self.fields.items()}
        )


class InputError(RasdError):
    """An input that cannot be read: missing, empty, binary, of an unknown kind, or too large."""

    def __init__(self, where: str, what: str, remedy: str, code: str = "", **fields: object) -> None:
        self.where, self.what, self.remedy = where, what, remedy
        super().__init__("", code, **{"where": where, **fields})

    def worded(self, option: Callable[[str], str] = str) -> str:
        """The message."""
        return f"{self.where}: {self.what}. {self.remedy}"

    def at(self, where: str) -> InputError:
        """The same of another place, by which its reader knows it."""
        fields = {name: value for name, value in self.fields.items() if name != "where"}
        return InputError(where, self.what, self.remedy, self.code, **fields)


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
        super().__init__(f"{what}: {by or 'somebody'} has decided on it meanwhile. Look again.", "decided-meanwhile")


class Contradiction(UsageError):
    """A judgement that people's other judgements exclude; ``pairs`` are those in the way, as ids of claims."""

    def __init__(self, message: str, pairs: tuple[tuple[str, str], ...], code: str = "", **fields: object) -> None:
        self.pairs = pairs
        super().__init__(message, code, **fields)
