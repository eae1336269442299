"""Whether a sentence goes on in the voice of the one before, and what an armed body tells of itself."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.families import ARMED_KINDS, PERSON_ACTIONS
from rasd.reading.scenes.antecedents import acts, named_before, of_another, who_says
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.otherdays import answered
from rasd.reading.scenes.scene import Scene, bare
from rasd.reading.speaking.speakers import Speaking

_COMMANDS = frozenset(("قياده", "عمليات"))
#: What nobody does to others by telling of it.
_OWN_LOSS = frozenset(("clash", "lost", "surrendered", "displaced", "missing"))
#: What a body calls that which befell it, and hardly ever its own deed.
_SUFFERED = frozenset("هجوم اعتداء كمين".split())
_UNARMED = frozenset(("person.civilian", "person.child", "person.woman"))

_REBELS = frozenset("تنظيم حركه جماعه كتايب سرايا".split())


def same_voice(scene: Scene, draft: Draft) -> bool:
    """Whether the incident before was told by the same source, or one of the two has none."""
    before = scene.context.speaker
    if before is None or draft.segment is None or not draft.segment.chain:
        return True
    who = draft.segment.chain[-1]
    if (who.first, who.last) == before:
        return True
    one, other = _telling(scene, (who.first, who.last)), _telling(scene, before)
    return len(one & other) * 2 >= max(1, min(len(one), len(other)))


def _telling(scene: Scene, span: tuple[int, int]) -> set[str]:
    """The words that tell one speaker from another."""
    return {bare(f) for f in scene.text.forms[slice(*span)] if len(f) > 2} or {*scene.text.forms[slice(*span)]}


_WITHOUT_AIRCRAFT = frozenset(("group", "militia", "party"))


def from_speaker(scene: Scene, draft: Draft) -> None:
    """An armed body that tells of its own deeds is the doer; of its own soldiers' deaths, the one struck."""
    segment = draft.segment
    body = armed(scene, segment.chain[-1]) if segment is not None and segment.chain else None
    teller = body or _whose_forces(scene, draft)
    if draft.agent is not None and of_another(draft.agent):
        draft.agent = teller or named_before(scene, draft.agent) or draft.agent
    if draft.patient is not None and of_another(draft.patient):
        draft.patient = teller or named_before(scene, draft.patient) or draft.patient
    if segment is None or not segment.chain or draft.status == "denied" or segment.stance != "says":
        return
    itself = who_says(scene, draft) if draft.agent is None else None
    if itself is not None:
        draft.agent = named(scene, itself)
        draft.rules.append("agent-is-speaker")
    if body is None:
        _shot_down_by(draft, _whose_forces(scene, draft))
        return
    if draft.action == "clash":
        _fought(scene, draft, body)
    elif _own_people(scene, draft, body):
        if draft.agent is None or not scene.one(draft.agent, body):
            draft.patient = body
    elif _own_deed(scene, draft, body):
        draft.agent = body
        draft.rules.append("agent-is-speaker")


def _shot_down_by(draft: Draft, state: Chunk | None) -> None:
    """«أعلنت السعودية اعتراض صاروخ»: a state tells of what its own defences brought down."""
    if state is not None and draft.action == "shot_down" and draft.agent is None and draft.rules[0] == "things-of-noun":
        draft.agent = state
        draft.rules.append("agent-is-speaker")


def _whose_forces(scene: Scene, draft: Draft) -> Chunk | None:
    """«قالت روسيا إن قواتها دمرت»: a state or its ministry has forces, though it bears no arms itself."""
    who = draft.segment.chain[-1] if draft.segment is not None and draft.segment.chain else None
    return named(scene, who) if who is not None and who.actors and acts(scene, who) else None


def _fought(scene: Scene, clash: Draft, body: Chunk) -> None:
    """«أعلن الجيش مقتل 4 مسلحين في اشتباكات»: the teller's army fought those who fell, where nobody else is named."""
    if clash.agent is not None:
        return
    if clash.patient is not None:
        here = clash.patient.first in scene.index and not scene.one(clash.patient, body)
        clash.agent = body if here and not scene.irregular(body) else None  # «بعد مواجهات مع الميليشيات»
        return
    fell = [d.patient for d in scene.drafts if d.cause is clash and d.patient is not None]
    if fell and all(scene.irregular(who) for who in fell) and not scene.irregular(body):
        clash.agent, clash.patient = body, fell[0]


