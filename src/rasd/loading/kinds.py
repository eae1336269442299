# ruff: noqa: PTH122 — names stay the strings that were given
"""What kind of file it is, from its first bytes: text, a page, JSON Lines, or something that cannot be read."""

from __future__ import annotations

import os
import re
from typing import Literal

from rasd.errors import InputError

Kind = Literal[
    "text",
    "page",
    "mhtml",
    "jsonl",
    "table",
    "workbook",
    "telegram",
    "mail",
    "pdf",
    "warc",
    "wacz",
    "zip",
    "gzip",
    "feed",
    "parquet",
]
#: Those of which one input may hold many reports.
MANY = frozenset(("jsonl", "table", "workbook", "telegram", "warc", "wacz", "zip", "gzip", "feed", "parquet"))

_BY_SUFFIX: dict[str, Kind] = {
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".mht": "mhtml",
    ".mhtml": "mhtml",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "table",
    ".tsv": "table",
    ".xlsx": "workbook",
    ".eml": "mail",
    ".pdf": "pdf",
    ".warc": "warc",
    ".wacz": "wacz",
    ".zip": "zip",
    ".gz": "gzip",
    ".rss": "feed",
    ".atom": "feed",
    ".parquet": "parquet",
}
_BY_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", "pdf"),
    (b"WARC/1", "warc"),
    (b"\x1f\x8b", "gzip"),
    (b"PAR1", "parquet"),
)
#: What their first bytes say better than their suffix.
UNMISTAKABLE = frozenset(("pdf", "workbook", "warc", "wacz", "zip", "gzip", "parquet"))
_TELEGRAM = re.compile(rb'"(?:messages|chats)"\s*:\s*[\[{]')
#: An export of a whole account says what it is, then tells of the person; its chats come after all contacts.
_TELEGRAM_ACCOUNT = re.compile(
    rb'\s*+\{\s*+(?:"about"\s*+:\s*+"(?:[^"\\]|\\.)*+"\s*+,\s*+)?"(?:personal_information|profile_pictures|stories|'
    rb'profile_music|contacts|frequent_contacts|sessions|web_sessions|other_data)"\s*+:\s*+[\[{]',
    re.S,
)
# Possessive throughout: a file made to be tried again and again is given up after one look.
_BEFORE = rb"\s*+(?:<!--(?:(?!-->).)*+-->\s*+|<\?[^>]*+>\s*+)*+"
_DOCTYPE = rb"<!DOCTYPE[^\[>]*+(?:\[[^\]]*+\])?+\s*+>"
_FEED = re.compile(_BEFORE + rb"(?:" + _DOCTYPE + _BEFORE + rb")?+<(?:rss|feed|rdf:RDF)\b", re.I | re.S)
_PAGE = re.compile(_BEFORE + rb"<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_MHTML = re.compile(
    rb"(?:(?!content-type:\s*+multipart/related)[\w-]++:[^\n]*+\n(?:[ \t][^\n]*+\n)*+)*+"
    rb"content-type:\s*+multipart/related",
    re.I,
)
_OBJECT = re.compile(rb'\s*\{\s*"')

_AS_TEXT = "Save its text as a .txt file in UTF-8 and read that."
_UNPACK = "Unpack it and read the files inside."
_DECRYPT = "Decrypt it first and read the result."
_NOT_TEXT = "Only text, pages, tables, mail, feeds, PDF, and archives of them can be read."

