"""The noun phrase that names a speaker: «المتحدث باسم الجيش، العقيد فلان»."""

from __future__ import annotations

from rasd.codebook.book import Actor
from rasd.reading.cutting.besidenames import NOT_A_NAME, VERBAL_NOUN, given_name, is_setting, speech_opens, to_media
from rasd.reading.cutting.chunks import Text
from rasd.reading.cutting.fullnames import named_farther_on
from rasd.reading.cutting.names import Names, is_adjective, of_other_number, quoted

_OPEN = frozenset('"“«‘(”')
_CLOSE = frozenset('"”»’)')
_SOME = ("احد", "احدي", "بعض", "عدد")
_MEDIA = frozenset(("outlet", "agency"))
#: What somebody admits or denies, before the deed.
_DOING = frozenset(("القيام", "الضلوع", "التورط", "المسووليه", "الوقوف"))
#: What may stand before the name: a hash sign, to whom it was said («أكد لنا شهود»).
_TO_US = frozenset(("#", "لنا", "لي"))
_WHICH = frozenset(("الذي", "التي"))


class Speaking:
    """Who speaks: the tokens of the name, and the actors it may mean."""

    __slots__ = ("actors", "first", "head", "last", "pronoun")

    def __init__(self, first: int, last: int, actors: tuple[Actor, ...] = (), head: str = "") -> None:
        self.first = first
        self.last = last
        self.actors = actors
        self.head = head
        self.pronoun = False

    def again(self) -> Speaking:
        """The same speaker, meant by a pronoun or a short second mention."""
        other = Speaking(self.first, self.last, self.actors, self.head)
        other.pronoun = True
        return other


def speaker_phrase(text: Text, names: Names, i: int, last: int, bare_names: bool = True) -> Speaking | None:
    """The speaker named from token ``i`` on, if one is.

    ``bare_names`` allows words that nothing is known of («رحيمي»), as after «وأضاف».
    """
    while i < last and (text.forms[i] in _OPEN or text.forms[i] in _TO_US):
        i += 1
    if i >= last or text.kinds[i] not in "wl" or i in text.dates:
        return None
    return _issuer(text, names, i, last) or _phrase(text, names, i, last, bare_names)


def _issuer(text: Text, names: Names, i: int, last: int) -> Speaking | None:
    """«بيان للجيش»، «تقرير صادر عن المركز»: who issued it is the speaker."""
    form = text.forms[i]
    bare = form[1:] if form[0] in "وفبل" else form  # «لبيان», whose own first letter stays
    if {text.words[i].stem, form.removeprefix("ال"), bare, form.lstrip("وفبل")}.isdisjoint(text.classes.issued):
        return None
    j = i + 1
    while j < last and j - i < 4 and (is_adjective(text, j) or text.forms[j] in text.classes.of_statement):
        j += 1
    relative = j + 1 < last and text.forms[j] in _WHICH and text.forms[j + 1] in text.classes.issued_by
    j += relative  # «الأرقام التي نشرتها الوزارة»
    said_by = j < last and text.forms[j].removeprefix("ال") in text.classes.issued_by
    j += said_by
    if j < last and text.forms[j] in ("عن", "من"):
        return speaker_phrase(text, names, j + 1, last, bare_names=True)
    if j >= last or text.kinds[j] not in "wl":
        return None
    genitive = j == i + 1 and not text.words[i].article and not text.forms[i].lstrip("وفبل").startswith("ال")
    if not (said_by or genitive or (text.forms[j].startswith("ل") and text.kinds[j - 1] == "w")):
        return None
    found = _phrase(text, names, j, last, bare_names=said_by)
    return found if found and (found.head or found.actors or said_by) else None


def _phrase(text: Text, names: Names, i: int, last: int, bare_names: bool) -> Speaking | None:
    start = i
    out_of = text.forms[i + 1 : i + 2] == ["من"]
    if text.forms[i] in _SOME or (out_of and text.forms[i] == "كل"):  # «أحد الشهود»، «كل من الوزير والمحافظ»
        i = min(last - 1, i + 1 + out_of)
    elif i in text.numbers and text.kinds[i] == "w":  # «ثلاثة مسؤولين»
        counted = text.numbers[i].last
        i = counted if counted < last and _head(text, names, counted) else i
    head = _head(text, names, i)
    end, actors = _known(text, names, i, last)
    if not end:
        if head or (bare_names and (_bare(text, i) or (text.forms[i] == "علي" and given_name(text, i, last)))):
            end = i + 1
        else:
            return None
    end = _extend(text, names, start, end, last, head, actors)
    end = _joint(text, names, start, end, last)
    if not any(
        f in "-–" for f in text.forms[max(0, start - 3) : start] if f
    ):  # «- بحسب البيان -» is closed by its dash
        end = _apposition(text, end, last)
    if _personal(text, head) and head.removeprefix("ال") not in text.classes.source:
        end = named_farther_on(text, names, end, last)
    while end > start + 1 and text.kinds[end - 1] == "p" and text.forms[end - 1] not in _CLOSE:
        end -= 1
    return Speaking(start, end, actors, head)


