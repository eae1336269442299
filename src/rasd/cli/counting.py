"""Commands on many reports together: incidents, one incident, tallies."""

from __future__ import annotations

import enum
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.running import SOME_FAILED, Jobs, MaxSize, Outlet, Published, Where, app, command

if TYPE_CHECKING:
    from rasd.showing.incidents import Material
    from rasd.showing.messages import Failures


class Records(enum.StrEnum):
    """How incidents and tallies are printed."""

    table = "table"
    jsonl = "jsonl"


Layout = Annotated[Records | None, typer.Option("--format", help="Default: table on a terminal, jsonl into a pipe.")]
Threshold = Annotated[
    float | None, typer.Option(metavar="SCORE", help="From which score on two reports count as the same.")
]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colours; NO_COLOR does the same.")]


SomeInputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[INPUT]...", help="Files, folders, globs, or - for standard input; without any, the ledger."
    ),
]


def _material(
    failures: Failures,
    inputs: list[str] | None,
    ledger: str,
    published: str | None,
    outlet: str | None,
    jobs: int,
    max_size: float,
) -> Material:
    """The claims of the inputs, else those of the ledger."""
    from rasd.cli import _outcomes
    from rasd.showing import incidents as showing

    if inputs:
        return showing.read(failures.told(_outcomes(inputs, published, outlet, jobs, max_size)))
    return showing.kept(ledger)


def _layout(format: Records | None) -> str:
    from rasd.showing.messages import is_terminal

    return format or (Records.table if is_terminal(sys.stdout) else Records.jsonl)


@app.command()
@command
def incidents(
    inputs: SomeInputs = None,
    ledger: Where = "rasd.db",
    published: Published = None,
    outlet: Outlet = None,
    format: Layout = None,
    threshold: Threshold = None,
    why: Annotated[bool, typer.Option("--why", help="In the table: what speaks for and against each tie.")] = False,
    jobs: Jobs = 1,
    max_size: MaxSize = 5.0,
    no_color: NoColor = False,
) -> int:
    """Put together the claims of the ledger, or of INPUT, that speak of one incident; each tie has its reasons."""
    from rasd.showing import incidents as showing
    from rasd.showing.messages import Failures

    failures = Failures()
    material = _material(failures, inputs, ledger, published, outlet, jobs, max_size)
    showing.show(showing.incidents_of(material, threshold), _layout(format), why, no_color)
    return SOME_FAILED if failures.number else 0


@app.command()
@command
def incident(
    id: Annotated[str, typer.Argument(metavar="ID", help="As `rasd incidents` prints it.", show_default=False)],
    inputs: SomeInputs = None,
    ledger: Where = "rasd.db",
    published: Published = None,
    outlet: Outlet = None,
    format: Layout = None,
    threshold: Threshold = None,
    jobs: Jobs = 1,
    max_size: MaxSize = 5.0,
    no_color: NoColor = False,
) -> int:
    """Show what each source says of one incident: measures against speakers, each figure with its words."""
    from rasd.showing import incidents as showing
    from rasd.showing.messages import Failures

    failures = Failures()
    material = _material(failures, inputs, ledger, published, outlet, jobs, max_size)
    showing.show_matrix(id, showing.incidents_of(material, threshold), _layout(format), no_color)
    return SOME_FAILED if failures.number else 0


@app.command()
@command
def tally(
    inputs: SomeInputs = None,
    ledger: Where = "rasd.db",
    by: Annotated[str, typer.Option(metavar="COLUMNS", help="Columns, joined by commas.")] = "month,side,object",
    start: Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day.")] = None,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="A place, a province or a country's code.")] = None,
    status: Annotated[
        str, typer.Option(metavar="STATUSES", help="Which claims are heard, joined by commas.")
    ] = "asserted,alleged,denied",
    confirmed_only: Annotated[
        bool, typer.Option("--confirmed-only", help="Leave out the ties between reports that no person has confirmed.")
    ] = False,
    published: Published = None,
    outlet: Outlet = None,
    format: Layout = None,
    threshold: Threshold = None,
    jobs: Jobs = 1,
    max_size: MaxSize = 5.0,
    no_color: NoColor = False,
) -> int:
    """Add up the losses that the ledger, or INPUT, tells of: low, best and high, with the rule that gave them."""
    from rasd.showing import incidents as showing
    from rasd.showing import tallies
    from rasd.showing.messages import Failures

    asked = tallies.asked(by, start, end, place, status)
    failures = Failures()
    material = _material(failures, inputs, ledger, published, outlet, jobs, max_size)
    found = showing.incidents_of(material, threshold, confirmed_only)
    tallies.show(tallies.tally_of(found, asked), _layout(format), no_color)
    return SOME_FAILED if failures.number else 0


@app.command()
@command
def export(
    to: Annotated[str, typer.Argument(metavar="FORMAT", help="xlsx, csv, jsonl, geojson …", show_default=False)],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file or folder to write.", show_default=False)],
    inputs: SomeInputs = None,
    ledger: Where = "rasd.db",
    sharing: Annotated[
        str, typer.Option(metavar="public|partner|internal", help="To whom it goes: decides what is masked.")
    ] = "public",
    with_deployed: Annotated[bool, typer.Option("--with-deployed", help="Forces deployed too, in public.")] = False,
    with_recent: Annotated[bool, typer.Option("--with-recent", help="The last week too, in public.")] = False,
    bom: Annotated[bool, typer.Option("--bom", help="Begin CSV with a byte-order mark, for Excel.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what is there.")] = False,
    published: Published = None,
    outlet: Outlet = None,
    threshold: Threshold = None,
    jobs: Jobs = 1,
    max_size: MaxSize = 5.0,
) -> int:
    """Write the claims and incidents of the ledger, or of INPUT, in a format of the field, masked for the public."""
    from rasd.exporting.formats import export as write
    from rasd.exporting.formats import format_named
    from rasd.exporting.sharing import sharing_named
    from rasd.exporting.tables import share_of
    from rasd.showing import incidents as showing
    from rasd.showing.messages import Failures

    format_named(to)
    level = sharing_named(sharing)
    failures = Failures()
    material = _material(failures, inputs, ledger, published, outlet, jobs, max_size)
    found = showing.incidents_of(material, threshold)
    claims = [claim for incident in found for claim in incident.claims]
    share = share_of(
        claims, found, level, with_deployed=with_deployed, with_recent=with_recent, reviews=material.reviews
    )
    write(to, share, out, bom=bom, overwrite=overwrite)
    return SOME_FAILED if failures.number else 0
