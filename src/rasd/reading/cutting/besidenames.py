"""Words that stand beside the name of who speaks and are no part of it."""

from __future__ import annotations

import re

from rasd.reading.cutting.chunks import Text

#: With «في», beside the class of what something is said in: «في ختام لقائه»، «في أحدث بيان».
_SETTING = frozenset("وقت سياق ختام معرض مستهل اول اخر احدث حسابه صفحته بيانه بيانها".split())
NOT_A_NAME = frozenset(
    "ايضا كذلك امس اليوم غدا قد لقد انه انها هذا هذه ذلك تلك هناك هنا قوله قولها قولهم كلا اكثر اقل عدم "
    "وجود تمكن تمكنت بعد كل اي انهم كان كانت كما له لها اثر رفضه موخرا سابقا لاحقا نتيجه بدء بشكل بحسب "
    "وفق وفقا حسب عدد هويته هويتها هويتهم اسمه اسمها الحصيله مسووليه المسووليه مسووليته مسووليتها مسووليتهم عن ما "
    "اذا قوات بشده رسميا بيانا تصريحا "
    "تقريرا معظم جميع الي مزاعم ادعاءات اتهامات صحه هكذا طلب طلبت طلبا طلبوا فضل فضلت فضلا فضلوا رفض رفضت رفضا رفضوا "
    "اشترط اشترطت نصف اخبارا".split()
)
#: Before a quotation that belongs to a name, beside the kinds of outlets.
_OPENS_A_NAME = frozenset("في من ب باسم مركز منظمه جماعه حركه تنظيم كتايب حزب".split())

#: «انتشال», «استمرار», «اندلاع»: shaped as what somebody speaks of, and hardly ever a name after a place.
VERBAL_NOUN = re.compile("(ان|ا.ت|است).{1,2}ا.")


def is_setting(text: Text, form: str) -> bool:
    """Whether «في» before this word tells where something was said, and not of whom it is told."""
    bare = form.removeprefix("ال")
    return bare in text.classes.setting or bare in _SETTING


def to_media(text: Text, form: str) -> bool:
    """«لصحيفة»، «للصحافيين»: to whom something is said."""
    whom = text.classes.audience
    return form[:1] == "ل" and (form[1:] in whom or (form[1:2] == "ل" and form[2:] in whom))


def speech_opens(text: Text, i: int, close: int) -> bool:
    """Whether a quotation at ``i`` is what is said rather than part of a name."""
    before = text.forms[i - 1] if i else ""
    if before in _OPENS_A_NAME or before in text.classes.media:
        return False
    return close - i > 5 or before in (":", "،")


def given_name(text: Text, i: int, limit: int) -> bool:
    """«علي» written with its own last letter before another name is no «على»."""
    written = text.tokens.slice(i, i + 1)
    return (
        written.endswith("ي")
        and i + 1 < limit
        and text.kinds[i + 1] == "w"
        and text.words[i + 1].tag == "w"
        and not text.words[i + 1].prep
    )
