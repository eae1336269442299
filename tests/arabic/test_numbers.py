"""Number reading: the cases beside the rules, and properties that hold for any number."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

import rasd.arabic.numbers as numbers
from rasd.arabic.numbers import find_numbers, inspect
from rasd.arabic.numerals import WORDS
from rasd.arabic.words import tokenise

CASES = yaml.safe_load(Path(numbers.__file__).with_name("numbers.cases.yaml").read_text(encoding="utf-8"))
#: num2words writes 101,000 as «hundred and thousand thousand»: its mistake, so nothing to read back.
REPEATED_SCALE = re.compile(r"(ألف|مليون|مليار) \1")
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def sentences() -> list[Any]:
    """One parameter for each sentence; a case of known failures is one, since it is strict as a whole."""
    found = []
    for n, case in enumerate(CASES):
        expected = case["means"]
        wanted = [] if expected == "none" else expected if isinstance(expected, list) else [expected]
        every = case.get("every", False)
        if case.get("known-failure"):
            marks = pytest.mark.xfail(reason="a known failure: promote the case when it passes", strict=True)
            found.append(pytest.param(case["in"], wanted, every, id=f"{n}-known-failure", marks=marks))
        else:
            found += [pytest.param([s], wanted, every, id=f"{n}-{s}") for s in case["in"]]
    return found


@pytest.mark.parametrize(("texts", "wanted", "every"), sentences())
def test_case(texts: list[str], wanted: list[dict[str, Any]], every: bool) -> None:
    for text in texts:
        found = find_numbers(tokenise(text), quantities_only=not every)
        assert len(found) == len(wanted), (text, found)
        for number, meaning in zip(found, wanted, strict=True):
            assert {key: getattr(number, key) for key in meaning} == pytest.approx(meaning), text


def test_every_case_says_where_it_is_from() -> None:
    assert all(case["from"] and case["in"] for case in CASES)


@given(st.integers(0, 10**9))
def test_written_numbers_read_back(value: int) -> None:
    words = num2words(value, lang="ar")
    if not REPEATED_SCALE.search(words):
        assert [(n["low"], n["high"]) for n in inspect(words)] == [(value, value)]


@given(st.integers(1, 999))
def test_written_ordinals_read_back(value: int) -> None:
    assert [n["low"] for n in inspect(num2words(value, lang="ar", to="ordinal"))] == [value]


@given(st.integers(0, 10**12), st.sampled_from(["{}", "{:,}", "{} قتيلا", "أكثر من {:,} شخص"]))
def test_three_scripts_of_digits_read_the_same(value: int, pattern: str) -> None:
    text = pattern.format(value)
    meant = [(n["low"], n["high"], n["qualifier"]) for n in inspect(text)]
    assert meant and meant[0][0] == value
    for script in (EASTERN, PERSIAN):
        assert [(n["low"], n["high"], n["qualifier"]) for n in inspect(text.translate(script))] == meant


WRITTEN = {word for case in CASES for sentence in case["in"] for word in sentence.split()}
PIECES = [*sorted(WRITTEN), *sorted(WORDS)[::40], "فاصلة", *"-./(،:%"]


GAPS = st.sampled_from([" ", "", "\n", "\u00a0", "\u200f "])


@given(st.lists(st.sampled_from(PIECES), max_size=25), GAPS, st.booleans())
def test_spans_give_their_text_and_never_overlap(pieces: list[str], gap: str, every: bool) -> None:
    tokens = tokenise(gap.join(pieces))
    end = 0
    for number in find_numbers(tokens, quantities_only=not every):
        assert end <= number.first <= number.core[0] < number.core[1] <= number.last <= len(tokens.forms)
        assert tokens.slice(number.first, number.last) == tokens.text[slice(*tokens.span(number.first, number.last))]
        if number.low is not None and number.high is not None:
            assert number.low <= number.high
        end = number.last


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_inspected_spans_are_in_text_order(pieces: list[str]) -> None:
    text = " ".join(pieces)
    spans = [n["span"] for n in inspect(text)]
    assert spans == sorted(spans)
    assert [text[slice(*n["span"])] for n in inspect(text)] == [n["text"] for n in inspect(text)]


def test_a_window_of_tokens_gives_the_numbers_that_start_in_it() -> None:
    tokens = tokenise("قتل 3 وجرح 4 وفقد 5")
    assert [n.low for n in find_numbers(tokens, 2, 5)] == [4]


HOSTILE = ["1 234 " * 20_000, "سالب ناقص " * 20_000, "مليون " * 20_000, "9" * 500_000, "( " * 50_000 + "5"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_lengths_are_read_in_linear_time(hostile: str) -> None:
    assert isinstance(inspect(hostile), list)
