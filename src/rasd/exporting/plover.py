"""PLOVER 0.8: incidents as events of the Political Language Ontology, one JSON object a line.

Field names are those of the manual (Open Event Data Alliance, *PLOVER*, draft 0.8); fields beyond them, which it
allows, are named ``rasd_…``. A record needs a day and a category: incidents without either are left out. Nobody of the
ontology's authors has coded these records.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from rasd.codebook.book import load
from rasd.errors import UsageError
from rasd.exporting import events
from rasd.exporting.countries import country_of
from rasd.exporting.tables import CAVEAT, Share, toll
from rasd.exporting.ucdp import originals_of
from rasd.model import Incident, Where
from rasd.version import __version__


class Kind(NamedTuple):
    """A category of events with its mode."""

    event: str
    mode: str | None = None


#: What an incident is called by → category and mode. PLOVER has no category for the missing and the displaced.
KINDS = {
    "airstrike": Kind("ASSAULT", "heavy-weapons"),
    "drone_strike": Kind("ASSAULT", "heavy-weapons"),
    "shelling": Kind("ASSAULT", "heavy-weapons"),
    "shot_down": Kind("ASSAULT", "heavy-weapons"),
    "explosion": Kind("ASSAULT", "explosives"),
    "assassination": Kind("ASSAULT", "assassinate"),
    "abducted": Kind("ASSAULT", "abduct"),
    "destroyed": Kind("ASSAULT", "destroy"),
    "damaged": Kind("ASSAULT", "destroy"),
    **dict.fromkeys("clash attack raid killed wounded killed_or_wounded took".split(), Kind("ASSAULT")),
    "arrested": Kind("COERCE", "arrest"),
    "captured": Kind("COERCE", "arrest"),
    "seized": Kind("COERCE", "confiscate"),
    "besieged": Kind("COERCE", "restrict"),
    "deployed": Kind("MOBILIZE", "troops"),
    "lost": Kind("RETREAT", "withdraw"),
    "released": Kind("RETREAT", "release"),
    "surrendered": Kind("RETREAT", "disarm"),
}
#: Category → quad category and score on the scale from conflict to cooperation.
QUADS = {"ASSAULT": (4, -9.3), "COERCE": (4, -7.2), "MOBILIZE": (4, -5.3), "RETREAT": (2, 7.6)}
#: Kinds of actors → sectors.
SECTORS = {
    **dict.fromkeys(("state", "government", "ministry", "office"), "GOV"),
    **dict.fromkeys(("army", "force"), "MIL"),
    "police": "COP",
    "intelligence": "SPY",
    "group": "REB",
    "militia": "PRM",
    "party": "PTY",
    "community": "CVL",
    "rescue": "MED",
    "agency": "JRN",
    "outlet": "JRN",
    "monitor": "SOC",
}
#: Kinds that are of no one country.
INTERNATIONAL = {"un": "IGO", "coalition": "IGO", "ngo": "NGO", "group": "IMG"}
CODEBOOK = "plover-base-0.8"


def write(share: Share, out: Path) -> None:
    """The single incidents as one file.

    Raises ``UsageError`` when none of them can be written.
    """
    records = [found for found in (record(incident, share) for incident in share.incidents) if found]
    if not records:
        raise UsageError(
            "no incident has a day and a category of PLOVER's. Export csv or jsonl instead.", "no-category"
        )
    out.write_bytes(b"".join(msgspec.json.encode(found) + b"\n" for found in records))


def record(incident: Incident, share: Share) -> dict[str, Any] | None:
    """One event; None where it has no day or no category."""
    kind = KINDS.get(incident.what)
    if kind is None or incident.start is None or incident.kind != "single":
        return None
    quad, scale = QUADS[kind.event]
    source, recipient = actors(incident)
    said = [r for r in share.claims if r["id"] in {claim.id for claim in incident.claims} and not r["restates"]]
    return {
        "id": incident.id,
        "date": incident.start,
        **({"enddate": incident.end} if incident.end != incident.start else {}),
        "source": source,
        "recipient": recipient,
        "event": [kind.event],
        "event_loc": location(incident.place),
        "event_text": list(dict.fromkeys(r["evidence"]["text"] for r in said)),
        "quad_code": quad,
        "event_scale": scale,
        "mode": [kind.mode] if kind.mode else [],
        "context": contexts(incident),
        "size": sizes(incident),
        "link": incident.id,
        "cite_info": {
            "publication": events.outlets_of(incident, share),
            "citation": events.archives(incident, share),
            "language": "ar",
            "coder": f"rasd-{__version__}",
            "codebook": CODEBOOK,
        },
        "coder": f"rasd-{__version__}",
        "comment": events.notes(incident, share, events.deaths(incident)),
        "rasd_claims": [r["id"] for r in said],
        "rasd_originals": originals_of(incident, share),
        "rasd_review": "; ".join(sorted({share.review(r["id"]) for r in said})),
        "rasd_caveat": CAVEAT,
    }


def actors(incident: Incident) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Sources and recipients; both sides of a clash are sources."""
    one, other = events.sides(incident)
    killed = events.deaths(incident)
    at_civilians = bool(killed and killed.best and killed.civilians == killed.best)
    source = [actor(one)] if one.id else []
    hit = [actor(other)] if other.id else []
    if incident.what == "clash" and not at_civilians:
        return source + hit, []
    if at_civilians and not any(found.get("sector") == "CVL" for found in hit):
        hit = [*hit, {"sector": "CVL"}]
    return source, hit


def actor(side: events.Side) -> dict[str, Any]:
    """A side as PLOVER names actors: a country or an international body, a sector, a name, as far as they are known."""
    country = (load().actors.get(side.id or "") or {}).get("country")
    code = alpha3(country) or INTERNATIONAL.get(side.kind or "")
    sector = SECTORS.get(side.kind or "")
    named = {"code": code, "sector": sector, "identifier_text": side.name, "rasd_id": side.id}
    return {key: value for key, value in named.items() if value}


def location(where: Where | None) -> dict[str, Any] | None:
    """The place as GeoNames names its fields."""
    if where is None:
        return None
    number = (where.id or "").removeprefix("geonames:")
    named = {
        "geonameid": int(number) if number.isdigit() else None,
        "name": where.name or where.text,
        "alternatenames": where.text if where.name else None,
        "latitude": where.lat,
        "longitude": where.lon,
        "country code": where.country,
        "cc3": alpha3(where.country),
        "rasd_admin1": where.admin1,
        "rasd_level": where.level,
    }
    return {key: value for key, value in named.items() if value is not None}


def contexts(incident: Incident) -> list[str]:
    """The contexts that are certain: forces fight, or all that is said is denied."""
    denied = all(claim.status == "denied" for claim in incident.claims)
    return ["military", "negation"] if denied else ["military"]


def sizes(incident: Incident) -> dict[str, Any]:
    """Killed, injured and arrested: the best figure by PLOVER's names, the range beside it."""
    found: dict[str, Any] = {}
    for name, action in (("dead", "killed"), ("injured", "wounded"), ("arrested", "arrested")):
        figure = toll(incident, action)
        if figure is not None and figure.accounts:
            found[name] = round(figure.best)
            found |= {f"rasd_{name}_low": figure.low, f"rasd_{name}_high": figure.high}
    return found


def alpha3(code: str | None) -> str | None:
    """The three-letter code of a country by its two-letter one."""
    country = country_of(code)
    return country.alpha3 if country else None
