"""Two words for one event: «هجوم استهدف قاعدة»، «استهدفت غارة منزلا»، «استهدف المنزل بغارة»."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.placing.clauseplaces import take_place
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import Scene
from rasd.reading.suffering.targets import national, past_aside, targets

#: What a verb of attack may be done with, told by an event's noun after «ب».
_DONE_WITH = frozenset(("airstrike", "shelling", "drone_strike", "explosion", "attack"))
_CLAIMS = ("تبني", "تبنت", "يتبني", "تتبني")
_FOR_IT = frozenset(("عنه", "عنها"))


def bridge(scene: Scene) -> None:
    """Merge each bridging word with the event that it belongs to."""
    dropped: set[int] = set()
    for n, draft in enumerate(scene.drafts):
        if id(draft) in dropped or draft.form is None or not draft.violence:
            continue
        tool = _tool(scene, n, draft)
        if tool is not None:
            _wield(scene, draft, tool)
            dropped.add(id(tool))
            if scene.index.get(tool.at) in scene.starts:
                scene.starts.remove(scene.index[tool.at])  # «استهدفت بثلاث غارات معسكرا»
        striker = _striker(scene, n, draft)
        partner = striker or (_qualified(scene, n, draft) if _bridges(draft) else None)
        if partner is None:
            continue
        dropped.add(id(draft))
        partner.end = max(partner.end, draft.end)
        partner.of = "bridged"
        if striker is not None:
            _struck(scene, striker)
        else:
            k, end = scene.region(draft)
            end = max(end, scene.region(partner)[1])
            partner.patients += targets(scene, k, end)
            take_place(scene, partner, k, end)
        if striker is None and scene.index[draft.at] in scene.starts:
            scene.starts.remove(scene.index[draft.at])  # the means may stand after the verb
    scene.drafts[:] = [d for d in scene.drafts if id(d) not in dropped]


def _bridges(draft: Draft) -> bool:
    """«استهدف»، «طال»: verbs that say of an attack whom it hit."""
    return draft.form is not None and "bridge" in draft.form.lexeme.flags and draft.form.lexeme.kind == "verb"


def _striker(scene: Scene, n: int, draft: Draft) -> Draft | None:
    """«استهدفت الغارات مجمعا»، «استهداف غارة إسرائيلية مخيما»: the event's noun right after, which did the hitting."""
    assert draft.form is not None
    if not _bridges(draft) and draft.form.lexeme.lemma != "استهداف":
        return None
    after = scene.drafts[n + 1] if n + 1 < len(scene.drafts) else None
    if after is None or not after.violence or after.form is None or after.form.lexeme.kind != "noun":
        return None
    k = scene.index[draft.at]
    if scene.index.get(after.at, 0) != k + 1 or scene.chunks[k + 1].prep or scene.chunks[k + 1].conj:
        return None
    return after


def _struck(scene: Scene, striker: Draft) -> None:
    """What stands after the event's noun and its adjectives is what it hit."""
    k, end = scene.region(striker)
    for j in range(k + 1, min(end, k + 7)):
        chunk = scene.chunks[j]
        if national(chunk) or chunk.kind in 'wYT"' or chunk.kind == ",":
            continue
        if chunk.kind == "L" and not chunk.prep:
            striker.place = striker.place or chunk
        elif chunk.kind in "AG" and not chunk.prep and not (chunk.kind == "A" and _is_doer(scene, j, end)):
            striker.patients.append(chunk)
        elif chunk.kind == "A" and not chunk.prep:
            continue
        return


def _is_doer(scene: Scene, j: int, end: int) -> bool:
    """«استهدف قصف الجيش سوقا»: the party in the genitive of the event, before what was hit."""
    after = scene.chunks[j + 1] if j + 1 < min(end, len(scene.chunks)) else None
    return scene.chunks[j - 1].kind == "N" and after is not None and after.kind in "GL" and not after.prep


