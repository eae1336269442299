"""The noun phrase that names a speaker: «المتحدث باسم الجيش، العقيد فلان»."""

from __future__ import annotations

from rasd.codebook.book import Actor
from rasd.reading.chunks import Text
from rasd.reading.names import Names, is_adjective, quoted

_OPEN = frozenset("\"“«‘(”")
_CLOSE = frozenset("\"”»’)")
_SETTING = frozenset(
    "بيان تصريح تصريحات حديث موتمر وقت خطاب اتصال تقرير كلمه مقابله تغريده رساله سياق ختام معرض موجز حسابه صفحته بيانها بيانه اول اخر احدث "
    "مستهل تدوينه منشور".split()
)
#: After these heads «في» and «من» still belong to the name: «مصدر في الوزارة».
_OPEN_HEADS = frozenset(
    "مصدر مصادر مسوول مسوولون مسوولين مسوولا مسيول ضابط ضباط وحده عاملون شهود سكان اهالي ناشطون ناشطين قيادي قياديون عضو موظف طبيب اطباء مراسل "
    "مصدرين مصدران مراسله المصدر المصادر مسعفون ناشط مدير قايد عاملين".split()
)
_TITLES = frozenset(
    "اللواء العميد العقيد المقدم الرايد الفريق الجنرال الملازم النقيب الشيخ الدكتور السيد السيده الركن اول الاول المهندس الكولونيل الميجر المحامي الناشط "
    "الاستاذ المشير الماريشال الادميرال".split()
)
_NOT_A_NAME = frozenset(
    "ايضا كذلك امس اليوم غدا قد لقد انه انها هذا هذه ذلك تلك هناك هنا قوله قولها قولهم كلا اكثر اقل عدم وجود تمكن تمكنت بعد كل اي انهم كان كانت كما له لها "
    "اثر رفضه موخرا سابقا لاحقا نتيجه بدء بشكل بحسب وفق وفقا حسب مسووليته مسووليتها مسووليتهم عن ما اذا قوات".split()
)


class Speaking:
    """Who speaks: the tokens of the name, and the actors it may mean."""

    __slots__ = ("actors", "first", "head", "last", "pronoun")

    def __init__(self, first: int, last: int, actors: tuple[Actor, ...] = (), head: str = "") -> None:
        self.first = first
        self.last = last
        self.actors = actors
        self.head = head
        self.pronoun = False


def speaker_phrase(text: Text, names: Names, i: int, last: int, bare_names: bool = True) -> Speaking | None:
    """The speaker named from token ``i`` on, if one is.

    ``bare_names`` allows words that nothing is known of («رحيمي»), as after «وأضاف».
    """
    while i < last and text.forms[i] in _OPEN:
        i += 1
    if i >= last or text.kinds[i] not in "wl" or i in text.dates:
        return None
    start = i
    head = _head(text, names, i)
    end, actors = _known(text, names, i, last)
    if not end:
        if head:
            end = i + 1
        elif bare_names and _bare(text, i):
            end = i + 1
        else:
            return None
    end = _extend(text, names, start, end, last, head)
    end = _apposition(text, names, end, last)
    while end > start + 1 and (text.kinds[end - 1] == "p" and text.forms[end - 1] not in _CLOSE):
        end -= 1
    return Speaking(start, end, actors, head)


def _head(text: Text, names: Names, i: int) -> str:
    form = text.forms[i]
    for candidate in (form, form[1:] if form[:1] in "وفبل" else "", form[2:] if form[:2] in ("ول", "وب", "فل") else ""):
        if candidate and candidate in names.book.speaker_heads:
            return candidate
        if candidate.startswith("لل") and "ال" + candidate[2:] in names.book.speaker_heads:
            return "ال" + candidate[2:]
    if form in _TITLES:
        return form
    base = form.removeprefix("ال")
    if base != form and base in names.book.speaker_heads:
        return form
    return ""


def _known(text: Text, names: Names, i: int, last: int) -> tuple[int, tuple[Actor, ...]]:
    found = names.match(text, i, last)
    if found and (found[1] or found[2] == "country"):
        return found[0], found[1]
    return 0, ()


def _bare(text: Text, i: int) -> bool:
    word = text.words[i]
    form = text.forms[i]
    if text.kinds[i] == "l":
        return True
    if form in _NOT_A_NAME or i in text.numbers or len(form) < 3:
        return False
    if form[0] == "ب" and len(form) > 4 and not word.names:
        return False
    return word.tag in "wc" and not word.prep and not (word.conj and word.stem != form and word.cls)


