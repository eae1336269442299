"""The files of a shard: written beside their names and only then given them, the done-marker last."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from rasd.batch.rows import COLUMNS, Rows, table_of
from rasd.batch.runs import FileHash, Folder, Run, ShardManifest
from rasd.errors import UsageError

#: Rows kept in memory for each table before they are written; the same everywhere, for it shows in the bytes.
GROUP = {"claims": 4000, "reports": 500, "failures": 4000, "shapes": 500}
_BLOCK = 1 << 20


class ShardFiles:
    """The tables of one shard while they are written. Used as a context: what is not finished is removed."""

    def __init__(self, folder: Folder, run: Run, number: int) -> None:
        self.folder, self.run, self.number = folder, run, number
        self.rows: Rows = {kind: [] for kind in COLUMNS}
        self.counts: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self._part = f".{number:05d}-{os.getpid()}"
        self._writers: dict[str, Any] = {}

    def __enter__(self) -> ShardFiles:
        return self

    def __exit__(self, *_: object) -> None:
        for writer in self._writers.values():
            with contextlib.suppress(OSError):  # the disk is full: nothing of it is kept anyway
                writer.close()
        self._writers = {}
        for kind in COLUMNS:
            self._path(kind).unlink(missing_ok=True)

    def _path(self, kind: str) -> Path:
        return self.folder.work / f"{self._part}.{kind}.parquet"

    def add(self, rows: Rows, withheld: int = 0) -> None:
        """Further rows, which are written once there are enough of them."""
        self.counts["withheld"] += withheld
        for kind, more in rows.items():
            self.counts[kind] += len(more)
            self.rows[kind] += more
            while len(self.rows[kind]) >= GROUP[kind]:
                self._write(kind, self.rows[kind][: GROUP[kind]])
                self.rows[kind] = self.rows[kind][GROUP[kind] :]

    def _write(self, kind: str, rows: list[list[Any]]) -> None:
        from rasd.exporting.parquet import arrow

        parquet = needed("pyarrow.parquet")
        table = arrow(table_of(kind, rows))
        if kind not in self._writers:
            self._writers[kind] = parquet.ParquetWriter(self._path(kind), table.schema, compression="zstd")
        self._writers[kind].write_table(table, row_group_size=GROUP[kind])

    def finish(self) -> ShardManifest:
        """Write what is left, give all files their names, and mark the shard as done.

        Raises :class:`OSError` when there is no space; the shard is then not there.
        """
        for kind in COLUMNS:
            if self.rows[kind] or kind not in self._writers:
                self._write(kind, self.rows[kind])
                self.rows[kind] = []
            self._writers.pop(kind).close()
            sync(self._path(kind))
        files = {}
        for kind in COLUMNS:
            name = self.folder.shapes(self.number) if kind == "shapes" else self.folder.file(self.number, kind)
            if kind != "shapes":
                files[name.name] = FileHash(self._path(kind).stat().st_size, hash_of(self._path(kind)))
            self._path(kind).replace(name)
        manifest = ShardManifest(
            shard=self.number,
            reports=self.counts["reports"],
            claims=self.counts["claims"],
            failures=self.counts["failures"],
            left_out=dict(sorted(self.left_out.items())),
            withheld=self.counts["withheld"],
            sharing=self.run.asked.sharing,
            engine=self.run.engine,
            files=files,
        )
        told = msgspec.json.format(msgspec.json.encode(manifest)) + b"\n"
        put(self.folder.shard_manifest(self.number), told)
        put(self.folder.marker(self.number), hashlib.sha256(told).hexdigest().encode() + b"\n")
        return manifest


def needed(module: str) -> Any:
    """A library of the extra ``batch``.

    Raises :class:`UsageError` when it is not installed.
    """
    import importlib

    try:
        return importlib.import_module(module)
    except ImportError:
        name = module.partition(".")[0]
        raise UsageError(f"this needs {name}. Install it: pip install 'rasd[batch]'") from None


def sync(path: Path) -> None:
    """See to it that the bytes of a file are on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def put(name: Path, told: bytes) -> None:
    """Write a small file: there whole or not at all."""
    part = name.with_name(f".{name.name}-{os.getpid()}")
    try:
        with part.open("wb") as file:
            file.write(told)
            file.flush()
            os.fsync(file.fileno())
        part.replace(name)
    finally:
        part.unlink(missing_ok=True)


def hash_of(path: Path) -> str:
    """The SHA-256 of a file."""
    total = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            total.update(block)
    return total.hexdigest()
