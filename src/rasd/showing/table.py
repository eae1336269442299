"""Claims as a table for people: a line of columns for each claim, and beneath it the words that say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from rasd.model import Claim, Report
from rasd.showing.terminal import ARROW, isolated, width_of, wrapped
from rasd.showing.wording import how_many, party, place, remarks, sources, what, when
from rasd.showing.words import one_line

#: Columns, the share of the width that each takes, and its style.
_COLUMNS = (
    ("№", 0, "dim"),
    ("what", 17, "bold"),
    ("count", 9, "bold yellow"),
    ("who → whom", 20, "cyan"),
    ("where", 13, "green"),
    ("when", 11, "magenta"),
    ("who says", 20, "blue"),
)
_NUMBER_WIDTH = 3
_GAP = 2


class Column(NamedTuple):
    """One column: its heading, how many columns of the terminal it takes, its style."""

    heading: str
    width: int
    style: str


def columns(width: int) -> list[Column]:
    """The columns for a terminal of a given width; at least 72 are used."""
    room = max(width, 72) - _NUMBER_WIDTH - _GAP * (len(_COLUMNS) - 1)
    shares = sum(share for _, share, _ in _COLUMNS)
    sized = [Column(h, room * share // shares if share else _NUMBER_WIDTH, style) for h, share, style in _COLUMNS]
    day = next(i for i, column in enumerate(sized) if column.heading == "when")
    missing = max(0, 10 - sized[day].width)  # a day stays on one line; the widest column gives way
    widest = max(range(len(sized)), key=lambda i: sized[i].width)
    sized[day] = sized[day]._replace(width=sized[day].width + missing)
    sized[widest] = sized[widest]._replace(width=sized[widest].width - missing)
    return sized


def show(console: Console, report: Report, claims: list[Claim], isolate: bool) -> None:
    """Print one report's claims."""
    show_under(console, _title(report, claims, isolate), claims, isolate)


def show_under(console: Console, title: str, claims: list[Claim], isolate: bool, words: bool = True) -> None:
    """Print claims under a title; with ``words`` each with the words that say it."""
    _print(console, Text(title, style="bold underline"))
    if not claims:
        _print(console, Text("  nothing that Rasd counts as a claim", style="dim"))
        console.print()
        return
    layout = columns(console.width)
    _print(console, _join([(c.heading, c.style + " underline") for c in layout], layout))
    for number, claim in enumerate(claims, 1):
        for line in _lines(number, claim, layout, isolate):
            _print(console, line)
        for line in evidence(claim, console.width, isolate) if words else ():
            _print(console, line)
    console.print()


def _print(console: Console, line: Text) -> None:
    console.print(line, soft_wrap=True, highlight=False)


def _title(report: Report, claims: list[Claim], isolate: bool) -> str:
    parts = [report.id, report.outlet or "", report.published.isoformat() if report.published else ""]
    return title_of([*parts, numbered(len(claims), "claim")], isolate)


def numbered(number: int, what: str) -> str:
    """A number with its noun.

    >>> numbered(1, "claim"), numbered(2000, "claim")
    ('1 claim', '2,000 claims')
    """
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def title_of(parts: list[str], isolate: bool) -> str:
    """What a heading tells, side by side."""
    return " · ".join(_isolate(one_line(p), isolate) for p in parts if p)


def _isolate(text: str, isolate: bool) -> str:
    return isolated(text) if isolate else text


def _cells(number: int, claim: Claim) -> list[list[str]]:
    """The paragraphs of each cell; Arabic and Latin never share a line."""
    to = party(claim.patient)
    return [
        [str(number)],
        [what(claim)],
        [how_many(claim.count)],
        [p for p in (party(claim.agent), ARROW + to if to else "") if p],
        [place(claim.place)],
        [when(claim.time)],
        [*sources(claim), *([f"[{remarks(claim)}]"] if remarks(claim) else [])],
    ]


def _lines(number: int, claim: Claim, layout: list[Column], isolate: bool) -> Iterator[Text]:
    cells = [
        [line for paragraph in cell for line in wrapped(one_line(paragraph), column.width)]
        for cell, column in zip(_cells(number, claim), layout, strict=True)
    ]
    for i in range(max(len(cell) for cell in cells)):
        row = [
            (_isolate(cell[i], isolate) if i < len(cell) else "", c.style)
            for cell, c in zip(cells, layout, strict=True)
        ]
        yield _join(row, layout)


def _join(row: list[tuple[str, str]], layout: list[Column]) -> Text:
    line = Text()
    for (cell, style), column in zip(row, layout, strict=True):
        line.append(cell, style)
        line.append(" " * (column.width - width_of(cell) + _GAP))
    line.rstrip()
    return line


def evidence(claim: Claim, width: int, isolate: bool) -> Iterator[Text]:
    """The words that say it, indented, on as many lines as they need."""
    indent = " " * (_NUMBER_WIDTH + _GAP)
    for line in wrapped(one_line(claim.evidence.text), max(width, 72) - len(indent)):
        yield Text(indent + _isolate(line, isolate), style="italic dim")
