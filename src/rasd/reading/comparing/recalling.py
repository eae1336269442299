"""Mentions of an event that tell nothing new: they point back to it, rank it, recall it, or stay general."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Text
from rasd.reading.cutting.families import FAMILY
from rasd.reading.measuring.violence import protesters
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.otherdays import answered
from rasd.reading.scenes.scene import Context

_RANKS = frozenset("الاكثر الاعنف الاسوا الاكبر الاشد الادمي الاخطر الاول الثاني الثالث الرابع الخامس الاحدث".split())


def mere_mention(draft: Draft, context: Context, text: Text, *, alone: bool, harmed: bool = False) -> bool:
    """«الهجوم» with nothing new beside it only points back."""
    if draft.form is not None and "frame" in draft.form.lexeme.flags:
        return True
    if draft.of == "meant" and draft.place is None:
        return True  # «المدينة» of which nothing was told
    if draft.violence and not harmed and answered(text, draft) and _without_own(draft):
        return True
    if draft.action == "clash" and any(protesters(c) for c in (draft.agent, draft.patient)):
        return True  # «اشتباكات مع متظاهرين»
    if draft.violence and (_in_general(draft) or (alone and _fight_in_general(draft, text))):
        return True
    if not draft.violence or not draft.definite or draft.of == "bridged" or "responsibility" in draft.rules:
        return False
    if _accusing(draft):
        return False
    if context.event is None or not _told(draft, context, text):
        return False
    if ranked(draft, text):
        return True
    if recalled(draft, text):
        return False
    own_place = draft.place is not None and not any(r.startswith("place-from") for r in draft.rules)
    return not own_place


def _without_own(draft: Draft) -> bool:
    """«ردا على استهداف المدنيين»: without a place, a day or a number of its own."""
    told = draft.measure is not None and draft.measure.low is not None
    placed = draft.place is not None and not any(r.startswith("place-from") for r in draft.rules)
    dated = draft.time is not None and not any(r.startswith("time-from") for r in draft.rules)
    return not (told or placed or dated)


def _accusing(draft: Draft) -> bool:
    """«اتهمت الحكومة الحركة بالهجوم»، «نسبوا الهجوم إلى الحركة»: who is blamed is new, though the attack is not."""
    segment = draft.segment
    said = segment is not None and segment.stance == "claims" and bool(segment.chain)
    return draft.agent is not None and (said or draft.status == "alleged")


def _told(draft: Draft, context: Context, text: Text) -> bool:
    """Whether an event of this kind was told of before; «الهجوم» and «العملية» may be any."""
    if draft.form is not None and draft.form.lexeme.lemma in ("هجوم", "عمليه", "اعتداء", "استهداف", "حمله"):
        return True
    if text.forms[draft.at - 1] in ("هذا", "هذه") and draft.at:
        return True  # «تأتي هذه الاشتباكات بعد»
    if text.forms[draft.at - 1] in ("خلال", "في", "اثر", "جراء") and draft.at:
        return True  # «قتلوا خلال المواجهات»: the circumstance of what is told
    return FAMILY.get(draft.action) in context.families


def _in_general(draft: Draft) -> bool:
    """«تكثف القوات غاراتها»: attacks without a number, a target, a place or a day of their own."""
    vague = draft.measure is not None and draft.measure.qualifier == "vague"
    elsewhere = draft.place is None or draft.place_carried
    undated = draft.time is None or "time-from-context" in draft.rules
    told = not draft.definite or bool(draft.patients) or "responsibility" in draft.rules
    return vague and elsewhere and undated and not told


def _fight_in_general(draft: Draft, text: Text) -> bool:
    """«موسم القتال»، «في المعركة الحالية»: a fight that has neither sides nor a place of its own."""
    own_place = draft.place is not None and not any(r.startswith("place-from") for r in draft.rules)
    if draft.action != "clash" or not draft.definite or own_place or draft.agent or draft.patient:
        return False
    before = text.words[max(draft.sentence[0], draft.at - 2) : draft.at]
    return not any(w.carrier or w.form in ("بعد", "عقب", "اثر") for w in before)


#: So many words before an event «الأكثر دموية منذ» may begin.
_NEAR = 40


def ranked(draft: Draft, text: Text) -> bool:
    """«والهجوم هو الأكثر دموية في البلاد منذ …»: it is ranked among others, and what follows is where it ranks."""
    after = text.forms[draft.end : draft.end + 2]
    return len(after) == 2 and after[0] in ("هو", "هي") and after[1] in _RANKS


def recalled(draft: Draft, text: Text) -> bool:
    """«الأكثر دموية منذ الهجوم الذي أوقع 31 قتيلا ببغداد»: told to compare with, and of nothing that comes next."""
    first = max(draft.sentence[0], draft.at - _NEAR)
    since = next((t for t in range(draft.at - 1, first, -1) if text.forms[t] == "منذ"), -1)
    if since < 0 or since + 1 >= len(text.words):
        return False
    ranks = any(f.removeprefix("ال")[:3] in ("اكث", "اعن", "اسو", "اكب", "اول", "ادم") for f in text.forms[first:since])
    return ranks and any(f.lexeme.kind == "noun" and "violence" in f.lexeme.flags for f in text.words[since + 1].act)


#: «يذكر أن»، «يشار إلى أن», with which a report turns to what was before.
_REMINDS = frozenset("يذكر يشار وسبق سبق".split())


def reminded(draft: Draft, text: Text) -> bool:
    """«يذكر أنه في 7 يوليو انفجرت سيارة»: a sentence of an earlier incident that has a day of its own."""
    opening = text.forms[draft.sentence[0] : draft.sentence[0] + 2]
    if not any(f.removeprefix("و") in _REMINDS for f in opening) or draft.time is None:
        return False
    return not any(rule.startswith("time-from-") and rule != "time-from-sentence" for rule in draft.rules)
