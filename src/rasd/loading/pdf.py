"""PDF with a text layer: its pages as one text. What was scanned has none, and is said to have none."""

from __future__ import annotations

import io
import logging
import unicodedata
from collections.abc import Iterator
from typing import Any, BinaryIO

from rasd.errors import InputError
from rasd.loading.loaded import How, Loaded, library
from rasd.loading.text import holds_arabic, refuse_no_arabic
from rasd.model import Report

_TIMES, _PAGES = 20, 2000
_REMEDY = "Save its text as a .txt file in UTF-8 and read that."


def read(stream: BinaryIO, where: str, how: How) -> Iterator[Loaded | InputError]:
    """The document as one report."""
    pypdf = library("pypdf", "documents", where)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns without naming the file; the error below does
    limit = how.max_size * _TIMES
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise InputError(where, f"is a PDF document larger than {limit / 1e6:g} MB", _REMEDY, "too-large", size=limit)
    if b"/Encrypt" in raw and not _opens(pypdf, raw):
        raise InputError(where, "is an encrypted PDF document", "Decrypt it first and read the result.", "encrypted")
    try:
        document = pypdf.PdfReader(io.BytesIO(raw))
        count = len(document.pages)
        pages = [_page(page) for page in document.pages[:_PAGES]]
        about = document.metadata or {}
    except Exception as error:  # the library raises whatever a broken part of the file makes it stumble over
        what = f"is a PDF document that cannot be read ({type(error).__name__}: {error})"
        raise InputError(where, what, _REMEDY, "damaged") from error
    text = "\n\n".join(page for page in pages if page.strip())
    if not text.strip():
        what = "is a PDF document without a text layer (a scan?)"
        raise InputError(where, what, "Have its text recognised (OCR) first.", "scan")
    refuse_no_arabic(text, where)
    _tell(pages, count, where, how)
    if len(text.encode()) > how.max_size:
        what = f"holds more text than {how.max_size / 1e6:g} MB"
        raise InputError(where, what, "Raise --max-size.", "too-large", size=how.max_size)
    written = _about(about, "/CreationDate")
    report = Report.from_text(text, id=where, original=raw, title=_about(about, "/Title"))
    # The day on which the file was made is no day of publication: it is kept, and not read with.
    told = {"created": written, "producer": _about(about, "/Producer"), "pages": len(pages)}
    yield Loaded(report, raw, "application/pdf", author=_about(about, "/Author"), told=told)


def _tell(pages: list[str], count: int, where: str, how: How) -> None:
    """Tell of pages that give no text: beyond the last that is read, or scanned among others that are not."""
    if count > len(pages):
        how.tell(f"{where}: only the first {len(pages):,} of {count:,} pages are read. Cut it into several documents")
    if empty := sum(not page.strip() for page in pages):
        how.tell(f"{where}: {empty} of {len(pages)} pages hold no text (scans?) and are left out")


def _about(about: Any, key: str) -> str | None:
    value = about.get(key)
    return " ".join(str(value).split()) or None if value else None


def _opens(pypdf: Any, raw: bytes) -> bool:
    """Whether an empty password is enough, as it is for documents that only forbid printing."""
    try:
        document = pypdf.PdfReader(io.BytesIO(raw))
        return not document.is_encrypted or bool(document.decrypt(""))
    except Exception:
        return False


def _page(page: Any) -> str:
    """The text of a page, the letters in the forms that people type."""
    text = page.extract_text() or ""
    text = unicodedata.normalize("NFKC", text) if any("\ufb50" <= letter <= "\ufeff" for letter in text) else text
    return "\n".join(_righted(line) for line in text.splitlines())


def _righted(line: str) -> str:
    """A line whose letters the document holds from left to right, as some programs write Arabic, in reading order.

    >>> _righted("ةيروسلا عافدلا ةرازو"), _righted("وزارة الدفاع السورية")
    ('وزارة الدفاع السورية', 'وزارة الدفاع السورية')
    """
    if not holds_arabic(line):
        return line
    words = line.split()
    # Words begin with the article, and end in ta marbuta or alef maqsura; turned round it is the other way.
    right = sum(word.startswith("ال") + word.endswith(("ة", "ى")) for word in words)
    turned = sum(word.endswith("لا") + word.startswith(("ة", "ى")) for word in words)
    return _turned(line) if turned > right else line


def _turned(line: str) -> str:
    """A line from its end to its beginning; numbers and Latin words keep their own direction."""
    pieces: list[str] = []
    for letter in reversed(line):
        straight = letter.isascii() and (letter.isalnum() or letter in "./:-")
        if straight and pieces and pieces[-1][0].isascii() and pieces[-1].strip():
            pieces[-1] = letter + pieces[-1]
        else:
            pieces.append(letter)
    return "".join(pieces)
