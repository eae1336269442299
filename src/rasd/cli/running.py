"""What every command shares: the program, its exit codes, and errors put into words.

Exit codes: 0 done; 1 ``codebook check`` or ``verify`` found problems, the codebook or the ledger cannot be used, or the
output cannot be written; 2 a wrong call; 3 some inputs could not be read (the others were); 130 interrupted.
"""

from __future__ import annotations

import datetime
import enum
import functools
import os
import sys
from collections.abc import Callable
from typing import Annotated, ParamSpec, TypeVar

import typer
from typer.core import TyperGroup

from rasd.errors import InputError, RasdError, UsageError

P = ParamSpec("P")
BROKEN, WRONG_CALL, SOME_FAILED, INTERRUPTED = 1, 2, 3, 130
MB = 1_000_000


class Format(enum.StrEnum):
    """How claims are printed."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


class Records(enum.StrEnum):
    """How incidents and tallies are printed."""

    table = "table"
    jsonl = "jsonl"


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

Inputs = Annotated[
    list[str],
    typer.Argument(metavar="INPUT", help="Files, folders, globs, or - for standard input.", show_default=False),
]
#: Of the commands that ask a ledger where no input is given.
SomeInputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT",
        help="Files, folders, globs, or - for standard input; without any, the ledger.",
        show_default=False,
    ),
]
Published = Annotated[
    str | None, typer.Option(metavar="DATE", help="Day of publication (2020-01-26), over what the input itself says.")
]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Outlet, over what the input itself says.")]
Since = Annotated[str | None, typer.Option("--since", "--from", metavar="DATE", help="Happened on this day or later.")]
Until = Annotated[str | None, typer.Option("--until", "--to", metavar="DATE", help="Happened on this day or earlier.")]
InPlace = Annotated[
    str | None,
    typer.Option("--place", metavar="PLACE", help="Where: SY, SY-ID, an id, or a name; takes in what is within."),
]
OfSide = Annotated[
    str | None,
    typer.Option(
        "--side",
        metavar="ID",
        help="An actor of the codebook, with those that were part of it or its allies on the days told of.",
    ),
]
WithoutAllies = Annotated[bool, typer.Option("--without-allies", help="Of a side, its own parts alone.")]
Layout = Annotated[Format | None, typer.Option("--format", help="Default: table on a terminal, jsonl into a pipe.")]
RecordLayout = Annotated[
    Records | None, typer.Option("--format", help="Default: table on a terminal, jsonl into a pipe.")
]
Bom = Annotated[bool, typer.Option("--bom", help="Begin CSV with a byte-order mark, for Excel.")]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colours; NO_COLOR does the same.")]
Pause = Annotated[
    float, typer.Option("--pause", metavar="SECONDS", min=0, help="Seconds between two requests to one host.")
]
MaxSize = Annotated[float, typer.Option(metavar="MB", min=0.001, help="Largest report in megabytes.")]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        help="Which column of a table is its text, title, published, outlet, url, author or id.",
    ),
]
Jobs = Annotated[
    int,
    typer.Option(min=1, max=512, metavar="N", help="Processes that read; the output is the same for any number."),
]
Where = Annotated[
    str,
    typer.Option(
        "--ledger",
        metavar="FILE|URL",
        envvar="RASD_LEDGER",
        help="The ledger: a file, or postgresql://user:password@host/name.",
    ),
]
SharedWith = Annotated[
    str,
    typer.Option(
        "--sharing",
        metavar="LEVEL",
        help="To whom it goes, which decides what is masked: public, partner or internal.",
    ),
]
WithDeployed = Annotated[bool, typer.Option("--with-deployed", help="In public: the forces deployed too.")]
WithRecent = Annotated[bool, typer.Option("--with-recent", help="In public: the last week too.")]


L = TypeVar("L", Format, Records)


def check_allies(side: str | None, without_allies: bool) -> None:
    """Raise ``UsageError`` when allies are left out of no side."""
    if without_allies and side is None:
        raise UsageError("--without-allies leaves the allies out of a side. Say which with --side ID.")


def layout_of(given: L | None, known: type[L]) -> L:
    """How to print: as asked for, else a table for people and JSON lines for programs."""
    from rasd.showing.messages import is_terminal

    return given or (known.table if is_terminal(sys.stdout) else known.jsonl)


def command(function: Callable[P, int | None]) -> Callable[P, None]:
    """Turn a command's result and what goes wrong into an exit code, without a traceback."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = function(*args, **kwargs) or 0
            sys.stdout.flush()
        except RasdError as error:
            say(f"rasd: {error}")
            code = _code_of(error)
        except KeyboardInterrupt:
            code = INTERRUPTED
        except BrokenPipeError:
            _drop_output()
            code = 0  # who closed the pipe has seen enough
        except OSError as error:
            _drop_output()
            say(f"rasd: cannot go on: {error.strerror or error}. Check the disk that the output goes to.")
            code = BROKEN
        raise typer.Exit(code)

    return run


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


def print_bytes(line: bytes) -> None:
    """One line of output."""
    sys.stdout.buffer.write(line + b"\n")


def columns_of(given: list[str] | None) -> dict[str, str]:
    """What ``--column`` names: field → column."""
    from rasd.loading.tables import NAMES

    pairs = [column.partition("=") for column in given or ()]
    for field, separator, name in pairs:
        if not separator or not name:
            raise UsageError(f"--column {field}: no column. Write it as text=NAME.")
        if field not in NAMES:
            raise UsageError(f"--column {field}={name}: no such field. Known are {', '.join(NAMES)}.")
    return {field: name for field, _, name in pairs}


def day_of(published: str | None) -> datetime.date | None:
    """The day that ``--published`` names."""
    try:
        return datetime.date.fromisoformat(published) if published is not None else None
    except ValueError:
        raise UsageError(f"--published {published}: no such day. Write it as 2020-01-26.") from None
