"""Who is meant: by name, by what the rest of the report says, or nobody for certain."""

from __future__ import annotations

import pytest

from rasd.model import Claim, Party, Report, Speaker
from rasd.reading.reader import read

CLEARLY_LIBYA = " شهدت بنغازي وسرت ومصراتة في ليبيا هدوءا أمس."
CLEARLY_IRAQ = " شهدت الموصل والرمادي وكركوك في العراق هدوءا أمس."


def claims(text: str, published: str | None = "2016-03-10") -> list[Claim]:
    return read(Report.from_text(text, published=published))


def party(text: str, words: str, published: str | None = "2016-03-10") -> Party:
    """The agent or patient whose text holds the words."""
    found = [p for c in claims(text, published) for p in (c.agent, c.patient) if p is not None and words in p.text]
    assert found, [(c.action, c.agent, c.patient) for c in claims(text, published)]
    return found[-1]


def speaker(text: str, published: str | None = "2016-03-10") -> Speaker:
    found = [c.speaker for c in claims(text, published) if c.speaker is not None]
    assert found, claims(text, published)
    return found[-1]


# ---- the words name it


@pytest.mark.parametrize(
    ("text", "words", "id_"),
    [
        ("قتل 5 جنود في هجوم شنته حركة طالبان على حاجز في قندهار", "طالبان", "afg-taliban"),
        ("قتل 5 جنود في هجوم شنه مقاتلو حركة طالبان على حاجز في قندهار", "طالبان", "afg-taliban"),
        ("قتل 3 أشخاص في قصف شنته مدفعية الجيش التركي على قرية حدودية", "الجيش التركي", "tur-armed-forces"),
        ("استعاد الجيش اللبناني بلدة عرسال من مسلحي تنظيم داعش", "داعش", "int-islamic-state"),
        ("قتل 3 جنود في هجوم شنه مسلحون حوثيون على معسكر غرب مأرب", "حوثيون", "yem-ansar-allah"),
    ],
)
def test_the_words_name_the_actor(text: str, words: str, id_: str) -> None:
    found = party(text, words)
    assert (found.id, found.basis) == (id_, "alias")


def test_a_name_that_nobody_knows_has_no_id_and_no_basis() -> None:
    found = party("قتل 5 جنود في هجوم شنته كتائب الضفتين على حاجز في سرت", "كتائب الضفتين")
    assert (found.id, found.basis) == (None, None)


@pytest.mark.parametrize("words", ["مسلحون", "مجموعة مسلحة"])
def test_a_description_names_nobody(words: str) -> None:
    found = party(f"شن {words} هجوما على حاجز في سرت وقتلوا 5 جنود", words)
    assert (found.id, found.basis) == (None, "description")


# ---- a name that several bear


@pytest.mark.parametrize(("published", "id_"), [("2016-03-10", "syr-army"), ("2025-06-10", "syr-army-2025")])
def test_the_year_tells_bearers_of_one_name_apart(published: str, id_: str) -> None:
    found = party("قتل 5 مدنيين في قصف شنه الجيش السوري على بلدة في ريف حماة", "الجيش السوري", published)
    assert (found.id, found.basis) == (id_, "context")


@pytest.mark.parametrize(
    ("published", "id_"),
    [
        ("2014-03-10", "syr-nusra"),
        ("2016-07-27", "syr-nusra"),
        ("2016-09-10", "syr-fatah-al-sham"),
        ("2019-06-10", "syr-hts"),
    ],
)
def test_an_old_name_means_the_group_that_came_of_its_bearer(published: str, id_: str) -> None:
    found = party("قتل 5 مدنيين في قصف شنه تنظيم جبهة النصرة على حي في حلب", "النصرة", published)
    assert (found.id, found.basis) == (id_, "alias")


