"""Words that bound a number: «أكثر من», «نحو», «على الأقل», «لا يتجاوز», «بين … و…».

A bound of several words may carry clitics on its first word only: the tables hold every such form.
"""

from __future__ import annotations

from typing import NamedTuple

from rasd.arabic.numerals import WORDS
from rasd.arabic.script import fold
from rasd.arabic.words import Tokens


class Bound(NamedTuple):
    """What bounds a number: the qualifier, the tokens taken, and the clitics on the first of them."""

    qualifier: str
    first: int
    last: int
    conjunction: str = ""
    preposition: str = ""


#: Before the number. «@» stands for an optional «عددهم», «عددها» …; «=» for an optional «أو يساوي».
_BEFORE = {
    "approx": "نحو|حوالي|حوالى|قرابة|زهاء|تقريبا|ما يقارب|يقارب|تقارب|ما يقارب من|ما يقرب من|يقرب من|ما يقرب|"
    "ما يناهز|يناهز|تناهز|بحدود|في حدود|ما يقارب @|يقارب @|يناهز @|بالتقريب|نحو من",
    "at_least": "أكثر من =|أزيد من|أكبر من =|أعلى من =|على الأقل =|على أقل تقدير|كحد أدنى|بحد أدنى|حد أدنى|أدنى|"
    "لا يقل @ عن|لا تقل @ عن|ما لا يقل @ عن|مالايقل عن|لا يقلون عن|يزيدون على|يزيدون عن|يتجاوزون|لم يقل @ عن|"
    "يزيد @ على|يزيد @ عن|تزيد @ على|تزيد @ عن|ما يزيد @ على|ما يزيد @ عن|زاد @ على|زاد @ عن|زادت على|زادت عن|"
    "فوق|ما فوق|ما يفوق @|يفوق @|تفوق @|فاق @|يتجاوز @|تتجاوز @|تجاوز @|تجاوزت @|ما يتجاوز @|يتعدى @|تعدى @|"
    "يتخطى @|تخطى @|تخطت @|يربو @ على|يربو @ عن|تربو على|تربو عن|ما يربو على|ما يربو عن|ما ينيف على|ما ينيف عن|"
    "ينيف على|ينوف على|بزيادة على|بزيادة عن|ليس أقل من|ليس أقل @ من|وليس أقل من|لا أقل من",
    "at_most": "أقل من =|أصغر من =|أخفض من =|أدنى من =|أخفض =|ما دون|لا يتجاوز @|لا تتجاوز @|لم يتجاوز @|لم تتجاوز @|"
    "ما لا يتجاوز @|لا يتجاوزون|لا يزيدون على|لا يزيدون عن|"
    "لا يزيد @ على|لا يزيد @ عن|لا تزيد @ على|لا تزيد @ عن|ما لا يزيد @ على|ما لا يزيد @ عن|"
    "لم يزد @ على|لم يزد @ عن|لا يفوق @|لا تفوق @|لا يتعدى @|لا تتعدى @|لم يتعد @|حتى|ما يصل @ إلى|قد يصل @ إلى|"
    "ليس أكثر من|لا أكثر من|يقل @ عن|تقل @ عن|ما يقل @ عن|على الأكثر =|كحد أقصى|بحد أقصى|على أكثر تقدير",
    "between": "بين|ما بين|مابين|يتراوح بين|تتراوح بين",
    "from": "من",
}
_NUMBER_OF_THEM = fold("عددهم عددها عدده عددهن عدد أعدادهم").split()
_OR_EQUAL = tuple(tuple(x.split()) for x in fold("أو يساوي|أو تساوي").split("|"))
_LEADS = tuple((c, p) for c in ("", "و", "ف") for p in ("", "ب", "ل", "ك"))

#: After the number: the qualifier, and how many tokens may stand between.
_AFTER = {
    ("at_least", 6): "على الأقل|على أقل تقدير|كحد أدنى|بحد أدنى|في الحد الأدنى",
    ("at_most", 4): "على الأكثر|على أكثر تقدير|على أبعد تقدير|كحد أقصى|بحد أقصى|لا أكثر|في الحد الأقصى",
    ("approx", 3): "تقريبا|على وجه التقريب|بالتقريب|على الأرجح تقريبا",
    ("at_least", 1): "أو أكثر|أو يزيد|فأكثر|وأكثر|فما فوق|وما فوق|أو ما يزيد|على الأقل أو يساوي",
    ("at_most", 1): "أو أقل|فأقل|فما دون|وما دون|أو ما دون",
    ("at_least", 0): "ونيف|ونيفا|أو ينيف",
}


def _spellings(pattern: str) -> list[tuple[str, ...]]:
    """A pattern with its optional words in and out."""
    found: list[tuple[str, ...]] = [()]
    for word in pattern.split():
        if word == "@":
            found += [(*f, n) for f in found for n in _NUMBER_OF_THEM]
        elif word == "=":
            found += [(*f, *e) for f in found for e in _OR_EQUAL]
        else:
            found = [(*f, word) for f in found]
    return found


def _before_table() -> dict[tuple[str, ...], str]:
    table: dict[tuple[str, ...], str] = {}
    for qualifier, patterns in _BEFORE.items():
        for pattern in fold(patterns).split("|"):
            for words in _spellings(pattern):
                table.setdefault(words, qualifier)
    return table


