"""Names of actors and places in a text: those the codebook knows, and those the grammar makes out."""

from __future__ import annotations

from rasd.codebook.aliases import STEPPED
from rasd.codebook.book import Actor, Codebook
from rasd.codebook.gazetteer import Gazetteer
from rasd.reading.chunks import Chunk, Text
from rasd.reading.placenames import (
    DIRECTIONS,
    GENERIC,
    HEADINGS,
    STRONG_PLACE,
    a_site,
    counts_in_name,
    ground_of_states,
    names_nothing,
    no_adjective,
    of_a_state,
    past_capital,
    qualifies,
    to_the_side,
)
from rasd.reading.tagging import QUANTIFIERS

_QUOTES = frozenset("\"“”«»'‘’()#_[]")
_OPENERS = frozenset("\"“«'‘([”")
#: A countryside says less than the town named before it.
COUNTRYSIDE = frozenset("ريف ريفي ضواحي".split())
_NEEDS_NAME = frozenset("سوق فندق محطه مستشفي مشفي مدرسه جامعه سجن كليه معسكر حاجز مسجد كنيسه ميناء".split())
#: Heads of several places: each name after them stands for itself.
_TWO_OR_MORE = frozenset(
    "بلدتي بلدتا بلدات مدينتي مدينتا مدن قريتي قريتا قري محافظتي محافظتا محافظات ولايتي ولايات حيي مخيمي "
    "مستوطنتي مستعمرتي مستوطنات مستعمرات موقعي قاعدتي ثكنتي معسكري".split()
)


class _Step:
    """A word of the names that begin alike: what the words so far name, and the words that may come next."""

    __slots__ = ("named", "nexts")

    def __init__(self, named: tuple[tuple[Actor, ...], str] | None) -> None:
        self.named = named
        self.nexts: dict[str, _Step] = {}


Match = tuple[int, tuple[Actor, ...], str, int]


class Names:
    """The names of the codebook and the gazetteer, ready to be matched at a token."""

    def __init__(self, book: Codebook, gazetteer: Gazetteer) -> None:
        self.book = book
        self.gazetteer = gazetteer
        self.heads: dict[str, int] = dict(book.alias_heads)
        for name in gazetteer.by_name:
            first = name.split(" ", 1)[0]
            size = name.count(" ") + 1
            if size > self.heads.get(first, 0):
                self.heads[first] = size
        self.longer = _by_first_word((*book.aliases, *gazetteer.by_name))
        self.steps: dict[str, _Step] = {}

    def match(self, text: Text, i: int, last: int) -> Match | None:
        """The longest name that starts at token ``i``: its end, its actors, its place level, letters stripped.

        It is asked for again and again, so the text remembers its names, wherever the phrase in hand
        ends; only one that goes on beyond that end is looked for anew.
        """
        if not text.words[i].names:
            return None
        if i in text.names:
            found = text.names[i]
        else:
            found = text.names[i] = self._match(text, i, len(text.forms))
        if found is None or found[0] <= last:
            return found
        return self._match(text, i, last)

    def _match(self, text: Text, i: int, last: int) -> Match | None:
        forms = text.forms
        for key, strip in text.words[i].names:
            step = self.steps.get(key) or self._compiled(key)
            end, named = i + 1, step.named
            nexts = step.nexts
            if nexts and end < last and (forms[end] in nexts or self._may_go_on(text, end, last, step)):
                end, named = self._longest(text, end, last, step)
            if named is not None:
                return end, *named, strip
        return None

    def _compiled(self, key: str) -> _Step:
        """The names that begin with a word, as steps; made when the word is first met."""
        first = self.steps[key] = _Step(self._named(key))
        for name in self.longer.get(key, ()):
            step = first
            for word in name.split(" ")[1:]:
                step = step.nexts.setdefault(word, _Step(None))
            step.named = self._named(name)
        return first

    def _named(self, name: str) -> tuple[tuple[Actor, ...], str] | None:
        """The actors that bear a name and its level as a place, if anybody or anything does."""
        actors, entries = self.book.aliases.get(name, ()), self.gazetteer.by_name.get(name)
        level = _level(entries[0].kind) if entries else ""
        if entries and " " not in name and name in self.gazetteer.ambiguous_words:
            level = "?" + level
        return (actors, level) if actors or entries else None

    def _may_go_on(self, text: Text, j: int, last: int, step: _Step) -> bool:
        """Whether the next word can be the second of a name."""
        forms = text.forms
        if forms[j] not in _QUOTES:
            return forms[j] in step.nexts
        while j < last and forms[j] in _QUOTES:
            j += 1
        return j < last and forms[j] in step.nexts

    def _longest(self, text: Text, j: int, last: int, step: _Step) -> tuple[int, tuple[tuple[Actor, ...], str] | None]:
        """The end of the longest name whose first word stands before ``j``, and what it names."""
        forms, kinds = text.forms, text.kinds
        end, named = j, step.named
        while step.nexts and j < last:
            form = forms[j]
            j += 1
            if form in STEPPED:
                continue
            following = step.nexts.get(form)
            if following is None or kinds[j - 1] not in "wln":
                break
            step = following
            if step.named is not None:
                end, named = j, step.named
        return end, named


