"""Claims in words: units agree with their number, and every state of review has a name."""

from __future__ import annotations

import datetime
import inspect
import re

import pytest
from arabic_reader import arabic_reader
from django.core.exceptions import ValidationError
from django.utils import translation

from rasd.codebook.gazetteer import load as gazetteer
from rasd.codebook.schema import KINDS
from rasd.desk import wording
from rasd.desk.dayfields import DayField, DayInput
from rasd.desk.inbox.forms import STATES
from rasd.desk.tallies.wording import ADDED, RULES, rule_in_words
from rasd.exporting.captions import Wording, captions
from rasd.exporting.digests.incidents import how_many as in_signs
from rasd.ledger.asking import REVIEWS
from rasd.model import Count, Place
from rasd.tallying import figures


@pytest.mark.parametrize(
    ("count", "arabic", "english"),
    [
        (Count(low=1, high=1, qualifier="exact", unit="day"), "يوم واحد", "1 day"),
        (Count(low=2, high=2, qualifier="exact", unit="dunam"), "دونمان", "2 dunams"),
        (Count(low=2, high=2, qualifier="approx", unit="hour"), "نحو ساعتين", "about 2 hours"),
        (Count(low=3, high=3, qualifier="exact", unit="day"), "٣ أيام", "3 days"),
        (Count(low=11, high=11, qualifier="approx", unit="day"), "نحو ١١ يوماً", "about 11 days"),
        (Count(low=40, qualifier="at_least", unit="dunam"), "٤٠ دونماً على الأقل", "at least 40 dunams"),
        (Count(low=100, high=100, qualifier="exact", unit="dunam"), "١٠٠ دونم", "100 dunams"),
        (Count(low=2.5, high=2.5, qualifier="exact", unit="hour"), "٢٫٥ ساعة", "2.5 hours"),
        (Count(low=1, high=2, qualifier="range", unit="day"), "١–٢ أيام", "1–2 days"),
        (Count(low=10, high=15, qualifier="range", unit="day"), "١٠–١٥ يوماً", "10–15 days"),
        (Count(qualifier="vague", unit="day"), "عدة أيام", "several days"),
        (Count(low=3, high=3, qualifier="exact", unit="km2"), "٣ كم²", "3 km²"),
        (Count(low=5, high=5, qualifier="exact", unit="item"), "٥", "5"),
        (Count(), "", ""),
    ],
)
def test_units_agree_with_their_number(count: Count, arabic: str, english: str) -> None:
    with translation.override("en"):
        assert wording.how_many(count) == english
    with arabic_reader():
        assert wording.how_many(count) == arabic


def test_every_unit_has_a_name_in_digests() -> None:
    for unit in set(wording.UNITS) - {"item"}:
        assert f"unit_{unit}" in captions()
    assert in_signs(Count(low=3, high=3, unit="day"), Wording("ar")) == "3 (يوم)"


def test_every_state_of_review_can_be_named_and_asked_for() -> None:
    assert set(wording.REVIEWS) == set(REVIEWS.values())
    assert set(REVIEWS) <= {state for state, _ in STATES}


def test_every_kind_of_actor_and_of_place_has_a_name() -> None:
    assert set(wording.KINDS) == KINDS
    assert set(wording.PLACES) == {entry.kind for entry in gazetteer().entries}


@pytest.mark.parametrize(("language", "told"), [("ar", "سراقب، إدلب، سوريا"), ("en", "Saraqib, Idlib, Syria")])
def test_a_place_is_named_in_the_reader_s_language(language: str, told: str) -> None:
    place = Place(
        text="بلدة سراقب", span=(0, 10), id="geonames:164816", name="Saraqib", country="SY", admin1="Idlib",
    )  # fmt: skip
    with translation.override(language):
        assert wording.resolved(place) == told


def test_every_rule_of_a_best_figure_is_worded() -> None:
    source = inspect.getsource(figures)
    for rule in [*RULES, *ADDED]:
        assert rule in source, rule
    with translation.override("ar"):
        for rule in RULES:
            assert not re.search("[a-z]", rule_in_words(rule + "".join(ADDED))), rule


def test_the_rules_of_a_tally_are_known() -> None:
    told = {
        figures.ranged(accounts).rule
        for first in ("asserted", "alleged", "denied") for second in ("asserted", "alleged", "denied")
        for low in (3.0, 4.0) for interest in ("none", "gains")
        for accounts in [(_account("a", first, 3.0, "none"), _account("b", second, low, interest))]
    }  # fmt: skip
    assert len(told) > 5
    for rule in told:
        for end in ADDED:
            rule = rule.replace(end, "")
        assert rule in RULES, rule


def _account(source: str, status: str, low: float, interest: str) -> figures.Account:
    return figures.Account(source, low, low, status, interest, "2020-01-26", ("c-1",))


@pytest.mark.parametrize(
    ("start", "end", "arabic", "english"),
    [
        ("2024-04-25", "2024-04-27", "٢٥–٢٧ إبريل ٢٠٢٤", "25–27 April 2024"),
        ("2024-03-31", "2024-04-01", "٣١ مارس – ١ إبريل ٢٠٢٤", "31 March – 1 April 2024"),
        ("2023-12-31", "2024-01-01", "٣١ ديسمبر ٢٠٢٣ – ١ يناير ٢٠٢٤", "31 December 2023 – 1 January 2024"),
        ("2024-04-25", "2024-04-25", "٢٥ إبريل ٢٠٢٤", "25 April 2024"),
        ("2024-04-25", None, "٢٥ إبريل ٢٠٢٤", "25 April 2024"),
        (None, "2024-04-25", "٢٥ إبريل ٢٠٢٤", "25 April 2024"),
        (None, None, "", ""),
    ],
)
def test_days_say_once_what_they_share(start: str | None, end: str | None, arabic: str, english: str) -> None:
    with arabic_reader():
        assert wording.days(start, end) == arabic
    with translation.override("en"):
        assert wording.days(start, end) == english


@pytest.mark.parametrize(
    "written", ["25/4/2024", "٢٥/٤/٢٠٢٤", "25-04-2024", "25.4.2024", "2024-04-25", "۲۵ / ۴ / ۲۰۲۴"]
)
def test_a_day_is_understood_as_people_write_it(written: str) -> None:
    assert DayField().clean(written) == datetime.date(2024, 4, 25)


@pytest.mark.parametrize("written", ["4/25/2024", "25/4/24", "yesterday", "31/2/2024", "25/4"])
def test_what_could_be_another_day_is_no_day(written: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match="This is no day"):
        DayField().clean(written)


def test_a_day_is_shown_as_it_can_be_written() -> None:
    with arabic_reader():
        shown = DayInput().format_value(datetime.date(2024, 4, 5))
        assert DayInput().format_value("2024-04-05") == shown and DayInput().format_value("5/4") == "5/4"
    assert shown == "٠٥/٠٤/٢٠٢٤" and DayField().clean(shown) == datetime.date(2024, 4, 5)
