"""Those who fell in a clash or an attack: of which side they were, and who the other side is."""

from __future__ import annotations

import itertools

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.families import CIVILIANS, FALLEN, PERSON_ACTIONS
from rasd.reading.doing.repelling import beaten_off, repelled
from rasd.reading.parties.openings import fought_by_them, opening_party
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import Scene, bare

_AFTER = frozenset("بعد عقب اثر بعيد غداه".split())
_IN_OFFICE = frozenset(("person.official", "person.combatant"))
_AMID = frozenset("بعد عقب اثر خلال وسط في".split())


def not_the_target(scene: Scene, draft: Draft, cause: Draft) -> None:
    """«مقتل مدنيين جراء استهداف الاحتلال شرق خان يونس»: who attacks civilians is in the genitive, not who is hit."""
    party = cause.patient
    if draft.action not in FALLEN or draft.code not in CIVILIANS or cause.agent is not None or party is None:
        return
    if cause.form is None or cause.form.lexeme.of != "patient" or party.kind != "A" or party.prep:
        return
    if scene.index.get(party.first) == scene.index.get(cause.at, 0) + 1:
        cause.agent, cause.patient, cause.patients = party, None, []


def not_by_him(scene: Scene, draft: Draft, who: Chunk) -> bool:
    """«تمكنت من قتل 11 من عناصر التنظيم» of no «التنظيم»; «قتل فلان رئيس المجلس» of no «فلان», whose office follows."""
    if draft.action not in PERSON_ACTIONS:
        return False
    between = [d for d in scene.drafts if d.action == "clash" and draft.at < d.at < who.first]
    sides = [s for d in between for s in (d.agent, d.patient) if s is not None]
    if any(who.first == side.first for side in sides):
        return True  # «أجبر القتال بين الجيش والمتمردين آلاف المدنيين على النزوح»
    if draft.patient is not None and who.first != draft.patient.first and draft.rules[0] != "losses":
        group = bool(who.actors) and who.actors[0].kind in ("group", "militia")
        if group and scene.one(who, draft.patient):
            return True
    chunk = draft.measure.chunk if draft.measure is not None else None
    person = bool(who.actors) and who.actors[0].kind == "person"
    if chunk is None or not person or draft.form is None or draft.form.lexeme.voice != "both":
        return False
    return chunk.number is None and who.first == draft.at + 1 and chunk.first == who.last and draft.code in _IN_OFFICE


def attackers_fell(scene: Scene, draft: Draft, cause: Draft) -> bool:
    """«تصدت المقاومة لهجوم وقتلت 6 من الميليشيات»: armed people who fell and are not those attacked had attacked."""
    if draft.action in FALLEN and beaten_off(scene, draft, cause):
        return True
    if draft.patient is None or draft.action not in FALLEN or draft.code != "person.combatant":
        return False
    if _of_the_group(scene, draft, cause):
        draft.patient, draft.agent = cause.agent, draft.agent or cause.patient
        return True
    if cause.action not in ("attack", "raid") or cause.patient is None or scene.one(cause.patient, draft.patient):
        return False
    if cause.agent is None:
        foe = scene.irregular(draft.patient) and _of_a_state(scene, cause.patient)
        if not foe and repelled(scene, scene.index.get(cause.at, 0)) is None:
            return False
        cause.agent = draft.patient
    if not scene.one(cause.agent, draft.patient):
        return False
    if draft.agent is None:
        draft.agent = other_attack(scene, draft, draft.patient) or cause.patient
        draft.rules.append("agent-from-event")
    return True


def _of_the_group(scene: Scene, draft: Draft, cause: Draft) -> bool:
    """«قتل عشرة إرهابيين في صد هجوم شنته جماعة كذا»: nameless armed men who fell in a group's attack are its own."""
    group = cause.agent
    if group is None or not group.actors or group.actors[0].kind not in ("group", "militia") or draft.patient is None:
        return False
    if cause.action != "attack" or not scene.irregular(draft.patient):
        return False
    return draft.agent is None or not scene.one(draft.agent, group)


def other_attack(scene: Scene, draft: Draft, fallen: Chunk) -> Chunk | None:
    """«شن المسلحون هجمات …، كما لقي مئات المسلحين حتفهم في حملة الجيش»: nobody falls in his own attack."""
    near = (d for d in scene.drafts if d.violence and draft.at < d.at < draft.end + 10 and d.action != "clash")
    return next((d.agent for d in near if d.agent is not None and not scene.one(d.agent, fallen)), None)


