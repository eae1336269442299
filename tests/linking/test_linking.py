"""From claims to judgements and incidents: which are tied, which kept apart, and what a user is told."""

from __future__ import annotations

import itertools
import random

from made_claims import claim

import rasd
from rasd.codebook import schema
from rasd.codebook.book import load
from rasd.linking.cutting import cut
from rasd.linking.features import FEATURES
from rasd.linking.gathering import gather
from rasd.linking.incidents import linked
from rasd.linking.reasons import WHY
from rasd.model import Claim, Incident, Judgement, Report

SHELLING = [
    claim("one-1", "killed", 7, place="حلب", day="2020-01-25", words="مقتل 7 مدنيين في قصف على سوق السكري في حلب"),
    claim("one-1", "shelling", at=40, place="حلب", day="2020-01-25", words="قصف على سوق السكري في حلب"),
    claim("two-1", "killed", 7, place="حلب", day="2020-01-25", words="قصف مدفعي يقتل 7 في سوق حي السكري بحلب"),
    claim("two-1", "wounded", 12, at=40, place="حلب", day="2020-01-25", words="جرح 12 في سوق السكري"),
]
BLAST = [
    claim("one-2", "killed", 3, place="عدن", day="2020-01-24", words="ثلاثة قتلى بانفجار لغم في مديرية دار سعد بعدن"),
    claim("one-2", "explosion", at=40, place="عدن", day="2020-01-24", words="انفجار لغم في دار سعد"),
]


def reports_together(found: list[Incident]) -> list[list[str]]:
    return sorted(sorted({c.report for c in incident.claims}) for incident in found)


def test_two_reports_of_one_event_are_one_incident() -> None:
    found = linked([*SHELLING, *BLAST])
    assert reports_together(found) == [["one-1", "two-1"], ["one-2"]]
    incident = next(i for i in found if len(i.claims) == 4)
    assert (incident.what, incident.kind, incident.start, incident.end) == (
        "shelling",
        "single",
        "2020-01-25",
        "2020-01-25",
    )
    assert incident.place and incident.place.text == "حلب"
    assert incident.suggested == 4


def test_each_judgement_has_weighted_features_and_says_why() -> None:
    judgement = next(j for j in rasd.link(SHELLING) if len(j.reasons) > 1)
    reasons = {reason.feature: reason for reason in judgement.reasons}
    assert judgement.verdict == "same"
    assert reasons["same_figures"].why == "both say killed 7"
    assert reasons["same_day"].why == "the same day: 2020-01-25"
    assert all(reason.why and "\n" not in reason.why for reason in judgement.reasons)
    assert all(reason.value * reason.weight for reason in judgement.reasons)


def test_the_order_of_the_claims_does_not_matter() -> None:
    claims = [*SHELLING, *BLAST]
    shuffled = random.Random(1).sample(claims, len(claims))
    assert rasd.link(shuffled) == rasd.link(claims)
    assert linked(shuffled) == linked(claims)


def test_a_persons_no_is_never_crossed() -> None:
    first, other = SHELLING[0].id, SHELLING[3].id
    found = linked(SHELLING, judgements=[Judgement(a=first, b=other, verdict="different", score=0.0, by="Lina")])
    assert all(not {first, other} <= {c.id for c in incident.claims} for incident in found)


def test_a_persons_yes_is_counted_as_confirmed() -> None:
    yes = Judgement(a=SHELLING[0].id, b=SHELLING[2].id, verdict="same", score=1.0, by="Lina")
    found = rasd.incidents(SHELLING, [*rasd.link(SHELLING), yes], confirmed_only=True)
    assert reports_together(found) == [["one-1", "two-1"]]
    assert found[0].suggested == 0


def test_a_higher_threshold_ties_less() -> None:
    judgements = rasd.link(SHELLING)
    assert len(rasd.incidents(SHELLING, judgements, threshold=0.9999)) == 2


def total(report: str, low: int, period: tuple[str, str], **given: object) -> Claim:
    return claim(report, "killed", low, place="حلب", day=period, scope="cumulative", words="في حلب", **given)


def test_a_total_is_kept_apart_and_tied_to_what_it_sums_up() -> None:
    found = linked([*SHELLING, total("one-3", 95, ("2020-01-01", "2020-01-26"), at=60)])
    whole = next(i for i in found if i.kind == "summary")
    single = next(i for i in found if i.kind == "single")
    assert [c.report for c in whole.claims] == ["one-3"]
    assert whole.sums_up == (single.id,)
    assert {j.verdict for j in whole.judgements} == {"sums_up"}


