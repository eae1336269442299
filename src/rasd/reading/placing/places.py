"""Where: the place told beside a trigger, in its sentence, or in the sentences before."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.families import PERSON_ACTIONS, family_of
from rasd.reading.cutting.names import FINENESS
from rasd.reading.cutting.placechunks import place_chunk
from rasd.reading.dating.days import of_itself, own_day, recaps
from rasd.reading.placing.clauseplaces import MOVES, coordinate, past_others, take_place
from rasd.reading.placing.pointedback import pointed_back, pointed_before, same_kind, town_told
from rasd.reading.placing.sentenceplaces import sentence_place
from rasd.reading.placing.struckplaces import struck_place
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.otherdays import answered
from rasd.reading.scenes.scene import Scene
from rasd.reading.scenes.voices import same_voice

_LOCALS = frozenset("محليه محلي محليون محليين سكان اهالي".split())
#: What one side reports of itself: another voice's account of it may be of another place.
_OWN_DEEDS = frozenset(("destroyed", "shot_down", "captured", "seized", "took", "lost"))


def where(scene: Scene, draft: Draft) -> None:
    """The place of a draft: its own, that of the attack that did it, of the sentence, of the sentences before."""
    if draft.of == "meant":
        town_told(scene, draft)
        return
    if draft.of == "mourned":
        draft.place = draft.cause.place if draft.cause is not None else None  # «الشهيد فلان، من بلدة كذا»
        return
    if draft.place is None:
        k, end = scene.region(draft)
        take_place(scene, draft, past_others(scene, draft, k, end), end)
    if _narrowed(draft) or (draft.place is None and _of_the_event(scene, draft)):
        assert draft.cause is not None
        draft.place = draft.cause.place
        draft.rules.append("place-from-event")
        return
    if draft.place is not None or of_itself(draft):
        return
    if (named := pointed_back(scene, draft)) is not None:
        draft.place = named
        draft.rules.append("place-from-kind")
        return
    if (event := _answered(scene, draft)) is not None:
        draft.place = scene.context.where.get(family_of(event.action)) if event.definite else None
        if draft.place is not None:
            draft.rules.append("place-from-context")
        return
    if draft.violence and (toll := _of_the_toll(scene, draft)) is not None:
        draft.place = toll
        draft.rules.append("place-from-sentence")
        return
    place = struck_place(scene, draft) or coordinate(scene, draft)
    place = place or sentence_place(scene, draft) or _first_told(scene, draft)
    if place is not None:
        draft.place = place
        draft.rules.append("place-from-sentence")
    elif (same := same_kind(scene, draft) or pointed_before(scene, draft)) is not None:
        draft.place = same
        draft.rules.append("place-from-kind")
    elif _carries_over(scene, draft) and not (_of_locals(scene, draft) and _seat(scene, draft)):
        draft.place = _told_of_before(scene, draft)
        draft.rules.append("place-from-context")
    elif (seat := _seat(scene, draft)) is not None:
        draft.place = seat
        draft.rules.append("place-from-speaker")
    elif (country := _of_the_war(scene, draft)) is not None:
        draft.place = country
        draft.rules.append("place-from-context")


def _answered(scene: Scene, draft: Draft) -> Draft | None:
    """«الغارة على صعدة جاءت ردا على هجوم قتل فيه 25»: what was answered was not where the answer fell."""
    event = draft if draft.violence else draft.cause
    if event is None or event.sentence != draft.sentence or not answered(scene.text, event):
        return None
    return event


def _first_told(scene: Scene, draft: Draft) -> Chunk | None:
    """«هجوم على بلدة كذا، وأن الهجوم خلف قتلى»: where the sentence has just said that it was."""
    event = draft if draft.violence else draft.cause
    if event is None or not event.definite:
        return None
    told = [d for d in scene.drafts if d.violence and d.at < event.at and d.place is not None and not d.definite]
    alike = [d.place for d in told if family_of(d.action) == family_of(event.action)]
    return alike[-1] if alike else None


def _of_the_war(scene: Scene, draft: Draft) -> Chunk | None:
    """«أوقعت الحرب عشرة آلاف قتيل منذ 2015»: a long toll is of the region, that of a war of the country named last."""
    numbered = draft.measure is not None and draft.measure.low is not None
    if draft.violence or not numbered or draft.action not in PERSON_ACTIONS or not recaps(scene, draft):
        return None
    told = "country" if "الحرب" in scene.text.forms[draft.sentence[0] : draft.at] else "theatre"
    return scene.context.kinds.get(told) or scene.context.kinds.get("country")


def _of_the_toll(scene: Scene, draft: Draft) -> Chunk | None:
    """«الهجوم الذي أوقع 31 قتيلا ببغداد»: where its dead fell is where it was."""
    for toll in scene.drafts:
        if toll.cause is draft and toll.at > draft.at and toll.sentence == draft.sentence and not toll.violence:
            probe = Draft(draft.action, toll.at, draft.sentence, "")
            take_place(scene, probe, *scene.region(toll))
            if probe.place is not None:
                return probe.place
    return None


def _of_locals(scene: Scene, draft: Draft) -> bool:
    """«مصادر محلية في قرية كذا»، «سكان في بلدة كذا»: who tells of what happened where they are."""
    if draft.segment is None or not draft.segment.chain:
        return False
    who = draft.segment.chain[-1]
    return any(scene.text.forms[t].removeprefix("ال") in _LOCALS for t in range(who.first, who.last))


def _seat(scene: Scene, draft: Draft) -> Chunk | None:
    """«قالت وزارة الصحة في غزة إن 20 شخصا قتلوا»: a toll of those who count the dead of one place is of that place."""
    if draft.action not in PERSON_ACTIONS or draft.violence or draft.segment is None or draft.measure is None:
        return None
    for who in draft.segment.chain:
        for t in range(who.first + 1, who.last):
            if scene.text.forms[t - 1] != "في" or (not scene.text.words[t].place and not scene.text.words[t].names):
                continue
            place = place_chunk(scene.text, scene.names, t, who.last)
            if place is not None:
                return place
    return None


def _narrowed(draft: Draft) -> bool:
    """«قتلى في أفغانستان … إثر تفجير في كابول»: the event of the same sentence says where in the country."""
    place, event = draft.place, draft.cause
    if place is None or place.level not in ("country", "province") or draft.action in MOVES:
        return False
    if event is None or event.place is None or event.sentence != draft.sentence or place.parts:
        return False
    told = not any(rule.startswith("place-from") and rule != "place-from-sentence" for rule in event.rules)
    return told and FINENESS.get(event.place.level, 3) < FINENESS[place.level]


def _of_the_event(scene: Scene, draft: Draft) -> bool:
    """Whether a draft is where its event was: not a recap's total, whose event was told of in sentences before."""
    event = draft.cause
    if event is None or event.place is None or of_itself(draft):
        return False
    carried = "place-from-context" in event.rules or event.sentence != draft.sentence
    return not (carried and recaps(scene, draft) and not _wide(scene, event.place))


def _wide(scene: Scene, place: Chunk) -> bool:
    """Whether a place is a country or a region, so that a recap of the war may still be of it."""
    return place.level == "country" or (place.level == "province" and not scene.text.words[place.first].place)


def _told_of_before(scene: Scene, draft: Draft) -> Chunk | None:
    """«الهجوم»، «الاشتباكات»: where the last event of its kind was; else the place told of last."""
    if draft.violence and draft.definite:
        return scene.context.where.get(family_of(draft.action), scene.context.place)
    return scene.context.place


def _carries_over(scene: Scene, draft: Draft) -> bool:
    """Whether the place told of before still holds: the same voice goes on, and no recap begins."""
    if scene.context.place is None or (recaps(scene, draft) and not _wide(scene, scene.context.place)):
        return False
    if same_voice(scene, draft) or any(d.violence and d.definite for d in scene.drafts):
        return True
    return draft.action not in _OWN_DEEDS and not own_day(scene)