def _tool(scene: Scene, n: int, draft: Draft) -> Draft | None:
    """«استهدف بغارة منزلا»، «قصفوا المدينة بغارات»: the event's noun after «ب» says with what."""
    assert draft.form is not None
    lexeme = draft.form.lexeme
    if "means" not in lexeme.flags or (lexeme.kind != "verb" and lexeme.of != "patient"):
        return None
    after = scene.drafts[n + 1] if n + 1 < len(scene.drafts) else None
    if after is None or after.action not in _DONE_WITH or after.form is None or after.form.lexeme.kind != "noun":
        return None
    k, j = scene.index[draft.at], scene.index.get(after.at, 0)
    meant = _bridges(draft) and after.definite and scene.word(j - 1) == "في"  # «المكان الذي استهدف في الانفجار»
    if (not _with(scene, j) and not meant) or j - k > 10:
        return None
    t = k + 1
    while t < j:
        t = past_aside(scene, t) if scene.chunks[t].kind == "," else t
        if t < j and scene.chunks[t].kind in "VSi,rk":
            return None
        t += 1
    return after


def _with(scene: Scene, j: int) -> bool:
    """«بغارة»، «بأكثر من ثلاثين غارة»: whether an event's noun, or the number before it, stands after «ب»."""
    before = scene.chunks[j - 1] if j else None
    counted = before is not None and before.kind == "G" and before.code is None and before.last == scene.chunks[j].first
    return scene.chunks[j].prep == "ب" or bool(counted and before and before.prep == "ب")


def _wield(scene: Scene, draft: Draft, tool: Draft) -> None:
    """The event takes its kind and its number from what it was done with."""
    if tool.action != "attack":
        draft.action = tool.action
    draft.definite = draft.definite or tool.definite
    draft.measure = draft.measure or tool.measure
    draft.means = tool.action
    draft.end = max(draft.end, tool.end)
    j = scene.index[tool.at]
    after = scene.chunks[j + 1] if j + 1 < len(scene.chunks) else None
    if after is not None and national(after):
        draft.agent = draft.agent or after


def _has_subject(scene: Scene, k: int) -> bool:
    """«استهدف الاحتلال خيام النازحين»: a verb with its own subject bridges to no noun before it."""
    near = scene.chunks[k + 1 : k + 3]
    if len(near) < 2 or near[0].kind != "A" or near[0].prep or near[0].conj:
        return False
    return near[1].kind == "G" and not near[1].prep and not near[1].conj


def _qualified(scene: Scene, n: int, draft: Draft) -> Draft | None:
    """«هجوم … استهدف قاعدة»: the event's noun before a bridging verb, which qualifies it."""
    k = scene.index[draft.at]
    if _has_subject(scene, k):
        return None  # «… الاعتداءات، حيث استهدف الاحتلال خياما»
    for before in reversed(scene.drafts[max(0, n - 12) : n]):
        if before.violence and before.form is not None and before.form.lexeme.kind == "noun":
            between = scene.chunks[scene.index[before.at] + 1 : k]
            between = between[_past_claim(scene, between) :]
            if len(between) <= 7 and not any(c.kind in "VSi" or _new_clause(scene, c) for c in between):
                return before
        if before.at < draft.at and scene.index[before.at] < k - 12:
            break
    return None


def _past_claim(scene: Scene, between: list[Chunk]) -> int:
    """«هجوم تبنته الحركة استهدف»، «هجوم أعلن التنظيم مسؤوليته عنه، استهدف»: past who claimed it, told in passing."""
    verb = next((n for n, c in enumerate(between[:3]) if c.kind == "S"), -1)
    if verb < 0:
        return 0
    form = scene.text.forms[between[verb].first]
    if form.startswith(_CLAIMS) and form.endswith("ه"):
        return verb + 1
    claimed = next((n for n, c in enumerate(between) if scene.text.forms[c.first] in _FOR_IT), -1)
    said = (scene.text.forms[c.first] for c in between[verb : max(verb, claimed)])
    return claimed + 1 if any(f.lstrip("ب").startswith("مسوولي") for f in said) else 0


def _new_clause(scene: Scene, chunk: Chunk) -> bool:
    """«…، حيث استهدف الجيش»: a clause with a doer of its own, no more about the noun before."""
    return scene.text.forms[chunk.first].lstrip("و") in ("حيث", "فيما", "بينما", "كما")
