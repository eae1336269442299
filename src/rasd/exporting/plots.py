"""Plots: tallies over time, by place, by side, as panels of low–best–high ranges; what is drawn, not how.

A panel is of one action and one class, for killed and wounded never mix. Open upper bounds stay open; what was told
without a number is said beside the figure, as in the tally.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from rasd.errors import UsageError
from rasd.exporting.captions import Wording, codes
from rasd.exporting.sharing import hidden_in
from rasd.exporting.tables import Share, check_left
from rasd.tallying.cells import AXES, DATES, Cell, tally
from rasd.version import __version__

#: What a plot can run over; time runs along, all else stands below one another.
PLOTTED = tuple(axis for axis in AXES if axis != "incident")
ACTIONS = ("killed", "wounded")
MOST_PANELS, MOST_ROWS, MOST_NAMES = 8, 15, 8


class Plot(NamedTuple):
    """What is plotted of a share: over one column, or more (the others make panels), which measures, of which class."""

    by: tuple[str, ...] = ("month",)
    actions: tuple[str, ...] = ACTIONS
    object: str | None = None


#: The values of the columns that make a panel.
Others = tuple[str | None, ...]
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


def check_plot(plot: Plot) -> None:
    """Whether what is to be plotted makes sense.

    Raises ``UsageError``.
    """
    if not plot.by:
        message = "{option}: name one column to plot over, or more (month,side): the others make panels."
        raise UsageError(message, "columns-of-plot", option="by")
    for axis in plot.by:
        if axis not in PLOTTED:
            message = "{option} {given}: cannot be plotted over. Known are {known}."
            raise UsageError(message, "no-column-of-plot", option="by", given=axis, known=", ".join(PLOTTED))
    if set(plot.by[1:]) & set(DATES):
        message = "{option} {given}: days cannot be panels. Turn the columns round."
        raise UsageError(message, "days-as-panels", option="by", given=",".join(plot.by))
    for code in (*plot.actions, *filter(None, [plot.object])):
        if code not in codes():
            message = "{given}: no such action or class. See rasd codebook show."
            raise UsageError(message, "no-such-action-or-class", given=code)


def plotted(by: Iterable[str]) -> tuple[str, ...]:
    """Of a tally's columns those that can be plotted: its finest date along, then the others, each once.

    >>> plotted(["side", "year", "month", "incident"]), plotted(["incident"])
    (('month', 'side'), ('month',))
    """
    axes = dict.fromkeys(axis for axis in by if axis in PLOTTED)
    dates = [axis for axis in DATES if axis in axes]
    return (*dates[:1], *(axis for axis in axes if axis not in DATES)) or ("month",)


def picture_of(share: Share, plot: Plot, language: str = "en") -> Picture:
    """The picture of what may go out and was asked for.

    Raises ``UsageError`` for what makes no sense, and where nothing is counted.
    """
    words = Wording(language, share.incidents)
    check_plot(plot)
    if not share.left.claims:
        check_left(share)
    cells = _counted(share, plot)
    if not cells:
        message = "nothing of the kind is counted in this period and place, so there is nothing to plot."
        raise UsageError(message, "nothing-to-plot")
    picture = _drawn(share, plot, cells, words)
    if picture is None:
        message = "what is counted has no certain {given}. Plot it over another column, {option} side or place."
        raise UsageError(message, "nothing-on-axis", option="by", given=plot.by[0])
    return picture


def picture_if_any(share: Share, plot: Plot, language: str = "en") -> Picture | None:
    """The picture of what may go out, where there is anything to draw."""
    return _drawn(share, plot, _counted(share, plot), Wording(language, share.incidents))


def _drawn(share: Share, plot: Plot, cells: list[Cell], words: Wording) -> Picture | None:
    panels = _panels(cells, plot, words, labels(words, share))
    if not panels:
        return None
    shown = [panel._replace(marks=_largest(panel.marks, plot.by[0])) for panel in panels[:MOST_PANELS]]
    left = sum(len(panel.marks) for panel in panels) - sum(len(panel.marks) for panel in shown)
    what = words.several([words.code(action) for action in dict.fromkeys(c.action for c in cells)], MOST_NAMES)
    return Picture(
        title=words("title", what=what),
        subtitle=" · ".join([*(words("over", axis=words(axis)) for axis in plot.by), *words.asked(share.of)]),
        axis=plot.by[0],
        panels=tuple(shown),
        notes=tuple(_notes(share, plot, cells, words, left)),
        is_rtl=words.is_rtl,
    )


def _counted(share: Share, plot: Plot) -> list[Cell]:
    """The cells of the tally behind a picture."""
    by = (*plot.by, "object") if plot.object and "object" not in plot.by else plot.by
    return [cell for cell in tally(share.incidents, by).cells if _is_asked_for(cell, plot)]


def _is_asked_for(cell: Cell, plot: Plot) -> bool:
    if cell.action not in plot.actions:
        return False
    if plot.object:
        return cell.object == plot.object
    return cell.within is None or "object" in plot.by


def _panels(cells: list[Cell], plot: Plot, words: Wording, label_of: Labels) -> list[Panel]:
    """A panel for each measure and each value of the other columns, the greatest first."""
    groups: dict[tuple[str, str, str, Others], list[Cell]] = {}
    for cell in cells:
        top = cell.object if plot.object else "" if "class" in plot.by else (cell.object or "").partition(".")[0]
        others = tuple(cell.key[axis] for axis in plot.by[1:])
        groups.setdefault((cell.action, top or "", cell.unit, others), []).append(cell)
    sizes: dict[Others, float] = {}
    for (*_, others), own in groups.items():
        sizes[others] = sizes.get(others, 0) + sum(cell.best for cell in own)
    order = sorted(groups, key=lambda k: (None in k[3], -sizes[k[3]], tuple(v or "" for v in k[3]),
                                          plot.actions.index(k[0]), k[1] != "person", k[1]))  # fmt: skip
    panels = []
    for action, top, unit, others in order:
        named = [label_of(axis, value) for axis, value in zip(plot.by[1:], others, strict=True)]
        counted = (
            "" if "object" in plot.by[1:] or not top else words.code(top)
        )  # where the class is a column it is named by it
        parts = [*named, words.code(action), counted, "" if unit == "item" else words(f"unit_{unit}")]
        own = groups[action, top, unit, others]
        marks = tuple(_mark(cell, plot.by[0], label_of) for cell in own if _has_place(cell, plot.by[0]))
        if marks:
            ordered = sorted(marks, key=_in_time if plot.by[0] in DATES else _by_size)
            panels.append(Panel(" · ".join(filter(None, parts)), tuple(ordered), plot.actions.index(action)))
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
    told = {claim.report_id for incident in share.incidents for claim in incident.claims}
    reports = sorted(told & share.masks.keys())

    def label_of(axis: str, value: str | None) -> str:
        label = words.value(axis, value)
        return hidden_in(label, share.masks, reports) if axis in ("party", "agent") else label

    return label_of


def _notes(share: Share, plot: Plot, cells: list[Cell], words: Wording, left: int) -> Iterable[str]:
    """How to read it, what is not in it, what it rests on, who published it, and the caveat."""
    reading = [words("to_read")]
    if any(cell.high is None and cell.claims for cell in cells):
        reading.append(words("open_high"))
    if unquantified := sum(cell.unquantified for cell in cells if not (cell.within and "object" in plot.by)):
        reading.append(words("unquantified", number=unquantified))
    if plot.by[0] not in DATES and any(cell.key[plot.by[0]] is None for cell in cells):
        reading.append(words("unsaid_alone"))
    if plot.by[0] == "object":
        reading.append(words("nested"))
    yield " ".join(reading)
    axis = plot.by[0]
    missing = {id for cell in cells if cell.key[axis] is None for id in cell.incidents} if axis in DATES else set()
    absent = [words("undated", number=share.left.undated)] if share.left.undated else []
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
