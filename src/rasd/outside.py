"""What comes from outside: what an address is, how much is looked at first, how much may come out of what is packed."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from typing import IO, Any

from rasd.errors import InputError

#: What is the address of a page, and no file.
ADDRESS = re.compile(r"https?://\S+\Z", re.I)
#: How much of a stream is looked at to tell what it is, in bytes.
HEAD = 16384
#: An honest file unpacks to so many bytes at most, or to so many times its own size.
MOST_UNPACKED, MOST_TIMES = 2_000_000_000, 100


def is_address(given: str) -> bool:
    """Whether something is the address of a page.

    >>> is_address("HTTPS://example.org/a"), is_address("https.txt"), is_address("https://a.example and more")
    (True, False, False)
    """
    return ADDRESS.match(given) is not None


def bomb(where: str, most: int | None = None) -> InputError:
    """What is said of a file that unpacks to more than any honest one."""
    what = "far more than an honest file" if most is None else f"more than {most:,} bytes"
    remedy = "Look at where it comes from; unpack it by hand if it is honest."
    return InputError(where, f"unpacks to {what}, like a zip bomb", remedy, "bomb")


class Limited(io.RawIOBase):
    """Unpacked bytes that end with an error once they become too many: a zip bomb.

    ``endless`` says of a block that it begins what is read piece by piece: then there may be any number of bytes.
    """

    def __init__(
        self,
        inner: IO[bytes] | io.BufferedIOBase,
        where: str,
        most: int,
        endless: Callable[[bytes], bool] | None = None,
    ) -> None:
        self._inner, self._where, self._most, self._endless, self._read = inner, where, most, endless, 0

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Bytes, counted."""
        found = self._inner.read(size)
        self._read += len(found)
        if self._endless and self._endless(found):
            self._most = sys.maxsize
        if self._read > self._most:
            raise bomb(self._where, self._most)
        return found

    def readinto(self, buffer: Any) -> int:
        """What buffered readers ask for."""
        view = memoryview(buffer)
        found = self.read(len(view))
        view[: len(found)] = found
        return len(found)
