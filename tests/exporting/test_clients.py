"""What is exported is read by the programs of the field themselves, and Arabic survives letter for letter.

``tools/clients.sh`` installs ogrinfo and Label Studio's SDK; without them their tests are skipped, under CI they fail.
LibreOffice is used where it is there.
"""

from __future__ import annotations

import asyncio
import csv
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from made_exports import SENTENCE, TODAY, made

import rasd
from rasd.exporting import labelstudio
from rasd.exporting.digests import content, docx
from rasd.exporting.formats import export
from rasd.exporting.tables import Share, share_of
from rasd.linking.incidents import linked
from rasd.model import Sharing

#: The environment that runs the tests, as it was called: a link to Python is not followed.
ENVIRONMENT = Path(sys.executable).parent


def program(*names: str | Path, must: bool = True) -> str:
    """The first of some programs that is there; else the test is skipped, or fails under CI where it has to run."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        said = f"{names[0]} is missing: run tools/clients.sh"
        if must and os.environ.get("CI"):
            pytest.fail(said)
        pytest.skip(said)
    return found


def output(*command: str | Path, **how: Any) -> str:
    done = subprocess.run(command, capture_output=True, check=False, timeout=240, **how)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_ogrinfo_reads_a_geopackage_without_a_complaint(internal: Share, tmp_path: Path) -> None:
    ogrinfo = program("ogrinfo")
    out = tmp_path / "incidents.gpkg"
    export("gpkg", internal, out)
    done = subprocess.run([ogrinfo, "-al", out], capture_output=True, check=True)
    said = done.stdout.decode()
    assert b"Warning" not in done.stderr and b"ERROR" not in done.stderr
    assert "Feature Count: 1" in said and "POINT (37.16 36.2)" in said
    assert "place (String) = ملجأ النور" in said or "place (String) = حلب" in said


def test_ogrinfo_reads_geojson(internal: Share, tmp_path: Path) -> None:
    ogrinfo = program("ogrinfo")
    out = tmp_path / "incidents.geojson"
    export("geojson", internal, out)
    said = output(ogrinfo, "-al", out)
    assert f"Feature Count: {len(internal.incidents)}" in said and "POINT (37.16 36.2)" in said


def test_datasette_serves_what_was_exported(internal: Share, tmp_path: Path) -> None:
    import sqlite3

    from datasette.app import Datasette

    export("csv", internal, tmp_path / "tables")
    base = tmp_path / "claims.db"
    with (tmp_path / "tables" / "claims.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    with sqlite3.connect(base) as database:
        database.execute(f"CREATE TABLE claims ({', '.join(head)})")
        database.executemany(f"INSERT INTO claims VALUES ({', '.join('?' * len(head))})", rows)
    database.close()
    export("gpkg", internal, tmp_path / "incidents.gpkg")

    async def asked() -> tuple[Any, Any]:
        served = Datasette([str(base), str(tmp_path / "incidents.gpkg")])
        await served.invoke_startup()
        claims = await served.client.get("/claims/claims.json?_shape=array")
        places = await served.client.get("/incidents/incidents.json?_shape=array")
        return claims.json(), places.json()

    with ThreadPoolExecutor(1) as pool:  # a browser of other tests may have a loop running in this thread
        claims, places = pool.submit(asyncio.run, asked()).result()
    assert SENTENCE in [row["evidence"] for row in claims]
    assert [row["country"] for row in places] == ["SY"]


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What LibreOffice makes of a workbook (CSV of the sheet of claims), of CSV (XLSX), and of a digest (text)."""
    office = program("soffice", "libreoffice", must=False)
    folder = tmp_path_factory.mktemp("office")
    claims = made()
    share = share_of(claims, linked(claims), Sharing.internal, today=TODAY)
    export("xlsx", share, folder / "book.xlsx")
    export("csv", share, folder / "claims.csv")
    digest = content.digest_of(share, "ar", today=TODAY)
    (folder / "digest.docx").write_bytes(docx.document(digest))
    convert = [office, f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to"]
    for kind, name in (
        ("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2", "book.xlsx"),
        ("xlsx", "claims.csv"),
        ("txt:Text (encoded):UTF8", "digest.docx"),
    ):
        opening = ["--infilter=CSV:44,34,76,1"] if name.endswith(".csv") else []
        output(*convert[:2], *opening, *convert[2:], kind, "--outdir", folder / "out", folder / name)
    return folder / "out"


def test_libreoffice_keeps_a_workbook(converted: Path, internal: Share) -> None:
    [path] = converted.glob("book*.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["evidence"].removeprefix("'") for row in rows] == [r["evidence"]["text"] for r in internal.claims]
    assert "@المصدر" in {row["speaker"].removeprefix("'") for row in rows}


def test_libreoffice_keeps_csv(converted: Path, internal: Share) -> None:
    import openpyxl

    sheet = openpyxl.load_workbook(converted / "claims.xlsx").active
    assert sheet is not None
    head, *rows = sheet.iter_rows(values_only=True)
    said = [str(dict(zip(head, row, strict=True))["evidence"]).removeprefix("'") for row in rows]
    assert said == [record["evidence"]["text"] for record in internal.claims]
    assert all(cell.data_type != "f" for row in sheet for cell in row)


def test_libreoffice_keeps_a_digest(converted: Path) -> None:
    text = (converted / "digest.txt").read_text(encoding="utf-8-sig")
    assert SENTENCE in text and "موجز الخسائر كما وردت في التقارير" in text


def test_entities_are_valid_to_followthemoney(public: Share, internal: Share, tmp_path: Path) -> None:
    ftm = program(ENVIRONMENT / "ftm", "ftm")
    for number, share in enumerate((public, internal)):
        out, checked = tmp_path / f"{number}.ftm", tmp_path / f"{number}.checked"
        export("ftm", share, out)
        output(ftm, "validate", "-i", out, "-o", checked)
        before, after = (
            {row["id"]: (row["schema"], {key: sorted(v) for key, v in row["properties"].items()}) for row in rows}
            for rows in (map(json.loads, path.read_text(encoding="utf-8").splitlines()) for path in (out, checked))
        )
        assert before == after, "a value was dropped or changed"
        notes = [row for schema, row in after.values() if schema == "Note"]
        assert sorted(text for row in notes for text in row["description"]) == sorted(
            r["evidence"]["text"] for r in share.claims
        )


def test_every_reference_of_an_entity_leads_to_one(internal: Share, tmp_path: Path) -> None:
    from followthemoney import model

    out = tmp_path / "out.ftm"
    export("ftm", internal, out)
    found = [model.get_proxy(json.loads(line)) for line in out.read_text(encoding="utf-8").splitlines()]
    ids = {proxy.id for proxy in found}
    named = {value for proxy in found for prop, value in proxy.itervalues() if prop.type.name == "entity"}
    assert named and named <= ids
    assert {proxy.schema.name for proxy in found} == {"Article", "Event", "Note", "Address", "Organization"}


def test_tasks_are_valid_to_label_studio(tmp_path: Path) -> None:
    python = program(ENVIRONMENT.parent / "clients" / "bin" / "python")
    report = rasd.Report.from_text("مقتل 12 مدنياً في قصف على حلب أمس.", published="2020-01-26")
    share = share_of(rasd.read(report), sharing=Sharing.internal)
    export("labelstudio", share, tmp_path / "tasks.json")
    (tmp_path / "config.xml").write_text(labelstudio.CONFIG, encoding="utf-8")
    # Its validate_task crashes on tasks with predictions, so both are checked on their own.
    code = (
        "import json, sys\n"
        "from label_studio_sdk.label_interface import LabelInterface\n"
        "interface = LabelInterface(open(sys.argv[1], encoding='utf-8').read())\n"
        "for task in json.load(open(sys.argv[2], encoding='utf-8')):\n"
        "    assert interface.validate_task({'data': task['data']})\n"
        "    assert interface.validate_prediction(task['predictions'][0])\n"
    )
    output(python, "-c", code, tmp_path / "config.xml", tmp_path / "tasks.json")
    tasks = json.loads((tmp_path / "tasks.json").read_bytes())
    regions = [region for task in tasks for region in task["predictions"][0]["result"]]
    assert {region["value"]["labels"][0] for region in regions} >= {"measure", "place"}
    assert all(report.text.find(region["value"]["text"]) >= 0 for region in regions)
