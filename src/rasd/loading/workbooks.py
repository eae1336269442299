"""Workbooks (XLSX): every sheet is a table."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from rasd.errors import InputError
from rasd.loading.loaded import How, Loaded, library
from rasd.loading.tables import rows_to_reports

#: The largest workbook, and what it may unpack to, in bytes.
_LARGEST, _UNPACKED = 100_000_000, 1_000_000_000
_REMEDY = "Open it, save it again as .xlsx or as CSV in UTF-8, and read that."


def read(stream: BinaryIO, where: str, how: How) -> Iterator[Loaded | InputError]:
    """The reports of all sheets; a sheet without any is told of."""
    openpyxl = library("openpyxl", "documents", where)
    raw = stream.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        raise InputError(where, f"is larger than {_LARGEST / 1e6:g} MB", "Cut it into several workbooks.")
    _refuse_bomb(raw, where)
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        found = 0
        for sheet in sheets:
            name = f"{where}#{sheet.title}" if len(sheets) > 1 else where
            try:
                yield from rows_to_reports(sheet.iter_rows(values_only=True), name, how)
                found += 1
            except InputError as error:
                if len(sheets) == 1:
                    raise
                how.tell(f"{error.where}: {error.what}")
    except InputError:
        raise
    except Exception as error:  # the library raises whatever a broken part of the file makes it stumble over
        raise InputError(
            where, f"is a workbook that cannot be read ({type(error).__name__}: {error})", _REMEDY
        ) from error
    if not found:
        raise InputError(
            where, "has no sheet with Arabic text", "Give a workbook with the text of a report in each row."
        )


def _refuse_bomb(raw: bytes, where: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            total = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise InputError(where, f"is a workbook that is damaged ({error})", _REMEDY) from error
    if total > _UNPACKED:
        raise InputError(where, f"unpacks to {total / 1e6:,.0f} MB, like a zip bomb", "Look at where it comes from.")
