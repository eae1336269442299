"""Days that date something else than what is told: the announcement, a birth, what is yet to come, a record."""

from __future__ import annotations

from rasd.reading.cutting.chunks import Chunk, Text
from rasd.reading.cutting.placenames import RANKING
from rasd.reading.dating.sincewhen import since_before
from rasd.reading.scenes.scene import Scene
from rasd.reading.speaking.attribution import Segment

#: How far before «منذ» the word that ranks may stand.
_COMPARED = 9
_NO_DAY_OF_EVENTS = frozenset("عطله بحلول حلول".split())
#: «من مواليد عام 1994», «ولد في 1980».
_BORN = frozenset("مواليد ولد ولدت المولود المولوده المولودين".split())
#: «المقررة في أكتوبر», «يتوقع أن تجري في أكتوبر»: of what is yet to come.
_TO_COME = frozenset(
    "مقرر مقرره المقرر المقرره مزمع المزمع المزمعه مرتقبه المرتقب المرتقبه يتوقع المتوقع المتوقعه ستجري سيجري "
    "ستعقد سيعقد ستبدا سيبدا".split()
)
#: How far before a date these may stand.
_AHEAD = 6
#: «الغوطة المحاصرة منذ 2013»: the span is of the state that a place or person is in.
_IN_A_STATE = frozenset(
    "المحاصر المحاصره المحاصرين الخاضع الخاضعه المعتقل المعتقله المعتقلين المحتجز المحتجزه المحتجزين المغلق المغلقه "
    "المتوقف المتوقفه النازحين اللاجيين".split()
)
_MONTHS_OF_TWO = frozenset("تشرين كانون ربيع جمادي".split())
#: «وقف إطلاق النار الذي ينتهي الأحد»: the end of what is agreed.
_WHICH = frozenset("الذي التي والذي والتي".split())
_ENDS = frozenset("ينتهي تنتهي تنقضي ينقضي تبدا يبدا تنعقد ينعقد تعقد يعقد".split())
#: So many words before its day a statement may have come out.
_ISSUED_BEFORE = 6
_CAME_OUT = frozenset("نشر نشرت صدر صدرت صادر صادره بث بثت وزع وزعت".split())
_PAUSES = frozenset("،,.؛:")
_THAT = frozenset("ان انه انها انهم انهما بان بانه بانها بانهم".split())
_OPENS_QUOTE = frozenset(':"«“')


def announces(scene: Scene, chunk: Chunk) -> bool:
    """Whether a day dates the announcement: it stands between the verb of speaking and what is said."""
    if chunk.first not in scene.announced:
        scene.announced[chunk.first] = _announces(scene, chunk)
    return scene.announced[chunk.first]


def _compares(scene: Scene, chunk: Chunk) -> bool:
    """«ثاني انتخابات منذ …»، «الأعنف منذ …»: the span only says what it was the first or worst of."""
    moment = chunk.moment
    if moment is None:
        return False
    forms = scene.text.forms
    if chunk.first and forms[chunk.first - 1] in _NO_DAY_OF_EVENTS:
        return True  # «عطلة نهاية الأسبوع»، «بحلول نهاية الشهر»
    if _of_something_else(forms, chunk.first):
        return True
    if any(f.removeprefix("ال") == "ذكري" for f in forms[chunk.last : chunk.last + 2]):
        return True  # «يحيون اليوم الذكرى السنوية للحرب»
    since = since_before(scene, chunk, _COMPARED - 1)
    if since is None:
        return False
    if any(f.removeprefix("و") in _IN_A_STATE for f in forms[max(0, since - _COMPARED) : since]):
        return True
    clause = forms[max(0, since - _COMPARED) : since]
    if "،" in clause:
        clause = clause[len(clause) - clause[::-1].index("،") :]
    return any(_ranks(clause, n) for n in range(len(clause)))


def _of_something_else(forms: list[str], first: int) -> bool:
    """Whether a date is somebody's birth, or the day of what is yet to come."""
    if any(f in _BORN for f in forms[max(0, first - 2) : first]):
        return True
    if first > 1 and forms[first - 2] in _WHICH and forms[first - 1] in _ENDS:
        return True
    before = forms[max(0, first - _AHEAD) : first]
    ahead = next((n for n, f in enumerate(before) if f.removeprefix("و") in _TO_COME), None)
    return ahead is not None and "،" not in before[ahead:]


def _ranks(forms: list[str], n: int) -> bool:
    """An ordinal, or a superlative that is no bound of a number («الأكثر دموية», but «أكثر من 20»)."""
    bare = forms[n].removeprefix("ك").removeprefix("ال")
    if bare == "اكثر":
        return forms[n + 1 : n + 2] != ["من"]
    if n and forms[n - 1] in _MONTHS_OF_TWO:
        return False
    return bare in RANKING or forms[n] in ("المره", "نوعه", "نوعها")


def _announces(scene: Scene, chunk: Chunk) -> bool:
    if _compares(scene, chunk):
        return True
    if chunk.moment is not None and chunk.moment.kind in ("last_hours", "since", "range"):
        return False
    if _issues(scene.text, chunk):
        return True
    cues = scene.cues_near(chunk.first)
    return bool(cues) and (_opens_speech(scene.text, chunk) or any(_dates_saying(scene, chunk, cue) for cue in cues))


def _issues(text: Text, chunk: Chunk) -> bool:
    """«نشرت الوزارة السبت بيانا»، «تحدث السبت في بيان»، «في بيان نشر على الإنترنت مساء السبت»: it came out then."""
    forms, issued = text.forms, text.classes.issued
    after = forms[chunk.last : chunk.last + 2]
    if "".join(after[:1]).removesuffix("ا") in issued or (after[:1] == ["في"] and after[1:] and after[1] in issued):
        return True
    for t in range(chunk.first - 1, max(0, chunk.first - _ISSUED_BEFORE), -1):
        if forms[t] in _CAME_OUT or forms[t] in text.classes.issued_by:
            return any(f.removeprefix("ال") in issued for f in forms[max(0, t - 3) : t])
        if forms[t] in _PAUSES or text.words[t].act:
            return False
    return False


def _opens_speech(text: Text, chunk: Chunk) -> bool:
    """«صرح الوزير للصحفيين السبت أن …»، «وقال الموقع، السبت، نقلا عن …»: what is said follows the day."""
    after = text.forms[chunk.last : chunk.last + 2]
    if after[:1] and after[0] in _THAT:
        return True
    return text.forms[chunk.first - 1] in _PAUSES and after[:1] == ["،"] and text.forms[chunk.last + 1] == "نقلا"


def _dates_saying(scene: Scene, chunk: Chunk, segment: Segment) -> bool:
    cue = segment.cue[0]
    if cue < chunk.first < cue + 16 and not _said_between(scene, cue + 1, chunk.first):
        return True
    near = segment.chain[-1] if segment.chain else None
    return near is not None and near.last == chunk.first and near.first > cue


def _said_between(scene: Scene, a: int, b: int) -> bool:
    """Whether what is said has begun between two tokens."""
    words, forms, kinds = scene.text.words, scene.text.forms, scene.text.kinds
    return any(
        (
            kinds[t] == "w"
            and words[t].tag in "invq"
            and not (words[t].tag == "n" and t in scene.spoken)
            and words[t - 1].tag != "r"  # «الوزير، الذي كان يتحدث السبت، إن»
        )
        or forms[t] in _OPENS_QUOTE
        for t in range(a, b)
    )
