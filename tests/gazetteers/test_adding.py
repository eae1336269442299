"""Adding gazetteers: every kind of file, and every way in which one can be wrong."""

from __future__ import annotations

import gzip
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest

from rasd.arabic.script import fold
from rasd.codebook import shelf
from rasd.codebook.spelling import skeleton
from rasd.errors import InputError, UsageError
from rasd.gazetteers import opening, rows, store
from rasd.gazetteers.adding import Wanted, add
from rasd.gazetteers.columns import mapping

HEADER = "pcode,name_ar,name_en,lat,lon,adm1_pcode,adm1_ar"
LINES = ["XX01,تل السمك,Tall as-Samak,35.1,36.2,SY07,إدلب", "XX02,عين الهر_عين القط,Ayn,35.2,36.3,SY07,إدلب"]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RASD_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def written(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def found(name: str) -> list[shelf.Found]:
    return list(shelf.load().bearers(skeleton(fold(name).split())))


def on_the_shelf(data: Path) -> list[str]:
    return sorted(p.name for p in data.rglob("*") if p.is_file())


# ---- what can be added


def test_a_table_of_communities(tmp_path: Path) -> None:
    path = written(tmp_path / "villages.csv", HEADER, *LINES)
    result = add(Wanted(str(path), source="OCHA", licence="CC BY-IGO"))
    assert (result.name, result.rows) == ("villages", 2)
    (place,) = found("تلسمك")
    assert (
        place.entry.country == "SY"
        and place.entry.admin1 == "SY-ID"
        and (place.entry.lat, place.entry.lon) == (35.1, 36.2)
    )
    assert (place.source, place.licence) == ("OCHA", "CC BY-IGO")
    assert found("عين القط")[0].entry.id == found("عين الهر")[0].entry.id == "villages:XX02"


def test_a_table_of_units_without_points(tmp_path: Path) -> None:
    path = written(
        tmp_path / "units.csv", "adm2_pcode,name_ar,adm1_pcode,adm1_ar", "SD99001,محلية الديك,SD07,جنوب كردفان"
    )
    add(Wanted(str(path)))
    entry = found("محلية الديك")[0].entry
    assert (entry.kind, entry.admin1, entry.lat) == ("admin2", "SD-KS", None)


def test_a_table_of_all_levels_knows_its_provinces(tmp_path: Path) -> None:
    header = "level,pcode,adm1_pcode,name_en,name_ar,centroid_lat,centroid_lon"
    path = written(
        tmp_path / "levels.csv",
        header,
        "1,YE12,YE12,Abyan,أبين,13.7,46.1",
        "3,YE120101,YE12,Rooster,عزلة الديك,13.8,46.2",
    )
    add(Wanted(str(path)))
    entry = found("عزلة الديك")[0].entry
    assert (entry.country, entry.admin1, entry.kind, entry.radius_km) == ("YE", "YE-AB", "admin2", 12.0)


def test_columns_of_ones_own(tmp_path: Path) -> None:
    path = written(tmp_path / "mine.tsv", "Nom\tÉcriture\tN\tE", "Coq\tقرية الديك\t15.1\t32.1")
    columns = tuple(mapping(["name_ar=Écriture", "name_en=Nom", "lat=N", "lon=E"]).items())
    add(Wanted(str(path), columns=columns, country="SD"))
    assert found("قرية الديك")[0].entry[2:8] == ("Coq", "SD", "", "settlement", 15.1, 32.1)
    with pytest.raises(UsageError, match="field=HEADER"):
        mapping(["nom=Écriture"])


def test_another_encoding(tmp_path: Path) -> None:
    path = written(tmp_path / "old.csv", HEADER, *LINES, encoding="windows-1256")
    with pytest.raises(InputError, match="windows-1256"):
        add(Wanted(str(path)))
    assert add(Wanted(str(path), encoding="windows-1256")).rows == 2


DUMP = (
    "900001\tDik\tDik\tDik,قرية الديك,دیک\t35.5\t36.5\tP\tPPL\tSY\t\t12\t\t\t\t1200\t\t400\tAsia/Damascus\t2020-01-01"
)


@pytest.mark.parametrize("packed", [False, True])
def test_a_dump_of_geonames(tmp_path: Path, packed: bool) -> None:
    path = written(tmp_path / "SY.txt", DUMP, DUMP.replace("900001", "900002").replace("قرية الديك,دیک", ""))
    names = written(tmp_path / "names.txt", "1\t900002\tar\tقرية البط\t1\t\t\t\t\t", "2\t900002\ten\tDuck\t\t\t\t\t\t")
    if packed:
        for file in (path, names):
            with zipfile.ZipFile(file.with_suffix(".zip"), "w") as archive:
                archive.write(file, file.name)
                archive.writestr("readme.txt", "read me")
        path, names = path.with_suffix(".zip"), names.with_suffix(".zip")
    assert add(Wanted(str(path), name="gn", alternate_names=str(names))).rows == 2
    entry = found("قرية الديك")[0].entry
    assert (entry.id, entry.admin1, entry.population) == ("geonames:900001", "SY-ID", 1200)
    assert found("قرية البط")[0].licence == "CC BY 4.0" and not found("دیک")


def feature(number: int, name: str) -> str:
    told = {"wof:id": number, "wof:name": "Cat", "wof:country": "LB", "wof:placetype": "locality"}
    told |= {"geom:latitude": 34.0, "geom:longitude": 36.0, "name:ara_x_preferred": [name]}
    return json.dumps({"type": "Feature", "properties": told}, ensure_ascii=False)


def test_records_of_whos_on_first(tmp_path: Path) -> None:
    one = written(tmp_path / "one.geojson", json.dumps(json.loads(feature(7, "ضيعة القط")), indent=1))
    many = written(tmp_path / "many.geojson", feature(8, "ضيعة الكلب"), feature(9, "ضيعة الأرنب"))
    assert (add(Wanted(str(one))).rows, add(Wanted(str(many))).rows) == (1, 2)
    assert found("ضيعة الأرنب")[0].entry.id == "many:9" and found("ضيعة القط")[0].entry.country == "LB"


def test_a_database_of_whos_on_first(tmp_path: Path) -> None:
    path = tmp_path / "wof.db"
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE spr (id, name, placetype, country, latitude, longitude)")
        base.execute("CREATE TABLE names (id, language, name)")
        base.execute("INSERT INTO spr VALUES (5, 'Cat', 'locality', 'LB', 34.0, 36.0)")
        base.executemany("INSERT INTO names VALUES (5, ?, ?)", [("ara", "ضيعة القط"), ("eng", "Cat")])
    assert add(Wanted(str(path))).form == "Who's On First (SQLite)"
    assert found("ضيعة القط")[0].entry.id == "wof:5"


def test_adding_again_replaces_and_removing_forgets(tmp_path: Path, data: Path) -> None:
    path = written(tmp_path / "v.csv", HEADER, *LINES)
    add(Wanted(str(path)))
    before = shelf.load().version
    add(Wanted(str(path)))
    assert shelf.load().version == before != ""
    add(Wanted(str(written(path, HEADER, LINES[0]))))
    assert shelf.load().version != before and not found("عين القط")
    store.remove("v")
    assert shelf.load().version == "" and on_the_shelf(data) == []
    with pytest.raises(UsageError, match="no gazetteer is called v"):
        store.remove("v")


def test_the_places_are_known_to_reading_by_their_hash(tmp_path: Path) -> None:
    from rasd.codebook import book, gazetteer
    from rasd.reading.knowledge import Knowledge

    bare = Knowledge(book.load(), gazetteer.load())
    add(Wanted(str(written(tmp_path / "v.csv", HEADER, *LINES))))
    assert Knowledge(book.load(), gazetteer.load(), shelf.load()).version != bare.version


# ---- what is wrong is told with its line, and changes nothing


BROKEN = {
    "off the globe": ([HEADER, LINES[0], "X,اسم,x,95.0,36.2,SY07,إدلب"], ":3", "off the globe"),
    "exchanged": ([HEADER, "X,اسم,x,36.0,236.0,SY07,إدلب"], ":2", "exchanged"),
    "no number": ([HEADER, "X,اسم,x,north,36.2,SY07,إدلب"], ":2", "no coordinates"),
    "half a point": ([HEADER, "X,اسم,x,35.0,,SY07,إدلب"], ":2", "no coordinates"),
    "not a number": ([HEADER, "X,اسم,x,nan,nan,SY07,إدلب"], ":2", "off the globe"),
    "a cell too few": ([HEADER, LINES[0], "X,اسم"], ":3", "2 cells"),
    "an open quotation": ([HEADER, '"X,اسم,x,1,2,SY07,إدلب'], ":2", "cells"),
    "no country": (["name_ar,lat,lon", "اسم,1,2"], ":2", "--country"),
    "no names": (["id,lat,lon", "1,2,3"], ":1", "no column of Arabic names"),
    "one coordinate": (["name_ar,lat,cc", "اسم,2,SY"], ":1", "lon"),
    "empty": ([""], ":1", "no header"),
    "nothing Arabic": ([HEADER, "X,Name,x,1,2,SY07,Idlib"], "", "no place with an Arabic name"),
    "people": (["name_ar,population,cc", "اسم,many,SY"], ":2", "inhabitants"),
}


@pytest.mark.parametrize("lines, line, what", BROKEN.values(), ids=BROKEN)
def test_a_broken_table(tmp_path: Path, data: Path, lines: list[str], line: str, what: str) -> None:
    kept = add(Wanted(str(written(tmp_path / "good.csv", HEADER, *LINES)))).name
    before, version = on_the_shelf(data), shelf.load().version
    path = written(tmp_path / "bad.csv", *lines)
    for name in ("bad", kept):  # as a new one, and in the place of one that is good
        with pytest.raises(InputError) as raised:
            add(Wanted(str(path), name=name))
        assert f"bad.csv{line}" in str(raised.value) and what in str(raised.value)
        assert on_the_shelf(data) == before and shelf.load().version == version


def test_a_million_rows(tmp_path: Path) -> None:
    path = written(tmp_path / "many.csv", HEADER, *(LINES[0] for _ in range(1_000_000)))
    with pytest.raises(InputError, match=r"many\.csv:500002: there are more than 500,000 rows"):
        add(Wanted(str(path)))
    assert rows.MOST_ROWS == 500_000 and not shelf.load().added


def test_a_wrong_encoding_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    path.write_bytes((HEADER + "\n" + LINES[0] + "\n").encode() + "X,اسم,x,1,2,SY07,إدلب\n".encode("windows-1256"))
    with pytest.raises(InputError, match=r"mixed\.csv:3: is not utf-8"):
        add(Wanted(str(path)))
    path.write_bytes((HEADER + "\n" + LINES[0]).encode("utf-16"))
    with pytest.raises(InputError, match=r"mixed\.csv:1: is UTF-16"):
        add(Wanted(str(path)))


def archive(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/"), content)
    return path


def test_a_zip_bomb(tmp_path: Path, data: Path) -> None:
    path = archive(tmp_path / "bomb.zip", bomb=b"0" * 80_000_000)
    with pytest.raises(InputError, match="zip bomb"):
        add(Wanted(str(path)))
    packed = tmp_path / "bomb.csv.gz"
    packed.write_bytes(gzip.compress((HEADER + "\n").encode() + b"\n" * 80_000_000))
    with pytest.raises(InputError, match="zip bomb"):
        add(Wanted(str(packed)))
    assert not shelf.load().added


@pytest.mark.parametrize("name", ["../../evil.csv", "/etc/evil.csv", "C:/evil.csv", "a\\..\\..\\evil.csv"])
def test_a_path_in_a_zip(tmp_path: Path, name: str) -> None:
    path = tmp_path / "paths.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(name, "\n".join([HEADER, *LINES]))
    with pytest.raises(InputError, match="leads elsewhere"):
        add(Wanted(str(path)))


def test_archives_that_are_none_or_hold_too_much(tmp_path: Path) -> None:
    path = archive(tmp_path / "two.zip", one=b"1", two=b"2")
    with pytest.raises(InputError, match="several files"):
        add(Wanted(str(path)))
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(InputError, match="cannot be read"):
        add(Wanted(str(path)))
    half = tmp_path / "half.csv.gz"
    half.write_bytes(gzip.compress("\n".join([HEADER, *LINES]).encode())[:60])
    with pytest.raises(InputError, match="cannot be read"):
        add(Wanted(str(half)))


def test_other_files_that_are_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_IN_LINE", 1000)
    for content, what in (
        ("\n".join([HEADER, "X,ا\0سم,x,1,2,SY07,إدلب"]), "zero bytes"),
        (HEADER + "\n" + "x" * 5000, "no end"),
        ('{"type": "Feature"}', "no properties"),
        ('{"type": ', "no JSON"),
        (DUMP + "\nshort\tline", "columns where a dump"),
    ):
        path = tmp_path / "wrong.txt"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(InputError, match=what):
            add(Wanted(str(path)))
    with pytest.raises(InputError, match="no such file"):
        add(Wanted(str(tmp_path / "nothing.csv")))
    with pytest.raises(InputError, match="is no file"):
        add(Wanted(str(tmp_path)))
    with pytest.raises(UsageError, match="is no name"):
        add(Wanted(str(written(tmp_path / "v.csv", HEADER, *LINES)), name="../v"))
    base = tmp_path / "other.db"
    with sqlite3.connect(base) as made:
        made.execute("CREATE TABLE t (x)")
    with pytest.raises(InputError, match="no distribution"):
        add(Wanted(str(base)))
    assert not shelf.load().added


def test_a_file_on_the_shelf_that_is_none(data: Path) -> None:
    from rasd.errors import CodebookError

    (data / "gazetteers").mkdir(parents=True)
    (data / "gazetteers" / "x.places").write_text("nothing")
    with pytest.raises(CodebookError, match="Remove the file"):
        shelf.load()
