"""What an event of violence did, and to whom: its doer, its target, its place, and the verbs that only bridge to it."""

from __future__ import annotations

from rasd.reading.attribution import Segment
from rasd.reading.chunks import Chunk
from rasd.reading.clashes import sides
from rasd.reading.doers import accused, bomber, carried, doer_by, fired_from, of_whom, repelled, subject
from rasd.reading.drafts import Draft
from rasd.reading.events import SentenceEvents
from rasd.reading.means import means_of, refine
from rasd.reading.places import take_place
from rasd.reading.scene import Scene
from rasd.reading.speakers import Speaking
from rasd.reading.tagging import Word
from rasd.reading.targets import exposed, objects, owner_after, targets
from rasd.reading.voices import named

_ATTACKS_FROM_AFAR = frozenset(("explosion", "drone_strike", "airstrike", "shelling"))


def bridge(scene: Scene) -> None:
    """«هجوم استهدف قاعدة»، «استهدفت الغارات مجمعا»: one event, not two."""
    kept: list[Draft] = []
    for n, draft in enumerate(scene.drafts):
        partner = _partner(scene, n, draft) if _bridges(draft) else None
        if partner is None:
            kept.append(draft)
            continue
        partner.end = max(partner.end, draft.end)
        partner.of = "bridged"
        k, end = scene.region(draft)
        end = max(end, scene.region(partner)[1])
        partner.patients += targets(scene, k, end)
        take_place(scene, partner, k, end)
    scene.drafts[:] = kept


def _bridges(draft: Draft) -> bool:
    return draft.form is not None and "bridge" in draft.form.lexeme.flags and draft.form.lexeme.kind == "verb"


def _partner(scene: Scene, n: int, draft: Draft) -> Draft | None:
    """The event noun that a bridging verb belongs to: its subject after it, or the noun it qualifies."""
    k = scene.index[draft.at]
    after = scene.drafts[n + 1] if n + 1 < len(scene.drafts) else None
    if after is not None and after.violence and after.definite and scene.index.get(after.at, 0) == k + 1:
        after.patients += targets(scene, k + 1, scene.region(after)[1])
        return after
    for before in reversed(scene.drafts[max(0, n - 12) : n]):
        if before.violence and before.form is not None and before.form.lexeme.kind == "noun":
            between = scene.chunks[scene.index[before.at] + 1 : k]
            if len(between) <= 7 and not any(c.kind in "VSi" for c in between):
                return before
        if before.at < draft.at and scene.index[before.at] < k - 12:
            break
    return None


def adopted(scene: Scene) -> None:
    """«وتبناه لاحقا تنظيم كذا»: a claim of responsibility without the event's noun."""
    event = scene.context.event
    for k, chunk in enumerate(scene.chunks):
        if event is None or chunk.kind != "S" or chunk.word is None or not adopts(chunk.word):
            continue
        if any(chunk.first < d.at <= chunk.first + 6 for d in scene.drafts):
            continue
        who = scene.actor_at(k + 1, k + 5)
        if who is None:
            continue
        sentence = (scene.chunks[0].first, scene.chunks[-1].last)
        draft = Draft(event.action, chunk.first, sentence, "responsibility")
        draft.form, draft.violence, draft.definite, draft.agent = event.form, True, True, who
        draft.segment = _claimed_by(chunk.first, who.last, who)
        scene.drafts.append(draft)


def adopts(word: Word) -> bool:
    """«تبناه»، «تبنته»: takes the blame for what was told before."""
    return word.say is not None and bool(word.pron) and word.say.lexeme.lemma == "تبني"


def _claimed_by(first: int, last: int, who: Chunk) -> Segment:
    return Segment(first, last, [Speaking(who.first, who.last, who.actors)], (first, first + 1), "says")


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
    draft.agent = draft.agent or doer_by(scene, k, end) or fired_from(scene, k, end)
    if "responsibility" in draft.rules:
        _claimed(scene, draft)
    _struck(scene, draft, k, end)
    take_place(scene, draft, k, end)
    if draft.code is None and draft.patients:
        draft.code = draft.patients[0].code
    draft.means = means_of(scene, draft, k, end)
    refine(draft)


def followed(scene: Scene, drafts: list[Draft]) -> None:
    """«استهدفوا القرية بقذائف، أعقبها هجوم»: what follows in one sentence at one place is of one doer."""
    before: Draft | None = None
    for draft in drafts:
        if not draft.violence or draft.action == "clash":
            continue
        if before is not None and (_continues(before, draft) or _means_it(before, draft)):
            draft.agent, draft.patient = before.agent, draft.patient or before.patient
            draft.place = draft.place or (before.place if draft.definite else None)
        before = draft if draft.agent is not None else before


def _means_it(before: Draft, draft: Draft) -> bool:
    """«استهدف التنظيم مزارعين …، مشيرة إلى أن الهجوم أسفر»: the attack just told of."""
    return draft.agent is None and draft.definite and draft.place is None


def _continues(before: Draft, draft: Draft) -> bool:
    if draft.agent is not None or draft.definite or draft.segment is not before.segment:
        return False
    return draft.place is None and draft.at - before.at < 25


def _meant(scene: Scene, draft: Draft, k: int, end: int) -> None:
    """«الهجوم» is the one told of before, of whatever kind it was."""
    known = scene.context.event
    if known is None or known.action not in _ATTACKS_FROM_AFAR or draft.action != "attack" or not draft.definite:
        return
    if not means_of(scene, draft, k, end):
        draft.action = known.action


