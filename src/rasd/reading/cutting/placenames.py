"""What a place is named by: its head («مدينة»، «ريف»), and which words after it belong to its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.names import COUNTRYSIDE, content_words

if TYPE_CHECKING:
    from rasd.reading.cutting.names import Names

#: What a place that has no name is said to be.
QUALITIES = frozenset(
    "صغير صغيره كبير كبيره اخر اخري واحد واحده مجاور مجاوره قريب قريبه بعيد بعيده كامل كامله كثيف كثيفه واسع واسعه "
    "مكتظ مكتظه مزدحم مزدحمه امن امنه ناييه معزوله".split()
)
DIRECTIONS = frozenset("شرقي غربي شمالي جنوبي شرقيه غربيه شماليه جنوبيه اوسط".split())
HEADINGS = DIRECTIONS | frozenset("شرق غرب شمال جنوب وسط شمالا جنوبا شرقا غربا".split())
_SIDES = HEADINGS | COUNTRYSIDE
_DIVISIONS = frozenset(("settlement", "province", "area"))
STRONG_PLACE = frozenset(("settlement", "province", "area", "site"))
#: Ordinals and superlatives, which rank and name nothing.
RANKING = frozenset(
    "اكبر اعنف اسوا اشد اقوي اعلي اضخم اخطر احدث اطول ادمي ادني اول اولي ثاني ثانيه ثالث ثالثه رابع رابعه خامس خامسه "
    "سادس سادسه".split()
)
#: Words for a district that are words for an office, too.
_OFFICES_TOO = ("مديريه", "دايره")
#: What a town may be of its province.
_CAPITALS = frozenset("عاصمه مركز كبري حاضره".split())
#: Ground and waters that belong to a state.
_OF_STATES = ("حدود", "اراضي", "اجواء", "سواحل", "ساحل")


def qualifies(text: Text, i: int, level: str) -> bool:
    """«سوق شعبية»، «مدينة سورية»: an adjective without its article that is also spelled like a place."""
    bare = text.forms[i].endswith("يه") and not text.forms[i].startswith("ال")
    if bare and i and text.forms[i - 1].lstrip("وفبل") in text.classes.generic_place:
        return True  # «مناطق مؤدية إلى …»
    if level.startswith("?") and text.forms[i].endswith("ه") and text.forms[i - 1].lstrip("وبل") == "منطقه":
        return not text.forms[i].startswith("ال")  # «منطقة آمنة»
    return bare and (level.startswith("?") or level == "country")


def names_nothing(text: Text, k: int) -> bool:
    """«منطقة مفتوحة»، «قرية مهجورة»، «مديرية أمن»: what stands after a head at ``k`` is no name."""
    head, form = text.forms[k - 1].lstrip("وفب").removeprefix("ال"), text.forms[k]
    if _of_a_body(text, k):
        return True
    if head in _OFFICES_TOO:
        return form.removeprefix("ال") in text.classes.department | text.classes.no_post  # «دائرة العنف»
    if head not in ("منطقه", "قريه", "بلده", "مدينه") or text.words[k].names:
        return False
    if form in text.classes.standing:
        return True
    participle = form.startswith("م") and form.endswith("ه") and len(form) == 6 and form[3] == "و"
    return participle or (head == "منطقه" and form.endswith("يه") and not form.startswith("ال") and len(form) > 5)


def _of_a_body(text: Text, k: int) -> bool:
    """«مجمع وزارة الداخلية»، «مصفاة شركة النفط»: whose grounds they are, which is no name."""
    grounds = text.words[k - 1].place == "site" or text.forms[k - 1].lstrip("وفبل") == "مجمع"
    return grounds and text.forms[k].removeprefix("ال") in text.classes.public_body


def to_the_side(text: Text, i: int) -> bool:
    """«في جنوب دابوا»: after a direction stands a place, though nothing is known of it."""
    side = bool(i) and text.forms[i - 1] == "في" and text.forms[i] in ("شمال", "جنوب", "شرق", "غرب")
    return side and not text.forms[i + 1].startswith("ال")


def a_site(level: str) -> bool:
    """Whether a word of this level heads a part of a place: «معسكر»، «ساحة»، «أطراف»."""
    return level in ("site", "area", "around")


def of_the_nation(text: Text, i: int) -> bool:
    """«مدينة سورية»، «بلدة سورية»: the name of a state that qualifies an indefinite kind of place."""
    head = text.forms[i - 1] if i else ""
    return text.forms[i].endswith("يه") and text.words[i - 1].place in ("settlement", "area") and "ال" not in head[:3]


def no_adjective(text: Text, i: int) -> bool:
    """«بلدة جرابولي»: no adjective, for a masculine one does not qualify a feminine head."""
    head = text.forms[i - 1]
    feminine = head.endswith("ه") and text.words[i - 1].place in _DIVISIONS
    return (feminine or head.endswith(("تي", "تا"))) and text.forms[i].endswith("ي") and text.forms[i] not in HEADINGS


def capital_name(text: Text, i: int, last: int) -> int:
    """The end of the name in «في بولي علم عاصمة ولاية كذا»: a capital is a town; ``i`` if there is none."""
    for end in range(i + 1, min(i + 4, last - 1)):
        if text.forms[end] in _CAPITALS:
            return end if text.words[end + 1].place_inside in ("province", "area") else i
        word = text.words[end - 1]
        if text.kinds[end - 1] != "w" or word.tag not in "wc" or word.place or word.prep:
            return i
    return i


def counts_in_name(text: Text, k: int, last: int) -> bool:
    """«منطقة سبع البور»: a number in words before a noun with the article belongs to the name of the place."""
    inside = text.kinds[k] == "w" and text.numbers[k].last == k + 1 and text.words[k - 1].place_inside in STRONG_PLACE
    return inside and k + 1 < last and text.kinds[k + 1] == "w" and text.forms[k + 1].startswith("ال")


def of_a_state(text: Text, k: int, last: int) -> bool:
    """«الحدود السورية»، «الأراضي اللبنانية»: ground that an adjective says whose it is."""
    if k >= last or not k or not text.forms[k - 1].endswith(_OF_STATES) or "ال" not in text.forms[k - 1][:4]:
        return False
    return of_a_nation(text, k) and text.forms[k].startswith("ال")


def of_a_nation(text: Text, k: int) -> bool:
    """Whether a word is the adjective of a nation."""
    return any("nation" in f.lexeme.flags for f in text.words[k].cls)


def ground_of_states(text: Text, i: int, k: int, last: int) -> Chunk:
    """The ground of a state, or of two that meet («الحدود السورية التركية»)."""
    end = k + 1
    while end < last and end < k + 3 and (of_a_nation(text, end) or text.forms[end] in "-–"):
        end += 1
    chunk = Chunk("L", i, end, text.words[i])
    chunk.level = "country"
    return chunk


def past_capital(text: Text, names: Names, j: int, last: int) -> int:
    """«العاصمة الليبية، طرابلس»: past whose capital it is, and past the comma before its name."""
    forms = text.forms
    if not forms[j - 1].endswith("العاصمه"):
        return j
    if j < last and any("nation" in f.lexeme.flags for f in text.words[j].cls):
        j += 1
    if j + 1 < last and forms[j] in "،,":
        found = names.match(text, j + 1, last)
        return j + 1 if found and found[2] == "settlement" and not found[3] else j
    return j


_WORKS = "site.infrastructure"
_AT_A_POST = frozenset("في داخل محيط بمحيط قرب عند خارج قباله".split())


def named_post(text: Text, j: int, last: int) -> bool:
    """«في موقع المرج»، «قرب معمل الإسمنت»: a post or works by their name, without quotation marks."""
    works = text.words[j].cls and text.words[j].cls[0].lexeme.code == _WORKS and not text.words[j].article
    if not (works or text.forms[j] == "موقع") or not j or text.forms[j - 1] not in _AT_A_POST or j + 1 >= last:
        return False
    word, form = text.words[j + 1], text.forms[j + 1]
    after = text.words[j + 2] if j + 2 < last and text.kinds[j + 2] == "w" else None
    known = form.startswith("ال") or (after is not None and after.plain and after.form[0] not in "وفبلي")
    happened = form.removeprefix("ال") in text.classes.no_post
    if text.kinds[j + 1] != "w" or happened or word.act or word.group or word.conj or word.prep:
        return False
    return known and not form.endswith(("يه", "ي")) and (word.plain or bool(word.place) or bool(word.names))


def one_name(text: Text, one: Chunk, other: Chunk) -> bool:
    """Whether two places have the same name: «كذا»، «بلدة كذا», but not «ريف كذا», which is around it."""
    if one is other or _bare(text.forms[slice(*one.name)]) == _bare(text.forms[slice(*other.name)]):
        return True
    sides = ([f for f in text.forms[p.first : p.last] if f in _SIDES] for p in (one, other))
    return content_words(one, text) == content_words(other, text) and next(sides) == next(sides)


def _bare(forms: list[str]) -> set[str]:
    """The words of a place's name without the preposition that may be written with the first."""
    return {f.removeprefix("ل") if n == 0 else f for n, f in enumerate(forms)} - {"#", '"'}
