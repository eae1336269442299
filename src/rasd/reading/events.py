"""What happened: the triggers of a sentence and the measures they govern."""

from __future__ import annotations

from rasd.codebook.book import Codebook, Form, Lexeme
from rasd.reading.chunks import Chunk, Text
from rasd.reading.counting import is_counted, listed, measure
from rasd.reading.drafts import Draft, Measure
from rasd.reading.names import heading
from rasd.reading.persons import victims

PERSON_ACTIONS = frozenset(
    ("killed", "wounded", "killed_or_wounded", "captured", "arrested", "abducted", "missing", "released", "surrendered", "displaced")
)
THING_ACTIONS = frozenset(("destroyed", "damaged", "seized", "shot_down", "deployed"))
GROUND_ACTIONS = frozenset(("took", "lost", "besieged"))
#: Violence that one word may stand for another of.
FAMILY = {
    "shelling": "fire", "airstrike": "fire", "drone_strike": "fire", "explosion": "explosion", "attack": "attack",
    "assassination": "attack", "raid": "attack", "clash": "clash",
}  # fmt: skip
_FORCES = ("person.combatant", "vehicle", "weapon", "aircraft", "vessel")
_LABELS = frozenset("عدد حصيله اعداد اجمالي العدد الحصيله حصيلته حصيلتها مجموع".split())
_RISES = frozenset("الي بلغ بلغت تجاوز تجاوزت ارتفع ارتفعت وصل وصلت يبلغ الى :".split())
#: Words between a verb and what it governs that do not end the search.
_PASS = frozenset('wpT,"LA')


