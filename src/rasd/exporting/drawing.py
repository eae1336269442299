"""Drawing: a picture as SVG or PNG, the same bytes for the same figures, in colours for the colour-blind too."""

from __future__ import annotations

import datetime
import io
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rasd.errors import UsageError
from rasd.exporting.captions import TO_LEFT, TO_RIGHT, number
from rasd.exporting.plots import Mark, Panel, Picture
from rasd.exporting.writing import needed
from rasd.version import __version__

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

ENDINGS = (".svg", ".png")
#: Okabe and Ito, *Color Universal Design*: told apart with every kind of colour blindness; signs differ as well.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
SIGNS = ("o", "s", "D", "^", "v", "P")
INK, FAINT = "#222222", "#767676"
#: Inches.
WIDTH, HEADER, NOTE, GAP, OVER_TIME, ROW, LABELS, SIDE = 9.0, 0.85, 0.17, 0.75, 1.9, 0.27, 2.6, 0.55
DOTS_PER_INCH, MOST_TICKS, LONGEST_LABEL, LINE = 150, 8, 34, 150
#: Of the axis of days: how far figures stand apart, so that none covers another.
APART = 0.065
_WORDS: dict[str, Any] = {"size": 7.5, "color": INK}
OPEN = 0.1  # of the axis: how far an open bound is drawn
#: Letters are drawn as shapes, so that a picture looks the same where no font has Arabic.
STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans", "font.size": 9, "svg.fonttype": "path", "svg.hashsalt": "rasd",
    "text.parse_math": False,
}  # fmt: skip


def write(picture: Picture, out: Path) -> None:
    """The picture as a file, SVG or PNG by its ending.

    Raises ``UsageError`` for another ending, or without matplotlib.
    """
    out.write_bytes(drawn(picture, ending_of(out)))


def ending_of(out: Path) -> str:
    """How a picture is to be written.

    Raises ``UsageError`` for another ending than ``ENDINGS``.
    """
    if out.suffix.lower() not in ENDINGS:
        raise UsageError(f"{out}: a plot is written as {' or '.join(ENDINGS)}. Name it so.")
    return out.suffix.lower()


def drawn(picture: Picture, ending: str = ".svg") -> bytes:
    """The picture as bytes.

    Raises ``UsageError`` without matplotlib.
    """
    try:
        from matplotlib import rc_context, rcdefaults, rcParams
        from matplotlib.figure import Figure
    except ImportError:
        raise needed("export", "matplotlib") from None
    about = {"Title": picture.title, "Description": " ".join((picture.subtitle, *picture.notes))}
    made = {"Creator": f"Rasd {__version__}", "Date": None} if ending == ".svg" else {"Software": f"Rasd {__version__}"}
    held = io.BytesIO()
    with rc_context():
        rcdefaults()  # whatever the user has set: the same bytes everywhere
        rcParams.update(STYLE)
        figure = Figure(figsize=(WIDTH, _height(picture)), facecolor="white")
        _fill(figure, picture)
        figure.savefig(held, format=ending[1:], dpi=DOTS_PER_INCH, metadata={**about, **made})
    return _without_doctype(held.getvalue()) if ending == ".svg" else held.getvalue()


def _without_doctype(svg: bytes) -> bytes:
    """An SVG that names no document type: that would be an address on the network."""
    head, _, rest = svg.partition(b"<!DOCTYPE")
    return head + rest[rest.index(b"<svg") :]


def _height(picture: Picture) -> float:
    panels = sum(_height_of(panel, picture) + GAP for panel in picture.panels)
    return HEADER + panels + NOTE * (len(_note_lines(picture)) + 1)


def _height_of(panel: Panel, picture: Picture) -> float:
    return OVER_TIME if picture.is_over_time else ROW * len(panel.marks) + 0.2


