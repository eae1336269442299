"""Cutting a sentence into chunks: counted things, actors, places, times, actions, cues."""

from __future__ import annotations

from rasd.codebook.book import Form
from rasd.reading.cutting.chunks import INSIDE, Chunk
from rasd.reading.cutting.families import PERSON_ACTIONS, THING_ACTIONS
from rasd.reading.cutting.names import quoted
from rasd.reading.cutting.placechunks import place_chunk
from rasd.reading.cutting.placelists import PlaceLists
from rasd.reading.cutting.placenames import RANKING, capital_name
from rasd.reading.cutting.quantities import CountedChunks
from rasd.reading.cutting.tagging import KUNYA, Word
from rasd.reading.cutting.wordings import Wordings

_OPEN = frozenset('"“«‘([”')
_MARKS = ',"'


def _qualifies(event: Chunk, chunk: Chunk) -> bool:
    """«هجوم مسلح»، «العمل الإرهابي»: a noun of persons as the adjective of an event."""
    return (
        event.kind == "N"
        and event.last == chunk.first
        and chunk.party
        and chunk.form is not None
        and chunk.form.number == "s"
        and "nation" not in chunk.form.lexeme.flags
        and chunk.article == event.article
        and not chunk.conj
        and not chunk.prep
    )


def _military(event: Chunk, chunk: Chunk) -> bool:
    """«قذائف عسكرية»، «هجوم إرهابي»: a word for people that only qualifies the event or the weapon before it."""
    told = event.kind == "N" or (event.kind == "G" and (event.code or "").startswith(("weapon", "vehicle", "aircraft")))
    if not told or event.last != chunk.first or chunk.number is not None or chunk.conj or chunk.prep:
        return False
    if not (chunk.code or "").startswith("person") or chunk.article != event.article or chunk.form is None:
        return False
    return chunk.word is not None and chunk.word.form.endswith("يه") and "nation" not in chunk.form.lexeme.flags


def _unmanned(chunks: list[Chunk], chunk: Chunk) -> bool:
    """«طائرة تركية مسيرة»: the adjective after whose it is says that nobody flies it."""
    craft = chunks[-1] if chunks else chunk
    if craft.code not in ("aircraft", "aircraft.plane") or craft.last != chunk.first:
        return False
    if chunk.number is not None or chunk.conj or chunk.prep or chunk.article:
        return False
    craft.code, craft.last = chunk.code, chunk.last
    return True


#: «أودى … بحياة»: its forms, and how many words of a subject may stand inside.
_TAKES, _INSIDE = frozenset("اودي اودت اوديا يودي تودي لتودي ليودي اودوا".split()), 18

_ORDINALS = frozenset("اخري ثانيه ثالث ثالثه رابع رابعه خامس خامسه سادس سابع ثامن تاسع عاشر".split())


#: After these a verb may stand, after all other prepositions a noun.
_BEFORE_VERBS = frozenset("حيث حين عندما بعدما ما مما لما فيما فيها فيه له لها لهم منذ".split())


def _simple(word: Word) -> str:
    """The kind of chunk that a word is wherever it stands, if nothing need be asked: the short way for most words."""
    word.simple = ""
    if word.opens or word.means or word.quantifier or word.form in _ORDINALS or word.form.endswith("ساعه"):
        return ""
    if not any(map(str.isalnum, word.form)):
        word.simple = "" if not word.form.strip() or word.form in _OPEN else _mark(word.form)
    elif word.plain:
        word.simple = "w"
    elif word.tag in "pbirx" and not (word.prep and word.cls):
        word.simple = word.tag
    return word.simple


def _mark(form: str) -> str:
    """The kind of chunk that a mark of punctuation is."""
    return '"' if form in INSIDE and form not in "-–ـ_#" else ","


