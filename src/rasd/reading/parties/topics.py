"""The party before a verb, as its topic: «الجيش قصف المدينة»، «إن عناصر من الشرطة، نصبوا كمينا»."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.parties.openings import unit_of
from rasd.reading.parties.verbsubjects import subject_after
from rasd.reading.scenes.antecedents import of_another
from rasd.reading.scenes.scene import Scene

#: So many chunks at most are looked back over for the verb that a clause began with.
_CLAUSE = 16
_MANAGED = ("تمكن", "تتمك", "نجح", "ينجح", "تنجح", "استط", "يستطي", "تستطي", "يتمك")
_WHO_IS = frozenset(("وهي", "وهو", "وهم"))
#: «الأخيرة»: the party named last.
LATTER = frozenset(("الاخيره", "الاخير", "الاخيران", "الاخيرين"))


def topic(scene: Scene, k: int) -> Chunk | None:
    """The party before the verb at ``k``, with nothing of another clause between: «الجيش قصف المدينة»."""
    for j in range(k - 1, max(-1, k - 9), -1):
        before = scene.chunks[j]
        if before.kind == "r" and j:
            return _antecedent(scene, j)
        if before.kind == "," and j == k - 1 and scene.word(j) == ":" and labels_the_line(scene, j):
            return scene.chunks[j - 1]
        if before.kind == "," and j == k - 1 and _opened(scene, j):
            continue  # «إن عناصر من الشرطة، نصبوا كمينا»
        if (before.kind in "NV" and before.form is not None) or before.kind in "S,":
            return None
        if _in_passing(scene, j):
            continue
        if before.kind == "A" and not before.prep and (not scene.after_preposition(j) or unit_of(scene, j)):
            if _on_account_of(scene, j) or _listed_as_hit(scene, j, k):
                continue
            return (None if before.conj else able_before(scene, k)) or _said_to_be(scene, j) or before
        if scene.text.forms[before.first] in LATTER:
            return _named_last(scene, j)
        if before.kind == "G" and (before.party or before.owner) and not before.prep and not scene.after_preposition(j):
            if (before.code or "person").startswith(("site", "place")):
                continue  # «اقتحموا مقر المفوضية وقتلوا»: whose seat it is did nothing
            if scene.chunks[k].conj and before.number is not None and j and scene.chunks[j - 1].kind == "V":
                return None  # «قتلت 8 من عناصر الميليشيا وغنمت 3 آليات»: whom the verb before befell
            return _verb_subject(scene, j) or scene.whose(before) or before
        if before.kind == "G" and before.party and unit_of(scene, j) and _quoted(scene, j):
            return before  # «إن "خلية من الإرهابيين" اغتالت»
        near = before.kind == "G" and j == k - 1 and not before.prep
        if near and (scene.irregular(before) or of_another(before)):
            return before  # «إن عناصر مسلحة قامت بالهجوم»، «أن مقاتليها يخوضون»
    return None


def _in_passing(scene: Scene, j: int) -> bool:
    """«مسلحون بينهم انتحاريان اقتحموا»: one of those who did it stands between them and their verb."""
    if j < 2 or scene.chunks[j].kind not in "AG":
        return False
    return scene.chunks[j - 1].kind == "b" and scene.chunks[j - 2].kind in "AG"


def able_before(scene: Scene, k: int) -> Chunk | None:
    """«تمكنت القوات من صد هجوم الميليشيا واستعادت التلة»: the second verb goes on with the subject of the first."""
    if not scene.chunks[k].conj:
        return None
    first = next((n for n in range(k - 2, max(-1, k - _CLAUSE), -1) if able(scene.chunks[n])), -1)
    if first < 0 or not _one_subject(scene, first, k):
        return None
    return subject_after(scene, first, k) or (topic(scene, first) if first else None)


def _one_subject(scene: Scene, first: int, k: int) -> bool:
    """Whether two verbs agree, and no other clause begins between them."""
    one, other = (scene.text.forms[scene.chunks[n].first] for n in (first, k))
    alike = all(one.endswith(ending) == other.endswith(ending) for ending in ("ت", "وا"))
    return alike and not any(c.kind in "VSik," for c in scene.chunks[first + 1 : k])


def _said_to_be(scene: Scene, j: int) -> Chunk | None:
    """«جبهة كذا وهي جماعة ماركسية تقف وراء هجمات»: the name of whom the pronoun means and the noun describes."""
    if j < 2 or scene.chunks[j].actors or scene.text.forms[scene.chunks[j - 1].first] not in _WHO_IS:
        return None
    named = scene.chunks[j - 2]
    return named if named.kind == "A" else None


def _quoted(scene: Scene, j: int) -> bool:
    """Whether quotation marks close the words that end with chunk ``j``."""
    return scene.chunks[j + 1 : j + 2] != [] and scene.chunks[j + 1].kind == '"'


def _listed_as_hit(scene: Scene, j: int, k: int) -> bool:
    """«قتلت هجمات على الشرطة والجيش 12 وأصابت آخرين»: the last of those hit does not go on with the verb."""
    first = j
    while first > 0 and scene.chunks[first].conj and scene.chunks[first - 1].kind in "AGL":
        first -= 1
    onto = scene.after_preposition(first) and scene.word(first - 1) in ("علي", "ضد")
    return first < j and onto and scene.chunks[k].conj


def _on_account_of(scene: Scene, j: int) -> bool:
    """«تقدمت القوات على حساب التنظيم وسيطرت»: in the genitive of a noun after a preposition nobody is a subject."""
    noun = scene.chunks[j - 1] if j > 1 else None
    if noun is None or noun.kind != "w" or noun.word is None or noun.word.tag not in "wc" or noun.article:
        return False
    bare = not noun.word.article and not noun.word.pron and not noun.word.group
    return bare and scene.chunks[j - 2].kind == "p" and scene.word(j - 2) not in ("ان", "حيث")


def labels_the_line(scene: Scene, j: int) -> bool:
    """«- القوات الحكومية: قتلت 31»: a party that labels the line, and does not speak; «العراق: مقتل 4» says where."""
    before = scene.chunks[j - 1] if j else None
    if before is None or before.kind != "A" or before.first in scene.spoken:
        return False
    return not (before.actors and before.actors[0].kind == "state")


def _opened(scene: Scene, j: int) -> bool:
    """Whether «إن» opens the clause that a comma at ``j`` interrupts, with no verb between."""
    for n in range(j - 1, max(-1, j - 9), -1):
        if scene.chunks[n].kind == "i":
            return True
        if scene.chunks[n].kind in "VNS,":
            return False
    return False


def _antecedent(scene: Scene, j: int) -> Chunk | None:
    """«قوات الأمن التي قتلت»، «الجيش الأمريكي، الذي هاجم»: the party right before the relative pronoun."""
    before = scene.chunks[j - 1]
    if before.kind == "," and j > 1:
        before = scene.chunks[j - 2]
    if before.kind == "A":
        return before
    return scene.whose(before) if before.kind == "G" and (before.code or "").startswith("person") else None


def _verb_subject(scene: Scene, j: int) -> Chunk | None:
    """«أسقط الثوار طائرة للنظام وأسروا»: of the verb whose object chunk ``j`` is, the subject."""
    for n in range(j - 1, max(-1, j - 4), -1):
        if scene.chunks[n].kind == "V":
            return subject_after(scene, n, j)
        if scene.chunks[n].kind not in "AG":
            return None
    return None


def able(chunk: Chunk) -> bool:
    """«تمكن من»، «نجح في»، «استطاع»: managed to."""
    return chunk.word is not None and chunk.word.stem.lstrip("وف").startswith(_MANAGED)


def _named_last(scene: Scene, k: int) -> Chunk | None:
    """«المواجهات مع الفصائل، … بأن الأخيرة استخدمت»: the party named last before, who does not speak."""
    for j in range(k - 1, max(-1, k - 25), -1):
        chunk = scene.chunks[j]
        if chunk.kind == "A" and chunk.first not in scene.spoken:
            return chunk
    return None