def _extend(text: Text, names: Names, start: int, end: int, last: int, head: str) -> int:
    """Take in what belongs to the name: adjectives, genitives, ranks and names, «باسم …», «في …» after a source."""
    limit = min(last, start + 16)
    open_head = head.removeprefix("ال") in _OPEN_HEADS or head in _OPEN_HEADS
    while end < limit:
        form, kind, word = text.forms[end], text.kinds[end], text.words[end]
        if end in text.dates or end in text.numbers and kind != "n":
            break
        if kind == "p":
            if form in _OPEN:
                close = quoted(text, end, limit, 6)
                if close > end and not _speech_opens(text, end, close, last):
                    end = close
                    continue
            if form in _CLOSE and end > start and any(text.forms[t] in _OPEN for t in range(start, end)):
                end += 1
                continue
            if form in "-–_#" and end + 1 < limit and text.starts_together(end):
                end += 1
                continue
            break
        if kind == "b" or kind == "s":
            break
        if kind == "n":
            end += 1
            continue
        if kind == "l":
            end += 1
            continue
        if form == "باسم" or form == "لشوون":
            end += 1
            continue
        if word.tag in "is":
            break
        if form in ("في", "من", "لدي", "عبر") and open_head and end + 1 < last:
            nxt = text.forms[end + 1]
            if form != "عبر" and nxt not in _SETTING and end + 1 not in text.dates and nxt.removeprefix("ال") not in _SETTING:
                end += 2
                continue
            break
        if form in ("ما", "لما") and end + 2 < limit and text.forms[end + 1] in ("يسمي", "يعرف", "تسمي"):
            end += 2
            continue
        if word.tag in "pbrkxuo":
            break
        found = names.match(text, end, limit)
        if found and (found[1] or found[2]) and not (found[3] and form[0] in "ل" and not head):
            if form[0] == "ل" and found[3] and not form.startswith("لل"):
                break
            end = found[0]
            continue
        if form in _NOT_A_NAME:
            break
        if word.tag in "vy" and not _part_of_name(text, end):
            break
        if word.tag in "nq" and not word.article and "weak" not in word.act[0].lexeme.flags:
            break
        if form.startswith("ل") and not form.startswith("لل") and word.prep == "ل":
            break
        if word.tag == "w" and form[0] in "لب" and len(form) > 5 and not form.startswith(("لل", "بال")) and not open_head and end > start + 1:
            nextw = text.forms[end + 1] if end + 1 < last else ""
            if nextw in ("ان", ":"):
                break
        end += 1
    return end


def _part_of_name(text: Text, i: int) -> bool:
    """A word spelled like a verb inside a name («حسن نصر»): the next word goes on with «إن», not with an object."""
    return text.words[i].article


def _speech_opens(text: Text, i: int, close: int, last: int) -> bool:
    """Whether a quotation at ``i`` is what is said rather than part of a name."""
    before = text.forms[i - 1] if i else ""
    if before in ("في", "من", "موقع", "صحيفه", "قناه", "وكاله", "شبكه", "جماعه", "حركه", "تنظيم", "منظمه", "مركز", "ب", "كتايب", "باسم", "حزب"):
        return False
    return close - i > 5 or before in (":", "،")


def _apposition(text: Text, names: Names, end: int, last: int) -> int:
    """«المتحدث باسم الحكومة، عبدالعزيز علي إبراهيم:»: the name after a comma, closed by «إن», a colon or a comma."""
    if end + 1 >= last or text.forms[end] not in ("،", ",", "-"):
        return end
    j = end + 1
    while j < last and j - end <= 7 and text.kinds[j] in "wl" and j not in text.dates:
        word = text.words[j]
        if word.tag in "isvypkrbx" and not (word.tag == "v" and j > end + 1):
            break
        if text.forms[j] in _NOT_A_NAME:
            return end
        j += 1
    if j == end + 1 or j - end > 7:
        return end
    if j < last and (text.words[j].tag == "i" and text.kinds[j] == "w" or text.forms[j] in (":", "،", ",", '"', "«", "“")):
        only_names = all(not is_adjective(text, k) or k > end + 1 for k in range(end + 1, j))
        return j if only_names else end
    return end
