"""Number words as dates use them: days of the month, how many units ago, years in words.

Small on purpose: no thousands of thousands, no fractions, no case endings checked.
"""

from __future__ import annotations

from typing import NamedTuple

from rasd.arabic.calendar import WEEKDAYS, Entry, table
from rasd.arabic.numerals import UNITS

_UNITS = table(
    {
        1: "واحد واحدة",
        2: "اثنان اثنين اثنتين اثنتان اثنا اثني اثنتي اثنتا",
        **UNITS,
        10: "عشرة عشر",
        11: "أحد إحدى حادي حادية",
    }
)
_ORDINALS = table(
    {
        1: "أول أولى",
        2: "ثاني ثانية ثان",
        3: "ثالث ثالثة",
        4: "رابع رابعة",
        5: "خامس خامسة",
        6: "سادس سادسة",
        7: "سابع سابعة",
        8: "ثامن ثامنة",
        9: "تاسع تاسعة",
        10: "عاشر عاشرة",
    }
)
_TENS = table(
    {
        20: "عشرون عشرين",
        30: "ثلاثون ثلاثين",
        40: "أربعون أربعين",
        50: "خمسون خمسين",
        60: "ستون ستين",
        70: "سبعون سبعين",
        80: "ثمانون ثمانين",
        90: "تسعون تسعين",
    }
)
_HUNDREDS = table(
    {
        100: "مئة مائة مية",
        200: "مئتان مئتين مائتان مائتين",
        300: "ثلاثمئة ثلاثمائة",
        400: "أربعمئة أربعمائة",
        500: "خمسمئة خمسمائة",
        600: "ستمئة ستمائة",
        700: "سبعمئة سبعمائة",
        800: "ثمانمئة ثمانمائة ثمانيمئة",
        900: "تسعمئة تسعمائة",
        1000: "ألف",
        2000: "ألفان ألفين",
    }
)
_ELEVEN = 11
_TEEN = frozenset(("عشر", "عشره"))
NUMBER_WORDS = {**_HUNDREDS, **_TENS, **_ORDINALS, **_UNITS}


class Number(NamedTuple):
    """A number in the text: its value, the token after it, how it is written."""

    value: int
    last: int
    ordinal: bool
    digits: bool


def number_at(forms: list[str], i: int, last: int) -> Number | None:
    """The number that starts at token ``i``, in digits or in words.

    >>> number_at(["الحادي", "والعشرين"], 0, 2)
    Number(value=21, last=2, ordinal=True, digits=False)
    """
    if i >= last:
        return None
    form = forms[i]
    if form.isdecimal():
        return Number(int(form), i + 1, False, True) if len(form) < 5 else None
    entry = NUMBER_WORDS.get(form)
    if entry and entry.definite and form in WEEKDAYS:  # «الأحد»، «الاثنين» are days before they are numbers
        return None
    return _in_words(forms, i, last, entry) if entry else None


def _in_words(forms: list[str], i: int, last: int, entry: Entry) -> Number | None:
    total, ordinal, room = 0, False, 10_000
    part: Number | None = _part(forms, i, last, entry)
    while part and part.value and _fits(part.value, total, room):
        total, ordinal, i = total + part.value, ordinal or part.ordinal, part.last
        room = _room(part.value)
        following = NUMBER_WORDS.get(forms[i]) if i < last else None
        part = _part(forms, i, last, following) if following and following.lead.startswith("و") else None
    return Number(total, i, ordinal, False) if total else None


def _part(forms: list[str], i: int, last: int, entry: Entry) -> Number | None:
    """One addend: a unit, a teen of two words, tens, hundreds or thousands."""
    ordinal = forms[i] in _ORDINALS or entry.definite
    teen = i + 1 < last and forms[i + 1] in _TEEN
    if teen and entry.value < 10:
        return Number(entry.value + 10, i + 2, ordinal, False)
    if entry.value == _ELEVEN:
        return Number(11, i + 2, ordinal, False) if teen else Number(1, i + 1, ordinal, False)
    return Number(entry.value, i + 1, ordinal, False)


def _room(value: int) -> int:
    """What may still follow: after a unit its tens, after tens nothing, after hundreds less."""
    if value < 10:
        return -1
    return 0 if value < 100 else (100 if value < 1000 else 1000)


def _fits(value: int, total: int, room: int) -> bool:
    if room == -1:
        return value >= 20 and value < 100 and value % 10 == 0 and total % 100 < 10
    return value < room


#: Adverbs of that ending, which stand behind years too.
_ADVERBS = frozenset(
    "تقريبا ايضا حاليا سابقا لاحقا تحديدا مثلا مجددا نهاييا رسميا علنا كما فيما بينما عندما مما ما".split()
)


def counts(forms: list[str], i: int) -> bool:
    """Whether the word at token ``i`` is what a number before it counts: «إلى 1980 قتيلا» is no year.

    After tens, hundreds and thousands with units the thing counted stands in the indefinite accusative singular.

    >>> counts(["1980", "قتيلا"], 1), counts(["2014", "تقريبا"], 1), counts(["2014", "حين"], 1)
    (True, False, False)
    """
    form = forms[i] if i < len(forms) else ""
    return len(form) > 3 and form.endswith("ا") and not form.startswith(("ال", "و")) and form not in _ADVERBS
