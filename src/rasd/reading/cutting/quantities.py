"""Counted and countable things as chunks: the numeral, the noun, its modifiers, whose they are."""

from __future__ import annotations

from rasd.arabic.calendar import UNITS
from rasd.arabic.numbers import Number
from rasd.codebook.book import Form
from rasd.reading.cutting.chunks import INSIDE, Chunk
from rasd.reading.cutting.families import ARMED_KINDS
from rasd.reading.cutting.owners import is_member, one_of
from rasd.reading.cutting.tagging import QUANTIFIERS
from rasd.reading.cutting.tails import TailedChunks

_OPEN = frozenset('"“«‘([”')

#: Groups whose people are no fighters by belonging to them.
_KIN = frozenset(("قبيله", "قبايل"))
_OF = "من"
_LARGE = ("كبير", "ضخم", "هايل", "قليل", "محدود", "اخر")
_TIMES = frozenset("سنوات سنين عاما اعوام اشهر شهرا شهور اسابيع اسبوعا دقيقه دقايق ثانيه ثواني".split())
#: «شيع الآلاف جثامين»: with the article they govern no noun.
_CROWDS = ("العشرات", "الميات", "الالاف")


class CountedChunks(TailedChunks):
    """Counted and countable things as chunks: the numeral, the noun, its modifiers, whose they are."""

    def _others(self, i: int, one_more: bool = False) -> Chunk:
        """«وأصيب آخران»، «وجرح آخرين»: others, counted by their form; ``one_more``: «وأصيب ثالث»، «وأعطبت أخرى»."""
        word = self.text.words[i]
        unit = {"اخران": "two", "اخر": "implicit", "اخرين": "vague", "اخرون": "vague"}.get(word.stem, "")
        unit = unit or ("implicit" if one_more else "")
        chunk = Chunk("G" if unit else "o", i, i + 1, word)
        chunk.unit, chunk.others = unit, bool(unit)
        return chunk

    def _quantified(self, i: int, last: int) -> Chunk | None:
        """«عدد من المدرعات»، «عشرات الجنود»، «بعض …»: counted without a numeral."""
        text = self.text
        form = text.forms[i]
        bare = text.words[i].quantifier
        j = i + 1
        if j < last and bare in ("عدد", "عددا", "بعض") and text.forms[j] in ("منهم", "منهن", "منها"):
            chunk = Chunk("G", i, j + 1, text.words[i])
            chunk.unit, chunk.others = "vague", True
            chunk.conj = form[0] in "وف" and form != bare
            return chunk
        if text.forms[j + 1 : j + 2] == [_OF] and (bare in ("كميات", "كميه") or text.forms[j].startswith(_LARGE)):
            j += 1  # «كميات كبيرة من»، «عددا كبيرا من»
        if QUANTIFIERS.get(bare) == "one" and j + 1 < last and text.forms[j] in _OPEN and text.words[j + 1].cls:
            j += 1  # «أحد "المجاهدين"»
        if j < last and text.forms[j] == _OF:
            j += 1
        elif bare in ("عدد", "اعداد", "عددا", "اكثر", "مجموعه") and not (
            j < last and text.words[j].cls and not text.words[j].article
        ):
            return None  # «عدد المسلحين» names a figure, it is none
        if j < last and j in text.numbers:
            return None
        if (
            j >= last
            or not (
                text.words[j].cls or text.words[j].tag == "q" or self.names.match(text, j, last) or self._group_head(j)
            )
            or (bare in _CROWDS and text.forms[j - 1] != _OF and not text.words[j].article)
        ):
            if bare in _CROWDS:
                chunk = Chunk("G", i, i + 1, text.words[i])
                chunk.unit, chunk.others = "vague", True
                return chunk
            return None
        chunk = self._thing(j, last)
        if chunk.code is None and chunk.owner is None and self._group_head(j):
            chunk.owner = self._group(j, last)  # «رتل من ميليشيا كذا»
            chunk.last = chunk.owner.last if chunk.owner is not None else chunk.last
        chunk.first = i
        chunk.unit = "implicit" if QUANTIFIERS[bare] == "one" else "vague"
        chunk.article = False
        chunk.conj = form[0] in "وف" and form != bare
        chunk.prep = form[form.find(bare) - 1] if form != bare and form[form.find(bare) - 1] in "بلك" else ""
        return chunk

    def _counted(self, number: Number, i: int, last: int) -> Chunk:
        """A numeral and what it counts."""
        text = self.text
        if any(text.words[t].tag == "b" for t in range(number.core[1], number.last)):
            number = number._replace(last=number.core[1], high=number.low, qualifier="exact")  # the bound is the part's
        elif number.low is None and any(text.words[t].tag == "v" for t in range(number.core[1], number.last)):
            number = number._replace(last=number.core[1])  # «على مئات المتظاهرين فقتلوا شخصا على الأقل»
        chunk = Chunk("G", i, min(number.last, last), text.words[i])
        chunk.number = number
        chunk.conj = number.joined or one_of(text, i)
        chunk.prep = number.preposition
        chunk.article = False
        j = min(number.core[1], last)
        while j < last and text.forms[j] in INSIDE and j <= number.core[1] + 1:
            j += 1
        if j < last and text.forms[j - 1] == "(" and self._one_of_few(number, j):
            return chunk  # «3 (طفل، رجلان)»
        if j < min(number.last, last) and self._told_as_event(j):
            self.silenced.update(range(j + 1, number.last))
            chunk.last = j
            return chunk
        if unit_end := self._unit(chunk, j, last):
            chunk.last = max(chunk.last, unit_end)
            return chunk
        if j < last and text.forms[j] in UNITS:
            chunk.code, chunk.unit, chunk.last = "unit", "day", j + 1  # «ثلاثة أسابيع»: how long, not how many
            return chunk
        if self._out_of(chunk, j, last):
            return chunk
        if j + 1 < last and text.words[j].plain and text.words[j + 1].tag == "o" and text.kinds[j] == "w":
            chunk.others, chunk.last = True, j + 2  # «ثلاثة كذا آخرين من كذا»: of whatever kind
            self._tail(chunk, last)
            self._settle_class(chunk)
            return chunk
        noun = j
        if self._of_group(chunk, number, j, last):
            return chunk
        if j + 1 < last and text.forms[j] == _OF:
            noun = j + 1
            if noun + 1 < last and text.forms[noun] == "بين":
                noun += 1
            while noun < last and text.forms[noun] in _OPEN | {"#"}:
                noun += 1
        if noun > j and noun < last and self._of_ranks(chunk, noun, last):
            return chunk
        if noun < last and noun not in text.dates and not text.words[noun].conj:
            self._of_class(chunk, noun, last, genitive=noun > j)
        ground = chunk.code is None or chunk.code.startswith("place")
        if number.kind == "percent" and ground and not chunk.owner and text.forms[j : j + 1] == [_OF]:
            chunk.last, chunk.code, chunk.unit = min(number.last, last), "unit", "percent"
            return chunk  # «40 بالمئة من المدينة»: what it is a share of stands by itself
        self._of_two_kinds(chunk, last)
        chunk.last = max(chunk.last, min(number.last, last))
        self._settle_class(chunk)
        if chunk.result is None:  # «لم يتجاوز عدد القتلى خمسة جنود»
            within = (f for t in range(i, number.core[0]) for f in text.words[t].act)
            chunk.result = next((f for f in within if f.lexeme.kind == "result"), None)
        if number.low is None and chunk.code is None and chunk.owner is None and number.article:
            chunk.others = True  # «وأصيب العشرات»
        return chunk

    def _of_two_kinds(self, chunk: Chunk, last: int) -> None:
        """«10 من المدنيين وقوات الأمن»: people out of two kinds are of neither."""
        j, text = chunk.last, self.text
        kind = chunk.code or ""
        if j >= last or not kind.startswith("person.") or _OF not in text.forms[chunk.first : j]:
            return
        word = text.words[j]
        joined = word.conj or (text.forms[j].startswith("و") and self._group_head(j) not in ("", text.forms[j]))
        if not joined or text.kinds[j] != "w" or chunk.number is None or chunk.number.low in (None, 1):
            return
        other, end = self._kind_at(j, last)
        acts = end < last and text.words[end].tag in "vy" and not text.words[end].conj
        if other.startswith("person") and other != kind and not acts:
            chunk.code, chunk.last, chunk.owner, chunk.party = "person", end, None, False

    def _kind_at(self, j: int, last: int) -> tuple[str, int]:
        """«والعسكريين»، «وعناصر الشرطة»، «وقوات الأمن»: the class of the people or the body at ``j``, and its end."""
        word = self.text.words[j]
        if word.cls and word.cls[0].number in "px":
            if word.article:
                return word.cls[0].lexeme.code, j + 1
            inner = self._thing(j, last)
            return (inner.code or "", inner.last) if inner.owner is not None else ("", j)
        if found := self.names.match(self.text, j, last):
            armed = bool(found[1]) and found[1][0].kind in ARMED_KINDS
            return ("person.combatant" if armed else "", found[0])
        group = self._group(j, last) if self._group_head(j) else None
        return ("person.combatant", group.last) if group is not None else ("", j)

    def _of_group(self, chunk: Chunk, number: Number, j: int, last: int) -> bool:
        """«آلاف القوات»، «3 كتائب»: a number of a body, no thing like «60 وحدة سكنية»."""
        if j >= last or self.text.kinds[j] != "w" or self.text.words[j].cls or not self._group_head(j):
            return False
        group = self._group(j, last) if self._class_phrase(j, last) is None else None
        if group is None:
            return False
        chunk.owner, chunk.party, chunk.last, chunk.name = group, True, group.last, (j, group.last)
        many = number.low is None and self.text.forms[j].removeprefix("ال") == "قوات"
        chunk.code = "person.combatant" if many else None
        return True

    def _of_ranks(self, chunk: Chunk, noun: int, last: int) -> bool:
        """«70 من كتائب كذا»: people out of a body, though «كتيبة» alone may be a base."""
        word = self.text.words[noun]
        if not (word.cls and word.cls[0].lexeme.code == "site.military" and self._group_head(noun)):
            return False
        group = self._group(noun, last)
        if group is None or self.text.forms[noun + 1] == "الدفاع":
            return False
        chunk.owner, chunk.party, chunk.last, chunk.name = group, True, group.last, (noun, group.last)
        chunk.code = "person.combatant"
        return True

    def _one_of_few(self, number: Number, j: int) -> bool:
        """Whether a noun is one of so few that it would be told in the plural: no noun of its number."""
        few = number.low is not None and 2 < number.low < 11
        return few and bool(self.text.words[j].cls) and self.text.words[j].cls[0].number in "sd"

    def _told_as_event(self, j: int) -> bool:
        """«ست غارات على الأقل»: what is counted is an event, and the bound of its number stands after it."""
        word = self.text.words[j]
        return not word.cls and any(f.lexeme.kind == "noun" and "violence" in f.lexeme.flags for f in word.act)

    def _settle_class(self, chunk: Chunk) -> None:
        """«أفراد من الشرطة»، «100 قتيل من الميليشيا»: people of an armed body are combatants."""
        owner = chunk.owner
        if owner is None or not (chunk.code in (None, "person") or is_member(chunk)):
            return
        if owner.actors and owner.actors[0].kind == "rescue":
            chunk.code = "person.medic"  # «عناصر الدفاع المدني»
            return
        if (owner.actors and owner.actors[0].kind in ARMED_KINDS) or (
            not owner.actors
            and owner.kind == "A"
            and self._group_head(owner.first)
            and self._group_head(owner.first).removeprefix("ال") not in _KIN
        ):
            chunk.code = "person.combatant"

    def _unit(self, chunk: Chunk, j: int, last: int) -> int:
        forms = self.text.forms
        for size in (3, 2, 1):
            if j + size <= last:
                unit = self.book.units.get(" ".join(forms[j : j + size]))
                if unit and not (unit == "m" and forms[j] == "م" and j + 1 < last and forms[j + 1] == "."):
                    chunk.unit = unit
                    chunk.code = "unit"
                    return j + size
        if j < last and forms[j] in _TIMES:
            chunk.unit, chunk.code = "day", "unit"  # «اعتقال دام 7 سنوات»
            return j + 1
        return 0

    def _thing(self, i: int, last: int) -> Chunk:
        """A countable noun without a numeral: one (singular), two (dual), or some (plural)."""
        chunk = Chunk("G", i, i + 1, self.text.words[i])
        self._of_class(chunk, i, last, genitive=False)
        self._settle_class(chunk)
        if (
            self.text.forms[chunk.last : chunk.last + 2] == ["علي", "الاقل"]
            and chunk.form is not None
            and chunk.form.number == "s"
        ):
            chunk.unit, chunk.last = "at_least", chunk.last + 2  # «بينهم طفل على الأقل»
        return chunk

    def _of_class(self, chunk: Chunk, i: int, last: int, genitive: bool) -> None:
        """Read the noun at ``i`` into ``chunk``: class, result, modifiers, whose."""
        text = self.text
        word = text.words[i]
        if word.tag == "o":
            chunk.others, chunk.last = True, i + 1
            if text.forms[i + 1 : i + 2] == [_OF]:
                self._crew(chunk, i + 2, last)
            return
        result = next((f for f in word.act if f.lexeme.kind == "result"), None)
        if result and (not word.cls or word.tag == "q"):
            chunk.result, chunk.form, chunk.code, chunk.last = result, result, result.lexeme.object, i + 1
            chunk.name = (i, i + 1)
            if self._other_result(chunk, result, last):
                return
            self._tail(chunk, last)
            self._fell_among(chunk, last)
            return
        if chunk.number and word.tag == "p" and word.form in ("بين", "ما"):
            self._both(chunk, i, last)
            return
        if not word.cls and (not chunk.number or self._class_phrase(i, last) is None):
            if chunk.number or genitive:
                self._owner_only(chunk, i, last, genitive)
            return
        phrase_end, form = self._class_form(i, last)
        chunk.form, chunk.code, chunk.last = form, form.lexeme.code, phrase_end
        chunk.party = "party" in form.lexeme.flags or (
            form.lexeme.code == "person.combatant" and word.article and form.number in "px"
        )
        chunk.name = (i, phrase_end)
        if chunk.number is None:
            chunk.article = word.article
        if phrase_end > i + 1 and form.lexeme.code == "person.combatant":
            self._of_police(chunk, i)
        self._gone(chunk, last)
        self._tail(chunk, last)
        self._suspected(chunk, last)
        owner = chunk.owner
        if (
            owner is not None
            and owner.first == phrase_end
            and form.number == "s"
            and word.stem == form.lexeme.lemma + "ا"
            and not owner.prep
            and not (owner.last == owner.first + 1 and text.forms[owner.first].endswith("يا"))
        ):
            chunk.form = form._replace(number="c")  # «ضابطا شرطة»: a dual before its genitive; «جنديا إسرائيليا» is one

    def _gone(self, chunk: Chunk, last: int) -> None:
        """«40 عاملا مفقودا»، «أن 100 فتاة مفقودات»: people counted, and said to be missing by the word after them."""
        word = self.text.words[chunk.last] if chunk.last < last else None
        people = chunk.number is not None and (chunk.code or "").startswith("person")
        if word is None or not people or word.article or word.conj:
            return
        gone = next((f for f in word.act if f.lexeme.kind == "result" and f.lexeme.code == "missing"), None)
        if gone is not None:
            chunk.result, chunk.last = gone, chunk.last + 1

    def _other_result(self, chunk: Chunk, result: Form, last: int) -> bool:
        """«عشرات القتلى والجرحى»: one figure for both."""
        j = chunk.last
        if j >= last or not self.text.words[j].conj:
            return False
        other = next((f for f in self.text.words[j].act if f.lexeme.kind == "result"), None)
        counted = (chunk.number is not None and chunk.number.low is None) or self.text.forms[
            chunk.name[0] - 1 : chunk.name[0]
        ] == ["من"]
        before = self.text.forms[chunk.name[0] - 1].lstrip("وفبل") if chunk.name[0] else ""
        if before in ("عدد", "اعداد") and self.text.words[chunk.name[0]].article:
            return False  # «التقرير اليومي لعدد الشهداء والجرحى» gives none
        if not counted and before not in QUANTIFIERS:
            return False
        if not any(f.number in "px" for f in self.text.words[j].act if f.lexeme.kind == "result"):
            return False
        if other is None or {other.lexeme.code, result.lexeme.code} != {"killed", "wounded"}:
            return False
        chunk.last, chunk.level = j + 1, "both"
        who = self.text.words[j + 2].cls if self.text.forms[j + 1 : j + 2] == [_OF] and j + 2 < last else ()
        if who and who[0].lexeme.code.startswith("person.") and who[0].number in "px":
            chunk.code, chunk.last = who[0].lexeme.code, j + 3  # «عشرات القتلى والجرحى من المدنيين»
        return True

    def _class_form(self, i: int, last: int) -> tuple[int, Form]:
        return self._class_phrase(i, last) or (i + 1, self.text.words[i].cls[0])

    def _class_phrase(self, i: int, last: int) -> tuple[int, Form] | None:
        """A class that is named by several words («دراجة نارية»), and where they end."""
        text = self.text
        word = text.words[i]
        after = text.forms[i + 1].removeprefix("ال") if i + 1 < last else ""
        for phrase in self.book.class_phrases.get(word.stem or word.form, ()):
            if phrase.rest and not after.startswith(phrase.rest[0]) and after not in INSIDE:
                continue
            j = i + 1
            ok = True
            for root in phrase.rest:
                while j < last and text.forms[j] in INSIDE:
                    j += 1
                have = text.forms[j] if j < last else ""
                have = have.removeprefix("ال")
                if not have.startswith(root) or len(have) > len(root) + 4:
                    ok = False
                    break
                j += 1
            if ok:
                number = phrase.number
                return j, Form(phrase.lexeme, number)
        return None
