"""Places in a text as chunks: heads with the names after them, sides and grounds between places."""

from __future__ import annotations

from typing import NamedTuple

from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.names import (
    _OPENERS,
    Match,
    Names,
    quoted,
)
from rasd.reading.cutting.placenames import (
    DIRECTIONS,
    HEADINGS,
    QUALITIES,
    STRONG_PLACE,
    a_site,
    counts_in_name,
    ground_of_states,
    named_post,
    names_nothing,
    no_adjective,
    of_a_nation,
    of_a_state,
    past_capital,
    qualifies,
    to_the_side,
)
from rasd.reading.cutting.tagging import QUANTIFIERS


def place_name_end(text: Text, names: Names, i: int, last: int) -> int:
    """The end of a place's name that starts at ``i`` after its kind («قرية»): quoted, known, or bare words."""
    forms, words = text.forms, text.words
    if i < last and forms[i] in (":", "#"):
        i += 1
        joined = i
        while joined + 2 < last and forms[joined + 1] == "_":
            joined += 2
        if joined > i:
            return joined + 1  # «#أبو_كذا»
    end = quoted(text, i, last, 5)
    if end > i:
        comma = next((t for t in range(i + 1, end) if forms[t] in ("،", ",")), -1)
        return comma if comma > i + 1 and forms[i] == "(" else end  # «قرى: (مشرعة، وحدنان)»
    if i >= last or text.kinds[i] not in "wl" or i in text.dates:
        return i
    if words[i].carrier and not forms[i].startswith("ال") and not _longer_name(text, names, i, last):
        return i
    if forms[i].startswith("لل") or (forms[i][:1] == "ل" and not words[i].names and a_site(words[i - 1].place)):
        return i  # «معسكر للجيش»، «ساحة لتوتر سابق» are no names
    if i in text.numbers and counts_in_name(text, i, last):
        return i + 2
    found = names.match(text, i, last)
    if found and found[3]:
        return i  # «مسجد بالعاصمة»: a new phrase begins
    opening = forms[i] in text.classes.name_opening and (found is None or found[0] == i + 1)
    if opening and second_word(text, i + 1, last, headed=True):
        return i + 2
    if found and found[2]:
        return i if found[0] == i + 1 and qualifies(text, i, found[2]) else found[0]
    if (not found and _strange(text, i)) or _begins_no_name(text, names, i):
        return i
    if forms[i] in _BEFORE_NAMES and second_word(text, i + 1, last):
        return i + 2  # «تل الشيخ حسين»، «شارع الملك فيصل»
    return i + 2 if _goes_on(text, i, last) else i + 1


def _begins_no_name(text: Text, names: Names, i: int) -> bool:
    """Whether a word is one of the grammar, or of the sentence, where a name could begin."""
    form, word = text.forms[i], text.words[i]
    if word.prep == "ك" or (form.startswith("ل") and a_site(text.words[i - 1].place)):
        return True  # «مخيم لجماعة كذا»، «ساحة لتوتر سابق»
    told = word.tag == "s" and bool(word.pron) and text.words[i - 1].place == "settlement"  # «مدينة أكدة», no «أكده»
    if (word.tag in "vspbirkxunq" and not word.article and not told) or word.carrier or (word.conj and word.cls):
        return True
    return bool(_head(text, i, first=True)) and form not in names.book.place_heads and not _called_by(text, i)


def _called_by(text: Text, i: int) -> bool:
    """«حي الهضبة»، «قرية الجبل»: after a bare quarter or village a definite noun is its name."""
    before = text.forms[i - 1].lstrip("وفبل")
    return before in ("حي", "قريه", "بلده", "ضاحيه") and text.forms[i].startswith("ال") and text.words[i].article


