"""What a batch holds, read back from its tables: claims, reports, failures, in the order in which they were read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from rasd.batch.runs import Folder, Run
from rasd.batch.shardfiles import needed
from rasd.errors import InputError, UsageError
from rasd.exporting.sharing import Record
from rasd.loading import Failure
from rasd.model import Claim, Report, Sharing

_ROWS = 2000
_DECODE = msgspec.json.Decoder(Claim).decode


def opened(path: str) -> tuple[Folder, Run]:
    """A batch that is done, by its folder.

    Raises :class:`UsageError` when it is none, or not all of it is there.
    """
    folder = Folder(path)
    run = folder.run()
    missing = sum(not folder.is_done(number) for number in range(run.shards))
    if missing or not folder.manifest.exists():
        left = f"{missing} of {run.shards} shards" if missing else "its last step"
        raise UsageError(f"{path}: is not done, {left} missing. Give the command that began it again: it goes on.")
    return folder, run


def rows(folder: Folder, number: int, kind: str, columns: list[str] | None = None) -> Iterator[dict[str, Any]]:
    """The rows of one table of a shard."""
    parquet = needed("pyarrow.parquet")
    with parquet.ParquetFile(folder.file(number, kind)) as table:
        for batch in table.iter_batches(batch_size=_ROWS, columns=columns):
            yield from batch.to_pylist()


def failures(folder: Folder) -> Iterator[Failure]:
    """What could not be read."""
    for number in range(folder.run().shards):
        for row in rows(folder, number, "failures"):
            yield Failure(InputError(row["report"], row["what"], row["remedy"]), row["source"])


def claims(folder: Folder, run: Run) -> Iterator[Claim]:
    """The claims; those that are masked have the order of their rows for spans."""
    first = _copies(folder) if run.asked.sharing is Sharing.public else {}
    for number in range(run.shards):
        for n, row in enumerate(rows(folder, number, "claims", ["row", "record"])):
            if run.asked.sharing is Sharing.public:
                shard, own = first.get((number, row["row"]), (number, row["row"]))
                yield unmasked(msgspec.json.decode(row["record"]), f"{shard}:{own}", n)
            else:
                yield _DECODE(row["record"])


def records(folder: Folder, number: int) -> Iterator[tuple[int, str]]:
    """The records of the claims of one shard as they are, each with the number of its report there."""
    for row in rows(folder, number, "claims", ["row", "record"]):
        yield row["row"], row["record"]


def _copies(folder: Folder) -> dict[tuple[int, int], tuple[int, int]]:
    """The reports that are copies, by shard and row, and the first of each."""
    marks = needed("pyarrow.parquet").read_table(folder.near, filters=[("kind", "=", "same")])
    return {(m["shard"], m["row"]): (m["first_shard"], m["first_row"]) for m in marks.to_pylist()}


def unmasked(record: Record, report: str, place: int) -> Claim:
    """A public record as a claim, for linking and counting: where spans are left out, its place among the others.

    Where the hash of its report is left out, ``report`` says which one it is.
    """
    if record["report_id"] is None:
        record["report_id"] = f"masked:{report}"
    if record["evidence"]["span"] is None:
        _place(record, (place, place))
    return msgspec.convert(record, Claim, strict=False)


def _place(value: Any, span: tuple[int, int]) -> None:
    if isinstance(value, dict):
        if "span" in value and value["span"] is None:
            value["span"] = span
        for inner in value.values():
            _place(inner, span)
    elif isinstance(value, list):
        for inner in value:
            _place(inner, span)


def reports(folder: Folder, run: Run) -> Iterator[Report]:
    """The reports with their texts; none at all of a public batch, which keeps no text."""
    for number in range(run.shards if run.asked.sharing is not Sharing.public else 0):
        for row in rows(folder, number, "reports"):
            yield Report(
                id=row["report"],
                text=row["text"] or "",
                report_id=row["report_id"],
                published=row["published"],
                outlet=row["outlet"],
                title=row["title"],
                url=row["url"],
                language=row["language"],
            )
