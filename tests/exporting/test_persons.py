"""Private persons are masked by whatever a text calls them again, and what only shares a word with them is not."""

from __future__ import annotations

import json
from urllib.parse import quote

import msgspec
import pytest
from made_claims import claim
from made_exports import TODAY

from rasd.exporting.persons import units_of
from rasd.exporting.sharing import MASK, shared_claims
from rasd.model import Claim, Party, Person, Place


def told(report: str, words: str, *names: str, private: bool = True, at: int = 0, **given: object) -> Claim:
    row = claim(report, "killed", 1, day="2020-01-02", words=words, at=at)
    persons = tuple(Person(text=name, span=(0, 5), private=private) for name in names)
    return msgspec.structs.replace(row, persons=persons, **given)


def shown(*claims: Claim) -> list[str]:
    """The evidence of each claim as it goes out."""
    return [record["evidence"]["text"] for record in shared_claims(claims, today=TODAY)]


def again(name: str, words: str) -> str:
    """A later sentence of a report that names a private person."""
    return shown(told("a-1", f"قتل {name} في القصف", name), told("a-1", words, at=90))[1]


AHMAD = "أحمد السليمان"


@pytest.mark.parametrize(
    "called",
    [
        *(f"{clitic}السليمان" for clitic in ("و", "ف", "ب", "ك", "وب", "فب", "وك")),
        *(f"{clitic}لسليمان" for clitic in ("ل", "ول", "فل")),
        *(f"{clitic}أحمد السليمان" for clitic in ("و", "ف", "ب", "ل", "ك", "ول", "فب")),
        "لِلسُّلَيْمَان",
        "للسـليمان",
        "اَحمد السُليمان",
        "أحمد\u200c السليمان",
        "أحمد\u00a0السليمان",
        "أحمد_السليمان",
        "أحمد-السليمان",
        "ﺃﺣﻤﺪ ﺍﻟﺴﻠﻴﻤﺎﻥ",
        "احمد سليمان",
        "أحمد بن السليمان",
        "أحمد خالد السليمان",
        "أحمد بن خالد السليمان",
        "السليمان أحمد",
        "أحمد «أبو خالد» السليمان",
        "آل السليمان",
    ],
)
def test_a_name_with_clitics_and_in_any_spelling(called: str) -> None:
    seen = again(AHMAD, f"وقدم الأهالي التعازي {called} في البلدة")
    assert MASK in seen
    assert not any(
        part in seen for part in ("سليمان", "سُليم", "سُّلَ", "سـليم", "أحمد", "احمد", "ﺃﺣﻤﺪ", "ﺍﻟﺴﻠ", "حمد", "خالد")
    )


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("علاء الليثي", "لليثي"),
        ("علاء الليثي", "وللّيثي"),
        ("عبد الله الخرطبيل", "عبدالله الخرطبيل"),
        ("عبدالله الخرطبيل", "عبد الله الخرطبيل"),
        ("عبد الرحمن يوسف الخرطبيل", "عبدالرحمن الخرطبيل"),
        ("سامر نصر الله", "سامر نصرالله"),
        ("سامر نصرالله", "نصر الله"),
        ("سامر عبد اللطيف", "عبداللطيف"),
        ("نور الدين الخرطبيل", "نورالدين الخرطبيل"),
        ("أبو بكر الخرطبيل", "ابوبكر الخرطبيل"),
        ("أبو بكر الخرطبيل", "لأبي بكر الخرطبيل"),
        ("أبو غضنفر", "أبا غضنفر"),
        ("أبو غضنفر", "وأبي غضنفر"),
        ("أم غضنفر", "لأم غضنفر"),
        ("رؤى الخرطبيل", "روي الخرطبيل"),
        ("هبة الخرطبيل", "هبه الخرطبيل"),
        ("هبة الزهيرى", "الزهيري"),
        ("بهاء الخرطبيل", "بها الخرطبيل"),
        ("آية إسراء الخرطبيل", "اية الخرطبيل"),
        ("شیرین الخرطبيل", "شيرين الخرطبيل"),
        ("خالد بن الوليد الخرطبيل", "خالد الوليد"),
        ("خالد يوسف أحمد الخرطبيل", "خالد أحمد الخرطبيل"),
        ("سامر الخرطبيل", "شقيقته سعاد الخرطبيل"),
    ],
)
def test_compound_names_and_kunyas(name: str, called: str) -> None:
    seen = again(name, f"وكان الأهالي قد شاهدوا {called} في البلدة")
    word = max(called.split(), key=len)
    assert MASK in seen and word not in seen and not any(w in seen for w in units_of(name)), seen
    assert "سعاد" not in seen


