"""Who sets about a deed: verbs of beginning, going on and answering, which take the deed as their object."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.doing.doers import subject
from rasd.reading.scenes.scene import Scene

#: «بدأ الجيش هجوما»، «شرعت بشن هجمات»: verbs that say no more of a deed than that it begins or goes on.
_BEGINS = frozenset(
    "بدا بدات بداوا بداو يبدا تبدا شرع شرعت شرعوا يشرع تشرع باشر باشرت باشروا استانف استانفت استانفوا يستانف تستانف "
    "جدد جددت جددوا يجدد عاود عاودت عاودوا يعاود تعاود كرر كررت كرروا تابع تابعت تابعوا يتابع تتابع تواصل".split()
)
_GOES_ON = frozenset("استمر استمرت استمروا يستمر تستمر يستمرون واظب واظبت مضي مضت".split())
#: «رد الجيش بقصف مواقع»: what somebody answers with.
_ANSWERS = frozenset("رد ردت ردوا يرد ترد يردون".split())
_PRONOUNS = ("ه", "ها", "هم", "هما")


def sets_about(scene: Scene, j: int, k: int) -> Chunk | None:
    """«بدأ الجيش هجوما على البلدة»: the subject of the verb of beginning at ``j`` that governs the event at ``k``."""
    verb, deed = scene.chunks[j], scene.chunks[k]
    if verb.kind not in "wSV" or deed.kind != "N":
        return None
    form = scene.text.forms[verb.first].lstrip("وف")
    by_it = any(chunk.prep == "ب" or scene.text.forms[chunk.first].startswith("ب") for chunk in scene.chunks[j + 1 : k])
    governed = deed.prep == "ب" or by_it
    if form in _ANSWERS:
        return _subject(scene, j, k) if governed else None
    if form not in _BEGINS and form not in _GOES_ON:
        return None
    between = scene.actor_at(j + 1, k)
    if between is not None or not (governed or _object(scene, deed)):
        return between
    return _subject(scene, j, k)


def _subject(scene: Scene, j: int, k: int) -> Chunk | None:
    return scene.actor_at(j + 1, k) or subject(scene, j, j + 1)


def _object(scene: Scene, deed: Chunk) -> bool:
    """«هجوما»، «هجومهم»: the ending of an object, or a pronoun that means the doer."""
    pron = deed.word.pron if deed.word is not None else ""
    return pron in _PRONOUNS or scene.text.forms[deed.first].endswith("ا")
