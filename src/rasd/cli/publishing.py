"""Commands that let claims out: ``export``, ``plot``, ``report``, ``schema``; for the public unless told otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.counting import ConfirmedOnly, Statuses, Threshold, material_of
from rasd.cli.running import (
    SOME_FAILED,
    Bom,
    Columns,
    InPlace,
    Jobs,
    MaxSize,
    Outlet,
    Published,
    SharedWith,
    Since,
    SomeInputs,
    Until,
    Where,
    WithDeployed,
    WithRecent,
    app,
    command,
    print_bytes,
)
from rasd.errors import UsageError

if TYPE_CHECKING:
    from rasd.exporting.tables import Share
    from rasd.showing.incidents import Material

#: The formats of ``rasd.exporting.formats``, which is not imported for the help alone.
FORMATS_HELP = (
    "xlsx, csv, jsonl, geojson, ucdp, acled, parquet, gpkg, hxl, datapackage, plover, ftm, webannotation "
    "or labelstudio."
)

Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace what is there.")]
Language = Annotated[str, typer.Option("--language", metavar="LANGUAGE", help="Language of its words: ar or en.")]


def _share_of(
    material: Material,
    sharing: str,
    *,
    with_deployed: bool,
    with_recent: bool,
    threshold: float | None,
    confirmed_only: bool = False,
) -> Share:
    """What may go out of some material.

    Raises ``UsageError`` where nothing is left.
    """
    from rasd.exporting.sharing import sharing_named
    from rasd.exporting.tables import share_of
    from rasd.showing import incidents as showing

    found = showing.incidents_of(material, threshold, confirmed_only)
    claims = [claim for incident in found for claim in incident.claims]
    if not claims:
        raise UsageError("there is no claim in these reports or this ledger, so there is nothing to write.")
    return share_of(
        claims,
        found,
        sharing_named(sharing),
        with_deployed=with_deployed,
        with_recent=with_recent,
        reviews=material.reviews,
        desk_ids=material.desk_ids,
    )


@app.command()
@command
def export(
    to: Annotated[str, typer.Argument(metavar="FORMAT", help=FORMATS_HELP, show_default=False)],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file or folder to write.", show_default=False)],
    inputs: SomeInputs = None,
    ledger: Where = "rasd.db",
    sharing: SharedWith = "public",
    with_deployed: WithDeployed = False,
    with_recent: WithRecent = False,
    bom: Bom = False,
    overwrite: Overwrite = False,
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
    from rasd.showing.messages import Failures

    check(to, out, bom=bom, overwrite=overwrite)
    sharing_named(sharing)
    failures = Failures()
    material = material_of(failures, inputs, ledger, published, outlet, jobs, max_size, column)
    share = _share_of(
        material,
        sharing,
        with_deployed=with_deployed,
        with_recent=with_recent,
        threshold=threshold,
        confirmed_only=confirmed_only,
    )
    write(to, share, out, bom=bom, overwrite=overwrite)
    return SOME_FAILED if failures.number else 0


@app.command()
@command
def plot(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The picture to write: .svg or .png.", show_default=False)],
    inputs: SomeInputs = None,
    ledger: Where = "rasd.db",
    by: Annotated[
        str, typer.Option(metavar="COLUMNS", help="What it runs over: month, side, place …; a second makes panels.")
    ] = "month",
    action: Annotated[str, typer.Option(metavar="CODES", help="What is counted, joined by commas.")] = "killed,wounded",
    object: Annotated[str | None, typer.Option(metavar="CODE", help="Of which class; else of all.")] = None,
    since: Since = None,
    until: Until = None,
    place: InPlace = None,
    status: Statuses = "asserted,alleged,denied",
    language: Language = "en",
    confirmed_only: ConfirmedOnly = False,
    sharing: SharedWith = "public",
    with_deployed: WithDeployed = False,
    with_recent: WithRecent = False,
    overwrite: Overwrite = False,
    published: Published = None,
    outlet: Outlet = None,
    threshold: Threshold = None,
    jobs: Jobs = 1,
    max_size: MaxSize = 5.0,
    column: Columns = None,
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

    asked = plots.Asked(_split(by), _split(action), object, since, until, place, _split(status))
    plots.check_asked(asked)
    drawing.ending_of(out)
    check_free(out, overwrite)
    Wording(language)
    sharing_named(sharing)
    failures = Failures()
    material = material_of(failures, inputs, ledger, published, outlet, jobs, max_size, column)
    share = _share_of(
        material,
        sharing,
        with_deployed=with_deployed,
        with_recent=with_recent,
        threshold=threshold,
        confirmed_only=confirmed_only,
    )
    picture = plots.picture_of(share, asked, language)
    with whole(out, overwrite) as part:
        drawing.write(picture, part)
    return SOME_FAILED if failures.number else 0


@app.command()
@command
def report(
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="The digest to write: .html or .docx.", show_default=False)
    ],
    inputs: SomeInputs = None,
    ledger: Where = "rasd.db",
    since: Since = None,
    until: Until = None,
    place: InPlace = None,
    status: Statuses = "asserted,alleged,denied",
    language: Language = "en",
    confirmed_only: ConfirmedOnly = False,
    sharing: SharedWith = "public",
    with_deployed: WithDeployed = False,
    with_recent: WithRecent = False,
    overwrite: Overwrite = False,
    published: Published = None,
    outlet: Outlet = None,
    threshold: Threshold = None,
    jobs: Jobs = 1,
    max_size: MaxSize = 5.0,
    column: Columns = None,
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

    asked = content.Asked(since, until, place, _split(status))
    content.check_asked(asked)
    formats.ending_of(out)
    check_free(out, overwrite)
    Wording(language)
    sharing_named(sharing)
    failures = Failures()
    material = material_of(failures, inputs, ledger, published, outlet, jobs, max_size, column)
    share = _share_of(
        material,
        sharing,
        with_deployed=with_deployed,
        with_recent=with_recent,
        threshold=threshold,
        confirmed_only=confirmed_only,
    )
    digest = content.digest_of(share, asked, language)
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


def _split(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(",") if name.strip())