@pytest.mark.parametrize(
    "words",
    [
        "وقال شقيقه إن ظافر كان هناك",
        "وقالت والدته «ظافر لم يفعل شيئا»",
        "وأصيب الطفل ظافر بجروح",
        "وقالت والدة ظافر إنها انتظرت",
        "وقالت أم ظافر إنها انتظرت",
        "وتحدث عن ابنه ظافر، الذي قتل",
        "وقال ظافر قبل موته",
        "وقُتل ظافر وشقيقه معا",
        "وأصيبت والدة ظافر و3 من أشقائه",
        "وكان ظافر قد أصيب قبل عام",
    ],
)
def test_a_first_name_alone_where_it_can_be_nobody_else(words: str) -> None:
    seen = again("ظافر الخرطبيل", words)
    assert MASK in seen and "ظافر" not in seen


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("محمد عبد الله", "واتهم الأهالي حزب الله بالقصف"),
        ("محمد نور الدين", "ودعا رجال الدين إلى الهدوء"),
        ("محمد المصري", "ودخل الجيش المصري المنطقة"),
        ("محمد المصري", "وقال الرئيس المصري إن الحدود مغلقة"),
        ("سامر القسام", "وأعلنت كتائب القسام أنها أطلقت صواريخ"),
        ("سامر جنين", "واقتحمت القوات مخيم جنين فجرا"),
        ("سامر السلمية", "وسقطت قذائف على مدينة السلمية مساء"),
        ("محمد الخرطبيل", "وقال الرئيس محمد مرسي إن مصر حزينة"),
        ("سلام الخرطبيل", "ودعا إلى مفاوضات سلام في جنيف"),
        ("علي الخرطبيل", "وسقطت قذائف على المدينة"),
        ("أحمد الخرطبيل", "وقال أحمد الشرع إن التحقيق بدأ"),
        ("عيد الخرطبيل", "وسعيد في البلدة"),
    ],
)
def test_what_only_shares_a_word_with_a_person_stays(name: str, words: str) -> None:
    assert again(name, words) == words


@pytest.mark.parametrize(
    "called",
    ["أحمد السليمان", "احمد السليمان", "وبأحمد السليمان", "أَحْمد السُليمان", "لأحمد  السليمان", "أحمد بن خالد السليمان"],
)
def test_another_report_is_masked_however_it_spells_the_name(called: str) -> None:
    first = told("a-1", "قتل أحمد خالد السليمان", "أحمد خالد السليمان")
    other = told("b-1", f"التقت الصحيفة {called} قبل أيام"), told("b-1", "وأقيم عزاء للسليمان في البلدة", at=90)
    seen = shown(first, *other)
    assert all(MASK in words and "سليمان" not in words.replace("ُ", "") and "حمد" not in words for words in seen[1:]), (
        seen
    )


def test_in_another_report_the_name_is_looked_for_in_every_field() -> None:
    span = (0, 5)
    other = told(
        "b-1", "قصف على البلدة",
        agent=Party(text="أقارب أحمد السليمان", span=span),
        patient=Party(text="عائلة احمد السليمان", span=span),
        place=Place(text="منزل أحمد السليمان", span=span),
    )  # fmt: skip
    *_, record = shared_claims([told("a-1", "قتل أحمد السليمان", AHMAD), other], today=TODAY)
    assert [record[key]["text"] for key in ("agent", "patient", "place")] == ["▮", "▮", "منزل ▮"]