def _head(text: Text, names: Names, i: int) -> str:
    form = text.forms[i]
    if text.words[i].tag == "p" and not text.tokens.slice(i, i + 1).endswith("ي"):
        return ""  # «وإلى» is not «والي»
    heads = names.book.speaker_heads
    for candidate in (form, form[1:] if form[:1] in "وفبل" else "", form[2:] if form[:2] in ("ول", "وب", "فل") else ""):
        if candidate and candidate in heads:
            return candidate
        if candidate.startswith("لل") and "ال" + candidate[2:] in heads:
            return "ال" + candidate[2:]
        if candidate.startswith("لل") and candidate[2:] in heads:
            return candidate[2:]
    if _is_title(text, form):
        return form
    base = form.removeprefix("ال")
    if base != form and base in heads:
        return form
    return ""


def _is_title(text: Text, form: str) -> bool:
    """«العقيد»، «الشيخ»، and the «أول» of «ملازم أول»."""
    return (form.startswith("ال") and form[2:] in text.classes.title) or form == "اول"


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
    if form in NOT_A_NAME or i in text.numbers or len(form) < 3:
        return False
    if form.startswith("ب") and len(form) > 4 and not word.names:
        return False
    return word.tag in "wc" and not word.prep and not (word.conj and word.stem != form and word.cls)


def addressed(text: Text, names: Names, i: int, last: int) -> int:
    """The end of «لرويترز»، «لوكالة كذا» at ``i``: to whom it is said; ``i`` where nobody is named."""
    form = text.forms[i] if i < last else ""
    if form[:1] != "ل":
        return i
    found = names.match(text, i, last)
    media = found is not None and bool(found[1]) and bool(found[3]) and found[1][0].kind in _MEDIA
    if to_media(text, form):
        return _extend(text, names, i, i + 1, last, "", ()) if not media or found is None else found[0]
    return found[0] if media and found is not None else i


# ---- how far the name goes


def _extend(text: Text, names: Names, start: int, end: int, last: int, head: str, actors: tuple[Actor, ...]) -> int:
    """Take in what belongs to the name: adjectives, genitives, ranks, «باسم …», «في …» after a source."""
    limit = min(last, start + 16)
    state = not head and (not actors or actors[0].kind == "state")
    whole = not _personal(text, head) and bool(actors or text.forms[start].startswith("ال"))
    if not actors and not head and any("nation" in f.lexeme.flags for f in text.words[start].cls):
        whole = False  # «الفلسطيني محمد كذا»
    numbered = names.book.groups_named | {"قناه"}
    while end < limit and end not in text.dates:
        kind = text.kinds[end]
        step = end
        if kind == "p":
            step = _past_mark(text, start, end, limit, last)
        elif kind == "l" or (kind == "n" and text.forms[end - 1].removeprefix("ال") in numbered):
            step = end + 1
        elif kind == "w" and end not in text.numbers:
            step = _past_word(text, names, start, end, limit, head, state, whole)
        if step == end:
            break
        end = step
    return min(end, last)


def _past_mark(text: Text, start: int, end: int, limit: int, last: int) -> int:
    """Past quotation marks around a part of the name, and the hyphens inside it."""
    form = text.forms[end]
    if form in _OPEN:
        close = quoted(text, end, limit, 6)
        if close > end and not speech_opens(text, end, close):
            return close
    if form in _CLOSE and any(text.forms[t] in _OPEN for t in range(start - 1 if start else 0, end)):
        return end + 1
    if form in "-–_#" and end + 1 < limit and text.starts_together(end):
        return end + 1
    return end


