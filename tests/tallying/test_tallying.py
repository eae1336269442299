"""Tallies: ranges that nobody can call double counting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from made_claims import claim
from msgspec.structs import replace

import rasd
from rasd.errors import UsageError
from rasd.model import Claim, Count, Incident, Judgement, Party, Place, Reason, Where
from rasd.tallying.cells import Cell
from rasd.tallying.figures import best_of


def incident(*claims: Claim, id: str = "i-1", day: str = "2020-01-25", **given: Any) -> Incident:
    fields: dict[str, Any] = {"id": id, "kind": "single", "what": "attack", "place": Where(text="حلب", country="SY")}
    fields |= {"start": day, "end": day, "claims": claims, "judgements": (), **given}
    return Incident(**fields)


def cells(incidents: Iterable[Incident], by: str = "month", **given: Any) -> list[Cell]:
    return list(rasd.tally(incidents, by.split(","), **given).cells)


def one(*claims: Claim, **given: Any) -> Cell:
    [cell] = cells([incident(*claims)], **given)
    return cell


def bounds(cell: Cell) -> tuple[float, float, float | None]:
    return cell.low, cell.best, cell.high


def killed(report: str, low: int | None, **given: Any) -> Claim:
    return claim(report, "killed", low, **given)


def test_sources_give_a_range_and_are_not_added_up() -> None:
    cell = one(killed("a-1", 9), killed("b-1", 12), killed("c-1", 12))
    assert bounds(cell) == (9, 12, 12)
    assert cell.rules == {"most sources": 1}
    assert (len(cell.incidents), cell.sources, len(cell.claims)) == (1, 3, 3)


def test_incidents_are_added_up() -> None:
    rows = [incident(killed("a-1", 9), killed("b-1", 12)), incident(killed("a-2", 5), id="i-2", day="2020-01-03")]
    [cell] = cells(rows)
    assert bounds(cell) == (14, 14, 17)
    assert cell.key == {"month": "2020-01"}


def test_the_latest_figure_of_a_source_replaces_its_earlier_ones() -> None:
    cell = one(
        killed("a-1", 9, speaker="ministry", published="2020-01-25"),
        killed("a-2", 14, speaker="ministry", published="2020-01-27"),
    )
    assert bounds(cell) == (14, 14, 14)
    assert cell.sources == 1


def test_among_single_sources_the_latest_is_best_and_then_the_lower() -> None:
    assert bounds(one(killed("a-1", 9, published="2020-01-25"), killed("b-1", 14, published="2020-01-26"))) == (
        9,
        14,
        14,
    )
    assert bounds(one(killed("a-1", 9), killed("b-1", 14))) == (9, 9, 14)


def test_a_breakdown_adds_nothing_to_its_whole() -> None:
    whole = killed("a-1", 12, object="person.civilian")
    part = killed("a-1", 4, object="person.child", at=30, part_of=whole.id)
    assert bounds(one(whole, part)) == (12, 12, 12)
    found = {c.key["object"]: c for c in cells([incident(whole, part)], "object")}
    assert {code: c.best for code, c in found.items()} == {"person": 12, "person.civilian": 12, "person.child": 4}
    assert found["person.child"].within == "person"


def test_a_breakdown_of_the_same_class_adds_nothing() -> None:
    whole = killed("a-1", 12, object="person.combatant")
    part = killed("a-1", 3, object="person.combatant", at=30, part_of=whole.id)
    assert bounds(one(whole, part)) == (12, 12, 12)


def test_classes_of_one_source_are_added_when_it_gives_no_whole() -> None:
    cell = one(killed("a-1", 5, object="person.combatant"), killed("a-1", 3, object="person.civilian", at=30))
    assert bounds(cell) == (8, 8, 8)


def test_children_beside_civilians_may_be_among_them() -> None:
    cell = one(killed("a-1", 5, object="person.civilian"), killed("a-1", 2, object="person.child", at=30))
    assert bounds(cell) == (5, 5, 7)


def test_different_figures_in_one_report_of_one_source_are_ranged() -> None:
    assert bounds(one(killed("a-1", 3), killed("a-1", 4, at=30))) == (4, 4, 7)


def test_a_restatement_and_the_same_claim_twice_count_once() -> None:
    first = killed("a-1", 7)
    again = killed("a-1", 7, at=50, restates=first.id)
    cell = one(first, first, again)
    assert bounds(cell) == (7, 7, 7)
    assert cell.claims == (first.id,)


def test_copies_of_one_original_are_one_source() -> None:
    claims = (killed("a-1", 9), killed("b-1", 9), killed("c-1", 12))
    copied = Judgement(
        a=claims[0].id, b=claims[1].id, verdict="same", score=0.99, reasons=(Reason("original", 0.9, 0.3, ""),)
    )
    [cell] = cells([incident(*claims, judgements=(copied,))])
    assert cell.sources == 2
    assert cell.rules == {"the lower of two": 1}


def test_tens_add_nothing_but_are_shown_and_leave_the_high_open() -> None:
    vague = killed("a-2", None, count=Count(qualifier="vague", text="عشرات"))
    [cell] = cells([incident(killed("a-1", 6)), incident(vague, id="i-2")])
    assert bounds(cell) == (6, 6, None)
    assert cell.unquantified == 1


def test_at_least_leaves_the_high_open() -> None:
    at_least = killed("a-1", 20, count=Count(low=20, high=None, qualifier="at_least"))
    assert bounds(one(at_least)) == (20, 20, None)


def test_killed_and_wounded_do_not_mix() -> None:
    found = cells([incident(killed("a-1", 6), claim("a-1", "wounded", 11, at=30))])
    assert {(c.action, c.best) for c in found} == {("killed", 6), ("wounded", 11)}


def test_raids_are_counted_as_raids_whatever_they_hit() -> None:
    raids = (
        claim("a-1", "airstrike", 3, object="site.military"),
        claim("b-1", "airstrike", 3, object="site.home"),
    )
    [cell] = cells([incident(*raids)], "object")
    assert (bounds(cell), cell.object, cell.rules) == ((3, 3, 3), None, {"all agree": 1})


def test_what_is_only_alleged_is_in_the_range_alone() -> None:
    cell = one(killed("a-1", 30, status="alleged"))
    assert bounds(cell) == (0, 0, 30)
    assert (cell.rules, cell.alleged) == ({"only alleged": 1}, 1)


def test_a_denial_takes_the_low_to_nothing() -> None:
    cell = one(killed("a-1", 30), killed("b-1", 30, status="denied", speaker="army"))
    assert bounds(cell) == (0, 30, 30)
    assert (cell.denied, cell.rules) == (1, {"the only figure (denied)": 1})


def test_the_status_can_be_chosen() -> None:
    assert bounds(one(killed("a-1", 30), killed("b-1", 50, status="alleged"), status=["asserted"])) == (30, 30, 30)


def test_the_side_that_gains_is_told_apart() -> None:
    boast = killed("a-1", 90, speaker="syr-armed-forces", agent="syr-armed-forces")
    assert (one(boast).best, one(boast).gaining) == (90, 90)
    cell = one(boast, killed("b-1", 20))
    assert bounds(cell) == (20, 20, 90)
    assert (cell.gaining, cell.rules) == (0, {"the only figure, the gaining side left out": 1})


def test_losses_that_a_side_admits_are_no_gain() -> None:
    assert one(killed("a-1", 4, speaker="syr-armed-forces", patient="syr-armed-forces")).gaining == 0


def test_sides_are_cells_and_what_names_none_is_not_counted_beside_them() -> None:
    rows = [incident(killed("a-1", 4, patient="syr-state"), killed("b-1", 6, patient="usa-state"), killed("c-1", 9))]
    assert {c.best for c in cells(rows, "side")} == {4, 6}
    [cell] = cells([incident(killed("c-1", 9))], "side")
    assert (cell.key, cell.best) == ({"side": None}, 9)


def test_a_party_without_an_identity_is_no_side() -> None:
    words = Party(text="الإرهابيين", span=(0, 5))
    [cell] = cells([incident(killed("a-1", 9).__class__(**fields_of(killed("a-1", 9)) | {"patient": words}))], "side")
    assert cell.key == {"side": None}


def test_a_side_is_what_those_affected_were_part_of_on_the_day() -> None:
    rows = [
        incident(killed("a-1", 4, patient="sdn-rapid-support-forces", day=day), id=f"i-{day}", day=day)
        for day in ("2022-06-01", "2023-06-01")
    ]
    sides = {c.key["side"]: c.best for c in cells(rows, "side")}
    assert sides == {"Sudan": 4, "Rapid Support Forces": 4}


def at(country: str) -> Place:
    return Place(text="كذا", span=(0, 3), country=country)


def fallen(side: str, **given: Any) -> float:
    """The killed of a side, among an army, an ally in the country, and the same ally elsewhere."""
    told = [("syr-army", 5, "SY"), ("rus-army", 3, "SY"), ("rus-army", 100, "UA"), ("syr-hts", 7, "SY")]
    rows = []
    for n, (who, low, country) in enumerate(told):
        # ``place`` of the helper is words alone
        row = replace(killed(f"a-{n}", low, patient=who, day="2018-05-05"), place=at(country))
        rows.append(incident(row, id=f"i-{n}", day="2018-05-05"))
    return sum(c.best for c in cells(rows, "year", side=side, **given))


def test_the_losses_of_one_side_with_and_without_its_allies() -> None:
    assert fallen("syr-government") == 8
    assert fallen("syr-government", allies=False) == 5
    assert fallen("syr-hts") == 7
    assert fallen("rus-army") == 108
    with pytest.raises(UsageError, match="no actor of the codebook"):
        fallen("syr-nobody")


def fields_of(record: Claim) -> dict[str, Any]:
    return {key: getattr(record, key) for key in record.__struct_fields__}


def test_within_a_year_is_no_month() -> None:
    rows = [incident(killed("a-1", 9), start="2020-01-01", end="2020-12-31")]
    assert [c.key for c in cells(rows, "month,year")] == [{"month": None, "year": "2020"}]
    assert cells(rows, start="2020-03-01", end="2020-03-31") == []
    assert [c.best for c in cells(rows, start="2020-01-01", end="2020-12-31")] == [9]


def total(low: int, period: tuple[str, str]) -> Incident:
    sum_of = killed("z-1", low, scope="cumulative", day=period, speaker="monitor")
    return incident(sum_of, id="i-sum", kind="summary", sums_up=("i-1",), start=period[0], end=period[1])


def test_a_total_is_a_check_and_no_part_of_the_sum() -> None:
    [cell] = cells([incident(killed("a-1", 6)), total(95, ("2020-01-01", "2020-01-31"))])
    assert bounds(cell) == (6, 6, 6)
    assert [(c.source, c.low) for c in cell.checks] == [("monitor", 95)]


def test_a_total_over_more_than_the_cell_is_no_check() -> None:
    [cell] = cells([incident(killed("a-1", 6)), total(95, ("2019-01-01", "2020-01-31"))])
    assert cell.checks == ()


def test_a_total_is_a_check_of_its_own_days_alone() -> None:
    rows = [incident(killed("a-1", 6)), total(95, ("2020-01-01", "2020-01-31"))]
    assert [c.checks for c in cells(rows, "day,object")] == [()]
    assert [c.checks for c in cells(rows, "incident")] != [()]
    assert [[c.low for c in cell.checks] for cell in cells(rows, "year,object")] == [[95]]
    within = cells(rows, "object", start="2020-01-01", end="2020-01-31")
    assert [[c.low for c in cell.checks] for cell in within] == [[95]]
    assert cells(rows, "object", start="2020-01-10", end="2020-01-31")[0].checks == ()


def test_a_total_of_all_the_dead_checks_no_side_and_no_other_place() -> None:
    month = ("2020-01-01", "2020-01-31")
    fallen = replace(killed("a-1", 6, patient="syr-army"), place=at("SY"))
    rows = [incident(fallen), total(95, month)]
    assert [c.checks for c in cells(rows, "month,side")] == [()]
    [sum_of] = rows[1].claims
    own = replace(sum_of, patient=fallen.patient, place=at("SY"))
    rows[1] = replace(rows[1], claims=(own,), place=Where(text="حلب", country="SY"))
    assert [[c.low for c in cell.checks] for cell in cells(rows, "month,side,place")] == [[95]]
    assert [len(c.checks) for c in cells(rows, "month", side="syr-government")] == [1]
    rows[1] = replace(rows[1], place=Where(text="عدن", country="YE"))
    assert [c.checks for c in cells(rows, "month,place")] == [()]
    assert cells([incident(fallen), total(95, month)], "month", side="syr-government")[0].checks == ()
    denied = total(95, month)
    denied = replace(denied, claims=tuple(replace(c, status="denied") for c in denied.claims))
    assert cells([incident(killed("a-1", 6)), denied], "month", status=["asserted"])[0].checks == ()


def test_a_cell_names_the_claims_that_it_counts_without_a_number() -> None:
    told = killed("a-1", None, patient="syr-army"), killed("a-2", None, patient="syr-hts")
    vague = [replace(c, count=Count(qualifier="vague")) for c in told]
    at_most = replace(told[0], id="c-most", count=Count(high=9, qualifier="at_most"))
    found = {c.key["side"]: c for c in cells([incident(*vague), incident(at_most, id="i-2")], "side")}
    assert {tuple(c.vague) for c in found.values()} == {(c.id,) for c in vague}
    assert all(c.unquantified == 1 for c in found.values())
    [cell] = cells([incident(vague[0], killed("b-1", 9))])
    assert (cell.vague, cell.unquantified) == ((), 0)


def test_what_rests_on_suggestions_is_said() -> None:
    assert one(killed("a-1", 6)).suggested == 0
    [cell] = cells([incident(killed("a-1", 6), killed("b-1", 6), suggested=2)])
    assert cell.suggested == 1


def test_a_period_and_a_place_can_be_asked_for() -> None:
    rows = [incident(killed("a-1", 6)), incident(killed("a-2", 9), id="i-2", day="2020-02-02", place=Where(text="عدن"))]
    assert [c.best for c in cells(rows, start="2020-02-01", end="2020-02-28")] == [9]
    assert [c.best for c in cells(rows, place="عَدَن")] == [9]
    assert [c.best for c in cells(rows, place="SY")] == [6]
    assert cells(rows, start="2021-01-01") == []


@pytest.mark.parametrize("asked", ["إدلب", "SY-ID", "iso:SY-ID", "SY", "أريحا"])
def test_a_place_takes_in_what_lies_within(asked: str) -> None:
    where = Where(text="مدينة أريحا", country="SY", admin1="Idlib", id="geonames:172994")
    rows = [incident(killed("a-1", 6), place=where), incident(killed("a-2", 9), id="i-2", place=Where(text="عدن"))]
    assert [c.best for c in cells(rows, place=asked)] == [6]


def test_an_incident_elsewhere_is_not_missed_for_its_day() -> None:
    rows = [incident(killed("a-1", 6), start=None, end=None)]
    assert rasd.tally(rows, ["month"], start="2020-01-01", place="عدن").undated == 0


def test_incidents_without_a_day_are_counted_as_such() -> None:
    rows = [incident(killed("a-1", 6), start=None, end=None)]
    assert rasd.tally(rows, ["month"], start="2020-01-01").undated == 1
    [cell] = cells(rows)
    assert cell.key == {"month": None}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"by": ["week"]}, "by week: no such column"),
        ({"status": ["true"]}, "status true: no such status"),
        ({"start": "2020-02-30"}, "no such day"),
        ({"start": "2020-03-01", "end": "2020-02-01"}, "before it begins"),
    ],
)
def test_what_makes_no_sense_is_said(given: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        rasd.tally([], **given)


def test_nothing_gives_an_empty_tally() -> None:
    assert rasd.tally([]).cells == ()


def test_the_matrix_sets_sources_side_by_side_and_marks_disagreement() -> None:
    row = incident(
        killed("a-1", 47, speaker="ministry"), killed("b-1", 12, speaker="army"), claim("b-1", "wounded", 3, at=30)
    )
    found = rasd.matrix(row)
    assert found.sources == ("ministry", "army", "b")
    assert [(m.action, m.disagree, [s.count.low for s in m.said]) for m in found.measures] == [
        ("killed", True, [47, 12]),
        ("wounded", False, [3]),
    ]
    assert found.measures[0].said[0].evidence == "killed 47"


def test_the_matrix_says_a_figure_of_one_source_once() -> None:
    [measure] = rasd.matrix(incident(killed("a-1", 4, speaker="m"), killed("b-1", 4, speaker="m"))).measures
    assert [said.reports for said in measure.said] == [("a-1", "b-1")]


def test_a_source_that_changes_its_figure_later_updates_it_and_disagrees_with_nobody() -> None:
    first = killed("a-1", 4, speaker="m", published="2020-01-03")
    later = killed("b-1", 7, speaker="m", published="2020-01-04")
    [measure] = rasd.matrix(incident(first, later)).measures
    assert (measure.disagree, len(measure.updated), len(measure.said)) == (False, 1, 2)
    [measure] = rasd.matrix(incident(first, later, killed("c-1", 4, speaker="n", published="2020-01-03"))).measures
    assert measure.disagree
    same_day = killed("b-1", 7, speaker="m", published="2020-01-03")
    assert rasd.matrix(incident(first, same_day)).measures[0].disagree


def test_a_range_that_holds_the_other_figure_is_no_disagreement() -> None:
    ranged = killed("b-1", 10, speaker="army", count=Count(low=10, high=15, qualifier="range"))
    assert not rasd.matrix(incident(killed("a-1", 12), ranged)).measures[0].disagree


def test_the_best_of_one_is_that_one() -> None:
    from rasd.tallying.figures import Account

    assert best_of([Account("a", 5, 5, "asserted", "none", "2020-01-01", ())]) == (5, "the only figure")


def test_shares_in_per_cent_are_not_added_up() -> None:
    share = Count(low=60, high=60, qualifier="exact", unit="percent")
    rows = [incident(claim("a-1", "took", 60, count=share, object="place.area"), id=f"i-{n}") for n in (1, 2)]
    assert cells(rows, "month") == []
    assert [cell.best for cell in cells(rows, "incident")] == [60, 60]
