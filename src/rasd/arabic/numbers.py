"""Numbers in a text: amounts with the words that bound them, ranges, percentages.

:func:`find_numbers` finds the number words and digits of a text with one look-up for each token
and reads the grammar around the hits alone.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from rasd.arabic.addends import joint
from rasd.arabic.amounts import Amount, amount_at, one_part_of
from rasd.arabic.bounds import BOUND_ENDS, Bound, bound_after, bound_before, has_toll, may_be_bound_after
from rasd.arabic.labels import is_label
from rasd.arabic.marks import NUMERALS, found
from rasd.arabic.numerals import DIGITS, PREFIXES, WORDS, Value
from rasd.arabic.script import fold
from rasd.arabic.words import Tokens, tokenise


class Number(NamedTuple):
    """A number: tokens ``[first, last)`` with its bounds, ``core`` the bare numeral alone.

    Brackets around the numeral count as its own tokens, so that what is counted starts at ``core[1]``.
    ``low`` and ``high`` are None where the text leaves them open; ``qualifier`` is exact, approx,
    at_least, at_most, range or vague, ``kind`` cardinal, ordinal, fraction or percent. ``joined``
    says that «و» or «ف» leads it, in its first word or as the word before; ``preposition`` and
    ``article`` are those on its first word. For «بين 10 و15» the core is the second numeral.
    """

    first: int
    last: int
    core: tuple[int, int]
    low: Value | None
    high: Value | None
    qualifier: str
    kind: str
    joined: bool
    preposition: str
    article: bool


class _Lead(NamedTuple):
    """Where a numeral starts with the prefix written apart from it, and what is attached to it."""

    start: int
    joined: bool
    preposition: str
    article: bool


_PERCENT = frozenset("%٪")
_OF_HUNDRED = frozenset(fold("المئة المائة المية").split())
_BY_HUNDRED = frozenset(fold("بالمئة بالمائة بالمية").split())
_IN = fold("في")
_UP_TO = frozenset(fold("إلى حتى").split())
_OR = fold("أو")
_DASHES = frozenset("-–—‒−")
_MAY_FOLLOW = frozenset({_IN, _OR, "(", *_UP_TO, *_BY_HUNDRED, *_PERCENT, *_DASHES})
_MAY_PRECEDE = BOUND_ENDS | _BY_HUNDRED | _PERCENT
_POINTS = frozenset(".٫,")
_AND = frozenset("وف")


def find_numbers(
    tokens: Tokens, first: int = 0, last: int | None = None, *, quantities_only: bool = True
) -> list[Number]:
    """The numbers that start at tokens ``first`` up to, not including, ``last``, in order.

    With ``quantities_only`` numbers that name or date (calibres, models, years, ages, phones) are
    left out, and arithmetic («واحد على ثلاثة», a minus sign) is not looked for.

    >>> [(n.low, n.high, n.qualifier) for n in find_numbers(tokenise("مقتل أكثر من 20 جنديا وجرح نحو ثلاثين"))]
    [(20, None, 'at_least'), (30, 30, 'approx')]
    """
    numbers: list[Number] = []
    done, year = 0, -1
    for i in found(NUMERALS, tokens.marks, first, len(tokens.forms) if last is None else last):
        amount = None if i < done or tokens.forms[i] in _BY_HUNDRED else amount_at(tokens, i, not quantities_only)
        if amount is None:
            continue
        lead = _lead(tokens, amount, done)
        ends = _label_end(tokens, amount, lead.start, year, quantities_only)
        if ends:
            done = year = ends
            continue
        if not quantities_only:
            amount = one_part_of(tokens, _signed(tokens, amount))
            lead = lead._replace(start=min(lead.start, amount.first))
        number = _number(tokens, *_bracketed(tokens, amount, lead), done)
        numbers.append(number)
        done = number.last
    return numbers


def _label_end(t: Tokens, amount: Amount, start: int, year: int, quantities_only: bool) -> int:
    """The token after an amount that is to be left out; 0 where it is to be read."""
    if not quantities_only:
        return _year_and_month(t, amount)
    return amount.last if is_label(t, start, amount, year) else 0


def _lead(t: Tokens, amount: Amount, done: int) -> _Lead:
    """The prefix and a direction mark before the numeral, but nothing before token ``done``."""
    i = amount.first
    i -= i > done and t.kinds[i - 1] == "s"
    before = t.forms[i - 1] if i else ""
    if t.kinds[amount.first] == "n":
        prefix = PREFIXES.get(before)
        if prefix is None or i <= done:
            return _Lead(i, False, "", False)
        conjunction, preposition, article = prefix
        return _Lead(i if before in _AND else i - 1, bool(conjunction), preposition, article)
    word = WORDS[t.forms[amount.first]]
    return _Lead(i, bool(word.conjunction) or before == "و", word.preposition, word.article)


def _bracketed(t: Tokens, amount: Amount, lead: _Lead) -> tuple[Amount, _Lead]:
    """The brackets around a bare numeral belong to it: «أكثر من (20) قتيلا»."""
    start, last = lead.start, amount.last
    if start and t.forms[start - 1] == "(" and last > amount.first + 1 and t.forms[amount.first + 1] == ")":
        return amount, lead._replace(start=start - 1)  # «(40) ألف»
    if last >= len(t.forms) or t.forms[last] != ")" or not start or t.forms[start - 1] != "(":
        return amount, lead
    return amount._replace(last=last + 1), lead._replace(start=start - 1)


def _number(t: Tokens, amount: Amount, lead: _Lead, done: int) -> Number:
    """The number around an amount: a range, a percentage, or one with a bound; from token ``done`` on."""
    if _stands_alone(t, amount, lead):
        core = (amount.first, amount.last)
        return Number(lead.start, amount.last, core, amount.value, amount.value, "exact", amount.kind, *lead[1:])
    bound = bound_before(t, lead.start)
    bound = None if bound is not None and bound.first < done else bound
    ranged = _range(t, amount, lead, bound)
    if ranged is not None:
        return ranged
    if bound is not None and bound.qualifier in ("between", "from"):
        open_end = bound.qualifier == "between" and not _UP_TO.isdisjoint(t.forms[amount.last : amount.last + 1])
        bound = bound._replace(qualifier="at_least") if open_end else None  # «ما بين ألف إلى أضعاف هذا العدد»
    percent = _percent_end(t, amount.last)
    start, last = lead.start, percent or _echo_end(t, amount)
    if not percent and start > done and _percent_before(t, start):
        percent, start = last, start - 1
    after = bound_after(t, last)
    core = (amount.first, last)
    kind = "percent" if percent else amount.kind
    low, high, qualifier = _bounds(amount, bound, after)
    first, last = (bound.first if bound else min(start, amount.first)), (after.last if after else last)
    return Number(first, last, core, low, high, qualifier, kind, *_attached(t, lead, bound))


def _stands_alone(t: Tokens, amount: Amount, lead: _Lead) -> bool:
    """Whether no word beside the numeral can bound it: the short way for most numbers."""
    last, start = amount.last, lead.start
    if amount.value is None or amount.least or (start and t.forms[start - 1] in _MAY_PRECEDE):
        return False
    if last < len(t.forms) and t.forms[last] in _MAY_FOLLOW:
        return False
    return not (may_be_bound_after(t, last) or has_toll(t, start))


def _attached(t: Tokens, lead: _Lead, bound: Bound | None) -> tuple[bool, str, bool]:
    """Conjunction, preposition and article on the first word, be it of the numeral or of its bound."""
    if bound is None:
        return lead.joined, lead.preposition, lead.article
    before = t.forms[bound.first - 1] if bound.first else ""
    return bool(bound.conjunction) or before == "و", bound.preposition, lead.article


def _bounds(amount: Amount, bound: Bound | None, after: Bound | None) -> tuple[Value | None, Value | None, str]:
    """Low, high and qualifier; a bound after the number is the more exact («نحو 500 أو أقل»)."""
    value = amount.value
    if value is None:
        return None, None, "vague"
    qualifier = after.qualifier if after and (bound is None or after.qualifier != "approx") else None
    qualifier = qualifier or (bound.qualifier if bound else "at_least" if amount.least else "exact")
    return (None if qualifier == "at_most" else value), (None if qualifier == "at_least" else value), qualifier


def _range(t: Tokens, amount: Amount, lead: _Lead, bound: Bound | None) -> Number | None:
    """«بين 10 و15», «من 10 إلى 15», «10-15», «10 أو 12»."""
    if amount.value is None or amount.kind not in ("cardinal", "fraction"):
        return None
    between = bound is not None and bound.qualifier == "between"
    end = _range_end(t, amount, between)
    if end is None and between:
        amount, end = _split_at_and(t, amount)
    if end is None or end.value is None or end.kind not in ("cardinal", "fraction"):
        return None
    low = _shared_scale(amount, end)
    if low >= end.value:
        return None
    last, percent = end.last, _percent_end(t, end.last)
    kind = "percent" if percent else "cardinal"
    first = bound.first if bound else lead.start
    core = (end.first, percent or last)
    return Number(first, percent or last, core, low, end.value, "range", kind, *_attached(t, lead, bound))


def _range_end(t: Tokens, amount: Amount, between: bool) -> Amount | None:
    """The upper numeral: right after a connector, or after «و» where «بين» came before."""
    at = amount.last
    if between:
        for noun in range(3):
            j = joint(t, at + noun)
            if j > 0:
                return amount_at(t, j)
            if at + noun >= len(t.kinds) or t.kinds[at + noun] != "w" or t.forms[at + noun] in _UP_TO:
                break
    if at + 1 >= len(t.forms) or not _connects(t, at, amount):
        return None
    word = WORDS.get(t.forms[at + 1])
    if word is not None and (word.conjunction or word.preposition):
        return None
    at += PREFIXES.get(t.forms[at + 1]) == ("", "", True)
    return amount_at(t, at + 1) if at + 1 < len(t.forms) else None


def _connects(t: Tokens, at: int, amount: Amount) -> bool:
    form = t.forms[at]
    if form in _UP_TO or form == _OR:
        return True
    return form in _DASHES and t.kinds[at + 1] == "n" and t.kinds[amount.last - 1] == "n"


def _split_at_and(t: Tokens, amount: Amount) -> tuple[Amount, Amount | None]:
    """«بين خمسة وعشرين»: what was read as twenty-five are the two ends, where no other end follows."""
    for j in reversed(amount.joints):
        end = amount_at(t, j)
        if end is None or end.value is None or amount.value is None:
            continue
        low = amount.value - end.value
        if 0 < low < end.value:
            return amount._replace(value=low, last=j), end
    return amount, None


def _shared_scale(low: Amount, high: Amount) -> Value:
    """The lower end, with the scale of the upper where it is said once: «3 إلى 5 آلاف»."""
    assert low.value is not None and high.value is not None
    if low.scale == 1 and high.scale >= 1000 and low.value < high.value / high.scale:
        return low.value * high.scale
    return low.value


def _percent_end(t: Tokens, i: int) -> int:
    """The token after «%», «بالمئة» or «في المئة» at token ``i``; 0 without one."""
    if i >= len(t.forms):
        return 0
    if t.forms[i] in _PERCENT or t.forms[i] in _BY_HUNDRED:
        return i + 1
    return i + 2 if t.forms[i] == _IN and t.forms[i + 1 : i + 2] and t.forms[i + 1] in _OF_HUNDRED else 0


def _percent_before(t: Tokens, i: int) -> bool:
    """«%20», «بالمئة 20»: a sign before the number that no number precedes."""
    sign = t.forms[i - 1] in _PERCENT or t.forms[i - 1] in _BY_HUNDRED
    return sign and not (i > 1 and (t.kinds[i - 2] == "n" or t.forms[i - 2] in WORDS))


def _echo_end(t: Tokens, amount: Amount) -> int:
    """The token after the numeral and its repetition in brackets: «خمسة (5) جنود»."""
    at = amount.last
    if t.kinds[at : at + 3] != "pnp" or t.forms[at] != "(" or t.forms[at + 2] != ")":
        return at
    return at + 3 if DIGITS[t.forms[at + 1]] == amount.value else at


def _signed(t: Tokens, amount: Amount) -> Amount:
    """A point or minus sign just before the digits, with nothing before it: «-5», «.77»."""
    i = amount.first
    if t.kinds[i] != "n" or amount.value is None:
        return amount
    if _mark_before(t, i, _POINTS) and t.forms[i].isdecimal():
        i, amount = i - 1, amount._replace(value=float("0." + t.forms[i]), first=i - 1)
    if _mark_before(t, i, _DASHES):
        amount = amount._replace(value=-(amount.value or 0), first=i - 1)
    return amount


def _mark_before(t: Tokens, i: int, marks: frozenset[str]) -> bool:
    if not i or t.forms[i - 1] not in marks or t.starts[i] != t.ends[i - 1]:
        return False
    return i == 1 or t.starts[i - 1] != t.ends[i - 2] or t.forms[i - 2] in _DASHES


def _year_and_month(t: Tokens, amount: Amount) -> int:
    """The token after «1995-01», a month and no two numbers; 0 where there is none."""
    i = amount.first
    if t.kinds[i : i + 3] != "npn" or t.forms[i + 1] not in _DASHES or t.starts[i + 2] != t.ends[i] + 1:
        return 0
    year, month = t.forms[i], t.forms[i + 2]
    dated = year.isdecimal() and month.isdecimal() and len(year) == 4 and len(month) == 2 and month[0] == "0"
    return i + 3 if dated and t.kinds[i + 3 : i + 5] != "pn" else 0


def inspect(text: str) -> list[dict[str, Any]]:
    """Every number of a text, those that name and date included, as plain records.

    >>> [(n["text"], n["span"], n["low"], n["unit"]) for n in inspect("نحو 20% من الأسلحة")]
    [('نحو 20%', [0, 7], 20, 'percent')]
    """
    tokens = tokenise(text)
    return [
        {
            "text": tokens.slice(n.first, n.last),
            "span": list(tokens.span(n.first, n.last)),
            "kind": n.kind,
            "low": n.low,
            "high": n.high,
            "qualifier": n.qualifier,
            "unit": "percent" if n.kind == "percent" else None,
        }
        for n in find_numbers(tokens, quantities_only=False)
    ]
