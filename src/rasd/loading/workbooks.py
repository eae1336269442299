"""Workbooks (XLSX): every sheet is a table."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO

from rasd.errors import InputError
from rasd.loading.loaded import How, Loaded, library
from rasd.loading.tables import rows_to_reports
from rasd.outside import bomb

#: The largest workbook, and what it may unpack to, in bytes.
_LARGEST, _UNPACKED = 100_000_000, 1_000_000_000
_REMEDY = "Open it, save it again as .xlsx or as CSV in UTF-8, and read that."


def read(stream: BinaryIO, where: str, how: How) -> Iterator[Loaded | InputError]:
    """The reports of all sheets; a sheet without any is told of."""
    found = 0
    for name, rows in sheets_of(stream, where, how.tell):
        try:
            yield from rows_to_reports(rows, name, how)
            found += 1
        except InputError as error:
            if name == where or error.code == "claims":
                raise
            how.tell(f"{error.where}: {error.what}")
    if not found:
        remedy = "Give a workbook with the text of a report in each row."
        raise InputError(where, "has no sheet with Arabic text", remedy, "no-column")


def sheets_of(
    stream: BinaryIO, where: str, tell: Callable[[str], None] | None = None
) -> Iterator[tuple[str, Iterator[Sequence[Any]]]]:
    """The visible sheets, each with its name and its rows; the name is the workbook's where there is but one.

    ``tell`` is told of those that are hidden.
    """
    openpyxl = library("openpyxl", "documents", where)
    raw = stream.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        what = f"is larger than {_LARGEST / 1e6:g} MB"
        raise InputError(where, what, "Cut it into several workbooks.", "too-large", size=_LARGEST)
    _refuse_bomb(raw, where)
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    except Exception as error:  # the library raises whatever a broken part of the file makes it stumble over
        raise _broken(where, error) from error
    if hidden and tell is not None:
        tell(f"{where}: hidden sheets left out ({', '.join(hidden[:8])}); show them to have them read")
    for sheet in sheets:
        yield f"{where}#{sheet.title}" if len(sheets) > 1 else where, _rows(sheet, where)


def _rows(sheet: Any, where: str) -> Iterator[Sequence[Any]]:
    try:
        yield from sheet.iter_rows(values_only=True)
    except Exception as error:  # as above: rows are read one by one
        raise _broken(where, error) from error


def _broken(where: str, error: Exception) -> InputError:
    what = f"is a workbook that cannot be read ({type(error).__name__}: {error})"
    return InputError(where, what, _REMEDY, "damaged")


def _refuse_bomb(raw: bytes, where: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            total = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise InputError(where, f"is a workbook that is damaged ({error})", _REMEDY, "damaged") from error
    if total > _UNPACKED:
        raise bomb(where, _UNPACKED)
