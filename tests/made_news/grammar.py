"""Arabic numerals and counted nouns, as the grammar of the written language has them.

Written for the generator alone, apart from all code of the reader: what the one gets wrong the other must not share.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Case = Literal["nom", "acc", "gen"]
Style = Literal["words", "digits", "indic"]

_UNITS_M = [*"_ واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة".split()]  # before masculine nouns
_UNITS_F = [*"_ واحدة اثنتان ثلاث أربع خمس ست سبع ثماني تسع عشر".split()]  # before feminine nouns
_TENS = ["", "", *"عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون".split()]
_HUNDREDS = ["", "مئة", "مئتان", *"ثلاثمئة أربعمئة خمسمئة ستمئة سبعمئة ثمانمئة تسعمئة".split()]
_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class Noun(NamedTuple):
    """A noun that can be counted: singular, accusative with nunation, dual in both cases, plural after a numeral."""

    code: str
    sg: str
    acc: str
    dual: tuple[str, str]
    pl: str
    gender: str
    human: bool = False

    @property
    def pl_nom(self) -> str:
        """The plural as a subject: a sound masculine one ends in «ون»."""
        return self.pl[:-2] + "ون" if self.pl.endswith("ين") and self.human else self.pl


def noun(
    code: str, sg: str, pl: str, g: str, *, acc: str = "", du: list[str] | None = None, human: bool = False
) -> Noun:
    """A noun with its regular forms filled in."""
    stem = sg[:-1] + "ت" if sg.endswith("ة") else sg
    dual = (du[0], du[1]) if du else (stem + "ان", stem + "ين")
    return Noun(code, sg, acc or (sg if sg.endswith("ة") or " " in sg else sg + "اً"), dual, pl, g, human)


def numeral(number: int, gender: str, case: Case) -> str:
    """A whole number below 10,000 in words, for a noun of a gender that follows it.

    >>> numeral(3, "m", "nom"), numeral(13, "f", "nom"), numeral(25, "m", "gen"), numeral(120, "f", "nom")
    ('ثلاثة', 'ثلاث عشرة', 'خمسة وعشرين', 'مئة وعشرون')
    """
    parts = []
    thousands, rest = divmod(number, 1000)
    if thousands:
        parts.append(_thousands(thousands, bool(rest), case))
    hundreds, rest = divmod(rest, 100)
    if hundreds == 2:
        parts.append(("مئتا" if case == "nom" else "مئتي") + ("ن" if rest else ""))
    elif hundreds:
        parts.append(_HUNDREDS[hundreds])
    if rest:
        parts.append(_below_hundred(rest, gender, case))
    return " و".join(parts)


def _thousands(thousands: int, more: bool, case: Case) -> str:
    if thousands == 1:
        return "ألف"
    if thousands == 2:
        return ("ألفا" if case == "nom" else "ألفي") + ("ن" if more else "")
    return f"{_UNITS_M[thousands]} آلاف"


def _below_hundred(number: int, gender: str, case: Case) -> str:
    units = _UNITS_M if gender == "m" else _UNITS_F
    if number <= 10:
        return units[number]
    if number < 20:
        return _teen(number - 10, gender, case)
    tens, unit = divmod(number, 10)
    ten = _TENS[tens] if case == "nom" else _TENS[tens][:-2] + "ين"
    if not unit:
        return ten
    first = {(1, "f"): "إحدى", (2, "m"): "اثنان" if case == "nom" else "اثنين"}.get((unit, gender), units[unit])
    if (unit, gender) == (2, "f"):
        first = "اثنتان" if case == "nom" else "اثنتين"
    return f"{first} و{ten}"


def _teen(unit: int, gender: str, case: Case) -> str:
    ten = "عشر" if gender == "m" else "عشرة"
    if unit == 1:
        return ("أحد " if gender == "m" else "إحدى ") + ten
    if unit == 2:
        stem = "اثن" if gender == "m" else "اثنت"
        return stem + ("ا " if case == "nom" else "ي ") + ten
    return (_UNITS_M if gender == "m" else _UNITS_F)[unit] + " " + ten


def written(number: int, gender: str, case: Case, style: Style) -> str:
    """A number in words or in digits of either kind; thousands in digits have a comma now and then."""
    if style == "words":
        return numeral(number, gender, case)
    digits = str(number)
    return digits.translate(_INDIC) if style == "indic" else digits


def counted(number: int, what: Noun, case: Case, style: Style) -> str:
    """So many of something: «ثلاثة جنود»، «15 جندياً»، «جنديان», with the form of the noun that the number asks for.

    >>> soldier, tank = noun("c", "جندي", "جنود", "m"), noun("t", "دبابة", "دبابات", "f")
    >>> counted(2, soldier, "gen", "digits"), counted(14, tank, "nom", "words"), counted(100, soldier, "nom", "digits")
    ('جنديين', 'أربع عشرة دبابة', '100 جندي')
    """
    if number == 1:
        return what.acc if case == "acc" else what.sg
    if number == 2:
        return what.dual[case != "nom"]
    return f"{written(number, what.gender, case, style)} {after(number, what)}"


def after(number: int, what: Noun) -> str:
    """The form of a noun after a numeral of three and more."""
    last = number % 100
    if 3 <= last <= 10:
        return what.pl
    return what.acc if last > 10 else what.sg


Verb = tuple[str, str]
"""The third person singular of the past, masculine and feminine: «قتل», «قتلت»."""


def before(verb: Verb, gender: str) -> str:
    """A verb before its subject: singular, in the subject's gender."""
    return verb[gender == "f"]


def behind(verb: Verb, number: int, what: Noun) -> str:
    """A verb behind its subject, agreeing in number too: «جنديان قتلا»، «خمسة جنود قتلوا»، «دبابات دمرت»."""
    if number == 1:
        return verb[what.gender == "f"]
    if number == 2:
        return verb[what.gender == "f"] + "ا"
    if not what.human:
        return verb[1]
    return verb[0] + ("وا" if what.gender == "m" else "ن")


def pronoun(number: int, what: Noun) -> str:
    """The pronoun of what was counted: «حتفهم»، «حتفهما»، «حتفها»، «حتفهن»."""
    if number == 2:
        return "هما"
    if number == 1 or not what.human:
        return "ه" if what.gender == "m" and number == 1 else "ها"
    return "هم" if what.gender == "m" else "هن"
