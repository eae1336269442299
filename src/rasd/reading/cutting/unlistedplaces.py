"""Places that no list has: told by their company, by what stands after them, or by their kind elsewhere."""

from __future__ import annotations

import copy
import re

from rasd.codebook.spelling import skeleton
from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.names import Names, level_of
from rasd.reading.cutting.naming import NameChunks
from rasd.reading.cutting.placechunks import place_chunk, place_name_end
from rasd.reading.cutting.placenames import HEADINGS, names_nothing
from rasd.reading.cutting.watching import Watch

#: Letters with which an unknown word after «و» is more often a verb than a name.
_VERBAL = ("ي", "ت", "ا")
#: «دمشق وريفها»: what ends with a pronoun points back to the name before it.
_PRONOUNS = ("ها", "هما", "هم")
_IN = "في"
#: The shapes of derived verbal nouns: «الاحتفال»، «الاستعراض»، «الانسحاب»، «التدريب».
_VERBAL_NOUN = re.compile("^ال(?:ا.ت.ا.|است..ا.|ان..ا.|ت..ي.)(?:ات)?$")
#: After these a name that the report explains stands as a place, too.
_BESIDE = frozenset("قرب عند داخل وسط علي من الي نحو باتجاه".split())
#: After «و» these lead to a further place of a row.
AGAIN = frozenset("في علي خلف فوق قرب داخل تحت حول وسط شمال جنوب شرق غرب شمالي جنوبي شرقي غربي".split())
_COMMAS = frozenset(("،", ","))
_CAPITALS = frozenset(("عاصمه", "مركز", "كبري"))
_KILOMETRES = frozenset("كلم كم كيلومتر كيلومترا كيلومترات".split())
#: Names of a user's gazetteer are looked for in so many words at most.
_LONGEST = 3
_UNITS = frozenset("غوطه سهل ريف محافظه ولايه قضاء ناحيه مديريه محليه مقاطعه اقليم".split())
_KINDS = Watch(lambda word, _: word.place == "settlement" and not word.article)


def called_places(text: Text, names: Names) -> frozenset[str]:
    """Words that the report calls a town or village somewhere («بلدة كذا») and that no list knows for certain."""
    found = set()
    for t in text.at(_KINDS):
        i = t + 1
        if i >= len(text.forms) or text.kinds[i] != "w" or names_nothing(text, i):
            continue
        known = names.match(text, i, len(text.forms))
        doubtful = known is not None and known[0] == i + 1 and known[2].startswith("?") and not known[3]
        unknown = known is None and _nothing_else(text, i)
        if (unknown or doubtful) and place_name_end(text, names, i, min(i + 3, len(text.forms))) == i + 1:
            found.add(text.forms[i])
    return frozenset(found)


def _nothing_else(text: Text, j: int) -> bool:
    """A word that the codebook does not know, and that no verb or adjective is likely to be."""
    word = text.words[j]
    bare = word.form.removeprefix("و") if j and word.form.startswith("و") else word.form
    return (
        text.kinds[j] == "w"
        and word.tag == "w"
        and not (word.cls or word.act or word.carrier or word.means or word.place or word.group or word.pron)
        and j not in text.dates
        and j not in text.numbers
        and len(bare) > 2
        and not bare.startswith(("بال", "لل", "كال"))
    )


