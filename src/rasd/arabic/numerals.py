"""Number words: the closed class, expanded with its clitics, and the reading of digits.

Spellings are written as people write them and folded when the table is built, so that one look-up
of a token's form gives its value, its part in the grammar and what is attached to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rasd.arabic.script import fold

Value = int | float


class Word(NamedTuple):
    """One number word as it stands in a text.

    ``role`` is one of the letters below. ``letter`` must be seen in the original spelling, where
    folding makes a number word look like another word («كمئة» and «كمية»).
    """

    conjunction: str
    preposition: str
    article: bool
    role: str
    value: Value
    letter: str = ""


#: Parts in the grammar, a letter each.
UNIT = "u"  # ثلاثة
HALF_UNIT = "a"  # أحد، اثنا: only with عشر or with tens after it
TEN = "t"  # عشرة
TEEN = "e"  # أحدعشر, written as one word
TENS = "x"  # عشرون
HUNDRED = "H"  # مئة
HUNDREDS = "h"  # ثلاثمئة
SCALE = "s"  # ألف
SCALE_PLURAL = "S"  # آلاف: alone it is vague
SCALE_DUAL = "d"  # ألفان
SCALE_OPEN = "D"  # ألفا: a thousand in the accusative, or the dual before its noun
ORDINAL = "o"  # ثالث
HALF_ORDINAL = "c"  # حادي: only with عشر or with tens after it
FRACTION = "f"  # نصف
FRACTIONS = "F"  # أرباع: after a unit
VAGUE = "v"  # عشرات، بضعة
VAGUE_OF = "w"  # عدد (من)، العديد (من)
ZERO = "z"  # صفر
MINUS = "-"  # سالب

#: Roles that begin a number below a hundred.
SMALL = frozenset((UNIT, HALF_UNIT, TEN, TEEN, TENS, ORDINAL, HALF_ORDINAL, ZERO))
WITH_TEEN = frozenset((UNIT, HALF_UNIT, ORDINAL, HALF_ORDINAL))
ORDINALS = frozenset((ORDINAL, HALF_ORDINAL))
SCALES = frozenset((SCALE, SCALE_PLURAL, SCALE_OPEN))
HUNDRED_ROLES = frozenset((HUNDRED, HUNDREDS))

_WRITTEN: tuple[tuple[str, Value, str], ...] = (
    (ZERO, 0, "صفر صفرا"),
    (UNIT, 1, "واحد واحدة واحدا"),
    (UNIT, 2, "اثنان اثنين اثنتان اثنتين اتنين ثنتين ثنتان"),
    (UNIT, 3, "ثلاثة ثلاث ثلاثا تلاتة تلات"),
    (UNIT, 4, "أربعة أربع أربعا"),
    (UNIT, 5, "خمسة خمس خمسا"),
    (UNIT, 6, "ستة ست ستا"),
    (UNIT, 7, "سبعة سبع سبعا"),
    (UNIT, 8, "ثمانية ثماني ثمان ثمانيا تمانية"),
    (UNIT, 9, "تسعة تسع تسعا"),
    (TEN, 10, "عشرة عشر عشرا"),
    (HALF_UNIT, 1, "أحد إحدى"),
    (HALF_UNIT, 2, "اثنا اثني اثنتا اثنتي"),
    (TENS, 20, "عشرون عشرين"),
    (TENS, 30, "ثلاثون ثلاثين تلاتين"),
    (TENS, 40, "أربعون أربعين"),
    (TENS, 50, "خمسون خمسين"),
    (TENS, 60, "ستون ستين"),
    (TENS, 70, "سبعون سبعين"),
    (TENS, 80, "ثمانون ثمانين تمانين"),
    (TENS, 90, "تسعون تسعين"),
    (HUNDRED, 100, "مئة مائة"),
    (HUNDREDS, 200, "مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي"),
    (SCALE, 10**3, "ألف"),
    (SCALE, 10**6, "مليون"),
    (SCALE, 10**9, "مليار بليون بيليون"),
    (SCALE, 10**12, "تريليون ترليون"),
    (SCALE, 10**15, "كوادريليون كوادرليون"),
    (SCALE, 10**18, "كوينتليون كوينتيليون"),
    (SCALE, 12, "دزينة دستة"),
    (SCALE_PLURAL, 10**3, "آلاف ألوف"),
    (SCALE_PLURAL, 10**6, "ملايين"),
    (SCALE_PLURAL, 10**9, "مليارات بلايين بليونات"),
    (SCALE_PLURAL, 10**12, "تريليونات ترليونات"),
    (SCALE_PLURAL, 12, "دزينات دستات"),
    (SCALE_OPEN, 10**3, "ألفا"),
    (SCALE_OPEN, 10**6, "مليونا"),
    (SCALE_OPEN, 10**9, "مليارا بليونا"),
    (SCALE_OPEN, 10**12, "تريليونا ترليونا"),
    (SCALE_OPEN, 10**15, "كوادريليونا"),
    (SCALE_OPEN, 10**18, "كوينتليونا"),
    (SCALE_DUAL, 10**3, "ألفان ألفين ألفي"),
    (SCALE_DUAL, 10**6, "مليونان مليونين مليوني"),
    (SCALE_DUAL, 10**9, "ملياران مليارين ملياري بليونان بليونين بليوني"),
    (SCALE_DUAL, 10**12, "تريليونان تريليونين تريليوني ترليونان ترليونين ترليوني"),
    (SCALE_DUAL, 10**15, "كوادريليونان كوادريليونين"),
    (SCALE_DUAL, 10**18, "كوينتليونان كوينتليونين"),
    (ORDINAL, 1, "أول أولى"),
    (ORDINAL, 2, "ثاني ثانية ثان تاني تانية"),
    (ORDINAL, 3, "ثالث ثالثة"),
    (ORDINAL, 4, "رابع رابعة"),
    (ORDINAL, 5, "خامس خامسة"),
    (ORDINAL, 6, "سادس سادسة"),
    (ORDINAL, 7, "سابع سابعة"),
    (ORDINAL, 8, "ثامن ثامنة"),
    (ORDINAL, 9, "تاسع تاسعة"),
    (ORDINAL, 10, "عاشر عاشرة"),
    (HALF_ORDINAL, 1, "حادي حادية"),
    (FRACTION, 1 / 2, "نصف"),
    (FRACTION, 1 / 3, "ثلث"),
    (FRACTION, 2 / 3, "ثلثان ثلثين ثلثا ثلثي"),
    (FRACTION, 1 / 4, "ربع"),
    (FRACTION, 1 / 6, "سدس"),
    (FRACTIONS, 1 / 2, "أنصاف"),
    (FRACTIONS, 1 / 3, "أثلاث"),
    (FRACTIONS, 1 / 4, "أرباع"),
    (FRACTIONS, 1 / 5, "أخماس"),
    (FRACTIONS, 1 / 6, "أسداس"),
    (FRACTIONS, 1 / 7, "أسباع"),
    (FRACTIONS, 1 / 8, "أثمان"),
    (FRACTIONS, 1 / 9, "أتساع"),
    (FRACTIONS, 1 / 10, "أعشار"),
    (VAGUE, 10, "عشرات"),
    (VAGUE, 100, "مئات مئآت"),
    (VAGUE, 3, "بضعة بضع"),
    (VAGUE, 0, "عدة"),
    (VAGUE, 1, "نيف"),
    (VAGUE_OF, 0, "عدد عددا أعداد أعدادا"),
    (VAGUE_OF, 1, "عديد"),
    (MINUS, 0, "سالب ناقص"),
)

_JOINED_UNITS = ((3, "ثلاث ثلث تلات"), (4, "أربع"), (5, "خمس"), (6, "ست"), (7, "سبع"), (8, "ثمان ثماني تمان"),
                 (9, "تسع"))  # fmt: skip
#: Three to nine as they are written before what is counted, before «عشر» and alone.
UNITS = {3: "ثلاثة ثلاث", 4: "أربعة أربع", 5: "خمسة خمس", 6: "ستة ست", 7: "سبعة سبع", 8: "ثمانية ثماني ثمان",
         9: "تسعة تسع"}  # fmt: skip
_TEEN_UNITS = ((1, "أحد إحدى"), (2, "اثنا اثني اثنتا اثنتي"), *UNITS.items())

#: Folded stem → the letter without which it is another word: كمية, ميتان (dead), عده (he counted it), أولي (initial).
_SHOWN = {"ميتان": "ئ", "ميتين": "ئ", "ميتا": "ئ", "ميتي": "ئ", "ميات": "ئ", "عده": "ة", "اولي": "ى"}
#: Forms that clitics would make of a number word but that are other words: «لست», «كمية».
_OTHER_WORDS = frozenset(fold("لست ولست فلست كمية وكمية فكمية كميات وكميات").split())
_LEADS = tuple((c, p) for c in ("", "و", "ف") for p in ("", "ب", "ل", "ك"))
_ARTICLES = {"": "ال", "ب": "بال", "ل": "لل", "ك": "كال"}


def _stems() -> Iterator[tuple[str, str, Value]]:
    """Every stem with its role and value."""
    for role, value, spellings in _WRITTEN:
        for stem in fold(spellings).split():
            yield stem, role, value
    for value, spellings in _JOINED_UNITS:
        for stem in fold(spellings).split():
            yield stem + "ميه", HUNDREDS, value * 100
            yield stem + "مايه", HUNDREDS, value * 100
    for value, spellings in _TEEN_UNITS:
        for stem in fold(spellings).split():
            yield stem + "عشر", TEEN, value + 10
            yield stem + "عشره", TEEN, value + 10


def _table() -> dict[str, Word]:
    """Forms to words. Bare stems come first, so that «واحد» is one and not «و» with «أحد»."""
    stems = list(_stems())
    built: dict[str, Word] = {}
    for conjunction, preposition in _LEADS:
        lead, article = conjunction + preposition, conjunction + _ARTICLES[preposition]
        for stem, role, value in stems:
            letter = _SHOWN.get(stem, "")
            built.setdefault(lead + stem, Word(conjunction, preposition, False, role, value, letter))
            built.setdefault(article + stem, Word(conjunction, preposition, True, role, value, letter))
    for form in _OTHER_WORDS:
        built.pop(form, None)
    return built


WORDS = _table()

#: Prefixes written apart from the digits they belong to: form → (conjunction, preposition, article).
PREFIXES: dict[str, tuple[str, str, bool]] = {
    **{c + p: (c, p, False) for c, p in _LEADS if c + p},
    **{c + _ARTICLES[p]: (c, p, True) for c, p in _LEADS},
}

#: Longer runs of digits are no numbers that anybody counted.
_LONGEST = 30
#: What stands between the digits of one number.
SEPARATOR = re.compile(r"[.,٫٬،'’]")
_DECIMAL = "٫"
_THOUSANDS = "٬'’"


class _Digits(dict[str, "Value | None"]):
    """A number token's form → its value, None when its separators make no single number."""

    def __missing__(self, form: str) -> Value | None:
        if len(self) > 100_000:  # a long batch must not grow without end
            self.clear()
        value = self[form] = _read_digits(form)
        return value


