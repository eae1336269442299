"""Doers of a deed that another verb or noun carries: «شن الجيش هجوما»، «ارتكاب الاحتلال 5 مجازر»، «وراء الهجوم»."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.doing.blaming import accused
from rasd.reading.doing.doers import subject
from rasd.reading.doing.settingabout import sets_about
from rasd.reading.parties.befallen import occupants
from rasd.reading.parties.openings import opening_party
from rasd.reading.parties.topics import topic
from rasd.reading.parties.verbsubjects import people
from rasd.reading.scenes.antecedents import named_before
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import WINDOW, Scene

_SUSPECTED = frozenset("من يشتبه بانهم انهم يعتقد بانه ما يسمي به بها بهم الارجح الاغلب يبدو".split())
#: «على الأرجح»، «على ما يبدو»: how sure it is.
_SURELY = frozenset(("الارجح", "الاغلب", "ما"))
#: «ارتكاب الاحتلال 5 مجازر».
_CARRYING_NOUNS = frozenset(
    "ارتكاب شن تنفيذ اقتراف قيام اقدام انطلاق مواصله تكثيف مسووليه وقوف ضلوع تورط مساهمه".split()
)
#: «إطلاق دبابات النظام قذائف».
_CARRYING = _CARRYING_NOUNS | {"اطلاق"}
#: What is told to come after a deed, or to be because of it; where a deed was done.
_AFTER = frozenset("بعد عقب اثر منذ قبل جراء بسبب نتيجه غداه بعيد".split())
_WHERE_IT_WAS = frozenset("مكان موقع موضع محيط مسرح ساحه بموقع بمكان بمحيط لموقع لمكان".split())
_ITSELF = frozenset(("نفسه", "نفسها", "نفسيهما", "انفسهم"))
_OF_SOMEBODY = ("لتهم", "لتها", "لته", "لتهما")
_TRYING = ("حاول", "يحاول", "تحاول", "محاول")


def carried(scene: Scene, draft: Draft, k: int, end: int) -> Chunk | None:
    """«هجوم شنه الجيش»، «شن الجيش هجوما»، «الجيش شن هجوما»."""
    before = None if _only_beside(scene, k) else _carried_before(scene, draft, k)
    return _carried_after(scene, k, end) or before or _carried_last(scene, k)


def _only_beside(scene: Scene, k: int) -> bool:
    """«فرضت الشرطة طوقا حول موقع الهجوم»، «شنت حملة إثر تفجير»: what is done after a deed, or where it was."""
    first = scene.chunks[k].first
    return k > 0 and scene.text.forms[first - 1].lstrip("وف") in _AFTER | _WHERE_IT_WAS


def _carries(chunk: Chunk, role: str) -> bool:
    if chunk.word is None or chunk.word.carrier != role:
        return False
    return chunk.kind in "wSV" or (chunk.kind == "N" and bool(chunk.word.pron))  # «عبوة زرعها مسلحون»


def fired(scene: Scene, k: int, end: int) -> Chunk | None:
    """«إصابة 3 بأعيرة نارية أطلقها الجنود»: who fired, laid or threw what harmed them."""
    for j in range(k + 1, min(end + 1, k + 9, len(scene.chunks))):
        chunk = scene.chunks[j]
        if chunk.prep == "ب" and chunk.owner is not None and (chunk.code or "").startswith("weapon"):
            return chunk.owner  # «بصاروخ للحزب»
        if _carries(chunk, "agent") and chunk.word is not None and chunk.word.pron:
            return _at_once(scene, j + 1)
        if chunk.kind in "SVi,":
            return None
    return None


def _carried_after(scene: Scene, k: int, end: int) -> Chunk | None:
    if end < len(scene.chunks) and scene.chunks[end].kind == "N" and scene.chunks[end].conj and end <= k + 3:
        end += 4  # «القصف والهجمات التي شنها الجيش»
    for j in range(k + 1, min(end + 1, k + 9, len(scene.chunks))):
        chunk = scene.chunks[j]
        if _another_deed(scene, j) or occupants(scene, scene.chunks[j - 1]) is not None:
            break  # «استهداف مبنى يستخدمه جنود العدو»
        if _carries(chunk, "agent") and not (scene.chunks[j - 1].kind == "r" and scene.chunks[j - 2].kind == "A"):
            who = _at_once(scene, j + 1) or _named_before_it(scene, j)
            if who is not None:
                return who
        if chunk.kind == "," and j > k + 3:
            break
    return None


def _carried_last(scene: Scene, k: int) -> Chunk | None:
    """«التفجير الذي أوقع 30 قتيلا في كذا، نفذه التنظيم»: behind all that the attack did, who made it."""
    told = scene.chunks[k]
    if told.kind != "N" or told.form is None:
        return None
    pronoun = ("ها",) if told.form.number == "p" or scene.text.forms[told.first].endswith("ه") else ("ه",)
    for j in range(k + 1, min(k + WINDOW // 2, len(scene.chunks))):
        chunk = scene.chunks[j]
        another = any(d.violence for d in scene.at_chunk.get(j, ())) and not (chunk.conj or scene.word(j - 1) == "او")
        if chunk.kind == "S" or another or occupants(scene, scene.chunks[j - 1]) is not None:
            return None
        if _carries(chunk, "agent") and chunk.word is not None and chunk.word.pron in pronoun:
            return None if scene.chunks[j - 1].kind == "r" else _at_once(scene, j + 1)
    return None


def _named_before_it(scene: Scene, j: int) -> Chunk | None:
    """«هجوم يشتبه بأن الحركة نفذته»: the subject before a carrier verb whose pronoun means the deed."""
    verb, who = scene.chunks[j], scene.chunks[j - 1]
    opens = j > 1 and scene.chunks[j - 2].kind == "i"
    theirs = verb.word is not None and verb.word.pron in ("ه", "ها")
    return who if theirs and opens and who.kind == "A" and not scene.tells(who) else None


def _another_deed(scene: Scene, j: int) -> bool:
    """«شنت روسيا 5 غارات، فيما شن الجيش 7 غارات»: a carrier verb of a further clause, with its own deed after it."""
    chunk = scene.chunks[j]
    if not _carries(chunk, "agent") or chunk.word is None or chunk.word.pron or scene.chunks[j - 1].kind == "r":
        return False
    return scene.chunks[j - 1].kind == "k" or (
        scene.chunks[j - 1].kind == "," and scene.text.forms[chunk.first].startswith("و")
    )


def _aside(scene: Scene, j: int) -> bool:
    """«شن الجيش، فجر اليوم، سلسلة غارات»: a comma beside a time, which parts nothing."""
    near = scene.chunks[max(0, j - 4) : j] if scene.chunks[j].kind == "," else []
    day = next((n for n in range(len(near) - 1, -1, -1) if near[n].kind == "T"), -1)
    if day >= 0:
        return all(c.kind in "wpT" for c in near[day:])
    after = scene.chunks[j + 1 : j + 4]
    return bool(near) and any(c.kind == "T" for c in after) and after[0].kind in "wpT"


def _carried_before(scene: Scene, draft: Draft, k: int) -> Chunk | None:
    told_in_passing = _relative_aside(scene, k)
    for j in range(k - 1, max(-1, k - 11), -1):
        if told_in_passing and told_in_passing <= j < k:
            continue
        chunk = scene.chunks[j]
        more = scene.chunks[k].conj or _one_more(scene, k)
        joined = more and chunk.kind == "N"  # «قامت القوات بقصف مواقع وضرب تجمعات»
        if j in scene.triggers and not chunk.conj and not joined:
            break
        if chunk.word is not None and chunk.word.stem.removeprefix("ب").removeprefix("ال") in _CARRYING:
            who = scene.actor_at(j + 1, k) or accused(scene, j)
            if who is not None:
                return who
        if _tries(chunk) and scene.text.forms[chunk.first].endswith(_OF_SOMEBODY):
            return named_before(scene, chunk)  # «لدى محاولتهم اقتحام القرية»
        if _carries(chunk, "agent") or _tries(chunk) or _answers(scene, chunk, k):
            return scene.actor_at(j + 1, k) or _one_who(scene, j) or subject(scene, j, j + 1)
        if (who := sets_about(scene, j, k)) is not None:
            return who
        if chunk.kind == "," and not _aside(scene, j):
            break
    return None


def _relative_aside(scene: Scene, k: int) -> int:
    """«نفذ العراق، الذي حررت أراضيه، ضربات»: where a clause between two commas opens right before ``k``, or 0."""
    if not k or scene.chunks[k - 1].kind != ",":
        return 0
    for j in range(k - 2, max(0, k - 10), -1):
        if scene.chunks[j].kind == ",":
            return j if scene.chunks[j + 1].kind == "r" else 0
    return 0


def _one_more(scene: Scene, k: int) -> bool:
    """«نفذ التحالف 9 ضربات في سوريا و14 ضربة أخرى في العراق»: further ones of the same doer, by their number."""
    number, after = scene.chunks[k - 1], scene.chunks[k].last
    counted = number.kind == "G" and number.conj and number.code is None and number.last == scene.chunks[k].first
    return counted and scene.text.forms[after : after + 1] == ["اخري"]


def _one_who(scene: Scene, j: int) -> Chunk | None:
    """«إن شابا حاول تنفيذ هجوم»، «أن فتاة كانت تحمل سكينا وحاولت»: the person right after «أن»."""
    back = range(j - 2, max(-1, j - (9 if scene.chunks[j].conj else 3)), -1)
    opens = next((n for n in back if scene.chunks[n].kind == "i" and scene.word(n) not in ("كان", "كانت")), -1)
    who = people(scene.chunks[opens + 1]) if opens >= 0 else None
    return None if who is None or who.owner is not None else who


def _tries(chunk: Chunk) -> bool:
    """«حاولت الميليشيات اقتحام البلدة»، «يستعد الجيش لـ»: a verb that takes the deed as its object."""
    return chunk.kind in "wSV" and chunk.word is not None and chunk.word.form.lstrip("وفل").startswith(_TRYING)


def _answers(scene: Scene, chunk: Chunk, k: int) -> bool:
    """«ردت الفصائل بإطلاق قذائف»، «بدأ الجيش حملة»، «استأنفت القوات القصف»: what somebody answered with, or began."""
    form = scene.text.forms[chunk.first].lstrip("وف")
    if form in _ANSWERED:
        return scene.chunks[k].prep == "ب"
    return form in _BEGAN and not scene.chunks[k].prep and scene.chunks[k].kind == "N" and not scene.chunks[k].article


_ANSWERED = frozenset("رد ردت ردوا يرد ترد يردون".split())
_BEGAN = frozenset("بدا بدات بداوا يبدا تبدا استانف استانفت يستانف تستانف".split())


def _at_once(scene: Scene, j: int) -> Chunk | None:
    """The actor right after a carrier verb: «نفذه الجيش»، «نفذه من يشتبه بأنهم إرهابيون»."""
    for n in range(j, min(j + 5, len(scene.chunks))):
        chunk = scene.chunks[n]
        if chunk.kind in "AG" or (chunk.kind == "L" and chunk.actors):
            return scene.actor_at(n, n + 1) or people(chunk)
        form = scene.text.forms[chunk.first]
        sure = form == "علي" and not _SURELY.isdisjoint(scene.text.forms[chunk.last : chunk.last + 1])
        if chunk.kind not in '"T' and form not in _SUSPECTED and not sure:
            return None
        if form == "من" and n + 1 < len(scene.chunks) and scene.chunks[n + 1].kind in "AGL":
            return None  # «أطلق من لبنان»
    return None


_AMID = frozenset("خلال اثناء اثر نتيجه مع".split())
_ADVANCES = frozenset("تقدم توغل تمشيط تمدد زحف مداهمه ملاحقه".split())
#: «إن انتحاريا فجر سيارته».
_LADEN = frozenset("مفخخه مفخخا ملغومه ملغمه ناسفه ناسفا".split())
_HIS_CAR = frozenset("سيارته سيارتها حزامه حزامها شاحنته دراجته مركبته عربته سترته صهريجه".split())


def bomber(scene: Scene, k: int) -> Chunk | None:
    """«فجر انتحاري نفسه»، «انتحاري فجر نفسه»: who blows himself up sets off the blast."""
    for j in (k + 1, k - 1):
        who = people(scene.chunks[j]) if 0 <= j < len(scene.chunks) else None
        itself = max(k, j) + 1
        if who is not None and itself < len(scene.chunks) and scene.word(itself) in _ITSELF:
            return who
        if j > k and who is not None and who.lone and _itself_later(scene, itself):
            return who
        if j < k and who is not None and who.lone and _his_own(scene, itself):
            return who
    return None


def blows_himself_up(scene: Scene, chunk: Chunk) -> bool:
    """«تفجير انتحاري نفسه»: the genitive of a blast is who set it off, where «نفسه» follows."""
    who = chunk.kind == "A" or (chunk.code or "").startswith("person")
    return who and not _ITSELF.isdisjoint(scene.text.forms[chunk.last : chunk.last + 1])


def _his_own(scene: Scene, j: int) -> bool:
    """«سيارته», «سيارة مفخخة»: what a bomber sets off."""
    if j >= len(scene.chunks):
        return False
    laden = scene.text.forms[scene.chunks[j].first : scene.chunks[j].last + 1]
    return laden[:1] != [] and (laden[0] in _HIS_CAR or not _LADEN.isdisjoint(laden))


def _itself_later(scene: Scene, k: int) -> bool:
    """«فجر انتحاري يرتدي حزاما ناسفا نفسه»: «نفسه» after a clause that says what he wore or drove."""
    for j in range(k, min(k + 6, len(scene.chunks))):
        if scene.word(j) in _ITSELF:
            return True
        if scene.chunks[j].kind in "VNSp,rL":
            return False
    return False


def relative_doer(scene: Scene, draft: Draft) -> Chunk | None:
    """«جثث 7 أشخاص أعدمهم التنظيم»، «12 مدنيا قتلهم الجيش»: the subject of the verb whose pronoun means the counted."""
    k = scene.index.get(draft.measure.chunk.last) if draft.measure is not None else None
    verb = scene.chunks[k] if k is not None else None
    if k is None or verb is None or verb.word is None or verb.word.pron not in ("هم", "ه", "ها", "هن", "هما"):
        return None
    if not any(f.lexeme.code == draft.action for f in verb.word.act):
        return None
    return _at_once(scene, k + 1)


def brought_about(scene: Scene, k: int) -> Chunk | None:
    """«تسبب تمرد الحركة في مقتل»، «أدى تقدم الجيش إلى نزوح»: whose doing it was that led to what is told."""
    near = range(k - 1, max(-1, k - (18 if scene.chunks[k].conj else 9)), -1)
    j = next((j for j in near if _carries(scene.chunks[j], "caused")), k)
    if any(c.kind in "VSikr," for c in scene.chunks[j + 1 : k]):
        return None
    if 0 < k - j <= 2 and j and scene.text.forms[scene.chunks[j - 1].last - 1] in ("ما", "مما"):
        return opening_party(scene, j - 1)  # «فرقت القوات المتظاهرين ما أدى إلى مقتل خمسة»
    for n in range(j + 1, k):
        chunk = scene.chunks[n]
        if chunk.kind == "A" and not chunk.prep and not chunk.conj and n > j + 1:
            return None if scene.tells(chunk) else chunk
        if chunk.kind not in "wYN" or chunk.prep or chunk.conj:
            return None
    return None


def amid_advance(scene: Scene, draft: Draft, k: int, end: int) -> Chunk | None:
    """«قتل العشرات من كذا خلال تقدم القوات»: whose advance it was in which they fell, if not their own."""
    for j in range(k + 1, min(end, k + 9, len(scene.chunks) - 2)):
        if scene.word(j) not in _AMID or scene.word(j + 1).lstrip("ب") not in _ADVANCES:
            continue
        who = scene.chunks[j + 2]
        if who.kind != "A" or who.prep or scene.tells(who):
            return None
        return None if draft.patient is None or scene.one(who, draft.patient) else who
    return None


def behind(scene: Scene, k: int) -> Chunk | None:
    """«كانوا وراء تفجير»، «تقف الحركة وراء الهجوم»: who stands behind an attack is its doer."""
    j = next((j for j in range(k - 1, max(-1, k - 4), -1) if scene.word(j) == "وراء"), -1)
    if j < 1:
        return None
    return topic(scene, j) or topic(scene, j - 1)