def _by_first_word(names: tuple[str, ...]) -> dict[str, list[str]]:
    """first word → the names of two words or more that begin with it."""
    found: dict[str, list[str]] = {}
    for name in names:
        first, _, rest = name.partition(" ")
        if rest:
            found.setdefault(first, []).append(name)
    return found


def _level(kind: str) -> str:
    if kind in ("settlement", "town", "village"):
        return "settlement"
    if kind in ("admin1", "region"):
        return "province"
    if kind in ("country", "admin2"):
        return kind
    if kind in ("neighbourhood", "sea", "river", "road"):
        return "area"
    return "site"


#: From the most to the least specific.
FINENESS = {"site": 0, "area": 2, "settlement": 1, "admin2": 3, "province": 4, "country": 5, "": 3}


def quoted(text: Text, i: int, last: int, most: int = 8) -> int:
    """The token after a name in quotation marks or brackets that opens at ``i``; ``i`` where there is none."""
    if i >= last or text.forms[i] not in _OPENERS:
        return i
    if text.forms[i] == '"' and text.starts_together(i) and text.forms[i - 1] not in ("(", "ل", "ب", "و", "لـ"):
        return i  # it closes
    for j in range(i + 1, min(i + most + 1, last)):
        if text.forms[j] in _QUOTES and text.forms[j] not in "#_":
            return j + 1 if j > i + 1 else i
    return i


def of_other_number(text: Text, end: int) -> bool:
    """Whether the word at ``end`` names people in the plural, and the word before it is no such plural."""
    word = text.words[end]
    if not word.form.endswith("ين") or not any(f.lexeme.code.startswith("person") for f in word.cls):
        return False
    before = text.words[end - 1]
    return not (before.form.endswith(("ين", "ون", "اء", "ات")) or any(f.number in "px" for f in before.cls))


def is_adjective(text: Text, i: int) -> bool:
    """Whether a word looks like an adjective that qualifies what stands before it."""
    form = text.forms[i]
    word = text.words[i]
    if text.kinds[i] != "w" or word.conj or word.prep or word.tag not in "wcn":
        return False
    if form.startswith(("بال", "لل", "كال")) or word.place_inside not in ("", "around"):
        return False  # «الطائرات البلدة»
    if any(f.lexeme.flags & {"nation"} for f in word.cls):
        return True
    if word.tag == "n" or (word.cls and not word.article and word.cls[0].lexeme.code.startswith(("vehicle", "weapon"))):
        return False  # «المقاتلون آلية»
    return form.endswith(("ي", "يه", "ون", "ين", "ات", "يا", "ه", "يتين")) and (
        form.startswith("ال") or form.endswith(("يه", "حه", "فه", "قه", "ليه", "حون", "حين", "ديه", "يتين"))
    )


