"""Who and what was affected: whose they were, and which attack did it."""

from __future__ import annotations

import itertools

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.families import FALLEN, PERSON_ACTIONS
from rasd.reading.doing.ascribed import ascribed_before, doer_by, shown_by
from rasd.reading.doing.carriers import amid_advance, brought_about, carried, fired, relative_doer
from rasd.reading.doing.doers import doer_of_harm
from rasd.reading.doing.repelling import beats_off, repelled
from rasd.reading.parties.attached import who_did_it_before
from rasd.reading.parties.befallen import some_of
from rasd.reading.parties.topics import topic
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import WINDOW, Scene, bare
from rasd.reading.scenes.voices import theirs
from rasd.reading.suffering.causes import Causes
from rasd.reading.suffering.dealt import dealt, labelled, loser_before, losers, of_the_war, others_like
from rasd.reading.suffering.fallen import (
    attackers_fell,
    in_clash,
    lay_in_wait,
    not_by_him,
    not_the_target,
    other_attack,
    own_soldiers,
    whose_fell,
)
from rasd.reading.suffering.targets import from_whom, launched_by, owner_after

_BELONG = ("انتما", "ينتم", "تنتم", "منتم")
_MEMBERS = frozenset("عناصر عنصر عنصرا افراد مجاهد شهيد مقاوم".split())
_THEIRS = frozenset("لها له لهم لهما".split())
#: What those who harm people in it do themselves.
_THEIR_OWN = frozenset(("raid", "airstrike", "shelling", "drone_strike"))
#: In what those who killed did themselves: «قتلوا جنديين في تفجير قنبلة».
_SET = frozenset(("attack", "explosion"))
_LOSSES = frozenset(("destroyed", "damaged", "seized"))
_TAKEN = _LOSSES | {"took"}


#: So few words stand between two figures of one sentence that are told side by side.
_SIDE_BY_SIDE = 4


def affected(scene: Scene, draft: Draft, causes: Causes) -> None:
    """Doer and target of a draft that tells of people, things or ground."""
    draft.cause = causes.of(draft)
    _of_those_struck(draft)
    k, end = scene.region(draft)
    chunk = draft.measure.chunk if draft.measure is not None else None
    if chunk is not None and draft.patient is None and chunk.code != "unit":
        whose = _joined_owner(scene, chunk) or scene.whose(chunk)
        draft.patient = whose if whose is not None and not _unnamed(scene, whose) else _theirs(scene, draft, k)
        draft.patient = draft.patient or theirs(scene, draft) or _of_them(scene, draft, chunk, k)
        draft.patient = draft.patient or labelled(scene, draft, chunk)
        if draft.patient is None and draft.action in PERSON_ACTIONS:
            draft.patient = some_of(scene, chunk)
        if draft.patient is None and draft.action in _TAKEN:
            draft.patient = owner_after(scene, chunk)
        if draft.patient is None and draft.action == "shot_down":
            draft.patient = launched_by(scene, chunk)
    if draft.patient is None and chunk is not None and draft.action in ("arrested", "captured", "killed"):
        draft.patient = _belonging(scene, chunk)
    if draft.rules[0] == "losses" and draft.patient is None:
        dealt(scene, draft, k)
        draft.patient = draft.patient or loser_before(scene, draft)
    if draft.part_of is not None:
        _inherit_part(draft, draft.part_of)
    draft.agent = draft.agent or doer_by(scene, k, _clause_end(scene, end)) or doer_of_harm(scene, draft, k)
    draft.agent = draft.agent or shown_by(scene, k)
    if draft.agent is None and "victims-before-verb" in draft.rules and scene.chunks[k].kind == "N":
        draft.agent = who_did_it_before(scene, draft, k)
    if draft.agent is not None and not_by_him(scene, draft, draft.agent):
        draft.agent = None
    if draft.agent is None and draft.action in FALLEN:
        draft.agent = relative_doer(scene, draft) or ascribed_before(scene, k)
    if draft.patient is None and chunk is not None and draft.cause is not None:
        _of_those_attacked(scene, draft, chunk, draft.cause)
    if draft.agent is None and draft.action in FALLEN:
        draft.agent = of_the_war(scene, draft)
    if draft.agent is None and draft.cause is None and draft.action in FALLEN:
        draft.agent = fired(scene, k, end + 2) or brought_about(scene, k) or amid_advance(scene, draft, k, end)
    if draft.agent is None and draft.cause is None and draft.action == "displaced":
        draft.agent = brought_about(scene, k)
    if draft.agent is None and draft.action == "besieged":
        draft.agent = carried(scene, draft, k, end)  # «الحصار الذي تفرضه الميليشيا»
    if draft.patient is None and draft.action in ("took", "lost"):
        draft.patient = from_whom(scene, k, end)
    if draft.form is not None and "expel" in draft.form.lexeme.flags:
        _driven_out(scene, draft, k)
    losers(scene, draft)
    if draft.action == "deployed" and draft.patient is not None:
        draft.agent, draft.patient = draft.agent or draft.patient, None  # «تعزيزات لقوات النظام» act for it
    if "forces-brought" in draft.rules:
        draft.agent = draft.cause.agent or scene.context.agent if draft.cause is not None else scene.context.agent
        draft.patient = None
    if draft.cause is not None:
        _by_cause(scene, draft, draft.cause)


