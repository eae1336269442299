"""The JSON Schema suits every record that Rasd writes, and nothing that is no record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from made_exports import share
from typer.testing import CliRunner

import rasd
from rasd.cli import app
from rasd.errors import UsageError
from rasd.exporting.formats import export
from rasd.exporting.schema import KINDS, schema_of
from rasd.model import Claim, Sharing, to_json

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports.jsonl"


def checker(kind: str) -> Any:
    schema = schema_of(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.fixture(scope="module")
def claims() -> list[Claim]:
    rows = [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
    reports = [rasd.Report.from_text(r["text"], published=r["published"], outlet=r["outlet"], id=r["id"]) for r in rows]
    found = [claim for report in reports for claim in rasd.read(report)]
    assert len(found) > 20
    return found


def test_it_suits_what_is_read(claims: list[Claim]) -> None:
    valid = checker("claim")
    for claim in claims:
        valid.validate(json.loads(to_json(claim)))


def test_it_suits_incidents_and_cells(claims: list[Claim]) -> None:
    incidents = rasd.incidents(claims, rasd.link(claims))
    for incident in incidents:
        checker("incident").validate(json.loads(to_json(incident)))
    for cell in rasd.tally(incidents).cells:
        checker("cell").validate(json.loads(to_json(cell)))


@pytest.mark.parametrize("sharing", list(Sharing))
def test_it_suits_what_is_exported_masked_or_not(sharing: Sharing, tmp_path: Path) -> None:
    export("jsonl", share(sharing), tmp_path / "claims.jsonl")
    for line in (tmp_path / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        checker("claim").validate(json.loads(line))


@pytest.mark.parametrize(
    "change",
    [
        {"action": "flew"},
        {"status": "true"},
        {"published": "26 January"},
        {"extra": 1},
        {"count": None},
        {"evidence": {"text": "قتل"}},
    ],
)
def test_what_is_no_record_is_refused(claims: list[Claim], change: dict[str, Any]) -> None:
    record = json.loads(to_json(claims[0])) | change
    assert not checker("claim").is_valid(record)


def test_a_key_that_lacks_is_missed(claims: list[Claim]) -> None:
    for key in json.loads(to_json(claims[0])):
        record = json.loads(to_json(claims[0]))
        del record[key]
        assert not checker("claim").is_valid(record), key


def test_it_is_printed() -> None:
    for kind in KINDS:
        done = CliRunner().invoke(app, ["schema", kind])
        assert (done.exit_code, json.loads(done.stdout)) == (0, schema_of(kind))
    with pytest.raises(UsageError, match="Known are claim, incident, cell"):
        schema_of("war")
