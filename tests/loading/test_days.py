"""Days of tables: whole columns tell which comes first, and what cannot be read is told."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from rasd.loading import How, Loaded, expand, load_originals
from rasd.loading.caselists import Case, cases_in
from rasd.loading.feeds import entries_of

TEXT = "قتل 3 جنود في انفجار قرب مدينة الموصل"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def days(*written: str, name: str = "t.csv") -> tuple[list[str], list[str]]:
    """The days of a column as they are read, and what is told."""
    rows = [f"{TEXT} {number},{day!r}".replace("'", '"') for number, day in enumerate(written)]
    Path(name).write_text("\n".join(("text,published", *rows)), encoding="utf-8")
    return read(name)


def read(name: str) -> tuple[list[str], list[str]]:
    told: list[str] = []
    found = load_originals(expand([name]), how=How(note=told.append))
    published = [str(item.report.published) for item in found if isinstance(item, Loaded)]
    return published, [line for line in told if "rows have" in line or "nothing tells" in line]


def test_one_day_that_can_be_read_in_one_way_tells_of_the_whole_column() -> None:
    assert days("03/04/2020", "01/26/2020", "12-05-2020") == (["2020-03-04", "2020-01-26", "2020-12-05"], [])
    assert days("03/04/2020", "26/01/2020") == (["2020-04-03", "2020-01-26"], [])


def test_the_day_that_tells_may_come_late() -> None:
    found, told = days(*["03/04/2020"] * 300, "01/26/2020")
    assert set(found[:300]) == {"2020-03-04"} and not told


def test_a_column_that_nothing_tells_of_is_told() -> None:
    found, [told] = days("03/04/2020", "05/06/2020")
    assert found == ["2020-04-03", "2020-06-05"]
    assert told.startswith("t.csv: nothing tells whether 03/04/2020 is in March or in April")
    assert days("04/04/2020")[1] == []


def test_days_written_out_or_without_signs() -> None:
    written = ("26 يناير 2020", "الأحد 26 كانون الثاني 2020 الساعة 10:30", "20200126103000", "January 26, 2020")
    assert days(*written, "26 Jan 2020", "Sunday 26 January 2020") == (["2020-01-26"] * 6, [])


def test_what_cannot_be_read_is_told_and_left_out() -> None:
    found, [told] = days("2020-01-26", "26/13/2020", "يناير 2020", "قبل أسبوع", "")
    assert found == ["2020-01-26", *["None"] * 4]
    assert told == (
        "t.csv: 3 rows have a day that cannot be read («26/13/2020») and are left without. Write 2020-01-26"
    )


def test_days_as_text_in_a_workbook() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (("text", "published"), (TEXT, "03/04/2020"), (f"{TEXT} أيضا", "01/26/2020")):
        book.active.append(row)
    book.save("t.xlsx")
    assert read("t.xlsx") == (["2020-03-04", "2020-01-26"], [])


def test_a_list_of_incidents_reads_its_days_alike() -> None:
    rows = "id,day,place\n1,03/04/2020,حلب\n2,01/26/2020,حلب\n3,يناير 2020,حلب\n"
    found = [case for case in cases_in(rows.encode(), "l.csv", {}) if isinstance(case, Case)]
    spans = [(case.start, case.end) for case in found]
    assert spans == [("2020-03-04",) * 2, ("2020-01-26",) * 2, ("2020-01-01", "2020-01-31")]


@pytest.mark.parametrize(
    "written",
    [
        "Sun, 26 Jan 2020 22:00:00 EST",
        "Sun, 26 Jan 2020 22:00:00 -0500",
        "Sun, 26 Jan 2020 01:00:00 +0300",
        "Sun, 26 Jan 2020 01:00:00 GMT+3",
        "2020-01-26T01:00:00+03",
        "2020-01-26 01:00:00",
        "26 يناير 2020",
        "26/01/2020 10:00",
    ],
)
def test_an_entry_of_a_feed_is_of_the_day_that_it_names(written: str) -> None:
    item = f"<item><title>{TEXT}</title><pubDate>{written}</pubDate></item>"
    feed = f"<rss version='2.0'><channel><title>ضفاف</title>{item}</channel></rss>"
    [entry] = entries_of(feed.encode(), "f.rss")
    assert entry.loaded and str(entry.loaded.report.published) == "2020-01-26"


@pytest.mark.parametrize(
    "written",
    ["0000-00-00", "2020-02-31", "2020-13-45T99:99:99Z", "2020-01", "2020", "Mon, 99 Foo 2020", "-1", "الأحد"],
)
def test_no_day_is_made_up_for_an_entry_and_none_keeps_the_others_from_being_read(written: str) -> None:
    days = [written, "Sun, 26 Jan 2020 01:00:00 +0300"]
    items = "".join(f"<item><title>{TEXT} {n}</title><pubDate>{day}</pubDate></item>" for n, day in enumerate(days))
    entries = entries_of(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), "f.rss")
    found = [entry.loaded for entry in entries]
    assert [kept and kept.report.published and str(kept.report.published) for kept in found] == [None, "2020-01-26"]
    assert found[0] and found[0].published_at == written