def _of_those_struck(draft: Draft) -> None:
    """«هجوم على مجموعة جنود أسفر عن قتيلين»: the dead of an attack on soldiers are soldiers."""
    cause = draft.cause
    if cause is None or draft.rules[0] != "result-noun" or draft.code != "person" or cause.at > draft.at:
        return
    if cause.action in ("attack", "raid") and cause.code == "person.combatant" and cause.patients:
        draft.code = cause.code


def _driven_out(scene: Scene, draft: Draft, k: int) -> None:
    """«طردوا المسلحين من المدينة»، «طرد الجيش المسلحين»: the last party before «من» lost the ground."""
    parties: list[Chunk] = []
    for j in range(k + 1, min(k + 7, len(scene.chunks))):
        chunk = scene.chunks[j]
        if chunk.kind in "pVNSLi":
            break
        who = scene.whose(chunk)
        if who is not None:
            parties.append(who)
    if not parties:
        return
    draft.patient = parties[-1]
    if len(parties) > 1:
        draft.agent = parties[0]
    elif draft.agent is not None and draft.agent.first == parties[0].first:
        draft.agent = topic(scene, k) if scene.chunks[k].kind == "V" else None


def _joined_owner(scene: Scene, chunk: Chunk) -> Chunk | None:
    """«عشرات المقاتلين والمستشارين الروس»: the adjective after the second noun tells of both."""
    k = scene.index.get(chunk.last)
    after = scene.chunks[k] if k is not None else None
    if after is None or chunk.owner is not None or not (after.conj and after.kind == "G" and after.number is None):
        return None
    both = (chunk.code or "").startswith("person") and (after.code or "").startswith("person")
    return after.owner if both and after.article else None


def _unnamed(scene: Scene, who: Chunk) -> bool:
    """«عشرات العناصر»: members, but not of whom."""
    first, last = who.name
    return last == first + 1 and bare(scene.text.forms[first]) in _MEMBERS


def _theirs(scene: Scene, draft: Draft, k: int) -> Chunk | None:
    """«خسائر الميليشيات، حيث دُمر لها 3 دبابات»: the pronoun means the party named before."""
    chunk = draft.measure.chunk if draft.measure is not None else None
    after = scene.text.forms[draft.at + 1 : draft.at + 2]
    after += scene.text.forms[chunk.last : chunk.last + 1] if chunk is not None and draft.action in _LOSSES else []
    if _THEIRS.isdisjoint(after):
        return None  # «دُمر لها 3 دبابات»، «تدمير مراكز لهم»
    told = next(
        (d for j in range(k - 1, max(-1, k - WINDOW), -1) for d in scene.at_chunk.get(j, ()) if d.patient), None
    )
    if told is not None and after[0] not in _THEIRS:
        return told.patient
    winner = repelled(scene, scene.index.get(draft.cause.at, 0)) if draft.cause is not None else None
    for j in range(k - 1, max(-1, k - 15), -1):
        chunk = scene.chunks[j]
        if chunk.kind == "A" and chunk.first not in scene.spoken and chunk is not winner:
            return chunk
    return scene.context.patient


def _belonging(scene: Scene, chunk: Chunk) -> Chunk | None:
    """«توقيف 251 شخصا لانتمائهم إلى جماعات إرهابية»، «5 أشخاص ينتمون إلى الحركة»: whose people they are."""
    k = scene.index.get(chunk.last - 1)
    if k is None:
        return None
    for j in range(k + 1, min(k + 6, len(scene.chunks) - 1)):
        form = scene.text.forms[scene.chunks[j].first].lstrip("بل").removeprefix("ال")
        if form.startswith(_BELONG):
            return scene.actor_at(j + 1, j + 4)
        if scene.chunks[j].kind in "VNi,":
            return None
    return None


