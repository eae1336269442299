"""Marks: one letter for each token, by which the few tokens that matter to a part are found at once.

A number, a date and the end of a sentence all begin at words of closed classes. Each form is looked
up once, when it is first seen; afterwards one search over the letters of a text finds the places.
"""

from __future__ import annotations

import re

from rasd.arabic import calendar
from rasd.arabic.numerals import WORDS

#: Words without which there is no date; all else in a date stands beside one of them, or a number.
ANCHORS = frozenset(
    calendar.MONTHS.keys()
    | calendar.HIJRI_MONTHS.keys()
    | calendar.PAIR_HEADS.keys()
    | calendar.WEEKDAYS.keys()
    | calendar.NEAR_DAYS.keys()
    | calendar.UNITS.keys()
    | calendar.DECADE_NAMES.keys()
    | calendar.SEASONS.keys()
    | calendar.TONIGHT
    | {form for form in calendar.PARTS_OF_DAY if form.startswith("ال")}
)
#: Marks that end a sentence, unless they stand inside an abbreviation.
STOPS = frozenset(".!؟?؛…")
#: Blanks in a row that only a table cell or a stripped page leaves.
LAYOUT_GAP = 3
_NUMERAL, _DATED, _DIGITS, _ENDING = 1, 2, 4, 8
_LETTERS = "0123456789abcdef"


def mark(form: str, kind: str, gap: int) -> str:
    """The letter of a token: its folded form, its kind, the width of the blank before it.

    >>> mark("ثلاثه", "w", 1), mark("الاحد", "w", 1), mark("12", "n", 1), mark(".", "p", 0), mark("جندي", "w", 1)
    ('1', '3', '5', '8', '0')
    """
    digits = kind == "n"
    bits = _NUMERAL * (digits or form in WORDS) + _DATED * (form in ANCHORS) + _DIGITS * digits
    return _LETTERS[bits + _ENDING * (kind == "b" or form in STOPS or gap > LAYOUT_GAP)]


def _having(*bits: int) -> re.Pattern[str]:
    return re.compile("[" + "".join(letter for n, letter in enumerate(_LETTERS) if any(n & bit for bit in bits)) + "]")


#: Digits and number words.
NUMERALS = _having(_NUMERAL)
#: Anchors of dates, and digits, which may be one.
DATES = _having(_DATED, _DIGITS)
#: Stops, line breaks, and what follows a gap.
ENDINGS = _having(_ENDING)


def found(pattern: re.Pattern[str], marks: str, first: int, last: int) -> list[int]:
    """The tokens from ``first`` up to ``last`` that a pattern finds."""
    return [match.start() for match in pattern.finditer(marks, first, last)]
