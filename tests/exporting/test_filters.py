"""One filter for every output: an export holds what a tally of the same filter adds up, and no more."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from made_claims import claim
from made_exports import TODAY

from rasd.exporting import plots
from rasd.exporting.formats import FORMATS, export
from rasd.exporting.plots import Plot
from rasd.exporting.tables import Share, share_of
from rasd.linking.incidents import incidents, linked
from rasd.model import Claim, Incident, Judgement, Party, Person, Place, Reason, Sharing
from rasd.tallying.cells import tally, tally_of
from rasd.tallying.filtering import ALL, Filter, within

STATE, ARMY, OTHERS = "syr-government", "syr-army", "int-islamic-state"


def told() -> list[Claim]:
    """A winter of losses on two sides in two towns, some only alleged, one without a day."""
    rows = [
        claim("a-1", "killed", 9, day="2020-01-05", patient=ARMY, place="حلب"),
        claim("b-1", "killed", 4, day="2020-01-31", patient=OTHERS, place="إدلب", status="alleged"),
        claim("c-1", "killed", 7, day="2020-02-01", patient=STATE, place="حلب"),
        claim("c-1", "wounded", 11, day="2020-02-01", at=40, patient=OTHERS, place="حلب"),
        claim("d-1", "killed", 2, day="2020-03-09", place="عدن"),
        claim("e-1", "killed", 5, patient=ARMY, place="حلب"),
    ]
    return [changed(row, published="2020-04-01") for row in rows]


def changed(row: Claim, **given: Any) -> Claim:
    return Claim(**({key: getattr(row, key) for key in row.__struct_fields__} | given))


def apart(claims: list[Claim]) -> list[Incident]:
    """Each claim an incident of its own."""
    return incidents(claims, ())


def shared(of: Filter = ALL, sharing: Sharing = Sharing.internal, rows: list[Claim] | None = None) -> Share:
    claims = told() if rows is None else rows
    return share_of(claims, apart(claims), sharing, today=TODAY, of=of)


FILTERS = [
    Filter(start="2020-01-01", end="2020-01-31"),
    Filter(start="2020-02-01"),
    Filter(place="حلب"),
    Filter(status=("asserted",)),
    Filter(side="syr-government"),
    Filter(side="syr-government", allies=False, end="2020-01-31"),
    Filter(start="2020-01-01", end="2020-02-28", place="حلب", side="syr-government", status=("asserted", "denied")),
]


@pytest.mark.parametrize("asked", FILTERS)
@pytest.mark.parametrize("sharing", Sharing)
def test_pictures_and_exports_have_the_figures_of_the_tally(asked: Filter, sharing: Sharing) -> None:
    claims = told()
    expected = tally_of(apart(claims), ("month", "side"), asked)
    share = shared(asked, sharing)
    assert tally(share.incidents, ("month", "side")).cells == expected.cells and expected.cells
    drawn = plots.picture_of(share, Plot(plots.plotted(["side", "month"])), "en")
    ranges = sorted((mark.value, mark.low, mark.best, mark.high) for panel in drawn.panels for mark in panel.marks)
    assert ranges == sorted((c.key["month"], c.low, c.best, c.high) for c in expected.cells if c.key["month"])


@pytest.mark.parametrize("asked", FILTERS)
def test_what_is_exported_is_what_fits(asked: Filter) -> None:
    share = shared(asked)
    ids = {record["id"] for record in share.claims}
    assert ids == {c.id for incident in within(apart(told()), asked) for c in incident.claims} and ids
    assert len(ids) + share.left.claims == len(told())
    for record in share.claims:
        day = (record["time"] or {}).get("start")
        assert asked.start is None or (day is not None and day >= asked.start)
        assert asked.end is None or (day is not None and day <= asked.end)
        assert record["status"] in asked.status
        assert asked.place is None or record["place"]["text"] == asked.place


def test_a_workbook_of_a_month_holds_that_month_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    january = Filter(start="2020-01-01", end="2020-01-31", side="syr-government", status=("asserted", "alleged"))
    export("xlsx", shared(january), tmp_path / "january.xlsx")
    book = openpyxl.load_workbook(tmp_path / "january.xlsx")
    head, *rows = book["claims"].values
    starts = [row[head.index("start")] for row in rows]
    assert starts == ["2020-01-05"] and book["incidents"].max_row == 2
    readme = [str(row[0]) for row in book["readme"].values]
    held = "Holds: 2020-01-01 to 2020-01-31 · losses of Syrian government (Ba'ath era) with its allies"
    assert f"{held} · claims heard: asserted, alleged" in readme
    assert "Left out, for it does not fit what was asked for: incidents: 5, claims: 5." in readme
    assert "Incidents without a certain day, in none of these figures: 1." in readme


def test_a_data_package_says_what_it_leaves_out(tmp_path: Path) -> None:
    export("datapackage", shared(Filter(end="2020-01-31")), tmp_path / "out")
    said = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))["description"]
    assert "Holds: until 2020-01-31" in said and "claims: 4." in said
    export("datapackage", shared(), tmp_path / "all")
    assert "Left out" not in (tmp_path / "all" / "datapackage.json").read_text("utf-8")


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"gpkg", "parquet", "xlsx"}))
def test_no_format_holds_what_was_not_asked_for(format: str, tmp_path: Path) -> None:
    claims = [changed(row, persons=()) for row in told()]
    asked = Filter(start="2020-02-01", end="2020-02-29")
    out = tmp_path / "out"
    export(format, share_of(claims, apart(claims), Sharing.internal, today=TODAY, of=asked), out)
    written = " ".join(p.read_text("utf-8") for p in ([out] if out.is_file() else sorted(out.iterdir())))
    assert "c-1" in written or "killed 7" in written
    for report in ("a-1", "b-1", "d-1", "e-1"):
        assert f"sha256:{report}" not in written and f'"{report}"' not in written


def test_a_claim_goes_with_its_incident_whatever_day_it_says_itself(tmp_path: Path) -> None:
    one, other, late = (
        claim(f"{name}-1", "killed", 3, day=day, published="2020-02-03")
        for name, day in (("a", "2020-02-01"), ("b", "2020-02-01"), ("c", "2020-01-31"))
    )
    same = tuple(Judgement(a=one.id, b=x.id, verdict="same", score=1.0, by="Lina") for x in (other, late))
    rows = [one, other, late]
    share = share_of(rows, linked(rows, judgements=same), Sharing.internal, of=Filter(start="2020-02-01"))
    assert len(share.claims) == 3
    export("csv", share, tmp_path / "claims.csv")
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as file:
        assert sorted(row["start"] for row in csv.DictReader(file)) == ["2020-01-31", "2020-02-01", "2020-02-01"]
    assert not share_of(rows, linked(rows, judgements=same), Sharing.internal, of=Filter(end="2020-01-31")).claims


def test_copies_of_one_text_are_one_source_whatever_is_left_of_them() -> None:
    """Two copies that say 20 do not outvote one that says 5, in public and with a filter as in the tally."""
    rows = [
        claim(f"{name}-1", "killed", number, day="2020-01-05", at=at, **given)
        for name, number, at, given in (
            ("a", 1, 0, {"status": "denied"}), ("a", 20, 40, {}), ("b", 20, 40, {}), ("c", 5, 40, {}), ("d", 5, 40, {}),
        )
    ]  # fmt: skip
    denied, first, copy, other, last = rows
    copied = (Reason("original", 0.9, 1.0, "long runs of the same words"),)
    judgements = [
        Judgement(a=denied.id, b=copy.id, verdict="same", score=0.9, reasons=copied),
        *(Judgement(a=first.id, b=x.id, verdict="same", score=1.0, by="Lina") for x in (denied, copy, other, last)),
    ]
    found = linked(rows, judgements=judgements)
    asked = Filter(status=("asserted",))
    [expected] = tally_of(found, (), asked).cells
    assert (expected.best, expected.sources) == (5, 3)
    for sharing in Sharing:
        share = share_of(rows, found, sharing, today=TODAY, of=asked)
        [cell] = tally(share.incidents, ()).cells
        assert (cell.low, cell.best, cell.high, cell.sources) == (expected.low, 5, expected.high, 3)
    public = share_of(rows, found, Sharing.public, today=TODAY)
    assert {(j.by, *(r.why for r in j.reasons)) for i in public.incidents for j in i.judgements} == {("engine", "")}


def test_judgements_are_written_for_the_desk_alone(tmp_path: Path) -> None:
    rows = told()
    same = (Judgement(a=rows[0].id, b=rows[5].id, verdict="same", score=1.0, by="Lina"),)
    for sharing in Sharing:
        share = share_of(rows, linked(rows, judgements=same), sharing, today=TODAY)
        export("jsonl", share, tmp_path / sharing)
        written = (tmp_path / sharing / "incidents.jsonl").read_text("utf-8")
        assert ("Lina" in written) is (sharing is Sharing.internal)


def test_whom_a_claim_left_out_names_as_private_is_masked_in_the_others() -> None:
    private = Person(text="سامر الحلبي", span=(0, 5), private=True)
    named = claim("a-1", "killed", 1, day="2020-01-05", status="alleged", words="مقتل سامر الحلبي")
    doer = claim("a-1", "shelling", 3, at=40, day="2020-01-05", words="قصف سامر الحلبي", place="بيت سامر الحلبي")
    rows = [changed(named, persons=(private,)), changed(doer, agent=Party(text="سامر الحلبي", span=(0, 5)))]
    share = share_of(rows, apart(rows), Sharing.public, today=TODAY, of=Filter(status=("asserted",)))
    assert len(share.claims) == 1 and "سامر" not in str(share.claims) and "الحلبي" not in str(share.claims)
    assert [i.place and i.place.text for i in share.incidents] == ["بيت ▮"]
    told_elsewhere = changed(doer, id="c-2", report="b-1", report_id="sha256:b-1", agent=None, place=None)
    tied = (Judgement(a=rows[1].id, b="c-2", verdict="same", score=1.0, by="Lina"),)
    both = [rows[0], changed(rows[1], status="alleged"), told_elsewhere]
    left = share_of(both, incidents(both, tied), Sharing.public, today=TODAY, of=Filter(status=("asserted",)))
    assert [(len(i.claims), i.place and i.place.text) for i in left.incidents] == [(1, "بيت ▮")]
    picture = plots.picture_of(share, Plot(("agent",), actions=("shelling",)))
    assert [mark.label for mark in picture.panels[0].marks] == ["▮"]


def test_a_share_of_everything_leaves_nothing_out() -> None:
    share = shared()
    assert (share.left.claims, share.left.incidents, share.left.withheld) == (0, 0, 0)
    public = shared(sharing=Sharing.public, rows=[*told(), claim("x-1", "killed", 1, day=str(TODAY))])
    assert (public.left.claims, public.left.withheld) == (0, 1)


def test_more_columns_make_more_panels() -> None:
    place = Place(text="حلب", span=(0, 3), level="settlement")
    rows = [changed(row, place=place) for row in told()]
    titles = [p.title for p in plots.picture_of(shared(rows=rows), Plot(("month", "side", "place"))).panels]
    assert "Islamic State · حلب · wounded · people" in titles
