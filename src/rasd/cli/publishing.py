"""Commands that let claims out: ``export``, ``plot``, ``report``, ``schema``; for the public unless told otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rasd.cli.material import say_left, share_from
from rasd.cli.options import (
    FORMATS_HELP,
    Bom,
    FilterOptions,
    Language,
    Overwrite,
    SharingOptions,
    SourceOptions,
    split,
)
from rasd.cli.running import SOME_FAILED, app, command, print_bytes


@app.command()
@command
def export(
    to: Annotated[str, typer.Argument(metavar="FORMAT", help=FORMATS_HELP, show_default=False)],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file or folder to write.", show_default=False)],
    filter: FilterOptions,
    sharing: SharingOptions,
    source: SourceOptions,
    bom: Bom = False,
    overwrite: Overwrite = False,
) -> int:
    """Write claims and incidents as files for other programs.

    They are those of the ledger, or of INPUT where any is given; with a period, a place, a side or a status, those that
    fit. Unless --sharing says otherwise, the export is for the public: private persons are masked.
    """
    from rasd.exporting.formats import check
    from rasd.exporting.formats import export as write
    from rasd.exporting.sharing import sharing_named
    from rasd.showing.messages import Failures

    asked = filter.filter()
    check(to, out, bom=bom, overwrite=overwrite)
    sharing_named(sharing.sharing)
    failures = Failures()
    share = share_from(failures, source, asked, sharing)
    write(to, share, out, bom=bom, overwrite=overwrite)
    say_left(share.left)
    return SOME_FAILED if failures.number else 0


@app.command()
@command
def plot(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The picture to write: .svg or .png.", show_default=False)],
    *,
    by: Annotated[
        str, typer.Option(metavar="COLUMNS", help="What it runs over: month, side, place …; further ones make panels.")
    ] = "month",
    action: Annotated[str, typer.Option(metavar="CODES", help="What is counted, joined by commas.")] = "killed,wounded",
    object: Annotated[str | None, typer.Option(metavar="CODE", help="Of which class; else of all.")] = None,
    filter: FilterOptions,
    sharing: SharingOptions,
    source: SourceOptions,
    language: Language = "en",
    overwrite: Overwrite = False,
) -> int:
    """Draw losses over time, by place or by side, as ranges.

    They are those of the ledger, or of INPUT where any is given. Unless --sharing says otherwise, the picture is for
    the public.
    """
    from rasd.exporting import drawing, plots
    from rasd.exporting.captions import Wording
    from rasd.exporting.sharing import sharing_named
    from rasd.exporting.writing import check_free, whole
    from rasd.showing.messages import Failures

    wanted, asked = plots.Plot(split(by), split(action), object), filter.filter()
    plots.check_plot(wanted)
    drawing.ending_of(out)
    check_free(out, overwrite)
    Wording(language)
    sharing_named(sharing.sharing)
    failures = Failures()
    picture = plots.picture_of(share_from(failures, source, asked, sharing), wanted, language)
    with whole(out, overwrite) as part:
        drawing.write(picture, part)
    return SOME_FAILED if failures.number else 0


@app.command()
@command
def report(
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="The digest to write: .html or .docx.", show_default=False)
    ],
    filter: FilterOptions,
    sharing: SharingOptions,
    source: SourceOptions,
    language: Language = "en",
    overwrite: Overwrite = False,
) -> int:
    """Write a digest of a period: tables, pictures, incidents.

    It tells of the ledger, or of INPUT where any is given, with method, limits and sources. Unless --sharing says
    otherwise, it is for the public.
    """
    from rasd.exporting.captions import Wording
    from rasd.exporting.digests import content, formats
    from rasd.exporting.sharing import sharing_named
    from rasd.exporting.writing import check_free, whole
    from rasd.showing.messages import Failures

    asked = filter.filter()
    formats.ending_of(out)
    check_free(out, overwrite)
    Wording(language)
    sharing_named(sharing.sharing)
    failures = Failures()
    digest = content.digest_of(share_from(failures, source, asked, sharing), language)
    with whole(out, overwrite) as part:
        formats.write(digest, part)
    return SOME_FAILED if failures.number else 0


@app.command()
@command
def schema(
    kind: Annotated[str, typer.Argument(metavar="[claim|incident|cell]", help="Of which record.")] = "claim",
) -> None:
    """Print the JSON Schema of a record."""
    import msgspec

    from rasd.exporting.schema import schema_of

    print_bytes(msgspec.json.format(msgspec.json.encode(schema_of(kind)), indent=2))
