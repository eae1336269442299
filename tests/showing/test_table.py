"""The table: every claim readable at 80 to 120 columns, Arabic and Latin never in one line of a cell."""

from __future__ import annotations

import io
import re
from typing import Any

import msgspec
import pytest
from rich.cells import cell_len
from rich.console import Console

from rasd.model import Claim, Count, Engine, Extent, Link, Party, Place, Report, Speaker, Time
from rasd.showing import table
from rasd.showing.wording import how_many, remarks, sources, what

TEXT = "أعلنت وزارة الدفاع أن 12 جندياً على الأقل قتلوا في هجوم شنّه مسلحون على حاجز قرب مدينة البيضاء يوم أمس."


def extent(words: str) -> tuple[str, tuple[int, int]]:
    start = TEXT.index(words)
    return words, (start, start + len(words))


def named(kind: Any, words: str, **more: Any) -> Any:
    text, span = extent(words)
    return kind(text=text, span=span, **more)


def claim(**changes: Any) -> Claim:
    made = Claim(
        id="c-1", report="a.txt", report_id="sha256:0", outlet="ضفاف", published="2020-01-26", action="killed",
        object="person.combatant", count=named(Count, "12 جندياً على الأقل", low=12, qualifier="at_least"),
        agent=named(Party, "مسلحون", basis="description"), patient=None, place=named(Place, "البيضاء"),
        time=named(Time, "يوم أمس", start="2020-01-25", end="2020-01-25", precision="day"),
        attribution=(
            Link(speaker=named(Speaker, "وزارة الدفاع", name="Ministry of Defence"), cue=Extent(*extent("أعلنت"))),
        ),
        status="asserted", scope="single", persons=(), evidence=Extent(*extent("12 جندياً على الأقل قتلوا في هجوم")),
        part_of=None, same_items_as=None, restates=None, rules=("passive-verb",), engine=Engine("0.1.0", "k-0"),
    )  # fmt: skip
    return msgspec.structs.replace(made, **changes)


def shown(claims: list[Claim], width: int, isolate: bool = False) -> str:
    out = io.StringIO()
    table.show(Console(file=out, width=width), Report.from_text(TEXT, id="a.txt"), claims, isolate)
    return out.getvalue()


@pytest.mark.parametrize("width", [80, 100, 120, 160])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    long = claim(place=named(Place, "هجوم شنّه مسلحون على حاجز قرب مدينة البيضاء"), status="alleged", scope="cumulative")
    printed = shown([claim(), long], width)
    assert max(cell_len(line) for line in printed.split("\n")) <= width
    assert printed.count("12 جندياً على الأقل قتلوا في هجوم") == 2
    for words in ("killed", "≥ 12", "مسلحون", "البيضاء", "2020-01-25", "alleged", "2 claims"):
        assert words in printed


def test_arabic_and_latin_never_share_a_line_of_a_cell() -> None:
    printed = shown([claim(patient=named(Party, "جندياً"))], 120, isolate=True)
    for run in re.findall("\u2068([^\u2069]*)\u2069", printed):
        assert not re.search("[A-Za-z]", run), run
    outside = re.sub("\u2068[^\u2069]*\u2069", "", printed)
    assert not re.search("[\u0600-\u06ff]", outside)


def test_isolates_are_for_terminals_only() -> None:
    assert not re.search("[\u2066-\u2069]", shown([claim()], 100))


def test_isolated_lines_keep_their_columns() -> None:
    plain = shown([claim()], 120)
    assert re.sub("[\u2068\u2069]", "", shown([claim()], 120, isolate=True)) == plain


def test_a_text_cannot_command_the_terminal() -> None:
    nasty = Party(text="مسلحون\x1b]0;x\x07\u202e", span=(0, 5))
    printed = shown([claim(agent=nasty, evidence=Extent("قتل\x1b[2J\r\n جندي", (0, 5)))], 120)
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", printed)


def test_a_report_without_claims_says_so() -> None:
    assert "nothing that Rasd counts as a claim" in shown([], 80)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Count(low=20, qualifier="at_least"), "≥ 20"),
        (Count(high=20, qualifier="at_most"), "≤ 20"),
        (Count(low=30, high=30, qualifier="approx"), "≈ 30"),
        (Count(low=10, high=15, qualifier="range"), "10–15"),
        (Count(qualifier="vague"), "some"),
        (Count(low=100, qualifier="vague"), "≥ 100"),
        (Count(low=1, high=1, qualifier="implicit"), "1"),
        (Count(), ""),
        (Count(low=1.5, high=1.5, qualifier="exact", unit="km"), "1.5 km"),
        (Count(low=1_200, high=1_200, qualifier="exact"), "1,200"),
    ],
)
def test_counts_in_words(count: Count, words: str) -> None:
    assert how_many(count) == words


def test_what_and_who_says_in_words() -> None:
    assert what(claim()) == "killed · combatants"
    assert what(claim(object=None)) == "killed"
    distant = claim(attribution=(*claim().attribution, Link(speaker=None, cue=None, stance="claims")))
    assert sources(distant) == ["Ministry of Defence", "(unnamed) (claims)"]
    assert remarks(claim()) == ""
    assert remarks(claim(status="denied", restates="c-0")) == "denied, said before"