class SentenceEvents:
    """The drafts of one sentence."""

    def __init__(self, text: Text, book: Codebook, chunks: list[Chunk], sentence: tuple[int, int]) -> None:
        self.text = text
        self.book = book
        self.chunks = chunks
        self.sentence = sentence
        self.used: set[int] = set()
        self.others_before: str | None = None
        self.drafts: list[Draft] = []

    def read(self) -> list[Draft]:
        """All drafts, in the order of their triggers."""
        for k, chunk in enumerate(self.chunks):
            if chunk.kind in "VN" and chunk.form is not None:
                self._trigger(k, chunk)
            elif chunk.kind == "G" and k not in self.used:
                self._thing(k, chunk)
            elif chunk.kind == "b":
                self._breakdown(k)
            elif chunk.kind in "wS" and chunk.word is not None and chunk.word.carrier == "happened" and chunk.word.form.lstrip("و").startswith("سقط"):
                self._fallen(k)
            elif chunk.kind == "p" and chunk.word is not None and chunk.word.stem == "بواسطه":
                self._brought(k)
        self._losses()
        self._borrow_classes()
        self.drafts.sort(key=lambda d: d.at)
        return self.drafts

    def _fallen(self, k: int) -> None:
        """«سقطت المدينة بيد …»: ground that changes hands."""
        target = self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        if target is None or target.kind != "L":
            return
        by = next((t for t in range(target.last, min(target.last + 9, self.sentence[1])) if self.text.forms[t] in ("بيد", "يد", "ايدي", "بايدي", "قبضه", "سيطره")), -1)
        if by < 0:
            return
        draft = Draft("took", self.chunks[k].first, self.sentence, "ground-taken")
        draft.place, draft.code, draft.end = target, self._ground_code(target), target.last
        draft.form = Form(Lexeme("verb", "took", "سقط", voice="undergo", object="place"), "s", "past")
        draft.agent = next((c for c in self.chunks[k:] if c.first > by and c.kind == "A"), None)
        self.drafts.append(draft)

    def _brought(self, k: int) -> None:
        """«الهجوم تم بواسطة 50 عنصرا و6 دبابات»: forces brought to bear."""
        if k + 1 >= len(self.chunks) or self.chunks[k + 1].kind != "G" or not any(d.violence for d in self.drafts):
            return
        for m in listed(self.chunks, k + 1, None):
            member = self.chunks[m]
            found = measure(member)
            if found is None or not (member.code or "").startswith(_FORCES):
                continue
            self.used.add(m)
            draft = Draft("deployed", member.first, self.sentence, "forces-brought")
            draft.measure, draft.code, draft.end = found, member.code, member.last
            self.drafts.append(draft)

    def _losses(self) -> None:
        """«خسائر فادحة في الأرواح والعتاد»: some killed, some things destroyed, without a number."""
        forms = self.text.forms
        for t in range(*self.sentence):
            if not forms[t].lstrip("وفبل").removeprefix("ال").startswith(("خساير", "خسارت")):
                continue
            window = forms[t + 1 : min(t + 9, self.sentence[1])]
            if "ماديه" in window[:2] or "الماديه" in window[:2]:
                self._some("damaged", None, t, t + 2)
            if "في" not in window[:4]:
                continue
            for n, form in enumerate(window):
                bare = form.lstrip("و").removeprefix("ال")
                if bare in ("ارواح", "افراد"):
                    whose = "person.combatant" if forms[t].endswith(("تها", "ته", "تهم", "ها", "هم")) else "person"
                    self._some("killed", whose, t, t + n + 2)
                elif bare in ("عتاد", "معدات"):
                    self._some("destroyed", "weapon", t, t + n + 2)

    def _some(self, action: str, code: str | None, first: int, last: int) -> None:
        if any(d.action == action and d.code == code and d.rules[0] == "losses" for d in self.drafts):
            return
        chunk = Chunk("G", last - 1, last, self.text.words[last - 1])
        draft = Draft(action, first, self.sentence, "losses")
        draft.measure, draft.code, draft.end = Measure(chunk, None, None, "vague", "item", code), code, last
        self.drafts.append(draft)

    def _borrow_classes(self) -> None:
        """«مقتل 47 وجرح 77 من عناصر كذا»: a bare figure is of the class, and the side, of the one joined to it."""
        people = [d for d in self.drafts if d.action in PERSON_ACTIONS and d.measure is not None and d.part_of is None]
        for draft, following in zip(people, people[1:], strict=False):
            chunk, after = draft.measure and draft.measure.chunk, following.measure and following.measure.chunk
            if chunk is None or after is None or draft.code is not None or following.code is None or chunk.number is None or chunk.others:
                continue
            if after.first - chunk.last <= 2:
                draft.code = following.code
                chunk.owner = chunk.owner or after.owner

    # ---- triggers

    def _trigger(self, k: int, chunk: Chunk) -> None:
        form = self._settled(k, chunk)
        if form is None or self._unreal(k, chunk):
            return
        if self._tried(k):
            if form.lexeme.code in ("took", "attack", "raid"):
                self._assault(k, chunk, form)
            return
        if form.lexeme.code == "seized" and self._governs(k, "place"):
            form = form._replace(lexeme=form.lexeme._replace(code="took"))  # ground is taken, not seized
        chunk.form = form
        code = form.lexeme.code
        if "violence" in form.lexeme.flags:
            self._violence(k, chunk, form)
        elif code in PERSON_ACTIONS:
            self._people(k, chunk, form)
        elif code in THING_ACTIONS:
            self._things(k, chunk, form)
        else:
            self._ground(k, chunk, form)

    def _tried(self, k: int) -> bool:
        """«حاول اقتحام»، «محاولتهم السيطرة على»."""
        if self.chunks[k].conj:
            return False
        words = [c.word for c in self.chunks[max(0, k - 3) : k] if c.word is not None]
        return any(w.form.lstrip("وفبل").startswith(("حاول", "يحاول", "تحاول", "محاول")) for w in words)

    def _assault(self, k: int, chunk: Chunk, form: Form) -> None:
        """A failed assault is an attack."""
        lexeme = form.lexeme._replace(code="attack", of="patient", flags=form.lexeme.flags | {"violence"})
        draft = Draft("attack", chunk.first, self.sentence, "event-verb")
        draft.form, draft.violence, draft.end = Form(lexeme, form.number, form.tense), True, chunk.last
        self.drafts.append(draft)

    def _settled(self, k: int, chunk: Chunk) -> Form | None:
        """Which entry of the word is meant here, by what follows it."""
        word = chunk.word
        forms = word.act if word is not None and chunk.last == chunk.first + 1 else (chunk.form,)
        kind = "verb" if chunk.kind == "V" else "noun"
        forms = sorted((f for f in forms if f is not None), key=lambda f: f.lexeme.kind != kind)
        for form in forms:
            if form is not None and self._fits(k, chunk, form):
                return form
        return None

    def _fits(self, k: int, chunk: Chunk, form: Form) -> bool:
        lexeme = form.lexeme
        following = self.text.forms[chunk.last : chunk.last + 14]
        if lexeme.kind == "result":
            return False
        if lexeme.needs:
            return any(f in lexeme.needs for f in following)
        if lexeme.code == "took" and (form.tense == "present" and "expel" not in lexeme.flags or self._present_state(k, chunk)):
            return False
        if lexeme.code == "deployed" and chunk.word is not None and chunk.word.prep == "ب":
            return False
        if lexeme.kind == "verb" and lexeme.voice in ("act", "both") and chunk.word is not None and chunk.word.pron and "violence" not in lexeme.flags:
            return lexeme.code in PERSON_ACTIONS and chunk.word.pron in ("ه", "ها") and self._antecedent(k) >= 0
        if "dawn" in lexeme.flags and form.number == "s" and chunk.last in self.text.dates:
            return False
        if "dawn" in lexeme.flags and chunk.last < len(self.text.forms) and self.text.forms[chunk.last] in ("اليوم", "امس", "يوم"):
            return False
        if lexeme.only:
            return self._governs(k, lexeme.only)
        if "counted" in lexeme.flags or ("weak" in lexeme.flags and lexeme.code in PERSON_ACTIONS):
            return self._governs(k, "person", reach=4)
        return True

    def _antecedent(self, k: int) -> int:
        """«على أمين شرطة فقتلاه»: the one person named just before whom the pronoun means."""
        for j in range(k - 1, max(-1, k - 6), -1):
            chunk = self.chunks[j]
            if chunk.kind in "S,":
                return -1
            if chunk.kind == "G" and j not in self.used and (chunk.code or "").startswith("person") and chunk.number is None and chunk.form is not None and chunk.form.number == "s" and not chunk.unit:
                return j
        return -1

    def _present_state(self, k: int, chunk: Chunk) -> bool:
        """«تحت سيطرة»، «الخاضعة لسيطرة»: a state, not a change of hands."""
        before = self.text.forms[chunk.first - 1] if chunk.first else ""
        return before in ("تحت", "خارج", "مناطق") or bool(chunk.word and chunk.word.prep == "ل" and chunk.kind == "N")

    def _governs(self, k: int, wanted: str, reach: int = 7) -> bool:
        """Whether a noun phrase of the wanted kind is what the trigger at ``k`` is about."""
        for j in range(k + 1, min(k + reach, len(self.chunks))):
            chunk = self.chunks[j]
            if chunk.kind in "VSNi" and j > k + 1:
                break
            if chunk.kind == "L" and wanted in ("place", "site"):
                return True
            if chunk.kind != "G":
                continue
            code = chunk.code or ("person" if chunk.number and wanted == "person" else "")
            if wanted == "forces":
                return code.startswith(_FORCES)
            if wanted == "place":
                return code.startswith(("place", "unit")) or code.startswith("site") and code != "site.depot"
            if wanted == "aircraft":
                return code.startswith(("aircraft", "weapon.rocket"))
            return code.startswith(wanted)
        if wanted == "forces" and self.chunks[k].kind == "V" and k > 0:
            return any(c.kind == "G" and (c.code or "").startswith(_FORCES) for c in self.chunks[max(0, k - 4) : k])
        return wanted == "person" and k > 0 and any(
            c.kind == "G" and (c.code or "").startswith("person") for c in self.chunks[max(0, k - 4) : k]
        )

    def _unreal(self, k: int, chunk: Chunk) -> bool:
        """Plans, threats, wishes, conditions, and what is said not to have happened without a denial."""
        word = chunk.word
        assert word is not None
        if self.text.forms[chunk.last : chunk.last + 1] and self.text.forms[chunk.last] in ("محتمله", "محتمل", "محتملا", "وشيك", "وشيكه", "مرتقب", "مرتقبه", "متوقع", "متوقعه"):
            return True
        if word.prep == "س" or word.prep == "ل" and chunk.kind == "V":
            return True
        if word.prep == "ل" and chunk.kind == "N" and not word.article and self._purpose(k):
            return True
        for j in range(k - 1, max(-1, k - 7), -1):
            before = self.chunks[j]
            if before.kind in ",S" or before.kind == "i" and j < k - 2:
                break
            if before.kind == "V" and j < k - 1:
                break
            if before.kind == "u":
                return True
            if before.kind == "x" and (j >= k - 2 or chunk.kind in "NG" and k - j <= 6 and before.word is not None and before.word.form in ("دون", "بدون", "عدم", "لم", "ليس", "ليست")):
                return before.word is None or before.word.form not in ("غير", "لا") or chunk.kind == "V"
        return False

    def _purpose(self, k: int) -> bool:
        """«لتحرير المدينة» is a purpose; «تعرضت لهجوم»، «أدى لمقتل»، «انتقاما لمقتل» are not."""
        form = self.chunks[k].form
        if form is not None and form.lexeme.lemma in ("مقتل", "استشهاد", "اصابه", "وفاه", "مصرع"):
            return False
        before = [c.word for c in self.chunks[max(0, k - 10) : k] if c.word is not None]
        return not any(w.carrier in ("patient", "caused") or w.form in ("نتيجه", "اضافه", "خسايرها") for w in before)

    # ---- people

    def _people(self, k: int, chunk: Chunk, form: Form) -> None:
        members, rule = self._governed(k, chunk, form, person=True)
        if not members:
            if form.lexeme.code == "displaced" and chunk.kind == "N":
                self._bare(k, chunk, form)
            return
        shared = self._coordinated(k) if members[0] > k else []
        self._silence_needed(k, form)
        if self._roll(members):
            self._rolled(members, form, chunk)
            return
        for n, j in enumerate(members):
            self.used.add(j)
            draft = self._draft(form, chunk, self.chunks[j], rule if n == 0 else "list-member")
            if draft is not None and shared:
                self._share(draft, shared)

    def _roll(self, members: list[int]) -> bool:
        """A list of persons by name («العريف فلان، والجندي فلان») is one row."""
        people = [self.chunks[m] for m in members]
        return len(people) > 1 and all(c.article and c.number is None and c.form is not None and c.form.number == "s" and self._named_victim(c) for c in people)

    def _rolled(self, members: list[int], form: Form, chunk: Chunk) -> None:
        first = self.chunks[members[0]]
        self.used.update(members)
        draft = Draft(form.lexeme.code, chunk.first, self.sentence, "victims-named")
        draft.form, draft.code, draft.end = form, first.code, self.chunks[members[-1]].last
        draft.measure = Measure(first, len(members), len(members), "exact", "item", first.code)
        draft.named = [n for m in members for n in victims(self.text, self.chunks[m], self.sentence[1])[:1]]
        self.drafts.append(draft)

    def _silence_needed(self, k: int, form: Form) -> None:
        """«لقوا مصرعهم»: the noun that completes the verb is no trigger of its own."""
        if form.lexeme.needs:
            for chunk in self.chunks[k + 1 : k + 12]:
                if chunk.kind == "N" and chunk.word is not None and chunk.word.form in form.lexeme.needs:
                    chunk.kind = "w"
                    return

    def _bare(self, k: int, chunk: Chunk, form: Form) -> None:
        """«ونزوح قسري»: some, without a number."""
        draft = Draft(form.lexeme.code, chunk.first, self.sentence, "victims-of-noun")
        draft.form, draft.code = form, "person.civilian"
        draft.measure = Measure(chunk, None, None, "vague", "item", draft.code)
        draft.end = chunk.last
        self.drafts.append(draft)

    def _governed(self, k: int, chunk: Chunk, form: Form, person: bool) -> tuple[list[int], str]:
        """The measures that the trigger governs and the rule that says so."""
        kind = "victims" if person else "things"
        if person and chunk.kind == "V" and chunk.word is not None and chunk.word.pron and form.lexeme.voice != "undergo":
            return [self._antecedent(k)], "victims-before-verb"
        if chunk.kind == "N":
            if person and chunk.prep == "ل" and form.lexeme.code == "wounded":
                exposed = self._exposed(k)
                if exposed >= 0:
                    return [exposed], "victims-before-verb"
            j = self._first_measure(k, person, near=True)
            return (listed(self.chunks, j, person), f"{kind}-of-noun") if j >= 0 else ([], "")
        before = self._subject_before(k, person)
        j = self._first_measure(k, person, near=False)
        if before and (form.number in "pd" or j < 0) and form.lexeme.voice != "act":
            return before, f"{kind}-before-verb" if person else "things-after-verb"
        if j < 0:
            return (before, f"{kind}-before-verb" if person else "things-after-verb") if form.lexeme.voice != "act" else ([], "")
        rule = f"{kind}-after-verb"
        if form.lexeme.voice in ("act", "both"):
            doer = self._doer(k, j)
            if doer is not None and doer[1] >= 0:
                j = doer[1]
                rule = "doer-verb-victims" if person else rule
        return listed(self.chunks, j, person), rule

    def _doer(self, k: int, j: int) -> tuple[Chunk, int] | None:
        """«قتل مسلحون 5 جنود»: the first noun phrase is the doer when a counted one follows it at once."""
        first = self.chunks[j]
        if is_counted(first) and first.unit != "vague" or j + 1 >= len(self.chunks):
            return None
        following = self.chunks[j + 1]
        if following.kind == "G" and is_counted(following) and not following.conj and first.party:
            return first, j + 1
        return None

    def _first_measure(self, k: int, person: bool, near: bool) -> int:
        """The index of the first noun phrase after the trigger that can be its measure, or -1."""
        reach = 4 if near else 14
        depth = 0
        made_up = self._made_up(k)
        if made_up >= 0:
            return made_up
        for j in range(k + 1 + self._blast(k), min(k + 1 + reach, len(self.chunks))):
            chunk = self.chunks[j]
            if depth and chunk.kind == "V" and chunk.form is not None and chunk.form.lexeme.code in PERSON_ACTIONS:
                return -1
            if chunk.kind == "G":
                if self._measurable(chunk, person) and not (depth and not is_counted(chunk)):
                    return j
                if near and chunk.code and not chunk.result:
                    return -1
                depth += 1
            elif chunk.kind == "r":
                depth += 1
            elif chunk.kind == "N" and near and not self._same_family(chunk, k):
                return -1
            elif chunk.kind in "VS" and not depth or chunk.kind in "biku":
                if not (chunk.kind == "V" and self._same_family(chunk, k)):
                    return -1
            elif chunk.kind == "p" and near and chunk.word is not None and chunk.word.form not in ("من", "علي", "عن", "بين", "في", "ما"):
                return -1
        return -1

    def _blast(self, k: int) -> int:
        """«دمر انفجار شاحنة مفخخة حيا»: the chunks of an event that is the subject, its device included."""
        after = self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        if self.chunks[k].kind != "V" or after is None or after.kind != "N" or after.form is None or "violence" not in after.form.lexeme.flags:
            return 0
        device = self.chunks[k + 2] if k + 2 < len(self.chunks) else None
        return 2 if device is not None and device.kind == "G" and device.first == after.last else 1

    def _made_up(self, k: int) -> int:
        """«توقيف المفرزة المكونة من 11 عنصرا»: the number of those that a body is made up of."""
        for j in range(k + 1, min(k + 10, len(self.chunks) - 1)):
            chunk = self.chunks[j]
            if chunk.kind in "VNS,":
                return -1
            if self.text.forms[chunk.last - 1].removeprefix("ال") in ("مكونه", "مولفه", "مكون", "مولف") and j + 2 < len(self.chunks):
                return j + 2 if self.chunks[j + 2].kind == "G" and self.chunks[j + 2].number is not None else -1
        return -1

    def _exposed(self, k: int) -> int:
        """«تعرض سبعة من حرس الحدود للإصابة»: those exposed to injury."""
        for j in range(k - 1, max(-1, k - 9), -1):
            chunk = self.chunks[j]
            if chunk.word is not None and chunk.word.carrier == "patient" and chunk.word.form.lstrip("وف")[:4] in ("تعرض", "يتعر", "تتعر"):
                return next((n for n in range(j + 1, k) if self.chunks[n].kind == "G" and n not in self.used and self._measurable(self.chunks[n], True)), -1)
        return -1

    def _same_family(self, chunk: Chunk, k: int) -> bool:
        """«مقتل وإصابة عدد»: the next trigger shares the figure."""
        return chunk.conj and chunk.first == self.chunks[k].last

    def _measurable(self, chunk: Chunk, person: bool) -> bool:
        if chunk.code == "unit":
            return False
        if chunk.number is not None and chunk.number.low is None and chunk.code is None and not chunk.others and chunk.owner is None and self.text.forms[chunk.number.first].lstrip("وفب") in ("عدد", "عده", "بعض", "العديد", "المزيد", "مزيد"):
            return False  # «عدد من قتلوا»
        if chunk.number is not None or chunk.unit in ("vague", "implicit", "two"):
            return person == (chunk.code or "person").startswith("person") or chunk.code is None
        if chunk.form is None or (chunk.code or "").startswith("person") != person:
            return False
        if "nation" in chunk.form.lexeme.flags and chunk.form.number in "sa" and "soft" in chunk.form.lexeme.flags:
            return False
        if person and chunk.article and chunk.form.number == "s":
            return self._named_victim(chunk) or chunk.form.lexeme.lemma in ("مهاجم", "انتحاري", "منفذ", "مشتبه", "قناص")
        if not person and chunk.article and chunk.form.number == "s" and (chunk.code or "").startswith(("site", "vehicle", "aircraft", "vessel")):
            return True
        return not (chunk.article and chunk.form.number == "s") and chunk.form.number != "a"

    def _named_victim(self, chunk: Chunk) -> bool:
        """«مقتل المواطن محمد …»: a definite person with a name after it is one victim."""
        t = chunk.last
        while t < self.sentence[1] and self.text.forms[t] in ('"', "“", "«", "("):
            t += 1
        if t >= self.sentence[1] or self.text.kinds[t] != "w" or t in self.text.dates:
            return False
        word = self.text.words[t]
        if self.text.tokens.slice(t, t + 1) == "علي":  # a name, not the preposition that folds like it
            return True
        return word.tag == "w" and not word.conj and not word.carrier and not word.form.startswith("ال") and len(word.form) > 2

    def _subject_before(self, k: int, person: bool) -> list[int]:
        """The measures that stand before their verb in the same clause."""
        found: list[int] = []
        for j in range(k - 1, max(-1, k - 14), -1):
            chunk = self.chunks[j]
            if chunk.kind == "G" and j not in self.used and not chunk.result and self._measurable(chunk, person) and (not chunk.article or person and chunk.number is None and self._named_victim(chunk)):
                if chunk.prep and not found:
                    break
                found.insert(0, j)
                if not chunk.conj:
                    break
            elif chunk.kind == "G" and chunk.result and chunk.article:
                continue  # «جنديان من بين الجرحى لقيا مصرعهما»
            elif chunk.kind in "VNSibk" or chunk.kind == "G" and chunk.result:
                break
            elif chunk.kind == "," and found:
                break
        if not found or not (is_counted(self.chunks[found[0]]) or self.chunks[found[0]].form is not None):
            return []
        return found

    def _coordinated(self, k: int) -> list[Form]:
        """«ضبط وتدمير 43»: other actions on the same things under one figure."""
        forms: list[Form] = []
        for j in (k - 1, k + 1):
            if 0 <= j < len(self.chunks):
                other = self.chunks[j]
                joined = self.chunks[max(j, k)].conj and self.chunks[max(j, k)].first == self.chunks[min(j, k)].last
                if other.kind == self.chunks[k].kind and joined and other.form is not None and "violence" not in other.form.lexeme.flags and j > k:
                    forms.append(other.form)
                    other.kind = "w"
        return forms

    def _share(self, draft: Draft, forms: list[Form]) -> None:
        for form in forms:
            codes = {draft.action, form.lexeme.code}
            if codes == {"killed", "wounded"}:
                draft.action = "killed_or_wounded"
                draft.rules.append("killed-or-wounded")
                continue
            if form.lexeme.code == draft.action:
                continue
            twin = Draft(form.lexeme.code, draft.at, self.sentence, "shared-figure")
            twin.form, twin.measure, twin.code, twin.end, twin.same_items = form, draft.measure, draft.code, draft.end, draft
            self.drafts.append(twin)

    # ---- things

    def _things(self, k: int, chunk: Chunk, form: Form) -> None:
        members, rule = self._governed(k, chunk, form, person=False)
        people = form.lexeme.code == "deployed"
        if not members and people:
            members, rule = self._governed(k, chunk, form, person=True)
            rule = rule.replace("victims", "things").replace("doer-verb-things", "things-after-verb").replace("before", "after")
        if not members:
            if form.lexeme.code in ("destroyed", "damaged"):
                self._struck_place(k, chunk, form)
            return
        shared = self._coordinated(k)
        for n, j in enumerate(members):
            member = self.chunks[j]
            if (member.code or "").startswith("place") and form.lexeme.code not in ("destroyed", "damaged"):
                continue
            if form.lexeme.code == "seized" and (member.code or "").startswith("site") and member.code != "site.depot":
                continue
            if form.lexeme.code == "deployed" and (member.code or "").startswith("person") and not is_counted(member) and (member.form is None or member.form.number == "s"):
                continue
            self.used.add(j)
            draft = self._draft(form, chunk, member, rule if n == 0 else "list-member")
            if draft is not None and shared:
                self._share(draft, shared)

    def _struck_place(self, k: int, chunk: Chunk, form: Form) -> None:
        """«تدمير كمين المطافي»: a named site is one."""
        for j in range(k + 1, min(k + 4, len(self.chunks))):
            place = self.chunks[j]
            if place.kind in "VNS":
                return
            if place.kind == "L" and place.level == "site":
                draft = Draft(form.lexeme.code, chunk.first, self.sentence, "things-of-noun")
                draft.form, draft.code, draft.place = form, "site.military", place
                draft.measure = Measure(place, 1, 1, "implicit", "item", "site.military")
                draft.end = place.last
                self.drafts.append(draft)
                return

    # ---- ground

    def _ground(self, k: int, chunk: Chunk, form: Form) -> None:
        if "expel" in form.lexeme.flags:
            self._expelled(k, chunk, form)
            return
        for j in range(k + 1, min(k + 9, len(self.chunks))):
            target = self.chunks[j]
            if target.kind in "NSVi" and not (target.kind == "N" and j == k + 1):
                break
            if target.kind == "w" and self.chunks[j - 1].kind == "p" and self.text.forms[target.first - 1] == form.lexeme.prep:
                break  # «السيطرة على الحريق»
            if target.kind == "L":
                self._placed(j, chunk, form)
                return
            if target.kind == "G" and target.code and (target.code.startswith(("place", "site")) or target.code == "unit" or form.lexeme.code == "besieged"):
                self._ground_things(j, chunk, form)
                return
        self._ground_units(k, chunk, form)

    def _expelled(self, k: int, chunk: Chunk, form: Form) -> None:
        """«طردهم من مدينة كذا»: the place they are driven from is taken."""
        for j in range(k + 1, min(k + 9, len(self.chunks))):
            if self.chunks[j].kind == "L" and j > 0 and self.text.forms[self.chunks[j].first - 1] == "من":
                self._placed(j, chunk, form)
                return
            if self.chunks[j].kind in "VNSi":
                return

    def _ground_things(self, j: int, chunk: Chunk, form: Form) -> None:
        measured = self._ground_units(j - 1, chunk, form)
        for n, m in enumerate(listed(self.chunks, j, None)):
            member = self.chunks[m]
            if measured and member.number is None:
                continue
            bare = member.article and member.number is None and member.unit != "vague" and (member.form is None or member.form.number == "s")
            if bare and not ((member.code or "").startswith("site") and member.last - member.first > 1):
                continue
            self.used.add(m)
            self._draft(form, chunk, member, "ground-taken" if n == 0 else "list-member")

    def _ground_units(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«مناطق بعمق 1.2 كيلومتر»: ground measured; whether there was any."""
        found = False
        for j in range(k + 1, min(k + 14, len(self.chunks))):
            unit = self.chunks[j]
            if unit.kind in "VNS":
                break
            if unit.kind == "G" and unit.code == "unit" and unit.unit in ("km", "m", "km2", "dunam", "percent") and j not in self.used:
                self.used.add(j)
                draft = self._draft(form, chunk, unit, "ground-measured")
                if draft is not None:
                    draft.code = "place.area"
                    found = True
        return found

    def _placed(self, j: int, chunk: Chunk, form: Form) -> None:
        """One row for each named place of a list: «بلدتي كذا وكذا وتلتها»."""
        for place in self.place_list(j):
            draft = Draft(form.lexeme.code, chunk.first, self.sentence, "ground-taken")
            draft.form, draft.place, draft.end = form, place, place.last
            draft.code = self._ground_code(place)
            if draft.code.startswith("site"):
                draft.measure = Measure(place, 1, 1, "implicit", "item", draft.code)
            self.drafts.append(draft)

    def _ground_code(self, place: Chunk) -> str:
        code = place.code or ""
        if code.startswith("place"):
            return code
        if code.startswith("site"):
            return "site.military" if code in ("site", "site.infrastructure") else code
        return {"settlement": "place.settlement", "site": "site.military"}.get(place.level, "place.area" if place.level in ("area", "province", "country", "admin2") else "place.settlement")

    def place_list(self, j: int) -> list[Chunk]:
        """The places that stand together from chunk ``j`` on, joined by و or a comma."""
        found = [self.chunks[j]]
        n = j + 1
        while n < len(self.chunks):
            chunk = self.chunks[n]
            if chunk.kind == "L" and (chunk.conj or self.text.forms[chunk.first][:1] == "و" or self.chunks[n - 1].kind == ","):
                if heading(self.text, chunk) and not chunk.conj:
                    break
                if not chunk.prep or chunk.conj:
                    found.append(chunk)
            elif chunk.kind == '"' or chunk.kind == "," and n + 1 < len(self.chunks) and self.chunks[n + 1].kind == "L":
                pass
            elif chunk.kind == "G" and chunk.code == "place.hill" and chunk.word is not None and chunk.word.pron and chunk.conj:
                chunk.kind, chunk.level = "L", "site"
                found.append(chunk)
            else:
                break
            n += 1
        return found

    # ---- violence

    def _violence(self, k: int, chunk: Chunk, form: Form) -> None:
        after = self.text.forms[chunk.last] if chunk.last < len(self.text.forms) else ""
        if self._topic(k) or after.startswith(("اعتراضي", "دفاع")):
            return
        if "weak" in form.lexeme.flags and not self._weak_event(k, chunk, form):
            return
        count = self._event_count(k, chunk, form) or self._hit_count(k, chunk, form)
        draft = Draft(form.lexeme.code, chunk.first, self.sentence, "event-noun" if chunk.kind == "N" else "event-verb")
        draft.form, draft.violence, draft.end = form, True, chunk.last
        draft.definite = self._pointed(k, chunk) or chunk.article or bool(chunk.word and chunk.word.pron and chunk.kind == "N")
        draft.measure = count
        if count is not None and count.low is not None:
            draft.rules.append("counted-events")
        before = self.text.forms[max(self.sentence[0], chunk.first - 5) : chunk.first]
        if any(f.lstrip("وفب").startswith("مسوولي") or f.lstrip("وف")[:4] in ("تبني", "تبنت", "تتبن", "يتبن") for f in before):
            draft.rules.append("responsibility")
        self.drafts.append(draft)

    def _pointed(self, k: int, chunk: Chunk) -> bool:
        """«هجوم اليوم»، «هذا أول هجوم»: an indefinite noun that points back."""
        if chunk.kind != "N" or chunk.form is None or chunk.form.number != "s":
            return False
        after = self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        if after is not None and after.kind == "T" and after.first == chunk.last and self.text.forms[after.first] in ("اليوم", "امس"):
            return True
        before = self.text.forms[max(self.sentence[0], chunk.first - 4) : chunk.first]
        return any(f in ("هذا", "هذه", "يعد", "ويعد", "يعتبر", "ويعتبر") for f in before) and any(f in ("اول", "ثاني", "ثالث", "اخر") for f in before)

    def _topic(self, k: int) -> bool:
        """«تقرير عن المعارك»: what a report or a talk is about is no claim of its own."""
        if k < 2 or self.text.forms[self.chunks[k].first - 1] not in ("عن", "حول"):
            return False
        before = self.text.forms[max(self.sentence[0], self.chunks[k].first - 5) : self.chunks[k].first - 1]
        if self.chunks[k].article and before[-1:] and before[-1].removeprefix("ال") in ("جبهات", "ساحه", "ارض", "محاور", "جبهه"):
            return True
        return any(f.lstrip("وفبل").removeprefix("ال") in ("تقرير", "تقريرا", "فيديو", "حديث", "فيلم", "مداخله", "معلومات") for f in before)

    def _weak_event(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«عملية»، «ضرب»، «طال» tell of an attack only with a means or a target beside them."""
        window = self.text.words[chunk.first : chunk.last + 3]
        if form.lexeme.lemma == "عمليه":
            if any(w.carrier == "agent" and w.pron for w in self.text.words[chunk.last : chunk.last + 2]):
                return True
            return any(w.means == "explosion" for w in window) or chunk.last < len(self.text.forms) and self.text.forms[chunk.last] in ("عسكريه", "انتحاريه", "امنيه")
        if form.lexeme.lemma == "كمين":
            after = self.text.words[chunk.last] if chunk.last < len(self.text.words) else None
            return not chunk.article and not (after is not None and after.tag == "w" and after.form.startswith("ال"))
        if form.lexeme.lemma == "خرق":
            return k > 0 and self.chunks[k - 1].kind == "G" and self.chunks[k - 1].number is not None
        if form.lexeme.lemma == "حمله":
            return any(w.form in ("علي", "ضد") or w.stem.startswith(("عسكري", "واسع", "امني")) for w in self.text.words[chunk.last : chunk.last + 4])
        if form.lexeme.lemma == "اغار":
            return any(w.form in ("علي", "عليه", "عليها") for w in window[1:])
        return any(c.kind in "LA" or c.kind == "G" and (c.code or "").startswith(("site", "place", "person")) for c in self.chunks[k + 1 : k + 3])

    def _event_count(self, k: int, chunk: Chunk, form: Form) -> Measure | None:
        """«ثلاث غارات»، «غارتين»، «غارات»: the number of the events themselves."""
        before = self.chunks[k - 1] if k else None
        if before is not None and before.kind == "G" and before.number is not None and before.code is None and k - 1 not in self.used and before.last == chunk.first:
            self.used.add(k - 1)
            return measure(before)
        times = self._times(k)
        if times is not None:
            return times
        if before is not None and before.kind == "G" and before.unit == "vague" and before.code is None and before.last == chunk.first:
            return Measure(chunk, None, None, "vague", "item", None)
        if chunk.kind == "N" and form.number in ("d", "c") and form.lexeme.kind == "noun" and form.number == "d":
            return Measure(chunk, 2, 2, "exact", "item", None)
        if chunk.kind == "N" and form.number == "p" and form.lexeme.code != "clash":
            return Measure(chunk, None, None, "vague", "item", None)
        return None

    def _times(self, k: int) -> Measure | None:
        """«تعرضت لهجمات … 16 مرة»."""
        for j in range(k + 1, len(self.chunks)):
            chunk = self.chunks[j]
            if chunk.kind in "NV":
                return None
            if chunk.kind == "G" and chunk.number is not None and j not in self.used:
                following = self.text.forms[chunk.number.core[1] : chunk.number.core[1] + 1]
                if following and following[0] in ("مره", "مرات"):
                    self.used.add(j)
                    found = measure(chunk)
                    return found
        return None

    def _hit_count(self, k: int, chunk: Chunk, form: Form) -> Measure | None:
        """«أغارت على 18 موقعا»، «بصاروخين»، «تفجير عبوتين»: the number of targets or devices is the number of the strike."""
        for j in range(k + 1, min(k + 6, len(self.chunks))):
            target = self.chunks[j]
            if target.kind == "G" and j not in self.used:
                code = target.code or ""
                counted = target.number is not None and target.number.low is not None or target.form is not None and target.form.number == "d"
                device = code.startswith(("weapon", "vehicle")) and (target.prep == "ب" or chunk.kind == "N" and form.lexeme.of == "device" and j == k + 1)
                hit = (chunk.kind == "V" or form.lexeme.of in ("either", "patient") and j == k + 1) and code.startswith(("site", "vehicle", "place", "vessel", "aircraft")) and not target.prep
                if counted and (device or hit):
                    self.used.add(j)
                    return measure(target)
                if not counted and j > k + 2:
                    return None
            elif target.kind in "VNSi,rbk":
                return None
        return None

    # ---- nouns that carry their action, labels, breakdowns

    def _salvo(self, k: int, chunk: Chunk) -> bool:
        """«إطلاق 40 صاروخا»، «سقوط 10 قذائف»: shells and rockets that were fired are counted as shelling."""
        if not (chunk.code or "").startswith(("weapon.rocket", "weapon.explosive")) or chunk.form is None or chunk.form.lexeme.lemma not in ("صاروخ", "قذيفه"):
            return False
        before = self.text.forms[max(self.sentence[0], chunk.first - 3) : chunk.first]
        after = self.text.forms[chunk.last : chunk.last + 2]
        fell = any(f.lstrip("وفب").removeprefix("ال").startswith(("سقط", "تسقط")) for f in (*before, *after))
        if not fell and not (is_counted(chunk) and any(f.lstrip("وفب").removeprefix("ال").startswith(("سقوط", "اطلاق", "اطلق", "يطلق", "تطلق")) for f in before)):
            return False
        if chunk.article:
            return False
        self.used.add(k)
        draft = Draft("shelling", chunk.first, self.sentence, "counted-events")
        one = chunk.form.number == "s" and not is_counted(chunk)
        draft.violence, draft.measure, draft.end = True, None if one else measure(chunk), chunk.last
        draft.form = Form(Lexeme("noun", "shelling", "قذيفه", of="none", flags=frozenset(("violence",))), "p")
        self.drafts.append(draft)
        return True

    def _apposed(self, k: int, whole: Draft) -> None:
        """«28 قتيلا، 17 متمردا و11 عنصرا»: parts that add up to the figure before them."""
        j = k + 1
        if j + 1 >= len(self.chunks) or self.chunks[j].kind != "," or self.chunks[j + 1].kind != "G" or whole.measure is None:
            return
        members = listed(self.chunks, j + 1, True)
        parts = [measure(self.chunks[m]) for m in members]
        if len(members) < 2 or whole.measure.low is None or sum(p.low or 0 for p in parts if p is not None) != whole.measure.low:
            return
        for m, part in zip(members, parts, strict=True):
            if part is None:
                continue
            self.used.add(m)
            draft = Draft(whole.action, self.chunks[m].first, self.sentence, "breakdown")
            draft.form, draft.measure, draft.part_of, draft.end = whole.form, part, whole, self.chunks[m].last
            draft.code = self.chunks[m].code or whole.code
            self.drafts.append(draft)
        codes = {self.chunks[m].code for m in members}
        if whole.code == "person" and len(codes) == 1:
            whole.code = codes.pop()

    def _namely(self, k: int, chunk: Chunk) -> bool:
        """«قتلى الجيش هم ضابط و4 جنود»: who the dead are."""
        if chunk.result is None or chunk.number is not None or k + 2 >= len(self.chunks):
            return False
        j = next((n for n in range(k + 1, min(k + 4, len(self.chunks))) if self.text.forms[self.chunks[n].first] in ("هم", "هما")), -1)
        while 0 <= j < len(self.chunks) - 1 and self.chunks[j + 1].kind == '"':
            j += 1
        if j < 0 or j + 1 >= len(self.chunks) or self.chunks[j + 1].kind != "G" or self.chunks[j + 1].result is not None:
            return False
        for m in listed(self.chunks, j + 1, True):
            found = measure(self.chunks[m])
            if found is None or m in self.used:
                continue
            self.used.add(m)
            draft = Draft(chunk.result.lexeme.code, self.chunks[m].first, self.sentence, "victims-named")
            draft.form, draft.measure, draft.code, draft.end = chunk.result, found, self.chunks[m].code, self.chunks[m].last
            self.drafts.append(draft)
        return True

    def _among(self, k: int, chunk: Chunk) -> bool:
        """«من بين المصابين العقيد فلان»، «كان بين القتلى أطفال»: some of those who fell."""
        if chunk.result is None or not chunk.article or chunk.number is not None or self.text.forms[chunk.first - 1 : chunk.first] != ["بين"]:
            return False
        j = k + 1
        while j < len(self.chunks) and self.chunks[j].kind in '"w' and j < k + 3:
            j += 1
        if j >= len(self.chunks) or self.chunks[j].kind != "G" or self.chunks[j].result is not None or not self._measurable(self.chunks[j], True):
            return False
        for m in listed(self.chunks, j, True):
            found = measure(self.chunks[m])
            if found is None or m in self.used:
                continue
            self.used.add(m)
            draft = Draft(chunk.result.lexeme.code, self.chunks[m].first, self.sentence, "victims-named")
            draft.form, draft.measure, draft.code, draft.end = chunk.result, found, self.chunks[m].code, self.chunks[m].last
            self.drafts.append(draft)
        return True

    def _strength(self, k: int, chunk: Chunk) -> bool:
        """«عدد المسلحين بين 300 و350»: the strength of a force is forces deployed."""
        if chunk.code != "person.combatant" or chunk.number is not None or not chunk.article or self.text.forms[chunk.first - 1 : chunk.first] != ["عدد"]:
            return False
        for j in range(k + 1, min(k + 5, len(self.chunks))):
            after = self.chunks[j]
            if after.kind == "G" and after.number is not None and after.code is None and after.number.low is not None:
                self.used.add(j)
                draft = Draft("deployed", chunk.first, self.sentence, "forces-brought")
                draft.measure, draft.code, draft.end = measure(after), chunk.code, after.last
                self.drafts.append(draft)
                return True
            if after.kind in "VNSG":
                return False
        return False

    def _thing(self, k: int, chunk: Chunk) -> None:
        if self._namely(k, chunk) or self._among(k, chunk) or self._strength(k, chunk):
            return
        if self._salvo(k, chunk):
            return
        if chunk.level == "both":
            self._both(k, chunk)
        elif chunk.result is not None:
            self._result(k, chunk)

    def _both(self, k: int, chunk: Chunk) -> None:
        """«20 بين قتيل وجريح»."""
        found = measure(chunk)
        if found is None:
            return
        self.used.add(k)
        draft = Draft("killed_or_wounded", chunk.first, self.sentence, "killed-or-wounded")
        draft.measure, draft.end = found, chunk.last
        draft.code = chunk.code if chunk.code and chunk.code.startswith("person") else "person"
        self.drafts.append(draft)

    def _result(self, k: int, chunk: Chunk) -> None:
        assert chunk.result is not None
        found = self._label(k, chunk)
        rule = "labelled-count" if found else "result-noun"
        if found is None:
            if not self._stated(k, chunk):
                return
            found = measure(chunk)
        if found is None or self._unreal(k, chunk):
            return
        self.used.add(k)
        draft = Draft(chunk.result.lexeme.code, chunk.first, self.sentence, rule)
        draft.form, draft.measure, draft.end = chunk.result, found, max(chunk.last, found.chunk.last)
        draft.code = chunk.code
        self.drafts.append(draft)
        self._apposed(k, draft)

    def _stated(self, k: int, chunk: Chunk) -> bool:
        """A counted «قتلى», or a bare one after a verb that brings it («سقط قتلى»); «القتلى» alone tells nothing new."""
        if chunk.article and chunk.number is not None and self.text.forms[chunk.first - 1 : chunk.first] == ["بين"]:
            return False  # «من بين الجرحى الخمسة»
        if chunk.number is not None or chunk.unit in ("vague", "implicit"):
            return True
        if chunk.article or chunk.word is not None and chunk.word.pron:
            return False
        if chunk.result is not None and chunk.result.lexeme.code == "deployed" and chunk.form is not None and chunk.form.number == "p":
            return True  # «تعزيزات»
        if chunk.form is not None and chunk.form.number == "d":
            return True
        before = [c.word for c in self.chunks[max(0, k - 3) : k] if c.word is not None]
        if chunk.form is not None and chunk.form.number in "cs" and chunk.result is not None and chunk.result.lexeme.lemma in ("جثمان", "جثه"):
            return any(w.stem in ("انتشال", "عثور") or w.stem[:3] in ("عثر", "انت") for w in before)
        brought = any(w.carrier in ("caused", "happened") or w.form in ("سقوط", "وقوع", "خسائر") for w in before)
        joined = k > 0 and chunk.conj and bool(self.drafts) and self.drafts[-1].rules[0] == "result-noun"
        return bool(chunk.form and chunk.form.number in "px") and (brought or joined)

    def _label(self, k: int, chunk: Chunk) -> Measure | None:
        """«عدد الشهداء: 17»، «ارتفع عدد القتلى إلى 20»."""
        labelled = any(f in _LABELS for f in self.text.forms[max(0, chunk.first - 3) : chunk.first])
        if chunk.number is not None or not (chunk.article or labelled):
            return None
        for j in range(k + 1, min(k + 10, len(self.chunks))):
            after = self.chunks[j]
            if after.kind == "G" and after.number is not None and j not in self.used:
                between = self.text.forms[chunk.last : max(after.first, after.number.core[0])]
                labelled = labelled or chunk.conj and bool(self.drafts) and self.drafts[-1].rules[0] == "labelled-count"
                labelled = labelled or chunk.conj and chunk.article and len(between) == 1
                if any(f.lstrip("وف") in _RISES for f in between) and (labelled or ":" in between and after.first - chunk.last <= 3):
                    self.used.add(j)
                    found = measure(after)
                    if after.code and after.code.startswith("person") and chunk.code == "person":
                        chunk.code = after.code
                    return found
                return None
            if after.kind in "VNS" and not (after.word and after.word.form in _RISES):
                return None
        return None

    def _breakdown(self, k: int) -> None:
        """«بينهم 4 أطفال وامرأة»: parts of the figure before."""
        whole = next((d for d in reversed(self.drafts) if d.measure is not None and not d.violence and d.part_of is None), None)
        if whole is None or k + 1 >= len(self.chunks):
            return
        j = k + 1
        while j < len(self.chunks) and self.chunks[j].kind in 'wp"' and j < k + 3:
            j += 1
        if j >= len(self.chunks) or self.chunks[j].kind != "G" or self.chunks[j].result:
            return
        for m in listed(self.chunks, j, (whole.code or "").startswith("person")):
            part = self.chunks[m]
            if m in self.used or not (part.code or part.number):
                continue
            self.used.add(m)
            found = measure(part)
            if found is None:
                continue
            if whole.measure is not None and whole.measure.chunk.others and part.code not in (None, whole.code):
                whole.code = "person"  # «16 آخرين بينهم 6 مدنيين»
            draft = Draft(whole.action, part.first, self.sentence, "breakdown")
            draft.form, draft.measure, draft.part_of, draft.end = whole.form, found, whole, part.last
            draft.code = part.code or whole.code
            self.drafts.append(draft)

    # ---- making a draft

    def _others(self, draft: Draft, member: Chunk) -> str | None:
        """«5 آخرون» are of the class named just before, unless their make-up is told."""
        if any(f.startswith(("اغلب", "معظم", "غالب")) for f in self.text.forms[member.last : member.last + 3]):
            return "person"
        for before in reversed(self.drafts):
            if before.code is not None and before.code.startswith("person") and before.part_of is None:
                return before.code
        return self.others_before

    def _draft(self, form: Form, chunk: Chunk, member: Chunk, rule: str) -> Draft | None:
        found = measure(member)
        if found is None:
            return None
        draft = Draft(form.lexeme.code, chunk.first, self.sentence, rule)
        if member.article and found.qualifier == "implicit" and (member.code or "").startswith("person"):
            draft.named = victims(self.text, member, self.sentence[1])
            if len(draft.named) > 1:
                found = Measure(member, len(draft.named), len(draft.named), "exact", "item", member.code)
        draft.form, draft.measure = form, found
        draft.end = max(chunk.last, member.last)
        draft.code = member.code if member.code and member.code != "unit" else None
        if draft.code is None and member.others:
            draft.code = self._others(draft, member)
        if draft.code is None and draft.action in THING_ACTIONS:
            draft.code = next((d.code for d in reversed(self.drafts) if d.action == draft.action and d.code), None)
            if draft.code is None:
                return None
        if draft.action == "destroyed" and (draft.code or "").startswith("aircraft") and any(f.removeprefix("ال").startswith("دفاع") for f in self.text.forms[max(self.sentence[0], chunk.first - 6) : draft.end]):
            draft.action = "shot_down"
        if member.level == "both" and draft.action in ("killed", "wounded"):
            draft.action = "killed_or_wounded"
            draft.rules.append("killed-or-wounded")
        self.drafts.append(draft)
        return draft


