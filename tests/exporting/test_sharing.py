"""What is public gives no private person away, no shelter, no position, and nothing of the last week."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_claims import claim
from made_exports import TODAY, made

import rasd
from rasd.errors import UsageError
from rasd.exporting.sharing import MASK, is_perhaps_a_person, shared_claims, sharing_named
from rasd.exporting.tables import Share, share_of, tables
from rasd.linking.incidents import linked
from rasd.model import Judgement, Person, Sharing


def text_of(share: Share) -> str:
    whole = [share.claims, [table.rows for table in tables(share)]]
    return msgspec.json.encode(whole).decode()


def test_private_persons_are_masked_in_every_role_and_in_the_evidence(public: Share) -> None:
    text = text_of(public)
    assert "سامر" not in text and "الحلبي" not in text
    first = next(r for r in public.claims if r["persons"])
    assert first["evidence"]["text"].count(MASK) == 2
    assert first["persons"][0]["text"] == MASK
    assert first["persons"][0]["age"] is None


def test_what_was_masked_has_neither_span_nor_hash(public: Share) -> None:
    for record in public.claims:
        if record["report"] == "one-1":
            assert record["report_id"] is None
            assert not re.search(r'"span":\[', msgspec.json.encode(record).decode())
        else:
            assert record["report_id"] and record["evidence"]["span"]


def test_a_shelter_has_no_point_and_a_town_has(public: Share) -> None:
    by_level = {r["place"]["level"]: r["place"] for r in public.claims if r["place"]}
    assert (by_level["site"]["lat"], by_level["site"]["lon"]) == (None, None)
    assert by_level["settlement"]["lat"] == 36.2
    assert all(i.place is None or i.place.level != "site" or i.place.lat is None for i in public.incidents)


def test_forces_deployed_and_the_last_week_are_left_out_unless_asked_for() -> None:
    def told(**how: bool) -> set[tuple[str, str]]:
        return {(r["report"], r["action"]) for r in shared_claims(made(), today=TODAY, **how)}

    assert not told() & {("three-1", "deployed"), ("four-1", "killed")}
    assert ("three-1", "deployed") in told(with_deployed=True)
    assert ("four-1", "killed") in told(with_recent=True)


def test_what_says_no_day_cannot_be_shown_to_be_old() -> None:
    assert shared_claims([claim("a-1", "killed", 3, published=None)], today=TODAY) == []


def test_internal_is_as_read(internal: Share) -> None:
    assert "سامر الحلبي" in text_of(internal)
    assert all(record["report_id"] for record in internal.claims)


def test_no_reviewer_is_named_outside() -> None:
    claims = [claim("a-1", "killed", 3, day="2020-01-02"), claim("b-1", "killed", 3, day="2020-01-02")]
    yes = Judgement(a=claims[0].id, b=claims[1].id, verdict="same", score=1.0, by="Lina")
    found = linked(claims, judgements=[yes])
    for sharing in (Sharing.public, Sharing.partner):
        share = share_of(claims, found, sharing, today=TODAY)
        assert all(not incident.judgements for incident in share.incidents)
    assert any(i.judgements for i in share_of(claims, found, Sharing.internal, today=TODAY).incidents)


def test_an_unknown_level_is_said() -> None:
    with pytest.raises(UsageError, match="no such level"):
        sharing_named("secret")


@given(st.sampled_from(["{}", "و{}", "ل{}", "قال {} إن", "«{}»", "{}، من حلب", "مقتل {}"]), st.booleans())
def test_a_name_is_masked_wherever_it_stands(frame: str, short: bool) -> None:
    name = "خالد يوسف المنصوري"
    words = frame.format("المنصوري" if short else name)
    row = claim("a-1", "killed", 1, day="2020-01-02", words=words)
    fields = {key: getattr(row, key) for key in row.__struct_fields__}
    named = row.__class__(**(fields | {"persons": (Person(text=name, span=(0, 5), private=True),)}))
    [record] = shared_claims([named], today=TODAY)
    assert "المنصوري" not in record["evidence"]["text"] and MASK in record["evidence"]["text"]


def test_those_who_are_known_by_no_name_but_their_own_are_masked_too() -> None:
    told = (
        "قال أحمد السليمان من سكان البلدة إن القصف دمر ثلاثة منازل. وقالت والدة الطفل همهام العلي إن ابنها قتل برصاص "
        "قناص. وذكرت كتائب الضفتين أنها قتلت جنديين. وقال مصدر أمني إن خمسة أشخاص أصيبوا."
    )
    report = rasd.Report.from_text(told, published="2018-01-20")
    shown = " ".join(map(str, share_of(rasd.read(report), sharing=Sharing.public).claims))
    assert not any(name in shown for name in ("السليمان", "همهام", "العلي"))
    assert "كتائب الضفتين" in shown and "مصدر أمني" in shown


@pytest.mark.parametrize(
    "name",
    [
        "محافظ الضفتين فلان السليمان",
        "بلدة الضفتين",
        "المفوضية العليا للضفتين",
        "المنظمات الحقوقية الضفتية",
        "للجنة الضفتين",
        "للواء الضفتين",
    ],
)
def test_a_place_or_a_body_that_nobody_is_known_by_is_no_person(name: str) -> None:
    assert not is_perhaps_a_person(name)
