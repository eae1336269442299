"""Names that the codebook lacks, the commonest first; descriptions are no names."""

from __future__ import annotations

from typing import Any

import pytest

from rasd.codebook.book import load
from rasd.codebook.missing import missing
from rasd.codebook.naming import kind_of
from rasd.model import Claim, Count, Engine, Extent, Link, Party, Speaker


def claim(agent: Party | None = None, patient: Party | None = None, *speakers: Speaker) -> Claim:
    nothing: dict[str, Any] = dict.fromkeys(
        ("outlet", "published", "object", "place", "time", "part_of", "same_items_as", "restates")
    )
    return Claim(
        id="c-1", report="a", report_id="sha256:0", action="killed", count=Count(), agent=agent, patient=patient,
        attribution=tuple(Link(speaker=s, cue=None) for s in speakers), status="asserted", scope="single", persons=(),
        evidence=Extent("", (0, 0)), rules=(), engine=Engine("0", "k"), **nothing,
    )  # fmt: skip


def party(text: str, **more: Any) -> Party:
    return Party(text=text, span=(0, len(text)), **more)


def speaker(text: str, **more: Any) -> Speaker:
    return Speaker(text=text, span=(0, len(text)), **more)


def test_names_without_an_id_are_counted_by_role() -> None:
    claims = [
        claim(party("كتائب الفجر"), None, speaker("منبر الضفتين")),
        claim(party("كتائب الفجر"), party("لواء الضفتين")),
        claim(party("الجيش", id="x"), party("كتائب الفجر")),
    ]
    assert missing(claims) == [
        ("كتائب الفجر", "agent", 2),
        ("كتائب الفجر", "patient", 1),
        ("لواء الضفتين", "patient", 1),
        ("منبر الضفتين", "speaker", 1),
    ]


def test_descriptions_are_not_listed() -> None:
    groups = party("مسلحون"), party("جماعة ما", basis="description")
    sources = ("مسؤول أمني", "ناشطون", "مصدر في وزارة الدفاع", "المصادر", "البيان", "شهود عيان")
    assert missing([claim(*groups, *map(speaker, sources))]) == []


def test_spellings_that_differ_in_letter_variants_are_one_name() -> None:
    claims = [claim(party("كتائب الإسراء")), claim(party("كتائب الاسراء")), claim(party("كتائب الإسراء"))]
    assert missing(claims) == [("كتائب الإسراء", "agent", 3)]


def test_joint_speakers_are_looked_up_one_by_one() -> None:
    joint = speaker("الضفتان والفجر", parts=(speaker("منبر الضفتين"), speaker("الفجر", id="fajr")))
    assert missing([claim(None, None, joint)]) == [("منبر الضفتين", "speaker", 1)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("لكتائب الضفتين", "group"),
        ("قوات الضفتين", "group"),
        ("وزارة شؤون الضفتين", "institution"),
        ("ومستشفى الضفتين", "institution"),
        ("العميد فلان الضفتين", "person"),
        ("فلان الضفتين، مدير الناحية", "person"),
        ("الضفتين", None),
        ("", None),
    ],
)
def test_what_an_unknown_name_seems_to_be(name: str, kind: str | None) -> None:
    assert kind_of(load(), name) == kind
