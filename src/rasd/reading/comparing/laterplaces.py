"""Where a later sentence says that the event told of before took place: «الانفجار وقع في حي كذا بمدينة كذا»."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.families import FAMILY
from rasd.reading.cutting.names import COUNTRYSIDE, FINE, FINENESS, WIDE
from rasd.reading.cutting.placechunks import heading
from rasd.reading.cutting.placenames import HEADINGS
from rasd.reading.scenes.drafts import Draft

#: Events that a later mention may call by the other's name.
_BLASTS = frozenset((FAMILY["attack"], FAMILY["explosion"]))
_IN = frozenset("في علي داخل قرب وسط".split())
#: So many words after an event its place tells where it was, and nothing else.
_AT_ONCE = 4
#: So many claims back the incident told of last may reach.
_RECENT = 40
#: «وقع»، «حدث»: it took place; «تجدد» and «تواصل» tell of more.
_TOOK_PLACE = frozenset("وقع وقعت حدث حدثت حصل حصلت جري جرت يقع".split())
#: «نفذت العملية في كذا»: carried out somewhere.
_CARRIED_OUT = frozenset("نفذ نفذت شن شنت ارتكب ارتكبت".split())
_THERE = frozenset("في قرب عند داخل بمنطقه بمدينه ببلده".split())
_WAS = frozenset(("كان", "كانت"))
_RELATIVES = frozenset("الذي التي اللذان اللذين".split())
#: So many adjectives may stand between the event and the verb: «الهجوم الانتحاري المزدوج وقع».
_ADJECTIVES = 2
#: «الأول»، «الثانية»: one of several that were told of together.
_ORDINALS = frozenset("الاول الاولي الثاني الثانيه الثالث الثالثه الرابع الرابعه الخامس الخامسه الاخر الاخري".split())


# ---- the mention that says where


def says_where(draft: Draft, text: Text) -> bool:
    """«أن الانفجار وقع في بلدة كذا»، «وقع الهجوم قرب كذا»: of the one event told of before, where it was."""
    if not draft.definite or draft.form is None or draft.form.lexeme.kind != "noun" or draft.measure is not None:
        return False
    if draft.at > draft.sentence[0] and happens(text, draft.at - 1):
        return not _RELATIVES & {*text.forms[draft.end : draft.end + 1]}
    for t in range(draft.end, min(draft.end + _ADJECTIVES + 1, draft.sentence[1])):
        if happens(text, t) or text.forms[t] in _WAS:
            return True
        if text.forms[t] in _CARRIED_OUT:
            return not _THERE.isdisjoint(text.forms[t + 1 : t + 2])
        if text.forms[t] in _RELATIVES or not text.forms[t].startswith("ال"):
            return False
    return False


def happens(text: Text, t: int) -> bool:
    """«وقع»، «ووقعت»: a verb that says of an event that it took place."""
    return text.forms[t] in _TOOK_PLACE or (text.forms[t][:1] == "و" and text.forms[t][1:] in _TOOK_PLACE)


def placed_later(drafts: list[Draft], event: Draft | None, text: Text) -> Draft | None:
    """The event of a sentence that says more closely where the one told of before was."""
    if event is None or event.action == "clash" or (event.place is not None and event.place.parts):
        return None
    if event.measure is not None and event.measure.high != 1:
        return None  # «سلسلة هجمات في العاصمة» were at more places than one
    for draft in drafts:
        if (
            not draft.violence
            or not draft.definite
            or not _stands(draft.place, text)
            or draft.status == "denied"
            or "responsibility" in draft.rules
            or one_of_them(draft, text)
        ):
            continue
        if draft.measure is None and _one_kind(draft, event) and _told_here(draft) and not _another_day(draft, event):
            assert draft.place is not None
            if _apart(draft, draft.place, text):
                continue
            if _told_at_once(draft, text) if event.place is None else _closer(draft.place, event.place, text):
                return draft
    return None


def one_of_them(draft: Draft, text: Text) -> bool:
    """«وقع التفجير الأول في كذا»: where one of several was is not where all of them were."""
    return text.forms[draft.at + 1 : draft.at + 2] != [] and text.forms[draft.at + 1] in _ORDINALS


def _one_kind(draft: Draft, event: Draft) -> bool:
    one, other = FAMILY.get(draft.action), FAMILY.get(event.action)
    return one == other or {one, other} <= _BLASTS


def _told_here(draft: Draft) -> bool:
    """Whether the event has a fine place that its own clause names."""
    place = draft.place
    own = not any(rule.startswith("place-from") for rule in draft.rules)
    return own and place is not None and not place.parts and place.level in FINE


def _stands(place: Chunk | None, text: Text) -> bool:
    """Whether a name stands where a place stands: after «في» or ب, or behind its kind («بلدة كذا»)."""
    if place is None or not place.first:
        return False
    return place.prep == "ب" or text.forms[place.first - 1] in _IN or bool(text.words[place.first].place)


def _apart(draft: Draft, place: Chunk, text: Text) -> bool:
    """«الضربة نفذت بالتنسيق مع الحكومة في كذا»: a party between says where it is itself."""
    return any(text.words[t].group for t in range(draft.at + 1, place.first))


def _told_at_once(draft: Draft, text: Text) -> bool:
    """«التفجير الذي أوقع 3 قتلى في بلدة كذا»، «الهجوم وقع … كذا»: a place told at once, or a verb of happening."""
    place = draft.place
    if place is None or (place.first - draft.at > _AT_ONCE and not text.words[place.first].place):
        return any(w.carrier == "happened" for w in text.words[max(draft.sentence[0], draft.at - 1) : draft.at + 2])
    return True


def _another_day(draft: Draft, event: Draft) -> bool:
    one = draft.time.moment if draft.time is not None else None
    other = event.time.moment if event.time is not None else None
    if one is None or one.start is None:
        return False
    if other is None or other.start is None:
        return event.time is not None
    return not (one.start <= (other.end or other.start) and other.start <= (one.end or one.start))


def _closer(one: Chunk, other: Chunk, text: Text) -> bool:
    """Whether a place is more specific than a country, a province or a countryside, or lies in the town named."""
    if heading(text, one):
        return False
    if other.level in WIDE or heading(text, other) or _no_name(text, other):
        return True
    if text.forms[other.first].removeprefix("ب") in COUNTRYSIDE:
        return text.forms[one.first].removeprefix("ب") not in COUNTRYSIDE
    names = _bare(text, other.name[0], other.last)
    return one.level != "settlement" and bool(names) and names <= _bare(text, one.last, one.last + 7)


def _no_name(text: Text, place: Chunk) -> bool:
    """«قرية شمالي الكاميرون»، «بلدة قرب كذا»: a kind of place, and where it lies."""
    after = text.forms[place.first + 1 : place.first + 2]
    return bool(text.words[place.first].place) and bool(after) and after[0] in HEADINGS | {"قرب", "في"}


def _bare(text: Text, first: int, last: int) -> set[str]:
    words = {f.removeprefix("ب").removeprefix("ال") for f in text.forms[first:last] if len(f) > 2}
    return words - text.classes.place_word


# ---- what it changes


def place_back(told: list[Draft], event: Draft, later: Draft) -> None:
    """Give that place to what was told of the incident before, and what was told of it to the later mention."""
    old = event.place
    for draft in told[-_RECENT:]:
        theirs = draft is event or draft.cause is event
        if theirs and (draft.place is old or draft.place is None) and draft.status != "denied":
            draft.place = later.place
            draft.rules.append("place-from-report")
    later.agent, later.patient = later.agent or event.agent, later.patient or event.patient
    later.time = later.time or event.time
    if later.action == "shelling" and not later.means and FAMILY.get(event.action) == FAMILY["shelling"]:
        later.action = event.action  # «القصف» of aircraft told of before


def relocate(kept: Draft, again: Draft, drafts: list[Draft], text: Text) -> None:
    """The finer of the two places is that of the event, and of those it befell."""
    old = [d.place for d in (kept, again)]
    place = min((p for p in old if p is not None), key=lambda p: _coarseness(p, text), default=None)
    if place is None or one_of_them(kept, text) or one_of_them(again, text):
        return
    kept.place = place
    for draft in drafts:
        if draft.cause in (kept, again) and "place-from-event" in draft.rules and draft.place in old:
            draft.place = place


def _coarseness(place: Chunk, text: Text) -> int:
    return 9 if heading(text, place) else FINENESS.get(place.level, 3)