@pytest.mark.parametrize(
    ("published", "id_"),
    [
        ("2024-12-07", "syr-government"),
        ("2024-12-08", None),
        ("2024-12-09", "syr-transitional-government"),
    ],
)
def test_a_state_changes_hands_on_a_day(published: str, id_: str | None) -> None:
    assert speaker("أعلنت الحكومة السورية مقتل 5 أشخاص في ريف حماة", published).id == id_


def test_who_speaks_means_his_own_side() -> None:
    text = "قال العميد يحيى سريع إن القوات المسلحة دمرت 3 مدرعات في مأرب"
    assert party(text, "القوات المسلحة", "2020-06-01").id == "yem-sanaa-armed-forces"
    text = "قالت وكالة سانا إن الجيش قتل 10 إرهابيين في قرية"
    assert party(text, "الجيش", "2020-06-01").id == "syr-army"
    text = "قالت وزارة الصحة الفلسطينية إن الجيش قتل 3 شبان في قرية"
    assert party(text, "الجيش", "2020-06-01").id is None


def test_names_are_those_of_the_days_told_of_and_not_of_the_report() -> None:
    text = "قتل الجيش السوري 20 مدنيا في قصف على حلب عام 2014"
    assert party(text, "الجيش السوري", "2025-06-10").id == "syr-army"
    text = "قتل الجيش السوري 20 مدنيا في قصف على حلب أمس"
    assert party(text, "الجيش السوري", "2025-06-10").id == "syr-army-2025"


def test_an_outlet_that_speaks_for_itself_means_its_own_side() -> None:
    text = "دمرت القوات المسلحة 3 مدرعات في محافظة مأرب باليمن"
    report = Report.from_text(text, published="2020-06-01", outlet="المسيرة")
    assert {c.agent.id for c in read(report) if c.agent} == {"yem-sanaa-armed-forces"}
    assert party(text, "القوات المسلحة", "2020-06-01").id == "yem-army"


def test_an_army_is_not_that_of_the_country_told_of_where_it_was_hit_in_another() -> None:
    text = "أعلن حزب الله قصف موقع للجيش في الجليل، وقصف بلدات الخيام وميس الجبل ومرجعيون في لبنان"
    assert party(text, "للجيش", "2024-10-10").id is None


def test_fighters_told_by_their_commander_are_of_his_force() -> None:
    found = party("قتل 5 جنود في هجوم شنه مسلحو حفتر على حاجز في طرابلس", "حفتر", "2019-05-10")
    assert (found.id, found.basis) == ("lby-libyan-national-army", "context")
    assert party("قتل خليفة حفتر 5 جنود في طرابلس", "حفتر", "2019-05-10").id == "lby-khalifa-haftar"


def test_nobody_fights_himself() -> None:
    found = party("قتل الجيش اليمني 10 من الحوثيين في تعز", "الجيش اليمني")
    assert found.id == "yem-army"


def test_bearers_that_nothing_tells_apart_stay_apart() -> None:
    found = party("قتل 5 مدنيين في قصف شنته القوات المسلحة اليمنية أمس", "القوات المسلحة اليمنية")
    assert found.id is None


# ---- a name that needs its context


def test_the_country_of_the_report_decides() -> None:
    for setting, id_ in ((CLEARLY_LIBYA, "lby-army"), (CLEARLY_IRAQ, "irq-army")):
        found = party("قتل الجيش 5 مسلحين في هجوم على حاجز." + setting, "الجيش")
        assert (found.id, found.basis) == (id_, "context")


def test_without_a_clear_country_nobody_is_meant() -> None:
    text = "قتل الجيش 5 مسلحين في هجوم على حاجز."
    assert party(text, "الجيش").basis == "description"
    assert party(text + CLEARLY_LIBYA + CLEARLY_IRAQ, "الجيش").id is None


def test_the_dateline_is_not_what_the_report_is_about() -> None:
    found = party("بيروت - بنغازي - قتل الجيش 5 مسلحين في هجوم على حاجز.", "الجيش")
    assert found.id is None