def place_name_end(text: Text, names: Names, i: int, last: int) -> int:
    """The end of a place's name that starts at ``i`` after its kind («قرية»): quoted, known, or bare words."""
    forms, kinds, words = text.forms, text.kinds, text.words
    if i < last and forms[i] in (":", "#"):
        i += 1
    end = quoted(text, i, last, 5)
    if end > i:
        comma = next((t for t in range(i + 1, end) if forms[t] in ("،", ",")), -1)
        return comma if comma > i + 1 and forms[i] == "(" else end  # «قرى: (مشرعة، وحدنان)»
    if i >= last or kinds[i] not in "wl" or i in text.dates or (words[i].carrier and not forms[i].startswith("ال")):
        return i
    if forms[i].startswith("لل") or (forms[i][:1] == "ل" and not words[i].names and a_site(words[i - 1].place)):
        return i  # «معسكر للجيش»، «ساحة لتوتر سابق» are no names
    if i in text.numbers and counts_in_name(text, i, last):
        return i + 2
    found = names.match(text, i, last)
    if found and found[3]:
        return i  # «مسجد بالعاصمة»: a new phrase begins
    if found and found[2]:
        return i if found[0] == i + 1 and qualifies(text, i, found[2]) else found[0]
    word = words[i]
    if word.prep == "ك" or (forms[i][0] == "ل" and a_site(words[i - 1].place)):
        return i  # «مخيم لجماعة كذا»، «ساحة لتوتر سابق»
    if (word.tag in "vspbirkxunq" and not word.article) or word.carrier:
        return i
    if (
        (word.conj and word.cls)
        or (found and found[3])
        or (_head(text, i, first=True) and forms[i] not in names.book.place_heads)
    ):
        return i
    if len(forms[i]) > 3 and forms[i][0] in "يت" and not found:
        return i  # more often a verb than a name that nobody knows
    if (
        forms[i].endswith(("ي", "يه"))
        and not found
        and not forms[i].startswith("ال")
        and not ((no_adjective(text, i) or _of_a_hill(text, i)) and not word.cls)
    ):
        return i  # «نقطة عسكرية» names nothing
    j = i + 1
    if j < last and kinds[j] == "w" and j not in text.dates:
        nxt = words[j]
        # a second bare word belongs to the name unless it is an adjective of direction, a function word or a clitic
        if (
            nxt.tag == "w"
            and not nxt.names
            and nxt.form[0] not in "وفبلي"
            and len(nxt.form) > 2
            and not nxt.form.startswith("ت")
        ):
            starts_al = nxt.form.startswith("ال")
            if starts_al == forms[i].startswith("ال") or (not starts_al and not nxt.form.endswith(("يه", "ا"))):
                j += 1
    return j


#: «في جبهة الكدحة»، «على محور الطويشة»: after «في» a front is where it is fought, whatever its name.
_FRONTS = frozenset("جبهه محور جبهات محاور جبهتي محوري".split())


