"""«X: …»: a line, or a whole text, that opens with the name of who speaks."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Text
from rasd.reading.cutting.names import Names
from rasd.reading.cutting.watching import Watch
from rasd.reading.speaking.speakers import Speaking, speaker_phrase

#: «الشرطة حول حادثة كذا: …»: what the source speaks about.
_ABOUT = frozenset("حول بشان بخصوص تعليقا عن ل في ردا".split())
_MEDIA = frozenset(("outlet", "agency"))
#: Whose name before a colon and a deed is that of its doer.
_ARMED = frozenset("army force police group militia coalition intelligence state government".split())
#: So far into a text its dateline may stand, and so many words make its first sentence more than a headline.
_AT_THE_TOP = 3
_PROSE = 11
#: A name this often at the head of lines is the page's own label.
_OWN_LABEL = 3
#: The label of a figure has no more words.
_AT_MOST = 8
#: A title has no more words; before «عمليات كذا» these say that it sums them up.
_TITLE = 30
_SUMS = frozenset("ملخص حصيله مجمل بيان خلاصه موجز".split())
#: Verbs by which a communiqué opens in its own voice («تعلن القيادة العامة …»، «يدين التحالف …»).
_OPENS_COMMUNIQUE = frozenset("اعلن دان ادان ندد استنكر شجب حذر نعي".split())

#: Heads that sign a text even where it is not certain who is meant («وزارة الصحة»).
SIGNS: frozenset[str] = frozenset("متحدث ناطق وزاره مديريه هييه مرصد قياده غرفه".split())
#: Marks before the items of a list.
BULLETS = frozenset("•▪◾●○■□▫◦‣*✅✔🔹🔸🔻🔴⭕⚪🟢➖➡▶-–")

#: A headline has no more words, and no stop at its end.
_HEADLINE = 18
#: «روابط ذات علاقة» and no more.
_ALONE = 6
_STOPS = frozenset(".؟!؛")
#: From here on a sign is a picture, no punctuation.
_PICTURES = "\u2190"
#: Marks after the numbers of a list's items.
_AFTER_NUMBERS = frozenset(").-–/")
_ISSUING = Watch(lambda word, _: word.form.removeprefix("ال") in ("صادر", "صادره"))
_BULLETS = Watch(lambda word, _: word.form in BULLETS)
_LEADS = Watch(lambda word, book: any(words.split(" ")[0] == word.form for words in book.word_classes.read_also))


def links(text: Text, first: int, last: int) -> bool:
    """Whether a line leads to other pages («رابط الخبر …»، «اقرأ أيضا …»): another article begins, nobody speaks on."""
    if not text.at(_LEADS):
        return False
    while first < last and text.kinds[first] in "ps":
        first += 1
    return first + 1 < last and " ".join(text.forms[first : first + 2]) in text.classes.read_also


class OtherPages:
    """Lines that lead to other pages: «اقرأ أيضا: …», and the headlines beneath «أخبار ذات صلة»."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.above = False

    def hold(self, first: int, last: int) -> bool:
        """Whether a line is such a lead, or a short line without a stop beneath one that stands alone."""
        leads = links(self.text, first, last)
        short = last - first < _HEADLINE and self.text.forms[last - 1] not in _STOPS
        self.above = (leads and last - first < _ALONE) or (self.above and short)
        return leads or self.above


def bullet(text: Text, i: int) -> str:
    """The mark of a list's item that the line at or after token ``i`` opens with, or nothing."""
    if not text.at(_BULLETS):
        return numbered(text, i)
    while i < len(text.forms) and text.kinds[i] in "bs":
        i += 1
    return text.forms[i] if i < len(text.forms) and text.forms[i] in BULLETS else numbered(text, i)


def numbered(text: Text, i: int) -> str:
    """«1) …», «2- …»: one mark for all the items that are counted out."""
    while i < len(text.forms) and text.kinds[i] in "bs":
        i += 1
    marked = i + 2 < len(text.forms) and text.kinds[i] == "n" and text.forms[i + 1] in _AFTER_NUMBERS
    return "1" if marked and text.starts_together(i + 1) and i not in text.dates else ""


def issuing(text: Text, first: int, last: int) -> list[int]:
    """«صادر عن …» names who issued something; nothing is confiscated."""
    if not text.within(_ISSUING, first, last):
        return []
    return [t for t in text.within(_ISSUING, first, last) if text.forms[t + 1 : t + 2] == ["عن"]]


def is_item(text: Text, first: int) -> bool:
    """Whether a line is itself an item or a post, with its mark or a picture before it."""
    if bullet(text, first):
        return True
    return text.kinds[first] == "p" and text.forms[first] >= _PICTURES


