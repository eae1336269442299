"""GeoPackage 1.3: the incidents that have a point, as a layer of points."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

from rasd.errors import UsageError
from rasd.exporting.tables import Share, Table, tables
from rasd.exporting.writing import needed

#: Older readers complain of later versions.
VERSION = "1.3"


def write(share: Share, out: Path) -> None:
    """One file with the layer ``incidents``.

    Raises ``UsageError`` without pyogrio, or when no incident has a point.
    """
    try:
        import numpy
        from pyogrio.raw import write as write_layer
    except ImportError:
        raise needed("export", "pyogrio") from None
    table = tables(share)[1]
    rows = [row for row in table.rows if None not in point(table, row)]
    if not rows:
        raise UsageError(
            "no incident has a point, so there is nothing for a map. Export csv or jsonl instead.", "no-point"
        )
    points = numpy.array([wkb(*point(table, row)) for row in rows], dtype=object)
    names = [column.name for column in table.columns]
    fields = [numpy.array([_text(row[i]) for row in rows], dtype=object) for i in range(len(names))]
    numeric = [i for i, column in enumerate(table.columns) if column.type in ("number", "integer")]
    for i in numeric:
        fields[i] = numpy.array([numpy.nan if row[i] is None else float(row[i]) for row in rows])
    named = out.with_name(f"{out.name}.gpkg")  # another ending, and the library warns
    write_layer(
        str(named),
        points,
        fields,
        names,
        layer="incidents",
        driver="GPKG",
        geometry_type="Point",
        crs="EPSG:4326",
        VERSION=VERSION,
    )
    named.replace(out)


def point(table: Table, row: list[Any]) -> tuple[Any, Any]:
    """The longitude and latitude of a row."""
    at = {column.name: i for i, column in enumerate(table.columns)}
    return row[at["lon"]], row[at["lat"]]


def wkb(lon: float, lat: float) -> bytes:
    """A point as well-known binary."""
    return struct.pack("<BIdd", 1, 1, lon, lat)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
