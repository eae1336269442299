"""Villages that only a user's gazetteer knows are read where a place must stand, without a word that says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rasd.codebook import book, gazetteer, shelf
from rasd.gazetteers.adding import Wanted, add
from rasd.model import Claim, Report
from rasd.reading.knowledge import Knowledge
from rasd.reading.reader import read

TABLE = """pcode,name_ar,name_en,lat,lon,adm1_pcode,adm1_ar
X1,كفرزمور,K,35.1,36.2,SY07,إدلب
X2,عين الورقا,A,35.2,36.3,SY07,إدلب
"""


@pytest.fixture(scope="module")
def knowing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Knowledge]:
    folder = tmp_path_factory.mktemp("data")
    (folder / "villages.csv").write_text(TABLE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RASD_DATA_DIR", str(folder))
        add(Wanted(str(folder / "villages.csv"), source="made", licence="made"))
        yield Knowledge(book.load(), gazetteer.load(), shelf.load())


def dead(text: str, knowledge: Knowledge | None) -> str | None:
    claims: list[Claim] = read(Report.from_text(text), knowledge=knowledge)
    (killed,) = [c for c in claims if c.action == "killed"]
    return killed.place.text if killed.place else None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("قتل خمسة مدنيين في كفرزمور أمس.", "كفرزمور"),
        ("قتل خمسة مدنيين في قصف على كفرزمور.", "كفرزمور"),
        ("قتل خمسة جنود قرب عين الورقا وأصيب آخرون.", "عين الورقا"),
    ],
)
def test_a_village_of_the_user(text: str, place: str, knowing: Knowledge) -> None:
    assert dead(text, knowing) == place
    assert dead(text, Knowledge(book.load(), gazetteer.load())) is None


def test_where_no_place_stands_a_name_is_none(knowing: Knowledge) -> None:
    assert dead("قال كفرزمور إن خمسة مدنيين قتلوا.", knowing) is None
