"""Commands on many reports together: incidents, one incident, tallies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.material import batch_in, check_place, material_of, say_left
from rasd.cli.options import FilterOptions, NoColor, RecordLayout, Records, SourceOptions, TieOptions, split
from rasd.cli.running import SOME_FAILED, app, command, layout_of

if TYPE_CHECKING:
    from rasd.model import Incident


@app.command()
@command
def incidents(
    filter: FilterOptions,
    source: SourceOptions,
    format: RecordLayout = None,
    why: Annotated[bool, typer.Option("--why", help="In the table: what speaks for and against each tie.")] = False,
    no_color: NoColor = False,
) -> int:
    """Put together the claims that speak of one incident.

    They are those of the ledger, or of INPUT where any is given. Each tie has its reasons. A filter leaves out whole
    incidents, and of those that fit the claims that are not heard.
    """
    from rasd.showing import incidents as showing
    from rasd.showing.messages import Failures
    from rasd.tallying.filtering import LeftOut, within

    asked = filter.filter()
    failures, left = Failures(), LeftOut()
    found = list(within(showing.incidents_of(material_of(failures, source), asked), asked, left))
    check_place(asked.place, is_empty=not found)
    showing.show(found, layout_of(format, Records), why, no_color)
    say_left(left)
    return SOME_FAILED if failures.number else 0


@app.command()
@command
def incident(
    id: Annotated[str, typer.Argument(metavar="ID", help="As rasd incidents prints it.", show_default=False)],
    ties: TieOptions,
    source: SourceOptions,
    format: RecordLayout = None,
    no_color: NoColor = False,
) -> int:
    """Show what each source says of one incident.

    What is counted stands against who says it, each figure with its words.
    """
    from rasd.showing import incidents as showing
    from rasd.showing.messages import Failures

    asked = ties.filter()
    failures = Failures()
    found = showing.incidents_of(material_of(failures, source), asked)
    showing.show_matrix(id, found, layout_of(format, Records), no_color)
    return SOME_FAILED if failures.number else 0


@app.command()
@command
def tally(
    *,
    by: Annotated[str, typer.Option(metavar="COLUMNS", help="Columns, joined by commas.")] = "month,side,object",
    filter: FilterOptions,
    source: SourceOptions,
    format: RecordLayout = None,
    no_color: NoColor = False,
) -> int:
    """Add up losses as ranges: low, best and high.

    They are those that the ledger tells of, or INPUT where any is given. Each cell names the rule that gave its best.
    """
    from rasd.showing import incidents as showing
    from rasd.showing import tallies
    from rasd.showing.messages import Failures
    from rasd.tallying.cells import check_axes, tally_of

    asked, axes = filter.filter(), split(by)
    check_axes(axes)
    failures = Failures()
    found: Iterable[Incident]
    if (batch := batch_in(source.inputs)) is not None:
        found = showing.incidents_of_batch(batch, asked)
    else:
        found = showing.incidents_of(material_of(failures, source), asked)
    added = tally_of(found, axes, asked)
    check_place(asked.place, is_empty=not added.cells)
    tallies.show(added, layout_of(format, Records), no_color)
    return SOME_FAILED if failures.number else 0
