"""Days: counted from the statement inside a quotation, and from the days on which an undated report was published."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rasd
from rasd.arabic.words import tokenise
from rasd.model import Claim, Report
from rasd.resolving.publication import published
from rasd.resolving.rules import TIMES
from rasd.resolving.times import explained


def claims(text: str, on: str | None = None) -> list[Claim]:
    return rasd.read(Report.from_text(text, published=on))


def days(text: str, words: str, on: str | None = None) -> tuple[str | None, str | None, bool]:
    """First and last day of the claim whose time has those words, and whether they are inferred."""
    [time, *_] = [c.time for c in claims(text, on) if c.time is not None and c.time.text == words]
    return time.start, time.end, time.inferred


def candidates(text: str) -> list[str]:
    found = published(tokenise(text))
    return [day.isoformat() for day in found.days] if found.sure else []


# ---- when an undated report was published


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتل ثلاثة اليوم الأحد 26 كانون الثاني 2020 في قصف", ["2020-01-26"]),
        ("قتل ثلاثة أمس الأربعاء 15 يناير 2020 في قصف", ["2020-01-16"]),
        ("قتل ثلاثة أول من أمس الجمعة 17 يناير 2020 في قصف", ["2020-01-19"]),
        ("الأحد 26 كانون الثاني 2020\nقتل ثلاثة أمس", ["2020-01-26"]),
        ("الأحد 26 كانون الثاني 2020 - قتل ثلاثة أمس", ["2020-01-26"]),
        ("قصف على قرية\n2020-01-26\nقتل ثلاثة أمس", ["2020-01-26"]),
        ("قتل ثلاثة اليوم الأحد، و20 منذ 16 كانون الثاني 2020 الجاري", ["2020-01-19", "2020-01-26"]),
        ("قتل اثنان أمس السبت، و20 منذ 16 كانون الثاني الجاري من العام الحالي 2020", ["2020-01-19", "2020-01-26"]),
        # what settles nothing
        ("قتل ثلاثة اليوم الأحد", []),
        ("قتل ثلاثة اليوم الأحد، و20 منذ 16 كانون الثاني الجاري", []),
        ("قتل ثلاثة يوم الأحد 26 كانون الثاني 2020 في قصف", []),
        ("قتل 20 منذ بداية العام الجاري 2020، وثلاثة أمس", []),
        ("قتل 20 منذ بداية العام 2020 الجاري، وثلاثة أمس الثلاثاء", []),
        ('قال: "قتل ثلاثة اليوم الأحد 26 كانون الثاني 2020" ثم غادر', []),
        ("قتل ثلاثة اليوم 2 آذار 2020، وقال إن أربعة قتلوا اليوم 5 آذار 2020", []),
        ("قتل ثلاثة اليوم الأحد 26 كانون الثاني 2020 وجرح اثنان اليوم الاثنين", []),
        ("بين 3 آذار 2019 و5 آذار 2019 قتل عشرون", []),
    ],
)
def test_what_the_words_tell_of_the_publication(text: str, expected: list[str]) -> None:
    assert candidates(text) == expected


def test_days_are_counted_from_the_inferred_day_and_say_so() -> None:
    text = "الأحد 26 كانون الثاني 2020\nقتل 3 مدنيين اليوم الأحد في سراقب، وقتل 5 جنود أمس في كفرنبل."
    assert days(text, "اليوم الأحد") == ("2020-01-26", "2020-01-26", True)
    assert days(text, "أمس") == ("2020-01-25", "2020-01-25", True)
    assert all(claim.published is None for claim in claims(text))


def test_several_candidates_give_the_span_that_holds_them_all() -> None:
    text = "قتل 3 مدنيين اليوم الأحد في سراقب، وقتل 5 جنود أمس في كفرنبل. وقتل 20 منذ 16 كانون الثاني 2020 الجاري."
    assert days(text, "أمس") == ("2020-01-18", "2020-01-25", True)
    assert days(text, "منذ 16 كانون الثاني 2020") == ("2020-01-16", "2020-01-26", True)


@pytest.mark.parametrize(
    "text", ["قتل 5 جنود أمس في كفرنبل.", "قتل 5 جنود اليوم الأحد في كفرنبل، ومنذ 16 كانون الثاني الجاري قتل 9."]
)
def test_without_enough_words_no_day_is_invented(text: str) -> None:
    for claim in claims(text):
        assert claim.time is None or (claim.time.start, claim.time.end, claim.time.inferred) == (None, None, False)


def test_a_report_with_a_date_infers_nothing() -> None:
    text = "الأحد 26 كانون الثاني 2020\nقتل 5 جنود أمس في كفرنبل."
    assert days(text, "أمس", on="2021-05-03") == ("2021-05-02", "2021-05-02", False)
    assert explained(Report.from_text(text, published="2021-05-03")) == []


def test_why_shows_the_words_and_the_candidates() -> None:
    sure = Report.from_text("قتل ثلاثة اليوم الأحد، و20 منذ 16 كانون الثاني 2020 الجاري")
    assert explained(sure)[1] == "candidates: 2020-01-19, 2020-01-26"
    [open_] = explained(Report.from_text("قتل ثلاثة اليوم الأحد"))
    assert open_.startswith("not told; the words do not settle it") and "اليوم الأحد" in open_
    assert explained(Report.from_text("قتل ثلاثة في قرية")) == []


@given(st.dates(datetime.date(2011, 1, 1), datetime.date(2026, 12, 31)))
def test_a_day_written_out_beside_today_is_the_day_of_publication(day: datetime.date) -> None:
    assert candidates(f"قتل ثلاثة اليوم {day.day}/{day.month}/{day.year} في قصف") == [day.isoformat()]
    yesterday = day - datetime.timedelta(days=1)
    assert candidates(f"قتل ثلاثة أمس {yesterday.day}/{yesterday.month}/{yesterday.year}") == [day.isoformat()]


# ---- inside a quotation


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('قال المتحدث باسم الجيش الجمعة: "دمرت قواتنا أمس 3 دبابات في سراقب"', "2020-01-23"),
        ("قال المتحدث باسم الجيش في بيان صدر الجمعة: «دمرت قواتنا أمس 3 دبابات في سراقب»", "2020-01-23"),
        # said today, or on no day that is told
        ('قال المتحدث باسم الجيش: "دمرت قواتنا أمس 3 دبابات في سراقب"', "2020-01-25"),
        ('قال المتحدث باسم الجيش اليوم: "دمرت قواتنا أمس 3 دبابات في سراقب"', "2020-01-25"),
        # in the outlet's words
        ("أعلن المتحدث باسم الجيش الجمعة أن قواته دمرت أمس 3 دبابات في سراقب", "2020-01-25"),
    ],
)
def test_yesterday_in_a_quotation_is_the_day_before_the_statement(text: str, expected: str) -> None:
    assert days(text, "أمس", on="2020-01-26") == (expected, expected, False)


def test_a_day_after_the_quotation_is_the_reports_own() -> None:
    text = "قال المتحدث باسم الجيش الجمعة: «دمرت قواتنا أمس 3 دبابات في سراقب». وقتل 4 مدنيين أمس في بنش."
    found = {c.action: c.time.start for c in claims(text, "2020-01-26") if c.time is not None}
    assert found == {"destroyed": "2020-01-23", "killed": "2020-01-25"}


def test_every_rule_of_days_fires() -> None:
    texts = [
        ("الأحد 26 كانون الثاني 2020\nقتل 5 جنود أمس في كفرنبل.", None),
        ('قال المتحدث باسم الجيش الجمعة: "دمرت قواتنا أمس 3 دبابات في سراقب"', "2020-01-26"),
    ]
    fired = {rule for text, on in texts for claim in claims(text, on) for rule in claim.rules}
    assert set(TIMES) <= fired
