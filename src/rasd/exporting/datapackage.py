"""Frictionless Data Package: the tables as CSV, with a descriptor that says what the columns hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rasd.exporting.about import holds
from rasd.exporting.captions import Wording
from rasd.exporting.commas import write_table
from rasd.exporting.tables import CAVEAT, Share, Table, tables


def write(share: Share, out: Path) -> None:
    """A folder with the tables and ``datapackage.json``."""
    out.mkdir()
    found = tables(share)
    for table in found:
        write_table(table, out / f"{table.name}.csv")
    (out / "datapackage.json").write_text(json.dumps(descriptor(share, found), ensure_ascii=False, indent=2), "utf-8")


def descriptor(share: Share, found: list[Table]) -> dict[str, Any]:
    """The descriptor, by version 1 of the specification, which validators check."""
    return {
        "profile": "tabular-data-package",
        "name": "rasd-export",
        "title": "Claims read by Rasd",
        "description": " ".join([CAVEAT, f"Sharing: {share.sharing}.", *holds(share, Wording("en"))]),
        "resources": [_resource(table) for table in found],
    }


def _resource(table: Table) -> dict[str, Any]:
    fields = [{"name": c.name, "type": c.type, "description": c.about} for c in table.columns]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table.name == "incidents":
        schema["primaryKey"] = "id"
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }
