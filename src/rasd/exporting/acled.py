"""ACLED: the 31 columns of its event data by name, with its event types; what does not fit is said in ``notes``.

After the *ACLED Codebook*: ``event_id_cnty`` begins with the country's three letters, ``iso`` is its number in ISO
3166-1, ``country`` its name.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from rasd.exporting import events
from rasd.exporting.countries import country_of
from rasd.exporting.tables import Share
from rasd.exporting.ucdp import originals_of
from rasd.exporting.writing import harmless
from rasd.model import Incident
from rasd.resolving.precision import acled_geo_precision, acled_time_precision

COLUMNS = tuple(
    """
    event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1
    actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude
    longitude geo_precision source source_scale notes fatalities tags timestamp
    """.split()
)
BATTLES, REMOTE, AGAINST = "Battles", "Explosions/Remote violence", "Violence against civilians"
STRATEGIC = "Strategic developments"
TYPES = {
    "airstrike": (REMOTE, "Air/drone strike"),
    "drone_strike": (REMOTE, "Air/drone strike"),
    "shelling": (REMOTE, "Shelling/artillery/missile attack"),
    "explosion": (REMOTE, "Remote explosive/landmine/IED"),
    "clash": (BATTLES, "Armed clash"),
    "attack": (BATTLES, "Armed clash"),
    "raid": (BATTLES, "Armed clash"),
    "assassination": (AGAINST, "Attack"),
    "abducted": (AGAINST, "Abduction/forced disappearance"),
    "arrested": (STRATEGIC, "Arrests"),
    "destroyed": (STRATEGIC, "Looting/property destruction"),
    "seized": (STRATEGIC, "Looting/property destruction"),
}
_STATE_WINS, _OTHERS_WIN = "Government regains territory", "Non-state actor overtakes territory"
#: What ACLED calls the kinds of actors.
INTER = {**dict.fromkeys(events.STATE, "State forces"), "group": "Rebel group", "coalition": "External/Other forces"}
INTER |= {
    "militia": "Political militia",
    "party": "Political militia",
    "community": "Civilians",
    "un": "External/Other forces",
}


def write(share: Share, out: Path) -> None:
    """The single incidents, as one CSV."""
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for incident in share.incidents:
            if incident.kind == "single":
                found = row(incident, share)
                writer.writerow([harmless(found.get(column)) for column in COLUMNS])


def row(incident: Incident, share: Share) -> dict[str, Any]:
    """One event."""
    toll = events.deaths(incident)
    one, other = events.sides(incident)
    at_civilians = bool(toll and toll.best and toll.civilians == toll.best)
    kind, sub_kind = type_of(incident, one, at_civilians)
    first, second = inter(one), "Civilians" if at_civilians else inter(other)
    where = incident.place
    country = country_of(where.country) if where else None
    return {
        "event_id_cnty": f"{country.alpha3 if country else 'XXX'}-{incident.id}",
        "event_date": incident.start,
        "year": (incident.start or "")[:4] or None,
        "time_precision": acled_time_precision(incident.start, incident.end),
        "disorder_type": STRATEGIC if kind == STRATEGIC else "Political violence",
        "event_type": kind,
        "sub_event_type": sub_kind,
        "actor1": one.name,
        "inter1": first,
        "actor2": "Civilians" if at_civilians else other.name,
        "assoc_actor_2": other.name if at_civilians else None,
        "inter2": second,
        "interaction": "-".join(sorted(filter(None, (first, second)), key=_ORDER.index)) or None,
        "civilian_targeting": "Civilian targeting" if at_civilians else None,
        "iso": country.number if country else None,
        "region": country.acled_region if country else None,
        "country": country.name if country else where.country if where else None,
        "admin1": where.admin1 if where else None,
        "location": (where.name or where.text) if where else None,
        "latitude": where.lat if where else None,
        "longitude": where.lon if where else None,
        "geo_precision": acled_geo_precision(where) if where else None,
        "source": originals_of(incident, share),
        "notes": events.notes(incident, share, toll),
        "fatalities": toll.best if toll else None,
    }


_ORDER = ["State forces", "Rebel group", "Political militia", "Civilians", "External/Other forces"]


def inter(side: events.Side) -> str | None:
    """What ACLED calls the kind of a side."""
    return INTER.get(side.kind or "")


def type_of(incident: Incident, agent: events.Side, at_civilians: bool) -> tuple[str, str]:
    """The event type and sub-type; an attack on none but civilians is violence against them."""
    if incident.what in ("took", "lost"):
        return BATTLES, _STATE_WINS if agent.kind in events.STATE else _OTHERS_WIN
    kind, sub_kind = TYPES.get(incident.what, (STRATEGIC, "Other"))
    if any(claim.action in ("killed", "wounded") for claim in incident.claims) and kind == STRATEGIC:
        kind, sub_kind = BATTLES, "Armed clash"
    return (AGAINST, "Attack") if at_civilians and kind == BATTLES else (kind, sub_kind)
