"""What holds for every archive: names that lead nowhere else, and limits that a zip bomb runs into."""

from __future__ import annotations

from rasd.errors import InputError
from rasd.outside import MOST_TIMES, MOST_UNPACKED, bomb

#: How deep archives may lie in archives.
DEEPEST = 3
#: So many files an archive may hold.
_FILES = 500_000


class Budget:
    """What an archive may still unpack to."""

    def __init__(self, where: str, packed: int) -> None:
        self.where = where
        self.bytes = max(MOST_UNPACKED, packed * MOST_TIMES)
        self.files = _FILES

    def spend(self, number: int) -> None:
        """So many bytes of one more file were unpacked.

        Raises :class:`InputError` when that is more than any honest archive holds.
        """
        self.bytes -= number
        self.files -= 1
        if self.bytes < 0 or self.files < 0:
            raise bomb(self.where)


def refuse_deep(where: str, depth: int) -> None:
    """Raise :class:`InputError` for an archive in an archive in an archive …"""
    if depth >= DEEPEST:
        raise InputError(where, f"lies in {depth} archives, one in the other", "Unpack it by hand.", "too-deep")


def inside(where: str, name: str) -> str:
    """The name of a file in an archive: it stays below the archive, whatever it says.

    >>> inside("a.zip", "../../etc/passwd"), inside("a.zip", "C:\\\\x\\\\b.txt")
    ('a.zip/etc/passwd', 'a.zip/C:/x/b.txt')
    """
    steps = [step for step in name.replace("\\", "/").split("/") if step not in ("", ".", "..")]
    return "/".join([where, *(step.replace("\0", "") for step in steps)])
