"""What every command shares: the program, its exit codes, and errors put into words.

Exit codes: 0 done; 1 ``codebook check`` or ``verify`` found problems, the codebook or the ledger cannot be used, or the
output cannot be written; 2 a wrong call; 3 some inputs could not be read (the others were); 130 interrupted.
"""

from __future__ import annotations

import datetime
import errno
import functools
import os
import sys
from collections.abc import Callable, Collection
from typing import Any, ParamSpec, TypeVar, cast

import typer
from typer.core import TyperGroup

from rasd.cli.options import Format, Records, bundled, bundles_of, opened
from rasd.errors import InputError, RasdError, UsageError

P = ParamSpec("P")
BROKEN, WRONG_CALL, SOME_FAILED, INTERRUPTED = 1, 2, 3, 130


#: The commands in the order in which help lists them: reading first, keeping last.
_ORDER = (
    "read text inspect batch incidents incident tally plot report export schema add follow failures retry reread "
    "claims "
    "decide decisions judge judgements cases desk verify seal log delete ledger gazetteer codebook"
).split()


class InOrder(TyperGroup):
    """The commands in the order of use, not of import."""

    def list_commands(self, ctx: object) -> list[str]:
        """The names of the commands."""
        return sorted(self.commands, key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER))


app = typer.Typer(
    name="rasd",
    cls=InOrder,
    help="Read Arabic reports of armed conflict as attributed claims.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

L = TypeVar("L", Format, Records)


def layout_of(given: L | None, known: type[L]) -> L:
    """How to print: as asked for, else a table for people and JSON lines for programs."""
    from rasd.showing.messages import is_terminal

    return given or (known.table if is_terminal(sys.stdout) else known.jsonl)


def command(function: Callable[P, int | None]) -> Callable[P, None]:
    """Turn a command's result and what goes wrong into an exit code, without a traceback; hand bundles over whole."""
    bundles = bundles_of(function)

    def run(*args: Any, **given: Any) -> None:
        try:
            given |= {name: bundled(kind, given) for name, kind in bundles.items()}
            code = function(*args, **given) or 0
            sys.stdout.flush()
        except RasdError as error:
            say(f"rasd: {error.worded(_as_option)}")
            code = _code_of(error)
        except KeyboardInterrupt:
            code = INTERRUPTED
        except BrokenPipeError:
            _drop_output()
            code = 0  # who closed the pipe has seen enough
        except OSError as error:
            _drop_output()
            say(f"rasd: cannot go on: {told(error)}")
            code = BROKEN
        raise typer.Exit(code)

    functools.update_wrapper(run, function)
    if bundles:  # what Typer looks at
        del run.__wrapped__  # type: ignore[attr-defined]
        run.__signature__ = opened(function)  # type: ignore[attr-defined]
        run.__annotations__ = {}
    return cast("Callable[P, None]", run)


#: What to do about errors of the system; about any other, look at the disk.
_REMEDIES = {
    errno.EACCES: "Check its permissions, or name another place.",
    errno.EPERM: "Check its permissions, or name another place.",
    errno.EROFS: "What lies there cannot be written; name another place.",
    errno.ENOENT: "Check the name and its folder.",
    errno.ENOTDIR: "Check the name and its folder.",
    errno.EISDIR: "Name a file.",
    errno.EMFILE: "Close what else is open, or raise the limit (ulimit -n).",
    errno.ENFILE: "Close what else is open.",
}


def told(error: OSError) -> str:
    """An error of the system in words: its file, where one is known, what is wrong, and what to do.

    >>> told(PermissionError(13, "Permission denied", "/data/codebook"))
    '/data/codebook: Permission denied. Check its permissions, or name another place.'
    """
    name, what = error.filename, error.strerror or str(error)
    where = f"{os.fsdecode(name)}: " if isinstance(name, str | bytes | os.PathLike) else ""
    usual = "Check its disk." if where else "Check the disk that the output goes to."
    return f"{where}{what}. {_REMEDIES.get(error.errno or 0, usual) if where else usual}"


def _as_option(argument: str) -> str:
    return f"--{argument.replace('_', '-')}"


def _code_of(error: RasdError) -> int:
    if isinstance(error, UsageError):
        return WRONG_CALL
    return SOME_FAILED if isinstance(error, InputError) else BROKEN


def _drop_output() -> None:
    """Send what is still to be written nowhere, so that ending the process does not complain again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(message: str) -> None:
    """One line for the person at the keyboard."""
    from rasd.showing import messages

    messages.say(message)


def note(text: str) -> None:
    """A remark that changes nothing."""
    say(f"rasd: note: {text}")


def complain(what: RasdError | str) -> None:
    """What could not be done."""
    say(f"rasd: {what.worded(_as_option) if isinstance(what, RasdError) else what}")


def print_bytes(line: bytes) -> None:
    """One line of output."""
    sys.stdout.buffer.write(line + b"\n")


def columns_of(given: list[str] | None, known: Collection[str] | None = None) -> dict[str, str]:
    """What ``--column`` names: field → column. ``known`` are the fields; without, those of tables of reports."""
    from rasd.loading.tables import NAMES

    fields = NAMES if known is None else known
    pairs = [column.partition("=") for column in given or ()]
    for field, separator, name in pairs:
        if not separator or not name:
            raise UsageError(f"--column {field}: no column. Write it as {next(iter(fields))}=NAME.")
        if field not in fields:
            raise UsageError(f"--column {field}={name}: no such field. Known are {', '.join(fields)}.")
    return {field: name for field, _, name in pairs}


def day_of(published: str | None) -> datetime.date | None:
    """The day that ``--published`` names."""
    try:
        return datetime.date.fromisoformat(published) if published is not None else None
    except ValueError:
        raise UsageError(f"--published {published}: no such day. Write it as 2020-01-26.") from None
