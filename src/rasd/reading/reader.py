"""Report → claims: the sentences one after the other, then what they say twice is brought together."""

from __future__ import annotations

import datetime

from rasd.arabic.dates import LONG, find_dates
from rasd.arabic.numbers import find_numbers
from rasd.arabic.sentences import sentences
from rasd.arabic.words import tokenise
from rasd.codebook.collector import paused
from rasd.model import Claim, Report
from rasd.reading.comparing.incidentday import date_back, dates_back, says_when
from rasd.reading.comparing.laterplaces import place_back, placed_later
from rasd.reading.comparing.recalling import mere_mention, recalled
from rasd.reading.comparing.repeats import settle
from rasd.reading.comparing.retold import settle_incidents
from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.families import CIVILIANS, FALLEN, FAMILY, PERSON_ACTIONS, family_of
from rasd.reading.cutting.phraseheads import class_the_heads
from rasd.reading.cutting.phrases import Chunker
from rasd.reading.cutting.tagging import LIKE_NOUNS
from rasd.reading.cutting.watching import Watch
from rasd.reading.dating.days import lasting, one_day
from rasd.reading.dating.moments import moments_told, named_moments, open_since, so_far
from rasd.reading.dating.sameground import chain_of, where_told
from rasd.reading.doing.adopting import adopts
from rasd.reading.doing.sides import infer
from rasd.reading.knowledge import Knowledge, default
from rasd.reading.measuring.events import SentenceEvents
from rasd.reading.measuring.fields import Fields
from rasd.reading.measuring.grids import Grids
from rasd.reading.measuring.tables import Table
from rasd.reading.measuring.underheads import UnderHeading, did, of_the_class
from rasd.reading.parties import asides
from rasd.reading.parties.raids import stormed
from rasd.reading.parties.unitnames import as_bodies
from rasd.reading.placing.jointplaces import around
from rasd.reading.placing.pointedback import kinds_of
from rasd.reading.records import Recorder
from rasd.reading.roles import Context, Roles
from rasd.reading.scenes.drafts import Draft, without_shares
from rasd.reading.scenes.scene import held_for
from rasd.reading.scenes.sheets import from_heading, from_sheets
from rasd.reading.scenes.stance import distances
from rasd.reading.speaking.attribution import Attribution
from rasd.reading.speaking.headers import OtherPages, bullet, issuing, labels_a_toll, numbered, posted

_RELATIVES = frozenset("التي الذي اللذين اللتين الذين".split())
#: Only a sentence with one of these tells of something.
_ADOPTING = Watch(lambda word, _: adopts(word))
_TELLING = Watch(lambda word, _: word.tag in "vnq" or bool(word.means) or word.opens or adopts(word))
#: Words that their letters before folding, or the word before them, may make another word of.
_RESPELLED = frozenset(LIKE_NOUNS)
#: A line that opens so sums up, and leaves the place and day of the line before.
_IN_ALL = frozenset("اجمالا اجمالي الاجمالي المجموع مجموع واجمالا محصله".split())
_TURNS = frozenset("في من علي".split())
_MATTERS = frozenset("سياق صعيد جهه ناحيه جانب حادث حادثه تطور موضوع شان".split())
_OTHER = frozenset("اخر اخري منفصل منفصله مختلف مغاير".split())
#: So many posts make a list of them.
_POSTS = 3
#: Longer than this many words, a line without a bullet is prose and no longer of the list above it.
_A_LINE = 14


def read(report: Report, *, knowledge: Knowledge | None = None) -> list[Claim]:
    """The claims of a report, in the order of its text.

    A pure function: the same report and the same knowledge give the same claims.

    >>> claims = read(Report.from_text("قتل 5 جنود في هجوم على حاجز قرب مدينة تعز أمس", published="2020-03-02"))
    >>> [(c.action, c.count.low, c.place.text if c.place else None) for c in claims]
    [('killed', 5, 'مدينة تعز'), ('attack', None, 'مدينة تعز')]
    """
    knowledge = knowledge or default()
    return claims_of(report, look_up(report, knowledge), knowledge)


def claims_of(report: Report, text: Text, knowledge: Knowledge) -> list[Claim]:
    """The claims of a report whose words have been looked up."""
    with paused():  # it finds next to no garbage in the middle of a report, and looks for it again and again
        drafts = _Reading(text, knowledge, report.published).drafts()
        return Recorder(report, text, knowledge).claims(settle(drafts, text))