#: First bytes → what the file is, and what to do.
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or an encrypted Office document", _AS_TEXT),
    (b"{\\rtf", "an RTF document", _AS_TEXT),
    (b"BZh", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"\x7fELF", "a program (ELF)", _NOT_TEXT),
    (b"MZ\x90\x00", "a program (Windows)", _NOT_TEXT),
    (b"\xca\xfe\xba\xbe", "a program", _NOT_TEXT),
    (b"\x89PNG\r\n\x1a\n", "an image (PNG)", _NOT_TEXT),
    (b"\xff\xd8\xff", "an image (JPEG)", _NOT_TEXT),
    (b"GIF8", "an image (GIF)", _NOT_TEXT),
    (b"RIFF", "a sound, a film or an image (RIFF)", _NOT_TEXT),
    (b"II*\x00", "an image (TIFF)", _NOT_TEXT),
    (b"MM\x00*", "an image (TIFF)", _NOT_TEXT),
    (b"ID3", "a sound file (MP3)", _NOT_TEXT),
    (b"OggS", "a sound file (Ogg)", _NOT_TEXT),
    (b"\x1aE\xdf\xa3", "a film (Matroska)", _NOT_TEXT),
    (b"SQLite format 3\x00", "an SQLite database", _NOT_TEXT),
    (b"-----BEGIN PGP MESSAGE", "encrypted (PGP)", _DECRYPT),
    (b"age-encryption.org/", "encrypted (age)", _DECRYPT),
    (b"-----BEGIN AGE ENCRYPTED", "encrypted (age)", _DECRYPT),
    (b"Salted__", "encrypted (OpenSSL)", _DECRYPT),
    (b"U2FsdGVkX1", "encrypted (OpenSSL, base64)", _DECRYPT),
    (b"LUKS\xba\xbe", "encrypted (LUKS)", _DECRYPT),
)


def kind_of(name: str, head: bytes) -> Kind:
    """How to read a file: by its first bytes where they are unmistakable, else by its suffix, else by its beginning.

    >>> kind_of("a.txt", b"<!DOCTYPE html><p>"), kind_of("-", b'{"text": "x"}'), kind_of("b.htm", b"x")
    ('page', 'jsonl', 'page')
    >>> kind_of("a", b"%PDF-1.7"), kind_of("a.json", b'{"name": "x", "messages": [')
    ('pdf', 'telegram')
    """
    binary = _binary(head)
    if binary:
        return binary
    known = _BY_SUFFIX.get(os.path.splitext(name)[1].lower())
    bare = head.removeprefix(b"\xef\xbb\xbf")
    if (
        known == "jsonl"
        and name.lower().endswith(".json")
        and (_TELEGRAM.search(head) or _TELEGRAM_ACCOUNT.match(bare))
    ):
        return "telegram"
    if known and (known not in UNMISTAKABLE or not head):
        return known
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        bare = head.replace(b"\0", b"")[2:]
    if _PAGE.match(bare):
        return "page"
    if _FEED.match(bare):
        return "feed"
    if _MHTML.match(bare[:4096]):
        return "mhtml"
    return "jsonl" if _OBJECT.match(bare) else "text"


def _binary(head: bytes) -> Kind | None:
    """The kind of a file that begins as no text does."""
    for magic, kind in _BY_MAGIC:
        if head.startswith(magic):
            return kind
    if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    if b"word/" in head or b"ppt/" in head or b"opendocument" in head or b"epub+zip" in head:
        return None  # a document, and no archive: refused by its name
    if b"xl/" in head:
        return "workbook"
    return "wacz" if b"datapackage.json" in head and b"archive/" in head else "zip"


def refuse_foreign(where: str, head: bytes) -> None:
    """Raise :class:`InputError` when the first bytes are those of something other than text."""
    if head.startswith(b"PK\x03\x04"):
        raise _zip(where)
    for magic, what, remedy in _MAGIC:
        if head.startswith(magic):
            raise InputError(where, f"is {what}, no text", remedy, "other-kind")
    if head[4:8] == b"ftyp":
        raise InputError(where, "is a film or an image (MP4, HEIF), no text", _NOT_TEXT, "other-kind")


def _zip(where: str) -> InputError:
    return InputError(where, "is a document (Word, PowerPoint, OpenDocument, EPUB), no text", _AS_TEXT, "document")


_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def refuse_binary(where: str, raw: bytes) -> None:
    """Raise :class:`InputError` for bytes that are no text: NUL bytes, or control characters all over."""
    sample = raw[:65536]
    control = len(_CONTROL.findall(sample))
    if b"\0" in raw:
        position = raw.index(b"\0")
        raise InputError(where, f"is binary, no text (a NUL byte at byte {position})", _NOT_TEXT, "binary")
    if control * 50 > len(sample):
        raise InputError(where, f"is binary or encrypted, no text ({control} control characters)", _NOT_TEXT, "binary")
