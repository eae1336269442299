"""Numbers that name or date rather than count: calibres, models, units, articles, ages, times, phones.

Each rule looks only at the few tokens around the number; the first that holds decides.
"""

from __future__ import annotations

import re

from rasd.arabic.amounts import Amount, amount_at
from rasd.arabic.calendar import HIJRI_MONTHS, MONTHS, PAIR_HEADS, TO, WEAK_MONTHS
from rasd.arabic.counted import counts
from rasd.arabic.numerals import DIGITS
from rasd.arabic.script import fold
from rasd.arabic.words import Tokens


def _forms(words: str, article: bool = True) -> frozenset[str]:
    """Folded forms with conjunction, preposition and, where asked, the article."""
    found = set()
    for word in fold(words).split():
        for lead in ("", "و", "ب", "ل", "وب", "ول", "ف"):
            found.add(lead + word)
            if article:
                found.add(lead + ("ل" if lead.endswith("ل") else "ال") + word)
    return frozenset(found)


#: Nouns whose number is a name: the thirtieth regiment, resolution 2254, article 3, calibre 14.5.
_DESIGNATED = _forms(
    "لواء فوج فرقة كتيبة سرية فيلق قرار مادة رقم فقرة بند عيار طراز موديل قانون هاتف جوال صفحة قناة هاشتاغ ماركة"
) - _forms("لواء فرقة كتيبة سرية قناة", article=False)
#: Nouns that do so only where no counted noun follows: «الطريق 5», but «على الطريق 5 جنود».
_PERHAPS_DESIGNATED = _forms(
    "شارع طريق قطاع حلقة دفعة جولة نموذج فئة محطة غرفة مبنى حاجز كيلو نقطة بوابة خط طابق ملحق مربع مجموعة إصدار "
    "مفترق برج"
)
_NO_NOUNS = _forms("في من على إلى عن هو هي التي الذي بعد قبل حتى مع جنوب شمال شرق غرب وسط قرب بين", article=False)
#: Nouns whose number may come after their adjectives: «قرار مجلس الأمن 2254», «اللواء المدرع 11».
_FAR_DESIGNATED = _forms("قرار قانون مرسوم طريق لواء فوج فرقة كتيبة فيلق")
_QUOTES = frozenset("\"“”«»'")
_YEAR_NOUNS = _forms("عام سنة عامي سنتي موسم أعوام")
_BEFORE_YEAR = _forms(
    "منذ في قبل بعد حتى منتصف أوائل أواخر مطلع نهاية بداية صيف شتاء ربيع خريف خلال من إلى أحداث حرب ثورة غزو", True
)
_CLOCK = _forms("ساعة") - _forms("ساعة", article=False)
_DATED = _forms("يوم شهر تاريخ موافق مصادف") - _forms("اليوم اليومين", article=False)
_OF_MONTH = _forms("جاري حالي ماضي منصرم فائت مقبل قادم شهر ذاته نفسه", True)
_THE_DAY = frozenset(fold("اليوم لليوم باليوم واليوم ولليوم").split())
#: «خلال الشهر 6 تفجيرات», while «الشهر 6 من العام» is June.
_THE_MONTH = fold("الشهر")
_ITS_DAY = frozenset(fold("يومه يومها").split())
_IN_ZONE = frozenset(fold("بتوقيت بالتوقيت").split())
_ZONES = [["(", "gmt"], ["(", "utc"], ["gmt"], ["gmt", "+"], ["gmt", ")"]]
_FROM = fold("من")
_AGED = _forms("بالغ بالغة عمر عمره عمرها سن بعمر العمر ابن بنت أعمارهم عمرهم عمرهما")
_REACHED = frozenset(fold("يبلغ تبلغ").split())
_AGE_UNITS = frozenset(fold("عاما عام سنة سنوات أعوام ربيعا شهرا سنه أشهر").split())
_HIS_AGE = frozenset(fold("عمره عمرها العمر أعمارهم عمرهم عمرهما").split())
_DIMENSIONS = frozenset(fold("ملم مم ميليمتر ميلمتر مليمتر ملمتر ميليمتراً mm").split())
_COORDINATES = _forms("إحداثيات إحداثية إحداثي")
#: Letters and families of letters by which models are called: «تي 72», «إس 300», «ميغ 29».
_MODELS = frozenset(fold("بي تي إف إس سي دي جي كي يو آر إيه دبليو إم ميغ ميج سو").split())
_OUTSIDE_COUNTS = frozenset(fold("وقت كل نفس صوت صف بصوت").split())
_ZERO_PLACES = _forms("ساعة نقطة مسافة شهر دون تحت فوق")
_LINKS = frozenset(("و", "-", "–", "—", "/", "،", ",", fold("إلى"), fold("حتى"), fold("أو")))
_TIME_ZONES = frozenset(("GMT", "UTC"))
_DASHES = frozenset("-–—‐‑_")
_HUGGED = frozenset("-–—‐‑_/\\@=#:.°+*")
_UNITS_ATTACHED = frozenset(("km", "m", "kg", "k", "x", "cm", "g"))
#: What may make a label of a small number between two words; with neither beside it, it counts.
_NAMING = _DESIGNATED | _PERHAPS_DESIGNATED | _MODELS | _AGED
_CALENDAR = frozenset((*MONTHS, *HIJRI_MONTHS, *PAIR_HEADS))
_TELLING_BEFORE = _NAMING.union(_CLOCK, _YEAR_NOUNS, _DATED, _THE_DAY, _ITS_DAY, MONTHS, PAIR_HEADS)
_TELLING_AFTER = _AGE_UNITS | _OF_MONTH | _DIMENSIONS | _IN_ZONE | {_FROM} | _CALENDAR
_HIJRI_YEAR = re.compile(r"1[345]\d\d\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_DECIMAL_DEGREES = re.compile(r"\d{1,3}\.\d{4,}\Z")
_LONG = 8


def is_label(t: Tokens, start: int, amount: Amount, after_year: int = -1) -> bool:
    """Whether the number at ``amount`` names, dates or times something rather than counts it.

    ``start`` is its first token with a prefix written apart; ``after_year`` the token after the
    last year found, so that «عامي 2014 و2016» gives two.
    """
    if _plainly_counts(t, start, amount):
        return False
    if _introduced(t, start, amount) or _aged(t, start, amount):
        return True
    if amount.kind == "fraction" and _dated_ratio(t, start, amount.last):
        return True
    if t.kinds[amount.first] != "n":
        return _label_in_words(t, start, amount)
    if _glued(t, amount) or _year(t, start, amount, after_year) or _day(t, start, amount) or _shaped(t, amount):
        return True
    return _day_of(t, start, amount) or _clock_time(t, amount.last) or _said_again(t, start, amount)


def _dated_ratio(t: Tokens, start: int, last: int) -> bool:
    """«بتاريخ 12/5», «ليل 14/15 تموز»."""
    return (start > 0 and t.forms[start - 1] in _DATED) or (last < len(t.forms) and _is_month(t, last, t.forms[last]))


def _plainly_counts(t: Tokens, start: int, amount: Amount) -> bool:
    """A numeral of one or two digits, or in words, between two words neither of which tells of a label."""
    last = amount.last
    if not start or t.kinds[start - 1] != "w" or t.kinds[last : last + 1] != "w":
        return False
    if t.kinds[amount.first] == "n" and len(t.forms[amount.first]) > 2:
        return False
    value = amount.value
    before, after = t.forms[start - 1], t.forms[last]
    if value == 0 or value == 1 or after in _TELLING_AFTER:
        return False
    return before not in _TELLING_BEFORE or (before == _THE_MONTH and after not in _NO_NOUNS)


def _before(t: Tokens, i: int) -> int:
    """The token before ``i``, through an opening bracket, quotation mark or colon; -1 at the start."""
    i -= 1
    while i >= 0 and t.kinds[i] == "p" and t.forms[i] in '([«"“:#':
        i -= 1
    return i


def _introduced(t: Tokens, start: int, amount: Amount) -> bool:
    """«القرار 2254», «عيار 14.5», «اللواء (30)», «الساعة 11»."""
    i = _before(t, start)
    form = t.forms[i] if i >= 0 else ""
    if form in _DESIGNATED:
        return not (_joined(t, start, amount) and _counts_a_noun(t, amount.last))
    if form in _YEAR_NOUNS and t.kinds[amount.first] == "n" and len(t.forms[amount.first]) not in (2, 4):
        return False  # «منذ مطلع العام 210 من الجنود»
    if form in _CLOCK or form in _YEAR_NOUNS:
        return True
    if form in _PERHAPS_DESIGNATED:
        return not _counts_a_noun(t, amount.last)
    if t.kinds[amount.first] != "n":
        return False
    if not _FAR_DESIGNATED.isdisjoint(t.forms[max(0, i - 2) : max(0, i)]):
        return _definite(t, i) and not _counts_a_noun(t, amount.last)
    if _quoted_name(t, start, amount.last):
        return True
    return form in _MODELS and amount.last == amount.first + 1


def _joined(t: Tokens, start: int, amount: Amount) -> bool:
    """«قائد الفوج وثلاثة جنود»: a number after «و» counts what follows it."""
    form = t.forms[start]
    return start < amount.first or (form.startswith("و") and not form.startswith("واحد"))


def _definite(t: Tokens, i: int) -> bool:
    return t.kinds[i] == "w" and t.forms[i].startswith("ال")


def _quoted_name(t: Tokens, start: int, last: int) -> bool:
    """A name in quotation marks that ends in the number: «"ياسين 105"»."""
    if t.forms[last : last + 1] == [] or t.forms[last] not in _QUOTES or start < 2 or t.kinds[start - 1] != "w":
        return False
    return not _QUOTES.isdisjoint(t.forms[max(0, start - 3) : start - 1])


def _counts_a_noun(t: Tokens, i: int) -> bool:
    """Whether a noun without the article follows, as it does after a number that counts."""
    return t.kinds[i : i + 1] == "w" and t.forms[i] not in _NO_NOUNS and not t.forms[i].startswith("ال")


def _label_in_words(t: Tokens, start: int, amount: Amount) -> bool:
    before = t.forms[start - 1] if start else ""
    after = t.forms[amount.last] if amount.last < len(t.forms) else ""
    if amount.value == 1 and amount.kind == "cardinal":
        return before in _OUTSIDE_COUNTS or (before == "ان" and "آ" in t.text[t.starts[start - 1] : t.ends[start - 1]])
    if amount.value == 0:
        beside = t.kinds[max(0, start - 1) : start] + t.kinds[amount.last : amount.last + 1]
        return "n" in beside or before in _ZERO_PLACES or t.forms[amount.first].startswith("ال")
    return _is_month(t, amount.last, after) or before in _DATED


def _aged(t: Tokens, start: int, amount: Amount) -> bool:
    """«البالغ من العمر 20», «(24 عاما)», «في الـ 24 من عمره»."""
    i = _before(t, start)
    if i >= 0 and t.forms[i] in _AGED:
        return True
    after = t.forms[amount.last : amount.last + 2]
    if after[:1] == [_FROM] and after[1:] and after[1] in _HIS_AGE:
        return True
    if not after or after[0] not in _AGE_UNITS:
        return False
    if i >= 0 and t.forms[i] in _REACHED:
        return True
    enclosed = (i != start - 1 and t.forms[start - 1] == "(") or after[1:] == [")"]
    return enclosed or _between_commas(t, start, amount.last + 1)


def _between_commas(t: Tokens, start: int, last: int) -> bool:
    """«أحمد، 24 عاما، قتل»."""
    return start > 0 and t.forms[start - 1] in ("،", ",") and t.forms[last : last + 1] in (["،"], [","])


def _glued(t: Tokens, amount: Amount) -> bool:
    """Parts of models, links and codes: «F-35», «إف-16», «T72», «#83», «11:30», «0937-22»."""
    i, last = amount.first, amount.last
    if i and t.starts[i] == t.ends[i - 1] and (t.kinds[i - 1] == "l" or _hugs_before(t, i)):
        return True
    if i and t.kinds[i - 1] == "l" and t.starts[i] == t.ends[i - 1] + 1 and _is_code(t, i - 1):
        return True
    if last >= len(t.forms) or t.starts[last] != t.ends[last - 1]:
        return last < len(t.forms) and t.forms[last] in _DIMENSIONS
    if t.kinds[last] == "l":
        return t.forms[last] not in _UNITS_ATTACHED
    return t.forms[last] in _DIMENSIONS or (_hugs_after(t, last) and not _digit_range(t, i, last))


def _is_code(t: Tokens, i: int) -> bool:
    """Letters of a model: up to three, in capitals, and no time zone."""
    letters = t.text[t.starts[i] : t.ends[i]]
    return len(letters) <= 3 and letters.isupper() and letters not in _TIME_ZONES


def _hugs_before(t: Tokens, i: int) -> bool:
    """A dash, slash or the like just before, with something just before that, or a hashtag."""
    mark = t.forms[i - 1]
    if t.kinds[i - 1] != "p" or mark not in _HUGGED:
        return False
    return mark in "#@+" or (i > 1 and t.starts[i - 1] == t.ends[i - 2] and t.kinds[i - 2] in "wln")


def _hugs_after(t: Tokens, last: int) -> bool:
    if t.kinds[last] != "p" or t.forms[last] not in _HUGGED:
        return False
    joined = last + 1 < len(t.forms) and t.starts[last + 1] == t.ends[last]
    return t.forms[last] == "°" or (joined and t.kinds[last + 1] in "ln")


def _digit_range(t: Tokens, i: int, last: int) -> bool:
    """«10-15», and no third number after it."""
    if t.forms[last] not in _DASHES or t.kinds[last + 1] != "n":
        return False
    third = t.kinds[last + 2 : last + 4] == "pn" and t.starts[last + 2] == t.ends[last + 1]
    third = third and t.forms[last + 2] in _HUGGED and t.starts[last + 3] == t.ends[last + 2]
    low, high = DIGITS[t.forms[i]], DIGITS[t.forms[last + 1]]
    years = _YEAR.match(t.forms[i]) or _YEAR.match(t.forms[last + 1])
    return not third and not years and low is not None and high is not None and low < high


def _year(t: Tokens, start: int, amount: Amount, after_year: int) -> bool:
    """A bare number of four digits where a year would stand."""
    before = t.forms[start - 1] if start else ""
    if before in TO and counts(t.forms, amount.last):
        return False  # «ارتفعت إلى 1980 قتيلا»
    if _HIJRI_YEAR.match(t.forms[amount.first]) and (before in HIJRI_MONTHS or _pair_before(t, start)):
        return True
    if amount.last != amount.first + 1 or not _YEAR.match(t.forms[amount.first]) or amount.scale > 1:
        return False
    if after_year >= 0 and after_year in (start - 1, start, start - 2) and _LINKS.issuperset(t.forms[after_year:start]):
        return True
    if start > 1 and t.forms[start - 1] in ("،", ",", ")") and t.forms[start - 2] in MONTHS:
        return True
    enclosed = before == "(" and t.forms[amount.last : amount.last + 1] == [")"]
    return enclosed or before in _BEFORE_YEAR or before in MONTHS or before in "/-" or _pair_before(t, start)


def _pair_before(t: Tokens, start: int) -> bool:
    """«تشرين الأول 2011», with or without a comma."""
    at = start - 1 if start and t.forms[start - 1] in ("،", ",") else start
    return at > 1 and t.forms[at - 2] in PAIR_HEADS


def _is_month(t: Tokens, i: int, form: str) -> bool:
    if form in PAIR_HEADS:
        return t.forms[i + 1 : i + 2] != [] and t.forms[i + 1].startswith(("ا", "ث", "ح", "ق"))
    return form in MONTHS or form in HIJRI_MONTHS


def _day(t: Tokens, start: int, amount: Amount) -> bool:
    """«15 يناير», «يوم 15», «15 من الشهر الجاري»."""
    value, last = amount.value, amount.last
    if not isinstance(value, int) or not 1 <= value <= 31 or amount.scale > 1:
        return False
    before = t.forms[start - 1] if start else ""
    after = t.forms[last] if last < len(t.forms) else ""
    if (before in _DATED and not _specified(value, after)) or after in _OF_MONTH or _is_month(t, last, after):
        return True
    if before in MONTHS and before not in WEAK_MONTHS and t.kinds[last : last + 1] != "w":
        return True
    following = t.forms[last + 1] if last + 1 < len(t.forms) else ""
    return after in (_FROM, "/") and (following in _OF_MONTH or _is_month(t, last + 1, following))


def _specified(value: int, after: str) -> bool:
    """«في يوم 15 شخصا»: from eleven up what is counted stands in the accusative."""
    return value > 10 and after.endswith("ا")


def _said_again(t: Tokens, start: int, amount: Amount) -> bool:
    """«(7) سبعة»: digits in brackets before the same number in words."""
    after = amount.last + 1
    if not start or t.forms[start - 1] != "(" or t.forms[amount.last : after] != [")"] or after >= len(t.forms):
        return False
    words = amount_at(t, after)
    return words is not None and words.value == amount.value


def _clock_time(t: Tokens, last: int) -> bool:
    """«1500 (GMT+4)», «14 بتوقيت غرينتش»."""
    zone = t.forms[last : last + 2]
    return bool(zone) and (zone[0] in _IN_ZONE or zone in _ZONES)


def _day_of(t: Tokens, start: int, amount: Amount) -> bool:
    """«اليوم الـ200», «يومه 206»: which day it is, not how many."""
    before = t.forms[start - 1] if start else ""
    return before in _ITS_DAY or (before in _THE_DAY and start < amount.first)


def _shaped(t: Tokens, amount: Amount) -> bool:
    """Phone numbers, coordinates, and the numbers of a list («1- », «2) »)."""
    i, form = amount.first, t.forms[amount.first]
    if amount.last == i + 1 and amount.scale == 1:
        phone = form.isdecimal() and (len(form) >= _LONG or (form[0] == "0" and len(form) > 4))
        if phone or _DECIMAL_DEGREES.match(form) or not _COORDINATES.isdisjoint(t.forms[max(0, i - 4) : i]):
            return True
    return _list_mark(t, i)


def _list_mark(t: Tokens, i: int) -> bool:
    """A number that opens a line and has a mark just after it, but no number after that."""
    if i and t.kinds[i - 1] != "b":
        return False
    if t.kinds[i + 1 : i + 2] != "p" or t.starts[i + 1] != t.ends[i] or len(t.forms[i]) > 2:
        return False
    return t.forms[i + 1] in ".-–)" and t.kinds[i + 2 : i + 3] != "n"
