"""One sentence as the roles see it: its chunks, its drafts, its voices, and what the sentences before left behind."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right

from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.families import PERSON_ACTIONS
from rasd.reading.cutting.names import Names
from rasd.reading.scenes.drafts import Draft
from rasd.reading.speaking.attribution import Segment

#: No role is looked for further than this many chunks away: long sentences must not cost their square.
WINDOW = 60
#: So many chunks after what happened another clause can still say where and when it was.
WITHIN_REACH = 28
_CLITICS = ("لل", "بال", "وال", "ال")
_CONJUNCTIONS = frozenset("ان حيث عندما بعدما ما حين فيما".split())


#: What one sentence leaves to the next.
_LEFT = tuple(
    "agent chain event families fight kinds patient people place section span speaker subject there time where".split()
)


class Context:
    """What the sentences before leave behind: the incident told of, its place, day, doer and target."""

    __slots__ = _LEFT

    def __init__(self) -> None:
        self.event: Draft | None = None
        self.families: set[str] = set()
        #: Where the last event of each family was: «الهجوم» was there, though another place has been named since.
        self.where: dict[str, Chunk] = {}
        #: The last clash whose two sides are known.
        self.fight: Draft | None = None
        self.agent: Chunk | None = None
        self.patient: Chunk | None = None
        #: Who did what was told last, by the words of its own clause: a verb without a subject goes on with him.
        self.subject: Chunk | None = None
        self.people: str | None = None
        self.speaker: tuple[int, int] | None = None
        self.place: Chunk | None = None
        self.time: Chunk | None = None
        #: The further places of the sentence that gave the time: it holds for them, too.
        self.there: list[Chunk] = []
        #: The places that say where that place lies: «حي كذا في مخيم كذا».
        self.chain: list[Chunk] = []
        #: The last span of a recap: «الفترة نفسها» means it.
        self.span: Chunk | None = None
        #: The last place of each kind, by what it was called: «المدينة» means it.
        self.kinds: dict[str, Chunk] = {}
        #: The time of a list's heading, which holds for each of its lines that has none of its own.
        self.section: Chunk | None = None

    def copy(self) -> Context:
        """The same context, for an item of a list that must not lend to the next."""
        twin = Context()
        for slot in _LEFT:
            setattr(twin, slot, getattr(self, slot))
        twin.families = {*self.families}
        twin.kinds = {**self.kinds}
        twin.where = {**self.where}
        return twin


class Scene:
    """The chunks and drafts of one sentence, with what is looked up again and again."""

    def __init__(
        self,
        text: Text,
        names: Names,
        chunks: list[Chunk],
        drafts: list[Draft],
        segments: list[Segment],
        context: Context,
        published: datetime.date | None,
    ) -> None:
        self.text = text
        self.names = names
        self.book = names.book
        self.chunks = chunks
        self.drafts = drafts
        self.segments = segments
        self.context = context
        self.published = published
        self.index = {t: k for k, c in enumerate(chunks) for t in range(c.first, c.last)}
        self.spoken = {t for s in segments for who in s.chain for t in range(who.first, who.last)}
        self.triggers = frozenset(self.index[d.at] for d in drafts if d.at in self.index)
        self.starts = sorted(self.triggers | {k for k, c in enumerate(chunks) if c.unreal})
        self.at_chunk: dict[int, list[Draft]] = {}
        for draft in drafts:
            self.at_chunk.setdefault(self.index.get(draft.at, -1), []).append(draft)
        self.places = [j for j, c in enumerate(chunks) if c.kind == "L"]
        self.days = [j for j, c in enumerate(chunks) if c.kind == "T"]
        self.measured = {id(d.measure.chunk) for d in drafts if d.measure is not None}
        self.announced: dict[int, bool] = {}
        self.joint: dict[int, Chunk] = {}
        taken = (d.place for d in drafts if d.action in ("took", "lost"))
        #: Where the ground lies that changed hands: «طردوهم من كذا وأسروا عددا منهم».
        self.taken = {place.first for place in taken if place is not None}
        #: The regions of deeds that somebody is only said to be guilty of.
        self.deeds = [(*self.region(d), d) for d in drafts if d.violence and held_for(text, d)]
        self._cues = sorted(((s.cue[0], n) for n, s in enumerate(segments)))

    def of_a_deed(self, j: int, draft: Draft) -> bool:
        """Whether chunk ``j`` belongs to an earlier deed of those of whom a draft tells."""
        return any(k < j < end and draft.at < deed.at and draft.cause is not deed for k, end, deed in self.deeds)

    def region(self, draft: Draft) -> tuple[int, int]:
        """The chunks from a draft's trigger up to the next trigger."""
        k = self.index.get(draft.at, 0)
        n = bisect_right(self.starts, k)
        people = draft.action in PERSON_ACTIONS
        while people and n < len(self.starts) and self._only_parts(draft, self.starts[n]):
            n += 1  # «قتل 14 بينهم 4 أطفال الأحد في كذا»: the day and place are of the whole
        return k, self._before_front(k, self.starts[n]) if n < len(self.starts) else len(self.chunks)

    def _before_front(self, k: int, end: int) -> int:
        """«…، وفي كذا شمال كذا أصيب عشرة»: where it was stands before its verb, and is not of what was told before."""
        if self.chunks[end].kind != "V" or self.chunks[end].conj:
            return end
        for j in range(end - 1, max(k, end - 7), -1):
            chunk = self.chunks[j]
            if chunk.kind == "p" and chunk.conj and self.word(j) == "في":
                return j
            if chunk.kind not in "LTw,p" and not (chunk.kind == "G" and chunk.article and chunk.number is None):
                return end  # «… شمال العاصمة العراقية أصيب عشرة»
        return end

    def _only_parts(self, whole: Draft, k: int) -> bool:
        """Whether the drafts at a chunk are all breakdowns of one draft."""
        here = self.at_chunk.get(k, ())
        return bool(here) and all(d.part_of is whole for d in here)

    def cues_near(self, t: int) -> list[Segment]:
        """The segments whose cue of speaking stands within some words before token ``t``."""
        low, high = bisect_left(self._cues, (t - 30, -1)), bisect_left(self._cues, (t, -1))
        return [self.segments[n] for _, n in self._cues[low:high]]

    def word(self, j: int) -> str:
        """The bare first word of chunk ``j``."""
        chunk = self.chunks[j]
        return chunk.word.stem if chunk.word is not None else self.text.forms[chunk.first]

    def whose(self, chunk: Chunk) -> Chunk | None:
        """The group affected when a thing or person of theirs is: its owner, or itself when it is a party."""
        if chunk.kind == "A":
            return chunk
        if chunk.kind == "G":
            if chunk.owner is not None:
                return chunk.owner
            return chunk if chunk.party or self.partisan(chunk) else None
        return None

    def tells(self, chunk: Chunk) -> bool:
        """Whether a chunk names an agency or an outlet, which tells of deeds but does none."""
        if chunk.actors:
            return chunk.actors[0].kind in ("agency", "outlet", "monitor")
        return chunk.kind == "A" and bare(self.text.forms[chunk.first]) in ("شبكه", "موقع", "قناه", "صحيفه", "اذاعه")

    def actor_at(self, j: int, end: int) -> Chunk | None:
        """The first actor, party or owner among the chunks ``j`` up to ``end``."""
        for n in range(j, min(end, j + 5, len(self.chunks))):
            chunk = self.chunks[n]
            if self.tells(chunk):
                return None
            if chunk.kind == "A" or (chunk.kind == "L" and chunk.actors and n == j):
                return chunk
            if chunk.kind == "G" and (chunk.party or chunk.owner):
                return self.whose(chunk)
            if chunk.kind in "NVi," and not (chunk.kind == "," and n == j):
                return None
        return None

    def after_preposition(self, j: int) -> bool:
        """Whether chunk ``j`` stands after a preposition, and so is no subject."""
        return j > 0 and self.chunks[j - 1].kind == "p" and self.word(j - 1) not in _CONJUNCTIONS

    def one(self, a: Chunk, b: Chunk) -> bool:
        """Whether two parties are the same by identity or by their words."""
        if a.actors and b.actors:
            return a.actors[0].id == b.actors[0].id
        if self.irregular(a) and self.irregular(b):
            return True  # «مسلحون» and «عناصر إرهابية» do not fight each other
        if self._stands_for(a, b) or self._stands_for(b, a):
            return True
        one, other = self._words(a), self._words(b)
        common = self.text.classes.party_word
        shared = one & other
        return bool(shared - common) or (bool(shared) and (one <= common or other <= common))

    def _stands_for(self, word: Chunk, name: Chunk) -> bool:
        """«اشتباكات مع داعش قتل فيها 35 من عناصر التنظيم»: a bare word for a group, after the group's name."""
        if word.actors or word.last != word.first + 1 or not name.actors or name.first > word.first:
            return False
        head = bare(self.text.forms[word.first])
        if head not in self.text.classes.any_group and head != bare(self.text.forms[name.first]):
            return False
        return name.actors[0].kind in ("group", "militia", "party")

    def _words(self, chunk: Chunk) -> set[str]:
        return {nation(f) for f in self.text.forms[chunk.name[0] : chunk.name[1]] if len(f) > 2}

    def irregular(self, chunk: Chunk) -> bool:
        """«مسلحين»، «عناصر إرهابية»: armed people without a name."""
        if chunk.kind != "G" or chunk.owner is not None or not (chunk.code or "").startswith("person.comb"):
            return False
        return (chunk.party and not _national(chunk)) or self.partisan(chunk)

    def partisan(self, chunk: Chunk) -> bool:
        """«عنصرا إرهابيا»، «العناصر المسلحة»: people whom an adjective puts on a side."""
        people = (chunk.code or "person").startswith("person")
        return people and any(w.siding for w in self.text.words[chunk.name[0] + 1 : chunk.last])


def held_for(text: Text, draft: Draft) -> bool:
    """«قتل 6 كانوا وراء تفجير في كذا العام الماضي»: an earlier deed of those of whom something is told."""
    before = text.forms[max(draft.sentence[0], draft.at - 2) : draft.at]
    return any(bare(f) in text.classes.guilty for f in before)


def _national(chunk: Chunk) -> bool:
    return chunk.form is not None and "nation" in chunk.form.lexeme.flags


def nation(form: str) -> str:
    """A nationality without its ending, and any other word without its article.

    >>> nation("مصريين"), nation("المصرية"), nation("مصريا"), nation("الجيش")
    ('مصري', 'مصري', 'مصري', 'جيش')
    """
    form = bare(form)
    for ending in ("ين", "ون", "ان", "ه", "ا", "ة"):
        if form.endswith("ي" + ending):
            return form.removesuffix(ending)
    return form


def bare(form: str) -> str:
    """A word without its article and what is written together with it.

    >>> bare("للجيش"), bare("والجيش")
    ('جيش', 'جيش')
    """
    for clitic in _CLITICS:
        form = form.removeprefix(clitic)
    return form