def own_soldiers(scene: Scene, draft: Draft, cause: Draft) -> bool:
    """«أصيب جنديان في المداهمة»: soldiers who fell in what their army did are its own, and their foe is the doer."""
    if draft.patient is not None or draft.action not in FALLEN or cause.action not in ("attack", "raid"):
        return False
    if cause.agent is None or not _soldiers_side(scene, draft, [cause.agent]):
        return False
    if cause.patient is not None and _of_a_state(scene, cause.patient):
        return False
    draft.patient, draft.agent = cause.agent, draft.agent or cause.patient
    return True


def whose_fell(scene: Scene, draft: Draft, cause: Draft) -> Chunk | None:
    """Those struck are the ones whose people fell."""
    if draft.patient is None or draft.patient.kind != "A" or draft.action not in FALLEN:
        return None
    definite = scene.text.forms[draft.patient.first].startswith(("ال", "لل", "وال", "بال"))
    if draft.patient.first == draft.patient.last - 1 and not definite and not draft.patient.actors:
        return None  # «ضابطا شرطة»: two policemen are no attack on the police
    return None if cause.agent is not None and scene.one(cause.agent, draft.patient) else draft.patient


def in_clash(scene: Scene, draft: Draft, clash: Draft) -> None:
    """Of the two sides of a clash, the one that the victims do not belong to is the doer."""
    _complete(scene, draft, clash)
    both = [s for s in (clash.agent, clash.patient) if s is not None]
    if len(both) == 2 and both[0] is both[1]:
        return  # «اشتباكات بين جماعات مسلحة»: of whose hand nobody says
    if draft.agent is not None or not both or draft.action not in PERSON_ACTIONS:
        return
    if draft.patient is not None:
        others = [s for s in both if not _same_side(scene, s, draft.patient)]
        if len(others) == 2 and draft.patient.party and draft.patient.kind == "G":
            state = [s for s in others if _of_a_state(scene, s)]
            if len(state) == 1 and scene.irregular(draft.patient) and clash.at < draft.at:
                draft.patient = next(s for s in others if s is not state[0])  # «اشتبك الجيش مع داعش وقتل 9 مسلحين»
            others = state
        if len(others) == 1 and (len(both) == 2 or draft.code == "person.civilian" or clash.agent is None):
            draft.agent = others[0]
    elif draft.code is not None and len(both) == 2:
        own = _soldiers_side(scene, draft, both) or [s for s in both if s.code == draft.code]
        if len(own) == 1:
            draft.patient = own[0]
            draft.agent = next(s for s in both if s is not own[0])
    elif len(both) == 1 and draft.action in FALLEN and clash.patient is both[0] and _of_a_state(scene, both[0]):
        if draft.code in CIVILIANS or draft.code == "person":
            draft.agent = both[0]  # «إصابة 3 شبان في مواجهات مع قوات الاحتلال»
    elif draft.code not in (None, "person") and draft.action in FALLEN and not _soldiers_side(scene, draft, both):
        draft.agent = both[0]  # «قتل 3 جنود في اشتباكات مع مسلحين»


def _soldiers_side(scene: Scene, draft: Draft, both: list[Chunk]) -> list[Chunk]:
    """«مقتل 5 جنود في اشتباكات بين الجيش والحوثيين»: soldiers and policemen are of the state's side."""
    chunk = draft.measure.chunk if draft.measure is not None else None
    if draft.code != "person.combatant" or chunk is None or chunk.form is None:
        return []
    if "regular" not in chunk.form.lexeme.flags:
        return []
    return [s for s in both if _of_a_state(scene, s)]


def lay_in_wait(scene: Scene, draft: Draft, cause: Draft) -> None:
    """«قتل 16 جنديا في كمين لجماعة كذا»: those named are not who fell in the ambush, so that they had laid it."""
    ambush = cause.form is not None and cause.form.lexeme.prep == "ل" and cause.form.lexeme.kind == "noun"
    if not ambush or cause.agent is not None or cause.patient is None or draft.action not in FALLEN:
        return
    if draft.patient is None or scene.one(draft.patient, cause.patient):
        return
    if scene.index.get(cause.patient.first, 0) - scene.index.get(cause.at, 0) > 2 or cause.patient.prep != "ل":
        return
    cause.agent, cause.patient, cause.patients = cause.patient, draft.patient, []


def _of_a_state(scene: Scene, side: Chunk) -> bool:
    """Whether a side is an army or police, which «مسلحون» and «متشددون» are not."""
    if side.actors:
        return side.actors[0].kind in ("army", "force", "police", "state", "coalition")
    return bare(scene.text.forms[side.first]) in ("جيش", "شرطه", "قوات", "امن")


