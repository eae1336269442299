"""Forty made-up incidents of four wars, told by outlets of opposed sides: found again, and none run together.

Like a reader of the result would, the test takes for a report's incident the one that holds most of its figures.
"""

from __future__ import annotations

import collections
import functools
from pathlib import Path
from typing import NamedTuple

import yaml

import rasd
from rasd.linking.incidents import linked
from rasd.model import Claim, Incident, Report

WARS = Path(__file__).parent / "wars"


class Labelled(NamedTuple):
    """A report and what it tells of."""

    report: Report
    incident: str


@functools.cache
def labelled() -> tuple[Labelled, ...]:
    rows = []
    for path in sorted(WARS.glob("*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            for day, outlet, text in entry["reports"]:
                name = f"r{len(rows):03}"
                report = Report.from_text(text, published=day.isoformat(), outlet=outlet, id=name)
                rows.append(Labelled(report, entry["incident"]))
    return tuple(rows)


@functools.cache
def found() -> dict[str, str]:
    """Report → the incident found for it; a report without any is alone."""
    reports = [row.report for row in labelled()]
    claims = [claim for report in reports for claim in rasd.read(report)]
    main = main_incidents(linked(claims, reports))
    return {report.id: main.get(report.id, f"alone-{report.id}") for report in reports}


def main_incidents(incidents: list[Incident]) -> dict[str, str]:
    votes: dict[str, dict[str, list[Claim]]] = collections.defaultdict(lambda: collections.defaultdict(list))
    for incident in incidents:
        for claim in incident.claims:
            votes[claim.report][incident.id].append(claim)
    return {report: max(own, key=lambda i: rank(own[i])) for report, own in votes.items()}


def rank(claims: list[Claim]) -> tuple[int, int, int]:
    return sum(c.count.low is not None for c in claims), len(claims), -min(c.evidence.span[0] for c in claims)


def bcubed(a: dict[str, str], b: dict[str, str]) -> float:
    """How much of each report's group in ``a`` is of its group in ``b``, on the mean."""
    mates, groups = (collections.defaultdict(set), collections.defaultdict(set))
    for table, to in ((a, mates), (b, groups)):
        for report, group in table.items():
            to[group].add(report)
    return sum(len(mates[a[r]] & groups[b[r]]) / len(mates[a[r]]) for r in a) / len(a)


def test_the_set_is_as_large_as_it_should_be() -> None:
    assert len(labelled()) >= 150
    assert len({row.incident for row in labelled()}) == 40
    assert len({row.report.text for row in labelled()}) == len(labelled())


def test_incidents_are_found_again() -> None:
    truth = {row.report.id: row.incident for row in labelled()}
    precision, recall = bcubed(found(), truth), bcubed(truth, found())
    assert 2 * precision * recall / (precision + recall) >= 0.92


def test_no_two_incidents_are_run_together() -> None:
    together = collections.defaultdict(lambda: collections.defaultdict(list))
    for row in labelled():
        together[found()[row.report.id]][row.incident].append(row.report.text)
    assert not [dict(own) for own in together.values() if len(own) > 1]
