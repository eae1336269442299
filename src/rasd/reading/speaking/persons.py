"""Persons whom a text names: victims with age and sex, and those who speak."""

from __future__ import annotations

from typing import NamedTuple

from rasd.codebook.wordclasses import WordClasses
from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.speaking.speakers import Speaking

_YEARS = frozenset("عام عاما سنه سنوات اعوام ربيعا".split())
_OPEN = frozenset('"“«(')
_MOST_WORDS = 5


class Named(NamedTuple):
    """A name: tokens ``[first, last)``, the age that follows it, and where all of it ends."""

    first: int
    last: int
    age: int | None
    end: int


def name_at(text: Text, i: int, limit: int) -> Named | None:
    """The personal name that starts at token ``i``, with the age after it («فلان الفلاني (24 عاما)»)."""
    while i < limit and text.forms[i] in _OPEN:
        i += 1
    j = i
    while j < limit and j - i < _MOST_WORDS and _of_name(text, j, j == i):
        j += 1
    if j == i:
        return None
    age, end = _age(text, j, limit)
    if j - i < 2 and age is None:
        return None
    return Named(i, j, age, end)


def bare_name(text: Text, i: int, limit: int) -> Named | None:
    """A name without a word before it that says what its bearer is: two to four unknown words, then a clause's end."""
    named = name_at(text, i, limit)
    if named is None or named.first != i or not 2 <= named.last - i <= 4 or text.forms[i] in ("احد", "احدي"):
        return None
    if any(text.words[t].cls or text.words[t].act or text.words[t].conj for t in range(i, named.last)):
        return None
    t = named.end
    return named if t >= limit or text.kinds[t] != "w" or text.words[t].prep or text.words[t].tag != "w" else None


def _of_name(text: Text, i: int, first: bool) -> bool:
    word = text.words[i]
    if word.group or word.place_inside or word.form.startswith("باسم"):
        return False
    if text.kinds[i] != "w" or i in text.dates or i in text.numbers:
        return False
    if text.tokens.slice(i, i + 1).strip("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652") in ("علي", "عليّ"):
        return True
    if word.form[0] == "ب" and len(word.form) > 4 and not word.names:
        return False  # «برصاص …»
    return (
        word.tag == "w"
        and not word.carrier
        and not word.conj
        and not word.prep
        and not (first and word.form.startswith("ال"))
    )


def _age(text: Text, j: int, limit: int) -> tuple[int | None, int]:
    """The age that stands after a name, and the token where it ends."""
    for t in range(j, min(j + 6, limit)):
        if text.kinds[t] == "n" and text.forms[t].isdigit() and t + 1 < limit and text.forms[t + 1] in _YEARS:
            end = t + 2
            return int(text.forms[t]), end + (end < limit and text.forms[end] == ")")
        if text.kinds[t] == "w" and text.forms[t] not in ("البالغ", "البالغه", "من", "العمر", "عمره", "عمرها"):
            break
    return None, j


def age_after(text: Text, i: int, limit: int) -> int | None:
    """The age told soon after a person: «فتى (16 عاما)»، «طفل يبلغ من العمر 9 سنوات»."""
    for t in range(i, min(i + 8, limit)):
        form = text.forms[t]
        if text.kinds[t] == "n" and form.isdigit() and t + 1 < limit and text.forms[t + 1] in _YEARS:
            told = text.forms[t - 1] in ("(", "العمر", "عمره", "عمرها", "البالغ", "البالغه", "بعمر", "،")
            return int(form) if told else None
        if text.words[t].tag in "vnsb" and text.kinds[t] == "w":
            return None
    return None


def victims(text: Text, start: int, limit: int) -> list[Named]:
    """The persons named from ``start`` on («المواطن فلان (24 عاما) … وفلان (38 عاما)»)."""
    first = name_at(text, start, limit)
    if first is None:
        return []
    found, t = [first], first.end
    while t < limit and t - found[-1].end < 8:
        if text.kinds[t] == "w" and text.forms[t][:1] == "و" and text.words[t].tag == "w":
            following = _joined(text, t, limit)
            if following is not None and following.age is not None:
                found.append(following)
                t = following.end
                continue
        if text.words[t].tag in "vns" and text.kinds[t] == "w":
            break
        t += 1
    return found


def _joined(text: Text, t: int, limit: int) -> Named | None:
    """A name whose first word carries و («ومحمد …»)."""
    j = t + 1
    while j < limit and j - t < _MOST_WORDS and _of_name(text, j, False):
        j += 1
    age, end = _age(text, j, limit)
    return Named(t, j, age, end) if j - t > 1 else None


def sex(chunk: Chunk) -> str | None:
    """The sex that the noun tells: «المواطنة» female, «الشاب» male; null for plurals and unknown words."""
    form = chunk.form
    if form is None or form.number != "s":
        return None
    if form.lexeme.code == "person.woman" or form.lexeme.lemma.endswith("ه"):
        return "female"
    return "male" if form.lexeme.code.startswith("person") else None


def speaker_name(text: Text, who: Speaking) -> Named | None:
    """The personal name inside a speaker's phrase: what stands after the office and its body."""
    head, known = who.head.removeprefix("ال"), text.classes
    of_person = head in known.public or head in known.witness or head in known.title
    if who.last - who.first < 2 or not (of_person or any(a.kind == "person" for a in who.actors)):
        return None
    start = who.last
    while (
        start > who.first
        and _of_name(text, start - 1, False)
        and who.last - start < 4
        and not text.forms[start - 1].startswith("ال")
    ) or (start == who.last and start > who.first and _of_name(text, start - 1, False)):
        start -= 1
    return Named(start, who.last, None, who.last) if who.last - start >= 2 else None


def role(who: Speaking, classes: WordClasses) -> tuple[str, bool]:
    """What a named speaker is (``official``, ``witness``, ``source``) and whether a private person."""
    head = who.head.removeprefix("ال")
    if head in classes.public:
        return "official", False
    if any(a.kind == "person" for a in who.actors):
        return "official", False
    return ("witness", True) if head in classes.witness else ("source", True)