def _struck(scene: Scene, draft: Draft, k: int, end: int) -> None:
    """The target: what was hit, or whose it was."""
    if not draft.patients and draft.patient is None:
        found = targets(scene, k, end)
        doer = draft.agent.first if draft.agent is not None else -1
        draft.patients = [c for c in found if not (c.kind == "A" and c.first == doer)]
    if draft.patient is None and draft.patients:
        draft.patient = scene.whose(draft.patients[0]) or _owner(scene, draft.patients[0])
    if draft.patient is not None and draft.agent is not None and draft.patient.first == draft.agent.first:
        draft.patient = None


def _owner(scene: Scene, struck: Chunk) -> Chunk | None:
    return owner_after(scene, struck) if struck.kind == "G" and not (struck.code or "").startswith("person") else None


def _claimed(scene: Scene, draft: Draft) -> None:
    """«أعلن … مسؤوليته عن الهجوم»: the claimant is the doer; what was claimed is the event told of before."""
    if draft.segment is not None and draft.segment.chain:
        draft.agent = named(scene, draft.segment.chain[-1])
    elif draft.agent is not None:
        draft.segment = _claimed_by(draft.at, draft.end, draft.agent)
    event = scene.context.event
    if event is not None and draft.definite:
        draft.action = draft.action if draft.means else event.action
        draft.patient = draft.patient or event.patient
        draft.place = draft.place or event.place
        draft.time = draft.time or event.time
        draft.code = draft.code or event.code


def _verb_roles(scene: Scene, draft: Draft, k: int, end: int) -> None:
    """The subject after or before the verb, and the object."""
    assert draft.form is not None
    if draft.form.lexeme.voice == "undergo":
        return
    doer = (bomber(scene, k) if draft.action == "explosion" else None) or subject(scene, k, end)
    draft.agent = draft.agent or doer
    begin = scene.index[doer.first] + 1 if doer is not None and doer.first > draft.at else k + 1
    objects(scene, draft, begin, end)


def _noun_roles(scene: Scene, draft: Draft, k: int, end: int) -> None:
    """Genitive, adjective, relative clause and carrier verb of an event noun."""
    last = scene.chunks[k].last
    for j in range(k + 1, min(end, k + 5)):
        chunk = scene.chunks[j]
        if _is_nation(chunk):
            _national(draft, chunk)
        elif chunk.kind in "wkY" and not (chunk.word is not None and chunk.word.carrier):
            last = chunk.last
        else:
            if chunk.first == last and not chunk.prep:
                _genitive(scene, draft, chunk, scene.chunks[j + 1] if j + 1 < len(scene.chunks) else None)
            break
    draft.agent = draft.agent or accused(scene, k) or carried(scene, draft, k, end)
    if draft.agent is None and draft.form is not None and draft.form.lexeme.of in ("agent", "either"):
        draft.agent = of_whom(scene, k, end)
    draft.patient = draft.patient or exposed(scene, k) or repelled(scene, k)


def _is_nation(chunk: Chunk) -> bool:
    """«غارة إسرائيلية»: an adjective of nationality after the event's noun."""
    if chunk.kind != "G" or chunk.form is None or "nation" not in chunk.form.lexeme.flags:
        return False
    return not chunk.conj and chunk.number is None and not chunk.prep and chunk.form.number in "sa"


def _national(draft: Draft, chunk: Chunk) -> None:
    assert draft.form is not None
    if draft.agent is None and draft.form.lexeme.of != "device":
        draft.agent = chunk


def _genitive(scene: Scene, draft: Draft, chunk: Chunk, after: Chunk | None) -> None:
    """«قصف الجيش»، «استهداف الجيش»، «قصف المدينة»: what the noun that follows is, by the event's own noun."""
    assert draft.form is not None
    of = draft.form.lexeme.of
    if chunk.kind == "A" and not chunk.conj:
        if of in ("agent", "either", "place") or (of == "patient" and _object(chunk, after)):
            draft.agent = draft.agent or chunk
        elif of == "patient":
            draft.patients.append(chunk)
    elif chunk.kind == "G" and (of in ("patient", "either") or (of == "device" and _hit(chunk))):
        draft.patients.append(chunk)
    elif chunk.kind == "G" and of == "agent" and chunk.party:
        draft.agent = draft.agent or scene.whose(chunk)
    elif chunk.kind == "L" and of in ("patient", "either", "place", "agent"):
        if chunk.actors and of == "agent":
            draft.agent = draft.agent or chunk
        else:
            draft.place = draft.place or chunk


def _hit(chunk: Chunk) -> bool:
    """«تفجير مقر للشرطة» blew up the seat, «تفجير سيارة مفخخة» the car."""
    return (chunk.code or "").startswith(("site", "vessel", "person"))


def _object(chunk: Chunk, after: Chunk | None) -> bool:
    """«استهداف الاحتلال منزلا»: after a doer in the genitive stands what he struck."""
    return after is not None and after.kind == "G" and after.first == chunk.last and not (after.prep or after.conj)


def spread(scene: Scene, draft: Draft) -> list[Draft]:
    """One row for each place of an unnumbered event."""
    if draft.place is None or (draft.measure is not None and draft.measure.low is not None):
        return [draft]
    k = scene.index.get(draft.place.first)
    if k is None:
        return [draft]
    places = SentenceEvents(scene.text, scene.book, scene.chunks, draft.sentence).place_list(k)
    if len(places) < 2:
        return [draft]
    return [_elsewhere(draft, place) for place in places]


def _elsewhere(draft: Draft, place: Chunk) -> Draft:
    """The same event at another place."""
    copy = Draft(draft.action, draft.at, draft.sentence, draft.rules[0])
    for slot in Draft.__slots__:
        setattr(copy, slot, getattr(draft, slot))
    copy.rules = [*draft.rules]
    copy.place = place
    return copy
