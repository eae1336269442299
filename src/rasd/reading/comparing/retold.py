"""One incident, told twice: it takes the finer place and the day that the report names where it tells it again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rasd.reading.comparing.agreeing import overlap, same_days
from rasd.reading.comparing.laterplaces import one_of_them, says_where
from rasd.reading.comparing.recalling import recalled, reminded
from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.families import PERSON_ACTIONS, family_of
from rasd.reading.cutting.names import COUNTRYSIDE, FINE, WIDE, Names, content_words
from rasd.reading.cutting.placechunks import heading
from rasd.reading.cutting.placenames import HEADINGS
from rasd.reading.dating.days import one_day
from rasd.reading.scenes.drafts import Draft
from rasd.reading.speaking.mentions import same_source

#: So many incidents before and after one may be the same, and so many may be told of it again.
_NEAR, _AGAIN = 12, 40
#: So many sentences that tell of something make a lead, with its headline; so many apart a wider place may be named.
_LEAD, _APART = 2, 3
#: So many words after a name the wider place may be told («شارع كذا في حي كذا بمدينة كذا»).
_BESIDE = 8
#: Words that set an incident apart from the one before.
_OTHER = frozenset(
    "اخر اخري اخرين اخرون مماثل مماثله مشابه مشابهه منفصل منفصله ثان ثانيه ثالث ثالثه جديد جديده".split()
)
#: «شرقي البلاد»: the state that the report speaks of, whatever village may be called so.
_HERE = frozenset(("البلاد", "بالبلاد"))
#: Districts, of which a report names the village.
_UNITS = frozenset("قضاء ناحيه مديريه محليه معتمديه مقاطعه".split())
_AWAY = frozenset(("من", "الي", "عن"))
_BORROWED = frozenset(("place-from-context", "place-from-report", "place-from-speaker", "place-from-kind"))


class Told:
    """One event with those it befell, or those that one sentence tells of together."""

    def __init__(self, draft: Draft, order: int) -> None:
        self.members = [draft]
        self.order = order
        #: Whether it is of one incident, which nobody denies, claims for himself or only recalls.
        self.itself = False
        #: Whether its event is told of no other place in the same breath.
        self.alone = True
        #: Whether it is the first of its kind that the report tells of, in its lead.
        self.opens = False
        #: The how manyeth of the sentences that tell of something it stands in.
        self.sentence = 0
        #: The states and first-level units in which its place may lie, once somebody has asked.
        self.lands: frozenset[str] | None = None

    @property
    def head(self) -> Draft:
        """The event, or the first of those told of."""
        return self.members[0]

    @property
    def place(self) -> Chunk | None:
        """Where it was, as far as the words say."""
        return self.head.place


def settle_incidents(drafts: list[Draft], text: Text, names: Names) -> None:
    """Give each incident the finer place, and the day, with which the report tells it again."""
    told = _incidents_of(drafts, text)
    if len(told) < 2:
        return
    for one in told:
        if (other := _placed_better(one, told, text, names)) is not None:
            for again in [one, *(a for a in _around(told, one, _AGAIN) if _of_one(a, one, other, text))]:
                _place(again, other)
    for one in told:
        if (day := _day_of(one, told, text, names)) is not None:
            for draft in (d for d in one.members if d.violence or d.action in PERSON_ACTIONS):
                draft.time = day
                draft.rules.append("time-from-report")


def _incidents_of(drafts: list[Draft], text: Text) -> list[Told]:
    """The events of a report, each with what it did, and the tolls of no event by sentence."""
    found: dict[int, Told] = {}
    for draft in drafts:
        key = id(draft) if draft.violence else id(draft.cause) if draft.cause is not None else -draft.sentence[0] - 1
        known = found.get(key)
        if known is None:
            found[key] = Told(draft, len(found))
        elif draft.violence:
            known.members.insert(0, draft)
        else:
            known.members.append(draft)
    told = list(found.values())
    at = Counter(one.head.at for one in told if one.head.violence)
    sentences = {s: n for n, s in enumerate(sorted({d.sentence for d in drafts}))}
    kinds: set[str] = set()
    for one in told:
        kind = family_of(one.head.action) if one.head.violence else ""
        one.sentence = sentences[one.head.sentence]
        one.itself = _itself(one.head, text)
        one.alone = at[one.head.at] < 2
        one.opens = one.sentence < _LEAD and bool(kind) and kind not in kinds
        kinds.add(kind)
    return told


def _around(told: list[Told], one: Told, reach: int) -> Iterator[Told]:
    """The incidents after one, and then those before it, the nearest first."""
    yield from told[one.order + 1 : one.order + reach]
    yield from reversed(told[max(0, one.order - reach) : one.order])


def _lands(one: Told, text: Text, names: Names) -> frozenset[str]:
    """«SY», «SY-ID» … of all that bear the names of a place, or of what stands behind it («بلدة كذا بريف كذا»)."""
    if one.lands is None:
        one.lands = frozenset(_all_lands(one.place, text, names))
    return one.lands


def _all_lands(place: Chunk | None, text: Text, names: Names) -> Iterator[str]:
    if place is None:
        return
    for t in range(place.first, min(place.last + _BESIDE, len(text.forms))):
        match = names.match(text, t, len(text.forms)) if text.words[t].names else None
        away = text.forms[t] in _AWAY or text.forms[t].removeprefix("ال") in text.classes.standing
        if t >= place.last and (text.kinds[t] != "w" or text.words[t].conj or away):
            break
        if match is None or not match[2] or match[2].startswith("?") or text.forms[t] in _HERE:
            continue
        key = (text.forms[t][match[3] :], *text.forms[t + 1 : match[0]])
        for entry in names.gazetteer.lookup(key):
            yield from (entry.country, entry.admin1) if entry.admin1 else (entry.country,)


# ---- the place


def _placed_widely(one: Told, text: Text) -> bool:
    """Whether an incident is told only of a country, a province, a countryside, or a village without its name."""
    place = one.place
    if place is None or place.parts or not one.alone or not one.itself:
        return False
    countryside = text.forms[place.first].removeprefix("ب") in COUNTRYSIDE
    return (
        _district(place, text) or place.level in WIDE or heading(text, place) or countryside or bool(_kind(text, place))
    )


def _district(place: Chunk | None, text: Text) -> bool:
    """«قضاء كذا»: wider than the village in it, finer than the province."""
    return place is not None and text.forms[place.first].removeprefix("ب") in _UNITS


def _itself(head: Draft, text: Text) -> bool:
    several = head.violence and head.measure is not None and head.measure.high != 1
    told_of = "responsibility" in head.rules or recalled(head, text) or one_of_them(head, text)
    return not (several or head.status == "denied" or told_of)


def _placed_better(one: Told, told: list[Told], text: Text, names: Names) -> Told | None:
    """The telling of the same incident that names a finer place."""
    if not _placed_widely(one, text):
        parts = (o for o in _around(told, one, _NEAR) if _inside_town(one, o, text, names))
        return next(parts, None) if _in_a_town(one) else None
    near = [o for o in _around(told, one, _NEAR) if _placed_finely(o, text)]
    if _district(one.place, text):
        near = [o for o in near if not _district(o.place, text)]
    finer = [o for o in near if _may_be_one(one, o, text, names)]
    agreeing = (o for o in finer if _agree(one, o) or _kind_named(one, o, text))
    if (found := next(agreeing, None)) is not None:
        return found
    alike = [o for o in finer if _one_event(one.head, o.head, text)]
    only = len({frozenset(content_words(o.place, text)) for o in alike if o.place is not None}) == 1
    return next((o for o in alike if (only and _names_it(o, one, text)) or _goes_on(one, o, text)), None)


def _in_a_town(one: Told) -> bool:
    place = one.place
    return place is not None and place.level == "settlement" and not place.parts and one.alone and one.itself


def _inside_town(one: Told, other: Told, text: Text, names: Names) -> bool:
    """«قتل 12 باشتباكات في كذا … قتل 12 في شارع كذا بمدينة كذا»: the same toll, in a part of the town."""
    place = other.place
    if place is None or place.level == "settlement" or not _agree(one, other) or not _placed_finely(other, text):
        return False
    return _names_it(other, one, text) and _may_be_one(one, other, text, names)


def _placed_finely(other: Told, text: Text) -> bool:
    place = other.place
    if place is None or not other.alone or place.parts or place.level not in FINE or not other.itself:
        return False
    finely = _district(place, text) or not _placed_widely(other, text)
    return finely and _BORROWED.isdisjoint(other.head.rules)


def _goes_on(one: Told, other: Told, text: Text) -> bool:
    """«هجوم في تركيا الأحد … وقالت الوكالة إن انتحاريا اقتحم مركزا قرب كذا»: after the lead comes what it tells of."""
    if other.order < one.order:
        return False
    apart = other.sentence - one.sentence
    return (one.opens and apart in (0, 1)) or (apart == 1 and other.head.definite and says_where(other.head, text))


def _names_it(other: Told, one: Told, text: Text) -> bool:
    """«بلدة كذا بريف كذا»: the wider place stands behind the finer one, not far away in the report."""
    if one.place is None or other.place is None or abs(other.sentence - one.sentence) > _APART:
        return False
    behind: set[str] = set()
    for t in range(other.place.last, min(other.place.last + _BESIDE, len(text.forms))):
        word = text.words[t]
        if text.kinds[t] != "w" or word.conj or word.act or word.form in _AWAY or (word.cls and not word.place):
            break
        behind.add(word.form.removeprefix("ب").removeprefix("ل").removeprefix("ال"))
    words = content_words(one.place, text)
    return bool(words) and words <= behind


def _kind_named(one: Told, other: Told, text: Text) -> bool:
    """«بلدة في ريف كذا … بلدة الحضر»: a place told by its kind, and then named."""
    if one.place is None or other.place is None:
        return False
    kind = _kind(text, one.place)
    return bool(kind) and kind == _plain(text.forms[other.place.first])


def _kind(text: Text, place: Chunk) -> str:
    """The kind of place that is told of without its name: «قرية» of «قرية شمالي كذا»، «لمستوطنة في كذا»."""
    after = text.forms[place.first + 1 : place.first + 2]
    if text.words[place.first].place and after and after[0] in HEADINGS | {"قرب", "في"}:
        return _plain(text.forms[place.first])
    if place.first < 2 or text.forms[place.first - 1] != "في":
        return ""
    before = text.words[place.first - 2]
    return _plain(before.form) if before.place and not before.article else ""


def _plain(form: str) -> str:
    return form.removeprefix("ب").removeprefix("ل")


def _of_one(again: Told, one: Told, other: Told, text: Text) -> bool:
    """Whether a further telling is of the incident that has found its place."""
    a = again.head
    if again.place is None or one.place is None or again.place.parts or _another(a, text):
        return False
    if not _placed_widely(again, text):
        return False
    if again.place is not one.place and content_words(again.place, text) != content_words(one.place, text):
        return False
    alike = _one_kind(a, other.head) and again.itself
    carried = not a.violence and a.action in PERSON_ACTIONS and "place-from-context" in a.rules
    return (alike or carried) and same_days(a, other.head) and same_days(a, one.head) and not _differ(again, other)


def _place(one: Told, other: Told) -> None:
    old = one.place
    for draft in one.members:
        if draft.place is old or draft.place is None:
            draft.place = other.place
            draft.rules.append("place-from-report")


# ---- the day


def _day_of(one: Told, told: list[Told], text: Text, names: Names) -> Chunk | None:
    """The day that the report names where it tells an undated incident another time."""
    if any(d.time is not None for d in one.members) or not one.itself:
        return None
    for other in _around(told, one, _NEAR):
        day = next((d.time for d in other.members if one_day(d.time)), None)
        if day is None or not _one_ground(one, other, text) or not _may_be_one(one, other, text, names):
            continue
        goes_on = one.opens and 0 <= other.sentence - one.sentence < 2 and _one_event(one.head, other.head, text)
        if goes_on or _agree(one, other):
            return day
    return None


def _one_ground(one: Told, other: Told, text: Text) -> bool:
    """Whether two tellings can be of one place."""
    return _placed_widely(one, text) != _placed_widely(other, text) or overlap(one.place, other.place, text)


# ---- what makes two tellings one, or two


def _may_be_one(one: Told, other: Told, text: Text, names: Names) -> bool:
    """Whether nothing sets two tellings apart: no word, day, figure or voice."""
    a, b = one.head, other.head
    if a.at == b.at or _another(a, text) or _another(b, text) or not same_days(a, b):
        return False
    if not _one_voice(a, b, text) or reminded(a, text) != reminded(b, text) or _differ(one, other):
        return False
    if a.violence and b.violence and not _one_kind(a, b):
        return False
    return not _elsewhere(_lands(one, text, names), _lands(other, text, names))


def _elsewhere(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two places lie in different states, or in different units of one."""
    states, units = ([{c for c in lands if ("-" in c) is unit} for lands in (one, other)] for unit in (False, True))
    return any(a and b and a.isdisjoint(b) for a, b in (states, units))