def _fill(figure: Figure, picture: Picture) -> None:
    """The title, the panels one below the other, the notes."""
    height = _height(picture)
    start, side = (0.98, "right") if picture.is_rtl else (0.02, "left")
    said = _direction(picture)
    figure.text(start, 1 - 0.18 / height, said(picture.title), ha=side, va="top", size=13, weight="bold", color=INK)
    figure.text(start, 1 - 0.48 / height, said(picture.subtitle), ha=side, va="top", size=9.5, color=FAINT)
    top = height - HEADER
    labels = SIDE if picture.is_over_time else LABELS
    left = SIDE if picture.is_rtl else labels
    limits = _limits(picture)
    for panel in picture.panels:
        tall = _height_of(panel, picture)
        box = (left / WIDTH, (top - 0.3 - tall) / height, (WIDTH - labels - SIDE) / WIDTH, tall / height)
        _draw_panel(figure.add_axes(box), panel, picture, limits[panel.number])
        top -= tall + GAP
    for row, line in enumerate(_note_lines(picture)):
        at = (len(_note_lines(picture)) - row) * NOTE / height
        figure.text(start, at, said(line), ha=side, va="center", size=7.5, color=FAINT)


def _direction(picture: Picture) -> Callable[[str], str]:
    """What makes a line run from right to left or from left to right, whatever letter it begins with."""
    mark = TO_LEFT if picture.is_rtl else TO_RIGHT
    return lambda line: f"{mark}{line}"


def _note_lines(picture: Picture) -> list[str]:
    return [line for note in picture.notes for line in textwrap.wrap(note, LINE)]


def _limits(picture: Picture) -> dict[int, float]:
    """The end of the axis of each measure: panels of one measure are compared by eye. Figures need room beyond it."""
    found: dict[int, float] = {}
    for panel in picture.panels:
        most = max(max(mark.high or 0, mark.best, mark.low) for mark in drawn_marks(panel))
        found[panel.number] = max(found.get(panel.number, 0), most)
    room = 1.35 if picture.is_over_time else 1.5
    return {number: (most or 1) * room for number, most in found.items()}


def drawn_marks(panel: Panel) -> list[Mark]:
    """The marks that are drawn; what is not said is no row among others, and stands in figures alone."""
    return [mark for mark in panel.marks if mark.value is not None] or list(panel.marks)


def _draw_panel(axes: Axes, panel: Panel, picture: Picture, limit: float) -> None:
    """One measure: its frame and its marks."""
    for edge in axes.spines.values():
        edge.set_visible(False)
    axes.tick_params(length=0, colors=INK, labelsize=8)
    title = _direction(picture)(panel.title)
    axes.set_title(
        title,
        loc="right" if picture.is_rtl else "left",
        size=10,
        weight="bold",
        color=COLOURS[panel.number % len(COLOURS)],
    )
    if picture.is_over_time:
        _over_time(axes, panel, picture, limit)
    else:
        _in_rows(axes, panel, picture, limit)


