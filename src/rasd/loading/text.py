"""Bytes to text: which of the encodings that Arabic reports come in, and what they then say."""

from __future__ import annotations

import codecs
import re

from rasd.errors import InputError
from rasd.loading.kinds import refuse_binary

#: Byte-order marks, the longer first where one begins like another.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SINGLE_BYTE = ("cp1256", "iso8859_6")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u06fa-\u06fc\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc]")
#: What may stand beside Arabic letters: marks, digits, punctuation, quotes, spaces, controls of direction.
_BESIDE = re.compile(
    "[\u060c\u061b\u061f\u0640\u064b-\u065f\u0660-\u066d\u06f0-\u06f9\u00a0-\u00bf\u00d7\u200b-\u203a\u20ac\u2122]"
)
_WORD = re.compile("[\u0621-\u0652]+")
#: A mark that stands on no letter, as in no real text.
_STRAY_MARK = re.compile("(?<![\u0621-\u064a\u0651])[\u064b-\u0652]|[\u064b-\u0652]{3}")
#: The commonest words of any Arabic prose, by which one tells a reading from a garbling.
_COMMON = frozenset(
    "في من على إلى الى أن ان عن التي الذي ما لا هذا هذه كان كما بعد قبل بين مع قال قالت وقال وقد قد بن أو حتى خلال"
    " عدد وأن وفي ومن لم كل عند منذ يوم أي ثم غير إن هو هي ذلك أكثر قتل مقتل جرح قوات جيش مدينة جندي".split()
)
#: The letters that make up most of any Arabic prose.
_FREQUENT = frozenset("اليمنورتبعدهةسفأقحكجشط ")
_SAVE_UTF8 = "Save it as UTF-8 and read it again."


def decode(raw: bytes, where: str, declared: str | None = None) -> str:
    """The text of a file without its byte-order mark, line ends as they are.

    Tried in turn: a byte-order mark, UTF-16 without one, UTF-8, the encoding that a page declares,
    then Windows-1256 against ISO-8859-6, whichever reads as Arabic.

    Raises :class:`InputError` when the bytes are no text or of an unknown encoding.

    >>> decode("قتل جندي في المدينة".encode("cp1256"), "a.txt")
    'قتل جندي في المدينة'
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _marked(raw[len(mark) :], encoding, where)
    bare16 = _utf16_without_mark(raw)
    if bare16:
        return raw.decode(bare16, "replace")
    refuse_binary(where, raw)
    text = _utf8(raw)
    return _single_byte(raw, where, declared) if text is None else text


def _marked(raw: bytes, encoding: str, where: str) -> str:
    text = raw.decode(encoding, "replace")
    if text.count("\ufffd") * 20 > len(text):
        raise InputError(where, f"begins like {encoding.upper()} but is not", _SAVE_UTF8, "encoding")
    if "\0" in text:
        raise InputError(where, "is binary, no text (a NUL character)", _SAVE_UTF8, "binary")
    return text


def _utf16_without_mark(raw: bytes) -> str | None:
    """UTF-16 is known by its high bytes: every other byte is 06 (Arabic), 00 (ASCII) or the like."""
    sample = raw[: 4096 & ~1]
    for encoding, highs, lows in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        block = highs.count(6)
        fitting = block + highs.count(0) + highs.count(0x20) + highs.count(0xFE)
        if block * 10 > len(highs) and fitting * 10 > 9 * len(highs) and lows.count(6) * 20 < len(lows):
            return encoding
    return None


def _utf8(raw: bytes) -> str | None:
    """The text if it is UTF-8, a few broken bytes (a cut end, a stray byte) replaced one by one."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return text if broken * 50 < len(_ARABIC.findall(text)) else None


def _single_byte(raw: bytes, where: str, declared: str | None) -> str:
    sample = raw[:65536]
    scores = {name: _plausibility(sample.decode(name, "replace")) for name in _SINGLE_BYTE}
    said = codec_named(declared)
    if said in scores:
        scores[said] += 0.2
    best = max(_SINGLE_BYTE, key=lambda name: scores[name])
    if scores[best] < 0.8:
        what = "its encoding is none of UTF-8, UTF-16, Windows-1256, ISO-8859-6, or it holds no Arabic"
        raise InputError(where, what, _SAVE_UTF8, "encoding")
    return raw.decode(best, "replace")


def codec_named(name: str | None) -> str | None:
    """Python's name of a declared encoding, or none.

    >>> codec_named("Windows-1256"), codec_named("ISO-8859-6"), codec_named("klingon")
    ('cp1256', 'iso8859_6', None)
    """
    try:
        return codecs.lookup(name.strip()).name.replace("iso8859-", "iso8859_") if name else None
    except (LookupError, ValueError):
        return None


def _plausibility(text: str) -> float:
    """How much a text looks like Arabic prose: 0 (not at all) to about 3."""
    letters = _ARABIC.findall(text)
    if not letters:
        return 0.0
    foreign = sum(1 for c in text if c > "\x7f" and not _ARABIC.match(c) and not _BESIDE.match(c))
    foreign += len(_STRAY_MARK.findall(text))
    share = len(letters) / (len(letters) + 2 * foreign)
    frequent = sum(1 for c in letters if c in _FREQUENT) / len(letters)
    words = _WORD.findall(text)
    common = sum(1 for w in words if w in _COMMON) / len(words) if words else 0.0
    return share * frequent + min(5 * common, 1.0)


def holds_arabic(text: str) -> bool:
    """Whether there is an Arabic letter in the text.

    >>> holds_arabic("T-72 دبابة"), holds_arabic("no")
    (True, False)
    """
    return _ARABIC.search(text) is not None


def refuse_no_arabic(text: str, where: str) -> None:
    """Raise :class:`InputError` for a text that is empty or has no Arabic letter in it."""
    if not text.strip():
        raise InputError(where, "is empty", "Give a file with the text of a report.", "empty")
    if holds_arabic(text):
        return
    garbled = _garbled(text[:20000])
    if garbled:
        what = f"holds no Arabic but garbled letters ({garbled})"
        raise InputError(where, what, "Save the original again as UTF-8.", "garbled")
    raise InputError(where, "holds no Arabic", "Rasd reads reports in Arabic only; leave this one out.", "no-arabic")


def _garbled(text: str) -> str | None:
    """Arabic that a program once read in a Western encoding: «Ø§Ù„» or «ÇáÌíÔ»."""
    for wrong in ("cp1252", "latin-1"):
        raw = text.encode(wrong, "ignore")
        if len(_ARABIC.findall(raw.decode("utf-8", "ignore"))) * 4 > len(text):
            return "UTF-8 once read as Windows-1252"
        if raw and _plausibility(raw.decode("cp1256")) > 0.9:
            return "Windows-1256 once read as Windows-1252"
    return None
