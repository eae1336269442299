"""Whose the counted are: a genitive, «من», «تابعة ل», a member «في» a group."""

from __future__ import annotations

from abc import abstractmethod

from rasd.arabic.numbers import Number
from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.fallenupon import fallen_upon
from rasd.reading.cutting.naming import NameChunks
from rasd.reading.cutting.tagging import Word

_OPEN = frozenset('"“«‘([”')
_OF = "من"
_SERVICES = frozenset(("شرطه", "امن"))
#: «مسلحون يشتبه بأنهم ينتمون إلى كذا»: between armed people and the group that they are thought to be of.
#: Pronouns that no ending of a noun is spelled like.
_PLAIN = ("نا", "ها", "هم", "هما")
_THOUGHT = frozenset("يشتبه يعتقد يرجح يظن مشتبه ينتمون ينتمي تنتمي قال قالت".split())
_THOUGHT_OF = frozenset(
    "في ب به بها بهم بانهم بانه بانها انهم انه انها بانتمايهم انتمايهم بانتمايه انتمايه ينتمون ينتمي "
    "تنتمي كانوا كان تابعون تابعين مرتبطون مرتبطين موالون من الي عناصر مقاتلي مسلحي اعضاء صفوف فصيل".split()
)
#: «مقر» and its like are some body's, whatever body follows.
_SEATS = frozenset("مقر مقرات مقار مكتب مكاتب".split())
_GROUPS = frozenset(("army", "force", "police", "group", "militia", "intelligence", "coalition", "party"))


def agrees(chunk: Chunk, text: Text, j: int) -> bool:
    """«مسلحون مجهولون»: an indefinite plural that follows one is its adjective."""
    word = text.words[j]
    plural = chunk.form is not None and chunk.form.number in "px" and chunk.number is None and not chunk.article
    return (
        plural
        and (word.plain or word.form in ("مجهولون", "مجهولين"))
        and not word.conj
        and word.form.endswith(("ون", "ين"))
        and not word.form.startswith(("ال", "ي"))  # «مقاتليها يخوضون»
    )


def of_rank(text: Text, chunk: Chunk, j: int) -> bool:
    """«قائد ميداني في الحركة»: an adjective of rank between a person and whose he is."""
    word = text.words[j]
    eminent = word.form in text.classes.eminent and not word.conj
    return eminent and (chunk.code or "").startswith("person") and not chunk.article


def form_of_a_doer(chunk: Chunk, form: str) -> bool:
    """«هاجم مسلحون اللواء»: before a genitive the ending «ون» loses its last letter, so none follows here."""
    return chunk.form is not None and chunk.form.number == "p" and form.endswith("ون") and chunk.number is None


def is_member(chunk: Chunk) -> bool:
    """«ستة أعضاء في جماعة مسلحة»: what a member is, the body tells."""
    return chunk.form is not None and chunk.form.lexeme.lemma == "عضو"


def one_of(text: Text, j: int) -> bool:
    """«قائد عسكري وأحد العناصر»: «and one of», which folds to the letters of «واحد»."""
    return text.forms[j].startswith("واحد") and "أ" in text.tokens.slice(j, j + 1)


