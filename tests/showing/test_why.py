"""--why: the sentence stays letter for letter, its parts are marked, and the rules are told in words."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from rasd.model import Claim, Count, Engine, Extent, Link, Party, Report, Speaker
from rasd.showing import why

SENTENCE = "وقالت الوزارة إن 12 جندياً قُتلوا في هجوم شنّه مسلحون على حاجز."
TEXT = f"بيان الوزارة.\nتمهيد لا صلة له. {SENTENCE} ثم انسحبوا."


def at(words: str) -> tuple[int, int]:
    start = TEXT.rindex(words)
    return start, start + len(words)


def claim() -> Claim:
    return Claim(
        id="c-1", report="a.txt", report_id="sha256:0", outlet=None, published=None, action="killed",
        object="person.combatant",
        count=Count(low=12, high=12, qualifier="exact", text="12 جندياً", span=at("12 جندياً")),
        agent=Party(text="مسلحون", span=at("مسلحون")), patient=None, place=None, time=None,
        attribution=(Link(speaker=Speaker(text="بيان الوزارة", span=(0, 12)), cue=Extent("وقالت", at("وقالت"))),),
        status="asserted", scope="single", persons=(), evidence=Extent("12 جندياً قُتلوا", at("12 جندياً قُتلوا")),
        part_of=None, same_items_as=None, restates=None, rules=("passive-verb",), engine=Engine("0.1.0", "k-0"),
    )  # fmt: skip


def shown(coloured: bool, isolate: bool = False) -> list[str]:
    out = io.StringIO()
    console = Console(file=out, width=100, force_terminal=coloured, color_system="standard" if coloured else None)
    why.show(
        console, Report.from_text(TEXT, id="a.txt"), [claim()], {"passive-verb": "A passive verb."}.__getitem__, isolate
    )
    return out.getvalue().split("\n")


@pytest.mark.parametrize("coloured", [True, False])
def test_the_whole_sentence_is_shown_letter_for_letter(coloured: bool) -> None:
    lines = [re.sub("\x1b\\[[0-9;]*m", "", line) for line in shown(coloured)]
    assert SENTENCE in lines
    assert not any("تمهيد" in line for line in lines)


def test_colours_mark_the_parts_without_a_letter_between_the_words() -> None:
    (line,) = (x for x in shown(True) if "جندياً" in x and "measure" not in x)
    marked = re.findall("\x1b\\[([0-9;]*)m([^\x1b]+)\x1b\\[0m", line)
    styles = {text: style for style, text in marked}
    assert {"12 جندياً", "مسلحون", "وقالت"} <= styles.keys()
    assert len({styles["12 جندياً"], styles["مسلحون"], styles["وقالت"]}) == 3
    assert not re.search("[A-Za-z\u2066-\u2069]", re.sub("\x1b\\[[0-9;]*m", "", line))


def test_the_legend_is_there_only_with_colours() -> None:
    assert any("marked:" in line and "measure" in line for line in shown(True))
    assert not any("marked:" in line for line in shown(False))


def test_without_colours_the_parts_stand_in_brackets_on_lines_of_their_own() -> None:
    lines = shown(False)
    assert "  measure: [12 جندياً] = 12" in lines
    assert "  agent: [مسلحون]" in lines
    assert "  speaker: [بيان الوزارة] (elsewhere in the report, character 0)" in lines
    assert "  cue: [وقالت] = says" in lines
    assert not any("\x1b" in line for line in lines)


def test_the_rules_are_told_in_words() -> None:
    assert "  rule: passive-verb: A passive verb." in shown(False)


def test_arabic_beside_a_label_is_isolated_on_a_terminal() -> None:
    assert "  agent: \u2068[مسلحون]\u2069" in shown(False, isolate=True)


def test_evidence_over_two_sentences_shows_both() -> None:
    spans = why.sentence_spans(TEXT)
    assert len(spans) == 4
    first, last = TEXT.index("تمهيد"), TEXT.index("جندياً")
    assert why.around(spans, (first + 2, last)) == (first, TEXT.index(" ثم"))