def _own_people(scene: Scene, draft: Draft, body: Chunk) -> bool:
    """Whether a draft tells of soldiers without saying whose."""
    chunk = draft.measure.chunk if draft.measure is not None else None
    if draft.action not in PERSON_ACTIONS or draft.patient is not None or draft.code != "person.combatant":
        return False
    fallen = draft.form is not None and draft.form.lexeme.lemma.startswith("استشه")
    if fallen and chunk is not None and chunk.owner is None:
        return True  # «أعلنت المقاومة استشهاد المجاهد فلان»
    if chunk is None or _of_one_named_between(scene, chunk) or _soldiers_told_by_rebels(draft, body, scene):
        return False
    return not chunk.party and chunk.owner is None and not scene.partisan(chunk)


def _of_one_named_between(scene: Scene, chunk: Chunk) -> bool:
    """«صدت الفرقة هجوم الميليشيا وقتلت 60 من أفرادها»: the pronoun means a party of the sentence."""
    theirs = any(w.cls and w.pron in ("ه", "ها", "هم") for w in scene.text.words[chunk.first : chunk.last])
    return theirs and any(c.kind == "A" and c.last <= chunk.first for c in scene.chunks)


def _soldiers_told_by_rebels(draft: Draft, body: Chunk, scene: Scene) -> bool:
    """«تبنى التنظيم مقتل 14 جنديا»: an armed group that tells of soldiers or policemen tells of its enemies."""
    chunk = draft.measure.chunk if draft.measure is not None else None
    regular = chunk is not None and chunk.form is not None and "regular" in chunk.form.lexeme.flags
    if body.actors:
        return regular and body.actors[0].kind in ("group", "militia")
    return regular and bare(scene.text.forms[body.first]) in _REBELS


def _own_deed(scene: Scene, draft: Draft, body: Chunk) -> bool:
    """Whether a draft without a doer may be what the speaking body did."""
    if draft.agent is not None or draft.action in _OWN_LOSS:
        return False
    if draft.patient is not None and scene.one(draft.patient, body):
        return False
    if any(d.cause is draft and _own(scene, d, body) for d in scene.drafts):
        return False  # «قال الحزب إن 3 من عناصره قتلوا في غارة»
    if draft.violence and answered(scene.text, draft):
        return False  # «ردا على إطلاق صاروخ»
    if any(d.at == draft.at and _own(scene, d, body) for d in scene.drafts):
        return False  # «إن جنديين وشرطيا قتلوا»: whoever killed his own killed the others too
    if _of_another_doer(scene, draft, body) or _spoken_of(scene, draft):
        return False
    if draft.rules[0] in ("labelled-count", "result-noun") and draft.patient is None:
        return False  # «الجيش: عدد ضحايا الحادث بلغ 25»
    k = scene.index.get(draft.at, 0)
    near = range(max(0, k - 2), min(k + 3, len(scene.chunks)))
    if draft.violence and any(scene.word(j).lstrip("وف").startswith("سقط") for j in near):
        return False  # «وقد سقطت عدة قذائف»، «إن قذائف سقطت»
    raid = draft if draft.violence else draft.cause
    if raid is not None and raid.patient is not None and scene.one(raid.patient, body):
        return False  # «قالت الشرطة إن 5 قتلوا في هجوم على آلية للشرطة»
    if raid is not None and raid.action == "airstrike" and body.actors and body.actors[0].kind in _WITHOUT_AIRCRAFT:
        return False  # «تحدثت الجماعة عن غارتين»
    if raid is not None and raid.action == "attack" and raid.definite and draft.agent is None and _by_noun(raid):
        return False  # «أعلن الحلف أن الهجوم على قاعدة أسفر عن مقتل 8»: of his own he says «هجومنا», «العملية»
    against = raid is not None and raid.patient is not None and not _by_itself(raid)
    if "explosion" in (draft.action, draft.cause.action if draft.cause is not None else "") and not against:
        return False  # «الحركة تؤكد مقتل 3 في انفجار»: who tells of a blast need not have set it
    if draft.action in PERSON_ACTIONS:
        if draft.cause is not None and draft.cause.action == "clash" and draft.patient is None and _anybody(draft):
            return False  # «المعارك أسفرت عن مقتل 6 أشخاص»: of either side
        if draft.cause is not None and draft.cause.agent is not None:
            return False
        return not (draft.code in _UNARMED and draft.cause is None)
    return not (draft.violence and draft.patient is None and draft.definite)


def _of_another_doer(scene: Scene, draft: Draft, body: Chunk) -> bool:
    """«قال الجيش إن القوات الروسية قصفت …، بعد الفشل في الاستيلاء على كذا»: who was named as doer failed there."""
    if not draft.violence or draft.rules[0] != "event-verb":
        return False
    told = [d for d in scene.drafts if d.at < draft.at and d.segment is draft.segment and d.violence]
    doer = told[-1].agent if told and "agent-is-speaker" not in told[-1].rules else None
    return doer is not None and not scene.one(doer, body)


