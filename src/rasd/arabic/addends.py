"""Addends: the parts of a numeral that «و» joins, each below a thousand or with its scale.

The grammar goes bottom up: below a hundred, below a thousand, a coefficient with its decimals,
a coefficient with its scale.
"""

from __future__ import annotations

from typing import NamedTuple

from rasd.arabic.numerals import (
    DIGITS,
    FRACTIONS,
    HUNDRED,
    HUNDRED_ROLES,
    ORDINAL,
    ORDINALS,
    SCALE,
    SCALE_DUAL,
    SCALE_OPEN,
    SCALES,
    SEPARATOR,
    SMALL,
    TEN,
    TENS,
    UNIT,
    WITH_TEEN,
    WORDS,
    Value,
    Word,
)
from rasd.arabic.script import fold
from rasd.arabic.words import UNSEEN, Tokens


class Part(NamedTuple):
    """A part of a numeral while it is put together."""

    value: Value
    last: int
    ordinal: bool = False
    scale: int = 1
    joints: tuple[int, ...] = ()


_POINT = fold("فاصلة")
#: Beyond these nobody counts, and a hostile text must not make numbers of any size.
_MOST_GROUPS = 8
_LARGEST = 10**24
_TANWIN = "\u064b"


def word_at(t: Tokens, i: int) -> Word | None:
    """The number word at token ``i``; none where the original spelling shows another word."""
    if i >= len(t.forms):
        return None
    word = WORDS.get(t.forms[i])
    if word is None or (word.letter and word.letter not in t.text[t.starts[i] : t.ends[i]]):
        return None
    return word


def joint(t: Tokens, i: int) -> int:
    """Where the numeral goes on after «و» at token ``i``: the token itself, the one after, or -1."""
    if i >= len(t.forms):
        return -1
    if t.forms[i] == "و":
        following = WORDS.get(t.forms[i + 1]) if i + 1 < len(t.forms) else None
        bare = following is not None and not (following.conjunction or following.preposition)
        return i + 1 if bare or t.kinds[i + 1 : i + 2] == "n" else -1
    if t.forms[i] == "واحد" and t.forms[i + 1 : i + 2] == ["عشر"]:
        return i  # «بين أربعة وأحد عشر»: eleven, spelled without its hamza like one
    word = WORDS.get(t.forms[i])
    return i if word is not None and word.conjunction == "و" and not word.preposition else -1


def bare(word: Word | None) -> bool:
    """Whether a word has no conjunction and no preposition."""
    return word is not None and not word.conjunction and not word.preposition


def _under_hundred(t: Tokens, i: int) -> Part | None:
    word = word_at(t, i)
    if word is None or word.role not in SMALL:
        return None
    if word.role not in WITH_TEEN or word.value == 10:
        return Part(word.value, i + 1, word.role == ORDINAL)
    ordinal = word.role in ORDINALS
    teen = word_at(t, i + 1)
    if teen is not None and teen.role == TEN and bare(teen):
        return Part(word.value + 10, i + 2, ordinal)
    j = joint(t, i + 1)
    tens = word_at(t, j) if j > 0 else None
    if tens is not None and tens.role == TENS and _agree(t, word, tens, j):
        return Part(word.value + tens.value, j + 1, ordinal, 1, (j,))
    return Part(word.value, i + 1, ordinal) if word.role in (UNIT, ORDINAL) else None


def _agree(t: Tokens, unit: Word, tens: Word, j: int) -> bool:
    """«الخامس والعشرون»; «الخامس وعشرون قتيلا» are two numbers."""
    if tens.article and not unit.article:
        return False
    return unit.role not in ORDINALS or tens.article or not unit.article or t.kinds[j + 1 : j + 2] != "w"


def _group(t: Tokens, i: int) -> Part | None:
    """A number below a thousand in words, or any number in digits."""
    if i < len(t.kinds) and t.kinds[i] == "n":
        start = _digit_run(t, i)
    else:
        word = word_at(t, i)
        if word is None:
            return None
        start = Part(word.value, i + 1) if word.role in HUNDRED_ROLES else _under_hundred(t, i)
        if start and word.role in HUNDRED_ROLES:
            return _with_rest(t, i, start)
    hundred = word_at(t, start.last) if start and start.value < 10 and not start.ordinal else None
    if start is None or hundred is None or hundred.role != HUNDRED or not bare(hundred):
        return start
    return _with_rest(t, i, Part(start.value * 100, start.last + 1))


def _with_rest(t: Tokens, i: int, hundreds: Part) -> Part:
    """Hundreds with the units and tens that «و» joins to them."""
    j = joint(t, hundreds.last)
    rest = None if j < 0 else _digit_run(t, j) if t.kinds[j] == "n" else _under_hundred(t, j)
    if rest is None or rest.value >= 100 or begins_other(t, rest.last) or not may_join(t, i, j, rest):
        return hundreds
    return Part(hundreds.value + rest.value, rest.last, rest.ordinal, 1, (j, *rest.joints))


