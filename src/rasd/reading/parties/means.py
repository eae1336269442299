"""With what: the means named beside an event, which say whether it was a raid from the air, a shelling, a bomb."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import Scene

_USING = frozenset("باستخدام بواسطه مستخدما مستخدمه".split())
#: «هجوم استخدمت فيه سيارة مفخخة»، «استعملت خلاله القذائف».
_WAS_USED = ("استخدم", "استعمل", "تستخدم", "يستخدم")
_THEREIN = frozenset("فيه فيها خلاله خلالها".split())
#: Of several means named, the first of these counts.
_RANK = ("drone_strike", "explosion", "airstrike", "shelling")


def means_of(scene: Scene, draft: Draft, k: int, end: int) -> str:
    """The means named beside the event: aircraft, drones, guns, bombs."""
    stop = scene.chunks[min(end, len(scene.chunks)) - 1].last
    words = scene.text.words
    struck = {t for c in draft.patients for t in range(c.first, c.last)}
    hours = sum(c.last - c.first for c in scene.chunks[k : k + 8] if _hour(scene, c))
    near = _before(scene, draft) | {*range(draft.at, min(stop, draft.at + 14 + hours))}
    near |= _employed(scene, draft, stop) | _with(scene, draft, stop)
    places = {t for c in scene.chunks[k : k + 12] if c.kind == "L" for t in _named(scene, c)}
    near -= struck | places
    thrown = {words[t].means for t in _that_which(scene, draft) if words[t].means}
    found = thrown or {words[t].means for t in near if words[t].means and not _channel(scene, t)}
    if not found and _by_guns(scene, draft):
        found.add("shelling")
    if any(_unmanned(scene, t) for t in near):
        found.add("drone_strike")
    if {"drone_strike", "shelling"} <= found:
        return "shelling"  # drones and missiles together
    return next((means for means in _RANK if means in found), "")


def _by_guns(scene: Scene, draft: Draft) -> bool:
    """«ضربت دبابات الجيش موقعين»، «استهدفت دبابة نقطة»: tanks and guns that strike do so by shelling."""
    if draft.form is None or draft.form.lexeme.kind != "verb" or "raid" in draft.form.lexeme.flags:
        return False
    k = scene.index.get(draft.at, -1)
    doer = scene.chunks[k + 1] if 0 <= k < len(scene.chunks) - 1 else None
    guns = doer is not None and doer.kind == "G" and doer.code in ("vehicle.tank", "weapon.artillery")
    return guns and doer is not None and not doer.prep and draft.agent is not None and draft.agent.first > draft.at


def _unmanned(scene: Scene, t: int) -> bool:
    """«طائرة بدون طيار»، «من دون طيار»."""
    return scene.text.forms[t] == "طيار" and scene.text.forms[t - 1] in ("دون", "بدون", "بلا")


def _named(scene: Scene, place: Chunk) -> range:
    """The tokens of a place's name, with the adjective after it: «قاعدة تل نوف الجوية» names no means."""
    after = scene.text.forms[place.last : place.last + 1]
    return range(place.first, place.last + (after != [] and after[0].startswith("ال")))


def _channel(scene: Scene, t: int) -> bool:
    """«قناة "المسيرة"» is no drone."""
    return any(f.removeprefix("ال") in ("قناه", "موقع", "صحيفه", "شبكه") for f in scene.text.forms[max(0, t - 2) : t])


def _hour(scene: Scene, chunk: Chunk) -> bool:
    """A day or an hour that stands between a verb and its means."""
    return chunk.kind == "T" or scene.text.forms[chunk.first].removeprefix("ال") == "ساعه"