def item_of(text: Text, t: int) -> int:
    """The first token of the item that token ``t`` stands in, or -1 where its line is none."""
    first = text.kinds.rfind("b", 0, t) + 1
    return first if bullet(text, first) else -1


def labels_a_figure(text: Text, first: int, last: int) -> bool:
    """«حلب: 4»، «قوات كذا: 44 مدنيا»: a colon with a figure right after it."""
    return any(text.forms[t] == ":" and t + 1 in text.numbers for t in range(first, last - 1))


def labels_a_toll(text: Text, first: int, last: int) -> bool:
    """«عدد القتلى: 9»: a line that only goes on to count what the line before tells of."""
    while first < last and text.kinds[first] in "ps":
        first += 1
    return first < last and text.forms[first] == "عدد" and labels_a_figure(text, first, min(last, first + _AT_MOST))


def labels_a_doer(text: Text, colon: int, speaking: Speaking, first: int, last: int) -> bool:
    """«- القوات الحكومية: قتلت 31 مدنيا»: in a list, a party before what it did in the third person."""
    armed = not speaking.actors or speaking.actors[0].kind in _ARMED
    if not armed or not is_item(text, first) or colon + 2 >= last:
        return False
    act = text.words[colon + 1].act
    verb = any(f.lexeme.kind == "verb" and f.tense == "past" and f.lexeme.voice != "undergo" for f in act)
    first_person = text.forms[colon + 1].endswith("نا")
    return verb and not first_person and (colon + 2 in text.numbers or bool(text.words[colon + 2].cls))


def labels_a_place(text: Text, colon: int, speaking: Speaking, last: int) -> bool:
    """«السودان: 13 قتيلا في …»، «بغداد: مقتل خمسة»: a headline's dateline before a toll, and nobody who speaks."""
    if speaking.head or speaking.last - speaking.first != 1 or not speaking.actors or colon + 2 >= last:
        return False
    if speaking.actors[0].kind not in ("state", "government"):
        return False
    toll = ("killed", "wounded")
    near = text.words[colon + 1 : min(colon + (4 if colon + 1 in text.numbers else 2), last)]
    return any(f.lexeme.code in toll and f.lexeme.kind != "verb" for word in near for f in word.act)


def header(text: Text, names: Names, first: int, last: int) -> tuple[int, Speaking] | None:
    """The colon and the speaker of a sentence that opens with «X:», unless X is the page itself."""
    if ":" not in text.forms[first : min(first + 24, last)]:
        return None
    j = past_labels(text, first, last)
    colon = next((k for k in range(j, min(j + 14, last)) if text.forms[k] == ":"), -1)
    if colon <= j:
        return None
    speaking = speaker_phrase(text, names, j, colon, bare_names=False)
    if speaking is None or not (speaking.actors or speaking.head):
        return None
    indefinite = text.forms[speaking.first].endswith("ا") and not text.forms[speaking.first].endswith("نا")
    if indefinite and not speaking.actors:
        return None  # «متحدثا …»
    named = speaking.last if speaking.actors else j  # «إذاعة الجيش» holds no verb
    if any(text.words[k].tag in "svi" and text.kinds[k] == "w" for k in range(max(j, named), colon)):
        return None
    after = text.forms[speaking.last]
    if (
        speaking.last < colon
        and after not in _ABOUT
        and (colon - speaking.last > 3 or text.words[speaking.last].tag not in "pw")
    ):
        return None
    if after in "/-–(" and speaking.actors and speaking.actors[0].kind == "state":  # «بغداد/ الأناضول:»
        return None
    if _is_label(text, names, speaking, first, colon) or _is_dateline(text, names, speaking, first, last):
        return None
    return colon, speaking


def signature(text: Text, names: Names, first: int, last: int) -> Speaking | None:
    """A first line that is nothing but a source's name speaks for what follows."""
    issuer = _issued_line(text, names, first, last) if last - first <= _TITLE else None
    if issuer is not None or last - first > 20:
        return issuer
    j = past_labels(text, first, last)
    speaking = speaker_phrase(text, names, j, last, bare_names=False) if last - j <= 14 else None
    if speaking is None or last - speaking.last > 4:
        return None
    room = bare_head(text, speaking.first) == "غرفه"  # «غرفة عمليات كذا»
    told = (k for k in range(speaking.last if room else j, last) if text.kinds[k] == "w")
    if any(text.words[k].tag in "vnqsi" for k in told):
        return None
    return speaking if signs(speaking) else None


