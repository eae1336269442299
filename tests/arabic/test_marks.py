"""Marks: what they find is what the closed classes hold; and rules may look past the ends of a text."""

from __future__ import annotations

import datetime
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from rasd.arabic import calendar
from rasd.arabic.dates import find_dates
from rasd.arabic.marks import ANCHORS, DATES, ENDINGS, NUMERALS, found
from rasd.arabic.numbers import find_numbers
from rasd.arabic.numerals import WORDS
from rasd.arabic.sentences import sentences
from rasd.arabic.words import tokenise

DAY = datetime.date(2016, 2, 29)
OF_TIME = sorted(
    {f for v in vars(calendar).values() if isinstance(v, dict | frozenset) for f in v if isinstance(f, str)}
)
PIECES = st.one_of(
    st.sampled_from(OF_TIME),
    st.sampled_from(sorted(WORDS)),
    st.sampled_from(
        ["12", "2014", "15/3/2014", "1-2", "24", "٢٠", ".", "؟", "(", ")", "،", "-", "%", "\n", "قتل", "GMT"]
    ),
)
TEXTS = st.lists(PIECES, max_size=8).flatmap(
    lambda words: st.sampled_from([" ", "", "  ", "      "]).map(lambda gap: gap.join(words))
)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_marks_find_what_the_tables_hold(text: str) -> None:
    tokens = tokenise(text)
    total = len(tokens.forms)
    assert len(tokens.marks) == total
    numerals = [i for i in range(total) if tokens.kinds[i] == "n" or tokens.forms[i] in WORDS]
    assert found(NUMERALS, tokens.marks, 0, total) == numerals
    dated = [i for i in range(total) if tokens.kinds[i] == "n" or tokens.forms[i] in ANCHORS]
    assert found(DATES, tokens.marks, 0, total) == dated


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from([None, DAY]), st.booleans())
def test_dates_and_numbers_stay_inside_the_text_and_apart(text: str, day: datetime.date | None, news: bool) -> None:
    tokens = tokenise(text)
    total = len(tokens.forms)
    for things in (find_dates(tokens, day, news=news), find_numbers(tokens, quantities_only=news)):
        ends = [(thing.first, thing.last) for thing in things]
        assert all(0 <= first < last <= total for first, last in ends)
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(ends))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_sentences_leave_out_line_breaks_alone(text: str) -> None:
    tokens = tokenise(text)
    inside = [i for first, last in sentences(tokens) for i in range(first, last)]
    assert inside == [i for i in range(len(tokens.forms)) if tokens.kinds[i] != "b"]


def test_a_gap_of_layout_ends_a_sentence_and_an_initial_does_not() -> None:
    tokens = tokenise("قتل أ. ب سالم      العدد 3\n\nتمت.» قال")
    assert [tokens.slice(a, b) for a, b in sentences(tokens)] == ["قتل أ. ب سالم", "العدد 3", "تمت.»", "قال"]
    assert found(ENDINGS, tokens.marks, 0, len(tokens.forms))