def _of_them(scene: Scene, draft: Draft, counted: Chunk, k: int) -> Chunk | None:
    """«تسلل عناصر التنظيم وقتلت 4 منهم»: the number is of the people named before."""
    n = scene.index.get(counted.last)
    if n is None or scene.word(n) not in ("منهم", "منهن") or counted.code not in (None, "person"):
        return None
    for j in range(k - 1, max(-1, k - 9), -1):
        chunk = scene.chunks[j]
        if chunk.kind == "S":
            return None
        plural = chunk.form is not None and chunk.form.number in "px" and chunk.number is None
        if chunk.kind == "G" and plural and (chunk.code or "").startswith("person"):
            draft.code = chunk.code
            return scene.whose(chunk)
    return None


def _of_those_attacked(scene: Scene, draft: Draft, counted: Chunk, cause: Draft) -> None:
    """«نصبوا كمينا لرتل من الميليشيا وقتلوا سبعة منهم»: the number is of those whom the attack hit."""
    after = scene.text.forms[counted.last - 1 : counted.last + 1]
    beaten = repelled(scene, scene.index.get(cause.at, 0)) is not None or beats_off(scene, cause)
    hit = cause.agent if beaten else cause.patient
    if hit is None or cause.at > draft.at or not any(f in ("منهم", "منهن") for f in after):
        return
    told = cause.patients[0].code if cause.patients else None
    if draft.code in (None, "person", told) and cause.action != "clash":
        draft.patient = hit
        people = None if beaten else cause.patients[0].code if cause.patients else None
        draft.code = people if (people or "").startswith("person") else draft.code


def shared_loser(scene: Scene, drafts: list[Draft]) -> None:
    """«دُمر لها 3 دبابات، فيما استحوذت الفصائل على دبابتين»: things lost in one sentence are one side's."""
    loser: Chunk | None = None
    for draft in drafts:
        if draft.action not in _LOSSES or draft.violence:
            continue
        if draft.patient is not None:
            loser = draft.patient
        elif loser is not None and (draft.agent is None or not scene.one(draft.agent, loser)):
            draft.patient = loser
    for draft, before in itertools.pairwise(reversed(drafts)):
        listed = "list-member" in draft.rules and draft.action == before.action and draft.sentence == before.sentence
        if listed and draft.action in _LOSSES and not draft.violence and before.patient is None:
            before.patient = draft.patient  # «دمروا شاحنتين و18 عربة ودبابتين تابعة للجيش»


def shared_doer(scene: Scene, drafts: list[Draft]) -> None:
    """«مقتل 9 … وأصيب 16 آخرون»: those harmed side by side were harmed by one doer, and «آخرون» are like them."""
    before: Draft | None = None
    for draft in drafts:
        if draft.violence or draft.action not in FALLEN:
            continue
        if before is not None and draft.segment is before.segment:
            if before.cause is draft.cause:
                _like(scene, draft, before)
            else:
                others_like(draft, before)
        if draft.part_of is None:
            before = draft


def _like(scene: Scene, draft: Draft, before: Draft) -> None:
    chunk = draft.measure.chunk if draft.measure is not None else None
    bare_number = chunk is not None and chunk.kind == "G" and chunk.form is None and draft.part_of is None
    like = draft.code in ((None, before.code) if bare_number else (before.code,))
    if draft.patient is None and chunk is not None and (chunk.others or bare_number) and like:
        draft.patient = before.patient
    elif before.patient is None and chunk is not None and chunk.others and draft.code == before.code:
        before.patient = draft.patient  # «مقتل 3 ضباط وإصابة 4 آخرين من طواقم النظام»
    elif before.patient is None and draft.code == before.code and _also_of(scene, draft, before):
        before.patient = draft.patient  # «مقتل 29 وجرح 15 من المتطرفين»
    if before.agent is None and draft.agent is not None and "agent-from-event" not in draft.rules and like:
        _shared_back(scene, draft, before)
    alike = like or draft.code == before.code or before.patient is None or (chunk is not None and chunk.others)
    if draft.agent is not None or before.agent is None or not alike:
        return
    if draft.patient is None or not scene.one(draft.patient, before.agent):
        draft.agent = before.agent


