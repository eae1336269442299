"""Files of rows between two steps of a work that memory would not hold: written in order, asked by DuckDB."""

from __future__ import annotations

import mmap
import pickle
from array import array
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

from rasd.batch.shardfiles import needed

T = TypeVar("T")
_ROWS = 50_000


class RowFile:
    """A Parquet file to which rows are added; its columns as ``name type`` pairs of Arrow's names."""

    def __init__(self, path: Path, columns: str) -> None:
        pa = needed("pyarrow")
        types = {"int": pa.int64(), "float": pa.float64(), "text": pa.string(), "texts": pa.list_(pa.string())}
        pairs = [column.split() for column in columns.split(",")]
        self.schema = pa.schema([(name, types[kind]) for name, kind in pairs])
        self.path = path
        self._writer: Any = needed("pyarrow.parquet").ParquetWriter(path, self.schema, compression="zstd")
        self._rows: list[Sequence[Any]] = []

    def add(self, *row: Any) -> None:
        """One row more."""
        self._rows.append(row)
        if len(self._rows) >= _ROWS:
            self._write()

    def _write(self) -> None:
        pa = needed("pyarrow")
        columns = list(zip(*self._rows, strict=True)) or [()] * len(self.schema)
        arrays = [pa.array(column, type=field.type) for column, field in zip(columns, self.schema, strict=True)]
        self._writer.write_table(pa.table(arrays, schema=self.schema))
        self._rows = []

    def close(self) -> None:
        """Write what is left; the file can be read from now on."""
        self._write()
        self._writer.close()

    def __enter__(self) -> RowFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file, some at a time."""
    with needed("pyarrow.parquet").ParquetFile(path) as table:
        for batch in table.iter_batches(batch_size=4000):
            yield from batch.to_pylist()


class Shelf(Generic[T]):
    """Objects on disk by their number; those asked for last stay in memory."""

    def __init__(self, path: Path, kept: int = 20_000) -> None:
        self.path, self._kept = path, kept
        self._file = path.open("wb")
        self._starts = array("Q")
        self._map: mmap.mmap | None = None
        self._near: OrderedDict[int, T] = OrderedDict()

    def __len__(self) -> int:
        return len(self._starts)

    def add(self, item: T) -> None:
        """One more; its number is how many there were before."""
        self._starts.append(self._file.tell())
        pickle.dump(item, self._file, protocol=5)

    def close(self) -> None:
        """Nothing more is added; now the objects can be asked for."""
        self._file.close()
        if len(self._starts):
            with self.path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def __getitem__(self, number: int) -> T:
        found = self._near.get(number)
        if found is None:
            found = self._load(number)
            self._near[number] = found
            if len(self._near) > self._kept:
                self._near.popitem(last=False)
        else:
            self._near.move_to_end(number)
        return found

    def _load(self, number: int) -> T:
        assert self._map is not None
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._map)
        found: T = pickle.loads(self._map[self._starts[number] : end])
        return found

    def __iter__(self) -> Iterator[T]:
        """All of them in order, none of which stays in memory."""
        for number in range(len(self._starts)):
            yield self._load(number)

    def drop(self) -> None:
        """Remove the file."""
        if self._map is not None:
            self._map.close()
        self._near.clear()
        self.path.unlink(missing_ok=True)