def _one_kind(a: Draft, b: Draft) -> bool:
    return a.violence and b.violence and family_of(a.action) == family_of(b.action)


def _one_event(a: Draft, b: Draft, text: Text) -> bool:
    """Whether two events are of one kind, and of one doer where both have one."""
    return _one_kind(a, b) and overlap(a.agent, b.agent, text)


def _one_voice(a: Draft, b: Draft, text: Text) -> bool:
    """Whether two tellings come from one source, or one of them from the outlet."""
    one, two = (d.segment.chain[-1] if d.segment is not None and d.segment.chain else None for d in (a, b))
    return one is None or two is None or same_source(text, one, two)


def _another(draft: Draft, text: Text) -> bool:
    """«هجوم آخر»، «حادث منفصل»: it says itself that it is not the one told of."""
    near = text.forms[max(draft.sentence[0], draft.at - 3) : min(draft.at + 5, draft.sentence[1])]
    return any(f in _OTHER for f in near)


def _figures(one: Told) -> dict[str, int]:
    """The whole figure of each harm that an incident did to people."""
    found: dict[str, int] = {}
    for draft in one.members:
        measure = draft.measure
        if draft.violence or draft.action not in PERSON_ACTIONS or draft.part_of is not None or measure is None:
            continue
        if measure.low is not None and measure.unit == "item":
            found.setdefault(draft.action, int(measure.low))
    return found


def _agree(one: Told, other: Told) -> bool:
    a, b = _figures(one), _figures(other)
    return any(b.get(action) == number and number > 1 for action, number in a.items())


def _differ(one: Told, other: Told) -> bool:
    a, b = _figures(one), _figures(other)
    return any(action in b and b[action] != number for action, number in a.items())