def test_a_total_of_another_month_sums_up_nothing() -> None:
    found = linked([*SHELLING, total("one-3", 95, ("2019-11-01", "2019-11-30"), at=60)])
    assert not any(i.sums_up for i in found)


def test_what_happened_before_is_an_aside() -> None:
    before = claim("one-1", "killed", 30, at=90, place="حلب", day="2020-01-12")
    pieces = cut([*SHELLING[:2], before])
    assert [(len(told), lead, sums) for told, lead, sums in pieces] == [(2, True, False), (1, False, False)]


def test_a_figure_told_again_under_another_day_stays_with_the_lead() -> None:
    again = claim("one-1", "killed", 7, at=90, place="حلب", day="2020-01-20")
    assert len(cut([*SHELLING[:2], again])) == 1


def test_a_far_place_is_another_incident() -> None:
    far = claim("one-1", "killed", 2, at=90, place="عدن", day="2020-01-25")
    assert [len(told) for told, _, _ in cut([*SHELLING[:2], far])] == [2, 1]


def test_two_towns_on_one_day_stay_two_incidents() -> None:
    other = [
        claim("two-2", "killed", 7, place="تعز", day="2020-01-25", words="مقتل 7 في قصف على سوق في تعز"),
        claim("two-2", "shelling", at=40, place="تعز", day="2020-01-25", words="قصف على سوق في تعز"),
    ]
    assert reports_together(linked([*SHELLING, *other])) == [["one-1", "two-1"], ["two-2"]]


def test_a_copy_with_the_same_claims_is_in_the_incident_of_its_original() -> None:
    copy = [c.__class__(**{k: getattr(c, k) for k in c.__struct_fields__} | {"report": "three-1"}) for c in BLAST]
    found = linked([*BLAST, *copy])
    assert reports_together(found) == [["one-2", "three-1"]]


def test_every_feature_has_a_weight_a_reason_and_an_explanation() -> None:
    names = FEATURES.keys() | {"closest"}
    assert names == WHY.keys() == schema.FOR | schema.AGAINST
    assert all(feature.__doc__ for feature in FEATURES.values())


def test_every_feature_is_symmetric() -> None:
    from rasd.codebook.book import load
    from rasd.linking.gathering import gather

    for a, b in itertools.combinations(gather([*SHELLING, *BLAST], (), load()), 2):
        assert {n: f(a, b) for n, f in FEATURES.items()} == {n: f(b, a) for n, f in FEATURES.items()}


def test_nothing_gives_nothing() -> None:
    assert rasd.link([]) == [] and rasd.incidents([], []) == []


def test_what_a_report_recalls_does_not_date_its_subject() -> None:
    lead = [claim("one-1", "killed", 6, published="2020-01-26", words="قتل ستة مسلحين قرب الحدود")]
    recalled = claim(
        "one-1", "killed", 10, at=60, day="2019-12-01", published="2020-01-26", words="مقتل عشرة قبل شهرين"
    )
    pieces = cut([*lead, recalled])
    assert [(told[0].count.low, is_lead) for told, is_lead, _ in pieces] == [(6, True), (10, False)]


def test_what_was_hit_is_compared() -> None:
    school, market, again = (
        gather([claim(f"{n}-1", "airstrike", object=what, words="غارة على البلدة")], (), load())[0]
        for n, what in (("one", "site.school"), ("two", "site.market"), ("three", "site.school"))
    )
    assert (FEATURES["same_targets"](school, again), FEATURES["other_targets"](school, again)) == (1.0, 0.0)
    assert (FEATURES["same_targets"](school, market), FEATURES["other_targets"](school, market)) == (0.0, 1.0)


def test_a_country_is_no_other_place_than_a_town_in_it() -> None:
    reports = [
        Report.from_text(text, published="2020-01-26", outlet=outlet)
        for outlet, text in (
            ("one", "قتل خمسة أشخاص في غارة على مدينة أوباري، أمس السبت."),
            ("two", "قتل خمسة أشخاص في غارة في ليبيا، أمس السبت، حسبما أعلن في مدينة باريس."),
            ("three", "قتل خمسة أشخاص في غارة في مالي، أمس السبت، حسبما أعلن في مدينة باريس."),
        )
    ]
    told = {t.outlet: t for t in gather([c for r in reports for c in rasd.read(r)], reports, load())}
    assert FEATURES["other_place"](told["one"], told["two"]) == 0.0
    assert FEATURES["other_place"](told["one"], told["three"]) == 1.0
