"""Where the measure of a trigger stands: after it, before it, inside what it governs."""

from __future__ import annotations

from rasd.codebook.book import Form
from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.families import PERSON_ACTIONS
from rasd.reading.measuring.counting import agree, is_counted, listed
from rasd.reading.measuring.governing import Governing

#: After these stands who fired.
_WITHOUT = frozenset(("دون", "عدم"))
_FIRE = frozenset("برصاص برصاصه بنيران بشظايا بقذيفه بقذايف".split())
#: Nobody is older.
_AGED = 110
#: Between two of these stands what is said in passing.
_DASHES = frozenset("-–—")


class Search(Governing):
    """Where the measure of a trigger stands: after it, before it, inside what it governs."""

    def _struck_at(self, k: int) -> bool:
        """«استهدفوا انتشارا لجنود العدو»: troops that are struck where they stand are not being sent."""
        for before in reversed(self.chunks[max(0, k - 4) : k]):
            if before.kind in "VN":
                return before.form is not None and "means" in before.form.lexeme.flags
            if before.kind in "Si,":
                return False
        return False

    def _first_measure(self, k: int, person: bool, near: bool) -> int:
        """The index of the first noun phrase after the trigger that can be its measure, or -1."""
        reach = 4 if near else 14
        depth = 0
        made_up = self._made_up(k)
        if made_up >= 0:
            return made_up
        skipped = self._blast(k) or (2 if self._either(k) else 0)
        aside = range(0)
        for j in range(k + 1 + skipped, min(k + 1 + reach, len(self.chunks))):
            chunk = self.chunks[j]
            aside = aside or self._aside(j)
            if j in aside:
                continue
            if not person and self._device(j):
                continue
            if not person and near and j == k + 1 and self._inside(k, chunk):
                return -1
            if chunk.kind == "p" and self.text.forms[chunk.first : chunk.first + 2] == ["من", "قبل"]:
                return -1  # «أسقطت من قبل مروحيات»
            if chunk.kind == "x" and self.text.forms[chunk.first].lstrip("وب") in _WITHOUT:
                return -1  # «لقي حتفه دون وقوع إصابات»
            if chunk.kind == "G" and self.text.forms[chunk.first - 1] in _FIRE and not is_counted(chunk):
                continue  # «أصيب فلان برصاص قناص»
            if depth and chunk.kind == "V" and chunk.form is not None and chunk.form.lexeme.code in PERSON_ACTIONS:
                return -1
            if chunk.kind == "G":
                if self._measurable(chunk, person) and not (depth and not is_counted(chunk)):
                    return j
                if near and chunk.code and not chunk.result:
                    return -1
                if person or not (chunk.code or "").startswith("person"):
                    depth += 1  # people before things are the doers
            elif chunk.kind == "r":
                depth += 1
            elif chunk.kind == "N" and near and not self._same_family(chunk, k):
                return -1
            elif (chunk.kind in "VS" and not depth) or chunk.kind in "biku":
                if not (chunk.kind == "V" and self._same_family(chunk, k)):
                    return -1
            elif (
                chunk.kind == "p"
                and near
                and chunk.word is not None
                and chunk.word.form not in ("من", "علي", "عن", "بين", "في", "ما")
            ):
                return -1
        return -1

    def _age(self, chunk: Chunk) -> bool:
        """«الطالب فلان (20) لقي حتفه»: a bare number in brackets after a name is an age."""
        number = chunk.number
        bare = number is not None and chunk.code is None and self.text.forms[chunk.first] == "("
        return bare and self.text.words[chunk.first - 1].tag == "w" and number is not None and (number.low or 0) < _AGED

    def _aside(self, j: int) -> range:
        """«قتلت الحركة -التي تأسست عام 2002- أكثر من 100»: what stands between two dashes parts a verb from nothing."""
        dash = self.text.forms[self.chunks[j].first]
        if dash not in _DASHES:
            return range(0)
        for n in range(j + 1, min(j + 14, len(self.chunks))):
            if self.text.forms[self.chunks[n].first] == dash:
                return range(j, n + 1)
        return range(0)

    def _blast(self, k: int) -> int:
        """«دمر انفجار شاحنة مفخخة حيا»: the chunks of an event that is the subject, its device included."""
        after = self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        if (
            self.chunks[k].kind != "V"
            or after is None
            or after.kind != "N"
            or after.form is None
            or "violence" not in after.form.lexeme.flags
        ):
            return 0
        device = self.chunks[k + 2] if k + 2 < len(self.chunks) else None
        if device is None or device.kind != "G" or device.first != after.last:
            return 1
        return 1 if is_counted(device) else 2  # «قتلت الغارة 9 مدنيين» counts no devices

    def _inside(self, k: int, chunk: Chunk) -> bool:
        """«نهب وحرق في منطقة كذا»: where it was done, not what it was done to."""
        form = self.chunks[k].form
        return (
            chunk.kind == "p" and self.text.forms[chunk.first] == "في" and form is not None and form.lexeme.prep != "في"
        )

    def _device(self, j: int) -> bool:
        """«تضررت … بانفجار عبوة»: what exploded is not what was damaged."""
        before = self.chunks[j - 1]
        return (
            before.kind == "N"
            and before.form is not None
            and before.form.lexeme.of == "device"
            and before.last == self.chunks[j].first
            and (self.chunks[j].code or "").startswith(("weapon", "vehicle"))
        )

    def _made_up(self, k: int) -> int:
        """«توقيف المفرزة المكونة من 11 عنصرا»: the number of those that a body is made up of."""
        for j in range(k + 1, min(k + 10, len(self.chunks) - 1)):
            chunk = self.chunks[j]
            if chunk.kind in "VNS,":
                return -1
            if self.text.forms[chunk.last - 1].removeprefix("ال") in ("مكونه", "مولفه", "مكون", "مولف") and j + 2 < len(
                self.chunks
            ):
                return j + 2 if self.chunks[j + 2].kind == "G" and self.chunks[j + 2].number is not None else -1
        return -1

    def _exposed(self, k: int, person: bool) -> int:
        """«تعرض سبعة من حرس الحدود للإصابة»، «تعرضت 3 مدارس لأضرار»: those exposed to injury or damage."""
        for j in range(k - 1, max(-1, k - 9), -1):
            chunk = self.chunks[j]
            if (
                chunk.word is not None
                and chunk.word.carrier == "patient"
                and chunk.word.form.lstrip("وف")[:4] in ("تعرض", "يتعر", "تتعر")
            ):
                near = (n for n in range(j + 1, k) if self.chunks[n].kind == "G" and n not in self.used)
                return next((n for n in near if self._measurable(self.chunks[n], person)), -1)
        return -1

    def _either(self, k: int) -> Form | None:
        """«مقتل أو إصابة أكثر من 10»: the other action under the same figure."""
        if k + 2 >= len(self.chunks) or self.text.forms[self.chunks[k + 1].first] != "او":
            return None
        other = self.chunks[k + 2]
        return other.form if other.kind == self.chunks[k].kind else None

    def _same_family(self, chunk: Chunk, k: int) -> bool:
        """«مقتل وإصابة عدد»: the next trigger shares the figure."""
        return chunk.conj and chunk.first == self.chunks[k].last

    def _subject_before(self, k: int, person: bool) -> list[int]:
        """The measures that stand before their verb in the same clause."""
        found: list[int] = []
        part: list[int] = []
        self.parts_at = -1
        j = k
        while j > max(0, k - 18):
            j -= 1
            chunk = self.chunks[j]
            if (
                chunk.kind == "G"
                and j not in self.used
                and not chunk.result
                and self._measurable(chunk, person)
                and not self._age(chunk)
                and (not chunk.article or (person and (chunk.number is not None or self._named_victim(chunk))))
            ):
                if chunk.prep and not found:
                    break
                parts = self._of_a_whole(j)
                if parts >= 0:  # «إن 20 مدنيا، بينهم طفل، قتلوا»
                    found, part, self.parts_at, j = [], [j], parts, parts
                    continue
                found.insert(0, j)
                if not chunk.conj:
                    break
            elif chunk.kind == "b" and not found and self.chunks[j - 1].kind == "G" and j:
                continue  # «8 عناصر بينهم علويون قتلوا»: a part that nobody counts
            elif chunk.kind == "G" and chunk.result and chunk.article:
                continue  # «جنديان من بين الجرحى لقيا مصرعهما»
            elif chunk.kind in "VNSibk" or (chunk.kind == "G" and chunk.result) or (chunk.kind == "," and found):
                break
        if part and found and found[0] and self.chunks[found[0] - 1].kind == "V":
            self.parts_at = -1
            return part  # «خرج 300 شخص، بينهم 20 مسلحا سلموا أنفسهم»: the whole has a verb of its own
        if not found or not (is_counted(self.chunks[found[0]]) or self.chunks[found[0]].form is not None):
            return []
        return found

    def _of_a_whole(self, j: int) -> int:
        """The chunk of «بينهم» that makes ``j`` a part of a figure before it, or -1."""
        for n in range(j - 1, max(-1, j - 3), -1):
            if self.chunks[n].kind == "b":
                return n
            if self.chunks[n].kind not in 'wp"':
                return -1
        return -1

    def _antecedent(self, k: int) -> int:
        """«على أمين شرطة فقتلاه»، «رفات 50 شخصا أعدمهم»: those named just before whom the pronoun means."""
        word = self.chunks[k].word
        several = word is not None and word.pron in ("هم", "هما")
        for j in range(k - 1, max(-1, k - 12), -1):
            chunk = self.chunks[j]
            if chunk.kind in "S," or (chunk.kind in "Vik" and j < k - 4):
                return -1
            if (
                chunk.kind == "G"
                and not self._surname(j)
                and (j not in self.used or self._done_before(j, k))
                and (chunk.code or "").startswith("person")
                and chunk.form is not None
                and "nation" not in chunk.form.lexeme.flags  # «موقعهم الإسرائيلي»
                and (several if is_counted(chunk) else not several and chunk.form.number == "s" and not chunk.unit)
            ):
                return j
        return -1

    def _then(self, k: int) -> int:
        """«هاجم مسلح شرطيا وقتله»: spelled like a noun, a verb that goes on; those whom its pronoun means, or -1."""
        word = self.chunks[k].word
        if word is None or not word.conj or word.tag != "v" or word.pron not in ("ه", "هما", "هم"):
            return -1
        verbs = [c for c in self.chunks[max(0, k - 8) : k] if c.kind in "VNS,"]
        return self._antecedent(k) if verbs and verbs[-1].kind == "V" else -1

    def _surname(self, j: int) -> bool:
        """«الصحفي سامر الخطيب»: a common noun at the end of a name."""
        if j < 2 or not self.chunks[j].article or self.chunks[j - 1].kind != "w":
            return False
        return self.chunks[j - 2].kind == "G" and self._named_victim(self.chunks[j - 2])

    def _done_before(self, j: int, k: int) -> bool:
        """«خطفوا مدنيين اثنين وأعدموهما»: those told of already, to whom something else was done."""
        form = self.chunks[k].form
        code = form.lexeme.code if form is not None else ""
        told = [d for d in self.drafts if d.measure is not None and d.measure.chunk is self.chunks[j]]
        return self.chunks[k].conj and bool(told) and all(d.action != code for d in told)

    def _doer(self, k: int, j: int) -> tuple[Chunk, int] | None:
        """«قتل مسلحون 5 جنود»: the first noun phrase is the doer when a counted one follows it at once."""
        first = self.chunks[j]
        if (is_counted(first) and first.unit != "vague") or j + 1 >= len(self.chunks):
            return None
        following = self.chunks[j + 1]
        if first.form is not None and first.form.number == "s" and self.text.forms[first.name[0]].endswith("ا"):
            return None  # «أصاب حارسا أمنيا»: the ending of an object
        if following.kind != "G" or following.conj or following.prep or following.article:
            return None
        accusative = (
            following.form is not None
            and following.form.number == "s"
            and following.word is not None
            and following.word.form.endswith("ا")
        )
        if is_counted(following) or accusative or self._kidnapper(k, first, following):
            return first, j + 1
        return None

    def _kidnapper(self, k: int, first: Chunk, following: Chunk) -> bool:
        """«اختطف مسلحون مجهولون مدير الشركة»: armed men before a person kidnap, and are not kidnapped."""
        form = self.chunks[k].form
        abducts = form is not None and form.lexeme.code in ("abducted", "assassination")
        return abducts and first.party and not first.article and (following.code or "").startswith("person.")

    def _governed(self, k: int, chunk: Chunk, form: Form, person: bool) -> tuple[list[int], str]:
        """The measures that the trigger governs and the rule that says so."""
        kind = "victims" if person else "things"
        if (
            person
            and chunk.kind == "V"
            and chunk.word is not None
            and chunk.word.pron
            and form.lexeme.voice != "undergo"
        ):
            return [self._antecedent(k)], "victims-before-verb"
        if chunk.kind == "N":
            if person and (meant := self._then(k)) >= 0:
                return [meant], "victims-before-verb"
            if chunk.prep == "ل" and form.lexeme.code in ("wounded", "damaged"):
                exposed = self._exposed(k, person)
                if exposed >= 0:
                    return [exposed], "victims-before-verb" if person else "things-after-verb"
            j = self._first_measure(k, person, near=True)
            return (listed(self.chunks, j, person), f"{kind}-of-noun") if j >= 0 else ([], "")
        before = self._subject_before(k, person)
        for n in before[-1:]:
            agree(self.chunks[n], form)
        j = self._first_measure(k, person, near=False)
        if before and person and before[-1] == k - 1 and self._one_each(k):
            return before, "victims-before-verb"
        if (form.lexeme.prep and form.number in "pd") or (before and self._at_once(k, form)):
            if before and not chunk.conj and not form.lexeme.prep:
                self.doer = self.chunks[before[0]].owner or self.chunks[before[0]]
            before = []  # «أفرجوا عن»: what is done to those after a preposition has no plural passive
        if before and person and self._own_object(k, form):
            if not before[0] or self.chunks[before[0] - 1].kind != "p":  # not «على المتظاهرين فقتلوا»
                self.doer = self.chunks[before[0]].owner or self.chunks[before[0]]
            before = []
        if before and (form.number in "pd" or j < 0) and form.lexeme.voice != "act":
            return before, f"{kind}-before-verb" if person else "things-after-verb"
        if before and j >= 0 and any(self.text.forms[c.first] == "مع" for c in self.chunks[k + 1 : j]):
            return [*before, *listed(self.chunks, j, person)], f"{kind}-before-verb"  # «الطفلة … قُتلت مع شقيقها»
        if j < 0:
            return (
                (before, f"{kind}-before-verb" if person else "things-after-verb")
                if form.lexeme.voice != "act"
                else ([], "")
            )
        rule = f"{kind}-after-verb"
        if person and any(c.kind == "A" and not c.prep for c in self.chunks[k + 1 : j]):
            rule = "doer-verb-victims"
        if form.lexeme.voice in ("act", "both"):
            doer = self._doer(k, j)
            if doer is not None and doer[1] >= 0:
                j = doer[1]
                rule = "doer-verb-victims" if person else rule
                self.doer = doer[0].owner or doer[0]
        return listed(self.chunks, j, person), rule

    def _one_each(self, k: int) -> bool:
        """«إن جنديا قتل وأصيب اثنان»، «طفلا قتل وأصيب والده»: each verb has its own people, the first before it."""
        if k + 2 >= len(self.chunks):
            return False
        verb, after = self.chunks[k + 1], self.chunks[k + 2]
        own = after.kind == "G" and not after.conj and (is_counted(after) or not after.prep)
        return verb.kind == "V" and verb.form is not None and self._same_family(verb, k) and own

    def _own_object(self, k: int, form: Form) -> bool:
        """«مسلحان … واحتجزا رهائن»، «جنوده اعتقلوا السائق»: people right after a plural verb, no passive then."""
        after = self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        if after is None or after.kind != "G" or form.number not in "pd" or form.lexeme.voice == "undergo":
            return False
        if after.others and self.text.forms[after.last - 1] == "اخرين" and after.number is not None:
            verb = k + 2 < len(self.chunks) and self.chunks[k + 2].kind == "V"
            joined = after.conj or self.text.forms[after.first].startswith("و")
            return not (verb or joined)  # «فيقتلون ستة آخرين», but «قتلوا وأكثر من 20 آخرين أصيبوا»
        return (after.code or "").startswith("person") and not (after.conj or after.prep or after.others)

    def _at_once(self, k: int, form: Form) -> bool:
        """«وقتلوا 54 جنديا»، «3 انتحاريين قتلوا 18»: a counted object right after a verb, which so is no passive."""
        after = self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        return (
            after is not None
            and (self.chunks[k].conj or (form.number in "pd" and after.form is not None))
            and after.kind == "G"
            and after.number is not None
            and not (after.conj or after.prep or after.others)
        )

    def _coordinated(self, k: int) -> list[Form]:
        """«ضبط وتدمير 43»: other actions on the same things under one figure."""
        other_of_two = self._either(k)
        if other_of_two is not None and "violence" not in other_of_two.lexeme.flags:
            self.chunks[k + 2].kind = "w"
            return [other_of_two]
        forms: list[Form] = []
        for j in (k - 1, k + 1):
            if 0 <= j < len(self.chunks):
                other = self.chunks[j]
                joined = self.chunks[max(j, k)].conj and self.chunks[max(j, k)].first == self.chunks[min(j, k)].last
                if (
                    other.kind == self.chunks[k].kind
                    and joined
                    and other.form is not None
                    and "violence" not in other.form.lexeme.flags
                    and j > k
                ):
                    forms.append(other.form)
                    other.kind = "w"
        return forms
