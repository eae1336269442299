"""Days that stand beside what is told and are not of it: of a party told of in passing, of those killed before."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.families import PERSON_ACTIONS
from rasd.reading.scenes.drafts import Draft
from rasd.reading.scenes.scene import Scene

#: So many chunks a relative clause may have before its day.
_ASIDE = 12
_ANSWERS = frozenset("ردا وردا انتقاما ثارا".split())
_ONTO = frozenset("علي من هذا هذه".split())


def in_passing(scene: Scene, j: int, k: int) -> bool:
    """«قصف لقوات كذا التي عززت وجودها خلال أسبوعين»: when something is told in passing of a party or a place."""
    for n in range(j - 1, max(k, j - _ASIDE), -1):
        chunk = scene.chunks[n]
        if chunk.kind == "," or n in scene.triggers:
            return False
        if chunk.kind == "r" and _one_day(scene.chunks[j]) and _always(scene, chunk.last):
            continue
        if chunk.kind == "r":
            whose = scene.chunks[n - 1]
            bare = whose.kind == "G" and id(whose) not in scene.measured and whose.number is None
            return (whose.kind in "LA" or bare) and not _only_qualified(scene, k, n)
    return False


def of_what_was_answered(scene: Scene, j: int, k: int) -> bool:
    """«شن هجوما ردا على الجريمة التي ارتكبت الأسبوع الماضي»: the day of what is answered, and of no answer."""
    if j < k:
        return False
    forms = scene.text.forms[scene.chunks[k].first : scene.chunks[j].first]
    answer = next((n for n in range(len(forms) - 1, -1, -1) if forms[n] in _ANSWERS), None)
    return answer is not None and "،" not in forms[answer:] and not any(f.startswith("وذلك") for f in forms[answer:])


def answered(text: Text, event: Draft) -> bool:
    """«قتلوا 5 مسلحين ردا على الهجوم الذي وقع الجمعة»: what was answered is no part of the answer."""
    before = text.forms[max(event.sentence[0], event.at - 4) : event.at]
    if before[-2:] == ["التعليق", "علي"]:
        return True  # «رفض التعليق على الهجوم الذي أدى إلى مقتل 15»: he does not say that it was his
    return before[-1:] != [] and before[-1] in _ONTO and not _ANSWERS.isdisjoint(before)


def _always(scene: Scene, t: int) -> bool:
    """«التحالف الذي تقوده كذا»: what a party does at all times, and on no day."""
    return scene.text.forms[t][:1] in ("ت", "ي") and scene.text.forms[t].endswith("ه")


def _only_qualified(scene: Scene, k: int, n: int) -> bool:
    """«الضربة العسكرية البريطانية التي نفذت في 9 يناير»: nothing but adjectives between an event and «التي»."""
    return all(c.last == c.first + 1 and scene.text.forms[c.first].startswith("ال") for c in scene.chunks[k + 1 : n])


def of_others(scene: Scene, draft: Draft, k: int, j: int) -> bool:
    """«انفجار خلال تشييع مقاتلين قتلوا الأربعاء»: the day of those who were killed before."""
    if not draft.violence:
        return False
    between = scene.chunks[k + 1 : j]
    return any(c.kind == "V" and c.form is not None and c.form.lexeme.code in PERSON_ACTIONS for c in between)


def _one_day(chunk: Chunk) -> bool:
    moment = chunk.moment
    return moment is not None and moment.start is not None and moment.start == moment.end
