"""Whom an attack befell, where no party is named: people by a common noun, institutions, those inside or passing."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.scenes.scene import Scene, bare

#: People of these classes are told apart by what they are («مزارعين»), not only by their age or sex.
_CALLINGS = frozenset(("person.civilian", "person.journalist", "person.medic"))
#: «انفجرت عبوة لدى مرور دورية»: what was going by, and when it went off.
_WHEN = frozenset("عند لدي اثناء خلال مع".split())
_GOING_BY = frozenset("مرور عبور وصول دخول خروج توقف اقتراب".split())
_PASSERS = ("person", "vehicle", "aircraft", "vessel")
#: «مبنى يتحصن فيه الجنود»، «سيارة يستقلها عناصر»: pronouns by which a clause goes back to what was struck.
_BACK = ("ه", "ها", "هما", "هم")
_INSIDE = frozenset("فيه فيها فيهما به بها عليه عليها بداخله بداخلها داخله داخلها منه منها".split())
#: «حافلة تقل عناصر من الشرطة».
_CARRIES = frozenset("تقل يقل تنقل ينقل تحمل يحمل".split())
_STRUCK = ("site", "vehicle", "vessel", "place")
_BELONGS = frozenset("يعود تعود يملكه تملكه تابعا تابع مملوكا عائدا".split())
_FAMILY = frozenset("عايله عاءله اسره ال".split())
#: So many words, the noun among them, name a family.
_NAMED = 3
#: So far behind the blast what was going by is told.
_REACH = 9


def befallen(chunk: Chunk) -> Chunk | None:
    """«استهدف مزارعين»، «تجمع للعمال»، «6 من المتظاهرين»: people told by what they are."""
    if chunk.kind != "G" or chunk.code not in _CALLINGS or chunk.form is None:
        return None
    flags = chunk.form.lexeme.flags
    several = chunk.form.number in "px" or chunk.unit == "vague"
    return chunk if several and not flags & {"anybody", "family", "soft"} else None


def some_of(scene: Scene, chunk: Chunk) -> Chunk | None:
    """«6 من المزارعين»: those out of whom the counted are told."""
    noun = chunk.name[0]
    of = noun > chunk.first and scene.text.forms[noun - 1] == "من" and scene.text.forms[noun].startswith("ال")
    return befallen(chunk) if of else None


def institution(scene: Scene, j: int) -> Chunk | None:
    """«استهدف المفوضية العليا للانتخابات»: an institution that nothing is known of, right after what struck it."""
    chunk = scene.chunks[j]
    form = scene.text.forms[chunk.first]
    head = bare(form)
    if chunk.kind != "w" or not form.startswith("ال"):
        return None
    if head not in scene.book.speaker_heads or head in scene.book.unnamed_speakers or head.endswith(("ون", "ين")):
        return None
    last = chunk.last
    while last < chunk.last + 4 and _of_its_name(scene, last):
        last += 1
    if last == chunk.last:
        return None
    return Chunk("A", chunk.first, last, chunk.word)


def _of_its_name(scene: Scene, t: int) -> bool:
    if t not in scene.index or scene.text.kinds[t] != "w" or t in scene.text.dates:
        return False
    return scene.text.forms[t].startswith(("ال", "لل")) and scene.chunks[scene.index[t]].kind in "wA"


def household(scene: Scene, struck: Chunk) -> Chunk | None:
    """«قصفوا منزلا لعائلة كذا»، «منزلا يعود لعائلة كذا»: the family, by its name, whose home was struck."""
    j = scene.index.get(struck.last, -1)
    if struck.code != "site.home" or j < 0 or struck.number is not None:
        return None
    j += scene.text.forms[struck.last] in _BELONGS
    family = scene.chunks[j] if j < len(scene.chunks) else None
    if family is None or family.kind != "G" or family.conj or family.number is not None:
        return None
    noun = family.first if scene.text.forms[family.first].lstrip("ل") in _FAMILY else -1
    last = family.last
    while noun == family.first and last < noun + _NAMED and _plain_name(scene, last):
        last += 1
    if noun < 0 or last <= noun + 1:
        return None
    named = Chunk("G", family.first, last, family.word)
    named.code = family.code  # people, and no party that the sentences after may still mean
    return named


def _plain_name(scene: Scene, t: int) -> bool:
    """A word of a family's name: no preposition, verb, place or day."""
    j = scene.index.get(t, -1)
    return j >= 0 and scene.chunks[j].kind == "w" and not (scene.chunks[j].prep or scene.chunks[j].conj)


def passing(scene: Scene, k: int) -> Chunk | None:
    """«انفجرت عبوة لدى مرور دورية للشرطة»: who went by when it went off is whom it was meant for."""
    for j in range(k + 1, min(k + _REACH, len(scene.chunks) - 2)):
        if scene.chunks[j].kind in "Si,k":
            return None
        if scene.word(j) not in _WHEN or scene.word(j + 1) not in _GOING_BY:
            continue
        passer = scene.chunks[j + 2]
        fits = passer.kind == "A" or (passer.kind == "G" and (passer.code or "").startswith(_PASSERS))
        return passer if fits and not passer.prep else None
    return None


def occupants(scene: Scene, struck: Chunk) -> Chunk | None:
    """«مبنى يستخدمه جنود العدو»، «سيارة يستقلها عناصر»: who is in what was struck is whom it was meant for."""
    if struck.kind != "G" or struck.article or not (struck.code or "").startswith(_STRUCK):
        return None
    j = scene.index.get(struck.last, -1)
    if j < 0 or j + 1 >= len(scene.chunks) or scene.chunks[j].kind not in "wVS":
        return None
    verb = scene.text.forms[scene.chunks[j].first]
    if verb[:1] not in ("ي", "ت") or (len(verb) < 5 and verb not in _CARRIES):
        return None
    who = j + 1
    if verb in _CARRIES and (struck.code or "").startswith(_PASSERS):
        return scene.actor_at(who, who + 1)
    if scene.text.forms[scene.chunks[who].first] in _INSIDE:
        who += 1
    elif not verb.endswith(_BACK):
        return None
    return scene.actor_at(who, who + 1) if who < len(scene.chunks) else None
