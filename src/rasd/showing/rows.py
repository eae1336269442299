"""Claims as flat rows (CSV): one row a claim, one header line, UTF-8.

Columns: ``id report report_id outlet published action object low high qualifier unit measure agent
agent_id agent_name patient patient_id patient_name place place_id place_name country admin1 lat lon
place_level place_status time start end precision speaker speaker_id speaker_name stance sources status
scope persons part_of same_items_as restates evidence evidence_start evidence_end rules rasd knowledge``.

``measure``, ``agent``, ``patient``, ``place``, ``time`` and ``speaker`` are the text's words; ``sources`` is
the whole chain, outermost first, joined by `` > ``; ``persons`` and ``rules`` are joined by ``; ``. A cell that
a spreadsheet would take for a formula begins with an apostrophe. The full record is the JSON: this is one way.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from rasd.exporting.writing import harmless
from rasd.model import Claim, Party, Place, Speaker

Row = dict[str, Any]


def header(further: Iterable[str] = ()) -> str:
    """The line of column names."""
    return _line([*COLUMNS, *further])


def line_of(claim: Claim, further: Iterable[Any] = ()) -> str:
    """One claim as a line of CSV; further cells come last."""
    flat = row(claim)
    return _line([*(harmless(flat[column]) for column in COLUMNS), *map(harmless, further)])


def _line(cells: Iterable[Any]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)  # quotes cells with \r or \n, as both are in its line end
    return out.getvalue().removesuffix("\r\n") + "\n"


def row(claim: Claim) -> Row:
    """One claim as flat columns; what is null stays none."""
    return {
        **{
            key: getattr(claim, key) for key in ("id", "report", "report_id", "outlet", "published", "action", "object")
        },
        **_measure(claim),
        **_party("agent", claim.agent),
        **_party("patient", claim.patient),
        **_place(claim.place),
        **_time(claim),
        **_source(claim),
        **{key: getattr(claim, key) for key in ("status", "scope")},
        "persons": "; ".join(person.text for person in claim.persons) or None,
        **{key: getattr(claim, key) for key in ("part_of", "same_items_as", "restates")},
        "evidence": claim.evidence.text,
        "evidence_start": claim.evidence.span[0],
        "evidence_end": claim.evidence.span[1],
        "rules": "; ".join(claim.rules) or None,
        "rasd": claim.engine.rasd,
        "knowledge": claim.engine.knowledge,
    }


def _measure(claim: Claim) -> Row:
    count = claim.count
    return {
        "low": count.low,
        "high": count.high,
        "qualifier": count.qualifier,
        "unit": count.unit,
        "measure": count.text,
    }


def _party(role: str, party: Party | None) -> Row:
    return {
        role: party and party.text,
        f"{role}_id": party and party.id,
        f"{role}_name": party and party.name,
    }


def _place(place: Place | None) -> Row:
    keys = {
        "place_id": "id",
        "place_name": "name",
        "country": "country",
        "admin1": "admin1",
        "lat": "lat",
        "lon": "lon",
    }
    keys |= {"place_level": "level", "place_status": "status"}
    return {"place": place and place.text, **{key: place and getattr(place, of) for key, of in keys.items()}}


def _time(claim: Claim) -> Row:
    time = claim.time
    return {"time": time and time.text, **{key: time and getattr(time, key) for key in ("start", "end", "precision")}}


def _source(claim: Claim) -> Row:
    speaker: Speaker | None = claim.speaker
    chain = [link.speaker.text for link in claim.attribution if link.speaker]
    return {
        "speaker": speaker and speaker.text,
        "speaker_id": speaker and speaker.id,
        "speaker_name": speaker and speaker.name,
        "stance": claim.attribution[-1].stance if claim.attribution else None,
        "sources": " > ".join(chain) or None,
    }


COLUMNS = tuple(
    """
    id report report_id outlet published action object low high qualifier unit measure agent agent_id
    agent_name patient patient_id patient_name place place_id place_name country admin1 lat lon
    place_level place_status time start end precision speaker speaker_id speaker_name stance sources
    status scope persons part_of same_items_as restates evidence evidence_start evidence_end rules rasd
    knowledge
    """.split()
)
