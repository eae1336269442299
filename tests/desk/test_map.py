"""The map on the desk: circles, places, days, table, layers; by keyboard alone, in both languages."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from desk_server import faults_of, on_sqlite
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rasd.desk.linked import linked
from rasd.desk.map.background import MOST, labels
from rasd.desk.map.histogram import HEIGHT, histogram
from rasd.desk.map.placing import SMALLEST_KM, signs, spot_of, spots
from rasd.desk.map.projecting import Box, dot
from rasd.desk.map.shapes import cleaned
from rasd.desk.models import MapLayers
from rasd.desk.roles import Role
from rasd.errors import UsageError
from rasd.ledger.store import Ledger
from rasd.model import Incident, Where
from rasd.resolving.geometry import distance_km

REPORTS = [
    ("m1", "قتل 12 مدنيا بانفجار سيارة مفخخة في مدينة الباب في 6 أكتوبر 2020، بحسب مصدر طبي.", "2020-10-07"),
    ("m2", "قتل 3 جنود بهجوم مسلح على حاجز في مدينة العريش في 2 فبراير 2020، بحسب مصدر أمني.", "2020-02-03"),
    ("m3", "أصيب 20 مدنيا بقصف على مدينة منبج في 20 مايو 2020، وفق مسعفين.", "2020-05-21"),
    ("m4", "قتل 4 مسلحين باشتباكات في 11 نوفمبر 2019، وفق ناشطين.", "2019-11-12"),
]
WORLD = Box(-180, -85, 180, 85)


@pytest.fixture
def told(opened_ledger: Ledger, tmp_path: Path) -> Ledger:
    """The ledger with reports of incidents at three places, and of one that nobody can place."""
    lines = [json.dumps({"id": i, "text": text, "published": day}, ensure_ascii=False) for i, text, day in REPORTS]
    path = tmp_path / "told.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert opened_ledger.add([path]).added == len(REPORTS)
    return opened_ledger


def of(report: str) -> Incident:
    found = linked(60)
    assert found is not None
    return next(i for i in found.incidents if any(claim.report.endswith(report) for claim in i.claims))


def incident(lat: float | None, lon: float | None, km: float | None, **more: Any) -> Incident:
    own = {"kind": "single", "start": "2020-01-01", "end": "2020-01-01", **more}
    level = own.pop("level", "settlement")
    place = Where(text="م", lat=lat, lon=lon, radius_km=km, level=level)
    return Incident(id="i-1", what="killed", place=place, claims=(), judgements=(), **own)


# ---- what is drawn


def test_nothing_is_drawn_finer_than_a_settlement_or_without_a_radius() -> None:
    assert spot_of(incident(None, None, None)) is None
    assert spot_of(incident(34.0, 36.0, None)) is None
    clinic = spot_of(incident(34.12345, 36.98765, 1.5, level="site"))
    assert clinic is not None and (clinic.lat, clinic.lon, clinic.km) == (34.12, 36.99, SMALLEST_KM)
    assert not spots([incident(34.0, 36.0, 3.0, kind="summary")])


@pytest.mark.parametrize("zoom", [3, 6, 9, 12])
def test_a_circle_covers_all_that_it_stands_for_and_none_is_lost(zoom: int) -> None:
    made = [incident(33 + i % 7 / 5, 36 + i // 7 / 9, 2.0 + i % 3 * 20) for i in range(70)]
    drawn = signs(spots(made), WORLD, zoom)
    assert sum(sign.number for sign in drawn) == len(made)
    for one in made:
        spot = spot_of(one)
        assert spot is not None
        assert any(distance_km(s.lat, s.lon, spot.lat, spot.lon) + spot.km <= s.km + 1e-6 for s in drawn)
    assert (len(drawn) < 6) is (zoom <= 6)


def test_only_what_reaches_into_the_part_of_the_map_is_drawn() -> None:
    made = spots([incident(34.0, 36.0, 90.0), incident(34.0, 36.0, 3.0)])
    assert [sign.km for sign in signs(made, Box(36.5, 33.5, 37.0, 34.5), 9)] == [90.0]


def test_at_small_scale_the_countries_that_are_told_of_come_first() -> None:
    names = {label.name for label in labels(Box(-20, -10, 70, 60), 2)}
    assert {"سوريا", "اليمن", "ليبيا", "أوكرانيا"} <= names and {"أندورا", "جبل طارق"}.isdisjoint(names)


def test_labels_leave_each_other_room_and_show_no_bases() -> None:
    for zoom in range(2, 13):
        found = labels(Box(34, 32, 42, 38), zoom)
        dots = [dot(label.lat, label.lon, zoom) for label in found]
        close = [(a, b) for i, a in enumerate(dots) for b in dots[i + 1 :] if a[0] == b[0] and a[1] == b[1]]
        assert not close and len(found) <= MOST
        assert {label.kind for label in found} <= {"country", "admin1", "admin2", "settlement", "region"}
    names = {label.name for label in labels(Box(35, 33, 39, 37), 8)}
    assert {"حلب", "حمص", "دمشق"} <= names


@pytest.mark.parametrize(("days", "unit"), [(20, "day"), (300, "week"), (1500, "month"), (9000, "year")])
def test_every_incident_stands_in_one_bar(days: int, unit: str) -> None:
    first = datetime.date(2000, 2, 29)
    starts = [(first + datetime.timedelta(days=d)).isoformat() for d in (0, 1, days // 2, days, days)]
    made = [incident(None, None, None, start=day, end=None) for day in starts]
    chart = histogram([*made, incident(None, None, None, start=None, end=None)])
    assert (chart.unit, chart.undated) == (unit, 1)
    assert sum(bar.number for bar in chart.bars) == 5
    for day in starts:
        assert sum(bar.first <= day <= bar.last for bar in chart.bars) == 1
    assert max(bar.height for bar in chart.bars) == HEIGHT
    follow = zip(chart.bars, chart.bars[1:], strict=False)
    day_of = datetime.date.fromisoformat
    assert all(day_of(b.first) - day_of(a.last) == datetime.timedelta(days=1) for a, b in follow)


# ---- the page and what it asks for


def test_map_table_and_histogram_show_the_same(client_as: Callable[..., Client], told: Ledger) -> None:
    client = client_as(Role.viewer)
    page = client.get("/map/")
    everything = {row.line.id for row in page.context["rows"]}
    assert {of(name).id for name, *_ in REPORTS} <= everything and len(page.content) < 300_000
    drawn = client.get("/map/incidents/", {"zoom": "8"}).json()["signs"]
    placed = [row for row in page.context["rows"] if row.spot and not row.line.is_summary]
    assert 3 <= sum(int(sign["number"]) for sign in drawn) == len(placed)
    assert all(sign["km"] >= SMALLEST_KM for sign in drawn)
    only = client.get("/map/table/", {"begin": "2020-05-01", "end": "2020-05-31"}).context["rows"]
    assert of("m3").id in {row.line.id for row in only} and of("m1").id not in {row.line.id for row in only}
    sign = client.get("/map/incidents/", {"zoom": "8", "place": "العريش"}).json()["signs"][0]
    there = client.get("/map/table/", {"area": sign["area"]}).context["rows"]
    assert [row.line.id for row in there] == [of("m2").id]
    assert not any(row.spot for row in client.get("/map/").context["rows"] if row.line.id == of("m4").id)


@pytest.mark.parametrize("asked", ["box=nan,1,2,3&zoom=x", "box=&zoom=-4", "box=1,2&zoom=999999", "area=a&begin=never"])
def test_nonsense_in_an_address_does_no_harm(client_as: Callable[..., Client], told: Ledger, asked: str) -> None:
    client = client_as(Role.viewer)
    for address in ("/map/", "/map/table/", "/map/incidents/", "/map/places/"):
        assert client.get(f"{address}?{asked}").status_code == 200


def test_the_map_has_a_fixed_number_of_queries(client_as: Callable[..., Client], told: Ledger) -> None:
    client = client_as(Role.viewer)
    of("m1")
    for page in ("/map/", "/map/table/", "/map/incidents/?zoom=7", "/map/places/?zoom=7"):
        client.get(page)
        with CaptureQueriesContext(connections["default"]) as queries:
            client.get(page)
        assert len(queries) <= 9, page


# ---- layers


def test_tiles_are_let_in_only_where_an_administrator_has_set_them(
    client_as: Callable[..., Client], opened_ledger: Ledger
) -> None:
    client = client_as(Role.administrator)
    assert "img-src 'self' data:;" in client.get("/map/").headers["Content-Security-Policy"] + ";"
    tiles = "https://tiles.example.org:8443/{z}/{x}/{y}.png?key=a1"
    assert client.post("/map/layers/", {"tiles": tiles}).context["form"].errors.keys() == {"accepted"}
    assert client.post("/map/layers/", {"tiles": tiles, "accepted": "on", "credit": "Example"}).status_code == 302
    page = client_as(Role.viewer).get("/map/")
    policy = page.headers["Content-Security-Policy"]
    assert "img-src 'self' data: https://tiles.example.org:8443" in policy and "key=a1" not in policy
    assert "which sees where you look" in page.content.decode()
    for other in ("/incidents/", "/map/layers/", "/settings/"):
        assert "tiles.example.org" not in client.get(other).headers["Content-Security-Policy"], other
    entry = next(reversed(list(opened_ledger.log())))
    assert (entry.action, entry.who) == ("map layers set", "administrator")
    assert client.post("/map/layers/", {"tiles": ""}).status_code == 302
    assert "example" not in client.get("/map/").headers["Content-Security-Policy"]
    assert client_as(Role.publisher).get("/map/layers/").status_code == 403


@on_sqlite
@pytest.mark.parametrize(
    "tiles",
    [
        "http://tiles.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org/map.png",
        "https://{s}.example.org/{z}/{x}/{y}.png",
        "https://me:secret@example.org/{z}/{x}/{y}.png",
        "https://example.org;script-src *;/{z}/{x}/{y}.png",
        "https://example.org /{z}/{x}/{y}.png",
        "javascript:alert(1)//{z}/{x}/{y}",
        'https://example.org/{z}/{x}/{y}.png"onload=',
    ],
)
def test_an_address_that_could_do_more_is_refused(
    client_as: Callable[..., Client], opened_ledger: Ledger, tiles: str
) -> None:
    answer = client_as(Role.administrator).post("/map/layers/", {"tiles": tiles, "accepted": "on"})
    assert answer.status_code == 200 and "tiles" in answer.context["form"].errors
    assert not MapLayers.objects.exists()


def test_shapes_are_kept_and_served_from_here(client_as: Callable[..., Client], opened_ledger: Ledger) -> None:
    client = client_as(Role.administrator)
    line = {"type": "LineString", "coordinates": [[36.1, 34.2, 700], [36.4, 34.5]]}
    made = {"type": "Feature", "properties": {"name": "<b>نهر</b>", "staff": "secret"}, "geometry": line}
    sent = SimpleUploadedFile("a.geojson", json.dumps({"type": "FeatureCollection", "features": [made]}).encode())
    assert client.post("/map/layers/", {"sent": sent, "own_name": "أنهار"}).status_code == 302
    kept = client_as(Role.viewer).get("/map/layers/own/")
    assert kept.json()["features"][0]["properties"] == {"name": "<b>نهر</b>"}
    assert kept.json()["features"][0]["geometry"]["coordinates"] == [[36.1, 34.2], [36.4, 34.5]]
    assert client.post("/map/layers/", {"own_name": "x"}).status_code == 302  # keeps the shapes
    assert client.get("/map/layers/own/").status_code == 200
    assert client.post("/map/layers/", {"drop": "on"}).status_code == 302
    assert client.get("/map/layers/own/").status_code == 404
    bad = SimpleUploadedFile("a.geojson", b"<html>")
    assert "sent" in client.post("/map/layers/", {"sent": bad}).context["form"].errors


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b"{}",
        b"null",
        b'{"type": "FeatureCollection", "features": []}',
        b'{"type": "Point", "coordinates": [NaN, 1]}',
        b'{"type": "Point", "coordinates": [1e999, 1]}',
        b'{"type": "Point", "coordinates": [200, 1]}',
        b'{"type": "Point", "coordinates": ["1", true]}',
        b'{"type": "Polygon", "coordinates": [[1, 2]]}',
        b'{"type": "Feature", "geometry": {"type": "Circle"}}',
        b"\xff\xfe",
    ],
)
def test_what_is_no_geojson_is_refused(content: bytes) -> None:
    with pytest.raises(UsageError):
        cleaned(content)


# ---- in a browser


@on_sqlite
@pytest.mark.parametrize(("language", "scheme"), [("ar", "dark"), ("en", "light")])
def test_the_map_is_used_by_keyboard(told: Ledger, page_as: Callable[..., Any], language: str, scheme: str) -> None:
    page = page_as("viewer", language, color_scheme=scheme, viewport={"width": 360, "height": 740})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/map/")
    page.wait_for_selector("#map[data-shown] .place > span")
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("getComputedStyle(document.querySelector('.place > span')).direction") == "rtl"
    rows = page.locator("#told tbody tr")
    before = rows.count()

    # the days: the last bars are left out, and the table follows
    page.focus("#end")
    page.keyboard.press("Home")
    page.wait_for_selector("#told tbody tr >> nth=0")
    rows.nth(before - 1).wait_for(state="detached")
    assert 0 < rows.count() < before and "end=" in page.url
    assert page.get_attribute("#end", "aria-valuetext")
    assert page.locator(".bars .out").count() > 0
    page.focus("#all-days")
    page.keyboard.press("Enter")
    rows.nth(before - 1).wait_for()

    # a row is shown on the map, and the map is moved
    page.keyboard.press("j")
    while not page.evaluate("!!document.activeElement.closest('tr[data-spot]')"):
        page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_selector("#map path.chosen", state="attached")
    circle = page.evaluate("document.querySelector('path.chosen').getBoundingClientRect().width")
    assert circle > 40  # a circle as large as the place is uncertain, not a point
    page.focus("#map")
    assert page.evaluate("document.activeElement.id") == "map"
    with page.expect_response(lambda answer: "/map/incidents/" in answer.url):
        page.keyboard.press("-")
    assert faults_of(page) == []
    assert all(url.startswith(page.evaluate("location.origin")) for url in asked)


@on_sqlite
def test_a_circle_leads_to_its_incidents(told: Ledger, page_as: Callable[..., Any]) -> None:
    page = page_as("viewer", "ar", viewport={"width": 1300, "height": 900})
    page.goto("/map/?place=العريش")
    page.wait_for_selector("#map .count")
    assert page.inner_text("#map .count") == "١"
    page.click("#map .count")
    page.wait_for_selector("[data-everywhere]")
    assert "area=" in page.url and page.locator("#told tbody tr").count() == 1
    page.locator("#told a.stop").click()
    page.wait_for_selector("#map.small path.chosen")
    assert page.locator("#map.small .place").first.inner_text()
    assert faults_of(page) == []


@on_sqlite
def test_the_layers_of_the_map_are_accessible(told: Ledger, page_as: Callable[..., Any]) -> None:
    page = page_as("administrator", "ar", viewport={"width": 360, "height": 740})
    page.goto("/map/layers/")
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    shape = {"type": "Polygon", "coordinates": [[[30, 30], [40, 30], [40, 38], [30, 38], [30, 30]]]}
    made = msgspec.json.encode({"type": "Feature", "properties": {"name": "<img src=x>"}, "geometry": shape})
    page.set_input_files("[name=sent]", {"name": "a.geojson", "mimeType": "application/json", "buffer": made})
    page.click("main button.main")
    page.goto("/map/")
    page.wait_for_selector("#map path.shape", state="attached")
    page.uncheck("#own")
    page.wait_for_selector("#map path.shape", state="detached")
