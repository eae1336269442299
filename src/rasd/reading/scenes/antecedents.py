"""Whom a pronoun means: «قواته»، «مجاهديها»، «إنها أسقطت»."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import Scene
from rasd.reading.speaking.mentions import unnamed
from rasd.reading.speaking.speakers import Speaking

#: Whose people and arms act for them.
_THEIR = ("person.comb", "aircraft", "vehicle", "vessel", "weapon")
#: Chunks between «إنها» and its verb that part nothing: «إنها، أمس، أسقطت».
_BETWEEN = 'T"k'
_BODIES = frozenset(
    ("state", "government", "ministry", "police", "army", "force", "group", "militia", "coalition", "intelligence")
)

#: Verbs by which somebody is accused, and the pronouns for whom.
ACCUSES = ("اتهم", "يتهم", "تتهم")
_THEM = ("ها", "ه", "هم", "هما", "هن")


def of_another(party: Chunk) -> bool:
    """«قواته»، «مجاهديها»: people or arms whose owner only a pronoun names."""
    if party.word is None or not party.word.pron or party.actors or party.owner is not None:
        return False
    return party.kind == "A" or (party.kind == "G" and (party.code or "").startswith(_THEIR))


def named_before(scene: Scene, party: Chunk) -> Chunk | None:
    """The party that «قواته» belongs to: the one named last before it in the sentence, who does not speak."""
    start = scene.index.get(party.first, 0)
    for j in range(start - 1, max(-1, start - 25), -1):
        chunk = scene.chunks[j]
        owned = chunk.kind == "G" and chunk.owner is not None
        if (chunk.kind == "A" or owned) and chunk.first not in scene.spoken and not scene.tells(chunk):
            return None if of_another(chunk) else scene.whose(chunk)
    return None


def who_says(scene: Scene, draft: Draft) -> Speaking | None:
    """«أعلن السودان أنه أوقف»: who speaks, where the pronoun of «أنه» makes him the doer of the verb."""
    segment = draft.segment
    if segment is None or not segment.chain or draft.form is None or draft.form.lexeme.kind != "verb":
        return None
    k = scene.index.get(draft.at, 0) - 1
    while k > 0 and scene.chunks[k].kind in _BETWEEN:
        k -= 1
    if k < 0 or scene.chunks[k].kind != "i" or not scene.text.forms[scene.chunks[k].first].endswith(("ه", "ها", "هم")):
        return None
    who = segment.chain[-1]
    pronoun, head = scene.text.forms[scene.chunks[k].first], scene.text.forms[who.first]
    if not pronoun.endswith(("ها", "هم")) and head.endswith(("ات", "ه", "ون", "ين")):
        return None  # «قالت منظمات إنه قتل 20»: the pronoun means nobody
    after = scene.chunks[k].first - who.last
    if unnamed(scene.text, who) or not 0 <= after < 12 or not acts(scene, who):
        return None
    return who


def acts(scene: Scene, who: Speaking) -> bool:
    """Whether a speaker is a body that can do what it tells of: a state, a capital that stands for it, a force."""
    if who.actors:
        return who.actors[0].kind in _BODIES
    word = scene.text.words[who.first]
    return bool(word.group) or (who.last == who.first + 1 and bool(word.names))


def of_pronoun(scene: Scene, k: int) -> Chunk | None:
    """«أعلنت السرايا قصفها بلدة كذا»، «هجومه على القاعدة»: the pronoun of an event's noun means who was named last."""
    noun = scene.chunks[k]
    if noun.kind != "N" or noun.word is None or noun.word.pron not in ("ه", "ها", "هم") or noun.form is None:
        return None
    after = scene.chunks[k + 1] if k + 1 < len(scene.chunks) else None
    struck = after is not None and after.kind in '"AGL' and not (after.conj or after.prep)
    if noun.form.lexeme.of != "agent" and not struck:
        return None  # «تم قصفه»
    for j in range(k - 1, max(-1, k - 10), -1):
        chunk = scene.chunks[j]
        if chunk.kind == "A" and not (chunk.prep or scene.tells(chunk) or scene.after_preposition(j)):
            if chunk.first in scene.spoken and scene.chunks[j - 1].kind == "," and j > 1:
                continue  # «سرايا كذا، الجناح العسكري لحركة كذا، قصفها»
            return None if of_another(chunk) else chunk
        if chunk.kind == "V":
            return None
    return None


def accuses_them(form: str) -> bool:
    """«اتهمتها»: who follows is the accuser, and the pronoun whom he accuses."""
    return any(form.startswith(verb) and form[len(verb) :].endswith(_THEM) for verb in ACCUSES)