def both_sides_fell(scene: Scene, drafts: list[Draft]) -> None:
    """«مقتل 42 من كذا و9 من كذا في مواجهات»: those who fell in a clash tell who its sides are."""
    clashes = {id(d.cause): d.cause for d in drafts if d.cause is not None and d.cause.action == "clash"}
    for clash in clashes.values():
        if clash.agent is not None and clash.patient is not None:
            continue
        fell = [d for d in drafts if d.cause is clash and d.action in FALLEN and d.patient is not None]
        others = [d for d in fell if not _alike(scene, d, fell[0])]
        if others and all(_alike(scene, d, others[0]) for d in others):
            _opposed(scene, clash, fell, fell[0], others[0])


def across(scene: Scene, drafts: list[Draft]) -> None:
    """«قتل 60 من كذا مقابل 34 من كذا»: the dead set against each other fell by each other's hands."""
    for one, other in itertools.pairwise(drafts):
        if other.at != one.at or other.action != one.action or other.measure is None:
            continue
        first = other.measure.chunk.first
        if one.patient is None or other.patient is None or scene.one(one.patient, other.patient):
            continue
        if "مقابل" in scene.text.forms[one.end : first][-2:]:
            one.agent, other.agent = other.patient, one.patient
            one.rules.append("agent-from-event")
            other.rules.append("agent-from-event")


def fought(scene: Scene, drafts: list[Draft]) -> None:
    """«سيطر الجيش على البلدة بعد معارك مع كذا»: who did what the fight led to is its other side."""
    for clash in drafts:
        if clash.action != "clash" or clash.agent is not None:
            continue
        if clash.patient is None:
            _for_ground(scene, drafts, clash)
            continue
        k = scene.index.get(clash.at, 0)
        if not k or (scene.word(k - 1) not in _AMID and not fought_by_them(scene, k)):
            continue
        before = [d for d in drafts if not d.violence and d.at < clash.at and d.agent is not None]
        doer = before[-1].agent if before and before[-1].segment is clash.segment else None
        doer = doer or opening_party(scene, k)
        if doer is not None and not scene.one(doer, clash.patient):
            clash.agent = doer
            _fell_in_it(scene, drafts, clash)


def _for_ground(scene: Scene, drafts: list[Draft], clash: Draft) -> None:
    """«سيطر الجيش على البلدة بعد معارك عنيفة»: who took the ground, and from whom, had fought for it."""
    k = scene.index.get(clash.at, 0)
    if not k or scene.word(k - 1) not in _AFTER or clash.definite:
        return
    told = [d for d in drafts if d.at < clash.at and d.segment is clash.segment]
    if told and told[-1].action == "took" and told[-1].agent is not None:
        clash.agent, clash.patient = told[-1].agent, told[-1].patient
    elif not told:
        clash.agent = opening_party(scene, k)


def _fell_in_it(scene: Scene, drafts: list[Draft], clash: Draft) -> None:
    """«تقدمت الشرطة بعد اشتباكات مع داعش قتل فيها 35 من التنظيم»: who fell on one side fell by the other's hand."""
    for draft in drafts:
        if draft.cause is not clash or draft.agent is not None or draft.patient is None or draft.action not in FALLEN:
            continue
        sides = [s for s in (clash.agent, clash.patient) if s is not None and not scene.one(s, draft.patient)]
        draft.agent = sides[0] if len(sides) == 1 else None


def _alike(scene: Scene, a: Draft, b: Draft) -> bool:
    return a.patient is not None and b.patient is not None and scene.one(a.patient, b.patient)


def _opposed(scene: Scene, clash: Draft, fell: list[Draft], one: Draft, other: Draft) -> None:
    assert one.patient is not None and other.patient is not None
    clash.agent, clash.patient = clash.agent or other.patient, clash.patient or one.patient
    for draft in fell:
        assert draft.patient is not None
        if draft.agent is None:
            draft.agent = other.patient if scene.one(draft.patient, one.patient) else one.patient


def _complete(scene: Scene, draft: Draft, clash: Draft) -> None:
    """«قتل 5 من كذا في مواجهات مع كذا»: those who fell are the other side of a clash."""
    if draft.patient is None or clash.agent is not None or clash.patient is None:
        return
    if not _same_side(scene, clash.patient, draft.patient):
        clash.agent, clash.patient = clash.patient, draft.patient


def _same_side(scene: Scene, side: Chunk, patient: Chunk) -> bool:
    return scene.one(side, patient) or bool(side.code and side.code == patient.code and side.party)