def _strange(text: Text, i: int) -> bool:
    """Whether a word that nobody knows as a name is none by its looks."""
    form = text.forms[i]
    if form in QUALITIES or (len(form) > 5 and form.endswith(("تهم", "تهما", "تهن"))):
        return True  # «قرية صغيرة»؛ «لقضاء إجازتهم» names no district
    if len(form) > 3 and form[0] in "يت":
        return True  # more often a verb than a name that nobody knows
    adjective = form.endswith(("ي", "يه")) and not form.startswith("ال")  # «نقطة عسكرية» names nothing
    return adjective and not ((no_adjective(text, i) or _of_a_hill(text, i)) and not text.words[i].cls)


def _goes_on(text: Text, i: int, last: int) -> bool:
    """Whether a second bare word belongs to the name: no direction, no function word, nothing with a clitic."""
    j = i + 1
    if j >= last or text.kinds[j] != "w" or j in text.dates or j in text.numbers:
        return False
    word, form = text.words[j], text.forms[j]
    if word.tag != "w" or word.names or word.carrier or len(form) < 3 or form[0] in "وفبليت":
        return False  # «قرب مستوطنة عيلي أسفرت عن»
    if form in _OWNING or form.removeprefix("ال") in text.classes.standing:
        return False
    definite = form.startswith("ال")
    return definite == text.forms[i].startswith("ال") or (not definite and not form.endswith(("يه", "ا")))


#: After these a place that is named after somebody has his name.
_BEFORE_NAMES = frozenset("الشيخ النبي السيد الملك الامام الشهيد الامير القديس".split())
#: «قرية كذا ذات الغالبية كذا»: what a place has, no part of its name.
_OWNING = frozenset(("ذات", "ذو", "ذي"))


def _longer_name(text: Text, names: Names, i: int, last: int) -> bool:
    """«منطقة دار سعد»: a name of several words, though the first is spelled like a verb («دار»)."""
    found = names.match(text, i, last)
    return found is not None and bool(found[2]) and found[0] > i + 1 and not found[3]


#: What a brigade may be of, spelled like a town.
_ARMS = frozenset("المشاه المدرعات المدفعيه المظليين الصواريخ الحرس المغاوير الدبابات".split())


def second_word(text: Text, j: int, last: int, *, headed: bool = False) -> bool:
    """Whether a word can be the second of a name: a noun, and after «بلدة» one spelled like a verb («بلدة بيت سوا»)."""
    if j >= last or text.kinds[j] != "w" or j in text.dates or j in text.numbers:
        return False
    word = text.words[j]
    return (
        word.tag in ("wcvn" if headed else "wc")
        and not (word.conj or word.prep or word.carrier)
        and word.form.removeprefix("ال") not in text.classes.standing
    )


_IN_STATES = frozenset("في وسط داخل شمال جنوب شرق غرب شمالي جنوبي شرقي غربي".split())
#: «في جبهة الكدحة»، «على محور الطويشة»: after «في» a front is where it is fought, whatever its name.
_FRONTS = frozenset("جبهه محور جبهات محاور جبهتي محوري".split())


class _Heads(NamedTuple):
    """What stands before a name and says what it is the name of: «ريف مدينة», up to token ``end``."""

    kinds: list[str]
    level: str
    code: str | None
    end: int


def place_chunk(text: Text, names: Names, i: int, last: int) -> Chunk | None:
    """A place that starts at ``i``: descriptors («شرق», «مدينة») and a name."""
    if not (text.words[i].place or text.words[i].names):
        return None
    heads = _heads_of(text, names, i, last)
    if not heads.kinds:
        return _name_alone(text, names, i, last)
    if _of_the_next(text, i, heads):
        return None
    if _lies_between(text, i, heads.end, last):
        return _between(text, names, i, heads.end + 2, last)
    if of_a_state(text, heads.end, last):
        return ground_of_states(text, i, heads.end, last)
    if (only := _only_one(text, names, i, heads, last)) is not None:
        return only
    if (side := _side(text, names, i, heads.end, last)) is not None:
        return side
    if _names_none(text, names, heads, last):
        return None
    end = place_name_end(text, names, heads.end, last)
    if end == heads.end or _whose_it_is(text, heads, end):
        return None
    found_name = names.match(text, heads.end, last)
    known = found_name[2].lstrip("?") if found_name and found_name[0] == end else ""
    if not known and quoted(text, heads.end, last, 5) == heads.end and _vague(text, i, heads):
        return None
    return _named(text, names, i, heads, _past_directions(text, end, last), known, last)


