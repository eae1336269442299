"""Pieces: what a shard is made of, opened and read as the same file would be read by itself."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO, cast

from rasd.batch.addresses import Stamp, opened, stamp_of
from rasd.batch.planning import Piece
from rasd.errors import InputError
from rasd.loading import Failure
from rasd.loading.forms import load_stream
from rasd.loading.loaded import How, Loaded

_BUFFER = 1 << 16
_CHANGED = "changed while it was read"
_AGAIN = "What was read of it is left out: read it again in a new batch, when nobody writes to it."


class Changed(Exception):
    """A file is not what it was when the batch was planned, or when it was opened."""


def read_piece(piece: Piece, how: How) -> Iterator[Loaded | Failure]:
    """The reports of a piece; one failure if it cannot be read, one for each part of it that cannot.

    Raises :class:`Changed` when the file changed since the batch was planned: what was given so far may be of two
    states, and must not be used.
    """
    lies_at = piece.path or piece.url
    for item in _read(piece, how):
        yield Failure(item, lies_at) if isinstance(item, InputError) else item._replace(source=lies_at)
    if piece.wrong is None and _is_there(piece) is False:
        raise Changed


def _is_there(piece: Piece) -> bool | None:
    """Whether the file is what it was; None where it is gone or nobody can tell, which reading it has told."""
    try:
        return stamp_of(piece.source) == Stamp(piece.size, piece.mark)
    except InputError:
        return None


def _read(piece: Piece, how: How) -> Iterator[Loaded | InputError]:
    if piece.wrong is not None:
        yield InputError(piece.name, *piece.wrong)
        return
    try:
        with opened(piece.source) as stream:
            if _is_there(piece) is False:
                raise Changed
            yield from _reports(stream, piece, how)
    except InputError as error:
        yield error
    except OSError as error:
        said = (error.strerror or str(error) or type(error).__name__).lower()
        yield InputError(piece.name, f"cannot be read ({said})", "Check the file, and its disk or address.")
    except (MemoryError, ValueError, RuntimeError) as error:  # a page that breaks its parser must not end the run
        what = f"cannot be read ({type(error).__name__}: {error})"
        yield InputError(piece.name, what, "Save its text as a .txt file in UTF-8 and read that.")


def _reports(stream: BinaryIO, piece: Piece, how: How) -> Iterator[Loaded | InputError]:
    if piece.groups is not None:
        from rasd.loading.parquets import read_groups

        yield from read_groups(stream, piece.name, how, range(*piece.groups), piece.first)
    elif piece.start is not None and piece.end is not None:
        from rasd.loading.jsonl import read_objects

        stream.seek(piece.start)
        part = io.BufferedReader(_Stretch(stream, piece.end - piece.start), _BUFFER)
        yield from read_objects(cast(BinaryIO, part), piece.name, how.max_size, piece.first)
    else:
        yield from load_stream(stream, piece.name, how)


class _Stretch(io.RawIOBase):
    """So many bytes of a stream, from where it stands."""

    def __init__(self, stream: BinaryIO, left: int) -> None:
        self._stream, self._left = stream, left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        block = self._stream.read(min(len(view), self._left))
        self._left -= len(block)
        view[: len(block)] = block
        return len(block)


def changed(piece: Piece) -> Failure:
    """What to say of a file that changed."""
    return Failure(InputError(piece.name, _CHANGED, _AGAIN), piece.path or piece.url)
