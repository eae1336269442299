"""Amounts: the bare numeral, in digits, in words or in both, without the words that bound it.

A sum of addends, and what may follow it: a fraction, a divisor, «بعد المئة».
"""

from __future__ import annotations

from typing import NamedTuple

from rasd.arabic.addends import (
    Part,
    bare,
    begins_other,
    joint,
    may_join,
    parted_unseen,
    past_bracket,
    scaled,
    whole,
    word_at,
)
from rasd.arabic.calendar import PAIR_HEADS
from rasd.arabic.numerals import (
    DIGITS,
    FRACTION,
    FRACTIONS,
    HALF_ORDINAL,
    HALF_UNIT,
    HUNDRED,
    MINUS,
    ORDINALS,
    SCALE_PLURAL,
    SCALES,
    SMALL,
    TEN,
    TENS,
    UNIT,
    VAGUE,
    VAGUE_OF,
    WORDS,
    ZERO,
    Value,
    Word,
)
from rasd.arabic.script import fold
from rasd.arabic.words import Tokens


class Amount(NamedTuple):
    """A bare numeral: tokens ``[first, last)``. ``value`` is None when it is vague («عشرات»).

    ``scale`` is the scale of its last part («ثلاثة آلاف» 1000, «ألف ومئة» 1), ``joints`` the tokens
    at which «و» joined a part, ``least`` says that the words mean this many or more («نيف وعشرون»).
    """

    value: Value | None
    first: int
    last: int
    kind: str = "cardinal"
    scale: int = 1
    joints: tuple[int, ...] = ()
    least: bool = False


_OVER = frozenset(fold("على").split())
_OUT_OF = frozenset(fold("من").split())
_PIECES = frozenset(fold("جزء جزءا أجزاء").split())
_AFTER = fold("بعد")
_UP_TO = frozenset(fold("إلى حتى").split())
_DAY_BEFORE = frozenset(fold("يوم اليوم ليلة مساء صباح فجر ظهر").split())
_YESTERDAY = fold("أمس")
_WELL = frozenset(fold("بئر بير").split())
_MANY = frozenset(fold("كبير كبيرة قليل محدود ضخم غير هائل آخر").split())
_FRACTION_SLASH = frozenset("/⁄")
#: Words that are no numerals but may follow one inside an amount.
_GOES_ON = frozenset({"و", _AFTER, fold("فاصلة"), *_FRACTION_SLASH, *_OVER, *_OUT_OF, *_PIECES})
_ENDS_DIGITS = frozenset(("w", "p", "b", ""))
_PLAIN = frozenset((UNIT, TEN, TENS, ZERO))
_WITH_MORE = frozenset((HALF_UNIT, HALF_ORDINAL))
_AFTER_VAGUE = SCALES | {VAGUE, TEN, HUNDRED}
_UNBOUNDED = 10**30


def amount_at(t: Tokens, i: int, loose: bool = False) -> Amount | None:
    """The numeral that starts at token ``i``.

    ``loose`` also reads what is arithmetic rather than report: «واحد على ثلاثة», «-5», «.5».
    """
    if t.kinds[i] == "n":
        return _plain_digits(t, i) or _digits_first(t, i, loose)
    word = word_at(t, i)
    if word is None or word.role == FRACTIONS:
        return None
    if word.role in (VAGUE, VAGUE_OF, SCALE_PLURAL):
        return _vague(t, i, word)
    if word.role == MINUS:
        return _negative(t, i, loose)
    if word.role in _WITH_MORE and not _goes_on(t, i + 1):
        return None
    return _plain_word(t, i, word) or _fraction_first(t, i) or _words_first(t, i, word, loose)


def _plain_digits(t: Tokens, i: int) -> Amount | None:
    """Digits before something that cannot go on with them: by far the most common numeral."""
    last = i + 1
    if t.kinds[last : last + 1] not in _ENDS_DIGITS or _goes_on(t, last) or parted_unseen(t, i):
        return None
    if last < len(t.forms) and t.forms[last] == ")" and past_bracket(t, i, last) > last:
        return None
    value = DIGITS[t.forms[i]]
    return None if value is None else Amount(value, i, last)


def _goes_on(t: Tokens, last: int) -> bool:
    """Whether the token at ``last`` may be a part of the numeral before it."""
    if last >= len(t.forms):
        return False
    form = t.forms[last]
    return form in _GOES_ON or form in WORDS


def _plain_word(t: Tokens, i: int, word: Word) -> Amount | None:
    """One word that nothing goes on from: «ثلاثة», «عشرين»."""
    if word.role not in _PLAIN or (word.article and word.role != UNIT) or word.value == 2 or word.value == 7:
        return None
    return None if _goes_on(t, i + 1) else Amount(word.value, i, i + 1)


