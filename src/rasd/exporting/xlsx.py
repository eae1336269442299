"""XLSX: a sheet for each table, from right to left, and one that explains them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rasd.exporting.about import holds
from rasd.exporting.captions import Wording
from rasd.exporting.tables import CAVEAT, Share, Table, tables
from rasd.exporting.writing import harmless, needed
from rasd.model import Sharing

if TYPE_CHECKING:
    from openpyxl import Workbook

#: The longest text that a cell of a workbook takes.
LONGEST = 32_767
_WIDTHS = {"evidence": 80, "caveat": 40, "place": 24, "agent": 24, "patient": 24, "speaker": 28, "sources": 32}
_ABOUT = {
    Sharing.public: "Public: private persons are masked (▮), no point finer than a settlement, nothing recent.",
    Sharing.partner: "For partners: persons and places as read. Not for publication.",
    Sharing.internal: "Internal: as read. Not for sharing.",
}


def write(share: Share, out: Path) -> None:
    """One workbook.

    Raises ``UsageError`` without openpyxl.
    """
    try:
        from openpyxl import Workbook
    except ImportError:
        raise needed("export", "openpyxl") from None
    book = Workbook(write_only=False)
    found = tables(share)
    _readme(book, share, found)
    for table in found:
        _sheet(book, table)
    book.save(out)


def _readme(book: Workbook, share: Share, found: list[Table]) -> None:
    sheet = book.active
    assert sheet is not None
    sheet.title = "readme"
    sheet.append(["Rasd · رصد"])
    sheet.append([CAVEAT])
    sheet.append([_ABOUT[share.sharing]])
    for line in holds(share, Wording("en")):
        sheet.append([_cell(line)])
    sheet.append(["This is a copy, one way: corrections belong into the ledger."])
    for table in found:
        sheet.append([])
        sheet.append([table.name, f"{len(table.rows)} rows"])
        for column in table.columns:
            sheet.append([column.name, column.about])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 80


def _sheet(book: Workbook, table: Table) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(table.name)
    sheet.sheet_view.rightToLeft = True
    sheet.append([column.name for column in table.columns])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in table.rows:
        sheet.append([_cell(value) for value in row])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(column.name, 16)


def _cell(value: Any) -> Any:
    """A value that a workbook can hold: no formula, no characters that its XML forbids, not too long."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if not isinstance(value, str):
        return value
    return harmless(ILLEGAL_CHARACTERS_RE.sub("", value))[:LONGEST]
