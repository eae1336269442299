"""The options of the command line that several commands take, and bundles of them.

A bundle is a NamedTuple whose fields are options. A command takes it as one parameter; people see its options one by
one.
"""

from __future__ import annotations

import enum
import inspect
import typing
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from rasd.errors import UsageError
from rasd.ledger.address import DEFAULT

if TYPE_CHECKING:
    from rasd.tallying.filtering import Filter

MB, LEDGER = 1_000_000, DEFAULT
#: As ``loading.MAX_SIZE`` and ``model.STATUSES`` have it, which are not loaded for the help alone; a test compares.
LARGEST, ALL_STATUSES = 5.0, "asserted,alleged,denied"
#: The formats of ``rasd.exporting.formats``, likewise.
FORMATS_HELP = (
    "xlsx, csv, jsonl, geojson, ucdp, acled, parquet, gpkg, hxl, datapackage, plover, ftm, webannotation "
    "or labelstudio."
)


class Format(enum.StrEnum):
    """How claims are printed."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


class Records(enum.StrEnum):
    """How incidents and tallies are printed."""

    table = "table"
    jsonl = "jsonl"


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
Statuses = Annotated[
    str, typer.Option("--status", metavar="STATUSES", help="Which claims are heard, joined by commas.")
]
Threshold = Annotated[
    float | None, typer.Option(metavar="SCORE", help="From which score on two reports count as the same.")
]
ConfirmedOnly = Annotated[
    bool, typer.Option("--confirmed-only", help="Leave out the ties between reports that no person has confirmed.")
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace what is there.")]
Language = Annotated[str, typer.Option("--language", metavar="LANGUAGE", help="Language of its words: ar or en.")]


class ReadingOptions(NamedTuple):
    """How inputs are read."""

    published: Published = None
    outlet: Outlet = None
    jobs: Jobs = 1
    max_size: MaxSize = LARGEST
    column: Columns = None

    @property
    def most_bytes(self) -> int:
        """The largest report."""
        return int(self.max_size * MB)


class SourceOptions(NamedTuple):
    """What is told of: inputs, else a ledger."""

    inputs: SomeInputs = None
    ledger: Where = LEDGER
    reading: ReadingOptions = ReadingOptions()


class TieOptions(NamedTuple):
    """Which ties between reports hold."""

    threshold: Threshold = None
    confirmed_only: ConfirmedOnly = False

    def filter(self) -> Filter:
        """All incidents that these ties make.

        Raises ``UsageError`` for a threshold that is none.
        """
        return FilterOptions(ties=self).filter()


class FilterOptions(NamedTuple):
    """What is asked of incidents, the same for every output."""

    since: Since = None
    until: Until = None
    place: InPlace = None
    side: OfSide = None
    without_allies: WithoutAllies = False
    status: Statuses = ALL_STATUSES
    ties: TieOptions = TieOptions()

    def filter(self) -> Filter:
        """The filter that the options say.

        Raises ``UsageError`` for what makes no sense, before anything is read.
        """
        from rasd.tallying.filtering import Filter, check_filter

        check_allies(self.side, self.without_allies)
        asked = Filter(
            self.since, self.until, self.place, split(self.status), self.side, not self.without_allies, *self.ties
        )
        check_filter(asked)
        return asked


class SharingOptions(NamedTuple):
    """To whom it goes, and what is left out of what is for the public."""

    sharing: SharedWith = "public"
    with_deployed: WithDeployed = False
    with_recent: WithRecent = False


def check_allies(side: str | None, without_allies: bool) -> None:
    """Raise ``UsageError`` when allies are left out of no side."""
    if without_allies and side is None:
        raise UsageError("--without-allies leaves the allies out of a side. Say which with --side ID.")


def split(names: str) -> tuple[str, ...]:
    """Names that are joined by commas.

    >>> split("month, side,")
    ('month', 'side')
    """
    return tuple(name.strip() for name in names.split(",") if name.strip())


# ---- bundles


def is_bundle(kind: Any) -> bool:
    """Whether a type is a bundle of options."""
    return isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields")


def bundles_of(function: Callable[..., Any]) -> dict[str, Any]:
    """The parameters of a command that are bundles."""
    named = function.__globals__
    kinds = {name: named.get(str(kind)) for name, kind in function.__annotations__.items()}
    return {name: kind for name, kind in kinds.items() if is_bundle(kind)}


def opened(function: Callable[..., Any]) -> inspect.Signature:
    """The signature of a command with the options of its bundles in their place."""
    hints = typing.get_type_hints(function, include_extras=True)
    found: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(function).parameters.items():
        if is_bundle(hints[name]):
            found += _options_of(hints[name])
        else:
            found.append(parameter.replace(annotation=hints[name], kind=inspect.Parameter.KEYWORD_ONLY))
    return inspect.Signature(found)


def _options_of(bundle: Any) -> Iterator[inspect.Parameter]:
    hints = typing.get_type_hints(bundle, include_extras=True)
    for name in bundle._fields:
        if is_bundle(hints[name]):
            yield from _options_of(hints[name])
        else:
            default = bundle._field_defaults.get(name, inspect.Parameter.empty)
            yield inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=hints[name])


def bundled(bundle: Any, given: dict[str, Any]) -> Any:
    """The options of a bundle, taken out of all that are given."""
    hints = typing.get_type_hints(bundle)
    return bundle(*(bundled(hints[n], given) if is_bundle(hints[n]) else given.pop(n) for n in bundle._fields))
