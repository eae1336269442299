"""Commands that bring reports into a ledger: ``add``, ``failures``, ``retry``, ``reread``."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.cases import add_lists
from rasd.cli.options import LEDGER, Inputs, Jobs, Pause, ReadingOptions, Where
from rasd.cli.running import SOME_FAILED, app, columns_of, command, complain, day_of, note, say
from rasd.errors import InputError, LedgerError

if TYPE_CHECKING:
    from rasd.ledger import Ledger
    from rasd.ledger.adding import Reader, Summary
    from rasd.ledger.rereading import Change
    from rasd.loading.url import Limits
    from rasd.model import Report


@app.command()
@command
def add(
    inputs: Inputs,
    how: ReadingOptions,
    ledger: Where = LEDGER,
    fetch: Annotated[bool, typer.Option("--fetch", help="Fetch addresses, politely; off unless asked for.")] = False,
    pause: Pause = 1.0,
    as_incidents: Annotated[
        bool, typer.Option("--as-incidents", help="INPUT are the desk's own lists of incidents (.xlsx, .csv).")
    ] = False,
    private: Annotated[bool, typer.Option("--allow-private-addresses", help="For tests.", hidden=True)] = False,
) -> int:
    """Add reports to the ledger, and read what is new.

    Every original is kept, and every further sighting of it noted. Adding the same input again changes nothing. A run
    that was stopped goes on where it was when run again. What cannot be read is listed by rasd failures.
    """
    from rasd.ledger import Ledger
    from rasd.loading.url import Limits
    from rasd.showing.progress import Bar

    if as_incidents:
        return add_lists(inputs, ledger, how.column)
    day = day_of(how.published)
    with Ledger.open(ledger) as kept, Bar("adding", _total(inputs)) as bar:
        summary = kept.add(
            inputs,
            published=day,
            outlet=how.outlet,
            max_size=how.most_bytes,
            columns=columns_of(how.column),
            fetch=Limits(pause=pause, private=private) if fetch else None,
            reader=_reader(how.jobs),
            note=note,
            told=lambda so_far: bar.update(so_far.done),
            complain=complain,
        )
    return summed_up(summary)


def _total(inputs: list[str]) -> int | None:
    """How many reports there will be, where that can be known before: lines of JSON are counted, archives are not."""
    from rasd.loading import expand, expected
    from rasd.loading.inputs import Source

    found = expand(inputs)
    lines = [i for i in found if isinstance(i, Source) and i.path and i.name.lower().endswith((".jsonl", ".ndjson"))]
    rest = expected(item for item in found if item not in lines)
    return None if rest is None else rest + sum(_lines(item.path or "") for item in lines)


def _lines(path: str) -> int:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 — a path given as text
            return sum(block.count(b"\n") for block in iter(lambda: file.read(1_000_000), b""))
    except OSError:  # said when it is read
        return 0


def summed_up(summary: Summary) -> int:
    """Print what was added; the exit code."""
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
def follow(
    feeds: Annotated[list[str], typer.Argument(metavar="FEED", help="OPML files, or addresses of feeds.")],
    ledger: Where = LEDGER,
    every: Annotated[
        float | None, typer.Option(metavar="MINUTES", min=1, help="Ask again and again, as a service.")
    ] = None,
    pause: Pause = 1.0,
    private: Annotated[bool, typer.Option("--allow-private-addresses", help="For tests.", hidden=True)] = False,
    jobs: Jobs = 1,
) -> int:
    """Add the pages that the new entries of feeds lead to.

    This command uses the network.
    """
    from rasd.ledger import Ledger
    from rasd.loading.url import Limits

    listed = _feeds(feeds)
    limits = Limits(pause=pause, private=private)
    with Ledger.open(ledger) as kept:
        while True:
            try:
                code = _followed(kept, listed, limits, jobs)
            except LedgerError as error:  # locked, or a server that is restarted: a service outlives it
                if every is None:
                    raise
                say(f"rasd: {error} It is tried again in {every:g} minutes.")
            else:
                if every is None:
                    return code
            sys.stdout.flush()
            time.sleep(60 * every)


def _followed(kept: Ledger, feeds: list[str], limits: Limits, jobs: int) -> int:
    """Ask each feed once; the exit code."""
    from rasd.ledger.adding import Summary

    total = Summary()
    asked = kept.follow(feeds, limits, reader=_reader(jobs), complain=complain)
    for _, summary in asked:
        total = Summary(*(a + b for a, b in zip(total, summary, strict=True)))
    return summed_up(total)


def _feeds(given: list[str]) -> list[str]:
    """The addresses of feeds: as given, and those that OPML files list."""
    from rasd.loading import open_source
    from rasd.loading.feeds import feeds_in
    from rasd.loading.inputs import Source
    from rasd.outside import is_address

    found: dict[str, None] = {}
    for name in given:
        if is_address(name):
            found[name] = None
            continue
        with open_source(Source(name, name)) as file:
            found.update(dict.fromkeys(feeds_in(file.read(), name)))
    return list(found)


@app.command()
@command
def failures(ledger: Where = LEDGER) -> int:
    """List what could not be added, why, and what to do.

    Prints the input, the reason and the remedy, separated by tabs.
    """
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
def retry(ledger: Where = LEDGER, jobs: Jobs = 1) -> int:
    """Add again what could not be added, with the same options.

    What succeeds leaves the list of failures.
    """
    from rasd.ledger import Ledger

    with Ledger.open(ledger, create=False) as kept:
        return summed_up(kept.retry(reader=_reader(jobs), complain=complain))


@app.command()
@command
def reread(
    ledger: Where = LEDGER,
    diff: Annotated[bool, typer.Option("--diff", help="Show every claim that is new, gone or changed.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Read also what this very version has read.")] = False,
    dry: Annotated[bool, typer.Option("--dry-run", help="Store nothing: only show what would change.")] = False,
    jobs: Jobs = 1,
) -> int:
    """Read again what another version of Rasd has read.

    A change of the codebook makes another version, too.
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
