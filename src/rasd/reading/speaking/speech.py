"""The act of speaking: whether a verb introduces speech, and where what is said begins."""

from __future__ import annotations

from rasd.reading.cutting.besidenames import is_setting
from rasd.reading.cutting.chunks import Text

_OPENING = frozenset('"“«')
#: Verbs that are speech only where «إن», a colon or a quotation follows.
_ONLY_THAT = "اصر بين كتب واصل حمل وصف جاء صدر ختم اصدر عزا راي بث تابع روي شدد اعتبر"
#: Verbs that are speech where an event follows, too.
_OR_EVENT = "نقل رجح قدر رصد سجل نشر تحدث وثق اظهر كذب حذر ادان دان شجب ندد استنكر اعرب احصي اورد حصر نوه كشف"
#: lemma → whether «إن», a colon or a quotation must follow.
NEEDS_THAT = dict.fromkeys(_ONLY_THAT.split(), True) | dict.fromkeys(_OR_EVENT.split(), False)
CONDEMNS = frozenset("ادان دان شجب ندد استنكر".split())
#: A known source with these needs nothing more: «أحصت وحدة الرصد خسائر …».
COUNTS = frozenset("احصي وثق حصر قدر".split())
#: «كشف المتحدث عن …» is speech whatever follows.
REVEALS = frozenset("كشف تحدث".split())
#: These go on with what was said, even past a break in the page.
CONTINUES = frozenset("اضاف تابع اردف استطرد ختم".split())
#: «يذكر أن»، «تجدر الإشارة»: nobody is made to answer for it.
_IMPERSONAL = frozenset("يذكر يشار تجدر يقال تشار".split())
_TURNING = frozenset("علي وعلي يذكر يشار تجدر بدوره بدورها وكان وكانت وتشهد ويشهد ميدانيا من ومن في وفي".split())
_ELSEWHERE = frozenset("صعيد جهه جهته جهتها ناحيته جانبه سياق المقابل".split())
_ADVERBS = frozenset("، , ايضا كذلك بدوره لاحقا رسميا موخرا بدورها - – امس اليوم".split())
#: «تنفي في الوقت نفسه».
_SELF = frozenset("نفسه ذاته عينه".split())
#: «نقل» carries speech where one of these follows.
_CARRIED = frozenset(("عن", "ان", "انه", "انها"))
_WAS = frozenset(("كان", "كانت", "كانوا"))
#: What may stand between «وثق المرصد» and what he documented.
_NEAR = 3


class Speech:
    """Looks at the words around a verb of speaking."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def is_act(self, i: int, first: int, last: int) -> bool:
        """Whether the verb at ``i`` may be a speech act here: not denied, not impersonal, not of a relative clause."""
        text = self.text
        word = text.words[i]
        assert word.say is not None
        if word.stem in _IMPERSONAL or word.prep in ("س", "ل"):
            return False
        if i > first:
            before = text.words[i - 1]
            if before.tag == "x" or (self._relative(i, first) and not self._told_of(i, last)):
                return False
            if word.pron:
                return before.form in ("ما", "لما", "مما") or word.say.lexeme.code == "claims"
        elif word.pron:
            return word.say.lexeme.code == "claims"
        return word.say.lexeme.lemma != "نقل" or not _CARRIED.isdisjoint(text.forms[i + 1 : min(i + 9, last)])

    def _relative(self, i: int, first: int) -> bool:
        """«الذي قال»، «الذي كان يتحدث في مؤتمر صحفي»: a relative pronoun governs the verb."""
        before = i - 2 if self.text.forms[i - 1] in _WAS and i - 2 >= first else i - 1
        return self.text.words[before].tag == "r"

    def _told_of(self, i: int, last: int) -> bool:
        """«هجوم قالت السلطات إنه …»، «التي قال مسؤولون إن …»: a relative clause that is itself what somebody says."""
        text = self.text
        return any(text.words[k].tag == "i" and text.kinds[k] == "w" for k in range(i + 2, min(i + 7, last)))

    def past_adverbs(self, i: int, last: int) -> int:
        """Skip what may stand between the verb and its subject: times, «من جانبه», «في بيان»."""
        text = self.text
        while i < last:
            moment = text.dates.get(i)
            if moment:
                i = moment.last
            elif text.forms[i] in _ADVERBS:
                i += 1
            elif (text.forms[i] in ("في", "خلال") and i + 1 < last and is_setting(text, text.forms[i + 1])) or (
                text.forms[i] == "من" and i + 1 < last and text.forms[i + 1] in _ELSEWHERE
            ):
                i += 2
                while i < last and (text.forms[i] in text.classes.of_statement or text.forms[i] in _SELF):
                    i += 1  # «في مؤتمر صحفي مشترك»
            else:
                return i
        return i

    def that(self, i: int, last: int) -> bool:
        """Whether what is said begins right at ``i``."""
        text = self.text
        return i < last and (
            (text.words[i].tag == "i" and text.kinds[i] == "w")
            or text.forms[i] in _OPENING
            or text.forms[i] in (":", "الي", "عن")
        )

    def opens(self, i: int, last: int, strict: bool = False, within: int = 14) -> bool:
        """Whether «إن», a colon, a quotation or (unless ``strict``) an event comes at ``i`` or a few words on."""
        text = self.text
        i = self.past_adverbs(self._past_apposition(i, last), last)
        for k in range(i, min(i + within, last)):
            tag = text.words[k].tag
            if (text.kinds[k] == "w" and tag == "i") or text.forms[k] == ":" or text.forms[k] in _OPENING:
                return True
            if not strict and k - i <= _NEAR and (tag in "nq" or k in text.numbers or (tag == "c" and k == i)):
                return True
            if text.kinds[k] == "w" and ((tag in "vs" and k > i) or (strict and tag in "vnq")):
                return False
        return False

    def _past_apposition(self, i: int, last: int) -> int:
        """Past «، آمر غرفة عمليات كذا التابعة لكذا،» after the name of who speaks."""
        text = self.text
        if i >= last or text.forms[i] not in ("،", ",") or text.words[i + 1 : i + 2] == []:
            return i
        relative = False
        for k in range(i + 1, min(i + 18, last)):
            if text.forms[k] in ("،", ","):
                return k + 1 if k > i + 1 else i
            relative = relative or text.words[k].tag == "r"
            if text.kinds[k] == "w" and text.words[k].tag in ("i" if relative else "vsi"):
                return i
        return i

    def event_follows(self, i: int, last: int) -> bool:
        """«وأعلن مقتل …»، «وأفاد بمقتل …»، «وتحدث عن غارات»."""
        text = self.text
        if i < last and text.words[i].tag in "nq":
            return True
        return i + 1 < last and text.forms[i] in ("عن", "الي") and text.words[i + 1].tag in "nq"

    def direct(self, cue: int, last: int) -> bool:
        """Whether direct speech opens after a colon alone: neither «إن» nor quotation marks bound it."""
        text = self.text
        for k in range(cue + 1, min(cue + 16, last)):
            if (text.words[k].tag == "i" and text.kinds[k] == "w") or text.forms[k] in _OPENING:
                return False
            if text.forms[k] == ":":
                return k + 1 < last and text.forms[k + 1] not in _OPENING and text.words[k + 1].tag != "i"
        return False

    def turns_away(self, first: int) -> bool:
        """Whether a sentence leaves who spoke before («على صعيد آخر»، «يذكر أن»)."""
        text = self.text
        if text.words[first].stem in _IMPERSONAL:
            return True
        return text.forms[first] in _TURNING and first + 1 < len(text.forms) and text.forms[first + 1] in _ELSEWHERE
