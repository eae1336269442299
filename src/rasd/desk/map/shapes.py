"""GeoJSON from outside: its shapes and their names, checked one by one; everything else of a file is left behind."""

from __future__ import annotations

import math
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from rasd.errors import UsageError

#: How deep the coordinates of a kind of shape lie.
_DEPTHS = {
    "Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3,
}  # fmt: skip
_NAMES = ("name_ar", "name:ar", "name", "NAME", "title")
_LONGEST = 120


def cleaned(content: bytes) -> str:
    """GeoJSON of the shapes of a file, each with its name if it has one.

    Raises ``UsageError`` for a file that holds none, or something else.

    >>> cleaned(b'{"type": "Point", "coordinates": [36.2, 33.5], "secret": 1}')
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[36.2,33.5]}}]}'
    """
    try:
        told = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(_("it is not JSON.")) from error
    features = [_feature(one) for one in _features(told)]
    if not features:
        raise UsageError(_("it holds no shapes."))
    return msgspec.json.encode({"type": "FeatureCollection", "features": features}).decode()


def _features(told: Any) -> list[dict[str, Any]]:
    kind = told.get("type") if isinstance(told, dict) else None
    if kind == "FeatureCollection" and isinstance(told.get("features"), list):
        return [one for one in told["features"] if isinstance(one, dict) and isinstance(one.get("geometry"), dict)]
    if kind == "Feature":
        return [told]
    if kind in _DEPTHS:
        return [{"geometry": told}]
    raise UsageError(_("it is no FeatureCollection."))


def _feature(told: dict[str, Any]) -> dict[str, Any]:
    shape, properties = told.get("geometry"), told.get("properties")
    kind = shape.get("type") if isinstance(shape, dict) else None
    if not isinstance(shape, dict) or kind not in _DEPTHS:
        raise UsageError(_("a shape is of a kind that is not known: %(kind)s") % {"kind": str(kind)[:40]})
    names = [properties.get(name) for name in _NAMES] if isinstance(properties, dict) else []
    name = next((name for name in names if isinstance(name, str) and name.strip()), None)
    own = {"name": name[:_LONGEST]} if name else {}
    coordinates = _at(shape.get("coordinates"), _DEPTHS[kind])
    return {"type": "Feature", "properties": own, "geometry": {"type": kind, "coordinates": coordinates}}


def _at(told: Any, depth: int) -> list[Any]:
    """Coordinates so deep, each a longitude and a latitude."""
    if not isinstance(told, list):
        raise UsageError(_("coordinates are missing."))
    if depth:
        return [_at(one, depth - 1) for one in told]
    numbers = told[:2]
    if len(numbers) < 2 or not all(type(one) in (int, float) and math.isfinite(one) for one in numbers):
        raise UsageError(_("a point has no two numbers, longitude and latitude."))
    lon, lat = numbers
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise UsageError(_("a point is not given in degrees."))
    return [lon, lat]
