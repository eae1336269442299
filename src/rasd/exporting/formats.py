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
    ftm,
    geojson,
    gpkg,
    jsonlines,
    labelstudio,
    parquet,
    plover,
    ucdp,
    webannotation,
    xlsx,
)
from rasd.exporting.tables import Share, check_left
from rasd.exporting.writing import check_free, whole

FORMATS: dict[str, Callable[..., None]] = {
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
    "plover": plover.write,
    "ftm": ftm.write,
    "webannotation": webannotation.write,
    "labelstudio": labelstudio.write,
}


#: What files of a format are called; the formats that are missing here are folders.
ENDINGS = {
    "xlsx": ".xlsx",
    "jsonl": ".jsonl",
    "geojson": ".geojson",
    "ucdp": ".csv",
    "acled": ".csv",
    "gpkg": ".gpkg",
    "plover": ".jsonl",
    "ftm": ".jsonl",
    "webannotation": ".jsonl",
    "labelstudio": ".json",
}
#: The formats that may begin with a byte-order mark.
_WITH_MARK = ("csv", "hxl")


def format_named(name: str) -> Callable[..., None]:
    """What writes a format.

    Raises ``UsageError`` when there is none of that name.
    """
    if name not in FORMATS:
        raise UsageError(
            "{given}: no such format. Known are {known}.", "no-such-format", given=name, known=", ".join(FORMATS)
        )
    return FORMATS[name]


def check(format: str, out: Path, *, bom: bool = False, overwrite: bool = False) -> None:
    """What can be known before anything is read: whether there is such a format, and whether ``out`` can be written.

    Raises ``UsageError``.
    """
    format_named(format)
    if bom and format not in _WITH_MARK:
        raise UsageError(f"--bom is for {' and '.join(_WITH_MARK)}; {format} has no byte-order mark. Leave it out.")
    check_free(out, overwrite)


def export(format: str, share: Share, out: Path, *, bom: bool = False, overwrite: bool = False) -> None:
    """Write what goes out in one format; ``out`` is there whole afterwards, or as it was.

    Raises ``UsageError`` for an unknown format, when ``out`` is there already, and when there is nothing to write.
    """
    writer = format_named(format)
    check(format, out, bom=bom, overwrite=overwrite)
    check_left(share)
    if bom:
        writer = partial(writer, bom=True)
    with whole(out, overwrite) as part:
        writer(share, part)
