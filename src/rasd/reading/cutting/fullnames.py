"""The name of one who holds an office, where it stands behind the body and the ground that he serves."""

from __future__ import annotations

from rasd.reading.cutting.besidenames import NOT_A_NAME, is_setting, to_media
from rasd.reading.cutting.chunks import Text
from rasd.reading.cutting.names import Names

#: So many words may stand between an office and what its holder says.
_REACH = 18
#: A name has no more words than these, titles left aside.
_LONGEST = 4
_COMMAS = frozenset(("،", ","))
_MARKS = _COMMAS | frozenset('()"«»“”-–')
_WHERE = frozenset("في خلال عبر عقب اثناء ل".split())


def named_farther_on(text: Text, names: Names, end: int, last: int) -> int:
    """The end of «المتحدث باسم كذا بمنطقة كذا، المقدم فلان الفلاني»; ``end`` where no name follows.

    A name is taken only where «أن» or a colon closes it, with no verb between.
    """
    stop = _opener(text, names, end, last)
    tail = _before_setting(text, end, stop)
    while tail > end and text.kinds[tail - 1] != "w":
        tail -= 1
    first = _name_start(text, names, end, tail)
    return tail if first >= end else end


def _opener(text: Text, names: Names, end: int, last: int) -> int:
    """Where «أن», «بأنه» or a colon opens what is said, with nothing but names and grounds before it; else ``end``."""
    t = end
    while t < min(end + _REACH, last):
        word = text.words[t]
        if text.forms[t] == ":" or (text.kinds[t] == "w" and word.tag == "i"):
            return t
        if text.kinds[t] not in "wl":
            if text.forms[t] not in _MARKS:
                return end
        elif word.tag in "vsxrk" or (word.tag in "nq" and not word.article):
            found = names.match(text, t, last) if word.names else None
            if found is None:
                return end
        found = names.match(text, t, last) if word.names and text.kinds[t] == "w" else None
        t = found[0] if found is not None and found[0] > t else t + 1
    return end


def _before_setting(text: Text, end: int, stop: int) -> int:
    """Where «في بيان»، «لوكالة كذا»، «لـ"كذا"» begins, which parts the name from what is said."""
    for t in range(end, stop):
        after = text.forms[t + 1] if t + 1 < stop else ""
        if to_media(text, text.forms[t]) or (text.forms[t] in _WHERE and is_setting(text, after)):
            return t
        if text.forms[t] == "ل" and text.kinds[t + 1 : t + 2] == "p":
            return t
    return stop


def _name_start(text: Text, names: Names, end: int, tail: int) -> int:
    """Where the name that ends at ``tail`` begins: at a title, after a comma, after a name that is known; else -1."""
    first = tail - _like_a_nation(text, tail - 1) if tail - end > 2 else tail
    while first > end and tail - first < _LONGEST and _of_a_name(text, names, first - 1):
        first -= 1
    plain = tail - first
    title = first
    while title > end and _title(text, title - 1):
        title -= 1
    if title < first and plain:
        return title
    if plain < 2 or first < end or _like_a_nation(text, tail - 1):
        return -1
    before = text.forms[first - 1]
    known = bool(text.words[first - 1].names) and text.kinds[first - 1] == "w"
    return first if before in _COMMAS or (known and not text.forms[first].startswith("ال")) else -1


def _like_a_nation(text: Text, t: int) -> bool:
    """«اللواء منصور التركي»: a surname that is the adjective of a nation, too."""
    word = text.words[t]
    return word.article and any("nation" in f.lexeme.flags for f in word.cls)


def _title(text: Text, t: int) -> bool:
    form = text.forms[t]
    return form.startswith("ال") and (form[2:] in text.classes.title or form[2:] in text.classes.rank_word)


def _of_a_name(text: Text, names: Names, t: int) -> bool:
    """A word of a person's name: one that nothing else is known of, or «علي»."""
    word, form = text.words[t], text.forms[t]
    if text.kinds[t] != "w" or t in text.dates or t in text.numbers or _title(text, t):
        return False
    if form == "علي":
        return text.tokens.slice(t, t + 1).endswith("ي")
    if word.tag != "w" or word.prep or word.place or word.place_inside or word.group or form in NOT_A_NAME:
        return False
    found = names.match(text, t, t + 1) if word.names else None
    return found is None or not (found[1] or found[2] in ("country", "province") or text.words[t - 1].tag == "p")
