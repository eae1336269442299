"""What people say is never crossed, whatever the engine thinks; the rest follows from the mean."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasd.linking.clustering import cluster
from rasd.model import Judgement, Reason

HALF = 0.5


def says(a: str, b: str, score: float, by: str = "engine", verdict: str = "") -> Judgement:
    return Judgement(a=a, b=b, score=score, by=by, verdict=verdict or ("same" if score >= HALF else "different"))


def one_telling(a: str, b: str) -> Judgement:
    return Judgement(a=a, b=b, score=0.99, verdict="same", reasons=(Reason("one_telling", 1.0, 0.0, ""),))


def groups(ids: str, judgements: list[Judgement], **how: bool) -> list[str]:
    return ["".join(group) for group in cluster(ids, judgements, HALF, **how)]


def test_what_nobody_judges_stays_apart() -> None:
    assert groups("abc", []) == ["a", "b", "c"]


def test_the_engine_joins_what_is_on_the_whole_the_same() -> None:
    assert groups("abc", [says("a", "b", 0.9), says("b", "c", 0.9), says("a", "c", 0.7)]) == ["abc"]


def test_one_likeness_does_not_chain_two_incidents() -> None:
    assert groups("abc", [says("a", "b", 0.95), says("b", "c", 0.6), says("a", "c", 0.02)]) == ["ab", "c"]


def test_a_persons_no_wins_over_any_score() -> None:
    assert groups("ab", [says("a", "b", 0.999), says("a", "b", 0.0, by="Lina")]) == ["a", "b"]


def test_a_persons_no_holds_for_all_that_is_joined_to_either() -> None:
    judged = [says("a", "b", 0.99), says("c", "d", 0.99), says("b", "c", 0.99), says("a", "d", 0.0, by="Lina")]
    assert groups("abcd", judged) == ["ab", "cd"]


def test_a_persons_no_divides_one_telling() -> None:
    judged = [one_telling("a", "b"), one_telling("a", "c"), says("b", "c", 0.0, by="Lina")]
    assert groups("abc", judged) == ["ab", "c"]


def test_a_persons_yes_joins_what_the_engine_holds_apart() -> None:
    assert groups("ab", [says("a", "b", 0.01), says("a", "b", 1.0, by="Lina")]) == ["ab"]


def test_among_people_who_contradict_each_other_no_wins() -> None:
    judged = [says("a", "b", 1.0, by="Lina"), says("b", "c", 1.0, by="Lina"), says("a", "c", 0.0, by="Omar")]
    assert groups("abc", judged) == ["ab", "c"]


def test_only_confirmed_ties_between_reports() -> None:
    judged = [one_telling("a", "b"), says("a", "c", 0.99), says("c", "d", 1.0, by="Lina")]
    assert groups("abcd", judged, confirmed_only=True) == ["ab", "cd"]


def test_what_sums_up_is_not_joined() -> None:
    assert groups("ab", [says("a", "b", 0.0, verdict="sums_up")]) == ["a", "b"]


def test_judgements_of_claims_that_are_not_there_change_nothing() -> None:
    assert groups("ab", [says("a", "x", 0.99), says("b", "x", 0.99)]) == ["a", "b"]


PAIRS = list(itertools.combinations("abcdefg", 2))


@given(
    st.lists(st.tuples(st.sampled_from(PAIRS), st.floats(0.05, 0.99)), max_size=18, unique_by=lambda row: row[0]),
    st.lists(st.sampled_from(PAIRS), max_size=4, unique=True),
    st.randoms(use_true_random=False),
)
def test_any_order_gives_the_same_and_no_is_never_crossed(rows, held_apart, random) -> None:  # type: ignore[no-untyped-def]
    judged = [says(a, b, score) for (a, b), score in rows] + [says(a, b, 0.0, by="Lina") for a, b in held_apart]
    found = groups("abcdefg", judged)
    shuffled = judged[:]
    random.shuffle(shuffled)
    assert groups("gfedcba", shuffled) == found
    assert sorted("".join(found)) == list("abcdefg")
    assert not [pair for pair in held_apart for group in found if set(pair) <= set(group)]


@pytest.mark.parametrize("size", [2, 5, 40])
def test_a_clique_is_one_group(size: int) -> None:
    ids = [f"c{n:02}" for n in range(size)]
    judged = [says(a, b, 0.8) for a, b in itertools.combinations(ids, 2)]
    assert cluster(ids, judged, HALF) == [ids]
