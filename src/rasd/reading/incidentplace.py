"""Where a later sentence says that the incident told before took place: «الانفجار وقع في حي كذا بمدينة كذا»."""

from __future__ import annotations

from rasd.reading.chunks import Chunk, Text
from rasd.reading.drafts import Draft
from rasd.reading.families import FAMILY
from rasd.reading.names import COUNTRYSIDE
from rasd.reading.placechunks import heading
from rasd.reading.placenames import HEADINGS

#: Events that a later mention may call by the other's name.
_BLASTS = frozenset((FAMILY["attack"], FAMILY["explosion"]))
_WIDE = frozenset(("country", "province", "admin2"))
_FINE = frozenset(("settlement", "area", "site"))
_IN = frozenset("في علي داخل قرب وسط".split())
#: So many words after an event its place tells where it was, and nothing else.
_AT_ONCE = 4
#: So many claims back the incident told of last may reach.
_RECENT = 40


def placed_later(drafts: list[Draft], event: Draft | None, text: Text) -> Draft | None:
    """The event of a sentence that says more closely where the one told of before was."""
    if event is None or event.action == "clash" or (event.place is not None and event.place.parts):
        return None
    for draft in drafts:
        if (
            not draft.violence
            or not draft.definite
            or not _stands(draft.place, text)
            or draft.status == "denied"
            or "responsibility" in draft.rules
        ):
            continue
        if draft.measure is None and _one_kind(draft, event) and _told_here(draft) and not _another_day(draft, event):
            assert draft.place is not None
            if _apart(draft, draft.place, text):
                continue
            if _says_where(draft, text) if event.place is None else _closer(draft.place, event.place, text):
                return draft
    return None


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


def _one_kind(draft: Draft, event: Draft) -> bool:
    one, other = FAMILY.get(draft.action), FAMILY.get(event.action)
    return one == other or {one, other} <= _BLASTS


def _told_here(draft: Draft) -> bool:
    """Whether the event has a fine place that its own clause names."""
    place = draft.place
    own = not any(rule.startswith("place-from") for rule in draft.rules)
    return own and place is not None and not place.parts and place.level in _FINE


def _stands(place: Chunk | None, text: Text) -> bool:
    """Whether a name stands where a place stands: after «في» or ب, or behind its kind («بلدة كذا»)."""
    if place is None or not place.first:
        return False
    return place.prep == "ب" or text.forms[place.first - 1] in _IN or bool(text.words[place.first].place)


def _apart(draft: Draft, place: Chunk, text: Text) -> bool:
    """«الضربة نفذت بالتنسيق مع الحكومة في كذا»: a party between says where it is itself."""
    return any(text.words[t].group for t in range(draft.at + 1, place.first))


def _says_where(draft: Draft, text: Text) -> bool:
    """«الهجوم وقع في كذا»، «التفجير الذي أوقع 3 قتلى في بلدة كذا»: a verb of happening, or a place told at once."""
    place = draft.place
    if place is None or (place.first - draft.at > _AT_ONCE and not text.words[place.first].place):
        near = text.words[max(draft.sentence[0], draft.at - 1) : draft.at + 2]
        return any(w.carrier == "happened" for w in near)
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
    if other.level in _WIDE or heading(text, other) or _no_name(text, other):
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
    return {f.removeprefix("ب").removeprefix("ال") for f in text.forms[first:last] if len(f) > 2} - _HEADS


_HEADS = frozenset("مدينه بلده قريه محافظه ولايه منطقه مديريه".split())