def _past_word(text: Text, names: Names, start: int, end: int, limit: int, head: str, state: bool, whole: bool) -> int:
    """Past one more word or known name, if it belongs to the speaker's name."""
    form, word = text.forms[end], text.words[end]
    if form in ("باسم", "باسمه", "باسمها", "باسمهم", "لشوون"):
        return end + 1
    if form == "علي" and given_name(text, end, limit):
        return end + 1
    if word.tag == "p" or form in ("ما", "لما"):
        return _past_preposition(text, names, end, limit, head)
    if form.removeprefix("ال") in text.classes.allied and end + 1 < limit and text.forms[end + 1].startswith("ل"):
        return end + 1  # «مجموعات تابعة للمعارضة»
    named = text.forms[end - 1].startswith("باسم")  # «الناطق باسم قوات كذا»
    if (
        word.tag in "isbrkxuo"
        or word.opens
        or (form in NOT_A_NAME and not named)
        or "\u064b" in text.tokens.slice(end, end + 1)
    ):
        return end
    if form in _DOING and text.forms[end + 1 : end + 2] and text.forms[end + 1].startswith(("ب", "ف", "ع")):
        return end  # «نفى المتحدث القيام بأي غارات»
    found = names.match(text, end, limit)
    given = form.startswith("ل") and (word.prep == "ل" or bool(found and found[3]))
    if given or form.startswith("لل") or form == "ل" or to_media(text, form):
        return end if word.tag == "n" else _past_dative(text, names, start, end, limit, head)
    if found and (found[1] or (found[2] and found[2][0] != "?")) and not found[3]:
        other = (whole and found[1] and _names_actor(text, names, start, end)) or (state and found[2] == "country")
        titled = end > start + 1 and is_adjective(text, end - 1) and text.forms[end - 1].startswith("ال")
        other = other or (titled and found[2] == "country")  # «اتهم وزير الدفاع الأرميني أذربيجان»
        another = bool(found[1]) and found[1][0].kind != "person"
        other = other or (another and _takes_no_genitive(text, names, end - 1))
        return end if other and not is_adjective(text, end) else found[0]
    if (word.tag in "vy" or (word.carrier and not word.prep)) and not word.article:
        return end
    if end > start + 2 and text.forms[end - 2] == "في" and VERBAL_NOUN.fullmatch(form):
        return end  # «أكد مراسل القناة في غزة انتشال …»
    if form.startswith("ال") and end - 1 > start and head in names.book.unnamed_speakers and _indefinite(text, end - 1):
        return end  # «أكد مصدر أمني العثور على …»
    if (
        word.tag == "n"
        and word.article
        and "violence" in word.act[0].lexeme.flags
        and "weak" not in word.act[0].lexeme.flags
    ):
        return end  # «تبنت الحركة الهجوم»: the object of the verb
    if word.tag == "n" and word.article and _names_actor(text, names, start, end):
        return end  # «أعلن الجيش الوطني الليبي السيطرة على …»
    if word.tag in "nq" and not word.article and "weak" not in word.act[0].lexeme.flags:
        return end
    group = form.removeprefix("ال") in names.book.groups_named or form.removeprefix("ال") in names.book.groups_described
    if group and form.startswith("ال") and text.forms[start].endswith("ون"):
        return end  # «اتهم الانفصاليون القوات الحكومية»
    stranger = not form.startswith("ال") or (group and _names_actor(text, names, start, end))
    if end == start + 1 and form.startswith("ال") and head and text.forms[start].endswith("ون"):
        return end  # «وصف ناشطون الوضع»: no genitive stands after the full ending
    if text.forms[start].startswith("ال") and form.startswith("ال") and of_other_number(text, end):
        return end  # «اتهمت الحكومة المتمردين»: a sound plural does not qualify a singular
    if whole and stranger and not is_adjective(text, end):
        return end  # «كتائب القسام إطلاق …»: the name is complete, the next noun is what it speaks of
    return end if _with_b(text, names, end, head) or (word.conj and form[0] in "وف" and not word.names) else end + 1


def _takes_no_genitive(text: Text, names: Names, i: int) -> bool:
    """«اتهمت الحكومة حركة كذا»: after a body with «ال» no genitive stands, so what follows is another."""
    head = _head(text, names, i) if text.forms[i].startswith("ال") else ""
    return bool(head) and not _personal(text, head) and not _personal(text, head.removesuffix("ه"))


def _indefinite(text: Text, i: int) -> bool:
    """Whether a word is an adjective without its article («أمني»، «عراقي»), after which no genitive stands."""
    word = text.words[i]
    return not word.article and word.tag in "wc" and text.tokens.slice(i, i + 1).endswith("ي")


def _names_actor(text: Text, names: Names, start: int, end: int) -> bool:
    """Whether the name so far ends in an actor of its own: the next actor is somebody else («اتهم فلان الجيش»)."""
    for t in range(start, end):
        found = names.match(text, t, end) if text.words[t].names else None
        if found and found[1] and found[0] == end:
            return True
    return False


def _personal(text: Text, head: str) -> bool:
    """Whether the head names a person or persons, after whom a proper name may follow."""
    bare = head.removeprefix("ال")
    return bare in text.classes.office or _is_title(text, head) or bare in text.classes.located


