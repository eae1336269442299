"""The command line: one command for each public function; what it prints is made in ``showing``.

Heavy modules are imported by the commands that need them.
"""

from __future__ import annotations

import enum
import io
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli import adding, asking, batching, cases, counting, keeping, places, publishing, serving
from rasd.cli.material import outcomes
from rasd.cli.options import (
    LARGEST,
    MB,
    Bom,
    Columns,
    Format,
    Inputs,
    Jobs,
    Layout,
    MaxSize,
    NoColor,
    ReadingOptions,
)
from rasd.cli.running import SOME_FAILED, app, columns_of, command, layout_of, print_bytes, say
from rasd.errors import InputError, UsageError

if TYPE_CHECKING:
    from rasd.batch import Reading
    from rasd.model import Report

__all__ = [
    "adding",
    "app",
    "asking",
    "batching",
    "cases",
    "counting",
    "keeping",
    "main",
    "places",
    "publishing",
    "serving",
]


class What(enum.StrEnum):
    """What the Arabic layer is asked for."""

    numbers = "numbers"
    dates = "dates"
    places = "places"


codebook = typer.Typer(help="Look into the codebook: what Rasd knows.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(codebook, name="codebook")


def main() -> None:
    """Run the command line; the entry point of ``rasd`` and ``python -m rasd``."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by the caller
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))
    if isinstance(sys.stdout, io.TextIOWrapper):  # whatever the locale: what is printed is UTF-8, as records are
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    app(prog_name="rasd")


@app.callback(invoke_without_command=True)
def _options(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.", is_eager=True)] = False,
    data_dir: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Folder for what you add (gazetteers); RASD_DATA_DIR does the same."),
    ] = None,
) -> None:
    if data_dir is not None:
        os.environ["RASD_DATA_DIR"] = data_dir  # for the processes that read, too
    if version:
        import rasd

        print(f"rasd {rasd.__version__}")
        raise typer.Exit


@app.command()
@command
def read(
    inputs: Inputs,
    how: ReadingOptions,
    format: Layout = None,
    why: Annotated[bool, typer.Option("--why", help="Show each claim's sentence, its parts, and the rules.")] = False,
    bom: Bom = False,
    no_color: NoColor = False,
) -> int:
    """Read reports into claims, each with who says it and its words.

    Inputs are plain text (UTF-8, UTF-16, Windows-1256, ISO-8859-6), saved pages (.html, .mhtml), JSON Lines (id,
    text, published, outlet), tables (.csv, .xlsx), Telegram exports (result.json), mail (.eml), PDF with a text layer,
    feeds, WARC and ZIP archives. They are read in the order of their names, each file once.
    """
    from rasd.showing import messages

    chosen = layout_of(format, Format)
    if bom and chosen is not Format.csv:
        say(f"rasd: --bom has no effect on {chosen}; use --format csv")
    if why and chosen is not Format.table:
        say(f"rasd: --why has no effect on {chosen}, whose records name their rules; use --format table")
    tally = messages.Failures()
    readings = tally.told(outcomes(inputs, how))
    if chosen is Format.table:
        _show(readings, why, no_color)
    else:
        _write(readings, chosen, bom)
    return SOME_FAILED if tally.number else 0


def _write(readings: Iterable[Reading], chosen: Format, bom: bool) -> None:
    from rasd.showing import rows

    out = sys.stdout.buffer
    if chosen is Format.csv:
        out.write((("\ufeff" if bom else "") + rows.header()).encode())
    for reading in readings:
        if chosen is Format.csv:
            out.writelines(rows.line_of(claim).encode("utf-8", "replace") for claim in reading.claims)
        else:
            out.writelines(record + b"\n" for record in reading.records)
    out.flush()


def _show(readings: Iterable[Reading], why: bool, no_color: bool) -> None:
    from rasd.resolving.claims import weighed
    from rasd.resolving.rules import explain
    from rasd.resolving.times import explained
    from rasd.showing import table
    from rasd.showing import why as reasons
    from rasd.showing.terminal import console_for

    console, isolate = console_for(sys.stdout, no_color)
    for reading in readings:
        if why:
            reasons.show(console, reading.report, reading.claims, explain, isolate, weighed, explained)
        else:
            table.show(console, reading.report, reading.claims, isolate)


@app.command()
@command
def text(
    input: Annotated[str, typer.Argument(metavar="INPUT", help="A file, or - for standard input.", show_default=False)],
    id: Annotated[str | None, typer.Option(metavar="ID", help="Which report of a file that holds several.")] = None,
    max_size: MaxSize = LARGEST,
    column: Columns = None,
) -> int:
    """Print the text that spans refer to, letter for letter."""
    from rasd.showing.messages import is_terminal
    from rasd.showing.words import harmless

    report = _single(_texts([input], id, max_size, columns_of(column)), input, id)
    shown = report.text
    if is_terminal(sys.stdout):
        shown = harmless(shown.replace("\r\n", "\n")).removesuffix("\n") + "\n"
    sys.stdout.buffer.write(shown.encode("utf-8", "replace"))
    return 0


def _texts(inputs: list[str], id: str | None, max_size: float, columns: dict[str, str]) -> Iterator[Report]:
    from rasd.loading import Failure, load

    for item in load(inputs, max_size=int(max_size * MB), columns=columns):
        if isinstance(item, Failure):
            if id is None:
                raise item.error
            say(f"rasd: {item}")
        elif id is None or item.id == id:
            yield item


def _single(reports: Iterator[Report], given: str, id: str | None) -> Report:
    first = next(reports, None)
    if first is None:
        raise InputError(given, f"holds no report {id}", "Leave --id out, or look the ids up in the file.")
    if id is None and next(reports, None) is not None:
        raise UsageError(f"{given}: holds several reports. Choose one with --id, for instance --id {first.id}")
    return first


@app.command()
@command
def inspect(
    what: Annotated[What, typer.Argument(metavar="numbers|dates|places", help="What to look for.", show_default=False)],
    input: Annotated[str, typer.Argument(metavar="INPUT", help="A file, or - for standard input.")] = "-",
) -> int:
    """Find numbers, dates or places in lines of text.

    A line may be JSON instead: {"text", "published", "country"}; "country" (two letters, or null) is where the source
    is from. Prints one JSON array a line.
    """
    from rasd.showing.inspecting import answers
    from rasd.showing.messages import Failures

    tally = Failures()
    for answer in tally.told(answers(what.value, input)):
        sys.stdout.buffer.write(answer + b"\n")
    return SOME_FAILED if tally.number else 0


@codebook.command("check")
@command
def codebook_check() -> int:
    """Look for mistakes in the codebook (exit code 1)."""
    from rasd.codebook.check import check

    problems = check()
    for problem in problems:
        print(problem)
    if not problems:
        print("The codebook is in order.")
    return 1 if problems else 0


@codebook.command("show")
@command
def codebook_show() -> None:
    """Print the codebook's version and what is in it."""
    from rasd.codebook.book import load

    book = load()
    print(f"version\t{book.version}")
    for name, number in book.summary():
        print(f"{name}\t{number}")


@codebook.command("find")
@command
def codebook_find(
    word: Annotated[str, typer.Argument(metavar="WORD", help="A word or a name in Arabic.", show_default=False)],
) -> None:
    """Print what a word or a name leads to, one JSON object a line."""
    from rasd.codebook.book import load
    from rasd.model import to_json

    found = load().find(word)
    for entry in found:
        print_bytes(to_json(entry))
    if not found:
        say(f"rasd: nothing in the codebook is spelled {word}")


@codebook.command("apply")
@command
def codebook_apply(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Actors and aliases (YAML), as the desk's proposals.")],
) -> None:
    """Add actors and aliases of your own to what Rasd knows.

    The file is checked first; with a mistake in it, nothing is changed. It takes the place of a file of the same name.
    """
    from rasd.codebook import own

    number = own.add(file)
    say(f"rasd: {number} entries of {file.name} are used from now on; rasd reread reads a ledger anew with them")


@codebook.command("own")
@command
def codebook_own() -> None:
    """List the files of your own, with the number of their entries."""
    from rasd.codebook import own
    from rasd.codebook.loader import parsed

    for path in own.files():
        print(f"{path.stem}\t{len(parsed(path.read_bytes()))}\t{path}")


@codebook.command("forget")
@command
def codebook_forget(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As rasd codebook own lists it.")],
) -> None:
    """Use a file of your own no more."""
    from rasd.codebook import own

    own.remove(name)


@codebook.command("missing")
@command
def codebook_missing(inputs: Inputs, jobs: Jobs = 1, max_size: MaxSize = LARGEST, column: Columns = None) -> int:
    """List the names in reports that the codebook does not know.

    Prints count, role, name and what it seems to be (person, institution, group), separated by tabs; the commonest
    first.
    """
    from rasd.codebook.book import load
    from rasd.codebook.missing import missing
    from rasd.codebook.naming import kind_of
    from rasd.showing.messages import Failures

    tally = Failures()
    readings = tally.told(outcomes(inputs, ReadingOptions(jobs=jobs, max_size=max_size, column=column)))
    for name, role, count in missing(claim for reading in readings for claim in reading.claims):
        kind = kind_of(load(), name) or "-"
        print_bytes(f"{count}\t{role}\t{' '.join(name.split())}\t{kind}".encode("utf-8", "replace"))
    return SOME_FAILED if tally.number else 0
