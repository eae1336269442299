"""Losses in general and the labels of tolls: who dealt them, and who suffered them."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.families import FALLEN
from rasd.reading.parties.topics import topic
from rasd.reading.scenes.antecedents import named_before
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import Scene

#: What lasts and kills: it has no row of its own, but its dead have a doer.
_IN_FAVOUR = frozenset("لصالح لمصلحه".split())
_WARS = frozenset("حرب عدوان عمليات عمليه هجوم هجمات حمله اجتياح غزو قصف".split())


def dealt(scene: Scene, draft: Draft, k: int) -> None:
    """«كبدت المقاومة القوات خسائر»، «تكبدت القوات خسائر»: who dealt the losses, and who suffered them."""
    for j in range(k - 1, max(-1, k - 7), -1):
        word = scene.chunks[j].word
        if word is None or word.carrier not in ("patient", "caused") or "كبد" not in word.stem:
            continue
        parties = [c for c in scene.chunks[j + 1 : k] if c.kind == "A" and not c.prep]
        if word.carrier == "patient":
            draft.patient = parties[0] if parties else topic(scene, j)
        elif parties:
            draft.agent, draft.patient = (parties[0], parties[1]) if len(parties) > 1 else (topic(scene, j), parties[0])
        return


def loser_before(scene: Scene, draft: Draft) -> Chunk | None:
    """«إثر خسارتها الفادحة في الأرواح»: the party named last, who lost."""
    k = scene.index.get(draft.at)
    if k is None or not scene.text.forms[draft.at].endswith(("تها", "ته", "تهم", "يرها", "يره", "يرهم")):
        return None
    return named_before(scene, scene.chunks[k]) or scene.context.agent


#: Between a toll's label and its figure no more chunks than this stand.
_FROM_LABEL = 10


def labelled(scene: Scene, draft: Draft, counted: Chunk) -> Chunk | None:
    """«حصيلة القتلى الفلسطينيين … بلغت 20 قتيلا»: whose the dead are, told where the toll is named."""
    if counted.number is None or not (draft.code or "").startswith("person") or draft.part_of is not None:
        return None
    if counted.last <= draft.at and "labelled-count" in draft.rules:
        return scene.chunks[scene.index[draft.at]].owner  # «ارتفع إلى 20 عدد القتلى الفلسطينيين»
    end = scene.index.get(counted.first, 0)
    for j in range(end - 1, max(-1, end - _FROM_LABEL), -1):
        label = scene.chunks[j]
        if label.kind in "VSi" or (label.kind == "G" and label.number is not None):
            return None
        result = label.kind == "G" and label.form is not None and label.form.lexeme.kind == "result"
        if result and label.form is not None and label.form.lexeme.code == draft.action:
            return label.owner
    return None


def of_the_war(scene: Scene, draft: Draft) -> Chunk | None:
    """«حصيلة الحرب الإسرائيلية بلغت 34 ألف شهيد»: whose war it is whose dead are summed up."""
    counted = draft.measure.chunk if draft.measure is not None else None
    if counted is None or counted.number is None or draft.part_of is not None or draft.action not in FALLEN:
        return None
    end = scene.index.get(counted.first, 0)
    for j in range(end - 1, max(0, end - _FROM_LABEL), -1):
        whose = scene.chunks[j]
        if whose.kind in "VSi" or (whose.kind == "G" and whose.number is not None):
            return None
        nation = whose.kind == "G" and whose.form is not None and "nation" in whose.form.lexeme.flags
        if nation and whose.article and whose.form is not None and whose.form.number in "sa":
            war = [scene.text.forms[c.first].lstrip("لبو").removeprefix("ال") for c in scene.chunks[max(0, j - 2) : j]]
            return whose if not _WARS.isdisjoint(war) else None
    return None


def gained(scene: Scene, draft: Draft) -> Chunk | None:
    """«خسر الجيش البلدة لصالح المعارضة»، «استسلموا للقوات»: who took what others lost or gave up."""
    k, _ = scene.region(draft)
    for j in range(k + 1, min(k + 9, len(scene.chunks))):
        chunk = scene.chunks[j]
        if scene.text.forms[chunk.first] in _IN_FAVOUR:
            return scene.actor_at(j + 1, j + 2)
        if draft.action == "surrendered" and chunk.kind == "A" and chunk.prep == "ل":
            return chunk
        told_of = chunk.kind == "V" and scene.chunks[j - 1].kind == "r"  # «الأراضي التي سيطر عليها لصالح كذا»
        if chunk.kind in "VSi," and not told_of:
            return None
    return None


def others_like(draft: Draft, before: Draft) -> None:
    """«استشهد 3 من الجيش فيما أصيب خمسة آخرون»: the others are of the side of those told of before."""
    counted = draft.measure.chunk if draft.measure is not None else None
    if draft.patient is None and counted is not None and counted.others and draft.code == before.code:
        draft.patient = before.patient


def losers(scene: Scene, draft: Draft) -> None:
    """Who loses ground or gives himself up is the one affected, not the doer."""
    if draft.action not in ("lost", "surrendered", "missing"):
        return
    draft.patient, draft.agent = draft.patient or draft.agent, gained(scene, draft)
    if draft.patient is None:
        draft.patient = draft.cause.patient if draft.cause is not None else scene.context.patient