def _past_preposition(text: Text, names: Names, end: int, limit: int, head: str) -> int:
    """«مصدر في الوزارة»، «وزير الصحة في حكومة كذا»، «ما يسمى …»."""
    form = text.forms[end]
    if end + 1 >= limit:
        return end
    after = text.forms[end + 1]
    if form in ("ما", "لما") and after in ("يسمي", "يعرف", "تسمي"):
        return end + 2
    if form not in ("في", "من", "لدي") or is_setting(text, after) or end + 1 in text.dates or end + 1 in text.numbers:
        return end
    bare = head.removeprefix("ال")
    if bare in text.classes.located:
        return end + 2
    if form == "في" and bare in text.classes.office and _head(text, names, end + 1):
        return end + 2
    return end


def _past_dative(text: Text, names: Names, start: int, end: int, limit: int, head: str) -> int:
    """«الأمين العام لحزب كذا» belongs to the name, «لوكالة كذا» is to whom it was said."""
    form = text.forms[end]
    if to_media(text, form) or not head:
        return end
    before = text.forms[end - 1].removeprefix("ال")
    if form == "ل":
        return end + 1 if before in text.classes.allied else end
    found = names.match(text, end, limit)
    if found and found[1] and found[1][0].kind in _MEDIA:
        return end
    if found and (found[1] or found[2]):
        return found[0]
    located = head.removeprefix("ال") in text.classes.located
    if located and before not in text.classes.allied and not _head(text, names, end):
        return end
    return end + 1 if form.startswith("لل") or (text.words[end].prep == "ل" and end > start) else end


def _with_b(text: Text, names: Names, i: int, head: str) -> bool:
    """Whether «بـ…» opens what is said («أفاد المصدر بمقتل …») rather than where the source sits."""
    form = text.forms[i]
    if form[0] != "ب" or len(form) < 4:
        return False
    if text.words[i].prep == "ب" or form.startswith("بال"):
        return not (_personal(text, head) and (form.startswith("بال") or _head(text, names, i)))
    bare = head.removeprefix("ال")
    several = bare in names.book.unnamed_speakers or bare in text.classes.source
    if head and (several or not _personal(text, head)) and not text.words[i].names:
        return True
    return i + 1 < len(text.forms) and text.forms[i + 1] in ("ان", ":") and len(form) > 5


def _joint(text: Text, names: Names, start: int, end: int, last: int) -> int:
    """«مصادر محلية وأخرى في المقاومة»، «الجيش والشرطة»: two who speak together are one speaker."""
    form = text.forms[end] if end < last and text.kinds[end] == "w" and end - start <= 9 else ""
    if not form.startswith("و") or len(form) < 4:
        return end
    if form == "واخري" or form[1:] in ("اخرون", "اخرين"):
        far = _extend(text, names, end, end + 1, last, "مصدر", ())
    elif (text.words[end].tag in "wgc" and is_adjective(text, end)) or (
        form.endswith("يه") and text.forms[end - 1].endswith("يه")
    ):
        far = end + 1
    elif _head(text, names, end) or _known(text, names, end, last)[1]:
        found = _known(text, names, end, last)
        far = _extend(text, names, end, found[0] or end + 1, last, _head(text, names, end), found[1])
    else:
        return end
    closed = far < last and (text.words[far].tag in "ipv" or text.kinds[far] == "p" or far in text.dates)
    return far if closed or far == last else end


def _apposition(text: Text, end: int, last: int) -> int:
    """«المتحدث باسم الحكومة، عبدالعزيز علي إبراهيم:»: the name after a comma, closed by «إن», a mark or «في بيان»."""
    if end + 1 >= last or text.forms[end] not in ("،", ",", "-", "–", "("):
        return end
    j = end + 1
    while j < last and j - end <= 7 and text.kinds[j] in "wl" and j not in text.dates and j not in text.numbers:
        word = text.words[j]
        named = text.forms[j] == "علي" or (word.article and _is_title(text, text.forms[j]))
        if not named and word.tag in "isvypkrbxnq":
            break
        if text.forms[j] in NOT_A_NAME or (is_adjective(text, j) and j == end + 1):
            return end
        if j == end + 1 and (word.conj or (word.place and not named) or text.forms[j].startswith("ومقر")):
            return end  # «المرصد، ومقره لندن، …»، «مدير الصحة في الحي، جنوب المدينة»
        j += 1
    if j == end + 1 or j - end > 7 or j >= last:
        return end
    if j == end + 2 and text.forms[end + 1].startswith(("ي", "ت")) and not text.words[end + 1].names:
        return end  # «بحسب المرصد، يشارك …»
    if (
        (text.words[j].tag == "i" and text.kinds[j] == "w")
        or text.forms[j] in (":", "،", ",", '"', "«", "“", "-", "–", ")")
        or j in text.dates
    ):
        return j
    return j if text.forms[j] == "في" and j + 1 < last and is_setting(text, text.forms[j + 1]) else end