def signs(speaking: Speaking, heads: frozenset[str] = SIGNS) -> bool:
    """Whether a name by itself may sign a text: a body, or a head that is one's even where it is not known whose."""
    if not speaking.actors:
        return speaking.head.removeprefix("ال") in heads
    return speaking.actors[0].kind not in ("outlet", "agency", "state")


def bare_head(text: Text, i: int) -> str:
    """The word at ``i`` without its article."""
    return text.forms[i].removeprefix("ال")


def _issued_line(text: Text, names: Names, first: int, last: int) -> Speaking | None:
    """«بيان صادر عن …», «ملخص عمليات …»: a title that names whose communiqué it is."""
    forms = text.forms
    for t in range(first, last - 1):
        issued = forms[t].removeprefix("ال") in text.classes.issued_by and forms[t + 1] == "عن"
        summed = forms[t] == "عمليات" and t > first and forms[t - 1] in _SUMS
        if not issued and not summed:
            continue
        if issued and t > first and not any(f.removeprefix("ال") in text.classes.issued for f in forms[first:t]):
            return None
        speaking = speaker_phrase(text, names, t + 1 + issued, last, bare_names=False)
        return speaking if speaking and (speaking.actors or speaking.head) else None
    return None


def communique(text: Text, names: Names, first: int, last: int) -> Speaking | None:
    """A text that opens in the present tense («تعلن القيادة …») is the communiqué of who is named."""
    i = past_labels(text, first, last)
    if i >= last:
        return None
    say = text.words[i].say
    if say is None or say.tense != "present" or say.lexeme.lemma not in _OPENS_COMMUNIQUE or text.words[i].conj:
        return None
    speaking = speaker_phrase(text, names, i + 1, last, bare_names=False)
    return speaking if speaking and (speaking.head or speaking.actors) else None


def past_labels(text: Text, first: int, last: int) -> int:
    """The token past symbols, blanks and labels («عاجل |») at the head of a line."""
    j = first
    while j < last and text.forms[j] != ":":
        if text.kinds[j] in "ps" or (
            text.kinds[j] == "l" and j + 1 < last and text.kinds[j + 1] == "p" and text.forms[j + 1] in "|)"
        ):
            j += 1
        elif _labels(text, j, first, last):
            j += 1
            if j < last and text.forms[j] == ":":
                j += 1
        else:
            break
    return j


def _labels(text: Text, j: int, first: int, last: int) -> bool:
    """Whether a word marks the post («عاجل:»، «#عاجل») rather than belongs to its sentence."""
    labels = text.classes.label
    if text.forms[j] not in labels or j + 1 >= last:
        return False
    return text.kinds[j + 1] == "p" or text.forms[j + 1] in labels or (j > first and text.forms[j - 1] == "#")


def _is_label(text: Text, names: Names, speaking: Speaking, first: int, colon: int) -> bool:
    """A dateline («رويترز- القاهرة:»، «وكالات:») or the page's own name before each of its posts."""
    forms = text.forms[speaking.first : speaking.last]
    media = any(f.removeprefix("ال") in text.classes.media for f in forms) or bool(
        speaking.actors and speaking.actors[0].kind in _MEDIA
    )
    parted = any(f in "-–()/" for f in text.forms[first:colon] if f)
    if parted and not media:
        matches = (names.match(text, k, colon) for k in range(speaking.last, colon) if text.words[k].names)
        media = any(m and m[1] and m[1][0].kind in _MEDIA for m in matches)
    if not media:
        return False
    if parted or "وكالات" in text.forms[first:colon]:
        return True
    return _line_heads(text, forms) >= _OWN_LABEL


def _is_dateline(text: Text, names: Names, speaking: Speaking, first: int, last: int) -> bool:
    """«بغداد: قتل سبعة …» above a report: a town alone says where it was written; a headline names who speaks so."""
    if speaking.head or first > _AT_THE_TOP or last - first < _PROSE:
        return False
    found = names.match(text, speaking.first, speaking.last)
    return found is not None and found[0] == speaking.last and found[2] == "settlement"


def _line_heads(text: Text, forms: list[str]) -> int:
    size = len(forms)
    starts = [0, *(k + 1 for k, kind in enumerate(text.kinds) if kind == "b")]
    return sum(text.forms[k : k + size] == forms for k in starts)


#: A post opens with its label within so many letters.
_POST_HEAD = 25


def posted(line: str) -> bool:
    """«عاجل | …»: a line that opens as a post of its own does, and ends without a stop."""
    row = line.lstrip().startswith("|")  # of a table
    return "|" in line[:_POST_HEAD] and not row and not line.rstrip().endswith((".", "،", ":"))
