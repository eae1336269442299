"""Two incidents to export: one with a private person and a shelter, one with formulas in its words."""

from __future__ import annotations

import datetime

from made_claims import claim

from rasd.exporting.tables import Share, share_of
from rasd.linking.incidents import linked
from rasd.model import Claim, Person, Place, Sharing

TODAY = datetime.date(2020, 6, 1)
SENTENCE = "قُتل المعلم سامر الحلبي (٤٤ عاماً) ووليد الحلبي في قصف على ملجأ بمدينة حلب، ومعهما ٥ آخرون ﷺ"


def made() -> list[Claim]:
    span = (10, 60)
    person = Person(text="سامر الحلبي", span=(12, 23), age=44, sex="m", private=True)
    shelter = Place(
        text="ملجأ النور", span=span, id="x:1", name="Shelter", country="SY", admin1="Aleppo", lat=36.2, lon=37.16,
        level="site", radius_km=0.1, status="resolved",
    )  # fmt: skip
    town = Place(
        text="حلب", span=span, id="geonames:170063", name="Aleppo", country="SY", admin1="Aleppo", lat=36.2,
        lon=37.16, level="settlement", radius_km=8, status="resolved",
    )  # fmt: skip
    first = claim(
        "one-1", "killed", 7, day="2020-01-25", object="person.civilian", words=SENTENCE, agent="syr-armed-forces"
    )
    return [
        replaced(first, place=shelter, persons=(person,)),
        replaced(
            claim("one-1", "shelling", at=90, day="2020-01-25", words="قصف شهده سامر الحلبي"),
            place=town,
            speaker=None,
        ),
        replaced(claim("two-1", "killed", 9, day="2020-01-25", words="مقتل 9 في قصف على ملجأ في حلب"), place=town),
        claim("three-1", "killed", 2, day="2020-01-20", words='=HYPERLINK("x")', speaker="@المصدر", outlet="+صحيفة"),
        claim("three-1", "deployed", 4, at=80, day="2020-01-20", words="نشر 4 دبابات", object="vehicle.tank"),
        claim("four-1", "killed", 1, day="2020-05-30", published="2020-05-31", words="مقتل جندي في عدن"),
    ]


def replaced(row: Claim, **given: object) -> Claim:
    given.pop("speaker", None)
    fields = {key: getattr(row, key) for key in row.__struct_fields__}
    return Claim(**(fields | given))  # type: ignore[arg-type]


def share(sharing: Sharing = Sharing.public, **how: bool) -> Share:
    claims = made()
    return share_of(claims, linked(claims), sharing, today=TODAY, **how)