def look_up(report: Report, knowledge: Knowledge) -> Text:
    """The tokens of a report with what is known of each: words, numbers, dates."""
    tokens = tokenise(report.text)
    lexicon = knowledge.lexicon
    words = lexicon.look_up(tokens.forms)
    for i in [i for i, form in enumerate(tokens.forms) if form in _RESPELLED]:
        form = tokens.forms[i]
        killed = i > 0 and form == "ام" and any(f.lexeme.code in PERSON_ACTIONS for f in words[i - 1].act)
        counted = i > 0 and tokens.kinds[i - 1] == "n"
        if killed or (form != "ام" and (counted or "آ" in tokens.slice(i, i + 1))):
            words[i] = lexicon.spelled(form)  # «مقتل أم»، «آلية»، «35 الية»
    for i in [i for i, form in enumerate(tokens.forms) if form in lexicon.his_kin]:
        if tokens.slice(i, i + 1).endswith("\u0647"):
            words[i] = lexicon.his(tokens.forms[i])
    numbers = {n.first: n for n in find_numbers(tokens) if n.kind != "ordinal"}
    dates = {m.first: so_far(m, report.published) for m in find_dates(tokens, report.published)}
    for i in [i for i, m in dates.items() if m.last == i + 1 and tokens.forms[i] == "اب"]:
        if "إ" in tokens.slice(i, i + 1):
            del dates[i]  # «في إب» is the town, no August
    taken = {t for m in dates.values() for t in range(m.first, m.last)}
    dates |= {m.first: m for m in named_moments(tokens, knowledge.codebook, report.published, taken)}
    dates |= {m.first: m for m in moments_told(tokens, dates, report.published)}
    text = Text(tokens, words, numbers, dates, knowledge.codebook.word_classes)
    class_the_heads(text, knowledge.codebook)
    return text


def _who(draft: Draft) -> tuple[int, int] | None:
    """Who answers for a draft, as the place in the text where they are named."""
    if draft.segment is None or not draft.segment.chain:
        return None
    return draft.segment.chain[-1].first, draft.segment.chain[-1].last


def _earlier(draft: Draft, drafts: list[Draft], day: Chunk) -> bool:
    """«قتل 7 الخميس خلال تشييع مقاتلين قتلوا الأربعاء»: of two days of one sentence the earlier is told in passing."""
    one, other = draft.time.moment if draft.time else None, day.moment
    if one is None or other is None or one.start is None or other.start is None or not one_day(day):
        return False
    return one.start < other.start and any(d.time is day for d in drafts)


def _struck_by(draft: Draft) -> bool:
    """«3 انتحاريين قتلوا 18 شخصا»: who harmed people himself is the doer of «الهجوم» that is told of next."""
    if draft.action not in FALLEN or draft.cause is not None or draft.agent is None or draft.agent.lone:
        return False
    return not any(rule.startswith("agent-") for rule in draft.rules)


