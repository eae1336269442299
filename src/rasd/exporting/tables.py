"""Tables: what every tabular format writes, described once — columns, types, titles, HXL tags — and its rows.

Every row carries the record's id, its source, the hash of the archived original, the state of review and a caveat.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from rasd.errors import UsageError
from rasd.exporting.captions import Wording
from rasd.exporting.sharing import Masks, Record, masks_of, publicly_placed, shared_claims, shared_incidents
from rasd.model import Claim, Incident, Sharing
from rasd.tallying.figures import Figure, figure_of
from rasd.tallying.filtering import ALL, Filter, LeftOut, check_filter, within
from rasd.tallying.sources import Copies, distinct

CAVEAT = "Read by a machine from a published report: what a source says, not what is true. See the evidence."
UNREVIEWED = "not reviewed"


class Column(NamedTuple):
    """A column: its name, its type (string, integer, number, date), what it holds, and its HXL tag."""

    name: str
    type: str
    about: str
    tag: str


class Table(NamedTuple):
    """A table: its name, its columns, and its rows in the order of the columns."""

    name: str
    columns: tuple[Column, ...]
    rows: list[list[Any]]


class Left(NamedTuple):
    """What does not go out: incidents and claims that were not asked for, incidents of no certain day, claims withheld.

    ``withheld`` are claims that were asked for and are not for the public.
    """

    incidents: int = 0
    undated: int = 0
    claims: int = 0
    withheld: int = 0


class Share(NamedTuple):
    """What goes out: the claims as records, the incidents of these, to whom; of what was asked for."""

    claims: list[Record]
    incidents: list[Incident]
    sharing: Sharing
    reviews: Mapping[str, str] = MappingProxyType({})
    #: Claims → the desk's own ids of the incident that a person holds them for.
    desk_ids: Mapping[str, str] = MappingProxyType({})
    #: What was asked for, and what of the rest is told: the filter, what it leaves out, and claims that are withheld.
    of: Filter = ALL
    left: Left = Left()
    #: The names of private persons in the reports, also in claims that do not go out.
    masks: Masks = MappingProxyType({})

    def desk_id(self, incident: Incident | None) -> str | None:
        """The desk's own ids of an incident."""
        claims = incident.claims if incident else ()
        return "; ".join(dict.fromkeys(self.desk_ids[c.id] for c in claims if c.id in self.desk_ids)) or None

    def review(self, claim: str) -> str:
        """What people have decided on a claim."""
        return self.reviews.get(claim) or UNREVIEWED


def share_of(
    claims: Iterable[Claim],
    incidents: Iterable[Incident] = (),
    sharing: Sharing = Sharing.public,
    *,
    today: datetime.date | None = None,
    with_deployed: bool = False,
    with_recent: bool = False,
    reviews: Mapping[str, str] = MappingProxyType({}),
    desk_ids: Mapping[str, str] = MappingProxyType({}),
    of: Filter = ALL,
    rejected: Iterable[Claim] = (),
) -> Share:
    """What may go out of some claims and their incidents.

    ``reviews``: what people decided, ``desk_ids``: the desk's own ids of incidents; both by claim. ``of`` is asked of
    the incidents: a claim goes out where it is heard in one of those that fit. ``rejected`` claims do not go out, but
    the private persons whom they name are named by others of their reports too.

    Raises ``UsageError`` for a filter that makes no sense.
    """
    check_filter(of)
    known, out = list(claims), LeftOut()
    masks = masks_of([*known, *rejected]) if sharing is Sharing.public else {}
    placed = (publicly_placed(i, masks) for i in incidents) if sharing is Sharing.public else incidents
    fitting = list(within(placed, of, out))
    heard = {(claim.id, claim.report) for incident in fitting for claim in incident.claims}
    is_all = of._replace(threshold=None, confirmed_only=False) == ALL
    records = shared_claims(
        known, sharing, today=today, with_deployed=with_deployed, with_recent=with_recent,
        only=None if is_all else lambda claim: (claim.id, claim.report) in heard, masks=masks,
    )  # fmt: skip
    asked = len(known) if is_all else sum((claim.id, claim.report) in heard for claim in known)
    left = Left(out.incidents, out.undated, len(known) - asked, asked - len(records))
    shared = shared_incidents(fitting, sharing, {record["id"] for record in records})
    return Share(records, shared, sharing, reviews, desk_ids, of, left, masks)