def _digits_first(t: Tokens, i: int, loose: bool) -> Amount | None:
    ratio = _ratio(t, i)
    if ratio:
        return Amount(ratio.value, i, ratio.last, "fraction")
    found = _sum(t, i)
    if found is None or not loose:
        return found and _with_fraction(t, found)
    mixed = _ratio(t, found.last) if found.last == i + 1 else None
    if mixed and mixed.value < 1:
        return found._replace(value=found.value + mixed.value, last=mixed.last)  # type: ignore[operator]
    return _divided(t, _with_fraction(t, found))


def _words_first(t: Tokens, i: int, word: Word, loose: bool) -> Amount | None:
    found = None if _other_word(t, i, word) else _sum(t, i)
    if found is None or (found.last == i + 1 and _weekday_or_well(t, i, word)):
        return None
    if found.kind == "ordinal" or word.article:
        found = _beyond(t, found)
    if found.kind == "ordinal":
        return found
    found = _with_fraction(t, found)
    return _divided(t, found) if loose else found


def _other_word(t: Tokens, i: int, word: Word) -> bool:
    """Ordinals of months («تشرين الثاني») and of days («أول أمس»)."""
    if word.role not in ORDINALS:
        return False
    following = t.forms[i + 1 : i + 3]
    if word.value == 1 and _YESTERDAY in (following if following[:1] == ["من"] else following[:1]):
        return True
    return i > 0 and t.forms[i - 1] in PAIR_HEADS


def _weekday_or_well(t: Tokens, i: int, word: Word) -> bool:
    """«الاثنين» and «يوم اثنين» are Monday; «بئر السبع» is a town."""
    if word.role != UNIT:
        return False
    before = t.forms[i - 1] if i else ""
    if word.value == 2:
        return word.article or before in _DAY_BEFORE
    return word.value == 7 and word.article and before in _WELL


def _sum(t: Tokens, i: int) -> Amount | None:
    """Scaled parts of falling size, joined by «و»: «مليون ومئتا ألف وثلاثون»."""
    total: Value = 0
    room, at, last = _UNBOUNDED, i, i
    joints: tuple[int, ...] = ()
    part = scaled(t, i)
    ordinal, scale = False, 1
    while part is not None and part.value < room and not (at != i and begins_other(t, part.last)):
        if at != i and not may_join(t, i, at, part):
            break
        total, last, scale, ordinal = total + part.value, part.last, part.scale, part.ordinal
        joints += part.joints if at == i else (at, *part.joints)
        room = part.scale
        at = _continuation(t, last) if room > 1 and not ordinal else -1
        part = scaled(t, at) if at > 0 else None
    if last == i:
        return None
    return Amount(total, i, last, "ordinal" if ordinal or _definite(t, i, last) else "cardinal", scale, joints)


def _continuation(t: Tokens, last: int) -> int:
    """Where the next part starts: after «و», or digits that bring their own scale («4 آلاف 3 مئة»)."""
    at = joint(t, last)
    if at < 0 and t.kinds[last : last + 1] == "n" and WORDS.get("".join(t.forms[last + 1 : last + 2])):
        return last
    return at


def _definite(t: Tokens, i: int, last: int) -> bool:
    """Tens, hundreds and scales with the article are ordinals after a definite noun: «الذكرى الثلاثين»."""
    word = word_at(t, i)
    if word is None or not word.article or word.preposition or word.role in (UNIT, TEN) or not i:
        return False
    before = t.forms[i - 1]
    return before.startswith("ال") and len(before) > 4 and not before.endswith(("ين", "ون", "ات", "لي", "حي"))


def _fraction_at(t: Tokens, i: int) -> Part | None:
    """«نصف», «ثلاثة أرباع»."""
    word = word_at(t, i)
    if word is None or word.role not in (FRACTION, UNIT):
        return None
    if word.role == FRACTION:
        return Part(word.value, i + 1)
    parts = word_at(t, i + 1)
    if parts is None or parts.role != FRACTIONS or not bare(parts):
        return None
    return Part(word.value * parts.value, i + 2)


def _fraction_first(t: Tokens, i: int) -> Amount | None:
    """A fraction, of a scale («نصف مليون», an amount) or alone; «النصف» alone is a noun."""
    fraction = _fraction_at(t, i)
    if fraction is None:
        return None
    scale = word_at(t, fraction.last)
    if scale is not None and scale.role in SCALES and bare(scale):
        return Amount(whole(fraction.value * scale.value), i, fraction.last + 1, "cardinal", int(scale.value))
    word = word_at(t, i)
    return None if word is not None and word.article else Amount(whole(fraction.value), i, fraction.last, "fraction")


def _with_fraction(t: Tokens, amount: Amount) -> Amount:
    """What «ونصف» adds: half of the scale it follows («مليون ونصف»), or a half."""
    j = joint(t, amount.last)
    fraction = _fraction_at(t, j) if j > 0 else None
    if fraction is None or amount.value is None or _is_definite_fraction(t, j, fraction):
        return amount
    scale, value, last = word_at(t, fraction.last), amount.value, fraction.last
    if scale is None or scale.role not in SCALES or not bare(scale):
        value += fraction.value * amount.scale
    elif amount.scale == 1:
        value, last = (value + fraction.value) * scale.value, last + 1
    else:
        value, last = value + fraction.value * scale.value, last + 1
    return amount._replace(value=whole(value), last=last, joints=(*amount.joints, j))