class _Reading:
    """One pass over the sentences of a report."""

    def __init__(self, text: Text, knowledge: Knowledge, published: datetime.date | None) -> None:
        self.text = text
        self.names = knowledge.names
        self.published = published
        self.book = knowledge.codebook
        self.chunker = Chunker(text, knowledge.names)
        self.attribution = Attribution(text, knowledge.names)
        self.context = Context()
        #: The day on which a sentence says that the attack told of before took place.
        self.day: Chunk | None = None
        #: The event of a sentence that says more closely where the one told of before was.
        self.later: Draft | None = None
        #: What the heading of a list of posts leaves to each of them («جراء العدوان الإسرائيلي على غزة:»).
        self.framed = Context()
        #: Whether the sentence speaks of the attack told of before («الهجوم»).
        self.same_incident = False
        self.fields = Fields(text, knowledge.names)
        self.other_pages = OtherPages(text)
        self.table = Table()
        self.grids = Grids(text, self.chunker)
        self.under = UnderHeading(text, knowledge.codebook)
        #: The lists that are open, outermost first: the mark of their items, and what stands above them.
        self.lists: list[tuple[str, Context]] = []

    def drafts(self) -> list[Draft]:
        """The drafts of all sentences."""
        found: list[Draft] = []
        listing = self._listing()
        for first, last in sentences(self.text.tokens):
            if last - first < 3 and numbered(self.text, first):
                self._item(first, last)  # «1.» ends no sentence
                continue
            if self._furniture(first, last):
                self.context = Context()
                self.attribution.forget()
                continue
            if listing and not labels_a_toll(self.text, first, last):
                self.context = self.framed.copy()
            before = self.context.event
            told = self._sentence(first, last)
            later = None if listing or before is None else self.later
            if later is not None and before is not None and later.status != "denied":
                place_back(found, before, later)
            if self.day is not None and not listing:
                date_back(found, self.day, self.text)
            found += told
        from_sheets(found, self.text, self.names, self.chunker)
        if not listing:
            infer(found, self.text, self.names)
            for draft in found:
                stormed(draft, [], self.text)  # its doer may only now be known
        from_heading(found, self.text, self.names, self.chunker)
        if not listing:
            settle_incidents(found, self.text, self.names)
        return without_shares(found)

    def _listing(self) -> bool:
        """Whether the text is a list of headlines, each of its own incident: many short lines without stops."""
        source = self.text.tokens.text
        lines = [line for line in source.splitlines() if len(line) > 20]
        if len(lines) >= _POSTS and sum(map(posted, lines)) * 2 > len(lines):
            return True
        return (
            len(lines) >= 8
            and max(map(len, lines)) < 160
            and sum(line.rstrip().endswith((".", "،", ":")) for line in lines) * 4 < len(lines)
        )

    def _furniture(self, first: int, last: int) -> bool:
        """A line of counters, symbols and clock times that parts one post from the next."""
        kinds = self.text.kinds[first:last]
        if self.other_pages.hold(first, last) or (self.text.forms[first] == "[" and self.text.forms[last - 1] == "]"):
            return True
        return kinds.count("w") < 2 and ("n" in kinds or "p" in kinds) and not kinds.count("w")

    def _another_matter(self, first: int, last: int) -> bool:
        """«وفي سياق منفصل»، «من جهة أخرى»، «في حادث آخر»: the place and day told before are not of it."""
        forms = self.text.forms[first : min(first + 3, last)]
        at, of, other = forms if len(forms) == 3 else ("", "", "")
        return at.lstrip("و") in _TURNS and of in _MATTERS and other in _OTHER

    def _sentence(self, first: int, last: int) -> list[Draft]:
        self.day, self.later = says_when(self.text, first, last), None
        self._item(first, last)
        self.under.heading(first, last)
        self.attribution.counting = self.under.fell is not None or self.grids.losses.open
        if self.text.forms[first] in _IN_ALL or self._another_matter(first, last):
            self.context = Context()
        segments = self.attribution.segments(first, last)
        in_table, in_grid = self.table.awaits(first, last), self.grids.awaits(first, last)
        chunks = self._cut(first, last) if in_table or in_grid else None
        part = self.table.line(chunks, first, last) if chunks is not None and in_table else None
        if part is not None:
            return [part]
        self.table.toll = None
        told = self.grids.read(chunks, first, last) if chunks is not None and in_grid else None
        if told is not None:
            for draft in told:
                draft.segment = self.attribution.at(segments, draft.at)
            return told
        if self.under.fell is None and not self.text.within(_TELLING, first, last):
            self._section(first, last)
            return []
        if chunks is None:
            chunks = self._cut(first, last)
        as_bodies(self.text, chunks)
        asides.joined(self.text, chunks)
        counted = self.under.mark(chunks)
        events = SentenceEvents(self.text, self.book, chunks, (first, last))
        events.others_before = self.context.people
        drafts = events.read()
        drafts = [] if self.fields.elsewhere(first, last, drafts) else drafts
        for draft in drafts:
            draft.segment = self.attribution.at(segments, draft.at)
        if not drafts and not self.text.within(_ADOPTING, first, last):
            self.same_incident = False
            self._section(first, last)
            self._note_places(chunks)
            return []
        drafts = Roles(self.text, self.names, chunks, drafts, segments, self.context, self.published).fill()
        for draft in drafts:
            stormed(draft, drafts, self.text)
        self._frame(drafts, heads=self.text.forms[last - 1] == ":")
        if self.under.fell is not None:
            of_the_class(drafts, self.under.code)
        if counted is not None:
            did(drafts, counted)
        self.day = dates_back(drafts, self.context.event, self.text) or (None if drafts else self.day)
        self.later = placed_later(drafts, self.context.event, self.text)
        self.same_incident = any(d.violence and d.definite and d.action != "clash" for d in drafts)
        alone, harmed = len(drafts) == 1, {id(d.cause) for d in drafts}
        drafts = [
            d for d in drafts if not mere_mention(d, self.context, self.text, alone=alone, harmed=id(d) in harmed)
        ]
        if not drafts:
            self._section(first, last)
        distances(self.text, self.book, drafts, (first, last))
        self.table.head(drafts)
        self._leave(drafts, chunks)
        self._note_places(chunks)
        return drafts

    def _cut(self, first: int, last: int) -> list[Chunk]:
        """The chunks of a sentence, without the names of those who only issue what it says."""
        self.chunker.silenced.update(issuing(self.text, first, last))
        return self.chunker.cut(first, last)

    def _note_places(self, chunks: list[Chunk]) -> None:
        """The last place of each kind, for «هذا الحي» in what follows."""
        self.context.kinds.update(kinds_of(self.text, self.book, [c for c in chunks if c.kind == "L"]))

    def _item(self, first: int, last: int) -> None:
        """Each item of a list goes on from what stands above the list, not from the item before it."""
        if first and self.text.kinds[first - 1] != "b":
            return  # a further sentence of the same line
        mark = bullet(self.text, first)
        level = next((n for n, (known, _) in enumerate(self.lists) if known == mark), -1)
        if level >= 0:
            del self.lists[level + 1 :]
            self.context = self.lists[level][1].copy()
        elif mark and mark == bullet(self.text, last):
            self.lists.append((mark, self.context))
            self.context = self.context.copy()
        elif mark and self.lists and self.context.section is self.lists[-1][1].section:
            self.context = self.lists[0][1]  # the heading of another list; one that dates its own goes on
            self.lists = []
        elif not mark:
            self.lists = []
            if last - first > _A_LINE:
                self.context.section = None

    def _section(self, first: int, last: int) -> None:
        """«منذ وقف إطلاق النار (11 أكتوبر):» dates the lines below it."""
        if self.text.forms[last - 1] != ":" and not bullet(self.text, last):
            return
        dated = next((t for t in range(first, last) if t in self.text.dates), None)
        if dated is None:
            return
        moment = self.text.dates[dated]
        chunk = Chunk("T", dated, moment.last, self.text.words[dated])
        if "منذ" in self.text.forms[first:dated] and moment.kind == "point":
            moment = open_since(moment, self.published)
        chunk.moment = moment
        self.context.time = self.context.section = chunk

    def _frame(self, drafts: list[Draft], heads: bool) -> None:
        """«العدوان الإسرائيلي على غزة» tells no event, but who acts against whom and where."""
        for draft in drafts:
            if draft.form is not None and "frame" in draft.form.lexeme.flags:
                self.context.agent = draft.agent or self.context.agent
                self.context.place = draft.place or self.context.place
                self.context.event = self.context.event or draft
                if heads:
                    self.framed = self.context.copy()

    def _background(self, draft: Draft) -> bool:
        """«كوباني التي طرد التنظيم منها في يناير»: told in passing, its day is not that of the next sentence."""
        before = self.text.words[max(draft.sentence[0], draft.at - 2) : draft.at]
        return any(w.form in _RELATIVES for w in before) and draft.time is not None

    def _reason(self, draft: Draft) -> bool:
        """«قصفت مواقع في سوريا ردا على إطلاق صواريخ على الجولان»: what is answered leaves its place to nothing."""
        before = self.text.forms[max(draft.sentence[0], draft.at - 4) : draft.at]
        return any(
            f.lstrip("وك") in ("ردا", "انتقاما") and before[n + 1 : n + 2] in (["علي"], ["ل"])
            for n, f in enumerate(before)
        )

    def _leave(self, drafts: list[Draft], chunks: list[Chunk]) -> None:
        """What this sentence leaves to the next."""
        context = self.context
        for draft in drafts:
            if recalled(draft, self.text) or (draft.violence and held_for(self.text, draft)):
                continue
            if (
                draft.code is not None
                and draft.code.startswith("person")
                and draft.part_of is None
                and not draft.violence
            ):
                context.people = draft.code
            if (
                draft.agent is not None
                and draft.action != "clash"
                and not any(r.startswith("agent-") for r in draft.rules)
            ):
                context.subject = draft.agent
            if draft.violence:
                context.families.add(FAMILY[draft.action])
                context.speaker = _who(draft)
                context.event = draft
                if draft.action == "clash" and draft.agent is not None and draft.patient is not None:
                    context.fight = draft
                # Neither of the two sides of a clash is the doer of what follows, nor is who blew himself up.
                if draft.action != "clash" and not (draft.agent is not None and draft.agent.lone):
                    context.agent = draft.agent or context.agent
                if draft.patient is not None and draft.patient.code not in CIVILIANS:
                    context.patient = draft.patient  # a family whose home was struck owns nothing else that is told of
            elif _struck_by(draft):
                context.agent = draft.agent
            if draft.place is not None and not draft.place_carried and not self._reason(draft):
                if draft.violence and draft.place.level != "country":
                    context.where[family_of(draft.action)] = draft.place
                known = context.place
                if known is None or draft.place.level != "country" or known.level == "country":
                    elsewhere = not where_told(self.text, chunks, draft.place, context)
                    if elsewhere and not (self.same_incident and one_day(context.time)):
                        context.time = None
                    context.place = around(draft, drafts, self.text, self.names) or draft.place
                    context.chain = chain_of(chunks, context.place)
            moment = draft.time.moment if draft.time is not None else None
            if moment is not None and (moment.kind == "since" or lasting(moment)):
                context.span = draft.time
            if moment is None or (context.event is not None and self._background(draft)):
                continue
            if moment.kind != "since" and moment.precision not in LONG:
                if context.time is not None and _earlier(draft, drafts, context.time):
                    continue
                context.time = draft.time
                context.there = [d.place for d in drafts if d.place is not None and d.place is not context.place]