class UnlistedPlaces(NameChunks):
    """Places that no list has, made out by what stands around them."""

    def __init__(self, text: Text, names: Names) -> None:
        super().__init__(text, names)
        self.called = called_places(text, names)

    def _unlisted(self, before: Chunk, i: int, last: int) -> list[Chunk]:
        """«في الكريعات شمال العاصمة»، «قرب بانو (شمال غرب)»، «في الدمم وشبارق ودماج»: places that no list has."""
        inside = before.kind == "p" and before.word is not None and before.word.stem == _IN
        beside = before.kind in "pVN" and self.text.forms[i - 1] in _BESIDE
        struck = before.kind in "VN" and before.last == i
        if inside or beside or struck:
            told = self._told(i, last, explained=not struck)
            if told is not None:
                return [told]
        return self._row(i, last) if inside or self._after_such_as(before) else []

    def _after_such_as(self, before: Chunk) -> bool:
        return before.kind == "b"

    def _told(self, i: int, last: int, *, explained: bool) -> Chunk | None:
        """A name that the report explains, calls a town elsewhere, or that a user's gazetteer has."""
        if not _nothing_else(self.text, i):
            return None
        end = i + 1 if self.text.forms[i] in self.called else 0
        end = end or self._added(i, last) or (self._explained(i, last) if explained else 0)
        if not end:
            return None
        chunk = Chunk("L", i, end, self.text.words[i])
        chunk.level = "settlement"
        return chunk

    def _added(self, i: int, last: int) -> int:
        """The end of the longest name at ``i`` that a gazetteer of the user has; 0 where there is none."""
        if not self.names.shelf.added:
            return 0
        forms, common = self.text.forms, self.names.gazetteer.ambiguous_words
        for end in range(min(last, i + _LONGEST), i, -1):
            if any(self.text.kinds[t] != "w" for t in range(i, end)):
                continue
            if end == i + 1 and (forms[i] in common or forms[i].removeprefix("ال") in common):
                continue
            bearers = self.names.shelf.bearers(skeleton(forms[i:end]))
            if any(level_of(found.entry.kind) == "settlement" for found in bearers):
                return end
        return 0

    def _explained(self, i: int, last: int) -> int:
        """The end of a name after which the report says where it lies, or of what it is the capital; else 0."""
        for end in range(i + 1, min(i + 3, last - 1)):
            if self._in_brackets(end, last) or self._beside_the_known(i, end, last) or self._its_capital(end, last):
                return end
            if self._in_a_unit(end, last) and not self._common_noun(i, end):
                return end
            if not _nothing_else(self.text, end) or self.text.forms[end].startswith(("و", "ف", "ب", "ل")):
                return 0
        return 0

    def _in_a_unit(self, end: int, last: int) -> bool:
        """«في معارة كذا بريف كذا»، «في كذا بقضاء كذا»: a name, and the countryside or unit in which it lies."""
        form = self.text.forms[end]
        if not form.startswith("ب") or form[1:] not in _UNITS or end + 1 >= last:
            return False
        named = self.names.match(self.text, end, last)  # «بغوطة دمشق الشرقية»
        return place_chunk(self.text, self.names, end, last) is not None or (named is not None and bool(named[2]))

    def _common_noun(self, i: int, end: int) -> bool:
        """«في حفل بريف كذا»، «في اجتماع بمحافظة كذا»: one bare word that nothing shows to be a name."""
        form = self.text.forms[i]
        if end == i + 1 and _VERBAL_NOUN.match(form):
            return True  # «في الاحتفال بمحافظة كذا»
        return end == i + 1 and not form.startswith(("ال", "كفر")) and not form.endswith(("ا", "و", "ين", "ون"))

    def _in_brackets(self, end: int, last: int) -> bool:
        """«قرب بانو (شمال غرب)»، «في كامونا (30 كلم شرق العاصمة)»."""
        forms = self.text.forms
        if forms[end] != "(" or end + 2 >= last:
            return False
        side = forms[end + 1] in HEADINGS and ")" in forms[end + 2 : min(end + 6, last)]
        return side or (end + 1 in self.text.numbers and not _KILOMETRES.isdisjoint(forms[end + 2 : end + 4]))

    def _beside_the_known(self, i: int, end: int, last: int) -> bool:
        """«في الكريعات شمال العاصمة»، «في الكريعات، شمالي بغداد»: a name with the article, and where it lies."""
        forms = self.text.forms
        j = end + (forms[end] in _COMMAS)
        if not forms[i].startswith("ال") or j + 1 >= last or forms[j] not in HEADINGS or forms[j].startswith("ال"):
            return False
        j += 1 + (forms[j + 1] in HEADINGS)
        if j >= last:
            return False
        return forms[j] in ("العاصمه", "البلاد") or bool(place_chunk(self.text, self.names, j, last))

    def _its_capital(self, end: int, last: int) -> bool:
        """«في فريدريكتون، عاصمة نيو برونزويك»."""
        j = end + (self.text.forms[end] in _COMMAS)
        if j + 1 >= last or self.text.forms[j] not in _CAPITALS:
            return False
        after = self.text.words[j + 1]
        return bool(after.place or after.names) or (j > end and self.text.forms[j] == "عاصمه" and after.plain)

    def _row(self, i: int, last: int) -> list[Chunk]:
        """«في الدمم وشبارق ودماج»، «في بولي علم عاصمة ولاية كذا»: places that no list has, by their company."""
        headed = bool(self.text.words[i].place)
        if not headed and not _nothing_else(self.text, i):
            return []
        found = place_chunk(self.text, self.names, i, last)
        if headed:
            first = None if found is not None else self._of_its_kind(i, last)
            if first is None:
                return []  # it is found as it is
        else:
            first = Chunk("L", i, i + 1, self.text.words[i])
            first.level = "settlement"
        row, known = self._further(first.last if found is None else found.last, last)
        if not row and found is None and self._and_beside(first.last, last):
            return [first]
        return [found or first, *row] if row and (known or found is not None) else []

    def _and_beside(self, j: int, last: int) -> bool:
        """«في صيفان وخلف قرية كذا»: the row goes on with a place beside another."""
        if j + 1 >= last or not self.text.forms[j].startswith("و") or self.text.words[j].stem not in AGAIN:
            return False
        return place_chunk(self.text, self.names, j + 1, last) is not None

    def _goes_on(self, chunks: list[Chunk], i: int, last: int) -> list[Chunk]:
        """«في نقطة كذا والجرائب وقرية تروني»: names that no list has go on a row of places, or stand in it."""
        if not _nothing_else(self.text, i) or not self._stands_in_row(i, last, article=False):
            return []
        row, known = self._further(i, last, article=False)
        return row if known or (len(chunks) > 1 and chunks[-1].conj and chunks[-2].kind == "L") else []

    def _further(self, j: int, last: int, *, article: bool = True) -> tuple[list[Chunk], int]:
        """The places from ``j`` on that «و» joins to those before, and how many of them are known."""
        row: list[Chunk] = []
        known = 0
        while j < last and len(row) < 20 and self.text.forms[j].startswith("و"):
            found = place_chunk(self.text, self.names, j, last) or self._of_its_kind(j, last)
            if found is not None:
                known += 1
            elif _nothing_else(self.text, j) and self._stands_in_row(j, last, article=article):
                end = self._of_two_words(j, last)
                found = self._without_and(j)
                found.level, found.last = "settlement", end
                found.name = (j, end)
            else:
                break
            found.conj = True
            row.append(found)
            j = found.last
        return row, known

    def _of_its_kind(self, j: int, last: int) -> Chunk | None:
        """«وقرية تروني»: in a row even a word that elsewhere is more likely a verb is the name of its kind of place."""
        if not self.text.words[j].place or j + 1 >= last or not _nothing_else(self.text, j + 1):
            return None
        if j + 2 < last and self.text.kinds[j + 2] == "w" and not self.text.forms[j + 2].startswith("و"):
            return None
        found = Chunk("L", j, j + 2, self.text.words[j])
        found.level = self.text.words[j].place
        return found

    def _of_two_words(self, j: int, last: int) -> int:
        """«وكتف الغدر»: the end of a name with a genitive, where the row goes on or ends after it."""
        forms = self.text.forms
        if j + 1 >= last or forms[j].startswith("وال") or not forms[j + 1].startswith("ال"):
            return j + 1
        return j + 2 if self._ends_a_name(j + 2, last) and _nothing_else(self.text, j + 1) else j + 1

    def _ends_a_name(self, end: int, last: int) -> bool:
        """Whether a row of names goes on or ends at ``end``: «و», a mark, a day."""
        if end >= last or self.text.kinds[end] != "w" or end in self.text.dates:
            return True
        return self.text.forms[end].startswith("و")

    def _without_and(self, j: int) -> Chunk:
        """«وشبارق»: the conjunction cut off from a name that no list has."""
        word = copy.copy(self.text.words[j])
        word.conj = "و"
        self.text.words[j] = word
        return Chunk("L", j, j + 1, word)

    def _stands_in_row(self, j: int, last: int, *, article: bool = True) -> bool:
        """Whether an unknown word after «و» goes on a row of names: no verb, and the row goes on or ends after it."""
        bare = self.text.forms[j].removeprefix("و")
        if (bare.startswith(_VERBAL) and not bare.startswith("ال")) or bare.endswith(_PRONOUNS):
            return False
        return self._ends_a_name(self._of_two_words(j, last), last) or (article and bare.startswith("ال"))
