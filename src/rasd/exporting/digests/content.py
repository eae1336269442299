"""The content of a digest: what the tallies, the main incidents and the sources say, as blocks in one language."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from rasd.errors import UsageError
from rasd.exporting import plots
from rasd.exporting.captions import Wording, codes, number
from rasd.exporting.digests.blocks import Block, Cell, Digest, Figure, Heading, Listing, Paragraph, Table, clean
from rasd.exporting.digests.incidents import between, incident_blocks, main_incidents
from rasd.exporting.tables import Share, check_left
from rasd.exporting.ucdp import speaker_of
from rasd.tallying import cells as tallying
from rasd.tallying.cells import DATES
from rasd.tallying.filtering import is_short
from rasd.version import __version__

#: Up to so many days the digest counts by day, up to so many by month, beyond by year.
BY_DAY, BY_MONTH = 45, 1100
MOST_ROWS, MOST_INCIDENTS = 20, 12


def digest_of(share: Share, language: str = "en", *, today: datetime.date | None = None) -> Digest:
    """The digest of what may go out and was asked for.

    Raises ``UsageError`` when nothing is told of it.
    """
    check_left(share)
    words = Wording(language, share.incidents)
    if not share.incidents:
        raise UsageError(f"no incident is told of {words.period(share.of.start, share.of.end)}. Ask for other days.")
    day = (today or datetime.date.today()).isoformat()
    return Digest(words("digest"), language, day, tuple(_blocks(share, words, day)))


def _blocks(share: Share, words: Wording, day: str) -> Iterator[Block]:
    yield Heading(1, (words("digest"),))
    yield Paragraph(tuple(words.asked(share.of)))
    yield Paragraph((words("caveat"), words(f"sharing_{share.sharing}")), "caveat")
    knowledge = sorted({record["engine"]["knowledge"] for record in share.claims})
    yield Paragraph((words("made_on", day=day, version=__version__, knowledge=words.several(knowledge, 2)),), "note")
    yield Heading(2, (words("in_short"),))
    yield from _tally_table(share, words, ())
    reports = len({record["report"] for record in share.claims})
    suggested = sum(incident.suggested > 0 for incident in share.incidents)
    yield Paragraph((words("basis", incidents=len(share.incidents), reports=reports, suggested=suggested),), "note")
    for title, axis in (("by_time", _axis_of_time(share)), ("by_side", "side"), ("by_place", "place")):
        yield Heading(2, (words(title),))
        yield from _picture(share, words, axis)
        yield from _tally_table(share, words, (axis,), plots.ACTIONS)
    yield Heading(2, (words("by_class"),))
    yield from _tally_table(share, words, ("object",))
    yield Heading(2, (words("main_incidents"),))
    listed = main_incidents(share.incidents)
    for incident in listed[:MOST_INCIDENTS]:
        yield from incident_blocks(incident, share, words)
    if len(share.incidents) > len(listed[:MOST_INCIDENTS]):
        left = len(share.incidents) - len(listed[:MOST_INCIDENTS])
        yield Paragraph((words("not_listed", number=left),), "note")
    yield Heading(2, (words("method"),))
    yield Listing(words.points("methods"))
    yield Heading(2, (words("list_of_sources"),))
    yield source_table(share, words)


def _axis_of_time(share: Share) -> str:
    days = sorted(day for i in share.incidents for day in (i.start, i.end) if day and is_short(i))
    if not days:
        return "year"
    first, last = (datetime.date.fromisoformat(day) for day in (days[0], days[-1]))
    length = (last - first).days
    return "day" if length <= BY_DAY else "month" if length <= BY_MONTH else "year"


def _picture(share: Share, words: Wording, axis: str) -> Iterator[Figure]:
    """The killed and wounded as a picture, where any are counted."""
    picture = plots.picture_if_any(share, plots.Plot((axis,)), words.language)
    if picture is not None:
        yield Figure(picture)


def _tally_table(
    share: Share, words: Wording, by: tuple[str, ...], actions: Iterable[str] | None = None
) -> Iterator[Block]:
    """The cells of a tally as rows, days in order, else the largest first."""
    found = tallying.tally(share.incidents, by)
    cells = [cell for cell in found.cells if actions is None or cell.action in actions]
    label_of = plots.labels(words, share)
    if by and by[0] in DATES:
        cells.sort(key=lambda cell: (cell.key[by[0]] is None, cell.key[by[0]] or "", cell.action))
    else:
        order = list(codes())
        cells.sort(key=lambda cell: (order.index(cell.action), -cell.best, -cell.low, str(cell.key)))
    shown = cells if by and by[0] in DATES else cells[:MOST_ROWS] if by else cells
    if not shown:
        yield Paragraph((words("nothing"),))
        return
    heads = [words(axis) for axis in by if axis != "object"]
    keys = "counted low best high more incidents independent suggested".split()
    rows = tuple(_row(cell, by, words, label_of) for cell in shown)
    yield Table((*heads, *(words(key) for key in keys)), rows)
    if len(cells) > len(shown):
        yield Paragraph((words("rows_left", number=len(cells) - len(shown)),), "note")
    if not by:
        for said in _remarks(cells, share, words):
            yield Paragraph((said,), "note")
        if share.left.undated:
            yield Paragraph((words("undated", number=share.left.undated),), "note")


def _remarks(cells: Iterable[tallying.Cell], share: Share, words: Wording) -> Iterator[str]:
    """What keeps the figures from being taken as they stand, and the totals that sources give to check them by."""
    known = {record["id"]: record for record in share.claims}
    for cell in cells:
        what = _what(cell, words)
        if cell.gaining:
            yield words("resting", what=what, number=number(cell.gaining))
        if cell.alleged or cell.denied:
            yield words("uncertain", what=what, alleged=cell.alleged, denied=cell.denied)
        for check in cell.checks:
            if check.claim in known:
                source = clean(words.value("agent", speaker_of(known[check.claim])))
                yield words("check", what=what, figure=between(check.low, check.high), source=source)


def _what(cell: tallying.Cell, words: Wording) -> str:
    unit = "" if cell.unit == "item" else words(f"unit_{cell.unit}")
    return " · ".join(filter(None, (words.code(cell.action), words.code(cell.object), unit)))


def _row(cell: tallying.Cell, by: tuple[str, ...], words: Wording, label_of: plots.Labels) -> tuple[Cell, ...]:
    named = [Cell(clean(label_of(axis, cell.key[axis]))) for axis in by if axis != "object"]
    what = _what(cell, words)
    known = bool(cell.claims)
    high = words("open") if cell.high is None else number(cell.high)
    figures = [number(cell.low), number(cell.best), high] if known else ["", "", ""]
    more = f"+ {cell.unquantified}" if cell.unquantified else ""
    rest = [more, str(len(cell.incidents)), str(cell.sources), str(cell.suggested) if cell.suggested else ""]
    return (*named, Cell(what), *(Cell(text) for text in (*figures, *rest)))


def source_table(share: Share, words: Wording) -> Table:
    """The reports that the digest rests on."""
    rows: dict[str, list[str]] = {}
    numbers: dict[str, int] = {}
    for record in share.claims:
        hash = (record["report_id"] or "").removeprefix("sha256:") or words("withheld")
        rows.setdefault(record["report"], [record["outlet"] or "", record["report"], record["published"] or "", hash])
        numbers[record["report"]] = numbers.get(record["report"], 0) + 1
    ordered = sorted(rows.values(), key=lambda row: (row[2], row[0], row[1]))
    head = tuple(words(key) for key in ("outlet", "report", "published", "claims", "archive"))
    return Table(head, tuple(_source(row, numbers[row[1]]) for row in ordered))


def _source(row: list[str], number: int) -> tuple[Cell, ...]:
    outlet, report, published, hash = map(clean, row)
    return Cell(outlet), Cell(report), Cell(published), Cell(str(number)), Cell(hash)
