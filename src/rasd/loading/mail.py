"""Mail (``.eml``): the message's text, or the article in its page; what is attached is read too."""

from __future__ import annotations

import email
import email.policy
import email.utils
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from typing import BinaryIO

from rasd.errors import InputError
from rasd.loading.forms import load_bytes, single
from rasd.loading.kinds import kind_of
from rasd.loading.loaded import How, Loaded
from rasd.loading.text import refuse_no_arabic
from rasd.model import Report

#: Mail with its attachments may be so many times as large as a report.
_TIMES = 10


def read(stream: BinaryIO, where: str, how: How) -> Iterator[Loaded | InputError]:
    """The message, then what is attached to it."""
    limit = how.max_size * _TIMES
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        what = f"is larger than {limit / 1e6:g} MB"
        raise InputError(where, what, "Save its text as .txt, or raise --max-size.", "too-large", size=limit)
    message = email.message_from_bytes(raw, policy=email.policy.default)
    attached = list(_attached(message))
    try:
        yield _message(message, raw, where)
    except InputError as error:
        if not attached:
            raise
        how.tell(f"{error.where}: {error.what}; its attachments are read")
    for number, (name, content) in enumerate(attached, 1):
        if kind_of(name, content[:512]) != "text" or name.lower().endswith((".txt", ".text")):
            yield from load_bytes(content, f"{where}/{name or number}", how)


def _message(message: EmailMessage, raw: bytes, where: str) -> Loaded:
    text = _text(message, where)
    refuse_no_arabic(text, where)
    written = _header(message, "date")
    name, address = email.utils.parseaddr(_header(message, "from") or "")
    at = _time(written)
    report = Report.from_text(
        text,
        id=where,
        original=raw,
        published=at.partition("T")[0] if at else None,
        outlet=name or address or None,
        title=_header(message, "subject"),
    )
    told = {key: value for key in ("message-id", "to", "list-id") if (value := _header(message, key))}
    return Loaded(report, raw, "message/rfc822", author=name or None, published_at=at or written, told=told or None)


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message[name]
    except Exception:  # a header that the library cannot take apart
        return None
    return " ".join(str(value).split()) or None if value is not None else None


def _time(written: str | None) -> str | None:
    try:
        return email.utils.parsedate_to_datetime(written).isoformat() if written else None
    except (ValueError, IndexError, OverflowError, TypeError):
        return None


def _text(message: EmailMessage, where: str) -> str:
    """The plain text, or else the text of the page."""
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise InputError(where, "is mail without a text", "Save its text as .txt.", "no-text")
    content = _content(body)
    if body.get_content_type() == "text/html":
        return single(content.encode(), where, "page").report.text
    return content.replace("\r\n", "\n")


def _content(part: MIMEPart) -> str:
    try:
        content = part.get_content()
    except (LookupError, UnicodeError):  # an encoding that nobody knows
        from rasd.loading.text import decode

        payload = part.get_payload(decode=True)
        return decode(payload if isinstance(payload, bytes) else b"", "mail")
    return content if isinstance(content, str) else ""


def _attached(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    for part in message.iter_attachments() if message.is_multipart() else ():
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload:
            yield (part.get_filename() or "").replace("/", "_"), payload