def _is_definite_fraction(t: Tokens, j: int, fraction: Part) -> bool:
    word = word_at(t, j)
    return word is not None and word.article


def _ratio(t: Tokens, i: int) -> Part | None:
    """Two whole numbers with a slash, and no third: «1/2»."""
    if t.kinds[i : i + 3] != "npn" or t.forms[i + 1] not in _FRACTION_SLASH or t.starts[i + 2] != t.ends[i] + 1:
        return None
    above, below = DIGITS[t.forms[i]], DIGITS[t.forms[i + 2]]
    third = t.kinds[i + 3 : i + 5] == "pn" and t.forms[i + 3] in _FRACTION_SLASH
    second = i > 1 and t.forms[i - 1] in _FRACTION_SLASH and t.kinds[i - 2] == "n"
    if third or second or not isinstance(above, int) or not isinstance(below, int) or not below:
        return None
    return Part(whole(above / below), i + 3)


def _divided(t: Tokens, amount: Amount) -> Amount:
    """«واحد على ثلاثة», «واحد من مئة», «عشرة أجزاء من مئة»: one number by another."""
    at = amount.last
    if at + 1 >= len(t.forms) or amount.value is None:
        return amount
    pieces = t.forms[at] in _PIECES
    at += pieces
    share = t.forms[at] in _OUT_OF
    if at + 1 >= len(t.forms) or not (share or (t.forms[at] in _OVER and not pieces)):
        return amount
    divisor = amount_at(t, at + 1)
    if divisor is None or not divisor.value or (share and not pieces and not _all_words(t, amount, divisor)):
        return amount
    return amount._replace(value=amount.value / divisor.value, last=divisor.last, kind="fraction")


def one_part_of(t: Tokens, amount: Amount) -> Amount:
    """«جزء من مئة»: the words before the numeral make it a divisor."""
    i = amount.first
    if i < 2 or t.forms[i - 1] not in _OUT_OF or t.forms[i - 2] not in _PIECES or not amount.value:
        return amount
    return amount._replace(value=1 / amount.value, first=i - 2, kind="fraction")


def _all_words(t: Tokens, amount: Amount, divisor: Amount) -> bool:
    """In words, the lesser out of the greater, and no range after it («خمسة من عشرة إلى …»)."""
    greater = (divisor.value or 0) > (amount.value or 0)
    onward = t.forms[divisor.last] in _UP_TO if divisor.last < len(t.forms) else False
    return greater and not onward and "n" not in t.kinds[amount.first : divisor.last]


def _negative(t: Tokens, i: int, loose: bool) -> Amount | None:
    """«سالب خمسة»."""
    following = word_at(t, i + 1)
    if i + 1 >= len(t.forms) or (following is not None and following.role == MINUS):
        return None
    inner = amount_at(t, i + 1, loose)
    if inner is None or inner.value is None or inner.kind == "ordinal":
        return None
    return inner._replace(value=-inner.value, first=i)


def _beyond(t: Tokens, amount: Amount) -> Amount:
    """«الأول بعد المئة»."""
    at = amount.last + 1
    word = word_at(t, at)
    if word is None or t.forms[at - 1] != _AFTER or not word.article or word.role in SMALL:
        return amount
    base = _sum(t, at)
    if base is None or base.value is None or amount.value is None:
        return amount
    return amount._replace(value=amount.value + base.value, last=base.last, kind="ordinal")


def _vague(t: Tokens, i: int, word: Word) -> Amount | None:
    """«عشرات الآلاف», «بضعة», «نيف وعشرون», «عدد كبير من»: no figure, or one that is only a floor."""
    if word.role == VAGUE_OF:
        return _number_of(t, i, word)
    if word.value == 0 and word.article:
        return None  # «العدة» is equipment
    j = joint(t, i + 1)
    floor = _sum(t, j) if j > 0 and word.role == VAGUE and word.value in (1, 3) else None
    if floor is not None and floor.kind == "cardinal":
        return floor._replace(first=i, least=True)
    last = i + 1
    following = word_at(t, last)
    while following is not None and bare(following) and following.role in _AFTER_VAGUE:
        last += 1
        following = word_at(t, last)
    return Amount(None, i, last)


def _number_of(t: Tokens, i: int, word: Word) -> Amount | None:
    last = i + 2 if i + 1 < len(t.forms) and t.forms[i + 1] in _MANY else i + 1
    if (word.article and not word.value) or last + 1 >= len(t.forms) or t.forms[last] not in _OUT_OF:
        return None
    counted = t.kinds[last + 1] == "n" or word_at(t, last + 1) is not None
    return None if counted else Amount(None, i, last + 1)