def test_who_speaks_under_a_name_that_nobody_is_known_by_is_masked_in_other_reports_too() -> None:
    speaker = claim("a-1", "killed", 1, day="2020-01-02", words="قال همهام الخرطبيل إن القصف اشتد", speaker="x")
    [link] = speaker.attribution
    assert link.speaker is not None
    unknown = msgspec.structs.replace(link.speaker, text="همهام الخرطبيل", id=None)
    speaker = msgspec.structs.replace(speaker, attribution=(msgspec.structs.replace(link, speaker=unknown),))
    seen = shown(speaker, told("a-1", "وأضاف الخرطبيل أن المنزل دمر", at=90), told("b-1", "رأى همهام الخرطبيل الطائرة"))
    assert not any("خرطبيل" in words for words in seen), seen


def test_another_report_in_which_the_name_is_that_of_an_official_keeps_it() -> None:
    first = told("a-1", "قتل أحمد السليمان", AHMAD)
    assert shown(first, told("b-1", "قال الوزير أحمد السليمان", AHMAD, private=False))[1] == "قال الوزير أحمد السليمان"


def test_two_of_three_names_do_not_make_another_the_same() -> None:
    first = told("a-1", "قتل محمد علي الخرطبيل", "محمد علي الخرطبيل")
    seen = shown(first, told("b-1", "وصل محمد علي إلى البلدة، وقال الخرطبيل إنه بخير"))[1]
    assert seen == f"وصل {MASK} إلى البلدة، وقال الخرطبيل إنه بخير"


def test_a_known_party_keeps_its_name_where_a_person_shares_a_word() -> None:
    party = Party(text="القسام", span=(0, 5), id="pse-qassam-brigades")
    rows = told("a-1", "قتل سامر القسام", "سامر القسام"), told("a-1", "قصف على البلدة", at=90, agent=party)
    assert shared_claims(rows, today=TODAY)[1]["agent"]["text"] == "القسام"


def test_a_name_inside_an_address_is_masked() -> None:
    url = f"https://news.example/2020/{quote('مقتل-أحمد-السليمان')}"
    [record] = shared_claims([told(url, "قتل أحمد السليمان", AHMAD)], today=TODAY)
    assert record["report"] == f"https://news.example/2020/مقتل-{MASK}"
    assert "السليمان" not in json.dumps(record, ensure_ascii=False)


def test_a_name_in_other_letters_is_masked_where_nothing_else_is_written() -> None:
    rows = (
        told("a-1", "قتل المصور John Smithson", "John Smithson"),
        told("a-1", "قصف على البلدة", at=90, patient=Party(text="John Smithson", span=(0, 5))),
    )
    first, second = shared_claims(rows, today=TODAY)
    assert (first["evidence"]["text"], second["patient"]["text"]) == (f"قتل المصور {MASK}", MASK)


def test_units_of_names() -> None:
    assert units_of("عبد الله بن نور الدين آل السليمان") == ("عبد الله", "نور الدين", "السليمان")
    assert units_of("أبو عبدالرحمن (34 عاما)") == ("ابو عبد الرحمن",)


@pytest.mark.parametrize(
    ("words", "hidden"),
    [
        ("دمرت غارة منزل المواطن محمد الخرطبيل في البلدة", "محمد الخرطبيل"),
        ("قتلت عائلة أحمد الخرطبيل في غارة", "أحمد الخرطبيل"),
        ("العثور على جثة سمير بن علي الخرطبيل", "سمير بن علي الخرطبيل"),
        ("مقتل المواطن الفلسطيني خالد عبد الله الخرطبيل برصاص", "خالد عبد الله الخرطبيل"),
        ("أفاد المواطن نور الدين الخرطبيل بأن القصف اشتد", "نور الدين الخرطبيل"),
        ("مقتل والدة الطفلة رنا الخرطبيل في القصف", "رنا الخرطبيل"),
        ("إصابة غضنفر الخرطبيل (34 عاما) في القصف", "غضنفر الخرطبيل"),
        ("إصابة غضنفر الخرطبيل البالغ من العمر 34 عاما", "غضنفر الخرطبيل"),
        ("خطف مسلحون شقيقه محمود الخرطبيل", "محمود الخرطبيل"),
        ("أقر الجندي غضنفر الخرطبيل (21 عاما) بالقتل", "غضنفر الخرطبيل"),
        ("عاد المواطن محمد إلى البلدة", "محمد"),
        ("قالت الشرطة إن محمد الخرطبيل بخير", "محمد الخرطبيل"),
        ("قتل رجل وزوجته سعاد في القصف", "سعاد"),
        ("وأصيب شقيقه محمود بجروح", "محمود"),
        ("بحسب الأهالي أبو محمد", "أبو محمد"),
        ("قصفت المدفعية منزل آل الخرطبيل في البلدة", "الخرطبيل"),
        ("قتل أربعة من عائلة الخرطبيل", "الخرطبيل"),
        ("قضى المدعو «أبو طارق» في كمين", "أبو طارق"),
        ("قتل الشاب المخطوف بلال في السجن", "بلال"),
        ("قتل طالب اسمه كرم في القصف", "كرم"),
        ("جرح عامل وزميله نبيل في القصف", "نبيل"),
        ("قتل فتى يدعى نصر في القصف", "نصر"),
        ("مقتل مدنيين من رفح ومحمد أنور الخرطبيل (38 عاما)", "محمد أنور الخرطبيل"),
    ],
)
def test_whoever_is_named_in_passing_is_masked(words: str, hidden: str) -> None:
    assert shown(told("a-1", words)) == [words.replace(hidden, MASK)]


