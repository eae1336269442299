"""Commands on many reports together: incidents, one incident, tallies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.running import (
    SOME_FAILED,
    Bom,
    Columns,
    ConfirmedOnly,
    InPlace,
    Jobs,
    MaxSize,
    NoColor,
    Outlet,
    Published,
    RecordLayout,
    Records,
    Since,
    SomeInputs,
    Until,
    Where,
    app,
    command,
    layout_of,
)
from rasd.errors import UsageError

if TYPE_CHECKING:
    from rasd.showing.incidents import Material
    from rasd.showing.messages import Failures


Threshold = Annotated[
    float | None, typer.Option(metavar="SCORE", help="From which score on two reports count as the same.")
]


def _material(
    failures: Failures,
    inputs: list[str] | None,
    ledger: str,
    published: str | None,
    outlet: str | None,
    jobs: int,
    max_size: float,
    column: list[str] | None,
) -> Material:
    """The claims of the inputs, else those of the ledger."""
    from rasd.cli import _outcomes
    from rasd.showing import incidents as showing

    if inputs:
        return showing.read(failures.told(_outcomes(inputs, published, outlet, jobs, max_size, column)))
    return showing.kept(ledger)


@app.command()
@command
def incidents(
    inputs: SomeInputs = None,
    ledger: Where = "rasd.db",
    published: Published = None,
    outlet: Outlet = None,
    format: RecordLayout = None,
    threshold: Threshold = None,
    confirmed_only: ConfirmedOnly = False,
    why: Annotated[bool, typer.Option("--why", help="In the table: what speaks for and against each tie.")] = False,
    jobs: Jobs = 1,
    max_size: MaxSize = 5.0,
    column: Columns = None,
    no_color: NoColor = False,
) -> int:
    """Put together the claims that speak of one incident.

    They are those of the ledger, or of INPUT where any is given. Each tie has its reasons.
    """
    from rasd.showing import incidents as showing
    from rasd.showing.messages import Failures

    failures = Failures()
    material = _material(failures, inputs, ledger, published, outlet, jobs, max_size, column)
    showing.show(showing.incidents_of(material, threshold, confirmed_only), layout_of(format, Records), why, no_color)
    return SOME_FAILED if failures.number else 0


@app.command()
@command
def incident(
    id: Annotated[str, typer.Argument(metavar="ID", help="As rasd incidents prints it.", show_default=False)],
    inputs: SomeInputs = None,
    ledger: Where = "rasd.db",
    published: Published = None,
    outlet: Outlet = None,
    format: RecordLayout = None,
    threshold: Threshold = None,
    confirmed_only: ConfirmedOnly = False,
    jobs: Jobs = 1,
    max_size: MaxSize = 5.0,
    column: Columns = None,
    no_color: NoColor = False,
) -> int:
    """Show what each source says of one incident.

    What is counted stands against who says it, each figure with its words.
    """
    from rasd.showing import incidents as showing
    from rasd.showing.messages import Failures

    failures = Failures()
    material = _material(failures, inputs, ledger, published, outlet, jobs, max_size, column)
    found = showing.incidents_of(material, threshold, confirmed_only)
    showing.show_matrix(id, found, layout_of(format, Records), no_color)
    return SOME_FAILED if failures.number else 0


@app.command()
@command
def tally(
    inputs: SomeInputs = None,
    ledger: Where = "rasd.db",
    by: Annotated[str, typer.Option(metavar="COLUMNS", help="Columns, joined by commas.")] = "month,side,object",
    since: Since = None,
    until: Until = None,
    place: InPlace = None,
    status: Annotated[
        str, typer.Option(metavar="STATUSES", help="Which claims are heard, joined by commas.")
    ] = "asserted,alleged,denied",
    confirmed_only: ConfirmedOnly = False,
    published: Published = None,
    outlet: Outlet = None,
    format: RecordLayout = None,
    threshold: Threshold = None,
    jobs: Jobs = 1,
    max_size: MaxSize = 5.0,
    column: Columns = None,
    no_color: NoColor = False,
) -> int:
    """Add up losses as ranges: low, best and high.

    They are those that the ledger tells of, or INPUT where any is given. Each cell names the rule that gave its best.
    """
    from rasd.showing import incidents as showing
    from rasd.showing import tallies
    from rasd.showing.messages import Failures

    asked = tallies.asked(by, since, until, place, status)
    failures = Failures()
    material = _material(failures, inputs, ledger, published, outlet, jobs, max_size, column)
    found = showing.incidents_of(material, threshold, confirmed_only)
    tallies.show(tallies.tally_of(found, asked), layout_of(format, Records), no_color)
    return SOME_FAILED if failures.number else 0


#: The formats of ``rasd.exporting.formats``, which is not imported for the help alone.
FORMATS_HELP = "xlsx, csv, jsonl, geojson, ucdp, acled, parquet, gpkg, hxl, datapackage, webannotation or labelstudio."


@app.command()
@command
def export(
    to: Annotated[str, typer.Argument(metavar="FORMAT", help=FORMATS_HELP, show_default=False)],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file or folder to write.", show_default=False)],
    inputs: SomeInputs = None,
    ledger: Where = "rasd.db",
    sharing: Annotated[
        str,
        typer.Option(
            metavar="LEVEL", help="To whom it goes, which decides what is masked: public, partner or internal."
        ),
    ] = "public",
    with_deployed: Annotated[bool, typer.Option("--with-deployed", help="In public: the forces deployed too.")] = False,
    with_recent: Annotated[bool, typer.Option("--with-recent", help="In public: the last week too.")] = False,
    bom: Bom = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what is there.")] = False,
    published: Published = None,
    outlet: Outlet = None,
    threshold: Threshold = None,
    confirmed_only: ConfirmedOnly = False,
    jobs: Jobs = 1,
    max_size: MaxSize = 5.0,
    column: Columns = None,
) -> int:
    """Write claims and incidents as files for other programs.

    They are those of the ledger, or of INPUT where any is given. Unless --sharing says otherwise, the export is for
    the public: private persons are masked.
    """
    from rasd.exporting.formats import check
    from rasd.exporting.formats import export as write
    from rasd.exporting.sharing import sharing_named
    from rasd.exporting.tables import share_of
    from rasd.showing import incidents as showing
    from rasd.showing.messages import Failures

    check(to, out, bom=bom, overwrite=overwrite)
    level = sharing_named(sharing)
    failures = Failures()
    material = _material(failures, inputs, ledger, published, outlet, jobs, max_size, column)
    found = showing.incidents_of(material, threshold, confirmed_only)
    claims = [claim for incident in found for claim in incident.claims]
    if not claims:
        raise UsageError(f"there is no claim to export in {'these reports' if inputs else 'this ledger'}.")
    share = share_of(
        claims, found, level, with_deployed=with_deployed, with_recent=with_recent, reviews=material.reviews
    )
    write(to, share, out, bom=bom, overwrite=overwrite)
    return SOME_FAILED if failures.number else 0
