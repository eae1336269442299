"""Telegram Desktop exports (``result.json``): one report a post, of one chat or of all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from rasd.errors import InputError
from rasd.loading.days import day
from rasd.loading.loaded import How, Loaded
from rasd.loading.text import decode, holds_arabic
from rasd.model import Report

_LARGEST = 300_000_000
#: What is kept of a post beside its text.
_KEPT = ("id", "edited", "forwarded_from", "reply_to_message_id", "photo", "file", "media_type")
#: Conversations of two: in the export of a whole account they are nobody's report. One exported by itself is meant.
_BETWEEN_TWO = frozenset(("personal_chat", "bot_chat"))
_FORM = "Export it again with Telegram Desktop, as machine-readable JSON."


def read(stream: BinaryIO, where: str, how: How) -> Iterator[Loaded | InputError]:
    """The posts that hold Arabic; the number of the others is told."""
    raw = stream.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        what = f"is larger than {_LARGEST / 1e6:g} MB"
        raise InputError(where, what, "Export fewer months at a time.", "too-large", size=_LARGEST)
    try:
        export = json.loads(decode(raw, where))
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        raise InputError(where, f"is no whole export of Telegram ({error})", _FORM, "damaged") from error
    left_out = private = 0
    for chat in chats(export):
        if chat is not export and chat.get("type") in _BETWEEN_TWO:
            private += 1
            continue
        for post in _posts(chat):
            loaded = _loaded(chat, post, where, how)
            left_out += loaded is None
            if loaded is not None:
                yield loaded
    if private:
        how.tell(f"{where}: {private} private conversations left out; export one by itself to have it read")
    if left_out:
        how.tell(f"{where}: {left_out} posts without Arabic text left out (pictures, joins, pins, other languages)")


def chats(export: Any) -> Iterator[dict[str, Any]]:
    """The chats of an export: of one chat, or of the whole account (also those that were left)."""
    if not isinstance(export, dict):
        return
    if isinstance(export.get("messages"), list):
        yield export
    for part in ("chats", "left_chats"):
        inside = export.get(part)
        listed = inside.get("list") if isinstance(inside, dict) else None
        yield from (chat for chat in listed or () if isinstance(chat, dict))


def _posts(chat: dict[str, Any]) -> Iterator[dict[str, Any]]:
    posts = chat.get("messages")
    yield from (post for post in posts if isinstance(post, dict)) if isinstance(posts, list) else ()


def text_of(value: Any) -> str:
    """The text of a post: a string, or a list of strings and of marked pieces.

    >>> text_of(["قتل ", {"type": "bold", "text": "3 جنود"}, " في حلب"])
    'قتل 3 جنود في حلب'
    """
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(text_of(piece) for piece in value)
    return text_of(value.get("text", "")) if isinstance(value, dict) else ""


def _loaded(chat: dict[str, Any], post: dict[str, Any], where: str, how: How) -> Loaded | InputError | None:
    text = text_of(post.get("text")) or text_of(post.get("text_entities"))
    if post.get("type") != "message" or not holds_arabic(text):
        return None
    place = f"{where}#{chat.get('id', '')}/{post.get('id', '')}"
    if len(text.encode("utf-8", "replace")) > how.max_size:
        what = f"is larger than {how.max_size / 1e6:g} MB"
        return InputError(place, what, "Raise --max-size.", "too-large", size=how.max_size)
    written = post.get("date") if isinstance(post.get("date"), str) else None
    outlet = chat.get("name") or post.get("from")
    report = Report.from_text(
        text.encode("utf-8", "replace").decode(),
        id=place,
        published=day(written),
        outlet=outlet if isinstance(outlet, str) else None,
    )
    told: dict[str, Any] = {key: post.get(key) for key in _KEPT}
    told |= {"chat": chat.get("id"), "chat_type": chat.get("type")}
    author = post.get("author") or post.get("from")
    return Loaded(
        report,
        report.text.encode(),
        author=author if isinstance(author, str) else None,
        published_at=written,
        told={key: value for key, value in told.items() if value is not None},
    )
