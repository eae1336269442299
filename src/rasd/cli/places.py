"""Commands on the gazetteers that a user adds: ``gazetteer add|list|remove|find``."""

from __future__ import annotations

from typing import Annotated

import typer

from rasd.cli.running import app, command, print_bytes, say

gazetteer = typer.Typer(help="Add places beyond those of the package.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(gazetteer, name="gazetteer")


@gazetteer.command("add")
@command
def gazetteer_add(
    source: Annotated[
        str, typer.Argument(metavar="FILE|URL|COUNTRY", help="A file, an address, or a code (SY).", show_default=False)
    ],
    name: Annotated[str | None, typer.Option(metavar="NAME", help="What to call it; default: the file's name.")] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=NAME", help="Which column of a table is its name_ar, lat, lon, country, …"),
    ] = None,
    country: Annotated[str | None, typer.Option(metavar="CODE", help="The country of all rows (SY).")] = None,
    credit: Annotated[str | None, typer.Option("--source", metavar="TEXT", help="Who made the data.")] = None,
    licence: Annotated[str | None, typer.Option(metavar="TEXT", help="Under which licence it is.")] = None,
    encoding: Annotated[str, typer.Option(metavar="NAME", help="Of a file that is not UTF-8: windows-1256.")] = "utf-8",
    alternate_names: Annotated[
        str | None, typer.Option(metavar="FILE", help="GeoNames' alternateNamesV2 for a country dump on disk.")
    ] = None,
    sha256: Annotated[str | None, typer.Option(metavar="HEX", help="The checksum that the file must have.")] = None,
) -> None:
    """Add places from a file, an address or for a country.

    Files are GeoNames dumps, OCHA units and communities, Who's On First, and CSV or TSV with a header. COUNTRY
    fetches GeoNames' dump of that country and its names. The network is used for an address or a country only; a
    download that broke off goes on when the command is given again.
    """
    from rasd.showing import gazetteers

    gazetteers.add(source, name, column or [], country, credit, licence, encoding, alternate_names, sha256)


@gazetteer.command("list")
@command
def gazetteer_list() -> None:
    """List the gazetteers that were added.

    Prints name, number of places, kind of file, source, licence, where from and checksum, separated by tabs.
    """
    from rasd.showing import gazetteers

    for line in gazetteers.listed():
        print(line)


@gazetteer.command("remove")
@command
def gazetteer_remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As listed.", show_default=False)],
) -> None:
    """Remove an added gazetteer."""
    from rasd.showing import gazetteers

    gazetteers.remove(name)


@gazetteer.command("find")
@command
def gazetteer_find(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name in Arabic.", show_default=False)],
) -> None:
    """Print the places that bear a name, in any spelling.

    Prints one JSON object a line.
    """
    from rasd.showing import gazetteers

    found = list(gazetteers.find(name))
    for line in found:
        print_bytes(line)
    if not found:
        say(f"rasd: no place is called {name}")