def _only_one(text: Text, names: Names, i: int, heads: _Heads, last: int) -> Chunk | None:
    """«العاصمة الصومالية»، «غربي البلاد»: a state has but one of it, so that it needs no name."""
    k, forms = heads.end, text.forms
    if k > i + 1 and of_a_nation(text, k - 1) and forms[k - 2].endswith("العاصمه"):
        named = names.match(text, k, last) if k < last else None
        if named is not None and named[2].lstrip("?") == "settlement":
            return None  # «العاصمة الليبية طرابلس»
        end, level = k, "settlement"
    elif k < last and forms[k] == "البلاد" and heads.kinds[-1] == "around" and forms[k - 1].lstrip("وفب") in HEADINGS:
        end, level = k + 1, "country"
    else:
        return None
    chunk = Chunk("L", i, end, text.words[i])
    chunk.level = level
    return chunk


def _heads_of(text: Text, names: Names, i: int, last: int) -> _Heads:
    forms, j = text.forms, i
    kinds: list[str] = []
    strongest, code = "", None
    while j < last and text.kinds[j] == "w" and len(kinds) < 4:
        head = _head(text, j, first=j == i or forms[j][:1] == "و") or _post(text, j, last)
        if (
            not head
            or (kinds and _called_by(text, j))
            or (forms[j].endswith("شبه") and forms[j + 1 : j + 2] != ["جزيره"])
        ):
            break  # «المدينة شبه مطوقة»
        kinds.append(head)
        if head in STRONG_PLACE and not strongest:
            strongest = head
            code = next((f.lexeme.code for f in text.words[j].cls), None)
        j = past_capital(text, names, j + 1, last)
    return _Heads(kinds, strongest, code, j)


def _name_alone(text: Text, names: Names, i: int, last: int) -> Chunk | None:
    """A name that is a place's without a word that says so."""
    found = names.match(text, i, last)
    if (
        not found
        or not found[2]
        or (found[2].startswith("?") and not _a_state(text, i, found))
        or (found[3] and text.forms[i][found[3] - 1] in "بل")
    ):
        return None
    chunk = Chunk("L", i, found[0], text.words[i])
    chunk.level, chunk.actors = found[2].lstrip("?"), found[1]
    return chunk


def _a_state(text: Text, i: int, found: Match) -> bool:
    """«في مالي»، «وسط مالي»: after these a word that elsewhere is an adjective names the state."""
    return found[2] == "?country" and i > 0 and not found[3] and text.forms[i - 1] in _IN_STATES


def _of_the_next(text: Text, i: int, heads: _Heads) -> bool:
    """«حاجز قرب المدينة»، «كمين شرق دير الزور»: the place begins with «قرب»."""
    return heads.kinds[0] == "site" and "around" in heads.kinds and not text.forms[i].startswith("ال")


def _names_none(text: Text, names: Names, heads: _Heads, last: int) -> bool:
    """Whether what follows the heads is no name: «قطاع الطرق»، «المدينة المجاورة»، «شرق من …»."""
    k, forms = heads.end, text.forms
    if k >= last:
        return False
    robbers = forms[k - 1].endswith("قطاع") and forms[k] in ("الطرق", "طرق")
    if robbers or _merely_qualified(text, names, k, last) or names_nothing(text, k):
        return True
    return heads.kinds[-1] == "around" and text.words[k].tag == "p"