def _also_of(scene: Scene, draft: Draft, before: Draft) -> bool:
    """Whether nothing but a numeral tells who the first were, and «و» joins those told of next to it."""
    chunk = before.measure.chunk if before.measure is not None else None
    bare_number = chunk is not None and chunk.number is not None and chunk.form is None and chunk.owner is None
    return bare_number and _beside(scene, draft, before)


def _beside(scene: Scene, draft: Draft, before: Draft) -> bool:
    """Whether «و» joins a figure to the one that stands right before it."""
    return scene.chunks[scene.index.get(draft.at, 0)].conj and draft.at - before.end < _SIDE_BY_SIDE


def _shared_back(scene: Scene, draft: Draft, before: Draft) -> None:
    """«أوقعت قتيلين و24 جريحا، ونسبت إلى الحزب»: the doer told last did all of it."""
    assert draft.agent is not None
    cause = draft.cause
    joined = _beside(scene, draft, before)
    if (cause is None and not joined) or (cause is not None and cause.action == "clash"):
        return
    if before.patient is not None and scene.one(before.patient, draft.agent):
        return
    before.agent = draft.agent
    if cause is None:
        return  # «استشهد شابان، وأصيب آخران، برصاص الجنود»
    cause.agent = cause.agent or draft.agent


def _by_cause(scene: Scene, draft: Draft, cause: Draft) -> None:
    """What the attack that did it tells of doer and target, and the other way round."""
    if cause.action == "clash":
        in_clash(scene, draft, cause)
    elif cause.patient is None:
        cause.patient = whose_fell(scene, draft, cause)
    not_the_target(scene, draft, cause)
    lay_in_wait(scene, draft, cause)
    if attackers_fell(scene, draft, cause) or own_soldiers(scene, draft, cause):
        return
    doer = cause.agent if cause.action != "clash" else None
    if doer is not None and draft.patient is not None and scene.one(doer, draft.patient):
        doer = other_attack(scene, draft, draft.patient)
    if draft.agent is None and doer is not None and draft.action != "lost":
        draft.agent = doer
        draft.rules.append("agent-from-event")
    elif cause.agent is None and (cause.action in _THEIR_OWN or _in_their_attack(scene, draft, cause)):
        cause.agent = draft.agent  # «اعتقل الاحتلال 18 مواطنا في حملة مداهمات»
    if draft.patient is None and draft.action in PERSON_ACTIONS and draft.code == "person.combatant":
        draft.patient = cause.patient if cause.action != "clash" else None


def _in_their_attack(scene: Scene, draft: Draft, cause: Draft) -> bool:
    """«قتل مسلحون 6 عمال في هجوم على مزرعة»: who killed people in an attack made it, unless he beat it off."""
    if (
        draft.agent is None
        or cause.action not in _SET
        or cause.definite
        or draft.action not in FALLEN | {"abducted", "took"}
    ):
        return False
    if cause.at < draft.at or scene.word(scene.index.get(cause.at, 0) - 1) not in ("في", "خلال"):
        return False
    struck = cause.patient is not None and scene.one(cause.patient, draft.agent)
    return not struck and (draft.code != "person.combatant" or not _soldiers(draft.agent))


def _soldiers(party: Chunk) -> bool:
    """Whether a party is a state's, whose soldiers fall upon fighters in attacks of either side."""
    return bool(party.actors) and party.actors[0].kind in ("army", "police", "state", "coalition")


def _clause_end(scene: Scene, end: int) -> int:
    """The end of the clause: joined verbs share what follows («استشهد صياد وأصيب آخر برصاص …»)."""
    stop = min(len(scene.chunks), end + WINDOW)
    while end < stop and scene.chunks[end].kind not in ",kS" and not _of_others(scene, end):
        end += 1
    return end


def _of_others(scene: Scene, j: int) -> bool:
    """«قتل 16 في تشييع مقاتلين قتلوا بيد الجماعة»: a verb that nothing joins tells of somebody else."""
    return j in scene.triggers and scene.chunks[j].kind == "V" and not scene.chunks[j].conj


def _inherit_part(draft: Draft, whole: Draft) -> None:
    """A breakdown has what its whole has."""
    draft.agent = draft.agent or whole.agent
    whose = whole.patient
    nation = whose is not None and whose.form is not None and "nation" in whose.form.lexeme.flags
    if draft.code == whole.code or (whose is not None and (whose.kind == "A" or nation)):
        draft.patient = draft.patient or whose  # «5 فلسطينيين بينهم طفلان»
    draft.place = draft.place or whole.place
    draft.time = draft.time or whole.time
    draft.cause = draft.cause or whole.cause
