"""Who cannot have done it, or suffered it: a doer that is not said is better than one that is made up."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.families import CIVILIANS, PERSON_ACTIONS
from rasd.reading.scenes.antecedents import accuses_them
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import bare

#: Bodies that tell of violence or help its victims.
_HARMLESS = frozenset(("un", "ngo", "monitor", "agency", "outlet", "rescue"))
#: What is said, and the particles of a verb, by which no doer is named.
_WORDS_OF = frozenset("بيان تصريح تقرير حصيله مصدر مصادر شاهد شهود قد لقد".split())
_LOCAL = frozenset(("شرط", "مدين", "محافظ", "ولاي", "بلدي"))
#: Offices whose holder does no violence: «مدير المرصد فلان».
_CIVIL = frozenset("مدير مندوب مبعوث سفير مفتي مراسل".split())
#: Whom an office may be the place of: «مقتل مراسل القناة».
_OFFICERS = frozenset(("person.journalist", "person.official", "person.combatant"))
#: What an outlet may have lost.
_OF_A_TELLER = ("person.journalist", "site", "vehicle", "weapon")
#: How a doer is found outside the clause.
_GUESSED = frozenset(("agent-from-context", "agent-from-report", "agent-from-event"))
_CARE = frozenset(("released", "deployed"))


def guard(drafts: list[Draft], text: Text) -> None:
    """Take off doers that can have done nothing of the kind, and speakers by office as targets of a strike."""
    for draft in drafts:
        if draft.agent is not None and _only_near(draft.agent, text):
            draft.agent = None
        if draft.patient is not None and _only_near(draft.patient, text):
            draft.patient = None
        if draft.patient is not None and _counted_themselves(draft, draft.patient):
            draft.patient = None
        idle = draft.agent is not None and (_harmless(draft.agent, text) or _of_the_source(draft, draft.agent, text))
        if idle and draft.action not in _CARE:
            draft.agent = None
            draft.rules = [rule for rule in draft.rules if not rule.startswith("agent-")]
        if draft.agent is not None and draft.patient is not None and _one_side(draft, draft.agent, draft.patient, text):
            draft.agent = None
        if draft.violence and draft.action != "clash" and _itself(draft.agent, draft.patient):
            draft.patient = None
        befallen = draft.action in PERSON_ACTIONS and draft.code in _OFFICERS
        if draft.patient is not None and not befallen and _office(draft.patient, text):
            draft.patient = None
        if draft.agent is not None and draft.agent.code in CIVILIANS and not draft.agent.party:
            draft.agent = None
        if draft.patient is not None and _teller(draft.patient) and not (draft.code or "").startswith(_OF_A_TELLER):
            draft.patient = None
        if draft.agent is not None and draft.patient is not None and not draft.violence:
            draft.patient = draft.patient if draft.agent.first != draft.patient.first else None


def _only_near(chunk: Chunk, text: Text) -> bool:
    """«الرشاشات المضادة للطائرات»، «المتاخمة لنيجيريا»: what a thing is made against or lies by had no part."""
    before = bare(text.forms[chunk.first - 1]) if chunk.first else ""
    return text.forms[chunk.first].startswith("ل") and (before.startswith("مضاد") or before in text.classes.beside)


def _counted_themselves(draft: Draft, patient: Chunk) -> bool:
    """«جثث لثلاثة مسلحين»: the three are those who were killed, not whose the dead were."""
    measure, itself = draft.measure, patient.kind == "G" and patient.owner is None and patient.number is not None
    return "labelled-count" in draft.rules and itself and measure is not None and measure.low == _low(patient)


def _low(chunk: Chunk) -> float | None:
    return chunk.number.low if chunk.number is not None else None


def _itself(agent: Chunk | None, patient: Chunk | None) -> bool:
    """«قصف إسرائيلي» against «إسرائيل»: nobody strikes himself."""
    if agent is None or patient is None:
        return False
    return bool({a.id for a in agent.actors[:1]} & {a.id for a in patient.actors[:1]})


def _harmless(chunk: Chunk, text: Text) -> bool:
    if chunk.actors and chunk.actors[0].kind == "person" and bare(text.forms[chunk.first]) in _CIVIL:
        return True
    if chunk.actors and not all(a.kind in _HARMLESS for a in chunk.actors):
        before = bare(text.forms[chunk.first - 1]).removesuffix("ه") if chunk.first else ""
        return chunk.last == chunk.first + 1 and (before in _LOCAL or before in text.classes.office)  # «شرطة كابول»
    return bool(chunk.actors) or bare(text.forms[chunk.first]) in text.classes.harmless


def _one_side(draft: Draft, agent: Chunk, patient: Chunk, text: Text) -> bool:
    """«الموالية لأنقرة»: one actor under two names, or a party loyal to the doer, who is not told in the clause."""
    if draft.violence or not any(rule in draft.rules for rule in _GUESSED):
        return False
    if {a.id for a in agent.actors[:1]} & {a.id for a in patient.actors[:1]}:
        return True
    first, last = patient.name
    return any(bare(form) in text.classes.allied for form in text.forms[first:last])


def _of_the_source(draft: Draft, agent: Chunk, text: Text) -> bool:
    """«قال مصدر أمني مصري»، «وفقا لبيان»: a word that only says who tells of it, or of what nation he is."""
    chain = draft.segment.chain if draft.segment is not None else []
    if any(s.first < agent.first and agent.last <= s.last for s in chain) and agent.last == agent.first + 1:
        return any("nation" in f.lexeme.flags for f in text.words[agent.first].cls)
    before = text.forms[agent.first - 1].lstrip("وف") if agent.first else ""
    if accuses_them(before):
        return True  # «التي اتهمتها واشنطن بالهجوم»
    if text.forms[agent.last - 1] == "شخص":
        return True
    form = text.forms[agent.first]
    return not _WORDS_OF.isdisjoint((bare(form), form, form[1:])) and not agent.actors


def _teller(chunk: Chunk) -> bool:
    """«"… 25 شهيدا" مراسل القناة»: an outlet that only tells of it."""
    return bool(chunk.actors) and all(a.kind in ("agency", "outlet") for a in chunk.actors)


def _office(chunk: Chunk, text: Text) -> bool:
    """«منسقة الأمم المتحدة»: who speaks of a strike was not struck by it."""
    return chunk.kind == "A" and bare(text.forms[chunk.first]).removesuffix("ه") in text.classes.office