def _over_time(axes: Axes, panel: Panel, picture: Picture, limit: float) -> None:
    """Ranges side by side, at the distances of their days."""
    days = [_position(mark.value, picture.axis) for other in picture.panels for mark in other.marks]
    first, last = min(days), max(days)
    edge = max(0.7, (last - first) * 0.03)
    ends = {
        mark: _draw_range(axes, panel, mark, _position(mark.value, picture.axis), limit, "y") for mark in panel.marks
    }
    for mark in _said_of(panel, picture.axis, last - first + 2 * edge):
        _say_above(axes, mark, _position(mark.value, picture.axis), ends[mark])
    axes.set_ylim(-0.04 * limit, limit)
    axes.set_xlim(first - edge, last + edge)
    axes.yaxis.set_major_locator(_whole_numbers())
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.grid(axis="y", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    every = -(-(last - first + 1) // MOST_TICKS)
    at = range(first, last + 1, every)
    axes.set_xticks(list(at), [_label_at(position, picture.axis) for position in at])
    if picture.is_rtl:
        axes.yaxis.tick_right()


def _position(value: str | None, axis: str) -> int:
    """How far along the axis of days a day, month or year stands, in such units."""
    parts = [int(part) for part in (value or "1").split("-")]
    if axis == "day":
        return datetime.date(*parts).toordinal()
    return parts[0] * 12 + parts[1] - 1 if axis == "month" else parts[0]


def _label_at(position: int, axis: str) -> str:
    if axis == "day":
        return datetime.date.fromordinal(position).isoformat()
    return f"{position // 12:04}-{position % 12 + 1:02}" if axis == "month" else str(position)


def _in_rows(axes: Axes, panel: Panel, picture: Picture, limit: float) -> None:
    """Ranges below one another, each with its name and its figures."""
    axes.set_xlim(*((limit, -0.02 * limit) if picture.is_rtl else (-0.02 * limit, limit)))
    drawn = drawn_marks(panel)
    for row, mark in enumerate(panel.marks):
        end = _draw_range(axes, panel, mark, row, limit, "x") if mark in drawn else 0
        _say_beside(axes, mark, row, end)
    axes.set_ylim(len(panel.marks) - 0.5, -0.5)
    axes.xaxis.set_major_locator(_whole_numbers())
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    said = _direction(picture)
    axes.set_yticks(range(len(panel.marks)), [said(_shortened(mark.label)) for mark in panel.marks])
    if picture.is_rtl:
        axes.yaxis.tick_right()


def _shortened(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"


def _whole_numbers() -> MaxNLocator:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(nbins=5, integer=True, min_n_ticks=1)


def _draw_range(axes: Axes, panel: Panel, mark: Mark, at: int, limit: float, along: str) -> float:
    """One range: a bar from low to high, dashed with an arrow where it is open; the best as a sign. Where it ends."""
    colour, sign = COLOURS[panel.number % len(COLOURS)], SIGNS[panel.number % len(SIGNS)]
    end = mark.low
    if mark.is_counted:
        end = max(mark.low, mark.best) if mark.high is None else mark.high
        _line(axes, at, (mark.low, end), along, color=colour, alpha=0.35, linewidth=6, solid_capstyle="butt")
        if mark.high is None:
            end = _draw_open(axes, at, end, limit, along, colour)
        spot = (at, mark.best) if along == "y" else (mark.best, at)
        axes.plot(*spot, sign, color=colour, markersize=5.5, markeredgecolor="white", markeredgewidth=0.6, zorder=3)
    return end


def _line(axes: Axes, at: int, ends: tuple[float, float], along: str, **style: Any) -> None:
    across = (at, at)
    axes.plot(*((across, ends) if along == "y" else (ends, across)), **style)


def _draw_open(axes: Axes, at: int, end: float, limit: float, along: str, colour: str) -> float:
    """An upper bound that nobody gives: a dashed line with an arrow, as long for every figure."""
    tip = end + limit * OPEN
    _line(axes, at, (end, tip), along, color=colour, linewidth=1.2, linestyle=(0, (2, 1.5)))
    head = "^" if along == "y" else "<" if axes.xaxis_inverted() else ">"
    axes.plot(*((at, tip) if along == "y" else (tip, at)), head, color=colour, markersize=4)
    return tip


def _said_of(panel: Panel, axis: str, length: float) -> list[Mark]:
    """The marks over time whose figures have room, the greatest first."""
    said: dict[int, Mark] = {}
    for mark in sorted(panel.marks, key=lambda mark: (-mark.best, -mark.unquantified, mark.value or "")):
        at = _position(mark.value, axis)
        if all(abs(at - other) >= APART * length for other in said):
            said[at] = mark
    return list(said.values())


def _say_above(axes: Axes, mark: Mark, at: int, end: float) -> None:
    """The best figure of a range over time, and how many incidents have no number."""
    best = number(mark.best) if mark.is_counted else ""
    said = " ".join(filter(None, (best, f"+{mark.unquantified}" if mark.unquantified else "")))
    axes.annotate(TO_RIGHT + said, (at, end), (0, 6), textcoords="offset points", ha="center", **_WORDS)


def _say_beside(axes: Axes, mark: Mark, at: int, end: float) -> None:
    """All figures of a range in a row."""
    to_left = axes.xaxis_inverted()
    shift, side = (-7, "right") if to_left else (7, "left")
    said = TO_RIGHT + figures_of(mark)
    axes.annotate(said, (end, at), (shift, 0), textcoords="offset points", ha=side, va="center", **_WORDS)


def figures_of(mark: Mark) -> str:
    """The figures of a range in signs.

    >>> figures_of(Mark("SY", "Syria", 9, 12, 14, 0, True)), figures_of(Mark("SY", "Syria", 9, 9, None, 2, True))
    ('12 (9–14)', '9 (9–…) +2')
    """
    high = "…" if mark.high is None else number(mark.high)
    known = number(mark.best) if mark.low == mark.high else f"{number(mark.best)} ({number(mark.low)}–{high})"
    return " ".join(
        filter(None, (known if mark.is_counted else "", f"+{mark.unquantified}" if mark.unquantified else ""))
    )
