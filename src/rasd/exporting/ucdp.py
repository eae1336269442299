"""UCDP GED: the 49 columns of the georeferenced event dataset by name; ids of UCDP's own lists stay empty.

After Högbladh, *UCDP GED Codebook*, version 24.1: side A of state-based violence is the government; ``deaths_a`` and
``deaths_b`` are those of either side, ``deaths_unknown`` those of whom nobody knows whose they were.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from rasd.exporting import events
from rasd.exporting.countries import country_of
from rasd.exporting.tables import CAVEAT, Share
from rasd.exporting.writing import harmless
from rasd.model import Incident, Where
from rasd.resolving.precision import ucdp_date_prec, ucdp_where_prec

COLUMNS = tuple(
    """
    id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
    dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b
    number_of_sources source_article source_office source_date source_headline source_original where_prec
    where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region
    event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa
    gwnob
    """.split()
)


def write(share: Share, out: Path) -> None:
    """The single incidents with people killed, as one CSV."""
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for incident in share.incidents:
            found = row(incident, share)
            if found is not None:
                writer.writerow([harmless(found.get(column)) for column in COLUMNS])


def row(incident: Incident, share: Share) -> dict[str, Any] | None:
    """One event; None where nobody is said to have been killed, in a number."""
    toll = events.deaths(incident)
    if toll is None or incident.kind != "single":
        return None
    a, b = events.sides(incident)
    told = events.dead_fighters(toll, a, b)
    of_a, of_b = toll.of_one, toll.of_other
    kind = type_of_violence(a, b, toll)
    if kind == 1 and a.kind not in events.STATE:  # side A is the government, whoever attacked
        a, b, of_a, of_b = b, a, of_b, of_a
    year = (incident.start or "")[:4] or None
    return {
        "id": incident.id,
        "relid": incident.claims[0].id,
        "year": year,
        "code_status": "Unclear" if incident.suggested else "Clear",
        "type_of_violence": kind,
        "dyad_name": f"{a.name} - {b.name}" if a.name and b.name else None,
        "side_a": a.name,
        "side_b": b.name or ("Civilians" if toll.civilians == toll.best > 0 else None),
        "number_of_sources": len({claim.report_id for claim in incident.claims}),
        "source_article": " | ".join(filter(None, (events.archives(incident, share), CAVEAT, told))),
        "source_office": events.outlets_of(incident, share),
        "source_date": min((claim.published or "" for claim in incident.claims), default="") or None,
        "source_original": originals_of(incident, share),
        "event_clarity": 1,
        "date_prec": ucdp_date_prec(incident.start, incident.end),
        "date_start": incident.start,
        "date_end": incident.end,
        "deaths_a": of_a,
        "deaths_b": of_b,
        "deaths_civilians": toll.civilians,
        "deaths_unknown": toll.best - toll.civilians - of_a - of_b,
        "best": toll.best,
        "high": toll.high,
        "low": toll.low,
        **(place(incident.place) if incident.place else {}),
    }


def originals_of(incident: Incident, share: Share) -> str:
    """Who says it, as far as the level of sharing lets them be named."""
    known = {record["id"]: record for record in share.claims}
    speakers = {speaker_of(known[claim.id]) for claim in incident.claims if claim.id in known}
    return "; ".join(sorted(speakers))


def speaker_of(record: dict[str, Any]) -> str:
    """Who says it: the innermost source by its neutral name, else the outlet, as far as they may be named."""
    named = [link["speaker"] for link in record["attribution"] if link["speaker"]]
    return str((named[-1]["name"] or named[-1]["text"]) if named else record["outlet"] or record["report"])


def place(where: Where) -> dict[str, Any]:
    """The columns of the place."""
    country = country_of(where.country)
    point = f"POINT ({where.lon} {where.lat})" if where.lat is not None else None
    return {
        "where_prec": ucdp_where_prec(where),
        "where_coordinates": where.name or where.text,
        "where_description": where.text,
        "adm_1": where.admin1,
        "latitude": where.lat,
        "longitude": where.lon,
        "geom_wkt": point,
        "country": country.name if country else where.country,
        "region": country.ucdp_region if country else None,
    }


def type_of_violence(a: events.Side, b: events.Side, toll: events.Deaths) -> int | None:
    """1 a state against somebody, 2 between others, 3 against civilians; None where the sides are not known."""
    if a.kind and toll.best and toll.civilians == toll.best:
        return 3
    if not a.kind or not b.kind:
        return None
    return 1 if events.STATE & {a.kind, b.kind} else 2
