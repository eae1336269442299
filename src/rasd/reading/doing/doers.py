"""Who did it: subjects, genitives, «من قبل …», carrier verbs."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk
from rasd.reading.doing.blaming import accused, admitted, responsible
from rasd.reading.parties.asides import before_aside
from rasd.reading.parties.attached import teller_at, teller_meant, who_did_it_before
from rasd.reading.parties.openings import genitive_doer, opening_party, subject_of
from rasd.reading.parties.topics import LATTER, able, able_before, labels_the_line, topic
from rasd.reading.parties.unlistedparties import unknown_topic, words_before
from rasd.reading.parties.verbsubjects import stands_alone, subject_after
from rasd.reading.scenes.drafts import Draft, listed_before
from rasd.reading.scenes.scene import WINDOW, Scene

_AFTER = frozenset("بعد عقب اثر بعيد غداه عبر".split())


def subject(scene: Scene, k: int, end: int) -> Chunk | None:
    """The subject of the verb at ``k``: right after it, else the topic before it."""
    verb = scene.chunks[k].word
    if _was_doing(scene, k):
        return scene.chunks[k - 1]
    if k > 2 and scene.word(k - 3).lstrip("وف") == "سبق" and scene.chunks[k - 2].kind == "A":
        return scene.chunks[k - 2]  # «سبق للتحالف أن قصف»
    relative = k > 0 and scene.chunks[k - 1].kind == "r" and not (verb is not None and verb.pron)
    who = (None if relative else subject_after(scene, k, end)) or teller_at(scene, k) or topic(scene, k)
    return None if who is not None and scene.tells(who) else who


def _was_doing(scene: Scene, k: int) -> bool:
    """«كانت الحركة تستهدف الجنود»: between «كان» and a verb stands its subject."""
    if k < 2 or scene.chunks[k - 1].kind != "A" or scene.chunks[k - 1].prep:
        return False
    return scene.word(k - 2).lstrip("وف") in ("كان", "كانت") and not scene.tells(scene.chunks[k - 1])


def doer_of_harm(scene: Scene, draft: Draft, k: int) -> Chunk | None:
    """The doer of a verb or verbal noun of harm: its subject, its genitive, or who «تمكن من» it."""
    if draft.form is None:
        return None
    if (blamed := responsible(scene, k)) is not None:
        return blamed
    lexeme = draft.form.lexeme
    if lexeme.kind == "verb" and lexeme.voice in ("act", "both"):
        if k and able(scene.chunks[k - 1]):
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
            who = who or subject_after(scene, j, k) or (topic(scene, j) if j and present else None)
            who = who or words_before(scene, j)
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
    if after.kind == "G" and not after.party and not stands_alone(scene, k, after):
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
    goes_on = k > 0 and scene.chunks[k - 1].kind == "V" and scene.chunks[k - 1].conj
    return (able_before(scene, k - 1) if goes_on else None) or subject_of(scene, k)


def _topic_before(scene: Scene, k: int) -> bool:
    """Whether an actor stands right before a verb, as its topic: «إن الجيش قتل 5»، «إن الجيش، بدعم من كذا، قتل 5»."""
    form, k = scene.chunks[k].form, before_aside(scene.chunks, k)
    before = scene.chunks[k - 1] if k else None
    if before is None or (before.kind == "r" and form is not None and form.tense == "present"):
        return before is not None  # «القوات التي تحاصر المدينة»
    labels = scene.word(k - 1) == ":" and labels_the_line(scene, k - 1)
    return labels or (before.kind == "A" and not before.prep) or scene.text.forms[before.first] in LATTER


def _managed(scene: Scene, k: int) -> Chunk | None:
    """«تمكنت القوات من قتل 43»، «من تحرير القرية وقتل 12»: the subject of the verb that governs the nouns."""
    k = _first_of(scene, k)
    if k and able(scene.chunks[k - 1]):
        return subject(scene, k - 1, k)  # «القوات استطاعت تحرير»
    if k < 2 or scene.chunks[k - 1].kind != "p" or scene.word(k - 1) not in ("من", "في"):
        return None
    for j in range(k - 2, max(-1, k - 8), -1):
        chunk = scene.chunks[j]
        if able(chunk):
            return scene.actor_at(j + 1, k - 1) or subject(scene, j, j + 1) or _managed_further(scene, j)
    return None


def _managed_further(scene: Scene, k: int) -> Chunk | None:
    """«تمكنت القوات من قتل 4، وتمكنت أيضا من تدمير آليتين»: a further «تمكن» of the same subject."""
    if not scene.chunks[k].conj:
        return None
    for j in range(k - 1, max(-1, k - WINDOW // 2), -1):
        if scene.chunks[j].kind == "S":
            return None
        if able(scene.chunks[j]):
            return subject(scene, j, k)
    return None


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
