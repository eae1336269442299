"""Commands that bring reports into a ledger: ``add``, ``failures``, ``retry``, ``reread``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.running import (
    MB,
    SOME_FAILED,
    Columns,
    Inputs,
    Jobs,
    MaxSize,
    Outlet,
    Published,
    Where,
    app,
    columns_of,
    command,
    day_of,
    say,
)
from rasd.errors import InputError

if TYPE_CHECKING:
    from rasd.ledger.adding import Reader, Summary
    from rasd.ledger.rereading import Change
    from rasd.model import Report


@app.command()
@command
def add(
    inputs: Inputs,
    ledger: Where = "rasd.db",
    published: Published = None,
    outlet: Outlet = None,
    jobs: Jobs = 1,
    max_size: MaxSize = 5.0,
    column: Columns = None,
) -> int:
    """Add reports to the ledger: read what is new, keep every original, note every further sighting.

    Adding the same input again changes nothing. A run that was stopped goes on where it was when run again. What
    cannot be read is listed by rasd failures.
    """
    from rasd.ledger import Ledger
    from rasd.loading import expand, expected
    from rasd.showing.progress import Bar

    day = day_of(published)
    with Ledger.open(ledger) as kept, Bar("adding", expected(expand(inputs))) as bar:
        summary = kept.add(
            inputs,
            published=day,
            outlet=outlet,
            max_size=int(max_size * MB),
            columns=columns_of(column),
            reader=_reader(jobs),
            note=lambda text: say(f"rasd: note: {text}"),
            told=lambda so_far: bar.update(so_far.done),
            complain=lambda text: say(f"rasd: {text}"),
        )
    return _summed_up(summary)


def _summed_up(summary: Summary) -> int:
    parts = [
        f"{summary.added:,} added",
        f"{summary.seen:,} seen elsewhere before",
        f"{summary.known:,} known already",
        f"{summary.failed:,} failed",
        f"{summary.claims:,} claims",
    ]
    if summary.near:
        parts.append(f"{summary.near:,} nearly the same as known ones")
    print(" · ".join(parts))
    if summary.failed:
        say("rasd: what failed is listed by rasd failures; rasd retry tries it again")
    return SOME_FAILED if summary.failed else 0


def _reader(jobs: int) -> Reader:
    """Reads with so many processes."""
    from rasd.batch import read_all
    from rasd.loading import Failure

    def read(reports: Iterable[Report]) -> Iterator[list[bytes] | InputError]:
        for outcome in read_all(reports, jobs):
            yield outcome.error if isinstance(outcome, Failure) else outcome.records

    return read


@app.command()
@command
def failures(ledger: Where = "rasd.db") -> int:
    """List what could not be added: the input, why, and what to do, separated by tabs."""
    from rasd.ledger import Ledger
    from rasd.showing.words import one_line

    number = 0
    with Ledger.open(ledger, create=False) as kept:
        for failed in kept.failures():
            number += 1
            print("\t".join(one_line(cell) for cell in (failed.where, failed.what, failed.remedy)))
    if not number:
        say("rasd: nothing has failed")
    return 0


@app.command()
@command
def retry(ledger: Where = "rasd.db", jobs: Jobs = 1) -> int:
    """Add again what could not be added, with the same options; what succeeds leaves the list of failures."""
    from rasd.ledger import Ledger

    with Ledger.open(ledger, create=False) as kept:
        return _summed_up(kept.retry(reader=_reader(jobs), complain=lambda text: say(f"rasd: {text}")))


@app.command()
@command
def reread(
    ledger: Where = "rasd.db",
    diff: Annotated[bool, typer.Option("--diff", help="Show every claim that is new, gone or changed.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Also what this very version has read.")] = False,
    dry: Annotated[bool, typer.Option("--dry-run", help="Store nothing: only show what would change.")] = False,
    jobs: Jobs = 1,
) -> int:
    """Read again what another version of the reader or the codebook has read.

    The new reading stands beside the old one. Decisions go with their claim, or to the claim of the same action whose
    words overlap; those that lost their claim are listed by rasd decisions --orphaned.
    """
    from rasd.ledger import Ledger
    from rasd.showing import changes

    with Ledger.open(ledger, create=False) as kept:
        total = changes.Total()
        for change in kept.reread(reader=_reader(jobs), everything=everything, dry=dry):
            total.count(change)
            if change.error is not None:
                say(f"rasd: {change.error}")
            if diff:
                _print_changes(change)
    print(total.line(dry))
    return SOME_FAILED if total.failed else 0


def _print_changes(change: Change) -> None:
    from rasd.showing import changes

    for line in changes.lines(change):
        print(line)