def _first_words() -> dict[str, tuple[str, str, str]]:
    """Forms of the words with which a bound begins: conjunction, preposition, the bare word."""
    bare = {words[0] for words in _BEFORE_TABLE}
    return {c + p + w: (c, p, w) for c, p in reversed(_LEADS) for w in bare}


def _after_table() -> dict[str, list[tuple[tuple[str, ...], str, int]]]:
    table: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
    for (qualifier, reach), patterns in _AFTER.items():
        for pattern in fold(patterns).split("|"):
            words = tuple(pattern.split())
            table.setdefault(words[0], []).append((words, qualifier, reach))
    return {first: sorted(rows, key=lambda row: -len(row[0])) for first, rows in table.items()}


_BEFORE_TABLE = _before_table()
_FIRST_WORDS = _first_words()
#: The words with which a bound before a number may end.
BOUND_ENDS = frozenset((*(key[-1] for key in _BEFORE_TABLE), *_FIRST_WORDS))
_LONGEST = max(map(len, _BEFORE_TABLE))
_TOLLS = frozenset(fold("عدد حصيلة").split())
_TAILS = frozenset(fold("عن على إلى من").split())
_EXCEEDING = frozenset(fold("على عن").split())
_TOLL_REACH = 5
_AFTER_TABLE = _after_table()
_AFTER_ENDS = frozenset(words[-1] for rows in _AFTER_TABLE.values() for words, _, _ in rows)
_THAN = fold("من")  # «18 قتيلا وأكثر من 70 جريحا»: that bound is of the next number
_FARTHEST = 6
_COMMAS = frozenset("،,")
_WEEKDAYS = frozenset(fold("الأحد الاثنين الإثنين").split())  # «12 جنديا على الأقل الأحد»: days spelled like numbers


def bound_before(t: Tokens, i: int) -> Bound | None:
    """The longest bound that ends just before token ``i``."""
    if i and t.forms[i - 1] in BOUND_ENDS:
        for first in range(max(0, i - _LONGEST), i):
            found = _bound_from(t, first, tuple(t.forms[first + 1 : i]), i)
            if found is not None:
                return found
    return _around_toll(t, i) if has_toll(t, i) else None


def has_toll(t: Tokens, i: int) -> bool:
    """Whether «عدد» or «حصيلة» stands a few tokens before ``i``."""
    return not _TOLLS.isdisjoint(t.forms[max(0, i - _reach(t, i)) : i])


def _reach(t: Tokens, i: int) -> int:
    """How far before the number what is counted may begin: farther where «على» or «عن» still leads to it."""
    return _TOLL_REACH * 2 if t.forms[i - 1] in _EXCEEDING else _TOLL_REACH


def _around_toll(t: Tokens, i: int) -> Bound | None:
    """A bound around what is counted: «تجاوز عدد القتلى 20», «لا تقل حصيلة القتلى عن 20»."""
    at = max(at for at in range(max(0, i - _reach(t, i)), i) if t.forms[at] in _TOLLS)
    tail = tuple(t.forms[i - 1 : i]) if t.forms[i - 1] in _TAILS else ()
    for first in range(max(0, at - 3), at):
        found = _bound_from(t, first, (*t.forms[first + 1 : at], *tail), i)
        if found is not None and found.qualifier in ("at_least", "at_most") and t.forms[at - 1] not in _TAILS:
            return found
    return None


def _bound_from(t: Tokens, first: int, rest: tuple[str, ...], i: int) -> Bound | None:
    """The bound that starts at token ``first`` and goes on with ``rest``."""
    lead = _FIRST_WORDS.get(t.forms[first])
    qualifier = _BEFORE_TABLE.get((lead[2], *rest)) if lead else None
    return Bound(qualifier, first, i, lead[0], lead[1]) if lead and qualifier else None


def may_be_bound_after(t: Tokens, i: int) -> bool:
    """Whether a word that may end a bound comes soon enough at or after token ``i``."""
    return not _AFTER_ENDS.isdisjoint(t.forms[i : i + _FARTHEST + 4])


def bound_after(t: Tokens, i: int) -> Bound | None:
    """A bound that follows a number whose last token is ``i - 1``, perhaps after what is counted.

    «مقتل 14 وجرح على الأقل 20»: one that a further number follows at once belongs to that number,
    unless it follows the first one at once.
    """
    if not may_be_bound_after(t, i):
        return None
    for at in range(i, min(i + _FARTHEST + 1, len(t.forms))):
        for words, qualifier, reach in _AFTER_TABLE.get(t.forms[at], ()):
            last = at + len(words)
            if at - i > reach or tuple(t.forms[at:last]) != words or t.forms[last : last + 1] == [_THAN]:
                continue
            if at == i or not _is_number(t, last) or t.forms[last] in _WEEKDAYS:
                return Bound(qualifier, at, last)
        if not _may_stand_between(t, at):
            return None
    return None


def _may_stand_between(t: Tokens, i: int) -> bool:
    if t.kinds[i] == "w":
        return t.forms[i] not in WORDS
    return t.kinds[i] == "p" and t.forms[i] in _COMMAS


def _is_number(t: Tokens, i: int) -> bool:
    return i < len(t.forms) and (t.kinds[i] == "n" or t.forms[i] in WORDS)