def place_chunk(text: Text, names: Names, i: int, last: int) -> Chunk | None:
    """A place that starts at ``i``: descriptors («شرق», «مدينة») and a name."""
    words, forms = text.words, text.forms
    if not (words[i].place or words[i].names):
        return None
    j, strongest = i, ""
    code: str | None = None
    kinds_seen: list[str] = []
    while j < last and text.kinds[j] == "w" and len(kinds_seen) < 4:
        head = _head(text, j, first=j == i or forms[j][:1] == "و") or _post(text, j, last)
        if not head:
            break
        kinds_seen.append(head)
        if head in STRONG_PLACE and not strongest:
            strongest = head
            code = next((f.lexeme.code for f in words[j].cls), None)
        j += 1
        j = past_capital(text, names, j, last)
        if (j < last and forms[j] == "و") or (
            j < last and forms[j][:1] == "و" and _head(text, j, first=True) == "around" == head
        ):
            continue
    if not kinds_seen:
        found = names.match(text, i, last)
        if not found or not found[2] or found[2].startswith("?"):
            return None
        chunk = Chunk("L", i, found[0], words[i])
        chunk.level, chunk.actors = found[2], found[1]
        return chunk
    if kinds_seen[0] == "site" and "around" in kinds_seen and not forms[i].startswith("ال"):
        return None  # «حاجز قرب المدينة»، «كمين شرق دير الزور»: the place begins with «قرب»
    k = j
    nameless = forms[i].lstrip("وب").removeprefix("ال") == "منطقه"  # «المنطقة الواقعة بين كذا وكذا»: those two
    if k + 2 < last and forms[k] in ("الواقع", "الواقعه") and forms[k + 1] == "بين" and not nameless:
        return _between(text, names, i, k + 2, last)
    if k < last and forms[k - 1].endswith("قطاع") and forms[k] in ("الطرق", "طرق"):
        return None  # robbers, no strip of land
    if of_a_state(text, k, last):
        return ground_of_states(text, i, k, last)
    if (side := _side(text, names, i, k, last)) is not None:
        return side
    if k < last and (_merely_qualified(text, names, k, last) or names_nothing(text, k)):
        return None
    if k < last and kinds_seen[-1] == "around" and words[k].tag == "p":
        return None
    end = place_name_end(text, names, k, last)
    if end == k or (kinds_seen == ["site"] and end > k + 2 and forms[k] in _OPENERS and words[k + 1].group):
        return None  # «معسكر "اللواء 35"» is whose it is
    found = names.match(text, k, last)
    known = found[2].lstrip("?") if found and found[0] == end else ""
    if not known and forms[k - 1].lstrip("وفبل").removeprefix("ال") in GENERIC and quoted(text, k, last, 5) == k:
        return None  # «مناطق واسعة»
    if not known and all(kind == "around" for kind in kinds_seen) and quoted(text, k, last, 5) == k:
        front = forms[i].lstrip("وفب") in _FRONTS and i and forms[i - 1] in ("في", "علي") and forms[k].startswith("ال")
        if not ((front or to_the_side(text, i)) and words[k].plain):
            return None
    if end < last and forms[end].removeprefix("ال") in DIRECTIONS and words[end].conj == "":
        apart = not forms[end].startswith("ال") and end + 1 < last and bool(words[end + 1].names)
        end += not apart  # «ريف إدلب الجنوبي», but «بلدة سرمين شرقي إدلب»
        if not apart and end < last and forms[end].startswith("ال") and forms[end].removeprefix("ال") in DIRECTIONS:
            end += 1  # «ريف الحسكة الشمالي الغربي»
    chunk = Chunk("L", i, end, words[i])
    whole = names.match(text, i, last) if words[i].names else None
    if whole and whole[2] and whole[0] >= end and not whole[3]:
        strongest, end = whole[2].lstrip("?"), whole[0]  # «تل أبيب» is a town, not a hill
        chunk.last = end
        chunk.name = (i, end)
    if forms[i].lstrip("وفب") in _TWO_OR_MORE and k > i:
        chunk.name = (i + 1 if len(kinds_seen) > 1 else k, chunk.last)  # «بلدتي كذا وكذا»: each is named by itself
    chunk.level = strongest or known or "area"
    chunk.code = code
    if not chunk.prep and not words[i].place_inside and forms[i].lstrip("وف")[0] in "بل":
        chunk.prep = forms[i].lstrip("وف")[0]  # «بقطاع كذا»
    return chunk


def _of_a_hill(text: Text, i: int) -> bool:
    """«تل كوكبي»، «دير سامي»: after these stands a name, whatever its ending."""
    return i > 0 and text.forms[i - 1].lstrip("وفبل") in ("تل", "جبل", "خان", "دير")


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
        return not (named and named[2])  # «لواء المشاة» is a brigade
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
        and text.forms[k - 1].lstrip("وفب") in _NEEDS_NAME
        and not form.startswith("ال")
        and quoted(text, k, last, 5) == k
    ):
        return form.endswith("يه") or not names.match(text, k, last)  # «سوق مكتظ»، «سوق شعبية»
    if definite and not form.startswith("ال") and text.kinds[k] == "w":
        return not names.match(text, k, last)
    if not definite or not form.startswith("ال") or text.forms[k - 1].endswith("العاصمه"):
        return False
    found = names.match(text, k, last)
    return found is None or (found[0] == k + 1 and found[2].startswith("?") and not found[1])  # «المنطقة الأولى»


def _post(text: Text, j: int, last: int) -> str:
    """«موقع "كذا"»: a position with a name in quotation marks is a place."""
    named = text.forms[j].lstrip("وفبل") == "موقع" and quoted(text, j + 1, last, 4) > j + 1
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
