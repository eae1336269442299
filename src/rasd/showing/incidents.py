"""Incidents for people and for programs: the claims of each side by side, and what ties them together."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from rich.text import Text

from rasd.batch import Reading
from rasd.errors import UsageError
from rasd.linking.clustering import is_one_telling
from rasd.linking.incidents import linked
from rasd.model import Claim, Incident, Judgement, Report, Sharing, to_json
from rasd.showing.messages import say
from rasd.showing.table import title_of
from rasd.showing.terminal import console_for
from rasd.showing.wording import how_many, name_of, remarks, sources, what
from rasd.tallying.filtering import ALL, Filter
from rasd.tallying.matrix import Matrix, matrix


def incidents_of(material: Material, asked: Filter) -> list[Incident]:
    """All incidents of some reports, by the ties that are asked for."""
    return linked(
        material.claims,
        material.reports,
        material.judgements,
        threshold=asked.threshold,
        confirmed_only=asked.confirmed_only,
    )


class Material(NamedTuple):
    """What is linked: claims, the reports they were read in, what people decided on each claim and judged of pairs."""

    claims: list[Claim]
    reports: list[Report]
    reviews: dict[str, str]
    judgements: list[Judgement]
    #: Claims → the desk's own ids of the incident that a person holds them for.
    desk_ids: Mapping[str, str] = MappingProxyType({})
    #: Claims that people have rejected: they tell nothing, but whom they name stays private.
    rejected: tuple[Claim, ...] = ()


def read(readings: Iterable[Reading]) -> Material:
    """The material of reports as they are read."""
    found = Material([], [], {}, [])
    for reading in readings:
        found.claims.extend(reading.claims)
        found.reports.append(reading.report)
    return found


def batched(path: str) -> Material:
    """The material of a batch, all of it in memory.

    Raises ``UsageError`` for a batch whose claims are masked: their spans are gone, and are not made up.
    """
    from rasd.batch import kept as batches

    folder, run = batches.opened(path)
    if run.asked.sharing is Sharing.public:
        raise UsageError(
            f"{path}: is for the public, its claims are masked. rasd tally counts them; for anything else make a batch "
            "with --sharing internal."
        )
    return Material(list(batches.claims(folder, run)), list(batches.reports(folder, run)), {}, [])


def incidents_of_batch(path: str, asked: Filter = ALL) -> Iterable[Incident]:
    """The incidents of a batch: one at a time where rasd batch link has found them, else linked in memory."""
    from rasd.batch import kept as batches
    from rasd.batch.linked import is_linked, linked_incidents, threshold_of

    folder, run = batches.opened(path)
    if not asked.confirmed_only and is_linked(folder) and asked.threshold in (None, threshold_of(folder)):
        return linked_incidents(folder, run)
    material = Material(list(batches.claims(folder, run)), list(batches.reports(folder, run)), {}, [])
    return incidents_of(material, asked)


def kept(ledger: str) -> Material:
    """The material of a ledger."""
    from rasd.ledger import Ledger, linkable

    with Ledger.open(ledger, create=False) as opened:
        rows = list(opened.rows())
        claims = [claim for row in rows for claim in linkable.sighted(row)]
        reviews = {row.claim.id: row.review for row in rows if row.review}
        judged = linkable.judged(opened, {claim.id for claim in claims})
        texts, own, rejected = linkable.reports(opened), linkable.desk_ids(opened), opened.claims(review="rejected")
        return Material(claims, list(texts), reviews, judged, own, tuple(rejected))


def show(found: Iterable[Incident], format: str, why: bool = False, no_color: bool = False) -> None:
    """Print incidents on standard output: as JSON lines, or as a table."""
    if format == "jsonl":
        out = sys.stdout.buffer
        out.writelines(to_json(incident) + b"\n" for incident in found)
        out.flush()
        return
    console, isolate = console_for(sys.stdout, no_color)
    found = list(found)
    if not found:
        say("rasd: there is no incident in these claims")
    for incident in found:
        for line, style in _lines(incident, why, isolate):
            console.print(Text(line, style=style), soft_wrap=True, highlight=False)
        console.print()


def _lines(incident: Incident, why: bool, isolate: bool) -> Iterator[tuple[str, str]]:
    yield _title(incident, isolate), "bold underline"
    for claim in incident.claims:
        if not claim.restates:
            yield "  " + _claim(claim, isolate), ""
    if incident.suggested:
        number = f"{incident.suggested} of {len(incident.claims)} claims"
        yield f"  {number} are tied to it by Rasd, not yet by a person", "yellow"
    if incident.sums_up:
        yield f"  sums up: {', '.join(incident.sums_up)}", "yellow"
    if why:
        for judgement in incident.judgements:
            if not is_one_telling(judgement):
                yield from _why(judgement, isolate)


def _title(incident: Incident, isolate: bool) -> str:
    days = incident.start or ""
    if incident.end and incident.end != incident.start:
        days += f" to {incident.end}"
    reports = len({claim.report for claim in incident.claims})
    number = f"{reports} report" + ("" if reports == 1 else "s")
    place = incident.place.text if incident.place else ""
    sum_of = "summary: " if incident.kind == "summary" else ""
    return title_of([incident.id, sum_of + name_of(incident.what), place, days, number], isolate)


def _claim(claim: Claim, isolate: bool) -> str:
    said = remarks(claim)
    parts = [claim.outlet or claim.report, " > ".join(sources(claim)), what(claim), how_many(claim.count)]
    return title_of(parts, isolate) + (f" [{said}]" if said else "")


def _why(judgement: Judgement, isolate: bool) -> Iterator[tuple[str, str]]:
    by = title_of([judgement.by], isolate)
    yield f"    {judgement.a} {judgement.verdict} {judgement.b} ({judgement.score:.2f}, {by})", "dim"
    for reason in judgement.reasons:
        why = title_of([reason.why], isolate)
        weighed = "" if judgement.by_person else f"{reason.value * reason.weight:+.2f} {reason.feature}: "
        yield f"      {weighed}{why}", "dim"


# ---- one incident


def show_matrix(id: str, found: Iterable[Incident], format: str, no_color: bool = False) -> None:
    """Print what each source says of one incident.

    Raises ``UsageError`` when none has that id.
    """
    incident = next((incident for incident in found if incident.id == id), None)
    if incident is None:
        raise UsageError(f"{id}: no incident of these reports has this id. See rasd incidents for those there are.")
    rows = matrix(incident)
    if format == "jsonl":
        sys.stdout.buffer.write(to_json(rows) + b"\n")
        return
    console, isolate = console_for(sys.stdout, no_color)
    lines = [(_title(incident, isolate), "bold underline"), *_measures(rows, isolate)]
    for line, style in lines:
        console.print(Text(line, style=style), soft_wrap=True, highlight=False)


def _measures(rows: Matrix, isolate: bool) -> Iterator[tuple[str, str]]:
    for measure in rows.measures:
        name = " · ".join(filter(None, (name_of(measure.action), name_of(measure.object))))
        yield (
            name + (" — the sources disagree" if measure.disagree else ""),
            "bold yellow" if measure.disagree else "bold",
        )
        if measure.updated:
            yield f"  {title_of(list(measure.updated), isolate)}: gave another figure before, the last one holds", "dim"
        for said in measure.said:
            remark = "" if said.status == "asserted" else f" [{said.status}]"
            stake = _STAKES.get(said.interest, "")
            number = f"in {len(said.reports)} reports" if len(said.reports) > 1 else ""
            parts = [how_many(said.count), said.source, said.published or "", number, stake]
            yield "  " + title_of(parts, isolate) + remark, ""
            yield "      " + title_of([said.evidence], isolate), "italic dim"


_STAKES = {"gains": "says it of its own side's deeds", "against": "says it of its own losses"}
