"""Mail (``.eml``): the message's text, or the article in its page; what is attached is read too."""

from __future__ import annotations

import email
import email.policy
import email.utils
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from typing import BinaryIO, cast

from rasd.errors import InputError
from rasd.loading.archives import refuse_deep
from rasd.loading.forms import load_bytes, single
from rasd.loading.kinds import kind_of
from rasd.loading.loaded import How, Loaded
from rasd.loading.text import holds_arabic, refuse_no_arabic
from rasd.model import Report

#: Mail with its attachments may be so many times as large as a report.
_TIMES = 10
_TEXTS = (".txt", ".text")
#: Documents may well be reports: that they cannot be read is a failure. Pictures and the like are only told.
_DOCUMENTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")


def read(stream: BinaryIO, where: str, how: How) -> Iterator[Loaded | InputError]:
    """The message, then what is attached to it; attachments of kinds that are not read are told."""
    refuse_deep(where, how.depth)
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
    left_out = []
    for number, (name, content) in enumerate(attached, 1):
        if content.startswith(_DOCUMENTS) or kind_of(name, content[:512]) != "text" or name.lower().endswith(_TEXTS):
            yield from load_bytes(content, f"{where}/{name or number}", how)
        else:
            left_out.append(name or f"attachment {number}")
    if left_out:
        how.tell(f"{where}: attachments of other kinds left out ({', '.join(left_out[:8])})")


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
    """The plain text; the text of the page where there is none, or none in Arabic («open this mail in a browser»)."""
    found = [body for kind in ("plain", "html") if (body := message.get_body(preferencelist=(kind,))) is not None]
    if not found:
        raise InputError(where, "is mail without a text", "Save its text as .txt.", "no-text")
    texts = (_read(body, where) for body in found)
    return next(filter(holds_arabic, texts), "") or _read(found[0], where)


def _read(body: MIMEPart, where: str) -> str:
    content = _content(body)
    if body.get_content_type() == "text/html":
        return single(content.encode("utf-8", "replace"), where, "page").report.text
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
        if part.get_content_type() == "message/rfc822":  # forwarded as it came
            yield (part.get_filename() or "forwarded").removesuffix(".eml").replace("/", "_") + ".eml", _inner(part)
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload:
            yield (part.get_filename() or "").replace("/", "_"), payload


def _inner(part: MIMEPart) -> bytes:
    """The message that is attached, its headers as they stand."""
    try:
        [message] = cast(list[EmailMessage], part.get_payload())
        return message.as_bytes(policy=email.policy.default.clone(refold_source="none"))
    except Exception:  # headers that the library cannot take apart: it is told to be empty
        return b""
