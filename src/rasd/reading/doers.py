"""Who did it: subjects, genitives, «من قبل …», carrier verbs."""

from __future__ import annotations

from rasd.reading.antecedents import of_another
from rasd.reading.asides import before_aside
from rasd.reading.attached import teller_at, teller_meant, who_did_it_before
from rasd.reading.blaming import accused, admitted, responsible
from rasd.reading.chunks import Chunk
from rasd.reading.drafts import Draft, listed_before
from rasd.reading.openings import THESE, genitive_doer, opening_party, subject_of, unit_of
from rasd.reading.scene import WINDOW, Scene
from rasd.reading.unlistedparties import nominative, unknown_topic

_AFTER = frozenset("بعد عقب اثر بعيد غداه عبر".split())
_LATTER = frozenset(("الاخيره", "الاخير", "الاخيران", "الاخيرين"))
#: What strikes in the name of those whose it is.
ARMS = ("aircraft", "vehicle.tank", "weapon.artillery", "vessel")
_MANAGED = ("تمكن", "تتمك", "نجح", "ينجح", "تنجح", "استط", "يستطي", "تستطي", "يتمك")


def subject(scene: Scene, k: int, end: int) -> Chunk | None:
    """The subject of the verb at ``k``: right after it, else the topic before it."""
    verb = scene.chunks[k].word
    if _was_doing(scene, k):
        return scene.chunks[k - 1]
    if k > 2 and scene.word(k - 3).lstrip("وف") == "سبق" and scene.chunks[k - 2].kind == "A":
        return scene.chunks[k - 2]  # «سبق للتحالف أن قصف»
    relative = k > 0 and scene.chunks[k - 1].kind == "r" and not (verb is not None and verb.pron)
    who = (None if relative else _subject_after(scene, k, end)) or teller_at(scene, k) or topic(scene, k)
    return None if who is not None and scene.tells(who) else who


def _was_doing(scene: Scene, k: int) -> bool:
    """«كانت الحركة تستهدف الجنود»: between «كان» and a verb stands its subject."""
    if k < 2 or scene.chunks[k - 1].kind != "A" or scene.chunks[k - 1].prep:
        return False
    return scene.word(k - 2).lstrip("وف") in ("كان", "كانت") and not scene.tells(scene.chunks[k - 1])


def _subject_after(scene: Scene, k: int, end: int) -> Chunk | None:
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
        _of_a_party(scene, after, k + 2) or _stands_alone(scene, k, after) or _one_man(scene, after)
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


def _stands_alone(scene: Scene, k: int, after: Chunk) -> bool:
    """«انسحب مقاتلو الجبهة من»، «سيطر عناصر التنظيم على»: what a verb acts on stands after its preposition."""
    form = scene.chunks[k].form
    if form is None or after.prep or not (after.code or "").startswith("person"):
        return False
    ground = form.lexeme.code == "took" and "expel" not in form.lexeme.flags  # «أحكمت عناصر كذا سيطرتها على»
    return bool(form.lexeme.prep) or (ground and after.number is None)


def topic(scene: Scene, k: int) -> Chunk | None:
    """The party before the verb at ``k``, with nothing of another clause between: «الجيش قصف المدينة»."""
    for j in range(k - 1, max(-1, k - 9), -1):
        before = scene.chunks[j]
        if before.kind == "r" and j:
            return _antecedent(scene, j)
        if before.kind == "," and j == k - 1 and scene.word(j) == ":" and _labels(scene, j):
            return scene.chunks[j - 1]
        if before.kind == "," and j == k - 1 and _opened(scene, j):
            continue  # «إن عناصر من الشرطة، نصبوا كمينا»
        if (before.kind in "NV" and before.form is not None) or before.kind in "S,":
            return None
        if before.kind == "A" and not before.prep and (not scene.after_preposition(j) or unit_of(scene, j)):
            if _on_account_of(scene, j) or _listed_as_hit(scene, j, k):
                continue
            return before
        if scene.text.forms[before.first] in _LATTER:
            return _named_last(scene, j)
        if before.kind == "G" and (before.party or before.owner) and not before.prep and not scene.after_preposition(j):
            if (before.code or "person").startswith(("site", "place")):
                continue  # «اقتحموا مقر المفوضية وقتلوا»: whose seat it is did nothing
            if scene.chunks[k].conj and before.number is not None and j and scene.chunks[j - 1].kind == "V":
                return None  # «قتلت 8 من عناصر الميليشيا وغنمت 3 آليات»: whom the verb before befell
            return _verb_subject(scene, j) or scene.whose(before) or before
        near = before.kind == "G" and j == k - 1 and not before.prep
        if near and (scene.irregular(before) or of_another(before)):
            return before  # «إن عناصر مسلحة قامت بالهجوم»، «أن مقاتليها يخوضون»
    return None


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


