"""Who beats off an attack is its target; those who fell in it had made it."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.scenes.antecedents import acts
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import Scene, bare
from rasd.reading.scenes.voices import armed, named

_REPELS = ("تصد", "يتصد", "تتصد", "نتصد")
_BEATS_OFF = frozenset("صد صدت صدوا يصد احبط احبطت احبطوا يحبط تحبط احباط افشل افشلت افشلوا افشال دحر دحرت".split())


def repelled(scene: Scene, k: int) -> Chunk | None:
    """«تصدت المقاومة لهجمات»، «المقاومة صدت هجوما»: who repels an attack is its target."""
    for j in range(k - 1, max(-1, k - 6), -1):
        form = scene.text.forms[scene.chunks[j].first].lstrip("وف")
        if form.startswith(_REPELS) or form in _BEATS_OFF:
            return scene.actor_at(j + 1, k) or _topic(scene, j) or _teller(scene, j)
        if scene.chunks[j].kind in ",":
            return None
    return None


def beats_off(scene: Scene, attack: Draft) -> bool:
    """«صد محاولة تقدم لقوات كذا»: whether an attack is told of as beaten off, by nobody who is named."""
    k = scene.index.get(attack.at, 0)
    return any(scene.word(j).lstrip("وفب") in _BEATS_OFF for j in range(max(0, k - 2), k))


def _topic(scene: Scene, k: int) -> Chunk | None:
    """The party that opens the clause of the verb at ``k``: «إن رجال المقاومة … تصدت»."""
    found: Chunk | None = None
    for j in range(k - 1, max(-1, k - 9), -1):
        chunk = scene.chunks[j]
        if chunk.kind in "iS,":
            break
        if not chunk.prep and not scene.after_preposition(j) and id(chunk) not in scene.measured:
            found = scene.whose(chunk) or found
    return found


def _teller(scene: Scene, j: int) -> Chunk | None:
    """«أعلن الجيش أنه صد هجوما»: the armed body that tells of it, where the pronoun can mean no other."""
    t = scene.chunks[j].first
    for segment in scene.segments:
        if segment.first <= t < segment.last and segment.chain and segment.stance == "says":
            who = segment.chain[-1]
            return armed(scene, who) or (named(scene, who) if acts(scene, who) else None)
    return None


def beaten_off(scene: Scene, draft: Draft, cause: Draft) -> bool:
    """«قتل 15 إرهابيا بعدما صد هجوما شنته الحركة»: gunmen who fell in an attack were those who made it."""
    if cause.action != "attack" or draft.code != "person.combatant":
        return False
    if cause.agent is None:
        return _by_the_repeller(scene, draft, cause)
    if draft.patient is None:
        if draft.agent is None or cause.patient is None or not scene.one(draft.agent, cause.patient):
            return False
        draft.patient = cause.agent  # «تصدت الفصائل لهجوم للنظام وقتلت 5 عناصر»
        return True
    if not scene.irregular(draft.patient):
        return False
    if scene.irregular(cause.agent) or _regular(scene, cause.agent):
        return False
    if draft.agent is not None and scene.one(draft.agent, cause.agent):
        return False
    draft.patient = cause.agent
    if draft.agent is None and cause.patient is not None and not scene.one(cause.patient, cause.agent):
        draft.agent = cause.patient
        draft.rules.append("agent-from-event")
    chain = draft.segment.chain if draft.segment is not None else []
    teller = armed(scene, chain[-1]) if chain else None
    if draft.agent is None and teller is not None and _regular(scene, teller):
        draft.agent = teller
        draft.rules.append("agent-is-speaker")
    return True


def _by_the_repeller(scene: Scene, draft: Draft, cause: Draft) -> bool:
    """«أحبطت الفصائل محاولة تقدم حيث قتل 11 عنصرا»: who fell, if no soldiers, were of those beaten off."""
    form = draft.measure.chunk.form if draft.measure is not None else None
    if draft.patient is not None or cause.patient is None or (form is not None and "regular" in form.lexeme.flags):
        return False
    repeller = repelled(scene, scene.index.get(cause.at, 0))
    if repeller is None or repeller.first != cause.patient.first:
        return False
    draft.agent = draft.agent or cause.patient
    return True


def _regular(scene: Scene, party: Chunk) -> bool:
    """Whether a party is an army, police or a state, whose people are called neither gunmen nor extremists."""
    if party.actors:
        return party.actors[0].kind not in ("group", "militia")
    return bare(scene.text.forms[party.first]) in scene.text.classes.regular
