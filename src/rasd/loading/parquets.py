"""Parquet tables: one report a row, its columns known by their names as in other tables; read some rows at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from rasd.errors import InputError
from rasd.loading.loaded import How, Loaded, library
from rasd.loading.tables import rows_to_reports
from rasd.loading.zips import seekable

_ROWS, _SAMPLE = 500, 50


def read(stream: BinaryIO, where: str, how: How) -> Iterator[Loaded | InputError]:
    """The reports of a whole table."""
    yield from read_groups(stream, where, how)


def read_groups(
    stream: BinaryIO, where: str, how: How, groups: Iterable[int] | None = None, first: int = 2
) -> Iterator[Loaded | InputError]:
    """The reports of some of its groups of rows (None: of all).

    Reports are numbered as if the names of the columns were the first row; ``first`` is the number of the first row.
    """
    parquet = library("pyarrow.parquet", "batch", where)
    try:
        with seekable(stream) as file, parquet.ParquetFile(file) as table:
            columns = list(table.schema_arrow.names)
            like = list(islice(_rows(table, columns, None), _SAMPLE))  # whichever groups are read
            yield from rows_to_reports(_headed(columns, _rows(table, columns, groups)), where, how, first, like)
    except InputError:
        raise
    except (OSError, ValueError, KeyError, NotImplementedError) as error:  # Arrow's own errors are among them
        what = f"is a Parquet table that cannot be read ({error})"
        raise InputError(where, what, "Fetch or write it again.", "damaged") from error


def _headed(columns: list[str], rows: Iterator[list[Any]]) -> Iterator[list[Any]]:
    yield columns
    yield from rows


def _rows(table: Any, columns: list[str], groups: Iterable[int] | None) -> Iterator[list[Any]]:
    chosen = {} if groups is None else {"row_groups": list(groups)}
    for batch in table.iter_batches(batch_size=_ROWS, **chosen):
        cells = [batch.column(name).to_pylist() for name in columns]
        yield from map(list, zip(*cells, strict=True))
