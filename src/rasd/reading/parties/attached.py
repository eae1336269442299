"""A verb with its object attached: «قتلوهم»، «وأعدموهما»."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.scenes.antecedents import acts
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import WINDOW, Scene
from rasd.reading.speaking.speakers import Speaking

#: So near behind its name a pronoun means who speaks.
_NEAR = 12


def who_did_it_before(scene: Scene, draft: Draft, k: int) -> Chunk | None:
    """«خطف مسلحون مدنيين وأعدموهم»: a plural or dual with its object attached goes on with the doer told before."""
    word = scene.chunks[k].word
    if word is None or not word.pron or not word.conj:
        return None
    if not word.stem.endswith(("وا", "ا")) and (scene.chunks[k].kind != "N" or word.tag != "v"):
        return None  # «هاجم مسلح شرطيا وقتله» is spelled like a noun
    for j in range(k - 1, max(-1, k - WINDOW), -1):
        told = (d for d in scene.at_chunk.get(j, ()) if d.agent is not None and d.segment is draft.segment)
        before = next(told, None)
        if before is not None:
            return before.agent
    return None


def teller_meant(scene: Scene, draft: Draft, that: Chunk) -> Chunk | None:
    """«قالت الفرقة إنها صدت هجوما … ودمرت 9 عربات»: the pronoun of «إنها» means the body that tells of it."""
    segment = draft.segment
    if segment is None or not segment.chain or not scene.text.forms[that.first].endswith(("ها", "هم")):
        return None
    who = segment.chain[-1]
    if not 0 <= that.first - who.last < _NEAR or not acts(scene, who):
        return None
    return named(who, scene)


def teller_at(scene: Scene, k: int) -> Chunk | None:
    """«قال التحالف الذي تقوده … إنه نفذ غارة»: whom the pronoun of the «إن» before chunk ``k`` means, if he acts."""
    that = scene.chunks[k - 1] if k else None
    if that is None or that.kind != "i" or not scene.text.forms[that.first].endswith(("ها", "هم", "ه")):
        return None
    for segment in scene.segments:
        if segment.chain and segment.first <= that.last < segment.last and segment.stance == "says":
            who = segment.chain[-1]
            return named(who, scene) if 0 <= that.first - who.first < 2 * _NEAR and _bodily(scene, who, that) else None
    return None


def _bodily(scene: Scene, who: Speaking, that: Chunk) -> bool:
    """Whether a speaker is a body that acts, and agrees with the pronoun."""
    pronoun, head = scene.text.forms[that.first], scene.text.forms[who.first]
    return acts(scene, who) and (pronoun.endswith(("ها", "هم")) or not head.endswith(("ات", "ه", "ون", "ين")))


def named(who: Speaking, scene: Scene) -> Chunk:
    """A speaker as a party."""
    found = Chunk("A", who.first, who.last, scene.text.words[who.first])
    found.actors = who.actors
    return found