class Chunker(CountedChunks, PlaceLists, Wordings):
    """Cuts sentences of one report into chunks."""

    def cut(self, first: int, last: int) -> list[Chunk]:
        """The chunks of the tokens ``first`` up to ``last``."""
        chunks: list[Chunk] = []
        i = first
        listing = 0  # how far a list of places may go on
        words, kinds, dates, numbers = self.text.words, self.text.kinds, self.text.dates, self.text.numbers
        while i < last:
            word = words[i]
            before = chunks[-1].kind if chunks else ""
            named = word.tag == "w" or (word.tag == "c" and bool(word.place))
            unlisted = named and bool(before) and (before in "pVN" or self._among(chunks))
            inside = unlisted and (before == "b" or self._in(chunks[-1]))
            joined = before == "L" and word.tag == "w" and word.form.startswith("و") and i >= listing
            row = self._unlisted(chunks[-1], i, last) if unlisted else self._goes_on(chunks, i, last) if joined else []
            if row:
                chunks += row
                i = row[-1].last
                continue
            simple = _simple(word) if word.simple is None else word.simple
            if (
                simple
                and not inside
                and i >= listing
                and word.form != "و"
                and i not in dates
                and i not in numbers
                and i not in self.silenced
                and (kinds[i] == "p") == (simple in _MARKS)
            ):
                chunks.append(Chunk(simple, i, i + 1, None if kinds[i] == "p" else word))
                i += 1
                continue
            chunk = self._joined_place(chunks, i, last) if i < listing or self._one_more_name(i, last) else None
            if chunk is None and before and before in "VN" and self._one_more(chunks[-1], i):
                chunk = self._others(i, one_more=True)
            if chunk is None and before == "N" and self._of_means(chunks[-1], i):
                chunk = Chunk("w", i, i + 1, self.text.words[i])
            if chunk is None:
                chunk = self._at(i, last)
            if chunk.kind == "V" and len(chunks) > 1 and (chunks[-2].kind, chunks[-1].kind) == ("S", "A"):
                self._announced(chunk)
            if (
                chunk.kind == "G"
                and chunks
                and ((chunk.last == i + 1 and _qualifies(chunks[-1], chunk)) or _military(chunks[-1], chunk))
            ):
                chunk = Chunk("w", i, i + 1, chunk.word)
            if chunk.code == "aircraft.drone" and _unmanned(chunks, chunk):
                chunk = chunks.pop()
            if chunk.kind == "L" and self.text.forms[chunk.first].lstrip("بل").removeprefix("ال") == "طريق":
                self._other_end(chunk, last)
            if chunk.kind == "b" and i < listing and chunks and chunks[-1].kind == "L":
                listing = chunk.last + 4  # «مستوطنات الجبل، بينها "كذا" و"كذا"»
            if chunk.kind == "L" and (i < listing or self._plural_head(chunk) or self.text.forms[i] in _OPEN):
                listing = chunk.last + 4
                if self.text.forms[i] in _OPEN:
                    self.listed.add(i)
            chunks.append(chunk)
            i = max(chunk.last, i + 1)
        return chunks

    def _announced(self, chunk: Chunk) -> None:
        """«أعلنت الكتائب قنص جندي»: after who announced stands a noun; a verb would need «أن»."""
        word = chunk.word
        noun = next((f for f in word.act if f.lexeme.kind == "noun"), None) if word is not None else None
        if noun is not None and not chunk.conj and chunk.last == chunk.first + 1:
            chunk.kind, chunk.form = "N", noun

    def _one_more(self, verb: Chunk, i: int) -> bool:
        """«قتل جنديان وأصيب ثالث»، «دمرت دبابتين وأعطبت ثالثة»، «وإعطاب أخرى»: one more of those before."""
        if self.text.forms[i] not in _ORDINALS or verb.last != i or not verb.conj or verb.form is None:
            return False
        return verb.kind in "VN" and verb.form.lexeme.code in PERSON_ACTIONS | THING_ACTIONS

    def _of_means(self, event: Chunk, i: int) -> bool:
        """«قصف مدفعي لقوات كذا»، «الهجوم الصاروخي»: the means as an adjective of the event."""
        word = self.text.words[i]
        if event.kind != "N" or event.last != i or not word.means or word.conj or word.prep:
            return False
        if event.form is None or "violence" not in event.form.lexeme.flags:
            return False  # «إسقاط مروحية»
        return word.form.endswith(("ي", "يه")) and word.form.startswith("ال") == event.article

    def _at(self, i: int, last: int) -> Chunk:
        text = self.text
        moment = text.dates.get(i)
        if moment is None and text.forms[i].endswith("ساعه") and text.kinds[i + 1 : i + 2] == "n":
            return Chunk("w", i, self._clock(i + 1, last), text.words[i])
        if moment is not None:
            chunk = Chunk("T", i, min(moment.last, last), text.words[i])
            chunk.moment = moment
            return chunk
        kind = text.kinds[i]
        if i in text.numbers:
            return self._counted(text.numbers[i], i, last)
        if kind == "p":
            form = text.forms[i]
            if form in _OPEN:
                named = self._quoted_name(i, last) or self._taken(i, last)
                if named:
                    return named
            mark = Chunk(_mark(form), i, i + 1)
            mark.level = "(" if form == "(" else ""
            return mark
        if i in text.numbers:
            return self._counted(text.numbers[i], i, last)
        return self._word(i, last)

    def _quoted_name(self, i: int, last: int) -> Chunk | None:
        """An actor or place wholly inside quotation marks: «"ولاية سيناء"»."""
        end = quoted(self.text, i, last, 6)
        if end <= i + 2:
            return None
        found = self.names.match(self.text, i + 1, end)
        if not found or found[0] < end - 1:
            return self._stranger(i, end) if not found else None
        struck = i > 0 and (bool(self.text.words[i - 1].act) or bool(self.text.words[i - 1].place))
        if not found[1] and end == i + 3 and not (struck or self._place_stands(i, 0)):
            return None  # «وصفته بأنه "عدوان"»
        chunk = Chunk("A" if found[1] else "L", i, end, self.text.words[i + 1])
        chunk.actors, chunk.level, chunk.name = found[1], found[2].lstrip("?"), (i + 1, found[0])
        return chunk

    def _stranger(self, i: int, end: int) -> Chunk | None:
        """«في "حرش كذا"»: a short name in quotation marks that nobody knows stands where a place must stand."""
        text = self.text
        inside = range(i + 1, end - 1)
        if end - i > 5 or not i or text.forms[i - 1] not in ("في", "محيط", "قرب"):
            return None
        if not all(text.words[k].plain and text.kinds[k] == "w" and text.forms[k] not in RANKING for k in inside):
            return None
        chunk = Chunk("L", i, end, text.words[i + 1])
        chunk.level, chunk.name = "area", (i + 1, end - 1)
        return chunk

    def _word(self, i: int, last: int) -> Chunk:
        text = self.text
        word = text.words[i]
        tag = word.tag
        if i and text.forms[i - 1] == "في" and (end := capital_name(text, i, last)) > i:
            chunk = Chunk("L", i, end, word)
            chunk.level = "settlement"
            return chunk
        if word.plain or i in self.silenced:
            return Chunk("p" if word.tag == "p" else "w", i, i + 1, word)
        if word.form == "بحياه":
            taken = self._life(i)
            if taken is not None:
                return taken
        phrase = self._action_phrase(i, last) if word.opens else None
        if phrase:
            return phrase
        if tag == "k" and word.names:  # «أم درمان» is no «أم»
            named = self._name(i, last)
            if named and named.last > i + 1:
                return named
        if tag in "pbiokrxu" and not (word.prep and word.cls):
            if tag == "o":
                return self._others(i)
            if tag != "u":
                return Chunk(tag, i, i + 1, word)
        quantifier = self._most_of(i, last) or self._quantified(i, last) if word.quantifier else None
        if quantifier:
            return quantifier
        if word.form in KUNYA and i + 1 < last and text.kinds[i + 1] == "w" and not word.names:
            return self._nom_de_guerre(i, last)
        if word.names:
            named = self._name(i, last)
            if named:
                return named
        return self._tagged(i, last)

    def _most_of(self, i: int, last: int) -> Chunk | None:
        """«معظم حي التواهي»، «كامل مدينة كذا»، «كل من ولايتي كذا وكذا»: a place, of which most is meant."""
        if self.text.words[i].quantifier not in ("معظم", "اغلب", "كامل", "جميع", "كل"):
            return None
        at = i + 2 if self.text.forms[i + 1 : i + 2] == ["من"] else i + 1
        return place_chunk(self.text, self.names, at, last) if at < last else None

    def _tagged(self, i: int, last: int) -> Chunk:
        text = self.text
        word = text.words[i]
        tag = word.tag
        if (
            tag == "n"
            and word.cls
            and not word.article
            and text.forms[i + 1 : i + 2]
            and text.forms[i + 1].startswith("ال")
        ):
            place = place_chunk(text, self.names, i, last)
            if place is not None:
                return place  # «كمين المطافي» is a checkpoint
        if tag in "vn":
            named = self._named_like_verb(i, last) if tag == "v" else None
            if named is not None:
                return named
            form = self._verb_or_noun(i, last)
            chunk = Chunk("V" if form.lexeme.kind == "verb" else "N", i, i + 1, word)
            chunk.form = form
            if word.cls and tag == "n":
                chunk.code = word.cls[0].lexeme.code
            return chunk
        if tag == "q":
            return self._thing(i, last)
        phrased = bool(word.cls) and self._class_form(i, last)[0] > i + 1
        post = self._post(i, last) if word.cls and not word.article else None
        if post is not None:
            return post
        place = None if phrased else place_chunk(text, self.names, i, last)
        if place and (word.place or place.last > i + 1 or self._stands_bare(i, last)):
            return place
        group = self._group(i, last)
        if group:
            return group
        if word.cls and tag in "cus":
            return self._thing(i, last)
        if tag in "sy" and not self._belongs(i, last):
            return Chunk("S" if tag == "s" else "Y", i, i + 1, word)
        return Chunk("w" if tag in "sy" else tag, i, i + 1, word)

    def _named_like_verb(self, i: int, last: int) -> Chunk | None:
        """«قرب تدمر»، «في تدمر»: after a preposition stands no verb, but the place that is spelled like it."""
        word, before = self.text.words[i], self.text.words[i - 1] if i else None
        if before is None or word.conj or word.prep or word.pron:
            return None
        leads = self.text.kinds[i - 1] == "w" and before.tag == "p" and before.form not in _BEFORE_VERBS
        return place_chunk(self.text, self.names, i, last) if leads else None

    def class_within(self, first: int, last: int) -> str:
        """The class of the first noun of the tokens ``first`` up to ``last`` that is of one, or nothing."""
        noun = next((t for t in range(first, last) if self.text.words[t].cls), -1)
        return self._class_form(noun, last)[1].lexeme.code if noun >= 0 else ""

    def _belongs(self, i: int, last: int) -> bool:
        """«قوة تابعة للجيش» says whose it is; «تابع المتحدث» goes on speaking."""
        after = self.text.forms[i + 1 : min(i + 3, last)]
        if after == ["من", "العمر"]:
            return True  # «يبلغ من العمر 9 أعوام» tells nothing
        return self.text.words[i].stem in ("تابع", "تابعه") and bool(after) and after[0].startswith("ل")

    def _life(self, i: int) -> Chunk | None:
        """«أودى الانفجار الذي هز وسط المدينة أمس بحياة 12»: the phrase with its subject inside."""
        near = self.text.forms[max(0, i - _INSIDE) : i]
        if not any(f.lstrip("وف") in _TAKES and "." not in near[n:] for n, f in enumerate(near)):
            return None
        phrase = next((p for p in self.book.phrases.get("اودي", ()) if p.lexeme.code == "killed"), None)
        if phrase is None:
            return None
        chunk = Chunk("N", i, i + 1, self.text.words[i])
        chunk.form, chunk.prep = Form(phrase.lexeme, "s"), ""
        return chunk

    def _clock(self, i: int, last: int) -> int:
        """The end of «الساعة 14:10 من»، where the part of the day follows."""
        while i < last and (self.text.kinds[i] == "n" or self.text.forms[i] in (":", ".")) and i not in self.text.dates:
            i += 1
        return i + 1 if i + 1 < last and self.text.forms[i] == "من" and i + 1 in self.text.dates else i

    def _verb_or_noun(self, i: int, last: int) -> Form:
        """«قصف»، «قتل»: a noun after a preposition, with an article, or with an adjective or a relative clause."""
        text = self.text
        word = text.words[i]
        noun = next((f for f in word.act if f.lexeme.kind == "noun"), None)
        if noun is None or word.act[0].lexeme.kind == "noun":
            return word.act[0]
        before = text.words[i - 1] if i else None
        after = text.words[i + 1] if i + 1 < last else None
        if after is not None and after.conj and after.tag == "n" and "violence" not in noun.lexeme.flags:
            return noun  # «ضبط وتدمير 43 عبوة»
        if word.prep or word.article or word.pron:
            return noun
        if (
            before is not None
            and text.kinds[i - 1] == "w"
            and (
                (before.tag == "p" and before.form not in _BEFORE_VERBS)
                or (before.carrier and before.form not in ("كان", "كانت"))
            )
        ):
            return noun
        if after is not None and (
            (after.means and text.kinds[i + 1] != "p" and not after.article and not self._done_by(i, after))
            or (after.carrier and after.pron)
            or any("nation" in f.lexeme.flags and f.number == "s" for f in after.cls)  # «قصف تركي يطال قرى»
            or after.form.startswith("لل")  # «قصف للاحتلال»
            or after.form in ("عنيف", "مكثف", "مركز", "متواصل", "متبادل", "عشوايي")
        ):
            return noun
        return word.act[0]

    def _done_by(self, i: int, after: Word) -> bool:
        """«إن الطيران الإسرائيلي قصف بصاروخ موقعا»: after «إن» and who did it stands the verb."""
        before = self.text.words[max(0, i - 4) : i]
        return after.form.startswith("ب") and bool(before) and "i" in [w.tag for w in before[:-1]]
