"""Doer and target from the incident told of in the sentences before."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.families import FALLEN, FAMILY
from rasd.reading.doing.repelling import repelled
from rasd.reading.parties.openings import done_by_them, goes_on
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.otherdays import answered
from rasd.reading.scenes.scene import Scene, bare
from rasd.reading.scenes.voices import same_voice

_SUFFERED = frozenset(
    (
        "killed", "wounded", "killed_or_wounded", "captured", "arrested", "abducted", "displaced", "destroyed",
        "damaged", "seized", "took",
    )
)  # fmt: skip
_UNOWNED = ("person.c", "person.m", "person.j", "person.w")


def from_context(scene: Scene, draft: Draft) -> None:
    """Doer and target from the incident told of before, where the draft speaks of the same."""
    context = scene.context
    if goes_on(scene, draft):
        draft.agent = context.subject
        draft.rules.append("agent-from-context")
    if (who := done_by_them(scene, draft)) is not None:
        draft.agent = who
        draft.rules.append("agent-from-context")
    if draft.action == "clash":
        _same_fight(scene, draft)
        if draft.definite and draft.agent is None:
            draft.patient = draft.patient or context.patient
        return
    if draft.violence:
        told = draft.definite and _here(scene, draft) and not answered(scene.text, draft)
        if "responsibility" in draft.rules or told:
            draft.agent = draft.agent or (context.agent or _by_himself(scene, draft) if draft.definite else None)
            draft.patient = draft.patient or context.patient
        return
    _in_that_event(scene, draft)
    _of_that_fight(scene, draft)
    event = draft.cause or context.event
    if draft.part_of is not None or event is None or draft.action not in _SUFFERED or not _same_scene(scene, draft):
        return
    if draft.rules[0] != "losses" and same_voice(scene, draft):  # whoever suffers losses is no doer of theirs
        _doer(scene, draft, event)
    _target(scene, draft, event)


def _by_himself(scene: Scene, draft: Draft) -> Chunk | None:
    """«فجر انتحاري نفسه … وأسفر الهجوم عن»: the one person who did what «الهجوم» means."""
    event = scene.context.event
    if event is None or event.agent is None or event.action == "clash" or "responsibility" in draft.rules:
        return None
    if draft.measure is not None or (draft.time is not None and draft.time is not event.time):
        return None
    return event.agent if FAMILY.get(event.action) == FAMILY.get(draft.action) or _any_attack(draft) else None


def _any_attack(draft: Draft) -> bool:
    """«الهجوم»، «الاعتداء»، «العملية»: words for an attack of any kind."""
    return draft.action == "attack" and draft.form is not None and draft.form.lexeme.kind == "noun"


def _in_that_event(scene: Scene, draft: Draft) -> None:
    """«أسفر الهجوم عن مقتل 4»: whoever made the attack that «الهجوم» means did what it did."""
    event = draft.cause
    if event is None or not event.definite or event.agent is None or event.action == "clash":
        return
    if draft.agent is not None or draft.action not in FALLEN or draft.part_of is not None:
        return
    after = scene.text.forms[event.at + 1 : event.at + 5]
    if not scene.text.words[event.at].article or "الذي" in after or "التي" in after or _on_another_day(scene, draft):
        return  # «الهجوم الذي أوقع 31 قتيلا في بغداد» may be another
    if draft.patient is None or not scene.one(draft.patient, event.agent):
        draft.agent = event.agent
        draft.rules.append("agent-from-event")


def _of_that_fight(scene: Scene, draft: Draft) -> None:
    """«وقال متحدث إن 10 من قوات كذا قتلوا»: of the fight just told of, the other side is the doer."""
    fight = scene.context.fight
    if fight is None or scene.context.event is not fight or draft.action not in FALLEN or draft.part_of is not None:
        return
    if draft.agent is not None or draft.patient is None or draft.cause is not None or not _same_scene(scene, draft):
        return
    sides = [s for s in (fight.agent, fight.patient) if s is not None]
    others = [s for s in sides if not scene.one(s, draft.patient)]
    if len(sides) == 2 and len(others) == 1:
        draft.agent = others[0]
        draft.rules.append("agent-from-context")


def fights_on(scene: Scene, drafts: list[Draft]) -> None:
    """«وقتل في الاشتباكات خمسة جنود»: a fight told of with «ال», at no place of its own, is the one told of before."""
    before = scene.context.fight
    if before is None or before.agent is before.patient:
        return  # «اشتباكات بين فصائل»
    for draft in drafts:
        if draft.action != "clash" or not draft.definite or draft.place is not None:
            continue
        if draft.agent is None and draft.patient is None:
            draft.agent, draft.patient = before.agent, before.patient


def _same_fight(scene: Scene, draft: Draft) -> None:
    """«المواجهات» without sides of their own are those told of before, where nothing leads away from them."""
    before = scene.context.fight
    if before is None or not draft.definite or draft.agent is not None or draft.patient is not None:
        return
    if _here(scene, draft) and not _elsewhere(scene, draft, before):
        draft.agent, draft.patient = before.agent, before.patient


def _elsewhere(scene: Scene, draft: Draft, before: Draft) -> bool:
    """«تتواصل الاشتباكات في كذا»: at a place of its own, which is not that of the fight told of before."""
    own = draft.place is not None and not any(rule.startswith("place-from") for rule in draft.rules)
    if not own or before.place is None or draft.place is None:
        return False
    one, other = (
        {bare(f).lstrip("ب") for f in scene.text.forms[p.first : p.last]} for p in (draft.place, before.place)
    )
    return not one & other


def _here(scene: Scene, draft: Draft) -> bool:
    """Whether an event told of with «ال» is no other one, at a place of its own."""
    place = scene.context.place
    own = draft.place is not None and not any(rule.startswith("place-from") for rule in draft.rules)
    if not own or place is None or draft.place is place or draft.place is None:
        return True
    forms = scene.text.forms
    words = {bare(f).lstrip("ب") for f in forms[draft.place.first : draft.place.last]}
    return bool(words & {bare(f).lstrip("ب") for f in forms[place.first : place.last]})


def _doer(scene: Scene, draft: Draft, event: Draft) -> None:
    context = scene.context
    told = event.agent is not None or event.definite or "frame" in _flags(event)
    if draft.agent is None and draft.cause is None and context.agent is not None and event.action != "clash" and told:
        draft.agent = context.agent
        draft.rules.append("agent-from-context")
    if draft.agent is not None and draft.patient is not None and scene.one(draft.agent, draft.patient):
        other = event.patient if event.patient is not None else context.patient
        draft.agent = other if other is not None and not scene.one(other, draft.patient) else None


def _flags(event: Draft) -> frozenset[str]:
    return event.form.lexeme.flags if event.form is not None else frozenset()


def _target(scene: Scene, draft: Draft, event: Draft) -> None:
    code = draft.code
    if draft.patient is not None or code is None:
        return
    target = None
    if code != "person" and (not code.startswith(_UNOWNED) or code == "person.combatant"):
        target = event.patient if draft.cause is not None or code == "person.combatant" else scene.context.patient
        if target is not None and event.at in scene.index and repelled(scene, scene.index[event.at]) is target:
            target = event.agent or scene.context.patient  # «أحبطت الفصائل محاولة تقدم ودمرت 3 دبابات»
    if target is not None and _soldier_or_official(draft) and scene.irregular(target):
        _of_the_other_side(draft, event, target)
        return
    if target is not None and (draft.agent is None or not scene.one(target, draft.agent)):
        draft.patient = target


def _soldier_or_official(draft: Draft) -> bool:
    """«جندي»، «مسؤول»: who serves a state, and is none of the gunmen whom its forces fight."""
    form = draft.measure.chunk.form if draft.measure is not None else None
    return form is not None and ("regular" in form.lexeme.flags or draft.code == "person.official")


def _of_the_other_side(draft: Draft, event: Draft, foe: Chunk) -> None:
    """«قتلت القوات 4 مسلحين …، وأصيب جندي»: a soldier fell on the side of those who fight the gunmen."""
    borrowed = "agent-from-context" in draft.rules or "agent-from-event" in draft.rules or draft.agent is None
    if not borrowed or draft.cause is not None:
        return
    draft.agent = foe
    if "regular" in (draft.measure.chunk.form.lexeme.flags if draft.measure and draft.measure.chunk.form else ()):
        draft.patient = event.agent


def _on_another_day(scene: Scene, draft: Draft) -> bool:
    """«… حين قتل 61 في 14 مايو»: a day of its own, which is not that of the incident told of before."""
    own = draft.time.moment if draft.time is not None and "time-from-context" not in draft.rules else None
    told = scene.context.event.time.moment if scene.context.event and scene.context.event.time else None
    if own is None or told is None or own.start is None or told.start is None:
        return False
    return not (own.start <= (told.end or told.start) and told.start <= (own.end or own.start))


def _same_scene(scene: Scene, draft: Draft) -> bool:
    """Whether nothing in the draft leads away from the incident told of before."""
    moment = draft.time.moment if draft.time is not None else None
    if moment is not None and moment.kind in ("since", "until") and draft.time is not scene.context.section:
        return False
    if draft.cause is not None:
        return True
    if _on_another_day(scene, draft):
        return False
    place = scene.context.place
    if not same_voice(scene, draft):
        return place is not None and draft.place is place and not scene.days
    return draft.place is None or place is None or draft.place is place or "place-from-context" in draft.rules
