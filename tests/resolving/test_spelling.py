"""Spellings: the variants that are one name, and those that are not."""

from __future__ import annotations

import pytest

from rasd.codebook import gazetteer
from rasd.codebook.spelling import skeleton, skeletons
from rasd.reading.knowledge import default
from rasd.resolving.atlas import atlas_of
from rasd.resolving.mentions import inspect


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("تل خطره", "تلخطره"), ("خان يونس", "خانيونس"), ("دير الزور", "ديرالزور"), ("دير الزور", "دير زور"),
        ("الفاشر", "فاشر"), ("كسلا", "كسله"), ("صنعاء", "صنعا"), ("ابو الظهور", "ابو الضهور"),
        ("ابي سمراء", "ابو سمرا"), ("بو سليم", "ابو سليم"), ("حر بنفسه", "حربنفسه"),
    ],
)  # fmt: skip
def test_one_name(one: str, other: str) -> None:
    assert skeleton(one.split()) == skeleton(other.split())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("مصيطف", "المصيطبه"), ("مصيطف", "مصياف"), ("بلد", "بلده"), ("الباب", "البو"), ("حماه", "حمص"),
        ("عين", "عينه"), ("سرمين", "سرمدا"), ("الميادين", "الميدان"),
    ],
)  # fmt: skip
def test_two_names(one: str, other: str) -> None:
    assert skeleton(one.split()) != skeleton(other.split())


def test_many_at_once_are_as_one_by_one() -> None:
    names = sorted(gazetteer.load().by_name)
    assert skeletons(names) == [skeleton(name.split(" ")) for name in names]


def test_every_name_of_the_package_leads_to_its_places() -> None:
    atlas, places = atlas_of(default()), gazetteer.load()
    for name in sorted(places.by_name.keys() - places.without_article)[::17]:
        found = {entry.id for bearer in atlas.bearers(tuple(name.split())) for entry in bearer.entries}
        assert found or len(skeleton(name.split())) < 2, name


def test_an_unknown_name_beside_a_known_one_stays_unresolved_in_its_neighbourhood() -> None:
    unknown, known = inspect("قصف قريتي مصيطف وتل خطرة", "SY", default())
    assert known["status"] == "resolved" and known["name"] == "Tall Khatrah"
    assert unknown["status"] == "unresolved" and unknown["name"] is None and not unknown["candidates"]
    assert unknown["relation"] == "inferred_near" and unknown["radius_km"] == 25
    assert (unknown["lat"], unknown["lon"]) == (known["lat"], known["lon"])
