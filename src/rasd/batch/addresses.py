"""Where inputs lie: files here as they are, anything else by an address that ``fsspec`` knows (s3, gcs, http, …)."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, NamedTuple, cast

from rasd.errors import InputError, UsageError
from rasd.loading import open_source
from rasd.loading.inputs import BATCH, Found, Note, Source, expand, is_report
from rasd.outside import ADDRESS, HEAD

#: What begins an address rather than a path; a letter and a colon alone is a drive of Windows.
_ADDRESS = re.compile(r"[a-zA-Z][\w+.-]+(?:::|://)")
_INSTALL = "Check how it begins, and install what reads it: pip install s3fs, gcsfs or 'fsspec[http]'."


class Stamp(NamedTuple):
    """By what one sees that a file has changed: its size in bytes (where that is known), and a mark of its state."""

    size: int | None
    mark: str


def found_in(inputs: Iterable[str], note: Note | None = None) -> list[Found]:
    """The files of all inputs, in the order of their names, whether they lie here or elsewhere."""
    given = list(dict.fromkeys(inputs))
    if "-" in given:
        raise UsageError("-: a batch reads files that it can come back to. Save standard input as a file first.")
    here = [i for i in given if not is_address(i)]
    found = expand(here, note) if here else []
    for address in sorted(set(given) - set(here)):
        found += list(_listed(address))
    once = {_name(item): item for item in reversed(found)}
    return [once[name] for name in sorted(once)]


def _name(item: Found) -> str:
    return item.where if isinstance(item, InputError) else item.name


def is_address(given: str) -> bool:
    """Whether an input is an address and no path.

    >>> is_address("s3://bucket/a.warc.gz"), is_address("news/a.txt"), is_address("C:/a.txt")
    (True, False, False)
    """
    return _ADDRESS.match(given) is not None


def _listed(address: str) -> Iterator[Found]:
    """The files at an address: one, those of a folder, or those that a pattern matches."""
    try:
        system, path = _system(address)
        if ADDRESS.match(address) and not re.search(r"[*\[]", path):
            paths = [path]
        elif re.search(r"[*?\[]", path):
            paths = sorted(system.glob(path))
        elif system.isdir(path):
            paths = _reports(system.find(path))
        else:
            paths = [path]
        if not paths:
            yield InputError(address, "holds no report", "Check the address.")
        for one in paths:
            whole = address if one == path else system.unstrip_protocol(one)
            yield Source(whole, None, whole)
    except InputError as error:
        yield error
    except Exception as error:  # each kind of storage raises errors of its own
        yield _unreachable(address, error)


def _reports(paths: Iterable[str]) -> list[str]:
    """The files of a folder that are read, without what batches have written into it."""
    every = sorted(paths)
    written = tuple(p.removesuffix(BATCH) for p in every if p.endswith(f"/{BATCH}"))
    return [p for p in every if is_report(p) and not p.startswith(written)]


def _system(address: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise InputError(address, "cannot be reached without fsspec", _INSTALL) from None
    try:
        system, path = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise InputError(address, f"cannot be reached ({error})", _INSTALL) from error
    return system, path


def _unreachable(address: str, error: Exception) -> InputError:
    if isinstance(error, FileNotFoundError):  # whose text is but the address once more
        return InputError(address, "there is no such file, or nothing answers there", "Check the address.")
    said = str(error) or type(error).__name__
    return InputError(address, f"cannot be reached ({said})", "Check the address, and your rights there.")


def stamp_of(source: Source) -> Stamp:
    """The state of a file as it is now.

    Raises :class:`InputError` when it is not there.
    """
    if source.path is not None:
        try:
            status = os.stat(source.path)  # noqa: PTH116 — names stay the strings that were given
        except OSError as error:
            raise InputError(source.name, f"cannot be opened ({error.strerror})", "Check the file.") from error
        return Stamp(status.st_size, str(status.st_mtime_ns))
    assert source.url is not None
    try:
        system, path = _system(source.url)
        told = system.info(path)
    except InputError:
        raise
    except Exception as error:
        raise _unreachable(source.url, error) from error
    marks = [
        f"{key}={told[key]}" for key in ("ETag", "etag", "LastModified", "mtime", "updated", "mimetype") if key in told
    ]
    return Stamp(told.get("size"), " ".join(marks))


def opened(source: Source) -> BinaryIO:
    """A file for reading bytes, one can look ahead in it.

    Raises :class:`InputError` when it cannot be opened.
    """
    if source.path is not None:
        return open_source(source)
    assert source.url is not None
    try:
        system, path = _system(source.url)
        file = system.open(path, "rb")
    except InputError:
        raise
    except Exception as error:
        raise _unreachable(source.url, error) from error
    return file if hasattr(file, "peek") else cast(BinaryIO, io.BufferedReader(_Raw(file), HEAD))


class _Raw(io.RawIOBase):
    """A file of fsspec, as Python's own buffer reads it."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._file.seekable())

    def seek(self, offset: int, whence: int = 0) -> int:
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def readinto(self, buffer: Any) -> int:
        block = self._file.read(len(memoryview(buffer)))
        memoryview(buffer)[: len(block)] = block
        return len(block)

    def close(self) -> None:
        self._file.close()
        super().close()
