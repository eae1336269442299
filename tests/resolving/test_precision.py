"""Precision: levels, radii and relations as the codes of UCDP and ACLED."""

from __future__ import annotations

import pytest

import rasd
from rasd.model import Place
from rasd.resolving.precision import acled_geo_precision, ucdp_where_prec


@pytest.mark.parametrize(
    ("words", "ucdp", "acled"),
    [
        ("مدينة سراقب", 1, 1),
        ("حي الراموسة", 1, 1),
        ("مطار كويرس", 1, 1),
        ("محيط سراقب", 2, 2),
        ("محافظة إدلب", 4, 3),
        ("ريف إدلب الجنوبي", 4, 3),
        ("شمالي محافظة مأرب", 5, 3),
        ("سوريا", 6, None),
        ("البحر الأحمر", 7, None),
    ],
)
def test_places_of_claims(words: str, ucdp: int | None, acled: int | None) -> None:
    (claim,) = rasd.read(rasd.Report.from_text(f"مقتل 3 جنود في {words}."))
    assert claim.place is not None and claim.place.status == "resolved", claim.place
    assert (ucdp_where_prec(claim.place), acled_geo_precision(claim.place)) == (ucdp, acled)


def place(**told: object) -> Place:
    return Place(text="كذا", span=(0, 3), **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "ucdp", "acled"),
    [
        (place(), None, None),
        (place(status="ambiguous", level="country", country="SY"), 6, None),
        (place(status="ambiguous", level="admin1", country="SY", admin1="Idlib"), 4, 3),
        (place(country="SY", admin1="Idlib", lat=35.7, lon=36.9, radius_km=25.0, relation="inferred_near"), 2, 2),
        (place(status="resolved", level="settlement", country="SY", admin1="Idlib"), 4, 3),
        (place(status="resolved", level="admin2", country="SD", admin1="Khartoum"), 3, 2),
        (place(status="resolved", level="line", country="SY", lat=1.0, lon=1.0, radius_km=90.0), 5, 3),
        (place(status="resolved", country="IQ", lat=1.0, lon=1.0, radius_km=20.0, relation="100_km_north_of"), 2, 2),
    ],
)  # fmt: skip
def test_places_of_other_kinds(given: Place, ucdp: int | None, acled: int | None) -> None:
    assert (ucdp_where_prec(given), acled_geo_precision(given)) == (ucdp, acled)