def _read_digits(form: str) -> Value | None:
    """The value of digits with separators of any habit.

    >>> [_read_digits(f) for f in ("1,200", "1.200.000", "1٬200", "1,5", "1٫5", "12،220,13", "1.2.3")]
    [1200, 1200000, 1200, 1.5, 1.5, 12220.13, None]
    """
    if len(form) > _LONGEST:
        return None
    if form.isdecimal():
        return int(form)
    marks = SEPARATOR.findall(form)
    parts = SEPARATOR.split(form)
    if _ends_in_decimals(marks, parts):
        whole, decimals = parts[:-1], parts[-1]
        if not _grouped(whole, marks[:-1]):
            return None
        value = float("".join(whole) + "." + decimals)
        return int(value) if value.is_integer() else value
    return int("".join(parts)) if _grouped(parts, marks) else None


def _ends_in_decimals(marks: list[str], parts: list[str]) -> bool:
    """Whether the last mark is a decimal mark: by its sign, by being unlike the others, or by its digits."""
    last = marks[-1]
    if last == _DECIMAL or last in _THOUSANDS:
        return last == _DECIMAL
    if marks.count(last) > 1:
        return False
    return len(marks) > 1 or len(parts[-1]) != 3 or parts[0].startswith("0") or len(parts[0]) > 3


def _grouped(parts: list[str], marks: list[str]) -> bool:
    """Whether the parts are thousands: one to three digits, then threes, with one kind of mark."""
    if len(parts) == 1:
        return True
    return len(set(marks)) == 1 and len(parts[0]) <= 3 and all(len(p) == 3 for p in parts[1:])


DIGITS = _Digits()
