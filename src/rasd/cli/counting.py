"""Commands on many reports together: incidents, one incident, tallies."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.running import (
    SOME_FAILED,
    Columns,
    InPlace,
    Jobs,
    MaxSize,
    NoColor,
    OfSide,
    Outlet,
    Published,
    RecordLayout,
    Records,
    Since,
    SomeInputs,
    Until,
    Where,
    WithoutAllies,
    app,
    check_allies,
    command,
    layout_of,
)

if TYPE_CHECKING:
    from rasd.model import Incident
    from rasd.showing.incidents import Material
    from rasd.showing.messages import Failures


Threshold = Annotated[
    float | None, typer.Option(metavar="SCORE", help="From which score on two reports count as the same.")
]


Statuses = Annotated[
    str, typer.Option("--status", metavar="STATUSES", help="Which claims are heard, joined by commas.")
]
ConfirmedOnly = Annotated[
    bool, typer.Option("--confirmed-only", help="Leave out the ties between reports that no person has confirmed.")
]


def batch_in(inputs: list[str] | None) -> str | None:
    """The folder of a batch, where that is the input."""
    if not inputs or len(inputs) > 1 or not Path(inputs[0], "work", "run.json").is_file():
        return None
    return inputs[0]


def material_of(
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

    if (batch := batch_in(inputs)) is not None:
        return showing.batched(batch)
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
    material = material_of(failures, inputs, ledger, published, outlet, jobs, max_size, column)
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
    material = material_of(failures, inputs, ledger, published, outlet, jobs, max_size, column)
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
    side: OfSide = None,
    without_allies: WithoutAllies = False,
    status: Statuses = "asserted,alleged,denied",
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

    check_allies(side, without_allies)
    asked = tallies.asked(by, since, until, place, status, side, not without_allies)
    failures = Failures()
    found: Iterable[Incident]
    if (batch := batch_in(inputs)) is not None:
        found = showing.incidents_of_batch(batch, threshold, confirmed_only)
    else:
        material = material_of(failures, inputs, ledger, published, outlet, jobs, max_size, column)
        found = showing.incidents_of(material, threshold, confirmed_only)
    tallies.show(tallies.tally_of(found, asked), layout_of(format, Records), no_color)
    return SOME_FAILED if failures.number else 0