class OwnedChunks(NameChunks):
    """Whose the counted are: a genitive, «من», «تابعة ل», a member «في» a group."""

    @abstractmethod
    def _thing(self, i: int, last: int) -> Chunk:
        """The countable thing at ``i``."""

    @abstractmethod
    def _counted(self, number: Number, i: int, last: int) -> Chunk:
        """The numeral at ``i`` and what it counts."""

    def _out_of(self, chunk: Chunk, j: int, last: int) -> bool:
        """«35 من أصل 44 مسيرة»: counted out of so many."""
        if self.text.forms[j : j + 2] != [_OF, "اصل"] or j + 2 >= last or j + 2 not in self.text.numbers:
            return False
        whole = self._counted(self.text.numbers[j + 2], j + 2, last)
        chunk.form, chunk.code, chunk.result, chunk.owner = whole.form, whole.code, whole.result, whole.owner
        chunk.party, chunk.last = whole.party, whole.last
        return True

    def _kind_of_victim(self, chunk: Chunk, word: Word) -> str | None:
        """«ضحايا مدنيين»، «قتلى عسكريين»: the adjective tells what they were."""
        if chunk.result is None or chunk.code != "person" or word.conj or word.prep or not word.cls:
            return None
        if self.text.words[chunk.name[0]].article and not word.article:
            return None  # «من بين القتلى أطفال»
        form = word.cls[0]
        return (
            form.lexeme.code if form.lexeme.code.startswith("person.") and "nation" not in form.lexeme.flags else None
        )

    def _member_of(self, chunk: Chunk, j: int, last: int) -> bool:
        """«قيادي في الحركة»، «ناشطين في «سرايا كذا»»: members of an armed group."""
        while j < last and self.text.forms[j] in _OPEN:
            j += 1
        if j < last and self.text.forms[j] == "صفوف":
            j += 1
            word = self.text.words[j] if j < last else None
            if (
                word is not None
                and chunk.code == "person"
                and word.cls
                and word.cls[0].lexeme.code.startswith("person.")
            ):
                chunk.code, chunk.last = word.cls[0].lexeme.code, j + 1
                return True
        found = self.names.match(self.text, j, last) if j < last else None
        ranks = chunk.result is not None and self.text.forms[j - 1] == "صفوف" and chunk.code == "person"
        if not (found and found[1]) and (chunk.code == "person.combatant" or ranks) and self._body_at(j, last):
            group = self._group(j, last)  # «العقيد في الشرطة»، «جرحى في صفوف القوات»
            if group is not None:
                chunk.owner, chunk.last, chunk.code = group, group.last, "person.combatant"
            return group is not None
        if not found or not found[1] or found[1][0].kind not in _GROUPS:
            return False
        owner = Chunk("A", j, found[0], self.text.words[j])
        owner.actors = found[1]
        chunk.owner, chunk.last = owner, found[0]
        if chunk.code == "person" or (chunk.form is not None and chunk.form.lexeme.lemma in ("ناشط", "عضو")):
            chunk.code = "person.combatant"
        return True

    def _before_owner(self, chunk: Chunk, j: int, last: int) -> bool:
        """«9 قادة مهمين من الحركة»، «قياديا ميدانيا كبيرا بالتنظيم»: adjectives between people and whose they are."""
        if chunk.form is None or chunk.article or not (chunk.code or "").startswith("person"):
            return False
        ending = ("ين", "ون") if chunk.form.number in "px" else ("ا",)
        if ending == ("ا",) and not self.text.forms[chunk.last - 1].endswith("ا"):
            return False
        t = j
        while t < min(last, j + 3) and self.text.words[t].tag == "w" and self.text.forms[t].endswith(ending):
            t += 1
        if t == j or t >= last or t in self.text.dates:
            return False
        return self.text.forms[t] in ("من", "في") or self._in_group(t, last)

    def _in_group(self, t: int, last: int) -> bool:
        """«بتنظيم القاعدة»: a group named with ب."""
        found = self.names.match(self.text, t, last) if self.text.forms[t].startswith("ب") else None
        return bool(found and found[1] and found[3] and found[1][0].kind in _GROUPS)

    def _body_at(self, j: int, last: int) -> bool:
        """«في الشرطة»، «في الحزب»: a body, which «في جبهة كذا» and «في ولاية كذا» are not."""
        head = self._group_head(j) if j < last else ""
        return head.startswith("ال") and head not in ("الجبهه", "الولايه", "الحكومه")

    def _crew(self, chunk: Chunk, i: int, last: int) -> bool:
        """«4 آخرين من طواقم الدفاع الجوي التابعة للنظام»: whose the unit is that they are counted in."""
        for t in range(i, min(i + 6, last - 1)):
            if self.text.kinds[t] != "w" or self.text.words[t].tag not in "wcy":
                return False
            if self.text.forms[t].removeprefix("ال") in ("تابعه", "تابعين") and self.text.forms[t + 1][:1] == "ل":
                group = self.names.match(self.text, t + 1, last)
                end = group[0] if group and group[1] else t + 2
                chunk.owner = Chunk("A", t + 1, end, self.text.words[t + 1])
                chunk.owner.prep = "ل"
                if group and group[1]:
                    chunk.owner.actors = group[1]
                chunk.last = end
                return True
        return False

    def _owner(self, chunk: Chunk, j: int, last: int) -> bool:
        """The group that the counted belong to: a genitive, «من» or «تابعة ل», or a name in apposition."""
        text = self.text
        start = j
        form = text.forms[j]
        if chunk.code == "person.combatant" and form.startswith("ب") and self._in_group(j, last):
            return self._member_of(chunk, j, last)  # «قياديا بتنظيم القاعدة»
        if form in ("في", "بصفوف", "لدي") and chunk.code is not None and chunk.code.startswith("person"):
            return self._member_of(chunk, j + 1, last)
        if form == _OF or form in ("تابعه", "تابعين", "تابع", "التابعه", "التابعين", "تابعون", "لدي"):
            start = j + 1
            while start < last and text.forms[start] in ("بين", "_", "#"):
                start += 1
            among = self._out_of_whom(chunk, start, last) if form == _OF and start < last else None
            if among is not None:
                return among
        if start > j and text.forms[start : start + 1] == ["ل"]:
            start += 1  # «تابعة لـ"جيش" كذا»
        while start < last and text.forms[start] in _OPEN | {"#"}:
            start += 1
        if start < last and text.forms[start] == "القاعده" and chunk.code == "person.combatant":
            chunk.owner = Chunk("A", start, start + 1, text.words[start])  # «عناصر القاعدة»: no base
            chunk.last = start + 1
            return True
        if start >= last or text.kinds[start] not in "wl":
            return False
        word = text.words[start]
        if start == j and (word.conj or (text.words[j - 1].pron in _PLAIN and not form.startswith("ل"))):
            return False  # «استدرج مجاهدونا قوة إسرائيلية»: behind a pronoun stands no genitive
        if (
            start == j
            and chunk.form is not None
            and chunk.form.lexeme.lemma in text.classes.opposed
            and form.startswith("ل")
        ):
            return False  # «المعارضين للحكومة» are not the government's
        found = self.names.match(text, start, last)
        if found and start == j and found[2] == "settlement" and fallen_upon(text, self.names, start):
            return False  # «هاجم مسلحون كابول»
        if found and found[1] and not (found[3] and start == j and word.form[0] != "ل"):
            owner = Chunk("A", start, found[0], word)
            owner.actors = found[1]
            chunk.owner = self._extended(owner, last)
            chunk.last = owner.last
            return True
        if start == j and form_of_a_doer(chunk, text.forms[j - 1]):
            return False
        joined = start == j and text.forms[start] != self._group_head(start) and text.forms[start][0] in "وف"
        if word.tag in "wc" and self._group_head(start) and not joined:  # «الشبان وقوات الاحتلال» are two
            group = self._group(start, last)
            if group:
                chunk.owner, chunk.last = group, group.last
                return True
        if self._of_a_party(chunk, start):
            return True
        return self._body(chunk, start, last, belonging=start > j)

    def _out_of_whom(self, chunk: Chunk, start: int, last: int) -> bool | None:
        """«5 من الجنود»، «عناصر من اللواء 135»، «10 من طاقم …»: of whom; None where a body may follow."""
        if chunk.number is not None and self._of_the_fallen(chunk, start, last):
            return True
        if (chunk.others or chunk.number is not None) and self._crew(chunk, start, last):
            return True
        if self._numbered(self._group_head(start), start + 1, last):
            group = self._group(start, last)
            if group is not None:
                chunk.owner, chunk.last = group, group.last
                return True
        named = self.names.match(self.text, start, last)
        if not self.text.words[start].cls or self.text.forms[start] == "القاعده" or (named and named[1]):
            return None  # «مقاتلين من طالبان», who are no two students
        inner = self._thing(start, last)
        if inner.code and inner.code.startswith("person") and chunk.code and chunk.code.startswith("person"):
            chunk.owner = inner.owner or (inner if inner.party else None)
            kin = inner.form is not None and "family" in inner.form.lexeme.flags
            if (chunk.code == "person" or chunk.result) and not kin:  # «5 أشخاص من أسرة واحدة»
                chunk.code = inner.code
            chunk.last = inner.last
            return True
        return None if self._group_head(start) else False  # «مقاتلا من كتائب كذا»: a group before they are a site

    def _suspected(self, chunk: Chunk, last: int) -> None:
        """«مسلحون يشتبه بأنهم من جماعة كذا»: the group that armed people are thought to belong to."""
        forms = self.text.forms
        j = chunk.last
        if chunk.owner is not None or j >= last or not (chunk.code or "").startswith("person"):
            return
        if forms[j].removeprefix("ال") not in _THOUGHT:
            return
        end = min(last, j + 9)
        j += 1
        if forms[j - 1] in ("قال", "قالت") and forms[j : j + 2] not in (["انهم", "ينتمون"], ["انهم", "من"]):
            return
        while j < end and (forms[j] in _THOUGHT_OF or forms[j] in _OPEN | {"#", '"'}):
            j += 1
        if j >= end or self.text.kinds[j] not in "wl":
            return
        found = self.names.match(self.text, j, last)
        if found and found[1] and found[1][0].kind in _GROUPS:
            owner = Chunk("A", j, found[0], self.text.words[j])
            owner.actors = found[1]
            owner = self._extended(owner, last)
        elif self._group_head(j):
            group = self._group(j, last)
            if group is None:
                return
            owner = group
        else:
            return
        chunk.owner, chunk.last = owner, owner.last
        if forms[chunk.last : chunk.last + 1] == ['"'] and '"' in forms[owner.first : owner.last]:
            chunk.last += 1

    def _of_a_party(self, chunk: Chunk, i: int) -> bool:
        """«مواقع المتشددين»، «آليات المتمردين»: things of a party that only a common noun names."""
        word = self.text.words[i]
        if not word.article or word.conj or word.prep or (chunk.code or "person").startswith(("person", "place")):
            return False
        if not any("party" in f.lexeme.flags and f.number in "px" for f in word.cls):
            return False
        owner = Chunk("A", i, i + 1, word)
        owner.party, owner.code = True, word.cls[0].lexeme.code
        chunk.owner, chunk.last = owner, i + 1
        return True

    def _of_the_fallen(self, chunk: Chunk, i: int, last: int) -> bool:
        """«18 شخصا من القتلى مدنيون»: counted among the dead."""
        word = self.text.words[i]
        fallen = next((f for f in word.act if f.lexeme.kind == "result"), None)
        if fallen is None or not word.article or not (chunk.code or "person").startswith("person"):
            return False
        chunk.result, chunk.last = fallen, i + 1
        after = self.text.words[i + 1] if i + 1 < last else None
        kind = after.cls[0].lexeme.code if after is not None and after.cls and not after.prep else ""
        if kind.startswith("person.") and chunk.code in (None, "person"):
            chunk.code, chunk.last = kind, i + 2
        return True

    def _body(self, chunk: Chunk, i: int, last: int, belonging: bool) -> bool:
        """«مقر المفوضية الوطنية العليا»، «سيارة إسعاف تابعة لجمعية الرسالة»: a body that nothing is known of."""
        seat = self.text.forms[chunk.last - 1] in _SEATS
        first = self.text.forms[i]
        named = first.startswith("ال") if seat else belonging and first.startswith("ل") and not first.startswith("لل")
        if not (named or self._employed(chunk, i, last)) or not self._bare_word(i):
            return False
        end = i + 1
        while end < min(last, i + 5) and self._bare_word(end) and self.text.forms[end].startswith(("ال", "لل")):
            end += 1
        owner = Chunk("A", i, end, self.text.words[i])
        owner.prep = "ل" if belonging else ""
        chunk.owner, chunk.last = owner, end
        return True

    def _employed(self, chunk: Chunk, i: int, last: int) -> bool:
        """«موظفي وزارة الخارجية»، «عمال شركة الكهرباء»: by whom people are employed, in the genitive."""
        if chunk.form is None or chunk.article or not (chunk.code or "").startswith("person") or i != chunk.last:
            return False
        named = i + 1 < last and self._bare_word(i + 1) and self.text.forms[i + 1].startswith("ال")
        return named and self.text.forms[i] in self.text.classes.employer

    def _bare_word(self, i: int) -> bool:
        word = self.text.words[i]
        return self.text.kinds[i] == "w" and word.tag in "wc" and not word.conj and i not in self.text.dates

    def _owner_only(self, chunk: Chunk, i: int, last: int, genitive: bool) -> None:
        """«43 من المسلحين» is handled as a class; here «12 من داعش», and an unknown counted noun."""
        text = self.text
        found = self.names.match(text, i, last) if text.words[i].names else None
        if found and found[1] and genitive:
            owner = Chunk("A", i, found[0], text.words[i])
            owner.actors = found[1]
            chunk.owner, chunk.last = owner, found[0]
            return
        if genitive and self._group_head(i):
            group = self._group(i, last)
            if group:
                chunk.owner, chunk.last = group, group.last
                return
        if (
            not genitive
            and text.kinds[i] == "w"
            and text.words[i].tag == "w"
            and not text.words[i].conj
            and not text.words[i].prep
            and text.forms[i] not in self.book.by  # «أصيب عشرة بنيران القوات»
        ):
            chunk.last = i + 1
            chunk.level = "noun"

    def _fell_among(self, chunk: Chunk, last: int) -> None:
        """«ثمانية قتلى بين الجنود»، «أربع جثث لمسلحين»: the class of the dead told right after them."""
        forms, j = self.text.forms, chunk.last
        if chunk.code != "person" or j + 1 >= last:
            return
        if forms[j] == "بين":
            j += 1
        elif forms[j] == "في" and forms[j + 1] in ("صفوف", "اوساط"):
            j += 2
        elif self.text.words[j].prep != "ل":
            return
        kinds = self.text.words[j].cls if j < last else ()
        if kinds and kinds[0].number in "px" and kinds[0].lexeme.code.startswith("person"):
            chunk.code = kinds[0].lexeme.code

    def _of_police(self, chunk: Chunk, i: int) -> None:
        """«ضابطا شرطة»، «9 من أفراد الشرطة»: of the police; before its genitive «ضابطا» is a dual."""
        assert chunk.form is not None
        body = chunk.last - 1
        if self.text.forms[body].removeprefix("ال") in _SERVICES:
            chunk.owner = Chunk("A", body, body + 1, self.text.words[body])
        lemma = chunk.form.lexeme.lemma.split()[0]
        if chunk.number is None and chunk.form.number == "s" and self.text.words[i].stem in (lemma + "ا", lemma + "ي"):
            chunk.form = chunk.form._replace(number="c")
