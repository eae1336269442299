"""The main incidents of a digest: the matrix of measures and speakers, each figure with the words that say it."""

from __future__ import annotations

from collections.abc import Iterator

from rasd.exporting.captions import Wording, number
from rasd.exporting.digests.blocks import Block, Cell, Heading, Paragraph, Table, clean
from rasd.exporting.sharing import Record
from rasd.exporting.tables import Share, toll
from rasd.exporting.ucdp import speaker_of
from rasd.model import Count, Incident
from rasd.tallying.matrix import Measure, Said, matrix

#: So many speakers stand side by side; more make a further table.
MOST_SPEAKERS = 4
_SIGNS = {"approx": "≈ ", "at_least": "≥ ", "at_most": "≤ "}


def main_incidents(incidents: list[Incident]) -> list[Incident]:
    """Single incidents, those with most killed and wounded and then with most reports first."""
    return sorted((i for i in incidents if i.kind == "single"), key=_weight)


def _weight(incident: Incident) -> tuple[float, float, int, str]:
    killed, wounded = (toll(incident, action) for action in ("killed", "wounded"))
    reports = len({claim.report_id for claim in incident.claims})
    return -(killed.best if killed else 0), -(wounded.best if wounded else 0), -reports, incident.id


def incident_blocks(incident: Incident, share: Share, words: Wording) -> Iterator[Block]:
    """One incident: what, where and when; who says how many; on what they disagree."""
    place = incident.place
    where = words.value("place", place.name) if place and place.name else place.text if place else words("no_place")
    days = words.period(incident.start, incident.end) if incident.start != incident.end else incident.start or ""
    yield Heading(3, (words.code(incident.what), clean(where), days or words("no_day")))
    reports = len({claim.report for claim in incident.claims})
    rests = words("of_incident", reports=reports, suggested=incident.suggested, claims=len(incident.claims))
    yield Paragraph((incident.id, rests), "note")
    known = {record["id"]: record for record in share.claims}
    measures = matrix(incident).measures
    speakers = list(dict.fromkeys(_source(said, known, words) for measure in measures for said in measure.said))
    for first in range(0, len(speakers), MOST_SPEAKERS):
        yield _table(measures, speakers[first : first + MOST_SPEAKERS], known, words)
    for measure in measures:
        if measure.disagree:
            yield Paragraph((_disagreement(measure, known, words),))


def _source(said: Said, known: dict[str, Record], words: Wording) -> str:
    return clean(words.value("agent", speaker_of(known[said.claims[0]])))


def _table(measures: tuple[Measure, ...], speakers: list[str], known: dict[str, Record], words: Wording) -> Table:
    rows: list[tuple[Cell, ...]] = []
    marked: set[int] = set()
    for measure in measures:
        cells = [
            _cell([s for s in measure.said if _source(s, known, words) == speaker], known, words)
            for speaker in speakers
        ]
        if any(cell.text for cell in cells):
            if measure.disagree:
                marked.add(len(rows))
            rows.append((Cell(_name(measure, words)), *cells))
    return Table((words("said_by"), *speakers), tuple(rows), frozenset(marked))


def _name(measure: Measure, words: Wording) -> str:
    return " · ".join(filter(None, (words.code(measure.action), words.code(measure.object))))


def _cell(said: list[Said], known: dict[str, Record], words: Wording) -> Cell:
    """What one source says of one measure: its figures, and the words of the last one."""
    if not said:
        return Cell("")
    last = said[-1]
    text = words.comma.join(dict.fromkeys(how_many(s.count, words) for s in said))
    remark = " · ".join(filter(None, (words(last.status), words(last.interest), last.published or "")))
    return Cell(text, remark, clean(known[last.claims[0]]["evidence"]["text"]))


def _disagreement(measure: Measure, known: dict[str, Record], words: Wording) -> str:
    """«47 (one) against 12 (another)»."""
    said = dict.fromkeys(
        words("said_with", figure=_with_status(one, words), source=_source(one, known, words)) for one in measure.said
    )
    return words("disagree", measure=_name(measure, words), figures=words("versus").join(said))


def _with_status(said: Said, words: Wording) -> str:
    return " ".join(filter(None, (how_many(said.count, words), words(said.status))))


def how_many(count: Count, words: Wording) -> str:
    """A measure in a few signs.

    >>> how_many(Count(low=20, qualifier="at_least"), Wording("en")), how_many(Count(qualifier="vague"), Wording("ar"))
    ('≥ 20', 'عدد غير مذكور')
    """
    if count.low is None and count.high is None:
        return words("some")
    sign = _SIGNS.get(count.qualifier or "", "") if count.low == count.high else ""
    figure = f"{sign}{between(count.low, count.high)}"
    return figure if count.unit == "item" else words("with_unit", figure=figure, unit=words(f"unit_{count.unit}"))


def between(low: float | None, high: float | None) -> str:
    """Bounds in a few signs.

    >>> between(20, None), between(9, 14), between(7, 7)
    ('≥ 20', '9–14', '7')
    """
    if low is None or high is None:
        known = high if low is None else low
        return "" if known is None else f"{'≤ ' if low is None else '≥ '}{number(known)}"
    return number(low) if low == high else f"{number(low)}–{number(high)}"
