"""Closed classes of the calendar: months, weekdays, units of time and the words that place them.

Spellings are written as people write them and folded when the tables are built. Each table maps a
folded form, clitics included, to an :class:`Entry`, so that one lookup tells both what a word
means and what is attached to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rasd.arabic.script import fold


class Entry(NamedTuple):
    """One word of a table: its meaning, the clitics before it, whether the article is on it."""

    value: int
    lead: str
    definite: bool


Table = dict[str, Entry]
_LEADS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب")


#: What may be attached before a word: the letters, the clitics they are, whether the article is among them.
_ATTACHED = [(lead, lead, False) for lead in _LEADS] + [
    (lead + ("ل" if lead.endswith("ل") else "ال"), lead, True) for lead in _LEADS
]


def _clitic_forms(word: str) -> Iterable[tuple[str, bool]]:
    return ((letters + word, definite) for letters, _, definite in _ATTACHED)


def table(words: Mapping[int, str]) -> Table:
    """A lookup table from spellings grouped by meaning; the first claim to a form wins."""
    built: Table = {}
    for value, spellings in words.items():
        entries = [(letters, Entry(value, lead, definite)) for letters, lead, definite in _ATTACHED]
        for word in fold(spellings).split():
            for letters, entry in entries:
                built.setdefault(letters + word, entry)
    return built


def words(spellings: str, clitics: bool = True) -> frozenset[str]:
    """A set of folded forms; with ``clitics`` every form that clitics and article give."""
    folded = fold(spellings).split()
    return frozenset(f for w in folded for f, _ in _clitic_forms(w)) if clitics else frozenset(folded)


def construct(spellings: str) -> frozenset[str]:
    """Folded forms without the article: words that take a name after them."""
    return frozenset(f for w in fold(spellings).split() for f, definite in _clitic_forms(w) if not definite)


#: Months by one word, Gregorian: Levantine, Egyptian and Gulf, Maghrebi.
MONTHS = table(
    {
        1: "يناير جانفي ينايير كانونثاني",
        2: "شباط فبراير فيفري فبراي",
        3: "آذار أذار مارس مارث",
        4: "نيسان أبريل إبريل أفريل ابريل",
        5: "أيار ايار مايو ماي مايس",
        6: "حزيران يونيو يونية يونيه يونيوه جوان",
        7: "تموز يوليو يوليه يولية جويلية يوليوز",
        8: "آب أغسطس اغسطس أوغسطس أوت غشت",
        9: "أيلول سبتمبر شتنبر",
        10: "أكتوبر اوكتوبر أكتوبير",
        11: "نوفمبر نونبر نوفمبير",
        12: "ديسمبر دجنبر دسمبر ديسمبير",
    }
)
#: Months by two words: which month, by the first word and the second.
_FIRST = "أول الأول اول الاول"
_SECOND = "ثاني الثاني ثان الثانى تاني التاني"


def _pairs(heads: str, seconds: str, month: int) -> dict[tuple[str, str], int]:
    return {(h, s): month for h in fold(heads).split() for s in fold(seconds).split()}


MONTH_PAIRS = {
    **_pairs("كانون", _FIRST, 12),
    **_pairs("كانون", _SECOND, 1),
    **_pairs("تشرين", _FIRST, 10),
    **_pairs("تشرين", _SECOND, 11),
}
HIJRI_MONTHS = table({1: "محرم", 2: "صفر", 7: "رجب", 8: "شعبان", 9: "رمضان", 10: "شوال", 11: "ذوالقعدة", 12: "ذوالحجة"})
HIJRI_PAIRS = {
    **_pairs("ربيع", _FIRST, 3),
    **_pairs("ربيع", _SECOND + " آخر الآخر", 4),
    **_pairs("جمادى جماد", _FIRST + " الأولى أولى", 5),
    **_pairs("جمادى جماد", _SECOND + " آخر الآخر الآخرة آخرة الثانية ثانية", 6),
    **_pairs("ذو ذي ذا", "القعدة قعدة", 11),
    **_pairs("ذو ذي ذا", "الحجة حجة", 12),
}
#: First words of two-word months, with clitics: the pair is looked up by the bare word.
PAIR_HEADS = table({0: "كانون", 1: "تشرين", 2: "ربيع", 3: "جمادى جماد", 4: "ذو ذي ذا"})
PAIR_HEAD_WORDS = ("كانون", "تشرين", "ربيع", "جمادي", "ذو")

#: Month names that are other words too (father, he practised, a car, a person's name, zero …):
#: they are months only with a sign of it beside them.
WEAK_MONTHS = words("آب مارس ماي جوان أوت نيسان محرم صفر رجب شعبان رمضان شوال")

WEEKDAYS = table(
    {
        0: "اثنين إثنين الاتنين",
        1: "ثلاثاء ثلثاء ثلاثا",
        2: "أربعاء اربعا",
        3: "خميس",
        4: "جمعة",
        5: "سبت",
        6: "أحد",
    }
)
#: Days named by their distance from the reference day.
NEAR_DAYS = table({-1: "أمس بارحة مبارح امبارح", 1: "غدا غد بكرا بكرة", 0: "اليوم"})
TODAY = words("اليوم واليوم فاليوم لليوم", clitics=False)
TONIGHT = words("الليلة والليلة", clitics=False)
PARTS_OF_DAY = words("صبيحة صباح فجر ظهر عصر مساء ليل ليلة ظهيرة ضحى غروب مغرب سحر عشية")
#: Words that may stand before a part of the day or a day and add nothing to which day it is.
BEFORE_PART_OF_DAY = words("بعد قبل منتصف ساعات قبيل عند أول أواخر وقت بعيد أولى متأخر متأخرة باكر باكرة من ساعة")
#: What may follow a part of the day: «الصباح الأولى من اليوم».
AFTER_PART_OF_DAY = words("أولى باكر مبكرة متأخرة متأخر")
DAY = words("يوم نهار")
DAYS_TWO = words("يومي", clitics=False) | words("ويومي بيومي ليومي خلاليومي", clitics=False)
DATED = words("تاريخ")
MATCHING = words("الموافق موافق الموافقة المصادف مصادف الموافقه", clitics=False)
DEMONSTRATIVES = words("هذا هذه ذا")
ORDINAL_LAST = words("آخر أخير أخيرة")

#: Which one: the last, this, the next. Twice away with «قبل» or «بعد» before it.
WHICH = table(
    {
        -1: "ماضي ماضية ماض فائت فائتة سابق سابقة منصرم منصرمة ماضيين ماضيتين ماضيات منصرمين فائتين "
        "أخير أخيرة أخيرين أخيرتين",
        1: "قادم قادمة مقبل مقبلة تالي تالية آتي آتية قادمين مقبلين جاي",
        0: "حالي حالية جاري جارية راهن راهنة",
    }
)
BEFORE = words("قبل قبيل")
AFTER = words("بعد")

#: Units of time: the value is ten times the unit's number plus how many the bare word means
#: (1 singular, 2 dual, 0 plural or a singular of specification).
HOURS, DAYS, WEEKS, MONTHS_UNIT, YEARS, DECADES, MINUTES = range(7)
UNITS = table(
    {
        HOURS * 10 + 1: "ساعة",
        HOURS * 10 + 2: "ساعتين ساعتان",
        HOURS * 10: "ساعات",
        DAYS * 10 + 1: "يوم",
        DAYS * 10 + 2: "يومين يومان",
        DAYS * 10: "أيام يوما",
        WEEKS * 10 + 1: "أسبوع",
        WEEKS * 10 + 2: "أسبوعين أسبوعان",
        WEEKS * 10: "أسابيع أسبوعا",
        MONTHS_UNIT * 10 + 1: "شهر",
        MONTHS_UNIT * 10 + 2: "شهرين شهران",
        MONTHS_UNIT * 10: "أشهر شهور شهرا",
        YEARS * 10 + 1: "عام سنة",
        YEARS * 10 + 2: "عامين عامان سنتين سنتان",
        YEARS * 10: "أعوام عاما سنوات سنين",
        DECADES * 10 + 1: "عقد",
        DECADES * 10 + 2: "عقدين عقدان",
        DECADES * 10: "عقود عقدا",
        MINUTES * 10 + 1: "دقيقة",
        MINUTES * 10: "دقائق",
    }
)
MONTH_WORD = words("شهر")
MONTHS_TWO = words("شهري وشهري", clitics=False)
YEAR_WORD = words("عام سنة")
YEARS_TWO = words("عامي وعامي سنتي لعامي", clitics=False)
WEEK_WORD = words("أسبوع إسبوع")
HIJRI_SIGN = words("هـ هجري هجرية", clitics=False) | words("هجري هجرية")
COMMON_SIGN = words("م ميلادي ميلادية الميلادي ميلاديا", clitics=False)

#: Adjectives between a unit and «الماضية»: few, several.
SEVERAL = words("القليلة المعدودة العديدة القلائل القليلتين", clitics=False)
#: Parts of a month, year or week: begin, middle, end; the others name a day outright.
BEGIN, MIDDLE, END, FIRST_DAY, HALF, LAST_DAY, BEGINNING = range(1, 8)
PARTS = table(
    {
        BEGIN: "مطلع أوائل مستهل",
        MIDDLE: "منتصف أواسط وسط",
        END: "أواخر نهاية ختام",
        FIRST_DAY: "غرة أول",
        BEGINNING: "بداية",
        HALF: "نصف",
        LAST_DAY: "آخر",
    }
)
AND_A_HALF = words("ونصف ونصفا", clitics=False)
QUARTER = words("ربع")
HALF_OF = words("نصف")
DECADE_NAMES = table(
    {
        20: "عشرينات عشرينيات",
        30: "ثلاثينات ثلاثينيات",
        40: "أربعينات أربعينيات",
        50: "خمسينات خمسينيات",
        60: "ستينات ستينيات",
        70: "سبعينات سبعينيات",
        80: "ثمانينات ثمانينيات",
        90: "تسعينات تسعينيات",
    }
)
CENTURY = words("قرن")
#: Seasons by their first month.
SEASONS = table({3: "ربيع", 6: "صيف", 9: "خريف", 12: "شتاء"})

#: The article apart from its number: «الـ 24».
ARTICLES = words("ال لل وال بال", clitics=False)
SINCE = words("منذ ومنذ مذ", clitics=False)
DURING = words("خلال وخلال طوال طيلة طوال مدى مدار أثناء", clitics=False)
UNTIL = words("حتى وحتى لغاية ولغاية", clitics=False)
TO = words("إلى الى حتى وحتى لغاية ولغاية وإلى", clitics=False)
FROM = words("من ومن", clitics=False)
BETWEEN = words("بين وبين مابين", clitics=False)
IN = words("في وفي", clitics=False)
#: «من», «في» and their like between a day and its month, a month and its year.
OF = words("من في ب ل", clitics=False)
ABOUT = words("نحو حوالي قرابة قرابه زهاء تقريبا", clitics=False)
FEW = words("بضعة بضع عدة", clitics=False)
#: Words after which a bare number of four digits may be a year.
YEAR_LEADS = words("في وفي منذ ومنذ حتى وحتى إلى خلال وخلال بعد قبل ل ب ومطلع", clitics=False)
#: Places called by a weekday: «سوق الخميس».
NAMED_BY_DAY = construct("سوق قرية مدينة بلدة جبل حي شارع دوار تل خان ناحية منطقة")
#: What makes a weekday a feast: «أحد السعف»، «الجمعة العظيمة».
HOLY_DAYS = words("السعف الشعانين الفصح القيامة التناصير العظيمة الحزينة النور العهد الأسرار", clitics=False)
#: What speaks of habit: «كل يوم جمعة».
HABIT = construct("كل أيام")
#: What makes «اليوم» part of a paper's or channel's name.
PAPERS = words(
    "عين روسيا المصري العربي مصر اليمن لبنان صحيفة جريدة قناة فلسطين الأردن العراق وصحيفة موقع", clitics=False
)
#: What is called by the day of an event: «شارع 26 سبتمبر»، «حركة 14 آذار».
NAMED_BY_DATE = construct(
    "شارع صحيفة ميدان جسر ساحة حركة قوى تيار فريق جامعة مستشفى مدرسة معسكر لواء كتيبة ثورة قاعدة حي دوار"
)
#: Makes and kinds before «نيسان», which is also a car.
CARS = words("سيارة نوع طراز ماركة شاحنة شركة بيك")
#: What follows «اليوم» where it is some day of the story and not today.
NOT_TODAY = words("نفسه ذاته عينه الواحد الذي", clitics=False)
FIRST = words("أول وأول الأول", clitics=False)
THAT = words("ذلك تلك ذات نفس بذلك", clitics=False)

#: Titles whose «العام» means general: «الأمين العام السابق».
OFFICE_ADJECTIVES = words("السابق الحالي السابقة الحالية الجديد", clitics=False)

DASHES = frozenset("-–—‒−ـ")
SLASHES = frozenset("/\\")
SEPARATORS = DASHES | SLASHES | frozenset(".")
COMMAS = frozenset("،,")
