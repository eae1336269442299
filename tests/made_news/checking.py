"""One made report read and judged: what must hold for every report, and what its reading is worth."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import NamedTuple

from fuzzing.targets import spans_hold
from made_news.reports import Made, made, page
from made_news.scoring import Fault, Score, judged, sorted_out

import rasd
from rasd.loading.forms import single
from rasd.model import Claim, to_json

#: Every so many reports one is also read from a page around it.
PAGES = 5


class Worth(NamedTuple):
    """What readings are worth: by construction, by the look of the letters, with every fault."""

    constructions: dict[str, Score]
    looks: dict[str, Score]
    faults: list[Fault]
    broken: list[str]


def nothing() -> Worth:
    """No readings yet."""
    return Worth(defaultdict(Score), defaultdict(Score), [], [])


def weighed(first: int, last: int) -> Worth:
    """The readings of the reports of these numbers."""
    worth = nothing()
    for number in range(first, last):
        report = made(number)
        try:
            claims = checked(report)
        except Exception as error:
            worth.broken.append(f"report {number}: {type(error).__name__}: {error}")
            continue
        for sentence, found in sorted_out(report, claims):
            score, faults = judged(sentence, report.text, found)
            worth.constructions[sentence.construction].add(score)
            worth.looks[report.look].add(score)
            worth.faults.extend(faults)
    return worth


def together(parts: list[Worth]) -> Worth:
    """Several together."""
    whole = nothing()
    for part in parts:
        for mine, others in ((whole.constructions, part.constructions), (whole.looks, part.looks)):
            for name, score in others.items():
                mine[name].add(score)
        whole.faults.extend(part.faults)
        whole.broken.extend(part.broken)
    return whole


def checked(report: Made) -> list[Claim]:
    """The claims of a report, with all that holds for every reading asserted."""
    claims = read(report.text, report.published)
    if report.number % PAGES == 0:
        from_page(report, claims)
    return claims


def read(text: str, published: str | None) -> list[Claim]:
    """The claims of a text, whose spans are true and whose ids stand for one claim each."""
    claims = rasd.read(rasd.Report.from_text(text, published=published))
    for claim in claims:
        spans_hold(json.loads(to_json(claim)), text)
    ids = {claim.id for claim in claims}
    assert len(ids) == len(claims), "an id stands for two claims"
    for claim in claims:
        assert {claim.part_of, claim.same_items_as, claim.restates} <= {*ids, None}, "a tie to no claim of this report"
    return claims


def from_page(report: Made, claims: list[Claim]) -> None:
    """The same figures are read from a page around the report, and none from its menus and links."""
    loaded = single(page(report), "page.html", "page").report
    assert str(loaded.published) == report.published, "the page's own day was not taken"
    article = rasd.read(loaded)
    for claim in article:
        spans_hold(json.loads(to_json(claim)), loaded.text)
    one, other = (sorted((c.action, c.count.low or 0, c.count.high or 0) for c in found) for found in (claims, article))
    assert one == other, f"the page tells {other}, its text {one}"
