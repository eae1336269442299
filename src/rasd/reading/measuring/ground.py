"""Ground taken and lost: named places, distances, areas."""

from __future__ import annotations

from rasd.codebook.book import Form, Lexeme
from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.placechunks import heading
from rasd.reading.cutting.placelists import plural_head
from rasd.reading.cutting.unlistedplaces import AGAIN
from rasd.reading.measuring.counting import is_counted, listed
from rasd.reading.measuring.searching import Search
from rasd.reading.scenes.drafts import Draft, Measure

#: A part of a place that is taken: «الجزء الأكبر من», «أجزاء واسعة من».
_PARTS = frozenset("جزء اجزاء معظم اغلب غالبيه نصف مساحات كامل قسم اقسام مناطق احياء".split())


#: So many words may name a site in a list.
_NAMED_BY = 4


class Ground(Search):
    """Ground taken and lost: named places, distances, areas."""

    def _fallen(self, k: int) -> None:
        """«سقطت المدينة بيد …»: ground that changes hands."""
        target = self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        meant = target is not None and target.kind == "G" and target.code == "place.settlement" and target.article
        if target is None or not (target.kind == "L" or meant):
            return
        by = next(
            (
                t
                for t in range(target.last, min(target.last + 9, self.sentence[1]))
                if self.text.forms[t] in ("بيد", "يد", "ايدي", "بايدي", "قبضه", "سيطره")
            ),
            -1,
        )
        grip = self.text.forms[by] in ("قبضه", "سيطره")
        if by < 0 or (self.text.forms[self.chunks[k].first].endswith(("وقع", "وقعت")) and not grip):
            return
        draft = Draft("took", self.chunks[k].first, self.sentence, "ground-taken")
        draft.place, draft.code, draft.end = target, self._ground_code(target), target.last
        if meant:
            draft.place, draft.of = None, "meant"
        draft.form = Form(Lexeme("verb", "took", "سقط", voice="undergo", object="place"), "s", "past")
        draft.agent = next((c for c in self.chunks[k:] if c.first > by and c.kind == "A"), None)
        self.drafts.append(draft)

    def _ground(self, k: int, chunk: Chunk, form: Form) -> None:
        if "expel" in form.lexeme.flags:
            self._expelled(k, chunk, form)
            return
        if self._ground_before(k, chunk, form):
            return
        if self.text.forms[chunk.last : chunk.last + 1] in (["عليه"], ["عليها"]):
            return  # «الحريق الذي تمت السيطرة عليه في المصفاة»
        if form.lexeme.code == "besieged" and chunk.kind == "N" and chunk.word is not None and chunk.word.pron:
            return  # «بعد تطويقه»
        for j in range(k + 1, min(k + 9, len(self.chunks))):
            target = self.chunks[j]
            if target.kind in "kNSVi" and not (target.kind == "N" and j == k + 1):
                break
            if (
                target.kind == "w"
                and self.chunks[j - 1].kind == "p"
                and self.text.forms[target.first - 1] == form.lexeme.prep
                and self.text.forms[target.first].removeprefix("ال") not in _PARTS
            ):
                break  # «السيطرة على الحريق»
            back = target.word is not None and target.word.form in ("منها", "منه", "عليها", "عليه")
            if back and target.kind in "pb":
                self._meant_before(k, chunk, form)
                return
            if target.kind == "L" and self._of_other_preposition(target, form):
                continue  # «انسحاب مقاتلي تيغراي من المدينة»، «سيطر في حلب على قرية»
            if target.kind == "L":
                self._placed(j, chunk, form)
                return
            if (
                target.kind == "G"
                and target.code
                and (
                    target.code.startswith(("place", "site")) or target.code == "unit" or form.lexeme.code == "besieged"
                )
            ):
                if target.code != "unit" or not self._flown(k):
                    self._ground_things(j, chunk, form)
                return
        if not self._ground_units(k, chunk, form) and form.lexeme.code == "lost" and self._after(k):
            self._meant_before(k, chunk, form)

    def _ground_before(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«قرى سيطروا عليها»، «المناطق التي فقدوها»، «قريتين تحاصرهما»: the ground told of just before its verb."""
        word = chunk.word
        if chunk.kind != "V" or word is None or "expel" in form.lexeme.flags:
            return False
        onto = not word.pron and self.text.forms[chunk.last : chunk.last + 1] == ["عليها"]
        if not (onto or word.pron in ("ها", "هما")) or form.lexeme.prep == "من":
            return False
        for j in range(k - 1, max(-1, k - 5), -1):
            ground = self.chunks[j]
            if ground.kind == "G" and (ground.code or "").startswith(("place", "site")) and j not in self.used:
                many = is_counted(ground) or (ground.form is not None and ground.form.number in "pd")
                if not many:
                    return False
                self.used.add(j)
                self._draft(form, chunk, ground, "ground-taken")
                return True
            if ground.kind in "LSi,VN":
                return False
        return False

    def _after(self, k: int) -> bool:
        """«في مدينة كذا بعد انسحاب الجيش»: a withdrawal told right after the place it was from."""
        after = k > 1 and self.text.forms[self.chunks[k].first - 1] in ("بعد", "عقب", "اثر")
        return after and any(c.kind == "L" for c in self.chunks[max(0, k - 3) : k])

    def _of_other_preposition(self, place: Chunk, form: Form) -> bool:
        """Whether a place does not stand where the preposition of the verb leads."""
        prep = form.lexeme.prep or ("علي" if form.lexeme.lemma.endswith(" علي") else "")
        if not prep or place.prep:
            return False
        before = self.text.forms[place.first - 1] if place.first else ""
        if before == "من" and any(
            f.removeprefix("ال") in _PARTS for f in self.text.forms[place.first - 4 : place.first]
        ):
            return False  # «سيطرت على الجزء الأكبر من حي كذا»
        later = prep in self.text.forms[place.last : place.last + 6]  # «سيطر شمال حلب على قرية»
        return before != prep and (prep == "من" or later or before in ("في", "قرب", "من"))

    def _meant_before(self, k: int, chunk: Chunk, form: Form) -> None:
        """«دخلت القوات بلدة كذا بعد انسحاب المقاتلين منها»: the pronoun means the place named before."""
        for j in range(k - 1, max(-1, k - 9), -1):
            if self.chunks[j].kind == "L" and not self.chunks[j].conj:
                if not any(d.place is self.chunks[j] and d.action == "took" for d in self.drafts):
                    self._placed(j, chunk, form)  # else it is told that it changed hands
                return
            if self.chunks[j].kind in "Si":
                return

    def _expelled(self, k: int, chunk: Chunk, form: Form) -> None:
        """«طردهم من مدينة كذا»: the place they are driven from is taken."""
        for j in range(k + 1, min(k + 9, len(self.chunks))):
            if self.chunks[j].kind == "L" and j > 0 and self.text.forms[self.chunks[j].first - 1] == "من":
                self._placed(j, chunk, form)
                return
            if self.chunks[j].kind in "VNSi":
                return

    def _ground_things(self, j: int, chunk: Chunk, form: Form) -> None:
        among = self._named_among(j)
        if among >= 0:
            self._placed(among, chunk, form)
        measured = self._ground_units(j - 1, chunk, form)
        for n, m in enumerate(listed(self.chunks, j, None)):
            member = self.chunks[m]
            if m in self.used or (measured and member.number is None):
                continue
            bare = (
                member.article
                and member.number is None
                and member.unit != "vague"
                and (member.form is None or member.form.number == "s")
            )
            if bare and member.code == "place.settlement" and n == 0:
                self._town_meant(member, chunk, form)
                return
            if chunk.kind == "N" and member.article and self.text.forms[member.first - 1] in ("هذه", "تلك"):
                continue  # «تحرير هذه المواقع يخفف الحصار»: what was told of before
            if bare and not ((member.code or "").startswith("site") and member.last - member.first > 1):
                continue
            self.used.add(m)
            self._draft(form, chunk, member, "ground-taken" if n == 0 else "list-member")

    def _named_among(self, j: int) -> int:
        """«مناطق واسعة بينها صنعاء والحديدة»: the first of the places named among what was taken, or -1."""
        for n in range(j + 1, min(j + 7, len(self.chunks) - 1)):
            after = self.chunks[n + 1]
            if self.chunks[n].kind == "b" and after.kind == "A" and after.level:
                after.kind = "L"  # «بينها صنعاء»
            if self.chunks[n].kind == "b" and after.kind == "L":
                return n + 1
            if self.chunks[n].kind in "VNSi":
                break
        return -1

    def _town_meant(self, town: Chunk, chunk: Chunk, form: Form) -> None:
        """«سيطرت القوات على المدينة»، «تحاصر هذه البلدة»: the town told of before changes hands."""
        draft = Draft(form.lexeme.code, chunk.first, self.sentence, "ground-taken")
        draft.form, draft.code, draft.end, draft.of = form, town.code, town.last, "meant"
        self.drafts.append(draft)

    def _ground_units(self, k: int, chunk: Chunk, form: Form) -> bool:
        """«مناطق بعمق 1.2 كيلومتر»: ground measured; whether there was any."""
        found = False
        for j in range(k + 1, min(k + 14, len(self.chunks))):
            unit = self.chunks[j]
            if unit.kind in "VNS":
                break
            if (
                unit.kind == "G"
                and unit.code == "unit"
                and unit.unit in ("km", "m", "km2", "dunam", "percent")
                and j not in self.used
            ):
                self.used.add(j)
                draft = self._draft(form, chunk, unit, "ground-measured")
                if draft is not None:
                    draft.code = "place.area"
                    found = True
        return found

    def _flown(self, k: int) -> bool:
        """«الطائرات توغلت 10 كيلومترات»: what flies over ground does not take it."""
        near = self.chunks[max(0, k - 3) : k + 3]
        return any(
            (c.code or "").startswith("aircraft") or (c.word is not None and c.word.means and c.kind == "A")
            for c in near
        )

    def _placed(self, j: int, chunk: Chunk, form: Form) -> None:
        """One row for each named place of a list: «بلدتي كذا وكذا وتلتها»."""
        if any(
            c.kind == "G" and c.code == "weapon.explosive" and self.text.forms[c.first - 1] == "من"
            for c in self.chunks[j + 1 : j + 5]
        ):
            return  # «تطهير المدينة من الألغام»
        for place in self.place_list(j):
            draft = Draft(form.lexeme.code, chunk.first, self.sentence, "ground-taken")
            draft.form, draft.place, draft.end = form, place, place.last
            draft.code = self._ground_code(place)
            if draft.code.startswith("site"):
                draft.measure = Measure(place, 1, 1, "implicit", "item", draft.code)
            self.drafts.append(draft)
        self._sites_besides(j, chunk, form)

    def _sites_besides(self, j: int, chunk: Chunk, form: Form) -> None:
        """«حرر جبل كذا، وموقع "التبة"، وثكنة كذا»: sites, one by one, in the list of the places taken."""
        gap = 0
        for n in range(j + 1, len(self.chunks)):
            site = self.chunks[n]
            if site.kind == "G" and (site.code or "").startswith("site") and site.conj and n not in self.used:
                single = site.form is not None and site.form.number == "s" and site.number is None
                if not single or site.prep or site.article:
                    return
                self.used.add(n)
                self._draft(form, chunk, site, "list-member")
                gap = 0
            elif site.kind in '"w' and gap < _NAMED_BY:
                gap += site.kind == "w"
            elif site.kind == "L" and (site.conj or self.chunks[n - 1].kind == ","):
                gap = 0
            elif site.kind != ",":
                return

    def _ground_code(self, place: Chunk) -> str:
        code = place.code or ""
        if code.startswith("place"):
            return code
        if code.startswith("site"):
            works = self.text.forms[place.first].removeprefix("ال") in self.text.classes.works
            return "site.military" if code == "site" or (code == "site.infrastructure" and not works) else code
        return {"settlement": "place.settlement", "site": "site.military"}.get(
            place.level,
            "place.area" if place.level in ("area", "province", "country", "admin2") else "place.settlement",
        )

    def _and_in(self, n: int) -> bool:
        """«في حي كذا، وفي مخيم كذا»: the preposition said again before a further place."""
        if n + 1 >= len(self.chunks):
            return False
        chunk, after = self.chunks[n], self.chunks[n + 1]
        again = chunk.kind == "p" and chunk.conj and chunk.word is not None and chunk.word.stem in AGAIN
        return again and after.kind == "L" and not after.prep

    def _and_on(self, n: int) -> bool:
        """«على منزل في حي كذا وعلى بناية في شارع كذا»: a further target with its place."""
        if n + 3 >= len(self.chunks):
            return False
        onto, target, at, place = self.chunks[n : n + 4]
        again = onto.kind == "p" and onto.conj and onto.word is not None and onto.word.stem == "علي"
        return again and target.kind == "G" and at.kind == "p" and place.kind == "L" and not place.conj

    def place_list(self, j: int) -> list[Chunk]:
        """The places that stand together from chunk ``j`` on, joined by و or a comma."""
        found = [self.chunks[j]]
        n = j + 1
        while n < len(self.chunks):
            chunk = self.chunks[n]
            if chunk.kind == "L" and (
                chunk.conj or self.text.forms[chunk.first][:1] == "و" or self.chunks[n - 1].kind == ","
            ):
                if heading(self.text, chunk) and not chunk.conj:
                    break
                if not chunk.prep or chunk.conj:
                    found.append(chunk)
            elif chunk.kind == "b" and n + 1 < len(self.chunks) and self.chunks[n + 1].kind == "L":
                found = [self.chunks[n + 1]]  # «مستوطنات الجليل بينها كذا وكذا»: those named stand for it
                n += 1
            elif self._among_them_in(n):
                found.append(self.chunks[n + 3])  # «في كذا وكذا، منها مواقع في جبل كذا»
                n += 3
            elif self._and_in(n):
                found.append(self.chunks[n + 1])
                n += 1
            elif self._and_on(n):
                found.append(self.chunks[n + 3])
                n += 3
            elif chunk.kind == '"' or (
                chunk.kind == ","
                and n + 1 < len(self.chunks)
                and (self.chunks[n + 1].kind == "L" or self._and_in(n + 1) or self._among_them_in(n + 1))
            ):
                pass
            elif chunk.kind == "L" and not chunk.conj and (self.chunks[n - 1].kind == "L" or chunk.prep == "ب"):
                pass  # «في حي كذا شرقي غزة، وفي مخيم كذا»
            elif (
                chunk.kind == "G"
                and chunk.code == "place.hill"
                and chunk.word is not None
                and chunk.word.pron
                and chunk.conj
            ):
                chunk.kind, chunk.level = "L", "site"
                found.append(chunk)
            else:
                break
            n += 1
        first = found[0]
        if len(found) > 1 and first.last > first.first + 1 and plural_head(self.text, first.first):
            first.name = (first.first + 1, first.last)  # «بلدتي كذا وكذا»: the head is that of both
        return found

    def _among_them_in(self, n: int) -> bool:
        """«منها مواقع في جبل كذا»: posts among those before, by the places where they are."""
        if n + 3 >= len(self.chunks) or self.chunks[n].kind != "b":
            return False
        posts, preposition, place = self.chunks[n + 1 : n + 4]
        sites = posts.kind == "G" and (posts.code or "").startswith("site") and not posts.article
        return sites and preposition.kind == "p" and place.kind == "L"
