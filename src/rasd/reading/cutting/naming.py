"""Names and groups as chunks: what the codebook knows, and what the grammar makes out."""

from __future__ import annotations

from rasd.arabic.numerals import ORDINALS
from rasd.arabic.numerals import WORDS as NUMBER_WORDS
from rasd.codebook.book import Actor
from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.fallenupon import fallen_upon
from rasd.reading.cutting.names import Names, is_adjective, of_other_number, quoted
from rasd.reading.cutting.placechunks import place_chunk, second_word
from rasd.reading.cutting.placenames import of_the_nation

#: Prepositions before places.
_LEADING = frozenset("في من الي علي قرب باتجاه اتجاه نحو بين داخل خارج عبر حول عند لدي".split())
#: After these a name that is both a state and a place is the place; after the second kind a capital is.
_STOOD_IN = frozenset("في داخل خارج شمال جنوب شرق غرب وسط الي عبر انحاء شمالي جنوبي شرقي غربي".split())
#: «شهدت سوريا معارك»: the state is where it happened.
_WITNESSED = ("شهد", "شهدت", "يشهد", "تشهد", "عاش", "عاشت", "عرفت")
_WAR = frozenset(("حرب", "وحرب", "لحرب"))
_QUOTES = frozenset('"“«')
#: What befalls ground: «سقوط كذا»، «حصار كذا»، «قصف كذا».
_OF_GROUND = frozenset("took lost besieged attack raid shelling airstrike drone_strike".split())
_HEADED_FOR = frozenset("علي نحو باتجاه صوب تجاه فوق قرب".split())


#: Prepositions that no verb follows, and that a town may.
_BEFORE_TOWNS = _STOOD_IN | frozenset(("قرب", "باتجاه"))

#: Before what was attacked, behind who attacked it.
_AIMED_AT = frozenset(("علي", "ضد"))

#: «قبيلة آل فلان»، «قبائل بني فلان».
_KIN = frozenset(("ال", "بني", "بنو", "اولاد"))


#: «قوات خاصة»، «مجموعات مسلحة»: an adjective without «ال», which no word with «ال» follows in one name.
_LOOSE = ("يه", "حه", "صه", "كه")


def witnessed(text: Text, i: int) -> bool:
    """«شهدت سوريا …», «حرب اليمن»: whether the name at ``i`` is where something came to pass."""
    before = text.forms[i - 1] if i else ""
    return before in _WITNESSED or before in _WAR or (before[:1] in ("و", "ف") and before[1:] in _WITNESSED)


def _blast(text: Text, i: int) -> bool:
    """«تفجير مقديشو»: after a blast or an attack a town is where it was, though the name may also mean its rulers."""
    word = text.words[i] if i >= 0 else None
    if word is None or word.tag != "n" or word.article or text.kinds[i] != "w":
        return False
    if not _AIMED_AT.isdisjoint(text.forms[i + 2 : i + 4]):
        return False  # «هجوم موسكو على كذا»
    return word.act[0].lexeme.code in ("explosion", "attack") and word.act[0].number == "s"


def _no_verb_after(text: Text, i: int, tag: str) -> bool:
    """Whether a word spelled like a verb is none after the preposition at ``i``: «في أبين»، «قرب تدمر»."""
    if tag in "sy":
        return text.forms[i] == "في"
    return tag == "v" and text.forms[i] in _BEFORE_TOWNS


