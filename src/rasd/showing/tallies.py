"""Tallies for people and for programs: a line a cell, with its range, its rule and what it rests on."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from rich.text import Text

from rasd.model import to_json
from rasd.showing.messages import say
from rasd.showing.table import title_of
from rasd.showing.terminal import console_for
from rasd.showing.wording import name_of
from rasd.tallying.cells import Cell, Check, Tally

_NOTHING = "nothing is counted in this period and place"


def show(found: Tally, format: str, no_color: bool = False) -> None:
    """Print a tally on standard output: one JSON object a cell, or a table."""
    if format == "jsonl":
        out = sys.stdout.buffer
        out.writelines(to_json(cell) + b"\n" for cell in found.cells)
        out.flush()
        if not found.cells:
            say(f"rasd: {_NOTHING}")
        if found.undated:
            say(f"rasd: {_undated(found)}")
        return
    console, isolate = console_for(sys.stdout, no_color)
    for line, style in _lines(found, isolate):
        console.print(Text(line, style=style), soft_wrap=True, highlight=False)


def _lines(found: Tally, isolate: bool) -> Iterator[tuple[str, str]]:
    if not found.cells:
        yield _NOTHING, "dim"
    for cell in found.cells:
        yield _title(cell, isolate), "bold"
        yield f"  {range_of(cell)}", "bold yellow"
        for line in _basis(cell):
            yield f"    {line}", ""
        for check in cell.checks:
            yield f"    check: {_check(check)} in sum, by {title_of([check.source], isolate)}", "cyan"
    if found.undated:
        yield _undated(found), "yellow"


def _undated(found: Tally) -> str:
    return f"{many(found.undated, 'incident')} of no certain day: in none of these cells"


def _title(cell: Cell, isolate: bool) -> str:
    known = [name_of(value) if axis in ("object", "class") else value for axis, value in cell.key.items()]
    said = [(value or f"({axis} not said)") for axis, value in zip(cell.key, known, strict=True)]
    unit = "" if cell.unit == "item" else cell.unit
    within = f"(among {name_of(cell.within)})" if cell.within else ""
    counted = "" if {"object", "class"} & cell.key.keys() else name_of(cell.object)
    return title_of([*said, name_of(cell.action), counted, unit, within], isolate)


def range_of(cell: Cell) -> str:
    """The range in words: «9 to 14, best 12», «at least 20», with what has no number.

    >>> _range(9, 12, 14), _range(6, 6, None), _range(7, 7, 7)
    ('9 to 14, best 12', '6 or more, best 6', '7')
    """
    more = f" + {cell.unquantified} unquantified" if cell.unquantified else ""
    return _range(cell.low, cell.best, cell.high) + more


def _range(low: float, best: float, high: float | None) -> str:
    if high is None:
        return f"{low:,} or more, best {best:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}, best {best:,}"


def _basis(cell: Cell) -> Iterator[str]:
    rules = ", ".join(f"{rule} ({number})" for rule, number in cell.rules.items())
    yield f"{many(len(cell.incidents), 'incident')}, {many(cell.sources, 'source')}; best: {rules}"
    if cell.gaining:
        yield f"{cell.gaining:,} of the best rest on the side alone that gains from it"
    if cell.alleged or cell.denied:
        kept = (("alleged", cell.alleged), ("denied", cell.denied))
        yield ", ".join(f"{what} in {many(number, 'incident')}" for what, number in kept if number)
    if cell.suggested:
        yield f"{many(cell.suggested, 'incident')} put together by Rasd, not yet by a person"


def many(number: int, noun: str) -> str:
    """A number of things in words."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _check(check: Check) -> str:
    if check.low is not None and check.low == check.high:
        return f"{check.low:,}"
    return f"{'…' if check.low is None else check.low} to {'…' if check.high is None else check.high}"
