"""GeoJSON (RFC 7946): a feature for each incident; one without a point has no geometry, as the standard allows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from rasd.exporting.tables import Share, Table, tables


def write(share: Share, out: Path) -> None:
    """The incidents as one collection of features."""
    incidents = tables(share)[1]
    collection = {"type": "FeatureCollection", "features": [feature(incidents, row) for row in incidents.rows]}
    out.write_bytes(msgspec.json.encode(collection))


def feature(table: Table, row: list[Any]) -> dict[str, Any]:
    """One incident: longitude before latitude, everything else as properties."""
    properties = dict(zip((column.name for column in table.columns), row, strict=True))
    lat, lon = properties.pop("lat"), properties.pop("lon")
    point = None if lat is None or lon is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": properties["id"], "geometry": point, "properties": properties}