def _labels(scene: Scene, j: int) -> bool:
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
            return _subject_after(scene, n, j)
        if scene.chunks[n].kind not in "AG":
            return None
    return None


def _named_last(scene: Scene, k: int) -> Chunk | None:
    """«المواجهات مع الفصائل، … بأن الأخيرة استخدمت»: the party named last before, who does not speak."""
    for j in range(k - 1, max(-1, k - 25), -1):
        chunk = scene.chunks[j]
        if chunk.kind == "A" and chunk.first not in scene.spoken:
            return chunk
    return None


def people(chunk: Chunk) -> Chunk | None:
    """«شنه "عناصر تكفيرية"»، «نفذه انتحاري»: people whom nothing but a common noun names."""
    return chunk if chunk.kind == "G" and not chunk.prep and (chunk.code or "").startswith("person") else None


def doer_of_harm(scene: Scene, draft: Draft, k: int) -> Chunk | None:
    """The doer of a verb or verbal noun of harm: its subject, its genitive, or who «تمكن من» it."""
    if draft.form is None:
        return None
    if (blamed := responsible(scene, k)) is not None:
        return blamed
    lexeme = draft.form.lexeme
    if lexeme.kind == "verb" and lexeme.voice in ("act", "both"):
        if k and _able(scene.chunks[k - 1]):
            return subject(scene, k - 1, k)  # «استطاعت قتل 7»: spelled like the verb
        if (they := who_did_it_before(scene, draft, k)) is not None:
            return they
        after = _subject_of_harm(scene, draft, k)
        if after is not None:
            return after
        passive = "victims-before-verb" in draft.rules or listed_before(draft)
        if not passive and (draft.form.number == "p" or lexeme.voice == "act" or _topic_before(scene, k)):
            who = subject(scene, k, k + 1)
            if who is not None:
                return _not_harmed(scene, who)
        if not passive and verb_goes_on(scene, draft, k):
            return _not_harmed(scene, topic_of_clause(scene, draft, k))
        stranger = None if passive else unknown_topic(scene, draft, k)
        if stranger is not None:
            return stranger
        if _like_a_noun(scene, scene.chunks[k]):
            return _managed(scene, k)  # «من تحرير القرية وقتل 12»: spelled like the verb
    if lexeme.kind != "noun":
        return None
    if (blamed := accused(scene, k) or admitted(scene, draft, k)) is not None:
        return blamed
    word = scene.chunks[k].word
    if draft.action == "took" and word is not None and word.pron:
        return _of_pronoun(scene, k)
    genitive = genitive_doer(scene, draft, k)
    return genitive or _managed(scene, k) or _won(scene, draft, k)


def _won(scene: Scene, draft: Draft, k: int) -> Chunk | None:
    """«تمكنت القوات من عزل المدينة بعد السيطرة على البلدة»: who took it is whom the sentence is about."""
    return opening_party(scene, k) if draft.action == "took" and scene.word(k - 1) in _AFTER and k else None


def verb_goes_on(scene: Scene, draft: Draft, k: int) -> bool:
    """«إن القوات صدت الهجوم وقتلت 11 مسلحا ودمرت 3 دبابات»: a verb that goes on with the doer of the clause.

    A masculine singular may be a passive («وقُتل 5 جنود»), so only feminines and plurals are taken.
    """
    chunk = scene.chunks[k]
    if chunk.kind != "V" or (not chunk.conj and scene.word(k - 1) != "كما"):
        return False
    present = chunk.form is not None and chunk.form.tense == "present"
    return present or scene.text.forms[chunk.first].endswith(("ت", "وا"))


def topic_of_clause(scene: Scene, draft: Draft, k: int) -> Chunk | None:
    """The party after «إن»، «أن» that opens the clause of the verb at ``k``."""
    for j in range(k - 1, max(-1, k - 30), -1):
        chunk = scene.chunks[j]
        if chunk.kind == "S":
            return None
        if chunk.kind == "V" and _alike(scene, chunk, scene.chunks[k]):
            present = chunk.form is not None and chunk.form.tense == "present"
            who = topic(scene, j) if _topic_before(scene, j) else None  # «القوات تأسر 8 من … وتغنم 3»
            who = who or _subject_after(scene, j, k) or (topic(scene, j) if j and present else None)
            if who is not None and id(who) not in scene.measured:
                return who  # «دمرت القوات 4 مستودعات وأسقطت مروحية»
        if chunk.kind == "i":
            following = scene.chunks[j + 1]
            teller = teller_meant(scene, draft, chunk)
            return teller or (None if following.prep else scene.whose(following))
        if chunk.kind == "w" and scene.chunks[j + 1].kind == "A" and _opens(scene, j):
            who = scene.chunks[j + 1]
            alike = scene.text.forms[chunk.first][-1:] == scene.text.forms[scene.chunks[k].first][-1:]
            return who if alike and not who.prep else None  # «أحبطت القوات محاولة … وقتلت 4»
    return None


