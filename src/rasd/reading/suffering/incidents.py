"""What an event of violence did, and to whom: its doer, its target, its place."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.doing.adopting import claimed_by
from rasd.reading.doing.ascribed import ascribed_before, doer_by, lured, shown_by
from rasd.reading.doing.blaming import accused, responsible
from rasd.reading.doing.carriers import behind, bomber, carried, fired
from rasd.reading.doing.clashes import sides
from rasd.reading.doing.doers import subject, topic_of_clause, verb_goes_on
from rasd.reading.doing.genitives import after_day, genitive
from rasd.reading.doing.repelling import repelled
from rasd.reading.parties.afterevents import fired_from, of_whom
from rasd.reading.parties.befallen import befallen, household, occupants, passing
from rasd.reading.parties.means import means_of, refine
from rasd.reading.placing.clauseplaces import take_place
from rasd.reading.placing.struckplaces import state_fired_on
from rasd.reading.scenes.antecedents import acts, of_pronoun
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.otherdays import answered
from rasd.reading.scenes.scene import Scene
from rasd.reading.scenes.voices import named
from rasd.reading.suffering.targets import exposed, national, national_after_another, objects, owner_after, targets

_ATTACKS_FROM_AFAR = frozenset(("explosion", "drone_strike", "airstrike", "shelling"))


def event_roles(scene: Scene, draft: Draft) -> None:
    """Doer, target, place and means of one event."""
    k, end = scene.region(draft)
    assert draft.form is not None
    _meant(scene, draft, k, end)
    if draft.action == "clash":
        sides(scene, draft, k, end)
    if draft.form.lexeme.kind == "verb":
        _verb_roles(scene, draft, k, end)
    else:
        _noun_roles(scene, draft, k, end)
    draft.agent = draft.agent or doer_by(scene, k, end) or fired_from(scene, k, end) or ascribed_before(scene, k)
    draft.agent = draft.agent or shown_by(scene, k)
    if draft.form.lexeme.lemma == "كمين" and draft.agent is None and draft.patient is None:
        draft.agent, draft.patient = lured(scene, k)
    if "responsibility" in draft.rules:
        take_place(scene, draft, k, end)  # before the place of the event told of before is taken for it
        _claimed(scene, draft, k)
    _struck(scene, draft, k, end)
    draft.place = draft.place or _witness(scene, k)
    take_place(scene, draft, k, end)
    if draft.code is None and draft.patients:
        draft.code = draft.patients[0].code
    _where_struck(draft)
    _launched_from(scene, draft, k, end)
    draft.patient = draft.patient or state_fired_on(scene, draft)
    draft.means = means_of(scene, draft, k, end)
    refine(draft)
    _from_the_air(scene, draft)
    _as_before(scene, draft, k)


def _witness(scene: Scene, k: int) -> Chunk | None:
    """«شهدت الضفة الغربية اشتباكات»، «تعرضت أحياء كذا وكذا لقصف»: the place that saw it."""
    for j in range(k - 1, max(-1, k - 9), -1):
        chunk = scene.chunks[j]
        if chunk.word is not None and chunk.word.carrier == "patient" and chunk.kind in "wSV":
            some = scene.chunks[j + 1].kind in "Gw" and j + 3 < k and scene.word(j + 2) == "في"
            seen = scene.chunks[j + 3 if some else j + 1]  # «تعرضت أماكن في بلدتي كذا وكذا لقصف»
            return seen if seen.kind == "L" or (seen.kind == "A" and seen.level) else None
        if chunk.kind in "VSiN":
            return None
    return None


def _as_before(scene: Scene, draft: Draft, k: int) -> None:
    """«غارات على كذا واستهداف كذا»، «قصف طال المدينة حيث استهدف منزلا»: struck by the same means as told before."""
    if draft.action != "attack" or draft.means or draft.form is None or draft.form.lexeme.lemma not in _BY_ANY_MEANS:
        return
    told = [d for d in scene.drafts if d.violence and d.at < draft.at]
    goes_on = scene.chunks[k].conj or any(
        f in ("حيث", "كما") for f in scene.text.forms[max(0, draft.at - 2) : draft.at]
    )
    before = told[-1] if told else scene.context.event if draft.agent is None else None
    if goes_on and before is not None and before.action in _ATTACKS_FROM_AFAR - {"explosion"}:
        draft.action = before.action


def _from_the_air(scene: Scene, draft: Draft) -> None:
    """«القصف الذي استهدف منزلا» after an air strike was told of is that strike, or one more of its kind."""
    if not draft.definite or draft.means or draft.form is None or draft.form.lexeme.lemma != "قصف":
        return
    told = [d for d in scene.drafts if d.violence and d.at < draft.at]
    before = told[-1] if told else scene.context.event
    if before is None or before.action not in ("airstrike", "drone_strike"):
        return
    if draft.agent is None or (before.agent is not None and scene.one(before.agent, draft.agent)):
        draft.action = before.action


_BY_ANY_MEANS = frozenset(("استهدف", "استهداف", "طال", "ضرب"))


def _launched_from(scene: Scene, draft: Draft, k: int, end: int) -> None:
    """«إطلاق صواريخ من اليمن»: where it was fired from, when nothing says where it fell."""
    if draft.place is not None or draft.action != "shelling" or draft.form is None or draft.form.lexeme.of != "none":
        return
    for j in range(k + 1, min(end, k + 5, len(scene.chunks) - 1)):
        origin = scene.chunks[j + 1]
        if scene.word(j) == "من" and (origin.kind == "L" or (origin.kind == "A" and origin.level)):
            draft.place = origin
            return


def _where_struck(draft: Draft) -> None:
    """«اعتداءات على القرى الجنوبية»: villages that are struck, told by an adjective alone, are where it happened."""
    struck = draft.patients[0] if draft.patients else None
    if draft.place is None and struck is not None and struck.kind == "A" and struck.level == "country":
        draft.place = struck  # «هجمات على كينيا»
        return
    vague = draft.measure is not None and draft.measure.qualifier == "vague"
    if draft.place is not None or not vague or struck is None or struck.kind != "G" or struck.number is not None:
        return
    if struck.code == "place.settlement" and struck.article and struck.last - struck.first > 1:
        draft.place = Chunk("L", struck.first, struck.last, struck.word)
        draft.place.level, draft.place.code = "area", struck.code


def followed(scene: Scene, drafts: list[Draft]) -> None:
    """«استهدفوا القرية بقذائف، أعقبها هجوم»: what follows in one sentence at one place is of one doer."""
    before: Draft | None = None
    for draft in drafts:
        if not draft.violence or draft.action == "clash" or answered(scene.text, draft):
            continue
        next_to = before is not None and _after_it(scene, draft)
        if before is not None and (next_to or _continues(before, draft) or _means_it(before, draft)):
            draft.agent = before.agent
            if draft.place is None or not next_to:
                draft.patient = draft.patient or before.patient
            draft.place = draft.place or (before.place if draft.definite else None)
        before = draft if draft.agent is not None else before


def _after_it(scene: Scene, draft: Draft) -> bool:
    """«شنت المقاتلات غارات على كذا، تلتها غارات على كذا»: what follows upon it is of the same doer."""
    k = scene.index.get(draft.at, 0)
    near = scene.text.forms[scene.chunks[max(0, k - 2)].first : draft.at]
    return draft.agent is None and any(form.lstrip("و") in _UPON_IT for form in near)


_UPON_IT = frozenset("تلته تلتها تلاه تلاها اعقبه اعقبها اعقبته اعقبتها تبعه تبعها تبعته تبعتها".split())


def _means_it(before: Draft, draft: Draft) -> bool:
    """«استهدف التنظيم مزارعين …، مشيرة إلى أن الهجوم أسفر»: the attack just told of."""
    if draft.agent is not None or not draft.definite:
        return False
    return draft.place is None or (draft.action == before.action and draft.segment is before.segment)


def _continues(before: Draft, draft: Draft) -> bool:
    if draft.agent is not None or draft.definite or draft.segment is not before.segment:
        return False
    return draft.place is None and draft.at - before.at < 25


def _meant(scene: Scene, draft: Draft, k: int, end: int) -> None:
    """«الهجوم» is the one told of before, of whatever kind it was."""
    known = scene.context.event
    if known is None or known.action not in _ATTACKS_FROM_AFAR or draft.action != "attack" or not draft.definite:
        return
    if draft.measure is not None and draft.measure.qualifier == "vague":
        return  # «ردا على الاعتداءات»
    if not means_of(scene, draft, k, end):
        draft.action = known.action


def _struck(scene: Scene, draft: Draft, k: int, end: int) -> None:
    """The target: what was hit, or whose it was."""
    if not draft.patients and draft.patient is None:
        found = targets(scene, k, end)
        doer = draft.agent.first if draft.agent is not None else -1
        draft.patients = [c for c in found if not c.first <= doer < c.last]
    if draft.patient is None and draft.action == "explosion" and (passer := passing(scene, k)) is not None:
        draft.patients = [passer]
    if draft.patient is None and draft.patients:
        one = draft.patients[0]
        draft.patient = scene.whose(one) or _owner(scene, one) or befallen(one)
        draft.patient = draft.patient or occupants(scene, one) or household(scene, one)
    if draft.action != "clash" and draft.patient is not None and draft.agent is not None:
        draft.patient = draft.patient if draft.patient.first != draft.agent.first else None


def _owner(scene: Scene, struck: Chunk) -> Chunk | None:
    return owner_after(scene, struck) if struck.kind == "G" and not (struck.code or "").startswith("person") else None


def _claimed(scene: Scene, draft: Draft, k: int) -> None:
    """«أعلن … مسؤوليته عن الهجوم»: the claimant is the doer; what was claimed is the event told of before."""
    if (answerable := _answerable(scene, k)) is not None:
        draft.agent = answerable
    elif draft.segment is not None and draft.segment.chain and acts(scene, draft.segment.chain[-1]):
        draft.agent = named(scene, draft.segment.chain[-1])
    elif draft.agent is not None:
        draft.segment = claimed_by(draft.at, draft.end, draft.agent)
    event = _told_before(scene, draft)
    if event is not None and draft.definite:
        draft.action = draft.action if draft.means else event.action
        draft.patient = draft.patient or event.patient
        draft.place = draft.place or event.place
        draft.time = draft.time or event.time
        draft.code = draft.code or event.code


def _answerable(scene: Scene, k: int) -> Chunk | None:
    """«أعلنت الوكالة مسؤولية التنظيم عن الهجوم»: whose the responsibility is, where another makes it known."""
    near = range(k - 1, max(-1, k - 6), -1)
    forms = scene.text.forms
    j = next((j for j in near if forms[scene.chunks[j].first].lstrip("وب") == "مسووليه"), k)
    if j >= k:
        return None
    return scene.whose(scene.chunks[j]) if scene.chunks[j].kind == "G" else scene.actor_at(j + 1, k)


def _told_before(scene: Scene, draft: Draft) -> Draft | None:
    """The event that a claim of responsibility is about: told before it in the sentence, or in those before."""
    told = [d for d in scene.drafts if d.violence and d.at < draft.at and "responsibility" not in d.rules]
    return told[-1] if told else scene.context.event


def _verb_roles(scene: Scene, draft: Draft, k: int, end: int) -> None:
    """The subject after or before the verb, and the object."""
    assert draft.form is not None
    if draft.form.lexeme.voice == "undergo" or _by_stabbing(scene, draft, k):
        draft.agent = draft.agent or (fired(scene, k, end + 2) if draft.action == "explosion" else None)
        return
    doer = (bomber(scene, k) if draft.action == "explosion" else None) or subject(scene, k, end)
    if doer is None and verb_goes_on(scene, draft, k):
        doer = topic_of_clause(scene, draft, k)  # «طائرات دمرت مساء الجمعة مخزنا وهاجمت معسكرا»
    draft.agent = draft.agent or doer
    if _hit_before(scene, draft, k):
        return
    begin = scene.index[doer.first] + 1 if doer is not None and doer.first > draft.at else k + 1
    objects(scene, draft, begin, end)


def _by_stabbing(scene: Scene, draft: Draft, k: int) -> bool:
    """«قتل جندي إسرائيلي طعنا»، «دهسا»: how he was killed, so that who stands before is no doer of it."""
    assert draft.form is not None
    if scene.text.forms[draft.at] != draft.form.lexeme.lemma + "ا":
        return False
    victims = [d for d in scene.drafts if d.action in ("killed", "wounded") and d.at < draft.at]
    if not victims or scene.chunks[k].kind != "V":
        return False
    draft.patients += [victims[-1].measure.chunk] if victims[-1].measure is not None else []
    return True


def _hit_before(scene: Scene, draft: Draft, k: int) -> bool:
    """«السيارة التي استهدفتها مسيرة»: the pronoun means what stands before, so what follows is the doer."""
    word = scene.chunks[k].word
    if word is None or word.pron not in ("ه", "ها", "هم", "هما"):
        return False
    if word.pron in ("هم", "هما"):
        people = (c for c in reversed(scene.chunks[max(0, k - 8) : k]) if c.kind == "A" or _person(c))
        draft.patients += [c for c in (next(people, None),) if c is not None]
        return True  # «رشقوا القوات بالحجارة وهاجموهم»
    before = next((c for c in reversed(scene.chunks[max(0, k - 4) : k]) if c.kind in "AGLVSi"), None)
    if before is not None and before.kind == "L":
        draft.place = draft.place or before
    elif before is not None and before.kind in "AG":
        draft.patients.append(before)
    after = scene.chunks[k + 1] if k + 1 < len(scene.chunks) else None
    if draft.agent is None and after is not None and after.kind in "AG" and not after.prep:
        draft.agent = scene.whose(after)
    return True


def _person(chunk: Chunk) -> bool:
    return chunk.kind == "G" and (chunk.code or "").startswith("person")


def _noun_roles(scene: Scene, draft: Draft, k: int, end: int) -> None:
    """Genitive, adjective, relative clause and carrier verb of an event noun."""
    if (survivor := _survived(scene, k)) is not None:
        draft.patient = survivor
        return
    last = scene.chunks[k].last
    for j in range(k + 1, min(end, k + 5)):
        chunk = scene.chunks[j]
        if national(chunk):
            _national(draft, chunk)
        elif (nation := national_after_another(scene, j)) is not None:
            _national(draft, nation)
            break
        elif chunk.kind in "wkY" and not (chunk.word is not None and chunk.word.carrier):
            last = chunk.last
        else:
            if chunk.first == last and not chunk.prep:
                genitive(scene, draft, chunk, after_day(scene, j))
            break
    if draft.agent is not None and scene.text.words[draft.agent.first].means and not draft.agent.actors:
        draft.agent = carried(scene, draft, k, end) or draft.agent  # «شنت إسرائيل غارات الطائرات المسيرة»
    draft.agent = (
        draft.agent
        or of_pronoun(scene, k)
        or accused(scene, k)
        or responsible(scene, k)
        or behind(scene, k)
        or carried(scene, draft, k, end)
    )
    if draft.agent is None and draft.form is not None and draft.form.lexeme.of in ("agent", "either"):
        draft.agent = of_whom(scene, k, end)
    draft.patient = draft.patient or exposed(scene, k) or repelled(scene, k)


def _survived(scene: Scene, k: int) -> Chunk | None:
    """«نجا الوزير من محاولة اغتيال»: who got away is the one it was meant for."""
    for j in range(k - 1, max(-1, k - 7), -1):
        if scene.text.forms[scene.chunks[j].first].lstrip("وف") in _GOT_AWAY:
            return next((c for c in scene.chunks[j + 1 : k] if c.kind in "AG" and not c.prep), None)
        if scene.chunks[j].kind in "VSi,":
            return None
    return None


_GOT_AWAY = frozenset("نجا نجت نجوا ينجو تنجو نجاه".split())


def _national(draft: Draft, chunk: Chunk) -> None:
    assert draft.form is not None
    if draft.agent is None and draft.form.lexeme.of != "device":
        draft.agent = chunk