def test_the_names_of_a_list_are_masked() -> None:
    words = "مقتل ثلاثة مدنيين هم: محمد الخرطبيل، وسمير القشقوشي، وعلي بن حسن الزعزوعي، في القصف"
    assert shown(told("a-1", words)) == ["مقتل ثلاثة مدنيين هم: ▮، و▮، و▮، في القصف"]
    assert shown(told("b-1", "قتل عمر ومصعب وحمزة في القصف")) == ["قتل ▮ و▮ و▮ في القصف"]
    assert shown(told("c-1", "قتل سامي (12 عاما)، وليلى (9 أعوام) في القصف")) == [
        "قتل ▮ (12 عاما)، و▮ (9 أعوام) في القصف"
    ]


def test_a_first_name_is_hidden_where_it_is_that_person_s_and_nowhere_else() -> None:
    words = "قتل رجل وشقيقه محمود في حي محمود، ونعى الوزير محمود الخرطبيل القتيلين، وكان محمود قد أصيب"
    assert shown(told("a-1", words)) == [
        "قتل رجل وشقيقه ▮ في حي محمود، ونعى الوزير محمود الخرطبيل القتيلين، وكان ▮ قد أصيب"
    ]


@pytest.mark.parametrize(
    "words",
    [
        "قال الدفاع المدني محمد في البلدة",
        "قتل ثلاثة مدنيين بعد سماح الاحتلال للمستوطنين بالدخول",
        "استمر القصف رغم أمل السكان في سلام قريب",
        "قتل عنصران من حركة الجهاد الإسلامي",
        "قصفت القوات مدرسة جمال عبد الناصر وشارع خالد الحسن",
        "قتل قائد لواء صلاح الدين خالد حسن",
        "قال المتحدث باسم الجيش العميد أحمد الخرطبيل إن القصف اشتد",
        "أدان أحمد الخرطبيل، رئيس المجلس، القصف",
        "انفجار في بلدة أبو كمال قرب السيدة زينب والشيخ عثمان",
        "عاد رجل سعيد إلى منزل جميل",
        "قصف على مناطق قبيلة آل الخرطبيل",
        "عرض عن حياة السكان وبيان الجيش",
        "هم سعيد الحظ",
        "قتل الشاب في مدينة أحمد باشا",
        "قصف دمر منزل القيادي حسن نصر الله",
        "مقتل 5 مدنيين هم من سكان البلدة",
        "حكم عليه بالسجن 34 عاما",
        "منذ سقوط النظام السابق قبل 20 عاما",
        "زار عائلة الرئيس محمد نجيب",
        "يعيش نصر في منزل كبير",
        "قال السيد أمين عام المنظمة إن القصف اشتد",
        "هجوم قاده أبو خليل الخرطبيل في المدينة",
    ],
)
def test_what_is_no_private_person_in_passing_stays(words: str) -> None:
    assert shown(told("a-1", words)) == [words]