def _alike(scene: Scene, one: Chunk, other: Chunk) -> bool:
    """«تستعيد … وتقتل», «دمرت … وأسقطت»: two verbs of one tense, number and gender."""
    a, b = (scene.text.forms[c.first].lstrip("وف") for c in (one, other))
    tenses = {c.form.tense for c in (one, other) if c.form is not None}
    if tenses == {"present"}:
        return a[:1] == b[:1] and a[-2:].endswith("ون") == b[-2:].endswith("ون")
    return len(tenses) == 1 and a[-1:] == b[-1:]


def _opens(scene: Scene, j: int) -> bool:
    """Whether chunk ``j`` opens a clause, as a verb does that stands before its subject."""
    return j == 0 or scene.chunks[j - 1].kind in ",k"


def _not_harmed(scene: Scene, who: Chunk | None) -> Chunk | None:
    """A subject that is itself counted among those harmed did nothing."""
    return None if who is not None and id(who) in scene.measured else who


def _subject_of_harm(scene: Scene, draft: Draft, k: int) -> Chunk | None:
    """The party right after a verb of harm, unless it is the one harmed."""
    after = scene.chunks[k + 1] if k + 1 < len(scene.chunks) else None
    if after is not None and after.kind == '"':
        after = scene.chunks[k + 2] if k + 2 < len(scene.chunks) else None
    if after is None or after.kind not in "AG" or after.prep:
        return None
    if after.kind == "G" and not after.party and not _stands_alone(scene, k, after):
        return None
    if after.kind == "G" and after.number is None and scene.text.forms[after.name[0]].endswith("ا"):
        return None  # «أن فلسطينيا أصاب حارسا»: the ending of an object
    if draft.measure is not None and after is draft.measure.chunk:
        return None
    return scene.whose(after) if draft.place is None or after.first < draft.place.first else None


def _of_pronoun(scene: Scene, k: int) -> Chunk | None:
    """«إن الجماعات … بسطت سيطرتها على»: the pronoun means the topic of the clause."""
    for j in range(k - 1, max(-1, k - 20), -1):
        if scene.chunks[j].kind == "i":
            return scene.actor_at(j + 1, k)
        if j in scene.triggers:
            break
    return subject_of(scene, k)


def _topic_before(scene: Scene, k: int) -> bool:
    """Whether an actor stands right before a verb, as its topic: «إن الجيش قتل 5»، «إن الجيش، بدعم من كذا، قتل 5»."""
    form, k = scene.chunks[k].form, before_aside(scene.chunks, k)
    before = scene.chunks[k - 1] if k else None
    if before is None or (before.kind == "r" and form is not None and form.tense == "present"):
        return before is not None  # «القوات التي تحاصر المدينة»
    labels = scene.word(k - 1) == ":" and _labels(scene, k - 1)
    return labels or (before.kind == "A" and not before.prep) or scene.text.forms[before.first] in _LATTER


def _managed(scene: Scene, k: int) -> Chunk | None:
    """«تمكنت القوات من قتل 43»، «من تحرير القرية وقتل 12»: the subject of the verb that governs the nouns."""
    k = _first_of(scene, k)
    if k and _able(scene.chunks[k - 1]):
        return subject(scene, k - 1, k)  # «القوات استطاعت تحرير»
    if k < 2 or scene.chunks[k - 1].kind != "p" or scene.word(k - 1) not in ("من", "في"):
        return None
    for j in range(k - 2, max(-1, k - 8), -1):
        chunk = scene.chunks[j]
        if _able(chunk):
            return scene.actor_at(j + 1, k - 1) or subject(scene, j, j + 1)
    return None


def _able(chunk: Chunk) -> bool:
    """«تمكن من»، «نجح في»، «استطاع»: managed to."""
    return chunk.word is not None and chunk.word.stem.lstrip("وف").startswith(_MANAGED)


def _like_a_noun(scene: Scene, verb: Chunk) -> bool:
    """«… وقتل 12»: after nouns that و joins, a verb spelled like its verbal noun may be that noun."""
    form = verb.form
    return form is not None and verb.conj and scene.text.forms[verb.first].lstrip("وف") == form.lexeme.lemma


def _first_of(scene: Scene, k: int) -> int:
    """The first of the verbal nouns that و joins to the one at ``k``."""
    for j in range(k - 1, max(-1, k - 24), -1):
        chunk = scene.chunks[j]
        if not scene.chunks[k].conj:
            return k
        if chunk.kind == "N" or (chunk.kind == "V" and _like_a_noun(scene, chunk)):
            k = j
        elif chunk.kind in "SVik,":
            return k
    return k