def begins_other(t: Tokens, last: int) -> bool:
    """Whether the part before ``last`` belongs to what follows: «ثلاثة أرباع», «خمس مئة»."""
    word = word_at(t, last)
    return word is not None and bare(word) and word.role in (FRACTIONS, HUNDRED)


def may_join(t: Tokens, i: int, j: int, rest: Part) -> bool:
    """An article on a later part asks for one on the first; so does an ordinal."""
    first, later = word_at(t, i), word_at(t, j)
    definite = first is not None and first.article
    return definite or not (rest.ordinal or (later is not None and later.article))


def _digit_run(t: Tokens, i: int) -> Part | None:
    """Digits, their groups of three set off by single spaces («1 200 000») included."""
    form, last = t.forms[i], i + 1
    if t.kinds[last : last + 1] == "n" and form.isdecimal() and len(form) <= 3:
        while t.kinds[last : last + 1] == "n" and last - i < _MOST_GROUPS and _is_next_group(t, last):
            form += t.forms[last]
            last += 1
    elif parted_unseen(t, i):
        form, last = form + t.forms[last] + t.forms[last + 1], last + 2  # a direction mark inside a number
    last += t.kinds[last : last + 1] == "s"  # a direction mark after the digits
    value = DIGITS[form]
    return None if value is None else Part(value, last)


def parted_unseen(t: Tokens, i: int) -> bool:
    """Whether a direction mark, and nothing that can be seen, parts digits, their separator and the digits after."""
    if t.kinds[i + 1 : i + 3] != "pn" or not SEPARATOR.fullmatch(t.forms[i + 1]):
        return False
    gaps = t.text[t.ends[i] : t.starts[i + 1]] + t.text[t.ends[i + 1] : t.starts[i + 2]]
    return not gaps.strip(UNSEEN)


def _is_next_group(t: Tokens, i: int) -> bool:
    form = t.forms[i]
    threes = len(form) == 3 or (len(form) > 3 and not form[3].isdecimal())
    return threes and t.starts[i] == t.ends[i - 1] + 1 and (len(t.forms[i - 1]) <= 3)


def _coefficient(t: Tokens, i: int) -> Part | None:
    """A group with the decimals that «فاصلة» adds."""
    group = _group(t, i)
    if group is None or group.last >= len(t.forms) or t.forms[group.last] != _POINT:
        return group
    decimals = _group(t, group.last + 1) if group.last + 1 < len(t.forms) else None
    if decimals is None or not isinstance(decimals.value, int) or not isinstance(group.value, int):
        return group
    return group._replace(value=float(f"{group.value}.{decimals.value}"), last=decimals.last)


def _scale_alone(t: Tokens, i: int) -> Part | None:
    word = word_at(t, i)
    if word is None or word.role not in (SCALE, SCALE_DUAL, SCALE_OPEN):
        return None
    count = {SCALE: 1, SCALE_DUAL: 2}.get(word.role) or (1 if _accusative(t, i) else 2)
    return Part(count * word.value, i + 1, False, int(word.value))


def _accusative(t: Tokens, i: int) -> bool:
    """«ألفاً» and «ألفا وخمسمئة» are one thousand, «ألفا جندي» two."""
    return _TANWIN in t.text[t.starts[i] : t.ends[i]] or joint(t, i + 1) > 0


def scaled(t: Tokens, i: int) -> Part | None:
    """A coefficient and its scale, or a scale alone: «مئة وعشرين ألفا», «ألفين», «مئة ألف مليون»."""
    part = _coefficient(t, i) or _scale_alone(t, i)
    if part is None or part.ordinal:
        return part
    part = part._replace(last=past_bracket(t, i, part.last))
    word = word_at(t, part.last)
    while word is not None and word.role in SCALES and bare(word) and word.value >= part.scale:
        if part.scale * word.value > _LARGEST:
            break
        value = _decimal(t, i, part) * word.value
        part = part._replace(value=whole(value), last=part.last + 1, scale=part.scale * int(word.value))
        word = word_at(t, part.last)
    return part


def past_bracket(t: Tokens, i: int, last: int) -> int:
    """The scale after digits that brackets set off («(40) ألف»), or ``last`` where none follows."""
    if not i or t.kinds[i] != "n" or t.forms[i - 1] != "(" or t.forms[last : last + 1] != [")"]:
        return last
    word = word_at(t, last + 1)
    return last + 1 if word is not None and word.role in SCALES and bare(word) else last


def _decimal(t: Tokens, i: int, part: Part) -> Value:
    """The coefficient before a scale: there a single point is a decimal point («1.500 مليون»)."""
    form = t.forms[i]
    if part.scale == 1 and t.kinds[i] == "n" and part.last <= i + 2 and form.count(".") == 1 and len(form) <= 9:
        return float(form) if form.replace(".", "").isdecimal() else part.value
    return part.value


def whole(value: Value) -> Value:
    """An integer where the value is one, up to the error of binary fractions."""
    return round(value) if isinstance(value, float) and abs(value - round(value)) < 1e-6 else value