def check_left(share: Share) -> None:
    """Whether anything goes out.

    Raises ``UsageError`` when nothing does.
    """
    if share.claims:
        return
    if share.left.claims and not share.left.withheld:
        message = "nothing is told of {asked} that may go out. Ask for other days, or leave an option out."
        raise UsageError(message, "nothing-asked-for", asked="; ".join(Wording("en").asked(share.of)))
    if share.sharing == Sharing.public:
        raise UsageError(_NOTHING_LEFT, "nothing-left")
    raise UsageError("there is no claim to export.", "nothing-to-export")


_NOTHING_LEFT = (
    "nothing is left to export. Public exports leave out what has no day or is younger than a week, and forces "
    "deployed: see --with-recent, --with-deployed and --sharing."
)


def _columns(lines: str) -> tuple[Column, ...]:
    return tuple(Column(*(cell.strip() for cell in line.split("|"))) for line in lines.strip().splitlines())


CLAIMS = _columns("""
id | string | id of the claim | #meta+id
report | string | name of the report | #meta+report
archive | string | hash of the archived original; empty where a person is masked | #meta+archive
outlet | string | outlet that published it | #meta+outlet
published | date | day of publication | #date+published
incident | string | id of the incident that it is put into | #event+id
desk_id | string | the desk's own id of that incident, where a person has said so | #event+id+desk
action | string | what happened | #event+type+code
object | string | class of what was counted, hit or taken | #affected+type+code
low | number | lowest number said | #affected+min
high | number | highest number said; empty where open | #affected+max
qualifier | string | how exact the number is | #affected+qualifier
unit | string | unit of the number | #affected+unit
measure | string | the words of the number | #affected+text
agent | string | who did it, in the report's words | #org+agent+name
agent_id | string | neutral identity | #org+agent+code
patient | string | whose people or things were affected, in the report's words | #org+patient+name
patient_id | string | neutral identity | #org+patient+code
place | string | place in the report's words | #loc+name
place_id | string | place in the gazetteer | #loc+code
country | string | country, ISO 3166-1 | #country+code
admin1 | string | province | #adm1+name
lat | number | latitude | #geo+lat
lon | number | longitude | #geo+lon
level | string | how fine the place is | #loc+type
start | date | first day | #date+start
end | date | last day | #date+end
speaker | string | to whom it is attributed; empty: the outlet itself | #meta+source+name
speaker_id | string | neutral identity | #meta+source+code
sources | string | the chain of sources, outermost first | #meta+source+chain
status | string | asserted, alleged or denied | #status
scope | string | single, cumulative or summary | #event+scope
persons | string | persons named | #affected+persons
part_of | string | id of the whole that it breaks down | #meta+part
restates | string | id of the claim that it says again; such rows are not to be counted | #meta+restates
evidence | string | the clause that says it | #description+evidence
evidence_start | integer | where the clause begins in the report's text | #meta+start
evidence_end | integer | where it ends | #meta+end
review | string | state of review | #status+review
caveat | string | what to keep in mind | #meta+caveat
rasd | string | version of the code | #meta+version
knowledge | string | version of the codebook | #meta+knowledge
""")

INCIDENTS = _columns("""
id | string | id of the incident | #event+id
desk_id | string | the desk's own id of it, where a person has said so | #event+id+desk
kind | string | single or summary | #event+kind
what | string | what happened | #event+type+code
place | string | place told by most reports | #loc+name
place_id | string | place in the gazetteer | #loc+code
country | string | country, ISO 3166-1 | #country+code
admin1 | string | province | #adm1+name
lat | number | latitude | #geo+lat
lon | number | longitude | #geo+lon
level | string | how fine the place is | #loc+type
start | date | first day | #date+start
end | date | last day | #date+end
killed_low | number | killed, lowest | #affected+killed+min
killed_best | number | killed, best | #affected+killed+best
killed_high | number | killed, highest; empty where open or nothing is said | #affected+killed+max
killed_rule | string | the rule that gave the best | #meta+rule+killed
wounded_low | number | wounded, lowest | #affected+wounded+min
wounded_best | number | wounded, best | #affected+wounded+best
wounded_high | number | wounded, highest; empty where open or nothing is said | #affected+wounded+max
wounded_rule | string | the rule that gave the best | #meta+rule+wounded
sources | integer | independent sources of figures | #meta+source+num
reports | integer | reports | #meta+report+num
claims | string | ids of the claims | #meta+claims
archive | string | hashes of the archived originals | #meta+archive
suggested | integer | claims that are in it by the engine's word alone | #status+suggested
review | string | state of review | #status+review
caveat | string | what to keep in mind | #meta+caveat
""")

