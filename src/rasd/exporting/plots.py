"""Plots: tallies over time, by place, by side, as panels of low–best–high ranges; what is drawn, not how.

A panel is of one action and one class, for killed and wounded never mix. Open upper bounds stay open; what was told
without a number is said beside the figure, as in the tally.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import NamedTuple

from rasd.errors import UsageError
from rasd.exporting.captions import Wording, codes
from rasd.exporting.sharing import masking
from rasd.exporting.tables import Share, check_left
from rasd.tallying.cells import AXES, DATES, STATUSES, Cell, Tally, tally
from rasd.version import __version__

#: What a plot can run over; time runs along, all else stands below one another.
PLOTTED = tuple(axis for axis in AXES if axis not in ("incident", "class"))
ACTIONS = ("killed", "wounded")
MOST_PANELS, MOST_ROWS, MOST_NAMES = 8, 15, 8


class Asked(NamedTuple):
    """What is to be plotted: one column, or two (the second makes panels); measures; the period and place."""

    by: tuple[str, ...] = ("month",)
    actions: tuple[str, ...] = ACTIONS
    object: str | None = None
    start: str | None = None
    end: str | None = None
    place: str | None = None
    status: tuple[str, ...] = STATUSES


#: Column, value → what it is called.
Labels = Callable[[str, str | None], str]


class Mark(NamedTuple):
    """One range: its value on the axis, its label, and the figures; ``high`` is None where it is open."""

    value: str | None
    label: str
    low: float
    best: float
    high: float | None
    unquantified: int
    is_counted: bool


class Panel(NamedTuple):
    """One measure: its title, its marks, and the colour and sign that stand for its action."""

    title: str
    marks: tuple[Mark, ...]
    number: int


class Picture(NamedTuple):
    """What a figure shows: panels over one axis, a title, and the notes below it."""

    title: str
    subtitle: str
    axis: str
    panels: tuple[Panel, ...]
    notes: tuple[str, ...]
    is_rtl: bool

    @property
    def is_over_time(self) -> bool:
        """Whether the axis is one of days."""
        return self.axis in DATES


def check_asked(asked: Asked) -> None:
    """Whether what is asked makes sense.

    Raises ``UsageError``.
    """
    if not 1 <= len(asked.by) <= 2:
        raise UsageError("--by: name one column to plot over, or two (month,side) for a panel each.")
    for axis in asked.by:
        if axis not in PLOTTED:
            raise UsageError(f"--by {axis}: cannot be plotted over. Known are {', '.join(PLOTTED)}.")
    if len(asked.by) == 2 and asked.by[1] in DATES:
        raise UsageError(f"--by {','.join(asked.by)}: days cannot be panels. Turn the columns round.")
    for code in (*asked.actions, *filter(None, [asked.object])):
        if code not in codes():
            raise UsageError(f"{code}: no such action or class. See rasd codebook show.")
    tally((), asked.by, start=asked.start, end=asked.end, place=asked.place, status=asked.status)


def picture_of(share: Share, asked: Asked, language: str = "en") -> Picture:
    """The picture that is asked for, of what may go out.

    Raises ``UsageError`` for what makes no sense, and where nothing is counted.
    """
    words = Wording(language, share.incidents)
    check_asked(asked)
    check_left(share)
    found, cells = _counted(share, asked)
    if not cells:
        raise UsageError("nothing of the kind is counted in this period and place, so there is nothing to plot.")
    panels = _panels(cells, asked, words, labels(words, share))
    if not panels:
        raise UsageError(
            f"what is counted has no certain {asked.by[0]}. Plot it over another column, --by side or place."
        )
    shown = [panel._replace(marks=_largest(panel.marks, asked.by[0])) for panel in panels[:MOST_PANELS]]
    left = sum(len(panel.marks) for panel in panels) - sum(len(panel.marks) for panel in shown)
    what = words.several([words.code(action) for action in dict.fromkeys(c.action for c in cells)], MOST_NAMES)
    where = [words("in_place", place=asked.place)] if asked.place else []
    return Picture(
        title=words("title", what=what),
        subtitle=" · ".join(
            [*(words("over", axis=words(axis)) for axis in asked.by), words.period(asked.start, asked.end), *where]
        ),
        axis=asked.by[0],
        panels=tuple(shown),
        notes=tuple(_notes(share, asked, found, cells, words, left)),
        is_rtl=words.is_rtl,
    )


def is_counted(share: Share, asked: Asked) -> bool:
    """Whether there is anything to draw."""
    _, cells = _counted(share, asked)
    return any(_has_place(cell, asked.by[0]) for cell in cells)


def _counted(share: Share, asked: Asked) -> tuple[Tally, list[Cell]]:
    """The tally behind a picture, and the cells of it that are asked for."""
    by = (*asked.by, "object") if asked.object and "object" not in asked.by else asked.by
    found = tally(share.incidents, by, start=asked.start, end=asked.end, place=asked.place, status=asked.status)
    return found, [cell for cell in found.cells if _is_asked_for(cell, asked)]


def _is_asked_for(cell: Cell, asked: Asked) -> bool:
    if cell.action not in asked.actions:
        return False
    if asked.object:
        return cell.object == asked.object
    return cell.within is None or "object" in asked.by


def _panels(cells: list[Cell], asked: Asked, words: Wording, label_of: Labels) -> list[Panel]:
    """A panel for each measure and each value of the second column, the greatest first."""
    groups: dict[tuple[str, str, str, str | None], list[Cell]] = {}
    for cell in cells:
        top = cell.object if asked.object else (cell.object or "").partition(".")[0]
        second = cell.key[asked.by[1]] if len(asked.by) == 2 else None
        groups.setdefault((cell.action, top or "", cell.unit, second), []).append(cell)
    sizes: dict[str | None, float] = {}
    for (*_, second), own in groups.items():
        sizes[second] = sizes.get(second, 0) + sum(cell.best for cell in own)
    order = sorted(groups, key=lambda k: (k[3] is None, -sizes[k[3]], k[3] or "", asked.actions.index(k[0]),
                                          k[1] != "person", k[1]))  # fmt: skip
    panels = []
    for action, top, unit, second in order:
        parts = [words.code(action), words.code(top), "" if unit == "item" else unit]
        if len(asked.by) == 2:
            parts.insert(0, label_of(asked.by[1], second))
        own = groups[action, top, unit, second]
        marks = tuple(_mark(cell, asked.by[0], label_of) for cell in own if _has_place(cell, asked.by[0]))
        if marks:
            ordered = sorted(marks, key=_in_time if asked.by[0] in DATES else _by_size)
            panels.append(Panel(" · ".join(filter(None, parts)), tuple(ordered), asked.actions.index(action)))
    return panels


def _largest(marks: tuple[Mark, ...], axis: str) -> tuple[Mark, ...]:
    """What can be drawn below one another, with what is not said; over time all can."""
    if axis in DATES or len(marks) <= MOST_ROWS:
        return marks
    unsaid = tuple(mark for mark in marks if mark.value is None)
    return (*marks[: MOST_ROWS - len(unsaid)], *unsaid)


def _has_place(cell: Cell, axis: str) -> bool:
    return axis not in DATES or cell.key[axis] is not None


def _mark(cell: Cell, axis: str, label_of: Labels) -> Mark:
    value, counted = cell.key[axis], bool(cell.claims)
    return Mark(value, label_of(axis, value), cell.low, cell.best, cell.high, cell.unquantified, counted)


def _in_time(mark: Mark) -> str:
    return mark.value or ""


def _by_size(mark: Mark) -> tuple[bool, float, float, str]:
    return mark.value is None, -mark.best, -mark.low, mark.label


def labels(words: Wording, share: Share) -> Labels:
    """How the values of columns are called; parties by the reports' own words without private persons."""

    @functools.cache
    def hide() -> Callable[[str], str]:
        return masking((claim for incident in share.incidents for claim in incident.claims), share.sharing)

    def label_of(axis: str, value: str | None) -> str:
        label = words.value(axis, value)
        return hide()(label) if axis in ("party", "agent") else label

    return label_of