def _whose_it_is(text: Text, heads: _Heads, end: int) -> bool:
    """«معسكر "اللواء 35"»: whose it is, and not what it is called."""
    k = heads.end
    return heads.kinds == ["site"] and end > k + 2 and text.forms[k] in _OPENERS and bool(text.words[k + 1].group)


def _vague(text: Text, i: int, heads: _Heads) -> bool:
    """Whether words that nobody knows as a name are none after these heads: «مناطق واسعة»، «محيط منزله»."""
    k, forms = heads.end, text.forms
    if forms[k - 1].lstrip("وفبل").removeprefix("ال") in text.classes.generic_place:
        return True
    if any(kind != "around" for kind in heads.kinds):
        return False
    front = forms[i].lstrip("وفب") in _FRONTS and i > 0 and forms[i - 1] in ("في", "علي", "عند", "من", "قرب")
    marked = forms[k] == "#" or (forms[k].startswith("ال") and text.words[k].plain)  # «محور #كذا»
    return not ((front and marked) or (to_the_side(text, i) and text.words[k].plain))


def _past_directions(text: Text, end: int, last: int) -> int:
    """«ريف إدلب الجنوبي»، «ريف الحسكة الشمالي الغربي»; but «بلدة سرمين شرقي إدلب» ends before its direction."""
    forms = text.forms
    if end >= last or forms[end].removeprefix("ال") not in DIRECTIONS or text.words[end].conj:
        return end
    following = text.words[end + 1] if end + 1 < last and text.kinds[end + 1] == "w" else None
    goes_on = following is not None and bool(following.names or following.place or following.form.startswith("ال"))
    if goes_on and not forms[end].startswith("ال"):
        return end
    end += 1
    again = end < last and forms[end].startswith("ال") and forms[end].removeprefix("ال") in DIRECTIONS
    return end + again


def _named(text: Text, names: Names, i: int, heads: _Heads, end: int, known: str, last: int) -> Chunk:
    words, forms, level = text.words, text.forms, heads.level
    chunk = Chunk("L", i, end, words[i])
    whole = names.match(text, i, last) if words[i].names else None
    if whole and whole[2] and whole[0] >= end and not whole[3]:
        level, chunk.last = whole[2].lstrip("?"), whole[0]  # «تل أبيب» is a town, not a hill
        chunk.name = (i, chunk.last)
    if forms[i].lstrip("وفب") in text.classes.several_places and heads.end > i:
        first = i + 1 if len(heads.kinds) > 1 else heads.end
        chunk.name = (first, chunk.last)  # «بلدتي كذا وكذا»: each is named by itself
    chunk.level, chunk.code = level or known or "area", heads.code
    if not chunk.prep and not words[i].place_inside and forms[i].lstrip("وف")[0] in "بل":
        chunk.prep = forms[i].lstrip("وف")[0]  # «بقطاع كذا»
    return chunk


def _of_a_hill(text: Text, i: int) -> bool:
    """«تل كوكبي»، «دير سامي»: after these stands a name, whatever its ending."""
    return i > 0 and text.forms[i - 1].lstrip("وفبل") in ("تل", "جبل", "خان", "دير")


def _lies_between(text: Text, i: int, k: int, last: int) -> bool:
    """«الوادي الواقع بين كذا وكذا»; «المنطقة الواقعة بين كذا وكذا» is those two."""
    nameless = text.forms[i].lstrip("وب").removeprefix("ال") == "منطقه"
    return k + 2 < last and text.forms[k] in ("الواقع", "الواقعه") and text.forms[k + 1] == "بين" and not nameless


def _between(text: Text, names: Names, i: int, k: int, last: int) -> Chunk | None:
    """«الوادي الواقع بين العيشية والمحمودية»: ground that has no name but those on its two sides."""
    ends = [k]
    for _ in range(2):
        found = place_chunk(text, names, ends[-1], last) if ends[-1] < last else None
        ends.append(found.last if found else ends[-1] + 1)
    if ends[-1] > last or not text.forms[ends[1]].startswith("و"):
        return None
    chunk = Chunk("L", i, ends[-1], text.words[i])
    chunk.level = "area"
    return chunk


