"""Each format is read back by a client of its own field; Arabic survives, letter for letter."""

from __future__ import annotations

import csv
import html
import json
import subprocess
from pathlib import Path

import pytest

import rasd
from rasd.errors import UsageError
from rasd.exporting import acled, ucdp
from rasd.exporting.formats import FORMATS, export
from rasd.exporting.tables import CAVEAT, CLAIMS, Share, share_of
from rasd.loading import Failure, load
from rasd.model import Report, Sharing

SUFFIX = {
    "xlsx": ".xlsx", "jsonl": ".jsonl", "geojson": ".geojson", "ucdp": ".csv", "acled": ".csv", "gpkg": ".gpkg",
    "webannotation": ".jsonl",
    "labelstudio": ".json",
}  # fmt: skip


def written(format: str, share: Share, folder: Path, **how: bool) -> Path:
    out = folder / f"out{SUFFIX.get(format, '')}"
    export(format, share, out, **how)
    return out


def rows_of(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


def sentences(share: Share) -> list[str]:
    return [record["evidence"]["text"] for record in share.claims]


def test_csv_is_read_by_duckdb_letter_for_letter(internal: Share, tmp_path: Path) -> None:
    import duckdb

    out = written("csv", internal, tmp_path)
    assert sorted(p.name for p in out.iterdir()) == ["claims.csv", "incidents.csv", "sources.csv"]
    query = f"SELECT evidence FROM read_csv('{out / 'claims.csv'}', header = true, all_varchar = true)"
    found = [row[0] for row in duckdb.sql(query).fetchall()]
    assert found == [text if not text.startswith("=") else f"'{text}" for text in sentences(internal)]


@pytest.mark.parametrize("format", ["csv", "hxl", "xlsx", "parquet"])
def test_no_table_of_claims_is_read_as_reports(format: str, internal: Share, tmp_path: Path) -> None:
    out = written(format, internal, tmp_path)
    path = next(p for p in (out, *out.glob("*claims*")) if p.is_file())
    (failure,) = load([path])
    assert isinstance(failure, Failure) and failure.error.code == "claims"
    asked = load([path], columns={"text": "evidence"})
    assert format == "xlsx" or any(isinstance(item, Report) for item in asked)


def test_formulas_are_made_harmless_in_csv(internal: Share, tmp_path: Path) -> None:
    out = written("csv", internal, tmp_path)
    cells = [cell for row in rows_of(out / "claims.csv") for cell in row.values()]
    assert "'@المصدر" in cells and "'+صحيفة" in cells
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@")]


def test_a_byte_order_mark_if_asked_for(internal: Share, tmp_path: Path) -> None:
    out = written("csv", internal, tmp_path, bom=True)
    assert (out / "claims.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_one_csv_file_holds_the_claims(internal: Share, tmp_path: Path) -> None:
    export("csv", internal, tmp_path / "claims.csv")
    assert len(rows_of(tmp_path / "claims.csv")) == len(internal.claims)


def test_xlsx_is_read_by_openpyxl_from_right_to_left(internal: Share, tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(written("xlsx", internal, tmp_path))
    assert book.sheetnames == ["readme", "claims", "incidents", "sources"]
    assert all(book[name].sheet_view.rightToLeft for name in book.sheetnames[1:])
    header, *rows = book["claims"].iter_rows(values_only=True)
    found = [dict(zip(header, row, strict=True)) for row in rows]
    assert [row["evidence"].removeprefix("'") for row in found] == sentences(internal)
    assert {cell.data_type for row in book["claims"] for cell in row} <= {"s", "n"}
    assert CAVEAT in {cell for row in book["readme"].iter_rows(values_only=True) for cell in row}


def test_json_lines_hold_the_whole_record(internal: Share, tmp_path: Path) -> None:
    lines = written("jsonl", internal, tmp_path).read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert [r["evidence"]["text"] for r in records] == sentences(internal)
    assert all(r["incident"] and r["caveat"] for r in records)
    export("jsonl", internal, tmp_path / "folder")
    incidents = [json.loads(line) for line in (tmp_path / "folder" / "incidents.jsonl").open(encoding="utf-8")]
    assert {id for i in incidents for id in i["claims"]} == {r["id"] for r in records}


def test_geojson_has_longitude_first_and_no_point_for_a_shelter(public: Share, internal: Share, tmp_path: Path) -> None:
    collection = json.loads(written("geojson", internal, tmp_path).read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"
    points = [f["geometry"]["coordinates"] for f in collection["features"] if f["geometry"]]
    assert points == [[37.16, 36.2]]
    assert all(set(f) == {"type", "id", "geometry", "properties"} for f in collection["features"])
    assert "سامر" not in json.dumps(
        json.loads(_again("geojson", public, tmp_path).read_text(encoding="utf-8")), ensure_ascii=False
    )


def _again(format: str, share: Share, folder: Path) -> Path:
    return written(format, share, folder, overwrite=True)


def test_parquet_is_read_by_duckdb_with_its_types(internal: Share, tmp_path: Path) -> None:
    import duckdb

    out = written("parquet", internal, tmp_path)
    found = duckdb.sql(f"SELECT evidence, low, published FROM '{out / 'claims.parquet'}'").fetchall()
    assert [row[0] for row in found] == sentences(internal)
    assert {type(row[1]) for row in found if row[1] is not None} == {float}
    assert str(found[0][2]) == "2020-01-26"


def test_a_geopackage_is_read_by_gdal(internal: Share, tmp_path: Path) -> None:
    import pyogrio

    out = written("gpkg", internal, tmp_path)
    about = pyogrio.read_info(out, layer="incidents")
    assert (about["features"], about["geometry_type"], about["crs"]) == (1, "Point", "EPSG:4326")
    assert {"killed_low", "caveat", "archive"} <= set(about["fields"])


def test_hxl_tags_are_read_by_libhxl(internal: Share, tmp_path: Path) -> None:
    import hxl

    out = written("hxl", internal, tmp_path)
    source = hxl.data(str(out / "claims.csv"), hxl.InputOptions(allow_local=True))
    assert [column.display_tag for column in source.columns] == [column.tag for column in CLAIMS]
    assert len(list(source)) == len(internal.claims)


def test_a_data_package_is_valid_to_frictionless(internal: Share, tmp_path: Path) -> None:
    import frictionless

    out = written("datapackage", internal, tmp_path)
    report = frictionless.validate(str(out / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])


def test_ucdp_has_its_49_columns_and_its_sums_agree(internal: Share, tmp_path: Path) -> None:
    assert len(ucdp.COLUMNS) == 49
    found = rows_of(written("ucdp", internal, tmp_path))
    assert found and set(found[0]) == set(ucdp.COLUMNS)
    for row in found:
        parts = [int(row[f"deaths_{of}"]) for of in ("a", "b", "civilians", "unknown")]
        assert sum(parts) == int(row["best"])
        assert int(row["low"]) <= int(row["best"])
    shelter = next(row for row in found if row["country"] == "Syria")
    assert (shelter["low"], shelter["best"], shelter["high"], shelter["date_prec"]) == ("7", "7", "9", "1")


def test_acled_has_its_31_columns_and_its_types(internal: Share, tmp_path: Path) -> None:
    assert len(acled.COLUMNS) == 31
    found = rows_of(written("acled", internal, tmp_path))
    row = next(row for row in found if row["country"] == "Syria")
    assert (row["event_type"], row["sub_event_type"]) == (acled.REMOTE, "Shelling/artillery/missile attack")
    assert row["event_id_cnty"].startswith("SYR-") and (row["iso"], row["region"]) == ("760", "Middle East")
    assert "Killed: 7 to 9, best 7" in row["notes"] and CAVEAT in row["notes"]


@pytest.mark.parametrize(
    ("words", "a", "b", "unknown", "said"),
    [
        (
            "قتل 5 جنود من الجيش السوري في هجوم شنه تنظيم داعش على موقع للجيش السوري في تدمر أمس.",
            ("Syrian Arab Army", "5"),
            ("Islamic State", "0"),
            "0",
            "Fighters killed: 5 of Syrian Arab Army.",
        ),
        (
            "قتل 7 مسلحين في هجوم شنه الجيش السوري في تدمر أمس.",
            ("Syrian Arab Army", "0"),
            ("", "0"),
            "7",
            "7 of a side",
        ),
    ],
)
def test_dead_fighters_are_of_the_side_that_is_said(
    words: str, a: tuple[str, str], b: tuple[str, str], unknown: str, said: str, tmp_path: Path
) -> None:
    claims = rasd.read(rasd.Report.from_text(words, published="2020-01-26"))
    share = share_of(claims, rasd.incidents(claims, rasd.link(claims)), Sharing.internal)
    [row] = rows_of(written("ucdp", share, tmp_path))
    assert ((row["side_a"], row["deaths_a"]), (row["side_b"], row["deaths_b"])) == (a, b)
    assert row["deaths_unknown"] == unknown and said in row["source_article"]
    assert said in rows_of(_again("acled", share, tmp_path))[0]["notes"]


@pytest.mark.parametrize(
    ("words", "ucdp_code", "acled_code"),
    [
        ("في مدينة سراقب", "1", "1"),
        ("في محيط سراقب", "2", "2"),
        ("في ريف إدلب الجنوبي", "4", "3"),
        ("في سوريا", "6", ""),
    ],
)
def test_how_exact_a_place_is_comes_from_what_was_resolved(
    words: str, ucdp_code: str, acled_code: str, tmp_path: Path
) -> None:
    report = rasd.Report.from_text(f"مقتل 12 مدنياً {words} أمس.", published="2020-01-26")
    claims = rasd.read(report)
    share = share_of(claims, rasd.incidents(claims, rasd.link(claims)), Sharing.internal)
    assert rows_of(written("ucdp", share, tmp_path))[0]["where_prec"] == ucdp_code
    assert rows_of(_again("acled", share, tmp_path))[0]["geo_precision"] == acled_code


def test_annotations_quote_the_evidence_and_place_it(public: Share, internal: Share, tmp_path: Path) -> None:
    lines = written("webannotation", internal, tmp_path).read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    assert [a["target"]["selector"][0]["exact"] for a in found] == sentences(internal)
    assert {a["@context"] for a in found} == {"http://www.w3.org/ns/anno.jsonld"}
    assert all(a["target"]["source"].startswith("urn:sha256:") for a in found)
    withheld = [json.loads(line) for line in _again("webannotation", public, tmp_path).read_bytes().splitlines()]
    masked = [a for a in withheld if "▮" in a["target"]["selector"][0]["exact"]]
    assert masked and all(a["target"]["source"] == "urn:rasd:withheld" for a in masked)
    assert all(len(a["target"]["selector"]) == 1 for a in masked)


@pytest.mark.parametrize("format", [f for f in FORMATS if f != "gpkg"])
def test_no_private_person_is_in_what_is_public(format: str, public: Share, tmp_path: Path) -> None:
    out = written(format, public, tmp_path)
    files = sorted(out.iterdir()) if out.is_dir() else [out]
    for path in files:
        assert "سامر".encode() not in unpacked(path)


def unpacked(path: Path) -> bytes:
    if path.suffix != ".xlsx":
        return path.read_bytes()
    done = subprocess.run(["unzip", "-p", str(path)], capture_output=True, check=False)
    return html.unescape(done.stdout.decode("utf-8", "replace")).encode()  # XML may spell letters out


def test_what_is_there_is_not_overwritten_unasked(internal: Share, tmp_path: Path) -> None:
    out = tmp_path / "claims.csv"
    out.write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="is there already"):
        export("csv", internal, out)
    assert out.read_text(encoding="utf-8") == "mine"
    export("csv", internal, out, overwrite=True)
    assert out.read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize("format", ["csv", "jsonl", "geojson", "datapackage"])
def test_overwriting_a_folder_removes_nothing_but_an_earlier_export(
    internal: Share, tmp_path: Path, format: str
) -> None:
    out = tmp_path / "reports"
    out.mkdir()
    (out / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"holds mine\.txt, which --overwrite does not remove"):
        export(format, internal, out, overwrite=True)
    assert [path.name for path in tmp_path.rglob("*")] == ["reports", "mine.txt"]


def test_an_earlier_export_is_replaced_whole(internal: Share, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    export("csv", internal, out)
    (out / "claims.csv").write_text("old", encoding="utf-8")
    export("csv", internal, out, overwrite=True)
    assert (out / "claims.csv").read_text(encoding="utf-8") != "old"
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_a_byte_order_mark_is_for_csv(internal: Share, tmp_path: Path) -> None:
    export("hxl", internal, tmp_path / "tables", bom=True)
    assert (tmp_path / "tables" / "claims.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with pytest.raises(UsageError, match="--bom is for csv and hxl"):
        export("geojson", internal, tmp_path / "x.geojson", bom=True)


def test_a_failure_leaves_nothing_behind(internal: Share, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(share: Share, out: Path) -> None:
        out.write_text("half", encoding="utf-8")
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(FORMATS, "csv", full)
    with pytest.raises(OSError, match="No space left"):
        export("csv", internal, tmp_path / "out.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("format", "out", "said"),
    [
        ("pdf", "x.pdf", "no such format. Known are xlsx, csv"),
        ("csv", "no/where.csv", "there is no folder"),
    ],
)
def test_a_wrong_call_is_explained(internal: Share, tmp_path: Path, format: str, out: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        export(format, internal, tmp_path / out)


def test_nothing_to_export_says_why(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--with-recent"):
        export("csv", Share([], [], "public"), tmp_path / "x.csv")  # type: ignore[arg-type]
