"""Planning: inputs cut into shards, the same for the same inputs, however many read them.

A shard is a number of pieces: whole files, stretches of the lines of a large file of JSON lines, or groups of rows of
a Parquet table. Plans are written before anything is read, and a run that was stopped goes on by its plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from rasd.batch.addresses import opened, stamp_of
from rasd.errors import InputError
from rasd.loading.inputs import Found, Source
from rasd.loading.kinds import kind_of
from rasd.outside import HEAD

#: Files of one shard, at most, however small they are.
MOST_FILES = 2000
_BLOCK = 1 << 22


class Piece(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file or a part of one: of JSON lines the bytes and the number of the first line, of Parquet groups of rows.

    ``size`` and ``mark`` are its state when the plan was made; ``wrong`` is why it cannot be read, with what to do.
    """

    name: str
    path: str | None = None
    url: str | None = None
    size: int | None = None
    mark: str = ""
    start: int | None = None
    end: int | None = None
    first: int = 1
    groups: tuple[int, int] | None = None
    wrong: tuple[str, str] | None = None

    @property
    def source(self) -> Source:
        """The file that it is of."""
        return Source(self.name, self.path, self.url)

    @property
    def weight(self) -> int:
        """About how many bytes it is."""
        return (self.end or 0) - self.start if self.start is not None else self.size or 0


class Shard(msgspec.Struct, frozen=True):
    """What is read together and written together."""

    number: int
    pieces: tuple[Piece, ...]

    @property
    def weight(self) -> int:
        """About how many bytes it is."""
        return sum(piece.weight for piece in self.pieces)


def shards_of(found: Iterable[Found], size: int) -> Iterator[Shard]:
    """The shards of some files, each of about ``size`` bytes."""
    pieces: list[Piece] = []
    weight = number = 0
    for piece in (piece for item in found for piece in pieces_of(item, size)):
        if pieces and (weight + piece.weight > size or len(pieces) >= MOST_FILES):
            yield Shard(number, tuple(pieces))
            pieces, weight, number = [], 0, number + 1
        pieces.append(piece)
        weight += piece.weight
    if pieces:
        yield Shard(number, tuple(pieces))


def pieces_of(item: Found, size: int) -> Iterator[Piece]:
    """The pieces of one file."""
    if isinstance(item, InputError):
        yield Piece(item.where, wrong=(item.what, item.remedy))
        return
    try:
        stamp = stamp_of(item)
        whole = Piece(item.name, item.path, item.url, stamp.size, stamp.mark)
        large = item.path is not None and (stamp.size or 0) > size
        yield from _cut(item, whole, size) if large else [whole]
    except InputError as error:
        yield Piece(item.name, item.path, item.url, wrong=(error.what, error.remedy))
    except OSError as error:
        yield Piece(item.name, item.path, item.url, wrong=(f"cannot be read ({error.strerror})", "Check its disk."))


def _cut(source: Source, whole: Piece, size: int) -> Iterator[Piece]:
    with opened(source) as stream:
        head = stream.peek(HEAD)  # type: ignore[attr-defined]
    kind = kind_of(source.name, head)
    if kind == "jsonl" and head[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        yield from _stretches(source, whole, size)
    elif kind == "parquet":
        yield from _groups(source, whole, size)
    else:
        yield whole


def _stretches(source: Source, whole: Piece, size: int) -> Iterator[Piece]:
    """Stretches of lines: each ends with the line in which it reaches its size."""
    start, first, line, position, end = 0, 1, 1, 0, size
    with opened(source) as stream:
        while block := stream.read(_BLOCK):
            cut = block.find(b"\n", max(0, end - position - 1)) if position + len(block) >= end else -1
            done = 0
            while cut >= 0:
                line += block.count(b"\n", done, cut + 1)
                done = cut + 1
                here = position + done
                yield msgspec.structs.replace(whole, start=start, end=here, first=first)
                start, first, end = here, line, here + size
                cut = block.find(b"\n", max(0, end - position - 1)) if position + len(block) >= end else -1
            line += block.count(b"\n", done)
            position += len(block)
    if position > start:
        yield msgspec.structs.replace(whole, start=start, end=position, first=first)


def _groups(source: Source, whole: Piece, size: int) -> Iterator[Piece]:
    """Groups of rows that lie together."""
    from rasd.loading.loaded import library

    parquet = library("pyarrow.parquet", "batch", source.name)
    try:
        table = parquet.ParquetFile(source.path)
        sizes = [table.metadata.row_group(n) for n in range(table.num_row_groups)]
    except (OSError, ValueError) as error:
        raise InputError(
            source.name, f"is a Parquet table that cannot be read ({error})", "Fetch or write it again."
        ) from error
    begin = weight = 0
    first = row = 2
    for n, group in enumerate(sizes):
        if n > begin and weight + group.total_byte_size > size:
            yield _of_groups(whole, begin, n, weight, first)
            begin, weight, first = n, 0, row
        weight += group.total_byte_size
        row += group.num_rows
    if len(sizes) > begin:
        yield _of_groups(whole, begin, len(sizes), weight, first)


def _of_groups(whole: Piece, begin: int, end: int, weight: int, first: int) -> Piece:
    return msgspec.structs.replace(whole, groups=(begin, end), first=first, start=0, end=weight)
