"""Claims of responsibility without the event's noun: «وتبناه تنظيم كذا»، «أعلنت الحركة مسؤوليتها عنه»."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.tagging import Word
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import Scene
from rasd.reading.speaking.attribution import Segment
from rasd.reading.speaking.speakers import Speaking


def adopted(scene: Scene) -> None:
    """«وتبناه لاحقا تنظيم كذا»: a claim of responsibility without the event's noun."""
    for k, chunk in enumerate(scene.chunks):
        if chunk.word is None or not adopts(chunk.word):
            continue
        itself = _responsibility(chunk.word)
        if itself and scene.text.forms[chunk.last : chunk.last + 1] not in (["عنه"], ["عنها"], ["عنهما"]):
            continue
        if not itself and any(chunk.first < d.at <= chunk.first + 6 for d in scene.drafts):
            continue
        who = _claimant(scene, k) if itself else scene.actor_at(k + 1, k + 5)
        if who is None:
            continue
        sentence = (scene.chunks[0].first, scene.chunks[-1].last)
        told = [d for d in scene.drafts if d.violence and d.at < chunk.first]
        event = told[-1] if told else scene.context.event
        if event is None:
            continue
        if told and itself and event.agent is None:
            event.agent = who  # «هجوم أعلنت الحركة مسؤوليتها عنه»
        draft = Draft(event.action, chunk.first, sentence, "responsibility")
        draft.form, draft.violence, draft.definite, draft.agent = event.form, True, True, who
        draft.segment = claimed_by(chunk.first, who.last, who)
        scene.drafts.append(draft)


def adopts(word: Word) -> bool:
    """«تبناه»، «تبنته»: takes the blame for what was told before."""
    return _responsibility(word) or (word.say is not None and bool(word.pron) and word.say.lexeme.lemma == "تبني")


def _responsibility(word: Word) -> bool:
    """«مسؤوليته» of «أعلن مسؤوليته عنه», where no noun of the event follows."""
    return word.form in ("مسووليته", "مسووليتها", "مسووليتهم", "مسووليه")


def _claimant(scene: Scene, k: int) -> Chunk | None:
    """«أعلن تنظيم كذا مسؤوليته عنه»: the party between the verb of speaking and what it takes upon itself."""
    for j in range(k - 1, max(-1, k - 6), -1):
        chunk = scene.chunks[j]
        who = scene.whose(chunk) if chunk.kind == "A" or chunk.code == "person.combatant" else None
        if who is not None and not chunk.prep and not scene.tells(who):
            return who
        if chunk.kind in "VSN,":
            return None
    return None


def claimed_by(first: int, last: int, who: Chunk) -> Segment:
    """The claim itself as what its claimant says."""
    return Segment(first, last, [Speaking(who.first, who.last, who.actors)], (first, first + 1), "says")