def _before(scene: Scene, draft: Draft) -> set[int]:
    """The tokens before the event that may name its means: its doer's name, or what stands before a verb."""
    if draft.agent is not None and draft.sentence[0] <= draft.agent.first < draft.at:
        whole = scene.index.get(draft.agent.first)  # «مسيّرة إسرائيلية استهدفت»
        chunk = draft.agent if whole is None else scene.chunks[whole]
        return {*range(chunk.first, chunk.last)} | _carrying(scene, draft) | _that_which(scene, draft)
    if draft.form is not None and draft.form.lexeme.kind == "verb":
        near = range(max(draft.sentence[0], draft.at - 4), draft.at)
        return {*range(max((t + 1 for t in near if scene.text.forms[t] in "،,؛"), default=near.start), draft.at)}
    return _carrying(scene, draft)


def _that_which(scene: Scene, draft: Draft) -> set[int]:
    """«قالت الوكالة إن صواريخ استهدفت المطار»: what struck, between «إن» and its verb."""
    k = scene.index.get(draft.at, 0)
    verb = draft.form is not None and draft.form.lexeme.kind == "verb"
    if not verb or k < 2 or scene.chunks[k - 2].kind != "i" or scene.chunks[k - 1].kind != "G":
        return set()
    return {*range(scene.chunks[k - 1].first, scene.chunks[k - 1].last)}


def _carrying(scene: Scene, draft: Draft) -> set[int]:
    """«قامت ثلاث مقاتلات بقصف المواقع»: the tokens between the verb that carries the event and its noun."""
    k = scene.index.get(draft.at, 0)
    if scene.chunks[k].prep != "ب":
        return set()
    for j in range(k - 1, max(-1, k - 10), -1):
        chunk = scene.chunks[j]
        if chunk.word is not None and chunk.word.carrier == "agent" and chunk.kind in "wSV":
            return {*range(chunk.last, draft.at)}
        if chunk.kind in "VSik" or (j in scene.triggers and chunk.kind != "G"):
            break
    return set()


def _with(scene: Scene, draft: Draft, stop: int) -> set[int]:
    """«استهدفوا موقع كذا في تلال كذا بقذائف المدفعية»، «بالأسلحة الصاروخية»: the means after «ب», farther on."""
    if draft.form is None or (draft.form.lexeme.kind == "noun" and draft.form.lexeme.of != "patient"):
        return set()
    words = scene.text.words
    found: set[int] = set()
    for t in range(draft.at + 10, min(stop, draft.at + 40)):
        if words[t].prep == "ب" or (words[t].form.startswith(("بال", "ب")) and words[t].means):
            found |= {t, t + 1, t + 2} if t + 3 <= stop else {t}
    return found


def _employed(scene: Scene, draft: Draft, stop: int) -> set[int]:
    """The tokens after «باستخدام»، «بواسطة» in the draft's clause: the means, however far."""
    limit = min(draft.sentence[1], max(min(stop, draft.at + 120), draft.at + 40))
    for t in range(draft.at, limit):
        if scene.text.forms[t] in _USING or (t <= stop and _used_in_it(scene, draft, t)):
            return {*range(t + 1, min(t + 9, limit))}
        if t >= stop:
            break
    return set()


def _used_in_it(scene: Scene, draft: Draft, t: int) -> bool:
    """«هجوم استخدمت فيه سيارتان مفخختان»: what was used in it, told by a clause right after its noun."""
    noun = draft.form is not None and draft.form.lexeme.kind == "noun"
    forms = scene.text.forms
    return noun and forms[t].startswith(_WAS_USED) and not _THEREIN.isdisjoint(forms[t + 1 : t + 3])


_RAIDS = frozenset(("غاره", "اغار", "اغاره"))


def refine(draft: Draft) -> None:
    """«هجوم انتحاري» is an explosion, «قصف جوي» an air strike."""
    assert draft.form is not None
    if "raid" in draft.form.lexeme.flags and draft.means == "explosion":
        draft.action = "explosion"  # «اقتحم انتحاري بسيارته الملغومة حاجزا»
    if "means" not in draft.form.lexeme.flags or not draft.means:
        return
    if draft.action in ("airstrike", "shelling") and draft.means == "explosion":
        return
    if draft.action == "airstrike" and draft.means == "shelling" and draft.form.lexeme.lemma in _RAIDS:
        return
    draft.action = draft.means