SOURCES = _columns("""
id | string | name of the report | #meta+report
archive | string | hash of the archived original; empty where a person is masked | #meta+archive
outlet | string | outlet that published it | #meta+outlet
published | date | day of publication | #date+published
claims | integer | claims read in it | #meta+claims+num
""")


def tables(share: Share) -> list[Table]:
    """The tables of what goes out: claims, incidents, sources."""
    of = {claim.id: incident for incident in share.incidents for claim in incident.claims}
    archived = {record["id"]: record["report_id"] for record in share.claims}
    claims = [[claim_row(record, of, share)[column.name] for column in CLAIMS] for record in share.claims]
    incidents = [
        [incident_row(i, archived, share.desk_id(i))[column.name] for column in INCIDENTS] for i in share.incidents
    ]
    return [
        Table("claims", CLAIMS, claims),
        Table("incidents", INCIDENTS, incidents),
        Table("sources", SOURCES, list(source_rows(share.claims))),
    ]


def claim_row(record: Record, incidents: Mapping[str, Incident], share: Share) -> Record:
    """One claim as flat columns."""
    place, time, count = record["place"] or {}, record["time"] or {}, record["count"]
    agent, patient = record["agent"] or {}, record["patient"] or {}
    speakers = [link["speaker"] for link in record["attribution"] if link["speaker"]]
    speaker = speakers[-1] if speakers else {}
    span = record["evidence"]["span"] or (None, None)
    incident = incidents.get(record["id"])
    same = ("id", "report", "outlet", "published", "action", "object", "status", "scope", "part_of", "restates")
    return {
        **{key: record[key] for key in same},
        "archive": record["report_id"],
        "incident": incident.id if incident else None,
        "desk_id": share.desk_id(incident),
        **{key: count[key] for key in ("low", "high", "qualifier", "unit")},
        "measure": count["text"],
        "agent": agent.get("text"),
        "agent_id": agent.get("id"),
        "patient": patient.get("text"),
        "patient_id": patient.get("id"),
        "place": place.get("text"),
        "place_id": place.get("id"),
        **{key: place.get(key) for key in ("country", "admin1", "lat", "lon", "level")},
        **{key: time.get(key) for key in ("start", "end")},
        "speaker": speaker.get("text"),
        "speaker_id": speaker.get("id"),
        "sources": " > ".join(s["text"] for s in speakers) or None,
        "persons": "; ".join(person["text"] for person in record["persons"]) or None,
        "evidence": record["evidence"]["text"],
        "evidence_start": span[0],
        "evidence_end": span[1],
        "review": share.review(record["id"]),
        "caveat": CAVEAT,
        **record["engine"],
    }


def toll(incident: Incident, action: str, code: str | None = "person") -> Figure | None:
    """The figure of those killed or wounded in one incident."""
    heard = [c for c in distinct(incident.claims) if c.action == action and c.count.unit == "item"]
    return figure_of([c for c in heard if c.scope == "single"], code, Copies(incident))


def incident_row(incident: Incident, archived: dict[str, str | None], desk_id: str | None = None) -> Record:
    """One incident as flat columns."""
    place = incident.place
    row: Record = {key: getattr(incident, key) for key in ("id", "kind", "what", "start", "end", "suggested")}
    row["desk_id"] = desk_id
    row["place"] = place.text if place else None
    row["place_id"] = place.id if place else None
    row |= {key: getattr(place, key) if place else None for key in ("country", "admin1", "lat", "lon", "level")}
    sources: set[str] = set()
    for action in ("killed", "wounded"):
        figure = toll(incident, action)
        known = figure if figure and figure.accounts else None
        sources |= {account.source for account in known.accounts} if known else set()
        row |= {f"{action}_{key}": getattr(known, key) if known else None for key in ("low", "best", "high")}
        row[f"{action}_rule"] = figure.rule if figure else None
    hashes = sorted({h for claim in incident.claims if (h := archived.get(claim.id))})
    return row | {
        "sources": len(sources),
        "reports": len({claim.report for claim in incident.claims}),
        "claims": "; ".join(claim.id for claim in incident.claims),
        "archive": "; ".join(hashes),
        "review": UNREVIEWED if incident.suggested or not any(j.by_person for j in incident.judgements) else "reviewed",
        "caveat": CAVEAT,
    }


def source_rows(claims: Iterable[Record]) -> Iterator[list[Any]]:
    """The reports, each with the number of its claims."""
    rows: dict[str, list[Any]] = {}
    for record in claims:
        first = [record[key] for key in ("report", "report_id", "outlet", "published")]
        rows.setdefault(record["report"], [*first, 0])[-1] += 1
    yield from rows.values()
