"""The subject right after its verb: «هاجم عناصر من الحركة قاعدة»، «داهمت قوة من الجيش منزلا»."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.parties.openings import THESE
from rasd.reading.parties.unlistedparties import nominative
from rasd.reading.scenes.scene import WINDOW, Scene

#: What strikes in the name of those whose it is.
ARMS = ("aircraft", "vehicle.tank", "weapon.artillery", "vessel")


def subject_after(scene: Scene, k: int, end: int) -> Chunk | None:
    """The party right after the verb at ``k`` that can be its subject."""
    verb = scene.chunks[k]
    if k and scene.chunks[k - 1].kind == "i" and scene.word(k - 1).endswith(("ها", "هم", "هما")):
        return None  # «أنها استهدفت الجنود»: the pronoun is the subject
    if k + 1 >= end or (verb.last > verb.first + 1 and scene.text.words[verb.last - 1].tag == "p"):
        return None  # «فتحوا النار على مدنيين»: after the preposition of a phrase stands whom it befell
    after = scene.chunks[k + 1]
    if (after.kind == '"' or scene.text.forms[after.first] in THESE) and k + 2 < end:
        after = scene.chunks[k + 2]
    if after.kind == "A" and not after.prep:
        return None if _nothing_else_hit(scene, k, after) else after
    if (party := _force_of(scene, k, end) or nominative(scene, k)) is not None:
        return party
    if after.kind == "G" and after.party and not after.prep and (after.article or k + 2 < len(scene.chunks)):
        return after.owner or after
    if after.kind == "G" and (
        _of_a_party(scene, after, k + 2) or stands_alone(scene, k, after) or _one_man(scene, after)
    ):
        return scene.whose(after) or people(after)
    return after if after.kind == "L" and after.actors else None


def _nothing_else_hit(scene: Scene, k: int, after: Chunk) -> bool:
    """«حربا تستهدف الحزب»: where nothing else can be what was hit, the party after the verb is that, no doer."""
    form = scene.chunks[k].form
    if form is None or "bridge" not in form.lexeme.flags or k == 0 or form.tense != "present":
        return False
    j = scene.index[after.first] + 1
    while j < min(len(scene.chunks), k + WINDOW) and scene.chunks[j].kind not in "VSi.":
        chunk = scene.chunks[j]
        if chunk.kind in "AGL" and not chunk.prep and not chunk.conj and scene.chunks[j - 1].kind != "p":
            return False
        j += 1
    return scene.chunks[k - 1].kind not in "ikS,"


def _force_of(scene: Scene, k: int, end: int) -> Chunk | None:
    """«داهمت قوة من الجيش منزلا»: whose force it was."""
    if k + 3 >= min(end, len(scene.chunks)):
        return None
    force, of, party = scene.chunks[k + 1 : k + 4]
    if force.kind != "w" or force.word is None or not force.word.group or force.word.article:
        return None
    return party if of.kind == "p" and scene.word(k + 2) == "من" and party.kind == "A" else None


def _of_a_party(scene: Scene, chunk: Chunk, following: int) -> bool:
    """«هاجم عناصر من الحركة قاعدة»، «استهدفت طائرة تركية سيارة»: the first of two noun phrases is the subject."""
    if chunk.prep or not (chunk.code or "").startswith(("person", *ARMS)):
        return False
    if chunk.owner is None and not scene.partisan(chunk) and chunk.number is not None:
        return False
    after = scene.chunks[following] if following < len(scene.chunks) else None
    if chunk.owner is not None and chunk.number is None and scene.text.forms[chunk.name[0]].endswith("لو"):
        return True  # «هاجم مقاتلو الحركة في المدينة مقرا»
    kinds = "AGLw" if _nominative(scene, chunk) else "AGL"
    return after is not None and after.kind in kinds and not after.prep and not after.conj


def _nominative(scene: Scene, chunk: Chunk) -> bool:
    """«فجر مسلحون خط الغاز»: the ending says that they are the subject."""
    return chunk.number is None and scene.text.forms[chunk.name[0]].endswith("ون")


def _one_man(scene: Scene, after: Chunk) -> bool:
    """«اقتحم انتحاري بسيارته القاعدة»: one person told without the ending of an object is the subject."""
    if (
        after.prep
        or after.article
        or after.number is not None
        or after.code != "person.combatant"
        or after.form is None
        or "regular" in after.form.lexeme.flags  # «قنص جندي»: more often hit than hitting
    ):
        return False
    word = scene.text.forms[after.name[0]]
    return after.form.number == "s" and not word.endswith(("ا", "ين")) and not after.party


def stands_alone(scene: Scene, k: int, after: Chunk) -> bool:
    """«انسحب مقاتلو الجبهة من»، «سيطر عناصر التنظيم على»: what a verb acts on stands after its preposition."""
    form = scene.chunks[k].form
    if form is None or after.prep or not (after.code or "").startswith("person"):
        return False
    ground = form.lexeme.code == "took" and "expel" not in form.lexeme.flags  # «أحكمت عناصر كذا سيطرتها على»
    return bool(form.lexeme.prep) or (ground and after.number is None)


def people(chunk: Chunk) -> Chunk | None:
    """«شنه "عناصر تكفيرية"»، «نفذه انتحاري»: people whom nothing but a common noun names."""
    return chunk if chunk.kind == "G" and not chunk.prep and (chunk.code or "").startswith("person") else None
