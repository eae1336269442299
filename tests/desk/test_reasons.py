"""Why two reports are taken to tell of one incident, in both languages: every line that linking has, with its facts."""

from __future__ import annotations

import re

import pytest
from arabic_reader import arabic_reader
from django.utils import translation

from rasd.desk.incidents.wording import FEATURES, LINES, line_of
from rasd.linking.reasons import LINES as OF_LINKING
from rasd.linking.reasons import WHY, Told
from rasd.model import Reason

_PLACES = re.compile(r"\{(\w+)\}|%\((\w+)\)s")
#: What facts hold, by the last part of their name.
_FACTS: dict[str, tuple[str, ...]] = {
    "words": ("مستشف", "قذيف"), "places": ("سراقب", "iso:SY"), "days": ("2020-01-25", "2020-01-26"), "apart": ("3",),
    "figures": ("killed 7", "destroyed vehicle 3"), "figure": ("12",), "parties": ("syr-government", "اهال"),
    "persons": ("سعاد",), "acts": ("killed", "shelling"), "km": ("42",),
    "objects": ("vehicle", "site.military"),
}  # fmt: skip


def facts_of(line: str) -> set[str]:
    return {one or other for one, other in _PLACES.findall(line)}


def test_the_desk_words_every_line_of_linking() -> None:
    assert LINES.keys() == OF_LINKING.keys() and FEATURES.keys() == WHY.keys()
    assert all(facts_of(str(LINES[name])) == facts_of(line) for name, line in OF_LINKING.items())


@pytest.mark.parametrize("name", OF_LINKING)
def test_a_line_is_worded_from_its_facts(name: str) -> None:
    facts = {fact: _FACTS[fact.rpartition("_")[2]] for fact in facts_of(OF_LINKING[name])}
    reason = Reason(name, 1.0, 1.0, Told(name, facts).text, name, facts)
    with translation.override("en"):
        assert re.search(r"[a-z]", line_of(reason)) and "%" not in line_of(reason)
    with arabic_reader():
        told = line_of(reason)
    assert not re.search(r"[A-Za-z0-9%_]", told), told


def test_a_reason_without_facts_has_the_name_of_its_feature() -> None:
    with translation.override("ar"):
        assert line_of(Reason("same_day", 1.0, 1.0, "the same day: 2020-01-25")) == "اليوم نفسه"