def heading(text: Text, chunk: Chunk) -> bool:
    """«شرقي سوريا» after a name only says where the name is."""
    return text.forms[chunk.first].removeprefix("ال").lstrip("ب") in HEADINGS


def _merely_qualified(text: Text, names: Names, k: int, last: int) -> bool:
    """«المناطق المنعزلة»، «محيط أحد …»: a head with an adjective or a pronoun names no place."""
    form = text.forms[k]
    if text.forms[k - 1].lstrip("وفبل") == "لواء":
        named = names.match(text, k, last)
        return not (named and named[2]) or form in _ARMS  # «لواء المشاة» is a brigade
    if form.removeprefix("ال") == "طرق" and text.forms[k - 1].endswith("قطاع"):
        return True  # «قطاع الطرق» are robbers
    if form in QUANTIFIERS or (k in text.numbers and not counts_in_name(text, k, last)):
        return True
    if form in ("نفسها", "نفسه", "ذاتها", "ذاته", "المجاوره", "المذكوره"):
        return True
    if text.forms[k - 1].lstrip("وفبل") == "كمين" and text.words[k].cls and not text.words[k].article:
        return True  # «كمين ألغام»
    definite = text.forms[k - 1].lstrip("وفب").startswith("ال") or text.forms[k - 1].startswith("لل")
    if (
        not definite
        and text.forms[k - 1].lstrip("وفب") in text.classes.needs_name
        and not form.startswith("ال")
        and quoted(text, k, last, 5) == k
    ):
        return form.endswith("يه") or not names.match(text, k, last)  # «سوق مكتظ»، «سوق شعبية»
    if definite and not form.startswith("ال") and text.kinds[k] == "w":
        capital = any(f.endswith("عاصمه") for f in text.forms[max(0, k - 3) : k])
        return not (capital and names.match(text, k, last))  # «حاكم المنطقة بافلو كذا»
    if not definite or not form.startswith("ال") or text.forms[k - 1].endswith("العاصمه"):
        return False
    found = names.match(text, k, last)
    return found is None or (found[0] == k + 1 and found[2].startswith("?") and not found[1])  # «المنطقة الأولى»


def _post(text: Text, j: int, last: int) -> str:
    """«موقع "كذا"»: a position with a name in quotation marks is a place."""
    quotes = text.forms[j].lstrip("وفبل") == "موقع" and quoted(text, j + 1, last, 4) > j + 1
    named = quotes and text.forms[j + 2] not in text.classes.website
    if named_post(text, j, last):
        return "site"
    return "site" if named and not any(text.kinds[k] == "l" for k in range(j + 1, min(j + 4, last))) else ""


def _side(text: Text, names: Names, i: int, k: int, last: int) -> Chunk | None:
    """«المناطق الشمالية الغربية لمدينة غزة»، «الأطراف الغربية من البلدة»: the side of a place."""
    end = k
    while end < last and end < k + 2 and text.forms[end].startswith("ال") and text.forms[end][2:] in DIRECTIONS:
        end += 1
    if end == k or end + 1 >= last:
        return None
    start = end + 1 if text.forms[end] in ("من", "في") else end
    if start == end and not text.forms[end].startswith("ل"):
        return None
    place = place_chunk(text, names, start, last)
    if place is None:
        return None
    chunk = Chunk("L", i, place.last, text.words[i])
    chunk.level = "area"
    return chunk


def _head(text: Text, i: int, first: bool) -> str:
    """The level of place that a word opens, if it does (with its clitics when it comes first)."""
    word = text.words[i]
    level = word.place if first else word.place_inside
    if level and word.form == "وادي" and "أ" in text.tokens.slice(i, i + 1):
        return ""  # «وأدى» is a verb
    return level
