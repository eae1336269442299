"""Lists of places: names after a plural head, or in quotation marks."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.names import quoted
from rasd.reading.cutting.placechunks import place_name_end, second_word
from rasd.reading.cutting.placenames import named_post
from rasd.reading.cutting.unlistedplaces import UnlistedPlaces

_OPEN = frozenset('"“«‘([”')


def plural_head(text: Text, i: int) -> bool:
    """«بلدتي»، «مناطق»: a word for places that heads the names of several."""
    form, several = text.forms[i], text.classes.plural_place
    return form in several or form[1:] in several


#: Posts that nobody names: what stands in quotation marks after them is a word of the report.
_NAMELESS = frozenset("هدف تجمع بوره وكر معقل تحصين".split())


class PlaceLists(UnlistedPlaces):
    """Lists of places: names after a plural head, in quotation marks."""

    def _in(self, preposition: Chunk) -> bool:
        return preposition.kind == "p" and preposition.word is not None and preposition.word.stem == "في"

    def _among(self, chunks: list[Chunk]) -> bool:
        """«مواقع في جبهة كذا، منها العطيف والمشجح»: names after «منها» where places stand before it."""
        if chunks[-1].kind != "b":
            return False
        before = next((c for c in reversed(chunks[-4:-1]) if c.kind not in ',"'), None)
        return before is not None and before.kind == "L"

    def _other_end(self, road: Chunk, last: int) -> None:
        """«طريق بنت جبيل - عيناتا»: a road has the names of both its ends."""
        if self.text.forms[road.last : road.last + 1] not in (["-"], ["–"], ["ـ"]) or road.last + 1 >= last:
            return
        found = self.names.match(self.text, road.last + 1, last)
        if found and found[2] and not found[3]:
            road.last = found[0]
            road.name = (road.name[0], road.last)

    def _plural_head(self, chunk: Chunk) -> bool:
        return plural_head(self.text, chunk.first)

    def _one_more_name(self, i: int, last: int) -> bool:
        """«"سديروت" و"نيرعام"»: a name in quotation marks, joined to the place before it."""
        return self.text.forms[i] == "و" and quoted(self.text, i + 1, last, 4) > i + 1

    def _joined_place(self, chunks: list[Chunk], i: int, last: int) -> Chunk | None:
        """The further names after a plural head: «بلدتي "كذا" و"كذا"»، «قرى: (كذا، وكذا)»."""
        if not chunks:
            return None
        text = self.text
        before = next((c for c in reversed(chunks[-4:]) if c.kind not in ',"b'), None)
        if before is None or before.kind != "L":
            return None
        headed = plural_head(text, before.first) or before.first in self.listed
        if not headed and not self._one_more_name(i, last):
            return None
        j = i
        if before.first in self.listed and text.forms[i + (text.forms[i] == "و")] not in _OPEN:
            return None  # «في "كذا" وأوقعوهم»
        comma = chunks[-1].kind in ',"' and text.forms[chunks[-1].first] in ("،", ",")
        if (chunks[-1].kind == "b" and quoted(text, j, last, 5) == j) or text.words[i].place:
            return None
        if text.forms[j] == "و" or (text.kinds[j] == "w" and text.words[j].conj == "" and comma):
            j += text.forms[j] == "و"
        elif chunks[-1].kind != "b" and not (
            text.kinds[j] == "w" and text.forms[j][:1] == "و" and text.words[j].tag in "wc" and not text.words[j].act
        ):
            return None
        end = quoted(text, j, last, 5)
        if end == j:
            found = self.names.match(text, j, last)
            if text.words[j].tag not in "wc" or text.words[j].carrier or (text.words[j].cls and not found):
                return None
            if comma and not (found and found[2]) and text.forms[j + 1 : j + 2] not in (["،"], [","], [")"]):
                following = text.words[j + 1] if j + 1 < last else None
                if following is None or not following.conj:
                    return None  # «مستوطنات غلاف غزة، موثقة اشتعال»
            end = found[0] if found and found[2] else self._of_two_words(j, last)
        opening = end == j + 1 and text.forms[j].removeprefix("و") in text.classes.name_opening
        if opening and second_word(text, end, last):
            end += 1  # «قريتي حوش كذا وحوش كذا»
        bare = j == i and text.forms[i].startswith("و") and not text.words[i].conj and not text.words[i].names
        chunk = self._without_and(i) if bare else Chunk("L", i, end, text.words[j])
        chunk.last = end
        chunk.conj, chunk.level, chunk.code = True, before.level, before.code
        chunk.name = (j, end)
        if quoted(text, j, last, 5) == end:
            self.listed.add(i)
        return chunk

    def _post(self, i: int, last: int) -> Chunk | None:
        """«موقع "رويسات العلم"»، «ثكنتي "كذا" و"كذا"»: a post by its name in quotation marks, no outlet."""
        text = self.text
        form = text.words[i].cls[0]
        end = quoted(text, i + 1, last, 5)
        if end == i + 1 and named_post(text, i, last):
            chunk = Chunk("L", i, place_name_end(text, self.names, i + 1, last), text.words[i])
            chunk.level, chunk.code = "site", form.lexeme.code
            return chunk if chunk.last > i + 1 else None
        if (
            end == i + 1
            or text.forms[i + 2] in text.classes.website
            or form.lexeme.lemma in _NAMELESS
            or not form.lexeme.code.startswith("site")
            or not text.starts_together(i + 2)
        ):
            return None
        if text.words[i + 2].group:
            return None  # «معسكر "اللواء 35"» is whose it is
        before = text.words[i - 1] if i else None
        found = self.names.match(text, i + 2, end)
        if (found and found[1] and not found[2]) or (before is not None and before.tag in "sk"):
            return None
        chunk = Chunk("L", i, end, text.words[i])
        chunk.level, chunk.code = "site", form.lexeme.code
        if form.number in "dp":
            chunk.name = (i + 1, end)
        return chunk

    def _taken(self, i: int, last: int) -> Chunk | None:
        """«تحرير "شعب باحواص" و"ظهر البياض"»: what is taken is a place, whatever its name."""
        before = self.text.words[i - 1] if i else None
        end = quoted(self.text, i, last, 4)
        if before is None or end <= i + 2 or not any(f.lexeme.code == "took" for f in before.act):
            return None
        if any(self.text.words[t].act or self.text.words[t].carrier for t in range(i + 1, end - 1)):
            return None
        chunk = Chunk("L", i, end, self.text.words[i + 1])
        chunk.level, chunk.name = "area", (i + 1, end - 1)
        return chunk