class NameChunks:
    """Names and groups as chunks: what the codebook knows, and what the grammar makes out."""

    def __init__(self, text: Text, names: Names) -> None:
        self.text = text
        self.names = names
        self.book = names.book
        self.silenced: set[int] = set()
        #: Where names in quotation marks stand that go on with a list of places.
        self.listed: set[int] = set()

    def _name(self, i: int, last: int) -> Chunk | None:
        text = self.text
        found = self.names.match(text, i, last)
        if not found:
            return None
        end, actors, level, strip = found
        word = text.words[i]
        if strip and not actors and "\u064b" in text.tokens.slice(i, i + 1):
            return None  # «باكرًا»
        if strip and text.forms[i][strip - 1] in "بل" and i and text.words[i - 1].tag == "p":
            return None  # «في بلاد كذا»: no preposition follows another
        one = end == i + 1
        if one and actors and level == "country" and of_the_nation(text, i):
            return None  # «مدينة سورية محاصرة»
        if one and not actors and word.carrier and not strip:
            return None  # «أدى» is a verb before it is a town
        stands = i > 0 and _no_verb_after(text, i - 1, word.tag)  # «في أبين»، «قرب تدمر»
        if one and word.tag in "vnqsy" and not word.article and not stands:
            return None  # a verb or event spelled like a name stays one
        if one and word.tag == "c" and not actors:
            return None
        if level and self.names.book.place_heads.get(word.form) and not actors:
            place = place_chunk(text, self.names, i, last)
            if place and place.last >= end:
                return place
        if level.startswith("?") and not actors and not self._opens_with(i, end, last):
            return None
        if one and not actors and level in ("settlement", "site", "area") and not self._place_stands(i, strip):
            return None
        if actors:
            chunk = Chunk("A", i, end, word)
            chunk.actors, chunk.level = actors, level.lstrip("?")
            if level and not level.startswith("?"):
                chunk.kind = "L" if self._place_frame(i, strip, level) else "A"
        else:
            chunk = Chunk("L", i, end, word)
            chunk.level = level
        alone = one and not actors and text.forms[i][strip:] in text.classes.name_opening
        if alone and level and second_word(text, i + 1, last):
            chunk.last = i + 2  # «وحوش الزريقية»
            chunk.name = (i, i + 2)
        chunk.conj = bool(strip) and text.forms[i][0] in "وف"
        chunk.prep = text.forms[i][strip - 1] if strip and text.forms[i][strip - 1] in "بلك" else ""
        if actors and text.forms[i].startswith("لل"):
            chunk.prep = "ل"  # «المعارضين للحكومة»
        return self._extended(chunk, last)

    def _place_frame(self, i: int, strip: int, level: str) -> bool:
        """Whether a name that is both a state and a place stands as a place: after في or with ب."""
        text = self.text
        if strip and text.forms[i][strip - 1] == "ب":
            return True
        before = text.forms[i - 1] if i else ""
        if strip and text.forms[i][0] == "و" and i > 1 and text.forms[i - 2] in _STOOD_IN and text.words[i - 1].names:
            return level == "country"  # «في سوريا والعراق»
        if witnessed(text, i) or (level == "settlement" and not strip and _blast(text, i - 1)):
            return True
        if level == "settlement" and (before in _HEADED_FOR or (i and self._shaken(i - 1))):
            return True
        if level == "settlement" and not strip and fallen_upon(text, self.names, i):
            return True
        return before in _STOOD_IN

    def _place_stands(self, i: int, strip: int) -> bool:
        """Whether a one-word name stands where a place can stand."""
        text = self.text
        if strip and text.forms[i][strip - 1] in "بل":
            return not self._end_of_a_name(i)
        before = text.forms[i - 1] if i else ""
        if (
            not strip
            and i
            and text.words[i - 1].tag == "n"
            and "violence" in text.words[i - 1].act[0].lexeme.flags
            and not text.words[i - 1].article
        ):
            return True  # «تفجير مقديشو»
        if strip or before in ("،", ",", "(", "-", "–", "/", "و"):
            return any(_leads(text, t) for t in range(max(0, i - 8), i)) or i < 3
        led = _leads(text, i - 1) or (before[:1] in ("و", "ف") and before[1:] in _LEADING)
        return led or self._leads_to_place(i) or self._struck(i - 1) if i else True

    def _leads_to_place(self, i: int) -> bool:
        """«شهدت صعدة»، «تجاه كذا»، «استعادة كذا»، «حلب: 4»: words after which a town's bare name stands."""
        before, form = self.text.words[i - 1], self.text.forms[i - 1]
        if self.text.kinds[i - 1] == "b" or form in _HEADED_FOR or form in _QUOTES or before.place:
            return True
        if form == "بلاد":
            return True  # «في بلاد قيفة»
        if form == "مع" and any(f.endswith("حدود") for f in self.text.forms[max(0, i - 4) : i]):
            return True
        seen = before.carrier == "patient" or form.removesuffix("ها") in _WITNESSED or witnessed(self.text, i)
        return seen or before.tag in "c" or any(f.lexeme.code in _OF_GROUND for f in before.act)

    def _stands_bare(self, i: int, last: int) -> bool:
        """Whether a one-word name that is no chunk by itself stands as a place: marked as one, or on in a list."""
        found = self.names.match(self.text, i, last)
        if i and self.text.forms[i - 1] == "#":
            return i < 2 or _leads(self.text, i - 2)
        return found is not None and (not found[2] or self._place_stands(i, found[3]))

    def _struck(self, i: int) -> bool:
        """«انفجار هز مقديشو»، «قصف استهدف الزبداني»: a verb that has towns as its object."""
        act = self.text.words[i].act
        return self._shaken(i) or any("bridge" in f.lexeme.flags and f.lexeme.kind == "verb" for f in act)

    def _shaken(self, i: int) -> bool:
        """«هز مقديشو»، «هزت دمشق»."""
        word = self.text.words[i]
        return word.carrier == "happened" and word.form.lstrip("وف").removesuffix("ت").endswith("هز")

    def _opens_with(self, i: int, end: int, last: int) -> bool:
        """«وفي الجوف استهدفت …»: where a sentence opens with its place, even an ordinary word is a name."""
        text = self.text
        if i < 1 or text.forms[i - 1] not in ("وفي", "في") or not (i == 1 or text.kinds[i - 2] in "bp"):
            return False
        return end < last and text.kinds[end] == "w" and text.words[end].tag == "v"

    def _end_of_a_name(self, i: int) -> bool:
        """«حسن ناصر محمد بشيري»: the last of several words that nothing is known of is no «in Shiri»."""
        words, kinds = self.text.words, self.text.kinds
        before = (i - 1, i - 2, i - 3)
        return i > 2 and all(kinds[k] == "w" and words[k].tag == "w" and not words[k].place for k in before)

    def _extended(self, chunk: Chunk, last: int) -> Chunk:
        """An actor's name with the adjectives that belong to it."""
        text = self.text
        if chunk.kind == "A":
            while (
                chunk.last < last
                and chunk.last not in text.dates
                and is_adjective(text, chunk.last)
                and text.forms[chunk.last].startswith("ال")
                and not text.forms[chunk.last].endswith("ات")  # «انفصاليون موالون لروسيا الاتهامات»
                and not of_other_number(text, chunk.last)  # «فرقت قوات الأمن المتظاهرين»
                and not self._disagrees(chunk.last)
                and not self._opens_name(chunk.last, last)
            ):
                chunk.last += 1
            chunk.name = (chunk.name[0], chunk.last)
        return chunk

    def _disagrees(self, j: int) -> bool:
        """«قصفت الطائرات الزبداني»: a masculine that qualifies no feminine before it is what was struck."""
        before = self.text.forms[j - 1]
        return self.text.forms[j].endswith("ي") and before.startswith("ال") and before.endswith(("ات", "يه"))

    def _opens_name(self, i: int, last: int) -> bool:
        """«احتلت إسرائيل الضفة الغربية»، «اتهمت وكالة كذا المقاومة الشعبية»: a name that begins like an adjective."""
        if self.text.words[i].group:
            return True
        found = self.names.match(self.text, i, last) if self.text.words[i].names else None
        return found is not None and bool(found[1] or found[2]) and found[0] > i + 1 and not found[3]

    def _group(self, i: int, last: int) -> Chunk | None:
        """A group that the grammar makes out: «القوات الحكومية»، «كتائب …»، «مجموعات مسلحة»."""
        text, book, word = self.text, self.book, self.text.words[i]
        base = self._group_head(i)
        if not base or (base == "ولايه" and word.form.startswith("ب")):
            return None  # «بولاية كذا» is where, «ولاية سيناء» may be who
        given = base.startswith("لل")  # «قصف للاحتلال»
        if given:
            base = "ال" + base[2:]
        owned = base.startswith("ال") or base.endswith("نا")  # «قواتنا دمرت»
        j = i + 1
        end = quoted(text, j, last, 6)
        struck = base.startswith("ال") and i > 0 and text.words[i - 1].tag == "v"  # «قصفت المقاومة "سديروت"»
        if end > j:
            j = j if struck else end
        elif j < last and j not in text.dates and text.kinds[j] in "wl":
            found = self.names.match(text, j, last)
            if (
                found
                and not (found[3] and text.words[j].tag != "w")
                and (found[1] or (found[2] and not owned))
                and text.forms[j][0:1] not in "بو"
                and not text.words[j].place_inside
                and not (base.startswith("ال") and text.words[j].group)  # «المقاومة قوات الاحتلال»
            ):
                j = found[0]
            elif base.startswith("ال") and (of_other_number(text, j) or self._disagrees(j)):
                pass  # «الحكومة المتمردين»: somebody else
            elif (is_adjective(text, j) and text.forms[j].startswith("ال") >= base.startswith("ال")) or (
                base in book.groups_named and not owned and text.words[j].tag in "wc" and not text.words[j].prep
            ):
                inner = self._group(j, last) if text.words[j].group == text.forms[j] in book.groups_named else None
                kin = text.forms[j] in _KIN and j + 1 < last and text.kinds[j + 1] == "w"
                j = inner.last if inner is not None else j + (2 if kin else 1)  # «فصيل لواء كذا»
        definite = base.startswith("ال")
        loose = j == i + 2 and not definite and text.forms[i + 1].endswith(_LOOSE)
        while j < last and j not in text.dates and is_adjective(text, j) and text.forms[j].startswith("ال") >= definite:
            strange = text.forms[j].startswith("ال") and of_other_number(text, j)  # «فرقت قوات الأمن المتظاهرين»
            if strange or self._disagrees(j) or (loose and text.forms[j].startswith("ال")):
                break  # «اقتحمت قوات خاصة المبنى»
            j += 1
        if j == i + 1 and definite and self._numbered(base, j, last):
            j += 1
        if (
            j == i + 1
            and not (word.article or base.startswith("ال") or word.pron)
            and base not in ("فصايل", "ميليشيات", "مليشيات")
        ):
            return None
        owner = self._belonging_to(j, last)
        chunk = Chunk("A", i, owner[0] if owner else j, word)
        chunk.party = True
        if owner:
            chunk.actors = owner[1]
        form = text.forms[i]
        chunk.conj = form[0] in "وف" and form != base
        chunk.prep = (
            "ل"
            if given
            else (
                form[form.find(base) - 1]
                if not form.startswith(base) and form.find(base) > 0 and form[form.find(base) - 1] in "بلك"
                else ""
            )
        )
        return chunk

    def _numbered(self, base: str, j: int, last: int) -> bool:
        """«اللواء 135»، «اللواء الرابع»: a unit by its number, which counts nothing («قصفت الفرقة 17 موقعا»)."""
        if j >= last or base.removeprefix("ال") not in self.book.groups_numbered:
            return False
        word = NUMBER_WORDS.get(self.text.forms[j])
        if word is not None and word.role in ORDINALS and word.article:
            return True
        after = self.text.words[j + 1] if j + 1 < last else None
        counts = after is not None and (bool(after.cls or after.act) or after.form in ("من", "الف", "بين"))
        return self.text.kinds[j] == "n" and self.text.forms[j].isdigit() and not counts

    def _belonging_to(self, j: int, last: int) -> tuple[int, tuple[Actor, ...]] | None:
        """«قوة أمنية تابعة لقوات البيشمركة»: where the name of the body it belongs to ends, and which that is."""
        if (end := self._allied(j, last)) > 0:
            return end, ()
        if self.text.forms[j - 1] == "التابعه":
            j -= 1  # taken for an adjective of the group
        if j + 1 >= last or self.text.forms[j].removeprefix("ال") != "تابعه" or self.text.forms[j + 1][:1] != "ل":
            return None
        found = self.names.match(self.text, j + 1, last)
        return (found[0], found[1]) if found and found[1] else None

    def _allied(self, j: int, last: int) -> int:
        """«فصائل موالية لإيران»، «قوات مدعومة من التحالف»: where the name of whom it stands with ends, or 0."""
        allied, with_whom = self.text.forms[j - 1].removeprefix("ال"), self.text.forms[j] if j < last else ""
        if allied not in self.text.classes.allied or allied.startswith("تابع"):
            return 0
        if with_whom == "من" and j + 1 < last:
            found = self.names.match(self.text, j + 1, last)
            return found[0] if found and found[1] else j + 2 if self.text.words[j + 1].group else 0
        if not with_whom.startswith("ل") or self.text.kinds[j] != "w":
            return 0
        found = self.names.match(self.text, j, last)
        return found[0] if found and found[1] else j + 1 if with_whom.startswith("لل") else 0

    def _group_head(self, i: int) -> str:
        return self.text.words[i].group

    def _nom_de_guerre(self, i: int, last: int) -> Chunk:
        """«أبو قتادة المغربي»: one fighter, by the name he goes by."""
        end = i + 2
        if (
            end < last
            and self.text.kinds[end] == "w"
            and self.text.forms[end].startswith("ال")
            and end not in self.text.dates
        ):
            end += 1
        chunk = Chunk("G", i, end, self.text.words[i])
        chunk.unit, chunk.code = "implicit", "person.combatant"
        return chunk


def _leads(text: Text, i: int) -> bool:
    """Whether a word is a preposition before places, or the head of one («في»، «بلدة»، «شمالي»)."""
    return text.forms[i] in _LEADING or bool(text.words[i].place)
