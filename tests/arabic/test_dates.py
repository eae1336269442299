"""Dates: the cases beside the rules, and what must hold for every date and every text."""

from __future__ import annotations

import datetime
import importlib.resources
import time
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rasd.arabic.dates import Moment, find_dates, inspect
from rasd.arabic.words import Tokens, tokenise

MONTHS = """
كانون الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين الأول,تشرين الثاني,كانون الأول
يناير,فبراير,مارس,أبريل,مايو,يونيو,يوليو,أغسطس,سبتمبر,أكتوبر,نوفمبر,ديسمبر
جانفي,فيفري,مارس,أفريل,ماي,جوان,جويلية,أوت,شتنبر,أكتوبر,نونبر,دجنبر
"""
LEVANT, GULF, MAGHREB = (line.split(",") for line in MONTHS.strip().splitlines())
DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def _cases() -> list[Any]:
    source = importlib.resources.files("rasd.arabic").joinpath("dates.cases.yaml").read_text(encoding="utf-8")
    marks = {True: [pytest.mark.xfail(strict=True)], False: []}
    return [
        pytest.param(case, text, marks=marks[case.get("known-failure", False)], id=f"{i}: {text}")
        for i, case in enumerate(yaml.safe_load(source))
        for text in case["in"]
    ]


def _read(case: dict[str, Any], text: str) -> tuple[Tokens, list[Moment]]:
    tokens = tokenise(text)
    return tokens, find_dates(tokens, case.get("published"), news=case.get("news", True))


@pytest.mark.parametrize(("case", "text"), _cases())
def test_case(case: dict[str, Any], text: str) -> None:
    tokens, found = _read(case, text)
    if case["means"] == "none":
        assert found == []
        return
    assert [{key: getattr(m, key) for key in case["means"]} for m in found] == [case["means"]]
    if "words" in case:
        assert tokens.slice(found[0].first, found[0].last) == case["words"]


def test_every_case_says_where_it_is_from() -> None:
    assert all(case.values[0]["from"] for case in _cases())


days = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))


@given(days, st.sampled_from((LEVANT, GULF, MAGHREB)), st.booleans(), st.sampled_from(("", "من ", "من شهر ")))
def test_a_date_in_any_habit_reads_back(day: datetime.date, names: list[str], eastern: bool, of: str) -> None:
    number, year = str(day.day), str(day.year)
    if eastern:
        number, year = number.translate(DIGITS), year.translate(DIGITS)
    found = inspect(f"{number} {of}{names[day.month - 1]} {year}", None)
    assert [(f["start"], f["end"]) for f in found] == [(day.isoformat(), day.isoformat())]


@given(days, st.sampled_from(("{d}/{m}/{y}", "{d}-{m}-{y}", "{y}/{m}/{d}", "{y}-{m:02}-{d:02}", "{d}.{m}.{y}")))
def test_a_date_in_digits_reads_back(day: datetime.date, form: str) -> None:
    text = form.format(d=day.day, m=day.month, y=day.year)
    tokens = tokenise(f"وقع الهجوم في {text} فجرا")
    found = find_dates(tokens, None)
    assert [(m.start, m.end) for m in found] == [(day, day)]
    assert tokens.slice(found[0].first, found[0].last) == text


@given(days, days)
def test_news_puts_a_date_without_a_year_up_to_publication(day: datetime.date, published: datetime.date) -> None:
    found = find_dates(tokenise(f"في {day.day} {GULF[day.month - 1]}"), published)
    start = found[0].start
    assert start is not None
    assert (start.month, start.day) == (day.month, day.day)
    assert start <= published
    if (day.month, day.day) != (2, 29):
        assert (published - start).days <= 366


@given(days)
def test_a_bare_weekday_in_news_is_of_the_week_up_to_publication(published: datetime.date) -> None:
    for index, name in enumerate(["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]):
        (moment,) = find_dates(tokenise(f"قتلوا {name}"), published)
        assert moment.start is not None
        assert moment.start.weekday() == index
        assert 0 <= (published - moment.start).days < 7


WORDS = """
قتل جندي في من إلى بين و منذ حتى قبل بعد خلال يوم يومي أمس اليوم غد الليلة الماضية الماضي المقبل الجاري
الخميس الأحد والجمعة شهر الشهر أسبوع الأسبوع عام العام سنة عامي ساعة الساعات أيام الأيام يومين الأول الثاني
ثالث آخر أول مطلع نهاية منتصف بداية الربع النصف كانون تشرين شباط آب رمضان رجب ذي الحجة هـ م صيف السبعينيات
هذا هذه صباح مساء ليل فجر الموافق عشرين والعشرين عشر ثلاثة مئة ألف ألفين 3 12 31 99 2014 1437 2020 24 1.2
/ - ، . ( ) ـ الـ 9999 0 00 أكثر نحو بضعة نفسه ونصف الهجرية
"""
SOUP = [*WORDS.split(), "\n"]
soup = st.lists(st.sampled_from(SOUP), max_size=14).map(" ".join)


@settings(max_examples=400)
@given(st.one_of(soup, st.text(max_size=60)), st.one_of(st.none(), st.dates()), st.booleans())
def test_any_text_is_read_and_spans_give_back_their_words(
    text: str, published: datetime.date | None, news: bool
) -> None:
    tokens = tokenise(text)
    found = find_dates(tokens, published, news=news)
    position = 0
    for moment in found:
        assert position <= moment.first < moment.last <= len(tokens.forms)
        position = moment.last
        if moment.start and moment.end:
            assert moment.start <= moment.end
    for item in inspect(text, published):
        start, end = item["span"]
        assert text[start:end] == item["text"]


@given(soup)
def test_without_a_publication_day_nothing_relative_has_a_day(text: str) -> None:
    for moment in find_dates(tokenise(text), None):
        if moment.relative and moment.kind == "point":
            assert (moment.start, moment.end) == (None, None)


def test_part_of_the_tokens() -> None:
    tokens = tokenise("قتلوا أمس وجرحوا اليوم")
    assert [m.first for m in find_dates(tokens, datetime.date(2020, 1, 26), 2)] == [3]
    assert [m.first for m in find_dates(tokens, datetime.date(2020, 1, 26), 0, 3)] == [1]


def test_a_report_without_dates_costs_little() -> None:
    tokens = tokenise("أعلن المتحدث باسم القوات مقتل 12 مدنيا وجرح عشرين في قصف على ريف المدينة الشمالي . " * 35)
    published = datetime.date(2020, 1, 26)

    def once() -> float:
        start = time.perf_counter()
        assert find_dates(tokens, published) == []
        return time.perf_counter() - start

    assert min(once() for _ in range(30)) < 0.001