def test_an_actor_named_before_is_meant_again() -> None:
    text = "أعلن الجيش المصري مقتل 5 مسلحين في سيناء. ثم قصف الجيش مواقع للمسلحين وقتل 3 منهم."
    assert party(text, "الجيش").id == "egy-army"


def test_two_named_one_after_the_other_leave_it_open() -> None:
    text = "التقى قادة الجيش المصري والجيش الليبي أمس. ثم قتل الجيش 3 مسلحين في هجوم على حاجز."
    assert party(text, "الجيش").id is None


@pytest.mark.parametrize(
    ("name", "short", "id_"),
    [("تنظيم داعش", "التنظيم", "int-islamic-state"), ("حركة الشباب", "الحركة", "som-al-shabaab")],
)
def test_a_short_name_takes_up_the_full_one(name: str, short: str, id_: str) -> None:
    text = f"هاجم مسلحو {name} بلدة أمس. وقتل {short} 5 مدنيين في البلدة."
    agent = next(c.agent for c in claims(text) if c.action == "killed")
    assert agent is not None
    assert (agent.text, agent.id) == (name, id_)


# ---- adjectives and capitals


def test_the_adjective_of_a_strike_names_its_state() -> None:
    found = party("قتل 3 أشخاص في غارة إسرائيلية على بلدة أمس", "إسرائيلية")
    assert (found.id, found.basis) == ("isr-state", "context")


@pytest.mark.parametrize("text", ["قتل 3 سوريين في انفجار لغم", "مقتل إسرائيليين اثنين في انفجار لغم"])
def test_people_of_a_nation_are_not_the_state(text: str) -> None:
    assert all(p.id is None for c in claims(text) for p in (c.agent, c.patient) if p)


def test_a_capital_that_is_hit_is_a_town() -> None:
    hit = [c.patient for c in claims("قصفت طائرات التحالف العربي صنعاء وقتلت 3 مدنيين") if c.patient]
    assert all(p.id != "yem-sanaa-government" for p in hit)


# ---- speakers


@pytest.mark.parametrize(
    ("who", "id_"),
    [
        ("وزارة الدفاع الروسية", "rus-ministry-of-defence"),
        ("المتحدث باسم وزارة الدفاع الروسية، اللواء سامي النهر،", "rus-ministry-of-defence"),
        ("ناطق باسم الجيش الإسرائيلي", "isr-army"),
        ("مدير المرصد السوري لحقوق الإنسان", "syr-sohr"),
        ("مدير المرصد السوري رامي عبد الرحمن", "syr-rami-abdulrahman"),
        ("المتحدث باسم القوات المسلحة اليمنية العميد يحيى سريع", "yem-yahya-saree"),
        ("مراسل الميادين", "lbn-al-mayadeen"),
    ],
)
def test_who_speaks_and_for_whom(who: str, id_: str) -> None:
    assert speaker(f"قال {who} إن 5 جنود قتلوا في هجوم أمس").id == id_


@pytest.mark.parametrize("who", ["مصدر في وزارة الدفاع الروسية", "مصدر أمني", "مسؤول في الجيش الإسرائيلي", "شهود عيان"])
def test_one_voice_among_many_is_not_the_body(who: str) -> None:
    assert speaker(f"قال {who} إن 5 جنود قتلوا في هجوم أمس").id is None


def test_the_agency_that_is_told_is_not_the_one_who_tells() -> None:
    assert speaker("قال المتحدث سامي النهر لوكالة فرانس برس إن 5 جنود قتلوا أمس").id is None


def test_joint_sources_are_resolved_one_by_one() -> None:
    joint = speaker("قالت وزارة الدفاع الروسية ووكالة الأناضول إن 5 جنود قتلوا في هجوم أمس")
    assert joint.id is None
    assert [part.id for part in joint.parts or ()] == ["rus-ministry-of-defence", "tur-anadolu"]
