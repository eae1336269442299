"""How many attacks there were: by their own number, by what they were made with, by what they hit."""

from __future__ import annotations

from rasd.codebook.book import Form
from rasd.reading.cutting.chunks import Chunk
from rasd.reading.measuring.breakdowns import Breakdowns
from rasd.reading.measuring.counting import is_counted, listed, measure, out_of_so_many
from rasd.reading.scenes.drafts import Draft, Measure

#: Of bombs that were found before they went off.
_FOUND = ("عثر", "ضبط", "اكتشف", "معد", "مجهز")
#: «برشقة مكونة من 20 صاروخا»: the rockets of a salvo.
_MADE_UP = (["مكونه", "من"], ["مولفه", "من"])


class EventCounts(Breakdowns):
    """How many attacks there were: by their own number, by what they were made with, by what they hit."""

    def _event_count(self, k: int, chunk: Chunk, form: Form) -> Measure | None:
        """«ثلاث غارات»، «غارتين»، «غارات»: the number of the events themselves."""
        before = self.chunks[k - 1] if k else None
        if (
            before is not None
            and before.kind == "G"
            and before.number is not None
            and before.code is None
            and k - 1 not in self.used
            and before.last == chunk.first
            and not out_of_so_many(self.text, before)
        ):
            self.used.add(k - 1)
            return measure(before)
        times = self._times(k)
        if times is not None:
            return times
        if (
            before is not None
            and before.kind == "G"
            and before.unit == "vague"
            and before.code is None
            and before.last == chunk.first
        ):
            return Measure(chunk, None, None, "vague", "item", None)
        if self._pair(chunk, form):
            return Measure(chunk, 2, 2, "exact", "item", None)
        if chunk.kind == "N" and form.number == "p" and form.lexeme.code != "clash":
            return Measure(chunk, None, None, "vague", "item", None)
        return None

    def _pair(self, chunk: Chunk, form: Form) -> bool:
        """«غارتان»، «قذيفتي هاون»: the dual of an event's noun, before a genitive without its ن."""
        if chunk.kind != "N" or form.lexeme.kind != "noun":
            return False
        return form.number == "d" or (form.number == "c" and self.text.forms[chunk.first].endswith(("تي", "تا")))

    def _labelled(self, k: int) -> Measure | None:
        """«عدد الغارات: 63»: a line of nothing but an event and its number."""
        rest = self.chunks[k + 1 :]
        while rest and rest[0].kind == "w":
            rest = rest[1:]
        if (
            len(rest) != 2
            or self.text.forms[rest[0].first] != ":"
            or rest[1].number is None
            or rest[1].code is not None
        ):
            return None
        found = measure(rest[1])
        return found if found is not None and found.low and rest[1].kind == "G" else None

    def _aimed_at(self, j: int) -> bool:
        """«غارات على 3 منازل»، «ضد أكثر من 150 هدفا»: several targets, by their number."""
        target, before = self.chunks[j], self.text.forms[self.chunks[j].first - 1]
        if not (target.code or "").startswith(("site", "vehicle", "vessel", "aircraft")) or target.prep:
            return False
        low = target.number.low if target.number is not None else 2
        return before in ("علي", "ضد", "الي", "نحو", "استهدفت", "طالت") and low is not None and low > 1

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
                    self.timed = True
                    return measure(chunk)
        return None

    def _hit_count(self, k: int, chunk: Chunk, form: Form) -> Measure | None:
        """«أغارت على 18 موقعا»، «بصاروخين»، «تفجير عبوتين»: the number of targets or devices is the strike's."""
        for j in range(k + 1, min(k + 6, len(self.chunks))):
            target = self.chunks[j]
            if target.kind == "G" and j not in self.used:
                counted = (target.number is not None and target.number.low is not None) or (
                    target.form is not None and (target.form.number == "d" or self._dual_of_name(target))
                )
                if counted and (self._device_of(k, j, form) or self._hit_by(k, j, form)):
                    self.used.add(j)
                    return measure(target)
                if not counted and j > k + 2:
                    return None
            elif target.kind in "VNSi,rbk" and not (
                (self.chunks[k].kind == "N" and self._bridges(j)) or self._with_what_aside(j)
            ):
                return None
        return None

    def _with_what_aside(self, j: int) -> bool:
        """«قصفت المدفعية، بأكثر من 20 قذيفة، مواقع»: with what it was done, as an aside between commas."""
        after = self.chunks[j + 1 : j + 3]
        if self.chunks[j].kind != "," or len(after) < 2 or after[1].kind != ",":
            return False
        arms = after[0]
        return arms.kind == "G" and arms.prep == "ب" and (arms.code or "").startswith("weapon")

    def _made_safe(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«فجرت القوات 7 عبوات عثرت عليها»، «تفجير 9 عبوات كانت معدة لاستهداف»: bombs found are destroyed."""
        if form.lexeme.lemma not in ("فجر", "تفجير"):
            return False
        j = next((n for n in range(k + 1, min(k + 4, len(self.chunks))) if self.chunks[n].kind == "G"), -1)
        bombs = self.chunks[j] if j > 0 else None
        if bombs is None or bombs.code != "weapon.explosive" or bombs.prep or (chunk.kind == "N" and j > k + 1):
            return False
        after = self.text.forms[bombs.last : min(bombs.last + 5, self.sentence[1])]
        found = measure(bombs) if any(f.removeprefix("ال").startswith(_FOUND) for f in after) else None
        if found is None or j in self.used:
            return False
        self.used.add(j)
        draft = Draft("destroyed", chunk.first, self.sentence, "things-after-verb")
        draft.form = form._replace(lexeme=form.lexeme._replace(code="destroyed", flags=frozenset()))
        draft.measure, draft.code, draft.end = found, bombs.code, bombs.last
        self.drafts.append(draft)
        return True

    def _bridges(self, j: int) -> bool:
        """«غارة استهدفت منزلين»، «قصف طال 3 مدارس»: a verb that leads from an attack to what was hit."""
        form = self.chunks[j].form
        return self.chunks[j].kind == "V" and form is not None and "bridge" in form.lexeme.flags

    def _blew_themselves_up(self, k: int, form: Form) -> Measure | None:
        """«فجر انتحاريان نفسيهما»: as many explosions as bombers."""
        bombers = self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        if form.lexeme.lemma != "فجر" or bombers is None or bombers.article:
            return None
        after = self.text.forms[bombers.last : bombers.last + 2]
        if not {"نفسيهما", "انفسهم", "نفسهما"}.intersection(after):
            return None
        self.used.add(k + 1)
        if self.text.forms[bombers.first] in ("اثنان", "اثنين") and bombers.kind == "w":
            return Measure(bombers, 2, 2, "exact", "item", "person")  # «فجر اثنان منهم نفسيهما»
        if bombers.kind != "G":
            return None
        found = measure(bombers) if (bombers.code or "person").startswith("person") else None
        return found if found is not None and found.low is not None else None

    def _caught_in(self, k: int, form: Form) -> None:
        """«حملة اعتقالات طالت 30 مواطنا»: those arrested in a sweep, by their number."""
        if "اعتقالات" not in form.lexeme.lemma:
            return
        for j in range(k + 1, min(k + 5, len(self.chunks))):
            caught = self.chunks[j]
            if caught.kind == "G" and caught.number is not None and j not in self.used:
                found = measure(caught) if (caught.code or "").startswith("person") else None
                if found is not None:
                    self.used.add(j)
                    draft = Draft("arrested", caught.first, self.sentence, "victims-of-noun")
                    draft.form, draft.measure, draft.code, draft.end = form, found, caught.code, caught.last
                    self.drafts.append(draft)
                return
            if caught.kind in "NSi,":
                return

    def _device_of(self, k: int, j: int, form: Form) -> bool:
        """«بصاروخين»، «انفجرت ثلاث عبوات»، «برشقة مكونة من 20 صاروخا»: what it was done with."""
        target, lemma = self.chunks[j], form.lexeme.lemma
        if not (target.code or "").startswith(("weapon", "vehicle", "aircraft.drone")):
            return False
        with_it = target.prep == "ب" or self.text.forms[target.first - 1] == "ب"
        if with_it or lemma.startswith(("القي", "القت")):
            return True
        if j == k + 1 and (lemma == "انفجر" or (self.chunks[k].kind == "N" and form.lexeme.of == "device")):
            return True
        if j == k + 1 and target.form is not None and target.form.lexeme.lemma.split()[0] in ("صاروخ", "قذيفه"):
            return True  # «استهدفت 4 قذائف المبنى»
        return self.text.forms[target.first - 2 : target.first] in _MADE_UP

    def _hit_by(self, k: int, j: int, form: Form) -> bool:
        """«أغارت على 18 موقعا»، «قصف منزلين»، «غارات على 3 منازل»: what was hit."""
        target, verb = self.chunks[j], self.chunks[k].kind == "V"
        if (target.code or "").startswith("person"):
            return verb and self._group_of_so_many(target)
        struck = (target.code or "").startswith(("site", "vehicle", "place", "vessel", "aircraft"))
        if not verb and self._bridges(j - 1):
            return struck and not target.prep
        if not verb and form.lexeme.of == "agent":
            return self._aimed_at(j)
        return (
            struck
            and target.prep in ("", "ل")
            and (verb or (form.lexeme.of in ("either", "patient") and (j == k + 1 or self._of_the_doer(k, j))))
        )

    def _group_of_so_many(self, people: Chunk) -> bool:
        """«قصفت المدفعية مجموعة مكونة من 6 أشخاص»: a group that was hit, by the number of its people."""
        before = self.text.forms[max(self.sentence[0], people.first - 3) : people.first]
        if before[-2:] in _MADE_UP:
            before = [*before[:-2], "من"]
        return (
            people.number is not None and before[-1:] == ["من"] and before[-2:-1] in (["مجموعه"], ["تجمع"], ["تجمعا"])
        )

    def _of_the_doer(self, k: int, j: int) -> bool:
        """«قصف الطيران لمنزلين»: after the doer in the genitive, «ل» leads to what was hit."""
        return self.chunks[j].prep == "ل" and j == k + 2 and self.chunks[k + 1].kind == "A"

    def _dual_of_name(self, target: Chunk) -> bool:
        """«مركزي قيادة»، «نقطتي تفتيش»، «دبابتي "كذا"»: a dual without its ن before the rest of its name."""
        form = target.form
        if form is None or form.number != "c":
            return False
        before_name = target.article is False and self.text.forms[target.first].endswith("تي")
        of_a_kind = before_name and (target.code or "").startswith("weapon")  # «بقذيفتي هاون»
        named = before_name and self.text.forms[target.last : target.last + 1] == ['"']
        return named or of_a_kind or target.name[1] > target.name[0] + 1

    def _further_targets(self, k: int, draft: Draft) -> None:
        """«استهدفت مركزي قيادة و5 مستودعات»: each kind of target by its number."""
        first = draft.measure.chunk if draft.measure is not None else None
        j = next((n for n, c in enumerate(self.chunks) if c is first), -1)
        if first is None or j <= k or not (first.code or "").startswith(("site", "vehicle")):
            return
        for m in listed(self.chunks, j, person=False)[1:]:
            more = self.chunks[m]
            found = measure(more) if m not in self.used and is_counted(more) else None
            if found is not None and found.low is not None and (more.code or "").startswith(("site", "vehicle")):
                self.used.add(m)
                twin = Draft(draft.action, more.first, self.sentence, "list-member")
                twin.form, twin.measure, twin.code, twin.end = draft.form, found, more.code, more.last
                twin.violence = True
                self.drafts.append(twin)
