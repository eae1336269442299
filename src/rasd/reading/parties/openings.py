"""The party that a sentence is about: the subject of its main verb, whom what follows still means."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.cutting.families import PERSON_ACTIONS
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import Scene

#: «قصفت هذه الفصائل كذا»: between a verb and its subject.
THESE = frozenset("هذا هذه هولاء تلك ذلك".split())
#: No subject is looked for further back than this many chunks.
_BACK = 40
#: So many chunks at most lie between a noun and those it befell, with the doer and a day between.
_BESIDE = 4
_FIGHTS = frozenset("خاض خاضت خاضوا خاضها خاضته خاضتها خاضوها يخوض تخوض يخوضون يخوضها تخوضها يخوضونها".split())


def opening_party(scene: Scene, k: int) -> Chunk | None:
    """«تقدمت القوات … بعد معارك مع كذا»: the subject of the verb that opens the clause, or the party after «إن»."""
    for j in range(k - 1, max(0, k - _BACK), -1):
        who, before = scene.chunks[j], scene.chunks[j - 1]
        if who.kind == "S":
            return None
        if who.kind != "A" or who.prep or who.conj or who.first in scene.spoken or scene.tells(who):
            continue
        if before.kind == "i" or _governs(scene, j - 1) or (unit_of(scene, j) and j > 2 and _governs(scene, j - 3)):
            return who
    return None


#: What may stand before a verb that goes on with the subject of the sentence before.
_FURTHER = frozenset("كما ثم حيث وقد قد وكما ولاحقا لاحقا وبعدها بعدها كذلك وكذلك ايضا".split())
_FEMININE_OR_PLURAL = ("ت", "وا")


def goes_on(scene: Scene, draft: Draft) -> bool:
    """«كما سيطرت على قاعدتين»، «وواصلت قصفها للمدينة»: a verb without a subject goes on with the last one."""
    form, subject = draft.form, scene.context.subject
    if draft.agent is not None or form is None or subject is None or draft.status == "denied":
        return False
    k = scene.index.get(draft.at, 0)
    verb = k if form.lexeme.kind == "verb" else k - 1
    if not 0 <= verb <= 2 or any(scene.text.forms[c.first] not in _FURTHER for c in scene.chunks[:verb]):
        return False
    word = scene.text.forms[scene.chunks[verb].first]
    if not word.endswith(_FEMININE_OR_PLURAL) or (draft.patient is not None and scene.one(subject, draft.patient)):
        return False
    if verb == k:
        return bool(form.lexeme.prep) or form.lexeme.voice == "act"
    noun = scene.chunks[k].word
    return noun is not None and bool(noun.pron) and scene.chunks[verb].kind in "wSV"


_DONE = frozenset("تم تمت جري جرت يتم تتم".split())
#: What is done to an enemy, by those whose advance is told.
_WON = frozenset(("took", "captured", "arrested", "seized", "destroyed", "besieged"))


def done_by_them(scene: Scene, draft: Draft) -> Chunk | None:
    """«تتقدم القوات في كذا وتمت السيطرة على كذا»: what «تم» tells was done by whom the sentence is about."""
    k = scene.index.get(draft.at, 0)
    if draft.agent is not None or draft.action not in _WON or draft.status == "denied" or draft.cause is not None:
        return None
    before = scene.text.forms[scene.chunks[k - 1].first].lstrip("وف") if k else ""
    if before not in _DONE:
        return None
    who = opening_party(scene, k - 1)
    return None if who is None or (draft.patient is not None and scene.one(who, draft.patient)) else who


def _governs(scene: Scene, j: int) -> bool:
    """Whether chunk ``j`` is a verb before its subject: a known one of no harm, or one that opens its clause."""
    form = scene.chunks[j].form
    if scene.chunks[j].kind == "V" and form is not None:
        return form.lexeme.code not in PERSON_ACTIONS or _opens(scene, j)
    return scene.chunks[j].kind == "w" and _opens(scene, j)


def _opens(scene: Scene, j: int) -> bool:
    """Whether the verb at ``j`` opens a clause: at the head of the sentence, after a comma or a conjunction."""
    if scene.chunks[j].conj or scene.text.forms[scene.chunks[j].first].startswith("و"):
        return True
    return j == 0 or scene.chunks[j - 1].kind in ",kx"


def unit_of(scene: Scene, j: int) -> bool:
    """«أن وحدة من الجيش دمرت»، «قوة من الشرطة داهمت»: the body whose unit did it."""
    if j < 2 or scene.word(j - 1) != "من":
        return False
    form = scene.text.forms[scene.chunks[j - 2].last - 1]
    units = scene.text.classes.unit
    return form in units or form[1:] in units


def fought_by_them(scene: Scene, k: int) -> bool:
    """«معارك خاضتها ضد كذا»، «لا تزال تخوض معارك»: a verb of fighting that has its subject before it."""
    near = range(max(0, k - 2), min(k + 4, len(scene.chunks)))
    return any(scene.text.forms[scene.chunks[j].first].lstrip("وف") in _FIGHTS for j in near)


def subject_of(scene: Scene, k: int) -> Chunk | None:
    """«أحكمت عناصر المقاومة سيطرتها على كذا»: the party right after the verb whose object the noun at ``k`` is."""
    for j in range(k - 1, max(0, k - 9), -1):
        who, before = scene.chunks[j], scene.chunks[j - 1]
        if who.kind in "VNSi":
            return None
        if before.kind in "wS" and not before.prep and (party := scene.whose(who)) is not None:
            verb = before.kind == "S" or (before.word is not None and before.word.tag not in "nc")
            return party if verb and not who.prep and not scene.tells(party) else None
    return None


def genitive_doer(scene: Scene, draft: Draft, k: int) -> Chunk | None:
    """«اعتقال قوات الاحتلال 18 مواطنا»: a party between a noun of harm and those it befell is the doer."""
    assert draft.form is not None
    party = scene.chunks[k + 1] if k + 1 < len(scene.chunks) else None
    if party is None or party.kind != "A" or party.prep or party.conj or scene.tells(party):
        return None
    if draft.form.lexeme.of == "agent":
        return party
    if any(actor.kind == "person" for actor in party.actors):
        return None  # «مقتل فلان قائد الحركة»
    counted = draft.measure.chunk if draft.measure is not None else None
    onto = counted is not None and counted.prep in ("", "ل")  # «استخدام الجيش لقنابل»
    if counted is None or not onto or counted.conj or draft.form.lexeme.of not in ("patient", "either"):
        return None
    return party if counted.first >= party.last and scene.index.get(counted.first, 0) - k <= _BESIDE else None
