"""Who, to whom, where and when: the parts of a draft, from its own clause, its cause, the sentence, the context."""

from __future__ import annotations

import datetime

from rasd.reading.attribution import Segment
from rasd.reading.chunks import Chunk, Text
from rasd.reading.drafts import Draft
from rasd.reading.events import PERSON_ACTIONS
from rasd.reading.names import FINENESS, Names, heading
from rasd.reading.speakers import Speaking

_ONTO = frozenset("علي ضد نحو صوب باتجاه تجاه بحق الي عليه".split())
_COMMON = frozenset("قوات عناصر مقاتلي جنود مسلحي جيش تنظيم حركه جماعه".split())
_SUFFERED = frozenset(
    ("killed", "wounded", "killed_or_wounded", "captured", "arrested", "abducted", "displaced", "destroyed", "damaged", "seized", "took")
)
_ARMED = frozenset("تحالف جيش قوات كتايب سرايا ميليشيا مليشيا لواء فصايل كتيبه بيشمركه مقاومه فيلق".split())
_SPOKESMEN = frozenset("متحدث ناطق بيان قياده قايد مصدر مصادر ضابط اعلام متحدثه قيادي".split())
_GROUP_CODES = ("person", "site", "vehicle", "weapon", "place", "aircraft", "vessel")
_PLACE_FIXED = frozenset(("place-from-event", "place-from-sentence", "place-from-context"))


class Context:
    """What the sentences before leave behind: the incident told of, its place, day, doer and target."""

    __slots__ = ("agent", "event", "families", "patient", "people", "place", "speaker", "time")

    def __init__(self) -> None:
        self.event: Draft | None = None
        self.families: set[str] = set()
        self.agent: Chunk | None = None
        self.patient: Chunk | None = None
        self.people: str | None = None
        self.speaker: tuple[int, int] | None = None
        self.place: Chunk | None = None
        self.time: Chunk | None = None


