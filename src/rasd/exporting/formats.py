"""The formats by name, in the order of how much they are used, and the one way in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from rasd.errors import UsageError
from rasd.exporting import (
    acled,
    commas,
    datapackage,
    geojson,
    gpkg,
    jsonlines,
    labelstudio,
    parquet,
    ucdp,
    webannotation,
    xlsx,
)
from rasd.exporting.tables import Share
from rasd.exporting.writing import whole

FORMATS: dict[str, Callable[[Share, Path], None]] = {
    "xlsx": xlsx.write,
    "csv": commas.write,
    "jsonl": jsonlines.write,
    "geojson": geojson.write,
    "ucdp": ucdp.write,
    "acled": acled.write,
    "parquet": parquet.write,
    "gpkg": gpkg.write,
    "hxl": commas.write_hxl,
    "datapackage": datapackage.write,
    "webannotation": webannotation.write,
    "labelstudio": labelstudio.write,
}


def format_named(name: str) -> Callable[[Share, Path], None]:
    """What writes a format.

    Raises ``UsageError`` when there is none of that name.
    """
    if name not in FORMATS:
        raise UsageError(f"{name}: no such format. Known are {', '.join(FORMATS)}.")
    return FORMATS[name]


def export(format: str, share: Share, out: Path, *, bom: bool = False, overwrite: bool = False) -> None:
    """Write what goes out in one format; ``out`` is there whole afterwards, or as it was.

    Raises ``UsageError`` for an unknown format, when ``out`` is there already, and when there is nothing to write.
    """
    writer = format_named(format)
    if not share.claims:
        raise UsageError(
            "nothing is left to export. Public exports leave out what is younger than a week and forces deployed: "
            "see --with-recent, --with-deployed and --sharing."
        )
    if bom and format == "csv":
        writer = partial(commas.write, bom=True)
    with whole(out, overwrite) as part:
        writer(share, part)