def _by_noun(raid: Draft) -> bool:
    return raid.form is not None and raid.form.lexeme.lemma in _SUFFERED


def _spoken_of(scene: Scene, draft: Draft) -> bool:
    """«قالت الحركة إن الاستهداف المباشر للصحفيين لن يفلح»: a deed that is judged, not told."""
    k = scene.index.get(draft.at, 0)
    noun = draft.violence and scene.chunks[k].kind == "N" and scene.chunks[k].article
    return noun and k > 0 and scene.chunks[k - 1].kind == "i" and draft.action != "clash"


def _by_itself(blast: Draft) -> bool:
    """«إن سيارة انفجرت لدى مرور دورية»: what went off, of which the teller does not say that he set it off."""
    lexeme = blast.form.lexeme if blast.form is not None else None
    return lexeme is not None and (lexeme.voice == "undergo" or lexeme.lemma == "انفجار")


def _anybody(draft: Draft) -> bool:
    return draft.code in (None, "person")


def _own(scene: Scene, draft: Draft, body: Chunk) -> bool:
    return _own_people(scene, draft, body) or (draft.patient is not None and scene.one(draft.patient, body))


def theirs(scene: Scene, draft: Draft) -> Chunk | None:
    """«نفت الجماعة مقتل أي من مقاتليها»: the teller's own people, where no other party stands between."""
    chunk = draft.measure.chunk if draft.measure is not None else None
    segment = draft.segment
    if chunk is None or chunk.owner is not None:
        return None
    nouns = [w for w in scene.text.words[chunk.first : chunk.last] if w.cls]
    if not nouns or nouns[-1].pron not in ("ه", "ها", "هم", "نا") or not (draft.code or "").startswith("person"):
        return None
    teller = segment.chain[-1] if segment is not None and segment.chain else None
    body = None if teller is None else armed(scene, teller) or (named(scene, teller) if acts(scene, teller) else None)
    if teller is None or body is None:
        return named_before(scene, chunk) if draft.code == "person.combatant" else None
    between = (c for c in scene.chunks if teller.last <= c.first < chunk.first and c.kind == "A")
    others = (c for c in between if c.first not in scene.spoken and not scene.one(c, body))
    return None if any(others) else body


def armed(scene: Scene, who: Speaking) -> Chunk | None:
    """The armed body that a speaker is, or speaks for."""
    base, bodies = scene.text.forms[who.first].removeprefix("ال"), scene.text.classes.armed_body
    base = base[1:] if base[:1] == "ل" and base[1:] in bodies else base  # «بيان لحركة كذا»
    base = base[2:] if base[:2] == "لل" and base[2:] in bodies else base  # «بيان للمقاومة»
    if who.actors[0].kind in ARMED_KINDS if who.actors else base in bodies:
        return named(scene, who)
    if who.head.removeprefix("ال") not in scene.text.classes.spokesman:
        return None
    if scene.text.forms[who.first + 1 : who.first + 3] == ["في", "قياده"]:
        return None  # «مصدر في قيادة عمليات كذا»: he tells what he has heard there
    for t in range(who.first, who.last):
        match = scene.names.match(scene.text, t, who.last) if scene.text.words[t].names else None
        if match and match[1] and match[1][0].kind in ARMED_KINDS and not match[3]:
            found = Chunk("A", t, match[0], scene.text.words[t])
            found.actors = match[1]
            return found
    unit = next((t for t in range(who.first + 1, who.last) if _forces(scene, t)), -1)
    if unit > 0 and not who.actors:
        return Chunk("A", unit, unit + 1, scene.text.words[unit])  # «قائد إحدى كتائب الجيش»
    if base in _COMMANDS and not who.actors and who.last > who.first + 1:
        return named(scene, who)  # «القيادة الأفريقية»
    return None


def _forces(scene: Scene, t: int) -> bool:
    """«الجيش»، «المقاومة»: a body that one word with the article means, which «القوات» does not tell from others."""
    form = scene.text.forms[t]
    return (
        form != "القوات"
        and form.startswith("ال")
        and form.removeprefix("ال") not in scene.text.classes.rank  # «المتحدث اللواء فلان»
        and form.removeprefix("ال") in scene.text.classes.armed_body
        and bool(scene.text.words[t].group)
    )


def named(scene: Scene, who: Speaking) -> Chunk:
    """A speaker as a party: «سرايا كذا، الجناح العسكري لحركة كذا» without what follows the comma."""
    last = next((t for t in range(who.first + 2, who.last) if scene.text.forms[t] in ("،", ",")), who.last)
    found = Chunk("A", who.first, last, scene.text.words[who.first])
    found.actors = who.actors
    return found