class Roles:
    """Fills the roles of the drafts of one sentence."""

    def __init__(self, text: Text, names: Names, chunks: list[Chunk], drafts: list[Draft], segments: list[Segment], context: Context, published: datetime.date | None) -> None:
        self.text = text
        self.names = names
        self.book = names.book
        self.published = published
        self.chunks = chunks
        self.segments = segments
        self.context = context
        self.index = {t: k for k, c in enumerate(chunks) for t in range(c.first, c.last)}
        self.spoken = self._spoken_tokens()
        self.drafts = drafts
        self.starts = sorted({self.index[d.at] for d in drafts if d.at in self.index})

    def fill(self) -> list[Draft]:
        """The drafts with their roles; bridges («استهدف») merged into the events they belong to."""
        self._adopted()
        self._bridge()
        for draft in self.drafts:
            if draft.violence:
                self._event(draft)
        drafts = [d for draft in self.drafts for d in (self._spread(draft) if draft.violence else [draft])]
        for draft in drafts:
            if not draft.violence:
                self._affected(draft, drafts)
        for draft in drafts:
            self._where(draft)
            self._when(draft)
            self._since(draft)
            self._from_context(draft)
            self._from_speaker(draft)
        return drafts

    def _since(self, draft: Draft) -> None:
        """«منذ الإطاحة بالرئيس في 2013»: the date opens a span, though words stand between."""
        chunk = draft.time
        if chunk is None or chunk.moment is None or chunk.moment.kind in ("since", "range") or chunk.moment.precision not in ("year", "month", "day"):
            return
        before = self.text.forms[max(draft.sentence[0], chunk.first - 14) : chunk.first]
        if "منذ" in before and "،" not in before[before.index("منذ") :]:
            chunk.moment = chunk.moment._replace(end=self.published, kind="since")

    def _from_speaker(self, draft: Draft) -> None:
        """An armed body that tells of its own deeds is the doer; of its own soldiers' deaths, the one struck."""
        segment = draft.segment
        if segment is None or not segment.chain or draft.status == "denied" or segment.stance != "says":
            return
        body = self._armed(segment.chain[-1])
        if body is None:
            return
        chunk = draft.measure.chunk if draft.measure is not None else None
        if draft.action in PERSON_ACTIONS and draft.patient is None and draft.code == "person.combatant" and chunk is not None and not chunk.party and chunk.owner is None:
            if draft.agent is None or not self._one(draft.agent, body):
                draft.patient = body
            return
        if draft.agent is not None or draft.action in ("clash", "lost", "surrendered", "explosion", "displaced", "missing") or draft.patient is not None and self._one(draft.patient, body):
            return
        if draft.action in PERSON_ACTIONS and draft.cause is not None and draft.cause.agent is not None:
            return
        if draft.action in PERSON_ACTIONS and draft.code in ("person.civilian", "person.child", "person.woman") and draft.cause is None:
            return
        if draft.violence and draft.patient is None and draft.definite:
            return
        draft.agent = body
        draft.rules.append("agent-is-speaker")

    def _armed(self, who: Speaking) -> Chunk | None:
        """The armed body that a speaker is, or speaks for."""
        kinds = ("army", "force", "group", "militia", "coalition", "police", "intelligence")
        base = self.text.forms[who.first].removeprefix("ال")
        if who.actors and who.actors[0].kind in kinds or not who.actors and base in _ARMED:
            found = Chunk("A", who.first, who.last, self.text.words[who.first])
            found.actors = who.actors
            return found
        if who.head.removeprefix("ال") not in _SPOKESMEN:
            return None
        for t in range(who.first, who.last):
            match = self.names.match(self.text, t, who.last) if self.text.words[t].names else None
            if match and match[1] and match[1][0].kind in kinds and not match[3]:
                found = Chunk("A", t, match[0], self.text.words[t])
                found.actors = match[1]
                return found
        return None


    def _from_context(self, draft: Draft) -> None:
        """Doer and target from the incident told of before, where the draft speaks of the same."""
        context = self.context
        if draft.violence:
            if draft.definite or "responsibility" in draft.rules:
                draft.agent = draft.agent or (context.agent if draft.definite else None)
                draft.patient = draft.patient or context.patient
            return
        if draft.part_of is not None:
            return
        event = draft.cause or context.event
        if event is None or draft.action not in _SUFFERED or not self._same_scene(draft):
            return
        if draft.agent is None and draft.cause is None and context.agent is not None and event.action != "clash":
            draft.agent = context.agent
            draft.rules.append("agent-from-context")
        if draft.agent is not None and draft.patient is not None and self._one(draft.agent, draft.patient):
            other = event.patient if event.patient is not None else context.patient
            draft.agent = other if other is not None and not self._one(other, draft.patient) else None
        if draft.patient is None and draft.code is not None and not draft.code.startswith(("person.c", "person.m", "person.j", "person.w")) and draft.code != "person":
            target = event.patient if draft.cause is not None else context.patient
            if target is not None and (draft.agent is None or not self._one(target, draft.agent)):
                draft.patient = target
        if draft.patient is None and draft.code == "person.combatant" and event.patient is not None and (draft.agent is None or not self._one(event.patient, draft.agent)):
            draft.patient = event.patient

    def _same_scene(self, draft: Draft) -> bool:
        """Whether nothing in the draft leads away from the incident told of before."""
        moment = draft.time.moment if draft.time is not None else None
        if moment is not None and moment.kind in ("since", "until"):
            return False
        if draft.cause is not None:
            return True
        if not self._same_voice(draft):
            return False
        return draft.place is None or draft.place is self.context.place or "place-from-context" in draft.rules or self.context.place is None

    def _same_voice(self, draft: Draft) -> bool:
        """Whether the incident before was told by the same source, or one of the two has none."""
        if self.context.speaker is None or draft.segment is None or not draft.segment.chain:
            return True
        who = draft.segment.chain[-1]
        one = set(self.text.forms[who.first : who.last])
        return any(len(f) > 2 for f in one & set(self.text.forms[slice(*self.context.speaker)]))

    def _one(self, a: Chunk, b: Chunk) -> bool:
        """Whether two parties are the same by identity or by their words."""
        if a.actors and b.actors:
            return a.actors[0].id == b.actors[0].id
        return bool(self._bare_words(a) & self._bare_words(b))

    def _bare_words(self, chunk: Chunk) -> set[str]:
        forms = self.text.forms[chunk.name[0] : chunk.name[1]]
        words = {f.removeprefix("لل").removeprefix("بال").removeprefix("وال").removeprefix("ال") for f in forms if len(f) > 2}
        return words - _COMMON or words

    def _adopted(self) -> None:
        """«وتبناه لاحقا تنظيم كذا»: a claim of responsibility without the event's noun."""
        event = self.context.event
        for k, chunk in enumerate(self.chunks):
            if chunk.kind != "S" or chunk.word is None or chunk.word.say is None or chunk.word.say.lexeme.lemma != "تبني" or event is None:
                continue
            if any(chunk.first < d.at <= chunk.first + 6 for d in self.drafts) or not chunk.word.pron:
                continue
            who = self._actor_at(k + 1, k + 5)
            if who is None:
                continue
            draft = Draft(event.action, chunk.first, self.drafts[0].sentence if self.drafts else (self.chunks[0].first, self.chunks[-1].last), "responsibility")
            draft.form, draft.violence, draft.definite, draft.agent = event.form, True, True, who
            draft.segment = Segment(chunk.first, who.last, [Speaking(who.first, who.last, who.actors)], (chunk.first, chunk.last), "says")
            self.drafts.append(draft)

    def _spoken_tokens(self) -> set[int]:
        """Tokens inside the names of speakers, which give no place."""
        return {t for s in self.segments for who in s.chain for t in range(who.first, who.last)}

    def _region(self, draft: Draft) -> tuple[int, int]:
        """The chunks from a draft's trigger up to the next trigger."""
        k = self.index.get(draft.at, 0)
        following = next((s for s in self.starts if s > k), len(self.chunks))
        return k, following

    # ---- bridges

    def _bridge(self) -> None:
        """«هجوم استهدف قاعدة»، «استهدفت الغارات مجمعا»: one event, not two."""
        kept: list[Draft] = []
        for n, draft in enumerate(self.drafts):
            if draft.form is not None and "bridge" in draft.form.lexeme.flags and draft.form.lexeme.kind == "verb":
                partner = self._partner(n, draft)
                if partner is not None:
                    partner.end = max(partner.end, draft.end)
                    partner.of = "bridged"
                    k = self.index[draft.at]
                    for chunk, _ in self._targets(k, self._region(draft)[1]):
                        partner.patients.append(chunk)
                    self._take_place(partner, k, self._region(draft)[1])
                    continue
            kept.append(draft)
        self.drafts[:] = kept

    def _partner(self, n: int, draft: Draft) -> Draft | None:
        k = self.index[draft.at]
        after = self.drafts[n + 1] if n + 1 < len(self.drafts) else None
        if after is not None and after.violence and after.definite and self.index.get(after.at, 0) == k + 1:
            following = self._region(after)
            for chunk, _ in self._targets(k + 1, following[1]):
                after.patients.append(chunk)
            return after
        for before in reversed(self.drafts[:n]):
            if before.violence and before.form is not None and before.form.lexeme.kind == "noun":
                between = self.chunks[self.index[before.at] + 1 : k]
                if len(between) <= 7 and not any(c.kind in "VSi" for c in between):
                    return before
            if before.at < draft.at and self.index[before.at] < k - 12:
                break
        return None

    # ---- events

    def _event(self, draft: Draft) -> None:
        k, end = self._region(draft)
        assert draft.form is not None
        known = self.context.event
        if draft.definite and draft.action == "attack" and not self._means(draft, k, end) and known is not None and known.action in ("explosion", "drone_strike", "airstrike", "shelling"):
            draft.action = known.action  # «الهجوم» is the one told of
        if draft.action == "clash":
            self._sides(draft, k, end)
        if draft.form.lexeme.kind == "verb":
            self._verb_roles(draft, k, end)
        else:
            self._noun_roles(draft, k, end)
        if draft.agent is None:
            draft.agent = self._by(k, end)
        if "responsibility" in draft.rules:
            self._claimed(draft)
        if not draft.patients and draft.patient is None:
            draft.patients = [c for c, _ in self._targets(k, end)]
        if draft.patient is None and draft.patients:
            draft.patient = self._whose(draft.patients[0])
        if draft.patient is not None and draft.agent is not None and draft.patient.first == draft.agent.first:
            draft.patient = None
        self._take_place(draft, k, end)
        if draft.code is None and draft.patients:
            draft.code = draft.patients[0].code
        draft.means = self._means(draft, k, end)
        self._refine(draft)

    def _claimed(self, draft: Draft) -> None:
        """«أعلن … مسؤوليته عن الهجوم»: the claimant is the doer; what was claimed is the event told of before."""
        event = self.context.event
        if draft.agent is not None and (draft.segment is None or not draft.segment.chain):
            who = draft.agent
            draft.segment = Segment(draft.at, draft.end, [Speaking(who.first, who.last, who.actors)], (draft.at, draft.end), "says")
        for segment in self.segments:
            if segment.chain and segment.first <= draft.at < segment.last:
                who = segment.chain[-1]
                chunk = Chunk("A", who.first, who.last, self.text.words[who.first])
                chunk.actors = who.actors
                draft.agent = chunk
        if event is not None and draft.definite:
            draft.action = event.action if not draft.means else draft.action
            draft.patient = draft.patient or event.patient
            draft.place = draft.place or event.place
            draft.time = draft.time or event.time
            draft.code = draft.code or event.code

    def _means(self, draft: Draft, k: int, end: int) -> str:
        """The means named beside the event: aircraft, drones, guns, bombs."""
        stop = self.chunks[min(end, len(self.chunks)) - 1].last
        struck = {t for c in draft.patients for t in range(c.first, c.last)}
        if draft.agent is not None and draft.sentence[0] <= draft.agent.first < draft.at:
            near = {*range(draft.agent.first, draft.agent.last)}
        else:
            near = {*range(max(draft.sentence[0], draft.at - 4), draft.at)} if draft.form is not None and draft.form.lexeme.kind == "verb" else set()
        near |= {*range(draft.at, min(stop, draft.at + 14))} | self._employed(draft, stop)
        found = [w.means for t, w in ((t, self.text.words[t]) for t in near - struck) if w.means]
        if "drone_strike" in found and any(self.text.words[t].means == "shelling" for t in near - struck):
            return "shelling"  # drones and missiles together
        for means in ("drone_strike", "explosion", "airstrike", "shelling"):
            if means in found:
                return means
        return ""

    def _employed(self, draft: Draft, stop: int) -> set[int]:
        """The tokens after «باستخدام»، «بواسطة» in the draft's clause: the means, however far."""
        limit = min(draft.sentence[1], max(stop, draft.at + 40))
        for t in range(draft.at, limit):
            if self.text.forms[t] in ("باستخدام", "بواسطه", "مستخدما", "مستخدمه"):
                return {*range(t + 1, min(t + 9, limit))}
            if t >= stop:
                break
        return set()

    def _refine(self, draft: Draft) -> None:
        """«هجوم انتحاري» is an explosion, «قصف جوي» an air strike."""
        assert draft.form is not None
        flags = draft.form.lexeme.flags
        if "means" in flags and draft.means:
            if draft.action == "airstrike" and draft.means in ("explosion",):
                return
            if draft.action == "shelling" and draft.means == "explosion":
                return
            if draft.action == "airstrike" and draft.means == "shelling" and draft.form.lexeme.lemma == "غاره":
                return
            draft.action = draft.means

    def _sides(self, draft: Draft, k: int, end: int) -> None:
        """«اشتباكات بين كذا وكذا»: the first named is put as agent, the second as patient."""
        between = next((j for j in range(k + 1, min(end, k + 12)) if self._word(j) in ("بين", "مابين")), -1)
        if between < 0:
            against = next((j for j in range(k + 1, min(end, k + 8)) if self._word(j) == "مع"), -1)
            if against >= 0:
                draft.patient = self._actor_at(against + 1, end)
            return
        first = self._actor_at(between + 1, end)
        if first is None:
            return
        draft.agent = first
        side = next((j for j in range(between, min(end, between + 12)) if self._word(j) == "جهه"), -1)
        if side > 0:
            draft.patient = self._actor_at(side + 1, end)
            return
        for j in range(self.index[first.first] + 1, min(end, self.index[first.first] + 9)):
            chunk = self.chunks[j]
            if chunk.kind in "AG" and chunk.conj and (chunk.kind == "A" or chunk.party or chunk.owner):
                draft.patient = self._whose(chunk)
                return

    def _word(self, j: int) -> str:
        chunk = self.chunks[j]
        return chunk.word.stem if chunk.word is not None else self.text.forms[chunk.first]

    def _verb_roles(self, draft: Draft, k: int, end: int) -> None:
        """The subject after or before the verb, and the object."""
        assert draft.form is not None
        if draft.form.lexeme.voice == "undergo":
            return
        subject = self._subject(k, end)
        if subject is not None and draft.agent is None:
            draft.agent = subject
        begin = self.index[subject.first] + 1 if subject is not None and subject.first > draft.at else k + 1
        prep = draft.form.lexeme.prep
        for j in range(begin, min(end, begin + 7)):
            chunk = self.chunks[j]
            if chunk.kind in "AGL" and not (chunk.prep == "ب") and chunk.code != "unit":
                if prep and self._word(j - 1) not in (prep, "علي", "مع"):
                    continue
                if chunk.kind == "L":
                    draft.place = draft.place or chunk
                else:
                    draft.patients.append(chunk)
                return
            if chunk.kind == "p" and self._word(j) not in ("علي", "مع", "في", prep):
                return
            if chunk.kind in "i,":
                return

    def _subject(self, k: int, end: int) -> Chunk | None:
        if k + 1 < end:
            after = self.chunks[k + 1]
            if after.kind == '"' and k + 2 < end:
                after = self.chunks[k + 2]
            if after.kind == "A" and not after.prep:
                return after
            if after.kind == "G" and after.party and not after.prep and (after.article or k + 2 < len(self.chunks)):
                return after
            if after.kind == "L" and after.actors:
                return after
        for j in range(k - 1, max(-1, k - 9), -1):
            before = self.chunks[j]
            if before.kind in "NV" and before.form is not None or before.kind in "S":
                return None
            if before.kind == "A" and not before.prep and not self._after_preposition(j):
                return before
            if before.kind == "G" and (before.party or before.owner) and not before.prep and not self._after_preposition(j):
                return self._whose(before) or before
            if before.kind == ",":
                return None
        return None

    def _after_preposition(self, j: int) -> bool:
        return j > 0 and self.chunks[j - 1].kind == "p" and self._word(j - 1) not in ("ان", "حيث", "عندما", "بعدما", "ما", "حين", "فيما")

    def _noun_roles(self, draft: Draft, k: int, end: int) -> None:
        """Genitive, adjective, relative clause and carrier verb of an event noun."""
        assert draft.form is not None
        of = draft.form.lexeme.of
        last = self.chunks[k].last
        j = k + 1
        while j < min(end, k + 5):
            chunk = self.chunks[j]
            if chunk.kind == "G" and chunk.form is not None and "nation" in chunk.form.lexeme.flags and not chunk.conj and chunk.number is None and not chunk.prep and chunk.form.number in "sa":
                if draft.agent is None and of != "device":
                    draft.agent = chunk
                j += 1
                continue
            if chunk.kind == "A" and chunk.first == last and not chunk.prep and not chunk.conj:
                self._genitive(draft, chunk, of)
                break
            if chunk.kind == "G" and chunk.first == last and of in ("patient", "either") and not chunk.prep:
                draft.patients.append(chunk)
                break
            if chunk.kind == "G" and chunk.first == last and of == "agent" and chunk.party:
                draft.agent = draft.agent or self._whose(chunk)
                break
            if chunk.kind == "L" and chunk.first == last and of in ("patient", "either", "place", "agent") and not chunk.prep:
                if chunk.actors and of == "agent":
                    draft.agent = draft.agent or chunk
                else:
                    draft.place = draft.place or chunk
                break
            if chunk.kind in "wkY" and not (chunk.word is not None and chunk.word.carrier):
                j += 1
                last = chunk.last
                continue
            break
        if draft.agent is None:
            draft.agent = self._carried(draft, k, end)
        if draft.patient is None:
            draft.patient = self._exposed(draft, k)

    def _genitive(self, draft: Draft, chunk: Chunk, of: str) -> None:
        if of in ("agent", "either", "place"):
            draft.agent = draft.agent or chunk
        elif of == "patient":
            draft.patients.append(chunk)

    def _carried(self, draft: Draft, k: int, end: int) -> Chunk | None:
        """«هجوم شنه الجيش»، «شن الجيش هجوما»، «الجيش شن هجوما»."""
        for j in range(k + 1, min(end + 1, k + 9, len(self.chunks))):
            chunk = self.chunks[j]
            if chunk.word is not None and chunk.word.carrier == "agent" and chunk.kind in "wSV":
                who = self._at_once(j + 1)
                if who is not None:
                    return who
            if chunk.kind == "," and j > k + 3:
                break
        for j in range(k - 1, max(-1, k - 9), -1):
            chunk = self.chunks[j]
            if chunk.kind == "N" and chunk.form is not None and chunk.first != draft.at and not (chunk.conj):
                break
            if chunk.word is not None and chunk.word.carrier == "agent" and chunk.kind in "wSV":
                who = self._actor_at(j + 1, k)
                return who or self._subject(j, j + 1)
            if chunk.kind == ",":
                break
        return None

    def _at_once(self, j: int) -> Chunk | None:
        """The actor right after a carrier verb: «نفذه الجيش»، «نفذه من يشتبه بأنهم إرهابيون»."""
        for n in range(j, min(j + 5, len(self.chunks))):
            chunk = self.chunks[n]
            if chunk.kind in "AG" or chunk.kind == "L" and chunk.actors:
                return self._actor_at(n, n + 1)
            if chunk.kind in '"T' or self.text.forms[chunk.first] in ("من", "يشتبه", "بانهم", "انهم", "يعتقد", "بانه", "ما", "يسمي"):
                continue
            return None
        return None

    def _exposed(self, draft: Draft, k: int) -> Chunk | None:
        """«تعرضت مواقع الجيش لهجوم»، «هجوم تعرض له الجيش»: the one exposed is the patient."""
        for j in range(k - 1, max(-1, k - 12), -1):
            chunk = self.chunks[j]
            if chunk.word is not None and chunk.word.carrier == "patient" and chunk.word.stem[:4] in ("تعرض", "يتعر", "تتعر"):
                return self._actor_at(j + 1, k) or self._subject(j, j + 1)
        for j in range(k + 1, min(len(self.chunks), k + 5)):
            chunk = self.chunks[j]
            if chunk.word is not None and chunk.word.carrier == "patient" and chunk.word.stem[:4] in ("تعرض", "يتعر", "تتعر"):
                return self._actor_at(j + 1, min(len(self.chunks), j + 5))
        return None

    def _actor_at(self, j: int, end: int) -> Chunk | None:
        """The first actor, party or owner among the chunks ``j`` up to ``end``."""
        for n in range(j, min(end, j + 5)):
            chunk = self.chunks[n]
            if chunk.kind == "A" or chunk.kind == "L" and chunk.actors and n == j:
                return chunk
            if chunk.kind == "G" and (chunk.party or chunk.owner):
                return self._whose(chunk)
            if chunk.kind in "NVi," and not (chunk.kind == "," and n == j):
                return None
        return None

    def _by(self, k: int, end: int) -> Chunk | None:
        """«من قبل …»، «على يد …»، «بنيران …»."""
        for j in range(k, min(end, len(self.chunks))):
            t = self.chunks[j].first
            for rest in self.book.by.get(self.text.forms[t], ()):
                size = 1 + len(rest)
                if tuple(self.text.forms[t + 1 : t + size]) == rest:
                    following = self.index.get(t + size)
                    who = self._actor_at(following, following + 3) if following is not None else None
                    if who is not None:
                        return who
        return None

    def _targets(self, k: int, end: int) -> list[tuple[Chunk, int]]:
        """What an event is said to hit: after على، ضد, or as the object of «استهدف»."""
        verb = self.chunks[k].kind == "V" or self.chunks[k].kind == "N" and self.chunks[k].form is not None and self.chunks[k].form.lexeme.of == "patient"
        prepared = False
        for j in range(k + 1, min(end, k + 12)):
            chunk = self.chunks[j]
            if chunk.kind == "p":
                prepared = self._word(j) in _ONTO
                if not prepared and self._word(j) not in ("من",):
                    if verb:
                        break
                continue
            if chunk.kind in "AG" and chunk.code != "unit" and (prepared or verb and not chunk.prep or chunk.prep == "ل" and not verb):
                if chunk.kind == "G" and chunk.form is not None and chunk.form.number == "a":
                    continue
                return [(chunk, j)]
            if chunk.kind in "i":
                break
        return []

    def _whose(self, chunk: Chunk) -> Chunk | None:
        """The group affected when a thing or person of theirs is: its owner, or itself when it is a party."""
        if chunk.kind == "A":
            return chunk
        if chunk.kind == "G":
            if chunk.owner is not None:
                return chunk.owner
            return chunk if chunk.party else None
        return None

    def _spread(self, draft: Draft) -> list[Draft]:
        """One row for each place of an unnumbered event."""
        if draft.place is None or draft.measure is not None and draft.measure.low is not None:
            return [draft]
        k = self.index.get(draft.place.first)
        if k is None:
            return [draft]
        from rasd.reading.events import SentenceEvents

        places = SentenceEvents(self.text, self.book, self.chunks, draft.sentence).place_list(k)
        if len(places) < 2:
            return [draft]
        found = []
        for place in places:
            copy = Draft(draft.action, draft.at, draft.sentence, draft.rules[0])
            for slot in Draft.__slots__:
                setattr(copy, slot, getattr(draft, slot))
            copy.rules = [*draft.rules]
            copy.place = place
            found.append(copy)
        return found

    # ---- those affected

    def _affected(self, draft: Draft, drafts: list[Draft]) -> None:
        draft.cause = self._cause(draft, drafts)
        k, end = self._region(draft)
        chunk = draft.measure.chunk if draft.measure is not None else None
        if chunk is not None and draft.patient is None:
            draft.patient = self._whose(chunk) if chunk.code != "unit" else None
        if draft.part_of is not None:
            self._inherit_part(draft)
        if draft.agent is None:
            draft.agent = self._by(k, self._clause_end(end)) or self._active_subject(draft, k, end)
        if draft.patient is None and draft.action in ("took", "lost"):
            draft.patient = self._from_whom(k, end)
        if draft.action in ("lost", "surrendered"):
            draft.patient, draft.agent = draft.patient or draft.agent, None
            if draft.patient is None:
                draft.patient = draft.cause.patient if draft.cause is not None else self.context.patient
        if "forces-brought" in draft.rules:
            draft.agent = draft.cause.agent or self.context.agent if draft.cause is not None else self.context.agent
            draft.patient = None
        if draft.cause is not None and draft.cause.action == "clash":
            self._in_clash(draft, draft.cause)
        elif draft.cause is not None and draft.cause.patient is None and draft.patient is not None and draft.patient.kind == "A" and draft.action in ("killed", "wounded", "killed_or_wounded"):
            if draft.cause.agent is None or not self._one(draft.cause.agent, draft.patient):
                draft.cause.patient = draft.patient  # those struck are the ones whose people fell
        if draft.cause is not None:
            if draft.agent is None and draft.cause.agent is not None and draft.cause.action != "clash" and draft.action != "lost":
                draft.agent = draft.cause.agent
                draft.rules.append("agent-from-event")
            if draft.patient is None and draft.action in PERSON_ACTIONS and draft.code == "person.combatant":
                draft.patient = draft.cause.patient

    def _in_clash(self, draft: Draft, clash: Draft) -> None:
        """Of the two sides of a clash, the one that the victims do not belong to is the doer."""
        sides = [s for s in (clash.agent, clash.patient) if s is not None]
        if draft.agent is not None or not sides or draft.action not in PERSON_ACTIONS:
            return
        if draft.patient is not None:
            others = [s for s in sides if not self._one(s, draft.patient) and not (s.code and s.code == draft.patient.code and s.party)]
            if len(others) == 1 and (len(sides) == 2 or draft.code == "person.civilian"):
                draft.agent = others[0]
            elif len(others) == 1 and len(sides) == 1 and clash.agent is None:
                draft.agent = others[0]  # «مواجهات مع كذا»
        elif draft.code is not None and len(sides) == 2:
            own = [s for s in sides if s.code == draft.code]
            if len(own) == 1:
                draft.patient = own[0]
                draft.agent = next(s for s in sides if s is not own[0])

    def _clause_end(self, end: int) -> int:
        """From the end of a region on to the end of the clause: joined verbs share what follows («استشهد صياد وأصيب آخر برصاص …»)."""
        while end < len(self.chunks) and self.chunks[end].kind not in ",kS" and not (self.chunks[end].kind == "G" and self.chunks[end].number is not None and end > 30):
            end += 1
        return end

    def _inherit_part(self, draft: Draft) -> None:
        whole = draft.part_of
        assert whole is not None
        draft.agent = draft.agent or whole.agent
        draft.patient = draft.patient or (whole.patient if draft.code == whole.code or whole.patient is not None and whole.patient.kind == "A" else None)
        draft.place = draft.place or whole.place
        draft.time = draft.time or whole.time
        draft.cause = draft.cause or whole.cause

    def _cause(self, draft: Draft, drafts: list[Draft]) -> Draft | None:
        """The attack of the same sentence that did it: the next after «في»، «إثر», else the one before."""
        k = self.index.get(draft.at, 0)
        events = [d for d in drafts if d.violence]
        after = [d for d in events if self.index[d.at] > k and d.at >= draft.end - 1]
        before = [d for d in events if self.index[d.at] < k]
        if after:
            j = self.index[after[0].at]
            link = {self._word(n) for n in range(max(k, j - 4), j)}
            if link & {"في", "اثر", "جراء", "بسبب", "نتيجه", "خلال", "عقب", "بعد", "عندما", "لدي", "الذي"} or self.chunks[j].prep == "ب":
                return after[0]
        if before:
            return before[-1]
        return after[0] if after else None

    def _active_subject(self, draft: Draft, k: int, end: int) -> Chunk | None:
        form = draft.form
        if form is None:
            return None
        lexeme = form.lexeme
        if lexeme.kind == "verb" and lexeme.voice in ("act", "both"):
            measure = draft.measure
            passive = "victims-before-verb" in draft.rules
            after = self.chunks[k + 1] if k + 1 < len(self.chunks) else None
            if after is not None and after.kind == '"':
                after = self.chunks[k + 2] if k + 2 < len(self.chunks) else None
            if after is not None and (measure is None or after is not measure.chunk) and after.kind in "AG" and not after.prep and (after.kind == "A" or after.party):
                if draft.place is None or after.first < draft.place.first:
                    return self._whose(after)
            if not passive and (form.number == "p" or lexeme.voice == "act" or self._topic_before(k)):
                return self._subject(k, k + 1)
        if lexeme.kind == "noun" and lexeme.of == "agent" and k + 1 < len(self.chunks):
            after = self.chunks[k + 1]
            if after.kind == "A" and not after.prep:
                return after
        if lexeme.kind == "noun":
            return self._managed(k)
        return None

    def _topic_before(self, k: int) -> bool:
        """Whether an actor stands right before a verb, as its topic: «إن الجيش قتل 5»."""
        return k > 0 and self.chunks[k - 1].kind == "A" and not self.chunks[k - 1].prep

    def _managed(self, k: int) -> Chunk | None:
        """«تمكنت القوات من قتل 43»: the subject of the verb that governs the noun."""
        if k > 1 and self._word(k - 1) in ("من", "في") and self.chunks[k - 1].kind == "p":
            for j in range(k - 2, max(-1, k - 8), -1):
                chunk = self.chunks[j]
                if chunk.word is not None and chunk.word.stem.lstrip("و")[:4] in ("تمكن", "تتمك", "نجح", "نجحت", "استط", "يتمك"):
                    return self._actor_at(j + 1, k - 1) or self._subject(j, j + 1)
        return None

    def _from_whom(self, k: int, end: int) -> Chunk | None:
        for j in range(k + 1, min(end, len(self.chunks) - 1)):
            if self.chunks[j].kind == "p" and self._word(j) == "من":
                who = self._actor_at(j + 1, j + 3)
                if who is not None:
                    return who
        return None

    # ---- places

    def _take_place(self, draft: Draft, k: int, end: int) -> None:
        """The finest of the places that stand together first in the draft's region."""
        if draft.place is not None:
            start = self.index.get(draft.place.first)
            if start is not None:
                draft.place = self._finest(start, end)
            return
        for j in range(k, min(end, len(self.chunks))):
            chunk = self.chunks[j]
            if chunk.kind == "L" and chunk.first not in self.spoken and self._stands(chunk, draft):
                draft.place = self._finest(j, end)
                return

    def _stands(self, chunk: Chunk, draft: Draft) -> bool:
        """Whether a place is where it happened: not where somebody came from, was taken to, or moved."""
        before = self.text.forms[chunk.first - 1] if chunk.first else ""
        earlier = self.text.forms[chunk.first - 2] if chunk.first > 1 else ""
        if before in ("من", "الي", "نحو", "باتجاه", "عن") and earlier not in ("بالقرب", "القرب", "مقربه", "كل") and draft.action not in ("took", "lost", "deployed", "displaced"):
            return False
        return not (chunk.code == "site.hospital" and draft.action in PERSON_ACTIONS)

    def _finest(self, j: int, end: int) -> Chunk:
        """Of a chain of places («حي كذا في مدينة كذا بمحافظة كذا») the most specific."""
        best = self.chunks[j]
        gap = 0
        for n in range(j + 1, min(end, j + 8)):
            chunk = self.chunks[n]
            if chunk.kind == "L" and not chunk.conj:
                if FINENESS.get(chunk.level, 3) < FINENESS.get(best.level, 3) and not heading(self.text, chunk):
                    best = chunk
                gap = 0
            elif chunk.kind == "," and gap == 0 and n + 1 < len(self.chunks) and self._goes_on(n + 1):
                gap += 1
            elif chunk.kind in 'wp"':
                gap += 1
                if gap > 2:
                    break
            else:
                break
        return best

    def _goes_on(self, n: int) -> bool:
        """Whether what follows a comma still says where: with a preposition or a head («، حي كذا»)."""
        chunk = self.chunks[n]
        return chunk.kind == "p" or chunk.kind == "L" and (chunk.prep == "ب" or self.text.forms[chunk.first] in self.book.place_heads)

    def _where(self, draft: Draft) -> None:
        if draft.place is not None:
            return
        k, end = self._region(draft)
        self._take_place(draft, k, end)
        if draft.place is not None:
            return
        if draft.cause is not None and draft.cause.place is not None:
            draft.place = draft.cause.place
            draft.rules.append("place-from-event")
            return
        place = self._sentence_place(k)
        if place is not None:
            draft.place = place
            draft.rules.append("place-from-sentence")
        elif self.context.place is not None and not self._cumulative(draft) and (self._same_voice(draft) or not self._own_time(draft)):
            draft.place = self.context.place
            draft.rules.append("place-from-context")

    def _own_time(self, draft: Draft) -> bool:
        """Whether the sentence dates the draft itself."""
        return any(c.kind == "T" and not self._announces(c) for c in self.chunks)

    def _sentence_place(self, k: int) -> Chunk | None:
        """A place elsewhere in the sentence, those before the trigger first."""
        order = [*range(k - 1, -1, -1), *range(k + 1, len(self.chunks))]
        for j in order:
            chunk = self.chunks[j]
            if chunk.kind == "L" and chunk.first not in self.spoken and (chunk.prep == "ب" or self._preceded(j)) and not (j and self.chunks[j - 1].kind == "L"):
                if chunk.code == "site.hospital" or self.text.forms[chunk.first - 1] in ("من", "الي") and chunk.first:
                    continue
                return self._finest(j, len(self.chunks))
        return None

    def _preceded(self, j: int) -> bool:
        return j > 0 and self.chunks[j - 1].kind == "p" or self.chunks[j].first < len(self.text.forms) and self.text.forms[self.chunks[j].first] in self.book.place_heads

    def _cumulative(self, draft: Draft) -> bool:
        moment = draft.time.moment if draft.time is not None else None
        return moment is not None and moment.kind == "since" and moment.precision in ("year", "since")

    # ---- times

    def _when(self, draft: Draft) -> None:
        if draft.time is not None:
            return
        k, end = self._region(draft)
        own = [c for c in self.chunks[k:end] if c.kind == "T"]
        other = [c for j, c in enumerate(self.chunks) if c.kind == "T" and not k <= j < end]
        for chunk in own:
            if not self._announces(chunk):
                draft.time = self._of_that_day(chunk)
                return
        if draft.cause is not None and draft.cause.time is not None:
            draft.time = draft.cause.time
            return
        candidates = [c for c in other if not self._announces(c)]
        if candidates and self._detached(draft, candidates):
            candidates = []
        if candidates:
            draft.time = self._of_that_day(min(candidates, key=lambda c: abs(c.first - draft.at)))
            draft.rules.append("time-from-sentence")
        elif self.context.time is not None and self._same_voice(draft) and (draft.place is None or self.context.place is None or draft.place is self.context.place or "place-from-context" in draft.rules):
            draft.time = self.context.time
            draft.rules.append("time-from-context")

    def _of_that_day(self, chunk: Chunk) -> Chunk:
        """«أمس خسائر … خلال 24 ساعة»: the hours run up to the day that the sentence speaks of."""
        moment = chunk.moment
        if moment is None or moment.kind != "last_hours" or moment.end is None or moment.end != self.published:
            return chunk
        for other in self.chunks:
            day = other.moment
            if other.kind == "T" and day is not None and day.kind == "point" and day.start is not None and day.start == day.end and day.start < moment.end:
                if moment.start is not None and (moment.end - day.start).days == 1:
                    chunk.moment = moment._replace(start=moment.start - (moment.end - day.start), end=day.start)
        return chunk

    def _detached(self, draft: Draft, candidates: list[Chunk]) -> bool:
        """A recap's «منذ …» dates its own clause alone."""
        nearest = min(candidates, key=lambda c: abs(c.first - draft.at))
        moment = nearest.moment
        return moment is not None and moment.kind == "since" and abs(nearest.first - draft.at) > 25

    def _announces(self, chunk: Chunk) -> bool:
        """Whether a day dates the announcement: it stands between the verb of speaking and what is said."""
        for segment in self.segments:
            cue = segment.cue[0]
            if segment.first == cue or cue < chunk.first:
                if cue < chunk.first and chunk.first - cue < 16 and not self._said_between(cue + 1, chunk.first):
                    return True
            near = segment.chain[-1] if segment.chain else None
            if near is not None and near.last == chunk.first and near.first > cue:
                return True
        return False

    def _said_between(self, a: int, b: int) -> bool:
        """Whether what is said has begun between two tokens."""
        words, forms, kinds = self.text.words, self.text.forms, self.text.kinds
        return any(
            kinds[t] == "w" and (words[t].tag in "invq" and not (words[t].tag in "n" and t in self.spoken)) or forms[t] in (":", '"', "«", "“")
            for t in range(a, b)
        )