def _notes(share: Share, asked: Asked, found: Tally, cells: list[Cell], words: Wording, left: int) -> Iterable[str]:
    """How to read it, what is not in it, what it rests on, who published it, and the caveat."""
    reading = [words("to_read")]
    if any(cell.high is None and cell.claims for cell in cells):
        reading.append(words("open_high"))
    if unquantified := sum(cell.unquantified for cell in cells if not (cell.within and "object" in asked.by)):
        reading.append(words("unquantified", number=unquantified))
    if asked.by[0] not in DATES and any(cell.key[asked.by[0]] is None for cell in cells):
        reading.append(words("unsaid_alone"))
    if asked.by[0] == "object":
        reading.append(words("nested"))
    yield " ".join(reading)
    axis = asked.by[0]
    missing = {id for cell in cells if cell.key[axis] is None for id in cell.incidents} if axis in DATES else set()
    absent = [words("undated", number=found.undated)] if found.undated else []
    absent += [words("without_value", axis=words(axis), number=len(missing))] if missing else []
    absent += [words("not_drawn", number=left)] if left > 0 else []
    if absent:
        yield " ".join(absent)
    ids = {id for cell in cells for id in cell.incidents}
    own = [incident for incident in share.incidents if incident.id in ids]
    reports = {claim.report for incident in own for claim in incident.claims}
    yield words("basis", incidents=len(own), reports=len(reports), suggested=sum(i.suggested > 0 for i in own))
    known = {claim.id for incident in own for claim in incident.claims}
    names = sorted({record["outlet"] or record["report"] for record in share.claims if record["id"] in known})
    yield words("sources", names=words.several(names, MOST_NAMES))
    yield f"{words('caveat')} {words(f'sharing_{share.sharing}')} {words('made_by', version=__version__)}."
